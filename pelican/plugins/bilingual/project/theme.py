"""Which theme a site has: the one that it names, or the one that comes with the plugin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pelican.settings import DEFAULT_THEME

PACKAGE = Path(__file__).parent.parent
TEMPLATES = PACKAGE / "templates"
"""What the plugin prints where a theme has no template for it."""
INCLUDES = PACKAGE / "includes"
"""What any theme can include: `{% include "bilingual/languages.html" %}`."""


def carried(name: str, source: str = "") -> Path:
    """What the wheel brings along under this name; in a checkout it stands at the top.

    There it has the name `source`, if that is another one.
    """
    inside = PACKAGE / name
    return inside if inside.exists() else PACKAGE.parents[2] / (source or name)


def theme_of(settings: Mapping[str, Any]) -> Path:
    """The folder of a site's theme, absolute.

    Pelican puts its default where a site has set nothing: the very text, by which it is told from
    the path of somebody who asks for `notmyidea` by name.
    """
    given = settings["THEME"]
    return carried("theme") if given is DEFAULT_THEME else Path(given).resolve()


def set_theme(settings: dict[str, Any]) -> None:
    """Let Pelican find the theme, and what it may include of ours.

    Our own theme has its styles in its pages, and no file to copy.
    """
    settings["THEME_TEMPLATES_OVERRIDES"] = [*settings["THEME_TEMPLATES_OVERRIDES"], str(INCLUDES)]
    if settings["THEME"] is DEFAULT_THEME:
        settings["THEME"], settings["THEME_STATIC_PATHS"] = str(theme_of(settings)), []


def template_folders(settings: Mapping[str, Any], root: Path) -> Iterator[tuple[Path, str]]:
    """The folders that a site's templates come from, each as catalogs name it.

    The name is the same on every computer: relative to the site's folder `root`, to the folder
    that holds the plugin, or, for a theme from elsewhere, to the one that holds the theme.
    """
    theme = theme_of(settings)
    given = (root / one for one in settings["THEME_TEMPLATES_OVERRIDES"])
    for folder in (*given, theme / "templates", TEMPLATES):
        base = PACKAGE.parents[2] if PACKAGE in folder.parents else root
        base = base if base in folder.parents else theme.parent
        yield folder, folder.relative_to(base).as_posix()

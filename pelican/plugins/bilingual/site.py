"""The messages of the `site` domain: theme strings, site settings and topic names."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

from .segments import Segment

DOMAIN = "site"
SETTINGS = ("SITENAME", "SITESUBTITLE")
"""Settings that readers see, translated by the msgctxt `setting`."""
SETTING, MENU, TOPIC = "setting", "menu", "topic"
"""Values of msgctxt in the `site` domain."""
NOT_TRANSLATED = "Not translated yet"
"""Stands on parallel pages where a translation is missing."""


def site_segments(
    settings: Mapping[str, Any], root: Path, topics: Iterable[str], backlink: str
) -> Iterator[tuple[str, Segment]]:
    """All messages of the `site` domain, each with the file that it stands in.

    `topics` are the names of the tags in use, `backlink` the title of footnotes' links back.
    """
    for name in SETTINGS:
        if settings.get(name):
            yield "pelicanconf.py", Segment(str(settings[name]), 1, SETTING, comment=name)
    for title, _ in settings.get("MENUITEMS", ()):
        yield "pelicanconf.py", Segment(str(title), 1, MENU)
    for topic in sorted(set(topics)):
        yield "pelicanconf.py", Segment(topic, 1, TOPIC, comment="Name of a topic.")
    if backlink:
        comment = "Title of the link back from a footnote; {} is its number."
        yield "pelicanconf.py", Segment(backlink, 1, comment=comment)
    comment = "Stands beside the source text where the translation is missing."
    yield "pelicanconf.py", Segment(NOT_TRANSLATED, 1, comment=comment)
    yield from theme_segments(root)


def theme_segments(root: Path) -> Iterator[tuple[str, Segment]]:
    """The strings of the theme, found by Babel as `[tool.babel]` in pyproject.toml says."""
    project = root / "pyproject.toml"
    if not project.exists():
        return
    mappings = tomllib.loads(project.read_text(encoding="utf-8")).get("tool", {}).get("babel")
    if not mappings:
        return
    mappings = mappings.get("mappings", [])
    methods = [(one["pattern"], one["method"]) for one in mappings]
    options = {one["pattern"]: {k: str(v) for k, v in one.items()} for one in mappings}
    found = extract_from_dir(
        root,
        methods,
        options,
        keywords=DEFAULT_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=True,
        directory_filter=lambda folder: not Path(folder).name.startswith((".", "_", "output")),
    )
    for path, line, message, comments, context in sorted(found, key=lambda one: (one[0], one[1])):
        singular, plural = (
            (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        )
        yield path, Segment(singular, line, context, " ".join(comments), plural=plural)

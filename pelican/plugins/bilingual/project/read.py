"""The `BILINGUAL` setting, read once into frozen values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.readers import default_metadata, parse_path_metadata, path_metadata
from pelican.utils import slugify

from ..errors import SettingsError
from .config import Config, source_tag
from .files import domain_of, shown
from .history import commit_of
from .setting import PREVIEW, SETTING, SINCE, Reading, place, rows
from .urls import is_address

FORMATS = "BILINGUAL_FORMATS"
"""The setting that `make formats` and `make publish` give to their builds: True, or `copies`."""


@dataclass(frozen=True, slots=True)
class Project:
    """A site: Pelican's settings, the folder that they stand in, and what they tell the plugin."""

    settings: Mapping[str, Any]
    file: Path
    """The settings file, absolute. Relative paths start from its folder."""
    config: Config

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.file.parent

    @property
    def content(self) -> Path:
        """The folder of the source pages, Pelican's `PATH`."""
        return Path(self.settings["PATH"])

    def metadata_of(self, path: Path) -> dict[str, Any]:
        """What Pelican knows of a page without its text: by its path, and by default."""
        settings, name = self.settings, shown(path, self.content)
        return {
            **default_metadata(settings),
            **path_metadata(str(path), name, settings),
            **parse_path_metadata(name, settings),
        }

    def category_of(self, path: Path, metadata: Mapping[str, Sequence[str]]) -> str:
        """The name of an article's category; `metadata` is what stands in its front matter."""
        own = "".join(metadata.get("category", ())).strip()
        return own or str(self.metadata_of(path).get("category", self.settings["DEFAULT_CATEGORY"]))

    def slug_of(self, title: str, path: Path) -> str:
        """The slug that Pelican makes of a page's title, or of its file's name."""
        settings = self.settings
        return str(
            slugify(
                path.stem if settings["SLUGIFY_SOURCE"] == "basename" else title,
                regex_subs=settings["SLUG_REGEX_SUBSTITUTIONS"],
                preserve_case=settings["SLUGIFY_PRESERVE_CASE"],
                use_unicode=settings["SLUGIFY_USE_UNICODE"],
            )
        )

    def shown(self, path: Path | str) -> str:
        """A path as messages and catalogs name it: relative to the site's folder, with slashes."""
        return shown(path, self.root)

    def domain_of(self, path: Path | str) -> str:
        """The domain of a source page, from its path: `pages/about`."""
        return domain_of(shown(path, self.content))


def read_project(settings: Mapping[str, Any], file: Path) -> Project:
    """A site by its settings and their file. Raises `SettingsError` as `read_config` does."""
    return Project(settings, file, read_config(settings, file))


def read_config(settings: Mapping[str, Any], file: Path) -> Config:
    """Read `BILINGUAL` from Pelican's settings.

    `file` is where they stand, absolute: relative paths start from its folder. Raises
    `SettingsError` for a key that does not exist, or a value that is not what its row asks for.
    """
    given, known = settings.get(SETTING), rows(Config)
    if not isinstance(given, Mapping):
        raise SettingsError(
            f"{SETTING} is missing or not a dictionary.",
            place(file),
            f"Set {SETTING} = {{'languages': {{'en': 'English', 'tk': 'Türkmençe'}}}}.",
        )
    for key in given:
        if key not in known:
            raise SettingsError(
                f"{SETTING} has no key {key!r}.", place(file, key), f"It knows: {', '.join(known)}."
            )
    _check_pelicans(settings, file)
    formats = settings.get(FORMATS)
    if isinstance(formats, Mapping):
        settings = {**settings, SETTING: {**given, "copies": formats}}
    values = {key: Reading(key, row, settings, file).value() for key, row in known.items()}
    since = _since(settings, file.parent)
    read_from_disk = bool(since) or not (settings.get("SITEURL") or settings.get(PREVIEW))
    values["index_files"] = values["index_files"] or read_from_disk
    tag = source_tag(settings, given["languages"])
    source = next(one for one in values["languages"] if one.tag == tag)
    return Config(
        source=source,
        targets=tuple(one for one in values["languages"] if one is not source and not one.base),
        formats=bool(formats),
        preview=bool(settings.get(PREVIEW)),
        since=since,
        **values,
    )


def _since(settings: Mapping[str, Any], root: Path) -> str:
    revision = settings.get(SINCE)
    found = "" if revision is None else commit_of(root, str(revision))
    if revision is not None and not found:
        raise SettingsError(
            f"Git knows no revision {str(revision)!r} here.",
            remedy="Name a commit, a branch or a tag of this repository; fetch its history first.",
        )
    return found


_PELICANS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "SITEURL": (
        lambda given: not given or (isinstance(given, str) and is_address(given)),
        "Write the site's whole address, 'https://example.org/site', or leave it empty.",
    ),
    "FORMATTED_FIELDS": (
        lambda given: all(isinstance(one, str) for one in given),
        "It must be a list of names of metadata.",
    ),
    "DATE_FORMATS": (
        lambda given: all(isinstance(one, str | tuple) for one in given.values()),
        "It must be a dictionary of language tag to a format, or to a locale and a format.",
    ),
    "TEMPLATE_PAGES": (
        lambda given: all(isinstance(one, str) for pair in given.items() for one in pair),
        "It must be a dictionary of a template's path to the file that it is written to.",
    ),
}
"""Settings of Pelican's that every language reads: what each must be, and how to say so."""


def _check_pelicans(settings: Mapping[str, Any], file: Path) -> None:
    for name, (holds, remedy) in _PELICANS.items():
        if name not in settings:
            continue
        try:
            right = holds(settings[name])
        except (TypeError, AttributeError):  # not even a list or a dictionary
            right = False
        if not right:
            where = place(file, setting=name)
            raise SettingsError(f"{name} is {settings[name]!r}.", where, remedy)

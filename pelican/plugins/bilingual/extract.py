"""Templates (`.pot`) for the tools that want them: Weblate, Poedit, msginit, msgmerge.

A template has no POT-Creation-Date: it would change with every run, and says nothing that the
repository's history does not. No tool of the gettext family asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .atomic import write_text
from .config import Config
from .l10n import gettext_plural
from .pofile import Entry, File, header_fields, new_entry, new_file, plural_forms, written
from .renewal import Located
from .segments import Segment

FOLDER = "templates"
"""Where templates are written, below the catalogs."""


def template(located: Iterable[Located], project: str, plural: str) -> str:
    """The text of one template: the page's messages in order, with comments and locations.

    `plural` is the source language's Plural-Forms: msgfmt refuses xgettext's placeholder, and
    msginit and Weblate put the target's in its place.
    """
    file = new_file(_header(project, plural))
    file.metadata_is_fuzzy = True  # as xgettext marks what is to be filled in
    messages: dict[tuple[str | None, str], list[tuple[str, Segment]]] = {}
    for path, segment in located:
        messages.setdefault(segment.key, []).append((path, segment))
    return written(file, _entries(file, messages.values()), ())


def _entries(file: File, messages: Iterable[list[Located]]) -> Iterator[Entry]:
    for located in messages:
        entry = new_entry(located[0][1], plural_forms(file))
        entry.occurrences = list(dict.fromkeys((path, str(one.line)) for path, one in located))
        entry.comment = "\n".join(dict.fromkeys(one.comment for _, one in located if one.comment))
        yield entry


def _header(project: str, plural: str) -> dict[str, str]:
    return header_fields(project, plural) | {
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
    }


def extract(
    domains: Mapping[str, Iterable[Located]], config: Config, project: str, folder: Path
) -> Iterator[tuple[Path, bool]]:
    """Write `<folder>/<domain>.pot` for each domain; yields the path and whether it changed."""
    plural = gettext_plural(config.source.locale)
    for domain, located in domains.items():
        path = folder / f"{domain}.pot"
        yield path, write_text(path, template(located, project, plural))

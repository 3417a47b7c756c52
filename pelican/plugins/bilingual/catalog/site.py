"""The messages of the `site` domain: theme strings, site settings and topic names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.extract import extract_from_dir
from jinja2.ext import babel_extract

from ..project.cache import Cache
from ..project.theme import template_folders
from ..source.document import Document
from ..source.front_matter import names_in
from ..source.segments import Segment

SETTINGS = ("SITENAME", "SITESUBTITLE")
"""Settings that readers see, translated by the msgctxt `setting`."""
SETTING, MENU, TOPIC = "setting", "menu", "topic"
"""Values of msgctxt in the `site` domain."""
_MARKS = re.compile(rb"_\(|gettext\s*\(|\btrans\b")
"""What a template with strings has; others need not be parsed."""
NOT_TRANSLATED = "Not translated yet"
"""Stands on parallel pages where a translation is missing."""


def site_segments(
    settings: Mapping[str, Any],
    settings_file: Path,
    pages: Iterable[Document],
    categories: Iterable[tuple[str, Document]],
    backlink: str,
    cache: Cache | None = None,
) -> Iterator[tuple[str, Segment]]:
    """All messages of the `site` domain, each with the file that it stands in.

    `settings_file` lies in the site's folder; the public `pages` say which topics there
    are; `categories` that have lists come with their pages; `backlink` is the title of links back
    from footnotes. The strings of templates that are as they were are taken from the `cache`.
    """
    lines = settings_file.read_text(encoding="utf-8").splitlines()

    def setting(text: str, context: str | None, comment: str = "") -> tuple[str, Segment]:
        line = next((number for number, one in enumerate(lines, 1) if text in one), 1)
        return settings_file.name, Segment(text, line, context, comment)

    for name in SETTINGS:
        if settings.get(name):
            yield setting(str(settings[name]), SETTING, name)
    newsletter = settings.get("BILINGUAL", {}).get("newsletter", {}).get("title")
    if newsletter:
        yield setting(newsletter, SETTING, "What the newsletter is called, on every page.")
    for title, _ in menu_items(settings):
        yield setting(title, MENU)
    topics = ((one, page) for page in pages for one in names_in(page.metadata.get("tags", ())))
    for topic, page in sorted(topics, key=lambda one: (one[0], one[1].path)):
        yield page.path, Segment(topic, page.lines["tags"], TOPIC, comment="Name of a topic.")
    for name, page in sorted(categories, key=lambda one: (one[0], one[1].path)):
        line = page.lines.get("category", 1)
        yield page.path, Segment(name, line, TOPIC, comment="Name of a category.")
    if backlink:
        yield setting(backlink, None, "Title of the link back from a footnote; {} is its number.")
    comment = "Stands beside the source text where the translation is missing."
    yield setting(NOT_TRANSLATED, None, comment)
    yield from theme_segments(settings, settings_file.parent, cache or Cache())


def menu_items(settings: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Titles and addresses in `MENUITEMS`; a theme may read other things there, and keeps them."""
    given = settings.get("MENUITEMS")
    pairs = (
        [one for one in given if isinstance(one, list | tuple) and len(one) == 2]
        if isinstance(given, list | tuple)
        else []
    )
    return [(one, url) for one, url in pairs if isinstance(one, str) and isinstance(url, str)]


def theme_segments(
    settings: Mapping[str, Any], root: Path, cache: Cache
) -> Iterable[tuple[str, Segment]]:
    """The strings of the theme and of the plugin's own templates, each with its template's path.

    `root` is the site's folder.
    """
    named = settings["JINJA_ENVIRONMENT"].get("extensions", ())
    extensions = ",".join(one for one in named if isinstance(one, str))
    folders = [*template_folders(settings, root)]
    known = all(one.startswith("jinja2.") for one in extensions.split(",") if one)
    texts = [(name, one, one.read_bytes()) for at, name in folders for one in _templates(at)]
    inputs = texts if known else b"", extensions
    kind = list[tuple[str, Segment]]
    return cache.memo("theme", inputs, kind, lambda: [*_extracted(folders, extensions)])


def _templates(folder: Path) -> list[Path]:
    return sorted(one for one in folder.rglob("*.html") if one.is_file())


def _extracted(
    folders: Iterable[tuple[Path, str]], extensions: str
) -> Iterator[tuple[str, Segment]]:
    found = [
        (f"{name}/{path}", line, message, comments, context)
        for folder, name in folders
        for path, line, message, comments, context in extract_from_dir(
            folder,
            [("**.html", f"{__name__}:extract_marked")],
            {"**.html": {"trimmed": "true", "extensions": extensions}},
            comment_tags=("Translators:",),
            strip_comment_tags=True,
        )
    ]
    for path, line, message, comments, context in sorted(found, key=lambda one: one[:2]):
        singular, plural = (
            (message[0], message[1]) if isinstance(message, tuple) else (message, None)
        )
        yield path, Segment(singular, line, context, " ".join(comments), plural=plural)


def extract_marked(
    file: BinaryIO, keywords: Sequence[str], tags: Sequence[str], options: dict[str, Any]
) -> Iterable[Any]:
    """Babel's method for templates, which parses those that can have strings."""
    found = _MARKS.search(file.read())
    file.seek(0)
    return babel_extract(file, keywords, tags, options) if found else ()

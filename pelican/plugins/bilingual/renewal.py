"""One catalog while it is brought up to its page: what each message takes over.

The steps, for all catalogs of a language together: the same msgid; the same msgid from another
page; a text changed in its place; the closest by words. `merge` finds what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from .merge import CLOSE, Key, Match, changes, match_places, match_words
from .pofile import (
    Entry,
    File,
    is_translated,
    living,
    new_entry,
    new_file,
    parse,
    plural_forms,
    written,
)
from .preview import anchor
from .segments import Segment
from .syntax import decode

Located = tuple[str, Segment]
"""The path of a source file, and a segment in it."""
CHANGED = "changed: "
"""Begins the translator comment that names figures and links which the source has changed."""
_REVIEWED = "reviewed: "
_LOCATION = re.compile(r"^#: .*\n", re.MULTILINE)


@dataclass(slots=True)
class Page:
    """One catalog while it is brought up to its page."""

    path: Path
    name: str
    """The path as people are shown it."""
    file: File
    text: str
    """The file as it was; empty for a new one."""
    wanted: dict[Key, list[Located]]
    """The page's messages in order, each with the segments that share it."""
    living: list[Entry]
    url: str = ""
    """The page's address in this language, relative to the site's root; empty for no page."""
    renamed: Path | None = None
    """The catalog under its page's old name."""
    found: dict[Key, Entry] = field(default_factory=dict)
    obsolete: list[Entry] = field(default_factory=list)

    @property
    def missing(self) -> list[Key]:
        """The page's messages that no old entry has been found for."""
        return [key for key in self.wanted if key not in self.found]


def open_page(
    path: Path, name: str, data: bytes, located: Iterable[Located], fields: Mapping[str, str]
) -> Page:
    """A catalog with its page's messages, before anything is taken over."""
    file = parse(data, name) if data else new_file(fields)
    keys: dict[Key, list[Located]] = {}
    for one in located:
        keys.setdefault(one[1].key, []).append(one)
    text = decode(data, name) if data else ""
    page = Page(path, name, file, text, keys, living(file, name))
    page.obsolete = list(file.obsolete_entries())
    return page


def updated(data: bytes, name: str, located: Iterable[Located], fields: Mapping[str, str]) -> str:
    """One catalog by itself, brought up to its page: the text of the new file.

    `data` is the file as it is (empty for a new one), `fields` the header of a new one.
    """
    page = open_page(Path(name), name, data, located, fields)
    merge_all([page])
    return composed(page)


def merge_all(pages: list[Page]) -> None:
    """Find what every message of these catalogs takes over."""
    for page in pages:
        _keep_unchanged(page)
    _take_moved(pages)
    for page in pages:
        _take_changed(page)
    _take_closest(pages)


def adopt(page: Page, orphans: Mapping[str, Page]) -> None:
    """Take over the catalog of a page that was renamed: it has half of the messages at least."""
    shares = {
        domain: sum(_key(entry) in page.wanted for entry in orphan.living) / len(page.wanted)
        for domain, orphan in orphans.items()
        if orphan.renamed is None and page.wanted
    }
    best = max(shares, key=lambda domain: shares[domain], default=None)
    if best is not None and shares[best] >= CLOSE:
        orphan = orphans[best]
        page.file, page.living, page.obsolete = orphan.file, orphan.living, orphan.obsolete
        page.renamed, orphan.renamed = orphan.path, page.path
        orphan.living, orphan.obsolete = [], []


def _keep_unchanged(page: Page) -> None:
    own = [*page.obsolete, *page.living]
    known = {_key(entry): entry for entry in own}
    page.found = {key: known[key] for key in page.wanted if key in known}
    page.obsolete = [one for one in page.obsolete if one is not page.found.get(_key(one))]


def _rest(page: Page) -> list[Entry]:
    """Living entries that the page no longer has."""
    return [one for one in page.living if one is not page.found.get(_key(one))]


def _take_moved(pages: list[Page]) -> None:
    """Messages that another page has lost; a copy stays there, obsolete."""
    lost = {
        _key(one): one
        for page in pages
        for one in (*page.obsolete, *_rest(page))
        if is_translated(one)
    }
    for page in pages:
        for key in page.missing:
            if key in lost:
                page.found[key] = deepcopy(lost[key])


def _take_changed(page: Page) -> None:
    """Messages whose text was changed in its place."""
    old, new = [_key(one) for one in page.living], list(page.wanted)
    rank = {key: position for position, key in enumerate(old)}
    same = {at: rank[key] for at, key in enumerate(new) if key in page.found and key in rank}
    for position, match in list(match_places(old, new, same)):
        if new[position] not in page.found:
            _inherit(page, new[position], page.living[match.old], match)


def _take_closest(pages: list[Page]) -> None:
    """Messages that share most of their words with one that a page has lost."""
    lost = [one for page in pages for one in (*_rest(page), *page.obsolete) if is_translated(one)]
    for page in pages:
        if page.missing and lost:
            missing = page.missing
            for position, match in match_words([_key(one) for one in lost], missing):
                _inherit(page, missing[position], lost[match.old], match)


def _inherit(page: Page, key: Key, old: Entry, match: Match) -> None:
    """Give a message an old translation as fuzzy, with what it was a translation of."""
    segment = page.wanted[key][0][1]
    if not is_translated(old) or bool(segment.plural) != bool(old.msgid_plural):
        return
    entry = new_entry(segment, plural_forms(page.file))
    known = old.fuzzy and old.previous_msgid
    entry.previous_msgid = old.previous_msgid if known else old.msgid
    entry.previous_msgctxt = old.previous_msgctxt if known else old.msgctxt
    entry.previous_msgid_plural = old.previous_msgid_plural if known else old.msgid_plural or None
    entry.msgstr, entry.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
    entry.flags = list(dict.fromkeys([*old.flags, "fuzzy"]))
    marks = [f"{CHANGED}{one}" for one in changes(entry.previous_msgid or "", entry.msgid)]
    entry.tcomment = "\n".join([*_remarks(old), *marks])
    page.found[key] = entry
    if match.likeness < CLOSE:
        page.obsolete.append(deepcopy(old))  # so unlike that both may be wanted


def _remarks(entry: Entry) -> list[str]:
    """Translators' comments, without those that a change of the source has made void."""
    return [
        line for line in entry.tcomment.splitlines() if not line.startswith((CHANGED, _REVIEWED))
    ]


def composed(page: Page) -> str:
    """The catalog's text; the old one if it would differ in locations alone."""
    forms = plural_forms(page.file)
    entries = []
    for key, located in page.wanted.items():
        entry = page.found.get(key) or new_entry(located[0][1], forms)
        entry.obsolete = False
        entry.occurrences = list(dict.fromkeys((path, str(one.line)) for path, one in located))
        remarks = [one.comment for _, one in located if one.comment]
        if page.url:
            remarks.append(f"{page.url}#{anchor(key)}")
        entry.comment = "\n".join(dict.fromkeys(remarks))
        if not entry.fuzzy and CHANGED in entry.tcomment:
            lines = entry.tcomment.splitlines()
            entry.tcomment = "\n".join(one for one in lines if not one.startswith(CHANGED))
        entries.append(entry)
    used = {id(entry) for entry in entries}
    inherited = {entry.previous_msgid for entry in entries if entry.fuzzy}
    lost = [
        one
        for one in _rest(page)
        if id(one) not in used and is_translated(one) and one.msgid not in inherited
    ]
    kept = {_key(one): one for one in (*page.obsolete, *lost) if _key(one) not in page.wanted}
    text = written(page.file, entries, kept.values())
    same = _LOCATION.sub("", text) == _LOCATION.sub("", page.text)
    return page.text if same else text


def _key(entry: Entry) -> Key:
    return entry.msgctxt, entry.msgid

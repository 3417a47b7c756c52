"""One catalog while it is brought up to its page: what each message takes over.

The steps, for all catalogs of a language together: the same msgid; the same msgid from another
page; a text changed in its place; the closest by words. `merge` finds what belongs together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from ..source.segments import Key, Segment
from .catalog import anchor
from .matching import CLOSE, Match, changes, index_words, match_places, match_words
from .po import (
    Entry,
    File,
    absorb,
    also,
    decode,
    is_translated,
    living,
    new_entry,
    new_file,
    parse,
    plural_forms,
    written,
)

CHANGED = "changed: "
"""Begins the translator comment that names figures and links which the source has changed."""
_REVIEWED = "reviewed: "


def heir(old: Entry, segment: Segment, forms: int) -> Entry | None:
    """A new message with an old translation as fuzzy; None if there is none that fits.

    `forms` is the language's number of plural forms.
    """
    if not is_translated(old) or bool(segment.plural) != bool(old.msgid_plural):
        return None
    entry = new_entry(segment, forms)
    entry.msgstr, entry.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
    _mark(entry, old, changes(_origin(old), entry.msgid))
    return entry


def fitted(entry: Entry, segment: Segment, forms: int) -> Entry:
    """The entry with the plural that its segment has; fuzzy if that is another one."""
    if entry.msgid_plural == (segment.plural or ""):
        return entry
    if is_translated(entry):
        _mark(entry, entry, [])
    if not segment.plural:
        entry.msgstr = entry.msgstr_plural.get(0, "")
        more = also({*entry.msgstr_plural.values()} - {entry.msgstr})
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, *more]))
        entry.msgstr_plural = {}
    elif not entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(range(forms), entry.msgstr)
    entry.msgid_plural = segment.plural or ""
    return entry


def _mark(entry: Entry, old: Entry, differences: list[str]) -> None:
    """Make an entry fuzzy that has the old one's translation; of many msgids the first is kept."""
    known = old.fuzzy and old.previous_msgid
    entry.previous_msgid = _origin(old)
    entry.previous_msgctxt = old.previous_msgctxt if known else old.msgctxt
    entry.previous_msgid_plural = old.previous_msgid_plural if known else old.msgid_plural or None
    entry.flags = list(dict.fromkeys([*old.flags, "fuzzy"]))
    remarks = [one for one in old.tcomment.split("\n") if not one.startswith((CHANGED, _REVIEWED))]
    marks = [f"{CHANGED}{one}" for one in differences]
    entry.tcomment = "\n".join([*(remarks if any(remarks) else []), *marks])


def _origin(entry: Entry) -> str:
    """The msgid that an entry is a translation of."""
    return str((entry.fuzzy and entry.previous_msgid) or entry.msgid)


def forget_changes(entry: Entry) -> None:
    """Take out what the source has changed: a person has seen to it."""
    if CHANGED in entry.tcomment:
        lines = entry.tcomment.split("\n")
        entry.tcomment = "\n".join(one for one in lines if not one.startswith(CHANGED))


Located = tuple[str, Segment]
"""The path of a source file, and a segment in it."""
_LOCATIONS = re.compile(r"(?:^#: .*\n)+", re.MULTILINE)
_NUMBER = re.compile(r":\d+(?=\s)|\n(?=#: )|(?<=\n)#:")


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
    obsolete: list[Entry]
    url: str = ""
    """The page's address in this language, relative to the site's root; empty for no page."""
    renamed: Path | None = None
    """The catalog under its page's old name."""
    found: dict[Key, Entry] = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)
    """Identities of entries that live on under a new msgid."""

    @property
    def missing(self) -> list[Key]:
        """The page's messages that no old entry has been found for."""
        return [key for key in self.wanted if key not in self.found]

    @property
    def left(self) -> list[Entry]:
        """Old entries that are not on the page."""
        found = {id(entry) for entry in self.found.values()}
        return [one for one in (*self.obsolete, *self.living) if id(one) not in found]

    @property
    def lost(self) -> list[Entry]:
        """Entries that stay as obsolete ones: people have written something there."""
        return [
            one
            for one in self.left
            if id(one) not in self.spent and (is_translated(one) or one.tcomment)
        ]


def open_page(
    path: Path, name: str, data: bytes, located: Iterable[Located], fields: Mapping[str, str]
) -> Page:
    """A catalog with its page's messages, before anything is taken over."""
    file = parse(data, name) if data else new_file(fields)
    keys: dict[Key, list[Located]] = {}
    for one in located:
        keys.setdefault(one[1].key, []).append(one)
    text = decode(data, name) if data else ""
    entries: dict[Key, Entry] = {}
    for entry in (*living(file, name), *file.obsolete_entries()):
        first = entries.setdefault(_key(entry), entry)
        if first is not entry:
            absorb(first, entry)
    alive = [one for one in entries.values() if not one.obsolete]
    dead = [one for one in entries.values() if one.obsolete]
    return Page(path, name, file, text, keys, alive, dead)


def updated(data: bytes, name: str, located: Iterable[Located], fields: Mapping[str, str]) -> str:
    """One catalog by itself, brought up to its page: the text of the new file.

    `data` is the file as it is (empty for a new one), `fields` the header of a new one.
    """
    page = open_page(Path(name), name, data, located, fields)
    merge_all([page])
    return composed(page)


def merge_all(pages: list[Page]) -> None:
    """Find what every message of these catalogs takes over.

    What one page takes from another is decided by the sources, and by what the other one keeps:
    so it makes no difference which of the catalogs are on disk already when a run is killed.
    """
    for page in pages:
        _keep_unchanged(page)
    _take_moved(pages)
    uses = Counter(key for page in pages for key in page.wanted)
    for page in pages:
        _take_changed(page, uses)
        _take_close(page, uses)
    _take_close_elsewhere(pages)


def adopt(page: Page, orphans: Mapping[str, Page]) -> None:
    """Take over the catalog of a page that was renamed: half of its messages are here at least."""
    shares = {
        domain: sum(_key(entry) in page.wanted for entry in orphan.living) / len(orphan.living)
        for domain, orphan in orphans.items()
        if orphan.renamed is None and orphan.living
    }
    best = max(shares, key=lambda domain: shares[domain], default=None)
    if best is not None and shares[best] >= CLOSE:
        orphan = orphans[best]
        page.file, page.living, page.obsolete = orphan.file, orphan.living, orphan.obsolete
        page.renamed, orphan.renamed = orphan.path, page.path
        orphan.living, orphan.obsolete = [], []


def _keep_unchanged(page: Page) -> None:
    known = {_key(entry): entry for entry in (*page.obsolete, *page.living)}
    for key, located in page.wanted.items():
        if key in known:
            page.found[key] = fitted(known[key], located[0][1], plural_forms(page.file))


def _take_moved(pages: list[Page]) -> None:
    """Messages that another page has lost; a copy stays there, obsolete."""
    lost: dict[Key, Entry] = {}
    left = (one for page in pages for one in page.left if is_translated(one))
    for entry in sorted(left, key=lambda one: one.fuzzy):
        lost.setdefault(_key(entry), entry)
    for page in pages:
        for key in page.missing:
            if key in lost:
                segment, forms = page.wanted[key][0][1], plural_forms(page.file)
                page.found[key] = fitted(deepcopy(lost[key]), segment, forms)


def _take_changed(page: Page, uses: Counter[Key]) -> None:
    """Messages whose text was changed in its place."""
    old, new = [_key(one) for one in page.living], list(page.wanted)
    rank = {key: position for position, key in enumerate(old)}
    same = {at: rank[key] for at, key in enumerate(new) if key in page.found and key in rank}
    for position, match in list(match_places(old, new, same)):
        if new[position] not in page.found:
            _inherit(page, new[position], page.living[match.old], match, uses)


def _take_close(page: Page, uses: Counter[Key]) -> None:
    """Messages that share most of their words with one that the page has lost."""
    left, missing = [one for one in page.left if is_translated(one)], page.missing
    if left and missing:
        index = index_words(map(_key, left))
        for position, match in match_words(index, missing):
            _inherit(page, missing[position], left[match.old], match, uses)


def _take_close_elsewhere(pages: list[Page]) -> None:
    """The same with what other pages have lost, and keep."""
    lost = [(page, one) for page in pages for one in page.lost if is_translated(one)]
    lost.sort(key=lambda found: (found[1].msgid, found[1].msgctxt or ""))
    index = index_words(_key(one) for _, one in lost)
    for page in pages:
        missing = page.missing
        if lost and missing:
            own = {at for at, (owner, _) in enumerate(lost) if owner is page}
            for position, match in match_words(index, missing, own):
                _inherit(page, missing[position], lost[match.old][1], match)


def _inherit(
    page: Page, key: Key, old: Entry, match: Match, uses: Mapping[Key, int] | None = None
) -> None:
    """Give a message an old translation as fuzzy.

    `uses` counts the pages that have a message; None for an entry of another page.
    """
    entry = heir(old, page.wanted[key][0][1], plural_forms(page.file))
    if entry is None:
        return
    page.found[key] = entry
    unlike = match.likeness < CLOSE and not old.fuzzy  # so unlike that both may be wanted
    if uses is not None and not old.obsolete and not unlike and not uses.get(_key(old)):
        page.spent.add(id(old))


def composed(page: Page) -> str:
    """The catalog's text; the old one if it would differ in line numbers alone."""
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
        if not entry.fuzzy:
            forget_changes(entry)
        entries.append(entry)
    text = written(page.file, entries, page.lost)
    return page.text if _unnumbered(text) == _unnumbered(page.text) else text


def _unnumbered(text: str) -> str:
    return _LOCATIONS.sub(lambda found: _NUMBER.sub("", found[0]), text)


def _key(entry: Entry) -> Key:
    return entry.msgctxt, entry.msgid

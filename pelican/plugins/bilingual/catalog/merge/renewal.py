"""One catalog while it is brought up to its page: what each message takes over.

The steps, for all catalogs of a language together: the same msgid; the same msgid from another
page; a text changed in its place; the closest by words. `merge` finds what belongs together.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import BilingualError
from ...source.segments import Key, Segment
from ..catalog import (
    HUMAN,
    MACHINE,
    ORIGIN,
    TRANSLATED,
    anchor,
    certificate,
    entry_hash,
    is_reviewed,
    origin,
)
from ..catalog import forms as forms_of
from ..po.file import (
    CREATED,
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
    with_creation,
    written,
)
from ..po.wrap import escaped
from .carry import carried, essence
from .matching import (
    CLOSE,
    Match,
    changes,
    index_words,
    likeness,
    match_neighbours,
    match_places,
    match_words,
    word_counts,
)

CHANGED = "changed: "
"""Begins the translator comment that names figures and links which the source has changed."""
JOINED = "joined: "
"""Begins the comment with the translation of a text that has become part of this one."""
FILLED = "filled: "
"""Begins the comment of an entry that stood empty, and has got the translation of another page.

Where it stands on an empty entry, a person has emptied it, and it stays so.
"""
_REVIEWED = "reviewed: "
_OURS = (CHANGED, JOINED, TRANSLATED)


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


def translated_text(entry: Entry) -> tuple[str | None, str, str] | None:
    """The msgctxt, msgid and plural that an entry certainly is a translation of; None if unknown.

    A fuzzy entry whose translation nobody has touched still is one of what `#|` says.
    """
    if not is_translated(entry):
        return None
    if not entry.fuzzy:
        return entry.msgctxt, entry.msgid, entry.msgid_plural or ""
    if not entry.previous_msgid or certificate(entry)[0] != entry_hash(entry, previous=True):
        return None
    return entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural or ""


def returned(old: Entry, segment: Segment, forms: int) -> Entry | None:
    """A message whose old entry says the same, translated, its review mark as valid as it was.

    None where the entry says something else, or its links cannot be followed.
    """
    text = translated_text(old)
    if text is None or text[0] != segment.msgctxt or bool(text[2]) != bool(segment.plural):
        return None
    entry = new_entry(segment, forms)
    done = [_carried(text, segment, one) for one in forms_of(old)]
    texts = [one for one in done if one is not None]
    if len(texts) < len(done):
        return None
    if segment.plural:
        entry.msgstr_plural |= dict(enumerate(texts))
    else:
        entry.msgstr = texts[0]
    entry.flags = [one for one in old.flags if one != "fuzzy"]
    entry.tcomment = old.tcomment
    forget_changes(entry)
    known = entry_hash(old, previous=bool(old.fuzzy))
    marks = f"{_REVIEWED}{known}", f"{_REVIEWED}{entry_hash(entry)}"
    entry.tcomment = re.sub(rf"(?m)^{marks[0]}\b", marks[1], entry.tcomment)
    return entry


def _carried(text: tuple[str | None, str, str], segment: Segment, form: str) -> str | None:
    done = carried(text[1], segment.msgid, form)
    return done if done is None else carried(text[2], segment.plural or "", done)


def keep_meaning(page: Page) -> Iterator[BilingualError]:
    """Make translated what is certainly a translation of a text that the author has only mended.

    A review mark follows. Figures and links that differ, or too few words in common, are no
    mending: such messages stay fuzzy, and are told.
    """
    for key, entry in page.found.items():
        text = translated_text(entry) if entry.fuzzy else None
        if text is None or bool(text[2]) != bool(entry.msgid_plural):
            continue
        differences = [*changes(text[1], key[1]), *changes(text[2], entry.msgid_plural or "")]
        if differences or likeness(word_counts(text[1]), word_counts(key[1])) < CLOSE:
            shown = ", ".join(differences) or "most of its words"
            yield BilingualError(
                f"The text {key[1][:40]!r} has changed {shown}; its translation stays fuzzy.",
                page.name,
                "If it says the same, delete the line '#, fuzzy'.",
            )
            continue
        known = f"{_REVIEWED}{entry_hash(entry, previous=True)}"
        entry.flags = [one for one in entry.flags if one != "fuzzy"]
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
        forget_changes(entry)
        mark = f"{_REVIEWED}{entry_hash(entry)}"
        entry.tcomment = re.sub(rf"(?m)^{known}\b", mark, entry.tcomment)


def fitted(entry: Entry, segment: Segment, forms: int) -> Entry:
    """The entry with the plural that its segment has; fuzzy if that is another one."""
    if entry.msgid_plural == (segment.plural or ""):
        return _settled(entry, segment, forms)
    if is_translated(entry):
        _mark(entry, entry, [])
    if bool(entry.msgid_plural) != bool(segment.plural):
        entry.tcomment = _without(entry.tcomment, (TRANSLATED,))
    if not segment.plural:
        entry.msgstr = entry.msgstr_plural.get(0, "")
        more = also({*entry.msgstr_plural.values()} - {entry.msgstr})
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, *more]))
        entry.msgstr_plural = {}
    elif not entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(range(forms), entry.msgstr)
    entry.msgid_plural = segment.plural or ""
    return _settled(entry, segment, forms)


def _settled(entry: Entry, segment: Segment, forms: int) -> Entry:
    """An entry without a `#|` that says what the msgid says; translated, if that is certain."""
    before = entry.previous_msgctxt, entry.previous_msgid, entry.previous_msgid_plural or ""
    if not entry.fuzzy or before != (entry.msgctxt, entry.msgid, entry.msgid_plural or ""):
        return entry
    found = returned(entry, segment, forms)
    if found is None:
        entry.previous_msgctxt = entry.previous_msgid = entry.previous_msgid_plural = None
        forget_changes(entry)
    return found or entry


def _mark(entry: Entry, old: Entry, differences: list[str]) -> None:
    """Make an entry fuzzy that has the old one's translation; of many msgids the first is kept."""
    known = old.fuzzy and old.previous_msgid
    certified = [] if old.fuzzy else [f"{TRANSLATED}{entry_hash(old)}"]
    if known:
        certified = [one for one in old.tcomment.split("\n") if one.startswith(TRANSLATED)][-1:]
    entry.previous_msgid = _origin(old)
    entry.previous_msgctxt = old.previous_msgctxt if known else old.msgctxt
    entry.previous_msgid_plural = old.previous_msgid_plural if known else old.msgid_plural or None
    entry.flags = list(dict.fromkeys([*old.flags, "fuzzy"]))
    remarks = [one for one in old.tcomment.split("\n") if not one.startswith((CHANGED, TRANSLATED))]
    marks = [*(f"{CHANGED}{one}" for one in differences), *certified]
    entry.tcomment = "\n".join([*(remarks if any(remarks) else []), *marks])


def is_copy(entry: Entry, other: Entry | None) -> bool:
    """Whether an entry only says, as fuzzy, what another one says."""
    if other is None or not entry.fuzzy or translated_text(entry) is None:
        return False
    remarks = _without_reviews(entry.tcomment).split("\n")
    return {*remarks} <= {*other.tcomment.split("\n"), ""}


def _origin(entry: Entry) -> str:
    """The msgid that an entry is a translation of."""
    return str((entry.fuzzy and entry.previous_msgid) or entry.msgid)


def forget_changes(entry: Entry) -> None:
    """Take out what we have said about a change of the source: a person has seen to it."""
    entry.tcomment = _without(entry.tcomment, _OURS)


Located = tuple[str, Segment]
"""The path of a source file, and a segment in it."""
_LOCATIONS = re.compile(r"(?:^#: .*\n)+", re.MULTILINE)
_ANCHOR = re.compile(r"(?<=#)m-[0-9a-f]{8}$", re.MULTILINE)
_CREATED = re.compile(rf'"{CREATED}:[^"\n]*"\n')
_CERTIFIED = re.compile(rf"^{TRANSLATED}[0-9a-f]+$", re.MULTILINE)
"""A certificate that names no day."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_NUMBER = re.compile(r":\d+(?=\s)|\n(?=#: )|(?<=\n)#:")


@dataclass(slots=True)
class Page:
    """One catalog while it is brought up to its page."""

    path: Path
    name: str
    """The path as people are shown it."""
    file: File
    data: bytes
    """The file as it was; empty for a new one."""
    text: str
    """The same as text."""
    wanted: dict[Key, list[Located]]
    """The page's messages in order, each with the segments that share it."""
    letters: set[str]
    """All that its messages hold."""
    living: list[Entry]
    obsolete: list[Entry]
    url: str = ""
    """The page's address in this language, relative to the site's root; empty for no page."""
    hint: Callable[[Key], str] = lambda _: ""
    """What to tell translators of a message besides what its author says; empty for nothing."""
    day: Callable[[], str] = lambda: ""
    """The day of the source, `2026-11-23`, asked for when the catalog changes; empty if unknown."""
    base: str = ""
    """What stands before `url` in comments: the site's address with a slash, or nothing."""
    renamed: Path | None = None
    """The catalog under its page's old name."""
    restored: bool = False
    """The file had no header."""
    found: dict[Key, Entry] = field(default_factory=dict)
    spent: set[int] = field(default_factory=set)
    """Identities of entries that live on under a new msgid."""
    came: dict[Key, Entry] = field(default_factory=dict)
    """The old entry of each message that has another msgid now."""

    @property
    def human(self) -> bool:
        """Whether the catalog says that people have translated it."""
        return origin(self.file) == HUMAN

    @property
    def missing(self) -> list[Key]:
        """The page's messages that no old entry has been found for."""
        return [key for key in self.wanted if key not in self.found]

    @property
    def wanting(self) -> list[Key]:
        """Those, and what stands empty that no person has emptied once it had been filled."""
        return [key for key in self.wanted if self.lacks(key)]

    def lacks(self, key: Key) -> bool:
        """Whether a message may be filled in with what has been translated elsewhere."""
        entry = self.found.get(key)
        return entry is None or not (
            is_translated(entry)
            or any(one.startswith((FILLED, _REVIEWED)) for one in entry.tcomment.split("\n"))
        )

    def fill(self, key: Key, made: Entry, source: str) -> None:
        """Give a message that lacks one a translation; `source` is the file that it is from."""
        if key in self.found:
            remarks = [*self.found[key].tcomment.split("\n"), *made.tcomment.split("\n")]
            remarks.append(f"{FILLED}{source.rpartition('/')[2]}")
            made.tcomment = "\n".join(dict.fromkeys(filter(None, remarks)))
        self.found[key] = made

    @property
    def left(self) -> list[Entry]:
        """Old entries that are not on the page."""
        found = {id(entry) for entry in self.found.values()}
        return [one for one in (*self.obsolete, *self.living) if id(one) not in found]

    @property
    def lost(self) -> list[Entry]:
        """Entries that stay as obsolete ones: people have written something there."""
        living = {forms_of(one): one for one in self.found.values() if is_translated(one)}
        return [
            one
            for one in self.left
            if id(one) not in self.spent
            and (is_translated(one) or one.tcomment or one.obsolete or self._typed(one))
            and not is_copy(one, living.get(forms_of(one)))
        ]

    @property
    def typed(self) -> list[Entry]:
        """Entries in whose msgid somebody has written: the source has no such text."""
        return [one for one in self.left if self._typed(one)]

    def _typed(self, entry: Entry) -> bool:
        if entry.obsolete or is_translated(entry):
            return False
        address = _ANCHOR.search(entry.comment)
        if address:
            return address[0] != anchor(_key(entry))
        return any(one.isalpha() and not one.isascii() for one in {*entry.msgid} - self.letters)


def open_page(
    path: Path, name: str, data: bytes, located: Iterable[Located], fields: Mapping[str, str]
) -> Page:
    """A catalog with its page's messages, before anything is taken over."""
    file = parse(data, name) if data else new_file(fields)
    restored = bool(data and not file.metadata)
    if restored:
        file.metadata = {**fields, ORIGIN: MACHINE}
    for field_name in ("Language", "Plural-Forms"):
        if not file.metadata.get(field_name) and fields.get(field_name):
            file.metadata[field_name] = fields[field_name]
    file.metadata = with_creation(file.metadata)
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
    letters = {*"".join(msgid for _, msgid in keys)}
    return Page(path, name, file, data, text, keys, letters, alive, dead, restored=restored)


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
    uses = Counter(key for page in pages for key in page.wanted)
    for page in pages:
        _keep_unchanged(page)
    said = _said(pages)
    _take_equal(pages, said, uses, own=True)
    _take_moved(pages)
    _take_equal(pages, said, uses, own=False)
    for page in pages:
        _take_changed(page, uses)
        _take_close(page, uses)
        _take_beside(page, uses)
    _take_close_elsewhere(pages)
    for page in pages:
        _note_joined(page)
    _take_same(pages)


def adopt_renamed(pages: Iterable[Page], orphans: Iterable[Page]) -> None:
    """Give pages that were renamed their catalogs: half of an old text is in the new one at least.

    Titles, slugs and other metadata say nothing here; the longest text in common comes first.
    """
    texts = [
        (page, {essence(msgid) for context, msgid in page.wanted if not context}) for page in pages
    ]
    shares = [
        (_share(old, here), -number, page, orphan)
        for orphan in (orphans if texts else ())
        for old in [[essence(one.msgid) for one in orphan.living if not one.msgctxt]]
        for number, (page, here) in enumerate(texts)
    ]
    for share, _, page, orphan in sorted(shares, key=lambda one: one[:2], reverse=True):
        if share >= CLOSE and not page.renamed and not orphan.renamed:
            page.file, page.living, page.obsolete = orphan.file, orphan.living, orphan.obsolete
            page.renamed, orphan.renamed = orphan.path, page.path
            page.data, orphan.living, orphan.obsolete = orphan.data, [], []


def _share(old: Collection[str], new: Container[str]) -> float:
    """How much of some texts, in words, is among others, 0 to 1."""
    kept = sum(len(text.split()) for text in old if text in new)
    return kept / max(1, sum(len(text.split()) for text in old))


def _keep_unchanged(page: Page) -> None:
    known = {_key(entry): entry for entry in (*page.obsolete, *page.living)}
    for key, located in page.wanted.items():
        if key in known:
            page.found[key] = fitted(known[key], located[0][1], plural_forms(page.file))
            if page.found[key] is not known[key]:
                page.spent.add(id(known[key]))


Said = dict[Key, list[tuple["Page", Entry]]]
"""The entries that certainly are translations, by their context and what they say."""


def _said(pages: Iterable[Page]) -> Said:
    said: Said = {}
    for page in pages if any(page.missing for page in pages) else ():
        for entry in (*page.living, *page.obsolete):
            text = translated_text(entry)
            if text:
                said.setdefault((text[0], essence(text[1])), []).append((page, entry))
    return said


def _take_equal(pages: Iterable[Page], said: Said, uses: Counter[Key], own: bool) -> None:
    """Messages that say what their page, or another one, says or has said: no more has changed."""
    for page in pages if said else ():
        used = {*map(id, page.found.values())}
        for key in page.missing:
            segment, forms = page.wanted[key][0][1], plural_forms(page.file)
            known = said.get((key[0], essence(key[1])), ()) if own or key[0] != "slug" else ()
            choice = [
                old for owner, old in known if own is (owner is page) and _trusted(page, owner, old)
            ]
            for old in sorted(choice, key=lambda one: (_origin(one) != key[1], _order(one))):
                entry = returned(old, segment, forms)
                if entry is None:
                    continue
                page.found[key] = entry
                if not own or id(old) in used:
                    entry.tcomment = _without_reviews(entry.tcomment)
                elif not uses[_key(old)]:
                    page.came[key] = old
                    page.spent.add(id(old))
                break


def _trusted(page: Page, owner: Page, entry: Entry) -> bool:
    """Whether a page that people translate may say what another one says."""
    return owner is page or owner.human or not page.human or is_reviewed(entry)


def _order(entry: Entry) -> tuple[str, tuple[str, ...], str]:
    """What a choice among entries goes by: nothing that an update changes."""
    return entry.msgctxt or "", forms_of(entry), _without_reviews(entry.tcomment)


def _without_reviews(comment: str) -> str:
    """The comments that also hold for a copy of a translation."""
    return _without(comment, (*_OURS, FILLED, _REVIEWED))


def _without(comment: str, marks: tuple[str, ...]) -> str:
    return "\n".join(one for one in comment.split("\n") if not one.startswith(marks))


def _take_moved(pages: list[Page]) -> None:
    """Messages that another page has lost; a copy stays there, obsolete."""
    lost: dict[Key, tuple[Page, Entry]] = {}
    left = ((page, one) for page in pages for one in page.left if is_translated(one))
    for owner, entry in sorted(left, key=lambda found: found[1].fuzzy):
        lost.setdefault(_key(entry), (owner, entry))
    for page in pages:
        for key in page.missing:
            if key in lost:
                owner, old = lost[key]
                segment, forms = page.wanted[key][0][1], plural_forms(page.file)
                page.found[key] = entry = fitted(deepcopy(old), segment, forms)
                if not _trusted(page, owner, old):
                    _doubt(entry)


def _doubt(entry: Entry) -> None:
    """Make an entry fuzzy until a person has read it, whatever its text returns to."""
    entry.flags = list(dict.fromkeys([*entry.flags, "fuzzy"]))
    entry.tcomment = _without(entry.tcomment, (TRANSLATED,))


def _take_changed(page: Page, uses: Counter[Key]) -> None:
    """Messages whose text was changed in its place."""
    old, new, same = _places(page)
    for position, match in list(match_places(old, new, same)):
        if new[position] not in page.found:
            _inherit(page, new[position], page.living[match.old], match, uses)


def _take_beside(page: Page, uses: Counter[Key]) -> None:
    """Messages whose text was changed beside one that has moved."""
    left = {*map(id, page.left)} - page.spent
    free = {at for at, one in enumerate(page.living) if id(one) in left and is_translated(one)}
    if free and page.missing:
        old, new, same = _places(page)
        for position, match in list(match_neighbours(old, new, same, free)):
            _inherit(page, new[position], page.living[match.old], match, uses)


def _places(page: Page) -> tuple[list[Key], list[Key], dict[int, int]]:
    """Old and new messages, and which of the new ones is which of the old."""
    old, new = [_key(one) for one in page.living], list(page.wanted)
    rank = {key: position for position, key in enumerate(old)}
    was = {key: _key(page.came[key]) if key in page.came else key for key in page.found}
    return old, new, {at: rank[was[k]] for at, k in enumerate(new) if was.get(k) in rank}


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
                owner, old = lost[match.old]
                _inherit(page, missing[position], old, match)
                if missing[position] in page.found and not _trusted(page, owner, old):
                    _doubt(page.found[missing[position]])


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
    if uses is not None:
        page.came[key] = old
    unlike = match.likeness < CLOSE and not old.fuzzy  # so unlike that both may be wanted
    if uses is not None and not old.obsolete and not unlike and not uses.get(_key(old)):
        page.spent.add(id(old))


def _note_joined(page: Page) -> None:
    """Keep, as a comment, the translation of a text that has become part of the one beside it."""
    left = {id(one) for one in page.left if translated_text(one)} - page.spent
    place = {id(one): at for at, one in enumerate(page.living)}
    for key, old in page.came.items() if left else ():
        at, entry = place.get(id(old)), page.found[key]
        if at is None or not entry.fuzzy:
            continue
        rest = word_counts(key[1]) - word_counts(old.msgid)
        for other in (*page.living[max(0, at - 2) : at], *page.living[at + 1 : at + 3]):
            words = word_counts(other.msgid)
            common = (words & rest).total()
            if id(other) in left and common > 1 and common >= CLOSE * words.total():
                lines = [f"{JOINED}{escaped(text)}" for text in forms_of(other)]
                entry.tcomment = "\n".join(filter(None, [entry.tcomment, *lines]))


def _take_same(pages: list[Page]) -> None:
    """Messages that are new or stand empty, while what they say is translated somewhere by now.

    With another context or plural, or links that cannot be followed, they are fuzzy: a heading is
    like a title; forms do not fit a text without a plural. Only what stays on its page is copied,
    so that the next update finds no more.
    """
    known: dict[str, list[tuple[Page, Entry]]] = {}
    for page in pages if any(page.wanting for page in pages) else ():
        for (context, msgid), entry in page.found.items():
            if context != "slug" and is_translated(entry) and not entry.fuzzy:
                known.setdefault(essence(msgid), []).append((page, entry))
    for page in pages:
        for key in page.wanting if known else ():
            others = known.get(essence(key[1]), ()) if key[0] != "slug" else ()
            choice = [(owner, old) for owner, old in others if _trusted(page, owner, old)]
            choice.sort(
                key=lambda one: (one[1].msgctxt != key[0], one[1].msgid != key[1], _order(one[1]))
            )
            for owner, old in choice:
                segment, forms = page.wanted[key][0][1], plural_forms(page.file)
                made = returned(old, segment, forms) or heir(old, segment, forms)
                if made:
                    made.tcomment = _without_reviews(made.tcomment)
                    page.fill(key, made, owner.name)
                    break


def composed(page: Page) -> str:
    """The catalog's text; the old one if only line numbers, addresses' sites or dates differ."""
    forms, before = plural_forms(page.file), _DAY.match(page.file.metadata.get(CREATED, ""))
    entries = []
    for key, located in page.wanted.items():
        entry = page.found.get(key) or new_entry(located[0][1], forms)
        entry.obsolete = False
        entry.occurrences = list(dict.fromkeys((path, str(one.line)) for path, one in located))
        remarks = [one.comment for _, one in located if one.comment]
        remarks += filter(None, [page.hint(key)])
        if page.url:
            remarks.append(f"{page.base}{page.url}#{anchor(key)}")
        entry.comment = "\n".join(dict.fromkeys(remarks))
        if not entry.fuzzy:
            forget_changes(entry)
        elif key in page.came and not page.came[key].fuzzy:
            day = f" {before[0]}" if before else ""
            entry.tcomment = _CERTIFIED.sub(rf"\g<0>{day}", entry.tcomment)
        entries.append(entry)
    text = written(page.file, entries, page.lost)
    if _unnumbered(text, page) == _unnumbered(page.text, page):
        return page.text
    if day := page.day():
        page.file.metadata[CREATED] = f"{day} 00:00+0000"
        text = written(page.file, entries, page.lost)
    return text


def remarks(page: Page) -> Iterator[BilingualError]:
    """What people should know of a catalog that was brought up to its page."""
    if page.data.startswith(BOM_UTF8):
        yield BilingualError("A byte-order mark was taken out.", page.name)
    if b"\r\n" in page.data:
        yield BilingualError("Line ends of Windows (CRLF) were made plain ones.", page.name)
    if page.restored:
        yield BilingualError(
            "The header was missing; it is restored, and calls the text a machine's draft.",
            page.name,
            f"If people have translated it, write {ORIGIN}: {HUMAN}.",
        )
    for entry in page.typed:
        yield BilingualError(
            f"The text {entry.msgid[:40]!r} stands as a msgid, and is not in the source.",
            f"{page.name}:{entry.linenum}",
            "It is kept at the end of the file: put it into the msgstr of its message.",
        )


def _unnumbered(text: str, page: Page) -> str:
    text = _CREATED.sub("", text)
    if page.url:
        text = re.sub(rf"(?m)^#\. https?://\S*?(?={re.escape(page.url)}#m-)", "#. ", text)
    return _LOCATIONS.sub(lambda found: _NUMBER.sub("", found[0]), text)


def _key(entry: Entry) -> Key:
    return entry.msgctxt, entry.msgid

"""XLIFF, TMX and TBX, files of other programs, as values; the one importer of translate-toolkit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from ..errors import BilingualError
from .po.file import LARGEST
from .terms import PARTS, Term

XLIFF, TMX, TBX = "xliff", "tmx", "tbx"
SUFFIXES: Final = {".xlf": XLIFF, ".xliff": XLIFF, ".tmx": TMX, ".tbx": TBX}
"""What the names of such files end with."""
_DEVELOPER, _EXPORT = "developer", "bilingual"
_PART = "partOfSpeech"
_DOUBTFUL = ("new", "needs-")
"""What the state of a target begins with that nobody vouches for."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A text with its translation, as such a file has it."""

    source: str
    target: str
    """Empty for none."""
    id: str = ""
    """In XLIFF, the anchor of the message."""
    fuzzy: bool = False
    reviewed: bool = False
    notes: tuple[str, ...] = ()
    """What translators are told."""
    exported: str = ""
    """In XLIFF, the hash of both texts when they were exported; empty in a file of others."""
    line: int = 0
    """Line in the file, from 1."""


def toolkit(kind: str) -> Any:
    """The module of translate-toolkit that reads and writes a kind of files.

    Raises `BilingualError` where it is not installed.
    """
    try:
        from translate.storage import tbx, tmx, xliff  # noqa: PLC0415 # an extra
    except ImportError:
        raise BilingualError(
            "XLIFF, TMX and TBX need translate-toolkit, which is not installed.",
            remedy='Install it: python -m pip install "pelican-bilingual[exchange]"',
        ) from None
    return {XLIFF: xliff.xlifffile, TMX: tmx.tmxfile, TBX: tbx.tbxfile}[kind]


def xliff(units: Iterable[Unit], tags: tuple[str, str], domain: str) -> bytes:
    """The messages of a page as a task for a translator's program; `tags` of source and target."""
    store = toolkit(XLIFF)(sourcelanguage=tags[0], targetlanguage=tags[1])
    for one in units:
        unit = store.addsourceunit(one.source, domain, True)
        unit.setid(one.id)
        if one.target:
            unit.settarget(one.target, tags[1])
            state = "needs-review-translation" if one.fuzzy else "translated"
            _target(unit).set("state", "signed-off" if one.reviewed else state)
            unit.markapproved(one.reviewed)
        for note in one.notes:
            unit.addnote(note, _DEVELOPER)
        unit.addnote(one.exported, _EXPORT)
    return bytes(store)


def tmx(units: Iterable[Unit], tags: tuple[str, str]) -> bytes:
    """Texts with their translations as a memory for other programs."""
    store = toolkit(TMX)(sourcelanguage=tags[0], targetlanguage=tags[1])
    for one in units:
        store.addtranslation(one.source, tags[0], one.target, tags[1])
    return bytes(store)


def tbx(terms: Iterable[Term], tags: tuple[str, str]) -> bytes:
    """A term list as a glossary for other programs."""
    store = toolkit(TBX)(sourcelanguage=tags[0], targetlanguage=tags[1])
    for number, one in enumerate(terms, 1):
        unit = store.addsourceunit(one.source)
        unit.setid(f"t{number}")
        unit.set_target_terms(list(one.translations), tags[1])
        if one.note:
            unit.addnote(one.note)
        term = next(unit.xmlelement.iter("{*}tig"))
        part = term.makeelement(term.tag.replace("tig", "termNote"), {"type": _PART})
        part.text = one.part
        term.append(part)
    return bytes(store)


def read(data: bytes, kind: str, name: str, tags: tuple[str, str]) -> list[Unit]:
    """The units of a file that have both languages, in order.

    `name` is the path shown to people. A language of the file may be more exact than the site's:
    `en-US` is `en`. Raises `BilingualError` for what is no such file, or too large.
    """
    return list(_units(_store(data, kind, name), kind, tags))


def read_terms_of(data: bytes, name: str, tags: tuple[str, str]) -> list[Term]:
    """The terms of a TBX file, each a proposal; of those without a part of speech, a phrase.

    Raises as `read` does.
    """
    found: dict[str, Term] = {}
    for unit in _store(data, TBX, name).units:
        ours, theirs = (list(_terms(unit, tag)) for tag in tags)
        marks = unit.xmlelement.iter("{*}termNote")
        parts = [one.text for one in marks if one.get("type") == _PART]
        known = next((one for one in parts if one in PARTS), "phrase")
        for source in ours[:1] if theirs else ():
            notes = " ".join(dict.fromkeys(map(str, unit.getnotes().split())))
            found.setdefault(source.casefold(), Term(source, tuple(theirs), known, notes))
    return [*found.values()]


def target_language(data: bytes, name: str) -> str:
    """The language that an XLIFF file is a translation into; empty if it does not say."""
    files = _store(data, XLIFF, name).document.getroot().iter("{*}file")
    return next((one.get("target-language", "") for one in files), "")


def _store(data: bytes, kind: str, name: str) -> Any:
    made = toolkit(kind)
    if len(data) > LARGEST:
        raise BilingualError(f"The file has more than {LARGEST // 1_000_000} MB.", name, "Part it.")
    try:
        store = made.parsestring(data)
    except Exception as error:  # noqa: BLE001 # whatever the toolkit makes of a file that is none
        what = " ".join(str(error).split()) or "its root is another one"
        raise BilingualError(
            f"This is no {kind.upper()} file ({what[:200]}).", name, "Export it again."
        ) from None
    if kind == XLIFF and not str(store.document.getroot().get("version", "")).startswith("1."):
        raise BilingualError("This is XLIFF 2.", name, "Export it as XLIFF 1.2.")
    return store


def _units(store: Any, kind: str, tags: tuple[str, str]) -> Iterator[Unit]:
    for unit in store.units:
        line = unit.xmlelement.sourceline or 0
        if kind == XLIFF:
            target = _target(unit)
            state = "" if target is None else target.get("state", "")
            notes = [one for one in unit.xmlelement.iter("{*}note") if one.get("from") == _EXPORT]
            yield Unit(
                unit.source or "",
                unit.target or "",
                unit.xmlelement.get("id", ""),
                state.startswith(_DOUBTFUL),
                unit.isapproved(),
                exported=(notes[0].text or "") if notes else "",
                line=line,
            )
            continue
        ours, theirs = (list(_texts(unit, tag)) for tag in tags)
        if ours and theirs:
            yield Unit(ours[0], theirs[0], line=line)


def _target(unit: Any) -> Any:
    return unit.getlanguageNode(lang=None, index=1)


def _nodes(unit: Any, tag: str) -> Iterator[Any]:
    for node in unit.getlanguageNodes():
        given = next((value for key, value in node.items() if key.endswith("lang")), "")
        if given.replace("_", "-").lower().split("-")[0] == tag.lower().split("-")[0]:
            yield node


def _texts(unit: Any, tag: str) -> Iterator[str]:
    return (text for one in _nodes(unit, tag) if (text := unit.getNodeText(one, "preserve")))


def _terms(unit: Any, tag: str) -> Iterator[str]:
    for node in _nodes(unit, tag):
        yield from ("".join(one.itertext()).strip() for one in node.iter("{*}term"))

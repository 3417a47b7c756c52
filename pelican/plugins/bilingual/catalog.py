"""Catalogs: reading, looking up and writing `.po` files; the only importer of polib."""

from __future__ import annotations

import gettext
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from .errors import CatalogError
from .runtime import format_fault, plural_fault
from .segments import Segment
from .syntax import Fault, decode, find_fault, line_at

Key = tuple[str | None, str]
"""`(msgctxt, msgid)`."""

_SYNTAX = re.compile(r"\(line (?P<line>\d+)\)")
_CONTENT_TYPE = "text/plain; charset=UTF-8"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_REVIEWED = re.compile(r"^reviewed: (?P<hash>[0-9a-f]{8})\b", re.MULTILINE)
_MACHINE = "X-Translation-Origin"
"""Header of a catalog whose text a machine has drafted (value `machine`). Poedit, Weblate
and the GNU tools keep headers that they do not know."""


@dataclass(frozen=True, slots=True)
class Message:
    """A msgid with its translation."""

    msgid: str
    msgstr: str
    fuzzy: bool
    reviewed: bool
    """A person vouches for this very pair of msgid and msgstr."""
    line: int
    """Line of the entry in its catalog, from 1; 0 for one that is not on disk."""

    @property
    def published(self) -> bool:
        """Translated and not fuzzy."""
        return bool(self.msgstr) and not self.fuzzy


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one domain in one language."""

    path: str
    """Path of the `.po` file, for messages to people."""
    messages: Mapping[Key, Message] = field(default_factory=dict)
    machine: bool = False
    """The text was drafted by a machine."""
    binary: bytes = b""
    """The published messages as gettext's runtime reads them (`.mo`)."""

    def translation(self, key: Key) -> str | None:
        """The published msgstr; None when it is missing or fuzzy."""
        message = self.messages.get(key)
        return message.msgstr if message and message.published else None

    def gettext(self) -> gettext.NullTranslations:
        """The catalog for theme templates, plural forms included."""
        if not self.binary:
            return gettext.NullTranslations()
        return gettext.GNUTranslations(io.BytesIO(self.binary))


def review_hash(msgid: str, msgstr: str) -> str:
    """What a `# reviewed:` comment records: a change to either side makes it void."""
    return hashlib.sha256(f"{msgid}\0{msgstr}".encode()).hexdigest()[:8]


def read_catalog(path: Path, name: str, runtime: bool = False) -> Catalog:
    """Read a `.po` file; one that does not exist is an empty catalog.

    `name` is the path shown to people; `runtime` also compiles it for gettext. Raises
    `CatalogError` with file and line for broken syntax or encoding, a message that is
    defined twice, or a published msgstr that holds a control character.
    """
    if not path.exists():
        return Catalog(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogError(
            f"The catalog cannot be read ({error.strerror}).", name, "Make it a readable file."
        ) from None
    file = parse(data, name)
    messages: dict[Key, Message] = {}
    for entry in _unique(file, name):
        message = messages[entry.msgctxt, entry.msgid] = _message(entry)
        fault = _fault(entry, runtime) if message.published else None
        if fault:
            raise CatalogError(fault[0], f"{name}:{message.line}", fault[1])
    machine = file.metadata.get(_MACHINE, "").strip().lower() == "machine"
    return Catalog(name, messages, machine, _binary(file, data, name) if runtime else b"")


def _unique(file: polib.POFile, name: str) -> list[polib.POEntry]:
    """The entries that are not obsolete; `CatalogError` for a message that is defined twice."""
    found: dict[Key, polib.POEntry] = {}
    for entry in file:
        if entry.obsolete:
            continue
        first = found.setdefault((entry.msgctxt, entry.msgid), entry)
        if first is not entry:
            raise CatalogError(
                f"The message {entry.msgid[:40]!r} is defined twice, first in line "
                f"{first.linenum}.",
                f"{name}:{entry.linenum}",
                "Keep one of the two entries.",
            )
    return list(found.values())


def _fault(entry: polib.POEntry, runtime: bool) -> tuple[str, str] | None:
    """Why a translation cannot be published, and what to do about it."""
    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
        if _CONTROL.search(text):
            return "The translation holds a control character.", "Type the line again without it."
        if runtime and entry.msgctxt is None:
            why = format_fault(filter(None, (entry.msgid, entry.msgid_plural)), text)
            if why:
                return f"The translation cannot be printed: {why}.", "Compare it with the msgid."
    return None


def _binary(file: polib.POFile, data: bytes, name: str) -> bytes:
    binary: bytes = file.to_binary()
    why = plural_fault(binary, _nplurals(file))
    if why:
        raise CatalogError(
            f"Plural-Forms is not understood ({why}).",
            f"{name}:{line_at(data, max(0, data.find(b'Plural-Forms')))}",
            "Take the line from another catalog of the language, or from bilingual update.",
        )
    return binary


def _nplurals(file: polib.POFile) -> int:
    count = re.search(r"nplurals\s*=\s*(\d+)", file.metadata.get("Plural-Forms", ""))
    return int(count[1]) if count else 2


def parse(data: bytes, name: str) -> polib.POFile:
    """The entries of a `.po` file's bytes; `CatalogError` with file and line if broken."""
    text = decode(data, name)
    fault = find_fault(text)
    try:
        if not fault:
            return polib.pofile(_Lines(f"{text}\n#. end"), wrapwidth=78)
    except (OSError, ValueError) as error:
        found = _SYNTAX.search(str(error))
        fault = Fault(int(found[1]) if found else 1, "a comment or keyword that is not known")
    raise CatalogError(
        f"This is not valid PO syntax ({fault.why}).",
        f"{name}:{fault.line}",
        "Compare it with the entries above, or run msgfmt --check on the file.",
    )


class _Lines(str):
    """Text that polib cuts at newlines only: U+2028 and U+0085 belong to the line.

    The comment at the end makes polib keep the last entry, whatever follows it.
    """

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def _message(entry: polib.POEntry) -> Message:
    msgstr = entry.msgstr or entry.msgstr_plural.get(0, "")
    mark = _REVIEWED.search(entry.tcomment)
    reviewed = mark is not None and mark["hash"] == review_hash(entry.msgid, msgstr)
    return Message(entry.msgid, msgstr, entry.fuzzy, reviewed, entry.linenum or 0)


def domain_path(folder: Path, language: str, domain: str) -> Path:
    """Where a catalog lives: `<folder>/<language>/LC_MESSAGES/<domain>.po`."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def find_domains(folder: Path, language: str) -> Iterable[str]:
    """The domains of a language that are on disk, in order: `pages/about`, `site`."""
    root = folder / language / "LC_MESSAGES"
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.po"))


def updated(
    data: bytes, name: str, segments: Iterable[tuple[str, Segment]], header: Mapping[str, str]
) -> str:
    """A catalog brought up to the source: the text of the new `.po` file.

    `data` is the file as it is (empty for a new one), `segments` are those of the page, each
    with its source file, `header` the fields of a new catalog. The entries follow the page.
    A message keeps its translation, flags and translator comments as long as its msgid
    stays; one that the page no longer has becomes obsolete, and is revived when it returns.
    """
    old = parse(data, name) if data else polib.POFile(wrapwidth=78)
    if not data:
        old.metadata = dict(header)
    known: dict[Key, polib.POEntry] = {
        (entry.msgctxt, entry.msgid): entry
        for entry in [*reversed(old.obsolete_entries()), *reversed(_unique(old, name))]
    }
    new: dict[Key, polib.POEntry] = {}
    for path, segment in segments:
        entry = new.get(segment.key)
        if entry is None:
            entry = new[segment.key] = (
                known.pop(segment.key)
                if segment.key in known
                else polib.POEntry(msgid=segment.msgid, msgctxt=segment.msgctxt)
            )
            entry.obsolete = False
            entry.occurrences, entry.comment = [], ""
            if segment.plural and not entry.msgid_plural:
                entry.msgid_plural = segment.plural
                entry.msgstr_plural = dict.fromkeys(range(_nplurals(old)), "")
        location = (path, str(segment.line))
        if location not in entry.occurrences:
            entry.occurrences.append(location)
        if segment.comment and segment.comment not in entry.comment.splitlines():
            entry.comment = "\n".join(filter(None, (entry.comment, segment.comment)))
    file = polib.POFile(wrapwidth=78)
    file.header, file.metadata = old.header, old.metadata | {"Content-Type": _CONTENT_TYPE}
    file.metadata_is_fuzzy = old.metadata_is_fuzzy
    file.extend(new.values())
    for entry in reversed(known.values()):
        if entry.msgstr or any(entry.msgstr_plural.values()):
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            file.append(entry)
    return f"{file}"

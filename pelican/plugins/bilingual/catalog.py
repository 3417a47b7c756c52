"""Catalogs: reading, looking up and writing `.po` files; the only importer of polib."""

from __future__ import annotations

import codecs
import gettext
import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from .errors import CatalogError
from .segments import Segment

Key = tuple[str | None, str]
"""`(msgctxt, msgid)`."""

_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([A-Za-z0-9_.:-]+)', re.IGNORECASE)
_SYNTAX = re.compile(r"\(line (?P<line>\d+)\)(?:: (?P<why>.*))?\Z", re.DOTALL)
_NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")
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
    file = parse(path.read_bytes(), name)
    messages: dict[Key, Message] = {}
    for entry in file:
        if entry.obsolete:
            continue
        message = _message(entry)
        key = (entry.msgctxt, entry.msgid)
        if key in messages:
            raise CatalogError(
                f"The message {entry.msgid[:40]!r} is defined twice, first in line "
                f"{messages[key].line}.",
                f"{name}:{message.line}",
                "Keep one of the two entries.",
            )
        if message.published and _CONTROL.search(message.msgstr):
            raise CatalogError(
                "The translation holds a control character.",
                f"{name}:{message.line}",
                "Type the line again without it.",
            )
        messages[key] = message
    machine = file.metadata.get(_MACHINE, "").strip().lower() == "machine"
    return Catalog(name, messages, machine, file.to_binary() if runtime else b"")


def parse(data: bytes, name: str) -> polib.POFile:
    """The entries of a `.po` file's bytes; `CatalogError` with file and line if broken."""
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = _CHARSET.search(data)
    charset = declared[1].decode("ascii") if declared else "utf-8"
    try:
        text = data.decode("utf-8" if charset.upper() == "CHARSET" else charset)
    except LookupError:
        raise CatalogError(
            f"The header names an unknown encoding, {charset}.",
            f"{name}:{_line(data, declared.start() if declared else 0)}",
            "Write charset=UTF-8 and save the file as UTF-8.",
        ) from None
    except UnicodeDecodeError as error:
        raise CatalogError(
            f"This line is not valid {charset.upper()}.",
            f"{name}:{_line(data, error.start)}",
            "Save the file as UTF-8, with charset=UTF-8 in its header.",
        ) from None
    try:
        return polib.pofile(text.replace("\r\n", "\n"), wrapwidth=78)
    except (OSError, ValueError) as error:
        found = _SYNTAX.search(str(error))
        line, why = (found["line"], found["why"]) if found else ("1", None)
        raise CatalogError(
            f"This is not valid PO syntax{f' ({why})' if why else ''}.",
            f"{name}:{line}",
            "Compare it with the entries above, or run msgfmt --check on the file.",
        ) from None


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


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
        (entry.msgctxt, entry.msgid): entry for entry in reversed(old)
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
                count = _NPLURALS.search(old.metadata.get("Plural-Forms", ""))
                entry.msgid_plural = segment.plural
                entry.msgstr_plural = dict.fromkeys(range(int(count[1]) if count else 2), "")
        location = (path, str(segment.line))
        if location not in entry.occurrences:
            entry.occurrences.append(location)
        if segment.comment and segment.comment not in entry.comment.splitlines():
            entry.comment = "\n".join(filter(None, (entry.comment, segment.comment)))
    file = polib.POFile(wrapwidth=78)
    file.header, file.metadata = old.header, old.metadata
    file.metadata_is_fuzzy = old.metadata_is_fuzzy
    file.extend(new.values())
    for entry in reversed(known.values()):
        if entry.msgstr or any(entry.msgstr_plural.values()):
            entry.obsolete, entry.occurrences, entry.comment = True, [], ""
            file.append(entry)
    return f"{file}"

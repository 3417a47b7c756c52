"""`.po` files: parsed strictly, written the same every time; the only importer of polib."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import polib

from .errors import CatalogError
from .segments import Segment
from .syntax import Fault, decode, find_fault

Entry = polib.POEntry
File = polib.POFile

WIDTH = 78
_SYNTAX = re.compile(r"\(line (?P<line>\d+)\)")
_CONTENT_TYPE = "text/plain; charset=UTF-8"


def parse(data: bytes, name: str) -> File:
    """The entries of a `.po` file's bytes; `CatalogError` with file and line if broken."""
    text = decode(data, name)
    fault = find_fault(text)
    try:
        if not fault:
            return polib.pofile(_Lines(f"{text}\n#. end"), wrapwidth=WIDTH)
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


def living(file: File, name: str) -> list[Entry]:
    """The entries that are not obsolete; `CatalogError` for a message that is defined twice."""
    found: dict[tuple[str | None, str], Entry] = {}
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


def plural_forms(file: File) -> int:
    """How many plural forms the header promises; 2 without one."""
    count = re.search(r"nplurals\s*=\s*(\d+)", file.metadata.get("Plural-Forms", ""))
    return int(count[1]) if count else 2


def new_file(header: Mapping[str, str]) -> File:
    """An empty catalog with these header fields."""
    file = File(wrapwidth=WIDTH)
    file.metadata = dict(header)
    return file


def new_entry(segment: Segment, forms: int) -> Entry:
    """An untranslated message; `forms` is the number of plural forms."""
    entry = Entry(msgid=segment.msgid, msgctxt=segment.msgctxt)
    if segment.plural:
        entry.msgid_plural = segment.plural
        entry.msgstr_plural = dict.fromkeys(range(forms), "")
    return entry


def is_translated(entry: Entry) -> bool:
    """Whether somebody has written something, fuzzy or obsolete as it may be."""
    return bool(entry.msgstr) or any(entry.msgstr_plural.values())


def written(header: File, entries: Iterable[Entry], obsolete: Iterable[Entry]) -> str:
    """The text of a catalog: `header`'s header, entries in this order, then obsolete ones."""
    file = File(wrapwidth=WIDTH)
    file.header, file.metadata = header.header, header.metadata | {"Content-Type": _CONTENT_TYPE}
    file.metadata_is_fuzzy = header.metadata_is_fuzzy
    file.extend(entries)
    for entry in obsolete:
        entry.obsolete, entry.occurrences, entry.comment = True, [], ""
        file.append(entry)
    return f"{file}"

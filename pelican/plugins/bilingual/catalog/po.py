"""`.po` files: parsed strictly, written the same every time; the only importer of polib."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import polib

from ..errors import CatalogError
from ..source.segments import Segment
from .wrap import WIDTH, entry_lines, escaped

_CHARSET = re.compile(rb'"Content-Type:[^"\n]*charset=([A-Za-z0-9_.:-]+)', re.IGNORECASE)
_LINE = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)?\s*"
    r'"(?P<text>(?:[^"\\]|\\.)*)"\s*'
)
_TEXT = r'[ \t]*"(?:[^"\\\n]|\\[\\ntrvbf"])*+"[ \t]*\n'
_TEXTS = rf"{_TEXT}(?:{_TEXT})*+"
_FAULTLESS = re.compile(
    rf"(?:#[^\n]*\n|[ \t]*\n|(?:msgctxt{_TEXTS})?msgid{_TEXTS}"
    rf"(?:msgstr{_TEXTS}|msgid_plural{_TEXTS}(?:msgstr\[[0-9]\]{_TEXTS})++))*+"
)
"""A whole file without a fault, for which one look is enough."""
_ESCAPES = re.compile(r'\\(?:[\\ntrvbf"])|(?P<wrong>\\.)')
_AFTER = {
    "msgctxt": {""},
    "msgid": {"", "msgctxt"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
"""What can stand before each keyword; nothing for the first of an entry."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a file is not PO syntax."""

    line: int
    """From 1."""
    why: str


def decode(data: bytes, name: str) -> str:
    """The text of a `.po` file, in the encoding that its header names.

    Raises `CatalogError` for an unknown encoding, or bytes that are not in it, or that are UTF-8
    in spite of it.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = _CHARSET.search(data)
    charset = declared[1].decode("ascii") if declared else "UTF-8"
    charset = "UTF-8" if charset.upper() == "CHARSET" else charset
    where = f"{name}:{line_at(data, declared.start() if declared else 0)}"
    remedy = "Write charset=UTF-8 and save the file as UTF-8."
    if _decoded(_ASCII, charset) != _ASCII.decode():
        raise CatalogError(f"The header names an unknown encoding, {charset}.", where, remedy)
    if not data.isascii() and _decoded(data, charset) != _decoded(data, "UTF-8") is not None:
        raise CatalogError(
            f"The header says {charset.upper()}, and the text is in UTF-8.", where, remedy
        )
    try:
        return data.decode(charset).replace("\r\n", "\n")
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise CatalogError(
            f"This line is not valid {charset.upper()}.",
            f"{name}:{line_at(data, start)}",
            "Save the file as UTF-8, with charset=UTF-8 in its header.",
        ) from None


_ASCII = b'\\n +AD4- ~{ "'
"""ASCII that is something else in an encoding which is not a superset of it."""


def _decoded(data: bytes, charset: str) -> str | None:
    try:
        return data.decode(charset)
    except (LookupError, UnicodeError):
        return None


def line_at(data: bytes, offset: int) -> int:
    """The line, from 1, that a byte stands in."""
    return data.count(b"\n", 0, offset) + 1


def find_fault(text: str) -> Fault | None:
    """The first fault of a `.po` file's text; None when there is none."""
    living = f"{text}\n".replace("\n#~| ", "\n#| ").replace("\n#~ ", "\n")
    return None if _FAULTLESS.fullmatch(living) else next(_faults(text), None)


def _faults(text: str) -> Iterator[Fault]:
    before, began = "", 0
    for number, full in enumerate(f"{text}\n#".split("\n"), start=1):
        line = full.strip().removeprefix("#~").lstrip()
        if not line:
            continue
        if line.startswith(("#", "|")):
            if before and not before.startswith("msgstr"):
                yield Fault(began, f"{before} is not followed by a msgstr")
            before = ""
            continue
        found = _LINE.fullmatch(line)
        if not found:
            yield Fault(number, _why(line))
            continue
        for escape in _ESCAPES.finditer(found["text"]):
            if escape["wrong"]:
                why = f"{escape['wrong']} means nothing; a plain backslash is written \\\\"
                yield Fault(number, why)
        keyword = re.sub(r"\d", "", found["keyword"] or "")
        if not keyword and not before:
            yield Fault(number, "text without a keyword such as msgstr before it")
        if not keyword:
            continue
        if keyword in ("msgctxt", "msgid") and before.startswith("msgstr"):
            before = ""
        if before not in _AFTER[keyword]:
            yield Fault(number, f"{keyword} cannot follow {before or 'the end of an entry'}")
        before, began = keyword, number


def _why(line: str) -> str:
    if '"' not in line or not re.match(r'msg\S*\s*"|"', line):
        return "neither a comment nor text in double quotes"
    if re.search(r'(?<!\\)(?:\\\\)*"', line[line.index('"') + 1 :]):
        return 'a double quote inside the text; write \\"'
    return "the closing double quote is missing"


Entry = polib.POEntry
File = polib.POFile

ALSO = "also: "
"""Begins the translator comment that keeps a translation for which there is no other place."""
_SYNTAX = re.compile(r"\(line (?P<line>\d+)\)")
_CONTENT_TYPE = "text/plain; charset=UTF-8"


def parse(data: bytes, name: str) -> File:
    """The entries of a `.po` file's bytes; `CatalogError` with file and line if broken."""
    text = decode(data, name)
    fault = find_fault(text)
    text = text.replace("\n#~| ", "\n#| ")  # polib drops the first, and knows the second
    try:
        if not fault:
            return polib.pofile(_Lines(f"{text}\n#. end"))
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


def header_fields(project: str, plural: str) -> dict[str, str]:
    """The fields of a header that gettext's tools expect, in their order; no language yet."""
    return {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": _CONTENT_TYPE,
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural,
    }


def new_file(header: Mapping[str, str]) -> File:
    """An empty catalog with these header fields."""
    file = File()
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


def absorb(entry: Entry, other: Entry) -> None:
    """Take over what another entry for the same message says: no tool reads two of them."""
    remarks = other.tcomment.splitlines()
    if not is_translated(entry) and bool(entry.msgid_plural) == bool(other.msgid_plural):
        entry.msgstr, entry.msgstr_plural = other.msgstr, other.msgstr_plural
        entry.flags = list(dict.fromkeys([*entry.flags, *other.flags]))
        entry.previous_msgctxt, entry.previous_msgid = other.previous_msgctxt, other.previous_msgid
        entry.previous_msgid_plural = other.previous_msgid_plural
    else:
        remarks += also(set(_texts(other)) - set(_texts(entry)))
    entry.tcomment = "\n".join(dict.fromkeys([*entry.tcomment.splitlines(), *remarks]))


def also(texts: Iterable[str]) -> list[str]:
    """Translator comments that keep these translations."""
    return [f"{ALSO}{escaped(text)}" for text in sorted(texts) if text]


def _texts(entry: Entry) -> Iterator[str]:
    yield entry.msgstr
    yield from entry.msgstr_plural.values()


def written(header: File, entries: Iterable[Entry], obsolete: Iterable[Entry]) -> str:
    """The text of a catalog: `header`'s header, entries in this order, then obsolete ones.

    It is the text that GNU gettext's tools would write.
    """
    fields = header.metadata | {"Content-Type": _CONTENT_TYPE}
    head = Entry(msgid="", msgstr="".join(f"{key}: {value}\n" for key, value in fields.items()))
    head.flags = ["fuzzy"] if header.metadata_is_fuzzy else []
    head.tcomment = header.header
    texts = ["".join(f"{line}\n" for line in entry_text(one)) for one in (head, *entries)]
    for entry in obsolete:
        entry.obsolete, entry.occurrences, entry.comment = True, [], ""
        texts.append("".join(f"{line}\n" for line in entry_text(entry)))
    return "\n".join(texts)


_FLAG_ORDER = {"fuzzy": -1, "python-brace-format": 1, "no-wrap": 2, "wrap": 2}


def entry_text(entry: Entry) -> Iterator[str]:
    """The lines of an entry; comments keep the lines that people gave them."""
    if entry.tcomment:
        yield from _comments("#", entry.tcomment)
    if entry.comment:
        yield from _comments("#.", entry.comment)
    yield from _locations(entry.occurrences)
    if entry.flags:
        flags = sorted(entry.flags, key=lambda one: _FLAG_ORDER.get(one, 0))
        yield f"#, {', '.join(flags)}"
    wrap = "no-wrap" not in entry.flags
    mark, prefix = ("#~| ", "#~ ") if entry.obsolete else ("#| ", "")
    for name in ("msgctxt", "msgid", "msgid_plural"):
        text = getattr(entry, f"previous_{name}")
        if text is not None:
            yield from entry_lines(name, text, mark, wrap)
    if entry.msgctxt is not None:
        yield from entry_lines("msgctxt", entry.msgctxt, prefix, wrap)
    yield from entry_lines("msgid", entry.msgid, prefix, wrap)
    if entry.msgid_plural:
        yield from entry_lines("msgid_plural", entry.msgid_plural, prefix, wrap)
    for number in sorted(entry.msgstr_plural):
        yield from entry_lines(f"msgstr[{number}]", entry.msgstr_plural[number], prefix, wrap)
    if not entry.msgstr_plural:
        yield from entry_lines("msgstr", entry.msgstr, prefix, wrap)


def _comments(mark: str, text: str) -> Iterator[str]:
    return (f"{mark} {line}" if line else mark for line in text.split("\n"))


def _locations(occurrences: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Lines of `file:line`; as in GNU gettext, isolates hold a path with spaces together."""
    line = ""
    for path, number in occurrences:
        shown = f"\u2068{path}\u2069" if " " in path else path
        place = f" {shown}:{number}" if number else f" {shown}"
        if line and len(f"#:{line}{place}".encode()) >= WIDTH:  # gettext counts bytes here
            yield f"#:{line}"
            line = ""
        line += place
    if line:
        yield f"#:{line}"

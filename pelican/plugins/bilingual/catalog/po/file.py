"""`.po` files: parsed strictly, written the same every time; the only importer of polib."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import polib

from ...errors import CatalogError, raise_all
from ...language.characters import blank
from ...source.segments import Segment
from .syntax import CUT_OFF, MOST, Fault, Statement, read
from .wrap import WIDTH, entry_lines, escaped

_CHARSET = re.compile(
    rb'(?:"|\\\\n)Content-Type:[^"\\\\\n]*charset=([A-Za-z0-9_.:-]+)', re.IGNORECASE
)
_PLURALS = re.compile(r"nplurals\s*=\s*(-?[0-9]+)")
MOST_FORMS = 6
"""Plural forms that a language can have: CLDR knows no more."""
LARGEST = 8_000_000
"""Bytes of a file; a book of 600 pages has a quarter of it."""
LONGEST = 400_000
"""Letters of an entry with its comments."""
_SHOWN = 20
"""Faults of a file that are told one by one."""


def decode(data: bytes, name: str) -> str:
    """The text of a `.po` file, in the encoding that its header names.

    Raises `CatalogError` for a file that is too large or no text, for an unknown encoding, or for
    bytes that are not in it, or that are UTF-8 in spite of it.
    """
    if len(data) > LARGEST:
        size = f"{len(data) // 1_000_000} MB; there is room for {LARGEST // 1_000_000} MB"
        raise CatalogError(f"The file has {size}.", f"{name}:1", "Take it from the history.")
    if data.count(0) * 20 > len(data):
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"m\0s\0g" in data
        raise CatalogError(
            "The file is in UTF-16, which Notepad calls Unicode." if wide else "This is no text.",
            f"{name}:{1 if wide else line_at(data, data.index(0))}",
            "Save it as UTF-8." if wide else "Take the file from the project's history.",
        )
    data = data.removeprefix(codecs.BOM_UTF8)
    charset, at = _charset(data)
    where = f"{name}:{line_at(data, at)}"
    remedy = "Write charset=UTF-8 and save the file as UTF-8."
    if _decoded(_ASCII, charset) != _ASCII.decode():
        raise CatalogError(f"The header names an unknown encoding, {charset}.", where, remedy)
    if not data.isascii() and _decoded(data, charset) != _decoded(data, "UTF-8") is not None:
        raise CatalogError(
            f"The header says {charset.upper()}, and the text is in UTF-8.", where, remedy
        )
    try:
        text = data.decode(charset).replace("\r\n", "\n")
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise CatalogError(
            f"This line is not valid {charset.upper()}.",
            f"{name}:{line_at(data, start)}",
            "Save the file as UTF-8, with charset=UTF-8 in its header.",
        ) from None
    return text if "\n" in text else text.replace("\r", "\n")  # line ends of the oldest Macs


def _charset(data: bytes) -> tuple[str, int]:
    """The encoding that a header names, and where."""
    declared = _CHARSET.search(data)
    charset = declared[1].decode("ascii") if declared else "UTF-8"
    return "UTF-8" if charset.upper() == "CHARSET" else charset, declared.start() if declared else 0


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


Entry = polib.POEntry
File = polib.POFile

ALSO = "also: "
"""Begins the translator comment that keeps a translation for which there is no other place."""
_CONTENT_TYPE = "text/plain; charset=UTF-8"


def line_of(data: bytes, field: str) -> int:
    """The line, from 1, of a field of the header; 1 where it is missing."""
    return line_at(data, max(0, data.find(f'"{field}:'.encode())))


def parse(data: bytes, name: str) -> File:
    """The entries of a `.po` file's bytes. A translation that nobody can see, a space, is none.

    Raises `CatalogError` with file and line for what is broken or too large, several as one
    `BuildError`.
    """
    text = decode(data, name)
    reading = read(text, _charset(data)[0])
    if faults := reading.faults or list(_too_long(text)):
        raise_all(_errors(faults, text, name))
    file = File()
    file += map(_entry, reading.statements)
    heads = [one for one in file if not (one.msgid or one.obsolete or one.msgctxt is not None)]
    if heads:
        file.remove(heads[0])
        _read_header(file, heads[0], text, name)
    raise_all([_twice(one, heads[0], name) for one in heads[1:]][:_SHOWN])
    if len(file) and (notes := _tcomment(reading.rest)):  # gettext would drop them
        file[-1].tcomment = "\n".join(filter(None, (file[-1].tcomment, notes)))
    _check_plurals(file, data, name)
    return file


def _errors(faults: list[Fault], text: str, name: str) -> list[CatalogError]:
    cut, more = 0 if text.endswith("\n") else text.count("\n") + 1, len(faults) - _SHOWN
    errors = []
    for number, fault in enumerate(faults[:_SHOWN]):
        remedy = fault.remedy
        if fault.line == cut and CUT_OFF not in remedy:
            remedy = f"{remedy} {CUT_OFF}"
        if number == _SHOWN - 1 and more > 0:
            counted = f"{more} or more" if len(faults) == MOST else more
            remedy += f" (There are {counted} besides.)"
        errors.append(CatalogError(fault.why, f"{name}:{fault.line}", remedy))
    return errors


_PLACE = re.compile(
    "(?:\u2068(?P<quoted>[^\u2069]*)\u2069|(?P<path>\\S+?))(?::(?P<line>[0-9]+))?(?=\\s|$)"
)


def _entry(statement: Statement) -> Entry:
    texts, entry = statement.texts, Entry(obsolete=statement.obsolete, linenum=statement.line)
    for keyword, text in texts.items():
        setattr(entry, keyword, text)
    entry.msgstr = "" if blank(entry.msgstr) else entry.msgstr
    entry.msgstr_plural = {
        number: "" if blank(one) else one for number, one in enumerate(statement.forms)
    }
    entry.flags = [flag for one in statement.comments for flag in flags_in(f"#{one}") or ()]
    entry.comment = _joined(one[1:] for one in statement.comments if one.startswith("."))
    entry.tcomment = _tcomment(statement.comments)
    for comment in statement.comments:
        if comment.startswith(":"):
            found = _PLACE.finditer(comment, 1)
            entry.occurrences += [
                (one["quoted"] or one["path"], one["line"] or "") for one in found
            ]
    return entry


def _tcomment(comments: Iterable[str]) -> str:
    """What translators have noted in these lines."""
    return _joined(
        one for one in comments if not one.startswith((".", ":")) and flags_in(f"#{one}") is None
    )


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(one.removeprefix(" ").rstrip() for one in lines)


def _read_header(file: File, entry: Entry, text: str, name: str) -> None:
    """Take the fields of the header; refuse two values of one: a conflict's sides, most likely."""
    file.header, file.metadata_is_fuzzy = entry.tcomment, entry.fuzzy
    field, fields = "", file.metadata
    for line in filter(None, entry.msgstr.split("\n")):
        name_of, colon, value = line.partition(":")
        if not colon and not field:
            continue
        field, value = (name_of, value.strip()) if colon else (field, f"{fields[field]}\n{line}")
        if fields.get(field, value) != value and colon and field in _ONCE:
            last = text.count("\n", 0, max(0, text.rfind(f"{field}:"))) + 1
            why = f"The header has two values of {field}."
            raise CatalogError(why, f"{name}:{last}", "Keep the right one of the two lines.")
        fields[field] = value


_ONCE = ("Language", "Plural-Forms", "X-Translation-Origin")
TAKE_PLURALS = "Take the line from another catalog of the language, or from bilingual update."
_FLAGS = re.compile(
    r"#(?:,.*|[!=].*\bfuzzy\b.*|[ \t]*(?:,.*\bfuzzy\b.*|fuzzy[.,:;! \t]*))", re.IGNORECASE
)
"""A line of flags. A note that says nothing but "fuzzy" is one, too: people mean it so."""
_FLAG = re.compile(r"range:\s*[^\s,]+|[^\s,]+")
_ENTRY = re.compile(r"^(?:#~[ \t]*)?msgid\b", re.MULTILINE)


def flags_in(line: str) -> list[str] | None:
    """The flags in a line of a catalog, `fuzzy` however it is written; None for another line."""
    if not _FLAGS.fullmatch(line.strip()):
        return None
    found = _FLAG.findall(line.strip().lstrip("#!="))
    return ["fuzzy" if one.strip(".:;!").lower() == "fuzzy" else one for one in found]


def _too_long(text: str) -> Iterator[Fault]:
    """Entries that no page can have."""
    starts = [0, *(one.start() for one in _ENTRY.finditer(text)), len(text)]
    for start, end in pairwise(starts):
        if end - start > LONGEST:
            why = f"This entry has {end - start} letters; there is room for {LONGEST}."
            line = text.count("\n", 0, start) + 1
            yield Fault(line, why, "Take it from the project's history.")


def _check_plurals(file: File, data: bytes, name: str) -> None:
    """Refuse a number of plural forms that no language has."""
    found = _PLURALS.search(file.metadata.get("Plural-Forms", ""))
    if found and not re.fullmatch(f"0*[1-{MOST_FORMS}]", found[1]):
        raise CatalogError(
            f"Plural-Forms has nplurals={found[1][:20]}; a language has 1 to {MOST_FORMS} forms.",
            f"{name}:{line_of(data, 'Plural-Forms')}",
            TAKE_PLURALS,
        )


def living(file: File, name: str) -> list[Entry]:
    """The entries that are not obsolete; `CatalogError` for messages that are defined twice."""
    found: dict[tuple[str | None, str], Entry] = {}
    errors = []
    for entry in file:
        if entry.obsolete:
            continue
        first = found.setdefault((entry.msgctxt, entry.msgid), entry)
        if first is not entry:
            errors.append(_twice(entry, first, name))
    raise_all(errors[:_SHOWN])
    return list(found.values())


def _twice(entry: Entry, first: Entry, name: str) -> CatalogError:
    what = f"The message {entry.msgid[:40]!r}" if entry.msgid else "The header"
    why = f"{what} is defined twice, first in line {first.linenum}."
    return CatalogError(why, f"{name}:{entry.linenum}", "Keep one of the two entries.")


def plural_forms(file: File) -> int:
    """How many plural forms the header promises; 2 without one."""
    return count_forms(file.metadata)


def count_forms(fields: Mapping[str, str]) -> int:
    """The same by the fields of the header."""
    count = _PLURALS.search(fields.get("Plural-Forms", ""))
    return int(count[1]) if count else 2


CREATED = "POT-Creation-Date"
"""A field that Poedit writes at its first save, empty: with it that save changes one line less."""


def with_creation(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields of a header with a `POT-Creation-Date`, empty, where Poedit writes it."""
    names = list(fields)
    if CREATED not in fields and "PO-Revision-Date" in fields:
        names.insert(names.index("PO-Revision-Date"), CREATED)
    return {name: fields.get(name, "") for name in names}


def header_fields(project: str, plural: str) -> dict[str, str]:
    """The fields of a header that gettext's tools expect, in their order; no language yet."""
    return {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        CREATED: "",
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
    for line in text.split("\n"):
        end = " " if line.endswith("\\") else ""  # gettext would go on with the next line
        yield f"{mark} {line}{end}" if line else mark


def _locations(occurrences: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Lines of `file:line`; as in GNU gettext, isolates hold a path with spaces together."""
    line = ""
    for path, number in occurrences:
        shown = f"\u2068{path}\u2069" if " " in path else path
        place = f" {shown}:{number}" if number else f" {shown}"
        if line and len(f"#:{line}{place}".encode()) > WIDTH:  # gettext counts bytes here
            yield f"#:{line}"
            line = ""
        line += place
    if line:
        yield f"#:{line}"

"""PO syntax, checked line by line: polib reads much that is broken, and drops what it lost."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from .errors import CatalogError

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

    Raises `CatalogError` for an unknown encoding, or bytes that are not in it.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    declared = _CHARSET.search(data)
    charset = declared[1].decode("ascii") if declared else "utf-8"
    try:
        text = data.decode("utf-8" if charset.upper() == "CHARSET" else charset)
    except LookupError:
        raise CatalogError(
            f"The header names an unknown encoding, {charset}.",
            f"{name}:{line_at(data, declared.start() if declared else 0)}",
            "Write charset=UTF-8 and save the file as UTF-8.",
        ) from None
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise CatalogError(
            f"This line is not valid {charset.upper()}.",
            f"{name}:{line_at(data, start)}",
            "Save the file as UTF-8, with charset=UTF-8 in its header.",
        ) from None
    return text.replace("\r\n", "\n")


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

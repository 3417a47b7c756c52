"""PO syntax, checked line by line: polib reads broken text without a word and drops what it lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)?\s*"
    r'"(?P<text>(?:[^"\\]|\\.)*)"\s*'
)
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


def find_fault(text: str) -> Fault | None:
    """The first fault of a `.po` file's text; None when there is none."""
    before, began = "", 0
    for number, full in enumerate(text.split("\n"), start=1):
        line = full.strip().removeprefix("#~").lstrip()
        if not line or line.startswith(("#", "|")):
            if line and before and not before.startswith("msgstr"):
                return Fault(began, f"{before} is not followed by a msgstr")
            continue
        found = _LINE.fullmatch(line)
        if not found:
            return Fault(number, _why(line))
        wrong = next((one["wrong"] for one in _ESCAPES.finditer(found["text"]) if one["wrong"]), "")
        if wrong:
            return Fault(number, rf"{wrong} means nothing; a plain backslash is written \\")
        keyword = re.sub(r"\d", "", found["keyword"] or "")
        if not keyword:
            if not before:
                return Fault(number, "text without a keyword such as msgstr before it")
            continue
        if keyword in ("msgctxt", "msgid") and before.startswith("msgstr"):
            before = ""
        if before not in _AFTER[keyword]:
            if before:
                return Fault(number, f"{keyword} cannot follow {before}")
            return Fault(number, f"{keyword} without a msgid")
        before, began = keyword, number
    if before and not before.startswith("msgstr"):
        return Fault(began, f"{before} is not followed by a msgstr")
    return None


def _why(line: str) -> str:
    if '"' not in line or not re.match(r'msg\S*\s*"|"', line):
        return "neither a comment nor text in double quotes"
    if re.search(r'(?<!\\)(?:\\\\)*"', line[line.index('"') + 1 :]):
        return 'a double quote inside the text; write \\"'
    return "the closing double quote is missing"

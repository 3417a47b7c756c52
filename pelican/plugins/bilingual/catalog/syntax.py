"""What is wrong with the text of a `.po` file, in words for people who have never seen one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

_TEXT = r'[ \t]*"(?:[^"\\\n]|\\[\\ntrvbf"])*+"[ \t]*\n'
_TEXTS = rf"{_TEXT}(?:{_TEXT})*+"
_PREVIOUS = r"#\|[ \t]*(?:msgctxt|msgid_plural|msgid)?"
_FAULTLESS = re.compile(
    rf"(?:#(?!\|)[^\n]*\n|{_PREVIOUS}{_TEXT}|[ \t]*\n|(?:msgctxt{_TEXTS})?msgid{_TEXTS}"
    rf"(?:msgstr{_TEXTS}|msgid_plural{_TEXTS}(?:msgstr\[[0-9]\]{_TEXTS})++))*+"
)
"""A whole file without a fault, for which one look is enough."""
_LINE = re.compile(
    r"(?P<keyword>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)?[ \t]*"
    r'"(?P<text>(?:[^"\\]|\\.)*+)"'
)
_CURLED = "“”„‟‘’‚‛"
_CURLY = f"{_CURLED}«»＂`´'"
"""What people and word processors write for a straight quotation mark."""
_WORD = re.compile(rf'(?P<word>[^"{_CURLY}\[]{{0,30}})(?P<form>\[[^"{_CURLY}]{{0,30}})?')
"""What stands where a keyword should: the word, and the number of a plural form."""
_UNSEEN = frozenset({"Zs", "Cf", "Cc"})
"""Categories of Unicode: spaces of all kinds, marks that only join or part, control characters."""
_MARK = re.compile(r'\\.|"')
_ESCAPES = re.compile(r'\\(?:[\\ntrvbf"])|(?P<wrong>\\.)')
_SPACE = " \t\r\f\v"
"""White space as PO files know it: a no-break space is none."""
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_ENTRY = re.compile(r"^[^\S\n]*(?:#~)?[^\S\n]*msg(?:id|str)", re.MULTILINE | re.IGNORECASE)
_COMMENT, _PLAIN, _UNREAD = "#", "text", "?"
"""Kinds of lines besides keywords: comments, further text, and what could not be read."""
_AFTER = {
    "msgctxt": {""},
    "msgid": {"", "msgctxt"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
"""What can stand before each keyword; nothing for the first of an entry."""
CUT_OFF = "The file ends here: if it was cut off, take it from the project's history."
_ORDER = "An entry is a msgid and then its msgstr; compare it with the entries around it."
_AGAIN = "Type the line again in a plain text editor."
_STRAIGHT = 'Write straight quotation marks, as in msgstr "text".'


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where a file is not PO syntax."""

    line: int
    """From 1."""
    why: str
    """A sentence."""
    remedy: str


def find_faults(text: str) -> Iterator[Fault]:
    """The faults of a `.po` file's text, in the order of its lines."""
    living = f"{text}\n".replace("\n#~| ", "\n#| ").replace("\n#~ ", "\n")
    if _FAULTLESS.fullmatch(living):
        return
    faults = _faults(text)
    first = next(faults, None)
    if first and not _ENTRY.search(text):
        yield Fault(
            first.line,
            "This is no catalog: no line begins with msgid or msgstr.",
            "Take the file from the project's history, or have bilingual update make it.",
        )
    elif first:
        yield first
        yield from faults


def _faults(text: str) -> Iterator[Fault]:
    before, began, last = "", 0, text.count("\n") + 1
    for number, kind, faults in _lines(text):
        yield from faults
        unfinished = before in ("msgctxt", "msgid", "msgid_plural")
        if faults:
            before = _UNREAD  # what follows is not measured by it
        elif kind == _COMMENT:
            if unfinished:
                remedy = CUT_OFF if number > last else _ORDER
                yield Fault(began, f"This {before} is not followed by a msgstr.", remedy)
            before = _UNREAD if unfinished or before == _UNREAD else ""
        elif kind == _PLAIN:
            if not before:
                yield Fault(number, "This text has no msgid or msgstr before it.", _ORDER)
                before = _UNREAD
        else:
            if kind in ("msgctxt", "msgid") and before.startswith("msgstr"):
                before = ""
            if before not in {_UNREAD, *_AFTER[kind]}:
                wrong = f"cannot follow {before}" if before else "has no msgid before it"
                yield Fault(number, f"This {kind} {wrong}.", _ORDER)
            before, began = kind, number


def _lines(text: str) -> Iterator[tuple[int, str, list[Fault]]]:
    """The lines that say something, each with its kind and what is wrong in itself."""
    within = False
    for number, full in enumerate([*text.split("\n"), "#"], start=1):
        line = full.strip(_SPACE)
        if _CONFLICT.fullmatch(line):
            if not within:
                yield number, _UNREAD, [_conflict(number)]
            within = line[0] != ">" and (within or (line[0] == "<" and "\n>>>>>>>" in text))
            continue
        line = line.removeprefix("#~").lstrip(_SPACE)
        if within or not line or (line[0] == "|" and full.startswith("#~")):
            continue
        if line[0] == "#":
            wrong = line.startswith("#|") and not re.fullmatch(_PREVIOUS + _TEXT, f"{line}\n")
            why = "This line does not say what a msgid was before."
            yield number, _COMMENT, [Fault(number, why, "Delete it.")] if wrong else []
        else:
            yield number, *_read(number, line)


def _conflict(number: int) -> Fault:
    return Fault(
        number,
        "A merge conflict is left here: the file holds two versions of the same lines.",
        "Keep one of them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
    )


def _read(number: int, line: str) -> tuple[str, list[Fault]]:
    """The kind of a line of text, and its faults."""
    found = _LINE.fullmatch(line)
    if not found:
        return _PLAIN, [Fault(number, *_why(line))]
    wrong = dict.fromkeys(one["wrong"] for one in _ESCAPES.finditer(found["text"]))
    remedy = "A plain backslash is written \\\\."
    faults = [Fault(number, f"{one} means nothing.", remedy) for one in wrong if one]
    return re.sub(r"\d", "", found["keyword"] or _PLAIN), faults


def _why(line: str) -> tuple[str, str]:
    """What is wrong with a line that cannot be read, and what to do."""
    start = _WORD.match(line)
    assert start  # it may be empty
    first, _, rest = (word := start["word"].strip()).partition(" ")
    keyword = _meant(word)
    marks = [at.start() for at in _MARK.finditer(line) if at[0] == '"']
    around = line[: marks[0]] + line[marks[-1] :] if marks else line[:40]
    unseen = "".join(one for one in around if unicodedata.category(one) in _UNSEEN).strip(_SPACE)
    quote = next((one for one in line if one == '"' or one in _CURLY), "")
    if unseen and (keyword or marks):
        name = unicodedata.name(unseen[0], "A control character")
        return f"{name} stands outside the quotation marks, and cannot be seen.", _AGAIN
    if keyword and first != keyword and (quote or first not in _AFTER):
        return f"{word!r} is a misspelt keyword.", f"Perhaps {keyword} is meant."
    if start["form"] and not re.fullmatch(r"\[[0-9]\][ \t]*", start["form"]):
        return f"{start['form'].strip()!r} is no number of a form.", "Write msgstr[0], msgstr[1] …"
    if (keyword or not word) and quote and quote in _CURLY:
        kind = "Curly" if quote in _CURLED else "Single" if quote in "'`´" else "Foreign"
        return f'{kind} quotes ({quote}) stand in place of straight ones (").', _STRAIGHT
    if keyword and rest and len(marks) > 1:
        return f"{rest!r} stands between {keyword} and its text.", "Take it out."
    return _quotes(line, bool(keyword or not word), len(marks))


def _meant(word: str) -> str:
    """The keyword that is meant by a word; empty for none."""
    known = [one for one in _AFTER if one.isidentifier()]
    joined, first = re.sub(r"[^a-z_]", "", word.lower()), word.lower().partition(" ")[0]
    for one in (first, joined) if first in known else (joined, first):
        if close := get_close_matches(one, known, 1, 0.75):
            return close[0]
    return ""


def _quotes(line: str, may_have: bool, marks: int) -> tuple[str, str]:
    """What is wrong with the quotation marks of a line."""
    if not may_have or not marks:
        return (
            "This is neither a comment nor text in double quotes.",
            'A line of text stands between two ", a comment begins with #.',
        )
    if marks > 2:
        return "A double quote stands inside the text.", 'Write \\" there, or “ ” or « ».'
    if marks > 1:
        return "Something stands behind the closing double quote.", "Take it out."
    if line.endswith('\\"'):
        return (
            "The backslash before the last double quote makes it a part of the text.",
            "Take the backslash out, or write two.",
        )
    if line[-1] in _CURLY:
        return f'The text ends with {line[-1]} in place of a straight quote (").', _STRAIGHT
    missing = "opening" if line[-1] == '"' else "closing"
    return f"The {missing} double quote is missing.", 'Each line of text stands between two ".'

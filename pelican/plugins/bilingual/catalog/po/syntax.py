"""Reads the text of a `.po` file as GNU gettext does, and says what is wrong with it.

The words are for people who have never seen such a file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches

_GAP = r"[ \t\r\f\v\n]*+"
_STRING = r'"(?P<text>(?:[^"\\\n]|\\\n|\\(?:\\\n)*+[^\n])*+)"'
_TOKEN = re.compile(
    rf"[ \t\r\f\v]*+(?:(?P<end>\n)|(?P<joined>\\\n)|{_STRING}"
    rf"|(?P<form>msgstr{_GAP}\[{_GAP}[0-9]++{_GAP}\])|(?P<word>[A-Za-z_$][\w$]*+(?![ \t]*\[))"
    r"|(?P<mark>#~\|?|#\|)|(?P<comment>#[^\n]*+)|(?P<other>[^\n]++))",
    re.DOTALL | re.ASCII,
)
"""What a file is made of; what is nothing else reaches to the end of its line."""
_CURLED = "“”„‟‘’‚‛"
_CURLY = f"{_CURLED}«»＂`´'"
"""What people and word processors write for a straight quotation mark."""
_WORD = re.compile(rf'(?P<word>[^"{_CURLY}\[]{{0,30}})(?P<form>\[[^"{_CURLY}]{{0,30}})?')
"""What stands where a keyword should: the word, and the number of a plural form."""
_UNSEEN = frozenset({"Zs", "Cf", "Cc"})
"""Categories of Unicode: spaces of all kinds, marks that only join or part, control characters."""
_MARK = re.compile(r'\\.|"')
_ESCAPE = re.compile(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hexadecimal>[0-9A-Fa-f]++)|(?P<one>.))", re.DOTALL
)
_ESCAPES = dict(zip('abfnrtv\\"', '\a\b\f\n\r\t\v\\"', strict=True))
_SPACE = " \t\r\f\v"
"""White space as PO files know it: a no-break space is none."""
_CONFLICT = re.compile(r"(?:<{7}|\|{7}|={7}|>{7})(?: .*)?")
_CONFLICTS = re.compile(r"^<{7}(?: .*)?\n(?:.*\n)*?>{7}(?: .*)?$", re.MULTILINE)
_ENTRY = re.compile(r"^[^\S\n]*(?:#~)?[^\S\n]*msg(?:id|str)", re.MULTILINE | re.IGNORECASE)
_UNREAD, _COMMENT, _TEXT, _OLD, _END = "?", "comment", "text", "old", "end"
"""Kinds of tokens besides keywords: the first cannot be read, the fourth is a text behind `#|`."""
_WAS = ("previous_msgctxt", "previous_msgid", "previous_msgid_plural")
"""Keywords behind `#|`."""
_AFTER = {
    "domain": {""},
    "previous_msgctxt": {""},
    "previous_msgid": {"", "previous_msgctxt"},
    "previous_msgid_plural": {"previous_msgid"},
    "msgctxt": {"", "previous_msgid", "previous_msgid_plural"},
    "msgid": {"", "msgctxt", "previous_msgid", "previous_msgid_plural"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
"""What can stand before each keyword; nothing for the first of an entry."""
_FORMS = ("msgstr", "msgstr[]")
_KNOWN = ("msgctxt", "msgid", "msgid_plural", "msgstr")
MOST = 1000
"""Faults that are looked for in a file."""
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


@dataclass(slots=True)
class Statement:
    """An entry as it stands in a file."""

    line: int = 0
    """Of its first comment or keyword, from 1."""
    comments: list[str] = field(default_factory=list)
    """The lines above it that begin with `#`, with what is behind it."""
    texts: dict[str, str] = field(default_factory=dict)
    """By keyword: `msgid`, `msgstr`, and, of what was before, `previous_msgid`."""
    forms: list[str] = field(default_factory=list)
    """The msgstr of each plural form."""
    obsolete: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says."""

    statements: list[Statement]
    faults: list[Fault]
    """In the order of its lines, `MOST` of them; with one, the statements are not complete."""
    rest: list[str]
    """Comments below the last entry."""


def read(text: str, charset: str = "UTF-8") -> Reading:
    r"""Read the text of a `.po` file; bytes written as numbers (`\303\244`) are in `charset`."""
    reader = _Reader(charset)
    for token in _tokens(text):
        reader.take(*token)
        if len(reader.faults) >= MOST:
            break
    faults = sorted(reader.faults, key=lambda one: one.line)
    if faults and not _ENTRY.search(text):
        why = "This is no catalog: no line begins with msgid or msgstr."
        remedy = "Take the file from the project's history, or have bilingual update make it."
        faults = [Fault(faults[0].line, why, remedy)]
    return Reading(reader.done, faults, reader.now.comments)


def _tokens(text: str) -> Iterator[tuple[int, str, str | Fault, bool]]:
    """What a file is made of: line, kind, value, and whether `#~` stands before it.

    The value of what cannot be read is a `Fault`.
    """
    line, obsolete, previous, skipped = 1, False, False, False
    for found in _TOKEN.finditer(_in_one_line(text)):
        kind, value = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "end":
            line += 1
            obsolete = previous = skipped = False
        elif kind == "joined" or skipped:
            line += kind == "joined"
        elif kind == "mark":
            obsolete = obsolete or value[1] == "~"
            previous = previous or value[-1] == "|"
        elif kind == _TEXT or (kind in (_COMMENT, "form") and not previous):
            yield line, _OLD if previous and kind == _TEXT else kind, value, obsolete
            line += value.count("\n")
        elif kind == "word" and (word := f"previous_{value}" if previous else value) in _AFTER:
            yield line, word, "", obsolete
        else:
            yield line, _UNREAD, Fault(line, *_why(found.string, found.start(), previous)), obsolete
            skipped = True
    yield line, _END, "", False


def _in_one_line(text: str) -> str:
    """A text in which each conflict is one line, and empty ones behind it."""
    end = text.find("\n", text.rfind("\n>>>>>>>") + 1)
    end = end if end >= 0 else len(text)
    folded = _CONFLICTS.sub(lambda found: "<<<<<<<" + "\n" * found[0].count("\n"), text[:end])
    return f"{folded}{text[end:]}"


class _Reader:
    """What has been read of a file: its entries, the one that is not complete yet, and faults."""

    def __init__(self, charset: str) -> None:
        self.charset = charset
        self.done: list[Statement] = []
        self.faults: list[Fault] = []
        self.now = Statement()
        self.keyword, self.line = "", 0
        """The keyword whose text is read, and its line; empty between entries."""
        self.pieces: list[str] = []
        """The strings behind it."""
        self.mixed = False
        """That only some lines of the entry are obsolete has been said."""

    def take(self, line: int, kind: str, value: str | Fault, obsolete: bool) -> None:
        """Read a token."""
        if isinstance(value, Fault):
            self._fail(value.line, value.why, value.remedy)
        elif kind in (_TEXT, _OLD) and (
            not self.keyword or (self.keyword == "domain" and self.pieces)
        ):
            self._fail(line, "This text has no msgid or msgstr before it.", _ORDER)
        elif kind in (_TEXT, _OLD):
            if (kind == _OLD) is not (self.keyword in _WAS) and self.keyword != _UNREAD:
                why = "Some lines of this text begin with #|, and others do not."
                self._fail(line, why, "Write #| before all lines of what a msgid was before.")
            self._agree(line, obsolete)
            self.pieces.append(self._unescaped(line, value) if "\\" in value else value)
        elif kind in (_COMMENT, _END):
            self._close(kind)
            if kind == _COMMENT:
                self.now.line = self.now.line or line
                self.now.comments.append(value[1:])
        else:
            kind, number = ("msgstr[]", re.sub("[^0-9]", "", value)) if value else (kind, "")
            self._close(kind)
            self._begin(line, kind, number, obsolete)

    def _fail(self, line: int, why: str, remedy: str) -> None:
        """Note a fault; what follows is not measured by what cannot be read."""
        self.faults.append(Fault(line, why, remedy))
        self.keyword = _UNREAD

    def _begin(self, line: int, kind: str, number: str, obsolete: bool) -> None:
        """A keyword."""
        before, forms = self.keyword, len(self.now.forms)
        if before not in {_UNREAD, *_AFTER[kind]}:
            wrong = f"cannot follow {_named(before)}" if before else "has no msgid before it"
            self._fail(line, f"This {_named(kind)} {wrong}.", _ORDER)
        elif number and before != _UNREAD and number.lstrip("0") != str(forms or ""):
            why = f"msgstr[{number[:20]}] is no number of a form here: msgstr[{forms}] comes."
            self._fail(line, why, "The forms are numbered from 0, in order.")
        elif not self.now.texts or (before in _WAS and kind in ("msgctxt", "msgid")):
            # other libraries write #| above an obsolete message, too
            self.now.line = self.now.line or line
            self.now.obsolete = self.now.obsolete or obsolete
        self._agree(line, obsolete)
        self.keyword, self.line, self.pieces = kind, line, []

    def _agree(self, line: int, obsolete: bool) -> None:
        if obsolete != self.now.obsolete and self.keyword != _UNREAD and not self.mixed:
            why = "Some lines of this entry begin with #~, and others do not."
            remedy = "Write #~ before all of them if the message is obsolete, or before none."
            self.faults.append(Fault(line, why, remedy))
            self.mixed = True

    def _close(self, kind: str) -> None:
        """A text ends, and with it an entry if another one begins."""
        before, starts = self.keyword, kind not in ("msgid_plural", *_FORMS)
        if before not in ("", _UNREAD, "domain"):
            if before == "msgstr[]":
                self.now.forms.append(self._whole())
            else:
                self.now.texts[before] = self._whole()
            if before in _FORMS and starts:
                self.done.append(self.now)
        if before not in ("", _UNREAD) and not self.pieces:
            self._fail(self.line, f"This {_named(before)} has no text.", 'An empty one is "".')
        elif (
            kind in (_COMMENT, _END, "domain")
            and before in _AFTER
            and before not in ("domain", *_FORMS)
        ):
            remedy = CUT_OFF if kind == _END else _ORDER
            self._fail(self.line, f"This {_named(before)} is not followed by a msgstr.", remedy)
        elif before == "domain" or (before in _FORMS and starts):
            self.keyword = ""
        if self.keyword in ("", _UNREAD) and before and starts:
            self.now, self.mixed = Statement(), False

    def _unescaped(self, line: int, raw: str) -> str:
        r"""A string without its escapes; a byte beyond ASCII (`\303`) is a surrogate for now."""
        wrong: dict[str, None] = {}

        def one(found: re.Match[str]) -> str:
            if found["one"]:
                if found["one"] not in _ESCAPES:
                    wrong[found[0]] = None
                return _ESCAPES.get(found["one"], "")
            octal, hexadecimal = found["octal"], found["hexadecimal"]
            byte = (int(octal, 8) if octal else int(hexadecimal[-2:], 16)) & 0xFF
            return chr(byte if byte < 0x80 else 0xDC00 + byte)

        text = _ESCAPE.sub(one, raw.replace("\\\n", ""))  # a backslash ends no line
        self.faults += [
            Fault(line, f"{each} means nothing.", "A plain backslash is written \\\\.")
            for each in wrong
        ]
        return text

    def _whole(self) -> str:
        """The text of a keyword."""
        text = "".join(self.pieces)
        if not text.isascii():
            try:
                text.encode()
            except UnicodeError:
                text = self._decoded(text)
        if "\0" in text or "\4" in text:
            why = f"The text of this {_named(self.keyword)} holds a control character (\\0 or \\4)."
            self.faults.append(Fault(self.line, why, "Take it out: a text would end there."))
        return text

    def _decoded(self, text: str) -> str:
        try:
            return text.encode(self.charset, "surrogateescape").decode(self.charset)
        except UnicodeError:
            why = f"The numbers with a backslash in this {_named(self.keyword)} are no letters."
            self.faults.append(Fault(self.line, why, "Type the letters themselves."))
            return ""


def _named(keyword: str) -> str:
    """A keyword as it stands in a file."""
    return keyword.replace("previous_", "#| ")


def _why(text: str, at: int, previous: bool) -> tuple[str, str]:
    """What is wrong with a line that cannot be read, and what to do; `previous` is one with #|."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else None].strip(_SPACE)
    if _CONFLICT.fullmatch(line):
        return _LEFT
    if previous:
        return "This line does not say what a msgid was before.", "Delete it."
    return _why_not(line.removeprefix("#~").lstrip(_SPACE))


_LEFT = (
    "A merge conflict is left here: the file holds two versions of the same lines.",
    "Keep one of them, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>.",
)


def _why_not(line: str) -> tuple[str, str]:
    """Why a line is neither a comment nor a keyword with its text."""
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
    if keyword and first != keyword and (quote or first not in _KNOWN):
        return f"{word!r} is a misspelt keyword.", f"Perhaps {keyword} is meant."
    if start["form"] and not re.fullmatch(r"\[[0-9]+\][ \t]*", start["form"]):
        return f"{start['form'].strip()!r} is no number of a form.", "Write msgstr[0], msgstr[1] …"
    if (keyword or not word) and quote and quote in _CURLY:
        kind = "Curly" if quote in _CURLED else "Single" if quote in "'`´" else "Foreign"
        return f'{kind} quotes ({quote}) stand in place of straight ones (").', _STRAIGHT
    if keyword and rest and len(marks) > 1:
        return f"{rest!r} stands between {keyword} and its text.", "Take it out."
    return _quotes(line, bool(keyword or not word), len(marks))


def _meant(word: str) -> str:
    """The keyword that is meant by a word; empty for none."""
    joined, first = re.sub(r"[^a-z_]", "", word.lower()), word.lower().partition(" ")[0]
    for one in (first, joined) if first in _KNOWN else (joined, first):
        if close := get_close_matches(one, _KNOWN, 1, 0.75):
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

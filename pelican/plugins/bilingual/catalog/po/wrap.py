"""Where GNU gettext ends the lines of a `.po` file, so that its tools leave ours as they are.

gettext breaks lines as libunistring does, by the pairs of classes of Unicode's annex 14: behind
spaces and hyphens, between ideographs. Here a letter stands for the class of each character, so
that one pattern finds all places of a text where a line may end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from itertools import accumulate, pairwise
from unicodedata import category, east_asian_width

WIDTH = 79
"""Columns of a line, quotation marks included: the default of gettext's tools."""
_CATEGORIES = {
    "Cc": "^", "Cf": "^", "Mc": "^", "Me": "^", "Mn": "^", "Nd": "9", "Pd": "|", "Pe": "}",
    "Pf": '"', "Pi": '"', "Ps": "(", "Sc": "$", "Zl": "\n", "Zp": "\n", "Zs": "|",
}  # fmt: skip
"""The class of the characters of a category; that of all others is `a`, of wide ones `漢`."""
_CLASSES = {
    " ": " ",
    "-": "-",
    "/": "/",
    ",": ",.:;\u037e։،؍\u2044",
    "(": "¡¿",
    ")": ")]",
    "}": "、。︑︒﹐﹒，．｡､",
    '"': "\"'❛❜❝❞❟❠",
    "!": "!?׆؛؝؞؟۔！？﹖﹗❢❣",
    "$": "\\+±−∓№",
    "%": "%¢؋٪؉؊‰‱′″‴‵‶‷₧₻₾৲৳﷼°℃℉％￠",
    "9": "٫٬",
    "~": "\xa0\u2007\u202f‑\u034f\u180e",
    "|": "\t\xad|।॥၊။។៕፡་",
    "—": "—⸺⸻",
    "<": "´ˈˌ˟᠆",
    ".": "․‥…⋯",
    "ー": "々〻ゝゞヽヾ・：；゛゜〜゠‼‽⁇⁈⁉･ｰー"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶｧｨｩｪｫｬｭｮｯﾞﾟ",
    "0": "\u200b",
    "_": "\u2060\ufeff\u200d",
    "\n": "\x85",
    "a": "―\u0600\u0601\u0602\u0603\u0604\u0605\u06dd"
    "⏩⏪⏫⏬♈♉♊♋♌♍♎♏♐♑♒♓⚓⚡⚪⚫⛎✅✨❌❎❓❔❕❗➕➖➗➰➿⬛⬜⭐⭕◽◾💠💢💤💯💱💲🔀🔁🔂🔃🔄🔅🔆🔗🎵🎶🔴🔵",
    "漢": "﹘﹣－︰〰☀☁☂☃☘☚☛☜☞☟☹☺☻☝✀✁✂✃✄✈✉✌✍❤⏱⏲",
}
"""The characters of a class that do not follow their category."""
_LETTERS = {one: letter for letter, those in _CLASSES.items() for one in those}


class _Kinds(dict[int, str]):
    """The class of each character, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        if one in _LETTERS:
            return _LETTERS[one]
        if 0x1160 <= code <= 0x11FF or 0x1F3FB <= code <= 0x1F3FF:  # they join what they follow
            return "^"
        if 0x1F1E6 <= code <= 0x1F1FF:
            return "R"
        if category(one)[0] == "L" and (0x5D0 <= code <= 0x5F2 or 0xFB1D <= code <= 0xFB4F):
            return "א"
        kind = _CATEGORIES.get(category(one), "a")
        wide = east_asian_width(one) in "WF" or code >= 0x1F000 or 0xFF66 <= code <= 0xFFDC
        return "漢" if wide and kind in "a9" else kind


_NEAR = 24
"""Columns before its limit in which most lines end."""
_WIDE = "=="


class _Columns(dict[int, str]):
    """As many signs as a character is columns wide, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        one = chr(code)
        if category(one) in ("Mn", "Me", "Cf", "Zl", "Zp") or 0x1160 <= code <= 0x11FF:
            return ""
        return _WIDE if east_asian_width(one) in "WF" else "-"


_KINDS = _Kinds((code, _Kinds()[code]) for code in range(0x250))
_COLUMNS = _Columns((code, _Columns()[code]) for code in range(0x250))
_STARTS = 'aא9(漢".$%~<—ーR-|'
"""What a line can begin with behind a space; the others stay with what they follow."""
_BEHIND_SPACE = '".~ー-|'
"""What it begins with only there."""
_FOLLOWERS = {
    "aא9": "aא9($%",
    ")": "aא9$%",
    "漢": "%",
    "}": "$%",
    ",": "9",
    "-": "9",
    "/": "9א",
    "$": "aא9(漢",
    "%": "aא9(",
    "R": "R",
    "|!.ー—": "",
    '"~<_': _STARTS,
}
"""What cannot begin a line right behind a class, besides; behind an open bracket nothing can."""
_HELD = {'"': "(", "}": "ー", "—": "—"}
"""What cannot begin a line even behind a space that follows a class."""


def _breaks() -> re.Pattern[str]:
    """Matches, over the letters of a text, what a line can end with."""
    rows: dict[tuple[str, str], str] = {}
    for kinds, followers in _FOLLOWERS.items():
        for kind in kinds:
            loose = "".join(one for one in _STARTS if one not in _HELD.get(kind, ""))
            tight = "".join(one for one in loose if one not in followers + _BEHIND_SPACE)
            key = tight + "~" * (kind in "|-"), loose
            rows[key] = rows.get(key, "") + kind
    sets = ((*map(re.escape, key), re.escape(kinds)) for key, kinds in rows.items())
    choices = (
        rf"[{kinds}]\^*(?:{f'(?=[{tight}])|' if tight else ''} +(?=[{loose}]))"
        for tight, loose, kinds in sets
    )
    return re.compile("|".join([*choices, "0 *(?=[^ 0])"]))


_BREAKS = _breaks()


def entry_lines(keyword: str, text: str, prefix: str = "", wrap: bool = True) -> Iterator[str]:
    """A keyword of an entry with its text, as gettext writes them.

    `text` is not escaped yet; `prefix` begins each line (`#~ `); without `wrap` only the line
    breaks of the text itself end lines.
    """
    room = WIDTH - 2 - len(prefix) if wrap else 1 << 30
    parts = [escaped(one) for one in re.findall(r"[^\n]*\n|[^\n]+", text)] or [""]
    if len(parts) == 1:
        lines = _broken(parts[0], room, len(keyword) + 1)
        if len(lines) == 1:
            yield f'{prefix}{keyword} "{parts[0]}"'
            return
    yield f'{prefix}{keyword} ""'
    for part in parts:
        for line in _broken(part, room, 0):
            yield f'{prefix}"{line}"'


def _broken(text: str, room: int, column: int) -> list[str]:
    """The lines of an escaped text; the first of them begins in a column."""
    shape = text if text.isascii() else text.translate(_COLUMNS)
    if column + len(shape) <= room:
        return [text]
    kinds = text.replace("\\\\", "\\\0").translate(_KINDS)
    kinds = kinds.replace(" ^", " a").replace("0^", "0漢").replace("א-", "א~").replace("א|", "א~")
    if text.endswith("\\n"):  # gettext keeps it in the line
        kinds = f"{kinds[:-2]}_a"
    if len(shape) != len(text) or _WIDE in shape:
        return _broken_wide(text, kinds, room, column)
    lines, start = [], 0
    while len(text) - start > room - column:
        end = _last_break(kinds, start, start + room - column)
        lines.append(text[start:end])
        start, column = end, 0
    return [*lines, text[start:]] if start < len(text) else lines


def _last_break(kinds: str, start: int, limit: int) -> int:
    """Where a line ends that should not go beyond a limit: the longest that fits, or the first."""
    for first in (max(start, limit - _NEAR), start):
        for found in deque(_BREAKS.finditer(kinds, first, limit + 1), maxlen=1):
            return found.end()
    further = _BREAKS.search(kinds, start)
    return further.end() if further else len(kinds)


def _broken_wide(text: str, kinds: str, room: int, column: int) -> list[str]:
    """The same where not every character is one column wide."""
    ends = [*(one.end() for one in _BREAKS.finditer(kinds)), len(text)]
    pieces = (text[first:second] for first, second in pairwise((0, *ends)))
    columns = list(accumulate(len(one.translate(_COLUMNS)) for one in pieces))
    lines, start, done = [], 0, -column
    while start < len(text):
        at = max(bisect_right(columns, done + room) - 1, bisect_right(ends, start))
        lines.append(text[start : ends[at]])
        start, done = ends[at], columns[at]
    return lines


_ESCAPES = str.maketrans(
    {
        "\\": r"\\",
        '"': r"\"",
        "\n": r"\n",
        "\t": r"\t",
        "\r": r"\r",
        "\v": r"\v",
        "\b": r"\b",
        "\f": r"\f",
    }
)


def escaped(text: str) -> str:
    """A text as it stands between quotation marks."""
    return text.translate(_ESCAPES)

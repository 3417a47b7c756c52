"""Numbers that a text says in words: `twenty-five`, `two hundred`, `on bäşinji`, `十六`."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from .inflection import Forms, occurrences

Numerals = Mapping[Decimal, Sequence[str]]
"""The words of a language for each value; what is said by several of them is none of its own."""

_JOINT = re.compile(r"[\s\u2010-]*(?:\band\s+)?")
"""What stands between the words of one number."""
_HAN = re.compile(r"[\u3007\u4e00-\u9fff]")


def _numerals(words: str) -> Numerals:
    """A table from lines of a value and its words."""
    rows = (line.split(maxsplit=1) for line in words.strip().splitlines())
    return {Decimal(value): tuple(text.split(", ")) for value, text in rows}


ENGLISH = _numerals("""
0 nought, zero, none, no
0.25 quarter
0.5 half
1 one, first, once, single, an hour, a day, a week, a month, a year
2 two, second, twice, both, pair, double, binary
3 three, third, thrice, triple
4 four, fourth, quarter
5 five, fifth
6 six, sixth
7 seven, seventh
8 eight, eighth, octal
9 nine, ninth
10 ten, tenth, decade, decimal
11 eleven, eleventh
12 twelve, twelfth, dozen
13 thirteen, thirteenth
14 fourteen, fourteenth, fortnight
15 fifteen, fifteenth
16 sixteen, sixteenth, hex, hexadecimal
17 seventeen, seventeenth
18 eighteen, eighteenth
19 nineteen, nineteenth
20 twenty, twentieth
25 quarter
30 thirty, thirtieth
40 forty, fortieth
50 fifty, fiftieth, half
60 sixty, sixtieth
70 seventy, seventieth
80 eighty, eightieth
90 ninety, ninetieth
100 hundred, hundredth, century
1000 thousand, thousandth
1000000 million, millionth
1000000000 billion, billionth
""")
TURKMEN = _numerals("""
0 nol, hiç
0.25 çärýek
0.5 ýarym, ýary
1 bir, birinji, ýeke, ýekeje
2 iki, ikinji, jübüt, goşa, ikilik
3 üç, üçünji
4 dört, dördünji, çärýek
5 bäş, bäşinji
6 alty, altynjy
7 ýedi, ýedinji
8 sekiz, sekizinji, sekizlik
9 dokuz, dokuzynjy
10 on, onunjy, onluk, onýyllyk
16 onaltylyk
20 ýigrimi, ýigriminji
25 çärýek
30 otuz, otuzynjy
40 kyrk, kyrkynjy
50 elli, ellinji, ýarym, ýary
60 altmyş, altmyşynjy
70 ýetmiş, ýetmişinji
80 segsen, segseninji
90 togsan, togsanynjy
100 ýüz, ýüzünji, asyr
1000 müň, müňünji
1000000 million, millionynjy
1000000000 milliard, milliardynjy
""")


def spoken(text: str, numerals: Numerals, forms: Forms) -> set[Decimal]:
    """The numbers that a text has as words of a language, or in Chinese characters."""
    runs, last, ends = list[list[Decimal]](), 0, True
    for start, end, values, ends_here in sorted(_words(text, numerals, forms), key=_longest):
        if start < last:
            continue  # within a longer word: `an hour`
        plain = len(values) == 1
        joins = plain and not ends and bool(_JOINT.fullmatch(text, last, start))
        if not (joins and _join(runs[-1], *values)):
            runs += ([one] for one in values)
        last, ends = end, ends_here or not plain
    return {sum(run, Decimal()) for run in runs}


_Word = tuple[int, int, set[Decimal], bool]
"""Where a word begins and ends, what it says, and whether it is the last of its number."""


def _longest(word: _Word) -> tuple[int, int]:
    return word[0], -word[1]


def _words(text: str, numerals: Numerals, forms: Forms) -> Iterator[_Word]:
    said: dict[tuple[int, int], tuple[set[Decimal], bool]] = {}
    for value, words in numerals.items():
        for word in words:
            for start, end, inflected in occurrences(word, text, forms):
                said.setdefault((start, end), (set(), inflected))[0].add(value)
    for found in _HAN.finditer(text):
        number = unicodedata.numeric(found[0], -1)
        if number >= 0:
            said[found.span()] = {Decimal(int(number))}, False
    for (start, end), (values, inflected) in said.items():
        yield start, end, values, inflected


def _join(run: list[Decimal], number: Decimal) -> bool:
    """Add a word to those of its number, if it is one: `five` behind `twenty`, not the reverse."""
    smaller = [one for one in run if one < number]
    larger, times = run[: len(run) - len(smaller)], sum(smaller, Decimal()) * number
    is_unit = number >= 10 and number.normalize().as_tuple().digits == (1,)
    if smaller and is_unit and not (larger and larger[-1] <= times):
        run[:] = [*larger, times]
    elif 0 < number < run[-1] and run[-1] % 10 ** (number.adjusted() + 1) == 0:
        run.append(number)
    else:
        return False
    return True

"""Numbers in running text, read in each language's own notation and compared by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import unescape

from .cldr import Locale, halves_of_day, month_names, number_symbols
from .inflection import occurs
from .profile import profile_of

_SPACES = " \u00a0\u202f\u2009"
"""Space, no-break space, narrow no-break space, thin space: all of them group thousands."""
_APOSTROPHES = "'’"
_ARABIC_DECIMAL, _ARABIC_GROUP = "٫", "٬"
"""Written between Arabic and Persian digits, and nowhere else: known in every language."""
SPELLED_OUT = 12
"""Whole numbers up to here may be words in one language and figures in the other."""
_FULL_HOUR = re.compile(r"(?<![\d.,:])(\d{1,2})[:.]00(?![\d%])")
"""A time whose minutes need not be written."""
_LIST_MARK = re.compile(r"(?<![\w.,:(])(\d{1,2})\)(?=\s)")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"\d+(?:[.,]\d+)+")
"""What may be a number; where it is none, it is a version, a date, a list."""

Figure = tuple[str, tuple[Decimal, ...]]
"""A figure as it is written with its value, or with those of its parts if it is no number."""


def numbers(text: str, locale: Locale) -> Counter[Decimal]:
    """The numbers of a text with their counts: `1 234,5` is 1234.5 in Turkmen."""
    return Counter(value for _, values in _figures(text, locale) for value in values)


@dataclass(frozen=True, slots=True)
class Difference:
    """The values that only one of two texts has."""

    missing: list[Decimal]
    """Those of the source."""
    added: list[Decimal]
    """Those of the translation."""
    doubtful: Sequence[Decimal] = ()
    """Those that the other text has less often, or may have as words that nobody has told us."""


def difference(
    source: str, source_locale: Locale, target: str, target_locale: Locale
) -> Difference:
    """What numbers two texts do not share.

    A small whole number may be a word on the other side, a time be told by twelve or twenty-four
    hours. What is no number in one of the two notations, such as the version `3.11` in Turkmen,
    may also be the same by its characters.
    """
    texts = [
        (_FULL_HOUR.sub(r"\1", _without_marks(unescape(text))), locale)
        for text, locale in ((source, source_locale), (target, target_locale))
    ]
    first, second = (_figures(*one) for one in texts)
    same = _codes(first) & Counter(figure for figure, _ in second)
    same |= _codes(second) & Counter(figure for figure, _ in first)
    values, others = _values(first, same), _values(second, same)
    missing, added = values - others, others - values
    if not missing and not added:
        return Difference([], [])
    _same_hours(missing, added, *texts[0])
    _same_hours(added, missing, *texts[1])
    told = all(profile_of(locale).numerals for _, locale in texts)
    lacks = [one for one in sorted(missing.elements()) if not _is_word(one, *texts[1])]
    has = [one for one in sorted(added.elements()) if not _is_word(one, *texts[0])]
    if lacks and has:
        return Difference(lacks, has)
    unsure = [one for one in lacks if one in others or (_small(one) and not told)]
    unsure += [one for one in has if one in values or (_small(one) and not told)]
    lacks, has = ([one for one in row if one not in unsure] for row in (lacks, has))
    return Difference(lacks, has, unsure)


def _without_marks(text: str) -> str:
    """A text without the marks of a list that runs on in a sentence: `1) one, 2) another`."""
    pieces = _LIST_MARK.split(text)
    numbers = [int(one) for one in pieces[1::2]]
    in_turn = len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]
    return " ".join(pieces[::2]) if in_turn else text


def _small(value: Decimal) -> bool:
    return value == value.to_integral_value() and value <= SPELLED_OUT


def _is_word(value: Decimal, text: str, locale: Locale) -> bool:
    """Whether a text has a small number as a word of its language, a month among them.

    A century or a chapter may be a Roman number of two letters at least.
    """
    roman = _roman(value)
    if len(roman) > 1 and re.search(rf"(?<!\w){roman}(?!\w)", text):
        return True
    if not _small(value):
        return False
    own = profile_of(locale)
    words = [*own.numerals[int(value)]] if own.numerals else []
    words += month_names(int(value), locale)
    return any(occurs(one, text, own.forms) for one in words)


def _roman(value: Decimal) -> str:
    """A whole number below forty as Romans wrote it, which nothing else looks like; else empty."""
    if value != value.to_integral_value() or value >= 40:
        return ""
    tens, ones = divmod(int(value), 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _same_hours(only: Counter[Decimal], other: Counter[Decimal], text: str, locale: Locale) -> None:
    """Take out the hours that a text tells by half days, and the other by whole ones."""
    for hour, whole in _hours(text, locale):
        if only[hour] > 0 and other[whole] > 0:
            only[hour] -= 1
            other[whole] -= 1


def _hours(text: str, locale: Locale) -> Iterator[tuple[Decimal, Decimal]]:
    """The hours of a text with a half of the day beside them, and those hours of twenty-four."""
    for half, names in enumerate(halves_of_day(locale)):
        name = "|".join(re.escape(one) for one in names)
        hour = r"(?<![\d:.,])(1[0-2]|0?[1-9])(?:[:.]\d\d)?"
        for found in re.finditer(rf"{hour}\s?(?:{name})|(?:{name})\s?{hour}", text, re.IGNORECASE):
            told = int(found[1] or found[2])
            yield Decimal(told), Decimal(told % 12 + 12 * half)
            if told == 12 and not half:
                yield Decimal(12), Decimal(24)  # where a day ends


def _figures(text: str, locale: Locale) -> list[Figure]:
    number, decimals, groups = _notation(locale)
    text, at, found = unescape(text), 0, []
    while digit := _DIGIT.search(text, at):
        read, code = number.match(text, digit.start()), _CODE.match(text, digit.start())
        assert read  # one digit is a number
        if code and code.end() > read.end():
            figure = code[0]
            found.append((figure, tuple(Decimal(part) for part in re.findall(r"\d+", figure))))
            at = code.end()
        else:
            figure = read[0]
            found.append((figure, (Decimal(figure.translate(groups).translate(decimals)),)))
            at = read.end()
    return found


def _codes(figures: Iterable[Figure]) -> Counter[str]:
    return Counter(figure for figure, values in figures if len(values) > 1)


def _values(figures: Iterable[Figure], but: Counter[str]) -> Counter[Decimal]:
    left, values = but.copy(), Counter[Decimal]()
    for figure, parts in figures:
        if left[figure] > 0:
            left[figure] -= 1
        else:
            values.update(parts)
    return values


@cache
def _notation(locale: Locale) -> tuple[re.Pattern[str], dict[int, str], dict[int, None]]:
    """What a number looks like, and what to make of its marks."""
    decimal, group = number_symbols(locale)
    decimals = {ord(mark): "." for mark in (decimal, _ARABIC_DECIMAL)}
    marks = {group, _ARABIC_GROUP, *_SPACES, *(_APOSTROPHES if group in _APOSTROPHES else "")}
    mark = "[" + re.escape("".join(sorted(marks))) + "]"
    indian = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|" if group == "," else ""
    whole = rf"(?:\d{{1,3}}(?:{mark}\d{{3}})+(?!\d)|{indian}\d+)"
    point = "[" + re.escape("".join(map(chr, decimals))) + "]"
    groups: dict[int, None] = {ord(mark): None for mark in marks}
    return re.compile(rf"{whole}(?:{point}\d+)?"), decimals, groups

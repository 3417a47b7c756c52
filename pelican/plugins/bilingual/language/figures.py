"""Numbers in running text, read in each language's own notation and compared by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from html import unescape

from .cldr import Locale, number_symbols

_SPACES = " \u00a0\u202f\u2009"
"""Space, no-break space, narrow no-break space, thin space: all of them group thousands."""
_APOSTROPHES = "'’"
_ARABIC_DECIMAL, _ARABIC_GROUP = "٫", "٬"
"""Written between Arabic and Persian digits, and nowhere else: known in every language."""
SPELLED_OUT = 12
"""Whole numbers up to here may be words in one language and figures in the other."""
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"\d+(?:[.,]\d+)+")
"""What may be a number; where it is none, it is a version, a date, a list."""

Figure = tuple[str, tuple[Decimal, ...]]
"""A figure as it is written with its value, or with those of its parts if it is no number."""


def numbers(text: str, locale: Locale) -> Counter[Decimal]:
    """The numbers of a text with their counts: `1 234,5` is 1234.5 in Turkmen."""
    return Counter(value for _, values in _figures(text, locale) for value in values)


def differences(
    source: str, source_locale: Locale, target: str, target_locale: Locale
) -> tuple[list[Decimal], list[Decimal]]:
    """Values that only the source has, and values that only the target has.

    A small whole number that one side has and the other lacks counts as spelled out there,
    unless the other side has another one in its place. What is no number in one of the two
    notations, such as the version `3.11` in Turkmen, may also be the same by its characters.
    """
    first, second = _figures(source, source_locale), _figures(target, target_locale)
    same = _codes(first) & Counter(figure for figure, _ in second)
    same |= _codes(second) & Counter(figure for figure, _ in first)
    values, others = _values(first, same), _values(second, same)
    missing, added = sorted((values - others).elements()), sorted((others - values).elements())
    if not (missing and added):
        missing = [value for value in missing if not _small(value)]
        added = [value for value in added if not _small(value)]
    return missing, added


def _small(value: Decimal) -> bool:
    return value == value.to_integral_value() and value <= SPELLED_OUT


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

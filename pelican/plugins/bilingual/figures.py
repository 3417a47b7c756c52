"""Numbers in running text, read in each language's own notation and compared by value."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

from .l10n import Locale, number_symbols

_SPACES = "   "
"""Space, no-break space, narrow no-break space: all of them group thousands."""
SPELLED_OUT = 12
"""Whole numbers up to here may be words in one language and figures in the other."""


def numbers(text: str, locale: Locale) -> Counter[Decimal]:
    """The numbers of a text with their counts: `1 234,5` is 1234.5 in Turkmen."""
    return Counter(_value(found[0], locale) for found in _pattern(locale).finditer(text))


def differences(
    source: str, source_locale: Locale, target: str, target_locale: Locale
) -> tuple[list[Decimal], list[Decimal]]:
    """Values that only the source has, and values that only the target has.

    A small whole number that one side has and the other lacks counts as spelled out there,
    unless the other side has another one in its place.
    """
    first, second = numbers(source, source_locale), numbers(target, target_locale)
    missing, added = sorted((first - second).elements()), sorted((second - first).elements())
    if not (missing and added):
        missing = [value for value in missing if not _small(value)]
        added = [value for value in added if not _small(value)]
    return missing, added


def _small(value: Decimal) -> bool:
    return value == value.to_integral_value() and value <= SPELLED_OUT


def _pattern(locale: Locale) -> re.Pattern[str]:
    decimal, group = (re.escape(symbol) for symbol in number_symbols(locale))
    groups = f"(?:{group}|[{_SPACES}])" if group.strip() else f"[{_SPACES}{group}]"
    whole = rf"(?:\d{{1,3}}(?:{groups}\d{{3}})+(?!\d)|\d+)"
    return re.compile(rf"(?<!\d){whole}(?:{decimal}\d+)?")


def _value(figure: str, locale: Locale) -> Decimal:
    decimal, group = number_symbols(locale)
    for mark in (group, *_SPACES):
        figure = figure.replace(mark, "")
    return Decimal(figure.replace(decimal, "."))

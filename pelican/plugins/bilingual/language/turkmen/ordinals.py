"""Ordinal numbers in figures: `23-nji`, `40-njy`.

The suffix is that of the last numeral that is spoken, by vowel harmony.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .rules import RULES

_WRITTEN = re.compile(r"(?<![\d.,])(\d{1,15})-(nj[iy])(?!\w)")

_SUFFIXES: dict[int, str] = {int(number): one for number, one in RULES["ordinals"].items()}


def last_numeral(number: int) -> int:
    """The value of the numeral that is spoken last: 3 of 23, 20 of 2020, 1000 of 2000.

    Above a milliard the names (`trillion`, `kwadrillion`) count as `milliard`.
    `ValueError` for a number below zero.
    """
    if number < 0:
        raise ValueError(f"There is no ordinal of {number}.")
    if number == 0:
        return 0
    for unit in (10, 100):
        if number % unit:
            return number % unit
    if number % 1000:
        return 100
    large = [one for one in _SUFFIXES if one >= 1000 and number % one == 0]
    return max(large)


def suffix(number: int) -> str:
    """`nji` or `njy`; `ValueError` for a number below zero."""
    return _SUFFIXES[last_numeral(number)]


def ordinal(number: int) -> str:
    """A number with its suffix, before a noun: `23-nji`; `ValueError` below zero.

    It takes no further ending before its noun: the noun does (`23-nji noýabrda`).
    """
    return f"{number}-{suffix(number)}"


def wrong(text: str) -> Iterator[tuple[str, str]]:
    """A text's ordinals with the suffix of another numeral, each once with the right one."""
    for number, ending in dict.fromkeys(_WRITTEN.findall(text)):
        if ending != suffix(int(number)):
            yield f"{number}-{ending}", ordinal(int(number))

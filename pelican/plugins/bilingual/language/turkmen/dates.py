"""Dates as Turkmen writes them: `2026-njy ýylyň 23-nji noýabry`.

Every function takes `datetime.date`; of a `datetime.datetime` the day counts that it shows, in
whatever time zone it is. Spaces and dashes are ordinary ones.
"""

from __future__ import annotations

from datetime import date

from .ordinals import ordinal
from .rules import RULES, Case, word_lists

_PATTERNS: dict[str, str] = RULES["dates"]
_MONTHS = word_lists(RULES["months"])
_MONTHS_OF_A_YEAR = word_lists(RULES["months_of_a_year"])
_MONTHS_TOGETHER: dict[str, str] = RULES["months_together"]
_YEAR: dict[str, str] = RULES["year"]
_YEARS: dict[str, str] = RULES["years"]
_WEEKDAYS: list[str] = RULES["weekdays"]["names"].split()


def long(day: date, case: Case = "plain") -> str:
    """A date in running text: `2026-njy ýylyň 23-nji noýabry`, locative `… noýabrynda`."""
    return _formatted("long", day, _MONTHS_OF_A_YEAR[case][day.month - 1])


def day_and_month(day: date, case: Case = "plain") -> str:
    """A date whose year is known: `23-nji noýabr`, locative `23-nji noýabrda`."""
    return _formatted("without_year", day, _MONTHS[case][day.month - 1])


def medium(day: date) -> str:
    """A date in a list: `23 noýabr 2026`."""
    return _formatted("medium", day, _MONTHS["plain"][day.month - 1])


def short(day: date) -> str:
    """A date in figures: `23.11.2026`."""
    return _formatted("short", day, "")


def month(day: date, case: Case = "plain") -> str:
    """The month that a day is in: `2026-njy ýylyň noýabry`, locative `… noýabrynda`."""
    return _formatted("month", day, _MONTHS_OF_A_YEAR[case][day.month - 1])


def year(number: int, case: Case = "plain") -> str:
    """A year: `2026-njy ýyl`, locative `2026-njy ýylda`; `ValueError` below zero."""
    return _PATTERNS["year"].format(year_ordinal=ordinal(number), year_word=_YEAR[case])


def weekday(day: date) -> str:
    """The name of the day of the week: `duşenbe`."""
    return _WEEKDAYS[day.weekday()]


def years(first: int, last: int, case: Case = "plain") -> str:
    """Years in a row: `2023–2026-njy ýyllar`; `ValueError` if the last is not the later one."""
    _in_order(first < last)
    return _PATTERNS["year"].format(
        year_ordinal=f"{first}{_PATTERNS['dash']}{ordinal(last)}", year_word=_YEARS[case]
    )


def months(first: date, last: date, case: Case = "plain") -> str:
    """Months in a row: `2026-njy ýylyň ýanwar–mart aýlary`.

    Those of two years: `2025-nji ýylyň noýabry – 2026-njy ýylyň ýanwary`, which take no case
    together. `ValueError` for another case than the plain one there, and if the last is not the
    later one.
    """
    _in_order((first.year, first.month) < (last.year, last.month))
    if first.year != last.year:
        if case != "plain":
            raise ValueError("Months of two years take no case together.")
        return f"{month(first)}{_PATTERNS['wide_dash']}{month(last)}"
    names = [_MONTHS["plain"][day.month - 1] for day in (first, last)]
    return _formatted("month", first, f"{_PATTERNS['dash'].join(names)} {_MONTHS_TOGETHER[case]}")


def between(first: date, last: date, *, with_year: bool = True, case: Case = "plain") -> str:
    """Days in a row, with a dash: `2026-njy ýylyň 18–24-nji maýy`.

    Across months `2026-njy ýylyň 28-nji apreli – 3-nji maýy`, across years with both years;
    `18–24-nji maý` without the year, which then has to be the same. The same day twice is that
    day. A case other than the plain one is for days of one month; for others there is
    `from_until`. `ValueError` for what is not so, and if the last is before the first.
    """
    _in_order(_day(first) <= _day(last))
    same_month = (first.year, first.month) == (last.year, last.month)
    if case != "plain" and not same_month:
        raise ValueError("Only days of one month take a case together; use from_until().")
    if not with_year and first.year != last.year:
        raise ValueError("Days of two years need their years.")
    pattern, names = ("long", _MONTHS_OF_A_YEAR) if with_year else ("without_year", _MONTHS)
    month_of_last = names[case][last.month - 1]
    if same_month:
        start = "" if _day(first) == _day(last) else f"{first.day}{_PATTERNS['dash']}"
        return _formatted(pattern, last, month_of_last, start)
    start = _formatted(pattern, first, names["plain"][first.month - 1])
    again = pattern if first.year != last.year else "without_year"
    return f"{start}{_PATTERNS['wide_dash']}{_formatted(again, last, month_of_last)}"


def from_until(first: date, last: date) -> str:
    """Days in a row, in words: `28-nji aprelden 3-nji maýa çenli`, with years if they differ.

    `ValueError` if the last is not the later one.
    """
    _in_order(_day(first) < _day(last))
    written = day_and_month if first.year == last.year else long
    return f"{written(first, 'ablative')} {written(last, 'dative')} {_PATTERNS['until']}"


def _formatted(pattern: str, day: date, month_name: str, start: str = "") -> str:
    """A date by its pattern; `start` is what stands before the day, as `18–` in `18–24-nji`."""
    return _PATTERNS[pattern].format(
        day=day.day,
        day_ordinal=f"{start}{ordinal(day.day)}",
        month=month_name,
        month_number=day.month,
        year=day.year,
        year_ordinal=ordinal(day.year),
        year_genitive=_YEAR["genitive"],
    )


def _day(day: date) -> tuple[int, int, int]:
    """What is compared, so that a day can be compared with a moment."""
    return day.year, day.month, day.day


def _in_order(condition: bool) -> None:
    if not condition:
        raise ValueError("The first must come before the last.")

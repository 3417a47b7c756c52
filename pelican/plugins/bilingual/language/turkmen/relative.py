"""Days seen from today: `düýn`, `3 gün öň`, `2 aýdan soň`."""

from __future__ import annotations

from datetime import date

from .rules import RULES

_WORDS: dict[int, str] = {int(days): word for days, word in RULES["relative"]["days"].items()}
_UNITS: dict[str, dict[str, str]] = RULES["relative"]["units"]


def relative(day: date, today: date) -> str:
    """How far a day is from today, in the largest unit that has passed in full.

    Days up to six, then weeks, months and years by the calendar. Of moments
    (`datetime.datetime`) the days count that they show, in whatever time zone they are.
    """
    day = date(day.year, day.month, day.day)
    today = date(today.year, today.month, today.day)
    days = (day - today).days
    if days in _WORDS:
        return _WORDS[days]
    count, unit = _distance(min(day, today), max(day, today))
    pattern: str = RULES["relative"]["past" if days < 0 else "future"]
    return pattern.format(count=count, **_UNITS[unit])


def _distance(first: date, last: date) -> tuple[int, str]:
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months >= 12:
        return months // 12, "year"
    if months:
        return months, "month"
    days = (last - first).days
    return (days // 7, "week") if days >= 7 else (days, "day")

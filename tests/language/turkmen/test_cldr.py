"""docs/cldr-tk.md: where CLDR's data for Turkmen and the library differ, as it really is."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.plural import PluralRule
from hypothesis import given
from hypothesis import strategies as st
from support import PROJECT
from turkmen_report import cldr_suffix, wrong_ordinals

from pelican.plugins.bilingual.language.turkmen import dates
from pelican.plugins.bilingual.language.turkmen.ordinals import ordinal, suffix
from pelican.plugins.bilingual.language.turkmen.relative import relative

LINES = (PROJECT / "docs/cldr-tk.md").read_text(encoding="utf-8").splitlines()
ROWS = [
    [cell.strip().strip("`") for cell in line.strip("|").split(" | ")]
    for line in LINES
    if line.startswith("| `")
]
"""LDML path, CLDR's value, what it gives; the proposed value, what the library gives; reason."""
TURKMEN = Locale("tk")
THIN_SPACE = "\u2009"
DAY, LATER = date(2026, 11, 18), date(2026, 11, 24)


def cldr_value(path: str) -> str:
    """What Babel has for an LDML path."""
    names = re.findall(r'\[@(?:type|id|count)="([^"]+)"\]', path)
    if "pluralRules" in path:
        return str(TURKMEN.ordinal_form.rules[names[-1]])
    if "dateFormatLength" in path:
        return str(TURKMEN.date_formats[names[-1]])
    if "greatestDifference" in path:
        return "".join(TURKMEN.interval_formats[names[-2]][names[-1]])
    if "intervalFormatFallback" in path:
        return str(TURKMEN.interval_formats[None])
    if "availableFormats" in path:
        return str(TURKMEN.datetime_skeletons[names[-1]])
    _, field, direction, count = names if len(names) == 4 else ("", *names)
    return str(TURKMEN._data["date_fields"][field][direction][count])


GIVEN: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {
    "pluralRule[": (lambda: f"30-{cldr_suffix(30)}", lambda: ordinal(30)),
    '"long"]': (lambda: format_date(DAY, "long", "tk"), lambda: dates.long(DAY)),
    '"medium"]': (lambda: format_date(DAY, "medium", "tk"), lambda: dates.medium(DAY)),
    'dateFormatItem[@id="y"]': (
        lambda: format_skeleton("y", DAY, locale="tk"),
        lambda: dates.year(DAY.year),
    ),
    '"yMMMM"]': (lambda: format_skeleton("yMMMM", DAY, locale="tk"), lambda: dates.month(DAY)),
    '"MMMMd"]': (
        lambda: format_skeleton("MMMMd", DAY, locale="tk"),
        lambda: dates.day_and_month(DAY),
    ),
    '"yMMMd"]/': (
        lambda: format_interval(DAY, LATER, "yMMMd", locale="tk"),
        lambda: dates.between(DAY, LATER),
    ),
    '"MMMd"]/': (
        lambda: format_interval(DAY, LATER, "MMMd", locale="tk"),
        lambda: dates.between(DAY, LATER, with_year=False),
    ),
    '"day"]': (lambda: in_future("day"), lambda: relative(date(2026, 11, 21), DAY)),
    '"week"]': (lambda: in_future("week"), lambda: relative(date(2026, 12, 9), DAY)),
    '"month"]': (lambda: in_future("month"), lambda: relative(date(2027, 2, 18), DAY)),
    '"year"]': (lambda: in_future("year"), lambda: relative(date(2029, 11, 18), DAY)),
}
"""By a part of the path: what CLDR gives, and what the library gives."""


def in_future(unit: str) -> str:
    return str(TURKMEN._data["date_fields"][unit]["future"]["other"]).format(3)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][-60:])
def test_the_list_says_what_cldr_and_the_library_have(row: list[str]) -> None:
    """When CLDR changes, a row is out of date; when both agree, it has no reason to be there."""
    path, value, given_by_cldr, _, given_by_us, reason = row
    if "pluralRule" in path:
        assert PluralRule({"few": value}).rules == TURKMEN.ordinal_form.rules
    else:
        assert cldr_value(path).replace(THIN_SPACE, " ") == value
    by_cldr, by_us = next(both for part, both in GIVEN.items() if part in path)
    assert by_cldr().replace(THIN_SPACE, " ") == given_by_cldr
    assert by_us() == given_by_us
    assert given_by_cldr != given_by_us
    assert reason


def test_every_difference_is_listed() -> None:
    for part in GIVEN:
        assert [row for row in ROWS if part in row[0]], part
    assert not [value for row in ROWS for value in row if not value]


@given(st.one_of(st.integers(0, 2100), st.integers(0, 10**18 - 1), st.integers(0, 10**9)))
def test_the_proposed_rule_gives_the_suffixes_of_the_library(number: int) -> None:
    rule = PluralRule({"few": next(row[3] for row in ROWS if "pluralRule" in row[0])})
    assert rule(number) == ("few" if suffix(number) == "njy" else "other")
    assert rule(number * 10**6) == "few"


def test_the_rule_that_cldr_has_is_wrong_for_five_numbers_in_a_hundred() -> None:
    assert wrong_ordinals(cldr_suffix) == 104


def test_numbers_lists_and_short_dates_are_the_same() -> None:
    """What the list need not have."""
    assert format_date(DAY, "short", "tk") == dates.short(DAY)
    names = TURKMEN.days["format"]["wide"]
    assert [names[number] for number in range(7)] == [
        dates.weekday(date(2026, 11, 23 + number)) for number in range(7)
    ]
    months = TURKMEN.months["format"]["wide"]
    for number in range(1, 13):
        assert dates.medium(date(2026, number, 1)) == f"1 {months[number]} 2026"

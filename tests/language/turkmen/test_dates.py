"""Ordinals and dates in Turkmen."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turkmen_sources import rows

from pelican.plugins.bilingual.language.turkmen import dates
from pelican.plugins.bilingual.language.turkmen.ordinals import ordinal, suffix
from pelican.plugins.bilingual.language.turkmen.relative import relative

NAMES = {int(number): (name, spelt) for number, name, spelt in rows("numerals.txt")}
BACK, FRONT = "aouy", "äeiöü"


def spoken(number: int) -> list[str]:
    """A number in words, from the names of the numerals: `["iki", "müň", "ýigrimi", "alty"]`."""
    if number in NAMES and number < 100:
        return [NAMES[number][0]]
    if number < 100:
        return [NAMES[number // 10 * 10][0], NAMES[number % 10][0]]
    unit = max(one for one in NAMES if 100 <= one <= number)
    count, rest = divmod(number, unit)
    return [
        *(spoken(count) if count > 1 else []),
        NAMES[unit][0],
        *(spoken(rest) if rest else []),
    ]


def by_harmony(number: int) -> str:
    """The ending that goes with the last vowel of the last word."""
    vowel = [one for one in spoken(number)[-1] if one in BACK + FRONT][-1]
    return "njy" if vowel in BACK else "nji"


def test_every_year_goes_with_the_vowels_of_its_name() -> None:
    """1 to 2100, and zero: not one suffix differs from the words."""
    assert {n: suffix(n) for n in range(2101)} == {n: by_harmony(n) for n in range(2101)}


@given(st.integers(0, 10**15 - 1))
def test_so_does_every_larger_number(number: int) -> None:
    assert ordinal(number) == f"{number}-{by_harmony(number)}"


@pytest.mark.parametrize(("number", "name", "spelt"), rows("numerals.txt"))
def test_the_suffix_is_how_the_ordinal_ends_in_words(number: str, name: str, spelt: str) -> None:
    assert spelt.startswith(name[:-1])
    assert spelt.endswith(suffix(int(number)))


@pytest.mark.parametrize(("words", "figures"), rows("ordinals.txt"))
def test_ordinals_in_figures(words: str, figures: str) -> None:
    number = int(figures.partition("-")[0])
    assert " ".join(spoken(number)) == words
    assert ordinal(number) == figures


def test_a_number_of_a_thousand_figures_has_an_ordinal() -> None:
    assert ordinal(10**1000 + 26).endswith("026-njy")
    assert ordinal(10**1000).endswith("000-njy")


def test_there_is_no_ordinal_below_zero() -> None:
    with pytest.raises(ValueError, match="no ordinal of -1"):
        ordinal(-1)


@pytest.mark.parametrize(("asked", "written"), rows("dates.txt"))
def test_a_date_is_written(asked: str, written: str) -> None:
    name, *values = asked.split()
    given_values = [
        date.fromisoformat(one) if "-" in one else int(one) if one.isdigit() else one
        for one in values
    ]
    options = {"case": given_values.pop()} if isinstance(given_values[-1], str) else {}
    if name == "without_year":
        name, options["with_year"] = "between", False
    assert getattr(dates, name)(*given_values, **options) == written


def test_every_day_of_a_year_is_written() -> None:
    """The table has all 366; suffixes come from the words, not from the rules."""
    table = rows("days.txt")
    first = date(2024, 1, 1)
    days = [first + timedelta(number) for number in range(366)]
    assert table == [
        (dates.short(d), dates.day_and_month(d), dates.day_and_month(d, "locative"), dates.long(d))
        for d in days
    ]
    for day, (_, plain, _, long) in zip(days, table, strict=True):
        assert plain.split()[0] == f"{day.day}-{by_harmony(day.day)}"
        assert long.startswith(f"2024-{by_harmony(2024)} ýylyň {day.day}-{by_harmony(day.day)} ")


@given(st.dates(), st.dates())
def test_days_in_a_row_are_those_of_the_two_dates(one: date, other: date) -> None:
    """Whatever stands there is made of both; nothing is written backwards."""
    first, last = sorted((one, other))
    text = dates.between(first, last)
    assert text.startswith(f"{ordinal(first.year)} ýylyň {first.day}")
    assert text.endswith(dates.long(last).split(" ýylyň ")[1].split("-")[1])
    if first != last:
        assert text.count("–") == 1
        with pytest.raises(ValueError, match="first must come before"):
            dates.between(last, first)


def test_what_has_no_agreed_form_is_refused() -> None:
    april, may = date(2026, 4, 28), date(2026, 5, 3)
    with pytest.raises(ValueError, match="from_until"):
        dates.between(april, may, case="locative")
    with pytest.raises(ValueError, match="need their years"):
        dates.between(april, may.replace(year=2027), with_year=False)
    with pytest.raises(ValueError, match="two years"):
        dates.months(april, may.replace(year=2027), case="locative")
    with pytest.raises(ValueError, match="first must come before"):
        dates.years(2026, 2026)
    with pytest.raises(ValueError, match="first must come before"):
        dates.from_until(april, april)


def test_the_first_and_the_last_year_are_written() -> None:
    assert dates.long(date.min) == "1-nji ýylyň 1-nji ýanwary"
    assert dates.short(date.min) == "01.01.1"
    assert dates.long(date.max, "locative") == "9999-njy ýylyň 31-nji dekabrynda"
    assert dates.years(1, 9999) == "1–9999-njy ýyllar"
    assert relative(date.max, date.min) == "9998 ýyldan soň"
    assert relative(date.min, date.max) == "9998 ýyl öň"


def test_a_moment_is_the_day_that_it_shows() -> None:
    moment = datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    assert dates.long(moment) == dates.long(date(2026, 11, 23))
    assert dates.between(date(2026, 11, 18), moment) == "2026-njy ýylyň 18–23-nji noýabry"
    assert relative(moment, date(2026, 11, 24)) == "düýn"


@pytest.mark.parametrize(("day", "written"), rows("relative.txt"))
def test_days_seen_from_today(day: str, written: str) -> None:
    number, month, year = map(int, day.split("."))
    assert relative(date(year, month, number), date(2026, 11, 23)) == written


@given(st.dates(), st.dates())
def test_every_distance_has_words(day: date, today: date) -> None:
    text = relative(day, today)
    if abs((day - today).days) > 2:
        assert text.split()[0].isdigit()
        assert text.split()[0] != "0"
        assert text.endswith(" öň" if day < today else " soň")

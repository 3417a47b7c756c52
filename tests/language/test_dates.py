"""The filters that themes write dates and numbers with, in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.language.cldr import UnknownLocaleError, parse_locale
from pelican.plugins.bilingual.language.profile import filters, join_names

FIRST, LAST = datetime(2026, 5, 18, 23, 30, tzinfo=UTC), datetime(2026, 5, 24, tzinfo=UTC)
LANGUAGES = ("en", "tk", "tk-Cyrl", "ru", "ar", "zh-Hans")
TABLE = {
    "date": ("18 May 2026", "2026-njy ýylyň 18-nji maýy", "2026-нҗы йылың 18-нҗи майы"),
    "medium_date": ("18 May 2026", "18 maý 2026", "18 май 2026"),
    "short_date": ("18/05/2026", "18.05.2026", "18.05.2026"),
    "day_and_month": ("18 May", "18-nji maý", "18-нҗи май"),
    "month": ("May 2026", "2026-njy ýylyň maýy", "2026-нҗы йылың майы"),
    "isodate": ("2026-05-18", "2026-05-18", "2026-05-18"),
}
"""A filter, and what it makes of 18 May 2026 in English, Turkmen, and Turkmen in Cyrillic."""


@pytest.mark.parametrize("name", TABLE)
def test_a_day_is_written_as_its_language_does(name: str) -> None:
    assert tuple(filters(parse_locale(tag))[name](FIRST) for tag in LANGUAGES[:3]) == TABLE[name]


@pytest.mark.parametrize(
    ("tag", "days", "year", "ordinal", "ago"),
    [
        ("en", "18–24 May 2026", "2026", "40", "6 days ago"),
        ("tk", "2026-njy ýylyň 18–24-nji maýy", "2026-njy ýyl", "40-njy", "6 gün öň"),
        ("tk-Cyrl", "2026-нҗы йылың 18–24-нҗи майы", "2026-нҗы йыл", "40-нҗы", "6 гүн өң"),
    ],
)
def test_days_in_a_row_years_and_ordinals_are_too(
    tag: str, days: str, year: str, ordinal: str, ago: str
) -> None:
    known = filters(parse_locale(tag))
    assert known["date_range"](FIRST, LAST).replace("\u2009", "") == days
    assert (known["year"](2026), known["ordinal"](40)) == (year, ordinal)
    assert known["relative_date"](FIRST, LAST) == ago


def test_a_theme_may_ask_for_a_case_in_turkmen() -> None:
    known = filters(parse_locale("tk"))
    assert known["date"](FIRST, case="locative") == "2026-njy ýylyň 18-nji maýynda"
    assert known["year"](2023, case="locative") == "2023-nji ýylda"
    assert known["date_range"](FIRST, LAST, with_year=False) == "18–24-nji maý"


@pytest.mark.parametrize("tag", LANGUAGES)
@given(day=st.dates(), other=st.dates())
def test_every_language_has_every_filter_for_every_day(tag: str, day: date, other: date) -> None:
    known = filters(parse_locale(tag))
    first, last = sorted((day, other))
    assert known.keys() == filters(parse_locale("en")).keys()
    assert all(known[name](day) for name in TABLE)
    assert known["date_range"](first, last)
    assert known["relative_date"](day, other)


def test_names_keep_their_letters_in_a_list() -> None:
    names = ["Aýna", "John {0}", "Çary"]
    assert join_names(names, parse_locale("tk")) == "Aýna, John {0} we Çary"
    assert join_names(names, parse_locale("tk-Cyrl")) == "Aýna, John {0} ве Çary"
    assert join_names([], parse_locale("tk")) == ""


def test_a_script_that_nobody_writes_is_an_unknown_language() -> None:
    for tag in ("tk-Cyrillic-x", "xx-Cyrl", "tk_Cyrl!"):
        with pytest.raises(UnknownLocaleError):
            parse_locale(tag)

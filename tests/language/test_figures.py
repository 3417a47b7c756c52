"""Numbers agree by value, each language in its own notation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.language.figures import difference, numbers

TAGS = (
    *("en", "en-US", "en-IN", "tk", "ru", "de", "de-CH", "fr", "es", "pl", "tr", "hi"),
    *("fa", "ar", "kk", "sv", "zh", "uz"),
)
NATIVE = ("fa", "ar", "ar-EG", "hi", "mr", "bn", "my")
"""Written with digits of their own too. Decided: both are read, in whatever language."""
VALUES = st.decimals(0, 10**12, places=3, allow_nan=False).map(lambda value: value.normalize())


def locale(tag: str):
    return parse_locale(tag)


def compare(source: str, target: str, tag: str = "tk") -> tuple[list[Decimal], list[Decimal]]:
    found = difference(source, locale("en"), target, locale(tag))
    return found.missing, found.added


@given(VALUES, st.sampled_from(TAGS))
def test_what_babel_writes_is_read_back(value: Decimal, tag: str) -> None:
    text = format_decimal(value, format="#,##0.###", locale=locale(tag))
    own = format_decimal(value, locale=locale(tag))
    assert list(numbers(f"a {text} b", locale(tag))) == [value], text
    assert list(numbers(own, locale(tag))) == [value], own


@given(VALUES, st.sampled_from(NATIVE))
def test_native_digits_are_read(value: Decimal, tag: str) -> None:
    text = format_decimal(value, locale=locale(tag), numbering_system="default")
    assert list(numbers(text, locale(tag))) == [value], text


@given(st.lists(VALUES, max_size=6), st.sampled_from(TAGS), st.randoms())
def test_a_translation_with_the_same_numbers_passes(values, tag, random) -> None:
    source = " x ".join(format_decimal(one, locale="en") for one in values)
    random.shuffle(values)
    target = " y ".join(format_decimal(one, locale=locale(tag)) for one in values)
    assert compare(source, target, tag) == ([], [])


@given(st.integers(0, 10**9), st.data(), st.sampled_from(TAGS))
def test_a_changed_digit_is_found(value: int, data, tag: str) -> None:
    digits = str(value)
    at = data.draw(st.integers(0, len(digits) - 1))
    other = data.draw(st.sampled_from([one for one in "0123456789" if one != digits[at]]))
    changed = int(digits[:at] + other + digits[at + 1 :])
    target = format_decimal(changed, locale=locale(tag))
    assert compare(f"a {value:,} b", f"c {target} d", tag) == ([value], [changed])


ENGLISH = [
    *(("zero",), ("one", "first"), ("two", "second", "twice"), ("three",), ("four",), ("five",)),
    *(("six",), ("seven",), ("eight",), ("nine",), ("ten",), ("eleven",), ("twelve", "dozen")),
]
TURKMEN = [
    *(("nol",), ("bir", "birinji"), ("iki", "ikinji", "ikisi"), ("üç",), ("dört", "dördünji")),
    *(("bäş",), ("alty",), ("ýedi",), ("sekiz",), ("dokuz",), ("on",), ("on bir",), ("on iki",)),
]
SAME = [
    ("1,234.5", "1 234,5", "tk"),
    ("1,234.5", "1\u00a0234,5", "tk"),
    ("1,234.5", "1\u202f234,5", "fr"),
    ("1,234.5", "1&nbsp;234,5", "ru"),
    ("1,234.5", "1&#160;234,5", "ru"),
    ("1,234.5", "1.234,5", "de"),
    ("1,234.5", "1’234.5", "de-CH"),
    ("1,234.5", "1'234.5", "de-CH"),
    ("1,234,567", "1,234,567", "zh"),
    ("1234567", "12,34,567", "en-IN"),
    ("1,234.5", "۱٬۲۳۴٫۵", "fa"),
    ("1,234.5", "١٬٢٣٤٫٥", "ar"),
    ("12%", "12 %", "tk"),
    ("12%", "%12", "tr"),
    ("12.5%", "12,5 göterim", "tk"),
    ("in 2019", "2019-njy ýylda", "tk"),
    ("2019–2025", "2019—2025-nji ýyllar", "tk"),
    ("ages 18 to 24", "18–24-nji ýaş", "tk"),
    ("18-24", "18 – 24", "tk"),
    ("5G", "5G ulgamy", "tk"),
    ("COVID-19", "COVID-19", "tk"),
    ("CO2", "CO2", "tk"),
    ("1,200 km", "1 200 km", "tk"),
    ("1,200km", "1200 km", "tk"),
    ("$12 million", "12 million dollar", "tk"),
    ("116.6 million somoni", "116,6 million somoni", "tk"),
    ("€1,000.50", "1.000,50 €", "de"),
    ("at 14:30", "sagat 14:30-da", "tk"),
    ("at 14:30", "à 14 h 30", "fr"),
    ("the 1990s", "1990-njy ýyllar", "tk"),
    ("the 1990s", "1990-е", "ru"),
    ("the 90s", "90-njy ýyllar", "tk"),
    ("23 November 2026", "23.11.2026", "tk"),
    ("2026-11-23", "23.11.2026", "ru"),
    ("Python 3.11", "Python 3.11", "tk"),
    ("Python 3.11.3", "Python 3.11.3", "de"),
    ("in 2019, 2020 and 2021", "2019, 2020 we 2021-nji ýyllarda", "tk"),
    ("It was 2019.", "2019-njy ýyldy.", "tk"),
    ("two dogs", "2 it", "tk"),
    ("2 dogs", "iki it", "tk"),
    ("twelve", "12", "tk"),
    ("1st place", "birinji orun", "tk"),
    ("“x” 5", "&#8220;x&#8221; 5", "tk"),
    ("no numbers", "san ýok", "tk"),
    ("2 and 3", "3 we 2", "tk"),
    ("9:00 am to 4:00 pm", "9:00–16:00", "tk"),
    ("10:30 pm to 12:00 am", "22:30–24:00", "uz"),
    ("the 21st century", "XXI asr", "uz"),
    ("Chapter IV and chapter 19", "4-bob va XIX bob", "uz"),
    ("the 20th century", "le XXe siècle", "fr"),
    ("1.2 billion people", "12亿人", "zh"),
    ("50,000 people", "5万人が", "ja"),
    ("at 10.30 pm", "um 22:30 Uhr", "de"),
    ("1.50 per kilo, 10.50 percent", "1,50 je Kilo, 10,50 Prozent", "de"),
    ("2.50 a piece", "2,50 das Stück", "de"),
    ("the 19th century", "XIXᵉ siècle", "fr"),
    ("the 20th century", "ХХ век", "ru"),  # letters of Cyrillic
    ("World War 2", "Друга світова війна, ІІ", "uk"),
    ("9 a.m. to 4:30 p.m.", "9.00-dan 16.30-a çenli", "tk"),
    ("12:15 AM and 12 pm", "0:15 we 12:00", "tk"),
    ("from 16:00", "from 4 pm", "en"),
    ("at 4 pm", "오후 4시", "ko"),
    ("at 4 pm", "16시", "ko"),
    ("at 16:00", "下午4:00", "zh"),
    ("in November 2023", "2023-nji ýylyň 11-nji aýynda", "tk"),
    ("13 dogs", "on üç it", "tk"),
    ("thirteen dogs", "13 it", "tk"),
    ("Twenty-five dogs", "25 it", "tk"),
    ("twenty-first", "21-nji", "tk"),
    ("a hundred dogs", "100 it", "tk"),
    ("two hundred and fifty-six", "256", "fr"),
    ("1,995 dogs", "müň dokuz ýüz togsan bäş it", "tk"),
    ("two million five hundred thousand", "2 500 000", "ru"),
    ("thirty percent", "30 %", "tk"),
    ("half of them", "50 %", "tk"),
    ("half a litre", "0,5 litr", "tk"),
    ("50%", "ýarysy", "tk"),
    ("25%", "dörtden biri, çärýegi", "tk"),
    ("hexadecimal and octal", "16진수, 8진수", "ko"),
    ("Base 16", "十六进制", "zh"),
    ("25 of 23,000,000", "二十五 二千三百万", "ja"),
    ("1.5 million", "1 500 000", "tk"),
    ("1.5 million", "1,5 mln", "tk"),
    ("1.5 million", "1,5 millionyndan", "tk"),
    ("1,500,000", "1,5 mln", "tk"),
    ("1.5 million", "1500 müň", "tk"),
    ("1.5 million", "150万", "zh"),
    ("1.5 million", "1,5 миллионам", "ru"),
    ("1.5 to 2 million", "1 500 000 – 2 000 000", "tk"),
    ("5k", "5 000", "tk"),
    ("5k", "5 müň", "tk"),
    ("$5m", "5 млн долларов", "ru"),
    ("3 billion", "3 mlrd", "tk"),
    ("3 billion", "3 Milliarden", "de"),
    ("3 billion", "3 000 millones", "es"),
    ("3,000 million", "3 milliard", "tk"),
    ("5 miles", "5 millas", "es"),
    ("5 m", "5 m", "vi"),
]
OTHER = [
    ("30%", "80%", "tk"),
    ("30", "", "tk"),
    ("", "30", "tk"),
    ("2", "3", "tk"),
    ("2 and 2", "2 we 3", "tk"),
    ("13 dogs", "on dört it", "tk"),
    ("5 dogs", "ýigrimi bäş it", "tk"),
    ("20 dogs", "ýigrimi bäş it", "tk"),
    ("twenty-five dogs", "5 it", "tk"),
    ("a hundred dogs", "1000 it", "tk"),
    ("200 dogs", "ýüz it", "tk"),
    ("1.5 million", "1 500", "tk"),
    ("1.5 million", "15 mln", "tk"),
    ("1.5 million", "1,5 milliard", "tk"),
    ("1.5 million", "1,5 миллиарда", "ru"),
    ("3 billion", "3 Billionen", "de"),
    ("5k", "50 000", "tk"),
    ("5 km", "5 000", "tk"),
    ("5 of 10 thousand", "5 000 / 10 000", "tk"),
    ("30% of hex", "16", "tk"),
    ("10,000", "1000", "tk"),
    ("10,000", "10.000", "tk"),
    ("2019–2025", "2019–2026", "tk"),
    ("1.5", "15", "tk"),
    ("0.5 and 5", "5", "tk"),
    ("3.11.3", "3.11.4", "tk"),
    ("5G", "4G", "tk"),
    ("116.6 million", "11,66 million", "tk"),
    ("14:30", "14:20", "tk"),
    ("4:00 am", "16:00", "tk"),
    ("12:00 pm", "24:00", "tk"),
    ("the 21st century", "XIX asr", "uz"),
    ("the 20th century", "le XXIe siècle", "fr"),
    ("1.2 billion people", "13亿人", "zh"),
    ("at 10.30 pm", "um 21:30 Uhr", "de"),
    ("the 20th century", "ХХІ століття", "uk"),
    ("the 21st century", "XXIV asr", "uz"),
    ("Chapter 15", "V bob", "uz"),
    ("9:00 pm", "20:00", "tk"),
    ("4 pm", "17", "tk"),
]


@pytest.mark.parametrize(("source", "target", "tag"), SAME)
def test_the_same_in_another_notation(source: str, target: str, tag: str) -> None:
    assert compare(source, target, tag) == ([], [])


@pytest.mark.parametrize(("source", "target", "tag"), OTHER)
def test_another_value(source: str, target: str, tag: str) -> None:
    assert compare(source, target, tag) != ([], [])


@pytest.mark.parametrize("value", range(13))
def test_a_small_number_may_be_a_word_of_that_value(value: int) -> None:
    """Both languages say how they count: another word, or none, is another value."""
    for word in TURKMEN[value]:
        assert compare(f"Astana {value} dogs", f"Astana {word} it") == ([], [])
    for word in ENGLISH[value]:
        assert compare(f"Astana {word} dogs", f"Astana {value} it") == ([], [])
    assert compare(f"Astana {value}", "Astana") == ([value], [])
    assert compare("Astana", f"Astana {value}") == ([], [value])
    other = (value + 5) % 13
    assert compare(f"Astana {other}", f"Astana {value}") == ([other], [value])
    assert compare(f"Astana {value}", f"Astana {TURKMEN[other][0]}") == ([value], [])


@pytest.mark.parametrize("tag", ["ru", "fa", "zh", "de"])
def test_a_small_number_is_in_doubt_where_nobody_has_told_the_words(tag: str) -> None:
    """A larger one, or one in another's place, is another value."""
    for texts in (("a 5 b", "c d"), ("a b", "c 5 d")):
        found = difference(texts[0], locale("en"), texts[1], locale(tag))
        assert (found.missing, found.added, list(found.doubtful)) == ([], [], [5])
    assert compare("a 5 b", "c 12 d", tag) == ([5], [12])
    assert compare("a 13 b", "c d", tag) == ([13], [])


@pytest.mark.parametrize(("text", "tag"), [("1,234", "tk"), ("1.234", "de"), ("1,234 of 5", "ru")])
def test_a_figure_that_is_left_as_it_is_is_in_doubt(text: str, tag: str) -> None:
    """A copy is published; a person is told that the language reads another value."""
    found = difference(text, locale("en"), text, locale(tag))
    assert (found.missing, found.added) == ([], [])
    assert len(found.doubtful) == 1
    assert compare("1,234 of 5", "1,234 of 6", tag) == ([5], [6])


@pytest.mark.parametrize("tag", ["fr", "ru", "tk"])
def test_groups_that_are_numbers_of_the_other_text_are_in_doubt(tag: str) -> None:
    """A telephone's are no thousands; `1 and 234` may be 1234, and a person has to look."""
    found = difference("+1 (555) 123-4567", locale("en"), "+1 555 123 4567", locale(tag))
    assert (found.missing, found.added) == ([], [])
    assert [*found.doubtful] == [1, 555, 123]
    other = difference("+1 (555) 123-4567", locale("en"), "+1 555 124 4567", locale(tag))
    assert other.missing


@pytest.mark.parametrize("tag", ["tk", "es", "zh"])
def test_a_hundred_per_cent_may_be_a_word_for_all(tag: str) -> None:
    found = difference("100% perfection", locale("en"), "x", locale(tag))
    assert (found.missing, found.added, list(found.doubtful)) == ([], [], [100])
    assert compare("100% of it", "10% x", tag) == ([100], [10])
    assert compare("a 100 b", "c", tag) == ([100], [])


def test_a_number_that_both_texts_have_may_stand_once_more() -> None:
    found = difference("30 of 80", locale("en"), "30, 80-den 30", locale("tk"))
    assert (found.missing, found.added, list(found.doubtful)) == ([], [], [30])
    assert compare("30 to 80 and 80", "80 to 30 and 30") == ([80], [30])


@given(st.text(), st.text(), st.sampled_from(TAGS))
def test_any_text_is_read(source: str, target: str, tag: str) -> None:
    compare(source, target, tag)
    assert compare(source, source, "en") == ([], [])


@pytest.mark.parametrize("tag", ["tk", "ru", "de"])
def test_a_name_of_millions_that_is_lost_is_in_doubt(tag: str) -> None:
    """No language says 12 for 12 million; one may have an ending that nobody has told."""
    found = difference("$12 million", locale("en"), "12 x", locale(tag))
    assert (found.missing, found.added, list(found.doubtful)) == ([], [], [12_000_000])

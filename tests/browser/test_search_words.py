"""Words as a search compares them: the same in the index and in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsing import page_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from searching import open_inside, rows
from turkmen_sources import headwords

from pelican.plugins.bilingual.language.profile import profile
from pelican.plugins.bilingual.language.stem import LONG
from pelican.plugins.bilingual.language.turkmen.cyrillic import to_cyrillic, to_latin
from pelican.plugins.bilingual.language.turkmen.folding import search_key

TURKMEN, ENGLISH = profile("tk").folding, profile("en").folding


@pytest.fixture(scope="module")
def inside(chromium: Browser) -> Iterator[Page]:
    """A search page whose script can be asked."""
    with page_in(chromium) as page:
        open_inside(page, [])
        yield page


def whole_words() -> list[str]:
    return [part for word in headwords() for part in word.split("-") if part.isalpha()]


def test_a_word_is_read_as_the_turkmen_library_reads_it() -> None:
    """The whole dictionary, in both alphabets, becomes the library's search key."""
    words = whole_words()
    assert len(words) > 50_000
    for word in words:
        key = search_key(word)
        assert TURKMEN.fold(word) == key
        cyrillic = to_cyrillic(word)
        assert TURKMEN.fold(cyrillic) == search_key(to_latin(cyrillic)) == key


def test_browser_and_index_agree_on_every_word_of_the_dictionary(inside: Page) -> None:
    """In Latin, plain and Cyrillic letters: what is typed is compared as what was indexed."""
    latin = whole_words()
    words = [*latin, *map(to_cyrillic, latin), *(word.upper() for word in latin[::10])]
    assert inside.evaluate("(words) => words.map(fold)", words) == [*map(TURKMEN.fold, words)]
    assert inside.evaluate("(words) => words.map(stem)", words) == [*map(TURKMEN.stem, words)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]), max_size=30)))
def test_browser_and_index_agree_on_any_text(inside: Page, texts: list[str]) -> None:
    """They find the same words in it, whatever alphabet it is in."""
    found = inside.evaluate("(texts) => texts.map(words)", texts)
    assert found == [[*TURKMEN.words(text)] for text in texts]


@pytest.mark.parametrize("row", rows("tk.txt"), ids=lambda row: row[0])
def test_three_keyboards_type_the_same_word(row: list[str]) -> None:
    """With Turkmen letters, without them and in Cyrillic."""
    latin, plain, cyrillic, _ = row
    assert [*TURKMEN.words(latin)] == [*TURKMEN.words(plain)] == [*TURKMEN.words(cyrillic)]
    assert re.fullmatch("[a-z ]+", plain)
    assert not re.search("[a-zA-Z]", cyrillic)


FORMS = [
    "gözegçilik gözegçiligi gözegçiligiň gözegçilikde gözegçilikden gözegçilikler",
    "kitap kitaby kitabyň kitapda kitaplar kitaplarymyz kitabyndan",
    "şäher şäherde şäheriň şäherler şäherlerden şäherimizde",
    "maglumat maglumaty maglumatlar maglumatlaryň maglumatlarda",
    "kamera kameralar kameralaryň kameranyň kamerada kamerasy",
    "bergi bergini bergisi bergiler bergileriň",
]


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms.split()[0])
def test_endings_make_no_other_word(forms: str) -> None:
    """Cases, plural and possession, and the consonants that they soften."""
    assert len({TURKMEN.stem(word) for word in forms.split()}) == 1


ENGLISH_FORMS = "city cities|camera cameras|company companies|monitor monitored monitoring monitors"


@pytest.mark.parametrize("forms", ENGLISH_FORMS.split("|"))
def test_english_endings_make_no_other_word(forms: str) -> None:
    """Plural, past and participle."""
    assert len({ENGLISH.stem(word) for word in forms.split()}) == 1


@given(st.text())
def test_what_is_compared_is_short_and_plain(text: str) -> None:
    """No word is longer than it may be, has capitals, or is a single letter."""
    for word in TURKMEN.words(text):
        assert 1 < len(word) <= LONG
        assert not re.search("[A-Z]", word)


def test_another_language_has_no_endings_but_the_same_marks() -> None:
    """Words of other languages are only folded."""
    french = profile("fr").folding
    assert [*french.words("Élèves à l’école")] == ["eleves", "ecole"]

"""Turkmen from Latin into Cyrillic and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_turkmen_sources import declaration, headwords, rows, words_of

from pelican.plugins.bilingual.turkmen.alphabet import LETTERS
from pelican.plugins.bilingual.turkmen.cyrillic import to_cyrillic, to_latin
from pelican.plugins.bilingual.turkmen.passages import in_cyrillic, in_latin, kept_spans
from pelican.plugins.bilingual.turkmen.rules import RULES

BOTH_CASES = [*LETTERS, *map(str.upper, LETTERS)]


@pytest.mark.parametrize(("latin", "cyrillic"), rows("cyrillic.txt"))
def test_a_word_in_both_scripts(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(("cyrillic", "latin"), rows("cyrillic_only.txt"))
def test_other_cyrillic_spellings_can_be_read(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize("change", [str, str.upper, str.capitalize])
def test_every_word_of_the_dictionary_comes_back(change: Callable[[str], str]) -> None:
    """Small, in capitals, with a capital: nothing is lost on the way into Cyrillic."""
    words = [change(one) for one in headwords()]
    assert [one for one in words if to_latin(to_cyrillic(one)) != one] == []


def test_only_words_with_foreign_letters_stay_latin() -> None:
    letters = {one for word in headwords() for one in to_cyrillic(word) if one in BOTH_CASES}
    latin = [word for word in headwords() if to_cyrillic(word) == word]
    assert latin == ["bicäresiräber", "cogdakla", "krasnovodsk"]
    assert letters <= {one for word in latin for one in word}


@given(st.text(BOTH_CASES))
def test_whatever_is_written_in_turkmen_letters_comes_back(word: str) -> None:
    assert to_latin(to_cyrillic(word)) == word


@given(st.text([*BOTH_CASES, *" -.,0159cqvxIVé_ß\u0301"]))
def test_so_does_any_text_without_cyrillic(text: str) -> None:
    assert to_latin(to_cyrillic(text)) == text


@pytest.mark.parametrize("table", ["words", "stems"])
def test_every_exception_reads_back_as_it_is_written_in_latin(table: str) -> None:
    """An exception that did not would silently be spelt letter by letter."""
    for latin, cyrillic in RULES["cyrillic"][table].items():
        assert to_cyrillic(latin) == cyrillic
        assert to_latin(cyrillic) == latin


def test_sequences_with_ts_have_one_s() -> None:
    for sequence in RULES["cyrillic"]["ts"]["sequences"].split():
        assert "ц" in to_cyrillic(f"a{sequence}")
        assert "s" in sequence


def test_a_real_text_in_latin_comes_back() -> None:
    text = declaration("latn")
    cyrillic = to_cyrillic(text)
    assert not set(cyrillic) & set(BOTH_CASES)
    assert to_latin(cyrillic) == text


def test_every_word_of_a_real_text_in_cyrillic_is_spelt_so_from_latin() -> None:
    """Another translation, written in Cyrillic: its 1480 words, read into Latin and back."""
    words = words_of(declaration("cyrl"))
    assert len(words) == 1480
    assert [one for one in words if to_cyrillic(to_latin(one)) != one] == []


def test_spans_stay_as_they_are() -> None:
    text = "WhatsApp ýaly goşundy"
    assert to_cyrillic(text, [(0, 8)]) == "WhatsApp ялы гошунды"
    assert to_latin("Moskva ве Москва", [(10, 16)]) == "Moskva we Москва"
    with pytest.raises(ValueError, match="overlaps"):
        to_cyrillic(text, [(0, 8), (4, 9)])


@pytest.mark.parametrize(("source", "latin", "cyrillic"), rows("marks.txt"))
def test_a_source_says_what_stays(source: str, latin: str, cyrillic: str) -> None:
    assert in_latin(source) == latin
    assert in_cyrillic(source) == cyrillic


def test_names_stay_and_take_endings() -> None:
    assert in_cyrillic("WhatsAppyň we Metadan", ["WhatsApp", "Meta"]) == "WhatsAppың ве Metaдан"
    assert kept_spans("Metaphor Meta", ["Meta", "Metaphor"]) == [(0, 8), (9, 13)]


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_spans_never_overlap(text: str, names: list[str]) -> None:
    to_cyrillic(text, kept_spans(text, names))

"""Where Turkmen words may be broken, by the rule and its exceptions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_hyphenation import KEPT, WORDS
from test_turkmen_sources import TABLES, declaration, headwords, words_of

from pelican.plugins.bilingual.copies import hyphenation as books
from pelican.plugins.bilingual.turkmen.alphabet import CONSONANTS, VOWELS, lower
from pelican.plugins.bilingual.turkmen.hyphenation import SOFT_HYPHEN, fragments, hyphenate

LINES = (TABLES / "hyphenation.txt").read_text(encoding="utf-8").splitlines()
TABLE = " ".join(one for one in LINES if not one.startswith("#")).split()


@pytest.mark.parametrize("word", [*WORDS.split(), *TABLE])
def test_a_word_may_be_broken_there(word: str) -> None:
    assert hyphenate(word.replace("-", ""), "-") == word


@pytest.mark.parametrize("word", KEPT.split())
def test_what_is_no_plain_word_stays(word: str) -> None:
    assert hyphenate(word) == word


def test_words_keep_their_punctuation_and_their_own_hyphens() -> None:
    assert hyphenate("“maglumatlar”, (kameralar)… internet!", "|") == (
        "“mag|lu|mat|lar”, (ka|me|ra|lar)… in|ter|net!"
    )
    assert hyphenate("programma-üpjünçiligi", "|") == "prog|ram|ma-üp|jün|çi|li|gi"
    assert hyphenate("maglu\xadmatlar") == "maglu\xadmatlar"


def all_words() -> list[str]:
    parts = (part for word in headwords() for part in word.split("-"))
    return [*parts, *words_of(declaration("latn"))]


def test_no_fragment_of_any_word_lacks_a_vowel() -> None:
    """The whole dictionary, and a real text."""
    for word in all_words():
        parts = fragments(word)
        assert "".join(parts) == word
        if len(parts) > 1:
            assert all(set(lower(part)) & set(VOWELS) for part in parts), parts
            assert len(parts[0]) >= 2
            assert len(parts[-1]) >= 2


@given(st.text(VOWELS + CONSONANTS, max_size=24))
def test_every_part_can_be_spoken(word: str) -> None:
    parts = fragments(word)
    assert "".join(parts) == word
    if len(parts) > 1:
        assert all(set(part) & set(VOWELS) for part in parts)
        assert len(parts[0]) >= 2
        assert len(parts[-1]) >= 2


@given(st.text(max_size=60))
def test_any_text_is_the_same_without_its_soft_hyphens(text: str) -> None:
    assert hyphenate(text).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


def test_it_does_what_the_first_version_did_but_for_the_listed_words() -> None:
    """Books lose nothing when they take their hyphens from here."""
    differing = [
        word for word in dict.fromkeys(all_words()) if books.hyphenate(word) != hyphenate(word)
    ]
    assert all("str" in lower(word) for word in differing), differing

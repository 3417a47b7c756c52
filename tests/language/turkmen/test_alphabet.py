"""Order, capitals, letters that do not belong, and plain letters in Turkmen."""

from __future__ import annotations

import random
from itertools import pairwise
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turkmen_sources import declaration, headwords, rows, words_of

from pelican.plugins.bilingual.language.turkmen.alphabet import (
    LETTERS,
    check,
    lower,
    sort_key,
    title,
    upper,
)
from pelican.plugins.bilingual.language.turkmen.folding import (
    by_folded,
    collisions,
    fold,
    search_key,
    slug,
)

KNOWN = by_folded(["şäher", "on", "öň", "maglumat", "aşyr", "asyr"])


def test_a_list_is_in_alphabetical_order() -> None:
    ordered = [row[0] for row in rows("sorted.txt")]
    mixed = random.Random(1).sample(ordered, len(ordered))
    assert sorted(mixed, key=sort_key) == ordered


def test_the_letters_come_in_their_order_and_small_before_capitals() -> None:
    both = [case for one in LETTERS for case in (one, one.upper())]
    assert sorted(random.Random(1).sample(both, len(both)), key=sort_key) == both


def test_the_words_of_the_dictionary_sort_by_their_letters() -> None:
    """Checked by comparing letter for letter, without the key."""
    words = sorted((one for one in headwords() if set(one) <= set(LETTERS)), key=sort_key)
    assert len(words) > 55_000
    for one, other in pairwise(words):
        places = [[LETTERS.index(letter) for letter in word] for word in (one, other)]
        assert places[0] < places[1], f"{one} {other}"


def test_the_words_of_a_real_text_sort_by_their_letters() -> None:
    words = sorted({lower(one) for one in words_of(declaration("latn"))}, key=sort_key)
    assert words == sorted(words, key=lambda word: [LETTERS.index(letter) for letter in word])


@given(st.text(), st.text())
def test_only_the_same_text_has_the_same_place(one: str, other: str) -> None:
    same = normalize("NFC", one) == normalize("NFC", other)
    assert (sort_key(one) == sort_key(other)) == same


@given(st.text("0123456789aäAÄ٣²½ßıİиҗ -.", max_size=8))
def test_any_text_can_be_sorted_among_others(text: str) -> None:
    assert sorted([text, "a", "5", "", "ж", "ß"], key=sort_key)


def test_numbers_of_any_length_sort_by_value() -> None:
    long = ["9" * 5000, "1" + "0" * 5000]
    assert sorted([long[1], long[0]], key=sort_key) == long


@pytest.mark.parametrize(("small", "capital", "plain"), rows("letters.txt"))
def test_a_word_has_capitals_and_plain_letters(small: str, capital: str, plain: str) -> None:
    assert upper(small) == capital
    assert lower(capital) == small
    assert fold(small) == plain
    assert fold(capital) == plain.upper()
    assert search_key(capital) == plain


def test_every_word_comes_back_from_capitals() -> None:
    """i is I and I is i, in all the words of the dictionary."""
    for word in map(lower, headwords()):
        assert lower(upper(word)) == word
        assert len(upper(word)) == len(word)


def test_turkish_letters_have_the_case_of_turkmen_ones() -> None:
    assert lower("İNTERNET") == "internet"
    assert lower("INTERNET") == "internet"


@pytest.mark.parametrize(("text", "expected"), rows("titles.txt"))
def test_a_title_has_capitals_where_words_begin(text: str, expected: str) -> None:
    assert title(text) == expected


@pytest.mark.parametrize(("word", "kind", "meant"), rows("check.txt"))
def test_letters_that_do_not_belong_are_found(word: str, kind: str, meant: str) -> None:
    found = check(f"Ine, {word}!", KNOWN)
    assert [(one.kind, *one.suggestions) for one in found] == ([(kind, meant)] if kind else [])
    assert all((one.start, one.word) == (5, word) for one in found)


def test_words_without_marks_are_found_only_against_known_words() -> None:
    assert check("saher") == []
    many = by_folded(["aç", "äç"])
    assert check("ac", many)[0].suggestions == ("aç", "äç")


def test_a_real_text_has_no_letters_that_do_not_belong() -> None:
    assert check(declaration("latn")) == []
    assert check(" ".join(headwords())) == []


@pytest.mark.parametrize(("text", "address"), rows("slugs.txt"))
def test_a_text_as_part_of_an_address(text: str, address: str) -> None:
    assert slug(text) == address


@given(st.text())
def test_an_address_has_plain_letters_only(text: str) -> None:
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(slug(text)) == slug(text)


def test_texts_with_the_same_address_are_reported() -> None:
    texts = ["Öň", "On", "öň", "Maglumat", "On"]
    assert collisions(texts) == {"on": ("Öň", "On", "öň")}


def test_soft_hyphens_hide_nothing() -> None:
    assert search_key("Mag\xadlu\xadmat") == "maglumat"
    assert slug("Mag\xadlu\xadmat") == "maglumat"
    assert sorted(["maglumaz", "mag\xadlumat"], key=sort_key) == ["mag\xadlumat", "maglumaz"]


def test_nothing_has_its_place_and_its_plain_form() -> None:
    assert sorted(["a", "", " "], key=sort_key) == ["", " ", "a"]
    assert upper("") == lower("") == title("") == fold("") == search_key("") == slug("") == ""
    assert check("") == []
    assert collisions([]) == {}


def test_titles_without_any_letter_of_their_own_are_reported() -> None:
    assert collisions(["…", "📷", "maglumat"]) == {"": ("…", "📷")}


@given(st.text())
def test_what_is_found_stands_where_it_is_said_to(text: str) -> None:
    for one in check(text, KNOWN):
        assert text[one.start : one.start + len(one.word)] == one.word
        assert one.word not in one.suggestions


@given(st.text(LETTERS))
def test_a_reader_finds_a_word_without_its_marks(word: str) -> None:
    assert search_key(fold(word)) == search_key(upper(word)) == search_key(word)

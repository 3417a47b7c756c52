"""Turkmen from Latin into Cyrillic and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turkmen_report import is_known, spelt_out
from turkmen_sources import declaration, headwords, listed, rows, words_of

from pelican.plugins.bilingual.language.turkmen.alphabet import LETTERS
from pelican.plugins.bilingual.language.turkmen.cyrillic import by_rules, to_cyrillic, to_latin
from pelican.plugins.bilingual.language.turkmen.rules import RULES, word_lists

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
    changed = [change(one) for one in headwords()]
    assert [one for one in changed if to_latin(to_cyrillic(one)) != one] == []


def test_only_words_with_foreign_letters_stay_latin() -> None:
    written = {word: to_cyrillic(word) for word in headwords()}
    latin = [word for word, cyrillic in written.items() if set(cyrillic) & set(BOTH_CASES)]
    assert latin == ["bicäresiräber", "cogdakla", "krasnovodsk"]
    assert all(written[word] == word for word in latin)


@given(st.text(BOTH_CASES))
def test_whatever_is_written_in_turkmen_letters_comes_back(word: str) -> None:
    assert to_latin(to_cyrillic(word)) == word


@given(st.text([*BOTH_CASES, *" -.,0159cqvxIVé_ß\u0301"]))
def test_so_does_any_text_without_cyrillic(text: str) -> None:
    assert to_latin(to_cyrillic(text)) == text


def test_no_word_of_the_dictionary_is_spelt_letter_by_letter() -> None:
    """The last resort is for capitals alone, as of `ÝA`: one letter would stand for `Ýa`."""
    assert spelt_out() == []
    assert to_cyrillic("ÝA") == "ЙА"


@pytest.mark.parametrize("table", ["words", "stems"])
def test_every_exception_is_used_and_listed_once(table: str) -> None:
    found = [one for group in word_lists(RULES["cyrillic"][table]).values() for one in group]
    assert len({to_latin(one) for one in found}) == len(found)
    ending = "lar" if table == "stems" else ""
    for one in found:
        assert to_cyrillic(f"{to_latin(one)}{ending}") == f"{one}{to_cyrillic(ending)}"


@given(st.text(LETTERS))
def test_small_letters_always_follow_the_rules(word: str) -> None:
    assert to_latin(by_rules(word)) == word


def test_an_exception_ends_where_another_word_begins() -> None:
    """`sirke` is no `sirk`, `filmler` is a `film`, `ýoda` is no `ýod`."""
    assert to_cyrillic("sirkler sirke filmler ýod ýoda") == "цирклер сирке фильмлер йод ёда"
    assert to_cyrillic("rol rolunda wise-premýer") == "роль ролунда вице-премьер"


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
    found = words_of(declaration("cyrl"))
    assert len(found) == 1480
    assert [one for one in found if to_cyrillic(to_latin(one)) != one] == []


def test_every_word_of_a_real_text_in_cyrillic_is_read_as_a_word() -> None:
    """But for the listed ones: misprints, older spellings, words that no list has."""
    read = dict.fromkeys(map(to_latin, words_of(declaration("cyrl"))))
    assert [one for one in read if not is_known(one)] == listed("unknown.txt")


@pytest.mark.parametrize(("text", "written"), rows("odd.txt"))
def test_what_is_no_plain_word_is_left_or_put_into_cyrillic(text: str, written: str) -> None:
    assert to_cyrillic(text) == written
    assert to_latin(written) == text


def test_nothing_and_soft_hyphens_and_marks_on_their_own_pass() -> None:
    assert to_cyrillic("") == to_latin("") == ""
    assert to_cyrillic("jem\xadgy\xadýet") == "җем\xadгы\xadет"
    assert to_latin("җем\xadгы\xadет") == "jem\xadgy\xadýet"
    assert to_cyrillic("ta\u0308ze") == "ta\u0308ze"

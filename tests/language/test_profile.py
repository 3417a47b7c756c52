"""What each language does its own way stands in one place."""

from __future__ import annotations

import re

import pytest
from support import PROJECT

from pelican.plugins.bilingual.language.profile import DERIVED, Profile, profile

PACKAGE = PROJECT / "pelican/plugins/bilingual"


def test_no_other_folder_names_a_language() -> None:
    """They ask the profile; so a language is added in one place."""
    named = re.compile(r"""(?<![`'"\w])["'](?:en|tk|tk-Cyrl)["'](?![`'])""")
    files = [one for one in PACKAGE.rglob("*.py") if PACKAGE / "language" not in one.parents]
    naming = [str(one) for one in files if named.search(_code(one.read_text("utf-8")))]
    assert naming == []


def _code(text: str) -> str:
    """A module without its docstrings, and without sentences, which may give an example."""
    return re.sub(r'"""(?:.|\n)*?"""|"[^"\n]* [^"\n]*"', "", text)


@pytest.mark.parametrize(
    ("tag", "same"),
    [("tk-TM", "tk"), ("TK", "tk"), ("tk-Cyrl-TM", "tk-Cyrl"), ("tk-cyrl", "tk-Cyrl")],
)
def test_a_longer_tag_has_the_profile_of_the_language(tag: str, same: str) -> None:
    """In any letters; a script of its own comes before the language."""
    assert profile(tag) is profile(same) is not profile("de")


@pytest.mark.parametrize("tag", ["cs", "", "zh-Hans", "tkx", "x-tk"])
def test_a_language_without_a_profile_has_nothing_of_its_own(tag: str) -> None:
    assert profile(tag) == Profile()


def test_a_derived_language_names_the_one_that_people_write() -> None:
    assert DERIVED == {"tk-Cyrl": "tk"}
    assert profile("tk-Cyrl").base == "tk"

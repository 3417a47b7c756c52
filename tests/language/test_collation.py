"""Lists are in the order of the alphabet that their readers know."""

from __future__ import annotations

import random

import pytest

from pelican.plugins.bilingual.language.profile import profile


@pytest.mark.parametrize("tag", ["en", "tk", "tk-Cyrl", "ru", "de"])
def test_any_order_of_words_is_sorted_alike(tag: str) -> None:
    """It does not depend on where they stood."""
    words = ["a", "á", "ab", "a b", "ä", "ý", "z", "ž", "1", "10", "җ", "中", "", "-"]
    expected = sorted(words, key=profile(tag).sort_key)
    for seed in range(20):
        random.Random(seed).shuffle(words)
        assert sorted(words, key=profile(tag).sort_key) == expected


def test_turkmen_letters_stand_in_their_places() -> None:
    """ç follows b, ž follows j, ý comes before z: not where Unicode or English has them."""
    words = ["zat", "žurnal", "çap", "dag", "bag", "ýol", "jaň", "yra", "wagt"]
    found = sorted(words, key=profile("tk").sort_key)
    assert found == ["bag", "çap", "dag", "jaň", "žurnal", "wagt", "yra", "ýol", "zat"]


def test_cyrillic_letters_stand_in_theirs() -> None:
    """җ follows ж, ә comes before ю, which code points do not say."""
    words = ["юрт", "әхли", "җан", "ел", "жай", "ат", "зат"]
    found = sorted(words, key=profile("tk-Cyrl").sort_key)
    assert found == ["ат", "ел", "жай", "җан", "зат", "әхли", "юрт"]


def test_elsewhere_marks_and_capitals_come_after_letters() -> None:
    """So é stands with e, not behind z."""
    found = sorted(
        ["zoo", "Éclair", "edge", "eclair", "data centre", "data"], key=profile("en").sort_key
    )
    assert found == ["data", "data centre", "eclair", "Éclair", "edge", "zoo"]

"""A change of the source that says nothing new costs no translation and no review."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.catalog.merge.carry import carried
from pelican.plugins.bilingual.source.parser import inline_html

WORDS = st.sampled_from(
    ["gas", "café", "co-op",
     "**city**", "“quoted”", "it’s", "30 %", "`a -- \"b\"`", "…", "–", "x", "[^note]",
     "%(n)s", "[map]({filename}map.md)", "[site](https://e.org/a)", "[law][ref]", "<https://e.org/b>"]
)  # fmt: skip
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
MANNERS = st.sampled_from([
    ("“quoted”", '"quoted"'), ("it’s", "it's"), ("…", "..."), (" – ", " -- "), (" – ", " — "),
    ("30 %", "30%"), ("30 %", "30\xa0%"), (" x", "  x"), ("x ", "x\n"), ("gas ", "gas\xa0"),
    ("gas ", "gas&nbsp;"), ("…", "&hellip;"), ("“quoted”", "«\xa0quoted\xa0»"), ("é", "e\u0301"),
    ("co-op", "co\u2011op"), ("gas ", "g\xadas "),
])  # fmt: skip
MOVES = st.sampled_from([
    ("{filename}map.md", "{filename}/maps/new.md"), ("{filename}map.md", "{static}map.pdf"),
    ("[^note]", "[^other]"), ("[law][ref]", "[law][statute]"),
    ("https://e.org/a", "http://e.org/a/"),
])  # fmt: skip


@given(TEXTS, st.lists(MANNERS))
def test_another_manner_of_writing_keeps_the_translation(
    text: str, manners: list[tuple[str, str]]
) -> None:
    """Other quotation marks, dashes, dots and spaces are no other text, there and back."""
    new = text
    for old, manner in manners:
        new = new.replace(old, manner)
    assert carried(text, new, "T") == "T"
    assert carried(new, text, "T") == "T"


@given(TEXTS, st.lists(MOVES, unique_by=lambda one: one[0]))
def test_another_target_is_put_into_the_translation(
    text: str, moves: list[tuple[str, str]]
) -> None:
    """Where a link leads, or a note is called otherwise, both texts are rewritten alike."""
    new, translation = text, f"Ä {text} ä"
    wanted = translation
    for old, target in moves:
        new, wanted = new.replace(old, target), wanted.replace(old, target)
    assert carried(text, new, translation) == wanted
    assert carried(new, text, wanted) == translation


TREES = [
    ("a _x_ b", "a *x* b"), ("__x__ y", "**x** y"), ("AT&amp;T x", "AT&T x"),
    ("a&nbsp;b &mdash; c", "a\xa0b — c"), ("caf&eacute; x", "café x"), ("&#8212; x", "— x"),
    ("see <https://e.org> now", "see [https://e.org](https://e.org) now"),
    ("mail <a@e.org>", "mail [a@e.org](mailto:a@e.org)"), (r"a \* b", "a * b"), (r"1\. x", "1. x"),
    ("a &lt; b", "a < b"), ("<strong>x</strong> y", "**x** y"), ("x ``a`` y", "x `a` y"),
    ("a<br>b", "a<br />b"), ("&copy; x", "© x"), ("[a](<x.md>)", "[a](x.md)"),
    (r"\*x\* y", "&#42;x&#42; y"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new"), TREES)
def test_markdown_that_gives_the_same_tree_keeps_the_translation(old: str, new: str) -> None:
    """Another way to write the same elements and letters is no change, there and back."""
    assert carried(old, new, old) == old
    assert carried(new, old, new) == new


@given(TEXTS, st.permutations(TREES))
def test_several_such_changes_are_none(text: str, trees: list[tuple[str, str]]) -> None:
    """In one text, among others."""
    old, new = (" ".join([text, *(one[at] for one in trees[:4])]) for at in (0, 1))
    assert carried(old, new, old) == old


@given(st.text("ab _*`\\&;<>[]()#1~^", max_size=14), st.text("ab _*`\\&;<>[]()#1~^", max_size=14))
def test_what_is_carried_gives_the_same_tree(old: str, new: str) -> None:
    """Whatever two texts are: the translation is kept only where their elements are the same."""
    if (old := old.strip()) != (new := new.strip()) and carried(old, new, "T") is not None:
        trees = {
            re.sub(r"[\s–-]+", " ", inline_html(one)).replace(" />", ">") for one in (old, new)
        }
        assert len({unescape(one) for one in trees}) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (r"\*a\* b", "*a* b"),
        ("a_b_c", "a*b*c"),
        ("*x*y", "_x_y"),
        ("**x**", "*x*"),
        ("`x`", "x"),
        ("&amp;lt; a", "&lt; a"),
        ("About 30% of gas", "About 80% of gas"),
        ("gas", "Gas"),
        ("a `x -- y` b", "a `x – y` b"),
        ("one  \ntwo", "one two"),
        ("**a** b", "** a** b"),
        ("A [map](https://e.org/a) here", "A [map](https://e.org/b) here"),
        ("Write to <a@e.org>", "Write to <b@e.org>"),
        ("[a](https://e.org/a)", "[a]({filename}a.md)"),
        ("every day", "everyday"),
        ("a (b)", "a b"),
        ("well-known", "well known"),
        ("use --force", "use —force"),
        ('<b title="x">a</b>', "<b title=“x”>a</b>"),
        ('[a](x.md "b")', "[a](x.md “b”)"),
    ],
)
def test_what_is_said_otherwise_waits_for_a_person(old: str, new: str) -> None:
    """Other words, figures, code, line breaks and outside addresses are changes."""
    assert carried(old, new, old) is None


@pytest.mark.parametrize(
    ("old", "new", "translation"),
    [
        ("[a]({filename}x.md)", "[a]({filename}y.md)", "no link"),
        ("[a]({filename}x.md)", "[a]({filename}y.md)", "[a]({filename}x.md) [b]({filename}x.md)"),
        ("[a](x.md) [b](x.md)", "[a](y.md) [b](z.md)", "[a](x.md) [b](x.md)"),
        ("[^a] x", "[^b] x", "x"),
    ],
)
def test_a_translation_with_other_links_waits_for_a_person(
    old: str, new: str, translation: str
) -> None:
    """Nothing is guessed where the translation has the old target more or less often."""
    assert carried(old, new, translation) is None


def test_two_targets_change_places() -> None:
    """Links that exchange what they lead to do so in the translation, too."""
    old, new = "[a](x.md) and [b](y.md)", "[a](y.md) and [b](x.md)"
    assert carried(old, new, "[B](y.md) we [A](x.md)") == "[B](x.md) we [A](y.md)"

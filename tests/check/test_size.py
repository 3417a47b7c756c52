"""Time is bounded: what would take long is refused by rule, before anything is parsed."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Site, findings

from pelican.plugins.bilingual.catalog.diff import word_diff
from pelican.plugins.bilingual.check.rules import ERROR, check_size
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.language.characters import blank

MOST = 1.0
"""Seconds of processor time for a message, whatever it holds, in two scripts."""
PARTS = ["[", "![", "[a](", "[a][", "*a", "**a", "_a ", "`", "<", '<a href="', "&", '"', "'", "\\"]
PARTS += ["{", "(", "[^1]", "[=a", "[=a=b=]", "%(", "%(a)", "http://a.b/", "a@b.c ", "“a", "«"]
PARTS += ["1,", "1 ", "-", "...", "\u0301a", "\u0301", "<b>", "&#1;", "a", "a ", "A ", "x-", "\\n"]
PARTS += ["1 million ", "twenty ", "on bir ", "\u4e00\u767e", "1 mln-"]
PARTS += ["[*a **b ![c ", " ", "!", "|", ":", "~", "="]


def size(msgid: str, msgstr: str) -> list[str]:
    """What the rule says of a message."""
    return [one.text for one in check_size(msgid, msgstr, 1000 + 3 * len(msgid))]


def most(msgid: str, part: str) -> str:
    """The longest repetition of a part that the rule lets pass, filled up with words."""
    low, high = 0, 40_000
    while low < high - 1:
        middle = (low + high) // 2
        low, high = (low, middle) if size(msgid, part * middle) else (middle, high)
    text = part * low
    filled = text + " a" * ((1000 + 3 * len(msgid) - len(text)) // 2)
    return text if size(msgid, filled) else filled


def seconds(site: Site, msgid: str, msgstr: str) -> float:
    """What a check takes of a page with this message, in Latin and in Cyrillic."""
    written = msgstr.replace("\\", "\\\\").replace('"', '\\"')
    site.catalog("one", f'msgid "{msgid}"\nmsgstr "{written}"\n')
    start = process_time()
    findings()
    return process_time() - start


@pytest.fixture
def two(site: Site) -> Site:
    """A site whose Turkmen is also written in Cyrillic."""
    site.set('BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"')
    return site


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("count", [4000, 25_000])
def test_no_repetition_takes_more_than_a_second(two: Site, part: str, count: int) -> None:
    """Brackets by the thousand took nine seconds; the message is refused instead."""
    two.page("one", "Good day.")
    assert seconds(two, "Good day.", part * count) < MOST
    found = {one.check for one in findings() if one.severity == ERROR}
    assert found == (set() if blank(part) else {"size"})  # what nobody sees is no translation


@pytest.mark.parametrize("words", [2, 350, 1600])
def test_what_is_let_through_is_read_in_a_second(two: Site, words: int) -> None:
    """The worst that the rule allows, beside a short source and beside long ones."""
    msgid = " ".join(["words"] * words) + "."
    two.page("one", msgid)
    rng = random.Random(words)
    mixed = ["".join(rng.sample(PARTS, 5)) for _ in range(5)]
    for part in ["[", "![", "[=a", "'a\"", *rng.sample(PARTS, 3), *mixed]:
        assert seconds(two, msgid, most(msgid, part)) < MOST, part


@given(st.text(min_size=1, max_size=300), st.integers(1, 40))
def test_a_translation_like_its_source_is_never_too_large(text: str, times: int) -> None:
    """Whatever the source holds, a copy of it is allowed, however long."""
    assert not size(text * times, text * times)


@pytest.mark.parametrize(
    "text",
    [
        "O‘zbekcha so‘z. " * 900,
        "“Söz” (word), *söz*. " * 20,
        "ထို " * 2000,
        "ห้องน้ำที่ " * 1000,
        "נִקּוּד " * 900,
    ],
    ids=["apostrophes", "marks", "Burmese", "Thai", "points of Hebrew"],
)
def test_no_language_is_refused(text: str) -> None:
    """Long texts of any script pass beside a source of the same length."""
    assert not size("some words " * (len(text) // 11), text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a" * 100, "repeats 'a' without end"),
        ("a" + "\u0301" * 9, ""),
        ("x " + "e\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030a" * 12, "repeats"),
        ("ab" * 1000, "has 2000 letters, and its source 9; there is room for 1027"),
        ("[ab](x) " * 101, "the mark '[' 101 times"),
    ],
)
def test_the_reason_is_said_without_the_text(text: str, words: str) -> None:
    """A sentence with the figures."""
    found = size("Good day.", text)
    assert any(words in one for one in found) if words else not found
    assert all(len(one) < 200 for one in found)


def test_theme_strings_and_plural_forms_are_measured(site: Site) -> None:
    """Each form for itself; readers get the source text."""
    day = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s gün"\n'
    site.catalog("site", f'{day}msgstr[1] "{"[" * 4000}"\n')
    (found,) = (one for one in findings() if one.severity == ERROR)
    assert (found.check, found.line) == ("size", 9)


def test_a_message_that_is_too_large_is_not_published(site: Site) -> None:
    """The build says it by file and line, and goes on."""
    site.page("one", "Good day.")
    site.catalog("one", f'msgid "Good day."\nmsgstr "{"[" * 4000}"\n')
    site.build()
    assert "Good day." in (site.output / "tk/one/index.html").read_text("utf-8")


def test_what_a_fuzzy_message_was_takes_no_time(site: Site) -> None:
    """The preview compares it word by word with what it is; no longer if it is of a page's size."""
    start = process_time()
    assert len(list(word_diff("a b " * 50_000, "b a " * 50_000))) == 2
    assert process_time() - start < MOST


@pytest.mark.parametrize("text", ["a", "a@", " ", "<", "("])
def test_a_translators_name_takes_no_time(site: Site, text: str) -> None:
    """A line of the head's comment as long as a book is cut."""
    site.page("one", "Good day.")
    path = site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    path.write_text(f"# Translators:\n# {text * 50_000}\n{path.read_text('utf-8')}", "utf-8")
    start = process_time()
    assert main(["check"]) == 0
    assert process_time() - start < MOST


@pytest.mark.parametrize(
    "rule", ["(" * 40_000 + "n" + ")" * 40_000, "n?" * 300 + "0" + ":0" * 300, "!" * 990 + "n"]
)
def test_a_nested_plural_rule_takes_no_time(site: Site, rule: str) -> None:
    """It is refused by its length, or read."""
    path = site.catalog("site", 'msgid "a"\nmsgstr "b"\n')
    path.write_text(path.read_text("utf-8").replace("(n != 1)", rule), "utf-8")
    start = process_time()
    found = findings(step=True)
    assert process_time() - start < MOST
    assert any("plural" in one.text.lower() for one in found)
    assert all(len(one.text) < 500 for one in found)

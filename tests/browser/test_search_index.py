"""The index of a search page: complete where there is room, never too heavy."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest
from browsing import page_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from searching import open_inside
from turkmen_sources import headwords

from pelican.plugins.bilingual.finish.search_index import IndexedText, budget, make_index
from pelican.plugins.bilingual.language.profile import profile
from pelican.plugins.bilingual.language.stem import SHORT

TURKMEN = profile("tk").folding
sentences = st.text("abçdäžň 57G", max_size=40)
texts = st.lists(st.builds(IndexedText, sentences, sentences, sentences), max_size=12)
READ = """(index) => {
  known.clear();
  read(index);
  return [...known].map(([word, [places, headings]]) => [word, places, headings]);
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_the_browser_reads_what_was_written(page: Page, pages: list[IndexedText]) -> None:
    """Every word of headings and texts that the title lacks, with all of its places."""
    index = open_inside(page, pages)
    expected: dict[str, tuple[list[int], list[int]]] = {}
    for place, one in enumerate(pages):
        title, heads = {*TURKMEN.words(one.title)}, {*TURKMEN.words(one.headings)}
        for word in {*TURKMEN.words(one.body)} | heads:
            if word not in title:
                places, headings = expected.setdefault(word, ([], []))
                places.append(place)
                headings += [place] * (word in heads)
    found = page.evaluate(READ, json.loads(index))
    assert [tuple(one) for one in found] == [(w, *expected[w]) for w in sorted(expected)]


def many(count: int, words: int, headings: int = 0) -> list[IndexedText]:
    """Pages of random words, common ones more often."""
    chance, vocabulary = random.Random(1), headwords()
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    found = []
    for _ in range(count):
        body = " ".join(chance.choices(vocabulary, weights, k=words))
        heads = " ".join(chance.choices(vocabulary, k=headings))
        found.append(IndexedText(chance.choice(vocabulary), heads, body))
    return found


@pytest.mark.parametrize("count", [60, 130])
def test_an_index_weighs_at_most_its_budget(count: int) -> None:
    """What tells least is left out: 200 bytes an article, 20,000 for a small site."""
    index = make_index(many(count, 900), TURKMEN, budget(count))
    assert 0.9 * budget(count) < index.size <= budget(count)
    assert index.folding.length == SHORT
    assert 0.1 < index.share < 1


def test_a_small_site_is_indexed_completely() -> None:
    """Twenty thousand bytes hold every word of a few pages."""
    index = make_index(many(5, 800), TURKMEN, budget(5))
    assert index.share == 1
    assert index.size < budget(5)


def test_headings_are_never_left_out() -> None:
    """An index without room for more has the words of headings, and can be too heavy."""
    pages = many(10, 50, headings=400)
    index = make_index(pages, TURKMEN, 1000)
    assert index.size > 1000
    letters = json.loads(index.script.removeprefix("searchIndex="))[0]
    known, word = set(), ""
    for letter in letters:
        if letter.isupper():
            known.add(word)
            word = word[: ord(letter) - ord("A")]
        else:
            word += letter
    cut = TURKMEN.cut(SHORT)
    for one in pages:
        assert {*cut.words(one.headings)} - {*cut.words(one.title)} <= known | {word}


def test_the_same_pages_make_the_same_index() -> None:
    """Byte for byte, whatever order Python's sets have."""
    pages = many(30, 600, headings=10)
    for room in (3000, 10**9):
        assert make_index(pages, TURKMEN, room) == make_index(pages, profile("tk").folding, room)


@pytest.mark.parametrize(
    "pages",
    [[], [IndexedText("")], [IndexedText("?!", "…", "")], [IndexedText("A"), IndexedText("A")]],
)
def test_pages_without_words_do_no_harm(pages: list[IndexedText]) -> None:
    """An index of nothing is small, and can be read."""
    index = make_index(pages, TURKMEN, budget(0))
    assert index.size < 100
    assert index.share == 1

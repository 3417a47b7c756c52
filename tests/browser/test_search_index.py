"""The index of a search page: complete, in one piece where there is room."""

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

from pelican.plugins.bilingual.finish.search_index import (
    ROOM,
    IndexedText,
    SearchIndex,
    make_index,
    split_index,
)
from pelican.plugins.bilingual.finish.weight import weigh
from pelican.plugins.bilingual.language.profile import profile
from pelican.plugins.bilingual.language.stem import LONG, SHORT, Folding

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


def made(pages: list[IndexedText], folding: Folding = TURKMEN, room: int = ROOM) -> SearchIndex:
    """The index of pages that there is room for."""
    index = make_index(pages, folding, room)
    assert index
    return index


def test_an_index_has_every_word_or_there_is_none() -> None:
    """Words are cut where that makes room; where it does not, the index comes in parts."""
    pages = many(20, 900)
    whole = made(pages, room=10**9)
    assert whole.folding.length == LONG
    short = made(pages, room=whole.size - 1)
    assert short.folding.length == SHORT
    assert short.size < whole.size
    assert make_index(pages, TURKMEN, short.size - 1) is None


def test_a_small_site_is_indexed_in_one_piece() -> None:
    """Twenty thousand bytes hold every word of a few pages."""
    assert made(many(5, 800)).size < ROOM


def test_the_same_pages_make_the_same_index() -> None:
    """Byte for byte, whatever order Python's sets have."""
    pages, other = many(30, 600, headings=10), profile("tk").folding
    assert made(pages, room=10**9) == made(pages, other, 10**9)
    assert split_index(pages, TURKMEN, 8) == split_index(pages, other, 8)


@pytest.mark.parametrize(
    "pages",
    [[], [IndexedText("")], [IndexedText("?!", "…", "")], [IndexedText("A"), IndexedText("A")]],
)
def test_pages_without_words_do_no_harm(pages: list[IndexedText]) -> None:
    """An index of nothing is small, and can be read."""
    assert made(pages).size < 100
    assert weigh(split_index(pages, TURKMEN, 8).files["words"]) < 100

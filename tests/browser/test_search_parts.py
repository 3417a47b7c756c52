"""The index of a large site: in parts, of which a query loads a few, and finds the same."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from browsing import hosted, page_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from searching import ASK, FIELD, STATUS, open_inside, open_parts
from support import PROJECT, Site
from turkmen_sources import headwords

from pelican.plugins.bilingual.finish.search_index import IndexedText, split_index
from pelican.plugins.bilingual.finish.weight import weigh
from pelican.plugins.bilingual.language.profile import profile
from pelican.plugins.bilingual.language.stem import SHORT
from pelican.plugins.bilingual.publish import search_page as search

sentences = st.text("abçdäžň 57G", max_size=40)
texts = st.lists(st.builds(IndexedText, sentences, sentences, sentences), max_size=20)
queries = st.lists(st.text("abçdäz 5", min_size=1, max_size=12), min_size=1, max_size=4)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


def asked(page: Page, query: str) -> list[list[str]]:
    found: list[list[str]] = page.evaluate(ASK, query)
    return found


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts, queries)
def test_what_is_found_is_the_same(page: Page, pages: list[IndexedText], typed: list[str]) -> None:
    """In the same order, for words, beginnings, endings and slips."""
    pages = [replace(one, title=f"{at} {one.title}") for at, one in enumerate(pages)]
    index = open_inside(page, pages)
    page.evaluate("(index) => read(index)", json.loads(index))
    whole = [asked(page, one) for one in typed]
    open_parts(page, pages)
    page.evaluate("document.querySelector('input').onfocus()")
    assert [asked(page, one) for one in typed] == whole


def many(count: int, words: int) -> list[IndexedText]:
    """Pages of random words, common ones more often."""
    chance, vocabulary = random.Random(1), headwords()
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]

    def text(size: int) -> str:
        return " ".join(chance.choices(vocabulary, weights, k=size))

    return [IndexedText(f"{at} {text(3)}", text(9), text(words)) for at in range(count)]


def test_what_is_found_on_a_large_site_is_the_same(page: Page) -> None:
    """With many parts: those that a query needs are loaded, and no others."""
    pages = many(300, 200)
    chance = random.Random(2)
    typed = [" ".join(chance.sample(one.body.split(), 2)) for one in chance.sample(pages, 12)]
    typed += [f"x{typed[0][1:]}", typed[1][:-1], typed[2][:4]]
    index = open_inside(page, pages, lengths=(SHORT,))  # as the list of all words has room
    page.evaluate("(index) => read(index)", json.loads(index))
    whole = [asked(page, one) for one in typed]
    files = open_parts(page, pages, 8)
    requests: list[str] = []
    page.on("request", lambda one: requests.append(one.url))
    assert [asked(page, one) for one in typed] == whole
    loaded = [one.rpartition("/")[2].removesuffix(".js") for one in requests]
    assert len(loaded) == len({*loaded})
    parts = [one for one in files if one.startswith("p")]
    assert len(parts) > 8
    assert 1 < sum(one in parts for one in loaded) < len(parts)


def test_a_part_is_small(page: Page) -> None:
    """And the list of all words, which is cut to what there is room for."""
    index = split_index(many(300, 200), profile("tk").folding, 8, room=6000)
    assert weigh(index.files["words"]) <= 6000
    assert max(weigh(one) for name, one in index.files.items() if name != "words") < 6000


@pytest.fixture
def split(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose list of everything is cut into pages of two lines."""
    monkeypatch.setattr(search, "_LINES", 2)
    site.set(f'THEME = "{PROJECT / "theme"}"\nTHEME_STATIC_PATHS = []')
    for name in ("Camera", "Cable", "Court", "Data"):
        site.write(
            f"content/{name}.md",
            f"Title: {name}\nDate: 2026-01-02\nSlug: {name.lower()}\nTags: law\n\nAll of {name}.\n",
        )
    return site


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_a_large_site_is_searched(split: Site, chromium: Browser, scheme: str) -> None:
    """From a server and from a disk, under the page's policy, topics too."""
    output: Path = split.build()
    with hosted(output) as host, page_in(chromium) as page:
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text))
        page.on("pageerror", lambda one: said.append(one.message))
        address = host.url if scheme == "http" else f"{output.as_uri()}/"
        page.goto(f"{address}en/search/{'' if scheme == 'http' else 'index.html'}")
        for typed, wanted in (("cables", "en/cable/"), ("law data", "en/data/"), ("law", "law")):
            page.fill(FIELD, typed)
            page.press(FIELD, "Enter")
            page.locator("[role=search] li a").first.wait_for()
            page.wait_for_timeout(300)
            links = page.locator("[role=search] li a").all()
            found = [one.evaluate("(one) => one.href") for one in links]
            assert any(wanted in one for one in found), (typed, found)
        assert "topic" in page.inner_text("[role=search]")
        assert not said


def test_without_a_script_each_letter_has_its_pages(split: Site) -> None:
    """The search page leads to them; a letter with many lines has several."""
    split.build()
    root = split.html("en/search/")
    numbered = re.compile(r"\d/(?:index\.html)?$")
    links = [one for one in root.findall(".//nav//a") if numbered.search(one.get("href") or "")]
    assert [one.text for one in links] == ["C 1", "C 2", "D", "L"]
    listed = [
        [one.text for one in split.html(f"en/search/{number}/").findall(".//main//li/a")]
        for number in range(1, 5)
    ]
    assert [one[:2] for one in listed][:2] == [["Cable", "Camera"], ["Court", "C 1"]]


def test_what_cannot_be_loaded_is_said_and_tried_again(split: Site, chromium: Browser) -> None:
    """A connection that fails is no empty result."""
    with hosted(split.build()) as host, page_in(chromium) as page:
        page.route("**/words.js", lambda route: route.abort())
        page.goto(f"{host.url}en/search/")
        page.fill(FIELD, "cables")
        page.press(FIELD, "Enter")
        page.wait_for_timeout(300)
        expect(page.locator(STATUS)).to_contain_text("could not be loaded")
        page.unroute("**/words.js")
        page.evaluate("document.activeElement.blur()")
        page.focus(FIELD)
        page.locator("[role=search] li a").first.wait_for()
        assert "could not be loaded" not in page.inner_text(STATUS)

"""Budgets: a page that has grown too heavy is refused before anybody has to download it."""

from __future__ import annotations

import gzip
import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Site, snapshot, text_of

from pelican.plugins.bilingual.errors import SettingsError
from pelican.plugins.bilingual.finish.markup import read, write
from pelican.plugins.bilingual.finish.weight import bare, heaviest, weigh
from pelican.plugins.bilingual.project.config import KINDS
from pelican.plugins.bilingual.project.read import read_config

ERROR = re.compile(
    r"(?P<file>\S+): (?P<page>\S+) weighs (?P<weight>[\d,]+) bytes \(gzip\), (?P<more>[\d,]+) more"
    r" than its budget of (?P<budget>[\d,]+)\. Heaviest: (?P<parts>.+)\."
    r" Shorten it, or raise BILINGUAL\['weight'\]\['(?P<kind>\w+)'\]\."
)
LONG = "\n\n".join(
    f"{number * 7919 % 1000} words about {number**3} things." for number in range(99)
)


@pytest.fixture
def heavy(site: Site) -> Site:
    """A site with a light page and a heavy one, built once without budgets."""
    site.page("light", "Good day.")
    site.page("heavy", f"## First\n\n{LONG}\n\n## Second\n\n| a | b |\n|---|---|\n| c | d |\n")
    site.build()
    return site


def number(text: str) -> int:
    return int(text.replace(",", ""))


def test_each_page_over_its_budget_is_one_error(heavy: Site) -> None:
    """It names source, page, size, budget and the heaviest parts; the old output stays."""
    before = snapshot(heavy.output)
    heavy.set('BILINGUAL["weight"] = {"page": 1000, "parallel": 1000}')
    lines = heavy.failure().splitlines()
    found = [ERROR.fullmatch(line) for line in lines]
    assert all(found), lines
    pages = {one["page"]: one for one in found if one}
    assert set(pages) == {f"{tag}/heavy/index.html" for tag in ("en", "tk", "en-tk")}
    assert len(lines) == len(pages)
    for page, one in pages.items():
        assert one["file"] == "content/heavy.md"
        size = len(gzip.compress((heavy.output / page).read_bytes(), 6, mtime=0))
        assert number(one["weight"]) == size
        assert (number(one["more"]), number(one["budget"])) == (size - 1000, 1000)
        assert one["kind"] == ("parallel" if page.startswith("en-tk") else "page")
        assert one["parts"].startswith("the section “First")
    assert snapshot(heavy.output) == before


def test_a_listing_has_a_budget_of_its_own(heavy: Site) -> None:
    """Listings and the front door have no source: the error names the file that is too heavy."""
    heavy.set('BILINGUAL["weight"] = {"listing": 10, "page": 100000}')
    found = [ERROR.fullmatch(line) for line in heavy.failure().splitlines()]
    assert {one["page"] for one in found if one} >= {"index.html", "en/index.html", "tk/index.html"}
    assert all(one and one["file"] == one["page"] and one["kind"] == "listing" for one in found)


def test_a_page_may_weigh_its_budget_and_no_byte_more(heavy: Site) -> None:
    """The limit is part of what is allowed."""
    sizes = [weigh(one.read_text("utf-8")) for one in heavy.output.glob("*/heavy/index.html")]
    heavy.set(f'BILINGUAL["weight"] = {{"page": {max(sizes)}, "parallel": {max(sizes)}}}')
    heavy.build()
    heavy.set(f'BILINGUAL["weight"] = {{"page": {min(sizes) - 1}, "parallel": 0}}')
    assert "heavy/index.html weighs" in heavy.failure()


@pytest.mark.parametrize("setting", ["{}", '{"page": 0}', '{"page": 10**9, "listing": 10**9}'])
def test_without_a_limit_nothing_is_weighed(heavy: Site, setting: str) -> None:
    """No budget, a budget of nothing and a generous one let every page pass."""
    heavy.set(f'BILINGUAL["weight"] = {setting}')
    heavy.build()


def test_the_preview_warns(heavy: Site, caplog: pytest.LogCaptureFixture) -> None:
    """Who writes the page sees it all the same."""
    heavy.set('BILINGUAL["weight"] = {"page": 1000}')
    heavy.build(BILINGUAL_PREVIEW=True)
    warnings = [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]
    found = [ERROR.fullmatch(one) for one in warnings if "weighs" in one]
    assert {one["page"] for one in found if one} == {"en/heavy/index.html", "tk/heavy/index.html"}
    assert "words about" in text_of(heavy.html("en/heavy"))


WRONG = [("page", -1), ("page", True), ("pages", 1), ("page", "1"), ("page", 1.5), (1, 1)]


@pytest.mark.parametrize(("key", "value"), [*WRONG, ("listing", None), ("listing", [])])
def test_a_wrong_budget_is_named(key: object, value: object, tmp_path: Path) -> None:
    """What is no number of bytes, or belongs to no kind of page, is an error of the settings."""
    bilingual = {"languages": {"en": "English"}, "weight": {key: value}}
    with pytest.raises(SettingsError) as caught:
        read_config({"DEFAULT_LANG": "en", "BILINGUAL": bilingual}, tmp_path / "pelicanconf.py")
    assert f"BILINGUAL['weight'] has the entry {key!r}: {value!r}." in str(caught.value)
    assert all(kind in str(caught.value) for kind in KINDS)


@pytest.mark.parametrize("setting", ["9500", '["page"]', '"page"', "None"])
def test_budgets_are_a_dictionary(site: Site, setting: str) -> None:
    """Anything else is refused before a page is read."""
    site.page("one")
    site.set(f'BILINGUAL["weight"] = {setting}')
    message = site.failure()
    assert "BILINGUAL['weight'] is" in message
    assert not site.output.exists()


@given(st.text())
def test_a_page_weighs_what_it_weighs_on_the_wire(html: str) -> None:
    """Bytes of UTF-8 under gzip at its usual level, the same on every run."""
    assert weigh(html) == len(gzip.compress(html.encode(), 6, mtime=0)) == weigh(html)


def test_bare_text_is_what_a_reader_of_paper_has() -> None:
    """Words, what an abbreviation stands for, and where a source is; nothing else of a page."""
    html = (
        "<title>T</title><style>a{b:c}</style><nav aria-label=Menu><a href=../x/>Home</a></nav>"
        '<p>One <abbr title="long &amp; wide">lw</abbr> of <a href=https://a.example/b>two</a>.'
        '<svg><path d="M1 1"/></svg><script>alert()</script>'
    )
    assert bare(read(html)) == "T Home One long & wide lw of https://a.example/b two."


@given(st.text())
def test_bare_text_of_words_is_the_words(words: str) -> None:
    """A page that is nothing but text is as heavy as its text."""
    assert bare(read(escape(words))) == " ".join(re.split(r"[\s]+", words)).strip()


word = st.integers(0, 10**9).map(lambda value: f" {value:x}{value * 31:x}")
part = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["<h2>A</h2>", "<section>", "<table><tr><td>", "<style>", "<svg/>", "<p>"]),
        st.lists(word, max_size=30).map("".join),
        st.sampled_from(["", "</section>", "</td></tr></table>", "</style>", "</p>", "</main>"]),
    ),
)


@settings(max_examples=100)
@given(st.lists(part, max_size=6), st.integers(1, 4))
def test_the_heaviest_parts_come_first(parts: list[str], count: int) -> None:
    """They are sorted, no more than asked for, and none weighs more than the whole page."""
    page = list(read(f"<main>{''.join(parts)}</main>"))
    found = heaviest(page, count)
    assert len(found) <= count
    sizes = [size for _, size in found]
    assert sizes == sorted(sizes, reverse=True)
    assert all(size <= weigh(write(page)) for size in sizes)
    assert [size for _, size in heaviest(page, 99)][:count] == sizes


def test_parts_are_named_by_their_words() -> None:
    """A section by its heading, an element by what it begins with; sections add up to the text."""
    rows = "".join(f"<tr><td>Row {one**5 % 9973}</td></tr>" for one in range(60))
    html = (
        f"<style>p{{a:b}}</style><main><h2 id=a>One <b>heading</b></h2><p>{LONG}</p>"
        f"<h2>Other</h2><table>{rows}</table></main><footer>A &amp; long {'foot ' * 20}</footer>"
    )
    found = dict(heaviest(read(html), 9))
    one, other = found["the section “One heading”"], found["the section “Other”"]
    table = next(size for name, size in found.items() if name.startswith("<table> “Row"))
    footer = next(name for name in found if name.startswith("<footer>"))
    assert footer == f"<footer> “{'A &amp; long foot foot foot foot foot foo'[:40]}…”"
    assert "<style>" in found
    assert one > other > table > found[footer]
    assert 0.8 * weigh(html) < one + other < weigh(html)

"""The passages of results: where the words stand on a page, and whether they stand together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from html import escape
from pathlib import Path

import pytest
from browsing import AUDIT, RULES, WATCH, Host, hosted, page_in
from firefox import Firefox, firefox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from searching import FIELD, STATUS, find, folder, open_inside, wait_for_index
from support import Site, from_npm

FURTHER = "[role=search] button"
WORDS = "asman bulut çeşme dag ekin gül howa jaň kitap oba pagta suw şäher tomus wagt ýol".split()
HOSTILE = '<img src=x onerror="ran=true"><script>ran=true</script>&amp;'


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


@pytest.fixture(scope="module")
def inside(chromium: Browser) -> Iterator[Page]:
    """A search page whose script can be asked."""
    with page_in(chromium) as found:
        open_inside(found, [])
        yield found


def passage(page: Page, name: str) -> str:
    """What is shown of a page, once it is there."""
    found = page.locator(f"[role=search] li:has(> a[href*='/{name}/']) p")
    expect(found).not_to_have_text("…")
    return found.inner_text()


QUERIES = [
    ("kameralaryňyzda", ["safe-city", "huawei-in-turkmenistan"], "kamera"),
    ("гөзегчилик камера", ["safe-city", "huawei-in-turkmenistan"], "gözegçilik"),
    ('"howpsuz saherin"', ["safe-city", "huawei-in-turkmenistan"], "“howpsuz şäher"),
    ("«ховпсуз шәхер»", ["safe-city", "huawei-in-turkmenistan"], "“howpsuz şäher"),
]
"""With other endings, without marks, in Cyrillic: what is typed, where it stands, and how."""


@pytest.mark.parametrize(("query", "names", "shown"), QUERIES, ids=[one[0] for one in QUERIES])
def test_a_result_shows_where_the_words_stand(
    page: Page, host: Host, query: str, names: list[str], shown: str
) -> None:
    """Turkmen words in a sentence of the page, marked, whatever keyboard they come from."""
    page.goto(f"{host.url}tk/search/")
    find(page, query)
    for name in names:
        assert shown in passage(page, name).lower()
        marks = page.locator(f"[role=search] li:has(> a[href*='/{name}/']) p mark")
        assert {one[:2].lower() for one in marks.all_inner_texts()} <= {"ka", "gö", "ho", "şä"}


def test_the_link_of_a_passage_lands_on_its_heading(page: Page, host: Host) -> None:
    """The words are on the screen that it leads to."""
    page.goto(f"{host.url}en/search/")
    find(page, "highway")
    assert "Ashgabat–Dashoguz highway" in passage(page, "huawei-in-turkmenistan")
    link = page.locator("[role=search] p a")
    heading = link.inner_text()
    link.click()
    page.wait_for_url("**/huawei-in-turkmenistan/#*")
    target = page.locator("h2:target")
    assert target.inner_text() == heading
    assert abs(target.evaluate("(one) => one.getBoundingClientRect().top")) < 100


def ask_firefox(browser: Firefox, query: str) -> None:
    """Ask this of the search page that is shown."""
    browser.value(
        f"""(() => {{ const field = document.querySelector("input"); field.value = {query!r};
        field.onkeydown({{ key: "Enter" }}); }})()"""
    )


def first_passage(browser: Firefox) -> str:
    """The passage of the first result that has one, once all are there."""
    first, rest = "document.querySelector('[role=search] li p mark')", "[role=search] li p"
    came = f"[...document.querySelectorAll('{rest}')].every((one) => one.textContent != '…')"
    assert browser.shows(f"!!{first} && {came}")
    return str(browser.value(f"{first}.closest('p').innerText"))


def test_firefox_shows_passages_too(host: Host, tmp_path: Path) -> None:
    """Words, a phrase in Cyrillic, and the way to a heading; from a disk, results without any."""
    with firefox(tmp_path / "profile") as browser:
        browser.go(f"{host.url}en/search/")
        ask_firefox(browser, "highway")
        assert "Ashgabat–Dashoguz highway" in first_passage(browser)
        browser.value("document.querySelector('[role=search] p a').click()")
        assert browser.shows("!!document.querySelector('h2:target')")
        browser.go(f"{host.url}tk/search/")
        ask_firefox(browser, "“ховпсуз шәхерлер”")
        assert "“Howpsuz şäher" in first_passage(browser)
        browser.go((host.root / "tk/search/index.html").as_uri())
        ask_firefox(browser, "kamera")
        assert browser.shows("!!window.searchIndex")
        assert browser.shows("document.querySelectorAll('[role=search] li a').length > 1")
        assert browser.value("document.querySelectorAll('[role=search] li p').length") == 0


def test_a_phrase_finds_only_where_its_words_stand_together(
    themed: Site, chromium: Browser
) -> None:
    """Not where they stand apart, in two cells of a table, or in two paragraphs."""
    themed.page("near", "We saw the red\n**house** there.", title="Near")
    themed.page("apart", "A house is red here.", title="Apart")
    themed.page("cells", "| Red | House |\n|---|---|\n| one | two |", title="Cells")
    themed.page("blocks", "It is red\n\nHouse of words.", title="Blocks")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        find(page, '"red house"')
        page.locator(f"{FURTHER}:visible").click()
        expect(page.locator(STATUS)).to_have_text("1 result")
        lists = [one.locator("> li > a") for one in page.locator("[role=search] ul").all()]
        assert [one.all_inner_texts() for one in lists] == [["Near"], ["Apart", "Blocks", "Cells"]]
        assert page.get_by_text("not known to stand together").is_visible()
        assert not page.locator(FURTHER).is_visible()
        find(page, '"there red"')
        expect(page.locator(STATUS)).to_contain_text("not known to stand together:")
        # Without marks, those come first that have the words together, and the others are results.
        find(page, "red house")
        expect(page.locator(STATUS)).to_have_text("4 results")
        expect(lists[0]).to_have_text(["Near", "Apart", "Blocks", "Cells"])


def test_a_phrase_in_a_title_needs_no_page(themed: Site, chromium: Browser) -> None:
    """Titles are on the search page."""
    themed.page("one", "Words.", title="The red house")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.route("**/one/**", lambda route: route.abort())
        page.goto(f"{host.url}en/search/")
        assert [folder(one) for one in find(page, "„red house“")[0]] == ["one"]


def test_a_page_s_text_stays_text(themed: Site, chromium: Browser) -> None:
    """What a translator wrote is shown as it is written, in passages and in headings."""
    themed.page("one", "## Heading\n\nWords of it.", title="One")
    said = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    themed.catalog(
        "one",
        f'msgid "Heading"\nmsgstr "Söz {said}"\n\nmsgid "Words of it."\nmsgstr "Gül {said}"\n',
    )
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.add_init_script(WATCH)
        page.goto(f"{host.url}tk/search/")
        find(page, "gül")
        assert "<img" in passage(page, "one")
        assert "<script>ran=true</script>" in passage(page, "one")
        assert page.evaluate("window.ran") is None
        assert not page.locator("main img").count()
        assert page.evaluate("window.violations") == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>&\"'| "), max_size=80))
def test_marks_change_no_text(inside: Page, text: str) -> None:
    """Whatever it is, and with every word marked; nothing in it becomes an element."""
    shown, names = inside.evaluate(
        """(text) => { const one = document.createElement("p"); mark(one, text, [{ has: () => 1 }]);
        return [one.textContent, [...one.children].map((each) => each.tagName)]; }""",
        text,
    )
    assert shown == text
    assert {*names} <= {"MARK"}


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=5),
    st.lists(st.sampled_from(WORDS), min_size=2, max_size=3),
)
def test_a_phrase_is_found_where_it_stands_and_nowhere_else(
    inside: Page, paragraphs: list[list[str]], phrase: list[str]
) -> None:
    """In the paragraphs of any page, however its words are marked up."""
    chance = random.Random(len(paragraphs))
    marked = [
        [chance.choice(["{}", "<b>{}</b>", "{}<sup>1</sup>"]).format(escape(word)) for word in one]
        for one in paragraphs
    ]
    html = "".join(f"<p>{' '.join(one)}</p>" for one in marked)
    found = inside.evaluate(
        """([html, phrase]) => { const near = phrase.map((one) => new Set([stem(one)]));
        return readPage(html).some((one) => stands(one.words, near)); }""",
        [f"<!DOCTYPE html><title>x</title><style>p {{ color: red }}</style><main>{html}", phrase],
    )
    assert found == any(f" {' '.join(phrase)} " in f" {' '.join(one)} " for one in paragraphs)


def test_from_a_disk_there_are_results_without_passages(chromium: Browser, flagship: Path) -> None:
    """Nothing is asked for that would be refused, and a phrase is said to be unknown."""
    with page_in(chromium) as page:
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text))
        page.on("pageerror", lambda one: said.append(one.message))
        page.goto((flagship / "en/search/index.html").as_uri())
        assert find(page, "highway")[0]
        assert page.locator("[role=search] li p").count() == 0
        expect(page.locator(STATUS)).to_have_text("1 result")
        find(page, '"Ashgabat Dashoguz"')
        expect(page.locator(STATUS)).to_have_text(
            "With all of the words, but not known to stand together:"
        )
        assert page.locator("[role=search] li > a").count()
        assert not page.locator(FURTHER).is_visible()
        assert not said


def test_pages_that_cannot_be_read_are_said_and_read_again(chromium: Browser, host: Host) -> None:
    """The results stay, without passages; the button tries again, also from the keyboard."""
    with page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        wait_for_index(page)
        page.route("**/huawei-in-turkmenistan/**", lambda route: route.abort())
        assert find(page, "highway")[0]
        expect(page.locator(STATUS)).to_have_text("1 result Not all pages could be looked through.")
        assert page.locator("[role=search] li p").count() == 0
        page.unroute("**/huawei-in-turkmenistan/**")
        page.focus(FURTHER)
        page.keyboard.press("Enter")
        assert "highway" in passage(page, "huawei-in-turkmenistan")
        expect(page.locator(STATUS)).to_have_text("1 result")
        assert page.evaluate("document.activeElement.tagName") == "A"


def test_three_pages_are_read_and_more_when_they_are_asked_for(
    themed: Site, chromium: Browser
) -> None:
    """A reader who pays by the byte decides."""
    for number in range(8):
        themed.page(f"p{number}", f"A zebra in part {number}.", title=f"Page {number}")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        find(page, "zebra")
        expect(page.locator("[role=search] li mark")).to_have_count(3)
        expect(page.locator(FURTHER)).to_be_visible()
        assert sum("/en/p" in one for one in host.requests) == 3
        page.click(FURTHER)
        expect(page.locator("[role=search] li mark")).to_have_count(6)
        page.click(FURTHER)
        expect(page.locator("[role=search] li mark")).to_have_count(8)
        assert not page.locator(FURTHER).is_visible()
        page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
        assert page.evaluate(AUDIT, RULES) == []


def test_a_page_that_is_too_heavy_is_a_result_without_a_passage(
    themed: Site, chromium: Browser
) -> None:
    """Twenty thousand bytes are not loaded to show a line."""
    noise = " ".join(f"{random.Random(at).getrandbits(60):x}" for at in range(3000))
    for name in ("heavy", "weighty"):
        themed.page(name, f"A zebra. {noise}", title=name.capitalize())
    themed.page("light", "A zebra.", title="Light")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        assert len(find(page, "zebra")[0]) == 3
        assert "zebra" in passage(page, "light")
        expect(page.locator("[role=search] li p")).to_have_count(1)
        expect(page.locator(STATUS)).to_have_text("3 results")


def test_a_passage_in_another_language_says_so(themed: Site, chromium: Browser) -> None:
    """What is not translated is read aloud in its own language."""
    themed.page("one", "A zebra.\n\nAnother.", title="One")
    themed.catalog("one", 'msgid "Another."\nmsgstr "Başga."\n')
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}tk/search/")
        find(page, "zebra")
        expect(page.locator("[role=search] li p [lang=en]")).to_have_text("A zebra.")


def test_a_query_loads_a_page_only_when_it_is_complete(chromium: Browser, host: Host) -> None:
    """After a second without a key, or by Enter: not for every letter."""
    with page_in(chromium) as page:
        page.clock.install(time="2026-01-01")
        page.goto(f"{host.url}en/search/")
        wait_for_index(page)
        page.clock.pause_at("2026-01-02")
        host.requests.clear()
        for letter in "highw":
            page.type(FIELD, letter)
            page.clock.run_for(900)
        expect(page.locator("[role=search] li > a")).to_have_count(1)
        assert not host.requests
        page.clock.run_for(200)
        expect(page.locator("[role=search] p mark")).to_have_text("highway")


def test_a_large_site_shows_one_passage(
    themed: Site, chromium: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There the index has used up what a query may load."""
    monkeypatch.setattr("pelican.plugins.bilingual.publish.search_page._LINES", 2)
    for number in range(5):
        themed.page(f"p{number}", f"A zebra in part {number}.", title=f"Page {number}")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        page.fill(FIELD, '"a zebra"')
        page.press(FIELD, "Enter")
        page.fill(FIELD, "zebra")
        page.press(FIELD, "Enter")
        expect(page.locator("[role=search] li mark")).to_have_count(1)
        expect(page.locator("[role=search] li > a")).to_have_count(5)
        assert sum("/en/p" in one for one in host.requests) == 1
        page.click(FURTHER)
        expect(page.locator("[role=search] li mark")).to_have_count(4)

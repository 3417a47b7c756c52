"""The built site in a real browser: what it asks for, keeps, allows, shows and prints."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from browsing import (
    ARTICLE,
    DESKTOP,
    KEPT,
    PHONE,
    WATCH,
    Host,
    asked_for,
    file_of,
    kinds,
    page_in,
    policy,
    protocol,
)
from playwright.sync_api import Browser, Page
from support import PROJECT, Site, parse_html, text_of
from walk import pages

SITEURL = "https://example.org/site/"
EDITIONS = ("en", "tk", "en-tk")
NEWSLETTER = "Hepdelik täzeliklere: / Weekly newsletters:"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


@pytest.fixture
def scriptless(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium, java_script_enabled=False) as found:
        yield found


@pytest.fixture(scope="module")
def trees(flagship: Path) -> dict[str, Element]:
    return pages(flagship)


def letters(text: str) -> str:
    """The letters and digits of a text, however it is laid out."""
    return "".join(re.findall(r"\w", text.casefold()))


def shown(page: Page) -> str:
    """What a browser shows of a page's text, in letters."""
    return letters("".join(page.locator(".prose, .keypoints").all_inner_texts()))


def written(output: Path, address: str) -> str:
    """What the file of a page has of its text, in letters."""
    root = parse_html(file_of(output, address).read_text("utf-8"))
    classes = [(one, set(one.get("class", "").split())) for one in root.iter()]
    return letters("".join(text_of(one) for one, has in classes if has & {"prose", "keypoints"}))


def test_a_page_is_one_request_and_keeps_nothing(page: Page, host: Host, flagship: Path) -> None:
    """Nothing is loaded besides the page, left with the reader, or refused by its policy."""
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    page.on("pageerror", lambda one: said.append(one.message))
    page.add_init_script(WATCH)
    requests = asked_for(page)
    for address in kinds(flagship):
        requests.clear()
        host.requests.clear()
        page.goto(host.url + address, wait_until="networkidle")
        assert requests == [host.url + address]
        assert host.requests == [f"/{address}"]
        assert page.evaluate(KEPT) == [], address
        assert page.evaluate("window.violations") == [], address
        assert not said, address
    assert page.context.cookies() == []


def test_every_word_is_there_without_script(scriptless: Page, host: Host, flagship: Path) -> None:
    """A browser that runs no script shows all of an article, and the footer's line."""
    for address in kinds(flagship):
        scriptless.goto(host.url + address)
        assert shown(scriptless) == written(flagship, address), address
        line = scriptless.locator("footer p").filter(has_text="Weekly newsletters:")
        assert line.inner_text() == NEWSLETTER, address
    for edition in EDITIONS:
        assert len(written(flagship, f"{edition}/{ARTICLE}/")) > 5000, edition


@pytest.mark.parametrize("edition", ["en", "tk"])
def test_the_table_of_contents_opens_without_script(
    scriptless: Page, host: Host, edition: str
) -> None:
    """A click on its heading unfolds the list of sections, whose links lead into the page."""
    scriptless.goto(f"{host.url}{edition}/{ARTICLE}/")
    link = scriptless.locator(".toc a").first
    assert not link.is_visible()
    scriptless.locator(".toc summary").click()
    assert link.is_visible()
    link.click()
    fragment = urlsplit(scriptless.url).fragment
    assert scriptless.locator(f"h2[id='{fragment}']").is_visible()


def test_the_language_switch_leads_to_the_same_page_without_script(
    scriptless: Page, host: Host
) -> None:
    """From an English article a click leads to its Turkmen one, to both, and back."""
    scriptless.goto(f"{host.url}en/{ARTICLE}/")
    start, switch = scriptless.url, scriptless.locator("nav.switch")
    switch.locator("a[lang=tk]").click()
    assert scriptless.url == f"{host.url}tk/{ARTICLE}/"
    assert scriptless.locator("html").get_attribute("lang") == "tk"
    switch.locator("a:not([lang])").click()
    assert scriptless.url == f"{host.url}en-tk/{ARTICLE}/"
    switch.locator("a[lang=en]").click()
    assert scriptless.url == start


def test_a_saved_page_is_complete(page: Page, flagship: Path) -> None:
    """Opened from disk, a page has its text and its style, and asks for nothing else."""
    requests = asked_for(page)
    failed: list[str] = []
    page.on("requestfailed", lambda one: failed.append(one.url))
    for address in kinds(flagship):
        requests.clear()
        file = file_of(flagship, address)
        page.goto(file.as_uri())
        assert requests == [file.as_uri()]
        assert not failed, address
        assert shown(page) == written(flagship, address), address
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert ground != "rgba(0, 0, 0, 0)", address


TIMES = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  load: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_page_is_quick_on_a_slow_link(page: Page, host: Host, edition: str) -> None:
    """At 32 kbit/s and 280 ms an article has begun to show in 2.5 s, and is complete in 4 s."""
    link = {"offline": False, "latency": 280, "downloadThroughput": 4000, "uploadThroughput": 4000}
    protocol(page).send("Network.emulateNetworkConditions", link)
    page.goto(f"{host.url}{edition}/{ARTICLE}/")
    page.wait_for_function(
        """() => performance.getEntriesByName("first-contentful-paint").length
          && performance.getEntriesByType("navigation")[0].loadEventEnd"""
    )
    times = page.evaluate(TIMES)
    assert times["paint"] <= 2500, times
    assert times["load"] <= 4000, times


COLUMN = """(lang) => {
  const found = [...document.querySelectorAll(".prose p")].filter(
    (one) => one.closest(".prose [lang]")?.lang === lang && one.checkVisibility());
  const lines = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    return [...range.getClientRects()].filter((box) => box.width);
  };
  const [start] = lines(found[0]);
  const end = lines(found.at(-1)).at(-1);
  return {
    texts: found.map((one) => one.textContent),
    start: [start.left + 1, start.top + start.height / 2],
    end: [end.right - 1, end.top + end.height / 2],
  };
}"""


@pytest.mark.parametrize(("lang", "other"), [("tk", "en"), ("en", "tk")])
def test_one_column_can_be_copied(page: Page, host: Host, lang: str, other: str) -> None:
    """Dragging the mouse down a column of a parallel page selects its paragraphs, and no other."""
    page.goto(f"{host.url}en-tk/{ARTICLE}/")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": DESKTOP, "height": height})
    column = page.evaluate(COLUMN, lang)
    page.mouse.move(*column["start"])
    page.mouse.down()
    page.mouse.move(*column["end"], steps=20)
    page.mouse.up()
    selected = letters(page.evaluate("getSelection().toString()"))
    mine, others = (page.evaluate(COLUMN, one)["texts"] for one in (lang, other))
    assert len(mine) > 10
    assert not [one for one in mine if letters(one) not in selected]
    assert not [one for one in others if one not in mine and letters(one) in selected]


def test_pages_send_no_referrer(trees: dict[str, Element]) -> None:
    """Every page says so once, for all its links."""
    for name, root in trees.items():
        metas = {one.get("name"): one.get("content") for one in root.iter("meta")}
        assert metas["referrer"] == "no-referrer", name


def test_a_page_allows_nothing_but_its_own_style(trees: dict[str, Element]) -> None:
    """The policy forbids everything but the one style sheet in the page, known by its hash."""
    for name, root in trees.items():
        rules = policy(root)
        (style,) = root.iter("style")
        digest = hashlib.sha256((style.text or "").encode()).digest()
        assert rules["default-src"] == ["'none'"], name
        assert rules["style-src"] == [f"'sha256-{base64.b64encode(digest).decode()}'"], name
        assert rules["form-action"] == ["'none'"], name
        assert rules["base-uri"] == ["'none'"], name
        scripts = {"script-src"} if name.endswith("/search/index.html") else set()
        assert {"script-src", "script-src-elem", "script-src-attr"} & set(rules) == scripts, name
        assert not [one for one in root.iter() if one.get("style") is not None], name


def test_a_script_that_gets_into_a_page_does_not_run(page: Page, host: Host) -> None:
    """The browser refuses a script in the page, one from a file, a style and a picture."""
    page.add_init_script(WATCH)
    host.requests.clear()
    page.goto(f"{host.url}en/{ARTICLE}/")
    page.evaluate(
        """() => {
          const add = (name, values) =>
            document.body.append(Object.assign(document.createElement(name), values));
          add("script", { textContent: "window.ran = true" });
          add("script", { src: "/script.js" });
          add("style", { textContent: "body { background: red }" });
          add("img", { src: "/picture.png" });
        }"""
    )
    page.wait_for_function("window.violations.length >= 4", timeout=5000)
    assert page.evaluate("window.ran") is None
    assert host.requests == [f"/en/{ARTICLE}/"]


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_article_prints_on_few_sheets(page: Page, host: Host, edition: str) -> None:
    """On A4, without background colours, an article is 12 sheets at most."""
    page.goto(f"{host.url}{edition}/{ARTICLE}/")
    printed = page.pdf(format="A4", print_background=False)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 12


def test_print_has_the_address_and_no_navigation(page: Page, host: Host, flagship: Path) -> None:
    """On paper nothing is wider than 180 mm; menus give way to the page's address."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": round(180 / 25.4 * 96), "height": 1000})
    without = []
    for address in kinds(flagship):
        page.goto(host.url + address)
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wider <= 0, address
        assert not page.locator("nav:visible, a[href='#main']:visible").count(), address
        imprint = page.get_by_text(re.compile(rf"{re.escape(SITEURL + address)}(?!\S)"))
        if address != "404.html" and not (imprint.count() and imprint.first.is_visible()):
            without.append(address)
    assert not without


@pytest.mark.parametrize("edition", ["en", "tk", "en-tk"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_a_year_of_a_timeline_stays_whole(site: Site, page: Page, edition: str, width: int) -> None:
    """With words around it and, on the page with both languages, a label before it."""
    years = {
        "2014": "2014-nji ýyl",
        "in 2017": "2017-nji ýylda",
        "2021–2023": "2021–2023-nji ýyllar",
    }
    rows = "\n\n".join(
        f"{one}\n:   Something happened in a place with a long name." for one in years
    )
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.page("one", f'<div class="timeline" markdown="1">\n\n{rows}\n\n</div>')
    site.catalog("one", "\n".join(f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in years.items()))
    site.build()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto((site.output / edition / "one/index.html").as_uri())
    broken = page.evaluate(
        """() => [...document.querySelectorAll(".timeline dt")].flatMap(dt => {
            const walk = document.createTreeWalker(dt, NodeFilter.SHOW_TEXT), found = []
            while (walk.nextNode())
                for (const year of walk.currentNode.data.matchAll(/\\d+/g)) {
                    const range = document.createRange()
                    range.setStart(walk.currentNode, year.index)
                    range.setEnd(walk.currentNode, year.index + year[0].length)
                    if (range.getClientRects().length > 1) found.push(dt.innerText)
                }
            return found
        })"""
    )
    assert broken == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


PAIRS = """() => [...document.querySelectorAll("h1.pair, main > .pair, .lead .pair, .prose .pair")]
  .reduce((sum, one) => sum + one.getBoundingClientRect().height, 0)"""


def test_a_reader_leaves_one_language_without_a_script(chromium: Browser, flagship: Path) -> None:
    """The address says which; a tap shows the other half.

    What each choice leaves of the pairs adds up to no more than both: the page is halved but for
    what there is once, such as its map, notes and footer.
    """
    file = flagship / f"en-tk/{ARTICLE}/index.html"
    with page_in(chromium, PHONE) as page:
        heights, pairs = {}, {}
        for choice in ("", "#lang:tk", "#lang:en", "#main"):
            page.goto("about:blank")
            page.goto(f"{file.as_uri()}{choice}")
            seen = page.locator(".prose .pair > p:visible")
            heights[choice] = page.evaluate("document.documentElement.scrollHeight")
            pairs[choice] = page.evaluate(PAIRS)
            tags = set(seen.evaluate_all("all => all.map((one) => one.lang)"))
            assert tags == ({choice[6:]} if ":" in choice else {"en", "tk"}), choice
        assert heights["#lang:tk"] < heights[""] * 0.67
        assert heights["#lang:en"] < heights[""] * 0.67
        assert pairs["#lang:tk"] + pairs["#lang:en"] <= pairs[""] * 1.02
        assert heights["#main"] == heights[""]
        page.goto("about:blank")
        page.goto(f"{file.as_uri()}#lang:tk")
        half = page.locator(".prose .pair > p[lang=en]").first
        assert not half.is_visible()
        page.locator(".prose .pair > p[lang=tk]").first.hover()
        assert half.is_visible()

"""The search page as its readers use it, and the inside of its script."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path

from playwright.sync_api import Page, Route
from support import PROJECT
from walk import target

from pelican.plugins.bilingual.finish.search_index import IndexedText, make_index
from pelican.plugins.bilingual.language.profile import profile
from pelican.plugins.bilingual.language.stem import LONG, SHORT, Folding
from pelican.plugins.bilingual.language.text import Text
from pelican.plugins.bilingual.publish.search_page import LetterPage, Line, SearchPage, split

TABLES = PROJECT / "tests/fixtures/search"
INSIDE = (
    "Object.assign(window, { fold, stem, words, known, read, alike, readPage, stands, mark });\n"
    "box.hidden = false;"
)
FIELD, STATUS = "input[type=search]", "[role=status]"


def rows(name: str) -> list[list[str]]:
    """The lines of a table in tests/fixtures/search, their cells between bars."""
    lines = (TABLES / name).read_text("utf-8").splitlines()
    cells = ([cell.strip() for cell in line.split("|")] for line in lines)
    return [row for row in cells if row[0] and not row[0].startswith("#")]


LISTED = """() => [...document.querySelectorAll("[role=search] ul")]
  .map((list) => [...list.querySelectorAll("li > a")].map((one) => one.href))"""
"""The addresses of what is found, and of what has some of it."""


def find(page: Page, text: str, index: bool = True) -> tuple[list[str], list[str]]:
    """Type this, and give what is found, and what has some of it: addresses below the output.

    With the index, as soon as it is there.
    """
    if index:
        wait_for_index(page)
    page.fill(FIELD, text)
    page.press(FIELD, "Enter")
    address = page.url.partition("/search/")[0]
    links = page.evaluate(LISTED)
    whole, some = ([one.removeprefix(address) for one in found] for found in links)
    return whole, some


def wait_for_index(page: Page) -> None:
    """Use the field, and wait until the index is there; the page's policy lets no test poll."""
    page.focus(FIELD)
    for _ in range(100):
        if page.evaluate("!!window.searchIndex"):
            return
        page.wait_for_timeout(50)
    raise AssertionError("The index has not arrived.")


def folder(address: str) -> str:
    """The last folder of an address: `safe-city`."""
    return target("index.html", address.lstrip("/"))[0].split("/")[-2]


def open_inside(
    page: Page,
    texts: Sequence[IndexedText],
    folding: Folding | None = None,
    lengths: Sequence[int] = (LONG, SHORT),
) -> str:
    """Show a search page of nothing but these texts, its script's functions within reach.

    Gives the index, which it has not loaded.
    """
    index = make_index(texts, folding or profile("tk").folding, 10**9, lengths)
    assert index
    made = SearchPage((), "index.js", {}, index.folding)
    assert "\nbox.hidden = false;" in made.script
    script = made.script.replace("box.hidden = false;", INSIDE)
    items = "".join(f"<li><a href='#'>{html.escape(one.title)}</a>" for one in texts)
    page.set_content(
        f'<div role=search data-rules="{html.escape(made.rules)}" data-counts="{"|" * 21}">'
        "<input><p role=status><p><ul></ul><ul></ul></div>"
        f"<div class=letters><ul>{items}</ul></div><script>{script}</script>"
    )
    return index.script.removeprefix("searchIndex=")


def open_parts(page: Page, texts: Sequence[IndexedText], each: int = 3) -> Mapping[str, str]:
    """Show the search page of a large site of nothing but these texts; gives the parts by name."""
    lines = [Line(Text(one.title, "tk"), "#") for one in texts]
    index = split(lines, texts, profile("tk").folding, each=each)
    files = index.files
    made = SearchPage((), "", {}, index.folding, (LetterPage("A", 0, "", ()),))
    script = made.script.replace("box.hidden = false;", f"window.asking = asking;\n{INSIDE}")

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2].removesuffix(".js")
        route.fulfill(body=files[name], content_type="text/javascript")

    page.unroute_all()
    page.route("https://parts.example/**", answer)
    page.set_content(
        f'<div role=search data-rules="{html.escape(made.rules)}" data-counts="{"|" * 21}"'
        ' data-index="https://parts.example/x/" data-root="">'
        f"<input><p role=status><p><ul></ul><ul></ul></div><script>{script}</script>"
    )
    return files


ASK = """async (query) => {
  const field = document.querySelector("input"), quiet = () => !window.asking || !asking.size;
  field.value = query;
  field.onkeydown({ key: "Enter" });
  while (!quiet()) await new Promise((done) => setTimeout(done, 2));
  return [...document.querySelectorAll("[role=search] ul")]
    .map((list) => [...list.children].map((one) => one.textContent));
}"""
"""What is found, and what has some of it: titles."""


def index_of(output: Path, tag: str) -> Path:
    """The index of an edition's search page."""
    (found,) = (output / tag / "search").glob("*.js")
    return found

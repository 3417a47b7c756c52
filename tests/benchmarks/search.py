r"""What a search costs and finds: this site's own, and Pagefind's, on the same pages.

Run it with `.venv/bin/python tests/benchmarks/search.py`; it needs Chromium, and the dictionary
that `make .venv/dictionaries` fetches. Pagefind is measured if it is named:

    python3 -m venv /tmp/pagefind && /tmp/pagefind/bin/pip install 'pagefind[bin]==1.5.2'
    .venv/bin/python tests/benchmarks/search.py --pagefind /tmp/pagefind/bin/python

The pages are this site's, in both languages, and generated articles, 500 and 10,000, of some 800
words: real Turkmen words of the dictionary, a quarter of each article from 25 words of its own,
all as frequent as words are (Zipf), with endings. A query is two or three words of a sentence of an
article, each with another ending, typed in Turkmen letters, in plain ones, and in Cyrillic. It
counts as found if the article is one of the first ten results, in a real browser; `first`, if it
is the first.

`index` are bytes under gzip: what has to be loaded, or with Pagefind all that it may load;
`a query`: what the browser loads of it for the first one, the search page apart; of an index in
parts, the most for one of 50. `passages`: the most that the pages weigh which ours reads for one of
them, to show where the words stand; generated articles have the style, header and footer of this
site's. Pagefind's passages come with its pieces of pages.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import accumulate
from pathlib import Path
from types import MappingProxyType
from typing import Any

import html5lib
from pelican.settings import read_settings
from playwright.sync_api import Page, Route, sync_playwright
from weight import FLAGS, served

from pelican import Pelican
from pelican.plugins.bilingual.finish.search_index import IndexedText, make_index
from pelican.plugins.bilingual.finish.weight import weigh
from pelican.plugins.bilingual.language.profile import profile
from pelican.plugins.bilingual.language.stem import LONG, SHORT, Folding
from pelican.plugins.bilingual.language.text import Text as Title
from pelican.plugins.bilingual.language.turkmen.cyrillic import to_cyrillic
from pelican.plugins.bilingual.language.turkmen.folding import search_key
from pelican.plugins.bilingual.publish.search_page import (
    LetterPage,
    Line,
    SearchPage,
    by_letter,
    split,
)

PROJECT = Path(__file__).resolve().parents[2]
DICTIONARY = PROJECT / ".venv/dictionaries/node_modules/dictionary-tk/index.dic"
COUNT, MANY, QUERIES, SEED = 500, 10_000, 500, 2026
LOADED, MOST = 50, 60_000
"""Queries of which each is asked of a page that has loaded nothing, and what one may load."""
ENDINGS = ["", "", "", "", "lar", "laryň", "larda", "lardan", "yň", "y", "da", "dan", "a"]
VOWELS, BACK = "aäeioöuüy", "aouy"
KEYBOARDS: dict[str, Callable[[str], str]] = {
    "Latin": str,
    "ASCII": search_key,
    "Cyrillic": to_cyrillic,
}


@dataclass(frozen=True, slots=True)
class Written:
    """An article: its address, its texts, and its sentences as words without endings."""

    url: str
    text: IndexedText
    headings: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]

    @property
    def printed(self) -> list[list[str]]:
        """The sentences as they are printed, without the forms of short words."""
        lines = self.text.body.lower().rstrip(".").split(". ")
        pairs = [
            zip(*one, strict=True)
            for one in zip(self.sentences, map(str.split, lines), strict=True)
        ]
        return [[form for word, form in one if len(word) > 3] for one in pairs]

    @property
    def html(self) -> str:
        """The article as a page, for Pagefind."""
        title = escape(self.text.title)
        return (
            f"<!DOCTYPE html><html lang=tk><title>{title}</title><main><h1>{title}</h1>{self.prose}"
            "</main>"
        )

    @property
    def prose(self) -> str:
        """Its headings and its text as HTML."""
        parts = "".join(f"<h2>{escape(one)}</h2>" for one in self.headings)
        return f"{parts}<p>{escape(self.text.body)}"


@cache
def headwords() -> list[str]:
    """The dictionary's words in plain form: none that waits for an ending."""
    if not DICTIONARY.is_file():
        sys.exit("The dictionary is missing: run make .venv/dictionaries.")
    lines = DICTIONARY.read_text("utf-8").splitlines()[1:]
    words = {line.partition("/")[0].strip() for line in lines}
    return sorted(
        one
        for one in words
        if one.isalpha() and one.islower() and 3 <= len(one) <= 12 and one[-1] not in "gbdj"
    )


def inflected(word: str, ending: str) -> str:
    """A Turkmen word with an ending, as vowels and consonants ask for it."""
    if not ending:
        return word
    vowels = [one for one in word if one in VOWELS] or ["a"]
    if vowels[-1] not in BACK:
        ending = ending.translate(str.maketrans("ay", "ei"))
    if word[-1] in VOWELS and ending[0] in VOWELS:
        ending = f"s{ending}" if ending in "yi" else f"n{ending}"
    elif ending[0] in VOWELS and len(vowels) > 1:
        word = word[:-1] + {"k": "g", "p": "b", "t": "d", "ç": "j"}.get(word[-1], word[-1])
    return word + ending


def articles(count: int) -> list[Written]:
    """The generated articles: the same on every computer."""
    chance = random.Random(SEED)
    words = chance.sample(headwords(), 12_000)
    words.sort(key=lambda one: len(one) + chance.uniform(0, 6))  # short words are frequent
    every = list(accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    few = [1 / (rank + 2) for rank in range(25)]

    def article(number: int) -> Written:
        own = chance.sample(words[100:], 25)

        def word() -> str:
            if chance.random() < 0.25:
                return chance.choices(own, few)[0]
            return chance.choices(words, cum_weights=every)[0]

        def printed(words: Iterable[str]) -> str:
            return " ".join(inflected(one, chance.choice(ENDINGS)) for one in words)

        sentences = tuple(tuple(word() for _ in range(chance.randint(8, 16))) for _ in range(66))
        headings = tuple(printed(chance.sample(own, 3)) for _ in range(5))
        body = " ".join(f"{printed(one).capitalize()}." for one in sentences)
        title = printed(own[:4]).capitalize()
        text = IndexedText(title, " ".join(headings), body)
        return Written(f"tk/article-{number:03}/", text, headings, sentences)

    return [article(number) for number in range(count)]


Query = tuple[str, str]
"""The address of a page, and what is typed to find it."""


Vary = Callable[[random.Random, str], str]
"""What readers type for a word of the text."""


def other_ending(chance: random.Random, word: str) -> str:
    """A word of the dictionary with any ending."""
    return inflected(word, chance.choice(ENDINGS))


def other_number(_: random.Random, word: str) -> str:
    """An English word with an s, or without."""
    return word[:-1] if word[-1] == "s" else f"{word}s"


def as_it_is(_: random.Random, word: str) -> str:
    """The word in the very form of the text."""
    return word


def queries(pages: Iterable[tuple[str, Sequence[Sequence[str]]]], vary: Vary) -> list[Query]:
    """Two or three words of a sentence; `pages` are addresses with their sentences."""
    chance, found, pages = random.Random(SEED + 1), list[Query](), list(pages)
    while len(found) < QUERIES:
        url, sentences = chance.choice(pages)
        words = sorted({one for one in chance.choice(sentences) if len(one) > 3})
        count = chance.choice((2, 3))
        if len(words) >= count:
            some = chance.sample(words, count)
            found.append((url, " ".join(vary(chance, one) for one in some)))
    return found


def sentences_of(site: Path, tag: str) -> list[tuple[str, list[list[str]]]]:
    """The articles and pages of a built edition, with their sentences.

    Of Turkmen only words that the dictionary has as they stand: they can take other endings.
    """
    known, found = set(headwords()), list[tuple[str, list[list[str]]]]()
    for path in sorted(site.glob(f"{tag}/*/index.html")):
        root = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
        prose = [one for one in root.iter("div") if one.get("class") == "prose"]
        if path.parent.name == "search" or not prose:
            continue
        text = re.split(r"(?<=[.:!?])\s", " ".join(prose[0].itertext()))
        words = [re.findall(r"[^\W\d_]+", one.lower()) for one in text]
        if tag == "tk":
            words = [[one for one in sentence if one in known] for sentence in words]
        found.append((f"{path.parent.relative_to(site).as_posix()}/", [w for w in words if w]))
    return found


ASK = """async (queries) => {
  const field = document.querySelector("input"), found = [];
  const quiet = () => !window.asking || !asking.size;
  field.onfocus();
  for (const query of queries) {
    field.value = query;
    field.onkeydown({ key: "Enter" });
    while (!quiet()) await new Promise((done) => setTimeout(done, 2));
    found.push([...document.querySelectorAll("[role=search] li > a")].slice(0, 10)
      .map((one) => new URL(one.href).pathname.slice(1).replace(/index\\.html$/, "")));
  }
  return found;
}"""
TOLD = """async () => {
  const waits = () => !window.searchIndex && !window.searchParts
    || [...document.querySelectorAll("[role=search] li p")].some((one) => one.textContent == "…");
  while (waits()) await new Promise((done) => setTimeout(done, 5));
}"""
"""Wait for the passages."""
PAGEFIND = """async (queries) => {
  window.pagefind ||= await import("/pagefind/pagefind.js");
  const found = [];
  for (const query of queries) {
    const { results } = await pagefind.search(query);
    const data = await Promise.all(results.slice(0, 10).map((one) => one.data()));
    found.push(data.map((one) => one.url.replace(/^\\/|index\\.html$/g, "")));
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    name: str
    index: int
    query: int
    passages: int
    first: float
    """The share of queries in Turkmen letters whose page is the first result."""
    recall: tuple[float, ...]
    """The shares of queries whose page is among the first ten, by keyboard."""

    def __str__(self) -> str:
        shares = "".join(f"{share:9.1%}" for share in self.recall)
        sizes = f"{self.index:10,}{self.query:10,}{self.passages:10,}"
        return f"{self.name:44}{sizes}{self.first:9.1%}{shares}"


def asked(
    tab: Page, script: str, wanted: Sequence[Query], keyboards: int | None
) -> tuple[float, tuple[float, ...]]:
    """How many queries find their page as the first, and among ten from so many keyboards."""
    shares, first = [], 0.0
    for typed in list(KEYBOARDS.values())[:keyboards]:
        found = tab.evaluate(script, [typed(query) for _, query in wanted])
        hits = sum(url in urls for (url, _), urls in zip(wanted, found, strict=True))
        if not shares:
            best = sum([url] == urls[:1] for (url, _), urls in zip(wanted, found, strict=True))
            first = best / len(wanted)
        shares.append(hits / len(wanted))
    return first, tuple(shares)


def ours(
    tab: Page,
    root: Path,
    address: str,
    name: str,
    wanted: Sequence[Query],
    keyboards: int | None = None,
    pages: Mapping[str, str] = MappingProxyType({}),
) -> Row:
    """Measure a search page of ours; its index lies beside it, in one piece or in parts.

    `pages` are those that are not on the disk, by their addresses.
    """
    files = [*(root / address).rglob("*.js")]
    with served(root) as server:
        site = f"http://127.0.0.1:{server.server_port}/"
        here, index, passages = f"{site}{address}", [0], [0]
        for _, query in wanted[:LOADED]:
            scripts, shown = loaded(tab, root, site, address, query, pages)
            index.append(scripts)
            passages.append(shown)
        # What is found does not need the pages.
        tab.route("**/*", lambda one: one.abort() if asks(one) else one.continue_())
        tab.goto(here)
        tab.focus("input")
        if len(files) == 1:
            tab.wait_for_function("window.searchIndex")
        first, recall = asked(tab, ASK, wanted, keyboards)
        tab.unroute_all()
    size = sum(weigh(one.read_text("utf-8")) for one in files)
    return Row(name, size, max(index), max(passages), first, recall)


def asks(route: Route) -> bool:
    """Whether the search page asks for a page."""
    return route.request.resource_type == "fetch"


def loaded(
    tab: Page, root: Path, site: str, address: str, query: str, pages: Mapping[str, str]
) -> tuple[int, int]:
    """What the scripts of the index, and what the pages weigh that a query loads, asked first."""
    sizes, missing = {"script": 0, "fetch": 0}, list[str]()

    def answer(route: Route) -> None:
        kind, url = route.request.resource_type, route.request.url.removeprefix(site)
        if kind not in sizes:
            route.continue_()
            return
        file = root / url / "index.html" if url.endswith("/") else root / url
        if url not in pages and not file.is_file():
            missing.append(url)
            route.abort()
            return
        text = pages.get(url) or file.read_text("utf-8")
        sizes[kind] += weigh(text)
        content = "text/html" if kind == "fetch" else "text/javascript"
        route.fulfill(body=text, content_type=f"{content}; charset=utf-8")

    tab.route("**/*", answer)
    tab.goto(f"{site}{address}")
    tab.evaluate(ASK, [query])
    tab.evaluate(TOLD)
    tab.unroute_all()
    if missing:
        sys.exit(f"A query for {query!r} asks for what is not there: {', '.join(missing)}.")
    return sizes["script"], sizes["fetch"]


def pagefind(
    tab: Page,
    root: Path,
    program: str,
    glob: str,
    name: str,
    wanted: Sequence[Query],
    keyboards: int | None = None,
) -> Row:
    """Measure Pagefind on the same pages."""
    command = [program, "-m", "pagefind", "--site", str(root), "--glob", glob]
    subprocess.run([*command, "--root-selector", "main"], check=True, capture_output=True)
    (root / "blank.html").write_text("<!DOCTYPE html><title>x</title>", "utf-8")
    files = [path for path in (root / "pagefind").rglob("*") if path.suffix.startswith(".pf_")]
    with served(root) as server:
        tab.goto(f"http://127.0.0.1:{server.server_port}/blank.html")
        server.sent.clear()
        tab.evaluate(PAGEFIND, [wanted[0][1]])
        tab.wait_for_timeout(500)
        size = sum(server.sent)
        first, recall = asked(tab, PAGEFIND, wanted, keyboards)
    return Row(name, sum(path.stat().st_size for path in files), size, 0, first, recall)


def search_page(
    root: Path, pages: Sequence[Written], folding: Folding, lengths: Sequence[int] = ()
) -> None:
    """Write a search page of ours: in parts, or whole with words of so many letters."""
    entries = {Line(Title(one.text.title, "tk"), one.url): one.text for one in pages}
    listed = [one for _, same in by_letter(entries, "tk") for one in same]
    texts, items = [entries[one] for one in listed], ""
    if lengths:
        index = make_index(texts, folding, 10**9, lengths)
        assert index
        page = SearchPage((), "index.js", {"index.js": index.script}, index.folding)
        links = (f"<li><a href='../../{one.url}'>{escape(one.title)}</a>" for one in listed)
        items = f"<ul class=letters>{''.join(links)}</ul>"
    else:
        parts = split(listed, texts, folding)
        files = {f"x/{name}.js": script for name, script in parts.files.items()}
        page = SearchPage((), "x/", files, parts.folding, (LetterPage("A", 0, "", ()),))
    script = page.script
    if not lengths:
        script = script.replace("const pass", "window.asking = asking;\nconst pass")
    shutil.rmtree(root / "tk/search", ignore_errors=True)
    for name, text in page.files.items():
        file = root / "tk/search" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (root / "tk/search/index.html").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><div role=search data-index={page.file}"
        f' data-root=../../ data-rules="{escape(page.rules)}" data-counts="{"|" * 21}"><input>'
        f"<p role=status><p><ul></ul><ul></ul></div>{items}<script>{script}</script>",
        "utf-8",
    )


def generated(tab: Page, folder: Path, program: str, shell: str) -> list[Row]:
    """Measure on the generated articles; as pages they have what is around one of this site's."""
    before, start, rest = shell.partition("<div class=prose>")
    _, end, after = rest.partition("</div></div>")
    turkmen, rows = profile("tk").folding, list[Row]()
    bare = replace(turkmen, endings="(?!)")

    def shown(pages: Iterable[Written]) -> dict[str, str]:
        return {one.url: f"{before}{start}{one.prose}{end}{after}" for one in pages}

    for count in (COUNT, MANY):
        pages = articles(count)
        wanted = queries(((one.url, one.sentences) for one in pages), other_ending)
        plain = queries(((one.url, one.printed) for one in pages), as_it_is)
        search_page(folder, pages, turkmen)
        for name, some in (("ours", wanted), ("- words as in the text, ours", plain)):
            title = f"{count:,} generated, {name}"
            rows.append(ours(tab, folder, "tk/search/", title, some, pages=shown(pages)))
            print(rows[-1], flush=True)
    pages = articles(COUNT)
    wanted = queries(((one.url, one.sentences) for one in pages), other_ending)
    plain = queries(((one.url, one.printed) for one in pages), as_it_is)
    for name, folding, length in (
        ("- with 5 letters", turkmen, SHORT),
        ("- with 10 letters", turkmen, LONG),
        ("- with 4 letters", turkmen, 4),
        ("- with 7 letters", turkmen, 7),
        ("- 5 letters, endings not taken off", bare, SHORT),
        ("- 10 letters, endings not taken off", bare, LONG),
    ):
        search_page(folder, pages, folding, (length,))
        title = f"{COUNT} generated, {name}"
        rows.append(ours(tab, folder, "tk/search/", title, wanted, pages=shown(pages)))
        print(rows[-1], flush=True)
    if program:
        for one in pages:
            (folder / one.url).mkdir(parents=True)
            (folder / one.url / "index.html").write_text(one.html, "utf-8")
        glob = "tk/article-*/index.html"
        for name, some in (("Pagefind", wanted), ("Pagefind, words as in the text", plain)):
            rows.append(pagefind(tab, folder, program, glob, f"500 generated, {name}", some))
            print(rows[-1], flush=True)
    return rows


def flagship(tab: Page, folder: Path, program: str) -> list[Row]:
    """Measure on this site."""
    os.chdir(PROJECT)
    settings = {"OUTPUT_PATH": str(folder), "BILINGUAL_FORMATS": False}
    Pelican(read_settings("pelicanconf.py", override=settings)).run()
    rows = []
    for tag in ("en", "tk"):
        wanted = queries(sentences_of(folder, tag), other_number if tag == "en" else other_ending)
        keyboards = 1 if tag == "en" else None
        name = f"this site, {tag}, ours"
        rows.append(ours(tab, folder, f"{tag}/search/", name, wanted, keyboards))
        print(rows[-1], flush=True)
        if program:
            pages = ",".join(url.split("/")[1] for url, _ in sentences_of(folder, tag))
            glob, name = f"{tag}/{{{pages}}}/index.html", f"this site, {tag}, Pagefind"
            rows.append(pagefind(tab, folder, program, glob, name, wanted, keyboards))
            print(rows[-1], flush=True)
    return rows


@contextmanager
def browser_tab() -> Any:
    """A tab of the browser."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS) as browser,
    ):
        yield browser.new_page()


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pagefind", default="", help="a Python that has Pagefind")
    program = parser.parse_args().pagefind
    keyboards = "".join(f"{name:>9}" for name in KEYBOARDS)
    print(f"{'':44}{'index':>10}{'a query':>10}{'passages':>10}{'first':>9}{keyboards}")
    with (
        browser_tab() as tab,
        tempfile.TemporaryDirectory(prefix="bilingual-benchmark.") as folder,
    ):
        rows = flagship(tab, Path(folder) / "this", program)
        shell = (Path(folder) / "this/tk/safe-city/index.html").read_text("utf-8")
        rows += generated(tab, Path(folder) / "generated", program, shell)
    whole = [one for one in rows if one.name.endswith("ours")]
    good = all(one.query + one.passages <= MOST for one in whole)
    good &= all(min(one.recall) >= 0.8 for one in whole if not one.name.startswith(f"{MANY:,} "))
    said = "ours find 80% of 500 articles, and load at most 60 kB, with passages"
    print(f"{'PASS' if good else 'FAIL'}: {said}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

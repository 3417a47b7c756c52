"""Pages in old browsers: what is left of the style does no harm, and real engines show it well."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import ARTICLE, PHONE, file_of, kinds, page_in
from engines import ENGINES, Engine
from PIL import Image
from playwright.sync_api import Browser, Page
from support import parse_html, text_of, tool

PAPER = (250, 246, 238)
FACTS = """() => {
  const found = [], seen = (one) => one.checkVisibility() && one.getClientRects().length;
  const say = (what, one) => found.push(`${what}: ${one.outerHTML.slice(0, 90)}`);
  const wider = document.documentElement.scrollWidth - innerWidth;
  if (wider > 0) found.push(`${wider} px wider than the window`);
  const skip = document.querySelector("a[href='#main']");
  if (skip.getBoundingClientRect().bottom > 0) say("seen", skip);
  for (const one of document.querySelectorAll("p + p")) {
    const above = one.previousElementSibling.getBoundingClientRect();
    const gap = one.getBoundingClientRect().top - above.bottom;
    if (seen(one) && gap > -5 && gap < 4 && !one.closest(".row")) say("too close", one);
  }
  for (const one of document.querySelectorAll("main :is(ul:not(.row), ol) > li")) {
    const { listStyleType, display } = getComputedStyle(one);
    const left = one.parentElement.getBoundingClientRect().left + 16;
    const marked = display === "list-item" && listStyleType !== "none";
    if (!marked || one.getBoundingClientRect().left < left) say("without a mark", one);
  }
  const bars = [...document.querySelectorAll("main svg:not([viewBox])")].filter(seen);
  for (const one of bars) {
    const { height, width } = one.getBoundingClientRect();
    if (height < 5 || height > 30 || width < 1) say(`${width} by ${height} px`, one);
  }
  for (const row of document.querySelectorAll(".row")) {
    const links = [...row.querySelectorAll("a, b")];
    links.slice(1).forEach((one, at) => {
      const box = [...links[at].getClientRects()].at(-1), next = one.getClientRects()[0];
      const beside = Math.abs(next.top - box.top) < 5;
      if (beside && next.left - box.right < 8) say("links that touch", row);
    });
  }
  for (const one of [...document.querySelectorAll("th, td")].filter(seen)) {
    const texts = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), range = new Range();
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const { 0: word, index } of text.data.matchAll(/\\p{L}+/gu)) {
        range.setStart(text, index);
        range.setEnd(text, index + word.length);
        if (new Set([...range.getClientRects()].map((box) => box.top)).size > 1) say("cut", one);
      }
    }
  }
  const lines = [...document.querySelectorAll("main :is(p, li, h1, h2, dt, dd)")].flatMap((one) => {
    const range = document.createRange();
    return [...one.childNodes]
      .filter((node) => node.nodeType === 3 && node.data.trim() && seen(one))
      .flatMap((node) => (range.selectNodeContents(node), [...range.getClientRects()]))
      .map((box) => ({ box, one }));
  });
  lines.forEach(({ box, one }, at) => {
    const over = lines.slice(at + 1, at + 12).find(({ box: other }) =>
      Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2 &&
      Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > box.height / 2);
    if (over) say("lines upon each other", one);
  });
  return found;
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium, PHONE, bypass_csp=True) as found:
        yield found


@pytest.mark.parametrize("name", ENGINES)
def test_a_page_is_laid_out_well_by_what_an_old_browser_knows(
    page: Page, flagship: Path, name: str
) -> None:
    """On a small phone nothing overlaps or is cut off, lists have marks, links stand apart."""
    found = {}
    for address in kinds(flagship):
        page.set_content(ENGINES[name].page(file_of(flagship, address).read_text("utf-8")))
        if said := page.evaluate(FACTS):
            found[address] = said
    assert not found


PALE = """() => [...document.querySelectorAll("body *")].flatMap((one) =>
  [null, "::before", "::after"].filter((part) => {
    const own = getComputedStyle(one, part);
    if (part && ["none", "normal"].includes(own.content)) return false;
    let seen = +own.opacity;
    for (let at = part ? one : one.parentElement; at; at = at.parentElement)
      seen *= +getComputedStyle(at).opacity;
    return seen < 0.79;
  }).map((part) => `${one.outerHTML.slice(0, 60)} ${part || ""}`))"""


def test_no_text_is_paler_than_quiet_text(page: Page, flagship: Path) -> None:
    """Ink is thinned once at most, labels that the style writes included: 7:1 holds."""
    found = {}
    for address in kinds(flagship):
        page.goto(file_of(flagship, address).as_uri())
        if pale := page.evaluate(PALE):
            found[address] = pale
    assert not found


def test_a_browser_knows_either_all_of_the_style_or_the_baseline(flagship: Path) -> None:
    """The question that opens the style is denied by each engine that lacks what it uses."""
    html = file_of(flagship, f"en-tk/{ARTICLE}/").read_text("utf-8")
    base = ENGINES["Safari 12"].page(html)
    needed = (":is(", "gap:", "max(", "var(--", "margin-inline-start:", "padding-block:")
    assert not [one for one in needed if one in base]
    for name, first in {"webview_android": 88, "firefox_android": 79, "safari_ios": 14.5}.items():
        assert len(Engine(name, first - 1).page(html)) <= len(base), name
        opened = Engine(name, first).page(html)
        assert not [one for one in needed if one in html and one not in opened], name


def shown(command: list[str], file: Path) -> list[str]:
    """The lines that a browser of text prints of a page."""
    program = tool(command[0], command[0])
    done = subprocess.run([program, *command[1:], str(file)], capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def begun(text: str) -> str:
    """The first letters of a text."""
    return re.sub(r"\W", "", text)[:12]


READERS = {
    "w3m": ["w3m", "-dump", "-cols", "1000", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8"],
    "lynx": "lynx -dump -nolist -width 1000 -display_charset=utf-8 -assume_charset=utf-8".split(),
}


@pytest.mark.parametrize("reader", READERS)
def test_a_browser_of_text_parts_the_two_languages(flagship: Path, reader: str) -> None:
    """On a parallel page the second half of each pair begins on a line of its own."""
    for address in (one for one in kinds(flagship) if one.startswith(("en-tk/", "tk-en/"))):
        file = file_of(flagship, address)
        lines = {begun(re.sub(r"^\s*o ", "", line)) for line in shown(READERS[reader], file)}
        root = parse_html(file.read_text("utf-8"))
        pairs = [
            [begun(text_of(half)) for half in one if half.get("lang")]
            for one in root.iter()
            if "pair" in one.get("class", "").split() and one.tag not in ("td", "th")
        ]
        assert len(pairs) > 5, address
        assert not [half for pair in pairs for half in pair if half not in lines], address


@pytest.mark.parametrize("reader", READERS)
def test_a_browser_of_text_sees_where_a_definition_ends(flagship: Path, reader: str) -> None:
    """Years of a timeline, and the heading below it, are indented no further than the first."""
    file = file_of(flagship, f"en/{ARTICLE}/")
    lines = shown(READERS[reader], file)
    root = parse_html(file.read_text("utf-8"))
    terms = [text_of(one) for one in root.iter("dt")]
    indents = {len(line) - len(line.lstrip()) for line in lines if line.strip() in terms}
    assert len(terms) > 4
    assert len(indents) == 1, indents


def picture(engine: str, file: Path, folder: Path) -> Image.Image:
    """The page as a real old engine shows it on a phone of 360 px."""
    shot = folder / f"{engine}.png"
    if engine == "QtWebKit":
        command = [tool("wkhtmltoimage", "wkhtmltopdf"), *f"-q --width 360 {file} {shot}".split()]
    else:
        profile = folder / "profile"
        profile.mkdir(exist_ok=True)
        program = shutil.which("firefox-esr") or tool("firefox", "firefox-esr")
        command = [program, "--headless", "--profile", str(profile)]
        command += ["--window-size", "360,4000", "--screenshot", str(shot), file.as_uri()]
    places = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR"), str(folder))
    environment = {"PATH": os.environ["PATH"], "QT_QPA_PLATFORM": "offscreen", **places}
    subprocess.run(command, check=True, capture_output=True, timeout=60, env=environment)
    return Image.open(io.BytesIO(shot.read_bytes())).convert("RGB")


@pytest.mark.parametrize("engine", ["QtWebKit", "Firefox"])
def test_a_real_engine_leaves_margins_and_no_holes(
    flagship: Path, tmp_path: Path, engine: str
) -> None:
    """Ink stays off both edges of the screen, and no hole of 110 px is in the text."""
    addresses = kinds(flagship) if engine == "QtWebKit" else ["", f"en-tk/{ARTICLE}/"]
    found = {}
    for address in addresses:
        image = picture(engine, file_of(flagship, address), tmp_path)
        width, height = image.size
        rows = bytes(
            image.crop((0, at, width, at + 1)).getcolors(2) in ([(width, PAPER)],)
            for at in range(height)
        )
        edges = [image.crop((left, 12, left + 6, height)).getcolors(1) for left in (0, width - 6)]
        hole = max(map(len, re.findall(b"\1+", rows.rstrip(b"\1"))), default=0)
        if width != 360 or None in edges or hole > 110:
            found[address] = (width, edges, hole)
    assert not found

"""What a page is to people who see little, use no mouse, or want no motion."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import (
    ARTICLE,
    AUDIT,
    DESKTOP,
    PHONE,
    RULES,
    Host,
    kinds,
    page_in,
    protocol,
    text_size,
)
from playwright.sync_api import Browser, Page
from support import from_npm

OPEN = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
WIDER = "document.documentElement.scrollWidth - innerWidth"
NORMAL, DOUBLE = 16, 32
"""Text sizes, in pixels, of a reader's own settings."""

TURKMEN = "ňýžşäöüç"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


def visit(page: Page, host: Host, flagship: Path) -> Iterator[str]:
    """Show one page of every kind, after the other, with everything unfolded."""
    for address in kinds(flagship):
        page.goto(host.url + address)
        page.evaluate(OPEN)
        yield address


@pytest.mark.parametrize("size", [NORMAL, DOUBLE])
def test_no_page_breaks_a_rule_of_accessibility(
    page: Page, host: Host, flagship: Path, size: int
) -> None:
    """On a phone and a desktop, light and dark, axe finds nothing, and contrast is 7:1."""
    axe = from_npm("axe-core/axe.min.js").read_text("utf-8")
    text_size(page, size)
    found = []
    for address in visit(page, host, flagship):
        page.evaluate(axe)
        for width in (PHONE, DESKTOP):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                broken = page.evaluate(AUDIT, RULES)
                found += [f"/{address} {width} px, {scheme}: {one}" for one in broken]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("size", [NORMAL, DOUBLE])
def test_nothing_is_wider_than_a_small_phone(
    page: Page, host: Host, flagship: Path, size: int
) -> None:
    """At 320 px no page scrolls sideways, not even with text twice as large."""
    page.set_viewport_size({"width": PHONE, "height": 800})
    text_size(page, size)
    found = {one: page.evaluate(WIDER) for one in visit(page, host, flagship)}
    assert not {address: wider for address, wider in found.items() if wider > 0}


CUT = """(room) => {
  const cut = [], range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!parent.checkVisibility()) continue;
    const style = getComputedStyle(parent);
    for (const part of node.data.matchAll(/\\S+/g)) {
      if (/[./]\\p{L}/u.test(part[0])) continue;  // an address goes on without a hyphen
      for (const word of part[0].matchAll(/[\\p{L}\\p{M}\\d’]+/gu)) {
        if (word[0].length > room && style.hyphens === "auto") continue;
        range.setStart(node, part.index + word.index);
        range.setEnd(node, part.index + word.index + word[0].length);
        const seen = (box) => box.width && box.bottom + scrollY > 0;
        const lines = [...range.getClientRects()].filter(seen);
        if (new Set(lines.map((box) => Math.round(box.top / 4))).size > 1) cut.push(word[0]);
      }
    }
  }
  const seen = (one) => one.checkVisibility() && getComputedStyle(one).display !== "inline";
  const narrow = [...document.querySelectorAll("body *")].filter(seen)
    .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1);
  return [...cut, ...narrow.map((one) => `${one.outerHTML.slice(0, 80)} is too narrow`)];
}"""
ANY = 99
"""More letters than any word has."""


@pytest.mark.parametrize(
    ("width", "size", "room"),
    [
        (PHONE, NORMAL, ANY),
        (360, NORMAL, ANY),
        (640, DOUBLE, ANY),
        (DESKTOP, DOUBLE, ANY),
        (PHONE, DOUBLE, 11),
    ],
)
def test_no_word_is_cut(
    page: Page, host: Host, flagship: Path, width: int, size: int, room: int
) -> None:
    """Where a browser cannot hyphenate, each word has room on one line, and stays in its place.

    Text twice as large on the smallest phone has room for 11 letters: there longer words stand in
    text that browsers hyphenate.
    """
    page.set_viewport_size({"width": width, "height": 800})
    text_size(page, size)
    found = {one: page.evaluate(CUT, room) for one in visit(page, host, flagship)}
    assert not {address: words for address, words in found.items() if words}


HIT = """(link) => {
  const box = link.getBoundingClientRect();
  const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return there === link || link.contains(there);
}"""


def test_the_first_key_press_offers_to_skip_to_the_text(
    page: Page, host: Host, flagship: Path
) -> None:
    """The first Tab shows a link that was hidden; Enter and another Tab lead on from `main`."""
    for address in visit(page, host, flagship):
        link = page.locator("a[href='#main']").first
        assert not link.evaluate(HIT), address
        page.keyboard.press("Tab")
        assert link.evaluate("(link) => link === document.activeElement"), address
        assert link.evaluate(HIT), address
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        first = "main :is(a[href], button, input, summary), main ~ * :is(a[href], button, input)"
        assert page.locator(first).first.evaluate("(one) => one === document.activeElement"), (
            address
        )


STOPS = """() => {
  const stops = [...document.querySelectorAll("a[href], button, input, summary")];
  return stops.filter((one) => one.type !== "hidden" && one.checkVisibility()).length;
}"""
WATCH = """() => {
  const channels = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return { alpha, light: [red, green, blue].map((one) => one / 255)
      .map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4))
      .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0) };
  };
  const ground = (one) => {
    for (; one; one = one.parentElement) {
      const colour = channels(getComputedStyle(one).backgroundColor);
      if (colour.alpha) return colour.light;
    }
    return 1;
  };
  window.stops = new Set();
  window.unmarked = [];
  addEventListener("focusin", ({ target }) => {
    window.stops.add(target);
    const style = getComputedStyle(target);
    const [high, low] = [channels(style.outlineColor).light, ground(target.parentElement)]
      .sort((one, other) => other - one);
    const contrast = (high + 0.05) / (low + 0.05);
    const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
    if (width < 2 || !channels(style.outlineColor).alpha || contrast < 3)
      window.unmarked.push(`${target.outerHTML.slice(0, 80)}: ${width} px, ${contrast}`);
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    page: Page, host: Host, flagship: Path, scheme: Any
) -> None:
    """Tab stops at every link and control, each with an outline of 2 px and a contrast of 3:1."""
    page.emulate_media(color_scheme=scheme)
    for address in visit(page, host, flagship):
        page.evaluate(WATCH)
        stops = page.evaluate(STOPS)
        assert stops > 3, address
        for _ in range(stops):
            page.keyboard.press("Tab")
        assert page.evaluate("window.stops.size") == stops, address
        assert page.evaluate("window.unmarked") == [], address


MOVING = """() => {
  const still = (style) => style.animationName === "none"
    && style.transitionDuration.split(", ").every((one) => parseFloat(one) === 0)
    && style.scrollBehavior === "auto";
  const parts = [null, "::before", "::after", "::marker", "::details-content"];
  return [...document.querySelectorAll("*")]
    .filter((one) => !parts.every((part) => still(getComputedStyle(one, part))))
    .map((one) => one.outerHTML.slice(0, 80))
    .concat(document.getAnimations().map((one) => one.constructor.name));
}"""


def test_nothing_moves_for_those_who_want_no_motion(page: Page, host: Host, flagship: Path) -> None:
    """With reduced motion there is no animation, no transition and no smooth scrolling."""
    page.emulate_media(reduced_motion="reduce")
    for address in visit(page, host, flagship):
        page.locator("a[href]:not([href='#main'])").first.hover()
        assert page.evaluate(MOVING) == [], address


PLAIN = "main :is(p, li, dd):not(.label, .label *, .end *):not(:has(*))"
PROBE = """([parent, family, text]) => {
  const probe = Object.assign(document.createElement("p"), { textContent: text });
  probe.style.fontFamily = family;
  document.querySelector(parent).append(probe);
}"""


def families(page: Page, selector: str) -> list[set[str]]:
    """The families that Chromium draws elements with, one set for each element."""
    session = protocol(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})
    return [
        {font["familyName"] for font in session.send("CSS.getPlatformFontsForNode", node)["fonts"]}
        for node in ({"nodeId": one} for one in found["nodeIds"])
    ]


def test_turkmen_letters_are_of_the_same_family_as_all_others(page: Page, host: Host) -> None:
    """One family draws English, Turkmen and ňýžşäöüç: the first of the list that is here."""
    page.goto(f"{host.url}en/{ARTICLE}/")
    (family,) = families(page, PLAIN)[0]
    page.goto(f"{host.url}tk/{ARTICLE}/")
    page.evaluate(PROBE, ["main", "", TURKMEN + TURKMEN.upper()])
    drawn = families(page, PLAIN)
    assert len(drawn) > 10
    assert drawn == [{family}] * len(drawn)
    stack = page.evaluate("getComputedStyle(document.body).fontFamily").split(", ")
    for name in stack:
        page.evaluate(PROBE, ["body", name, TURKMEN])
    found = families(page, "body > p")
    here = [name for name, one in zip(stack, found, strict=True) if one == {name.strip('"')}]
    assert not here or family == here[0].strip('"')

"""Results while their pages are read: order, the keyboard's place, whole words, every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from browsing import AUDIT, PHONE, RULES, Host, hosted, page_in
from playwright.sync_api import Browser, Page, Route
from searching import LISTED, STATUS, find, folder
from support import Site, from_npm

PASSAGE = "[role=search] li p span"


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


def settled(page: Page) -> None:
    """Wait until no page is being read."""
    said = page.locator("[role=search]").get_attribute("data-reading")
    assert said
    for _ in range(100):
        if said not in page.inner_text(STATUS):
            return
        page.wait_for_timeout(50)
    raise AssertionError("Pages are still being read.")


def asked(page: Page, text: str) -> tuple[list[str], list[str]]:
    """What is found, and what may be, after the pages are read: folders."""
    find(page, text)
    settled(page)
    whole, some = page.evaluate(LISTED)
    return [folder(one) for one in whole], [folder(one) for one in some]


def test_no_passage_begins_or_ends_within_a_word(page: Page, host: Host) -> None:
    """What stands beside the passage on its page is a space, or nothing."""
    page.goto(f"{host.url}tk/search/")
    asked(page, "kamera döwlet")
    shown = [
        (one.locator("xpath=../..").locator("> a").evaluate("(one) => one.href"), one.inner_text())
        for one in page.locator(PASSAGE).all()
    ]
    assert len(shown) > 1
    for href, text in shown:
        page.goto(href)
        page.evaluate("document.querySelectorAll('sup').forEach((one) => one.remove())")
        whole = re.sub(r"\s+", " ", page.evaluate("document.querySelector('main').innerText"))
        bare = re.escape(text.strip("… "))
        assert re.search(rf"(?:^|[\s]){bare}(?:\s|$)", whole), text


def test_words_that_stand_together_come_first_without_quotation_marks(
    themed: Site, page: Page
) -> None:
    """Pages that have the same words apart come after them."""
    themed.page("a", "A city that is safe.", title="First")
    themed.page("b", "A note on safe cities.", title="Second")
    with hosted(themed.build()) as host:
        page.goto(f"{host.url}en/search/")
        assert asked(page, "safe city")[0] == ["b", "a"]


def test_who_is_on_a_result_stays_there_when_passages_come(page: Page, host: Host) -> None:
    """The keyboard's place is not moved, whatever is shown around it."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        held.append(route)

    page.goto(f"{host.url}en/search/")
    page.route("**/en/*/", hold)
    whole, _ = find(page, "safe city")
    page.keyboard.press("Tab")
    here = "document.activeElement.href"
    before = page.evaluate(here)
    assert before.endswith(whole[1])
    held[0].continue_()
    settled(page)
    assert page.evaluate(here) == before
    assert page.locator(PASSAGE).count()


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_passages_break_no_rule_of_accessibility_and_fit(
    chromium: Browser, host: Host, width: int
) -> None:
    """Of both kinds of results, in light and in dark."""
    with page_in(chromium, width) as page:
        page.goto(f"{host.url}tk/search/")
        page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
        asked(page, "“howpsuz şäher”")
        assert page.locator(PASSAGE).count()
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert page.evaluate(AUDIT, RULES) == []
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_another_phrase_of_the_same_words_shows_another_passage(themed: Site, page: Page) -> None:
    """What was shown for the one is not kept for the other."""
    themed.page("a", "A safe city.\n\nThe city camera sees.", title="First")
    with hosted(themed.build()) as host:
        page.goto(f"{host.url}en/search/")
        asked(page, '"safe city" camera')
        assert page.inner_text(PASSAGE).startswith("A safe city")
        asked(page, 'safe "city camera"')
        assert page.inner_text(PASSAGE).startswith("The city camera")

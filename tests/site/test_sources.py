"""The explainers' figures and sources: nothing that no fact stands behind, in any language."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from support import parse_html, text_of

from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.language.figures import numbers

PAGES = ("huawei-in-turkmenistan", "safe-city", "technological-dependence")
EDITIONS = ("en", "tk", "en-tk")

SVG = "{http://www.w3.org/2000/svg}svg"

FACTS = {
    "the company's size": "2024 2025",
    "what Huawei does": "20 4 5",  # over 20 years; 4G and 5G
    "MTS and Altyn Asyr": "2011 2.4 2010 300000 1 4",
    "the desert's stations": "2014",
    "the Games": "2017",
    "railways": "2015 265 2017 1200 60 120",
    "the law on private life": "519 20 2017 1",
    "contracts": "2021 2023 2019 2025",
    "the forum in Ashgabat": "2025 12 14",
    "cameras": "2000 883 800 850 870 1 2019",
    "Safe City in Uzbekistan": "2023 2019 300",
    "Safe City in Dushanbe": "20 116.6 12 50 22 20.9",
    "the police of Kazakhstan": "2025",
    "5G and its tests": "5 2019",
    "the Smart City deal in Kyrgyzstan": "2018",
    "intelligence work": "2018 2023 10",
    "Huawei's shares": "90 80 85 65 2016 2017",
    "two operators": "90 70",
    "loans": "21 2008 18 2011 2007 21.3 18.3",
    "debt": "20 16.9 16 6.5 30 15 13 5 2024",
    "cameras in Ashgabat": "2002",
    "internet users": "38 2023 3149178 2727569",
    "blocking": "122000 15.5",
    "when the sources were read": "2026",
    "a source's name": "24",  # 24.kg
    "what a correction quotes": "2019 20",
}
"""The figures that the facts behind the explainers have, by what they are about."""
ALLOWED = {Decimal(one) for figures in FACTS.values() for one in figures.split()}


def strangers(text: str, tag: str) -> set[Decimal]:
    """The numbers of a text that no fact has."""
    return set(numbers(text, parse_locale(tag))) - ALLOWED


def explainer(flagship: Path, edition: str, slug: str) -> Element:
    """The main part of an explainer's page."""
    html = (flagship / edition / slug / "index.html").read_text("utf-8")
    return next(parse_html(html).iter("main"))


def said(page: Element) -> str:
    """What a page says: its title, key points, text, sources and corrections.

    Without the numbers of notes and of a map's rows, what notes name, what to read next, credits,
    and dates of the page itself.
    """
    copy = deepcopy(page)
    for one in copy.iter():
        classes = one.get("class", "").split()
        onward = one.tag == "section" and one.find("p/a[@href='#main']") is not None
        if (
            onward
            or one.tag in ("sup", "time", SVG)
            or {"footnote", "byline", "quiet"} & set(classes)
        ):
            tail = one.tail
            one.clear()
            one.tail = tail
    return " ".join(copy.itertext())


def notes(page: Element) -> Iterator[Element]:
    """The numbered notes of a page."""
    for one in page.iter("div"):
        if one.get("class") == "footnote":
            yield from one.iter("li")


def named(element: Element) -> list[tuple[str, str]]:
    """What an element links to outside of the site: the address and its text."""
    links = ((one.get("href", ""), text_of(one)) for one in element.iter("a"))
    return [(href, text) for href, text in links if href.startswith("http")]


@pytest.mark.parametrize("slug", PAGES)
@pytest.mark.parametrize("edition", EDITIONS[:2])
def test_every_number_of_an_explainer_is_one_of_the_facts(
    flagship: Path, edition: str, slug: str
) -> None:
    """In English and in Turkmen, whatever way they are written."""
    text = said(explainer(flagship, edition, slug))
    assert len(numbers(text, parse_locale(edition))) > 10
    assert strangers(text, edition) == set()


@pytest.mark.parametrize(
    ("text", "tag", "found"),
    [
        ("Debt is 17.9% of GDP.", "en", {Decimal("17.9")}),
        ("Bergi 16,9 %, kamera 2 001.", "tk", {Decimal(2001)}),
        ("16.9% and 2,000 cameras in 2023", "en", set()),
        ("2019-njy ýylda 2 000 kamera", "tk", set()),
    ],
)
def test_a_number_that_no_fact_has_is_found(text: str, tag: str, found: set[Decimal]) -> None:
    """A digit too many is another number."""
    assert strangers(text, tag) == found


@pytest.mark.parametrize("slug", PAGES)
def test_sources_are_the_same_in_every_language(flagship: Path, slug: str) -> None:
    """Note by note, the same address behind the same words; so are those in the list of sources."""
    pages = [explainer(flagship, edition, slug) for edition in EDITIONS]
    english, turkmen, both = ([named(one) for one in notes(page)] for page in pages)
    assert len(english) > 5
    assert english == turkmen == both
    lists = [[*dict.fromkeys(named(page))] for page in pages]
    assert lists[0] == lists[1] == lists[2]


@pytest.mark.parametrize("slug", PAGES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_note_names_one_source_and_a_claim_leads_to_it(
    flagship: Path, edition: str, slug: str
) -> None:
    """Who has published it, and its title as a link; no note is without a claim."""
    page = explainer(flagship, edition, slug)
    claims = {one.get("href") for sup in page.iter("sup") for one in sup.iter("a")}
    targets = []
    for note in notes(page):
        publisher, _, _ = text_of(note).partition(":")
        ((address, title),) = named(note)
        assert publisher.strip(), text_of(note)
        assert title.strip(), address
        targets.append(address)
        assert f"#{note.get('id')}" in claims, text_of(note)
    assert len(targets) == len(set(targets))

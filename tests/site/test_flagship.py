"""The repository's own site, page by page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from support import PROJECT, text_of
from walk import broken, ids, is_external, links, pages, target

from pelican.plugins.bilingual.catalog.catalog import Catalog, read_catalog

SITEURL = "https://example.org/site"
CATALOGS = PROJECT / "translations/tk/LC_MESSAGES"
NEWSLETTER = "Hepdelik täzeliklere: / Weekly newsletters:"
DRAFT = "This translation is a machine draft."
BLOCKS = {"p", "li", "td", "th", "dt", "dd", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6"}
Trees = dict[str, Element]


@pytest.fixture(scope="module")
def trees(flagship: Path) -> Trees:
    return pages(flagship)


OUTSIDE = ("index.html", "404.html", "status/index.html", "terms/index.html")
"""Pages that belong to no edition."""


def language(page: str) -> str:
    """The edition that a page belongs to; the front door is the source's."""
    return "tk" if page.startswith("tk/") else "en"


def main(root: Element) -> Element:
    (found,) = root.iter("main")
    return found


def langs(root: Element, lang: str = "") -> Iterator[tuple[Element, str]]:
    """Every element with the language that a browser sees for it."""
    lang = root.get("lang", lang)
    yield root, lang
    for child in root:
        if isinstance(child.tag, str):
            yield from langs(child, lang)


def switch(page: str, root: Element) -> dict[str, str]:
    """The files that the language switch leads to, by the languages behind them."""
    (nav,) = [one for one in root.iter("nav") if "switch" in one.get("class", "").split()]
    found = {}
    for one in nav.iter("a"):
        file, _ = target(page, one.get("href", ""), "/site")
        found[one.get("lang") or "en-tk"] = file
    return found


def catalog(page: str, trees: Trees) -> Catalog:
    """The catalog of a content page in any edition."""
    english = page if page.startswith("en/") else switch(page, trees[page])["en"]
    slug = english.split("/")[1]
    for source in (PROJECT / "content").rglob("*.md"):
        if re.search(rf"(?m)^Slug: {re.escape(slug)}$", source.read_text("utf-8")):
            domain = source.relative_to(PROJECT / "content").with_suffix(".po")
            return read_catalog(CATALOGS / domain, str(domain))
    raise AssertionError(f"{page} has no source")


def content_pages(trees: Trees, folder: str) -> list[str]:
    """The articles and pages of an edition: what has a parallel page."""
    return [
        page
        for page, root in trees.items()
        if page.startswith(f"{folder}/") and "en-tk" in ({folder} | set(switch(page, root)))
    ]


def test_every_source_is_published_in_every_edition(trees: Trees) -> None:
    """There are as many English, Turkmen and parallel pages as sources."""
    sources = len(list((PROJECT / "content").rglob("*.md")))
    assert sources >= 5
    for folder in ("en", "tk", "en-tk"):
        assert len(content_pages(trees, folder)) == sources, folder


def test_every_link_resolves(flagship: Path) -> None:
    """Every relative link and #fragment leads to a file and an id; none starts with a slash."""
    assert not broken(flagship, "/site")


def test_ids_are_unique(trees: Trees) -> None:
    """No page has an id twice."""
    for page, root in trees.items():
        assert not [one for one, count in Counter(ids(root)).items() if count > 1], page


def test_pages_say_their_language(trees: Trees) -> None:
    """`<html lang>` is the edition's, `<main lang>` is absent or the text's own."""
    for page, root in trees.items():
        assert root.get("lang") == language(page), page
        assert main(root).get("lang") in (None, language(page)), page


def test_languages_are_only_those_of_the_site(trees: Trees) -> None:
    """Nothing claims to be in a language that the site does not have."""
    for page, root in trees.items():
        assert {lang for _, lang in langs(root)} <= {"en", "tk"}, page


def test_a_fallback_says_its_language(trees: Trees) -> None:
    """English text on a Turkmen page is marked as English, unless the catalog wants it so."""
    for page in content_pages(trees, "tk"):
        english = trees[switch(page, trees[page])["en"]]
        originals = {text_of(one) for one in main(english).iter() if one.tag in BLOCKS}
        kept = {
            re.sub(r"\W+", "", re.sub(r"\]\(\S*\)", "", message.msgid))
            for message in catalog(page, trees).messages.values()
            if message.msgid == message.msgstr
        }
        for element, lang in langs(main(trees[page]), "tk"):
            text = text_of(element)
            if element.tag not in BLOCKS or text not in originals or len(text.split()) < 3:
                continue
            inner = [one for one in element.iter() if one is not element and one.get("lang")]
            if re.sub(r"\W+", "", text) not in kept:
                assert lang == "en" or inner, (page, text)


def test_the_turkmen_edition_is_complete(trees: Trees) -> None:
    """Every message of every page is translated; only the glossary's term list is in English."""
    for path in sorted(CATALOGS.rglob("*.po")):
        name = path.relative_to(CATALOGS).as_posix()
        messages = read_catalog(path, name).messages
        missing = [key for key, one in messages.items() if key[0] != "slug" and not one.published]
        assert not missing, (name, missing[:3])
    for page in content_pages(trees, "tk"):
        sections = main(trees[page]).iter("section")
        terms = {one for section in sections for one in section.iter() if "sozluk" in page}
        found = (one for one in main(trees[page]).iter() if one not in terms)
        marked = [one for one in found if one.get("lang") == "en"]
        assert not marked, (page, [text_of(one) for one in marked][:3])


def test_the_newsletter_line_is_everywhere(trees: Trees) -> None:
    """Every page in every edition has the line, Turkmen first, each half in its language."""
    for page, root in trees.items():
        holders = [one for one in root.iter("p") if text_of(one) == NEWSLETTER]
        assert len(holders) == 1, page
        halves = [(one.get("lang"), text_of(one)) for one in holders[0].iter("span")]
        assert halves == [("tk", "Hepdelik täzeliklere:"), ("en", "Weekly newsletters:")], page


def test_the_switch_leads_to_the_same_page(trees: Trees) -> None:
    """Each version of a page leads to the others, and they lead back."""
    for page, root in trees.items():
        found = switch(page, root)
        if page in OUTSIDE:
            assert set(found.values()) == {"en/index.html", "tk/index.html"}, page
            continue
        own = page.split("/")[0]
        assert own not in found, page
        assert {"en", "tk"} <= {own, *found}, page
        for there in found.values():
            assert switch(there, trees[there]).get(own) == page, (page, there)


def test_the_switch_marks_where_the_reader_is(trees: Trees) -> None:
    """On every page of an edition exactly one entry of the switch is the current one."""
    for page, root in trees.items():
        (nav,) = [one for one in root.iter("nav") if "switch" in one.get("class", "").split()]
        current = [one for one in nav.iter() if one.get("aria-current") == "page"]
        assert len(current) == (0 if page in OUTSIDE else 1), page


def test_every_page_has_one_heading_and_a_title(trees: Trees) -> None:
    """There is exactly one `h1`, it says something, and so does the `title`."""
    for page, root in trees.items():
        headings = list(root.iter("h1"))
        assert len(headings) == 1, page
        assert text_of(headings[0]), page
        assert text_of(next(root.iter("title"))), page


def test_titles_tell_pages_apart(trees: Trees) -> None:
    """No two pages of an edition have the same `title`."""
    titles = Counter(
        (page.split("/")[0], text_of(next(root.iter("title")))) for page, root in trees.items()
    )
    assert not [title for title, count in titles.items() if count > 1]


def test_headings_do_not_skip_a_level(trees: Trees) -> None:
    """Below an `h2` comes an `h3`, never an `h4` at once."""
    for page, root in trees.items():
        levels = [int(one.tag[1]) for one in root.iter() if re.fullmatch("h[1-6]", str(one.tag))]
        for before, after in pairwise(levels):
            assert after <= before + 1, (page, levels)


def test_nothing_is_loaded_from_elsewhere(trees: Trees) -> None:
    """A page is one request: no script, style sheet, image or frame of another host."""
    for page, root in trees.items():
        for one, link in links(root):
            if one.tag == "a" or one.get("rel") in ("canonical", "alternate"):
                continue
            if one.tag == "form":
                assert link.startswith("https://"), page
                continue
            assert not is_external(link) or urlsplit(link).scheme == "data", (page, link)
        styles = "".join(text_of(one) for one in root.iter("style"))
        styles += "".join(one.get("style", "") for one in root.iter())
        assert "@import" not in styles, page
        assert not re.search(r"url\(\s*[\"']?(?!data:)", styles), page


def test_there_is_no_script(trees: Trees) -> None:
    """No page runs anything: no script, no event handler, no script link, no refresh.

    Only search pages have a script, in the page itself.
    """
    for page, root in trees.items():
        searches = page.endswith("/search/index.html")
        for one in root.iter():
            data = one.tag == "script" and one.get("type") == "application/ld+json"
            own = one.tag == "script" and searches and not one.attrib
            assert data or own or one.tag not in ("script", "iframe", "object", "embed"), page
            assert not [name for name in one.keys() if name.startswith("on")], page  # noqa: SIM118 # an Element is no mapping
            assert one.get("http-equiv", "").lower() != "refresh", page
        assert not [link for _, link in links(root) if link.lower().startswith("javascript:")]


def test_nothing_dead_asks_for_an_address(trees: Trees) -> None:
    """Without a newsletter service there is no form; the feed takes its place."""
    for page, root in trees.items():
        assert not list(root.iter("form")), page
        types = [one.get("type") for one in root.iter("input")]
        assert types == ["search"] * page.endswith("/search/index.html"), page


def test_canonical_and_alternates_name_the_page(trees: Trees) -> None:
    """Absolute addresses in the head are those of the page and its translations, both ways."""
    for page, root in trees.items():
        folder = f"{SITEURL}/{page.removesuffix('index.html')}"
        found: dict[str, list[str]] = {}
        for one in root.iter("link"):
            key = f"{one.get('rel')} {one.get('hreflang', '')}".strip()
            if one.get("type") is None:
                found.setdefault(key, []).append(one.get("href", ""))
        if page in OUTSIDE:
            continue
        assert found["canonical"] == [folder], page
        if page.startswith("en-tk/"):
            assert "alternate en" not in found, page
            continue
        for tag in ("en", "tk"):
            (address,) = found[f"alternate {tag}"]
            file = f"{address.removeprefix(f'{SITEURL}/')}index.html"
            assert file.startswith(f"{tag}/"), page
            assert file == (page if page.startswith(f"{tag}/") else switch(page, root)[tag]), page


def values(text: str, lang: str) -> Counter[float]:
    """The numbers of a text by their values, as each language writes them."""
    group, point = (",", r"\.") if lang == "en" else ("[ \u00a0\u202f]", ",")
    number = rf"\d{{1,3}}(?:{group}\d{{3}})+(?!\d)(?:{point}\d+)?|\d+(?:{point}\d+)?"
    found: Counter[float] = Counter()
    for one in re.findall(number, text):
        digits = re.sub(group, "", one)
        found[float(digits.replace(",", "."))] += 1
    return found


def prose(root: Element) -> str:
    """The words of a page's text and key points, without dates and notices around them."""
    kept = [
        one
        for one in main(root).iter()
        if {"prose", "keypoints"} & set(one.get("class", "").split())
    ]
    assert kept
    return " ".join(text for one in kept for text in without_notes(one).itertext())


def without_notes(element: Element) -> Element:
    """A copy without the numbers of notes."""
    copy = deepcopy(element)
    for one in copy.iter("sup"):
        for number in one:
            number.text = ""
    return copy


def test_every_figure_is_in_the_translation(trees: Trees) -> None:
    """Each number of an English page stands, with the same value, in the Turkmen page."""
    seen = 0
    for page in content_pages(trees, "tk"):
        english = values(prose(trees[switch(page, trees[page])["en"]]), "en")
        turkmen = values(prose(trees[page]), "tk")
        assert not english - turkmen, (page, english - turkmen)
        seen += english.total()
    assert seen > 50


def test_machine_drafts_say_so(trees: Trees) -> None:
    """A Turkmen page that a machine has drafted says so, in Turkmen, in the catalog's words."""
    words = read_catalog(CATALOGS / "site.po", "site").translation((None, DRAFT))
    assert words
    assert words != DRAFT
    for folder in ("tk", "en-tk"):
        for page in content_pages(trees, folder):
            source = catalog(page, trees)
            published = [one for one in source.messages.values() if one.published]
            if not source.machine or all(one.reviewed for one in published):
                continue
            notices = [text_of(one) for one in trees[page].iter("aside")]
            said = words if folder == "tk" else DRAFT
            assert any(said in one for one in notices), page


def test_no_notice_on_the_original(trees: Trees) -> None:
    """An English page is no translation, and says nothing about one."""
    for page in content_pages(trees, "en"):
        assert DRAFT not in text_of(trees[page]), page


def test_the_turkmen_chrome_is_turkmen(trees: Trees) -> None:
    """No theme string is left in English on a Turkmen page."""
    site = read_catalog(CATALOGS / "site.po", "site")
    english = {
        key[1]
        for key, one in site.messages.items()
        if key[0] is None and "%" not in key[1] and one.msgstr != key[1] and len(key[1]) > 3
    }
    for page, root in trees.items():
        if not page.startswith("tk/"):
            continue
        for one, lang in langs(root):
            if lang == "tk":
                assert (one.text or "").strip() not in english, page
                assert one.get("aria-label", "") not in english, page


def test_parallel_pages_have_two_halves(trees: Trees) -> None:
    """On a parallel page both languages have about the same number of halves."""
    for page in content_pages(trees, "en-tk"):
        halves = Counter(
            one.get("lang")
            for one in main(trees[page]).iter()
            if one.get("lang") in ("en", "tk") and not one.get("href", "").startswith("#fnref")
        )
        assert halves["tk"] > 10, page
        assert abs(halves["en"] - halves["tk"]) <= 2, (page, halves)


def test_parallel_links_stay_parallel(trees: Trees) -> None:
    """Links from the text of a parallel page to other pages of the site lead to parallel ones."""
    for page in content_pages(trees, "en-tk"):
        for block in main(trees[page]).iter("div"):
            if "prose" not in block.get("class", "").split():
                continue
            for link in (link for _, link in links(block) if not is_external(link)):
                file, _ = target(page, link)  # a figure's data is in one language
                assert file.startswith("en-tk/") or file.endswith(".csv"), (page, link)

"""Feeds: one full-text Atom feed for each language."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree

import pytest
from support import Site, parse_html
from walk import is_external, links, target

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://example.org/base"
LONG = " ".join(["word"] * 300)


@pytest.fixture
def two_pages(site: Site) -> Site:
    """Two articles that link to each other, one with a slug of its own in Turkmen."""
    site.set('SITENAME = "Explainers"\nSITESUBTITLE = "Clear words"')
    site.write(
        "content/one.md",
        "Title: One & <b>only</b>\nDate: 2026-01-02\nModified: 2026-02-03\nSlug: one\n"
        f"Summary: Short. [two]({{filename}}two.md)\nTags: X\n\n"
        f"See [two]({{filename}}two.md#part), [here](#own) and ![p]({{static}}/p.png).\n\n"
        f"## Own {{#own}}\n\n{LONG} the end.\n",
    )
    site.page("two", "## Part {#part}\n\nText.")
    site.write("content/p.png", b"png")
    site.catalog(
        "one",
        'msgctxt "slug"\nmsgid "one"\nmsgstr "bir"\n\nmsgctxt "title"\n'
        'msgid "One & <b>only</b>"\nmsgstr "Bir & <b>ýeke</b>"\n',
    )
    site.catalog("two", 'msgid "Text."\nmsgstr "Tekst."\n')
    site.catalog("site", 'msgctxt "setting"\nmsgid "Explainers"\nmsgstr "Düşündirişler"\n')
    return site


def feed(output: Path, tag: str) -> ElementTree.Element:
    return ElementTree.parse(output / tag / "feed.xml").getroot()


def text(root: ElementTree.Element, name: str) -> str:
    return root.findtext(f"{ATOM}{name}") or ""


@pytest.mark.parametrize("siteurl", ["", BASE])
def test_a_feed_is_in_its_language(two_pages: Site, siteurl: str) -> None:
    """Each feed is well-formed and carries its `xml:lang`, translated name and full text."""
    output = two_pages.build(SITEURL=siteurl)
    english, turkmen = feed(output, "en"), feed(output, "tk")
    assert (english.get(LANG), turkmen.get(LANG)) == ("en", "tk")
    assert (text(english, "title"), text(turkmen, "title")) == ("Explainers", "Düşündirişler")
    for root, word in ((english, "Text."), (turkmen, "Tekst.")):
        contents = [text(entry, "content") for entry in root.iter(f"{ATOM}entry")]
        assert len(contents) == 2
        assert any(word in content for content in contents)
        assert any(f"{LONG} the end." in content for content in contents)


@pytest.mark.parametrize("siteurl", ["", BASE])
def test_ids_are_unique_and_valid(two_pages: Site, siteurl: str) -> None:
    """Feeds and entries have ids of their own across all feeds; all are absolute IRIs."""
    output = two_pages.build(SITEURL=siteurl)
    found = [
        element.text or ""
        for tag in ("en", "tk")
        for element in feed(output, tag).iter(f"{ATOM}id")
    ]
    assert len(found) == 2 * (1 + 2)
    assert len(set(found)) == len(found)
    for one in found:
        assert re.fullmatch(r"[a-z]+:\S+", one), one


@pytest.mark.parametrize("siteurl", ["", BASE])
def test_ids_last(two_pages: Site, siteurl: str) -> None:
    """A feed's ids are the same after a rebuild, so that readers do not see all as new."""
    first = (two_pages.build(SITEURL=siteurl) / "tk/feed.xml").read_bytes()
    assert (two_pages.build(SITEURL=siteurl) / "tk/feed.xml").read_bytes() == first


@pytest.mark.parametrize("tag", ["en", "tk"])
@pytest.mark.parametrize("siteurl", ["", BASE, f"{BASE}/"])
def test_links_of_a_feed_resolve(two_pages: Site, siteurl: str, tag: str) -> None:
    """Links of the feed, its entries and their text lead to files in the same language."""
    output = two_pages.build(SITEURL=siteurl)
    root = feed(output, tag)
    found = [one.get("href", "") for one in root.iter(f"{ATOM}link") if not one.get("hreflang")]
    for entry in root.iter(f"{ATOM}entry"):
        for name in ("content", "summary"):
            found += [link for _, link in links(parse_html(text(entry, name)))]
    assert len(found) > 6
    for link in found:
        if siteurl:
            assert link.startswith((f"{BASE}/", "#")), link
            if link.startswith("#"):
                continue
            below = link.removeprefix(f"{BASE}/")
            file, _ = target("index.html", below)
            assert "//" not in below, link
        else:
            assert not is_external(link), link
            assert not link.startswith("/"), link
            file, _ = target(f"{tag}/feed.xml", link)
        assert (output / file).is_file(), link
        assert not re.match(r"(en|tk)(-|/)", file) or file.startswith(f"{tag}/"), link


@pytest.mark.parametrize("siteurl", ["", BASE])
def test_a_feed_names_itself_and_its_edition(two_pages: Site, siteurl: str) -> None:
    """`rel=self` is the feed; `rel=alternate` is a page of the site."""
    output = two_pages.build(SITEURL=siteurl)
    for tag in ("en", "tk"):
        root = feed(output, tag)
        base = f"{siteurl}/{tag}/feed.xml" if siteurl else f"http://x/{tag}/feed.xml"
        own = {
            one.get("rel"): urljoin(base, one.get("href", ""))
            for one in root.findall(f"{ATOM}link")
        }
        assert own["self"] == base


def test_titles_in_a_feed_are_plain_text(two_pages: Site) -> None:
    """Markup in a title does not reach a feed reader as text."""
    output = two_pages.build()
    titles = [text(entry, "title") for entry in feed(output, "tk").iter(f"{ATOM}entry")]
    assert "Bir & ýeke" in titles


def test_a_fallback_in_a_feed_says_its_language(two_pages: Site) -> None:
    """English text in the Turkmen feed carries `lang` as it does on the page."""
    output = two_pages.build()
    contents = "".join(text(e, "content") for e in feed(output, "tk").iter(f"{ATOM}entry"))
    paragraph = next(
        p for p in parse_html(contents).iter("p") if "the end." in "".join(p.itertext())
    )
    assert paragraph.get("lang") == "en"


def test_dates_of_a_feed_are_machine_dates(two_pages: Site) -> None:
    """`published` and `updated` are RFC 3339 in every language, `updated` the last change."""
    output = two_pages.build()
    for tag in ("en", "tk"):
        root = feed(output, tag)
        for name in ("published", "updated"):
            for one in root.iter(f"{ATOM}{name}"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)", one.text or "")
        assert text(root, "updated").startswith("2026-02-03")


def test_topics_in_a_feed_are_translated(two_pages: Site) -> None:
    """An entry's categories are the topic's name in the feed's language."""
    two_pages.catalog("site", 'msgctxt "topic"\nmsgid "X"\nmsgstr "Iks"\n')
    output = two_pages.build()
    terms = {one.get("term") for one in feed(output, "tk").iter(f"{ATOM}category")}
    assert "Iks" in terms
    assert "X" not in terms


def test_an_empty_site_has_valid_feeds(site: Site) -> None:
    """Without articles a feed still is a feed with an id and an `xml:lang`."""
    output = site.build()
    assert feed(output, "tk").get(LANG) == "tk"
    assert text(feed(output, "tk"), "id") != text(feed(output, "en"), "id")

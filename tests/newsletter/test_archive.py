"""Issues on the site: pages like any other, in lists, feeds and a sitemap of their own."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import feedparser
import pytest
from issues import themed, with_issue
from support import Site, text_of
from walk import broken


@pytest.fixture
def issued(site: Site) -> Site:
    """A site with two issues."""
    return with_issue(with_issue(themed(site)), 2, "Ikinji {}")


def test_issues_are_listed_by_themselves_in_every_language(issued: Site) -> None:
    """The newest first, in the language's words; indexes, topics and front do not name them."""
    issued.build()
    assert not broken(issued.output, "/site")
    for tag, heading, titles in (
        ("en", "Newsletters", ["News 2", "News 1"]),
        ("tk", "Täzelikler", ["Ikinji 2", "Täze habar 1"]),
    ):
        root = issued.html(f"{tag}/newsletters/")
        (main,) = root.iter("main")
        assert [text_of(one) for one in main.iter("h1")] == [heading]
        assert [text_of(one) for one in main.iter("h2")] == titles
        (index,) = issued.html(f"{tag}/").iter("main")
        assert not set(titles) & {text_of(one) for one in index.iter("h2")}
    (front,) = issued.html("index.html").iter("main")
    assert "News 1" not in text_of(front)
    assert (issued.output / "en-tk/newsletter-1/index.html").is_file()


def test_feeds_and_the_sitemap_have_issues(issued: Site) -> None:
    """The edition's feed has explainers and issues, the list's own has issues alone."""
    issued.build()
    every = feedparser.parse((issued.output / "tk/feed.xml").read_bytes())
    alone = feedparser.parse((issued.output / "tk/newsletters/feed.xml").read_bytes())
    assert [one.title for one in alone.entries] == ["Ikinji 2", "Täze habar 1"]
    assert [one.title for one in every.entries] == ["Ikinji 2", "Täze habar 1", "Two", "Bir"]
    root = ET.fromstring((issued.output / "sitemap.xml").read_bytes())
    known = {one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    own = {f"https://example.org/site/{tag}/newsletters/" for tag in ("en", "tk")}
    assert own | {"https://example.org/site/en/newsletter-1/"} <= known


def test_every_page_leads_to_the_issues(issued: Site) -> None:
    """Where there are some; without any, nothing is promised."""
    issued.build()
    for page in ("tk/one/index.html", "tk/newsletters/index.html"):
        (footer,) = issued.html(page).iter("footer")
        links = [one.get("href", "") for one in footer.iter("a")]
        assert any(one.endswith("newsletters/") for one in links), page
    for path in issued.root.glob("content/newsletters/*.md"):
        path.unlink()
    issued.build()
    assert not (issued.output / "en/newsletters").exists()
    (footer,) = issued.html("tk/one/").iter("footer")
    assert not [one for one in footer.iter("a") if "newsletters" in one.get("href", "")]


def test_a_page_cannot_have_the_address_of_the_list(issued: Site) -> None:
    """In the source it is an error; a translated slug falls back to the source's."""
    about = issued.catalog("pages/about", 'msgctxt "slug"\nmsgid "about"\nmsgstr "newsletters"\n')
    issued.build()
    assert (issued.output / "tk/about/index.html").is_file()
    about.unlink()
    issued.write("content/pages/about.md", "Title: About\nSlug: newsletters\n\nText.")
    assert "The page has the address of the newsletters, en/newsletters/." in issued.failure()


def test_on_a_site_that_keeps_its_addresses_issues_are_articles(issued: Site) -> None:
    """Of the category that Pelican makes of their folder."""
    issued.set('BILINGUAL["addresses"] = "site"\nTHEME = "simple"')
    issued.build()
    titles = {text_of(one) for one in issued.html("category/newsletters.html").iter("h2")}
    assert {"News 1", "News 2"} <= titles
    assert not (issued.output / "newsletters").exists()


def test_a_reader_subscribes_in_their_language(site: Site) -> None:
    """One address for each language; a page in two languages has both."""
    addresses = {"en": "news+subscribe@example.org", "tk": "sympa@example.org?subject=sub%20tk"}
    themed(site, mailto=addresses).build()
    for page, tags in (("en/one/", ["en"]), ("tk/one/", ["tk"]), ("en-tk/one/", ["tk", "en"])):
        sections = site.html(page).iter("section")
        (line,) = [one for one in sections if one.get("class") == "newsletter"]
        links = [one for one in line.iter("a") if one.get("href", "").startswith("mailto:")]
        assert sorted(one.get("href") for one in links) == sorted(
            f"mailto:{addresses[tag]}" for tag in tags
        ), page
        assert not [one for one in links if "?" in text_of(one)]


@pytest.mark.parametrize(
    ("newsletter", "said"),
    [
        ({"mailto": {"en": "a@example.org"}}, "mailto"),
        ({"mailto": "a@example.org\nBcc: b@example.org"}, "mailto"),
        ({"mailto": "a@example.org?bcc=b@example.org"}, "mailto"),
        ({"lists": {"en-tk": "list"}}, "lists"),
        ({"lists": {"tk-en": "l@example.org"}}, "lists"),
        ({"lists": {"tk": True}}, "lists"),
        ({"unsubscribe": "http://example.org/"}, "unsubscribe"),
        ({"from": "nobody"}, "from"),
        ({"from": "A\nB <a@example.org>"}, "from"),
        ({"sender": "a@example.org"}, "sender"),
    ],
)
def test_a_wrong_setting_is_named(site: Site, newsletter: dict[str, object], said: str) -> None:
    """With its line; nothing that a mail's head could be broken with is an address."""
    themed(site, **newsletter)
    message = site.failure()
    assert message.startswith("pelicanconf.py:")
    assert repr(said) in message

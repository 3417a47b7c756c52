"""Pelican's own `simple` theme: the plugin needs no theme of its own."""

from __future__ import annotations

import pytest
from support import Site, text_of
from walk import broken, pages


@pytest.fixture
def simple(site: Site) -> Site:
    """A site with a bit of everything, in the theme `simple`."""
    site.set('THEME = "simple"\nMENUITEMS = [("Friends", "https://example.net/")]')
    site.write(
        "content/one.md",
        "Title: One\nDate: 2026-11-23\nModified: 2026-11-24\nSlug: one\nTags: Big City\n"
        "Category: News\nAuthor: Ann\nSummary: In short.\n\n"
        "## Part\n\nSee [two]({filename}two.md).[^1]\n\n[^1]: Note.\n",
    )
    site.page("two", "Good day.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.catalog("two", 'msgid "Good day."\nmsgstr "Salam."\n')
    site.catalog("site", 'msgctxt "topic"\nmsgid "Big City"\nmsgstr "Uly şäher"\n')
    return site


@pytest.mark.parametrize("siteurl", ["", "https://example.org/base"])
def test_every_link_resolves(simple: Site, siteurl: str) -> None:
    """No page of the theme links to what the plugin does not write."""
    simple.build(SITEURL=siteurl)
    assert not broken(simple.output)


def test_pages_are_in_their_language(simple: Site) -> None:
    """`<html lang>`, topics and dates are the edition's."""
    simple.build()
    for page, root in pages(simple.output).items():
        if "/" in page:
            assert root.get("lang") == ("tk" if page.startswith("tk/") else "en"), page
    assert "Uly şäher" in text_of(simple.html("tk/one"))
    assert "2026-njy ýylyň 23-nji noýabry" in text_of(simple.html("tk/one"))
    assert "Salam." in text_of(simple.html("tk/two"))


def test_an_index_lists_its_edition(simple: Site) -> None:
    """The Turkmen index links to Turkmen articles and to nothing in the English edition."""
    simple.build()
    links = [one.get("href", "") for one in simple.html("tk").iter("a")]
    assert any("one/" in link for link in links)
    for link in links:
        assert "/en/" not in f"/{link}" or "translation" in link, link


def test_drafts_and_pages_build(simple: Site) -> None:
    """Drafts and hidden content of both kinds build in this theme too."""
    for status in ("draft", "hidden"):
        simple.write(
            f"content/{status}.md", f"Title: {status}\nDate: 2026-01-02\nStatus: {status}\n\nText."
        )
        simple.write(f"content/pages/{status}.md", f"Title: P {status}\nStatus: {status}\n\nText.")
    simple.build()
    assert (simple.output / "tk/drafts/draft/index.html").is_file()


def test_many_articles_build(simple: Site) -> None:
    """A default number of articles a page does not lose any article of an edition."""
    for number in range(15):
        simple.page(f"n{number}", title=f"Number {number}")
    simple.build()
    for tag in ("en", "tk"):
        found = text_of(simple.html(tag))
        assert all(f"Number {number}" in found for number in range(15)), tag


def test_a_template_may_use_our_filters_at_its_top(site: Site) -> None:
    """`article.html` itself, which the core compiles first, prints dates and translations."""
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.write(
        "templates/article.html",
        "{{ article.date|isodate }} {{ 1234.5|number }} {% trans %}Word{% endtrans %}",
    )
    site.page("one")
    site.catalog("site", 'msgid "Word"\nmsgstr "Söz"\n')
    output = site.build()
    assert (output / "en/one/index.html").read_text("utf-8") == "2026-01-02 1,234.5 Word"
    assert (output / "tk/one/index.html").read_text("utf-8") == "2026-01-02 1\u00a0234,5 Söz"

"""Neutral mode: nothing that a browser keeps or shows of a visit tells what was read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROJECT, Site, text_of
from walk import broken, pages

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.project.urls import neutral_slug

TELLING = re.compile(
    r"surveil|camera|watch|city|secret|police|gözegçilik|kamera|şäher|gizlin|polisi", re.IGNORECASE
)
"""Words of this site's titles, slugs, topics and file names, in both languages."""
BASE = """\
<html><head><title>{{ neutral_title }}</title></head><body>
<nav>{% for one in alternates %}<a href="{{ SITEURL }}/{{ one.url }}">{{ one.label }}</a>
{% endfor %}
{% for one in menu %}<a href="{{ SITEURL }}/{{ one.url }}">{{ one.title|e }}</a>{% endfor %}</nav>
{% block content %}{% endblock %}</body></html>
"""
ITEM = """\
{% extends "base.html" %}{% block content %}<h1>{{ item.title|e }}</h1>{{ item.content }}
{% for tag in item.tags %}<a href="{{ SITEURL }}/{{ tag.url }}">{{ tag.name|e }}</a>{% endfor %}
{% endblock %}
"""
LISTING = """\
{% extends "base.html" %}{% block content %}{% for one in articles %}
<a href="{{ SITEURL }}/{{ one.url }}">{{ one.title|e }}</a>{% endfor %}{% endblock %}
"""


@pytest.fixture
def neutral(site: Site) -> Site:
    """A site about one thing, whose pages link to each other, in neutral mode."""
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]\nBILINGUAL["neutral"] = "Page"')
    site.write("templates/base.html", BASE)
    for name in ("article", "page", "parallel"):
        site.write(f"templates/{name}.html", ITEM)
    for name in ("index", "tag"):
        site.write(f"templates/{name}.html", LISTING)
    site.write(
        "content/city-cameras.md",
        "Title: Who watches the city?\nDate: 2026-01-02\nSlug: surveillance\n"
        "Tags: police secrets, Watching\nSummary: About cameras.\n\n"
        "See [it]({filename}politics/secret-police.md#cameras), [us]({filename}pages/watch.md), "
        "[topic]({tag}police secrets).\n",
    )
    site.write(
        "content/politics/secret-police.md",
        "Title: Secret police\nDate: 2026-01-03\n\n"
        "## Cameras {#cameras}\n\n[Back]({filename}../city-cameras.md)\n",
    )
    site.write("content/pages/watch.md", "Title: Watchers\n\nText.")
    site.catalog(
        "city-cameras",
        'msgctxt "title"\nmsgid "Who watches the city?"\nmsgstr "Şäheri kim görýär?"\n\n'
        'msgctxt "slug"\nmsgid "surveillance"\nmsgstr "gozegcilik-kamera"\n',
    )
    site.catalog("site", 'msgctxt "topic"\nmsgid "Watching"\nmsgstr "Gözegçilik"\n')
    return site


def files(site: Site) -> list[str]:
    found = (path for path in site.output.rglob("*") if "theme" not in path.parts)
    return sorted(path.relative_to(site.output).as_posix() for path in found)


def test_no_address_tells_what_a_page_is_about(neutral: Site) -> None:
    """Neither files and folders nor links between pages hold a word of a title, slug or topic."""
    neutral.build()
    assert [one for one in files(neutral) if TELLING.search(one)] == []
    for page, root in pages(neutral.output).items():
        for link in root.iter("a"):
            address, _, _ = link.get("href", "").partition("#")
            assert not TELLING.search(address), (page, address)


def test_every_page_has_the_same_title_and_a_number(neutral: Site) -> None:
    """A browser's history shows which of the pages it was, and not what it said."""
    neutral.build()
    titles = {
        page: text_of(root.find("head/title")) for page, root in pages(neutral.output).items()
    }
    assert not [one for one in titles.values() if TELLING.search(one)]
    assert all(one.startswith("Page") for one in titles.values()), titles
    slug = neutral_slug("city-cameras")
    assert titles[f"en/{slug}/index.html"] == titles[f"tk/{slug}/index.html"] == f"Page {slug}"
    assert titles["en/index.html"] == "Page"
    assert "Şäheri kim görýär?" in text_of(neutral.html(f"tk/{slug}"))


def test_every_link_still_leads_somewhere(neutral: Site) -> None:
    """Between pages, languages and topics, and from feeds."""
    neutral.build()
    assert broken(neutral.output) == []
    for tag in ("en", "tk"):
        feed = (neutral.output / tag / "feed.xml").read_text("utf-8")
        links = re.findall(r'<link href="([^"]*)" rel="alternate"/>', feed)
        assert len([one for one in links if neutral_slug("city-cameras") in one]) == 1
        assert not [one for one in links if TELLING.search(one)]


def test_addresses_stay_what_they_are(neutral: Site) -> None:
    """A rebuild, a new title and a new page change no address of the others."""
    neutral.build()
    before = files(neutral)
    neutral.build()
    assert files(neutral) == before
    text = (neutral.root / "content/city-cameras.md").read_text("utf-8")
    neutral.write("content/city-cameras.md", text.replace("Who watches", "Who sees"))
    neutral.write("content/a.md", "Title: A\nDate: 2026-02-03\n\nText.")
    neutral.build()
    assert set(before) < set(files(neutral))


def test_the_same_page_has_the_same_address_in_every_language(neutral: Site) -> None:
    """A translated slug is set aside: it would tell, too."""
    neutral.build()
    for name in ("city-cameras", "politics/secret-police", "pages/watch"):
        slug = neutral_slug(name)
        for edition in ("en", "tk", "en-tk"):
            assert (neutral.output / edition / slug / "index.html").is_file(), (edition, name)


def test_drafts_are_neutral_too(neutral: Site) -> None:
    """What is not listed yet is not named either."""
    neutral.write(
        "content/draft-police.md", "Title: Police\nDate: 2026-01-02\nStatus: draft\n\nText."
    )
    neutral.build()
    assert [one for one in files(neutral) if TELLING.search(one)] == []


def test_topics_are_neutral_too(neutral: Site) -> None:
    """A topic has one address in all languages, and all its pages."""
    neutral.build()
    for topic in ("police secrets", "Watching"):
        slug = neutral_slug(topic)
        for tag in ("en", "tk"):
            html = neutral.html(f"{tag}/topics/{slug}")
            assert [one for one in html.iter("a") if "kim" in text_of(one) or "Who" in text_of(one)]


def test_without_the_setting_addresses_are_slugs(neutral: Site) -> None:
    """And templates have no title but the page's own."""
    neutral.set('BILINGUAL["neutral"] = ""')
    neutral.build()
    assert (neutral.output / "tk/gozegcilik-kamera/index.html").is_file()
    titles = [text_of(root.find("head/title")) for root in pages(neutral.output).values()]
    assert set(titles) == {""}


@pytest.mark.parametrize("value", ["True", "1", "None"])
def test_a_title_is_text(site: Site, value: str) -> None:
    """`True` would say nothing of what pages shall be called."""
    site.page("one")
    site.set(f'BILINGUAL["neutral"] = {value}')
    with pytest.raises(BilingualError, match="BILINGUAL\\['neutral'\\] is"):
        site.build()


def test_two_pages_with_one_address_are_an_error(
    neutral: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Slugs are short: should two be the same, no page is written over another."""
    monkeypatch.setattr("pelican.plugins.bilingual.site.reader.neutral_slug", lambda name: "000000")
    with pytest.raises(BilingualError, match="the same address"):
        neutral.build()


@given(st.text(), st.text())
def test_a_slug_tells_nothing_and_stays(first: str, second: str) -> None:
    """It is short, an address, the same on every run, and another for another name."""
    slug = neutral_slug(first)
    assert re.fullmatch(r"[0-9a-f]{6}", slug)
    assert slug == neutral_slug(first)
    assert (slug == neutral_slug(second)) == (first == second)


def test_the_repository_s_theme_keeps_what_it_knows(neutral: Site) -> None:
    """Titles, descriptions, icons and previews for other sites: none of them tells."""
    neutral.set(f"THEME_TEMPLATES_OVERRIDES = []\nTHEME = {str(PROJECT / 'theme')!r}")
    neutral.set("THEME_STATIC_PATHS = []")
    neutral.build(SITEURL="https://example.org")
    for page, root in pages(neutral.output).items():
        (head,) = root.iter("head")
        texts = [text_of(one) for one in head.iter() if one.tag not in ("head", "style")]
        values = [value for one in head.iter() for _, value in one.items()]
        assert not [one for one in (*texts, *values) if TELLING.search(one)], page
    wrong = [one for one in broken(neutral.output) if not one.startswith("404.html")]
    assert wrong == []

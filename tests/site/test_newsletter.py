"""The newsletter line: every page has it, and nothing on it is dead."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from support import PROJECT, Site, text_of
from walk import broken, pages

ACTION = "https://lists.example.org/subscription/form"
LINE = "Hepdelik täzeliklere: / Weekly newsletters:"


@pytest.fixture
def themed(site: Site) -> Site:
    """A small site with this repository's theme."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.set('BILINGUAL["newsletter"] = {"title": "Weekly newsletters:"}')
    site.write("content/one.md", "Title: One\nDate: 2026-01-02\nSlug: one\nTags: X\n\nText.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.catalog(
        "site",
        'msgctxt "setting"\nmsgid "Weekly newsletters:"\nmsgstr "Hepdelik täzeliklere:"\n\n'
        'msgid "Subscribe"\nmsgstr "Ýazylmak"\n\n'
        'msgid "Follow the feed"\nmsgstr "Lenta (Atom)"\n',
    )
    return site


def newsletter(root: Element) -> Element:
    """The smallest section with the line in it."""
    return [one for one in root.iter("section") if LINE in text_of(one)][-1]


def test_without_a_service_there_is_no_form(themed: Site) -> None:
    """With nothing configured each page offers its edition's feed, and nothing dead."""
    themed.build()
    assert not broken(themed.output)
    for page, root in pages(themed.output).items():
        assert not list(root.iter("form")), page
        inputs = [one.get("type") for one in root.iter("input")]
        searches = page.endswith("/search/index.html")
        assert inputs == ["search"] * searches, page
        assert len(list(root.iter("button"))) == searches, page
        assert not [one for one in root.iter("a") if one.get("href", "") in ("", "#")], page
        tag = "tk" if page.startswith("tk/") else "en"
        (link,) = newsletter(root).iter("a")
        assert link.get("href", "").endswith(f"{tag}/feed.xml"), page


@pytest.mark.parametrize(
    "setting",
    [
        "{}",
        '{"mailto": "news@example.org"}',
        f'{{"form": {{"action": "{ACTION}"}}}}',
    ],
)
def test_the_line_is_on_every_page(themed: Site, setting: str) -> None:
    """The line stands on each page of each edition, Turkmen first, each half with its `lang`."""
    themed.set(f'BILINGUAL["newsletter"].update({setting})')
    themed.build()
    found = pages(themed.output)
    assert len(found) > 8
    for page, root in found.items():
        section = newsletter(root)
        halves = [
            (one.get("lang"), text_of(one)) for one in section.iter("span") if one.get("lang")
        ]
        line = [("tk", "Hepdelik täzeliklere:"), ("en", "Weekly newsletters:")]
        assert halves[:2] == line, page
        both = {"tk", "en"} if page in ("index.html", "404.html") or "en-tk/" in page else {"en"}
        assert {tag for tag, _ in halves[2:]} <= both, "a label in English that does not say so"


def test_a_form_posts_to_the_service(themed: Site) -> None:
    """The form has the service's address and field names, and the reader's language."""
    themed.set(
        f'BILINGUAL["newsletter"] |= {{"form": {{"action": "{ACTION}", "email": "mail",'
        ' "hidden": {"l": "LIST \\"1\\"", "lang": "{lang}"}}}'
    )
    themed.build()
    for page, root in pages(themed.output).items():
        (form,) = root.iter("form")
        assert (form.get("method"), form.get("action")) == ("post", ACTION), page
        fields = {one.get("name"): one for one in form.iter("input")}
        tag = "tk" if page.startswith("tk/") else "en"
        assert fields["lang"].get("value") == tag, page
        assert fields["l"].get("value") == 'LIST "1"', page
        address = fields["mail"]
        assert address.get("type") == "email", page
        assert address.get("required") is not None, page
        (label,) = form.iter("label")
        assert label.get("for") == address.get("id"), page
        assert text_of(label), page
        (button,) = form.iter("button")
        said = {"Subscribe": "en", "Ýazylmak": "tk"}
        both = page in ("index.html", "404.html") or "en-tk/" in page
        labels = [one for one, of in said.items() if both or of == tag]
        assert sorted(text_of(button).split(" / ")) == labels, page


def test_an_address_is_a_mail_link(themed: Site) -> None:
    """With an address each page links to it, and there is no form."""
    themed.set('BILINGUAL["newsletter"] |= {"mailto": "news@example.org"}')
    themed.build()
    for page, root in pages(themed.output).items():
        assert not list(root.iter("form")), page
        links = list(newsletter(root).iter("a"))
        assert [one.get("href") for one in links] == ["mailto:news@example.org"], page


def test_without_a_translation_the_line_is_english(themed: Site) -> None:
    """A language without the message does not show the English half twice."""
    themed.catalog("site", "")
    themed.build()
    for page, root in pages(themed.output).items():
        text = text_of(root)
        assert text.count("Weekly newsletters:") == 1, page


def test_the_line_stands_in_the_order_that_is_asked_for(themed: Site) -> None:
    """By the tags of the languages; without a title of its own it is the theme's word."""
    themed.set('BILINGUAL["newsletter"] = {"order": ["en", "tk"]}')
    themed.catalog("site", 'msgid "Newsletter:"\nmsgstr "Täzelikler:"\n')
    themed.build()
    for page in ("en/index.html", "tk/index.html"):
        assert "Newsletter: / Täzelikler:" in text_of(themed.html(page)), page

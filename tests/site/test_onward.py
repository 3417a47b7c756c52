"""A way onward: what a page leads to at its end, and how it is passed on."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import PROJECT, Site, findings, parse_html, text_of
from walk import is_external, links, pages

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.site.related import MOST, NEAR, related

ABOUT = "Title: About\nSlug: about\nSummary: Who we are.\n\n"
SITEURL = "https://example.org/site"
TOPICS = st.lists(st.sets(st.sampled_from("abcd"), max_size=3), max_size=30)


def found(topics: list[set[str]]) -> list[list[int]]:
    """The places of what each article leads on to."""
    articles = [
        SimpleNamespace(
            at=at,
            bilingual=SimpleNamespace(
                versions=object(), tags=[SimpleNamespace(slug=x) for x in one]
            ),
        )
        for at, one in enumerate(topics)
    ]
    read = related(cast("Any", articles))
    return [[cast("Any", one).at for one in read[id(each.bilingual.versions)]] for each in articles]


@given(TOPICS)
def test_an_article_leads_on_to_those_with_most_topics_in_common(topics: list[set[str]]) -> None:
    """Never to itself, never twice, to near ones, and to none only where it is alone."""
    for at, there in enumerate(found(topics)):
        assert at not in there
        assert len(there) == len(set(there)) <= MOST
        assert all(abs(one - at) <= NEAR for one in there)
        assert there or len(topics) == 1
        shared = [len(topics[at] & topics[one]) for one in there]
        assert shared == sorted(shared, reverse=True)
        near = [one for one in range(len(topics)) if one != at and abs(one - at) <= NEAR]
        best = max((len(topics[at] & topics[one]) for one in near), default=0)
        assert not shared or shared[0] == best


def test_a_new_article_changes_few_others() -> None:
    """With the same topics everywhere, only those near the newest lead anywhere else."""
    before, after = found([{"a"}] * 40), found([{"a"}] * 41)
    assert [[one + 1 for one in there] for there in before[:30]] == after[1:31]


def test_the_end_of_an_explainer_leads_on(flagship: Path) -> None:
    """To explainers on its topics, in the languages of the page, and to its top."""
    for edition, title in (
        ("en", "What is a Safe City?"),
        ("tk", "“Howpsuz şäher” näme?"),
        ("en-tk", "“Howpsuz şäher” näme? / What is a Safe City?"),
    ):
        page = flagship / edition / "huawei-in-turkmenistan/index.html"
        root = parse_html(page.read_text("utf-8"))
        *_, section = (one for one in root.iter("section") if one.get("class") == "end")
        links = {text_of(one): one.get("href", "") for one in section.iter("a")}
        assert "#main" in links.values()
        assert links[title].startswith(f"../../{edition}/")
        assert len(links) == 3


def test_a_page_says_its_address_and_ways_to_send_it(flagship: Path) -> None:
    """As text, to Telegram, by e-mail, and as the file that it is; without a script."""
    root = parse_html((flagship / "tk/huawei-in-turkmenistan/index.html").read_text("utf-8"))
    address = f"{SITEURL}/tk/huawei-in-turkmenistan/"
    (foot,) = root.iter("footer")
    assert address in text_of(foot)
    links = {one.get("href", ""): one.get("download") for one in foot.iter("a")}
    assert f"https://t.me/share/url?url={address}" in links
    assert f"mailto:?body={address}" in links
    assert links["../../tk/huawei-in-turkmenistan/"] == "huawei-in-turkmenistan.html"


def test_search_is_one_tap_away_from_every_page(flagship: Path) -> None:
    """In the header of articles, pages, indexes and topics; not on the search page itself."""
    for page in (
        "en/about/",
        "tk/huawei-in-turkmenistan/",
        "en-tk/safe-city/",
        "tk/",
        "en/topics/privacy/",
    ):
        root = parse_html((flagship / page / "index.html").read_text("utf-8"))
        (header,) = root.iter("header")
        found = [one for one in header.iter("a") if one.get("href", "").endswith("/search/")]
        assert len(found) == 1, page


def test_without_an_address_of_the_site_nothing_offers_to_send_it(site: Site) -> None:
    """A link to nowhere would be worse than none."""
    site.page("one")
    site.build()
    assert "t.me" not in (site.output / "en/one/index.html").read_text("utf-8")


def test_the_front_door_leads_with_the_newest_explainer_and_its_figure(flagship: Path) -> None:
    """Its claim in both languages, then its map, in both; the others have none."""
    html = (flagship / "index.html").read_text("utf-8")
    (front,) = parse_html(html).iter("main")
    leading, figure, *others = [
        one for one in front if {"entry", "prose"} & set(one.get("class", "").split())
    ]
    assert "leading" in leading.get("class", "")
    assert [one.get("lang") for one in leading.iter("article")] == ["tk", "en"]
    assert len(list(figure.iter("figure"))) == 1
    assert {one.get("lang") for one in figure.iter("span")} == {"en", "tk"}
    assert not list(figure.iter("sup"))
    assert len(others) == 2
    assert not [one for other in others for one in other.iter("figure")]


@pytest.mark.parametrize("page", ["en/index.html", "tk/index.html", "index.html"])
def test_no_text_of_a_list_stands_twice(flagship: Path, page: str) -> None:
    """An entry has its key point, and its summary only where it has no key points."""
    (main,) = parse_html((flagship / page).read_text("utf-8")).iter("main")
    texts = [text_of(one) for one in main.iter("p") if len(text_of(one)) > 40]
    begun = [one[:30] for one in texts]
    assert len(begun) == len(set(begun)) >= 3


def test_a_glossary_s_words_can_be_linked_to(flagship: Path) -> None:
    """Search and A–Z lead to the word itself, in each edition."""
    for tag, slug in (("en", "glossary"), ("tk", "sozluk")):
        root = parse_html((flagship / tag / "search/index.html").read_text("utf-8"))
        items = [one for one in root.iter("li") if one.get("class") == "term"]
        found = [link for one in items for link in one.iter("a")]
        places = [one.get("href", "").partition("#") for one in found]
        glossary = parse_html((flagship / tag / slug / "index.html").read_text("utf-8"))
        words = {one.get("id"): text_of(one) for one in glossary.iter("dt")}
        assert len(found) >= 5
        assert [words[id_] for _, _, id_ in places] == [text_of(one) for one in found]
        assert {page for page, _, _ in places} == {f"../../{tag}/{slug}/"}


def test_the_term_base_has_a_page_of_its_own(flagship: Path) -> None:
    """For translators, linked from the glossary and from the state of the translations."""
    root = parse_html((flagship / "terms/index.html").read_text("utf-8"))
    assert len(list(root.iter("tr"))) > 30
    for page in ("en/glossary", "tk/sozluk", "status"):
        file = flagship / page / "index.html"
        other = parse_html(file.read_text("utf-8"))
        assert [one for one in other.iter("a") if one.get("href", "").endswith("/terms/")], page
        assert page == "status" or not list(other.iter("table"))


def test_about_says_who_publishes_and_how_to_reach_them(site: Site) -> None:
    """By the setting `contact`; a text may lead there, too, in every language."""
    site.set(f'THEME = "{PROJECT / "theme"}"\nBILINGUAL["contact"] = "us@example.org"')
    site.write("content/pages/about.md", f"{ABOUT}[Write]({{contact}}) to us.")
    entry = 'msgid "[Write]({contact}) to us."\nmsgstr "Bize [ýazyň]({contact})."\n'
    site.catalog("pages/about", entry)
    site.page("one")
    site.build()
    for page in ("en/about", "tk/about", "en-tk/about"):
        links = [one.get("href") for one in site.html(page).iter("a")]
        assert links.count("mailto:us@example.org") == (3 if page == "en-tk/about" else 2), page
    assert "mailto:us@" not in (site.output / "en/one/index.html").read_text("utf-8")


def test_a_promise_without_a_contact_is_an_error_of_check_and_build(site: Site) -> None:
    """With the line of the link, and what to set."""
    site.write("content/pages/about.md", f"{ABOUT}`[a]({{contact}})`\n\n[Write]({{contact}}).")
    said = [f"{one.path}:{one.line}: {one.text}" for one in findings() if one.severity == "error"]
    assert [one for one in said if one.startswith("content/pages/about.md:7: ")]
    failure = site.failure()
    assert "content/pages/about.md:7: " in failure
    assert "Set BILINGUAL['contact']" in failure


LINKS = {
    "inline": "[Write]({contact})",
    "with a title": '[Write]({contact} "To us")',
    "in brackets": "[Write]( <{contact}> )",
    "of a picture": "[![Write](data:,)]({contact})",
    "by a label": "[Write][us]\n\n[us]: {contact}",
    "by its own text": '[Write us][]\n\n[write US]: <{contact}> "To us"',
    "on two lines": "[us]\n\n[us]:\n    {contact}\n    (To us)",
    "of a picture by labels": "[![Write][p]][us]\n\n[p]: data:, 'A pen'\n[us]: {contact}",
    "in a note": "Text[^n].\n\n[^n]: See [us].\n\n    [us]: {contact}",
}


@pytest.mark.parametrize("link", LINKS.values(), ids=LINKS)
def test_however_markdown_links_to_the_publisher_it_leads_there(site: Site, link: str) -> None:
    """In every language; and it is a promise that needs the setting."""
    site.page("one", link)
    lines = (site.root / "content/one.md").read_text("utf-8").split("\n")
    said = [f"{one.path}:{one.line}: {one.text}" for one in findings() if one.severity == "error"]
    number = next(n for n, one in enumerate(lines, 1) if "contact" in one)
    place = f"content/one.md:{number - lines[number - 2].endswith(']:')}: "
    assert [one.startswith(place) for one in said] == [True], said
    assert place in site.failure()
    site.set('BILINGUAL["contact"] = "us@example.org"')
    site.build()
    for page, count in {"en/one": 1, "tk/one": 1, "en-tk/one": 1}.items():
        found = [one.get("href") for one in site.html(page).iter("a")]
        assert found.count("mailto:us@example.org") == count, page
        assert "{contact}" not in (site.output / page / "index.html").read_text("utf-8")


def test_code_and_a_reference_of_code_promise_nothing(site: Site) -> None:
    """Who explains how to write such a link needs no setting."""
    site.page("one", "`[a]({contact})`\n\n```\n[us]: {contact}\n```\n\n    [us]: {contact}")
    assert [one for one in findings() if one.severity == "error"] == []
    site.build()


@pytest.mark.parametrize("contact", ["us", "http://example.org", "a b@x.org", "javascript:x@y"])
def test_a_contact_that_leads_nowhere_is_an_error(site: Site, contact: str) -> None:
    """Of the settings, with its place."""
    site.set(f'BILINGUAL["contact"] = {contact!r}')
    site.page("one")
    with pytest.raises(BilingualError, match="contact"):
        site.build()


def test_a_build_without_an_address_can_be_read_from_the_disk(site: Site) -> None:
    """Every link names a file; with an address of the site they lead to folders."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    site.page("one")
    site.build()
    for page, root in pages(site.output).items():
        for _, link in links(root):
            assert is_external(link) or not link.partition("#")[0].endswith("/"), (page, link)
    site.build(SITEURL=SITEURL)
    assert "href=../../tk/one/ " in (site.output / "en/one/index.html").read_text("utf-8")

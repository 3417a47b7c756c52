"""A way onward: what a page leads to at its end, and how it is passed on."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st
from support import Site, parse_html, text_of

from pelican.plugins.bilingual.site.related import MOST, NEAR, related

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
        (nav,) = [one for one in root.iter("nav") if one.get("class") == "end"]
        links = {text_of(one): one.get("href", "") for one in nav.iter("a")}
        assert "#" in links.values()
        assert links[title].startswith(f"../../{edition}/")
        assert len(links) == 3


def test_a_page_says_its_address_and_ways_to_send_it(flagship: Path) -> None:
    """As text, to Telegram, by e-mail, and as the file that it is; without a script."""
    root = parse_html((flagship / "tk/huawei-in-turkmenistan/index.html").read_text("utf-8"))
    address = f"{SITEURL}/tk/huawei-in-turkmenistan/"
    (foot,) = root.iter("footer")
    assert [text_of(one) for one in foot.iter("bdi")] == [address]
    links = [one.get("href", "") for one in foot.iter("a")]
    assert f"https://t.me/share/url?url={address}" in links
    assert f"mailto:?body={address}" in links
    assert [one.get("download") for one in foot.iter("a") if one.get("href") == ""] == [
        "huawei-in-turkmenistan.html"
    ]


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

"""A site of hundreds of articles: every page keeps its budget, and every page is near."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEADER, PROJECT, Site, parse_html, project, text_of
from walk import is_external, links, target

from pelican.plugins.bilingual.catalog.coverage import Counts, Coverage
from pelican.plugins.bilingual.cli.new import Start, languages_named, make
from pelican.plugins.bilingual.finish.weight import kind_of, weigh
from pelican.plugins.bilingual.project.config import Config
from pelican.plugins.bilingual.publish.paging import per_page
from pelican.plugins.bilingual.site.status import StatusRow, summed

COUNT, CLICKS = 300, 4
SETTINGS = 'SITEURL = "https://example.org"\n'
ARTICLE = """\
Title: {0}
Slug: article-{1}
Date: {2}
Tags: {3}
Summary: {4}
Keypoints: {5}

{6}
"""
ENTRY = 'msgid "{}"\nmsgstr "{}"\n\n'
LETTERS = "aeiouhjklmnprstwz"


@dataclass(frozen=True)
class Large:
    """A built site, its settings, and its lists by their paths below the output."""

    output: Path
    config: Config
    trees: Mapping[str, Element] = field(repr=False)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Large:
    """A site as `bilingual new` makes it, with hundreds of articles, all of them translated."""
    folder = tmp_path_factory.mktemp("large")
    site, chance = Site(folder / "made"), random.Random(1)
    for one in make(folder / "new", Start("Large", languages_named("en,tk"), "none")):
        if one.startswith(("pelicanconf", "content")):
            site.write(one, (folder / "new" / one).read_bytes())
    site.set(SETTINGS)
    words_of_theme = "translations/tk/LC_MESSAGES/site.po"
    site.write(words_of_theme, (PROJECT / words_of_theme).read_bytes())

    def words(count: int) -> str:
        return " ".join("".join(chance.choices(LETTERS, k=7)) for _ in range(count)).capitalize()

    topics = [words(2) for _ in range(90)]
    for number in range(COUNT):
        day = date(2026, 1, 1) - timedelta(days=3 * number)
        texts = [words(6), words(20), words(12), f"{words(40)}."]
        title, summary, point, body = texts
        tags = ", ".join(chance.sample(topics, 2))
        text = ARTICLE.format(title, number, day, tags, summary, point, body)
        site.write(f"content/article-{number}.md", text)
        entries = "".join(ENTRY.format(one, one.replace("a", "ä")) for one in texts)
        context = 'msgctxt "{}"\n'
        for name, one in zip(("title", "summary", "keypoints"), texts, strict=False):
            entry = f'msgid "{one}"'
            entries = entries.replace(entry, context.format(name) + entry)
        site.write(f"translations/tk/LC_MESSAGES/article-{number}.po", HEADER + entries)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(site.root)
        output = site.build()
        lists = (one for one in output.rglob("*.html") if "article-" not in one.as_posix())
        trees = {
            one.relative_to(output).as_posix(): parse_html(one.read_text("utf-8")) for one in lists
        }
        return Large(output, project().config, trees)


def test_every_page_is_inside_its_budget(large: Large) -> None:
    """Those that `bilingual new` gives; the build itself would have stopped."""
    found = dict[str, float]()
    for file in large.output.rglob("*.html"):
        path = file.relative_to(large.output).as_posix()
        budget = large.config.budget(kind_of(path, large.config), path.partition("/")[0])
        found[path] = weigh(file.read_text("utf-8")) / budget
    assert len(found) > 3 * COUNT
    assert not {path: share for path, share in found.items() if share > 1}


@pytest.mark.parametrize("tag", ["en", "tk"])
def test_every_article_is_within_four_clicks(large: Large, tag: str) -> None:
    """From the front page, without a script, by pages of the language alone."""
    there = {
        path: {
            target(path, one.get("href", ""))[0]
            for one in root.iter("a")
            if not is_external(one.get("href", ""))
        }
        for path, root in large.trees.items()
    }
    near = {"index.html"}
    for _ in range(CLICKS):
        known = [one for one in near if one == "index.html" or one.startswith(f"{tag}/")]
        near |= {to for page in known for to in there.get(page, ())}
    wanted = {f"{tag}/article-{number}/index.html" for number in range(COUNT)}
    assert not wanted - near


def test_no_link_of_a_list_leads_nowhere(large: Large) -> None:
    """Those to newer and older pages, and to letters, too."""
    found = {
        target(path, link)[0]
        for path, root in large.trees.items()
        for _, link in links(root)
        if path != "404.html" and not is_external(link)
    }
    assert not [one for one in found if not (large.output / one).is_file()]


@pytest.mark.parametrize("tag", ["en", "tk"])
def test_each_page_of_a_list_says_which_part_it_is(large: Large, tag: str) -> None:
    """In its title and a heading; it leads to the newer and the older one, and to itself alone."""
    first = f"{tag}/index.html"
    parts = {int(one.split("/")[2]): one for one in large.trees if f"{tag}/page/" in one}
    assert sorted(parts) == [*range(2, len(parts) + 2)]
    said = {1: first, **parts}
    shown = []
    for number, path in said.items():
        root = large.trees[path]
        shown += [one.get("href") for one in root.findall(".//article//h2/a")]
        for name, other in (("prev", number - 1), ("next", number + 1)):
            for kind in ("link", "a"):
                found = [one.get("href") for one in root.iter(kind) if one.get("rel") == name]
                known = [said[other]] if other in said else []
                assert [target(path, one or "")[0] for one in found] == known
        (canonical,) = [
            one.get("href") for one in root.iter("link") if one.get("rel") == "canonical"
        ]
        assert canonical == f"https://example.org/{path.removesuffix('index.html')}"
        versions = [one for one in root.iter("link") if one.get("hreflang")]
        assert bool(versions) == (number == 1)
        if number > 1:
            words = {"en": f"Page {number} of {len(said)}", "tk": f"Sahypa {number} / {len(said)}"}
            heading, title = root.find(".//main//h2"), root.find(".//title")
            assert heading is not None
            assert title is not None
            assert words[tag] in text_of(heading)
            assert words[tag] in text_of(title)
    assert len(shown) == COUNT + 1  # and the sample


def test_feeds_have_the_newest_entries(large: Large) -> None:
    """Twenty of them, where a site does not say how many."""
    feed = (large.output / "tk/feed.xml").read_text("utf-8")
    assert re.findall(r"<link href=\"[^\"]*/article-(\d+)/\"", feed) == [*map(str, range(19))]
    assert feed.count("<entry>") == 20


def test_a_site_that_says_it_has_as_many_on_a_page(site: Site) -> None:
    """Pelican's own settings: how many, and where further pages are."""
    for number in range(7):
        site.page(f"page-{number}", title=f"Page {number}")
    site.set('DEFAULT_PAGINATION = 3\nPAGINATION_PATTERNS = [(1, "{url}", "{save_as}"),')
    site.set('  (2, "{base_name}/more-{number}/", "{base_name}/more-{number}/index.html")]')
    site.set("FEED_MAX_ITEMS = 4")
    output = site.build()
    assert [one.name for one in sorted((output / "tk").glob("more-*"))] == ["more-2", "more-3"]
    assert (output / "tk/feed.xml").read_text("utf-8").count("<entry>") == 4


@given(st.lists(st.text(min_size=1, max_size=40), max_size=60), st.integers(0, 500))
def test_no_part_of_a_list_weighs_more_than_there_is_room(texts: list[str], room: int) -> None:
    """As many entries as fit on each, and one at least."""
    count = per_page(texts, 20, room)
    parts = ["".join(texts[at : at + count]) for at in range(0, len(texts), count)]
    assert 1 <= count <= 20
    assert count == 1 or not room or all(weigh(one) <= room for one in parts)
    assert room or count == 20


@given(st.lists(st.integers(0, 9)), st.integers(2, 9))
def test_the_status_page_sums_up_what_it_does_not_name(left: list[int], most: int) -> None:
    """Nothing is lost, those with most to do are named, and in the order of the others."""
    each = [Coverage(Counts(untranslated=n), Counts(untranslated=n)) for n in left]
    rows = [StatusRow(str(at), "x", "", "", one) for at, one in enumerate(each)]
    shown = summed(rows, most)
    named, rest = [one for one in shown if not one.pages], [one for one in shown if one.pages]
    assert len(shown) == min(len(rows), most)
    assert [one for one in rows if one in named] == named
    assert sum(one.coverage.words_left for one in shown if one.coverage) == sum(left)
    assert len(named) + sum(one.pages for one in rest) == len(rows)
    names = {one.title for one in named}
    unnamed = [n for at, n in enumerate(left) if str(at) not in names]
    assert not unnamed or max(unnamed) <= min(left[int(one)] for one in names)


def test_a_list_of_the_core_s_says_what_makes_it_shorter(site: Site) -> None:
    """On a site that keeps its addresses Pelican's settings cut lists into pages, and no others."""
    for number in range(30):
        site.page(f"page-{number}", title=f"Page {number} {number * 7919:x}")
    site.set('BILINGUAL |= {"addresses": "site", "weight": {"listing": 900}}')
    assert "index.html weighs" in (said := site.failure())
    assert "Set DEFAULT_PAGINATION, or raise BILINGUAL['weight']['listing']." in said
    site.set('DEFAULT_PAGINATION = 5\nDIRECT_TEMPLATES = ["index"]')
    site.build()

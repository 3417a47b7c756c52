"""Copies are made once, and again when what they are made of has changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support import PROJECT, Site, snapshot, text_of

from pelican.plugins.bilingual.project.cache import FOLDER, KEY
from pelican.plugins.bilingual.publish.copies import formats, memo
from pelican.plugins.bilingual.publish.copies.manuscript import volumes

DAY = date(2026, 11, 1)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h{}"/></svg>'


@dataclass(frozen=True)
class Content:
    """What a volume is chosen by."""

    date: date | None


listed = st.lists(st.dates(DAY - timedelta(1500), DAY), max_size=40).map(
    lambda days: [*map(Content, sorted(days, reverse=True))]
)
undated = st.integers(0, 9).map(lambda count: [Content(None)] * count)


@given(listed, undated, st.integers(1, 9))
def test_each_page_is_in_one_volume(
    articles: list[Content], pages: list[Content], most: int
) -> None:
    """No volume is larger than the site says, none has two years, and none is like another."""
    found = volumes([*articles, *pages], most)
    assert sorted(str(one) for _, part in found for one in part) == sorted(
        map(str, [*articles, *pages])
    )
    assert all(0 < len(part) <= most for _, part in found) or not [*articles, *pages]
    assert len({name for name, _ in found}) == len(found)
    if len(found) > 1:
        assert all(len({one.date and one.date.year for one in part}) == 1 for _, part in found)
    assert volumes([*articles, *pages], 0) == [("", [*articles, *pages])]


@given(listed, st.integers(1, 9))
def test_a_new_article_changes_the_last_volume_alone(articles: list[Content], most: int) -> None:
    """Or begins one; all others keep what is in them, and those of earlier years their names."""
    assume(len(articles) > most)
    before, after = volumes(articles, most), volumes([Content(DAY), *articles], most)
    kept_parts = [part for _, part in after]
    assert len([part for _, part in before if part not in kept_parts]) <= 1
    earlier = [(name, part) for name, part in before if not name.startswith(str(DAY.year))]
    assert after[: len(earlier)] == earlier


@pytest.fixture
def years(site: Site) -> Site:
    """Three articles of as many years, each with its text, one book of text for each."""
    site.set("BILINGUAL['copies'] = {'epub': 0, 'txt': 1}")
    for year in (2024, 2025, 2026):
        file = site.page(f"in-{year}", f"Of {year}.")
        file.write_text(file.read_text("utf-8").replace("2026-", f"{year}-"), "utf-8")
    return site


@pytest.fixture
def count(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """How many books and pictures were made since it was asked last."""
    made: list[int] = []

    def counting(real: Any) -> Any:
        def do(work: Any, number: int, *rest: Any) -> Any:
            made.append(number)
            return real(work, number, *rest)

        return do

    monkeypatch.setattr(formats, "apart", counting(formats.apart))
    monkeypatch.setattr(memo, "shared", counting(memo.shared))

    def told() -> int:
        total = sum(made)
        made.clear()
        return total

    return told


def test_what_did_not_change_is_not_made_again(years: Site, count: Callable[[], int]) -> None:
    """After an edit: its own volumes and the books of all pages, in three combinations."""
    years.build(BILINGUAL_FORMATS=True)
    assert count() == 3 * (3 + 1)
    before = snapshot(years.output / "downloads")
    file = years.root / "content/in-2025.md"
    file.write_text(file.read_text("utf-8").replace("Of 2025.", "Of that year."), "utf-8")
    years.build(BILINGUAL_FORMATS=True)
    assert count() == 3 * (1 + 1)
    after = snapshot(years.output / "downloads")
    same = {name for name in before if before[name] == after[name]}
    assert same == {f"{tags}-{year}.txt" for tags in ("en", "tk", "en-tk") for year in (2024, 2026)}


def test_a_page_offers_the_volume_that_has_it(years: Site) -> None:
    """A list offers the newest, and the book of all pages; each with its size."""
    years.set(f"THEME = {str(PROJECT / 'theme')!r}")
    years.build(BILINGUAL_FORMATS=True)
    for url, files in {
        "en/in-2024": ["en-2024.txt"],
        "en/in-2026": ["en-2026.txt"],
        "en-tk/in-2025": ["en-tk-2025.txt"],
        "en": ["en.epub", "en-2026.txt", "site.zip"],
    }.items():
        offers = {
            (one.get("href") or "").rpartition("/")[2]: text_of(holder)
            for holder in years.html(url).iter()
            for one in holder.findall("a")
            if "downloads/" in (one.get("href") or "")
        }
        assert [*offers] == files
        assert all(re.fullmatch(r"[A-Z]{3,4}( \d{4})? \d+ kB", one) for one in offers.values())
    assert b"@@" not in b"".join(one.read_bytes() for one in years.output.rglob("*.html"))


def test_a_volume_says_which_it_is(years: Site) -> None:
    """Its first page and its title name the year, and its date is that of its own newest text."""
    years.build(BILINGUAL_FORMATS=True)
    text = (years.output / "downloads/en-2024.txt").read_text("utf-8-sig")
    assert re.search(r"^2024$", text, re.MULTILINE)
    assert re.search(r"^Version 2024-\d\d-\d\d-[0-9a-f]{8}, ", text, re.MULTILINE)


def test_kept_copies_are_those_that_are_made(site: Site, count: Callable[[], int]) -> None:
    """Byte by byte, PDF and pictures too, in a build that keeps nothing."""
    site.page("one", "A text. ![A map]({static}map.svg)")
    site.write("content/map.svg", SVG.format(9))
    settings = {"BILINGUAL_FORMATS": True, "SITEURL": "https://example.org"}
    site.build(**settings)
    first = snapshot(site.output)
    assert count() == 3 + 2 + 3  # books, pictures, codes
    (site.output / "SHA256SUMS").touch()  # or nothing has changed, and nothing is done
    site.build(**settings)
    assert count() == 0
    assert snapshot(site.output) == first
    site.set("BILINGUAL['cache'] = False")
    site.build(**settings)
    assert count() == 3 + 2 + 3  # books, pictures, codes
    assert snapshot(site.output) == first


@pytest.mark.parametrize("change", ["other", "gone", "there"])
def test_a_book_follows_its_pictures(site: Site, count: Callable[[], int], change: str) -> None:
    """A picture that is drawn anew, taken away or put there is a change of each book with it."""
    site.set("BILINGUAL['copies'] = {'epub': 0}")
    site.page("one", "A text. ![A map](../../map.svg)")
    if change != "there":
        site.write("content/map.svg", SVG.format(9))
    site.set("STATIC_PATHS = ['map.svg']")
    site.build(BILINGUAL_FORMATS=True)
    before = snapshot(site.output / "downloads")
    count()
    if change == "gone":
        (site.root / "content/map.svg").unlink()
    else:
        site.write("content/map.svg", SVG.format(8))
    site.build(BILINGUAL_FORMATS=True)
    after = snapshot(site.output / "downloads")
    assert count() == 3
    assert all(before[name] != after[name] for name in before)


def test_other_copies_are_made_on_demand(site: Site) -> None:
    """By the setting that asks for copies: those it names, and no others."""
    site.page("one")
    site.build(BILINGUAL_FORMATS={"txt": 0})
    assert {one.name for one in (site.output / "downloads").iterdir()} == {
        *("en.txt", "tk.txt", "en-tk.txt", "site.zip")
    }


def test_with_no_books_there_are_no_copies(site: Site) -> None:
    """Neither an archive nor a word of them."""
    site.set("BILINGUAL['copies'] = {}")
    site.page("one")
    site.build(BILINGUAL_FORMATS=True, SITEURL="https://example.org")
    assert not (site.output / "downloads").exists()
    assert "downloads/" not in (site.output / "en/one/index.html").read_text("utf-8")


def test_a_run_elsewhere_goes_on_from_the_last_where_it_knows_the_secret(
    site: Site,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    count: Callable[[], int],
) -> None:
    """In a fresh clone, on another computer, it writes the same bytes; else it makes them anew."""
    site.set("BILINGUAL['copies'] = {'txt': 0}")
    site.page("one")
    secret = "a secret of forty characters, or of more"
    monkeypatch.setenv(KEY, secret)
    site.build(BILINGUAL_FORMATS=True)
    first = snapshot(site.output)
    assert count() == 3
    for known, made in (secret, 0), ("", 3), (secret.upper(), 3):
        clone = Site(tmp_path_factory.mktemp("clone"))
        shutil.copytree(site.root / "content", clone.root / "content", dirs_exist_ok=True)
        shutil.copy(site.root / "pelicanconf.py", clone.root)
        (clone.root / FOLDER).mkdir()
        shutil.copy(site.root / FOLDER / "bilingual.sqlite", clone.root / FOLDER)
        monkeypatch.setenv("XDG_STATE_HOME", str(clone.root / "state"))
        monkeypatch.setenv(KEY, known)
        monkeypatch.chdir(clone.root)
        clone.build(BILINGUAL_FORMATS=True)
        assert count() == made
        assert snapshot(clone.output) == first

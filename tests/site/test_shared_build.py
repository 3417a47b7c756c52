"""A site that several processes build is the same, and so is what is said of it."""

from __future__ import annotations

import logging

import pytest
from support import Site, snapshot

GLOSSARY = "Safe City\n:   Cameras in streets.\n"


def fill(site: Site) -> None:
    """Pages with what one process must tell the other of."""
    site.set('BILINGUAL["glossary"] = "pages/glossary.md"')
    site.set('BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"')
    site.set('SITEURL = "https://example.org"')
    for number in range(7):
        body = f"A Safe City[^n] has {number}30 cameras.\n\n<b lang=tk>Howply</b>\n\n[^n]: Note."
        site.page(f"page-{number}", f"{body}\n\n[Next]({{filename}}page-0.md)", f"Page {number}")
    own = "Title: Sahypa\nDate: 2026-01-02\nSlug: page-6\nLang: tk\n\nÖz faýly.\n"
    site.write("content/page-6.tk.md", own)  # translated by a file of its own
    site.page("pages/glossary", GLOSSARY, "Glossary")
    terms = 'msgid "Safe City"\nmsgstr "Howpsuz"\n\nmsgid "Cameras in streets."\nmsgstr "Köçe."\n'
    site.catalog("pages/glossary", terms)
    slug = 'msgctxt "slug"\nmsgid "page-{0}"\nmsgstr "sahypa"\n\n'
    for number in (1, 4, 5):
        site.catalog(f"page-{number}", slug.format(number) + 'msgid "Note."\nmsgstr "Bellik 5."\n')


def told(site: Site, caplog: pytest.LogCaptureFixture) -> list[str]:
    """What is said of a build, in any order."""
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        site.build()
    return sorted(f"{one.levelname} {one.getMessage()}" for one in caplog.records)


@pytest.mark.parametrize("theme", ["", "simple"])
def test_it_is_the_same(site: Site, caplog: pytest.LogCaptureFixture, theme: str) -> None:
    """Every file, and every warning: of numbers, of equal slugs, of words without translation."""
    fill(site)
    if not theme:
        site.set("del THEME")
    site.set('BILINGUAL["processes"] = 1')
    alone, pages = told(site, caplog), snapshot(site.output)
    site.set('BILINGUAL["processes"] = 2')
    assert told(site, caplog) == alone
    assert snapshot(site.output) == pages
    assert any("numbers" in one or "5" in one for one in alone)


def test_what_pelican_says_of_a_page_is_said_once(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Of a page that every language prints, in whatever process."""
    site.write("content/images/a.png", "x")
    for number in range(6):
        head = f"P{number}\n##\n\n:date: 2026-01-02\n:slug: p{number}\n"
        site.write(f"content/p{number}.rst", f"{head}\n.. image:: {{filename}}images/a.png\n")
    site.set('BILINGUAL["processes"] = 2')
    said = [one for one in told(site, caplog) if "{filename} used" in one]
    assert len(said) == len(set(said)) == 6


def test_errors_are_the_same(site: Site) -> None:
    """Of pages that cannot be read, catalogs that cannot, and pages with the same catalog."""
    fill(site)
    site.page("page-2", "Text.", "").write_text("Slug: page-2\n\nNo title.", "utf-8")
    site.catalog("page-3", 'msgid "x\nmsgstr ""\n')
    site.set('BILINGUAL["processes"] = 1')
    alone = site.failure()
    site.set('BILINGUAL["processes"] = 3')
    assert site.failure() == alone
    assert "page-2.md" in alone

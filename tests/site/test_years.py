"""Lists by year, where a site asks for them."""

from __future__ import annotations

import pytest
from support import HEADER, PAGE, Site, text_of
from walk import broken, is_external, links, target

YEARS = "YEAR_ARCHIVE_SAVE_AS = 'posts/{date:%Y}/index.html'"
TRANSLATED = 'msgid "Text."\nmsgstr "Tekst."\n'


@pytest.fixture
def years(site: Site) -> Site:
    """A site with our own theme, and articles of three years."""
    theme = 'THEME = "simple"\n'
    settings = site.root / "pelicanconf.py"
    settings.write_text(settings.read_text("utf-8").replace(theme, ""), "utf-8")
    for number in range(25):
        name, year = f"a-{number}", 2024 if number else 2026
        page = PAGE.format(title=f"Article {number}", slug=name, body="Text.")
        site.write(f"content/{name}.md", page.replace("2026-01-02", f"{year}-01-{number + 1:02}"))
        site.write(f"translations/tk/LC_MESSAGES/{name}.po", HEADER + TRANSLATED)
    return site


def leads_to(site: Site, url: str) -> set[str]:
    """The files that a page links to."""
    root = site.html(url)
    return {target(f"{url}index.html", one)[0] for _, one in links(root) if not is_external(one)}


def test_each_edition_lists_its_years(years: Site) -> None:
    """Where YEAR_ARCHIVE_SAVE_AS is set: in its own folder, in pages of the usual length."""
    years.set(YEARS)
    years.build()
    for tag, other in (("en", "tk"), ("tk", "en")):
        pages = f"{tag}/archive/2024/", f"{tag}/archive/2024/page/2/"
        assert [text_of(one) for one in years.html(pages[0]).iter("h1")] == ["2024"]
        found = {one for page in pages for one in leads_to(years, page)}
        assert {f"{tag}/a-{number}/index.html" for number in range(1, 25)} <= found
        assert f"{tag}/a-0/index.html" not in found
        assert {f"{other}/archive/2024/index.html", f"{tag}/archive/2026/index.html"} <= found
        archives = {f"{tag}/archive/{year}/index.html" for year in (2024, 2026)}
        assert archives <= leads_to(years, f"{tag}/")
    assert not broken(years.output)
    assert not (years.output / "posts").exists()


def test_without_the_setting_there_are_none(years: Site) -> None:
    """No list more than there was, and no link to one."""
    years.build()
    assert not (years.output / "en/archive").exists()
    assert "archive" not in (years.output / "en/index.html").read_text("utf-8")


def test_lists_by_year_are_in_the_sitemap(years: Site) -> None:
    """Each with what it is called in the other language."""
    years.set(f"{YEARS}\nSITEURL = 'https://example.org'")
    years.build()
    text = (years.output / "sitemap.xml").read_text("utf-8")
    assert text.count("<loc>https://example.org/en/archive/2024/</loc>") == 1
    assert text.count("https://example.org/tk/archive/2024/") > 1

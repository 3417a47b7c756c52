"""The preview in Firefox: another engine, the same page."""

from __future__ import annotations

from pathlib import Path

from firefox import firefox
from previewing import eventually, serving
from support import Site

PANEL = "[...document.documentElement.children].map((one) => one.shadowRoot?.textContent ?? '')"


def test_a_page_reloads_shows_a_broken_catalog_and_is_well_again(
    site: Site, tmp_path: Path
) -> None:
    """A saved msgstr is there without a touch; the error stands over the last good page."""
    site.page("one", "Good day.")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    with serving(site.root) as preview, firefox(tmp_path / "profile") as browser:
        assert eventually(lambda: preview.shows("/tk/one/", "Salam."))
        browser.go(f"{preview.url}tk/one/")
        site.catalog("one", 'msgid "Good day."\nmsgstr "Gowy gün ňýž."\n')
        assert browser.shows("document.body.textContent.includes('Gowy gün ňýž.')")
        broken = site.catalog("one", 'msgid "broken\n')
        assert browser.shows(f"{PANEL}.join('').includes('LC_MESSAGES/one.po:9')")
        assert browser.value("document.body.textContent.includes('Gowy gün ňýž.')")
        broken.unlink()
        assert browser.shows(f"{PANEL}.join('') === ''")
        assert browser.shows("document.body.textContent.includes('Good day.')")

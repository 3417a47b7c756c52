"""The preview and its editor in Firefox: another engine, the same page."""

from __future__ import annotations

from pathlib import Path

from firefox import firefox
from previewing import eventually, serving
from support import Site

from pelican.plugins.bilingual.catalog.catalog import anchor

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


EDITOR = "document.querySelector('.preview-editor')?.shadowRoot"
AREA = f"{EDITOR}.querySelector('textarea')"


def test_a_text_is_opened_typed_saved_and_seen(site: Site, tmp_path: Path) -> None:
    """With the keys; the check refuses a wrong number, and the page has what was saved."""
    first, second = "There are 12 cameras.", "Good day."
    site.page("one", f"{first}\n\n{second}")
    path = site.catalog("one", f'msgid "{first}"\nmsgstr ""\n\nmsgid "{second}"\nmsgstr ""\n')
    with serving(site.root) as preview, firefox(tmp_path / "profile") as browser:
        assert eventually(lambda: preview.shows("/tk/one/", ">untranslated</a>"))
        browser.go(f"{preview.url}tk/one/")
        assert browser.shows("document.querySelector('.preview-bar') !== null")
        link = f"document.querySelector('#{anchor((None, first))} a')"
        browser.value(f"{link}.focus()")
        browser.press("Enter")
        assert browser.shows(f"{EDITOR} && {EDITOR}.activeElement === {AREA}")
        browser.type("21 ňýžşäöüç kamera.")
        assert browser.shows(f"{EDITOR}.querySelector('.error')?.textContent.includes('21')")
        browser.press("Enter", control=True)
        assert browser.shows(f"{EDITOR}.querySelector('.said').textContent.includes('21')")
        assert "kamera" not in path.read_text("utf-8")
        browser.value(f"{AREA}.select()")
        browser.type("12 ňýžşäöüç kamera.")
        assert browser.shows("document.body.innerText.includes('12 ňýžşäöüç kamera.')")
        browser.press("Enter", control=True)
        assert browser.shows(f"{EDITOR}.querySelector('.source').textContent === '{second}'")
        assert 'msgstr "12 ňýžşäöüç kamera."' in path.read_text("utf-8")
        browser.press("Escape")
        assert browser.shows(
            "!document.querySelector('.preview-editor')"
            " && document.body.innerText.includes('12 ňýžşäöüç kamera.')"
        )
        assert eventually(lambda: preview.shows("/tk/one/", "12 ňýžşäöüç kamera."))

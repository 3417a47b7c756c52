"""The preview and the status page: what is left to do, seen on the site itself."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from support import PROJECT, Site, text_of

from pelican.plugins.bilingual.catalog.catalog import anchor
from pelican.plugins.bilingual.cli.main import main

FUZZY = '#, fuzzy\n#| msgid "Two days."\nmsgid "Three days."\nmsgstr "Iki gün."\n\n'


@pytest.fixture
def marked(site: Site) -> Site:
    """A page with a translated, a fuzzy and an untranslated message, in this repository's theme."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.page("one", "Good day.\n\nThree days.\n\n## Nothing yet\n\n- One *item*\n")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n\n' + FUZZY)
    return site


def marks(page: Element) -> dict[str, Element]:
    """The marks of a page by their state."""
    found = [one for one in page.iter() if (one.get("class") or "").startswith("message ")]
    return {(one.get("class") or "").split()[1]: one for one in found}


def test_every_segment_is_marked_with_its_state_and_its_catalog_line(marked: Site) -> None:
    """Translated, fuzzy and untranslated segments carry a mark that names file and line."""
    marked.build(BILINGUAL_PREVIEW=True)
    found = marks(marked.html("tk/one"))
    assert set(found) == {"translated", "fuzzy", "untranslated"}
    titles = {state: mark.find("a").get("title") for state, mark in found.items()}
    assert titles["translated"] == "translations/tk/LC_MESSAGES/one.po:9"
    assert titles["fuzzy"] == "translations/tk/LC_MESSAGES/one.po:12"
    assert titles["untranslated"] == "translations/tk/LC_MESSAGES/one.po"


def test_a_fuzzy_segment_shows_what_the_source_has_changed(marked: Site) -> None:
    """The old and the new source stand there as a word diff; the fuzzy text does not."""
    marked.build(BILINGUAL_PREVIEW=True)
    page = marked.html("tk/one")
    fuzzy = marks(page)["fuzzy"]
    assert [text_of(one) for one in fuzzy.iter("del")] == ["Two"]
    assert [text_of(one) for one in fuzzy.iter("ins")] == ["Three"]
    assert "Iki gün" not in text_of(page)


def test_a_refused_message_says_why(marked: Site) -> None:
    """Without a server, too: the mark is of its own kind, and has the check's sentence."""
    marked.page("two", "There are 12 cameras.\n\nGood day.")
    wrong = 'msgid "There are 12 cameras."\nmsgstr "21 kamera bar."\n'
    marked.catalog("two", f'{wrong}\nmsgid "Good day."\nmsgstr "Salam."\n')
    marked.build(BILINGUAL_PREVIEW=True)
    page = marked.html("tk/two")
    found = marks(page)
    assert set(found) == {"refused", "translated"}
    assert "lacks 12 and has 21" in text_of(found["refused"])
    assert "There are 12 cameras." in text_of(page)
    assert "lacks" not in text_of(found["translated"])


def test_marks_link_to_the_repository_when_it_is_known(marked: Site) -> None:
    """With `edit_url`, a mark leads to the line of its message."""
    marked.set('BILINGUAL["edit_url"] = "https://example.org/edit/{path}"')
    marked.build(BILINGUAL_PREVIEW=True)
    link = marks(marked.html("tk/one"))["translated"].find("a")
    expected = "https://example.org/edit/translations/tk/LC_MESSAGES/one.po#L9"
    assert link is not None
    assert link.get("href") == expected


def test_a_catalog_entry_names_the_page_and_the_anchor_of_its_segment(marked: Site) -> None:
    """`update` writes an address that the preview has."""
    main(["update"])
    text = (marked.root / "translations/tk/LC_MESSAGES/one.po").read_text(encoding="utf-8")
    assert f"#. tk/one/#{anchor((None, 'Good day.'))}\n" in text
    marked.build(BILINGUAL_PREVIEW=True)
    ids = {one.get("id") for one in marked.html("tk/one").iter()}
    assert anchor((None, "Good day.")) in ids
    assert anchor((None, "Nothing yet")) in ids


def test_published_output_carries_no_marks(marked: Site) -> None:
    """Without the preview there is no mark, no diff and no anchor of it."""
    marked.build()
    for path in marked.output.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert 'class="message' not in html
        assert "<ins>" not in html


def test_a_page_offers_to_improve_its_translation_when_the_repository_is_known(
    marked: Site,
) -> None:
    """The link leads to the page's catalog; without the setting there is none."""
    marked.build()
    assert "example.org" not in (marked.output / "tk/one/index.html").read_text(encoding="utf-8")
    marked.set('BILINGUAL["edit_url"] = "https://example.org/edit/{path}"')
    marked.build()
    links = [one.get("href") for one in marked.html("tk/one").iter("a")]
    assert "https://example.org/edit/translations/tk/LC_MESSAGES/one.po" in links


def test_the_status_page_counts_by_page_and_language(marked: Site) -> None:
    """Each row has the shares, the words left and a bar of the states; the bar adds up."""
    marked.build()
    page = marked.html("status")
    rows = [row for row in page.iter("tr") if row.find("td") is not None]
    row = next(row for row in rows if "one.po" in text_of(row))
    cells = [text_of(cell) for cell in row.iter("td")]
    assert cells[1:] == ["20%", "0%", "8"]
    widths = {
        one.get("class"): float(one.get("width") or 0)
        for one in row.iter()
        if str(one.tag).endswith("rect")
    }
    assert widths == {"translated": 20, "fuzzy": 20, "untranslated": 60}


@pytest.mark.parametrize(
    "url", ["http://example.org/{path}", "https://example.org/", "{path}", "https://e.org/}{path}"]
)
def test_an_edit_url_without_https_or_path_is_refused(
    site: Site, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The error names the setting."""
    site.page("one")
    site.set(f'BILINGUAL["edit_url"] = "{url}"')
    assert main(["update"]) == 1
    assert "BILINGUAL['edit_url']" in capsys.readouterr().err
    assert not Path("translations").exists()

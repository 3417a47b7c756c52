"""An author who has only mended a page says so, and every language stays as it was."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
from support import Site

from pelican.plugins.bilingual.catalog.catalog import entry_hash, is_reviewed
from pelican.plugins.bilingual.cli.main import main

Capture = pytest.CaptureFixture[str]
BODY = "The ministry buys cameras from a vendor.\n\nIt has 30 of them."


@pytest.fixture
def reviewed(site: Site) -> Site:
    """A page that is translated and reviewed in two languages."""
    site.set('BILINGUAL["languages"]["ru"] = "Русский"')
    site.page("one", BODY)
    site.page("two", BODY.replace("camera", "sensor"))
    assert main(["update"]) == 0
    for path in catalogs(site):
        file = polib.pofile(str(path))
        for entry in file:
            if entry.msgctxt != "slug":
                entry.msgstr = f"T {entry.msgid}"
                entry.tcomment = f"reviewed: {entry_hash(entry)} Aýna 2026-11-23"
        file.save()
    assert main(["update"]) == 0
    return site


def catalogs(site: Site) -> list[Path]:
    return sorted(site.root.glob("translations/*/LC_MESSAGES/*.po"))


def entries(site: Site, page: str = "one") -> list[polib.POEntry]:
    """The entries of a page's texts in both languages."""
    return [
        one
        for path in catalogs(site)
        if path.stem == page
        for one in polib.pofile(str(path))
        if not one.obsolete and one.msgctxt is None
    ]


@pytest.mark.parametrize("late", [0, 1, 3])
def test_every_language_stays_translated_and_reviewed(reviewed: Site, late: int) -> None:
    """Also where catalogs were brought up to date before it was said, and nothing else is to do."""
    reviewed.page("one", BODY.replace("buys cameras", "bought security cameras"))
    for _ in range(late):
        assert main(["update"]) == 0
        assert any(one.fuzzy for one in entries(reviewed))
    assert main(["update", "--same-meaning", "one"]) == 0
    found = entries(reviewed)
    assert len(found) == 4
    assert all(is_reviewed(one) and not one.fuzzy for one in found)
    assert not any("translated: " in one.tcomment or one.previous_msgid for one in found)
    before = [path.read_bytes() for path in catalogs(reviewed)]
    assert main(["update"]) == 0
    assert [path.read_bytes() for path in catalogs(reviewed)] == before


def test_other_pages_do_not_take_part(reviewed: Site) -> None:
    """What has changed elsewhere waits for translators."""
    reviewed.page("one", BODY.replace("buys", "bought"))
    reviewed.page("two", BODY.replace("camera", "sensor").replace("buys", "bought"))
    assert main(["update", "--same-meaning", "one"]) == 0
    assert main(["update"]) == 0
    assert not any(one.fuzzy for one in entries(reviewed))
    assert any(one.fuzzy for one in entries(reviewed, "two"))


def test_another_figure_is_another_meaning(reviewed: Site, capsys: Capture) -> None:
    """It is told, and stays fuzzy, whatever the author says."""
    reviewed.page("one", BODY.replace("30", "80"))
    capsys.readouterr()
    assert main(["update", "--same-meaning", "one"]) == 0
    assert "'It has 80 of them.' has changed 30 → 80" in capsys.readouterr().err
    assert [one.msgid for one in entries(reviewed) if one.fuzzy] == ["It has 80 of them."] * 2


def test_a_translation_that_somebody_has_touched_stays_fuzzy(reviewed: Site) -> None:
    """The author can speak for the source alone."""
    reviewed.page("one", BODY.replace("buys", "bought"))
    assert main(["update"]) == 0
    for path in catalogs(reviewed):
        path.write_text(
            path.read_text("utf-8").replace("T The ministry", "U The ministry"), "utf-8"
        )
    assert main(["update", "--same-meaning", "one"]) == 0
    assert len([one for one in entries(reviewed) if one.fuzzy]) == 2


def test_it_is_said_of_a_page(reviewed: Site, capsys: Capture) -> None:
    """Of all pages at once nobody can say it."""
    assert main(["update", "--same-meaning"]) == 1
    assert "Name the pages that were mended." in capsys.readouterr().err

"""What `update` tells translators in their own tool: the terms of an entry, and where it stands."""

from __future__ import annotations

import polib
import pytest
from support import PROJECT, Site

from pelican.plugins.bilingual.catalog.terms import TermIndex, read_terms, used_terms
from pelican.plugins.bilingual.cli.main import main

TERMS = (
    "source,translation,part_of_speech,note,status,reviewer\n"
    "lock-in,baglanyp galma,noun,,proposed,\n"
    "vendor,öndüriji|satyjy,noun,,proposed,\n"
    "vendor lock-in,öndürijä baglanyp galma,noun,,proposed,\n"
)
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def listed(site: Site) -> Site:
    """A page with a term list."""
    site.page("one", "The vendor lock-in is bad.\n\nVendors like lock-in.\n\nNothing.")
    site.write("translations/tk/terms.csv", TERMS)
    assert main(["update"]) == 0
    return site


def comments(site: Site) -> dict[str, str]:
    file = polib.pofile(str(site.root / "translations/tk/LC_MESSAGES/one.po"))
    return {one.msgid: one.comment for one in file}


def test_an_entry_names_its_terms(listed: Site) -> None:
    """In any of their forms; of overlapping ones the longest; none where there is none."""
    found = comments(listed)
    assert found["The vendor lock-in is bad."].startswith(
        "terms: vendor lock-in = öndürijä baglanyp galma\n"
    )
    assert found["Vendors like lock-in."].startswith(
        "terms: lock-in = baglanyp galma; vendor = öndüriji | satyjy\n"
    )
    assert "terms" not in found["Nothing."]


def test_an_address_has_no_terms(site: Site) -> None:
    """A slug is no text."""
    site.page("vendor", "Nothing.")
    site.write("translations/tk/terms.csv", TERMS)
    assert main(["update"]) == 0
    file = polib.pofile(str(site.root / "translations/tk/LC_MESSAGES/vendor.po"))
    assert not any("terms" in one.comment for one in file)


def test_only_entries_with_the_term_change(listed: Site) -> None:
    """A new row of the list touches the entries that use it, and the next update none."""
    po = listed.root / "translations/tk/LC_MESSAGES/one.po"
    before = po.read_text("utf-8").splitlines()
    listed.write("translations/tk/terms.csv", f"{TERMS}Nothing,hiç zat,noun,,proposed,\n")
    assert main(["update"]) == 0
    after = po.read_text("utf-8")
    assert [one for one in after.splitlines() if one not in before] == [
        "#. terms: Nothing = hiç zat"
    ]
    assert main(["update"]) == 0
    assert po.read_text("utf-8") == after


def test_the_address_is_whole_where_the_site_has_one(site: Site) -> None:
    """With SITEURL an entry links to its page; the folder of the site is part of it."""
    site.page("one", "Text.")
    site.set('SITEURL = "https://example.org/site/"')
    assert main(["update"]) == 0
    assert comments(site)["Text."].startswith("https://example.org/site/tk/one/#m-")


@pytest.mark.parametrize("address", ["https://example.org/site", "", "https://other.example.org"])
def test_another_site_is_no_change(site: Site, address: str) -> None:
    """Settings of publishing and of the desk do not take turns in the catalogs."""
    site.page("one", "Text.")
    site.set('SITEURL = "https://example.org/site"')
    assert main(["update"]) == 0
    po = site.root / "translations/tk/LC_MESSAGES/one.po"
    before = po.read_bytes()
    site.set(f'SITEURL = "{address}"')
    assert main(["update"]) == 0
    assert po.read_bytes() == before


def test_a_term_list_that_cannot_be_read_is_an_error(listed: Site, capsys: Capture) -> None:
    """It names file and line; the language's catalogs stay as they are."""
    po = listed.root / "translations/tk/LC_MESSAGES/one.po"
    before = po.read_bytes()
    listed.page("one", "Other text.")
    listed.write("translations/tk/terms.csv", f"{TERMS}a,b,nothing,,proposed,\n")
    assert main(["update"]) == 1
    assert (
        "translations/tk/terms.csv:5: The part of speech is 'nothing'." in capsys.readouterr().err
    )
    assert po.read_bytes() == before


def test_an_index_finds_what_the_whole_list_finds() -> None:
    """On this repository's own texts and terms."""
    terms = read_terms(PROJECT / "translations/tk/terms.csv", "terms.csv")
    index = TermIndex(terms)
    for path in (PROJECT / "translations/tk").rglob("*.po"):
        for entry in polib.pofile(str(path)):
            found = used_terms(entry.msgid, index.near(entry.msgid), "en")
            assert found == used_terms(entry.msgid, terms, "en")

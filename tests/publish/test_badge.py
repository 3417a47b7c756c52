"""The badge of a language's coverage, which README and other sites show."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Site

from pelican.plugins.bilingual.catalog.coverage import Counts, Coverage
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.project.config import Language
from pelican.plugins.bilingual.publish.badge import badge

SVG = "{http://www.w3.org/2000/svg}"


def said(data: bytes) -> list[str | None]:
    return [one.text for one in ElementTree.fromstring(data).iter(f"{SVG}text")]


def language(tag: str = "tk", name: str = "Türkmençe") -> Language:
    return Language(tag, name, parse_locale(tag))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=40))
def test_any_name_is_escaped(name: str) -> None:
    """A language is called what the settings say, and the picture stays one."""
    data = badge(language(name=name), Coverage())
    assert said(data)[0] == name
    assert {one.tag.removeprefix(SVG) for one in ElementTree.fromstring(data).iter()} == {
        *("svg", "title", "rect", "g", "text")
    }


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        (Counts(translated=2), "100 %"),
        (Counts(translated=999, untranslated=1), "99 %"),
        (Counts(translated=1, stale=1), "50 %"),
        (Counts(fuzzy=1), "0 %"),
        (Counts(), "100 %"),
    ],
)
def test_it_is_rounded_down(counts: Counts, share: str) -> None:
    """All is all; a stale text is none of it. Written as the language writes it."""
    assert said(badge(language(), Coverage(counts)))[1] == share.replace(" ", "\u00a0")


def test_it_is_small_and_loads_nothing() -> None:
    """No style, script or address besides the namespace."""
    data = badge(language(), Coverage())
    assert len(data) < 700
    assert data.count(b"http") == 1


@pytest.mark.parametrize("addresses", ["editions", "site"])
def test_a_build_writes_it_at_a_fixed_address(site: Site, addresses: str) -> None:
    """It counts what readers see, and is the same from run to run."""
    site.set(f'BILINGUAL["addresses"] = "{addresses}"')
    site.page("one", "A.\n\nB.\n\nC.")
    site.catalog("one", 'msgid "A."\nmsgstr "T."\n\nmsgctxt "title"\nmsgid "A title"\nmsgstr "S"\n')
    site.build()
    file = site.output / "tk/coverage.svg"
    first = file.read_bytes()
    assert said(first) == ["Türkmençe", "50\u00a0%"]
    site.build()
    assert file.read_bytes() == first


def test_a_site_of_its_own_badge_keeps_it(site: Site) -> None:
    """A static file at the address comes first."""
    site.page("one")
    site.set('STATIC_PATHS = ["tk"]')
    site.write("content/tk/coverage.svg", "<svg/>")
    site.build()
    assert (site.output / "tk/coverage.svg").read_text("utf-8") == "<svg/>"


def test_a_neutral_site_has_none(site: Site) -> None:
    """Its addresses tell nothing."""
    site.page("one")
    site.set('BILINGUAL["neutral"] = "Notes"')
    site.build()
    assert not (site.output / "tk/coverage.svg").exists()

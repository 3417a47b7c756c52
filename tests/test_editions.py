"""Editions: one run writes every language."""

from __future__ import annotations

from support import Site, text_of


def test_a_translated_page_stands_in_its_own_edition(site: Site) -> None:
    """English, Turkmen and the two side by side come from one source and one catalog."""
    site.page("one", "Good day.")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    site.build()
    assert "Good day." in text_of(site.html("en/one"))
    assert "Salam." in text_of(site.html("tk/one"))
    assert "Good day. Salam." in text_of(site.html("en-tk/one")).replace("  ", " ")

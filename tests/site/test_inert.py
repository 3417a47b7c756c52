"""A site that does not ask for languages is none of the plugin's business."""

from __future__ import annotations

import logging

import pytest
from pelican.settings import read_settings
from support import Site, snapshot

from pelican import Pelican


def built(site: Site, plugins: str) -> dict[str, bytes]:
    """Another site, with these plugins, built beside one that has languages."""
    site.write(
        "other.py",
        f'SITENAME = "Other"\nPATH = "content"\nOUTPUT_PATH = "other"\nTIMEZONE = "UTC"\n'
        f'DEFAULT_LANG = "en"\nTHEME = "simple"\n{plugins}\n',
    )
    Pelican(read_settings("other.py")).run()
    return snapshot(site.root / "other")


def test_a_site_without_languages_is_built_as_ever(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Byte by byte as without the plugin, even behind a site with languages; one line says so."""
    site.page("one")
    site.build()
    alone = built(site, "PLUGINS = []")
    caplog.clear()
    with caplog.at_level(logging.WARNING):
        beside = built(site, 'PLUGINS = ["bilingual"]')
    assert beside == alone
    assert [one.getMessage() for one in caplog.records if "bilingual" in one.getMessage()] == [
        "bilingual does nothing without its languages. Set BILINGUAL = {'languages': {'en':"
        " 'English', 'tk': 'Türkmençe'}}."
    ]


def test_a_site_that_names_no_plugin_is_not_spoken_to(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Pelican loads whatever is installed; that is no reason for a warning."""
    site.page("one")
    with caplog.at_level(logging.WARNING):
        built(site, "")
    assert not [one for one in caplog.records if one.name.startswith("pelican.plugins")]

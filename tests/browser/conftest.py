"""A real browser, and the site as it is served to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import Host, hosted
from support import PROJECT, Site


@pytest.fixture(scope="session")
def host(flagship: Path) -> Iterator[Host]:
    """The repository's own site, served on this computer."""
    with hosted(flagship) as found:
        yield found


@pytest.fixture
def themed(site: Site) -> Site:
    """A site with this repository's theme."""
    site.set(f'THEME = "{PROJECT / "theme"}"\nTHEME_STATIC_PATHS = []')
    return site

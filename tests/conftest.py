"""Fixtures."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis
from pelican.settings import read_settings
from support import PROJECT, Site

from pelican import Pelican

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# How long an example takes says more of the machine than of the code.
hypothesis.register_profile("untimed", deadline=None)
hypothesis.load_profile("untimed")


LONG = ("test_readme.py", "test_kill.py", "test_new.py")
"""Files that take minutes: begun first, or one processor waits for the other in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; within a file the order stays."""
    items.sort(key=lambda one: one.path.name not in LONG)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """An empty site, in the current folder."""
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path)


@pytest.fixture(scope="session")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the repository's own site, built once."""
    output = tmp_path_factory.mktemp("flagship") / "output"
    before = Path.cwd()
    os.chdir(PROJECT)
    try:
        settings = {"OUTPUT_PATH": str(output), "SITEURL": "https://example.org/site"}
        Pelican(read_settings("pelicanconf.py", override=settings)).run()
    finally:
        os.chdir(before)
    return output


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, started once a process; tests that ask for none do without Playwright."""
    from browsing import launched  # see above

    with launched() as found:
        yield found

"""Tests of the preview wait for processes: none of them waits for ever."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

_LONGEST = 300.0
"""Seconds for one test on a busy machine."""
_PATIENCE = 40_000.0
"""Milliseconds in which the browser must show something."""


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    """End the run, and say where it stood, when a test hangs; let a busy machine take its time."""
    faulthandler.dump_traceback_later(_LONGEST, exit=True)
    expect.set_options(timeout=_PATIENCE)
    yield
    expect.set_options(timeout=None)
    faulthandler.cancel_dump_traceback_later()

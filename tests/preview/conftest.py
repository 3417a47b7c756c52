"""Tests of the preview wait for processes: none of them waits for ever."""

from __future__ import annotations

import faulthandler
from collections.abc import Iterator

import pytest

_LONGEST = 300.0
"""Seconds for one test on a busy machine."""


@pytest.fixture(autouse=True)
def _limit() -> Iterator[None]:
    """End the run, and say where it stood, when a test hangs."""
    faulthandler.dump_traceback_later(_LONGEST, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()

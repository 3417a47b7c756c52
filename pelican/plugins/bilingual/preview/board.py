"""What open pages are told: which build is served, and what is wrong with the newest one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from .build import Fault

_ALIVE = 20.0
"""Seconds after which the same is said again, so that a page that has gone is noticed."""


@dataclass(frozen=True, slots=True)
class State:
    """The preview as it is."""

    build: str = ""
    """Names the build that is served, differently in each run; empty before the first."""
    faults: tuple[Fault, ...] = ()
    """Why the newest build is not served."""

    def told(self) -> dict[str, Any]:
        """What is sent to a page."""
        return asdict(self)


class Board:
    """Tells every listener the state now, and each one after it."""

    def __init__(self) -> None:
        self.state = State()
        self._changed, self._closed = asyncio.Event(), False

    def post(self, **changes: Any) -> None:
        """Tell a new state."""
        self.state = replace(self.state, **changes)
        self._wake()

    def close(self) -> None:
        """Let all listeners go."""
        self._closed = True
        self._wake()

    async def states(self) -> AsyncIterator[State]:
        """The states from now on; one that was followed by another at once may be left out."""
        while not self._closed:
            changed = self._changed
            yield self.state
            try:
                await asyncio.wait_for(changed.wait(), _ALIVE)
            except TimeoutError:
                continue

    def _wake(self) -> None:
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

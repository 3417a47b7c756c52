"""What is saved is shown at once, and a build that began before it does not take it back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pelican.plugins.bilingual.preview.board import Board
from pelican.plugins.bilingual.preview.builds import Builder, Builds, Changes

ROOT = Path("/site")
ONE, TWO = "/site/translations/tk/LC_MESSAGES/one.po", "/site/translations/tk/LC_MESSAGES/two.po"
FAULT = {"what": "Broken.", "where": "translations/tk/LC_MESSAGES/one.po:9", "remedy": ""}
LIMIT = 20.0
"""Seconds."""


class Scene:
    """A preview whose builders do as they are told; `said` is the story so far."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.board, self.changes = Board(), Changes()
        self.gates: list[asyncio.Event] = []
        self.faults: list[dict[str, str]] = []
        self.broken: set[str] = set()
        self.builds = Builds(self.board, self.changes, [], ROOT)
        post = self.board.post

        def told(**changes: Any) -> None:
            post(**changes)
            self.said.append(f"told {'build' if 'build' in changes else 'faults'}")

        self.board.post = told  # type: ignore[method-assign]

    async def until(self, *story: str) -> None:
        """Wait until the story is this; it is forgotten then."""
        async with asyncio.timeout(LIMIT):
            while self.said[: len(story)] != [*story]:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        assert self.said == [*story]
        self.said.clear()


class Acted:
    """A builder of a scene."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.gate = scene, asyncio.Event()
        self.name = len(scene.gates)
        scene.gates.append(self.gate)

    async def build(self) -> tuple[dict[str, str], ...]:
        """Begin, and end when the gate opens."""
        self.scene.said.append(f"begin {self.name}")
        await self.gate.wait()
        return tuple(self.scene.faults)

    async def write(self, catalogs: Collection[str]) -> dict[str, Any]:
        """Write the pages of catalogs that are not broken."""
        names = " ".join(Path(one).stem for one in sorted(catalogs))
        self.scene.said.append(f"write {self.name}: {names}")
        faults = [FAULT] if self.scene.broken & {*catalogs} else []
        return {"faults": faults, "written": not faults and "" not in catalogs}

    def end(self) -> None:
        """Nothing to end."""


def play(scenes: Callable[[Scene], Awaitable[None]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Run a story to its end."""

    async def run() -> None:
        scene = Scene()

        async def ready(*_: object) -> Any:
            return Acted(scene)

        monkeypatch.setattr(Builder, "ready", ready)
        running = asyncio.create_task(scene.builds.run())
        try:
            scene.changes.note(frozenset())
            await scene.until("begin 0")
            scene.gates[0].set()
            await scene.until("told build")
            await scenes(scene)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    with ThreadPoolExecutor(1) as thread:  # a browser of another test may have a loop in ours
        thread.submit(asyncio.run, run()).result()


def test_a_saved_catalog_is_shown_and_then_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site in memory writes its page; the build of all follows."""

    async def story(scene: Scene) -> None:
        scene.changes.note(frozenset({ONE}))
        await scene.until("write 0: one", "told build", "begin 1")
        scene.gates[1].set()
        await scene.until("told build")

    play(story, monkeypatch)


@pytest.mark.parametrize("path", ["", "/site/content/one.md", "/site/pelicanconf.py"])
def test_anything_else_is_built_at_once(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody asks the site in memory."""

    async def story(scene: Scene) -> None:
        scene.changes.note(frozenset({path}) if path else frozenset())
        await scene.until("begin 1")

    play(story, monkeypatch)


def test_what_is_saved_during_a_build_is_in_its_output_before_anybody_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And it is built once more: that build began too early for it."""

    async def story(scene: Scene) -> None:
        scene.changes.note(frozenset({"/site/content/one.md"}))
        await scene.until("begin 1")
        scene.changes.note(frozenset({TWO}))
        await scene.until("write 0: two", "told build")
        scene.gates[1].set()
        await scene.until("write 1: two", "told build", "write 1: two", "told build", "begin 2")

    play(story, monkeypatch)


def test_a_broken_catalog_is_told_at_once_and_goes_when_it_is_mended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """While a build of all still says the same."""

    async def story(scene: Scene) -> None:
        scene.broken, scene.faults = {ONE}, [FAULT]
        scene.changes.note(frozenset({ONE}))
        await scene.until("write 0: one", "told faults", "begin 1")
        assert scene.board.state.faults == (FAULT,)
        scene.gates[1].set()
        await scene.until("told faults")
        scene.broken = set()
        scene.changes.note(frozenset({ONE}))
        await scene.until("write 0: one", "told build", "begin 2")
        assert scene.board.state.faults == ()

    play(story, monkeypatch)

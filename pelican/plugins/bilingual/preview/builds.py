"""The builds of a preview, one after the other, and what is shown sooner than a build has done.

The newest good build keeps the site in memory, and writes the pages of a catalog again as soon as
it is saved. The build of all that follows quietly finds what that has to do with other pages.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

from . import build as program
from .board import Board

_QUIET = 3.0
"""Most seconds that a build waits for another catalog to be saved."""
_LONGEST_ANSWER = 2**24


class Changes:
    """What has changed and is not yet shown."""

    def __init__(self) -> None:
        self._paths, self._any = set[str](), asyncio.Event()

    def note(self, paths: frozenset[str]) -> None:
        """These files have changed; none are named where anything may have."""
        self._paths |= paths or {""}
        self._any.set()

    async def taken(self) -> frozenset[str]:
        """The paths that were noted, once there are any; an empty one may be among them."""
        await self._any.wait()
        self._any.clear()
        paths, self._paths = frozenset(self._paths), set()
        return paths


class Builder:
    """The process of one build."""

    def __init__(self, process: Process) -> None:
        self._process, self._turn = process, asyncio.Lock()

    @classmethod
    async def ready(cls, given: Sequence[str], root: Path) -> Builder:
        """A process that waits to build, with all imported that it needs."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            program.__name__,
            str(root),
            *given,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            limit=_LONGEST_ANSWER,
            start_new_session=True,  # Ctrl-C is the server's
        )
        return cls(process)

    async def build(self) -> tuple[dict[str, str], ...]:
        """Build; gives what is wrong."""
        answer = await self._asked({})
        if answer is not None:
            return tuple(answer["faults"])
        what = f"The build has ended with status {await self._process.wait()} and has not said why."
        return ({"what": what, "where": "", "remedy": "See the terminal."},)

    async def write(self, catalogs: Collection[str]) -> Mapping[str, Any]:
        """Write the pages of catalogs again: `faults`, and whether they are `written`."""
        asked = {"write": sorted(catalogs)}
        return await self._asked(asked) or {"faults": [], "written": False}

    async def told(self, **message: str) -> Mapping[str, Any]:
        """What the site in memory tells of a message; nothing if it is not there any more."""
        return await self._asked({"told": message}) or {}

    def end(self) -> None:
        """Let the process go."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def _asked(self, given: object) -> Any:
        """The answer to a line, which is read even if nobody waits for it any more.

        None from a process that has ended.
        """
        return await asyncio.shield(self._exchange(given))

    async def _exchange(self, given: object) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        async with self._turn:
            try:
                self._process.stdin.write(f"{json.dumps(given)}\n".encode())
                return json.loads(await self._process.stdout.readline())
            except (OSError, ValueError):
                return None


class Builds:
    """Builds whenever something has changed; the process of the next build is ready by then."""

    def __init__(self, board: Board, changes: Changes, given: Sequence[str], root: Path) -> None:
        """`given` are Pelican's arguments, `root` is the folder that the site is built from."""
        self._board, self._changes, self._given, self._root = board, changes, given, root
        self._kept: Builder | None = None
        run = secrets.token_hex(4)
        self._names = (f"{run}-{number}" for number in count(1))
        self._again = count(1)
        self._quiet = 0.0

    async def run(self) -> None:
        """Build for ever; no process outlives it."""
        while True:
            builder = await Builder.ready(self._given, self._root)
            try:
                await self._settled()
                await self._build(builder)
            except BaseException:
                builder.end()
                if self._kept:
                    self._kept.end()
                raise

    async def told(self, **message: str) -> Mapping[str, Any]:
        """What the site in memory tells of a message; nothing before the first good build."""
        return await self._kept.told(**message) if self._kept else {}

    async def _settled(self) -> None:
        """Show at once what can be shown, until there is something that only a build shows."""
        quiet = None
        while True:
            try:
                paths = await asyncio.wait_for(self._changes.taken(), quiet)
            except TimeoutError:
                return
            if not await self._shown(paths):
                return
            quiet = self._quiet

    async def _shown(self, paths: frozenset[str]) -> bool:
        """Whether the pages of all that has changed are shown without a build."""
        if self._kept is None or not all(one.endswith(".po") for one in paths):
            return False
        answer = await self._kept.write(paths)
        mended = paths.union(map(self._file, answer["faults"]))
        others = (one for one in self._board.state.faults if self._file(one) not in mended)
        faults = (*answer["faults"], *others)
        if answer["written"]:
            whole = self._board.state.build.partition(".")[0]
            self._board.post(build=f"{whole}.{next(self._again)}", faults=faults)
        elif answer["faults"]:
            self._board.post(faults=faults)
        return bool(answer["written"])

    def _file(self, fault: Mapping[str, str]) -> str:
        return str(self._root / fault["where"].rpartition(":")[0])

    async def _build(self, builder: Builder) -> None:
        """Build all, and go on showing what is saved meanwhile."""
        began, since = time.monotonic(), frozenset[str]()
        building = asyncio.create_task(builder.build())
        while not building.done():
            taking = asyncio.create_task(self._changes.taken())
            await asyncio.wait({building, taking}, return_when=asyncio.FIRST_COMPLETED)
            if taking.done():
                since |= taking.result()
                await self._shown(taking.result())
            else:
                taking.cancel()
        faults = building.result()
        if faults:
            builder.end()
            self._board.post(faults=faults)
        else:
            if self._kept:
                self._kept.end()
            self._kept, self._quiet = builder, min(_QUIET, time.monotonic() - began)
            if since:  # the build may have come too early for it
                await builder.write(since)
            self._board.post(build=next(self._names), faults=())
        if since:
            self._changes.note(since)

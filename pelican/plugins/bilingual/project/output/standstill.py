"""Whether a site is as its last build found and left it, without a look into its files.

The system counts each change of a file, and no program can set that count back. So a folder whose
files have the same names, sizes, places on the disk and times of change holds what it held.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from ..cache import TICK, Cache

Said = tuple[str, int, str]
"""A warning: its logger's name, its level, its text."""
_Last = tuple[bytes, bytes, list[Said]]


@dataclass(frozen=True, slots=True)
class State:
    """The files of some folders at one moment."""

    digest: bytes
    settled: bool
    """No file has changed so lately that another change could have the same time."""


def state(folders: Iterable[Path]) -> State:
    """The files below these folders, as they are now."""
    digest, newest = blake2b(digest_size=32), 0
    for folder in folders:
        for line, changed in sorted(_entries(folder)):
            digest.update(line)
            newest = max(newest, changed)
    return State(digest.digest(), newest < time.time_ns() - TICK)


class Standstill:
    """What the last build of a site into one folder began with and left."""

    def __init__(self, cache: Cache, sources: Sequence[Path], output: Path, *facts: object) -> None:
        """`sources` are all folders and files that a build reads, `facts` all else it is told."""
        self._cache, self._output = cache, output
        self._key = cache.digest("standstill", str(output), facts) if b"" not in facts else b""
        self._sources = state(sources) if self._key else State(b"", False)

    @property
    def said(self) -> list[Said] | None:
        """What the last build has warned of; None where anything has changed since.

        Neither what is read nor what was written may have.
        """
        last: _Last | None = self._cache.get(self._key, _Last) if self._key else None
        if last is None or last[0] != self._sources.digest:
            return None
        return last[2] if last[1] == state([self._output]).digest else None

    def note(self, said: list[Said]) -> None:
        """A build is done, with these warnings: remember what it has begun with and left."""
        if self._key and self._sources.settled:
            self._cache.put(self._key, (self._sources.digest, state([self._output]).digest, said))


def _entries(folder: Path) -> Iterator[tuple[bytes, int]]:
    """Everything below a folder, or a file: what tells its state from others, when it changed."""
    waiting, seen = [folder], set[tuple[int, int]]()
    while waiting:
        here = waiting.pop()
        try:
            found = here.stat()
        except OSError:  # no such file, or a link that leads nowhere
            yield f"{here}\0".encode("utf-8", "surrogateescape"), 0
            continue
        facts = found.st_size, found.st_mtime_ns, found.st_ctime_ns
        if stat.S_ISDIR(found.st_mode):
            facts = 0, 0, 0
            if (found.st_dev, found.st_ino) not in seen:  # else a link to a folder above it
                seen.add((found.st_dev, found.st_ino))
                waiting += here.iterdir()
        line = f"{here}\0{found.st_ino} {found.st_mode} {facts}"
        yield line.encode("utf-8", "surrogateescape"), facts[-1]

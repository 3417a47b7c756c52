"""What a folder holds: its files, each with what tells its state from others, and their digests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

State = tuple[int, int, int, int]
"""Inode, size, time of change of the content, and of anything: nobody sets the last one back."""
Files = dict[str, tuple[str, State]]
"""By path below a folder: the digest of a file (SHA-256, in hex), and its state then."""


def state_of(found: os.stat_result) -> State:
    """What tells this state of a file from others."""
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def contents(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder that is none: paths as `/` joins them, and what links are.

    An empty folder is there with a `/` at its end.
    """
    waiting = [(str(folder), "")]
    while waiting:
        path, before = waiting.pop()
        with os.scandir(path) as entries:
            empty = bool(before)
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{before}{entry.name}/"))
                else:
                    yield f"{before}{entry.name}", entry.stat(follow_symlinks=False)
        if empty:
            yield before, os.lstat(path)


def remove(folder: Path, name: str) -> None:
    """Remove a file or an empty folder, and the folders above it that are empty then."""
    path = folder / name
    if name.endswith("/"):
        path.rmdir()
    else:
        path.unlink()
    for above in path.parents:
        if above == folder:
            break
        try:
            above.rmdir()
        except OSError:
            break

"""The source pages on disk, and the domains that their catalogs have."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from ..errors import BilingualError, ContentError

DOMAIN = "site"
"""The domain of what belongs to no page: theme strings, site settings, names of topics."""
NEWSLETTERS = "newsletters"
"""The folder of the newsletter's issues, below the content and below an edition."""
SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")


def domain_of(path: str) -> str:
    """The domain of a page, from its path below the content folder: `pages/about`."""
    return PurePosixPath(path).with_suffix("").as_posix()


def shown(path: Path | str, root: Path) -> str:
    """A path as messages and catalogs name it: relative to the project, with slashes."""
    text, home = os.fspath(path), f"{root}{os.sep}"
    if text.startswith(home) and ".." not in text:  # most do, and this is ten times as quick
        return PurePath(text.removeprefix(home)).as_posix()
    return Path(os.path.relpath(text, root)).as_posix()


def read_source(path: Path, name: str) -> str:
    """The text of a source file. Raises `ContentError` if it is not UTF-8."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return text.replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(
            "This line is not valid UTF-8.", f"{name}:{line}", "Save the file as UTF-8."
        ) from None


def source_files(settings: Mapping[str, Any]) -> dict[Path, str]:
    """The Markdown files that Pelican publishes, in order of their paths: `article` or `page`."""
    found: dict[Path, str] = {}
    for kind in ("article", "page"):
        content, name = Path(settings["PATH"]), kind.upper()
        excluded = {content / one for one in settings[f"{name}_EXCLUDES"] if one}
        for folder in settings[f"{name}_PATHS"]:
            start = content / folder
            for path in [start] if start.is_file() else start.rglob("*"):
                is_source = _is_source(path.relative_to(content), settings["IGNORE_FILES"])
                if is_source and excluded.isdisjoint(path.parents):
                    found[path] = kind
    return dict(sorted(found.items()))


def _is_source(path: Path, ignored: Collection[str]) -> bool:
    return path.suffix in SUFFIXES and not any(
        fnmatch(part, pattern) for part in path.parts for pattern in ignored
    )


UNFINISHED = ".part"
"""Ends the hidden name of a file that is being written."""


class ChangedError(OSError):
    """Somebody has saved a file since it was read."""


def write_text(path: Path, text: str, known: bytes | None = None) -> bool:
    """Write UTF-8 text by rename; False when the file already says exactly this.

    `known` is what the file held when it was read, empty for one that was not there. Raises
    `ChangedError`, and writes nothing, when it holds something else by now.
    """
    data = text.encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _replace(path, data, known)
    except FileNotFoundError:  # another run has taken the temporary file for a leftover
        _replace(path, data, known)
    return True


def _replace(path: Path, data: bytes, known: bytes | None) -> None:
    descriptor, temporary = tempfile.mkstemp(UNFINISHED, f".{path.name}.", path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # mkstemp makes files that only their owner can read
        with _alone(path.parent):
            if known is not None and known != (path.read_bytes() if path.exists() else b""):
                raise ChangedError(errno.ESTALE, "It was saved meanwhile", str(path))
            Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let no other run of ours look and write in a folder meanwhile; Windows has no such lock."""
    if os.name != "posix":
        yield
        return
    import fcntl  # noqa: PLC0415 # not on Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def save(path: Path, name: str, text: str, known: bytes | None = None) -> bool:
    """`write_text` for a file that people know by a name.

    Raises `BilingualError` for a disk that is full or must not be written; `ChangedError` as it
    does.
    """
    with _told(name):
        return write_text(path, text, known)


def move(path: Path, new: Path, name: str, known: bytes) -> None:
    """Give a file its new name, in a folder that may be new. Raises as `save` does."""
    with _told(name):
        if path.read_bytes() != known:
            raise ChangedError(errno.ESTALE, "It was saved meanwhile", str(path))
        new.parent.mkdir(parents=True, exist_ok=True)
        path.replace(new)


@contextmanager
def _told(name: str) -> Iterator[None]:
    try:
        yield
    except ChangedError:
        raise
    except OSError as error:
        raise BilingualError(
            f"The file cannot be written ({error.strerror or error}).",
            name,
            "Make room, or make the folder writable; nothing is lost.",
        ) from None


def remove_unfinished(folder: Path) -> None:
    """Remove what runs that were killed while writing have left below a folder."""
    for path in folder.rglob(f".*{UNFINISHED}"):
        with suppress(OSError):  # of a disk that cannot be written, writing says more
            path.unlink(missing_ok=True)

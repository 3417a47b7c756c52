"""`SHA256SUMS` over a finished site: what was altered, missing or added in a copy of it."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import BilingualError
from ...language.characters import printable
from .signature import SIGNATURES, verify

SUMS = "SHA256SUMS"
UNLISTED = frozenset({SUMS, *(f"{SUMS}{suffix}" for suffix in SIGNATURES)})
"""The list itself, and what signs it."""
OF_GIT = ".git"
"""What a clone of the published folder has besides; a site has none."""
KEPT = "# kept "
"""Begins the line of a file that no build has written, and that stayed in the folder.

`sha256sum` takes it for a comment.
"""
_LINE = re.compile(r"(?P<escaped>\\?)(?P<digest>[0-9a-f]{64}) [ *](?P<path>[^\n]+)")
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
"""How `sha256sum` writes names that would end its lines."""
_UNESCAPES = {written: one for one, written in _ESCAPES.items()}
_LINK, _SPECIAL, _EMPTY = "a link", "a special file", "an empty folder"
_UNREADABLE = "cannot be read"


@dataclass(frozen=True, slots=True)
class Difference:
    """How a copy differs from what its sums promise: paths below the folder, in order."""

    altered: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    kinds: Mapping[str, str] = field(default_factory=dict)
    """What a path is that is no readable file: `a link`."""

    @property
    def any(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.altered or self.missing or self.added)


def write_sums(
    folder: Path, listed: Mapping[str, str] | None = None, kept: Mapping[str, str] | None = None
) -> Path:
    """Write the list into the folder, as `sha256sum` does, in order of paths; its path.

    `listed` are the digests by path, which are made of all files otherwise; `kept` are those of
    files that no build has written.
    """
    if listed is None:
        paths = (path for path in folder.rglob("*") if path.is_file())
        listed = {path.relative_to(folder).as_posix(): digest_of(path) for path in paths}
    ours = (line_of(*one) for one in sorted(listed.items()) if one[0] not in UNLISTED)
    strange = (one for one in sorted((kept or {}).items()) if one[0] not in UNLISTED)
    theirs = (f"{KEPT}{line_of(*one)}" for one in strange if Path(one[0]).parts[0] != OF_GIT)
    file = folder / SUMS
    file.write_text("".join([*ours, *theirs]), "utf-8", "surrogateescape", "\n")
    return file


def promised_in(folder: Path, kept: bool = False) -> dict[str, str]:
    """The digests by path that a folder's own list promises, without a look at the files.

    Empty without a list; with `kept`, of files that were kept. Raises `BilingualError` for a list
    that is none, or cannot be read.
    """
    file = folder / SUMS
    if not _is_file(file):
        return {}
    try:
        text = file.read_bytes().decode("utf-8", "surrogateescape")
    except OSError as error:
        raise BilingualError(
            f"The list cannot be read ({error.strerror}).", str(file), "Make it a readable file."
        ) from None
    return read_sums(text, str(file), kept)


def read_sums(text: str, where: str, kept: bool = False) -> dict[str, str]:
    """Digests by path, of files of the site or of those that were kept.

    Raises `BilingualError` for a line that is none, or promises twice.
    """
    found: dict[bool, dict[str, str]] = {False: {}, True: {}}
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        path, digest = _parsed(line.removeprefix(KEPT), f"{where}:{number}")
        if path in found[False] or path in found[True]:
            raise _no_line(f"{where}:{number}")
        found[line.startswith(KEPT)][path] = digest
    return found[kept]


def _parsed(line: str, where: str) -> tuple[str, str]:
    match = _LINE.fullmatch(line)
    path = match["path"] if match else ""
    if match and match["escaped"]:
        path = re.sub(r"\\[\\nr]", lambda one: _UNESCAPES[one[0]], path)
    if match is None or path.startswith("/") or ".." in path.split("/"):
        raise _no_line(where)
    return path, match["digest"]


def _no_line(where: str) -> BilingualError:
    why, remedy = "This is no line of digest and path.", "Get the file again."
    return BilingualError(why, where, remedy)


def compare(folder: Path, promised: Mapping[str, str]) -> Difference:
    """How what is below a folder differs from these digests.

    A link or a special file is never what was promised, whatever it leads to. The list and its
    signatures are left out, and a clone's `.git`.
    """
    there = dict(_contents(folder))
    return Difference(
        tuple(sorted(p for p in promised if p in there and there[p] != promised[p])),
        tuple(sorted(p for p in promised if p not in there)),
        tuple(sorted(p for p in there if p not in promised)),
        {path: one for path, one in there.items() if " " in one},
    )


def line_of(name: str, digest: str) -> str:
    """The line of a list that promises this digest for a path."""
    written = re.sub(r"[\\\n\r]", lambda one: _ESCAPES[one[0]], name)
    escaped = "\\" if written != name else ""
    return f"{escaped}{digest}  {written}\n"


def _contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Everything below a folder: paths with digests, or with what is there instead of a file."""
    closed: list[OSError] = []
    for path, folders, files in os.walk(folder, onerror=closed.append):
        here = Path(path)
        if here == folder and OF_GIT in folders and not (here / OF_GIT).is_symlink():
            folders.remove(OF_GIT)
        if here != folder and not folders and not files:
            yield here.relative_to(folder).as_posix(), _EMPTY
        for name in (*files, *(one for one in folders if (here / one).is_symlink())):
            one = here / name
            if here != folder or name not in UNLISTED or not _is_file(one):
                yield one.relative_to(folder).as_posix(), _content(one)
    for error in closed:
        yield Path(error.filename).relative_to(folder).as_posix(), _UNREADABLE


def _content(path: Path) -> str:
    """The digest of a file, or what is there instead."""
    try:
        if path.is_symlink():
            return _LINK
        return digest_of(path) if _is_file(path) else _SPECIAL
    except OSError:
        return _UNREADABLE


def _is_file(path: Path) -> bool:
    """Whether a file is there, and no link to one."""
    return os.path.lexists(path) and stat.S_ISREG(path.lstat().st_mode)


def digest_of(path: Path) -> str:
    """What `sha256sum` says of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def spelled_out(path: str) -> str:
    """A path that neither steers a terminal nor can be taken for another one."""
    spelled = (
        one if one.isprintable() and one != "\\" else one.encode("unicode_escape").decode()
        for one in path
    )
    return printable("".join(spelled))


def verify_copy(folder: Path, key: Path | None) -> tuple[bool, list[str]]:
    """Whether a folder holds what its `SHA256SUMS` promise, and the lines to say.

    With a public `key`, the promise must be signed. Reads nothing but the folder and the key.
    Raises `BilingualError` where there is no promise, or no signature to check.
    """
    file = folder / SUMS
    if not _is_file(file):
        raise BilingualError(
            f"There is no {SUMS}.", str(folder), "Name the folder that holds the site."
        )
    lines = []
    if key and not verify(file, key):
        return False, [f"{SUMS} is not signed by this key: do not trust the copy."]
    promised, kept = promised_in(folder), promised_in(folder, kept=True)
    kept = {path: digest for path, digest in kept.items() if os.path.lexists(folder / path)}
    found = compare(folder, promised | kept)
    for what, paths in (
        ("altered", found.altered),
        ("missing", found.missing),
        ("added", found.added),
    ):
        for path in paths:
            kind = f" ({found.kinds[path]})" if path in found.kinds else ""
            lines.append(f"{what}  {spelled_out(path)}{kind}")
    lines += [
        f"kept  {spelled_out(path)}: not of the site, and as its build has found it."
        for path in sorted(kept.keys() - set(found.altered))
    ]
    if (folder / OF_GIT).is_dir() and OF_GIT not in found.added:
        lines.append(f"{OF_GIT} is not of the site, and was not compared.")
    if found.any:
        counts = f"{len(found.altered)} altered, {len(found.missing)} missing"
        return False, [*lines, f"{counts}, {len(found.added)} added, of {len(promised)} files."]
    signed = ", signed by this key" if key else "; without --key nobody vouches for the list"
    return True, [*lines, f"{len(promised)} files are what {SUMS} promises{signed}."]

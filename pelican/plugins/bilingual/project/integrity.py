"""`SHA256SUMS` over a finished site: what was altered, missing or added in a copy of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import BilingualError
from .signature import verify

SUMS = "SHA256SUMS"
_LINE = re.compile(r"(?P<digest>[0-9a-f]{64}) [ *](?P<path>.+)")


@dataclass(frozen=True, slots=True)
class Difference:
    """How a copy differs from what its sums promise: paths below the folder, in order."""

    altered: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether there is a difference at all."""
        return bool(self.altered or self.missing or self.added)


def sums(folder: Path) -> str:
    """The digests of all files below a folder, as `sha256sum` writes them, in order of paths."""
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(_digests(folder).items()))


def read_sums(text: str, where: str) -> dict[str, str]:
    """Digests by path; `BilingualError` for a line that is none."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        match = _LINE.fullmatch(line)
        if match is None or match["path"].startswith("/") or ".." in match["path"].split("/"):
            raise BilingualError(
                "This is no line of digest and path.", f"{where}:{number}", "Get the file again."
            )
        found[match["path"]] = match["digest"]
    return found


def compare(folder: Path, promised: Mapping[str, str]) -> Difference:
    """How the files below a folder differ from these digests."""
    there = _digests(folder)
    return Difference(
        tuple(sorted(p for p in promised if p in there and there[p] != promised[p])),
        tuple(sorted(p for p in promised if p not in there)),
        tuple(sorted(p for p in there if p not in promised)),
    )


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in _files(folder)
    }


def _files(folder: Path) -> Iterable[Path]:
    """All files but the sums themselves and their signatures."""
    return (
        path
        for path in folder.rglob("*")
        if path.is_file() and not (path.parent == folder and path.name.startswith(SUMS))
    )


def verify_copy(folder: Path, key: Path | None) -> tuple[bool, list[str]]:
    """Whether a folder holds what its `SHA256SUMS` promise, and the lines to say.

    With a public `key`, the promise must be signed. Reads nothing but the folder and the key.
    Raises `BilingualError` where there is no promise, or no signature to check.
    """
    file = folder / SUMS
    if not file.is_file():
        raise BilingualError(
            f"There is no {SUMS}.", str(folder), "Name the folder that holds the site."
        )
    lines = []
    if key and not verify(file, key):
        return False, [f"{SUMS} is not signed by this key: do not trust the copy."]
    promised = read_sums(file.read_text("utf-8", "replace"), str(file))
    found = compare(folder, promised)
    for what, paths in (
        ("altered", found.altered),
        ("missing", found.missing),
        ("added", found.added),
    ):
        lines += [f"{what}  {path}" for path in paths]
    if found.any:
        counts = f"{len(found.altered)} altered, {len(found.missing)} missing"
        return False, [*lines, f"{counts}, {len(found.added)} added, of {len(promised)} files."]
    signed = ", signed by this key" if key else "; without --key nobody vouches for the list"
    return True, [f"{len(promised)} files are what {SUMS} promises{signed}."]

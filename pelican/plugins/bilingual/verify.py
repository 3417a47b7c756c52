"""What a reader or a mirror is told of a copy of the site: whole, or what was done to it."""

from __future__ import annotations

from pathlib import Path

from .errors import BilingualError
from .integrity import SUMS, compare, read_sums
from .signature import verify


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

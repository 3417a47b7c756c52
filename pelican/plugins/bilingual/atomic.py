"""Writing so that a file or folder is the old one or the new one, never half of either."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_UNFINISHED = ".part"
"""Ends the hidden name of a file that is being written."""


def write_text(path: Path, text: str) -> bool:
    """Write UTF-8 text by rename; False when the file already says exactly this."""
    data = text.encode()
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _replace(path, data)
    except FileNotFoundError:  # another run has taken the temporary file for a leftover
        _replace(path, data)
    return True


def _replace(path: Path, data: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(_UNFINISHED, f".{path.name}.", path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)  # mkstemp makes files that only their owner can read
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def remove_unfinished(folder: Path) -> None:
    """Remove what runs that were killed while writing have left below a folder."""
    for path in folder.rglob(f".*{_UNFINISHED}"):
        path.unlink(missing_ok=True)

"""Pictures that books carry along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .xhtml import is_drawing

_KINDS = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
"""What every reader of EPUB shows."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file."""

    name: str
    """`p1.png`."""
    kind: str
    """Media type."""
    data: bytes


def read_picture(path: Path, number: int) -> Picture | None:
    """A picture from its source; None for one that a book cannot carry."""
    suffix = path.suffix.lower()
    kind = _KINDS.get(suffix)
    try:
        data = path.read_bytes() if kind else b""
    except OSError:
        return None
    if kind is None or (suffix == ".svg" and not is_drawing(data)):
        return None
    return Picture(f"p{number}{suffix}", kind, data)

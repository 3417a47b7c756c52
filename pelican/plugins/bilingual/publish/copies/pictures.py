"""Pictures that books carry along."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...finish.images import MEDIA_TYPES
from .xhtml import is_drawing

_SHOWN = frozenset({".gif", ".jpeg", ".jpg", ".png", ".svg"})
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
    try:
        data = path.read_bytes() if suffix in _SHOWN else None
    except OSError:
        return None
    if data is None or (suffix == ".svg" and not is_drawing(data)):
        return None
    return Picture(f"p{number}{suffix}", MEDIA_TYPES[suffix], data)

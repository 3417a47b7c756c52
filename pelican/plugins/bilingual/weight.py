"""How heavy a page is on the wire, and which of its parts weigh most."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .markup import Piece, Tag, write

LEVEL = 6
"""The level of gzip that web servers use by default."""
KINDS = ("page", "parallel", "search", "listing")
"""What can have a budget: a page in one language, in two, the list of everything, and the rest."""
_WHOLE = frozenset("aside details figure footer header nav section style svg table".split())
"""Elements that are weighed as a part."""
_STARTS = frozenset({"h2"})
_ENDS = _STARTS | {"section", "footer", "main"}


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a page may weigh, in bytes under gzip; 0 for no limit."""

    page: int = 0
    parallel: int = 0
    search: int = 0
    listing: int = 0


def weigh(html: str) -> int:
    """Bytes of a page under gzip."""
    return len(gzip.compress(html.encode(), LEVEL, mtime=0))


def heaviest(pieces: Iterable[Piece], count: int = 4) -> list[tuple[str, int]]:
    """The parts of a page that weigh most, with the bytes that the page would lose with each."""
    row = list(pieces)
    whole = weigh(write(row))
    parts = [
        (name, whole - weigh(write(row[:start] + row[stop:]))) for name, start, stop in _parts(row)
    ]
    return sorted(parts, key=lambda part: -part[1])[:count]


def _parts(row: list[Piece]) -> Iterator[tuple[str, int, int]]:
    """Names of parts, with the slice of the page that each of them is."""
    for start, piece in enumerate(row):
        if not isinstance(piece, Tag) or piece.close:
            continue
        if piece.name in _WHOLE:
            stop = _end(row, start)
            words = _words(row[start:stop]) if piece.name != "style" else ""
            yield f"<{piece.name}> {words}".strip(), start, stop
        elif piece.name in _STARTS:
            stop = next((n for n in range(start + 1, len(row)) if _is(row[n], _ENDS)), len(row))
            heading = _words(row[start : _end(row, start)])
            yield f"the section {heading}", start, stop


def _is(piece: Piece, names: frozenset[str]) -> bool:
    return (
        isinstance(piece, Tag)
        and piece.name in names
        and (not piece.close or piece.name not in _STARTS)
    )


def _end(row: list[Piece], start: int) -> int:
    """Behind the end tag of the element that begins here."""
    first, depth = row[start], 0
    assert isinstance(first, Tag)
    for index in range(start, len(row)):
        piece = row[index]
        if isinstance(piece, Tag) and piece.name == first.name:
            depth += -1 if piece.close else not piece.selfclosing
            if depth <= 0:
                return index + 1
    return len(row)


def _words(pieces: Iterable[Piece]) -> str:
    """What a part begins with, in quotation marks."""
    text = " ".join(piece for piece in pieces if isinstance(piece, str))
    text = re.sub(r"\s+", " ", text).strip()
    return f"“{text[:40].strip()}{'…' * (len(text) > 40)}”" if text else ""

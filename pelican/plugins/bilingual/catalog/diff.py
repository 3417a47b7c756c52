"""What has changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

SAME, REMOVED, ADDED = "same", "removed", "added"
_LARGEST = 1_000_000
"""Pairs of pieces that are compared; above, all of the one text has become all of the other."""
_PIECE = re.compile(r"\s+|[^\W_]+|[\W_]", re.UNICODE)


def word_diff(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Pieces of both texts in order, each `same`, `removed` or `added`."""
    first, second = _PIECE.findall(old), _PIECE.findall(new)
    if len(first) * len(second) > _LARGEST:
        first, second = [old], [new]
    for kind, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SAME, "".join(first[a:b])
            continue
        if b > a:
            yield REMOVED, "".join(first[a:b])
        if d > c:
            yield ADDED, "".join(second[c:d])

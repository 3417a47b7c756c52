"""Hyphenation by TeX's patterns for Turkmen, as npm `hyphen` packs them: to compare with ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from turkmen_sources import from_npm

_KEY = re.compile(r"(?P<key>[^\W\d_])(?=:)")


@cache
def patterns() -> tuple[list[list[int]], dict[str, Any]]:
    """Levels, and the tree of letters whose leaves are places in the levels."""
    script = from_npm("hyphen/patterns/tk.js").read_text(encoding="utf-8")
    literal = script[script.index("})(this, ") + len("})(this, ") : script.rindex(");")]
    levels, tree, _ = json.loads(_KEY.sub(r'"\g<key>"', literal))
    return levels, tree


def breaks(word: str) -> set[int]:
    """Where the patterns break a word in small letters, two letters from either end at least."""
    levels, _ = patterns()
    weights = [0] * (len(word) + 3)
    dotted = f".{word}."
    for start in range(len(dotted)):
        for index in _found(dotted[start:]):
            for place, weight in enumerate(levels[index], start):
                weights[place] = max(weights[place], weight)
    return {at for at in range(2, len(word) - 1) if weights[at + 1] % 2}


def _found(letters: str) -> Iterator[int]:
    """The patterns that these letters begin with: a node is a tree, an index, or both."""
    _, node = patterns()
    for letter in letters:
        match node.get(letter):
            case None:
                return
            case int(index):
                yield index
                return
            case [dict(below), int(index)]:
                yield index
                node = below
            case below:
                node = below

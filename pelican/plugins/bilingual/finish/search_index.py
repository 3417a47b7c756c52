"""The index of a search page: which words stand on which pages, in few bytes.

It is a script, since a page from a disk may load nothing else: a front-coded list of words, and
one row of bits that says where they stand. `search.js` reads it.
"""

from __future__ import annotations

import base64
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..language.stem import LONG, SHORT, Folding
from .weight import weigh

ROOM = 200
"""Bytes under gzip that an article may add to an index …"""
LEAST = 100 * ROOM
"""… and what the index of a small site may have."""
_ATTEMPTS = 6
"""How often it is tried how many words there is room for."""
_KNOWN = 0.5
"""A word on more than this share of pages tells nothing where there is no room for every word."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What a search knows of a page. The page of results has the title: it is not indexed."""

    title: str
    headings: str = ""
    """What tells most: headings, key points, the summary, topics."""
    body: str = ""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A finished index."""

    script: str
    folding: Folding
    """How its words are to be looked up."""
    share: float
    """The part of the texts' different words that it knows, 0 to 1."""

    @property
    def size(self) -> int:
        """Bytes under gzip."""
        return weigh(self.script)


def budget(articles: int) -> int:
    """What an index may weigh, in bytes under gzip."""
    return max(LEAST, articles * ROOM)


def make_index(
    texts: Sequence[IndexedText],
    folding: Folding,
    room: int,
    lengths: Sequence[int] = (LONG, SHORT),
) -> SearchIndex:
    """The index of these pages, in their order, with every word if there is room for it.

    Else words are cut short, and those that tell least of a page are left out; never those of
    `IndexedText.headings`, so that an index can still be larger than `room` bytes.
    """
    uncut = folding.cut(None)
    whole = [_Words.of(text, uncut) for text in texts]
    index = None
    for length in sorted(lengths):
        words = [one.cut(length) for one in whole]
        every = [(place, word) for place, one in enumerate(words) for word in one.body]
        longer = SearchIndex(_script(words, every), folding.cut(length), 1.0)
        if (size := longer.size) > room:
            break
        index = longer
    return index or _fitted(words, folding.cut(length), room, size / len(every) if every else 1)


def _fitted(words: Sequence[_Words], folding: Folding, room: int, each: float) -> SearchIndex:
    """The index with as many words as there is room for; `each` is what one of them weighs.

    A hundredth of the room is left for hosts that compress a little worse.
    """
    room = room * 99 // 100
    ranked, often = _ranked(words), _often(words)
    total, best = sum(len(one.body) for one in words), 0
    keep, script = int(room / each), _script(words, (), often)
    for _ in range(_ATTEMPTS):
        tried = _script(words, ranked[:keep], often)
        size = weigh(tried)
        if best < keep and size <= room:
            best, script = keep, tried
            if size > 0.99 * room:
                break
        keep = keep * room // size
    heads = sum(len(one.headings) for one in words)
    return SearchIndex(script, folding, (heads + best) / (heads + total or 1))


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a page."""

    title: frozenset[str]
    headings: frozenset[str]
    body: Mapping[str, int]
    """What stands in the text alone, and how often."""

    @classmethod
    def of(cls, text: IndexedText, folding: Folding) -> _Words:
        title = frozenset(folding.words(text.title))
        headings = frozenset(folding.words(text.headings))
        return cls(title, headings, Counter(folding.words(text.body)))

    def cut(self, length: int) -> _Words:
        """The words in so many letters, each where it tells most."""
        title = frozenset(word[:length] for word in self.title)
        headings = frozenset(word[:length] for word in self.headings) - title
        body = Counter[str]()
        for word, count in self.body.items():
            body[word[:length]] += count
        told = title | headings
        return _Words(title, headings, {w: n for w, n in body.items() if w not in told})


def _pages(words: Sequence[_Words]) -> Counter[str]:
    """On how many pages a word stands."""
    return Counter(word for one in words for word in (*one.headings, *one.body))


def _often(words: Sequence[_Words]) -> frozenset[str]:
    """Words of which it is enough to know that they are on most pages."""
    pages = _pages(words)
    return frozenset(one for one, count in pages.items() if count > _KNOWN * len(words))


def _ranked(words: Sequence[_Words]) -> list[tuple[int, str]]:
    """Places of words in texts, those first that tell most of a page for the bits they take."""
    pages, often, total = _pages(words), _often(words), len(words)

    def worth(place: int, word: str) -> float:
        rare = math.log2(total / pages[word])
        bits = rare + 1 + 20 / pages[word]  # the place, and a part of the word's own letters
        return math.pow(words[place].body[word], 0.7) * (rare + 1) / bits

    found = ((place, word) for place, one in enumerate(words) for word in one.body)
    return sorted(
        (one for one in found if one[1] not in often), key=lambda one: (-worth(*one), one)
    )


def _script(
    words: Sequence[_Words], kept: Iterable[tuple[int, str]], often: frozenset[str] = frozenset()
) -> str:
    """The index of the headings and of what is kept of the texts."""
    headings: dict[str, list[int]] = {}
    places: dict[str, set[int]] = {}
    for place, one in enumerate(words):
        for word in sorted(one.headings - often):
            headings.setdefault(word, []).append(place)
            places.setdefault(word, set()).add(place)
    for place, word in kept:
        places.setdefault(word, set()).add(place)
    row, letters = Bits(), []
    known = sorted({*places, *often})
    for before, word in pairwise(["", *known]):
        shared = _shared(before, word)
        letters.append(f"{chr(ord('A') + shared)}{word[shared:]}")
        where = sorted(places.get(word, ()))
        row.places(where, len(words))
        if where:
            marked = set(headings.get(word, ()))
            row.places([at for at, place in enumerate(where) if place in marked], len(where))
    texts = ["".join(letters), row.base64]
    script = f"searchIndex={json.dumps(texts, ensure_ascii=False, separators=(',', ':'))}"
    return script.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


class Bits:
    """A row of bits that is being written."""

    def __init__(self) -> None:
        self._bits: list[str] = []

    def places(self, places: Sequence[int], total: int) -> None:
        """Write ascending numbers below `total`: how many, then the gaps, in Rice's code."""
        count = len(places) + 1
        size = count.bit_length() - 1
        self._code(size, count - (1 << size), size)
        width = gap_width(len(places), total)
        for before, place in pairwise([-1, *places]):
            gap = place - before - 1
            self._code(gap >> width, gap & ((1 << width) - 1), width)

    def _code(self, ones: int, rest: int, width: int) -> None:
        """Some ones, a zero, and a number in so many bits."""
        self._bits.append(f"{'1' * ones}0{f'{rest:0{width}b}' if width else ''}")

    @property
    def base64(self) -> str:
        """The row as text, filled up with zeros."""
        bits = "".join(self._bits)
        size = -(-len(bits) // 8)
        data = int(bits.ljust(8 * size, "0") or "0", 2).to_bytes(size, "big")
        return base64.b64encode(data).decode()


def gap_width(count: int, total: int) -> int:
    """How many bits of a gap are written as they are, where `count` of `total` are chosen."""
    width = 0
    while 0 < 3 * count << width < 2 * total:
        width += 1
    return width

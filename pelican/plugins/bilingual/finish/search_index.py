"""The index of a search page: which words stand on which pages, in few bytes.

It is a script, since a page from a disk may load nothing else: a front-coded list of words, and
one row of bits that says where they stand. `search.js` reads it.
"""

from __future__ import annotations

import base64
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..language.stem import LONG, SHORT, Folding
from .weight import weigh

ROOM = 200
"""Bytes under gzip that an article may add to an index …"""
LEAST = 100 * ROOM
"""… and what the index of a small site may have."""
_FLUSHED = 1024
"""How many bits are kept as one number: longer ones take longer to shift."""
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
    whole, index = [_Words.of(text, uncut) for text in texts], None
    for length in sorted(lengths):
        table = _Table.of(whole, length)
        longer = SearchIndex(table.script(table.texts), folding.cut(length), 1.0)
        if (size := longer.size) > room:
            break
        index = longer
    return index or _fitted(table, folding.cut(length), room, size / (table.count or size))


def _fitted(table: _Table, folding: Folding, room: int, each: float) -> SearchIndex:
    """The index with as many words as there is room for; `each` is what one of them weighs.

    A hundredth of the room is left for hosts that compress a little worse.
    """
    room = room * 99 // 100
    often = table.often()
    ranked, best = table.ranked(often), 0
    keep, script = int(room / each), table.script({}, often)
    for _ in range(_ATTEMPTS):
        kept: dict[str, list[int]] = {}
        for place, word in ranked[:keep]:
            kept.setdefault(word, []).append(place)
        tried = table.script(kept, often)
        size = weigh(tried)
        if best < keep and size <= room:
            best, script = keep, tried
            if size > 0.99 * room:
                break
        keep = keep * room // size
    heads = sum(map(len, table.headings.values()))
    return SearchIndex(script, folding, (heads + best) / (heads + table.count or 1))


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


@dataclass(frozen=True, slots=True)
class _Table:
    """Where words of so many letters stand, each place where it tells most."""

    pages: int
    headings: Mapping[str, Sequence[int]]
    """By word, the pages in ascending order."""
    texts: Mapping[str, Mapping[int, int]]
    """What stands in the text alone: by word, the pages in ascending order, and how often there."""

    @classmethod
    def of(cls, pages: Sequence[_Words], length: int) -> _Table:
        headings: dict[str, list[int]] = defaultdict(list)
        texts: dict[str, dict[int, int]] = defaultdict(dict)
        for place, page in enumerate(pages):
            title = {word[:length] for word in page.title}
            heads = {word[:length] for word in page.headings} - title
            for word in heads:
                headings[word].append(place)
            told = title | heads
            for whole, count in page.body.items():
                word = whole[:length]
                if word not in told:
                    found = texts[word]
                    found[place] = found.get(place, 0) + count
        return cls(len(pages), headings, texts)

    @property
    def count(self) -> int:
        """How many places there are in texts."""
        return sum(map(len, self.texts.values()))

    def often(self) -> frozenset[str]:
        """Words of which it is enough to know that they are on most pages."""
        words = {*self.headings, *self.texts}
        return frozenset(one for one in words if self._on(one) > _KNOWN * self.pages)

    def ranked(self, often: frozenset[str]) -> list[tuple[int, str]]:
        """Places of words in texts, those first that tell most of a page for the bits they take."""
        found = []
        for word, places in self.texts.items():
            if word in often:
                continue
            pages = self._on(word)
            rare = math.log2(self.pages / pages)
            bits = rare + 1 + 20 / pages  # the place, and a part of the word's own letters
            worth = {n: math.pow(n, 0.7) * (rare + 1) / bits for n in {*places.values()}}
            found += [(-worth[count], place, word) for place, count in places.items()]
        found.sort()
        return [(place, word) for _, place, word in found]

    def script(self, kept: Mapping[str, Iterable[int]], often: frozenset[str] = frozenset()) -> str:
        """The index of the headings and of what is `kept` of the texts."""
        row, letters, before = Bits(), [], ""
        for word in sorted({*self.headings, *kept, *often}):
            shared = _shared(before, word)
            letters.append(f"{chr(ord('A') + shared)}{word[shared:]}")
            before, heads = word, () if word in often else self.headings.get(word, ())
            where = sorted([*heads, *kept.get(word, ())])
            row.places(where, self.pages)
            if where:
                marked = {*heads}
                at = [at for at, place in enumerate(where) if place in marked] if heads else ()
                row.places(at, len(where))
        texts = ["".join(letters), row.base64]
        script = f"searchIndex={json.dumps(texts, ensure_ascii=False, separators=(',', ':'))}"
        return script.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

    def _on(self, word: str) -> int:
        """On how many pages a word stands."""
        return len(self.headings.get(word, ())) + len(self.texts.get(word, ()))


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common from their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


class Bits:
    """A row of bits that is being written."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._rest, self._size = 0, 0
        """What fills no byte yet, and of how many bits it is."""

    def places(self, places: Sequence[int], total: int) -> None:
        """Write ascending numbers below `total`: how many, then the gaps, in Rice's code."""
        count = len(places) + 1
        size = count.bit_length() - 1
        self._code(size, count - (1 << size), size)
        width = gap_width(len(places), total)
        low, before = (1 << width) - 1, -1
        for place in places:
            gap = place - before - 1
            self._code(gap >> width, gap & low, width)
            before = place

    def _code(self, ones: int, number: int, width: int) -> None:
        """Some ones, a zero, and a number in so many bits."""
        size = ones + 1 + width
        self._rest = self._rest << size | ((1 << ones) - 1) << width + 1 | number
        self._size += size
        if self._size > _FLUSHED:
            over = self._size % 8
            self._bytes += (self._rest >> over).to_bytes(self._size // 8, "big")
            self._rest &= (1 << over) - 1
            self._size = over

    @property
    def base64(self) -> str:
        """The row as text, filled up with zeros."""
        size = -(-self._size // 8)
        rest = (self._rest << 8 * size - self._size).to_bytes(size, "big")
        return base64.b64encode(self._bytes + rest).decode()


def gap_width(count: int, total: int) -> int:
    """How many bits of a gap are written as they are, where `count` of `total` are chosen."""
    width = 0
    while 0 < 3 * count << width < 2 * total:
        width += 1
    return width

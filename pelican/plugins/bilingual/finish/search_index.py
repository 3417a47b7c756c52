"""The index of a search page: which words stand on which pages, in few bytes.

It is a script, since a page from a disk may load nothing else: a front-coded list of words, and
one row of bits that says where they stand. `search.js` reads it. Where one script is too much to
load there are many: the list of all words, and parts of which a query loads those that it needs.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ..language.stem import LONG, SHORT, SHORTEST, Folding
from .weight import weigh

ROOM = 20_000
"""Bytes under gzip that an index in one piece, and the list of all words of another, may have."""
_PART = 4_000
"""Bytes of a part, about, as they are: base64 and gzip about undo each other."""
_FLUSHED = 1024
"""How many bits are kept as one number: longer ones take longer to shift."""


@dataclass(frozen=True, slots=True)
class IndexedText:
    """What a search knows of a page. The page of results has the title: one index lacks it."""

    title: str
    headings: str = ""
    """What tells most: headings, key points, the summary, topics."""
    body: str = ""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A finished index in one piece."""

    script: str
    folding: Folding
    """How its words are to be looked up."""

    @property
    def size(self) -> int:
        """Bytes under gzip."""
        return weigh(self.script)


@dataclass(frozen=True, slots=True)
class SplitIndex:
    """A finished index in parts."""

    files: Mapping[str, str]
    """Scripts by their names: `words`, then `p0`, `p1` …"""
    folding: Folding


def make_index(
    texts: Sequence[IndexedText | Words],
    folding: Folding,
    room: int = ROOM,
    lengths: Sequence[int] = (LONG, SHORT),
) -> SearchIndex | None:
    """The index of these pages, in their order, with every word.

    Its words have the most letters that there is room for; None if there is no room for any index.
    """
    whole, index = _words(texts, folding), None
    for length in sorted(lengths):
        longer = SearchIndex(_Table.of(whole, length).script(), folding.cut(length))
        if longer.size > room:
            break
        index = longer
    return index


def split_index(
    texts: Sequence[IndexedText | Words],
    folding: Folding,
    each: int,
    room: int = ROOM,
    lengths: Sequence[int] = (LONG, SHORT, SHORTEST),
) -> SplitIndex:
    """The same in parts, with the titles' words, too.

    Words are cut to the most letters with which the list of all has room, at the worst to the
    fewest. `each` is how many lines are told together, of those that results are.
    """
    whole = _words(texts, folding)
    for length in sorted(lengths, reverse=True):
        table = _Table.of(whole, length)
        if weigh(_front_coded(table.words)) <= room * 9 // 10:  # the rest says where they are
            break
    return SplitIndex(table.files(each), folding.cut(length))


def part(name: str, data: Any) -> str:
    """A script that brings one part of what is split."""
    return _safe(f"searchParts.{name}={_json(data)}")


def _words(texts: Iterable[IndexedText | Words], folding: Folding) -> list[Words]:
    return [one if isinstance(one, Words) else Words.of(one, folding) for one in texts]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a page, each as long as it is and without its endings."""

    title: frozenset[str]
    headings: frozenset[str]
    body: frozenset[str]

    @classmethod
    def of(cls, text: IndexedText, folding: Folding) -> Words:
        """Those of a text, whatever length `folding` cuts words to."""
        distinct = folding.cut(None).distinct
        return cls(distinct(text.title), distinct(text.headings), distinct(text.body))


@dataclass(frozen=True, slots=True)
class _Table:
    """Where words of so many letters stand, each place where it tells most."""

    pages: int
    titles: Mapping[str, Sequence[int]]
    """By word, the pages in ascending order."""
    headings: Mapping[str, Sequence[int]]
    texts: Mapping[str, Sequence[int]]
    """What stands in the text alone."""

    @classmethod
    def of(cls, pages: Sequence[Words], length: int) -> _Table:
        titles, headings, texts = (defaultdict[str, list[int]](list) for _ in range(3))
        for place, page in enumerate(pages):
            title = {word[:length] for word in page.title}
            heads = {word[:length] for word in page.headings} - title
            body = {word[:length] for word in page.body} - title - heads
            for words, found in ((title, titles), (heads, headings), (body, texts)):
                for word in words:
                    found[word].append(place)
        return cls(len(pages), titles, headings, texts)

    @property
    def words(self) -> list[str]:
        """All words in order."""
        return sorted({*self.titles, *self.headings, *self.texts})

    def script(self) -> str:
        """All of it but the titles, which the page has."""
        return _safe(f"searchIndex={_json(self._told(sorted({*self.headings, *self.texts})))}")

    def files(self, each: int) -> dict[str, str]:
        """All of it, by the names of its parts; `each` is how many lines are told together."""
        words, parts, size = self.words, list[list[str]](), _PART
        for before, word in pairwise(["", *words]):
            if size >= _PART:
                parts.append([])
                size = 0
            parts[-1].append(word)
            size += 1 + len(word) - _shared(before, word)
            for where in (self.titles, self.headings, self.texts):
                count = len(where.get(word, ()))
                size += count * (gap_width(count, self.pages) + 2) // 6  # bits in base64
        counts = [len(one) for one in parts]
        found = {"words": part("words", [_front_coded(words), counts, self.pages, each])}
        for number, some in enumerate(parts):
            rest = self._told([one for one in some if one in self.headings or one in self.texts])
            named, titles = [one for one in some if one in self.titles], Bits()
            for word in named:
                titles.places(self.titles[word], self.pages)
                titles.places((), len(self.titles[word]))
            name = f"p{number}"
            found[name] = part(name, [rest, [_front_coded(named), titles.base64]])
        return found

    def _told(self, words: Sequence[str]) -> list[str]:
        """What is said of these words below the titles."""
        row = Bits()
        for word in words:
            heads = self.headings.get(word, ())
            where = sorted([*heads, *self.texts.get(word, ())])
            row.places(where, self.pages)
            if where:
                marked = {*heads}
                at = [at for at, place in enumerate(where) if place in marked] if heads else ()
                row.places(at, len(where))
        return [_front_coded(words), row.base64]


def _front_coded(words: Iterable[str]) -> str:
    """Words in order, each as a capital that says how much it shares with the one before."""
    letters, before = [], ""
    for word in words:
        shared = _shared(before, word)
        letters.append(f"{chr(ord('A') + shared)}{word[shared:]}")
        before = word
    return "".join(letters)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _safe(script: str) -> str:
    """A script without the two ends of a line that JSON allows, and old scripts do not."""
    return script.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


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

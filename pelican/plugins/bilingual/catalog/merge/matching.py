"""Which old message a new one continues: the merge behind `bilingual update`.

In order: the same msgid, in the page's catalog or elsewhere; a changed text between unchanged
neighbours, however much was rewritten; the closest by words; what stands beside a moved text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from ...source.segments import Key

CLOSE = 0.5
"""Share of common words (Dice, 0 to 1) from which a text counts as the old one reworded."""
_LARGEST_GAP = 40_000
"""Pairs that are compared between two unchanged neighbours; above, by words alone."""
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"(?:[$€£]\s?)?\d+(?:[.,:]\d+)*(?:\s?%)?")
_TARGET = re.compile(r"\]\(\s*<?([^\s)>]+)|<(\w+:[^>\s]+)>|\b(https?://[^\s)\]>]+)")


@dataclass(frozen=True, slots=True)
class Match:
    """What a new message takes over."""

    old: int
    """Index of the old message."""
    likeness: float
    """Share of common words; 1 for the same msgid."""


def word_counts(text: str) -> Counter[str]:
    """The words of a text with their counts, in lower case."""
    return Counter(_WORD.findall(text.lower()))


def likeness(first: Counter[str], second: Counter[str]) -> float:
    """Common words as a share of all words of two texts (Dice), 0 to 1."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 0.0


def match_places(
    old: Sequence[Key], new: Sequence[Key], same: Mapping[int, int]
) -> Iterator[tuple[int, Match]]:
    """Changed messages by their place between unchanged neighbours of the same context.

    `same` maps new to old indexes of unchanged messages. Of these, the most that have kept their
    order say where a place is; what has moved says nothing. Yields new indexes with matches.
    """
    taken = set(same.values())
    for olds, news in _by_context(old, new):
        kept = _longest_rising([(at, same[at]) for at in news if at in same])
        edges = [(-1, -1), *kept, (len(new), len(old))]
        for (first, after), (last, before) in pairwise(edges):
            gap = [at for at in _between(news, first, last) if at not in same]
            yield from _align(
                old, new, [at for at in _between(olds, after, before) if at not in taken], gap
            )


def match_neighbours(
    old: Sequence[Key], new: Sequence[Key], same: Mapping[int, int], free: Container[int]
) -> Iterator[tuple[int, Match]]:
    """The same for what stands beside a message that has moved: it has moved along.

    `free` are the old messages that nobody has taken over.
    """
    for olds, news in _by_context(old, new):
        rank = {at: place for place, at in enumerate(olds)}
        for known, group in groupby([*news, len(new)], key=lambda at: at in same):
            gap = [at for at in group if at < len(new)]
            if known or not gap:
                continue
            place = news.index(gap[0])
            edges = news[place - 1 : place], news[place + len(gap) : place + len(gap) + 1]
            before, after = ([rank.get(same[at], -1) for at in one] for one in edges)
            beside = {
                one
                for at in (*before, *after)
                if at >= 0
                for one in (*_run(olds[at + 1 :], free), *_run(olds[:at][::-1], free))
            }
            yield from _align(old, new, sorted(beside), gap)


def _run(places: Iterable[int], free: Container[int]) -> Iterator[int]:
    return takewhile(lambda at: at in free, places)


def _by_context(old: Sequence[Key], new: Sequence[Key]) -> Iterator[tuple[list[int], list[int]]]:
    """Old and new indexes of the messages of each context."""
    groups: dict[str | None, tuple[list[int], list[int]]] = {}
    for number, keys in enumerate((old, new)):
        for at, key in enumerate(keys):
            groups.setdefault(key[0], ([], []))[number].append(at)
    return (both for both in groups.values() if all(both))


def _between(places: list[int], first: int, last: int) -> list[int]:
    """Of sorted places, those between two others."""
    return places[bisect_right(places, first) : bisect_left(places, last)]


def _longest_rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs, in order, whose second numbers rise."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, value) in enumerate(pairs):
        place = bisect_left(tails, value)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1], ends[place : place + 1] = [value], [at]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]


def _align(
    old: Sequence[Key], new: Sequence[Key], olds: list[int], news: list[int]
) -> Iterator[tuple[int, Match]]:
    """Pair two gaps in order, so that the sum of likeness is the greatest."""
    rows, columns = len(olds), len(news)
    if not rows or not columns or rows * columns > _LARGEST_GAP:
        return
    bags = [word_counts(old[i][1]) for i in olds], [word_counts(new[i][1]) for i in news]
    like = [[likeness(a, b) for b in bags[1]] for a in bags[0]]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = like[i][j] + 0.01 + best[i + 1][j + 1]  # a little, to pair unlike texts
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield news[j], Match(olds[i], like[i][j])
            i, j = i + 1, j + 1


@dataclass(frozen=True, slots=True)
class Index:
    """Old messages by their words, so that many new ones can be looked for."""

    bags: list[Counter[str]]
    having: Mapping[str, list[int]]
    """Indexes of the messages that a word stands in."""


def index_words(old: Iterable[Key]) -> Index:
    """The words of old messages."""
    bags = [word_counts(msgid) for _, msgid in old]
    having: dict[str, list[int]] = {}
    for position, bag in enumerate(bags):
        for word in bag:
            having.setdefault(word, []).append(position)
    return Index(bags, having)


def match_words(
    index: Index, new: Sequence[Key], without: Container[int] = ()
) -> Iterator[tuple[int, Match]]:
    """Messages that share most of their words, the closest pairs first; `CLOSE` at least.

    `without` are old messages that are not wanted.
    """
    pairs: list[tuple[float, int, int]] = []
    for position, (_, msgid) in enumerate(new):
        bag = word_counts(msgid)
        for candidate in _candidates(index, bag):
            like = likeness(index.bags[candidate], bag)
            if like >= CLOSE and candidate not in without:
                pairs.append((-like, position, candidate))
    used: tuple[set[int], set[int]] = set(), set()
    for like, position, candidate in sorted(pairs):
        if position not in used[0] and candidate not in used[1]:
            used[0].add(position)
            used[1].add(candidate)
            yield position, Match(candidate, -like)


def closest(index: Index, msgid: str) -> list[Match]:
    """Old messages that share most of their words with a text, the closest first."""
    bag = word_counts(msgid)
    found = (Match(one, likeness(index.bags[one], bag)) for one in _candidates(index, bag))
    return sorted((one for one in found if one.likeness >= CLOSE), key=lambda one: -one.likeness)


def _candidates(index: Index, bag: Counter[str]) -> set[int]:
    """Old messages that may be close: they share a third of the words, so not common ones only."""
    rare = sorted(bag, key=lambda word: len(index.having.get(word, ())))
    return {i for word in rare[: len(rare) * 2 // 3 + 1] for i in index.having.get(word, ())}


def changes(old: str, new: str) -> list[str]:
    """Figures and link targets that differ between two msgids: `30% → 80%`."""
    return [*_differences(_figures(old), _figures(new)), *_differences(_links(old), _links(new))]


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(_TARGET.sub(" ", text))


def _links(text: str) -> list[str]:
    return ["".join(groups) for groups in _TARGET.findall(text)]


def _differences(old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    before, after = Counter(old), Counter(new)
    gone, come = list((before - after).elements()), list((after - before).elements())
    for position in range(max(len(gone), len(come))):
        first = gone[position] if position < len(gone) else "…"
        second = come[position] if position < len(come) else "…"
        yield f"{first} → {second}"

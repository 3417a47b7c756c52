"""Which blocks of two files say the same: a source, and a translation that somebody has made of it.

After Gale and Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993): both keep
their order, and the length of a translation follows that of its source. Blocks say more than
lengths: of what kind they are, and the names, figures, code and links that every language leaves.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import erfc, exp, inf, log, log1p, sqrt

from ..source.blocks import CODE, HTML, Block

LARGEST = 3000
"""Blocks of a file that are laid side by side with another; a book has less in a chapter."""
_CELLS = 200_000
"""Pairs that are weighed at most: some seconds."""
_NARROWEST = 30
"""Blocks by which the files may be apart, in the least."""
_VARIANCE = 10.0
"""Of the length of a translation, per letter: Gale and Church measured 6.8 for sentences."""
_TARGET = re.compile(
    r"\]\(\s*+<?+(?P<link>[^\s()<>]++)>?(?:\s[^()\n]*+)?\)|<(?P<address>[a-z]{1,20}:[^<>\s]++)>"
)
_TOKEN = re.compile(r"[a-zA-Z\u00c0-\u024f]{3,}|\d+(?:[.,]\d+)*|[\u0400-\u04ff]{3,}|[^\W\d_]{2,4}")
_CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`{1,2})(?!`)(?P<code>[^`]++)(?P=ticks)(?!`)")
_TEXTS = frozenset({"p", "li", "dd"})
"""Kinds whose blocks a translator may have joined or parted."""
_READ = 10_000
"""Letters of a block that are looked at; its length is that of all of it."""
_FORBIDDEN = 60.0
Move = tuple[int, int]
"""How many blocks of the source are said by how many of the translation."""
_MOVES: tuple[Move, ...] = ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))


@dataclass(frozen=True, slots=True)
class Bead:
    """Blocks of the source with those of the translation that say the same; or of one alone."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    sure: float
    """How likely it is that they belong together, 0 to 1, and to no others."""
    cost: float
    """How little they look alike, by themselves: below nought, they have much in common."""


def align(source: Sequence[Block], target: Sequence[Block]) -> list[Bead]:
    """Lay two files side by side, in order. Each is at most LARGEST blocks long."""
    model = _Model(source, target)
    rows, columns = len(source), len(target)
    band = _Band(rows, columns)
    ahead, steps = _sums(model, band)
    behind = _sums_behind(model, band)
    starts = band.starts
    whole, beads = ahead[rows][columns - starts[rows]], list[Bead]()
    i, j = rows, columns
    while i or j:
        move = steps[i][j - starts[i]]
        after = behind[i][j - starts[i]]
        i, j = i - move[0], j - move[1]
        cost = model.cost(i, j, move)
        before = ahead[i][j - starts[i]]
        sure = exp(min(0.0, whole - before - cost - after))
        ours, theirs = source[i : i + move[0]], target[j : j + move[1]]
        beads.append(Bead(tuple(ours), tuple(theirs), sure, cost))
    return beads[::-1]


class _Band:
    """The pairs that are weighed: those not too far from the diagonal."""

    def __init__(self, rows: int, columns: int) -> None:
        longest = max(rows, columns)
        width = max(_NARROWEST, min(longest, _CELLS // (2 * longest + 1), 20 + longest // 8))
        middles = [row * columns // rows if rows else 0 for row in range(rows + 1)]
        self.rows, self.columns = rows, columns
        self.starts = [max(0, one - width) for one in middles]
        """The first column of each row."""
        self.stops = [min(columns, one + width) + 1 for one in middles]
        """The column behind the last of each row."""


def _sums(model: _Model, band: _Band) -> tuple[list[list[float]], list[list[Move]]]:
    """For each pair of places: all ways to there as one, and the last step of the best."""
    ahead, best, steps = list[list[float]](), list[list[float]](), list[list[Move]]()
    starts, stops = band.starts, band.stops
    for i in range(band.rows + 1):
        size = stops[i] - starts[i]
        ahead.append([inf] * size)
        best.append([inf] * size)
        steps.append([(0, 0)] * size)
        if not i:
            ahead[0][0] = best[0][0] = 0.0
        for at in range(size):
            whole, least = ahead[i][at], best[i][at]
            for move in _MOVES:
                a, b = i - move[0], starts[i] + at - move[1]
                if a < 0 or not starts[a] <= b < stops[a]:
                    continue
                before = ahead[a][b - starts[a]]
                cost = model.cost(a, b, move) if before < inf else inf
                if cost >= _FORBIDDEN:
                    continue
                whole = _either(whole, before + cost)
                if best[a][b - starts[a]] + cost < least:
                    least, steps[i][at] = best[a][b - starts[a]] + cost, move
            ahead[i][at], best[i][at] = whole, least
    return ahead, steps


def _sums_behind(model: _Model, band: _Band) -> list[list[float]]:
    """For each pair of places: all ways from there to the end as one."""
    starts, stops = band.starts, band.stops
    behind = [[inf] * (stops[i] - starts[i]) for i in range(band.rows + 1)]
    behind[band.rows][band.columns - starts[band.rows]] = 0.0
    for i in range(band.rows, -1, -1):
        for at in range(stops[i] - starts[i] - 1, -1, -1):
            whole, j = behind[i][at], starts[i] + at
            for move in _MOVES:
                a, b = i + move[0], j + move[1]
                if a > band.rows or not starts[a] <= b < stops[a]:
                    continue
                rest = behind[a][b - starts[a]]
                cost = model.cost(i, j, move) if rest < inf else inf
                if cost < _FORBIDDEN:
                    whole = _either(whole, rest + cost)
            behind[i][at] = whole
    return behind


def _either(first: float, second: float) -> float:
    """The cost of two ways together: `-log(exp(-first) + exp(-second))`."""
    if first == inf:
        return second
    less, more = (first, second) if first < second else (second, first)
    return less - log1p(exp(less - more)) if more - less < 40 else less


class _Model:
    """What it costs to take blocks of two files for one: the negative logarithm of a likelihood."""

    def __init__(self, source: Sequence[Block], target: Sequence[Block]) -> None:
        self._blocks = source, target
        self._sizes = [_size(one) for one in source], [_size(one) for one in target]
        sums = [sum(sizes) or 1 for sizes in self._sizes]
        self._ratio = min(6.0, max(1 / 6, sums[1] / sums[0]))
        tokens = [[_tokens(one) for one in blocks] for blocks in self._blocks]
        seen = [Counter(chain.from_iterable(bags)) for bags in tokens]
        known = seen[0].keys() & seen[1].keys()
        count = len(source) + len(target)
        self._weights = {one: log(count / (seen[0][one] + seen[1][one])) + 0.1 for one in known}
        self._bags = [
            [{one: number for one, number in bag.items() if one in known} for bag in bags]
            for bags in tokens
        ]
        self._sums = [
            [sum(self._weights[one] * number for one, number in bag.items()) for bag in bags]
            for bags in self._bags
        ]
        self._costs: dict[tuple[int, int, Move], float] = {}

    def cost(self, i: int, j: int, move: Move) -> float:
        """That of a move from the blocks `i` and `j`; _FORBIDDEN for what cannot be."""
        key = i, j, move
        if key not in self._costs:
            self._costs[key] = self._cost(i, j, move)
        return self._costs[key]

    def _cost(self, i: int, j: int, move: Move) -> float:
        ours, theirs = self._blocks[0][i : i + move[0]], self._blocks[1][j : j + move[1]]
        if not ours or not theirs:
            return _alone((*ours, *theirs)[0])
        kinds = {one.kind for one in (*ours, *theirs)}
        if move == (1, 1):
            unlike = _unlike(ours[0], theirs[0])
        elif len(kinds) == 1 and kinds <= _TEXTS:
            unlike = 4.0
        else:
            return _FORBIDDEN
        if unlike >= _FORBIDDEN:
            return unlike
        if ours[0].kind in (CODE, HTML):
            return unlike + 2 * self._by_words(i, j, move)
        sizes = sum(self._sizes[0][i : i + move[0]]), sum(self._sizes[1][j : j + move[1]])
        return unlike + self._by_length(*sizes) + self._by_words(i, j, move)

    def _by_length(self, source: int, target: int) -> float:
        mean = (source + target / self._ratio) / 2 or 1
        apart = abs(source * self._ratio - target) / sqrt(_VARIANCE * mean * self._ratio)
        return min(12.0, -log(max(erfc(apart / sqrt(2)), 1e-12)))

    def _by_words(self, i: int, j: int, move: Move) -> float:
        """By what both files have in common, rare things more than frequent ones."""
        ours = _joined(self._bags[0][i : i + move[0]])
        theirs = _joined(self._bags[1][j : j + move[1]])
        every = sum(self._sums[0][i : i + move[0]]) + sum(self._sums[1][j : j + move[1]])
        if not every:
            return 0.0
        weights = self._weights
        both = sum(weights[one] * min(n, theirs[one]) for one, n in ours.items() if one in theirs)
        return min(1.0, every / 8) * (1.2 - 4.0 * (2 * both / every))


def _joined(bags: Sequence[dict[str, int]]) -> dict[str, int]:
    return bags[0] if len(bags) == 1 else dict(sum(map(Counter, bags), Counter[str]()))


def _size(block: Block) -> int:
    return (
        0
        if block.segment is None
        else len(_TARGET.sub("]", block.text[:_READ])) + len(block.text[_READ:])
    )


def _tokens(block: Block) -> Counter[str]:
    """What a translation may leave as it is: code, links, figures, names."""
    text, found = block.text[:_READ], Counter[str]()
    found.update(f"`{one['code']}" for one in _CODE_SPAN.finditer(text))
    found.update((one["link"] or one["address"]).rstrip("/") for one in _TARGET.finditer(text))
    bare = _TARGET.sub("]", _CODE_SPAN.sub(" ", text)).lower()
    found.update(re.sub(r"[.,]", "", one) for one in _TOKEN.findall(bare))
    return found


def _alone(block: Block) -> float:
    """What it costs that a block stands in one file alone."""
    return {CODE: 2.0, HTML: 1.0}.get(block.kind, 4.0)


def _unlike(source: Block, target: Block) -> float:
    """How unlike two blocks are by their kinds."""
    first, second = source.kind, target.kind
    if first == second:
        same = first in (CODE, HTML) and source.text == target.text
        return -1.0 if same else 0.0
    if {first, second} & {CODE, HTML}:
        return _FORBIDDEN
    if first in _TEXTS and second in _TEXTS:
        return 3.0
    if _is_heading(first) and _is_heading(second):
        return 2.0
    return 7.0


def _is_heading(kind: str) -> bool:
    return len(kind) == 2 and kind[0] == "h" and kind[1].isdigit()

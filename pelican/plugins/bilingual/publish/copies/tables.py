"""Tables in plain text."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from .wrapping import wrap

_GAP = 2
_NUMBER = re.compile(r"[-−]?\d[\d.,'’\s]*%?")
Cells = Sequence[str]


def aligned(
    head: Sequence[Cells], rows: Sequence[Cells], right: Collection[int], width: int
) -> str:
    """A table as columns; empty if it is too wide for that.

    Columns in `right`, and those of nothing but numbers, end on the right.
    """
    lines = [[one.replace("\n", " ") for one in row] for row in (*head, *rows)]
    count = max(map(len, lines), default=0)
    if not count:
        return ""
    full = [[*line, *[""] * (count - len(line))] for line in lines]
    body = full[len(head) :]
    numbers = {at for at in range(count) if all(_NUMBER.fullmatch(row[at]) for row in body)}
    right = numbers.union(right)
    widths = [max(len(line[at]) for line in full) for at in range(count)]
    if sum(widths) + _GAP * (count - 1) > width:
        return ""
    gap = " " * _GAP
    made = [
        gap.join(
            cell.rjust(size) if at in right else cell.ljust(size)
            for at, (cell, size) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in full
    ]
    if head:
        made.insert(len(head), gap.join("-" * size for size in widths))
    return "\n".join(made)


def records(head: Sequence[Cells], rows: Sequence[Cells], width: int) -> str:
    """A table row by row, each value behind the heading of its column."""
    names = head[-1] if head else ()
    found = []
    for row in rows:
        lines = []
        for at, cell in enumerate(row):
            name = f"{names[at]}: " if at < len(names) and names[at] else ""
            lines.append(wrap(f"{name}{cell}".replace("\n", " "), width, then="  "))
        found.append("\n".join(lines))
    return "\n\n".join(found)

"""Tables that a phone can show: every cell knows what its column is called."""

from __future__ import annotations

from collections.abc import Sequence

from .markup import Piece, Tag

STACKED, LABEL = "stack", "data-label"
"""Class of a table whose rows may stack, and the attribute of its cells with their label."""
KEPT = "years"
"""Class of tables that fit: their first column is short. A chart's does, too."""
_CELLS = ("td", "th")


def labelled(page: Sequence[Piece]) -> list[Piece]:
    """The page, its tables with labels in their cells.

    A label is the column's heading; in two languages each has its tag before it. Charts, tables of
    years, and those whose cells span others or that hold tables, stay as they are.
    """
    row = list(page)
    starts = [
        at
        for at, one in enumerate(row)
        if isinstance(one, Tag) and one.name == "table" and not one.close
    ]
    for start in starts:
        stop = next((at for at in range(start, len(row)) if _is(row[at], "table", True)), 0)
        inner = row[start + 1 : stop]
        labels = _headings(inner)
        table = row[start]
        assert isinstance(table, Tag)
        classes = (table.get("class") or "").split()
        if labels and KEPT not in classes and not any(map(_is_uneven, inner)):
            row[start] = table.having("class", " ".join([*classes, STACKED]))
            row[start + 1 : stop] = _with_labels(inner, labels)
    return row


def _is(piece: Piece, name: str, close: bool = False) -> bool:
    return isinstance(piece, Tag) and piece.name == name and piece.close == close


def _is_uneven(piece: Piece) -> bool:
    """Whether a table with this in it is no plain list of cells."""
    return isinstance(piece, Tag) and (
        piece.name == "table"
        or piece.get("scope") == "row"
        or any(name in ("colspan", "rowspan") for name, _ in piece.attributes)
    )


def _headings(inner: Sequence[Piece]) -> list[str]:
    """What the columns are called; empty without a head of one row."""
    stop = next((at for at, one in enumerate(inner) if _is(one, "thead", True)), 0)
    if sum(_is(one, "tr") for one in inner[:stop]) != 1:
        return []
    found, tag, unread = list[str](), "", False
    for piece in inner[:stop]:
        if isinstance(piece, Tag):
            if piece.name in _CELLS and not piece.close:
                found.append("")
            elif piece.name == "span" and not piece.close:
                tag = piece.get("lang") or ""
            elif piece.name == "sup":  # a note's number
                unread = not piece.close
        elif found and piece.strip() and not unread:
            if tag:
                found[-1] += f"{' / ' if found[-1] else ''}{tag.upper()} "
            found[-1] += piece.strip() if tag else piece
            tag = ""
    return [" ".join(one.split()).replace('"', "&quot;") for one in found]


def _with_labels(inner: Sequence[Piece], labels: Sequence[str]) -> list[Piece]:
    """The rows, each cell but a row's first with its label."""
    column, body, found = 0, False, list[Piece]()
    for piece in inner:
        body = body or _is(piece, "thead", True)
        if _is(piece, "tr"):
            column = 0
        if body and isinstance(piece, Tag) and piece.name in _CELLS and not piece.close:
            label = labels[column] if 0 < column < len(labels) else ""
            column += 1
            found.append(piece.having(LABEL, label) if label else piece)
        else:
            found.append(piece)
    return found

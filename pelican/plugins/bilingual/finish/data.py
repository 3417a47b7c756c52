"""What the figures of a page are drawn from, for spreadsheets and programs: files of CSV.

RFC 4180, in UTF-8 with a mark of it at the start, every field in quotation marks. Translators'
text is nobody's formula: what a spreadsheet would calculate has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from .markup import Piece, Tag, is_void, text_in

NAME = "CSV"
"""What a link to a file is called, in every language."""
_CELLS = ("td", "th")
_NUMBER = re.compile(r"[-+−]?\d[\d.,'’\s]*%?")
_FORMULA = tuple("=+-@＝＋－＠−")
"""How a text begins that spreadsheets calculate."""


def with_data(
    page: Sequence[Piece], links: Callable[[int], Mapping[str, str]]
) -> tuple[list[Piece], list[str]]:
    """The page, its figures with links to the data of their tables; and the data, as CSV.

    `links` gives the addresses of the first table's data by their languages for 1, and so on: one,
    or two that stand each with the caption in its language. A page keeps what is in no figure, and
    a table that says nothing has no data.
    """
    added, data = dict[int, list[Piece]](), list[str]()
    after = 0
    for start, stop in _elements(page, 0, len(page), "figure"):
        if start < after:  # it is within another
            continue
        after, numbers = stop, list[int]()
        for begin, end in _elements(page, start, stop, "table"):
            text = _table(page[begin:end])
            if text:
                data.append(text)
                numbers.append(len(data))
        if numbers:
            _add(added, page, (start, stop), [links(one) for one in numbers])
    if not added:
        return list(page), data
    return [one for at, piece in enumerate(page) for one in (*added.get(at, ()), piece)], data


def _add(
    added: dict[int, list[Piece]],
    page: Sequence[Piece],
    figure: tuple[int, int],
    links: Sequence[Mapping[str, str]],
) -> None:
    """Put links into a figure's caption, or below it where it has none: before these places."""
    caption = next(_elements(page, *figure, "figcaption"), None)
    for tag in links[0]:
        at, named = caption[1] if caption else figure[1], len(links[0]) > 1
        for start, stop in _elements(page, *caption, "span") if caption and named else ():
            first = page[start]
            if isinstance(first, Tag) and first.get("lang") == tag:
                at, named = stop, False
                break
        text = f"{NAME} ({tag})" if named else NAME
        for one in links:
            link = Tag("a", (("href", one[tag]),)), text, Tag("a", close=True)
            added.setdefault(at, []).extend((" ", *link))
    if not caption:
        made = added[figure[1]]
        made[:] = [Tag("figcaption"), *made[1:], Tag("figcaption", close=True)]


def _elements(page: Sequence[Piece], start: int, stop: int, name: str) -> Iterator[tuple[int, int]]:
    """The elements of a name between two places: where each begins, and where its end tag is."""
    for at in range(start, stop):
        if _is(page[at], name) and (end := _end(page, at, stop)):
            yield at, end


def _end(page: Sequence[Piece], start: int, stop: int) -> int:
    """Where the end tag of the element is that begins here; 0 without one."""
    depth, first = 0, page[start]
    for at in range(start, min(stop + 1, len(page))):
        piece = page[at]
        if isinstance(piece, Tag) and isinstance(first, Tag) and piece.name == first.name:
            depth += -1 if piece.close else not is_void(piece)
            if not depth:
                return at
    return 0


def _is(piece: Piece, *names: str) -> bool:
    return isinstance(piece, Tag) and piece.name in names and not piece.close


def _table(pieces: Sequence[Piece]) -> str:
    """A table as CSV; empty for one without a text."""
    made = io.StringIO(newline="")
    rows = [[_harmless(text_in(_read_out(cell))) for cell in row] for row in _rows(pieces)]
    if not any(map(any, rows)):
        return ""
    csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(filter(None, rows))
    return f"\ufeff{made.getvalue()}"


def _rows(pieces: Sequence[Piece]) -> list[list[list[Piece]]]:
    """The cells of each row; of one that is wider, empty ones follow, and so in rows below it."""
    rows, cell = list[list[list[Piece]]](), list[Piece]()
    below = dict[int, int]()
    """By column: in how many rows more a cell above stands there."""
    for piece in pieces:
        if not isinstance(piece, Tag) or piece.name not in (*_CELLS, "tr", "caption"):
            cell.append(piece)
            continue
        cell = []  # what follows an end tag is in no cell
        if _is(piece, "tr"):
            rows.append([])
        elif _is(piece, *_CELLS) and rows:
            row = rows[-1]
            while below.get(len(row)):
                below[len(row)] -= 1
                row.append([])
            wide, high = (_count(piece.get(name)) for name in ("colspan", "rowspan"))
            below |= {len(row) + at: high - 1 for at in range(wide) if high > 1}
            row += [cell, *([] for _ in range(wide - 1))]
    return rows


def _count(given: str | None) -> int:
    """How many columns or rows a cell takes."""
    return int(given) if given and re.fullmatch(r"[1-9]\d{0,2}", given, re.ASCII) else 1


def _read_out(cell: Sequence[Piece]) -> Iterator[Piece]:
    """What a cell says, without the numbers of notes."""
    after = 0
    for at, piece in enumerate(cell):
        follows = cell[at + 1] if at + 1 < len(cell) else ""
        if _is(piece, "sup") and isinstance(follows, Tag):
            is_note = (follows.get("href") or "").startswith("#fn")
            after = max(after, _end(cell, at, len(cell)) + 1 if is_note else 0)
        if at >= after:
            yield piece


def _harmless(text: str) -> str:
    """A field that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text

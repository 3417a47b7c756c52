"""Maps, drawn above the tables that hold their data.

A table in `<figure class="map" markdown="1">` has a country in each row, named by its code of
ISO 3166-1 behind the label, and up to two columns of numbers, bounds or words behind it:

    | Kyrgyzstan {.KG} | no figure | over 20% {.at-least} |

The map shows the borders, the row's number in each country, and a bar for each number: filled
for the first column, hollow for the second, open above for a bound from below. It says nothing
that the table does not say, and is hidden from who hears the page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate, pairwise, product
from math import cos, hypot, inf, radians
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from ...errors import ContentError
from ...language.cldr import Locale
from .charts import BOUNDS, Reading, Value, read_value

SIZE = 150
"""Length of a map's longer side, in the units of its drawing."""
DETAIL, MAIN_DETAIL = 2, 1.5
"""How far a border may run beside its outline, in these units; around the bold row, less far."""
TALLEST, WIDE = 14, 4
"""A bar's height at most, and its width."""
COLUMNS = 2
"""How many columns of numbers a map can tell apart."""
OUTLINES: Final[Mapping[str, Any]] = json.loads(
    Path(__file__).with_name("outlines.json").read_text(encoding="utf-8")
)
"""`borders`: a place, then steps, in tenths of a degree to the east and to the north;
`countries`: the rings of each by the numbers of their borders. `tools/outlines.py` makes them."""
_CODE = re.compile(r"\s*\{:?\s*\.([A-Z]{2})\s*\}\s*$")

Point = tuple[float, float]
Line = list[Point]
Step = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Row:
    code: str
    main: bool
    numbers: tuple[Reading | None, ...]
    """What stands in each column but the first; None for words."""


def draw_maps(root: Element, locale: Locale, where: Callable[[str], str]) -> dict[Element, Value]:
    """Draw the maps of a block tree whose numbers are written in `locale`.

    Returns the number of each cell that every language writes in its own way. `where` gives the
    place of a text in the source. Raises `ContentError` for a row without a country that there is
    an outline of, for a value with a figure in it that is neither a number nor a bound, and for a
    third column of numbers.
    """
    values: dict[Element, Value] = {}
    for figure in root.iter("figure"):
        if "map" not in figure.get("class", "").split():
            continue
        rows = [
            _row(list(cells), locale, where, values) for cells in figure.iterfind(".//tbody/tr")
        ]
        columns = zip(*(row.numbers for row in rows), strict=False)
        shown = [column for column in columns if any(column)]
        if len(shown) > COLUMNS:
            raise ContentError(
                f"A map has {len(shown)} columns of numbers.",
                where(next(figure.iter("td")).text or ""),
                f"It can tell {COLUMNS} apart: leave one out, or make a second map.",
            )
        if rows:
            figure.insert(0, _drawing(rows, shown))
    return values


def _row(
    cells: Sequence[Element],
    locale: Locale,
    where: Callable[[str], str],
    values: dict[Element, Value],
) -> _Row:
    """A row's data; its cells then hold no codes and marks, and numbers are in `values`."""
    label = cells[0]
    text = label.text or ""
    found = _CODE.search(text)
    if not found or found[1] not in OUTLINES["countries"]:
        said = f"the code {found[1]!r}, which no outline has" if found else "no code of a country"
        raise ContentError(
            f"The row {text.strip()!r} of a map has {said}.",
            where(text),
            "Write its code of ISO 3166-1 behind the label, such as 'Turkmenistan {.TM}'.",
        )
    label.tag, label.text = "th", text[: found.start()]
    label.set("scope", "row")
    numbers: list[Reading | None] = []
    for cell in cells[1:]:
        words = cell.text or ""
        read = read_value(words, locale, where, "map") if re.search(r"\d", words) else None
        numbers.append(read)
        if read:
            cell.text = AtomicString(read.words) if read.value else read.words
        if read and read.value:
            values[cell] = read.value
    return _Row(found[1], text.startswith("**"), tuple(numbers))


def _drawing(rows: Sequence[_Row], columns: Sequence[Sequence[Reading | None]]) -> Element:
    """The picture: borders, the numbers of the rows, bars."""
    numbered = {row.code: _borders(row.code) for row in rows}
    project = _projection([_degrees(one) for found in numbered.values() for one in found])
    lines = {
        one: [project(*place) for place in _degrees(one)]
        for found in numbered.values()
        for one in found
    }
    width, height = (
        round(max(place[axis] for line in lines.values() for place in line)) for axis in (0, 1)
    )
    svg = Element(
        "svg",
        {
            "width": f"{2 * width}",
            "height": f"{2 * height}",
            "viewBox": f"-1 -1 {width + 2} {height + 2}",
            "aria-hidden": "true",
            "fill": "none",
            "stroke": "currentColor",
            "stroke-width": ".7",
        },
    )
    main = {one for row in rows if row.main for one in numbered[row.code]}
    for borders, detail, look in (
        (lines.keys() - main, DETAIL, {"stroke-opacity": ".4"}),
        (main, MAIN_DETAIL, {"stroke-width": "1.5"}),
    ):
        if borders:
            path = "".join(map(_path, _strokes([lines[one] for one in sorted(borders)], detail)))
            SubElement(svg, "path", {"d": path, **look})
    labels = SubElement(svg, "g", {"fill": "currentColor", "stroke": "none", "font-size": "9"})
    places = [_inside(row.code, project) for row in rows]
    for number, (x, y) in enumerate(places, start=1):
        label = SubElement(labels, "text", {"x": str(x - 8), "y": str(y + 6)})
        label.text = AtomicString(number)
    right = [x - 2 for x, _ in places]
    for at, column in enumerate(columns):
        highest = max(one.number for one in column if one) or Decimal(1)
        bars = []
        for row, one in enumerate(column):
            if one:
                share = float(one.number / highest)
                bars.append(_bar(right[row], places[row][1] + 6, share, one.bound, at > 0))
                right[row] += WIDE + 1
        SubElement(svg, "path", {"d": "".join(bars), **({} if at else {"fill": "currentColor"})})
    return svg


def _bar(x: int, y: int, share: float, bound: str, hollow: bool) -> str:
    """A bar's path; one that is a bound from below has no upper end."""
    height = max(round(share * TALLEST), 1)
    is_open = bound == BOUNDS[0] and hollow
    side = f"m{WIDE} 0v{height}" if is_open else f"h{WIDE}v{height}z"
    return f"M{x} {y}v-{height}{side}"


def _borders(code: str) -> list[int]:
    """The numbers of the borders around a country."""
    return [max(one, ~one) for ring in OUTLINES["countries"][code] for one in ring]


def _degrees(border: int) -> Line:
    """The places of a border, in degrees; `~n` is `n` backwards."""
    steps = OUTLINES["borders"][max(border, ~border)]
    east, north = accumulate(steps[::2]), accumulate(steps[1::2])
    places = [(x / 10, y / 10) for x, y in zip(east, north, strict=True)]
    return places if border >= 0 else places[::-1]


def _projection(lines: Sequence[Line]) -> Callable[[float, float], Point]:
    """From degrees to the drawing: areas in the middle keep their shape."""
    places = [place for line in lines for place in line]
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    narrower = cos(radians((south + north) / 2))
    scale = SIZE / max((east - west) * narrower, north - south)
    return lambda x, y: ((x - west) * narrower * scale, (north - y) * scale)


def _inside(code: str, project: Callable[[float, float], Point]) -> tuple[int, int]:
    """Where there is most room in a country: a place in it that is farthest from its borders."""
    sides: list[tuple[Point, Point]] = []
    for ring in OUTLINES["countries"][code]:
        places = [project(*place) for one in ring for place in _degrees(one)]
        sides += pairwise([*places, places[0]])
    xs, ys = ([round(side[0][axis]) for side in sides] for axis in (0, 1))
    tried = product(range(min(xs), max(xs) + 1, 2), range(min(ys), max(ys) + 1, 2))
    return max(tried, key=lambda place: _room(place, sides))


def _room(place: Point, sides: Sequence[tuple[Point, Point]]) -> float:
    """How far a place is from the nearest side of an area; below 0 outside of it."""
    x, y = place
    within, nearest = False, inf
    for (left, above), (right, below) in sides:
        across, down = right - left, below - above
        along = ((x - left) * across + (y - above) * down) / (across**2 + down**2 or 1)
        along = min(max(along, 0), 1)
        nearest = min(nearest, hypot(left + along * across - x, above + along * down - y))
        if (above > y) != (below > y) and x < left + (y - above) / down * across:
            within = not within
    return nearest if within else -nearest


def _strokes(lines: Iterable[Line], detail: float) -> Iterator[list[Step]]:
    """Simple lines in whole units, in as few strokes as their ends allow without a search."""
    left = [[(round(x), round(y)) for x, y in _simple(line, detail)] for line in lines]
    while left:
        stroke = left.pop(0)
        while following := next((one for one in left if stroke[-1] in (one[0], one[-1])), None):
            left.remove(following)
            stroke += following[1:] if following[0] == stroke[-1] else following[-2::-1]
        yield stroke


def _path(places: Sequence[Step]) -> str:
    """A stroke's path, in short steps."""
    steps = [(right - x, below - y) for (x, y), (right, below) in pairwise(places)]
    numbers = [number for step in steps if any(step) for number in step]
    start = f"M{places[0][0]} {places[0][1]}"
    return start + "l" + "".join(_joined(numbers)) if numbers else ""


def _joined(numbers: Sequence[int]) -> Iterator[str]:
    for at, number in enumerate(numbers):
        yield f" {number}" if at and number >= 0 else f"{number}"


def _simple(line: Line, detail: float) -> Line:
    """The line without places that hardly bend it (Douglas and Peucker)."""
    (x, y), (right, below) = line[0], line[-1]
    length = hypot(right - x, below - y)

    def beside(place: Point) -> float:
        if not length:
            return hypot(place[0] - x, place[1] - y)
        return abs((right - x) * (y - place[1]) - (x - place[0]) * (below - y)) / length

    far = max(range(1, len(line) - 1), key=lambda at: beside(line[at]), default=0)
    if not far or beside(line[far]) <= detail:
        return [line[0], line[-1]]
    return [*_simple(line[: far + 1], detail)[:-1], *_simple(line[far:], detail)]

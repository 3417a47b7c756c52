"""Charts of bars, drawn into the tables that hold their data.

A table in `<figure class="bars" markdown="1">` has labels in its first column and values in its
last one. The table stays a table for screen readers, copying and feeds; each value is
followed by a bar. A value of nothing but a number is printed as each language writes it; one
with words, such as "over 20%", is a message for translators, and says by its class what it is:

    | Kyrgyzstan | over 20% {.at-least} |

The bar of such a bound has another end than that of a number. A table in a timeline gets a
class of its own, `years`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from ...errors import ContentError
from ...language.cldr import Locale, format_value
from ...language.figures import numbers

LONGEST = 54
"""Length of the longest bar in per cent of its cell: its value has to stand beside it."""
OPEN = Decimal("0.88")
"""The part of an `at-least` bar up to its value: behind it, the bar is open."""
BOUNDS = ("at-least", "at-most")
"""Classes of values that are a bound."""
_BOUND = re.compile(rf"\s*\{{:?\s*\.({'|'.join(BOUNDS)})\s*\}}\s*$")
_NUMBER = re.compile(r"\d[\d.,'’\s]*?\s*(?P<percent>%?)")


@dataclass(frozen=True, slots=True)
class Value:
    """A number that every language writes in its own way."""

    number: Decimal
    places: int
    """Decimal places."""
    percent: bool

    def text(self, locale: Locale) -> str:
        """The number as a language writes it: `16,9 %`."""
        return format_value(self.number, self.places, self.percent, locale)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell of a figure says."""

    words: str
    """Its text, without the list of attributes that makes it a bound."""
    number: Decimal
    bound: str
    """One of `BOUNDS`; empty for a number."""
    value: Value | None
    """None for a bound, whose words are translated."""


@dataclass(slots=True)
class _Bar:
    picture: Element
    number: Decimal
    bound: str
    value: Value | None
    """None for a bound, whose words are translated."""
    main: bool = False


def part_of(element: Element) -> str:
    """Where a number stands by the element that it is noted for: behind a bar, or in a cell."""
    return "tail" if element.tag == "svg" else "text"


def draw(root: Element, locale: Locale, where: Callable[[str], str]) -> dict[Element, Value]:
    """Draw the charts of a block tree whose numbers are written in `locale`.

    Returns, for each element behind which a number stands that every language writes in its
    own way, that number. `where` gives the place of a text in the source. Raises
    `ContentError` for a value that is neither a number nor a bound.
    """
    values: dict[Element, Value] = {}
    for timeline in root.iter("div"):
        if "timeline" in timeline.get("class", "").split():
            for table in timeline.iter("table"):
                table.set("class", "years")
    for figure in root.iter("figure"):
        if "bars" not in figure.get("class", "").split():
            continue
        for cell in (*figure.iter("th"), *figure.iter("td")):
            cell.attrib.pop("style", None)  # a bar begins where its neighbours do
        bars: list[_Bar] = []
        for row in figure.iterfind(".//tbody/tr"):
            cells = list(row)
            if len(cells) > 1 and cells[-1].text:
                label = cells[0]
                label.tag = "th"
                label.set("scope", "row")
                bar = _read(cells[-1], locale, where)
                bar.main = (label.text or "").startswith("**")
                bars.append(bar)
        longest = max((bar.number for bar in bars), default=Decimal(0))
        for bar in bars:
            _draw(bar, longest)
            if bar.value:
                values[bar.picture] = bar.value
    return values


def read_value(text: str, locale: Locale, where: Callable[[str], str], figure: str) -> Reading:
    """A number from 0 on, alone or with words that make it a bound.

    Raises `ContentError` for anything else in a `figure`, such as a chart.
    """
    bound = _BOUND.search(text)
    words = text[: bound.start()] if bound else text
    found, alone = numbers(words, locale), _NUMBER.fullmatch(words)
    if found.total() != 1 or re.search(r"[-−]\d", words) or not (bound or alone):
        raise ContentError(
            f"The value {words!r} of a {figure} is no number from 0 on.",
            where(words),
            "Put the unit into the heading or the caption. A bound says so:"
            f" {' or '.join(f'{words} {{.{name}}}' for name in BOUNDS)}.",
        )
    number, value = next(found.elements()), None
    if alone:
        exponent = number.as_tuple().exponent
        places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        value = Value(number, places, bool(alone["percent"]))
    return Reading(words, number, bound[1] if bound else "", value)


def _read(cell: Element, locale: Locale, where: Callable[[str], str]) -> _Bar:
    """A cell's value; the cell then holds the bar, and the value behind it."""
    read = read_value(cell.text or "", locale, where, "chart of bars")
    picture = SubElement(cell, "svg", {"height": "0"})  # else it is 150 px high
    # A number alone is no segment, and nothing for the inline stage.
    cell.text, picture.tail = None, AtomicString(read.words) if read.value else read.words
    return _Bar(picture, read.number, read.bound, read.value)


def _draw(bar: _Bar, longest: Decimal) -> None:
    """Give a bar its length, and its classes."""
    share = bar.number / longest if longest else Decimal(0)
    length = share * LONGEST / (OPEN if bar.bound == BOUNDS[0] else 1)
    width = round(max(length, Decimal("0.5")), 1)
    bar.picture.set("width", f"{width.normalize():f}%")
    classes = " ".join(filter(None, (bar.bound, "main" if bar.main else "")))
    if classes:
        bar.picture.set("class", classes)

"""A page as a row of blocks: what two files that say the same are laid side by side by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from .core import STASHED, stashed_html
from .document import Part
from .segments import Segment

CODE, HTML = "pre", "html"
"""Kinds of blocks that nobody translates; they tell where the others belong."""
_PLACEHOLDER = re.compile(rf"\s*{STASHED}\s*")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a page."""

    kind: str
    """Its element: `h2`, `p`, `li`; of a table's cell also the column: `td1`. Or CODE, HTML."""
    text: str
    """Markdown; of what nobody translates, its code."""
    segment: Segment | None = None
    """None for what nobody translates."""


def blocks_of(parts: Sequence[Part]) -> list[Block]:
    """The blocks of some parts of a page, in order."""
    return [block for part in parts for block in _blocks(part)]


def _blocks(part: Part) -> Iterator[Block]:
    elements = list(part.blocks.iter())
    parents = {child: parent for parent in elements for child in parent}
    closed = iter([one for at, tree in enumerate(elements) if (one := _closed(at, tree, part))])
    place, block = next(closed, (len(elements), Block(CODE, "")))
    for segment in part.segments:
        position = segment.place.position if segment.place else 0
        while place <= position:
            yield block
            place, block = next(closed, (len(elements), block))
        kind = _kind(segment, elements[position], parents)
        yield Block(kind, segment.msgid, segment)
    while place < len(elements):
        yield block
        place, block = next(closed, (len(elements), block))


def _closed(at: int, element: Element, part: Part) -> tuple[int, Block] | None:
    """A block of code or HTML, if an element is one, with its place."""
    if element.tag == "pre":
        return at, Block(CODE, "".join(element.itertext()).strip())
    if element.tag != "p" or not element.text or not _PLACEHOLDER.fullmatch(element.text):
        return None
    html = stashed_html(part.state, element.text)
    return at, Block(CODE if "<code" in html else HTML, html.strip())


def _kind(segment: Segment, element: Element, parents: dict[Element, Element]) -> str:
    place, parent = segment.place, parents.get(element)
    if place and (place.quote or place.part == "tail"):
        return "value" if place.quote else "tail"
    if element.tag in ("td", "th") and parent is not None:
        return f"{element.tag}{list(parent).index(element)}"
    if element.tag == "p" and parent is not None and parent.tag in ("li", "dd"):
        return parent.tag  # of a loose list
    return str(element.tag)

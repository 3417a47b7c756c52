"""What a browser makes of a document, so that two documents can be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from support import parse_html

Event = tuple[str, str, object]
"""A start tag with its attributes, an end tag, a text; each with the name of its element."""
# What a browser sets in lines of its own: white space next to it is not shown.
BLOCKS = set(
    "address article aside blockquote body br caption col colgroup dd details div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link"
    " main menu meta nav ol option p pre search section style summary table tbody td tfoot th"
    " thead title tr ul".split()
)
KEEP = {"pre", "textarea", "script", "style", "title"}


def shape(html: str) -> list[Event]:
    """A document as a browser shows it: tags and texts, white space folded where it may be."""
    row: list[Event] = []
    for kind, name, value in _events(parse_html(html), ""):
        if kind == "text" and row and row[-1][0] == "text":
            row[-1] = kind, name, f"{row[-1][2]}{value}"  # there was a comment in between
        else:
            row.append((kind, name, value))
    for index, (kind, kept, text) in enumerate(row):
        if kind == "text" and not kept:
            folded = re.sub(r"[ \t\n\r\f]+", " ", str(text))
            folded = folded.removeprefix(" ") if row[index - 1][1] in BLOCKS else folded
            folded = folded.removesuffix(" ") if row[index + 1][1] in BLOCKS else folded
            row[index] = kind, kept, folded
    return [one for one in row if one[0] != "text" or one[2]]


def _events(element: Element, kept: str) -> Iterator[Event]:
    """What is in an element, in order; `kept` is the one that keeps white space around it."""
    if not isinstance(element.tag, str):
        return  # a comment
    kept = element.tag if element.tag in KEEP else kept
    yield "start", element.tag, sorted(element.items())
    if element.text:
        yield "text", kept, element.text
    for child in element:
        yield from _events(child, kept)
        if child.tail:
            yield "text", kept, child.tail
    yield "end", element.tag, None

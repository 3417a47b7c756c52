"""A copy of a part's block tree, in which texts are replaced or marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby, takewhile
from operator import attrgetter
from xml.etree.ElementTree import Element

from .core import INLINE_HTML, copy_of
from .document import Part
from .notes.annotations import value_of, without_lists
from .segments import HEADINGS, Place, Segment

_PHRASING = HEADINGS | {"th", "td", "dt", "figcaption", "caption", "summary", "span"}
_CODE_OR_TAG = re.compile(rf"(?P<code>`+).*?(?P=code)|{INLINE_HTML}", re.DOTALL)
_ID = re.compile(r"\s+id=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)")

Halves = Callable[[str, str], list[Element]]
"""Makes elements for a text, given their tag and the text."""


class Tree:
    """A copy of a part's tree, with its texts at hand."""

    def __init__(self, part: Part, anchors: Sequence[str | None]) -> None:
        self.root = copy_of(part.blocks)
        self.elements = list(self.root.iter())
        """In document order, as places count them; what is inserted later is not among them."""
        self._parents: dict[Element, Element] = {}
        self._segments = part.segments
        self._said: list[tuple[Element, str, Mapping[str, str], tuple[str, str]]] = []
        headings = (element for element in self.elements if element.tag in HEADINGS)
        for heading, anchor in zip(headings, anchors, strict=False):
            if anchor:
                heading.set("id", anchor)

    def texts(self) -> list[list[Segment]]:
        """The segments of each text. A text is translated as a whole or not at all."""
        placed = [segment for segment in self._segments if segment.place]
        key = attrgetter("place.position", "place.part")
        return [list(group) for _, group in groupby(placed, key=key)]

    def holder(self, segments: Sequence[Segment]) -> Element:
        """The element that a text stands in, or that it follows."""
        return self.elements[_place(segments[0]).position]

    def put(self, segments: Sequence[Segment], texts: Sequence[str]) -> None:
        """Replace the segments of a text."""
        for segment, text in zip(reversed(segments), reversed(texts), strict=True):
            place = _place(segment)
            element = self.elements[place.position]
            new = value_of(text, place.quote) if place.quote else without_lists(text, segment.msgid)
            old: str = getattr(element, place.part)
            setattr(element, place.part, old[: place.start] + new + old[place.end :])

    def say(self, place: Place, tag: str) -> None:
        """Mark a text, or all of an element, as being in the language `tag`."""
        self.mark(place, {"lang": tag})

    def mark(self, place: Place, attributes: Mapping[str, str]) -> None:
        """Give an element attributes that say of what kind its text is, or all of it.

        A text beside blocks is marked by `wrap`, after the inline stage: until then it is what it
        is in the source, and so are the numbers of its footnotes.
        """
        element = self.elements[place.position]
        if place.part and (place.part == "tail" or len(element)):
            whole: str = getattr(element, place.part)
            around = whole[: place.start].strip(), whole[place.end :].strip()
            self._said.append((element, place.part, attributes, around))
            return
        headings = (one for one in element.iter() if one.tag in HEADINGS and one is not element)
        for one in (element, *headings):  # an entry of a table of contents stands elsewhere
            known = one.get("class")
            one.attrib.update(attributes)
            if known and "class" in attributes:
                one.set("class", f"{known} {attributes['class']}")

    def wrap(self, root: Element) -> None:
        """Put a `span` around each text that `mark` has left, now with its markup.

        `root` is the finished tree.
        """
        parents = {child: parent for parent in root.iter() for child in parent}
        blocks = set(self.elements)
        for element, part, attributes, around in self._said:
            holder = element if part == "text" else parents.get(element)
            if holder is None:
                continue  # an extension has replaced it
            at = 0 if part == "text" else list(holder).index(element) + 1
            inline = list(takewhile(lambda one: one not in blocks, list(holder)[at:]))
            _wrap(holder, at, inline, attributes, around)

    def pair(self, place: Place, halves: Halves) -> None:
        """Put two halves where a text stood; a paragraph becomes a `div` of two paragraphs."""
        if place.part == "text":
            element = self.elements[place.position]
            element.set("class", f"{element.get('class', '')} pair".strip())
        self._insert(place, halves)

    def _insert(self, place: Place, make: Halves) -> None:
        """Replace a stretch of text by elements."""
        element, part = self.elements[place.position], place.part
        whole: str = getattr(element, part)
        tag = "span"
        if part == "text" and element.tag not in _PHRASING:
            tag = "p" if element.tag == "p" else "div"
        new = make(tag, whole[place.start : place.end])
        if part == "text" and len(new) > 1 and element.tag == "p":
            element.tag = "div"
        if tag == "span" and len(new) > 1:
            new.insert(1, Element("br"))  # where there is no style, they run on
        new[-1].tail = whole[place.end :]
        setattr(element, part, whole[: place.start])
        holder, at = (element, 0) if part == "text" else self._after(element)
        for offset, one in enumerate(new):
            holder.insert(at + offset, one)

    def _after(self, element: Element) -> tuple[Element, int]:
        if not self._parents:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        parent = self._parents[element]
        return parent, list(parent).index(element) + 1


def _wrap(
    holder: Element,
    at: int,
    inline: Sequence[Element],
    attributes: Mapping[str, str],
    around: tuple[str, str],
) -> None:
    """Put a `span` in the place `at` of the inline content that begins there.

    `around` are the marks before and behind the text, which stay outside.
    """
    span = Element("span", {**attributes})
    before, text = _parted((holder[at - 1].tail if at else holder.text) or "", around[0])
    if at:
        holder[at - 1].tail = before
    else:
        holder.text = before
    for one in inline:
        holder.remove(one)
    span.text = text
    span.extend(inline)
    rest = (inline[-1].tail if inline else text) or ""
    behind, kept = _parted(rest[::-1], around[1][::-1])
    if inline:
        inline[-1].tail = kept[::-1]
    else:
        span.text = kept[::-1]
    span.tail = behind[::-1]
    holder.insert(at, span)


def _parted(text: str, mark: str) -> tuple[str, str]:
    """A mark at the beginning, with the white space around it, and what follows."""
    start = len(text) - len(text.lstrip())
    if mark and text.startswith(mark, start):
        start += len(mark)
        start += len(text[start:]) - len(text[start:].lstrip())
    return text[:start], text[start:]


def running_text(segments: Sequence[Segment]) -> list[Segment]:
    """The segments that are no values of attributes."""
    return [segment for segment in segments if not _place(segment).quote]


def stretch(segments: Sequence[Segment]) -> Place:
    """From the first to the last segment of a text; all of the element without running text."""
    places = [_place(segment) for segment in running_text(segments)]
    if not places:
        return Place(_place(segments[0]).position, "")
    return Place(places[0].position, places[0].part, places[0].start, places[-1].end)


def without_ids(text: str) -> str:
    """Markdown whose inline HTML sets no `id`, as the other half does already."""
    if "id=" not in text:
        return text
    return _CODE_OR_TAG.sub(
        lambda found: found[0] if found["code"] else _ID.sub("", found[0], count=1), text
    )


def entries(root: Element) -> Iterator[tuple[Element, Element]]:
    """The links of a table of contents in the text, each with its heading."""
    headings = {f"#{one.get('id')}": one for one in root.iter() if one.tag in HEADINGS}
    for link in dict.fromkeys(root.iterfind(".//div[@class='toc']//a")):
        heading = headings.get(link.get("href", ""))
        if heading is not None:
            yield link, heading


def text_without_notes(element: Element) -> str:
    """An element's text, without the numbers of footnotes."""
    if element.tag == "sup" and any(one.get("class") == "footnote-ref" for one in element):
        return ""
    inner = "".join(text_without_notes(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def _place(segment: Segment) -> Place:
    assert segment.place
    return segment.place

"""Block trees in a reader's language, made from the source's tree and a catalog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from xml.etree.ElementTree import Element

from .document import Part
from .segments import HEADINGS, Segment

LookUp = Callable[[Segment], str | None]
"""The published translation of a segment; None where there is none."""

_PHRASING = HEADINGS | {"th", "td", "dt", "figcaption", "caption", "summary", "span"}


@dataclass(frozen=True, slots=True)
class Source:
    """The source's own tree."""

    def tree(self, part: Part) -> Element:
        """A copy, as the inline stage changes the tree that it is given."""
        return deepcopy(part.root)

    def definition(self, segment: Segment) -> str:
        """The source's text."""
        return segment.msgid

    def finish(self, part: Part, root: Element) -> None:
        """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """One language: translated segments, and fallbacks that say which language they are in."""

    look_up: LookUp
    source: str
    """Tag of the source language."""
    anchors: Sequence[str | None] = ()
    """The source's heading ids, so that `#fragments` are the same in every language."""
    backlink: Callable[[int], str] | None = None
    """Title of the link back from the footnote with this number."""

    def tree(self, part: Part) -> Element:
        """The translated tree."""
        tree = _Tree(part, self.anchors)
        for element, place, segments in tree.texts():
            found = [self.look_up(segment) for segment in segments]
            texts = [text for text in found if text is not None]
            if len(texts) < len(found):
                tree.say(element, place, segments, self.source)
            else:
                tree.put(element, place, segments, texts)
        for element in tree.at(part.skipped):
            element.set("lang", self.source)
        if self.backlink:
            for number, link in enumerate(tree.backlinks(), start=1):
                link.set("title", self.backlink(number))
        return tree.root

    def definition(self, segment: Segment) -> str:
        """The translation, or the source's text."""
        return self.look_up(segment) or segment.msgid

    def finish(self, part: Part, root: Element) -> None:
        """Mark the abbreviations whose expansion is a fallback."""
        for definition in part.definitions:
            if self.look_up(definition.segment) is None:
                for element in _abbreviations(root, definition.name):
                    element.set("lang", self.source)


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two languages at once: every segment is a pair of halves, source first."""

    look_up: LookUp
    source: str
    target: str
    missing: str
    """What stands, in the target language, where a translation is missing."""
    anchors: Sequence[str | None] = ()

    def tree(self, part: Part) -> Element:
        """The tree of pairs."""
        tree = _Tree(part, self.anchors)
        for element, place, segments in tree.texts():
            found = [self.look_up(segment) for segment in segments]
            texts = [text for text in found if text is not None]
            if len(texts) < len(found):
                tree.pair(element, place, segments, self._halves([self.missing], "untranslated"))
            elif texts != [segment.msgid for segment in segments]:
                tree.pair(element, place, segments, self._halves(texts))
        return tree.root

    def definition(self, segment: Segment) -> str:
        """The source's text; `finish` gives the target's halves their own."""
        return segment.msgid

    def finish(self, part: Part, root: Element) -> None:
        """Expand abbreviations in the language of the half that they stand in."""
        halves = [one for one in root.iter() if one.get("lang") == self.target]
        for definition in part.definitions:
            text = self.look_up(definition.segment)
            for half in halves:
                for element in _abbreviations(half, definition.name):
                    if text is None:
                        element.set("lang", self.source)
                    else:
                        element.set("title", text)

    def _halves(self, texts: list[str], kind: str = "") -> Callable[[str, str], list[Element]]:
        def make(tag: str, original: str) -> list[Element]:
            source = Element(tag, {"lang": self.source})
            source.text = original
            target = Element(tag, {"lang": self.target} | ({"class": kind} if kind else {}))
            target.text = " ".join(texts)
            return [source, target]

        return make


class _Tree:
    """A copy of a part's tree, with its texts at hand."""

    def __init__(self, part: Part, anchors: Sequence[str | None]) -> None:
        self.root = deepcopy(part.root)
        self._elements = list(self.root.iter())
        self._parents: dict[Element, Element] = {}
        self._segments = part.segments
        headings = (element for element in self._elements if element.tag in HEADINGS)
        for heading, anchor in zip(headings, anchors, strict=False):
            if anchor:
                heading.set("id", anchor)

    def texts(self) -> list[tuple[Element, str, list[Segment]]]:
        """Each text with its segments. A text is translated as a whole or not at all."""
        placed = [segment for segment in self._segments if segment.place]
        return [
            (self._elements[position], part, list(group))
            for (position, part), group in groupby(
                placed, key=attrgetter("place.position", "place.part")
            )
        ]

    def at(self, positions: Sequence[int]) -> list[Element]:
        return [self._elements[position] for position in positions]

    def backlinks(self) -> list[Element]:
        return [one for one in self._elements if one.get("class") == "footnote-backref"]

    def put(
        self, element: Element, part: str, segments: Sequence[Segment], texts: Sequence[str]
    ) -> None:
        """Replace the segments of a text."""
        whole = getattr(element, part)
        for segment, text in zip(reversed(segments), reversed(texts), strict=True):
            assert segment.place
            whole = whole[: segment.place.start] + text + whole[segment.place.end :]
        setattr(element, part, whole)

    def say(self, element: Element, part: str, segments: Sequence[Segment], tag: str) -> None:
        """Mark a text as being in the language `tag`."""
        if part == "text" and not len(element):
            element.set("lang", tag)
            return

        def span(_: str, text: str) -> list[Element]:
            inner = Element("span", {"lang": tag})
            inner.text = text
            return [inner]

        self._insert(element, part, segments, span)

    def pair(
        self,
        element: Element,
        part: str,
        segments: Sequence[Segment],
        halves: Callable[[str, str], list[Element]],
    ) -> None:
        """Put two halves where a text stood; a paragraph becomes a `div` of two paragraphs."""
        if part == "text":
            element.set("class", f"{element.get('class', '')} pair".strip())
        self._insert(element, part, segments, halves)

    def _insert(
        self,
        element: Element,
        part: str,
        segments: Sequence[Segment],
        make: Callable[[str, str], list[Element]],
    ) -> None:
        """Replace the stretch from the first to the last segment by elements."""
        first, last = segments[0].place, segments[-1].place
        assert first
        assert last
        whole: str = getattr(element, part)
        tag = "span"
        if part == "text" and element.tag not in _PHRASING:
            tag = "p" if element.tag == "p" else "div"
        new = make(tag, whole[first.start : last.end])
        if part == "text" and len(new) > 1 and element.tag == "p":
            element.tag = "div"
        for one in new[:-1]:
            one.tail = " " if tag == "span" else None
        new[-1].tail = whole[last.end :]
        setattr(element, part, whole[: first.start])
        holder, at = (element, 0) if part == "text" else self._after(element)
        for offset, one in enumerate(new):
            holder.insert(at + offset, one)
        if part == "text" and len(new) > 1:
            _keep_backlink(element, new[-1])

    def _after(self, element: Element) -> tuple[Element, int]:
        if not self._parents:
            self._parents = {child: parent for parent in self.root.iter() for child in parent}
        parent = self._parents[element]
        return parent, list(parent).index(element) + 1


def _abbreviations(root: Element, name: str) -> list[Element]:
    return [element for element in root.iter("abbr") if element.text == name]


def _keep_backlink(element: Element, half: Element) -> None:
    """Move the link back from a footnote, and the space before it, into the last half."""
    for link in element.findall("a"):
        if link.get("class") == "footnote-backref":
            half.text, half.tail = f"{half.text}{half.tail or ''}", None
            element.remove(link)
            half.append(link)

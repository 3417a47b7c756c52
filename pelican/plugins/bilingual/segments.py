"""The translatable stretches of a Markdown block tree, in the order of the page.

The walk sees the tree that Python-Markdown has built before its inline stage: every
block's text still is the author's Markdown. What it yields says where in the tree the
text stands, so that the same list serves extraction and translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.util import STX, AtomicString

from .locate import Locator


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment's text stands in its block tree."""

    position: int
    """Index of the element in document order."""
    part: str
    """`text` or `tail` of the element."""
    start: int
    end: int
    """Slice of that text; what is outside (attribute lists, placeholders) stays as it is."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A translatable stretch of the source."""

    msgid: str
    """The author's Markdown, soft line breaks folded to spaces."""
    line: int
    """Line in the source file, from 1."""
    msgctxt: str | None = None
    """Name of the metadata field; None for the text of the page."""
    comment: str = ""
    """What the author says to translators about it (`<!-- i18n:comment … -->`)."""
    place: Place | None = None
    """None for what is not in the tree: plain metadata, definitions of abbreviations."""
    plural: str | None = None
    """The msgid of the plural, in theme strings only."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What finds the segment's message in a catalog: `(msgctxt, msgid)`."""
        return self.msgctxt, self.msgid


_DIRECTIVE = re.compile(r"\s*<!--\s*i18n:(?P<verb>skip|comment)\b(?P<note>.*?)-->\s*", re.DOTALL)
_PLACEHOLDER = re.compile(r"\s*\x02[^\x03]*\x03\s*")
_ATTRIBUTES = r"\{:?[ ]*[^\}\n ][^\n]*\}[ ]*$"
_ATTRIBUTES_OF_BLOCK = re.compile(r"\n[ ]*" + _ATTRIBUTES)
_ATTRIBUTES_ON_LINE = re.compile(r"[ ]+" + _ATTRIBUTES)
_READABLE = re.compile(r"\b(?:title|alt|aria-label)=")
_WORD = re.compile(r"[^\W_]")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS_IN_ATTRIBUTES = HEADINGS | {"dt", "td", "th"}
_CODE = {"pre", "code", "script", "style"}


def fold(text: str) -> str:
    """Join soft line breaks with a space; a hard break stays two spaces and a newline."""
    return re.sub(r"([ \t]*)\n[ \t]*", _fold_break, text.strip())


def _fold_break(found: re.Match[str]) -> str:
    return "  \n" if found[1].endswith("  ") else " "


class Walk:
    """One pass over a block tree.

    `stashed` gives the raw HTML behind a placeholder, `attributes` tells whether attribute
    lists are in use, `markers` are paragraphs that an extension replaces (`[TOC]`).
    """

    def __init__(
        self,
        stashed: Callable[[str], str],
        locator: Locator,
        attributes: bool,
        markers: frozenset[str],
    ) -> None:
        self._stashed = stashed
        self._locator = locator
        self._attributes = attributes
        self._markers = markers
        self._skip = False
        self._comment = ""
        self.skipped: list[Element] = []
        """What `<!-- i18n:skip -->` has kept from translators."""

    def segments(self, root: Element, msgctxt: str | None = None) -> list[Segment]:
        """Take directives out of the tree and return its segments."""
        found = list(self._element(root))
        index = {id(element): position for position, element in enumerate(root.iter())}
        return [
            Segment(msgid, line, msgctxt, comment, Place(index[id(element)], part, start, end))
            for element, part, start, end, msgid, line, comment in found
        ]

    def _element(self, element: Element) -> Iterator[tuple[Element, str, int, int, str, int, str]]:
        if element.tag in _CODE or not isinstance(element.tag, str):
            for code in element.iter():
                if code.text:
                    self._locator.line_of(code.text)
            return
        if element.tag == "li" and element.get("id", "").startswith("fn:"):
            self._locator.move_to(r"^[ ]{0,3}\[\^" + re.escape(element.get("id", "")[3:]) + r"\]:")
        yield from self._text(element, "text")
        for child in list(element):
            directive = self._directive_of(child)
            if directive:
                self._obey(directive)
                _remove(element, child)
                continue
            if self._skip:
                self._skip = False
                self._pass(child)
            else:
                yield from self._element(child)
            yield from self._text(child, "tail")

    def _text(
        self, element: Element, part: str
    ) -> Iterator[tuple[Element, str, int, int, str, int, str]]:
        text = element.text if part == "text" else element.tail
        if not text or isinstance(text, AtomicString) or not text.strip():
            return
        inline = _DIRECTIVE.match(text)
        if inline:
            self._obey(inline)
            text = text[inline.end() :]
            setattr(element, part, text)
        if self._skip and text.strip():
            self._skip = False
            self.skipped.append(element)
            self._locator.line_of(text)
            return
        if text.strip() in self._markers:
            return
        for start, end in self._spans(element, part, text):
            msgid = fold(text[start:end])
            if not _WORD.search(msgid):
                continue
            line = self._locator.line_of(text[start:end])
            comment, self._comment = self._comment, ""
            yield element, part, start, end, msgid, line, comment

    def _spans(self, element: Element, part: str, text: str) -> Iterator[tuple[int, int]]:
        """The slices of a text that a translator should see."""
        stop = len(text)
        if self._attributes and part == "text":
            on_line = element.tag in _ENDS_IN_ATTRIBUTES
            suffix = (_ATTRIBUTES_ON_LINE if on_line else _ATTRIBUTES_OF_BLOCK).search(text)
            if suffix and not _READABLE.search(suffix[0]):
                stop = suffix.start()
                if element.tag in HEADINGS:
                    stop = len(text[:stop].rstrip("#").rstrip())
        start = 0
        for placeholder in _PLACEHOLDER.finditer(text):
            if STX in text[start : placeholder.start()]:
                break
            yield from _trimmed(text, start, min(placeholder.start(), stop))
            start = placeholder.end()
        yield from _trimmed(text, start, stop)

    def _directive_of(self, element: Element) -> re.Match[str] | None:
        """The directive that is all there is in an element."""
        if element.tag != "p" or len(element) or not element.text:
            return None
        text = element.text
        if _PLACEHOLDER.fullmatch(text):
            raw = self._stashed(text.strip())
            directive = _DIRECTIVE.fullmatch(raw)
            if not directive and raw:
                self._locator.line_of(raw)
            return directive
        return _DIRECTIVE.fullmatch(text)

    def _obey(self, directive: re.Match[str]) -> None:
        if directive["verb"] == "skip":
            self._skip = True
        else:
            self._comment = " ".join(directive["note"].split())

    def _pass(self, element: Element) -> None:
        """Move on in the source beyond an element that is skipped."""
        self.skipped.append(element)
        for skipped in element.iter():
            if skipped.text and STX not in skipped.text and skipped.text.strip():
                self._locator.line_of(skipped.text)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stretch = text[start:end]
    if stretch.strip():
        start += len(stretch) - len(stretch.lstrip())
        yield start, start + len(stretch.strip())


def _remove(parent: Element, child: Element) -> None:
    """Take a child out, leaving the text that follows it."""
    siblings = list(parent)
    at = siblings.index(child)
    if child.tail and child.tail.strip():
        if at:
            siblings[at - 1].tail = (siblings[at - 1].tail or "") + child.tail
        else:
            parent.text = (parent.text or "") + child.tail
    parent.remove(child)

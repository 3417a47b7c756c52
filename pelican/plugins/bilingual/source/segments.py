"""The translatable stretches of a Markdown block tree, in the order of the page.

The walk sees the tree that Python-Markdown has built before its inline stage: every
block's text still is the author's Markdown. What it yields says where in the tree the
text stands, so that the same list serves extraction and translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape
from xml.etree.ElementTree import Element

from markdown.util import STX, AtomicString

from .core import INLINE_HTML, STASHED
from .locate import Locator
from .notes.annotations import (
    Directives,
    is_directive,
    readable_values,
    start_of_list,
    without_directives,
)
from .raw import READABLE, read_of_tag, readable

Key = tuple[str | None, str]
"""What finds a message in a catalog: `(msgctxt, msgid)`."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment's text stands in its block tree."""

    position: int
    """Index of the element in document order."""
    part: str
    """`text` or `tail` of the element; empty for the element as a whole."""
    start: int = 0
    end: int = 0
    """Slice of that text; what is outside (attribute lists, placeholders) stays as it is."""
    quote: str = ""
    """The quotation mark around the value of an attribute; empty for running text."""


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
    def key(self) -> Key:
        """What finds the segment's message in a catalog: `(msgctxt, msgid)`."""
        return self.msgctxt, self.msgid


@dataclass(frozen=True, slots=True)
class Raw:
    """A text in raw HTML, which Markdown does not read, and so no catalog has."""

    text: str
    """What people read in it."""
    line: int
    """Line in the source file, from 1."""
    place: Place | None = None
    """Where it is all of an element of the tree; None for HTML put aside, and for attributes."""
    of_tag: bool = False
    """Whether it stands in the attributes of a tag that Markdown is in."""


_PLACEHOLDER = re.compile(rf"\s*{STASHED}\s*")
_WORD = re.compile(r"[^\W_]")
_TAGS = re.compile(rf"(?:\s*(?!<[^<>\s]*:){INLINE_HTML})*\s*", re.DOTALL)
"""Comments and tags without a text between them."""
_READ = re.compile(rf"<[^!<>]*\s(?:{'|'.join(sorted(READABLE))})=", re.IGNORECASE)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENDS_IN_ATTRIBUTES = HEADINGS | {"dt", "td", "th"}
_CODE = {"pre", "code", "script", "style"}


def fold(text: str) -> str:
    """Join soft line breaks with a space; a hard break stays two spaces and a newline."""
    text = text.strip()
    return re.sub(r"([ \t]*)\n[ \t]*", _fold_break, text) if "\n" in text else text


def _fold_break(found: re.Match[str]) -> str:
    return "  \n" if found[1].endswith("  ") else " "


@dataclass(frozen=True, slots=True)
class _Found:
    """A segment whose element has no number yet."""

    element: Element
    part: str
    start: int
    end: int
    quote: str
    msgid: str
    line: int
    comment: str


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
        self._directives = Directives()
        self._skipped: list[tuple[Element, str, int, int]] = []
        self._raw: list[tuple[Raw, Element | None]] = []

    def segments(
        self, root: Element, msgctxt: str | None = None
    ) -> tuple[tuple[Segment, ...], tuple[Place, ...], tuple[Raw, ...]]:
        """Take directives out of the tree: its segments, what the author skips, and raw HTML."""
        found = list(self._element(root))
        index = {id(element): position for position, element in enumerate(root.iter())}
        segments = tuple(
            Segment(
                one.msgid,
                one.line,
                msgctxt,
                one.comment,
                Place(index[id(one.element)], one.part, one.start, one.end, one.quote),
            )
            for one in found
        )
        skipped = tuple(
            Place(index[id(element)], part, start, end)
            for element, part, start, end in self._skipped
        )
        raw = tuple(
            one if element is None else replace(one, place=Place(index[id(element)], "text"))
            for one, element in self._raw
        )
        return segments, skipped, raw

    def _element(self, element: Element) -> Iterator[_Found]:
        if element.tag in _CODE or not isinstance(element.tag, str):
            self._pass(element)
            return
        if element.tag == "svg" and element.get("aria-hidden"):
            return  # a map: its numbers are those of the rows below
        self._values(element)
        yield from self._text(element, "text")
        for child in list(element):
            text = self._only_text(child)
            if self._directives.obey(text):
                self._locator.pass_by(text)
                _remove(element, child)
                continue
            yield from self._child(child)
            yield from self._text(child, "tail")

    def _child(self, child: Element) -> Iterator[_Found]:
        if child.tag == "div" and child.get("class") == "footnote":
            self._directives.take_skip()  # what a skip at the end of the page cannot mean
            with self._locator.aside():
                yield from self._element(child)
            return
        if child.tag == "li" and child.get("id", "").startswith("fn:"):
            self._locator.move_to_label(f"[^{child.get('id', '')[3:]}]")
        if self._directives.take_skip():
            if not _PLACEHOLDER.fullmatch(child.text or ""):  # raw HTML must stay a bare paragraph
                self._skipped.append((child, "", 0, 0))
            self._pass(child)
        else:
            yield from self._element(child)

    def _text(self, element: Element, part: str) -> Iterator[_Found]:
        text = getattr(element, part)
        if not text or not text.strip():
            return
        if text.strip() in self._markers and element.tag not in HEADINGS:
            return
        if isinstance(text, AtomicString):
            line = self._locator.pass_by(text)
            if part == "text" and (words := readable(text)):  # of HTML in HTML with Markdown
                self._raw.append((Raw(words, line), element))
            return
        original, text = text, self._directives.take_out(text)
        setattr(element, part, text)
        spans = self._spans(element, part, text)
        if spans and self._directives.take_skip():
            self._skipped.append((element, part, spans[0][0], spans[-1][1]))
            self._locator.pass_by(original)
            return
        for start, end, quote in spans:
            msgid = fold(text[start:end])
            if not _WORD.search(msgid) or (_TAGS.fullmatch(msgid) and not _READ.search(msgid)):
                continue
            line = self._line_of(element, text[start:end], quote)
            comment = self._directives.take_comment()
            yield _Found(element, part, start, end, quote, msgid, line, comment)
        self._raw += ((raw, None) for raw in self._raw_in(text))

    def _values(self, element: Element) -> None:
        """Note what people read in the attributes of a tag that Markdown is in."""
        is_link_back = element.tag == "a"  # Markdown puts no inline tag of an author's here
        if not is_link_back and (words := read_of_tag(element.tag, element.attrib)):
            line = self._locator.line_ahead(rf"(?i:<{re.escape(element.tag)}\b)")
            alone = not len(element) and not element.text
            self._raw.append((Raw(words, line, of_tag=True), element if alone else None))

    def _raw_in(self, text: str) -> Iterator[Raw]:
        """The raw HTML in a text that people read something in."""
        for placeholder in _placeholders(text):
            html = self._stashed(placeholder[0])
            line = self._locator.pass_by(html)
            if words := readable(html):
                yield Raw(words, line)

    def _line_of(self, element: Element, text: str, quote: str) -> int:
        if not quote and element.get("class") == "admonition-title":
            return self._locator.line_matching("!!!")  # a title by default is not in the source
        return self._locator.line_of(text, of_block=not quote)

    def _spans(self, element: Element, part: str, text: str) -> list[tuple[int, int, str]]:
        """The slices of a text that a translator should see."""
        on_line = part == "text" and element.tag in _ENDS_IN_ATTRIBUTES
        stop = start_of_list(text, on_line) if self._attributes else None
        values = [] if stop is None else list(readable_values(text, stop))
        if stop is None:
            stop = len(text)
        elif element.tag in HEADINGS:
            stop = len(text[:stop].rstrip("#").rstrip())
        spans: list[tuple[int, int, str]] = []
        start = 0
        for placeholder in _placeholders(text):
            spans += _trimmed(text, start, min(placeholder.start(), stop))
            start = placeholder.end()
        return [*spans, *_trimmed(text, start, stop), *values]

    def _only_text(self, element: Element) -> str:
        """The text of a paragraph, or the raw HTML that stands for it."""
        if element.tag != "p" or len(element) or not element.text:
            return ""
        if not _PLACEHOLDER.fullmatch(element.text):
            return element.text
        return self._stashed(element.text.strip())

    def _pass(self, element: Element) -> None:
        """Move on in the source beyond an element that is not translated."""
        for skipped in element.iter():
            for child in list(skipped):
                if is_directive(self._only_text(child)):
                    _remove(skipped, child)
            text, code = skipped.text or "", isinstance(skipped.text, AtomicString)
            if text and not code:
                skipped.text = without_directives(text)
            for piece in _PLACEHOLDER.split(text):
                self._locator.pass_by(unescape(piece) if code else piece)
            for placeholder in _placeholders(text):
                self._locator.pass_by(self._stashed(placeholder[0]))


def _placeholders(text: str) -> list[re.Match[str]]:
    """What stands for text that Markdown has put aside, in the few texts that have such."""
    return [*_PLACEHOLDER.finditer(text)] if STX in text else []


def _trimmed(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    stretch = text[start:end]
    if not stretch.strip():
        return []
    start += len(stretch) - len(stretch.lstrip())
    return [(start, start + len(stretch.strip()), "")]


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

"""One source page as data: its metadata, its parts with their segments, and renderings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, ClassVar, Protocol
from xml.etree.ElementTree import Element

from ..errors import ContentError
from .drawings.charts import Value
from .marks import Inventory
from .segments import Place, Raw, Segment
from .targets import CONTACT, targets

Metadata = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Definition:
    """Text that stands in no block: an abbreviation's expansion, a reference's title."""

    kind: str
    """`abbr` or `reference`."""
    name: str
    segment: Segment


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of Markdown with its block tree: the body, or a formatted metadata field."""

    root: Element | None
    """None where everything is rendered already."""
    segments: tuple[Segment, ...]
    definitions: tuple[Definition, ...] = ()
    skipped: tuple[Place, ...] = ()
    """Texts and whole elements that the author keeps from translators."""
    raw: tuple[Raw, ...] = ()
    """Texts in raw HTML, which no catalog has."""
    state: Mapping[str, Any] = field(default_factory=dict)
    date: datetime | None = None
    """The day of a correction."""
    values: tuple[tuple[int, Value], ...] = ()
    """Numbers that every language writes in its own way, each in a cell or behind its bar."""
    promised: tuple[int, ...] = ()
    """The lines of references, `[us]: {contact}`, that lead to the publisher."""

    @property
    def blocks(self) -> Element:
        """The tree, which is there until everything is rendered."""
        assert self.root is not None
        return self.root

    def rendered(self, whole: bool) -> Part:
        """What is of use once it is rendered in every language; nothing can be made of it."""
        segments = tuple(
            Segment(one.msgid, one.line, one.msgctxt, one.comment)
            for one in self.segments
            if whole or CONTACT in one.msgid
        )
        definitions = tuple(
            one for one in self.definitions if whole or CONTACT in one.segment.msgid
        )
        return replace(
            self,
            root=None,
            segments=segments,
            definitions=definitions,
            skipped=(),
            state={},
            values=(),
        )


class Translation(Protocol):
    """What makes one language's version of a part."""

    compared: ClassVar[bool]
    """Whether anybody looks at what the finished texts hold besides words."""

    @property
    def source(self) -> str:
        """Tag of the language that texts without a translation are in; empty for the page's."""

    def tree(self, part: Part) -> list[Element]:
        """The elements of a tree of its own, before the inline stage: root first, by position.

        The part's own tree stays as it is.
        """

    def definition(self, segment: Segment) -> str:
        """The text of a segment that is not in the tree."""

    def finish(self, part: Part, root: Element) -> None:
        """Last changes to the tree, after the inline stage."""


@dataclass(frozen=True, slots=True)
class Asks:
    """What the HTML of a text asks of Pelican."""

    links: tuple[str, ...]
    """To files of the site, as they are written: `{filename}about.md`."""
    looked_at: bool
    """There is a picture in it, or something that Pelican replaces."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A part in one language."""

    html: str
    """Empty where it `asks`."""
    anchors: tuple[str | None, ...]
    """The `id` of each heading, in document order."""
    toc: list[dict[str, Any]]
    """Python-Markdown's `toc_tokens`; empty without its `toc` extension."""
    marks: Mapping[tuple[int, str], Inventory] = field(default_factory=dict)
    """What its texts hold besides words, by position and part of the element."""
    terms: tuple[str, ...] = ()
    """The glossary's terms that it uses, by their ids, in order."""
    words: int = 0
    """How many words a reader reads."""
    lang: str = ""
    """The language of a part that is one line, if it is not the page's."""
    asks: Asks | None = None
    """Of a text that is kept elsewhere."""

    @property
    def line(self) -> str:
        """The HTML of a part that is one line, without the `span` that it was parsed in."""
        return self.html[self.html.index(">") + 1 : self.html.rindex("<")]


@dataclass(frozen=True, slots=True)
class Pieces:
    """A page in one language: its body, and its metadata that is Markdown."""

    body: Rendered
    fields: Mapping[str, tuple[Rendered, ...]]

    def judged(self) -> Pieces:
        """The page without what only its judge looks at."""
        return Pieces(
            replace(self.body, marks={}),
            {
                name: tuple(replace(one, marks={}) for one in several)
                for name, several in self.fields.items()
            },
        )


_AROUND = 'markdown="1" into the tag around it, or Markdown in place of the tag'
_OF_TAG = 'the words as text, or behind a block of Markdown as {: title="…" }'
"""What to do about raw HTML, and about what a tag says that Markdown is in already."""


@dataclass(frozen=True, slots=True)
class Document:
    """A source page: what stands in its front matter, and its parts with their segments."""

    path: str
    """Path of the source file as catalogs name it: `content/safe-city.md`."""
    metadata: Metadata
    lines: Mapping[str, int]
    """The line, from 1, on which each metadata name stands."""
    plain: tuple[Segment, ...]
    """Translatable metadata that is not Markdown: title, slug, image text."""
    fields: Mapping[str, tuple[Part, ...]]
    """Metadata that is Markdown: the summary; key points, sources, corrections: a part each."""
    body: Part

    @property
    def raw(self) -> tuple[Raw, ...]:
        """The texts in raw HTML, in the order of the page."""
        return tuple(one for part in self._parts for one in part.raw)

    def promises(self, contact: str) -> Iterator[ContentError]:
        """What to tell the author of links to a publisher whose `contact` is not set."""
        if contact:
            return
        known = ((one.msgid, one.line) for one in self.segments)
        lines = [line for text, line in known if CONTACT in text and CONTACT in targets(text)]
        lines += (line for part in self._parts for line in part.promised)
        for line in sorted(lines):
            yield ContentError(
                "The page says how to reach its publisher, and no setting does.",
                f"{self.path}:{line}",
                f"Set BILINGUAL['contact'], or take out the link to {CONTACT}.",
            )

    def untranslatable(self) -> Iterator[ContentError]:
        """What to tell the author of each of them."""
        for raw in self.raw:
            text = raw.text[:40].rstrip() + "…" * (len(raw.text) > 40)
            yield ContentError(
                f"Raw HTML holds “{text}”, which nobody can translate: Markdown does not read it.",
                f"{self.path}:{raw.line}",
                f"Write {_OF_TAG if raw.of_tag else _AROUND}; text that is the same in every"
                ' language has translate="no".',
            )

    def rendered(self, whole: bool = True) -> Document:
        """What is of use once the page is rendered in every language.

        If it is not the `whole`, then without the texts, but for what `promises` looks at.
        """
        fields = {
            name: tuple(one.rendered(whole) for one in parts) for name, parts in self.fields.items()
        }
        return replace(self, fields=fields, body=self.body.rendered(whole))

    @property
    def _parts(self) -> tuple[Part, ...]:
        return (*(part for parts in self.fields.values() for part in parts), self.body)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in the order of the page: metadata, text, definitions."""
        found = list(self.plain)
        for part in self._parts:
            found += part.segments
            found += (definition.segment for definition in part.definitions)
        return tuple(found)

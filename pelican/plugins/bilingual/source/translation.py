"""Block trees in a reader's language, made from the source's tree and a catalog."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString

from ..language.cldr import Locale
from .core import copy_of
from .document import Part
from .drawings.charts import part_of
from .notes.annotations import without_lists
from .notes.footnotes import Title, part_backlinks, title_backlinks
from .segments import Key, Place, Segment, fold
from .tree import Halves, Tree, entries, running_text, stretch, text_without_notes, without_ids

LookUp = Callable[[Segment], str | None]
"""The published translation of a segment; None where there is none."""
IsStale = Callable[[Key], bool]
"""Whether a translation is one of a text from which the segment's differs slightly."""
STALE, STAR = "stale", "\u00a0\\*"
"""Class of the elements with such a translation, and what it ends with: a star, in any theme."""
Note = Callable[[Segment], Element | None]
"""What marks a segment on the page; None for one that is not to be marked."""


@dataclass(frozen=True, slots=True)
class Source:
    """The source's own tree."""

    compared: ClassVar[bool] = True
    source: ClassVar[str] = ""

    locale: Locale | None = None
    """How numbers are written; None leaves them as they stand."""

    def tree(self, part: Part) -> list[Element]:
        """A copy, as the inline stage changes the tree that it is given."""
        elements = list(copy_of(part.blocks).iter())
        write_values(elements, part, self.locale)
        return elements

    def definition(self, segment: Segment) -> str:
        """The source's text."""
        return segment.msgid

    def finish(self, part: Part, root: Element) -> None:
        """Nothing is left to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """One language: translated segments, and fallbacks that say which language they are in."""

    compared: ClassVar[bool] = True

    look_up: LookUp
    source: str
    """Tag of the source language."""
    anchors: Sequence[str | None] = ()
    """The source's heading ids, so that `#fragments` are the same in every language."""
    backlink: Title | None = None
    """What links back from footnotes are called; None leaves them as they are."""
    locale: Locale | None = None
    """How numbers are written; None leaves them as they stand."""
    is_stale: IsStale = lambda _: False
    note: Note | None = None
    """In the preview: what marks a segment on the page."""
    _noted: list[tuple[Element, Element]] = field(default_factory=list)
    _trees: list[Tree] = field(default_factory=list)

    def tree(self, part: Part) -> list[Element]:
        """The translated tree."""
        tree = Tree(part, self.anchors)
        self._trees.append(tree)
        for segments in tree.texts():
            found = [self.look_up(segment) for segment in segments]
            texts = [fold(text) for text in found if text is not None]
            note = self.note(segments[0]) if self.note else None
            if note is not None:
                self._noted.append((tree.holder(segments), note))
            if texts == [segment.msgid for segment in segments]:
                continue  # the source as it is, with its own line breaks
            if len(texts) == len(found):
                if any(self.is_stale(one.key) for one in segments):
                    tree.mark(stretch(segments), {"class": STALE})
                    texts[-1] += STAR
                tree.put(segments, texts)
            else:
                tree.say(stretch(segments), self.source)
        for place in (*part.skipped, *_places_of_raw(part)):
            tree.say(place, self.source)
        write_values(tree.elements, part, self.locale)
        return tree.elements

    def definition(self, segment: Segment) -> str:
        """The translation, or the source's text."""
        return self.look_up(segment) or segment.msgid

    def finish(self, part: Part, root: Element) -> None:
        """Mark fallbacks beside blocks, abbreviations, entries of a table of contents."""
        self._trees.pop().wrap(root)
        title_backlinks(root, self.backlink, self.source)
        _put_notes(self._noted)
        texts = {one.name: self.look_up(one.segment) for one in part.definitions}
        for element in root.iter("abbr") if texts else ():
            if texts.get(element.text or "", "") is None:
                element.set("lang", self.source)
        for link, heading in entries(root):
            if heading.get("lang") == self.source:
                link.set("lang", self.source)


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two languages at once: every segment is a pair of halves."""

    compared: ClassVar[bool] = False

    look_up: LookUp
    source: str
    target: str
    missing: str
    """What stands, in the target language, where a translation is missing."""
    anchors: Sequence[str | None] = ()
    locales: tuple[Locale, Locale] | None = None
    """How numbers are written in the source and in the target."""
    backlink: Title | None = None
    """What links back from footnotes are called in the target's halves."""
    target_first: bool = False
    """Whether the target's half stands before the source's."""
    is_stale: IsStale = lambda _: False
    note: Note | None = None
    """In the preview: what marks a segment that has changed."""
    _noted: list[tuple[Element, Element]] = field(default_factory=list)
    _trees: list[Tree] = field(default_factory=list)

    def tree(self, part: Part) -> list[Element]:
        """The tree of pairs."""
        tree = Tree(part, self.anchors)
        self._trees.append(tree)
        for segments in tree.texts():
            running = running_text(segments)
            found = [self.look_up(segment) for segment in running]
            texts = [fold(text) for text in found if text is not None]
            said = [self.note(segment) for segment in segments] if self.note else []
            notes = [one for one in said if one is not None]
            if len(texts) < len(found):
                tree.pair(stretch(running), self._halves([self.missing], "untranslated", notes))
            elif texts != [segment.msgid for segment in running]:
                kind = STALE if any(self.is_stale(one.key) for one in running) else ""
                texts[-1] += STAR if kind else ""
                tree.pair(stretch(running), self._halves(texts, kind, notes))
            else:
                self._noted.extend((tree.holder(segments), one) for one in notes)
        for place in _places_of_raw(part):
            tree.say(place, self.source)
        source, target = self.locales or (None, None)
        write_values(tree.elements, part, source)
        for position, value in part.values:
            part_ = part_of(tree.elements[position])
            written: str = getattr(tree.elements[position], part_) or ""
            if target and value.text(target) != written:
                place = Place(position, part_, 0, len(written))
                tree.pair(place, self._halves([value.text(target)]))
        return tree.elements

    def definition(self, segment: Segment) -> str:
        """The source's text; `finish` gives the target's halves their own."""
        return segment.msgid

    def finish(self, part: Part, root: Element) -> None:
        """Give halves what is their own: links back, abbreviations, ids, entries of contents."""
        self._trees.pop().wrap(root)
        _put_notes(self._noted)
        part_backlinks(root, (self.source, self.target), self.backlink)
        halves = [one for one in root.iter() if one.get("lang") == self.target]
        texts = {one.name: self.look_up(one.segment) for one in part.definitions}
        for element in (each for half in halves if texts for each in half.iter("abbr")):
            if (text := texts.get(element.text or "", "")) is None:
                element.set("lang", self.source)
            elif text:
                element.set("title", text)
        _keep_unique([element for half in halves for element in half.iter()], root)
        for link, heading in entries(root):
            for number, half in enumerate(_halves_of(heading)):
                link.text = None
                if number:
                    SubElement(link, "br")
                entry = SubElement(link, "span", {"lang": half.get("lang", "")})
                entry.text = text_without_notes(half)

    def _halves(self, texts: list[str], kind: str = "", notes: Sequence[Element] = ()) -> Halves:
        def make(tag: str, original: str) -> list[Element]:
            source = Element(tag, {"lang": self.source})
            source.text = original
            target = Element(tag, {"lang": self.target} | ({"class": kind} if kind else {}))
            target.text = without_lists(without_ids(" ".join(texts)), original)
            self._noted.extend((target, one) for one in notes)
            return [target, source] if self.target_first else [source, target]

        return make


def _put_notes(notes: list[tuple[Element, Element]]) -> None:
    """Let each element begin with its note."""
    for element, note in notes:
        note.tail, element.text = f" {element.text or ''}", None
        element.insert(0, note)
    notes.clear()


def _places_of_raw(part: Part) -> list[Place]:
    return [one.place for one in part.raw if one.place]


def write_values(elements: Sequence[Element], part: Part, locale: Locale | None) -> None:
    """Write a part's numbers as a language does."""
    if locale:
        for position, value in part.values:
            one = elements[position]
            setattr(one, part_of(one), AtomicString(value.text(locale)))


def _halves_of(heading: Element) -> list[Element]:
    return heading.findall("span[@lang]")


def _keep_unique(elements: Iterable[Element], root: Element) -> None:
    """Take from elements the ids that others have too."""
    counts = Counter(one.get("id") for one in root.iter())
    for element in elements:
        if element.get("id") and counts[element.get("id")] > 1:
            del element.attrib["id"]

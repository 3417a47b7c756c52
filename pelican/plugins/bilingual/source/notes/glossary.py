"""The glossary: terms from one page, explained where a page uses them first.

The page's definition list is the glossary: one or more terms, then what they mean. Terms are
recognised with the endings that a language adds, each once a page, and so are abbreviations:
the first one keeps its expansion, the others need none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from ...errors import ContentError
from ...language.inflection import pattern as pattern_of
from ...language.profile import profile
from ...language.text import Text
from ..core import STASHED
from ..document import Document
from ..segments import HEADINGS, Segment
from ..translation import LookUp

_NO_PLACE = HEADINGS | set(
    "a abbr button code dfn figcaption kbd label pre samp script style summary svg th var".split()
)
"""Elements in which no term is marked."""
_RAW_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)")
BEGIN = "t"
"""What the ids of meanings begin with."""
_BLOCKS = frozenset({"p", "li", "dd", "td", "div", "blockquote"})


@dataclass(frozen=True, slots=True)
class Meaning:
    """Terms that mean the same, in the source language, and what they mean."""

    id: str
    """Fragment of the explanation's address on a page that uses the term: `t7`, as it is short."""
    terms: tuple[Segment, ...]
    definition: Segment


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The glossary in one language."""

    tag: str
    entries: Mapping[str, tuple[str, str]]
    """By id: the first term, and what it means. Plain text."""
    pattern: re.Pattern[str] | None
    """Finds any term, in any of its forms, in a group named by its place in `ids`."""
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A term that a page uses, in the page's language or in both of its languages."""

    id: str
    names: tuple[Text, ...]
    """Plain text, as are the definitions."""
    definitions: tuple[Text, ...]


def read_meanings(document: Document, begin: str = BEGIN) -> tuple[Meaning, ...]:
    """The entries of the glossary's page, with ids that `begin` so.

    Raises `ContentError` if it has none.
    """
    elements = list(document.body.blocks.iter())
    segments: dict[Element, Segment] = {}
    for segment in document.body.segments:
        if segment.place:
            segments.setdefault(elements[segment.place.position], segment)
    found, terms = list[Meaning](), list[Segment]()
    for child in (child for one in document.body.blocks.iter("dl") for child in one):
        if child.tag == "dt" and child in segments:
            terms.append(segments[child])
        elif terms:
            texts = [segments[one] for one in child.iter() if one in segments]
            found += [Meaning(f"{begin}{len(found) + 1}", tuple(terms), text) for text in texts[:1]]
            terms = []
    if not found:
        raise ContentError(
            "The glossary has no terms.",
            document.path,
            "Write a definition list: the term on a line, below it a line ':   what it means'.",
        )
    return tuple(found)


def vocabulary(entries: Iterable[Meaning], tag: str, look_up: LookUp | None = None) -> Vocabulary:
    """The glossary in the language `tag`; without `look_up`, in the source language."""
    known: dict[str, tuple[str, str]] = {}
    forms: list[tuple[str, str]] = []
    for entry in entries:
        terms = [look_up(term) if look_up else term.msgid for term in entry.terms]
        definition = look_up(entry.definition) if look_up else entry.definition.msgid
        names = [term for term in terms if term]
        if names and definition:
            known[entry.id] = names[0], definition
            forms += [(name, entry.id) for name in names]
    forms.sort(key=lambda form: -len(form[0]))  # a longer term before one that it begins with
    inflected = profile(tag).forms
    pattern = "|".join(f"({pattern_of(name, inflected)})" for name, _ in forms)
    compiled = re.compile(rf"{STASHED}|(?<!\w)(?:{pattern})(?!\w)") if forms else None
    return Vocabulary(tag, known, compiled, tuple(id_ for _, id_ in forms))


def explain(
    root: Element,
    lang: str,
    glossary: Mapping[str, Vocabulary],
    stashed: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """Mark the first use of each term in a tree after its inline stage.

    `lang` is the language of the tree where no element says otherwise, `stashed` gives the raw
    HTML behind one of Markdown's placeholders. Returns the ids of the terms in the order of
    their first use.
    """
    marker = _Marker(glossary, stashed)
    marker.visit(root, lang)
    return tuple(dict.fromkeys(id_ for _, id_ in marker.seen))


def beginning(tag: str) -> str:
    """What ids begin with in a glossary that a file of its own translates."""
    return f"{tag}-{BEGIN}"


def in_order(
    root: Element, key: Callable[[str], Any] | None, begin: str = BEGIN
) -> tuple[str, ...]:
    """Put the definitions of the glossary's finished page in the order of their first terms.

    Without `key` they stay in their author's order. Each can be linked to by the id of its
    `Meaning`, which begins with `begin`. Nothing is marked: no ids, as from `explain`.
    """
    count = 0
    for parent in root.iter("dl"):
        groups: list[list[Element]] = []
        for child in parent:
            if not groups or (child.tag == "dt" and groups[-1][-1].tag == "dd"):
                groups.append([])
            groups[-1].append(child)
        for group in groups:
            if any("".join(one.itertext()).strip() for one in group if one.tag == "dd"):
                count += 1
                group[0].attrib.setdefault("id", f"{begin}{count}")
        groups.sort(key=lambda group: key("".join(group[0].itertext())) if key else 0)
        parent[:] = [child for group in groups for child in group]
    return ()


def explanations(
    ids: Iterable[str], glossary: Iterable[Vocabulary], fallback: Vocabulary
) -> list[Explanation]:
    """What a page prints of the terms that it uses, in its languages or else in the source's."""
    languages = list(glossary)
    found = []
    for id_ in ids:
        known = [one for one in languages if id_ in one.entries] or [fallback]
        pairs = [(one.entries[id_], one.tag) for one in known]
        names = tuple(Text(name, tag) for (name, _), tag in pairs)
        found.append(Explanation(id_, names, tuple(Text(text, tag) for (_, text), tag in pairs)))
    return found


@dataclass(slots=True)
class _Marker:
    """One walk over one tree."""

    glossary: Mapping[str, Vocabulary]
    stashed: Callable[[str], str]
    seen: dict[tuple[str, str], None] = field(default_factory=dict)
    """Language and id of the terms that were met, in order."""
    abbreviations: set[tuple[str, str]] = field(default_factory=set)
    raw: list[str] = field(default_factory=list)
    """Tags that an author wrote and that are open."""

    def visit(self, element: Element, lang: str) -> None:
        """Mark what is in an element, in the order of reading."""
        lang = element.get("lang", lang)
        if element.tag in _BLOCKS:
            self.raw.clear()
        self._mark(element, None, lang)
        for child in list(element):
            if child.tag not in _NO_PLACE:
                self.visit(child, lang)
            self._mark(element, child, lang)
            if child.tag == "abbr":
                self._keep_first(element, child, lang)

    def _pass_raw(self, placeholder: str) -> None:
        """Go past a tag that an author wrote: no term is marked within a link, say."""
        tag = _RAW_TAG.match(self.stashed(placeholder))
        if tag and tag["name"].lower() in _NO_PLACE:
            if not tag["close"]:
                self.raw.append(tag["name"].lower())
            elif self.raw:
                self.raw.pop()

    def _mark(self, parent: Element, after: Element | None, lang: str) -> None:
        """Mark the terms in the text behind a child, or before them all."""
        known = self.glossary.get(lang)
        text = parent.text if after is None else after.tail
        if not (text and known and known.pattern):
            return
        at = 0
        for found in known.pattern.finditer(text):
            if found.lastindex is None:
                self._pass_raw(found[0])
                continue
            id_ = known.ids[found.lastindex - 1]
            if self.raw or (lang, id_) in self.seen:
                continue
            self.seen[lang, id_] = None
            term = Element("dfn")
            link = Element("a", {"href": f"#{id_}"})
            link.text, term.tail = found[0], text[found.end() :]
            term.append(link)
            before = text[at : found.start()]
            if after is None:
                parent.text = before
                parent.insert(0, term)
            else:
                after.tail = before
                parent.insert(list(parent).index(after) + 1, term)
            after, at = term, found.end()

    def _keep_first(self, parent: Element, abbr: Element, lang: str) -> None:
        """Take the expansion from an abbreviation that was expanded before."""
        key = abbr.get("lang", lang), "".join(abbr.itertext())
        if key not in self.abbreviations:
            self.abbreviations.add(key)
            return
        siblings = list(parent)
        at = siblings.index(abbr)
        text = key[1] + (abbr.tail or "")
        if at:
            siblings[at - 1].tail = (siblings[at - 1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text
        parent.remove(abbr)

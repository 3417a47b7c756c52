"""An edition's search page: its index, and a list of everything by its first letter."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from pelican.contents import Content

from ..catalog.note import MARK
from ..errors import BilingualError
from ..finish.markup import Piece, Tag, read, text_in, without_elements
from ..finish.search_index import IndexedText, SearchIndex, budget, make_index
from ..language.profile import profile
from ..language.text import Text
from ..project.urls import save_as
from ..site.core import body
from ..site.edition import Edition
from ..site.versions import Version
from ..source.glossary import Vocabulary

PAGE, TOPIC, TERM = "", "topic", "term"
"""What an entry of the list leads to."""
DIGITS, OTHERS = "0–9", "#"
"""Headings of what begins with a figure, and of what has neither letter nor figure."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKS = re.compile(r"^[\W_]+")
"""Quotation marks and the like before a title's first letter."""
_SCRIPT = Path(__file__).with_name("search.js")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    title: Text
    """Plain text."""
    url: str
    kind: str = PAGE


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search page of one edition prints."""

    letters: tuple[tuple[str, tuple[Line, ...]], ...]
    """Letters of the alphabet in order, each with its entries."""
    file: str
    """Name of the index, beside the page: another one whenever it changes."""
    index: SearchIndex
    most: int = 20
    """How many results are shown."""

    @property
    def rules(self) -> str:
        """How words are compared, as JSON."""
        data = self.index.folding.data
        return json.dumps(data, ensure_ascii=False, separators=(",", ":"))

    @property
    def script(self) -> str:
        """The script of the page, without what only its authors need."""
        lines = (line.strip() for line in _SCRIPT.read_text("utf-8").splitlines())
        return "\n".join(line for line in lines if line and not line.startswith("//"))


def search_page(edition: Edition, words: Vocabulary | None, glossary_url: str) -> SearchPage:
    """The search page of an edition; `words` is the glossary in its language."""
    contents = [*edition.articles, *edition.pages]
    pages = [(Line(_title(one, edition), one.url), text_of(one)) for one in contents]
    names = [Line(topic.name, topic.url, TOPIC) for topic, _ in edition.topics]
    if words and glossary_url:
        known = words.entries.values()
        names += [Line(Text(name, words.tag), glossary_url, TERM) for name, _ in known]
    tag = edition.language.tag
    letters = by_letter([entry for entry, _ in pages] + names, tag)
    listed = [entry for _, entries in letters for entry in entries]
    order = {entry: place for place, entry in enumerate(listed)}
    texts = [text for _, text in sorted(pages, key=lambda pair: order[pair[0]])]
    index = make_index(texts, profile(tag).folding, budget(len(edition.articles)))
    digest = hashlib.sha256(index.script.encode()).hexdigest()
    return SearchPage(letters, f"{digest[:8]}.js", index)


def too_heavy(page: SearchPage, edition: Edition) -> BilingualError | None:
    """What is wrong with an index that is larger than readers can be asked to load."""
    room, size = budget(len(edition.articles)), page.index.size
    if size <= room:
        return None
    return BilingualError(
        f"The search index weighs {size:,} bytes (gzip), {size - room:,} more than its budget of"
        f" {room:,}, with nothing in it but headings, key points, summaries and topics.",
        f"{edition.search_url}{page.file}",
        "Shorten them, or set BILINGUAL['search'] = False.",
    )


def taken(
    editions: Iterable[Edition], pages: Iterable[tuple[str, Version]]
) -> Iterator[tuple[Version, str]]:
    """Of addresses with what will be there, those where a search page will be."""
    files = {save_as(one.search_url): one.search_url for one in editions if one.search_url}
    for url, version in pages:
        if save_as(url) in files:
            yield version, files[save_as(url)]


def text_of(content: Content) -> IndexedText:
    """What a search knows of an article or a page."""
    html = body(content)
    pieces = list(without_elements(read(html), "span", MARK) if MARK in html else read(html))
    summary = str(content.metadata.get("summary", ""))
    lines = [*content.bilingual.keypoints, summary]
    told = [text_in(read(one)) for one in lines]
    topics = [str(one) for one in getattr(content, "tags", ())]
    return IndexedText(
        str(content.title),
        " ".join([*told, *topics, text_in(_in_headings(pieces))]),
        text_in(pieces),
    )


def _in_headings(pieces: Iterable[Piece]) -> Iterator[Piece]:
    within = False
    for piece in pieces:
        if isinstance(piece, Tag) and piece.name in _HEADINGS:
            within = not piece.close
            yield piece
        elif within:
            yield piece


def by_letter(entries: Iterable[Line], tag: str) -> tuple[tuple[str, tuple[Line, ...]], ...]:
    """Entries in the alphabetical order of a language, below their first letters."""
    key = profile(tag).sort_key
    ranked = sorted(entries, key=lambda one: (key(_MARKS.sub("", one.title)), one.url))
    found: dict[str, list[Line]] = {}
    for entry in ranked:
        found.setdefault(initial(entry.title, tag), []).append(entry)
    return tuple((letter, tuple(same)) for letter, same in found.items())


def initial(title: str, tag: str) -> str:
    """The heading that a title stands below."""
    first = next((one for one in normalize("NFC", title) if one.isalnum()), "")
    if not first.isalpha():
        return DIGITS if first else OTHERS
    return profile(tag).initial(first)


def _title(content: Content, edition: Edition) -> Text:
    title = content.title
    return title if isinstance(title, Text) else Text(str(title), edition.language.tag)

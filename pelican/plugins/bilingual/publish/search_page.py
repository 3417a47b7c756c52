"""An edition's search page: its index, and a list of everything by its first letter."""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from pelican.contents import Content

from ..catalog.note import MARK
from ..finish.markup import Piece, Tag, read, text_in, without_elements
from ..finish.search_index import (
    ROOM,
    IndexedText,
    SplitIndex,
    Words,
    make_index,
    part,
    split_index,
)
from ..finish.weight import weigh
from ..language.profile import profile
from ..language.stem import Folding
from ..language.text import Text
from ..project.urls import save_as, with_index
from ..site.build import Build
from ..site.core import body
from ..site.edition import Edition
from ..site.versions import Version
from ..source.notes.glossary import Vocabulary
from .paging import per_page

PAGE, TOPIC, TERM = "", "topic", "term"
"""What an entry of the list leads to."""
DIGITS, OTHERS = "0–9", "#"
"""Headings of what begins with a figure, and of what has neither letter nor figure."""
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKS = re.compile(r"^[\W_]+")
"""Quotation marks and the like before a title's first letter."""
_HERE = Path(__file__).parent
_LINES, _SHARE, _BESIDE, _WEIGHT = 400, 0.6, 0.25, 12_000
"""How many lines a page has at most; how much of its budget they may take, and beside the script;
what its budget is without one."""
EACH = 8
"""How many lines are fetched together, of those that results are."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list."""

    title: Text
    """Plain text."""
    url: str
    kind: str = PAGE


@dataclass(frozen=True, slots=True)
class LetterPage:
    """A page of a list that is too long for one."""

    letter: str
    number: int
    """Which one of its letter; 0 where it is the only one."""
    url: str
    entries: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search page of one edition prints."""

    letters: tuple[tuple[str, tuple[Line, ...]], ...]
    """Letters of the alphabet in order, each with its entries; none where they have `pages`."""
    file: str
    """Name of the index, beside the page, or of the folder with its parts: another one whenever it
    changes."""
    files: Mapping[str, str]
    """The scripts of the index by their paths beside the page."""
    folding: Folding
    pages: tuple[LetterPage, ...] = ()
    """On a large site, those that list everything."""
    most: int = 20
    """How many results are shown."""

    @property
    def rules(self) -> str:
        """How words are compared, as JSON."""
        return json.dumps(self.folding.data, ensure_ascii=False, separators=(",", ":"))

    @property
    def script(self) -> str:
        """The script of the page, without what only its authors need."""
        before, shown, after = _script("search.js").rpartition("box.hidden = false;")
        parts = f"{_script('search_parts.js')}\n" if self.pages else ""
        return f"{before}{_script('search_passages.js')}\n{parts}{shown}{after}"


def search_page(
    edition: Edition, words: Vocabulary | None, glossary_url: str, build: Build
) -> SearchPage:
    """The search page of an edition; `words` is the glossary in its language."""
    config = build.config
    contents = [*edition.followed, *edition.pages]
    pages = {Line(_title(one, edition), one.url): one for one in contents}
    names = [Line(topic.name, topic.url, TOPIC) for topic, _ in edition.topics]
    if words and glossary_url:
        names += [
            Line(Text(name, words.tag), f"{glossary_url}#{id_}", TERM)
            for id_, (name, _) in words.entries.items()
        ]
    tag = edition.language.tag
    letters, folding = by_letter([*pages, *names], tag), profile(tag).folding
    listed = [entry for _, entries in letters for entry in entries]
    uncut = folding.cut(None)
    texts = [words_of(pages[one], uncut, tag, build) for one in listed if one in pages]
    budget = config.budget("search", tag) or _WEIGHT
    fits = len(listed) <= _LINES and weigh("".join(map(_printed, listed))) <= budget * _BESIDE
    can_split = edition.templates.has("letter.html")
    if fits or not can_split:
        index = make_index(texts, folding, ROOM if can_split else sys.maxsize)
        if index:
            name = f"{_digest([index.script])}.js"
            return SearchPage(letters, name, {name: index.script}, index.folding)
    return _split(edition, letters, texts, int(budget * _SHARE), config.index_files)


def _split(
    edition: Edition,
    letters: Iterable[tuple[str, tuple[Line, ...]]],
    texts: Sequence[Words],
    room: int,
    index_files: bool,
) -> SearchPage:
    """The search page of a large site: an index in parts, and lists on pages of their own."""
    pages = list[LetterPage]()
    for letter, entries in letters:
        count = per_page([_printed(one) for one in entries], _LINES, room)
        starts = range(0, len(entries), count)
        for number, at in enumerate(starts, 1):
            url = f"{edition.search_url}{len(pages) + 1}/"
            several = number if len(starts) > 1 else 0
            pages.append(LetterPage(letter, several, url, entries[at : at + count]))
    listed = [entry for page in pages for entry in page.entries]
    index = split(listed, texts, profile(edition.language.tag).folding, index_files)
    folder = f"{_digest(index.files.values())}/"
    found = {f"{folder}{name}.js": script for name, script in index.files.items()}
    return SearchPage((), folder, found, index.folding, tuple(pages))


def split(
    listed: Sequence[Line],
    texts: Sequence[IndexedText | Words],
    folding: Folding,
    index_files: bool = False,
    each: int = EACH,
) -> SplitIndex:
    """The index in parts, and the lines by `each` of them; `texts` are those of the pages."""
    # As the script counts them where all are on its page: what is only a name comes last.
    ordered = sorted(listed, key=lambda one: bool(one.kind))
    named = [IndexedText(str(one.title)) for one in ordered if one.kind]
    index = split_index([*texts, *named], folding, each)
    files = dict(index.files)
    for number, at in enumerate(range(0, len(ordered), each)):
        lines = [
            [one.title, with_index(one.url) if index_files else one.url, one.kind, one.title.lang]
            for one in ordered[at : at + each]
        ]
        files[f"l{number}"] = part(f"l{number}", lines)
    return SplitIndex(files, index.folding)


def _digest(scripts: Iterable[str]) -> str:
    return hashlib.sha256("".join(scripts).encode()).hexdigest()[:8]


def _printed(line: Line) -> str:
    """About what a theme prints of a line."""
    return f'<li class="{line.kind}"><a href="../../{line.url}">{line.title}</a></li>'


def _script(name: str) -> str:
    lines = (line.strip() for line in (_HERE / name).read_text("utf-8").splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def taken(
    editions: Iterable[Edition], pages: Iterable[tuple[str, Version]]
) -> Iterator[tuple[Version, str]]:
    """Of addresses with what will be there, those of a search page or of a list of issues."""
    urls = [url for one in editions for url in (one.search_url, one.newsletters_url) if url]
    files = {save_as(one): one for one in urls}
    for url, version in pages:
        if save_as(url) in files:
            yield version, files[save_as(url)]


def words_of(content: Content, folding: Folding, tag: str, build: Build) -> Words:
    """What a search in the language `tag`, whose `folding` it is, knows of an article or a page."""
    lines = [*content.bilingual.keypoints]
    lines.append(str(content.metadata.get("summary", "")))
    topics = [str(one) for one in getattr(content, "tags", ())]

    def make() -> Words:
        html = body(content)
        pieces = read(html)
        pieces = list(without_elements(pieces, "span", MARK)) if MARK in html else pieces
        told = [text_in(read(one)) for one in lines]
        headings = " ".join([*told, *topics, text_in(_in_headings(pieces))])
        return Words.of(IndexedText(str(content.title), headings, text_in(pieces)), folding)

    made = tag, str(content.title), build.text_of(content), lines, topics
    return build.cache.memo("words", made, Words, make)


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

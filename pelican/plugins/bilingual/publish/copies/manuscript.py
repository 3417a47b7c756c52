"""What a book is made of, as texts: the pages of an edition, or of two side by side."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import groupby

from pelican.contents import Content

from ...language.text import Text
from ...project.config import Language
from ...site.core import body
from ...site.edition import Edition
from .book import Origin, Voice
from .xhtml import plain

STYLED = ("epub", "pdf")
"""Formats with a style sheet: the template `book/<format>.css`."""
SITE = "https://site.invalid"
"""Stands for the site's own address while links are followed."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
_UNKNOWN = Origin(_BEGINNING)
_UNDATED = "pages"
"""Names the book of what has no date."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of the site, on its way to be a chapter."""

    url: str
    save_as: str
    lang: str
    """The language that the text mostly is in."""
    titles: tuple[Text, ...]
    html: str
    """As the template `book/chapter.html` has it; the site's own links begin with `SITE`."""
    authors: tuple[str, ...] = ()
    origin: Origin = _UNKNOWN
    """Date and version of the page alone."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A book before it is one: nothing of it is parsed, and no picture is read."""

    voices: tuple[Voice, ...]
    origin: Origin
    volume: str
    """Which of several books this is, `2026`; empty for the only one."""
    front: str
    """The first page, HTML."""
    leaves: tuple[Leaf, ...]
    authors: tuple[str, ...]
    stylesheets: Mapping[str, str]
    page: str = ""
    """The address of the page that is copied alone; empty for a book."""

    @property
    def facts(self) -> tuple[object, ...]:
        """All that the formats print, as values that the cache can tell from others."""
        voices = [
            (one.tag, one.name, one.subtitle, *one.terms, one.imprint(self.origin))
            for one in self.voices
        ]
        rest = self.front, self.leaves, self.authors, dict(self.stylesheets)
        return voices, self.origin, self.volume, self.page, *rest


def manuscript(
    editions: Sequence[Edition],
    source: Language,
    origin: Origin,
    contents: Sequence[Content] = (),
    volume: str = "",
) -> Manuscript:
    """The texts of an edition, or of two editions side by side, the source's first.

    `source` is the language that the pages were written in; `contents` are those of a `volume`.
    """
    voices = tuple(map(make_voice, editions))
    templates = editions[0].templates
    given = {"voices": voices, "origin": origin, "source": source, "volume": volume}
    where = origin.site_url, origin.mirrors
    template, leaves = templates.get("book/chapter.html"), []
    contents = contents or contents_of(editions)
    for content in contents:
        item, titles, html = content.bilingual, _titles(content), content.get_content(SITE)
        text = template.render(given, item=item, titles=titles, html=html)
        authors = filter(None, (plain(str(one)) for one in getattr(content, "authors", ())))
        own = tuple(authors), dated([content], *where)
        lang = str(item.content_lang)
        leaves.append(Leaf(content.url, content.save_as, lang, titles, text, *own))
    return Manuscript(
        voices,
        origin,
        volume,
        templates.get("book/front.html").render(given),
        tuple(leaves),
        tuple(dict.fromkeys(one for leaf in leaves for one in leaf.authors)),
        {one: templates.get(f"book/{one}.css").render() for one in STYLED},
    )


def alone(text: Manuscript, leaf: Leaf, edition: Edition) -> Manuscript:
    """The texts of one page of a book; `edition` is that of the book's first language."""
    given = {"voices": text.voices, "origin": leaf.origin, "page": leaf.url}
    front = edition.templates.get("book/front.html").render(given)
    return replace(
        text,
        origin=leaf.origin,
        volume="",
        front=front,
        leaves=(leaf,),
        authors=leaf.authors,
        page=leaf.url,
    )


def make_voice(edition: Edition) -> Voice:
    """What books say in an edition's language."""
    words = edition.templates.get("book/words.html").module()
    return Voice(edition.language, edition.name, edition.subtitle, words)


def contents_of(editions: Sequence[Edition]) -> list[Content]:
    """Articles as they are listed, then pages; side by side where a page has both languages."""
    first, *others = editions
    contents = [*first.articles, *first.pages]
    for other in others:
        tag = other.language.tag
        contents = [each for one in contents for each in _side_by_side(one, tag)]
    return contents


def volumes(contents: Sequence[Content], most: int) -> list[tuple[str, list[Content]]]:
    """The contents of each book by its name: one without a name, or one a year.

    Where there are more than `most` of them (0: no limit), what has no date comes first, and a
    year of more than `most` has several books. They begin at its oldest, so that a new article
    changes the last one alone.
    """
    if not most or len(contents) <= most:
        return [("", list(contents))]
    found = []
    for year, those in groupby(sorted(contents, key=_year), _year):
        turn = -1 if year else 1  # articles are listed newest first
        listed = list(those)[::turn]
        parts = [listed[at : at + most] for at in range(0, len(listed), most)]
        for number, part in enumerate(parts, 1):
            name = f"{year or _UNDATED}-{number}" if len(parts) > 1 else year or _UNDATED
            found.append((name, part[::turn]))
    return found


def dated(contents: Sequence[Content], site_url: str, mirrors: tuple[str, ...]) -> Origin:
    """Date and version of these texts: the same wherever and whenever they are built."""
    days = [getattr(one, "modified", getattr(one, "date", _BEGINNING)) for one in contents]
    aware = (day if day.tzinfo else day.replace(tzinfo=UTC) for day in days)
    newest = max(aware, default=_BEGINNING)
    digest = hashlib.sha256()
    for content in contents:
        digest.update(f"{content.title}\0{body(content)}\0".encode())
    version = f"{newest.date().isoformat()}-{digest.hexdigest()[:8]}"
    return Origin(newest, version, site_url, mirrors)


def _year(content: Content) -> str:
    date = getattr(content, "date", None)
    return f"{date.year:04}" if date else ""


def _side_by_side(content: Content, tag: str) -> Iterator[Content]:
    """A page with its translation into a language; one after the other, where that is a file."""
    versions = content.bilingual.versions
    pair, other = versions.parallels.get(tag), versions.languages.get(tag)
    yield pair.pelican if pair else content
    if not pair and other and other.coverage is None:
        yield other.pelican


def _titles(content: Content) -> tuple[Text, ...]:
    titles = content.bilingual.titles or (content.title,)
    lang = str(content.lang)
    return tuple(Text(plain(one), getattr(one, "lang", lang)) for one in titles)

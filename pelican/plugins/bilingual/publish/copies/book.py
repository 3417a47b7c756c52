"""A book: an edition, or two languages side by side, as a copy that travels without the site."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element

from ...language.profile import long_date
from ...language.text import Text
from ...project.config import Language
from .pictures import Picture
from .xhtml import plain

Sought = tuple[str, str, bytes]
"""A picture's link, the path in the output of the page that has it, a name for the file's content.

The name is empty where there is no such file.
"""


def book_name(tags: Sequence[str], volume: str) -> str:
    """The name of a book's file without an ending: `en-tk`, `en-tk-2026`."""
    return "-".join([*tags, *([volume] if volume else [])])


@dataclass(frozen=True, slots=True)
class Origin:
    """What a copy says of where it comes from."""

    date: datetime
    """When the site was in this state; the only time that a copy names."""
    version: str = ""
    site_url: str = ""
    mirrors: tuple[str, ...] = ()

    @property
    def addresses(self) -> list[str]:
        """Where newer copies are: the site, then its mirrors."""
        found = (one.rstrip("/") + "/" for one in (self.site_url, *self.mirrors) if one)
        return list(dict.fromkeys(found))

    @property
    def utc(self) -> datetime:
        """The date in UTC."""
        return self.date.astimezone(UTC) if self.date.tzinfo else self.date.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Voice:
    """One of a book's languages, with what the book says in it."""

    language: Language
    name: str
    """The site's name, and its subtitle."""
    subtitle: str
    words: Any
    """What the template `book/words.html` sets."""

    @property
    def tag(self) -> str:
        """The language's tag."""
        return self.language.tag

    @property
    def terms(self) -> tuple[str, str]:
        """The heading above a table of contents, and what a computer expects of the book."""
        return plain(self.words.contents), plain(self.words.accessibility)

    def date(self, date: datetime) -> str:
        """A date as running text writes it."""
        return long_date(date, self.language.locale)

    def imprint(self, origin: Origin) -> str:
        """Which state of the site a copy shows."""
        return plain(self.words.edition(origin.version, self.date(origin.date)))


@dataclass(frozen=True, slots=True)
class Chapter:
    """An article or a page."""

    id: str
    """`c1`. The ids in the chapter begin with it, `c1-a-heading`; links are `#c1-a-heading`."""
    titles: tuple[Text, ...]
    lang: str
    """The language that the text mostly is in."""
    root: Element
    """A `section`. What it holds is made by `xhtml`; do not change it."""


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the formats print, in order."""

    voices: tuple[Voice, ...]
    """One, or two of parallel text: the source's first."""
    origin: Origin
    front: Element
    """The first page, a `section`."""
    chapters: tuple[Chapter, ...]
    pictures: Mapping[str, Picture]
    """By the `src` of their elements."""
    authors: tuple[str, ...]
    stylesheets: Mapping[str, str]
    """By format: `epub`, `pdf`."""
    volume: str = ""
    """Which of several books this is, `2026`; empty for the only one."""
    page: str = ""
    """The address of the page that is copied alone; empty for a book."""
    sought: tuple[Sought, ...] = ()
    """What was looked up for its pictures, found or not."""

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its languages."""
        return tuple(voice.tag for voice in self.voices)

    @property
    def name(self) -> str:
        """Its file's name without an ending: `en-tk`, `en-tk-2026`; a page's is its address."""
        return self.page or book_name(self.tags, self.volume)

    @property
    def titles(self) -> tuple[Text, ...]:
        """What it is called in each language: as the site, or as the page that it is of."""
        if self.page:
            return self.chapters[0].titles
        return tuple(Text(plain(voice.name), voice.tag) for voice in self.voices)

    @property
    def title(self) -> str:
        """Its title, in both languages where it has two, and its volume."""
        return f"{' / '.join(dict.fromkeys(self.titles))} {self.volume}".strip()

    @property
    def addresses(self) -> list[str]:
        """Where newer copies are."""
        return [f"{one}{self.page}" for one in self.origin.addresses]

    @property
    def description(self) -> str:
        """Its subtitle, in its first language."""
        return plain(self.voices[0].subtitle)

    @property
    def identifier(self) -> uuid.UUID:
        """The same for every copy of this book, whenever it was made."""
        name = f"{self.origin.site_url}|{'' if self.page else self.title}|{self.name}"
        return uuid.uuid5(uuid.NAMESPACE_URL, name)

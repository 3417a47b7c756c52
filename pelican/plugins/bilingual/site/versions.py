"""One page in all its languages, as templates are given it, and links that stay in the reader's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pelican.contents import Content

from ..catalog.coverage import Coverage
from ..finish.markup import first_figure
from ..language.text import Text
from ..project.config import Language
from ..source.notes.glossary import Explanation
from ..source.pages import SourcePage
from .core import toc_of
from .topics import Topic


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected on a page, and when."""

    date: datetime
    locale_date: str
    text: Text
    """HTML."""


@dataclass(slots=True, kw_only=True)
class Version:
    """A page in one language, or in two side by side: `item` in templates.

    Pelican's own `article` and `page` have it as `article.bilingual`. docs/theme.md lists it.
    """

    pelican: Content
    """Pelican's object, with every value that a theme of Pelican's knows."""
    versions: Versions
    """The page in all its languages."""
    languages: tuple[Language, ...]
    """Its language; on a parallel page two, the source's first."""
    title: Text
    """Plain text; its `lang` is the language that it really is in."""
    titles: tuple[Text, ...] = ()
    """On a parallel page, the titles in both languages."""
    content_lang: str = ""
    """Tag of the language that the text mostly is in."""
    reading_minutes: int = 1
    """Whole minutes, at 200 words a minute."""
    keypoints: list[Text] = field(default_factory=list)
    """HTML, each with its `lang`."""
    sources: list[Text] = field(default_factory=list)
    """HTML, each with its `lang`."""
    corrections: list[Correction] = field(default_factory=list)
    """`.date`, `.locale_date`, `.text` (HTML with `.lang`)."""
    terms: list[Explanation] = field(default_factory=list)
    """Glossary words that the page uses: `.id`, `.names`, `.definitions` (plain texts)."""
    file: SourcePage | None = None
    """The file that this version alone is written in; None for one that a catalog makes."""
    coverage: Coverage | None = None
    """How much is translated; None for what a file of its own says."""
    followed: date | None = None
    """The day of the source text that its stale passages follow, if known and the same for all."""
    locale_date: str = ""
    """The long date in the page's language."""
    locale_modified: str = ""
    """The long date of the last change."""
    locale_authors: str = ""
    """Names, joined as the language does; may be empty."""
    locale_translators: str = ""
    """Names, joined as the language does; may be empty."""
    improve_url: str = ""
    """Where the page's catalog can be edited; empty without the setting `edit_url`."""
    parallel_url: str = ""
    """Address of a parallel page, where there is one."""
    _toc: list[dict[str, Any]] = field(default_factory=list)
    """`toc` as far as it is in memory."""

    @property
    def pair(self) -> tuple[Language, ...] | None:
        """On a parallel page, its two languages."""
        return self.languages if len(self.languages) > 1 else None

    @property
    def lang(self) -> str:
        """Tag of its language; on a parallel page the source's."""
        return str(self.pelican.lang)

    @property
    def public(self) -> bool:
        """Whether listings name it, and search engines may; not drafts and hidden pages."""
        return bool(self.pelican.status == "published")

    @property
    def url(self) -> str:
        """Relative to the site's root."""
        return str(self.pelican.url)

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return str(self.pelican.slug)

    @property
    def toc(self) -> list[dict[str, Any]]:
        """Python-Markdown's `toc_tokens`: `{id, html, name, children}`."""
        self._toc = self._toc or toc_of(self.pelican)
        return self._toc

    @property
    def content(self) -> str:
        """The text, HTML."""
        return str(self.pelican.content)

    @property
    def figure(self) -> str:
        """The first chart or map of the text, HTML without links into the text; empty for none."""
        return first_figure(self.content)

    @property
    def summary(self) -> str:
        """HTML."""
        return str(self.pelican.summary)

    @property
    def date(self) -> datetime | None:
        """When it was published; None for a page that says no date."""
        return getattr(self.pelican, "date", None)

    @property
    def modified(self) -> datetime | None:
        """When it was changed last."""
        return getattr(self.pelican, "modified", None)

    @property
    def tags(self) -> list[Topic]:
        """Its topics, each with `.name` and `.url`."""
        return list(getattr(self.pelican, "tags", ()))


@dataclass(slots=True)
class Versions:
    """A page's versions: one per language, one per parallel pair."""

    page: SourcePage | None
    """The parsed source; None for a page without Markdown in the site's source language."""
    languages: dict[str, Version] = field(default_factory=dict)
    """By language tag, the source's first."""
    parallels: dict[str, Version] = field(default_factory=dict)
    """By the tag of the target language."""
    made: list[tuple[Version, Mapping[str, Any]]] = field(default_factory=list)
    """Every version, the source's first, with its content's attributes when it was made."""

    @property
    def source(self) -> Version:
        """The version that the others are translated from."""
        return next(iter(self.languages.values()))


class Linked(Mapping[str, "Content | None"]):
    """Pelican's map of source path to content, for links that stay in the reader's language.

    A link to a file that is written in another language than the source's means that file, and
    so does one between the files of a page, its `own`.
    """

    def __init__(
        self, sources: Mapping[str, Any], tag: str, parallel: bool, own: Versions | None = None
    ) -> None:
        self._sources, self._tag, self._parallel, self._own = sources, tag, parallel, own

    def __getitem__(self, path: str) -> Content | None:
        content = self._sources[path]
        version: Version | None = getattr(content, "bilingual", None)
        if version is None:
            return content
        versions = version.versions
        if versions is self._own or version is not versions.source:
            return content
        found = (versions.parallels if self._parallel else versions.languages).get(self._tag)
        return found.pelican if found else content

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

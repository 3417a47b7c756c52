"""How much of each page a language has, in messages and in words, and what has waited longest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..catalog.catalog import Catalog
from ..catalog.coverage import Counts, coverage, state_of, words_in
from ..catalog.interface import theme_words
from ..catalog.merge.renewal import Located
from ..check.published import Publication
from ..project.config import Language
from ..project.files import DOMAIN
from ..project.history import line_dates, text_date
from ..source.segments import Key

Days = Mapping[str, Mapping[int, date]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that translators have to see to, and since when its source says so."""

    since: date
    path: str
    line: int
    msgid: str


@dataclass(frozen=True, slots=True)
class PageStats:
    """A page in one language."""

    page: str
    """The domain."""
    catalog: str
    """Empty for a page that a file of its own translates: it has no messages."""
    machine: bool
    """A machine has drafted the text."""
    messages: Counts = field(default_factory=Counts)
    words: Counts = field(default_factory=Counts)
    oldest: Waiting | None = None
    untranslatable: int = 0
    """Words in raw HTML, which stand in no catalog."""
    file: str = ""
    """The file that translates the page."""


@dataclass(frozen=True, slots=True)
class LanguageStats:
    """All pages in one language."""

    language: Language
    pages: tuple[PageStats, ...]

    @property
    def total(self) -> PageStats:
        """All pages together."""
        waiting = [one.oldest for one in self.pages if one.oldest]
        return PageStats(
            "total",
            "",
            any(one.machine for one in self.pages),
            sum((one.messages for one in self.pages), Counts()),
            sum((one.words for one in self.pages), Counts()),
            min(waiting, key=lambda one: one.since, default=None),
            sum(one.untranslatable for one in self.pages),
        )


def oldest(
    located: Iterable[Located], catalog: Catalog, days: Days, sources: Mapping[str, Sequence[str]]
) -> Waiting | None:
    """The missing message whose source has been as it is for longest; None if unknown."""
    found: dict[Key, Waiting] = {}
    for path, segment, end in _ends(located):
        if segment.key in found or segment.msgctxt == "slug" or path not in days:
            continue
        if state_of(catalog.messages.get(segment.key)) != "translated":
            since = text_date(days[path], sources[path], segment.line, end)
            if since:
                found[segment.key] = Waiting(since, path, segment.line, segment.msgid)
    return min(found.values(), key=lambda one: one.since, default=None)


def _ends(located: Iterable[Located]) -> Iterator[tuple[str, Any, int]]:
    """Each segment with the line at which the next one of its file begins."""
    known = list(located)
    lines: dict[str, list[int]] = {}
    for path, segment in known:
        lines.setdefault(path, []).append(segment.line)
    for path, segment in known:
        yield path, segment, min((one for one in lines[path] if one > segment.line), default=10**9)


def stats(publication: Publication, domains: Mapping[str, list[Located]]) -> list[LanguageStats]:
    """The figures of all languages, of what is published; notes what is wrong with a catalog.

    `domains` are all messages of the site. Of a catalog that cannot be read, nothing is published.
    """
    project = publication.project
    pages = {one.domain: one for one in publication.pages.all()}
    publication.learn_words()
    files = {one: publication.pages.in_files(one.tag) for one in project.config.catalogued}
    catalogs = {
        (language, domain): publication.catalog(pages[domain], language)
        if domain in pages
        else publication.site(language)
        for language in project.config.catalogued
        for domain in domains
        if domain == DOMAIN or language is not project.config.source
        if domain not in files[language]
    }
    wanting = {
        path
        for (_, domain), catalog in catalogs.items()
        for path, segment in domains[domain]
        if state_of(catalog.messages.get(segment.key)) != "translated" and segment.msgctxt != "slug"
    }
    days = line_dates(project.root, sorted(wanting)) if wanting else {}
    sources = {path: (project.root / path).read_text("utf-8-sig").splitlines() for path in days}
    made: dict[Language, list[PageStats]] = {one: [] for one in project.config.catalogued}
    for (language, domain), catalog in catalogs.items():
        of_source = language is project.config.source
        its = theme_words(domains[domain]) if of_source else domains[domain]
        found = coverage((one.key for _, one in its), catalog)
        waiting = oldest(its, catalog, days, sources)
        raw = pages[domain].document.raw if domain in pages else ()
        closed = sum(words_in(one.text) for one in raw)
        counts = found.machine, found.messages, found.words
        made[language].append(PageStats(domain, catalog.path, *counts, waiting, closed))
    for language, by_file in files.items():
        made[language] += (
            PageStats(domain, "", machine=False, file=file.document.path)
            for domain, file in by_file.items()
        )
        made[language].sort(key=lambda one: [*domains].index(one.page))
    return [LanguageStats(language, tuple(rows)) for language, rows in made.items()]

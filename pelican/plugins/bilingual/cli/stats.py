"""How much of each page a language has, in messages and in words, and what has waited longest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..catalog.catalog import Catalog, Message
from ..catalog.renewal import Located
from ..catalog.store import Store
from ..errors import Notes
from ..project.config import Language
from ..project.history import line_dates, text_date
from ..project.read import Project
from ..source.segments import Key

_TARGET = re.compile(r"\]\([^)\s]*[^)]*\)|<https?://[^>]*>|\[\^[^\]]*\]|%\(\w+\)\w|\{:[^}]*\}")
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")
Days = Mapping[str, Mapping[int, date]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Messages, or the words of their sources, by state."""

    translated: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    reviewed: int = 0
    """The translated ones that a person vouches for."""

    @property
    def total(self) -> int:
        return self.translated + self.fuzzy + self.untranslated

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
            self.reviewed + other.reviewed,
        )


@dataclass(frozen=True, slots=True)
class Stale:
    """A message that is fuzzy or not translated, and since when its source says so."""

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
    machine: bool
    """A machine has drafted the text."""
    messages: Counts = field(default_factory=Counts)
    words: Counts = field(default_factory=Counts)
    oldest: Stale | None = None


@dataclass(frozen=True, slots=True)
class LanguageStats:
    """All pages in one language."""

    language: Language
    pages: tuple[PageStats, ...]

    @property
    def total(self) -> PageStats:
        """All pages together."""
        stale = [one.oldest for one in self.pages if one.oldest]
        return PageStats(
            "total",
            "",
            any(one.machine for one in self.pages),
            sum((one.messages for one in self.pages), Counts()),
            sum((one.words for one in self.pages), Counts()),
            min(stale, key=lambda one: one.since, default=None),
        )


def words_in(msgid: str) -> int:
    """How many words a translator has to write: without the targets of links."""
    return len(_WORD.findall(_TARGET.sub("]", msgid)))


def state_of(message: Message | None) -> str:
    """`translated`, `fuzzy` or `untranslated`."""
    if message is None or not message.msgstr:
        return "untranslated"
    return "fuzzy" if message.fuzzy else "translated"


def counts(keys: Iterable[Key], catalog: Catalog) -> tuple[Counts, Counts]:
    """Messages and words by state; each message once, a slug is optional and left out."""
    messages = words = Counts()
    for key in dict.fromkeys(keys):
        if key[0] == "slug":
            continue
        message = catalog.messages.get(key)
        state, reviewed = state_of(message), bool(message and message.reviewed)
        size = words_in(key[1])
        vouched = int(reviewed and state == "translated")
        messages += Counts(**{state: 1}, reviewed=vouched)
        words += Counts(**{state: size}, reviewed=vouched * size)
    return messages, words


def oldest(
    located: Iterable[Located], catalog: Catalog, days: Days, sources: Mapping[str, Sequence[str]]
) -> Stale | None:
    """The missing message whose source has been as it is for longest; None if unknown."""
    found: dict[Key, Stale] = {}
    for path, segment, end in _ends(located):
        if segment.key in found or segment.msgctxt == "slug" or path not in days:
            continue
        if state_of(catalog.messages.get(segment.key)) != "translated":
            since = text_date(days[path], sources[path], segment.line, end)
            if since:
                found[segment.key] = Stale(since, path, segment.line, segment.msgid)
    return min(found.values(), key=lambda one: one.since, default=None)


def _ends(located: Iterable[Located]) -> Iterator[tuple[str, Any, int]]:
    """Each segment with the line at which the next one of its file begins."""
    known = list(located)
    lines: dict[str, list[int]] = {}
    for path, segment in known:
        lines.setdefault(path, []).append(segment.line)
    for path, segment in known:
        yield path, segment, min((one for one in lines[path] if one > segment.line), default=10**9)


def stats(
    domains: Mapping[str, list[Located]], project: Project, store: Store, notes: Notes
) -> list[LanguageStats]:
    """The figures of all languages; raises what is wrong with the catalogs."""
    catalogs = {
        (language, domain): store.catalog(language, domain)
        for language in project.config.targets
        for domain in domains
    }
    notes.raise_noted()
    wanting = {
        path
        for (_, domain), catalog in catalogs.items()
        for path, segment in domains[domain]
        if state_of(catalog.messages.get(segment.key)) != "translated" and segment.msgctxt != "slug"
    }
    days = line_dates(project.root, sorted(wanting)) if wanting else {}
    sources = {path: (project.root / path).read_text("utf-8-sig").splitlines() for path in days}
    made: dict[Language, list[PageStats]] = {one: [] for one in project.config.targets}
    for (language, domain), catalog in catalogs.items():
        messages, words = counts((one.key for _, one in domains[domain]), catalog)
        stale = oldest(domains[domain], catalog, days, sources)
        made[language].append(
            PageStats(domain, catalog.path, catalog.machine, messages, words, stale)
        )
    return [LanguageStats(language, tuple(pages)) for language, pages in made.items()]

"""What templates print of a page, in one language: lists, dates, topics, credits."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pelican.contents import Content
from pelican.urlwrappers import Tag

from ..catalog.site import SETTING, TOPIC
from ..check.terms import FILE, PROPOSED, REVIEWED, Term, read_terms
from ..language.profile import join_names, long_date, profile
from ..language.script import Script
from ..language.text import Text
from ..project.config import LISTS, Language
from ..project.urls import neutral_slug, save_as, topic_url
from ..source.document import Document, Pieces, Rendered
from ..source.glossary import explanations, unmarked
from .run import Build


class Topic(Tag):
    """A tag in one language: the slug is the source's, the name is translated."""

    def __init__(self, tag: Tag, name: str, lang: str) -> None:
        super().__init__(name, tag.settings)
        self.slug = tag.slug
        self.lang = lang

    @property
    def url(self) -> str:
        """URL below the site's root."""
        return topic_url(self.lang, self.slug)

    @property
    def save_as(self) -> str:
        """The file that the topic is written to."""
        return save_as(self.url)


@dataclass(frozen=True, slots=True)
class Row:
    """A term with what it is in the other language. Plain text."""

    term: Text
    translations: tuple[Text, ...]
    part: str
    """Its part of speech, one of `terms.PARTS`."""
    status: str
    """`proposed` or `reviewed`."""


@dataclass(frozen=True, slots=True)
class TermList:
    """What readers of one language are told of the terms in another."""

    languages: tuple[Language, Language]
    """The terms' language, and that of their translations."""
    rows: tuple[Row, ...]


def term_lists(build: Build, language: Language, other: Language | None = None) -> list[TermList]:
    """The term lists of an edition: the source's has one per language, any other its own.

    A parallel page with an `other` language has the one between its two. Raises `BilingualError`
    for a term list that cannot be read.
    """
    config = build.config
    if language is not config.source:
        pairs = [(language, config.source)]
    else:
        pairs = [(language, one) for one in ((other,) if other else config.targets)]
    made = (TermList(pair, _rows(build, *pair)) for pair in pairs)
    return [one for one in made if one.rows]


def _rows(build: Build, first: Language, second: Language) -> tuple[Row, ...]:
    """The terms in the `first` language's order; where it is no source, each of its own words."""
    source = build.config.source
    target = second if first is source else first
    path = build.config.catalogs / target.folder / FILE
    rows, script = [], build.store.script(target)
    for term in read_terms(path, build.project.shown(path)):
        texts = tuple(Text(one, target.tag) for one in _written(script, term))
        status = REVIEWED if term.reviewed else PROPOSED
        own = (Text(term.source, source.tag),)
        pairs = [(own[0], texts)] if first is source else [(text, own) for text in texts]
        rows += [Row(one, others, term.part, status) for one, others in pairs]
    key = profile(first.tag).sort_key
    return tuple(sorted(rows, key=lambda row: key(row.term)))


def _written(script: Script | None, term: Term) -> Iterable[str]:
    """A term's translations in the script of their language."""
    return (script(term.source, one) if script else one for one in term.translations)


WORDS_A_MINUTE = 200


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected on a page, and when."""

    date: datetime
    locale_date: str
    text: Text
    """HTML."""


def dress(
    content: Content,
    document: Document,
    pieces: Pieces,
    build: Build,
    language: Language,
    other: Language | None = None,
) -> None:
    """Set what themes print on a version of a page.

    `pieces` is the page in its `language`; a parallel page has an `other` one besides.
    """
    content.toc = pieces.body.toc
    words = len(re.sub(r"<[^>]*>", " ", pieces.body.html).split())
    content.reading_minutes = max(1, math.ceil(words / WORDS_A_MINUTE))
    for name in LISTS:
        setattr(content, name, [_inner(one, language.tag) for one in pieces.fields.get(name, ())])
    days = [part.date for part in document.fields.get("corrections", ())]
    content.corrections = [
        Correction(day, long_date(day, language.locale), text)
        for day, text in zip(days, content.corrections, strict=True)
        if day
    ]
    if pieces.body.terms and "summary" not in pieces.fields:
        whole = content.get_summary  # the text's beginning
        content.get_summary = lambda siteurl: unmarked(whole(siteurl))
    for name, rendered in pieces.fields.items():
        if name not in LISTS:
            _print_field(content, name, "".join(one.html for one in rendered))
    glossary = [
        build.pages.words[one.tag] for one in (language, other) if one and build.pages.words
    ]
    source = build.pages.words.get(build.config.source.tag)
    content.terms = explanations(pieces.body.terms, glossary, source) if source else []
    names = [str(author) for author in getattr(content, "authors", ())]
    site = build.publication.site(language)
    authors = [site.translation((SETTING, name)) or name for name in names]  # the site's own name
    content.locale_authors = join_names(authors, language.locale)
    content.tags = [topic(tag, language, build) for tag in getattr(content, "tags", [])]
    for name in ("date", "modified"):
        if hasattr(content, name):
            setattr(content, f"locale_{name}", long_date(getattr(content, name), language.locale))


def dress_alone(content: Content, build: Build) -> None:
    """Set what themes print on a page that is written in another language by itself."""
    content.coverage, content.toc = None, []
    for name in (*LISTS, "terms"):
        setattr(content, name, [])
    content.title, content.content_lang = Text(content.title, content.lang), content.lang
    language = build.config.language(content.lang)
    tags = getattr(content, "tags", [])
    content.tags = [topic(tag, language, build) for tag in tags] if language else []


def topic(tag: Tag, language: Language, build: Build) -> Topic:
    """A tag in one language; without a translation it keeps the source's name."""
    name = getattr(tag, "original", tag.name)
    text = build.publication.site(language).translation((TOPIC, name))
    made = Topic(tag, text or name, language.tag)
    made.original = name
    if build.config.neutral:
        made.slug = neutral_slug(name)
    return made


def _print_field(content: Content, name: str, html: str) -> None:
    content.metadata[name] = html
    if name != "summary":
        setattr(content, name, html)
        return

    def summary(siteurl: str) -> Any:
        """The summary's links fit the page that prints it, not the one that comes first."""
        return content._update_content(html, siteurl)

    content.get_summary = summary


def _inner(rendered: Rendered, lang: str) -> Text:
    """The HTML within the `span` that a line is parsed in."""
    found = re.fullmatch(r"<span(?: lang=\"(.*?)\")?[^>]*>(.*)</span>", rendered.html, re.DOTALL)
    return Text(found[2], found[1] or lang) if found else Text(rendered.html, lang)

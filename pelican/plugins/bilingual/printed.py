"""What templates print of a page, in one language: lists, dates, topics, credits."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pelican.contents import Content
from pelican.urlwrappers import Tag

from .build import Build
from .config import Language
from .document import LISTS, Document, Pieces, Rendered
from .glossary import explanations, unmarked
from .l10n import join_names, long_date
from .site import SETTING, TOPIC
from .text import Text
from .topic import Topic
from .urls import neutral_slug

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
    glossary = [build.words[one.tag] for one in (language, other) if one and build.words]
    source = build.words.get(build.config.source.tag)
    content.terms = explanations(pieces.body.terms, glossary, source) if source else []
    names = [str(author) for author in getattr(content, "authors", ())]
    site = build.site(language)
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
    text = build.site(language).translation((TOPIC, name))
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

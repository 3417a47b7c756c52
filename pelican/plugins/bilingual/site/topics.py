"""Topics: Pelican's tags, in one language; its categories and authors likewise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pelican.contents import Content
from pelican.urlwrappers import Author, Category, Tag

from ..catalog.site import TOPIC
from ..language.text import Text
from ..project.config import Language
from ..project.urls import neutral_slug
from .build import Build


class Topic(Tag):
    """A tag in one language: the slug is the source's, the name says which language it is in."""

    def __init__(
        self, tag: Tag, name: Text, lang: str, source_name: str, settings: Mapping[str, Any]
    ) -> None:
        """`settings` are Pelican's as the language sees them, with `TOPIC_URL`."""
        super().__init__(name, settings)
        self.name = name
        self.slug = tag.slug
        self.lang = lang
        self.source_name = source_name
        """Its name in the source language."""


def topic(
    tag: Tag, language: Language, build: Build, settings: Mapping[str, Any], own: bool = False
) -> Topic:
    """A tag in one language; without a translation it keeps the source's name.

    That of a file of its `own` is in the file's language. `settings` are Pelican's as the language
    sees them.
    """
    name = tag.source_name if isinstance(tag, Topic) else tag.name
    made = Topic(tag, _name(name, TOPIC, language, build, own), language.tag, name, settings)
    if build.config.neutral:
        made.slug = neutral_slug(name)
    return made


def at_the_source(tags: Mapping[Topic, list[Content]], build: Build) -> dict[Topic, list[Content]]:
    """The core's lists of tags, each at the source's address, in whatever language a page has it.

    A tag that no page of the source has keeps the name that it has.
    """
    source = build.config.source
    settings, found = build.settings_in(source), dict[Topic, list[Content]]()
    for tag, contents in tags.items():
        same = (one for content in contents for one in content.tags if one == tag)
        named = next((one for one in same if one.lang == source.tag), tag)
        made = Topic(tag, named.name, named.lang, named.source_name, settings)
        found[made] = contents
    return found


def group(
    one: Category | Author,
    context: str,
    language: Language,
    build: Build,
    settings: Mapping[str, Any],
) -> Category | Author:
    """A category or an author in one language: the slug is the source's.

    `context` is the msgctxt of its name in `site.po`.
    """
    made = type(one)(_name(str(one.name), context, language, build), settings)
    made.slug = one.slug
    return made


def _name(name: str, context: str, language: Language, build: Build, own: bool = False) -> Text:
    text = build.publication.site(language).translation((context, name))
    return Text(text or name, language.tag if text or own else build.config.source.tag)

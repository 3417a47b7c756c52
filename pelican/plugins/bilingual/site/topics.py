"""Topics: Pelican's tags, in one language."""

from __future__ import annotations

from pelican.urlwrappers import Tag

from ..catalog.site import TOPIC
from ..language.text import Text
from ..project.config import Language
from ..project.urls import neutral_slug, save_as, topic_url
from .build import Build


class Topic(Tag):
    """A tag in one language: the slug is the source's, the name says which language it is in."""

    def __init__(self, tag: Tag, name: Text, lang: str, source_name: str) -> None:
        super().__init__(name, tag.settings)
        self.name = name
        self.slug = tag.slug
        self.lang = lang
        self.source_name = source_name
        """Its name in the source language."""

    @property
    def url(self) -> str:
        """URL below the site's root."""
        return topic_url(self.lang, self.slug)

    @property
    def save_as(self) -> str:
        """The file that the topic is written to."""
        return save_as(self.url)


def topic(tag: Tag, language: Language, build: Build, own: bool = False) -> Topic:
    """A tag in one language; without a translation it keeps the source's name.

    That of a file of its `own` is in the file's language.
    """
    name = tag.source_name if isinstance(tag, Topic) else tag.name
    text = build.publication.site(language).translation((TOPIC, name))
    shown = Text(text or name, language.tag if text or own else build.config.source.tag)
    made = Topic(tag, shown, language.tag, name)
    if build.config.neutral:
        made.slug = neutral_slug(name)
    return made

"""Topics: Pelican's tags in one language."""

from __future__ import annotations

from pelican.urlwrappers import Tag

from .urls import save_as, topic_url


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

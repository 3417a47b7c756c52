"""An edition: the whole site in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pelican.contents import Content

from . import urls
from .config import Language
from .navigation import MenuEntry
from .theme import ThemeTemplates
from .topic import Topic


@dataclass(slots=True)
class Edition:
    """One language's side of the site."""

    language: Language
    articles: list[Content]
    pages: list[Content]
    topics: list[tuple[Topic, list[Content]]]
    templates: ThemeTemplates
    context: dict[str, Any]
    """What every page of the edition prints; overrides Pelican's own values."""

    @property
    def name(self) -> str:
        """The site's name in this language."""
        return str(self.context["SITENAME"])

    @property
    def subtitle(self) -> str:
        """The site's subtitle in this language."""
        return str(self.context.get("SITESUBTITLE", ""))

    @property
    def url(self) -> str:
        """The edition's index."""
        return urls.edition_url(self.language.tag)

    @property
    def about(self) -> MenuEntry | None:
        """The page that says what the site is, if there is one."""
        found = (page for page in self.pages if page.versions.source.slug == "about")
        return next((MenuEntry(page.title, page.url, False) for page in found), None)

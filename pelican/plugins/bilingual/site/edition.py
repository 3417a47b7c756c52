"""An edition: the whole site in one language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from pelican.contents import Content

from ..catalog.site import SETTING, SETTINGS
from ..language.profile import profile
from ..language.text import Text
from ..project import urls
from ..project.config import Language
from ..project.newsletter import Newsletter
from .build import Build
from .related import related
from .theme import ThemeTemplates
from .topics import Topic
from .versions import Versions

_FEEDS = ("FEED_ALL_ATOM", "FEED_ATOM", "FEED_ALL_RSS", "FEED_RSS")
"""Pelican's settings for the feed of a site, the one that a page names first."""


ABOUT = "about"
"""Name of the file of the page that says what the site is."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """An entry of the language switch."""

    label: str
    """The language's own name, or both names of a parallel page."""
    url: str
    tags: tuple[str, ...]
    """Language tags of what is behind the link."""
    current: bool
    parallel: bool = False

    @property
    def hreflang(self) -> str:
        """For the link's `hreflang`; empty for a page in two languages."""
        return "" if self.parallel else self.tags[0]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the menu."""

    title: str
    url: str
    """Relative to the site's root, or absolute for another site."""
    current: bool
    titles: tuple[Text, ...] = ()
    """In both languages, in the menu of a parallel page."""

    @property
    def external(self) -> bool:
        """Whether the link leads to another site, or another protocol."""
        return ":" in self.url.partition("/")[0]


@dataclass(slots=True)
class Edition:
    """One language's side of the site."""

    language: Language
    articles: list[Content]
    """Without issues of the newsletter, but on a site that keeps its addresses."""
    issues: list[Content]
    """Of the newsletter, which are listed by themselves."""
    followed: list[Content]
    """What its feed tells of: articles and issues."""
    pages: list[Content]
    topics: list[tuple[Topic, list[Content]]]
    listed: dict[str, Topic]
    """The topics by their slugs."""
    templates: ThemeTemplates
    context: dict[str, Any]
    """What every page of the edition prints; overrides Pelican's own values."""
    url: str
    """The edition's index."""
    settings: Mapping[str, Any]
    """Pelican's, as the pages of the language see them."""
    related: Mapping[int, list[Content]]
    """What to read after an article, by the `id` of its versions."""

    @property
    def name(self) -> str:
        """The site's name in this language."""
        return str(self.context["SITENAME"])

    @property
    def subtitle(self) -> str:
        """The site's subtitle in this language."""
        return str(self.context.get("SITESUBTITLE", ""))

    @property
    def search_url(self) -> str:
        """The edition's search page; empty if it has none."""
        return str(self.context["search_url"])

    @property
    def newsletters_url(self) -> str:
        """The list of the newsletter's issues; empty if there are none."""
        return str(self.context["newsletters_url"])

    @property
    def years(self) -> list[dict[str, Any]]:
        """Pelican's archives of years that the edition writes by itself."""
        archives = self.context.get("period_archives", {})
        return archives.get("year", []) if isinstance(archives, dict) else []

    @property
    def about(self) -> MenuEntry | None:
        """The page that says what the site is, if there is one."""
        found = (page for page in self.pages if Path(page.source_path).stem == ABOUT)
        return next((MenuEntry(page.title, page.url, False) for page in found), None)


def make_edition(
    language: Language,
    build: Build,
    settings: Mapping[str, Any],
    context: Mapping[str, Any],
    env: Environment,
    functions: dict[str, Any],
) -> Edition:
    """The site in one language, once every page has its versions.

    `settings`, `context` and `env` are Pelican's; `functions` are added to the templates.
    """
    tag, config = language.tag, build.config
    home, kept = config.home(tag), config.keeps_addresses
    followed = in_language(context["articles"], tag)
    issues = [] if kept else [one for one in followed if _is_issue(one)]
    articles = followed if kept else [one for one in followed if not _is_issue(one)]
    pages = in_language(context["pages"], tag)
    if not kept:
        pages.sort(key=lambda page: str(page.slug))
    topics: dict[Topic, list[Content]] = {}
    for article in articles:
        for topic in article.tags:
            topics.setdefault(topic, []).append(article)
    site = build.publication.site(language)
    options = settings["JINJA_ENVIRONMENT"]
    templates = ThemeTemplates(env, options, language, site.gettext(), functions, build.cache)
    # A theme may have a search of its own, with a script of its own.
    searched = config.search and templates.has("search.html", "search")
    order = profile(tag).sort_key
    listed = sorted(topics.items(), key=lambda entry: order(str(entry[0])))
    printed = {
        "language": language,
        "DEFAULT_LANG": tag,
        "articles": articles,
        "pages": pages,
        "tags": listed,
        "home_url": home,
        "feed_url": urls.feed_url(home),
        "status_url": urls.STATUS,
        "newsletters_url": urls.newsletters_url(home) if issues else "",
        "search_url": urls.search_url(home) if searched else "",
        "preview": config.preview,
        "neutral": config.neutral,
        "FEED_ATOM": urls.feed_url(home),
        "FEED_DOMAIN": settings["SITEURL"],
        "newsletter": _newsletter(config.newsletter, tag),
    }
    own_settings = build.settings_in(language)
    if kept:
        printed |= _of_the_site(settings, own_settings)
    elif settings[urls.YEARS]:
        printed["period_archives"] = {"year": _years(articles, home)}
    for name in SETTINGS:
        text = settings.get(name) or ""
        printed[name] = site.translation((SETTING, text)) or text
    by_slug = {topic.slug: topic for topic in topics}
    return Edition(
        language=language,
        articles=articles,
        issues=issues,
        followed=followed,
        pages=pages,
        topics=listed,
        listed=by_slug,
        templates=templates,
        context=printed,
        url=home,
        settings=own_settings,
        related=related(articles),
    )


def _is_issue(content: Content) -> bool:
    page = content.bilingual.versions.page
    return bool(page and page.is_issue)


def _years(articles: Iterable[Content], home: str) -> list[dict[str, Any]]:
    """The articles by year, in the order of these, as Pelican has its archives."""
    found: dict[int, list[Content]] = {}
    for article in articles:
        found.setdefault(article.date.year, []).append(article)
    return [
        {
            "period": (year,),
            "period_num": (year,),
            "articles": listed,
            "dates": listed,
            "url": urls.year_url(home, year),
            "save_as": urls.save_as(urls.year_url(home, year)),
        }
        for year, listed in found.items()
    ]


def _of_the_site(settings: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """What a theme prints of addresses that are the site's; `own` are those in the language."""
    feeds = [str(own[name]) for name in _FEEDS if own.get(name)]
    known = {name: own[name] for name in urls.site_addresses(settings) if name in settings}
    given = {"feed_url": next(iter(feeds), ""), "FEED_DOMAIN": settings["FEED_DOMAIN"]}
    return {"FEED_ATOM": None, **known, **given}


def _newsletter(newsletter: Newsletter, tag: str) -> dict[str, Any]:
    return {
        "kind": newsletter.kind,
        "action": newsletter.action,
        "email_field": newsletter.email_field,
        "hidden": [(name, value.replace("{lang}", tag)) for name, value in newsletter.hidden],
        "address": newsletter.mailto.get(tag, ""),
        "mailto": dict(newsletter.mailto),
        "title": newsletter.title,
        "order": newsletter.order,
    }


def in_language(contents: Iterable[Content], tag: str) -> list[Content]:
    """The versions in one language, each page once, whichever of its files Pelican lists."""
    every: list[Versions] = [one.bilingual.versions for one in contents]
    found = {id(one): one.languages[tag].pelican for one in every if tag in one.languages}
    return [*found.values()]

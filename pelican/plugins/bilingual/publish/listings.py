"""The core's own listings in a further language; those of the source it writes by itself.

Which there are, what they are called and how they are cut into pages is left to Pelican's settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy
from functools import partial
from typing import Any

from pelican.generators import ArticlesGenerator, TemplatePagesGenerator

from ..catalog.site import SETTING, TOPIC
from ..language.cldr import month_name
from ..project.urls import direct_address
from ..site.build import Build
from ..site.edition import Edition, in_language
from ..site.topics import group, topic


def in_edition(core: ArticlesGenerator, edition: Edition, build: Build) -> ArticlesGenerator:
    """The core's generator with the articles, the groups and the addresses of one edition.

    What it lists is what every page of the edition prints, too.
    """
    made, language = copy(core), edition.language
    given = language, build, edition.settings
    found: dict[str, Any] = {
        "categories": [(group(one, TOPIC, *given), all_) for one, all_ in core.categories],
        "authors": [(group(one, SETTING, *given), all_) for one, all_ in core.authors],
        "tags": [(topic(one, *given), all_) for one, all_ in core.tags.items()],
    }
    for name, groups in found.items():
        listed = [(one, in_language(articles, language.tag)) for one, articles in groups]
        found[name] = [(one, articles) for one, articles in listed if articles]
    found["articles"] = in_language(core.articles, language.tag)
    found["dates"] = in_language(core.dates, language.tag)
    found["period_archives"] = {
        name: [own for one in periods if (own := _period(one, edition))["articles"]]
        for name, periods in core.period_archives.items()
    }
    edition.context |= {**found, "tags": edition.context["tags"]}
    vars(made).update(found, tags=dict(found["tags"]))
    made.settings = {
        **edition.settings,
        "TRANSLATION_FEED_ATOM": None,  # the core writes every language's at once
        "TRANSLATION_FEED_RSS": None,
    }
    return made


def _period(archive: dict[str, Any], edition: Edition) -> dict[str, Any]:
    """The archive of a year, a month or a day in an edition."""
    language, period = edition.language, archive["period"]
    if len(period) > 1:
        name = month_name(archive["period_num"][1], language.locale)
        period = (period[0], name, *period[2:])
    contents = {name: in_language(archive[name], language.tag) for name in ("articles", "dates")}
    addresses = {name: f"{edition.url}{archive[name]}" for name in ("save_as", "url")}
    return {**archive, **contents, **addresses, "period": period}


def files(listings: ArticlesGenerator) -> Iterator[tuple[str, str]]:
    """Where the first page of each listing is: its file and its URL."""
    settings = listings.settings
    for template in settings["DIRECT_TEMPLATES"]:
        yield direct_address(settings, template)
    for one in (*listings.tags, *(one for one, _ in (*listings.categories, *listings.authors))):
        yield one.save_as, one.url
    for periods in listings.period_archives.values():
        for one in periods:
            yield one["save_as"], one["url"]
    for file in settings["TEMPLATE_PAGES"].values():
        yield file, file


def write_listings(
    listings: ArticlesGenerator,
    templates: Iterable[TemplatePagesGenerator],
    edition: Edition,
    writer: Any,
) -> None:
    """Write an edition's feeds and listings, and the pages that are templates of the site."""
    shared, settings = listings.context, listings.settings
    shared["localsiteurl"] = settings["SITEURL"]
    listings.context = {**shared, **edition.context}
    listings.generate_feeds(writer)
    listings.context = shared  # contents look there for the page that they are printed on
    relative = settings["RELATIVE_URLS"]
    write = partial(writer.write_file, relative_urls=relative, edition=edition)
    listings.generate_period_archives(write)
    listings.generate_direct_templates(write)
    listings.generate_tags(write)
    listings.generate_categories(write)
    listings.generate_authors(write)
    for one in templates:
        own = copy(one)
        own.settings = settings
        own.generate_output(_In(writer, edition))


class _In:
    """A writer whose pages are an edition's."""

    def __init__(self, writer: Any, edition: Edition) -> None:
        self.write_file = partial(writer.write_file, edition=edition)

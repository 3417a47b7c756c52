"""What stands around a page's text: the language switch, the menu, and the page's head."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..catalog.site import MENU, menu_items
from ..catalog.terms import TERMS_FILE
from ..project import urls
from ..project.config import Language
from ..site.build import Build
from ..site.edition import ABOUT, Alternate, Edition, MenuEntry
from ..site.head import Head, head_of_item, head_of_listing, open_graph, structured_data
from ..site.term_lists import TermList, term_lists
from ..site.topics import Topic
from ..site.versions import Version, Versions
from .feeds import SitemapEntry
from .release import Release
from .search_page import search_page

PAIR = 2


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The site as its pages see it."""

    build: Build
    settings: Mapping[str, Any]
    editions: Mapping[str, Edition]
    """By language tag."""
    glossary: Versions | None
    release: Release
    listings: Mapping[str, Mapping[str, str]]
    """On a site that keeps its addresses: by language tag, the file and the URL of each listing."""

    @property
    def source(self) -> Edition:
        """The edition in the source language."""
        return self.editions[self.build.config.source.tag]

    @property
    def terms_url(self) -> str:
        """The page of the term lists; empty without a template for it, and without a list."""
        config = self.build.config
        files = [config.catalogs / one.folder / TERMS_FILE for one in config.targets]
        has_list = self.source.templates.has("terms.html") and any(map(Path.is_file, files))
        return urls.TERMS if has_list else ""

    def edition_of(self, item: Version) -> Edition:
        """The edition that an article or page belongs to."""
        return self.source if item.pair else self.editions.get(item.lang, self.source)

    def of_item(self, item: Version) -> tuple[Edition, dict[str, Any]]:
        """The edition that an article or page belongs to, and what its page prints."""
        versions, pair = item.versions, item.pair
        edition = self.edition_of(item)
        names = {tag: one.language.name for tag, one in self.editions.items()}
        alternates = [
            Alternate(names.get(tag, tag), version.url, (tag,), version is item)
            for tag, version in versions.languages.items()
        ]
        for tag, version in versions.parallels.items():
            label = " + ".join(one.name for one in version.languages)
            tags = (self.source.language.tag, tag)
            alternates.append(Alternate(label, version.url, tags, version is item, True))
        config, siteurl = self.build.config, self.settings["SITEURL"]
        values = self._values(edition, alternates, head_of_item(item, config, siteurl), item)
        values["glossary_url"] = self._glossary_url(item)
        values["related"] = self.related(item)
        if Path(item.pelican.source_path).stem == ABOUT:
            values["publisher"] = str(edition.context["SITENAME"])
            values["contact"] = config.contact
        values["terms_url"] = self.terms_url if versions is self.glossary else ""
        values["term_lists"] = self._term_lists(item, edition.language)
        values["copies"] = self.release.copies(item)
        values["preview_image"] = self.release.preview_image(item)
        if pair:
            values["downloads"] = self.release.offers([one.tag for one in pair], edition, item)
            if not config.keeps_addresses:
                values["home_url"] = urls.FRONT
        if config.neutral:
            values["neutral_title"] = f"{config.neutral} {item.slug}"
        elif item.date and not pair:  # its two editions have it
            values["structured_data"] = structured_data(item, config, siteurl, self.source.name)
        return edition, {**values, "languages": config.ordered(pair)} if pair else values

    def related(self, item: Version) -> list[MenuEntry]:
        """What a page leads on to, in its language, or in both of its languages."""
        found = self.edition_of(item).related.get(id(item.versions), ())
        return [
            MenuEntry(one.title, there.url, False, there.titles)
            for one in found
            for there in [_beside(one.bilingual, item.pair[1].tag if item.pair else "")]
        ]

    def of_edition(self, edition: Edition) -> dict[str, Any]:
        """What an edition's index prints."""
        return self._listing(edition, self._doors(edition), edition.url, urls.FRONT)

    def of_newsletters(self, edition: Edition) -> dict[str, Any]:
        """What the list of an edition's issues prints."""
        alternates = [
            Alternate(other.language.name, other.newsletters_url, (tag,), other is edition)
            for tag, other in self.editions.items()
            if other.newsletters_url
        ]
        url = edition.newsletters_url
        return self._listing(edition, alternates, url, self.source.newsletters_url)

    def of_topic(self, edition: Edition, topic: Topic) -> dict[str, Any]:
        """What the page of a topic prints in one edition."""
        same = self.topics(topic)
        alternates = [
            Alternate(other.language.name, one.url, (other.language.tag,), other is edition)
            for other, one in same
        ]
        return self._listing(edition, alternates, topic.url, same[0][1].url)

    def of_year(self, edition: Edition, year: int) -> dict[str, Any]:
        """What the list of a year prints in one edition."""
        same = {
            other.language.tag: one["url"]
            for other in (self.source, *self.editions.values())
            for one in other.years
            if one["period"] == (year,)
        }
        alternates = [
            Alternate(self.editions[tag].language.name, url, (tag,), tag == edition.language.tag)
            for tag, url in same.items()
        ]
        default = next(iter(same.values()))
        return self._listing(edition, alternates, same[edition.language.tag], default)

    def of_search(self, edition: Edition) -> dict[str, Any]:
        """What the search page of an edition prints; search engines are not shown it."""
        alternates = [
            Alternate(other.language.name, other.search_url, (tag,), other is edition)
            for tag, other in self.editions.items()
            if other.search_url
        ]
        values = self._listing(edition, alternates, edition.search_url, urls.FRONT)
        glossary = self.glossary and self.glossary.languages.get(edition.language.tag)
        url = str(glossary.url) if glossary else ""
        words = self.build.pages.words.get(edition.language.tag)
        page = search_page(edition, words, url, self.build)
        return {**values, "search": page}

    def of_core(self, edition: Edition, file: str) -> dict[str, Any]:
        """What a listing of the core prints in one edition; `file` is that of its first page."""
        same = file.removeprefix(edition.url)
        found = {
            tag: _address(known[f"{self.editions[tag].url}{same}"])
            for tag, known in self.listings.items()
            if f"{self.editions[tag].url}{same}" in known
        }
        if edition.language.tag not in found:  # of another plugin's
            return self._listing(edition, self._doors(edition), file, urls.FRONT)
        alternates = [
            Alternate(self.editions[tag].language.name, url, (tag,), tag == edition.language.tag)
            for tag, url in found.items()
        ]
        source = found.get(self.source.language.tag, urls.FRONT)
        return self._listing(edition, alternates, found[edition.language.tag], source)

    def of_site(self, url: str) -> dict[str, Any]:
        """What a page prints that belongs to no edition; it is in the source language."""
        editions = sorted(
            self.editions.values(),
            key=lambda one: self.build.config.target_first and one is self.source,
        )
        doors = {"editions": editions, "home_url": urls.FRONT}
        values = self._listing(self.source, self._doors(), url, urls.FRONT)
        values["languages"] = [one.language for one in editions]
        if len(editions) == PAIR:
            (other,) = [one.language.tag for one in editions if one is not self.source]
            values["menu"] = self.menu(self.source, None, other)
            tags = [self.source.language.tag, other]
            values["downloads"] = self.release.offers(tags, self.source)
        if url != urls.FRONT:
            values["links"] = ()
        return {**values, **doors}

    def topics(self, topic: Topic) -> list[tuple[Edition, Topic]]:
        """A topic in every edition that has it, the source's first."""
        found = [
            (edition, edition.listed[topic.slug])
            for edition in self.editions.values()
            if topic.slug in edition.listed
        ]
        return sorted(found, key=lambda pair: pair[0] is not self.source)

    def entries(self) -> Iterator[SitemapEntry]:
        """The pages that a sitemap lists: each at its own address."""
        siteurl, config = self.settings["SITEURL"], self.build.config
        if not config.keeps_addresses:
            front = self.of_site(urls.FRONT)
            yield SitemapEntry(Head(front["canonical"], tuple(front["links"])))
        for tag, edition in self.editions.items():
            for file in self.listings.get(tag, ()):
                yield SitemapEntry(_head(self.of_core(edition, file)))
            if not config.keeps_addresses:
                yield SitemapEntry(_head(self.of_edition(edition)))
            if edition.issues:
                yield SitemapEntry(_head(self.of_newsletters(edition)))
            for topic, _ in () if config.keeps_addresses else edition.topics:
                yield SitemapEntry(_head(self.of_topic(edition, topic)))
            for one in () if config.keeps_addresses else edition.years:
                yield SitemapEntry(_head(self.of_year(edition, *one["period"])))
            for item in (*edition.followed, *edition.pages):
                versions = item.bilingual.versions
                pairs = versions.parallels.values() if edition is self.source else ()
                for version in (item.bilingual, *pairs):
                    head = head_of_item(version, config, siteurl)
                    if head.canonical == urls.absolute(siteurl, version.url):
                        changed = version.modified or version.date
                        yield SitemapEntry(head, changed.date().isoformat() if changed else "")

    def _listing(
        self, edition: Edition, alternates: list[Alternate], url: str, default: str
    ) -> dict[str, Any]:
        head = head_of_listing(alternates, default, url, self.settings["SITEURL"])
        return self._values(edition, alternates, head, None)

    def _doors(self, current: Edition | None = None) -> list[Alternate]:
        return [
            Alternate(other.language.name, other.url, (tag,), other is current)
            for tag, other in self.editions.items()
        ]

    def _values(
        self, edition: Edition, alternates: list[Alternate], head: Head, item: Version | None
    ) -> dict[str, Any]:
        config = self.build.config
        return {
            "alternates": alternates,
            "canonical": head.canonical,
            "links": head.links,
            "open_graph": open_graph(item, config, edition.language.tag),
            "menu": self.menu(edition, item, item.pair[1].tag if item and item.pair else ""),
            "downloads": self.release.offers([edition.language.tag], edition, item),
            "neutral_title": config.neutral,
        }

    def menu(self, edition: Edition, item: Version | None, beside: str = "") -> list[MenuEntry]:
        """The menu; from a page with the language `beside` it leads to pages with both."""
        versions = item.versions if item else None
        pages = [
            MenuEntry(page.title, one.url, one.versions is versions, one.titles)
            for page in edition.pages
            for one in [_beside(page.bilingual, beside)]
        ]
        site = self.build.publication.site(edition.language)
        return pages + [
            MenuEntry(site.translation((MENU, title)) or title, url.lstrip("/"), False)
            for title, url in menu_items(self.settings)
        ]

    def _term_lists(self, item: Version, language: Language) -> list[TermList]:
        """The term lists, below the glossary, where they have no page of their own."""
        if item.versions is not self.glossary or self.terms_url:
            return []
        return term_lists(self.build, *(item.pair or (language,)))

    def _glossary_url(self, item: Version) -> str:
        """The glossary in the page's language, or in both of its languages."""
        glossary = self.glossary
        if glossary is None or glossary is item.versions:
            return ""
        pair = item.pair
        found = glossary.parallels.get(pair[1].tag) if pair else glossary.languages.get(item.lang)
        return str(found.url) if found else ""


def _beside(item: Version, tag: str) -> Version:
    """The page with a further language beside it, where there is one."""
    return item.versions.parallels.get(tag, item)


def _address(url: str) -> str:
    """A listing's URL as pages name it: an index by its folder."""
    folder, name = posixpath.split(url)
    return url if name != "index.html" else f"{folder}/" if folder else ""


def _head(values: Mapping[str, Any]) -> Head:
    return Head(values["canonical"], tuple(values["links"]))

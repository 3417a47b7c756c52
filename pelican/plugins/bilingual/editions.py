"""Writes every edition within Pelican's one run."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.generators import Generator

from . import urls
from .build import KEY, Build
from .config import Language
from .css import read_stylesheets
from .edition import Edition, make_edition
from .navigation import Alternate, MenuEntry
from .site import MENU
from .status import status
from .versions import Versions

logger = logging.getLogger(__name__)


class EditionsGenerator(Generator):
    """Writes what the core cannot: indexes, topics and feeds per language, parallel pages."""

    def generate_context(self) -> None:
        """Gather the editions; the core's generators have read everything by now."""
        self._build: Build = self.settings[KEY]
        self.context["bilingual"] = self

    def gather(self) -> None:
        """Make the editions, once every page has its versions."""
        folder = Path(self.theme) / "static" / "css"
        functions: dict[str, Any] = {
            "in_every_language": self._in_every_language,
            "stylesheets": cache(lambda *names: read_stylesheets(folder, names)),
        }
        languages = self._build.config.languages
        given = self._build, self.settings, self.context, self.env, functions
        self.editions = {one.tag: make_edition(one, *given) for one in languages}
        self._glossary: Versions | None = None
        for versions in self.context["bilingual_versions"]:
            self._leave_out_empty_topics(versions)
            if versions.page and versions.page.document is self._build.glossary:
                self._glossary = versions

    def _leave_out_empty_topics(self, versions: Versions) -> None:
        """A topic has a page where a listed article has it: not one that drafts alone name."""
        for content in (*versions.languages.values(), *versions.parallels.values()):
            edition = self.editions.get(content.lang)
            listed = {topic for topic, _ in edition.topics} if edition else set()
            content.tags = [topic for topic in content.tags if topic in listed]

    def generate_output(self, writer: Any) -> None:
        """Write every edition, the parallel pages, the front door and the page for lost links."""
        for edition in self.editions.values():
            self._write_edition(edition, writer)
        source = self.editions[self._build.config.source.tag]
        for kind, contents in (("article", source.articles), ("page", source.pages)):
            for content in contents:
                for pair in content.versions.parallels.values():
                    template = self._template(source, "parallel", kind)
                    self._write(writer, source, template, pair.url, **{kind: pair, "item": pair})
        self._write_common(writer, source)
        for edition in self.editions.values():
            missing = edition.templates.missing
            if missing and edition is not source:
                logger.warning(
                    "%s: %d theme strings have no translation: %s",
                    self._build.site(edition.language).path,
                    len(missing),
                    ", ".join(sorted(missing)),
                )

    def page_context(self, item: Content) -> tuple[Edition, dict[str, Any]]:
        """The edition that a content object belongs to, and what its page prints."""
        versions: Versions = item.versions
        pair = getattr(item, "pair", None)
        source = self.editions[self._build.config.source.tag]
        edition = source if pair else self.editions.get(item.lang, source)
        names = {tag: one.language.name for tag, one in self.editions.items()}
        links = [
            Alternate(names.get(tag, tag), version.url, (tag,), version is item)
            for tag, version in versions.languages.items()
        ]
        for tag, version in versions.parallels.items():
            label = " + ".join(one.name for one in version.pair)
            tags = (source.language.tag, tag)
            links.append(Alternate(label, version.url, tags, version is item, True))
        page = self._page(edition, links, item)
        page["glossary_url"] = self._glossary_url(item)
        if self._build.config.neutral:
            page["neutral_title"] = f"{self._build.config.neutral} {item.slug}"
        return edition, {**page, "languages": pair} if pair else page

    def _glossary_url(self, item: Content) -> str:
        """The glossary in the page's language, or in both of its languages."""
        glossary = self._glossary
        if glossary is None or glossary is item.versions:
            return ""
        pair = getattr(item, "pair", None)
        found = glossary.parallels.get(pair[1].tag) if pair else glossary.languages.get(item.lang)
        return str(found.url) if found else ""

    def _page(
        self, edition: Edition, alternates: list[Alternate], item: Content | None = None
    ) -> dict[str, Any]:
        siteurl = self.settings["SITEURL"]
        translated = [one for one in alternates if not one.parallel]
        current = next((one.url for one in alternates if one.current), None)
        return {
            "alternates": alternates,
            "canonical": urls.absolute(siteurl, current) if current is not None else "",
            "links": [
                {"hreflang": one.hreflang, "url": urls.absolute(siteurl, one.url)}
                for one in translated
                if siteurl
            ],
            "menu": self._menu(edition, item),
            "neutral_title": self._build.config.neutral,
        }

    def _menu(self, edition: Edition, item: Content | None) -> list[MenuEntry]:
        versions = item.versions if item else None
        pages = [
            MenuEntry(page.title, page.url, page.versions is versions) for page in edition.pages
        ]
        site = self._build.site(edition.language)
        named = self.settings.get("MENUITEMS", ())
        return pages + [
            MenuEntry(site.translation((MENU, title)) or title, url.lstrip("/"), False)
            for title, url in named
        ]

    def _in_every_language(self, msgid: str) -> list[tuple[Language, str]]:
        """A theme string in all languages that have it: targets first, then the source."""
        config = self._build.config
        texts = [(one, self._build.site(one).translation((None, msgid))) for one in config.targets]
        return [(one, text) for one, text in texts if text] + [(config.source, msgid)]

    def _write_edition(self, edition: Edition, writer: Any) -> None:
        index = [
            Alternate(other.language.name, other.url, (tag,), other is edition)
            for tag, other in self.editions.items()
        ]
        listing = {"dates": edition.articles, "alternates": index}
        template = edition.templates.get("index.html")
        self._write(writer, edition, template, edition.url, template_name="index", **listing)
        for topic, articles in edition.topics:
            alternates = [
                Alternate(other.language.name, other_topic.url, (tag,), other is edition)
                for tag, other in self.editions.items()
                for other_topic, _ in other.topics
                if other_topic == topic
            ]
            self._write(
                writer,
                edition,
                edition.templates.get("topic.html", "tag.html"),
                topic.url,
                template_name="tag",
                alternates=alternates,
                tag=topic,
                articles=articles,
                dates=articles,
            )
        self._write_feed(edition, writer)

    def _write_feed(self, edition: Edition, writer: Any) -> None:
        path = urls.feed_url(edition.language.tag)
        siteurl = self.settings["SITEURL"] or ".."
        self.context["localsiteurl"] = siteurl
        context = {**self.context, **edition.context, "SITEURL": siteurl, "FEED_DOMAIN": siteurl}
        writer.write_feed(edition.articles, context, path)

    def _write_common(self, writer: Any, source: Edition) -> None:
        doors = [
            Alternate(edition.language.name, edition.url, (tag,), False)
            for tag, edition in self.editions.items()
        ]
        editions = list(self.editions.values())
        front = {"alternates": doors, "editions": editions, "home_url": urls.FRONT}
        template = source.templates.get("front.html")
        self._write(writer, source, template, urls.FRONT, **front)
        if source.templates.has("404.html"):
            template = source.templates.get("404.html")
            self._write(writer, source, template, urls.NOT_FOUND, **front)
        if source.templates.has("status.html"):
            template = source.templates.get("status.html")
            rows = status(self._build, self.context["bilingual_versions"])
            self._write(writer, source, template, urls.STATUS, **front, status=rows, links=[])

    def _write(self, writer: Any, edition: Edition, template: Any, url: str, **values: Any) -> None:
        item = values.get("item")
        page = self.page_context(item)[1] if item else self._page(edition, values["alternates"])
        writer.write_file(
            urls.save_as(url),
            template,
            self.context,
            self.settings["RELATIVE_URLS"],
            url=url,
            edition=edition,
            **{**page, **values},
        )

    def _template(self, edition: Edition, *names: str) -> Any:
        return edition.templates.get(*(f"{name}.html" for name in names))

"""Writes every edition within Pelican's one run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, TemplatePagesGenerator

from ..catalog.coverage import Coverage
from ..errors import ContentError, SettingsError
from ..finish.css import read_stylesheets
from ..project import urls
from ..project.config import Language
from ..project.setting import SETTING, place
from ..site.build import log_warning
from ..site.changes import PAGE, SUMMARY, changes, page, summary
from ..site.edition import Edition, make_edition
from ..site.links import redirects
from ..site.status import status
from ..site.term_lists import term_lists
from ..site.topics import Topic
from ..site.versions import Version, Versions
from .badge import badge, badge_file
from .context import Surroundings
from .feeds import robots, sitemap
from .items import settle, write_item
from .listings import files as listing_files
from .listings import in_edition, write_listings
from .paging import is_from, most_used, newest, paged
from .release import Release
from .run import KEY, Run
from .search_page import SearchPage, taken
from .tasks import Task, carry_out, in_turns


@pass_context
def own_pair(context: Context) -> Markup:
    """The attribute of an element with a message in two languages; none where it is in one."""
    return Markup(' class="pair"') if context.get("paired") else Markup("")


class EditionsGenerator(Generator):
    """Writes what the core cannot: indexes, topics and feeds per language, parallel pages."""

    def generate_context(self) -> None:
        """Nothing to read: the core's generators do that."""
        self._run: Run = self.settings[KEY]
        self._build = self._run.build

    def gather(self, generators: Sequence[Any]) -> None:
        """Make the editions, once every page has its versions; `generators` are all of the run."""
        folder = Path(self.theme) / "static" / "css"
        functions: dict[str, Any] = {
            "in_every_language": self._in_every_language,
            "own": self._own,
            "own_pair": own_pair,
            "in_voice": self._in_voice,
            "stylesheets": cache(lambda *names: read_stylesheets(folder, names)),
        }
        build, siteurl = self._build, self.settings["SITEURL"]
        given = build, self.settings, self.context, self.env, functions
        editions = {one.tag: make_edition(one, *given) for one in build.config.languages}
        glossary: Versions | None = None
        for versions in self._run.versions:
            for version in (*versions.languages.values(), *versions.parallels.values()):
                settle(version, editions)
            if versions.page and versions.page is build.pages.glossary:
                glossary = versions
        for version, url in taken(editions.values(), self._addresses()):
            what, remedy = "the newsletters", "Give it another slug."
            if not url.endswith(urls.newsletters_url("")):
                what = "the search page"
                remedy = "Give it another slug, or set BILINGUAL['search'] = False."
            build.notes.note(
                ContentError(
                    f"The page has the address of {what}, {url}.",
                    build.project.shown(version.pelican.source_path),
                    remedy,
                )
            )
        self._lead = self._find_lead(editions[build.config.source.tag])
        every = [one for each in self._run.versions for one in each.languages.values()]
        self._templates = [one for one in generators if isinstance(one, TemplatePagesGenerator)]
        self._listings, files = dict[str, ArticlesGenerator](), dict[str, dict[str, str]]()
        if build.config.keeps_addresses:
            (core,) = (one for one in generators if isinstance(one, ArticlesGenerator))
            for tag, edition in editions.items():
                source = edition.language is build.config.source
                one = core if source else in_edition(core, edition, build)
                self._listings[tag] = one
                files[tag] = {file: url for file, url in listing_files(one) if file}
        unlisted = frozenset(one.pelican.save_as for one in every if not one.public)
        path = self._run.staging.path
        release = Release(editions, build.config, siteurl, path, unlisted, build.cache)
        self._run.context = self.context
        self._run.surroundings = self.surroundings = Surroundings(
            build, self.settings, editions, glossary, release, files
        )

    def _find_lead(self, source: Edition) -> str:
        """The file of the article that is chosen to lead the front page; empty for none."""
        build, given = self._build, self._build.config.lead
        if not given:
            return ""
        path: str = os.path.normpath(build.project.content / given)
        if not any(is_from(one, path) for one in source.articles):
            build.notes.note(
                SettingsError(
                    f"{SETTING}['lead'] names {given}, which is no article that the site lists.",
                    place(build.project.file, "lead"),
                    f"Name an article below {build.project.shown(build.project.content)} that is "
                    "published, or take the key out.",
                )
            )
        return path

    @property
    def editions(self) -> Mapping[str, Edition]:
        """By language tag."""
        return self.surroundings.editions

    def _addresses(self) -> Iterator[tuple[str, Version]]:
        """Where pages will be, and the pages that lead to them from former addresses."""
        for versions in self._run.versions:
            for version in versions.languages.values():
                yield version.pelican.save_as, version
            for one in redirects(versions, self._build):
                yield one.file, one.version

    def generate_output(self, writer: Any) -> None:
        """Write every edition, the parallel pages, and what belongs to none of them."""
        tasks = in_turns([*self._tasks(writer), *writer.put_off()])
        carry_out(tasks, self._run, self.context)
        for edition in self.editions.values():
            missing = edition.templates.missing
            if missing:
                path = self._build.publication.site(edition.language).path
                log_warning(
                    f"{path}: {len(missing)} theme strings have no translation:"
                    f" {', '.join(sorted(missing))}"
                )

    def _tasks(self, writer: Any) -> Iterator[tuple[str, Task]]:
        """What is to be written, each a piece that can be written by itself, and its language.

        What takes longest comes first.
        """
        for tag, edition in self.editions.items():
            if edition.search_url:
                yield tag, partial(self._write_search, writer, edition)
        source, kept = self.surroundings.source, self._build.config.keeps_addresses
        for tag, edition in self.editions.items() if kept else ():
            if edition is not source:
                given = self._listings[tag], self._templates, edition, writer
                yield tag, partial(write_listings, *given)
        for tag, edition in self.editions.items() if not kept else ():
            yield tag, partial(self._write_index, writer, edition)
            if edition.issues:
                yield tag, partial(self._write_newsletters, writer, edition)
            for topic, articles in edition.topics:
                yield tag, partial(self._write_topic, writer, edition, topic, articles)
            for archive in edition.years:
                yield tag, partial(self._write_year, writer, edition, archive)
        for kind, contents in (("article", source.followed), ("page", source.pages)):
            for content in contents:
                for pair in content.bilingual.versions.parallels.values():
                    yield "", partial(write_item, writer, self._run, pair, kind)
        yield "", partial(self._write_common, writer, source)
        yield "", partial(self._write_notices, Path(writer.output_path))
        yield "", partial(self._write_redirects, writer)

    def _in_voice(self, tag: str, name: str, **values: Any) -> str:
        """A template as the edition of a language prints it, in the words of that language."""
        edition = self.editions[tag]
        templates = edition.templates
        template = templates.compiled(templates.get(name))
        return str(template.render({**edition.context, **values}))

    def _in_every_language(
        self, msgid: str, context: str | None = None, order: Sequence[str] = ()
    ) -> list[tuple[Language, str]]:
        """A message of `site.po` in all languages that have it: targets first, then the source.

        `order` names the languages, by their tags, in another order.
        """
        config = self._build.config
        found = {
            one.tag: (one, self._build.publication.site(one).translation((context, msgid)))
            for one in dict.fromkeys([*config.targets, *config.languages])
            if one is not config.source
        }
        said = msgid if context or config.source not in config.catalogued else None
        own = self._build.publication.site(config.source).translation((context, msgid))
        found[config.source.tag] = config.source, own or said
        texts = (found[tag] for tag in order or found)
        return [(one, text) for one, text in texts if text]

    @pass_context
    def _own(self, context: Context, msgid: str, between: str = " / ") -> Markup:
        """A message of the theme in the page's language; where two stand together, in both."""
        if not context.get("paired"):
            return escape(context.call(context["_"], msgid))
        order = [one.tag for one in context["languages"]]
        found = self._in_every_language(msgid, order=order)
        spans = (f'<span lang="{one.tag}">{escape(text)}</span>' for one, text in found)
        return Markup(between.join(spans))  # noqa: S704 # the texts are escaped

    def _write_index(self, writer: Any, edition: Edition) -> None:
        values = {**self.surroundings.of_edition(edition), "tags": most_used(edition.topics)}
        articles, template = edition.articles, edition.templates.get("index.html")
        given = {"template_name": "index", "articles": articles, "dates": articles, **values}
        self._write(writer, self._paged(edition, articles), template, edition.url, **given)
        feeds = [(tag, one.url) for tag, one in self.editions.items() if one is not edition]
        self._write_feed(writer, edition, edition.url, edition.followed, feeds)

    def _paged(self, edition: Edition, articles: Sequence[Content]) -> Edition:
        return paged(edition, articles, self._build.config.budget("listing", edition.language.tag))

    def _write_search(self, writer: Any, edition: Edition) -> None:
        values = self.surroundings.of_search(edition)
        page: SearchPage = values["search"]
        template = edition.templates.get("search.html")
        self._write(writer, edition, template, edition.search_url, **values)
        # No word of a text is on a list of titles: it need not be written again for one.
        values["search"] = replace(page, file="", files={}) if page.pages else page
        for one in page.pages:
            own = {"canonical": urls.absolute(self.settings["SITEURL"], one.url), "links": ()}
            given = {**values, **own, "letter": one}
            self._write(writer, edition, edition.templates.get("letter.html"), one.url, **given)
        folder = Path(writer.output_path) / edition.search_url
        if page.file.endswith("/"):
            (folder / page.file).mkdir(exist_ok=True)
        for name, script in page.files.items():
            (folder / name).write_bytes(script.encode())

    def _write_newsletters(self, writer: Any, edition: Edition) -> None:
        issues, url = edition.issues, edition.newsletters_url
        values = self.surroundings.of_newsletters(edition)
        feeds = [
            (tag, one.newsletters_url)
            for tag, one in self.editions.items()
            if one is not edition and one.issues
        ]
        self._write_feed(writer, edition, url, issues, feeds)
        template = edition.templates.get("newsletters.html", "index.html")
        given = {"template_name": "newsletters", "articles": issues, "dates": issues, **values}
        given["topic_feed_url"] = urls.feed_url(url)
        self._write(writer, self._paged(edition, issues), template, url, **given)

    def _write_topic(
        self, writer: Any, edition: Edition, topic: Topic, articles: list[Content]
    ) -> None:
        self._write(
            writer,
            self._paged(edition, articles),
            edition.templates.get("topic.html", "tag.html"),
            topic.url,
            template_name="tag",
            tag=topic,
            articles=articles,
            dates=articles,
            topic_feed_url=urls.feed_url(topic.url),
            **self.surroundings.of_topic(edition, topic),
        )
        others = self.surroundings.topics(topic)
        feeds = [(other.language.tag, one.url) for other, one in others if other is not edition]
        self._write_feed(writer, edition, topic.url, articles, feeds, topic.name)

    def _write_year(self, writer: Any, edition: Edition, archive: Mapping[str, Any]) -> None:
        self._write(
            writer,
            self._paged(edition, archive["articles"]),
            edition.templates.get("period_archives.html"),
            template_name="period_archives",
            **archive,
            **self.surroundings.of_year(edition, *archive["period"]),
        )

    def _write_feed(
        self,
        writer: Any,
        edition: Edition,
        folder: str,
        articles: Sequence[Content],
        alternates: Iterable[tuple[str, str]],
        title: str | None = None,
    ) -> None:
        """Write the feed beside an index; `alternates` are the indexes in other languages."""
        path = urls.feed_url(folder)
        siteurl = (self.settings["SITEURL"] or urls.relative(urls.FRONT, path)).rstrip("/")
        self.context["localsiteurl"] = siteurl
        others = [(tag, f"{siteurl}/{urls.feed_url(url)}") for tag, url in alternates]
        feed = {"feed_url": path, "feed_alternates": others}
        site = {"SITEURL": siteurl, "FEED_DOMAIN": siteurl}
        context = {**self.context, **edition.context, **site, **feed}
        writer.write_feed(articles, context, path, feed_title=title)

    def _write_common(self, writer: Any, source: Edition) -> None:
        if not self._build.config.keeps_addresses:
            self._write_doors(writer, source)
        if source.templates.has("status.html"):
            values = self.surroundings.of_site(urls.STATUS)
            values["terms_url"] = self.surroundings.terms_url
            values["status"] = status(self._build, self._run.versions)
            template = source.templates.get("status.html")
            self._write(writer, source, template, urls.STATUS, **values)

        if self.surroundings.terms_url:
            values = self.surroundings.of_site(urls.TERMS)
            values["term_lists"] = term_lists(self._build, self._build.config.source)
            self._write(writer, source, source.templates.get("terms.html"), urls.TERMS, **values)

    def _write_doors(self, writer: Any, source: Edition) -> None:
        """The front door, and what answers where there is no page: a site may have its own."""
        template = source.templates.get("front.html")
        values = self.surroundings.of_site(urls.FRONT)
        budget = self._build.config.budget("listing", source.language.tag)
        values["editions"] = newest(values["editions"], budget, self._lead)
        self._write(writer, source, template, urls.FRONT, **values)
        if source.templates.has("404.html"):
            values = self.surroundings.of_site(urls.NOT_FOUND)
            # It answers at any depth: its links start from the root of the site's host.
            values |= {"canonical": "", "SITEURL": urlsplit(self.settings["SITEURL"]).path}
            template = source.templates.get("404.html")
            self._write(writer, source, template, urls.NOT_FOUND, **values)

    def _write_redirects(self, writer: Any) -> None:
        for versions in self._run.versions:
            for one in redirects(versions, self._build):
                edition, values = self.surroundings.of_item(one.version)
                template = edition.templates.get("redirect.html")
                values |= {"content": one.version.pelican, "target": one.target}
                self._write(writer, edition, template, one.url, one.file, **values)

    def _write_notices(self, output: Path) -> None:
        """What machines look for at the root of a site."""
        siteurl, config = self.settings["SITEURL"], self._build.config
        files = {"robots.txt": robots(siteurl, config.preview).encode()}
        if siteurl:
            files[urls.SITEMAP] = sitemap(self.surroundings.entries())
        files |= {badge_file(one): data for one, data in self._badges()}
        if config.since:
            rows = changes(self._build, self._run.versions)
            files |= {PAGE: page(rows).encode(), SUMMARY: summary(rows).encode()}
        if config.domain:
            files["CNAME"] = f"{config.domain}\n".encode()
        own = {file for file, _ in self._addresses()}
        for name, data in files.items():
            if name not in own and not (output / name).exists():
                (output / name).parent.mkdir(exist_ok=True)
                (output / name).write_bytes(data)

    def _badges(self) -> Iterator[tuple[Language, bytes]]:
        """How much each language has of the public pages, unless nobody shall know."""
        config = self._build.config
        for language in config.targets if not config.neutral else ():
            versions = (one.languages.get(language.tag) for one in self._run.versions)
            known = (one.coverage for one in versions if one and one.public and one.coverage)
            yield language, badge(language, sum(known, Coverage()))

    def _write(
        self,
        writer: Any,
        edition: Edition,
        template: Any,
        url: str,
        file: str = "",
        **values: Any,
    ) -> None:
        writer.write_file(
            file or urls.save_as(url),
            template,
            self.context,
            self.settings["RELATIVE_URLS"],
            url=url,
            edition=edition,
            **values,
        )

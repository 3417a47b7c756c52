"""Pelican's writer, with every page in the environment of its own language, and finished."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from pelican.contents import Content

from ..finish.direction import with_directions
from ..finish.images import digest_of
from ..finish.markup import unmarked
from ..project.files import write_text
from ..project.output.staging import Staging
from ..project.urls import absolute
from ..site.core import CoreWriter, context_of
from ..site.theme import InLanguage
from ..site.versions import Version
from .facts import Facts
from .feeds import EditionFeed
from .press import Page, Press, digest_of_text
from .run import KEY, Run
from .tasks import Task

_OF_FEEDS = ("SITENAME", "SITESUBTITLE", "SITEURL", "FEED_DOMAIN", "language", "feed_alternates")
"""What a feed is made of besides its entries."""


@dataclass(slots=True)
class Pressed:
    """A template whose pages are finished when they are rendered, or taken from an earlier run."""

    template: InLanguage
    press: Press
    facts: Facts
    file: str
    """Of the first page, where a listing has more of them."""
    staging: Staging
    whole: bool
    """Whether later runs need the page itself: it may not stay in the output as it is."""
    written: list[tuple[str, str]] = field(default_factory=list)
    """The files of pages that were rendered, with their digests."""
    key: bytes = b""
    """Of an article or a page: a name for what it is made of; empty where it is not known."""

    def is_there(self) -> bool:
        """Whether the old output has the page with this key as it is: then it is kept."""
        page = self._found(self.key)
        if page is None or page.html:
            return False
        files = {name: digest_of_text(text) for name, text in page.data.items()}
        files[self.file] = page.digest  # the last one: without it the others are written again
        if not all(self.staging.keep(name, digest) for name, digest in files.items()):
            return False
        self.template.theme.missing.update(page.missing)
        return True

    def render(self, context: dict[str, Any]) -> str:
        """The page that is published."""
        # Themes put it before a feed's path: without an address of the site, as a link goes.
        context["FEED_DOMAIN"] = context["FEED_DOMAIN"] or context["SITEURL"]
        if context["output_file"] != self.file and context.get("canonical"):
            url = context["articles_page"].url
            context |= {"canonical": absolute(self.press.siteurl, url), "links": ()}
        key = self.key or self.key_of(context)
        page = self._found(key)
        if page is None or not page.html:
            page = self._made(context)
            if key and not page.faulty:
                self.facts.cache.put(key, page if self.whole else replace(page, html=""))
        self.template.theme.missing.update(page.missing)
        self.written.append((context["output_file"], page.digest))
        for name, text in page.data.items():
            write_text(self.staging.path / name, text)
            self.written.append((name, digest_of_text(text)))
        return page.html

    def key_of(self, context: Mapping[str, Any]) -> bytes:
        """A name for all that a page is made of."""
        return self.facts.cache.key("page", self.facts.of(self.template, context))

    def key_of_item(self, item: Version, given: Mapping[str, Any]) -> bytes:
        """The same of an article or a page, by what it was asked for with."""
        facts = self.facts.of_item(self.template, item, self.file, given)
        return self.facts.cache.key("page", facts)

    def _found(self, key: bytes) -> Page | None:
        """What an earlier run has made, if its pictures are what they were."""
        page: Page | None = self.facts.cache.get(key, Page)
        if page and any(digest_of(Path(path)) != digest for path, digest in page.pictures):
            return None
        return page

    def _made(self, context: dict[str, Any]) -> Page:
        missing = self.template.theme.missing
        before = {*missing}
        missing.clear()
        made = self.press.finish(self.template.render(context), context)
        made.missing = sorted(missing)
        missing.update(before)
        return made


class EditionWriter(CoreWriter):
    """Gives each page the templates and the values of its edition, and finishes it."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self.settings: Mapping[str, Any]
        self._run: Run = settings[KEY]
        self._press = Press(self._run.build)
        self._facts: Facts | None = None
        config = self._run.build.config
        published = not config.preview and (config.formats or bool(config.precompressed))
        self._is_changed = published or not self._run.alone
        """Whether somebody changes pages that are written, or needs them all."""
        self._direction = "ltr"
        """Of the feed that is written."""
        self._tasks: list[tuple[str, Task]] | None = []
        """The core's pages, to be written with all others; None once those are written."""

    def open_feed(self, feed: Any, context: Mapping[str, Any]) -> None:
        """Give a feed links to the same feed in other languages."""
        language = context.get("language")
        self._direction = language.direction if language else "ltr"
        if "feed_alternates" in context:
            feed.__class__ = EditionFeed
            feed.alternates = context["feed_alternates"]

    def entry_text(self, html: str) -> str:
        """The text of an entry: a feed has no explanations that terms could lead to."""
        return with_directions(unmarked(html), self._direction)

    def write_feed(
        self,
        elements: Iterable[Content],
        context: dict[str, Any],
        path: str,
        *args: Any,
        **more: Any,
    ) -> Any:
        """As `Writer.write_feed`; a feed of the core's has the entries of one language.

        Pages that are written in a language by themselves stay in the feed of all.
        """
        if self._run.build.config.keeps_addresses and self._run.surroundings:
            elements = list(elements)
            editions, source = self._run.surroundings.editions, self._run.surroundings.source
            tags = {one.lang for one in elements}
            language = context.get("language") or source.language
            tag = next(iter(tags)) if len(tags) == 1 else language.tag
            own = source.language.tag  # a page that has no coverage is no translation of ours
            elements = [
                one
                for one in elements
                if one.lang == tag or (one.lang != own and one.bilingual.coverage is None)
            ]
            printed = editions.get(tag, source).context
            context = {**context, **printed, "feed_url": path}
            return super().write_feed(elements, context, path, *args, **more)
        return self._write_feed([*elements], context, path, *args, **more)

    def _write_feed(
        self,
        contents: Sequence[Content],
        context: dict[str, Any],
        path: str,
        *args: Any,
        **more: Any,
    ) -> Any:
        """A feed, unless the old output has it as it is; without entries it says the time."""
        publication, staging = self._run.build.publication, self._run.staging
        key = b""
        if publication.lightly and contents and not (args or self._is_changed):
            told = contents[: self.settings["FEED_MAX_ITEMS"]], path, more
            known = {name: context.get(name) for name in _OF_FEEDS}
            facts = self._known(context).of_feed(*told, known)
            key = self._run.build.cache.key("feed", facts)
            digest: str | None = self._run.build.cache.get(key, str)
            if digest and staging.keep(path, digest):
                return None
        made = super().write_feed(contents, context, path, *args, **more)
        if key:
            digest = digest_of_text((staging.path / path).read_bytes().decode())
            self._run.build.cache.put(key, digest)
            staging.note(path, digest)
        return made

    def put_off(self) -> list[tuple[str, Task]]:
        """What was to be written so far, each with its language tag.

        From now on pages are written when they are asked for.
        """
        tasks, self._tasks = self._tasks or [], None
        return tasks

    def write_file(
        self, name: str, template: Any, context: dict[str, Any], *args: Any, **values: Any
    ) -> None:
        """As `Writer.write_file`; what belongs to no edition is written as it is."""
        item = self._item(values) if self._tasks is not None else None
        if self._tasks is not None and item:
            task = partial(self._write, name, template, context, *args, **values)
            self._tasks.append((item.lang, task))
        else:
            self._write(name, template, context, *args, **values)

    def _item(self, values: Mapping[str, Any]) -> Version | None:
        """What a page is of."""
        content = values.get("article") or values.get("page")
        return getattr(content, "bilingual", None) if self._run.surroundings else None

    def _write(
        self, name: str, template: Any, context: dict[str, Any], *args: Any, **values: Any
    ) -> None:
        edition, item = values.pop("edition", None), self._item(values)
        around, kept = self._run.surroundings, self._run.build.config.keeps_addresses
        is_one = item is not None and not values.get("override_output")
        pressed: Pressed | None = None
        if edition is None and item and around:
            template = around.edition_of(item).templates.like(template)
            pressed = self._pressed(template, name, context)
            if is_one:
                pressed.key = pressed.key_of_item(item, values)
                if pressed.is_there():
                    return
            edition, page = around.of_item(item)
            values = {**page, **values, "item": item}
        elif around and kept and "alternates" not in values:
            edition = edition or around.source
            template = edition.templates.like(template)
            values = {**around.of_core(edition, name), **values}
        if edition is not None:
            values = {**edition.context, **values}
            template = pressed or self._pressed(template, name, context, item is None)
            if is_one and not template.key:
                relative = args[0] if args else values.get("relative_urls", False)
                template.key = template.key_of(context_of(context, name, values, relative))
                if template.is_there():
                    return
            self.settings = edition.settings
        super().write_file(name, template, context, *args, **values)
        if isinstance(template, Pressed) and not self._is_changed:
            for file, digest in template.written:
                self._run.staging.note(file, digest)

    def _pressed(
        self, template: InLanguage, file: str, context: Mapping[str, Any], whole: bool = False
    ) -> Pressed:
        is_whole, facts = self._is_changed or whole, self._known(context)
        return Pressed(template, self._press, facts, file, self._run.staging, is_whole)

    def _known(self, context: Mapping[str, Any]) -> Facts:
        if self._facts is None:
            self._facts = Facts(self._run, self.settings, context)
        return self._facts

"""What a finished page was made of, as values that the cache can tell from others.

A template may read whatever it is given. So a page is known by all values that its templates name,
down to every field; one that is made of something unknown is made anew in every build.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.paginator import Page, Paginator
from pelican.urlwrappers import URLWrapper

from ..finish.replaced import has_replaced
from ..project.cache import UNTOLD, Cache
from ..project.files import DOMAIN
from ..project.theme import INCLUDES, TEMPLATES, theme_of
from ..site.core import asks, files_by_path, held, pages_by_path
from ..site.edition import Edition
from ..site.theme import ANY, InLanguage
from ..site.versions import Version, Versions
from .run import Run
from .search_page import SearchPage

_OF_THE_RUN = frozenset(
    {
        *("settings", "translations", "bilingual", "get_summary", "get_content"),
        "get_url_setting",
        *("_context", "_content", "_html", "_text", "_asks"),
    }
)
"""Attributes of Pelican's contents that are its text, say nothing of it, or lead to others."""
_CODE = ("JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS")
"""Settings that bring code into templates."""
_ATTACHED = re.compile(r"[{|]attach[|}]")
_TEXTS = frozenset({".", ".content", ".figure", ".get_content", ".toc"})
"""Attributes of a page that its text can be read by."""
_OF_ITEMS = frozenset({"article", "page", "category", "blog", "url", "override_output", "content"})
"""Values with which the page of an article or a page is asked for, which say nothing else."""
_PRESS = frozenset({"item", "language", "languages", "output_file", "paired", "search", "SITEURL"})
"""What a page is finished with, or a function of templates reads, whatever its template names."""


class Facts:
    """The values of one run's pages."""

    def __init__(self, run: Run, settings: Mapping[str, Any], context: Mapping[str, Any]) -> None:
        """`settings` and `context` are Pelican's, the latter once all pages are there."""
        self._run, self._build, self.cache = run, run.build, run.build.cache
        self._settings, self._context = settings, context
        self._known: dict[tuple[object, ...], tuple[bytes, object]] = {}
        self._is_read = True
        """Whether the template reads the texts of pages, not only what is said of them."""
        self._names: dict[str, frozenset[str]] = {}
        self._shared: dict[tuple[str, str, str], bytes] = {}

    def of(self, template: InLanguage, context: Mapping[str, Any]) -> Sequence[object]:
        """All that a page depends on; an empty digest is among it where that is not known."""
        item: Version | None = context.get("item")
        if item is not None and _ATTACHED.search(held(item.pelican)):
            _ = item.content  # Pelican moves what is attached when it is asked for
        names = self._names_in(template) if self._site else {ANY}
        if ANY in names:
            return (b"",)
        self._is_read = not names.isdisjoint(_TEXTS)
        try:
            values = {name: self._shallow(context[name]) for name in names if name in context}
        except TypeError:
            return (b"",)
        return self._site, template.name, template.language.tag, self._digest(values)

    def of_item(
        self, template: InLanguage, item: Version, file: str, given: Mapping[str, Any]
    ) -> Sequence[object]:
        """The same of the `file` of an article or a page, without making what it is printed with.

        `given` are the values by which it was asked for: of these none but what is said of `item`.
        """
        around = self._run.surroundings
        assert around
        copied = self._build.config.formats  # a page names its copies, and how large they are
        names = self._names_in(template) if self._site and not copied else frozenset({ANY})
        if ANY in names or not names.isdisjoint(given.keys() - _OF_ITEMS):
            return (b"",)
        if _ATTACHED.search(held(item.pelican)):
            _ = item.content  # Pelican moves what is attached when it is asked for
        self._is_read = not names.isdisjoint(_TEXTS)
        edition = around.edition_of(item)
        kind = template.name, edition.language.tag, item.languages[-1].tag
        try:
            if kind not in self._shared:
                self._shared[kind] = self._around(names, item, edition)
            page = self._remembered(item, self._version)
        except TypeError:
            return (b"",)
        return self._site, *kind, file, self._shared[kind], page, around.related(item)

    def of_feed(self, contents: Iterable[Content], *given: object) -> Sequence[object]:
        """All that a feed depends on: what it tells of, and what else it is `given`."""
        self._is_read = True
        try:
            return self._site, self._digest([*contents], *given)
        except TypeError:
            return (b"",)

    def _around(self, names: frozenset[str], item: Version, edition: Edition) -> bytes:
        """What all pages of an edition share, of the values with these names; `item` is any."""
        around = self._run.surroundings
        assert around
        _, own = around.of_item(item)
        shared = {**self._context, **edition.context}
        shared = {name: one for name, one in shared.items() if name in names - own.keys()}
        values = {name: self._shallow(one) for name, one in shared.items()}
        menu = around.menu(edition, None, item.pair[1].tag if item.pair else "")
        glossary = [one.url for one in _every(around.glossary)] if around.glossary else []
        every = [(one.language, one.url) for one in around.editions.values()]
        return self._digest(values, menu, glossary, every, around.terms_url)

    def _names_in(self, template: InLanguage) -> frozenset[str]:
        found, theme = self._names.get(template.name), template.theme
        if found is None:
            facts, read = (self._site, template.name), partial(theme.values_in, template.name)
            names = self.cache.memo("names", facts, list[str], lambda: sorted(read()))
            self._names[template.name] = found = _PRESS.union(names)
        return found

    @cached_property
    def _site(self) -> bytes:
        """A name for what all pages share; empty where it cannot be known."""
        build, settings = self._build, self._settings
        known = of_settings(settings, self._run.alone, self.cache)
        if not known or build.config.keeps_addresses:
            return b""
        theme, given = theme_of(settings), settings["THEME_TEMPLATES_OVERRIDES"]
        folders = [theme, TEMPLATES, INCLUDES, *(build.project.root / one for one in given)]
        strings = [build.store.sum(one, DOMAIN) for one in build.config.catalogued]
        return self._digest(known, strings, [*map(_files, folders)], build.config)

    @cached_property
    def _addresses(self) -> bytes:
        """A name for where everything is that pages link to."""
        pages = [
            (path, [(tag, one.url) for tag, one in _family(content)])
            for path, content in pages_by_path(self._context).items()
        ]
        files = [(path, one and one.url) for path, one in files_by_path(self._context).items()]
        return self._digest(sorted(pages, key=str), sorted(files, key=str))

    def _digest(self, *values: object) -> bytes:
        return self.cache.digest(*values, names=self._name)

    def _shallow(self, value: object) -> object:
        """A value without what leads from page to page."""
        if isinstance(value, Version):
            return self._remembered(value, self._version)
        if isinstance(value, Edition):
            return self._remembered(value, self._edition)
        if isinstance(value, SearchPage):  # each page of a large site's list has all of it
            return self._remembered(value, self._digest)
        if type(value) in (list, tuple):
            return [self._shallow(one) for one in value]  # type: ignore[attr-defined]
        return value

    def _name(self, value: object) -> object:
        """What stands for a value of a type that `Cache.digest` does not know."""
        if isinstance(value, Content):
            return self._remembered(value, self._content if self._is_read else self._outline)
        if isinstance(value, URLWrapper):
            same = type(value), str(value), value.slug, id(value.settings)
            return self._remembered(value, self._group, *same)
        if isinstance(value, Paginator):
            return self._remembered(value, self._list)
        if isinstance(value, Page):
            return value.number, self._remembered(value.paginator, self._list)
        raise TypeError(type(value).__name__)

    def _remembered(self, value: Any, name: Any, *same: object) -> bytes:
        """The name of something that many pages have; `same` are known where it is made anew."""
        listed = name in (self._edition, self._list)
        key = name.__name__, self._is_read if listed else None, *(same or (id(value),))
        known = self._known.get(key)
        if known is None:
            self._known[key] = known = name(value), value  # keeps it, and so its id
        if not known[0]:
            raise TypeError(type(value).__name__)
        return known[0]

    def _version(self, version: Version) -> bytes:
        own = self._remembered(version.pelican, self._own)
        return self._digest(own, self._remembered(version.versions, self._family))

    def _edition(self, edition: Edition) -> bytes:
        values = edition.language, edition.followed, edition.pages, edition.topics
        return self._digest(values, edition.context)

    def _content(self, content: Content) -> bytes:
        """A page with its text."""
        version: Version | None = getattr(content, "bilingual", None)
        if version is None:
            return self._digest(self._remembered(content, self._outline), self._texts([content]))
        return self._digest(content.lang, self._remembered(version, self._version))

    def _outline(self, content: Content) -> bytes:
        """A page and its versions without their texts, but for what makes a summary of one."""
        version: Version | None = getattr(content, "bilingual", None)
        own = self._remembered(content, self._own)
        if version is None:
            return self._digest(own, self._summaries([content]))
        return self._digest(own, self._remembered(version.versions, self._outlines))

    def _family(self, versions: Versions) -> bytes:
        """All versions of a page."""
        contents = [one.pelican for one in _every(versions)]
        return self._digest(self._remembered(versions, self._outlines), self._texts(contents))

    def _outlines(self, versions: Versions) -> bytes:
        """All versions of a page without their texts, but for what makes summaries of them."""
        contents = [one.pelican for one in _every(versions)]
        owns = [self._remembered(one, self._own) for one in contents]
        return self._digest(owns, self._summaries(contents))

    def _summaries(self, contents: Iterable[Content]) -> object:
        """The texts that summaries are made of, for want of one."""
        return self._texts(one for one in contents if "summary" not in one.metadata)

    def _texts(self, contents: Iterable[Content]) -> object:
        """The texts of some versions of a page, and where their links lead."""
        contents = [*contents]
        texts = dict.fromkeys(map(self._build.text_of, contents))
        return [*texts], self._addresses if any(asks(one).looked_at for one in contents) else None

    def _list(self, one: Paginator) -> bytes:
        """A list that is cut into pages."""
        return self._digest(one.name, one.url, one.per_page, one.orphans, [*one.object_list])

    def _group(self, one: URLWrapper) -> bytes:
        """A topic, a category or an author."""
        return self._digest(type(one).__name__, one.name, one.slug, one.url, one.save_as)

    def _own(self, content: Content) -> bytes:
        """What is said of a page in one language."""
        version: Version | None = getattr(content, "bilingual", None)
        publication = self._build.publication
        outline = publication.outline_of(str(content.source_path))
        summary = content.metadata.get("summary", "")
        addresses = self._addresses if "<img" in summary or has_replaced(summary) else None
        if publication.lightly and version and outline:  # it says all but what depends on others
            names, lists = [one.tag for one in version.languages], (content.tags, version.terms)
            days = getattr(content, "date", None), getattr(content, "modified", None)
            groups = [getattr(content, one, None) for one in ("category", "author", "authors")]
            where = content.url, content.save_as, content.status, version.parallel_url
            known = outline, names, lists, days, groups, where
            return self._digest(*known, version.titles, addresses)
        own = {name: one for name, one in vars(content).items() if name not in _OF_THE_RUN}
        said_twice = own["metadata"]
        own["metadata"] = {
            name: one for name, one in said_twice.items() if own.get(name) is not one
        }
        names = [one.name for one in fields(version)] if version else []
        said = [getattr(version, name) for name in names if name not in ("pelican", "versions")]
        return self._digest(own, content.url, content.save_as, said, addresses)


def of_settings(settings: Mapping[str, Any], alone: bool, cache: Cache) -> bytes:
    """A name for what the settings say; empty where they bring code that may do anything.

    `alone` if no other plugin takes part.
    """
    code = [one for name in _CODE for one in settings[name].values()]
    if not alone or any(map(_foreign, code)):
        return b""
    known = ((name, settings[name]) for name in settings if name not in {*UNTOLD, *_CODE})
    names = [(name, cache.digest(value)) for name, value in known]
    return cache.digest(sorted(names)) if all(name for _, name in names) else b""


def _foreign(code: object) -> bool:
    """Whether nobody knows what a filter of templates reads."""
    return code is not str and not str(getattr(code, "__module__", "")).startswith("pelican.")


def _files(folder: Path) -> list[tuple[str, bytes]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted((path.relative_to(folder).as_posix(), path.read_bytes()) for path in files)


def _every(versions: Versions) -> Iterator[Version]:
    yield from versions.languages.values()
    yield from versions.parallels.values()


def _family(content: Content | None) -> Iterator[tuple[str, Version]]:
    version: Version | None = getattr(content, "bilingual", None)
    if version:
        yield from version.versions.languages.items()
        yield from version.versions.parallels.items()

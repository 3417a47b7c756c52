"""Makes Pelican's content objects of a page in every language, from one parsed source."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.settings import DEFAULT_CONFIG

from ..catalog.catalog import Catalog
from ..catalog.coverage import Counts, Coverage
from ..catalog.site import SETTING, TOPIC
from ..check.kept import name_of_text
from ..errors import ContentError
from ..finish.markup import read, text_in, unmarked
from ..language.cldr import strftime
from ..language.profile import join_names, long_date
from ..language.text import Text
from ..project.config import LISTS, Language
from ..project.files import SUFFIXES
from ..project.setting import SETTING as BILINGUAL
from ..project.urls import SUBSITES, as_slug, parallel_url, save_as
from ..source.document import Pieces, Rendered
from ..source.notes.glossary import explanations
from ..source.pages import SourcePage
from .build import Build, log_warning
from .core import (
    body,
    change_summary,
    held,
    lighten,
    link_within,
    linked,
    move_below,
    pages_by_path,
    print_srcset,
    print_summary,
)
from .links import shared
from .topics import Topic, group, topic
from .versions import Correction, Linked, Version, Versions

WORDS_A_MINUTE = 200
NO_MARKDOWN = "Only Markdown is translated: every language shows this page in {}."
_ADDRESS = frozenset({"url", "save_as"})
"""Metadata by which a page says where it is."""


class Versioner:
    """Makes the versions of a page in one run."""

    def __init__(self, build: Build, context: Mapping[str, Any]) -> None:
        """`context` is the one that Pelican's generators share."""
        self._build, self._context, self._said = build, context, set[str]()
        self._topics: dict[tuple[type, str, str, bool], Topic] = {}
        build.publication.read_ahead()
        # For Pelican's `{tag}` links: each language has topics of its own.
        self._settings = {one.tag: build.settings_in(one) for one in build.config.languages}
        self._contexts = {
            (language.tag, parallel): linked(
                context, Linked(pages_by_path(context), language.tag, parallel)
            )
            for language in build.config.translations
            for parallel in (False, True)
        }

    def make(self, content: Content) -> Versions:
        """All versions of a content object, which Pelican has read in its own language."""
        build, source = self._build, self._build.config.source
        files: dict[str, Content] = {}
        for one in (content, *content.translations):  # as Pelican has put them together
            one.lang = build.config.written(one.lang)  # the core writes DEFAULT_LANG small
            if not hasattr(one, "bilingual"):
                files.setdefault(one.lang, one)
        for one in files.values():
            if one.settings["TYPOGRIFY"]:  # titles are plain texts
                one.title = text_in(read(one.title))
            _settle_srcset(one)
        first = files.get(source.tag)
        versions = Versions(self._page(first) if first else None)
        if first:
            versions.languages[source.tag] = self._written(first, versions)
        for language in build.config.translations:
            if language.tag in files:
                versions.languages[language.tag] = self._written(files[language.tag], versions)
            elif versions.page:
                self._add(language, versions, versions.page)
            elif first:
                self._say_no_markdown(first)
                translation = self._untranslated(versions.source, language)
                versions.languages[language.tag] = translation
        for tag, one in files.items():
            if tag not in versions.languages:
                versions.languages[tag] = self._written(one, versions)
        _introduce(versions)
        return versions

    def renew(self, versions: Versions, language: Language) -> None:
        """Make a page anew of what its catalog on disk says by now."""
        assert versions.page
        path = Path(versions.source.pelican.source_path)
        self._build.publication.forget(path, versions.page.domain, language)
        versions.page = self._build.pages.read(path)
        self._add(language, versions, versions.page)
        _introduce(versions)

    def _page(self, content: Content) -> SourcePage | None:
        """The parsed file of a content object; None for one that is no Markdown."""
        path = Path(content.source_path)
        return self._build.pages.read(path) if path.suffix in SUFFIXES else None

    def _add(self, language: Language, versions: Versions, page: SourcePage) -> None:
        """Add what a catalog makes of the source in a language."""
        build, source = self._build, versions.source
        catalog, pieces = build.publication.of(page, language)
        translation = self._translated(source, page, language, catalog, pieces)
        versions.languages[language.tag] = translation
        if build.publication.is_paired(page, language) and source.pelican.status == "published":
            pair = self._parallel(source, translation, page, catalog)
            versions.parallels[language.tag] = pair

    def _written(self, content: Content, versions: Versions) -> Version:
        """The version that a file of its own says."""
        language, page = self._build.config.language(content.lang), self._page(content)
        if page:
            self._lighten(content, self._build.pages.pieces(page))
        if language is None:
            where = self._build.project.shown(content.source_path)
            log_warning(_without_edition(content.lang, where, page))
        elif language is not self._build.config.source:
            # Between its own files a link means what it says; else it stays in the language.
            pages = pages_by_path(self._context)
            link_within(content, Linked(pages, language.tag, False, versions))
            if SUBSITES in content.settings:
                move_below(content, self._build.config.home(language.tag))
        if language is None or page is None:
            return self._alone(content, versions, language)
        pieces = self._build.pages.pieces(page)
        return self._version(content, versions, pieces, (language,), page)

    def _translated(
        self,
        source: Version,
        page: SourcePage,
        language: Language,
        catalog: Catalog,
        pieces: Pieces,
    ) -> Version:
        build, config = self._build, self._build.config
        metadata = dict(source.pelican.metadata, lang=language.tag)
        metadata |= {"slug": source.slug, "title": source.title}
        for segment in page.document.plain:
            text = catalog.look_up(segment)
            if segment.msgctxt == "slug" and text and not config.neutral:
                given = None if text == segment.msgid else as_slug(text, language.tag)
                metadata["slug"] = given or segment.msgid
            elif segment.msgctxt and segment.msgctxt != "slug":
                tag = config.source.tag if text is None else language.tag
                metadata[segment.msgctxt] = Text(text or segment.msgid, tag)
        clone = self._clone(source.pelican, pieces.body.html, metadata, language, parallel=False)
        self._lighten(clone, pieces, language.tag)
        version = self._version(clone, source.versions, pieces, (language,))
        version.coverage, version.followed = build.publication.coverage(page, language)
        version.locale_translators = join_names(catalog.translators, language.locale)
        translated = version.coverage.translated + version.coverage.stale
        version.content_lang = language.tag if translated else config.source.tag
        version.improve_url = config.edit_link(catalog.path)
        return version

    def _parallel(
        self, source: Version, translation: Version, page: SourcePage, catalog: Catalog
    ) -> Version:
        build, first = self._build, self._build.config.source
        (language,) = translation.languages
        pieces = build.publication.parallel(page, language)
        kept, tags = build.config.keeps_addresses, (first.tag, language.tag)
        url = parallel_url(*tags, source.url if kept else f"{source.slug}/")
        file = parallel_url(*tags, source.pelican.save_as) if kept else save_as(url)
        metadata = dict(source.pelican.metadata, slug=source.slug, url=url, save_as=file)
        clone = self._clone(source.pelican, pieces.body.html, metadata, language, parallel=True)
        self._lighten(clone, pieces, language.tag, pair=True)
        pair = self._version(clone, source.versions, pieces, (first, language))
        pair.titles = tuple(dict.fromkeys(build.config.ordered([source.title, translation.title])))
        pair.title = clone.title = Text(" / ".join(pair.titles), first.tag)
        pair.coverage, pair.followed = translation.coverage, translation.followed
        pair.locale_translators = join_names(catalog.translators, first.locale)
        pair.reading_minutes = source.reading_minutes  # one of the two is read
        translation.parallel_url = url
        source.parallel_url = source.parallel_url or url
        return pair

    def _clone(
        self,
        content: Content,
        html: str,
        metadata: dict[str, Any],
        language: Language,
        parallel: bool,
    ) -> Content:
        settings = self._settings[self._build.config.source.tag if parallel else language.tag]
        if not parallel:
            home = self._build.config.home(language.tag)
            for name in _ADDRESS & metadata.keys():  # a page that says where it is
                metadata[name] = f"{home}{metadata[name].removeprefix('./').lstrip('/')}"
            metadata |= self._groups(content, language)
        context = self._contexts[language.tag, parallel]
        clone = type(content)(shared(html), metadata, settings, content.source_path, context)
        _settle_srcset(clone)
        return clone

    def _lighten(self, content: Content, pieces: Pieces, tag: str = "", pair: bool = False) -> None:
        """Let a text that is kept elsewhere be read when it is asked for."""
        if pieces.body.asks:
            read = self._build.publication.text
            path = Path(content.source_path)
            lighten(content, partial(read, path, name_of_text(tag, pair)), pieces.body.asks)

    def _groups(self, content: Content, language: Language) -> dict[str, Any]:
        """The category and the authors of a page as metadata in a language."""
        given = self._build, self._settings[language.tag]
        found: dict[str, Any] = {}
        if "category" in content.metadata:
            found["category"] = group(content.metadata["category"], TOPIC, language, *given)
        if "authors" in content.metadata:
            authors = content.metadata["authors"]
            found["authors"] = [group(one, SETTING, language, *given) for one in authors]
        if "author" in content.metadata:
            found["author"] = group(content.metadata["author"], SETTING, language, *given)
        return found

    def _tags(self, content: Content, language: Language, own: bool) -> list[Topic]:
        """The topics of a page: those of the same name are one, and made once."""
        settings, found = self._settings[language.tag], list[Topic]()
        for tag in getattr(content, "tags", ()):
            name = tag.source_name if isinstance(tag, Topic) else tag.name
            key = type(tag), name, language.tag, own
            if key not in self._topics:
                self._topics[key] = topic(tag, language, self._build, settings, own)
            found.append(self._topics[key])
        return found

    def _say_no_markdown(self, content: Content) -> None:
        where, name = self._build.project.shown(content.source_path), self._build.config.source.name
        if where not in self._said:
            self._said.add(where)
            log_warning(f"{where}: {NO_MARKDOWN.format(name)}")

    def _untranslated(self, source: Version, language: Language) -> Version:
        """A page that is no Markdown, in another language: the source's text, and a note of it."""
        first, content = self._build.config.source, source.pelican
        metadata = dict(content.metadata, lang=language.tag, slug=content.slug, title=source.title)
        html = f'<div lang="{first.tag}">{body(content)}</div>'
        clone = self._clone(content, html, metadata, language, parallel=False)
        version = self._alone(clone, source.versions, language, own=False)
        version.title = clone.title = source.title
        version.content_lang = first.tag
        version.coverage = Coverage(Counts(untranslated=1))
        return version

    def _alone(
        self, content: Content, versions: Versions, language: Language | None, own: bool = True
    ) -> Version:
        """A page that is no Markdown, or in a language that the site does not have.

        Without a file of its `own` it has the source's.
        """
        config = self._build.config
        known = language or (config.source if config.keeps_addresses else None)
        content.tags = self._tags(content, known, own) if known else []
        content.title = title = Text(content.title, content.lang)
        languages = (language or config.source,)
        content.bilingual = version = Version(
            pelican=content,
            versions=versions,
            languages=languages,
            title=title,
            content_lang=content.lang,
            locale_date=getattr(content, "locale_date", ""),
            locale_modified=getattr(content, "locale_modified", ""),
        )
        return version

    def _version(
        self,
        content: Content,
        versions: Versions,
        pieces: Pieces,
        languages: tuple[Language, ...],
        file: SourcePage | None = None,
    ) -> Version:
        """What templates are given of a content object; the core's own values in its language.

        `pieces` is the page in the first of its `languages`, or in both; `file` what it alone is
        written in.
        """
        build, language = self._build, languages[0]
        title = content.title
        content.title = title if isinstance(title, Text) else Text(title, language.tag)
        content.tags = self._tags(content, language, file is not None)
        for name in ("date", "modified"):
            if hasattr(content, name):
                date = _date(getattr(content, name), content.date_format, language)
                setattr(content, f"locale_{name}", date)
        _print_fields(content, pieces)
        lists = {
            name: [_line(one, language.tag) for one in pieces.fields.get(name, ())]
            for name in LISTS
        }
        minutes = math.ceil(pieces.body.words / WORDS_A_MINUTE)
        content.bilingual = version = Version(
            pelican=content,
            versions=versions,
            languages=languages,
            title=content.title,
            content_lang=language.tag,
            file=file,
            _toc=pieces.body.toc,
            reading_minutes=max(1, minutes),
            keypoints=lists["keypoints"],
            sources=lists["sources"],
            corrections=self._corrections(file or versions.page, lists["corrections"], language),
            locale_date=getattr(content, "locale_date", ""),
            locale_modified=getattr(content, "locale_modified", ""),
            locale_authors=self._authors(content, language),
        )
        known = build.pages.words
        if known:
            glossary = [known[one.tag] for one in build.config.ordered(languages)]
            fallback = known[build.config.source.tag]
            version.terms = explanations(pieces.body.terms, glossary, fallback)
        return version

    def _corrections(
        self, page: SourcePage | None, texts: list[Text], language: Language
    ) -> list[Correction]:
        parts = page.document.fields.get("corrections", ()) if page else ()
        return [
            Correction(part.date, long_date(part.date, language.locale), text)
            for part, text in zip(parts, texts, strict=True)
            if part.date
        ]

    def _authors(self, content: Content, language: Language) -> str:
        site = self._build.publication.site(language)
        names = [str(author) for author in getattr(content, "authors", ())]
        names = [site.translation((SETTING, one)) or one for one in names]  # the site's own name
        return join_names(names, language.locale)


def _introduce(versions: Versions) -> None:
    """Tell each of a page's contents of the others."""
    contents = [one.pelican for one in versions.languages.values()]
    for one in contents:
        one.translations = [other for other in contents if other is not one]


def _settle_srcset(content: Content) -> None:
    if "srcset" in held(content):
        print_srcset(content)


def _date(value: datetime, form: str, language: Language) -> str:
    """A date as the site writes it; as the language does where the site says nothing."""
    if form == DEFAULT_CONFIG["DEFAULT_DATE_FORMAT"]:
        return long_date(value, language.locale)
    return strftime(value, form, language.locale)


def _without_edition(tag: str, where: str, page: SourcePage | None) -> ContentError:
    line = page.document.lines.get("lang", 1) if page else 1
    return ContentError(
        f"The page is in {tag!r}, which the site does not have: no list names it.",
        f"{where}:{line}",
        f"Add {tag!r} with its own name to {BILINGUAL}['languages'], if it shall have an edition.",
    )


def _print_fields(content: Content, pieces: Pieces) -> None:
    """Let Pelican's metadata be what this version's fields say."""
    if pieces.body.terms and "summary" not in pieces.fields:
        change_summary(content, unmarked)  # the text's beginning
    for name, rendered in pieces.fields.items():
        html = "".join(one.html for one in rendered)
        if name == "summary":
            print_summary(content, html)
        elif name not in LISTS:
            content.metadata[name] = html
            setattr(content, name, html)


def _line(rendered: Rendered, lang: str) -> Text:
    """A text of one line, in the language that it is in."""
    return Text(rendered.line, rendered.lang or lang)

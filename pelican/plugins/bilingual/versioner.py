"""Makes Pelican's content objects of a page in every language, from one parsed source."""

from __future__ import annotations

import math
import re
from collections import ChainMap
from typing import Any

from pelican.contents import Content
from pelican.urlwrappers import Tag

from .build import Build, refuse
from .catalog import Catalog
from .config import Language
from .coverage import coverage
from .document import Pieces, Rendered
from .errors import CatalogError
from .l10n import long_date
from .page_checks import check_page
from .preview import note
from .reader import ATTRIBUTE, SourcePage
from .segments import Segment
from .site import NOT_TRANSLATED, TOPIC
from .text import Text
from .topic import Topic
from .translate import Parallel, Target
from .urls import parallel_url, save_as, topic_url
from .versions import Linked, Versions

WORDS_A_MINUTE = 200
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Versioner:
    """Makes the versions of a page in one run."""

    def __init__(self, build: Build, context: dict[str, Any], settings: dict[str, Any]) -> None:
        """`context` is the one that Pelican's generators share."""
        self._build = build
        # For Pelican's `{tag}` links: each language has topics of its own.
        self._settings = {
            one.tag: {**settings, "TAG_URL": topic_url(one.tag, "{slug}")}
            for one in build.config.languages
        }
        self._contexts = {
            (language.tag, parallel): ChainMap(
                {"generated_content": Linked(context["generated_content"], language.tag, parallel)},
                context,
            )
            for language in build.config.targets
            for parallel in (False, True)
        }

    def make(self, content: Content) -> Versions:
        """All versions of a content object that `BilingualReader` has read."""
        page: SourcePage = content.metadata.pop(ATTRIBUTE)
        source = self._build.config.source
        content.versions = versions = Versions(content, page, {source.tag: content})
        self._dress(content, page.pieces, source)
        content.title = Text(content.title, source.tag)
        content.coverage, content.content_lang = None, source.tag
        for language in self._build.config.targets:
            catalog, pieces = self._published(page, language)
            version = self._translated(content, page, language, catalog, pieces)
            versions.languages[language.tag] = version
            if self._build.config.parallel and content.status == "published":
                pair = self._parallel(content, page, language, catalog)
                versions.parallels[language.tag] = pair
        for version in versions.languages.values():
            version.translations = [v for v in versions.languages.values() if v is not version]
        return versions

    def _render(self, page: SourcePage, language: Language, catalog: Catalog) -> Pieces:
        config = self._build.config
        target = Target(
            lambda segment: catalog.translation(segment.key),
            config.source.tag,
            page.pieces.body.anchors,
            self._backlink(language),
            (lambda one: note(one, catalog, config.edit_url)) if config.preview else None,
        )
        return self._build.parser.render_page(page.document, target)

    def _published(self, page: SourcePage, language: Language) -> tuple[Catalog, Pieces]:
        """A page's catalog without the messages that must not be published, and the page."""
        catalog = self._build.catalog(language, page.domain)
        pieces = self._render(page, language, catalog)
        locales = self._build.config.source.locale, language.locale
        problems = check_page(page.document, page.pieces, pieces, catalog, locales)
        refused = refuse(catalog, problems)
        if refused:
            catalog = catalog.without(refused)
            pieces = self._render(page, language, catalog)
        return catalog, pieces

    def _translated(
        self,
        content: Content,
        page: SourcePage,
        language: Language,
        catalog: Catalog,
        pieces: Pieces,
    ) -> Content:
        source = self._build.config.source
        metadata = dict(content.metadata, lang=language.tag)
        for segment in page.document.plain:
            text = catalog.translation(segment.key)
            if segment.msgctxt == "slug":
                metadata["slug"] = self._slug(segment, text, catalog)
            elif segment.msgctxt:
                tag = source.tag if text is None else language.tag
                metadata[segment.msgctxt] = Text(text or segment.msgid, tag)
        metadata.setdefault("slug", content.slug)
        clone = self._content(content, pieces, metadata, language, parallel=False)
        self._dress(clone, pieces, language)
        clone.coverage = coverage((segment.key for segment in page.document.segments), catalog)
        clone.content_lang = language.tag if clone.coverage.translated else source.tag
        edit_url = self._build.config.edit_url
        clone.improve_url = edit_url.format(path=catalog.path) if edit_url else ""
        return clone

    def _parallel(
        self, content: Content, page: SourcePage, language: Language, catalog: Catalog
    ) -> Content:
        build, source = self._build, self._build.config.source
        missing = self._build.site(language).translation((None, NOT_TRANSLATED)) or "—"
        translate = Parallel(
            lambda segment: catalog.translation(segment.key),
            source.tag,
            language.tag,
            missing,
            page.pieces.body.anchors,
        )
        pieces = build.parser.render_page(page.document, translate)
        translation = content.versions.languages[language.tag]
        url = parallel_url(source.tag, language.tag, content.slug)
        metadata = dict(content.metadata, slug=content.slug, url=url, save_as=save_as(url))
        pair = self._content(content, pieces, metadata, language, parallel=True)
        self._dress(pair, pieces, source)
        pair.titles = list(dict.fromkeys([content.title, translation.title]))
        pair.title = Text(" / ".join(pair.titles), source.tag)
        pair.coverage, pair.content_lang = translation.coverage, source.tag
        pair.reading_minutes = content.reading_minutes  # one of the two is read
        pair.versions, pair.pair = content.versions, (source, language)
        translation.parallel_url = url
        if not hasattr(content, "parallel_url"):
            content.parallel_url = url
        return pair

    def _content(
        self,
        content: Content,
        pieces: Pieces,
        metadata: dict[str, Any],
        language: Language,
        parallel: bool,
    ) -> Content:
        tag = self._build.config.source.tag if parallel else language.tag
        clone = type(content)(
            pieces.body.html,
            metadata,
            self._settings[tag],
            content.source_path,
            self._contexts[language.tag, parallel],
        )
        clone.versions = content.versions
        return clone

    def _dress(self, content: Content, pieces: Pieces, language: Language) -> None:
        """Set what themes print, in this version's language."""
        content.toc = pieces.body.toc
        words = len(re.sub(r"<[^>]*>", " ", pieces.body.html).split())
        content.reading_minutes = max(1, math.ceil(words / WORDS_A_MINUTE))
        content.keypoints = []
        for name, rendered in pieces.fields.items():
            if name == "keypoints":
                content.keypoints = [_inner(one, language.tag) for one in rendered]
                continue
            html = content.metadata[name] = "".join(one.html for one in rendered)
            if name == "summary":
                self._summarise(content, html)
            else:
                setattr(content, name, html)
        content.tags = [self.topic(tag, language) for tag in getattr(content, "tags", [])]
        for name in ("date", "modified"):
            if hasattr(content, name):
                date = long_date(getattr(content, name), language.locale)
                setattr(content, f"locale_{name}", date)

    def leave(self, content: Content) -> Versions:
        """Set what themes print on a page that is written in another language by itself."""
        content.metadata.pop(ATTRIBUTE, None)
        content.versions = versions = Versions(content, None, {content.lang: content})
        content.coverage, content.keypoints, content.toc = None, [], []
        content.title, content.content_lang = Text(content.title, content.lang), content.lang
        language = self._build.config.language(content.lang)
        tags = getattr(content, "tags", [])
        content.tags = [self.topic(tag, language) for tag in tags] if language else []
        return versions

    @staticmethod
    def _summarise(content: Content, html: str) -> None:
        """Let the summary's links fit the page that prints it, not the one that comes first."""

        def summary(siteurl: str) -> str:
            return str(content._update_content(html, siteurl))

        content.get_summary = summary

    def topic(self, tag: Tag, language: Language) -> Topic:
        """A tag in one language; without a translation it keeps the source's name."""
        name = getattr(tag, "original", tag.name)
        text = self._build.site(language).translation((TOPIC, name))
        topic = Topic(tag, text or name, language.tag)
        topic.original = name
        return topic

    def _backlink(self, language: Language) -> Any:
        title = self._build.parser.backlink_title
        text = self._build.site(language).translation((None, title)) if title else None
        return (lambda number: text.replace("{}", str(number))) if text else None

    def _slug(self, segment: Segment, text: str | None, catalog: Catalog) -> str:
        if text is None:
            return segment.msgid
        if text != segment.msgid and not _SLUG.fullmatch(text):
            line = catalog.messages[segment.key].line
            self._build.note(
                CatalogError(
                    f"The slug {text!r} cannot be an address.",
                    f"{catalog.path}:{line}",
                    "Use a-z, 0-9 and single hyphens, or leave it empty.",
                )
            )
        return text


def _inner(rendered: Rendered, lang: str) -> Text:
    """The HTML within the `span` that a key point is parsed in."""
    found = re.fullmatch(r"<span(?: lang=\"(.*?)\")?[^>]*>(.*)</span>", rendered.html, re.DOTALL)
    return Text(found[2], found[1] or lang) if found else Text(rendered.html, lang)

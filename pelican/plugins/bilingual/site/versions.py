"""Makes Pelican's content objects of a page in every language, from one parsed source."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pelican.contents import Content

from ..catalog.catalog import Catalog
from ..catalog.coverage import coverage
from ..catalog.site import NOT_TRANSLATED
from ..errors import CatalogError
from ..language.profile import join_names
from ..language.text import Text
from ..project.config import Language
from ..project.urls import NeutralUrl, as_slug, parallel_url, save_as, topic_url
from ..source.document import Pieces
from ..source.pages import SourcePage
from ..source.segments import Segment
from ..source.translation import Parallel
from .printed import dress, dress_alone
from .reader import ATTRIBUTE
from .run import Build


@dataclass(slots=True)
class Versions:
    """A page's content objects: one per language, one per parallel pair."""

    source: Content
    page: SourcePage | None
    """The parsed source; None for a page that is written in another language by itself."""
    languages: dict[str, Content] = field(default_factory=dict)
    """By language tag, the source's among them."""
    parallels: dict[str, Content] = field(default_factory=dict)
    """By the tag of the target language."""


class Linked(Mapping[str, "Content | None"]):
    """Pelican's map of source path to content, for links that stay in the reader's language."""

    def __init__(self, sources: Mapping[str, Any], tag: str, parallel: bool) -> None:
        self._sources, self._tag, self._parallel = sources, tag, parallel

    def __getitem__(self, path: str) -> Content | None:
        content = self._sources[path]
        versions: Versions | None = getattr(content, "versions", None)
        if versions is None:
            return content
        found = versions.parallels if self._parallel else versions.languages
        return found.get(self._tag, content)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


class Versioner:
    """Makes the versions of a page in one run."""

    def __init__(self, build: Build, context: dict[str, Any], settings: dict[str, Any]) -> None:
        """`context` is the one that Pelican's generators share."""
        self._build = build
        build.publication.learn_words()
        pattern = NeutralUrl if build.config.neutral else str
        # For Pelican's `{tag}` links: each language has topics of its own.
        self._settings = {
            one.tag: {**settings, "TAG_URL": pattern(topic_url(one.tag, "{slug}"))}
            for one in build.config.languages
        }
        self._contexts = {
            (language.tag, parallel): ChainMap(
                {"generated_content": Linked(context["generated_content"], language.tag, parallel)},
                context,
            )
            for language in build.config.translations
            for parallel in (False, True)
        }

    def make(self, content: Content) -> Versions:
        """All versions of a content object that `BilingualReader` has read."""
        page: SourcePage = content.metadata.pop(ATTRIBUTE)
        source = self._build.config.source
        content.versions = versions = Versions(content, page, {source.tag: content})
        dress(content, page.document, page.pieces, self._build, source)
        content.title = Text(content.title, source.tag)
        content.coverage, content.content_lang = None, source.tag
        content.locale_translators = ""
        for language in self._build.config.translations:
            catalog, pieces = self._build.publication.of(page, language)
            version = self._translated(content, page, language, catalog, pieces)
            versions.languages[language.tag] = version
            in_parallel = self._build.config.parallel and not language.base
            if in_parallel and content.status == "published":
                pair = self._parallel(content, page, language, catalog)
                versions.parallels[language.tag] = pair
        for version in versions.languages.values():
            version.translations = [v for v in versions.languages.values() if v is not version]
        return versions

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
                slug = self._slug(segment, text, catalog, language)
                metadata["slug"] = content.slug if self._build.config.neutral else slug
            elif segment.msgctxt:
                tag = source.tag if text is None else language.tag
                metadata[segment.msgctxt] = Text(text or segment.msgid, tag)
        metadata.setdefault("slug", content.slug)
        clone = self._content(content, pieces, metadata, language, parallel=False)
        dress(clone, page.document, pieces, self._build, language)
        clone.coverage = coverage((segment.key for segment in page.document.segments), catalog)
        clone.locale_translators = join_names(catalog.translators, language.locale)
        clone.content_lang = language.tag if clone.coverage.translated else source.tag
        edit_url = self._build.config.edit_url
        clone.improve_url = edit_url.format(path=catalog.path) if edit_url else ""
        return clone

    def _parallel(
        self, content: Content, page: SourcePage, language: Language, catalog: Catalog
    ) -> Content:
        build, source = self._build, self._build.config.source
        missing = self._build.publication.site(language).translation((None, NOT_TRANSLATED)) or "—"
        translate = Parallel(
            catalog.look_up,
            source.tag,
            language.tag,
            missing,
            page.pieces.body.anchors,
            (source.locale, language.locale),
        )
        explain = build.pages.explainer(page.document.path, source)
        pieces = build.pages.parser.render_page(page.document, translate, explain)
        translation = content.versions.languages[language.tag]
        url = parallel_url(source.tag, language.tag, content.slug)
        metadata = dict(content.metadata, slug=content.slug, url=url, save_as=save_as(url))
        pair = self._content(content, pieces, metadata, language, parallel=True)
        dress(pair, page.document, pieces, build, source, language)
        pair.titles = list(dict.fromkeys([content.title, translation.title]))
        pair.title = Text(" / ".join(pair.titles), source.tag)
        pair.coverage, pair.content_lang = translation.coverage, source.tag
        pair.locale_translators = join_names(catalog.translators, source.locale)
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

    def leave(self, content: Content) -> Versions:
        """Set what themes print on a page that is written in another language by itself."""
        content.metadata.pop(ATTRIBUTE, None)
        content.versions = versions = Versions(content, None, {content.lang: content})
        dress_alone(content, self._build)
        return versions

    def _slug(
        self, segment: Segment, text: str | None, catalog: Catalog, language: Language
    ) -> str:
        if text is None or text == segment.msgid:
            return segment.msgid
        slug = as_slug(text, language.tag)
        if slug is None:
            line = catalog.messages[segment.key].line
            self._build.notes.note(
                CatalogError(
                    f"The slug {text!r} cannot be an address.",
                    f"{catalog.path}:{line}",
                    "Use a-z, 0-9 and single hyphens, or leave it empty.",
                )
            )
        return slug or segment.msgid

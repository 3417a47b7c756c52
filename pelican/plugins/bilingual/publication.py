"""What is published of a page's translation: the messages that no check refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .build import Build, refuse
from .catalog import Catalog
from .config import Language
from .document import Document, Pieces
from .glossary import read_entries, words
from .page_checks import check_page
from .preview import note
from .reader import SourcePage
from .sources import domain_of, shown
from .translate import LookUp, Source, Target


class Publication:
    """Catalogs and pages of one run as readers get them, each made once."""

    def __init__(self, build: Build, content: str) -> None:
        """`content` is Pelican's `PATH`."""
        self._build = build
        if build.glossary and len(build.words) == 1:
            self._learn_words(build.glossary, content)

    def of(self, page: SourcePage, language: Language) -> tuple[Catalog, Pieces]:
        """A page's catalog without the messages that must not be published, and the page."""
        key = language.tag, page.domain
        if key not in self._build.published:
            self._build.published[key] = self._publish(page, language)
        return self._build.published[key]

    def _publish(self, page: SourcePage, language: Language) -> tuple[Catalog, Pieces]:
        catalog = self._build.catalog(language, page.domain)
        base = self._build.config.language(language.base)
        if base:  # what is wrong in both scripts has been said
            checked, _ = self.of(page, base)
            catalog = catalog.without({key for key, one in checked.messages.items() if one.fuzzy})
        pieces = self._render(page, language, catalog)
        locales = self._build.config.source.locale, language.locale
        problems = check_page(page.document, page.pieces, pieces, catalog, locales)
        refused = refuse(catalog, problems)
        if refused:
            catalog = catalog.without(refused)
            pieces = self._render(page, language, catalog)
        return catalog, pieces

    def _render(self, page: SourcePage, language: Language, catalog: Catalog) -> Pieces:
        config = self._build.config
        target = Target(
            look_up(catalog),
            config.source.tag,
            page.pieces.body.anchors,
            self._backlink(language),
            language.locale,
            (lambda one: note(one, catalog, config.edit_url)) if config.preview else None,
        )
        explain = self._build.explainer(page.document.path, language)
        return self._build.parser.render_page(page.document, target, explain)

    def _backlink(self, language: Language) -> Callable[[int], str] | None:
        title = self._build.parser.backlink_title
        text = self._build.site(language).translation((None, title)) if title else None
        return (lambda number: text.replace("{}", str(number))) if text else None

    def _learn_words(self, document: Document, content: str) -> None:
        """The glossary in every language, as far as it is published."""
        build = self._build
        pieces = build.parser.render_page(document, Source(build.config.source.locale))
        page = SourcePage(document, domain_of(shown(document.path, Path(content))), pieces)
        entries = read_entries(document)
        for language in build.config.translations:
            catalog, _ = self.of(page, language)
            build.words[language.tag] = words(entries, language.tag, look_up(catalog))


def look_up(catalog: Catalog) -> LookUp:
    """What a catalog publishes, segment by segment."""
    return lambda segment: catalog.translation(segment.key)

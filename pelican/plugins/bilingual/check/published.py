"""What is published of a site's translations: the messages that no check refuses."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from ..catalog.catalog import Catalog, Message
from ..catalog.note import note
from ..catalog.store import Store
from ..project.config import Language
from ..project.files import DOMAIN
from ..project.read import Project
from ..source.document import Pieces
from ..source.glossary import read_entries, words
from ..source.pages import Pages, SourcePage
from ..source.segments import Key
from ..source.translation import Target
from .page import check_page, check_site
from .rules import Problem

logger = logging.getLogger(__name__)


class Publication:
    """Catalogs and pages of one run as readers get them, each made once."""

    def __init__(self, project: Project, pages: Pages, store: Store) -> None:
        self._project, self._pages, self._store = project, pages, store
        self._sites: dict[str, Catalog] = {}
        self._published: dict[tuple[str, str], tuple[Catalog, Pieces]] = {}
        """By language tag and domain: what is published of a catalog, and the page made of it."""

    def site(self, language: Language) -> Catalog:
        """The catalog of theme strings, site settings and topic names, as it is published."""
        if language is self._project.config.source:
            return Catalog("")
        if language.tag not in self._sites:
            self._sites[language.tag] = self._site(language)
        return self._sites[language.tag]

    def _site(self, language: Language) -> Catalog:
        catalog = self._store.catalog(language, DOMAIN)
        base = self._project.config.language(language.base)
        refused = set[Key]()
        if base:  # what is wrong in both scripts has been said
            refused = _fuzzy(self.site(base)) - _fuzzy(catalog)
            catalog = catalog.without(refused)
        refused |= refuse(catalog, check_site(catalog))
        return self._store.without(language, DOMAIN, refused) if refused else catalog

    def learn_words(self) -> None:
        """Give the source pages the glossary in every language, as far as it is published."""
        pages = self._pages
        if not pages.glossary or len(pages.words) > 1:
            return
        page = pages.page(pages.glossary)
        entries = read_entries(pages.glossary)
        for language in self._project.config.translations:
            catalog, _ = self.of(page, language)
            pages.words[language.tag] = words(entries, language.tag, catalog.look_up)

    def of(self, page: SourcePage, language: Language) -> tuple[Catalog, Pieces]:
        """A page's catalog without the messages that must not be published, and the page."""
        key = language.tag, page.domain
        if key not in self._published:
            self._published[key] = self._publish(page, language)
        return self._published[key]

    def _publish(self, page: SourcePage, language: Language) -> tuple[Catalog, Pieces]:
        catalog = self._store.catalog(language, page.domain)
        base = self._project.config.language(language.base)
        if base:  # what is wrong in both scripts has been said
            checked, _ = self.of(page, base)
            catalog = catalog.without(_fuzzy(checked))
        pieces = self._render(page, language, catalog)
        locales = self._project.config.source.locale, language.locale
        problems = check_page(page.document, page.pieces, pieces, catalog, locales)
        refused = refuse(catalog, problems)
        if refused:
            catalog = catalog.without(refused)
            pieces = self._render(page, language, catalog)
        return catalog, pieces

    def _render(self, page: SourcePage, language: Language, catalog: Catalog) -> Pieces:
        config = self._project.config
        target = Target(
            catalog.look_up,
            config.source.tag,
            page.pieces.body.anchors,
            self._backlink(language),
            language.locale,
            (lambda one: note(one, catalog, config.edit_url)) if config.preview else None,
        )
        explain = self._pages.explainer(page.document.path, language)
        return self._pages.parser.render_page(page.document, target, explain)

    def _backlink(self, language: Language) -> Callable[[int], str] | None:
        title = self._pages.parser.backlink_title
        text = self.site(language).translation((None, title)) if title else None
        return (lambda number: text.replace("{}", str(number))) if text else None


def refuse(catalog: Catalog, problems: Iterable[tuple[Message, Problem]]) -> set[Key]:
    """Warn of messages that are not published, and give their keys."""
    refused = []
    for message, problem in problems:
        refused.append(message)
        logger.warning(
            "%s:%d: %s Readers see the source text.", catalog.path, message.line, problem.text
        )
    return {key for key, message in catalog.messages.items() if message in refused}


def _fuzzy(catalog: Catalog) -> set[Key]:
    return {key for key, message in catalog.messages.items() if message.fuzzy}

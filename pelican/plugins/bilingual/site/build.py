"""What one run of Pelican shares: the site, its pages and catalogs, and the errors found."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from pelican.contents import Content

from ..catalog.catalog import Catalog
from ..check.kept import Judgement
from ..check.published import Publication
from ..check.rules import ERROR, SLUG
from ..errors import BilingualError, Notes
from ..language.characters import one_line
from ..project.cache import FOLDER, Cache
from ..project.config import Config, Language
from ..project.read import read_project
from ..project.urls import language_settings
from .core import body, is_light, settings_file

logger = logging.getLogger(__name__)


class Build:
    """State of one run; a new one is made for each, so that a rebuild starts afresh."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Raises `SettingsError` for a wrong `BILINGUAL`."""
        self.project = read_project(settings, settings_file(settings))
        self.config: Config = self.project.config
        self.notes = Notes()
        self.cache = Cache(self.project.root / FOLDER if self.config.cache else None)
        self.publication = Publication(self.project, self.notes, warn, cache=self.cache)
        self.pages, self.store = self.publication.pages, self.publication.store

    def text_of(self, content: Content) -> object:
        """The texts of a page, by what they were made of; where that is not known, this one."""
        version = getattr(content, "bilingual", None)
        made = self.publication.name_of(str(content.source_path)) if version else b""
        if version and made and (is_light(content) or version.coverage is not None):
            return made
        return body(content)

    def doubt(self, error: BilingualError) -> None:
        """Note what is wrong with a page; where the site was published with it, only say so."""
        if self.config.keeps_addresses:
            log_warning(error)
        else:
            self.notes.note(error)

    def settings_in(self, language: Language) -> dict[str, Any]:
        """Pelican's settings as the pages of a language see them."""
        home = self.config.home(language.tag) if self.config.keeps_addresses else None
        return language_settings(self.project.settings, language.tag, home)


def warn(catalog: Catalog, refused: Judgement) -> None:
    """Say which messages are not published, and what readers get instead."""
    for message, problem in refused:
        if problem.severity != ERROR:
            continue
        is_slug = problem.check == SLUG
        instead = "The page has the source's." if is_slug else "Readers see the source text."
        where = f"{catalog.path}:{message.line}"
        log_warning(f"{where}: {problem.text} {instead}")


def log_warning(what: object) -> None:
    """Say something in the log, on one line that steers neither a terminal nor a workflow."""
    logger.warning("%s", one_line(str(what)))

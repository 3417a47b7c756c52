"""What one run of Pelican shares: configuration, catalogs, parser, and the errors found."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .catalog import Catalog, Key, Message, domain_path, find_domains, read_catalog
from .checks import Problem
from .collation import sort_key
from .config import Config, Language
from .document import Document, Pieces
from .errors import BilingualError, SettingsError, raise_all
from .glossary import Words, explain, in_order, read_entries, words
from .page_checks import check_site
from .parser import Explain, Parser
from .scripts import EXCEPTIONS, Script, read_exceptions, script_of
from .settings import SETTING, read_config
from .site import DOMAIN
from .sources import read_source, shown

logger = logging.getLogger(__name__)

KEY = "BILINGUAL_BUILD"
"""The setting that carries the `Build` of the present run."""


class Build:
    """State of one run; a new one is made for each, so that a rebuild starts afresh."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Raises `SettingsError` for a wrong `BILINGUAL`."""
        self.root = Path.cwd()
        self.config: Config = read_config(settings, self.root)
        self.parser = Parser(
            settings["MARKDOWN"], settings["FORMATTED_FIELDS"], self.config.source.locale
        )
        self.published: dict[tuple[str, str], tuple[Catalog, Pieces]] = {}
        """By language tag and domain: what is published of a catalog, and the page made of it."""
        self.glossary = self._read_glossary(Path(settings["PATH"]))
        self.words: dict[str, Words] = {}
        """The glossary by language tag."""
        if self.glossary:
            tag = self.config.source.tag
            self.words[tag] = words(read_entries(self.glossary), tag)
        self._errors: list[BilingualError] = []
        self._catalogs: dict[tuple[str, str], Catalog] = {}
        self._scripts: dict[str, Script | None] = {}

    def catalog(self, language: Language, domain: str) -> Catalog:
        """A catalog, read once; one that cannot be read is empty and noted as an error."""
        key = (language.tag, domain)
        if key not in self._catalogs:
            path = domain_path(self.config.catalogs, language.folder, domain)
            name = shown(path, self.root)
            try:
                self._catalogs[key] = self._read(path, name, domain, language)
            except BilingualError as error:
                self.note(error)
                self._catalogs[key] = Catalog(name)
        return self._catalogs[key]

    def script(self, language: Language) -> Script | None:
        """How a language writes the translations of its catalogs; its list is read once."""
        if language.tag not in self._scripts:
            self._scripts[language.tag] = None  # where the list cannot be read, once is enough
            path = self.config.catalogs / language.folder / EXCEPTIONS
            exceptions = read_exceptions(path, shown(path, self.root)) if language.base else {}
            self._scripts[language.tag] = script_of(language.tag, exceptions)
        return self._scripts[language.tag]

    def document(self, text: str, name: str) -> Document:
        """A source page, parsed; the glossary is already."""
        if self.glossary and self.glossary.path == name:
            return self.glossary
        return self.parser.parse(text, name, self.config.fields)

    def explainer(self, path: str, language: Language) -> Explain | None:
        """What marks the glossary's terms on a page; the glossary itself is put in order.

        In the source language, and so on parallel pages, it stays in the order of its author.
        """
        if self.glossary is None:
            return None
        if path == self.glossary.path:
            key = sort_key(language.tag)
            return None if language is self.config.source else lambda root, _: in_order(root, key)
        return lambda root, stashed: explain(root, language.tag, self.words, stashed)

    def _read_glossary(self, content: Path) -> Document | None:
        if not self.config.glossary:
            return None
        path = content / self.config.glossary
        if not path.is_file():
            raise SettingsError(
                f"{SETTING}['glossary'] names {self.config.glossary}, which is not there.",
                remedy=f"Name a page below {shown(content, self.root)}, or take the key out.",
            )
        name = shown(path, self.root)
        return self.parser.parse(read_source(path, name), name, self.config.fields)

    def _read(self, path: Path, name: str, domain: str, language: Language) -> Catalog:
        script, runtime = self.script(language), domain == DOMAIN
        base, refused = self.config.language(language.base), set[Key]()
        if base:  # what is wrong in both scripts has been said
            known = self.catalog(base, domain)
            if not known.messages:
                return known
            refused = {key for key, message in known.messages.items() if message.fuzzy}
        catalog = read_catalog(path, name, runtime, refused, script)
        more = refuse(catalog, check_site(catalog)) if runtime else set()
        return read_catalog(path, name, runtime, refused | more, script) if more else catalog

    def site(self, language: Language) -> Catalog:
        """The catalog of theme strings, site settings and topic names."""
        if language is self.config.source:
            return Catalog("")
        return self.catalog(language, DOMAIN)

    def unused_catalogs(self) -> list[str]:
        """Catalogs on disk that no page has asked for."""
        return [
            shown(domain_path(self.config.catalogs, language.folder, domain), self.root)
            for language in self.config.targets
            for domain in find_domains(self.config.catalogs, language.folder)
            if (language.tag, domain) not in self._catalogs and domain != DOMAIN
        ]

    def note(self, error: BilingualError) -> None:
        """Keep an error until all of a kind are found."""
        self._errors.append(error)

    def take_noted(self) -> list[BilingualError]:
        """The errors that were noted; they count as dealt with."""
        errors, self._errors = self._errors, []
        return errors

    def raise_noted(self) -> None:
        """Raise the errors that were noted, if any."""
        raise_all(self.take_noted())


def refuse(catalog: Catalog, problems: Iterable[tuple[Message, Problem]]) -> set[Key]:
    """Warn of messages that are not published, and give their keys."""
    refused = []
    for message, problem in problems:
        refused.append(message)
        logger.warning(
            "%s:%d: %s Readers see the source text.", catalog.path, message.line, problem.text
        )
    return {key for key, message in catalog.messages.items() if message in refused}

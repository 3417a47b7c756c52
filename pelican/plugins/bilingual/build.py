"""What one run of Pelican shares: configuration, catalogs, parser, and the errors found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .catalog import Catalog, domain_path, find_domains, read_catalog
from .config import Config, Language, read_config
from .errors import BilingualError, raise_all
from .parser import Parser
from .site import DOMAIN
from .sources import shown

KEY = "BILINGUAL_BUILD"
"""The setting that carries the `Build` of the present run."""


class Build:
    """State of one run; a new one is made for each, so that a rebuild starts afresh."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Raises `SettingsError` for a wrong `BILINGUAL`."""
        self.root = Path.cwd()
        self.config: Config = read_config(settings, self.root)
        self.parser = Parser(settings["MARKDOWN"], settings["FORMATTED_FIELDS"])
        self._errors: list[BilingualError] = []
        self._catalogs: dict[tuple[str, str], Catalog] = {}

    def catalog(self, language: Language, domain: str) -> Catalog:
        """A catalog, read once; one that cannot be read is empty and noted as an error."""
        key = (language.tag, domain)
        if key not in self._catalogs:
            path = domain_path(self.config.catalogs, language.folder, domain)
            name = shown(path, self.root)
            try:
                self._catalogs[key] = read_catalog(path, name, runtime=domain == DOMAIN)
            except BilingualError as error:
                self.note(error)
                self._catalogs[key] = Catalog(name)
        return self._catalogs[key]

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

    def raise_noted(self) -> None:
        """Raise the errors that were noted, if any."""
        errors, self._errors = self._errors, []
        raise_all(errors)

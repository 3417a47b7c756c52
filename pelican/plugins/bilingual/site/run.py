"""What one run of Pelican shares: the site, its pages and catalogs, and the errors found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..catalog.store import Store
from ..check.published import Publication
from ..errors import Notes
from ..project.config import Config
from ..project.read import read_project
from ..source.pages import Pages

KEY = "BILINGUAL_BUILD"
"""The setting that carries the `Build` of the present run."""


class Build:
    """State of one run; a new one is made for each, so that a rebuild starts afresh."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Raises `SettingsError` for a wrong `BILINGUAL`."""
        self.project = read_project(settings, Path.cwd() / "pelicanconf.py")
        self.config: Config = self.project.config
        self.notes = Notes()
        self.pages = Pages(self.project)
        self.store = Store(self.project, self.notes)
        self.publication = Publication(self.project, self.pages, self.store)

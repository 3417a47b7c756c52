"""What is carried along while Pelican runs: the one thing that is put among its settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..project.output.staging import Staging
from ..site.build import Build
from ..site.versions import Versions
from .context import Surroundings

KEY = "BILINGUAL_RUN"
"""The setting that carries the `Run`: settings are what all of Pelican's signals bring along."""


@dataclass(slots=True)
class Run:
    """One run, the first or one of autoreload's."""

    build: Build
    staging: Staging
    alone: bool
    """No other plugin takes part, of which nobody knows what its pages are made of."""
    versions: list[Versions] = field(default_factory=list)
    """Every page, as soon as it has its versions."""
    surroundings: Surroundings | None = None
    """The site as its pages see it, once all of them are there."""
    context: dict[str, Any] = field(default_factory=dict)
    """Pelican's, which its generators share; it is full by then."""

"""The rules of `rules.toml` as Python values; the only module that reads the file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final, Literal

Case = Literal["plain", "locative", "dative", "ablative", "genitive"]
"""Cases of a word in a date: `noýabr`, `noýabrda`, `noýabra`, `noýabrdan`, `noýabryň`."""

RULES: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("rules.toml").read_text(encoding="utf-8")
)
"""All tables, as `tomllib` reads them; each is described where it stands."""


def word_lists(table: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """A table whose values are lists of words with spaces between."""
    return {name: tuple(text.split()) for name, text in table.items()}


def both_cases(table: dict[str, str]) -> dict[str, str]:
    """A table of letters, and the same for capitals where a letter has one of its own.

    Turkish `ı` has none: its capital is that of `i`.
    """
    capitals = {
        one.upper(): other.upper() for one, other in table.items() if one.upper().lower() == one
    }
    return {**capitals, **table}

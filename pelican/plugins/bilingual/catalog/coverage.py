"""How much of a page a language has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ..source.segments import Key
from .catalog import Catalog


@dataclass(frozen=True, slots=True)
class Coverage:
    """Counts of a page's messages in one target language, by state."""

    translated: int = 0
    fuzzy: int = 0
    untranslated: int = 0
    reviewed: int = 0
    """Translated messages that a person vouches for."""
    machine: bool = False
    """The translation was drafted by a machine."""
    words: int = 0
    """Words of the source."""
    words_left: int = 0
    """Words of the source that are not translated, or in doubt."""

    @property
    def total(self) -> int:
        return self.translated + self.fuzzy + self.untranslated

    @property
    def missing(self) -> int:
        """Messages that readers see in the source language."""
        return self.fuzzy + self.untranslated

    @property
    def ratio(self) -> float:
        """Translated share, 0 to 1; 1 where there is nothing to translate."""
        return self.translated / self.total if self.total else 1.0

    @property
    def reviewed_ratio(self) -> float:
        """Reviewed share, 0 to 1; 1 where there is nothing to translate."""
        return self.reviewed / self.total if self.total else 1.0

    @property
    def complete(self) -> bool:
        return not self.missing

    @property
    def draft(self) -> bool:
        """A machine's text that nobody has read in full."""
        return self.machine and self.reviewed < self.translated


def coverage(keys: Iterable[Key], catalog: Catalog) -> Coverage:
    """Count each message once, however many segments share it; a slug is optional."""
    counts: Counter[str] = Counter()
    for key in dict.fromkeys(keys):
        if key[0] == "slug":
            continue
        message = catalog.messages.get(key)
        words = len(key[1].split())
        counts["words"] += words
        if message and message.published:
            counts["translated"] += 1
            counts["reviewed"] += message.reviewed
        else:
            counts["fuzzy" if message and message.msgstr else "untranslated"] += 1
            counts["words_left"] += words
    return Coverage(machine=catalog.machine, **counts)

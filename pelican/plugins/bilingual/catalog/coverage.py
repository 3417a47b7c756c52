"""How much of a page a language has, in messages and in words: the one counter of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..source.segments import Key
from .catalog import Catalog, Message

_TARGET = re.compile(r"\]\([^)\s]*[^)]*\)|<https?://[^>]*>|\[\^[^\]]*\]|%\(\w+\)\w|\{:[^}]*\}")
_MARKS = ("](", "<http", "[^", "%(", "{:")
"""What each of these has."""
_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Counts:
    """Messages, or the words of their sources, by state."""

    translated: int = 0
    stale: int = 0
    """Those whose source has changed slightly since: readers keep the translation."""
    fuzzy: int = 0
    untranslated: int = 0
    reviewed: int = 0
    """The translated ones that a person vouches for."""

    @property
    def total(self) -> int:
        return self.translated + self.stale + self.fuzzy + self.untranslated

    @property
    def left(self) -> int:
        """Those that are not translated, or in doubt."""
        return self.fuzzy + self.untranslated

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.translated + other.translated,
            self.stale + other.stale,
            self.fuzzy + other.fuzzy,
            self.untranslated + other.untranslated,
            self.reviewed + other.reviewed,
        )


@dataclass(frozen=True, slots=True)
class Coverage:
    """A page in one target language."""

    messages: Counts = field(default_factory=Counts)
    words: Counts = field(default_factory=Counts)
    machine: bool = False
    """The translation was drafted by a machine."""

    def __add__(self, other: Coverage) -> Coverage:
        machine = self.machine or other.machine
        return Coverage(self.messages + other.messages, self.words + other.words, machine)

    @property
    def translated(self) -> int:
        """Messages whose translation is one of the source as it is."""
        return self.messages.translated

    @property
    def stale(self) -> int:
        """Messages whose translation is one of a slightly different source; readers see it."""
        return self.messages.stale

    @property
    def fuzzy(self) -> int:
        """Messages whose translation is in doubt."""
        return self.messages.fuzzy

    @property
    def untranslated(self) -> int:
        """Messages without a translation."""
        return self.messages.untranslated

    @property
    def reviewed(self) -> int:
        """Translated messages that a person vouches for."""
        return self.messages.reviewed

    @property
    def total(self) -> int:
        """All messages."""
        return self.messages.total

    @property
    def missing(self) -> int:
        """Messages that readers see in the source language."""
        return self.messages.left

    @property
    def words_left(self) -> int:
        """Words of the source that translators have to see to."""
        return self.words.left + self.words.stale

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
        """Nothing is missing."""
        return not self.missing

    @property
    def draft(self) -> bool:
        """A machine's text that nobody has read in full."""
        return self.machine and self.reviewed < self.translated + self.stale


def coverage(keys: Iterable[Key], catalog: Catalog) -> Coverage:
    """Count each message once, however many segments share it; a slug is optional."""
    messages, words = Counter[str](), Counter[str]()
    for key in dict.fromkeys(keys):
        if key[0] == "slug":
            continue
        message = catalog.messages.get(key)
        state, size = state_of(message), words_in(key[1])
        messages[state] += 1
        words[state] += size
        if state == "translated" and message is not None and message.reviewed:
            messages["reviewed"] += 1
            words["reviewed"] += size
    return Coverage(Counts(**messages), Counts(**words), catalog.machine)


def state_of(message: Message | None) -> str:
    """`translated`, `stale`, `fuzzy` or `untranslated`."""
    if message is None or not message.translated:
        return "untranslated"
    return "fuzzy" if message.fuzzy else "stale" if message.stale else "translated"


def words_in(msgid: str) -> int:
    """How many words a translator has to write: without the targets of links."""
    has_targets = any(one in msgid for one in _MARKS)
    return len(_WORD.findall(_TARGET.sub("]", msgid) if has_targets else msgid))

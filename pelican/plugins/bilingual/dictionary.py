"""A dictionary of words and affixes: whether something is a word, whatever its endings.

Affixes as hunspell(5) has them: suffixes and prefixes, with what they replace and their
conditions, two suffixes in a row, and both edges at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

Flags = frozenset[str]

_DOTTED = str.maketrans("Iİ", "ıi")
"""Small letters of Turkish and Azerbaijani, where Python's are those of other languages."""


class Affix(NamedTuple):
    """A way to begin or to end a word."""

    flag: str
    """Words with this flag take it."""
    strip: str
    """What it replaces at the stem's edge."""
    condition: str
    """A regular expression for the stem; empty for any."""
    crosses: bool
    """It goes together with one at the other edge."""
    flags: Flags
    """The affixes that may follow it."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a dictionary says besides its words."""

    suffixes: Mapping[str, list[Affix]] = field(default_factory=dict)
    prefixes: Mapping[str, list[Affix]] = field(default_factory=dict)
    sets: tuple[Flags, ...] = ()
    """Numbered sets of flags."""
    flag_kind: str = ""
    """How flags are written: `num`, `long`, or one character each."""
    virtual: Flags = frozenset()
    """Flags of stems that are no words without an affix."""
    forbidden: str = ""
    """The flag of what is no word."""
    language: str = ""
    letters: str = ""
    """Letters to try in a suggestion, the most frequent first."""
    replacements: tuple[tuple[str, str], ...] = ()
    """What people type, and what they mean: `sh`, `ş`."""
    alike: tuple[str, ...] = ()
    """Letters that are taken for each other: `oö`."""


class Dictionary:
    """The words of a language."""

    def __init__(self, rules: Rules, stems: dict[str, list[str]]) -> None:
        """`stems` are the words of the list, with the flags of each as the list writes them."""
        self.rules = rules
        self._stems = stems
        self._flags: dict[str, Flags] = {}
        self._known: dict[str, bool] = {}
        self._twofold = any(one.flags for several in rules.suffixes.values() for one in several)

    def add(self, word: str, model: str = "") -> bool:
        """Add a word that takes the endings of a model; whether the model is in the list."""
        entries = [*self._stems.get(model, ())]
        self._stems[word] = [*self._stems.get(word, ()), *(entries or [""])]
        self._known.clear()
        return bool(entries) or not model

    def knows(self, word: str) -> bool:
        """Whether it is a word, with small letters or with capitals where a text may have them."""
        if word not in self._known:
            self._known[word] = any(map(self._has, self._cases(word)))
        return self._known[word]

    def is_ending(self, text: str) -> bool:
        """Whether there are words that end so."""
        return text in self.rules.suffixes

    def lower(self, text: str) -> str:
        """A text in small letters, as the language writes them."""
        dotted = self.rules.language[:2] in {"tr", "az"}
        return (text.translate(_DOTTED) if dotted else text).lower()

    def _cases(self, word: str) -> Iterator[str]:
        """How the list may write a word of a text: `Söz` as `söz`, `AŞGABAT` as `Aşgabat`."""
        yield word
        if word[:1].isupper():
            yield self.lower(word[0]) + word[1:]
            if word.isupper() and len(word) > 1:
                yield self.lower(word)
                yield word[0] + self.lower(word[1:])

    def _has(self, word: str) -> bool:
        entries = [*self._entries(word)]
        if any(self.rules.forbidden in flags for flags in entries):
            return False
        if any(not self.rules.virtual & flags for flags in entries):
            return True
        return self._ends(word) or any(
            any(prefix.flag in flags for flags in self._entries(rest))
            or (prefix.crosses and self._ends(rest, prefix))
            for rest, prefix in self._without_prefix(word)
        )

    def _ends(self, word: str, prefix: Affix | None = None) -> bool:
        """Whether a stem that may have the prefix makes this with one or two suffixes."""
        for stem, suffix in self._without_suffix(word):
            if prefix and not suffix.crosses:
                continue
            if self._takes(stem, suffix, suffix.flags, prefix):
                return True
            for root, inner in self._without_suffix(stem) if self._twofold else ():
                both = inner.flags | suffix.flags
                if suffix.flag in inner.flags and self._takes(root, inner, both, prefix):
                    return True
        return False

    def _takes(self, stem: str, suffix: Affix, further: Flags, prefix: Affix | None) -> bool:
        for flags in self._entries(stem):
            if prefix is None:
                if suffix.flag in flags:
                    return True
            elif suffix.flag in flags | prefix.flags and prefix.flag in flags | further:
                return True
        return False

    def _without_suffix(self, word: str) -> Iterator[tuple[str, Affix]]:
        for at in range(len(word) + 1):
            for affix in self.rules.suffixes.get(word[at:], ()):
                stem = word[:at] + affix.strip
                if stem and (not affix.condition or _pattern(affix.condition + "$").search(stem)):
                    yield stem, affix

    def _without_prefix(self, word: str) -> Iterator[tuple[str, Affix]]:
        for at in range(len(word) if self.rules.prefixes else 0):
            for affix in self.rules.prefixes.get(word[:at], ()):
                stem = affix.strip + word[at:]
                if not affix.condition or _pattern(affix.condition).match(stem):
                    yield stem, affix

    def _entries(self, stem: str) -> Iterable[Flags]:
        for text in self._stems.get(stem, ()):
            if text not in self._flags:
                self._flags[text] = read_flags(text, self.rules.flag_kind, self.rules.sets)
            yield self._flags[text]


def read_flags(text: str, kind: str, sets: tuple[Flags, ...] = ()) -> Flags:
    """The flags that a dictionary writes as one text, such as the number of a set."""
    if sets and text.isdecimal():
        return sets[int(text) - 1] if 0 < int(text) <= len(sets) else frozenset()
    if kind == "num":
        return frozenset(text.split(",")) - {""}
    return frozenset(re.findall("..", text) if kind == "long" else text)


@cache
def _pattern(condition: str) -> re.Pattern[str]:
    return re.compile(condition)

"""Words as a search compares them: without capitals, marks, alphabets and endings.

`search.js` does the same to what readers type, with the tables of `Folding.data`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from unicodedata import normalize

from .turkmen.alphabet import VOWELS
from .turkmen.rules import RULES

LONG, SHORT, SHORTEST = 10, 5, 4
"""Letters that are kept of a word: in an index that has room, and in those that have not."""
LONGEST = 100
"""Letters of a word that is looked at; more are no word of any language."""
_KEPT = 3
"""Letters that no ending is taken from."""
_WORD = re.compile(r"(?:[^\W_]++|[\u0300-\u036f]++)++")
_MARKS = re.compile(r"[\u0300-\u036f]")
_START = "^"
"""Before a letter: its reading at the start of a word, or after one of `Folding.after`."""

_OTHERS = dict(zip("ıłøđðß", ["i", "l", "o", "d", "d", "ss"], strict=True)) | {"æ": "ae", "œ": "oe"}
"""Letters of other languages' names that have no marks which could go."""


@dataclass(frozen=True)
class Folding:
    """How a language's words are compared."""

    letters: Mapping[str, str] = field(default_factory=lambda: dict(_OTHERS))
    """What is read for one small letter, or for two; what marks do by themselves is not here."""
    after: str = ""
    soft: Mapping[str, str] = field(default_factory=dict)
    """Letters within a word that change before endings: kitap, kitaby; city, cities."""
    endings: str = "(?!)"
    """A regular expression that Python and JavaScript read alike."""
    length: int | None = LONG
    """Letters that are kept of a word; None for all."""

    def words(self, text: str) -> Iterator[str]:
        """The words of a text, each as a search compares it; single letters are none."""
        return self._compared(_WORD.findall(text))

    def distinct(self, text: str) -> frozenset[str]:
        """The same, each of them once."""
        return frozenset(self._compared({*_WORD.findall(text)}))

    def _compared(self, words: Iterable[str]) -> Iterator[str]:
        for word in words:
            if len(word) > LONGEST:
                continue
            known = self._known.get(word)
            if known is None:
                known = self._known[word] = self.stem(word)
            if len(known) > 1:
                yield known

    def fold(self, word: str) -> str:
        """A word in small letters of one alphabet, without marks."""
        small = normalize("NFC", word.lower())
        plain = self._letter.sub(self._read, small)
        return plain if plain.isascii() else _MARKS.sub("", normalize("NFKD", plain)).lower()

    def stem(self, word: str) -> str:
        """What is left of a word without its endings, and of its length."""
        text = self.fold(word)
        while (found := self._ending.match(text)) and found[1] != text:
            text = found[1]
        return (text[:1] + text[1:].translate(self._softer))[: self.length]

    def cut(self, length: int | None) -> Folding:
        """The same with another length."""
        return self if length == self.length else replace(self, length=length)

    @property
    def data(self) -> dict[str, Any]:
        """All of it, for `search.js`."""
        return {
            "letters": self.letters,
            "after": self.after,
            "soft": self.soft,
            "endings": f"^(.{{{_KEPT},}}?)(?:{self.endings})$",
            "length": self.length,
            "longest": LONGEST,
        }

    @cached_property
    def _known(self) -> dict[str, str]:
        return {}

    @cached_property
    def _softer(self) -> dict[int, str]:
        return str.maketrans(dict(self.soft))

    @cached_property
    def _letter(self) -> re.Pattern[str]:
        keys = [one for one in self.letters if not one.startswith(_START)]
        return re.compile("|".join(sorted(keys, key=len, reverse=True)))

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        return re.compile(self.data["endings"])

    def _read(self, found: re.Match[str]) -> str:
        one, at = found[0], found.start()
        start = at == 0 or found.string[at - 1] in self.after
        return (start and self.letters.get(_START + one)) or self.letters[one]


def english() -> Folding:
    """English words: `cities` and `city` are the same."""
    return Folding(soft={"y": "i"}, endings="ings?|ed|e?s|e|ly")


def turkmen() -> Folding:
    """Turkmen words in both alphabets; `kitaby` and `kitap` are the same.

    Endings are taken off one after the other: `-lardan` is -lar -dan. They may take too much off
    a word; they only have to do so in all of its forms.
    """
    endings = """
        l[ae]r  [yi]  s[yi]  [yi]m  [yi]?m[yi]z  [yi]n  [yi]?n[yi]z
        n[yi]n  n  n?[ae]  n[yi]  n?d[ae]  n?d[ae]n  d[yi]r  k[yi]  c[ae]
        l[yi]  s[yi]z  l[yi][kg]  m[ae][kg]  d[yi]  y[ae]n  [ae]n  y[ae]r  j[ae][kg]  [yi]p
    """
    letters, after = _turkmen()
    soft = {"g": "k", "b": "p", "d": "t", "j": "c"}
    return Folding(letters, after, soft, "|".join(endings.split()))


def _turkmen() -> tuple[dict[str, str], str]:
    """Both alphabets of Turkmen, from `rules.toml`; letters after which `е` is `ýe`."""
    rules, plain = RULES["cyrillic"], RULES["folding"]
    read = {cyrillic: latin for latin, cyrillic in (rules["letters"] | rules["pairs"]).items()}
    read |= {"е": "e", f"{_START}е": "ýe"} | rules["only_cyrillic"]
    vowels = {one for one, latin in read.items() if not latin or latin[-1] in VOWELS}
    after = "".join(sorted(one for one in vowels if len(one) == 1))
    meant = {one: right for one, right in RULES["alphabet"]["wrong"].items() if one.islower()}
    table = {
        one: "".join(plain.get(letter, letter) for letter in latin)
        for one, latin in (_OTHERS | meant | plain | read).items()
    }
    return {one: latin for one, latin in table.items() if latin != _without_marks(one)}, after


def _without_marks(letter: str) -> str:
    return _MARKS.sub("", normalize("NFKD", letter))

"""The alphabetical order of languages, for lists that readers look something up in.

Each function gives what `sorted` compares.
"""

from __future__ import annotations

from unicodedata import combining, normalize

from .turkmen.alphabet import LETTERS, upper
from .turkmen.rules import RULES

_CYRILLIC = "абвгдеёжҗзийклмнңоөпрстуүфхцчшщъыьэәюя"
"""Turkmen's alphabet before 1993."""


def plain(text: str) -> tuple[str, str]:
    """Letters without their marks; of words that are then the same, the one without comes first."""
    small = normalize("NFKD", text.casefold()).casefold().strip()
    return "".join(one for one in small if not combining(one)), small


def cyrillic(text: str) -> tuple[list[tuple[int, str]], str]:
    """Turkmen in Cyrillic letters."""
    small = normalize("NFC", text.lower()).strip()
    found = {letter: place for place, letter in enumerate(_CYRILLIC)}
    return [(found.get(one, -1), one) for one in small], text


def plain_initial(letter: str) -> str:
    """The capital that a list puts a first letter below: without its mark."""
    return upper(normalize("NFD", letter)[0])


def turkmen_initial(letter: str) -> str:
    """The same in Turkmen, whose own letters keep their marks."""
    own = letter.lower() in {*LETTERS, *RULES["alphabet"]["foreign"]}
    return upper(letter) if own else plain_initial(letter)

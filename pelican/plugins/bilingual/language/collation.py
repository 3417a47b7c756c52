"""The alphabetical order of a language, for lists that readers look something up in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from unicodedata import combining, normalize

from .turkmen import alphabet

_CYRILLIC = "абвгдеёжҗзийклмнңоөпрстуүфхцчшщъыьэәюя"
"""Turkmen's alphabet before 1993."""


def sort_key(tag: str) -> Callable[[str], Any]:
    """What `sorted` compares in the language of a BCP 47 tag: `sorted(words, key=sort_key("tk"))`.

    Turkmen has an order of its own in both of its scripts; elsewhere letters count without their
    marks, and of words that are then the same the one without comes first.
    """
    language, _, rest = tag.partition("-")
    if language != "tk":
        return _plain
    return _cyrillic if rest.startswith("Cyrl") else alphabet.sort_key


def _plain(text: str) -> tuple[str, str]:
    small = normalize("NFKD", text.casefold()).casefold().strip()
    return "".join(one for one in small if not combining(one)), small


def _cyrillic(text: str) -> tuple[list[tuple[int, str]], str]:
    small = normalize("NFC", text.lower()).strip()
    found = {letter: place for place, letter in enumerate(_CYRILLIC)}
    return [(found.get(one, -1), one) for one in small], text

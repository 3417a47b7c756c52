"""Turkmen in the letters that every keyboard has: for search, and for addresses of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from unicodedata import combining, normalize

from .alphabet import LETTERS, lower
from .cyrillic import to_latin
from .hyphenation import SOFT_HYPHEN
from .rules import RULES, both_cases

_FOLDED = str.maketrans(both_cases(RULES["folding"]))
_WORDS = re.compile(rf"(?i:[{''.join(LETTERS)}0-9]+(?:[ -][{''.join(LETTERS)}0-9]+)*)")
_NO_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """The text with a plain letter for each of Turkmen's own, capitals for capitals.

    `Çärýek` is `Caryek`. Nothing else changes; a letter written as two characters (a base
    and a mark) counts as one.
    """
    return normalize("NFC", text).translate(_FOLDED)


def search_key(text: str) -> str:
    """What a search compares, of the text and of what a reader types: small, plain letters.

    Soft hyphens go.
    """
    return fold(lower(text)).replace(SOFT_HYPHEN, "")


def slug(text: str) -> str:
    """The text as part of an address: `2026-njy ýylyň täzelikleri`, `2026-njy-yylyn-tazelikleri`.

    Cyrillic is read into Latin first; marks on other letters go (`é` is `e`); what is then not a
    letter of English or a digit is a hyphen. Empty for a text without letters and digits.
    """
    plain = normalize("NFKD", search_key(to_latin(text)))
    kept = "".join(one for one in plain if not combining(one))
    return _NO_WORD.sub("-", kept).strip("-")


def address(text: str) -> str:
    """The slug of Turkmen words with a space or a hyphen between; another text as it is."""
    return slug(text) if _WORDS.fullmatch(text) else text


def collisions(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The slugs that several different texts share, each with its texts in their order."""
    found: dict[str, dict[str, None]] = {}
    for text in texts:
        found.setdefault(slug(text), {})[text] = None
    return {one: tuple(same) for one, same in found.items() if len(same) > 1}


def by_folded(words: Iterable[str]) -> dict[str, frozenset[str]]:
    """Words by what a search compares: `{"on": {"on", "öň"}}`; `alphabet.check` asks for it."""
    found: dict[str, set[str]] = {}
    for word in words:
        found.setdefault(search_key(word), set()).add(lower(word))
    return {one: frozenset(same) for one, same in found.items()}

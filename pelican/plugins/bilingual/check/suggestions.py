"""What a word that no dictionary has may have been meant to be.

Hunspell's own suggestions take up to a third of a second for a word. These are the likeliest of
them, in some milliseconds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from itertools import chain, islice, product

from .words import small

_MOST = 3
"""How many suggestions a person reads."""
_SHORT = 3
"""Words up to this length have too many neighbours: none of them says anything."""
_LONGEST = 40
"""Letters of a word that suggestions are made for."""
_VARIANTS = 2000
"""How many ways of marking a word's letters are tried."""


def suggestions(word: str, letters: str, knows: Callable[[str], bool]) -> list[str]:
    """Up to three known words, the likeliest first.

    A capital that is missing; marks on letters (`gozegcilik`, `gözegçilik`); then one of the
    language's `letters` more, less or other, or two in turn.
    """
    if len(word) > _LONGEST:
        return []
    plain = small(word)
    candidates = chain(
        [word[:1].upper() + word[1:]],
        islice(_marked(plain, letters), _VARIANTS),
        _edited(plain, letters) if len(word) > _SHORT else (),
    )
    found: dict[str, str] = {}
    for candidate in candidates:
        one = candidate if plain == word else candidate[:1].upper() + candidate[1:]
        if one != word and small(one) not in found and knows(one):
            found[small(one)] = one
            if len(found) == _MOST:
                break
    return [*found.values()]


def _marked(word: str, letters: str) -> Iterator[str]:
    """The word with and without every mark that its letters can have; names with a capital."""
    kin: dict[str, str] = {}
    for letter in letters:
        kin[_base(letter)] = kin.get(_base(letter), "") + letter
    for variant in product(*(kin.get(_base(letter), letter) for letter in word)):
        one = "".join(variant)
        yield one
        yield one[:1].upper() + one[1:]


def _base(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


def _edited(word: str, letters: str) -> Iterator[str]:
    places = range(len(word))
    yield from (word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :] for at in places)
    yield from (word[:at] + word[at + 1 :] for at in places)
    for letter in letters:
        yield from (word[:at] + letter + word[at:] for at in range(len(word) + 1))
        yield from (word[:at] + letter + word[at + 1 :] for at in places)

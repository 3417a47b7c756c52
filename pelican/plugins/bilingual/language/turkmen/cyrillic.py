"""Turkmen from the Latin alphabet into the Cyrillic one of 1940 to 1993, and back.

Latin into Cyrillic loses nothing: a word that the rules would not bring back as it was is
written letter by letter instead (`йа` for `я`, `э` for every `e`), which always comes back.
Cyrillic into Latin does lose something: `ц` and `с` are both `s`, `ь` and `ъ` go.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .alphabet import LETTERS, VOWELS
from .rules import RULES, word_lists

_RULES = RULES["cyrillic"]
_LETTERS: dict[str, str] = _RULES["letters"]
_PAIRS: dict[str, str] = _RULES["pairs"]
_READ: dict[str, str] = {
    **{cyrillic: latin for latin, cyrillic in (_LETTERS | _PAIRS).items() if cyrillic != "е"},
    **_RULES["only_cyrillic"],
}
_SOUNDS = "аәеёиоөуүыэюя"
"""Cyrillic vowels: `е` after one is `ýe`."""
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_LATIN = re.compile(f"[{''.join(LETTERS)}{''.join(LETTERS).upper()}]+")
_CYRILLIC = re.compile("[А-Яа-яЁёҖҗҢңӨөҮүӘә]+")
_NUMERAL = re.compile("I{1,3}")
"""Roman numerals in letters of the alphabet; others have `V` or `X`."""


def to_cyrillic(text: str) -> str:
    """The text with its Turkmen words in Cyrillic.

    What is not a word in Turkmen letters stays: figures (`5G`), Roman numerals, words with c, q,
    v or x, other scripts. `to_latin` gives the same text again if it had no Cyrillic in it.
    Letters are expected as one character each (NFC).
    """
    return _WORD.sub(lambda found: _cyrillic(found[0]), text)


def to_latin(text: str) -> str:
    """The text with its Cyrillic words in Latin; those with letters that Turkmen lacks stay."""
    return _WORD.sub(lambda found: _latin(found[0]), text)


def by_rules(word: str) -> str:
    """A word in Turkmen letters by the rules alone, whether or not it can be read back."""
    return "".join(_in_case_of(latin, cyrillic) for latin, cyrillic in _chunks(word))


def _latin(word: str) -> str:
    if not _CYRILLIC.fullmatch(word):
        return word
    small, parts, at = word.lower(), [], 0
    while at < len(word):
        size = 2 if small[at : at + 2] in _READ else 1
        latin = _reading(small, at, size)
        parts.append(_cased(latin, word, at, size))
        at += size
    return "".join(parts)


def _reading(small: str, at: int, size: int) -> str:
    """The Latin of one or two letters in their place in a word."""
    letters = small[at : at + size]
    if letters != "е":
        return _READ[letters]
    before = small[at - 1 : at]
    return "ýe" if not before or before in _SOUNDS or before in "ъь" else "e"


def _cased(latin: str, word: str, at: int, size: int) -> str:
    """The Latin in the capitals of the Cyrillic; two letters for a capital as its neighbours."""
    if not word[at].isupper():
        return latin
    neighbour = word[at + size : at + size + 1] or word[at - 1 : at]
    return latin.upper() if neighbour.isupper() else latin.capitalize()


def _listed(table: dict[str, str]) -> dict[str, str]:
    """The listed words by their Latin spelling: what they read as."""
    return {_latin(one): one for group in word_lists(table).values() for one in group}


_WORDS = _listed(_RULES["words"])
_STEMS = _listed(_RULES["stems"])
_LONGEST = max(map(len, _STEMS), default=0)
_TS = re.compile(f"(?=({'|'.join(_RULES['ts']['sequences'].split())}))")
_SPELLED = {**_LETTERS, "e": "э"}


def _cyrillic(word: str) -> str:
    if not _LATIN.fullmatch(word) or _NUMERAL.fullmatch(word):
        return word
    if _latin(cyrillic := by_rules(word)) == word:
        return cyrillic
    return "".join(_in_case_of(one, _SPELLED[one.lower()]) for one in word)


def _chunks(word: str) -> Iterator[tuple[str, str]]:
    """A Latin word in pieces, each with its Cyrillic in small letters."""
    small = word.lower()
    if small in _WORDS:
        yield word, _WORDS[small]
        return
    at = next((size for size in range(_LONGEST, 1, -1) if small[:size] in _STEMS), 0)
    if at:
        yield word[:at], _STEMS[small[:at]]
    hissing = {found.start() + found[1].index("s") for found in _TS.finditer(small)}
    while at < len(word):
        before, pair = small[at - 1 : at], small[at : at + 2]
        size = 2 if pair in _PAIRS else 1
        yield word[at : at + size], "ц" if at in hissing else _piece(pair, before)
        at += size


def _piece(pair: str, before: str) -> str:
    """The Cyrillic of a pair of letters, or of its first one, after the letter before."""
    open_start = not before or before in VOWELS
    if pair in _PAIRS:
        return _PAIRS[pair] if pair != "ýe" or open_start else f"ъ{_PAIRS[pair]}"
    return "э" if pair[0] == "e" and open_start else _LETTERS[pair[0]]


def _in_case_of(latin: str, cyrillic: str) -> str:
    """The Cyrillic in the capitals of the Latin; one capital letter stands for `Ýa` and `ÝA`."""
    if latin.isupper():
        return cyrillic.upper()
    return cyrillic.capitalize() if latin[0].isupper() else cyrillic

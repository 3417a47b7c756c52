"""Turkmen nouns with their endings: `gözegçilik` is also `gözegçiliginiň`, `at` is no `Adalat`.

Plural, possession and case follow each other as `rules.toml` says, with the vowels that the word
asks for. A chain of endings has its limits, and so no text takes long.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .alphabet import VOWELS, lower
from .cyrillic import to_cyrillic, to_latin
from .rules import RULES, word_lists

_BACK, _FRONT = (RULES["alphabet"][f"{kind}_vowels"].replace(" ", "") for kind in ("back", "front"))
_ENDINGS = word_lists(RULES["endings"]["nouns"])
_SHORTENED = frozenset(RULES["endings"]["shortened"].split())
_AFTER, _NOT_AFTER, _BEFORE = f"(?<=[{VOWELS}])", f"(?<![{VOWELS}])", f"(?=[{VOWELS}])"
"""After a vowel, not after one, before one."""
_SOFT = {"k": "g", "p": "b", "t": "d", "ç": "j"}
_WIDE = {"e": "ä", "i": "ä", "ü": "ä", "y": "a", "u": "a"}
"""What a word's last vowel is in the dative: kelle, kellä; gapy, gapa."""
_LETTER = re.compile(r"\((?P<bracket>.)\)|(?P<plain>.)")


class _Chains(NamedTuple):
    """Regular expressions for the endings of words with the same vowels."""

    whole: str
    """All that may follow a word, or nothing."""
    possessed: str
    """The same where a possession must be among it."""
    last: str
    """What may follow a dative."""


def forms(term: str) -> list[tuple[str, str]]:
    """A term with the endings of its last word: beginnings, each with what may follow it.

    What follows is a regular expression. The last of several words may be a possessed one
    (`awtoulag belgisi`), which is found with other endings of possession and in the plural:
    `awtoulag belgileri`.
    """
    before, space, word = term.rpartition(" ")
    chains = _chains(_harmony(word))
    found = [_softened(word, chains.whole)]
    if word[1:] and word[-1] in _WIDE:
        found.append((word[:-1], _WIDE[word[-1]] + chains.last))
    if word in _SHORTENED or word[-3:] in {"ýyş", "ýiş"}:
        found.append((word[:-2], f"{word[-1]}{_BEFORE}{chains.whole}"))
    if space:
        found += [(base, last + chains.possessed) for base, last in _owned(word)]
    return [(before + space + beginning, rest) for beginning, rest in found]


def cyrillic_forms(term: str) -> list[tuple[str, str]]:
    """The same of a term in Cyrillic letters."""
    latin = to_latin(term)
    whole = _chains(_harmony(latin)).whole
    found = [(to_cyrillic(beginning), rest) for beginning, rest in forms(latin)]
    found.append((term.removesuffix("ь"), f"ь?{whole}"))
    return [(beginning, _in_cyrillic(rest)) for beginning, rest in found]


def _in_cyrillic(pattern: str) -> str:
    letters = str.maketrans(RULES["cyrillic"]["letters"])
    vowels = VOWELS.translate(letters)
    return pattern.translate(letters).replace(vowels, f"{vowels}эяёю")


def _softened(word: str, chain: str) -> tuple[str, str]:
    """A word whose last consonant may be soft before a vowel; its last `e` may be `ä`."""
    body, last = word[:-1], word[-1:]
    if not body or last not in {*_SOFT, "e"}:
        return word, chain
    return body, ("[eä]" if last == "e" else f"(?:{last}|{_SOFT[last]}{_BEFORE})") + chain


def _owned(word: str) -> Iterator[tuple[str, str]]:
    """What a possessed word may be without the ending, its last letter apart where it may soften.

    `gözegçiligi` is `gözegçili`, `[kg]`, and `stansiýasy` is `stansiýa`: in Cyrillic `ýa` is one
    letter, so that nothing may end between the two.
    """
    for ending in ("[yiuü]", f"{_AFTER}s[yi]"):
        if found := re.fullmatch(f"(.+)(.){ending}", word):
            hard = next((hard for hard, soft in _SOFT.items() if soft == found[2]), "")
            yield (found[1], f"[{hard}{found[2]}]") if hard else (found[1] + found[2], "")


def _harmony(word: str) -> str:
    """`back`, `front`, or for what has no vowel `any`."""
    last = next((one for one in reversed(lower(word)) if one in VOWELS), "")
    return ("back" if last in _BACK else "front") if last else "any"


@cache
def _chains(harmony: str) -> _Chains:
    one = {name: _one_of(endings, harmony) for name, endings in _ENDINGS.items()}
    case, case_third = f"{one['cases']}?", f"{one['possessive_third']}{one['cases_third']}?"
    owned = f"{one['plural']}?(?:{one['possessive']}{case}|{case_third})"
    inner = f"{one['plural']}?(?:{one['possessive']}?{case}|{case_third})"
    last = f"(?:{one['last']})?(?:-?{one['question']})?"
    more = f"(?:{one['relative']}{inner})?{last}"
    return _Chains(f"{one['derived']}{{0,2}}{inner}{more}", f"{owned}{more}", last)


def _one_of(endings: tuple[str, ...], harmony: str) -> str:
    return f"(?:{'|'.join(_pattern(one, harmony) for one in endings)})"


def _pattern(ending: str, harmony: str) -> str:
    """An ending of `rules.toml` as a regular expression."""
    written = {"back": ("a", "yu"), "front": ("eä", "iü"), "any": ("aeä", "yuiü")}[harmony]
    read = dict(zip("AY", (f"[{one}]" for one in written), strict=True))
    parts = [_NOT_AFTER] if ending[0] in read else []
    for found in _LETTER.finditer(ending):
        if bracket := found["bracket"]:
            with_it, without = (_NOT_AFTER, _AFTER) if bracket in read else (_AFTER, _NOT_AFTER)
            parts.append(f"(?:{with_it}{read.get(bracket, bracket)}|{without})")
        else:
            parts.append(read.get(found["plain"], found["plain"]))
    return _softened_pattern("".join(parts))


def _softened_pattern(pattern: str) -> str:
    last = pattern[-1]
    return f"{pattern[:-1]}(?:{last}|{_SOFT[last]}{_BEFORE})" if last in _SOFT else pattern

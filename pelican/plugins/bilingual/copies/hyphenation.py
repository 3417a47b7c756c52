"""Soft hyphens for languages that reading devices cannot hyphenate by themselves.

Turkmen: a break stands before the last consonant of those between two vowels (`ga-ra`,
`mag-lu-mat`, `Türk-me-nis-tan`), at least two letters from either end of the word. Two vowels
in a row stay together. Whatever is not plainly a Turkmen word keeps its shape: short words,
words with digits, with capitals inside or with letters of other alphabets, addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise
from xml.etree.ElementTree import Element

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
SHORTEST = 6
"""Letters of the shortest word that is broken."""
_VOWELS = "aeäioöuüy"
_CONSONANTS = "bçdfghjžklmnňprsştwýz"
_CHUNK = re.compile(r"\S+")
_FRAME = re.compile(r"(?P<before>[^\w]*)(?P<word>.*?)(?P<after>[^\w]*)", re.DOTALL)
_WORD = re.compile(rf"[{_VOWELS}{_CONSONANTS}]+")
_BREAK = re.compile(rf"(?<=[{_VOWELS}])([{_CONSONANTS}]*)(?=[{_CONSONANTS}][{_VOWELS}])")
_KEPT = frozenset("h1 h2 h3 h4 h5 h6 code pre kbd samp var abbr".split())
"""Elements whose words nobody breaks: headings, and what is not running text of a language."""


def hyphenate(text: str) -> str:
    """A Turkmen text with a soft hyphen wherever a line may break inside a word."""
    return _CHUNK.sub(lambda found: _chunk(found[0]), text)


def _chunk(chunk: str) -> str:
    """What stands between two spaces: a word with its punctuation, or something else."""
    found = _FRAME.fullmatch(chunk)
    if found is None:
        return chunk
    parts = found["word"].split("-")
    if not all(_WORD.fullmatch(_small(part)) for part in parts):
        return chunk
    return f"{found['before']}{'-'.join(map(_word, parts))}{found['after']}"


def _small(word: str) -> str:
    """The word as it is written inside a sentence."""
    return word[:1].lower() + word[1:]


def _word(word: str) -> str:
    if len(word) < SHORTEST:
        return word
    breaks = [found.end() for found in _BREAK.finditer(_small(word))]
    at = [0, *(one for one in breaks if 2 <= one <= len(word) - 2), len(word)]
    return SOFT_HYPHEN.join(word[a:b] for a, b in pairwise(at))


HYPHENATED: dict[str, Callable[[str], str]] = {"tk": hyphenate}
"""By language: what breaks its words."""


def hyphenate_tree(root: Element, lang: str) -> None:
    """Put soft hyphens into the texts of a tree, each by its own language's rule.

    `lang` is the language of the root where the root does not say so itself.
    """
    lang = root.get("lang", lang)
    rule = HYPHENATED.get(lang.split("-", maxsplit=1)[0].lower())
    if root.tag in _KEPT:
        return
    if rule and root.text:
        root.text = rule(root.text)
    for child in root:
        hyphenate_tree(child, lang)
        if rule and child.tail:
            child.tail = rule(child.tail)

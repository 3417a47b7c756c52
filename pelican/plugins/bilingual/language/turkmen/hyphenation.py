"""Where Turkmen words may be broken at the end of a line.

A break stands before the last consonant of those between two vowels (`ga-ra`, `mag-lu-mat`,
`Türk-me-nis-tan`), at least two letters from either end of the word. Two vowels in a row stay
together. `rules.toml` lists words that break elsewhere. Whatever is not plainly a Turkmen word
keeps its shape: short words, words with digits, with capitals inside or with letters of other
alphabets, addresses.
"""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from .alphabet import CONSONANTS, VOWELS
from .rules import RULES, word_lists

SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_RULES = RULES["hyphenation"]
SHORTEST: int = _RULES["shortest"]
"""Letters of the shortest word that is broken."""
_EDGE: int = _RULES["edge"]
_CHUNK = re.compile(r"\S+")
_FRAME = re.compile(r"(?P<before>[^\w]*)(?P<word>.*?)(?P<after>[^\w]*)", re.DOTALL)
_WORD = re.compile(rf"[{VOWELS}{CONSONANTS}]+")
_BREAK = re.compile(rf"(?<=[{VOWELS}])([{CONSONANTS}]*)(?=[{CONSONANTS}][{VOWELS}])")


def _listed() -> dict[str, list[int]]:
    """The listed beginnings of words, each with the places of its breaks."""
    listed = (word.split("-") for group in word_lists(_RULES["words"]).values() for word in group)
    return {"".join(parts): list(accumulate(map(len, parts[:-1]))) for parts in listed}


_LISTED = _listed()
_LONGEST = max(map(len, _LISTED), default=0)


def hyphenate(text: str, mark: str = SOFT_HYPHEN) -> str:
    """A Turkmen text with a mark wherever a line may break inside a word."""
    return _CHUNK.sub(lambda found: _chunk(found[0], mark), text)


def fragments(word: str) -> list[str]:
    """The parts that a word may be broken into; a word in one part if it keeps its shape.

    Of a compound (`ýer-ýurt`) each part is a word of its own: ask for them one by one.
    """
    if len(word) < SHORTEST or not _WORD.fullmatch(_small(word)):
        return [word]
    at = [one for one in _breaks(_small(word)) if _EDGE <= one <= len(word) - _EDGE]
    return [word[start:end] for start, end in pairwise([0, *at, len(word)])]


def _breaks(word: str) -> list[int]:
    sizes = range(min(_LONGEST, len(word)), 0, -1)
    listed = next((_LISTED[word[:size]] for size in sizes if word[:size] in _LISTED), [])
    done = listed[-1] if listed else 0
    return [*listed, *(done + found.end() for found in _BREAK.finditer(word[done:]))]


def _chunk(chunk: str, mark: str) -> str:
    """What stands between two spaces: a word with its punctuation, or something else."""
    found = _FRAME.fullmatch(chunk)
    if found is None:
        return chunk
    parts = found["word"].split("-")
    if not all(_WORD.fullmatch(_small(part)) for part in parts):
        return chunk
    broken = "-".join(mark.join(fragments(part)) for part in parts)
    return f"{found['before']}{broken}{found['after']}"


def _small(word: str) -> str:
    """The word as it is written inside a sentence."""
    return word[:1].lower() + word[1:]

"""The Turkmen alphabet: order, capitals, and letters that do not belong to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from unicodedata import decimal, normalize

from .rules import RULES, both_cases

LETTERS: tuple[str, ...] = tuple(RULES["alphabet"]["letters"].split())
"""The thirty small letters, in order."""
VOWELS: str = "".join(RULES["alphabet"][f"{kind}_vowels"] for kind in ("back", "front")).replace(
    " ", ""
)
CONSONANTS = "".join(one for one in LETTERS if one not in VOWELS)

SortKey = tuple[tuple[tuple[int, int, str], ...], str, str, str]
Kind = Literal["decomposed", "cyrillic", "letter", "plain"]


def _order() -> dict[str, int]:
    """Each letter's rank; a foreign one stands right after its neighbour."""
    ranks = {one: 10 * place for place, one in enumerate(LETTERS)}
    foreign: dict[str, str] = RULES["alphabet"]["foreign"]
    return {**ranks, **{one: ranks[after] + 1 for one, after in foreign.items()}}


_RANKS = _order()
_TOKEN = re.compile(r"(?P<number>\d+)|(?P<space>\s+)|(?P<other>[^\W_])")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
_INITIAL = re.compile(r"(?<!\S)(?P<before>[^\w\s]*)(?P<letter>[^\W\d_])")
_WRONG = both_cases(RULES["alphabet"]["wrong"])
_LOOK_ALIKES = both_cases(RULES["alphabet"]["look_alikes"])


def lower(text: str) -> str:
    """The text in small letters: `I` is `i`, as in English; so is Turkish `İ`."""
    return normalize("NFC", text).replace("İ", "i").lower()


def upper(text: str) -> str:
    """The text in capitals: `i` is `I`, as in English."""
    return normalize("NFC", text).upper()


def title(text: str) -> str:
    """The text with a capital at the start of each word; the rest stays as it is.

    Words begin after a space (`2023-nji Ýyl`, `Aýal-gyzlar`): endings after a hyphen stay small.
    """
    return _INITIAL.sub(
        lambda found: found["before"] + upper(found["letter"]), normalize("NFC", text)
    )


def sort_key(text: str) -> SortKey:
    """What a list in alphabetical order is sorted by: `sorted(words, key=sort_key)`.

    Word by word: a space comes before everything. Then numbers, by their value; then the Turkmen
    alphabet, with foreign letters beside those of `rules.toml` and other marks (`é`) as the
    letter without them; then letters without such a place, other scripts among them. Hyphens
    and punctuation do not count. What is equal so far: first by marks and punctuation, then
    small letters before capitals.
    """
    text = normalize("NFC", text)
    small = lower(text).strip()
    return tuple(map(_weight, _TOKEN.finditer(small))), small, text.swapcase(), text


def _weight(found: re.Match[str]) -> tuple[int, int, str]:
    if found["space"]:
        return 0, 0, ""
    if found["number"]:
        digits = "".join(str(decimal(one)) for one in found["number"]).lstrip("0")
        return 1, len(digits), digits
    letter = found["other"]
    rank = _RANKS.get(letter, _RANKS.get(normalize("NFD", letter)[0]))
    return (3, ord(letter), "") if rank is None else (2, rank, "")


@dataclass(frozen=True)
class Misspelling:
    """A word with letters that Turkmen does not have, or that are probably not meant."""

    start: int
    """Where the word begins: characters before it."""
    word: str
    kind: Kind
    """`decomposed`: a letter and its mark as two characters; `cyrillic`: letters of both scripts;
    `letter`: of `alphabet.wrong` in `rules.toml`; `plain`: typed without its marks."""
    suggestions: tuple[str, ...]
    """The word as it was probably meant."""


def check(text: str, known: Mapping[str, Collection[str]] | None = None) -> list[Misspelling]:
    """What looks wrong in a text's words, in their order; of each word the first that applies.

    `known` are correct words, as `folding.by_folded` groups them; only then letters typed
    without their marks can be found, in words that are not correct as they stand. Names from
    other languages (`Erdoğan`) are found too: the caller knows which of them it wants.
    """
    return [finding for word in _WORD.finditer(text) for finding in _findings(word, known or {})]


def _findings(found: re.Match[str], known: Mapping[str, Collection[str]]) -> Iterator[Misspelling]:
    start, word = found.start(), found[0]
    if normalize("NFC", word) != word:
        yield Misspelling(start, word, "decomposed", (normalize("NFC", word),))
    elif _is_mixed(word):
        meant = "".join(_LOOK_ALIKES.get(one, one) for one in word)
        yield Misspelling(start, word, "cyrillic", () if _is_mixed(meant) else (meant,))
    elif set(word) & _WRONG.keys():
        yield Misspelling(start, word, "letter", ("".join(_WRONG.get(one, one) for one in word),))
    elif meant_words := _without_marks(word, known):
        yield Misspelling(start, word, "plain", meant_words)


def _is_mixed(word: str) -> bool:
    cyrillic = [one for one in word if "\u0400" <= one <= "\u052f"]
    return 0 < len(cyrillic) < len(word)


def _without_marks(word: str, known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Known words that are this one with marks added, in its capitals; none if it is known."""
    small = lower(word)
    found = known.get(small, ())
    if small in found:
        return ()
    same = upper if word.isupper() and len(word) > 1 else title if word[0].isupper() else lower
    return tuple(same(one) for one in sorted(found, key=sort_key))

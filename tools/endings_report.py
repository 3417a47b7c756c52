"""What the Turkmen endings find of the forms that dictionary-tk makes of its nouns.

`PYTHONPATH=tests:. python tools/endings_report.py` prints what docs/decisions/0016 holds; with
a number behind it, of one noun in so many.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from turkmen_sources import DICTIONARY, entries

from pelican.plugins.bilingual.language.inflection import pattern
from pelican.plugins.bilingual.language.turkmen.alphabet import VOWELS
from pelican.plugins.bilingual.language.turkmen.endings import forms

SOFT = {"k": "g", "p": "b", "t": "d", "ç": "j"}
SPOKEN = re.compile(r".+[aeä]m")
"""A form with the spoken -am, -em (too): of `at` it would be `adam`, a person."""
DERIVED = re.compile(r".[eä]?(?:[çl][yiuü]|s[yiuü]z|k[yiuü]|j[yiuü][kg])")
"""The last letter of a noun, and an ending that makes another word of it."""
_PART = {"a", "ä", "e", "y", "i", "ynda", "inde", "unda", "ünde", "ände", "m"}
"""Endings by which an entry that is no word itself is known as part of a noun."""
_NO_NOUN = {"yp", "ip", "up", "üp", "äp", "mak", "mek", "rak", "räk"}
"""Endings of verbs and adjectives."""


@cache
def suffixes() -> dict[str, frozenset[str]]:
    """By number of a line `AF`: the suffixes that it stands for; "" says that one is needed."""
    lines = (DICTIONARY / "index.aff").read_text(encoding="utf-8").splitlines()
    rows = [line.split("#")[0].split() for line in lines]
    ending = {row[1]: row[3].split("/")[0] for row in rows if row[:1] == ["SFX"] and len(row) > 4}
    needed = next(row[1] for row in rows if row[:1] == ["NEEDAFFIX"])
    ending[needed] = ""
    aliases = [row[1].split(",") for row in rows if row[:1] == ["AF"]][1:]
    return {
        str(number): frozenset(ending[flag] for flag in flags if flag in ending)
        for number, flags in enumerate(aliases, 1)
    }


@cache
def stems() -> dict[str, tuple[frozenset[str], ...]]:
    """The dictionary's stems, each with the suffixes of its entries."""
    entries()
    lines = (DICTIONARY / "index.dic").read_text(encoding="utf-8").splitlines()[1:]
    found = defaultdict(list)
    for stem, _, flag in (line.partition("/") for line in lines):
        found[stem].append(suffixes().get(flag, frozenset()))
    return {stem: tuple(one) for stem, one in found.items()}


def is_noun(taken: frozenset[str]) -> bool:
    """Whether these are the suffixes of a whole noun: plural, place, nothing that others take."""
    return bool(taken & {"lar", "ler"} and taken & {"daky", "däki"}) and not taken & _NO_NOUN


@cache
def nouns() -> tuple[str, ...]:
    """The words that take a noun's suffixes, in their order."""
    return tuple(sorted(one for one, known in stems().items() if any(map(is_noun, known))))


def shortened(word: str) -> Iterator[str]:
    """What the dictionary may write for a word before a vowel: `kitab`, `gap`, `burn`."""
    soft = word[:-1] + SOFT.get(word[-1], word[-1])
    yield from (soft, word[:-1]) if word[-1] in VOWELS else (soft,)
    if re.search(f"[^{VOWELS}][yiuü][^{VOWELS}]$", word):
        yield from (word[:-2] + word[-1], word[:-2] + soft[-1])


def of_dictionary(word: str) -> frozenset[str]:
    """The forms that the dictionary makes of a noun, up to a hyphen behind it."""
    found = {word}
    for taken in stems()[word]:
        found |= {word + one for one in taken} if is_noun(taken) or taken == {"", "m"} else set()
    for stem in shortened(word):
        for taken in stems().get(stem, ()):
            if "" in taken and taken & _PART and not taken & _NO_NOUN:
                found |= {stem + one for one in taken if one}
    return frozenset(found if "-" in word else {one.partition("-")[0] for one in found})


def others(word: str, known: frozenset[str], finds: re.Pattern[str]) -> list[str]:
    """Words of the dictionary that are none of the known forms, and are found with this one."""
    words = _words()
    at, found = bisect_left(words, word[:-1]), list[str]()
    while at < len(words) and words[at].startswith(word[:-1]):
        if words[at] not in known and finds.fullmatch(words[at]):
            found.append(words[at])
        at += 1
    return found


@cache
def _words() -> list[str]:
    return sorted(one for one, known in stems().items() if not all("" in taken for taken in known))


@dataclass
class Counts:
    """What was found, of the nouns that were looked at."""

    nouns: int = 0
    forms: int = 0
    found: int = 0
    spoken: int = 0
    """Forms that were left out: see `SPOKEN`."""
    others: list[tuple[str, str]] = field(default_factory=list)
    """Nouns, each with another word that is found with it."""


def measured(step: int = 1) -> Counts:
    """Counts over every noun, or over one in so many."""
    counts = Counts()
    for word in nouns()[::step]:
        finds, known = re.compile(pattern(word, forms)), of_dictionary(word)
        written = [one for one in known if one == word or not SPOKEN.fullmatch(one)]
        counts.nouns += 1
        counts.forms += len(written)
        counts.spoken += len(known) - len(written)
        counts.found += sum(finds.fullmatch(one) is not None for one in written)
        counts.others += [(word, one) for one in others(word, known, finds)]
    return counts


def report(step: int = 1) -> str:
    """The figures as a Markdown table."""
    counts = measured(step)
    derived = [pair for pair in counts.others if DERIVED.match(pair[1], len(pair[0]) - 1)]
    share = counts.found * 10000 // counts.forms / 100
    examples = ", ".join(
        f"{word} {other}" for word, other in counts.others if (word, other) not in derived
    )
    rest = len(counts.others) - len(derived)
    return (
        "| | |\n|---|--:|\n"
        f"| Nouns | {counts.nouns:,} |\n"
        f"| Forms of theirs in the dictionary, without the spoken -am | {counts.forms:,} |\n"
        f"| … that are found | {counts.found:,} ({share:.2f}%) |\n"
        f"| Forms with the spoken -am, which are not looked for | {counts.spoken:,} |\n"
        f"| Other words found: of the noun with -çy -ly -lyk -syz -ky -jyk | {len(derived):,} |\n"
        f"| Other words found: the rest | {rest} |\n"
        f"\n{examples}\n"
    )


if __name__ == "__main__":
    print(report(int(sys.argv[1]) if sys.argv[1:] else 1), end="")

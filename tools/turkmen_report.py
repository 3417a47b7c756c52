"""What the Turkmen library does on a word list and a real text, and what is not certain.

`python tools/turkmen_report.py` prints it in Markdown; docs/turkmen.md holds what it prints.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise

import turkmen_tex
from babel import Locale
from turkmen_sources import LIBRARY, declaration, entries, headwords, speller, words_of

from pelican.plugins.bilingual.language.turkmen.alphabet import (
    CONSONANTS,
    LETTERS,
    VOWELS,
    check,
    lower,
    sort_key,
)
from pelican.plugins.bilingual.language.turkmen.cyrillic import by_rules, to_cyrillic, to_latin
from pelican.plugins.bilingual.language.turkmen.folding import by_folded
from pelican.plugins.bilingual.language.turkmen.hyphenation import SHORTEST, fragments
from pelican.plugins.bilingual.language.turkmen.ordinals import suffix
from pelican.plugins.bilingual.language.turkmen.rules import RULES, word_lists

Breaks = Callable[[str], set[int]]
"""From a word in small letters to the places of its breaks: letters before each."""


def is_turkmen(word: str) -> bool:
    """Whether a word has letters of the alphabet only."""
    return set(lower(word)) <= set(LETTERS)


@cache
def parts() -> tuple[str, ...]:
    """The words of the list that have Turkmen letters only, parts of compounds one by one."""
    found = (part for word in headwords() for part in word.split("-"))
    return tuple(dict.fromkeys(one for one in found if one and is_turkmen(one)))


@cache
def long_words() -> tuple[str, ...]:
    """Those that are long enough to be broken, in small letters."""
    return tuple(dict.fromkeys(lower(one) for one in parts() if len(one) >= SHORTEST))


def spelt_out() -> list[str]:
    """Words that the rules of Cyrillic do not bring back, and that are spelt letter by letter."""
    return [one for one in parts() if to_latin(by_rules(one)) != one]


def by_rule(word: str) -> set[int]:
    """Breaks before the last consonant of those between two vowels, and nowhere else."""
    return {
        at
        for at in range(2, len(word) - 1)
        if word[at] in CONSONANTS and word[at + 1] in VOWELS and set(word[:at]) & set(VOWELS)
    }


def ours(word: str) -> set[int]:
    """The library's breaks."""
    ends = [0]
    for part in fragments(word):
        ends.append(ends[-1] + len(part))
    return set(ends[1:-1])


def tex_with_vowels(word: str) -> set[int]:
    """TeX's breaks, without those that would leave a part without a vowel."""
    kept: set[int] = set()
    start = 0
    for at in sorted(turkmen_tex.breaks(word)):
        if set(word[start:at]) & set(VOWELS):
            kept.add(at)
            start = at
        elif start:
            kept.discard(start)
            kept.add(at)
            start = at
    if kept and not set(word[max(kept) :]) & set(VOWELS):
        kept.discard(max(kept))
    return kept


def parts_at(word: str, places: Iterable[int]) -> list[str]:
    """A word in its parts: `["mag", "lu", "mat"]`."""
    return [word[start:end] for start, end in pairwise([0, *sorted(places), len(word)])]


@cache
def mute_parts(breaks: Breaks, found: tuple[str, ...]) -> int:
    """How many of these words get a part without a vowel."""
    return sum(
        any(not set(part) & set(VOWELS) for part in parts_at(word, places))
        for word in found
        if (places := breaks(word))
    )


@cache
def agreement(breaks: Breaks, found: tuple[str, ...]) -> tuple[int, int, int]:
    """Boundaries by the rule, how many of them are among these breaks, and breaks besides."""
    rule, both, besides = 0, 0, 0
    for word in found:
        expected, places = by_rule(word), breaks(word)
        rule += len(expected)
        both += len(expected & places)
        besides += len(places - expected)
    return rule, both, besides


@cache
def is_known(word: str) -> bool:
    """Whether the dictionary has a word; `de` and `da`, which it lacks, count as known."""
    return word in {"de", "da"} or speller().spell(word) or speller().spell(lower(word))


def unknown(script: str) -> Counter[str]:
    """Words of the declaration, read into Latin, that the dictionary does not know."""
    return Counter(one for one in map(to_latin, words_of(declaration(script))) if not is_known(one))


def shared() -> tuple[int, int]:
    """Different words of the Cyrillic text, and how many of them the Latin one has as well."""
    latin = {lower(one) for one in words_of(declaration("latn"))}
    cyrillic = {lower(to_latin(one)) for one in words_of(declaration("cyrl"))}
    return len(cyrillic), len(cyrillic & latin)


def wrong_ordinals(suffix_of: Callable[[int], str]) -> int:
    """How many of 1 to 2100 take another suffix than the library gives."""
    return sum(suffix_of(number) != suffix(number) for number in range(1, 2101))


def cldr_suffix(number: int) -> str:
    """The suffix by CLDR's plural rule for ordinals."""
    return "njy" if Locale("tk").ordinal_form(number) == "few" else "nji"


def figures() -> list[tuple[str, str]]:
    """What is measured, and what came out."""
    return [*_words(), *_cyrillic(), *_hyphenation(), *_texts()]


def _words() -> list[tuple[str, str]]:
    folded = by_folded(parts())
    collide = sum(len(same) for same in folded.values() if len(same) > 1)
    return [
        ("Entries of the word list; different words", f"{len(entries()):,}; {len(headwords()):,}"),
        (
            "Ordinals 1 to 2100 that CLDR's rule gets wrong",
            str(wrong_ordinals(cldr_suffix)),
        ),
        ("Words of the list that the alphabet check finds fault with", str(_faults(headwords()))),
        (
            "Words that are another word without their marks (`on`, `öň`)",
            _share(collide, sum(map(len, folded.values()))),
        ),
    ]


def _cyrillic() -> list[tuple[str, str]]:
    back = sum(to_latin(to_cyrillic(one)) == one for one in headwords())
    return [
        ("Words that come back from Cyrillic", f"{back:,} of {len(headwords()):,}"),
        ("Words that have to be spelt letter by letter for it", str(len(spelt_out()))),
        (
            "Words that stay in Latin letters, having foreign ones",
            str(sum(to_cyrillic(one) == one for one in headwords())),
        ),
        (
            "Listed exceptions: whole words; beginnings of words",
            "; ".join(
                str(sum(map(len, word_lists(RULES["cyrillic"][one]).values())))
                for one in ("words", "stems")
            ),
        ),
    ]


def _hyphenation() -> list[tuple[str, str]]:
    rows = [("Words of six letters or more, broken by the rule", f"{len(long_words()):,}")]
    methods: list[tuple[str, Breaks]] = [
        ("The library", ours),
        ("TeX's patterns", turkmen_tex.breaks),
        ("TeX's patterns with the vowel rule", tex_with_vowels),
    ]
    for name, breaks in methods:
        rule, both, besides = agreement(breaks, long_words())
        rows += [
            (f"{name}: boundaries of the rule; breaks besides", f"{_share(both, rule)}; {besides}"),
            (f"{name}: words with a part without a vowel", str(mute_parts(breaks, long_words()))),
        ]
    return rows


def _of_one_text(latin: list[str]) -> list[tuple[str, str]]:
    """Order and hyphens of the words of a real text."""
    ordered = sorted({lower(one) for one in latin}, key=sort_key)
    places = [[LETTERS.index(letter) for letter in word] for word in ordered]
    wrong = sum(one >= other for one, other in pairwise(places))
    found = tuple(one for one in ordered if len(one) >= SHORTEST)
    rule, both, besides = agreement(ours, found)
    return [
        (
            "Declaration in Latin: different words, sorted; out of the alphabet's order",
            f"{len(ordered):,}; {wrong}",
        ),
        (
            "Declaration in Latin: boundaries of the rule for hyphens; breaks besides",
            f"{_share(both, rule)}; {besides}",
        ),
        (
            "Declaration in Latin: words with a part without a vowel",
            str(mute_parts(ours, found)),
        ),
    ]


def _texts() -> list[tuple[str, str]]:
    latin, cyrillic = (words_of(declaration(script)) for script in ("latn", "cyrl"))
    known = {script: sum(unknown(script).values()) for script in ("latn", "cyrl")}
    different, both = shared()
    again = sum(to_cyrillic(to_latin(one)) == one for one in cyrillic)
    return [
        (
            "Declaration in Latin: words that the dictionary knows",
            _share(len(latin) - known["latn"], len(latin)),
        ),
        (
            "Declaration in Latin: words that come back from Cyrillic",
            _share(sum(to_latin(to_cyrillic(one)) == one for one in latin), len(latin)),
        ),
        ("Declaration in Latin: faults of the alphabet check", str(_faults(latin))),
        *_of_one_text(latin),
        (
            "Declaration in Cyrillic: words that, read into Latin, the dictionary knows",
            _share(len(cyrillic) - known["cyrl"], len(cyrillic)),
        ),
        (
            "Declaration in Cyrillic: words that are spelt so again from Latin",
            _share(again, len(cyrillic)),
        ),
        (
            "Declaration in Cyrillic: different words that the Latin text has too",
            f"{both} of {different}",
        ),
    ]


def _faults(words: Iterable[str]) -> int:
    return len(check(" ".join(words)))


def _share(count: int, whole: int) -> str:
    """`1,234 of 1,250 (98.7%)`; never rounded up."""
    return f"{count:,} of {whole:,} ({count * 10000 // whole / 100:.2f}%)"


def table() -> str:
    """The figures as a Markdown table."""
    rows = "".join(f"| {what} | {figure} |\n" for what, figure in figures())
    return f"| | |\n|---|---|\n{rows}"


def uncertain() -> str:
    """The lines of rules.toml that wait for a native reader, as a Markdown list."""
    lines = (LIBRARY / "rules.toml").read_text(encoding="utf-8").splitlines()
    doubtful = (" ".join(line.strip("# ?").split()) for line in lines if line.endswith(" ?"))
    return "".join(f"- `{line}`\n" for line in doubtful)


def report() -> str:
    """All of it."""
    return f"{table()}\nNot certain, marked with `?` in `rules.toml`:\n\n{uncertain()}"


if __name__ == "__main__":
    print(report(), end="")

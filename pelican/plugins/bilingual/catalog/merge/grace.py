"""Whether an earlier translation may stay while its source has changed only slightly.

Slight is what can be told to be: punctuation, how a word is spelled, articles and agreement. What
another word means, its letters do not say; docs/decisions/0030 has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile

from ...language.inflection import Forms, occurrences
from ...language.particles import Particles
from ...language.profile import profile
from ..po.file import Entry
from ..terms import Term
from .renewal import translated_text

_HARD = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`))"
    r"|<[^<>]*>|!?\[(?=[^\]]*\])|\](?:\([^)]*\)|\s?\[[^\]]*\])?|\{[^{}]*\}|%\(\w+\)\w|&#?\w+;"
    r"|(?:(?<!\S)[-−–±~]\s?)?\d+(?:[.,:]\d+)*|[?!؟？！¿¡%‰°§№$€£₽¥@#+=<>≤≥≈/\\|]|[\"“”„«»]",
    re.DOTALL,
)
"""What is no word: figures, links, code, tags, placeholders, signs; quotation marks, too."""
_TOKEN = re.compile(rf"{_HARD.pattern}|[^\W\d_]+(?:[’'][^\W\d_]+)*", re.DOTALL)
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
_SHORTEST = 5
"""Letters of a word that may be spelled otherwise, at least; of one with two exchanged, 4."""
_SHARE = 4
"""One word of so many may be spelled otherwise."""
_LONGEST = 4_000
"""Letters of a text that is looked at; a longer one waits for a person."""


@dataclass(frozen=True, slots=True)
class Grace:
    """Which translations stay although their source has changed."""

    tag: str
    """The source's language."""
    terms: Callable[[], Sequence[Term] | None]
    """The term list of the language that is translated into; None for one that is not readable."""

    def __call__(self, entry: Entry) -> bool:
        """Whether readers keep the translation of a fuzzy entry.

        It certainly is one of what `#|` says: `update` has made the entry fuzzy, and nobody has
        touched it since. A guess of another program has no such certificate, nor has a person's
        doubt.
        """
        text = translated_text(entry) if entry.fuzzy else None
        if text is None or entry.msgid_plural or text[0] != entry.msgctxt or text[0] == "slug":
            return False
        if not is_slight(text[1], entry.msgid, self.tag):
            return False
        terms, forms = self.terms(), profile(self.tag).forms
        return terms is not None and all(
            _count(one.source, text[1], forms) == _count(one.source, entry.msgid, forms)
            for one in terms
        )


def is_slight(old: str, new: str, tag: str) -> bool:
    """Whether two texts in the language `tag` say the same, but for what a proofreader mends.

    Nothing of weight differs: no figure, link, code, sign, negation or name; no word has come, gone
    or become another one. Of a language that has no particles in its profile nothing is known, and
    no change is slight.
    """
    particles = profile(tag).particles
    if particles is None or max(len(old), len(new)) > _LONGEST:
        return False
    said, says = (_HARD.sub(" ", one).lower() for one in (old, new))
    if re.findall(particles.turning, said) != re.findall(particles.turning, says):
        return False
    return _respelled(_bearing(old, particles), _bearing(new, particles), particles)


def _count(term: str, text: str, forms: Forms) -> int:
    return sum(1 for _ in occurrences(term, text, forms))


def _bearing(text: str, particles: Particles) -> list[str]:
    """What bears a sense, in order: words, each once if it stands twice, and what is no word."""
    runs = groupby(one[0].translate(_QUOTES) for one in _TOKEN.finditer(text))
    pieces = (piece for one, same in runs for piece in ([one] if _is_word(one) else same))
    return [*filter(None, (particles.light.get(one.lower(), one) for one in pieces))]


def _is_word(piece: str) -> bool:
    return piece[:1].isalpha()


def _respelled(first: Sequence[str], second: Sequence[str], particles: Particles) -> bool:
    """Whether a few words are spelled otherwise, and no more has changed."""
    at = after = count = 0
    while at < len(first) and after < len(second):
        step = _step(first[at : at + 2], second[after : after + 2], particles)
        if step is None:
            return False
        at, after, count = at + step[0], after + step[1], count + step[2]
    ended = at == len(first) and after == len(second)
    return ended and count * _SHARE <= sum(map(_is_word, second))


def _step(
    old: Sequence[str], new: Sequence[str], particles: Particles
) -> tuple[int, int, int] | None:
    """How many pieces say the same, and how many are spelled otherwise; None if they do not."""
    one, other = old[0], new[0]
    if one == other:
        return 1, 1, 0
    if one.casefold() == other.casefold():
        return None if _is_hard(one, other) else (1, 1, 0)
    if _is_plain(one, other) and _is_close(one, other, particles):
        return 1, 1, 1
    if _is_plain(*old, other) and "".join(old) == other:
        return 2, 1, 1
    if _is_plain(one, *new) and one == "".join(new):
        return 1, 2, 1
    return None


def _is_plain(*pieces: str) -> bool:
    """Whether these are words, and no names."""
    return all(_is_word(one) and one == one.lower() for one in pieces)


def _is_hard(one: str, other: str) -> bool:
    """Whether two pieces that differ in capitals are no words, or one is all capitals: us, US."""
    return not _is_word(one) or one.isupper() != other.isupper()


def _is_close(old: str, new: str, particles: Particles) -> bool:
    """Whether a word may be the other one misspelled: by one letter within, or two exchanged."""
    words = (one.replace("’", "").replace("'", "") for one in (old, new))
    shorter, longer = sorted(words, key=len)
    if shorter == longer or (particles.ending and shorter + particles.ending == longer):
        return True
    before = _common(shorter, longer)
    after = _common(shorter[before:][::-1], longer[before:][::-1])
    rest = shorter[before : len(shorter) - after], longer[before : len(longer) - after]
    swapped = len(rest[0]) == 2 and rest[0] == rest[1][::-1]
    inner = before and after >= particles.kept and len(shorter) >= _SHORTEST - swapped
    return bool(inner and (swapped or len(rest[1]) == 1))


def _common(first: str, second: str) -> int:
    """How many letters both begin with."""
    both = zip(first, second, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], both))

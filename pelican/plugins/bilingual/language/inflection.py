"""Terms in the forms that a language gives them, found in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

Forms = Callable[[str], Iterable[tuple[str, str]]]
"""From a term to the beginnings of its forms, each with a regular expression for the rest."""
_QUOTED = r"""[\s*_"“”„«»]+"""
"""White space with quotation marks and Markdown's stress."""


def exact(term: str) -> list[tuple[str, str]]:
    """The term as it is, for languages whose endings nobody has written down."""
    return [(term, "")]


def english(term: str) -> list[tuple[str, str]]:
    """Plural and possessive: `switches`, `cities`, `data centre’s`."""
    if term[-1:] == "y" and term[-2:-1] not in "aeiou":
        return [(term[:-1], "(?:y(?:[’']s)?|ies[’']?)")]
    return [(term, "(?:es|s|[’']s)?")]


def pattern(term: str, forms: Forms) -> str:
    """A regular expression for a term in its forms, its first letter small or a capital.

    It has no groups, and says nothing of what stands around: no letter should.
    """
    written = _written(term, forms)
    return f"(?:{'|'.join(_either(beginning) + rest for beginning, rest in written)})"


def occurs(term: str, text: str, forms: Forms) -> bool:
    """Whether a text has a term in one of its forms, with any capitals, as headings have them."""
    return any(True for _ in occurrences(term, text, forms))


def occurrences(term: str, text: str, forms: Forms) -> Iterator[tuple[int, int, bool]]:
    """Where a text has a term: start, end, and whether something follows its beginning.

    Quotation marks may stand within. What follows beginnings is compiled once for all terms.
    """
    small = text.lower()
    for beginning, rest in _written(term, forms):
        if beginning.partition(" ")[0].lower() in small:  # most are not there at all
            for found in _beginning(beginning).finditer(text):
                if whole := _rest(rest).match(text, found.end()):
                    yield found.start(), whole.end(), len(whole[0]) > 1


@cache
def _beginning(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_either(text, _QUOTED)}", re.IGNORECASE)


@cache
def _rest(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}(?!\w)", re.IGNORECASE)


def _written(term: str, forms: Forms) -> Iterable[tuple[str, str]]:
    return forms(term) if len(term) > 1 else exact(term)


def _either(beginning: str, gap: str = r"\s+") -> str:
    first, rest = beginning[:1], beginning[1:]
    both = "|".join(dict.fromkeys(map(re.escape, (first.lower(), first.upper(), first))))
    return f"(?:{both})" + gap.join(map(re.escape, rest.split(" ")))

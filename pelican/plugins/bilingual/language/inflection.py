"""Terms in the forms that a language gives them, found in a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Forms = Callable[[str], Iterable[tuple[str, str]]]
"""From a term to the beginnings of its forms, each with a regular expression for the rest."""


def exact(term: str) -> list[tuple[str, str]]:
    """The term as it is, for languages whose endings nobody has written down."""
    return [(term, "")]


def english(term: str) -> list[tuple[str, str]]:
    """Plural and possessive: `switches`, `cities`, `data centre’s`."""
    if term[-1:] == "y" and term[-2:-1] not in "aeiou":
        return [(term[:-1], "(?:y(?:[’']s)?|ies[’']?)")]
    return [(term, "(?:es|s|[’']s)?")]


def pattern(term: str, forms: Forms, gap: str = r"\s+") -> str:
    """A regular expression for a term in its forms, its first letter small or a capital.

    `gap` is what may stand between two words. It has no groups, and says nothing of what stands
    around: no letter should.
    """
    written = forms(term) if len(term) > 1 else exact(term)
    return f"(?:{'|'.join(_either(beginning, gap) + rest for beginning, rest in written)})"


def _either(beginning: str, gap: str) -> str:
    first, rest = beginning[:1], beginning[1:]
    both = "|".join(dict.fromkeys(map(re.escape, (first.lower(), first.upper(), first))))
    return f"(?:{both})" + gap.join(map(re.escape, rest.split(" ")))

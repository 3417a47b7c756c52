"""Whether a translation keeps to the term list of its language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..catalog.terms import Term, used_terms
from ..errors import phrase
from .rules import WARNING, Problem

_TARGET = re.compile(r"(?<=\])\([^()\s]{0,2000}")
"""What a link leads to: no words, and the same in every language."""


def check_terms(
    msgid: str, msgstr: str, terms: Iterable[Term], tags: tuple[str, str]
) -> Iterator[Problem]:
    """A term that is translated differently from the list; of overlapping terms, the longest.

    `tags` are those of the source and of the translation. A text that stays as it is, such as the
    title of a work, is the check `unchanged`'s.
    """
    if msgid == msgstr:
        return
    msgid, msgstr = _TARGET.sub("", msgid), _TARGET.sub("", msgstr)
    source, target = tags
    for term in used_terms(msgid, terms, source):
        if not term.kept(msgstr, target):
            said = phrase(
                "The term %(term)s is %(translations)s in the list.",
                term=repr(term.source),
                translations=repr(" | ".join(term.translations)),
            )
            yield Problem(WARNING, "terms", said)

"""The term lists as the glossary's page prints them, each in the alphabet of its readers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..catalog.terms import PROPOSED, REVIEWED, Term, terms_of
from ..language.profile import profile
from ..language.script import Script
from ..language.text import Text
from ..project.config import Language
from .build import Build


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term with what it is in the other language. Plain text."""

    term: Text
    translations: tuple[Text, ...]
    part: str
    """Its part of speech, one of `terms.PARTS`."""
    status: str
    """`proposed` or `reviewed`."""


@dataclass(frozen=True, slots=True)
class TermList:
    """What readers of one language are told of the terms in another."""

    languages: tuple[Language, Language]
    """The terms' language, and that of their translations."""
    rows: tuple[TermRow, ...]


def term_lists(build: Build, language: Language, other: Language | None = None) -> list[TermList]:
    """The term lists of an edition: the source's has one per language, any other its own.

    A parallel page with an `other` language has the one between its two. Raises `BilingualError`
    for a term list that cannot be read.
    """
    config = build.config
    if language is not config.source:
        pairs = [(language, config.source)]
    else:
        pairs = [(language, one) for one in ((other,) if other else config.targets)]
    made = (TermList(pair, _rows(build, *pair)) for pair in pairs)
    return [one for one in made if one.rows]


def _rows(build: Build, first: Language, second: Language) -> tuple[TermRow, ...]:
    """The terms in the `first` language's order; where it is no source, each of its own words."""
    source = build.config.source
    target = second if first is source else first
    rows, script = [], build.store.script(target)
    for term in terms_of(build.project, target):
        texts = tuple(Text(one, target.tag) for one in _written(script, term))
        status = REVIEWED if term.reviewed else PROPOSED
        own = (Text(term.source, source.tag),)
        pairs = [(own[0], texts)] if first is source else [(text, own) for text in texts]
        rows += [TermRow(one, others, term.part, status) for one, others in pairs]
    key = profile(first.tag).sort_key
    return tuple(sorted(rows, key=lambda row: key(row.term)))


def _written(script: Script | None, term: Term) -> Iterable[str]:
    """A term's translations in the script of their language."""
    return (script(term.source, one) if script else one for one in term.translations)

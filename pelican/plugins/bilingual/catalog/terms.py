"""The term list of a language: how a term of the field is to be translated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..errors import BilingualError
from ..language.characters import dangerous, decoded
from ..language.inflection import occurs
from ..language.profile import profile
from ..language.script import in_latin
from ..project.config import Language
from ..project.files import read_source
from ..project.read import Project

TERMS_FILE = "terms.csv"
COLUMNS = ("source", "translation", "part_of_speech", "note", "status", "reviewer")
"""Columns that the file must have; others are allowed."""
PARTS = ("noun", "name", "verb", "adjective", "adverb", "abbreviation", "phrase")
"""What a term can be, as the column `part_of_speech` says it."""
_WORD = re.compile(r"(?<!\w)\w\w?")
_LONGEST = 500
"""Letters of a cell, such as a note."""
PROPOSED, REVIEWED = "proposed", "reviewed"


@dataclass(frozen=True, slots=True)
class Term:
    """A row of `translations/<language>/terms.csv`."""

    source: str
    translations: tuple[str, ...]
    """What counts as its translation; in the file, alternatives are separated by `|`."""
    part: str
    """One of `PARTS`."""
    note: str = ""
    reviewer: str = ""
    """Who has approved it; empty for a proposal."""

    @property
    def reviewed(self) -> bool:
        """Whether a person vouches for it."""
        return bool(self.reviewer)

    def occurs(self, msgid: str, tag: str) -> bool:
        """Whether a source text, in the language `tag`, uses the term in any of its forms."""
        return occurs(self.source, msgid, profile(tag).forms)

    def kept(self, msgstr: str, tag: str) -> bool:
        """Whether a text in the language `tag` uses one of its translations in any of its forms."""
        forms = profile(tag).forms
        return any(occurs(in_latin(one), msgstr, forms) for one in self.translations)


def read_terms(path: Path, name: str) -> list[Term]:
    """The terms of a language; none without a list.

    Raises `BilingualError` with file and line for a missing column, an empty or doubled term, an
    unknown part of speech or status, or a status that its reviewer contradicts.
    """
    if not path.is_file():
        return []
    rows = csv.DictReader(io.StringIO(read_source(path, name), newline=""), restval="")
    found: dict[str, Term] = {}
    try:
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise BilingualError(
                f"The term list has no column {', '.join(missing)}.",
                f"{name}:1",
                f"Its first line names the columns: {','.join(COLUMNS)}.",
            )
        for row in rows:
            where = f"{name}:{rows.line_num}"
            term = term_of({column: row[column].strip() for column in COLUMNS}, where)
            if term.source.casefold() in found:
                raise BilingualError(
                    f"The term {term.source!r} is here twice.",
                    where,
                    "Keep one line; separate several translations by '|'.",
                )
            found[term.source.casefold()] = term
    except csv.Error as error:
        raise BilingualError(
            f"The term list cannot be read ({error}).",
            f"{name}:{rows.line_num + 1}",
            "Look for a quotation mark that is not closed.",
        ) from None
    return [*found.values()]


def terms_file(project: Project, language: Language) -> Path:
    """Where the term list of a language is."""
    return project.config.catalogs / language.folder / TERMS_FILE


def terms_of(project: Project, language: Language) -> list[Term]:
    """The terms of a language of the site; raises as `read_terms` does."""
    path = terms_file(project, language)
    return read_terms(path, project.shown(path))


def term_of(row: Mapping[str, str], where: str) -> Term:
    """The term of a row; `BilingualError` with its place for what is none."""
    translations = tuple(one.strip() for one in row["translation"].split("|") if one.strip())
    part, status, reviewer = row["part_of_speech"], row["status"], row["reviewer"]
    for value in row.values():
        if len(value) > _LONGEST or any(dangerous(decoded(value))):
            raise BilingualError(
                f"The cell {value[:40]!r} is no term: it is too long, or holds what nobody sees.",
                where,
                f"Type it again, in at most {_LONGEST} letters.",
            )
    if not row["source"] or not translations:
        raise BilingualError("A term or its translation is empty.", where, "Fill in both.")
    if part not in PARTS:
        raise BilingualError(
            f"The part of speech is {part!r}.", where, f"It is one of: {', '.join(PARTS)}."
        )
    if status not in {PROPOSED, REVIEWED}:
        raise BilingualError(
            f"The status is {status!r}.", where, f"It is {PROPOSED} or {REVIEWED}."
        )
    if (status == REVIEWED) != bool(reviewer):
        raise BilingualError(
            f"The term is {status}, and its reviewer is {reviewer or 'nobody'}.",
            where,
            f"Name who has reviewed it; for a term that is {PROPOSED} leave the reviewer empty.",
        )
    return Term(row["source"], translations, part, row["note"], reviewer)


class TermIndex:
    """A term list by the first letters of its terms, so that many texts can be looked through."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[str, list[tuple[int, Term]]] = {}
        for at, term in enumerate(terms):
            start = next(_starts(term.source), "")
            self._terms.setdefault(start, []).append((at, term))

    def near(self, text: str) -> list[Term]:
        """The terms that may stand in a text, in the order of the list."""
        found = [one for start in {*_starts(text), ""} for one in self._terms.get(start, ())]
        return [term for _, term in sorted(found, key=lambda one: one[0])]


def _starts(text: str) -> Iterator[str]:
    """The first two letters of each word: an ending hardly ever changes them."""
    return (one[0].lower() for one in _WORD.finditer(text))


def used_terms(msgid: str, terms: Iterable[Term], tag: str) -> list[Term]:
    """The terms that a source text in the language `tag` uses; of overlapping ones, the longest."""
    used = [term for term in terms if term.occurs(msgid, tag)]
    return [
        one
        for one in used
        if not any(one.source in other.source and other is not one for other in used)
    ]

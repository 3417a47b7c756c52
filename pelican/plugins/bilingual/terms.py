"""The term list of a language: how a term of the field is to be translated."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .checks import WARNING, Problem
from .errors import BilingualError

COLUMNS = ("source", "translation", "note", "reviewer")
"""Columns that `terms.csv` must have; others are allowed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A row of `translations/<language>/terms.csv`."""

    source: str
    translations: tuple[str, ...]
    """What counts as its translation; in the file, alternatives are separated by `|`."""
    note: str
    reviewer: str
    """Who has approved it; empty for a proposal."""

    def occurs(self, msgid: str) -> bool:
        """Whether a source text uses the term, in the singular or the plural."""
        pattern = rf"\b{re.escape(self.source)}(?:s|es)?\b"
        return re.search(pattern, msgid, re.IGNORECASE) is not None

    def kept(self, msgstr: str) -> bool:
        """Whether a translation uses one of its translations, whatever endings it takes."""
        text = msgstr.casefold()
        return any(
            all(re.search(rf"\b{re.escape(stem)}", text) for stem in map(_stem, one.split()))
            for one in self.translations
        )


def _stem(word: str) -> str:
    """The beginning of a word that endings leave alone: `belgisi` and `belgileri` share `belg`."""
    word = word.casefold().strip("“”\"'")
    return word[: max(len(word) - 3, min(4, len(word) - 1))]


def read_terms(path: Path, name: str) -> list[Term]:
    """The terms of a language; none without a list.

    Raises `BilingualError` with file and line for a missing column or an empty term.
    """
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (rows.fieldnames or ())]
        if missing:
            raise BilingualError(
                f"The term list has no column {', '.join(missing)}.",
                f"{name}:1",
                f"Its first line names the columns: {','.join(COLUMNS)}.",
            )
        return [_term(row, f"{name}:{rows.line_num}") for row in rows]


def _term(row: dict[str, str], where: str) -> Term:
    translations = tuple(
        one.strip() for one in (row["translation"] or "").split("|") if one.strip()
    )
    source = (row["source"] or "").strip()
    if not source or not translations:
        raise BilingualError("A term or its translation is empty.", where, "Fill in both.")
    return Term(source, translations, row["note"] or "", row["reviewer"] or "")


def check_terms(msgid: str, msgstr: str, terms: Iterable[Term]) -> Iterator[Problem]:
    """A term that is translated differently from the list; of overlapping terms, the longest."""
    used = [term for term in terms if term.occurs(msgid)]
    for term in used:
        longer = any(term.source in other.source and other is not term for other in used)
        if not longer and not term.kept(msgstr):
            wanted = " or ".join(term.translations)
            yield Problem(WARNING, "terms", f"The term {term.source!r} is {wanted!r} in the list.")

"""The project's own word list of a language, `words.txt`, beside its dictionary.

A word a line. `word/model` takes the endings that the model takes, as in Hunspell's personal
dictionaries: with `tehnopark/park`, `tehnoparkyň` is as correct as `parkyň`. A name without a
model, written with a capital, takes any ending; another word takes none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from .dictionary import Dictionary
from .rules import ERROR, WARNING, Problem

WORDS_FILE = "words.txt"
CHECK = "words"
"""The name of the findings in the list itself."""

LinedProblem = tuple[int, Problem]
"""A line, from 1, and what is wrong there."""

_COMMENT = re.compile(r"(?:^|\s)#.*")
_WORD = re.compile(r"\w(?:[\w\u200c\u200d\u0300-\u036f]|[-'’](?=\w))*")
_CHANGING = 2
"""How many letters at its end a word may change before an ending, as its model does."""
_SHORT = 2
"""Endings up to this length show whether a dictionary knows a word's endings."""


@dataclass(frozen=True, slots=True)
class ListedWord:
    """A line of the list."""

    word: str
    model: str
    """A word of the dictionary that takes the same endings; empty for none."""
    line: int


def read_words(data: bytes) -> tuple[list[ListedWord], list[LinedProblem]]:
    """The entries of a list, and the lines that are none."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [(line, Problem(ERROR, CHECK, "This is not UTF-8; save the file as UTF-8."))]
    entries, faults = dict[str, ListedWord](), list[LinedProblem]()
    for line, written in enumerate(text.split("\n"), start=1):
        content = unicodedata.normalize("NFC", _COMMENT.sub("", written)).strip()
        word, slash, model = content.partition("/")
        fault = ""
        if not content:
            continue
        if not all(map(_WORD.fullmatch, (word, model) if slash else (word,))):
            fault = f"The line {content[:60]!r} is no word; write 'word' or 'word/model'."
        elif word in entries:
            fault = f"The word {word!r} is in line {entries[word].line} already; take one out."
        if fault:
            faults.append((line, Problem(ERROR, CHECK, fault)))
        else:
            entries[word] = ListedWord(word, model, line)
    return [*entries.values()], faults


def check_words(entries: Iterable[ListedWord], dictionary: Dictionary) -> Iterator[LinedProblem]:
    """Models that the dictionary lacks, and words that it has."""
    short = [one for one in dictionary.endings if len(one) <= _SHORT]
    for entry in entries:
        word, model = entry.word, entry.model
        if model and not dictionary.knows(model):
            text = f"The dictionary has no word {model!r}; name another model for {word!r}."
            yield entry.line, Problem(ERROR, CHECK, text)
        elif dictionary.knows(word) and all(
            dictionary.knows(word + one) for one in short if model and dictionary.knows(model + one)
        ):
            text = f"The dictionary has the word {word!r} already; take the line out."
            yield entry.line, Problem(WARNING, CHECK, text)


@dataclass(frozen=True, slots=True)
class WordList:
    """The words of a project, and their forms."""

    words: frozenset[str]
    names: frozenset[str]
    """Names without a model."""
    stems: dict[str, set[str]] = field(repr=False)
    """What stays of a word before an ending, to what then stays of its model."""

    def knows(self, word: str, dictionary: Dictionary) -> bool:
        """Whether a word is one of the list's, in a form that the dictionary allows."""
        return any(one in self.words for one in (word, small(word))) or any(
            (word[:at] in self.names and word[at:] in dictionary.endings)
            or any(
                dictionary.knows(model + one[at:])
                for one in (word, small(word))
                for model in self.stems.get(one[:at], ())
            )
            for at in range(1, len(word) + 1)
        )


def word_list(entries: Iterable[ListedWord]) -> WordList:
    """The list that these lines make."""
    entries = list(entries)
    stems: dict[str, set[str]] = {}
    for entry in entries:
        word, model = entry.word, entry.model
        most = min(_CHANGING, len(word) - 1, len(model) - 1)
        for cut in range(most + 1):
            if word[len(word) - cut :] == model[len(model) - cut :]:
                stems.setdefault(word[: len(word) - cut], set()).add(model[: len(model) - cut])
    plain = {one.word for one in entries if not one.model}
    words = frozenset(one.word for one in entries)
    return WordList(words, frozenset(one for one in plain if one != one.lower()), stems)


def small(word: str) -> str:
    """A word as it is in the middle of a sentence."""
    return word[:1].lower() + word[1:]

"""Spelling: the words of a translation that neither the dictionary nor the project's list has.

What is no word of the language is passed over: code, addresses, tags, placeholders, figures,
abbreviations, names that the source has, and phrases that it has letter by letter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from ..language.characters import decoded
from ..language.profile import profile
from ..project.config import Language
from ..source.marks import PLACEHOLDER
from .dictionary import Dictionary
from .rules import WARNING, Problem
from .suggestions import suggestions
from .words import WordList, word_list

SPELLING, LETTERS, ORDINALS = "spelling", "letters", "ordinals"
_SUGGESTED = 40
"""For how many words of a run suggestions are made; more have another reason than typing."""
_LONGEST = 100
"""Letters of a word that is looked up: Hunspell's own limit."""

_HOLE = "\ufffc"
"""Stands for what is no word, so that an ending behind it is known as one."""
_LETTER = (
    "[^\\W_]|[\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e"
    f"\u200c\u200d{_HOLE}]"
)
"""What words are made of: letters, figures, and the marks of scripts that write vowels so."""
_JOINT = "[-\u2010\u2011'’ʼ]"
_WORD = re.compile(
    rf"(?P<tail>(?<=[^\s(\[“«„—–]){_JOINT}|(?<=[*_”»\"’)\]]))?"
    rf"(?P<word>(?:{_LETTER})++(?:{_JOINT}(?:{_LETTER})++)*+)"
)
_NO_WORDS = re.compile(
    r"(?<!`)(?P<fence>`{1,9}+).{1,500}?(?P=fence)"  # code
    r"|\]\([^)]{0,2000}\)|\]\s?\[[^\[\]]{0,200}\]|\[\^[^\[\]]{0,200}\]:?"  # targets, footnotes
    r"|</?[a-zA-Z!][^>]{0,2000}>|\{[^{}]{0,200}\}"  # tags, attribute lists
    rf"|{PLACEHOLDER.pattern}"
    r"|\b[a-z][a-z\d+.-]{1,20}:[^\s)>\]]{0,2000}[\w/]"  # https://…, mailto:…
    r"|(?<![\w.+-])[\w.+-]{1,100}@[\w.-]{0,200}\w"  # me@example.org
    r"|(?<![\w~./-])[\w~.-]{0,100}/[\w./-]{0,200}\w\.\w+"  # docs/cli.md
    r"|\b(?<!-)\w[\w-]{0,100}(?:\.[a-z]\w{1,20})+",  # example.org, index.html
    re.DOTALL,
)
_PHRASE = re.compile(
    r"“([^“”]+)”|«([^«»]+)»|„([^“”„]+)[“”]|\"([^\"]+)\"|\(([^()]+)\)|\[([^\[\]]+)\]"
    r"|(?<![\w*])\*{1,3}([^*]+)\*|(?<![\w_])_{1,3}([^_]+)_"
)
"""What a translation quotes, adds in brackets, links or stresses."""
_KINDS: Mapping[str, str] = {
    "decomposed": "has a letter and its mark as two characters; type it again",
    "cyrillic": "has letters of the Cyrillic alphabet among Latin ones",
    "letter": "has letters that Turkmen does not have",
    "plain": "lacks the marks on its letters",
}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a translation."""

    text: str
    """As it is written, without soft hyphens."""
    may_end: bool
    """It stands right behind something, and so may be an ending: `5G-niň`."""

    @property
    def plain(self) -> str:
        """The word as dictionaries spell it."""
        return re.sub("[’ʼ]", "'", unicodedata.normalize("NFC", self.text))


def spelled_words(msgid: str, msgstr: str) -> Iterator[Word]:
    """The words of a translation that are its language's own; compounds part by part."""
    source, text = decoded(msgid), decoded(msgstr).replace("\u00ad", "")
    text = _NO_WORDS.sub(lambda found: "]" * found[0].startswith("](") + _HOLE, text)
    source = _unmarked(_NO_WORDS.sub("", source))
    text = _PHRASE.sub(lambda found: _without_foreign(found, source), text)
    for found in _WORD.finditer(text):
        parts = re.split(_JOINT, found["word"])
        may_end = [found["tail"] is not None, *[True] * (len(parts) - 1)]
        for part, ends in zip(parts, may_end, strict=True):
            if not _is_no_word(part):
                yield Word(part, ends)


def _without_foreign(found: re.Match[str], source: str) -> str:
    phrase = _unmarked(next(filter(None, found.groups()), ""))
    foreign = phrase in source and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", source)
    return _HOLE if phrase and foreign else found[0]


def _unmarked(text: str) -> str:
    """A text without Markdown's marks and what is no word, its white space folded."""
    return " ".join(re.sub(rf"[*\[\]{_HOLE}]", "", text).split())


def _is_no_word(text: str) -> bool:
    """Whether this has figures, is an abbreviation in capitals, or a letter by itself."""
    return len(text) < 2 or text.isupper() or any(one == _HOLE or one.isnumeric() for one in text)


def source_names(msgid: str) -> frozenset[str]:
    """The words of a source text that have capitals; of `Sha’ban` both parts."""
    found = (one["word"] for one in _WORD.finditer(unicodedata.normalize("NFC", decoded(msgid))))
    parts = (part for one in found if one != one.lower() for part in re.split(_JOINT, one))
    return frozenset(part for part in parts if len(part) > 1)


class Speller:
    """Spells the texts of one language in one run; a word is looked up once."""

    def __init__(
        self,
        language: Language,
        dictionary: Dictionary | None = None,
        project: WordList | None = None,
        file: str = "words.txt",
    ) -> None:
        """Without a dictionary it knows no more than the letters; `file` is the project's list."""
        self._dictionary = dictionary
        self._project = project or word_list([])
        self._file = file
        self._known: dict[str, bool] = {}
        self._meant: dict[str, list[str]] = {}
        self._scripts = {_script(one) for one in (dictionary.letters if dictionary else "")}
        self._profile = profile(language.tag)

    def check(self, msgid: str, msgstr: str) -> Iterator[Problem]:
        """Wrong ordinals; wrong letters and unknown words, each once and under one of two names."""
        if msgid == msgstr or not (self._dictionary or self._profile.letters):
            return
        for written, right in self._profile.ordinals(msgstr):
            yield Problem(WARNING, ORDINALS, f"{written} is {right}.")
        named = source_names(msgid)
        for word in dict.fromkeys(spelled_words(msgid, msgstr)):
            problem = self._check_word(word, named)
            if problem:
                yield problem

    def _check_word(self, word: Word, named: Collection[str]) -> Problem | None:
        plain = word.plain
        if len(plain) <= _LONGEST and self._is_name(plain, named):
            return None
        known = self._knows(plain) or (word.may_end and self._is_ending(plain))
        meant = [] if known else self._suggestions(plain)
        findings = self._profile.letters(word.text, meant) if self._profile.letters else ()
        shown = repr(word.text if len(word.text) <= _LONGEST else f"{word.text[:_LONGEST]}…")
        if findings and (len(plain) > _LONGEST or not self._is_listed(plain)):
            what, perhaps = _KINDS[findings[0].kind], findings[0].suggestions
            return Problem(WARNING, LETTERS, f"The word {shown} {what}{_perhaps(perhaps)}.")
        if known:
            return None
        text = f"The word {shown} is not in the dictionary{_perhaps(meant)}."
        return Problem(WARNING, SPELLING, f"{text} Correct it, or add it to {self._file}.")

    def _knows(self, word: str) -> bool:
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> bool:
        dictionary = self._dictionary
        if dictionary is None:
            return True
        if len(word) > _LONGEST:
            return False
        if dictionary.knows(word) or self._is_listed(word):
            return True
        return bool(self._scripts) and not {_script(one) for one in word} & self._scripts

    def _is_listed(self, word: str) -> bool:
        listed, dictionary = self._project, self._dictionary
        return listed.knows(word, dictionary) if dictionary else word in listed.words

    def _is_name(self, word: str, named: Collection[str]) -> bool:
        """Whether the source has this name, perhaps without the ending or with a silent `e`."""
        if word in named:
            return True
        ends = range(2, min(len(word), _LONGEST))
        return any(
            self._is_ending(word[at:]) and (word[:at] in named or f"{word[:at]}e" in named)
            for at in ends
        )

    def _is_ending(self, text: str) -> bool:
        return self._dictionary is None or text in self._dictionary.endings

    def _suggestions(self, word: str) -> list[str]:
        """What may be meant, for the first words of a run."""
        if word not in self._meant:
            if len(self._meant) == _SUGGESTED or self._dictionary is None:
                return []
            knows, listed = self._dictionary.knows, self._project.words
            self._meant[word] = suggestions(
                word, self._dictionary.letters, lambda one: one in listed or knows(one)
            )
        return self._meant[word]


def _script(letter: str) -> str:
    """The alphabet that a letter belongs to: `LATIN`."""
    return unicodedata.name(letter, "").partition(" ")[0]


def _perhaps(meant: Collection[str]) -> str:
    """What may be meant, behind the rest of a sentence."""
    *first, last = map(repr, meant) if meant else [""]
    return f"; perhaps {', '.join(first)}{' or ' if first else ''}{last}" if last else ""

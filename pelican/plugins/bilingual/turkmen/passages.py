"""What stays in its own letters when a text goes into the other script, and how a text says so.

In a source, `[=WhatsApp=]` stays as it is in both scripts, and `[=raýon=район=]` says how it is
spelt in each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .cyrillic import Span, to_cyrillic

_KEPT = re.compile(
    r"""
      `[^`]*`                               # code
    | <[^<>]*>                              # tags
    | &\#?\w+;                              # entities
    | \{[^{}]*\} | %\([^()]*\)[a-z]         # place-holders
    | (?<=\])\([^()\s]*\)                   # targets of links
    | \b[a-z][a-z0-9+.-]*://\S*[\w/]        # addresses, with a scheme or without
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | [\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*[\w/]|(?![\w-]))
    """,
    re.VERBOSE | re.ASCII,
)
_MARK = re.compile(r"\[=(?P<latin>[^=\[\]]+)=(?:(?P<cyrillic>[^=\[\]]+)=)?\]")


def kept_spans(text: str, names: Iterable[str] = ()) -> list[Span]:
    """Where code, tags, addresses and these names stand, in order and without overlaps.

    A name begins where a word does; an ending may follow it (`WhatsAppyň`). Of places that
    overlap the one that begins first counts, then the longer one.
    """
    found = [one.span() for one in _KEPT.finditer(text)]
    for name in names:
        found += [one.span() for one in re.finditer(rf"(?<!\w){re.escape(name)}", text)]
    spans: list[Span] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def in_latin(source: str) -> str:
    """A source with marks, for readers of the Latin alphabet."""
    return _MARK.sub(lambda found: found["latin"], source)


def in_cyrillic(source: str, names: Iterable[str] = ()) -> str:
    """A source with marks, in Cyrillic but for what is marked, code, addresses and these names."""
    names = tuple(names)
    parts, done = [], 0
    for mark in _MARK.finditer(source):
        parts.append(_transliterated(source[done : mark.start()], names))
        parts.append(mark["cyrillic"] or mark["latin"])
        done = mark.end()
    return "".join([*parts, _transliterated(source[done:], names)])


def _transliterated(text: str, names: Iterable[str]) -> str:
    return to_cyrillic(text, kept_spans(text, names))

"""Raw HTML of a page: what people read in it, and the language that it says it is in.

Markdown leaves it as it is, so it is no text for translators: every edition has the source's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from itertools import accumulate

_LETTER = re.compile(r"[^\W\d_]")
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_UNREAD = frozenset({"code", "pre", "script", "style", "template"})
READABLE = frozenset(
    "abbr alt aria-description aria-label aria-placeholder aria-roledescription aria-valuetext"
    " data-toc-label label placeholder summary title".split()
)
"""Attributes that people read."""
_BUTTONS = frozenset({"button", "reset", "submit"})
"""Kinds of `input` whose value is what they are called."""


def readable(html: str) -> str:
    """What people read in it, white space folded; empty for comments, code, and mere figures.

    Nor does HTML's own `translate="no"` count.
    """
    text = " ".join(" ".join(_Reader(html).texts).split())
    return text if _LETTER.search(text) else ""


def read_of_tag(tag: str, attributes: Mapping[str, str | None]) -> str:
    """What people read in the attributes of an element; empty for mere figures."""
    if attributes.get("translate") == "no":
        return ""
    found = [value or "" for name, value in attributes.items() if name in READABLE]
    if tag == "input" and attributes.get("type") in _BUTTONS:
        found.append(attributes.get("value") or "")
    text = " ".join(" ".join(found).split())
    return text if _LETTER.search(text) else ""


def in_language(html: str, tag: str) -> str:
    """The same with a `lang` on each of its outermost elements that people read something in."""
    for at in reversed(_Reader(html).mute):
        html = f'{html[:at]} lang="{tag}"{html[at:]}'
    return html


class _Reader(HTMLParser):
    """Collects what people read, and where the outermost elements begin that it stands in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.mute: list[int] = []
        """Where a `lang` can be added to those that do not say their language."""
        self._open: list[tuple[str, bool]] = []
        """The names of open elements, each with whether it is kept from people or translators."""
        self._outermost: int | None = None
        self._lines = [0, *accumulate(len(line) + 1 for line in html.split("\n"))]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "p" and self._open and self._open[-1][0] == "p":
            self._open.pop()  # HTML ends it here
        if not self._open:
            line, column = self.getpos()
            written = (self.get_starttag_text() or "").rstrip(">").rstrip("/")
            end = self._lines[line - 1] + column + len(written)
            self._outermost = None if "lang" in given else end
        kept = self._kept or tag in _UNREAD or given.get("translate") == "no"
        if not kept:
            self._read(read_of_tag(tag, given))
        if tag not in _VOID:
            self._open.append((tag, kept))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _ in self._open]
        if tag in names and tag not in _VOID:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]
        if not self._open:
            self._outermost = None

    def handle_data(self, data: str) -> None:
        if not self._kept:
            self._read(data)

    @property
    def _kept(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _read(self, text: str) -> None:
        self.texts.append(text)
        if self._outermost is not None and _LETTER.search(text):
            self.mute.append(self._outermost)
            self._outermost = None

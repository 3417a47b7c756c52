"""Where in a source file a stretch of text stands.

Python-Markdown keeps no line numbers, so a text is looked up in the source: forward from
the one before it, in a place where a block can begin, outside fenced code. What Markdown
takes out of the page (footnotes, definitions) is searched only when it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from ..errors import ContentError
from .core import FENCED_CODE

_NOTE = r"[ ]{0,3}\[\^[^\]\n]*\]:"
_TAKEN_OUT = re.compile(
    rf"^{_NOTE}.*(?:\n(?!{_NOTE}).*\S.*)*"  # a footnote, and its further paragraphs
    rf"(?:\n(?:[ ]*\n)+[ ]{{4}}.*(?:\n(?!{_NOTE}).*\S.*)*)*"
    r"|^\*\[[^\]\n]*\][ ]?:[ ]*\n?.*"  # an abbreviation
    r"|^[ ]{0,3}\[[^\[\]\n]*\]:[ ]*(?:\n[ ]*)?\S+[ ]*(?:\n[ ]*)?(?:\".*\"|'.*'|\(.*\))?[ ]*$",
    re.MULTILINE,
)
_LABEL = re.compile(r"^([ >]*)(?:(\[[^\]\n]*\])|(\*\[[^\]\n]*\])[ ]?):", re.MULTILINE)
"""Where a footnote, a link's address or an abbreviation is defined; or code tells how."""
_CODE = 4
"""Spaces before a line of code; it may be one in a footnote or a list, too."""
_BLOCK_START = re.compile(
    r"(?:.*\|)?"
    r"(?:[ \t>]|[*+-][ \t]|\d+[.)][ \t]|:[ \t]|\#{1,6}|\[\^[^\]]*\]:|!!![^\"]*\"|<[^<>]*>)*"
)
_BLOCK_END = re.compile(r"\s*(?:[#{<|\"\x00].*)?")
_BETWEEN_LINES = re.compile(r"[ ]*\n[\s>]*")


class Locator:
    """Finds line numbers (from 1) in one source text, front matter counted."""

    def __init__(self, text: str, skip: int = 0) -> None:
        """`skip` is the number of lines of front matter that `text` begins with."""
        text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4)
        self._all = FENCED_CODE.sub(_blank, text)
        self._text = _TAKEN_OUT.sub(_blank, self._all)
        self._offset = sum(len(line) + 1 for line in text.split("\n")[:skip])
        self._opened = 0
        """A place where a block begins, whatever stands before it on the line."""
        self._breaks = [found.start() for found in re.finditer("\n", self._all)]
        self._labels: dict[str, int] = {}

    def line_of(self, text: str, of_block: bool = True) -> int:
        """The line on which `text` begins, at or after the text found before it.

        `of_block` is false for what stands within a line, such as the value of an attribute.
        """
        lines = _lines(text)
        found = self._find(lines[0], of_block) if lines else None
        if found is None:
            return self._line_at(self._offset)
        self._go_beyond(lines, found)
        return self._line_at(found)

    def pass_by(self, text: str) -> int:
        """Go on below a block that is no segment, if it stands in the source as it is.

        The line on which it begins, or the one where it was looked for.
        """
        lines = _lines(text)
        fits, found = self._best(self._text, lines[0]) if lines else (0, 0)
        if not fits:
            return self._line_at(self._offset)
        self._go_beyond(lines, found)
        return self._line_at(found)

    def _go_beyond(self, lines: list[str], found: int) -> None:
        self._offset = found + len(lines[0])
        for line in lines[1:]:
            between = _BETWEEN_LINES.match(self._all, self._offset)
            if not between or not self._all.startswith(line, between.end()):
                break
            self._offset = between.end() + len(line)

    def line_matching(self, pattern: str) -> int:
        """The next line that `pattern` (a regular expression) matches; the search goes on below."""
        match = re.compile(rf"^.*?{pattern}.*", re.MULTILINE).search(self._text, self._offset)
        found = match.start() if match else self._offset
        self._offset = match.end() if match else self._offset
        return self._line_at(found)

    def line_ahead(self, pattern: str) -> int:
        """The next line that `pattern` (a regular expression) matches; the search stays here."""
        match = re.compile(pattern).search(self._text, self._offset)
        return self._line_at(match.start() if match else self._offset)

    def move_to(self, pattern: str) -> None:
        """Go on behind the first match of `pattern` (a regular expression)."""
        if match := re.search(pattern, self._all, re.MULTILINE):
            self._offset = self._opened = match.end()
            self._text = self._all

    def move_to_label(self, label: str) -> None:
        """Go on behind the last definition of a label: `[^note]`, `*[HTML]`, `[link]`."""
        if not self._labels:
            places = _LABEL.finditer(self._all)
            for found in sorted(places, key=lambda one: len(one[1]) < _CODE):
                self._labels[_label(found[2] or found[3])] = found.end()
        if (end := self._labels.get(_label(label))) is not None:
            self._offset = self._opened = end
            self._text = self._all

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Come back, in the end, to where the search is now."""
        before = self._offset, self._text
        yield
        self._offset, self._text = before

    def _find(self, first: str, of_block: bool) -> int | None:
        for text in (self._text, self._all):
            fits, found = self._best(text, first) if of_block else (0, -1)
            found = found if fits else text.find(first, self._offset)
            if found != -1:
                return found
        words = r"(?:\s|<!--.*?-->)+".join(map(re.escape, first.split()))
        match = re.compile(words, re.DOTALL).search(self._text, self._offset)
        return match.start() if match else None

    def _best(self, text: str, first: str) -> tuple[int, int]:
        """How well a block fits where `first` stands best, and where that is."""
        places = self._occurrences(text, first)
        return max(places, key=lambda place: (place[0], -place[1]), default=(0, -1))

    def _occurrences(self, text: str, first: str) -> Iterator[tuple[int, int]]:
        """Where `first` stands, each with how well a block fits there, up to a perfect one."""
        at = self._offset
        while (at := text.find(first, at)) != -1:
            begin, end = text.rfind("\n", 0, at) + 1, at + len(first)
            if begin <= self._opened <= at:
                begin = self._opened
            stop = text.find("\n", end)
            begins = _BLOCK_START.fullmatch(text, begin, at) is not None
            ends = _BLOCK_END.fullmatch(text, end, stop if stop != -1 else len(text)) is not None
            yield begins + (begins and ends), at
            if begins and ends:
                return
            at = end

    def _line_at(self, offset: int) -> int:
        return bisect_left(self._breaks, offset) + 1


def _label(written: str) -> str:
    """A label as others like it are found; capitals count but for those of links."""
    return written if written.startswith(("*[", "[^")) else written.lower()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\0", found[0])


_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class FrontMatter:
    """Finds metadata in the lines that a source begins with."""

    def __init__(self, text: str, lines: int, path: str) -> None:
        """`lines` is how many of the text's lines are metadata; `path` is for messages."""
        lines_of_text = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._text, self._path = "\n".join(lines_of_text[:lines]), path

    def line(self, name: str) -> int:
        """The line, from 1, on which a name stands."""
        found = re.search(rf"(?im)^[ ]{{0,3}}{re.escape(name)}:", self._text)
        return self._text.count("\n", 0, found.start()) + 1 if found else 1

    def locator(self, name: str) -> Locator:
        """Finds the lines of a name's values."""
        locator = Locator(self._text)
        locator.move_to(r"(?i)^[ ]{0,3}" + re.escape(name) + r":[ \t]*")
        return locator

    def dated(self, name: str, value: str) -> tuple[datetime | None, str]:
        """The day that a correction begins with, and its text; other values as they are.

        Raises `ContentError` for a correction without a day.
        """
        if name != "corrections":
            return None, value
        day, colon, text = value.partition(":")
        try:
            if not (colon and text.strip() and _DAY.fullmatch(day)):
                raise ValueError
            return datetime.fromisoformat(day), text.strip()
        except ValueError:
            raise ContentError(
                f"The correction {value[:40]!r} does not begin with its day.",
                f"{self._path}:{self.locator(name).line_of(value, of_block=False)}",
                "Write one correction a line, such as '2026-11-23: The year was wrong.'",
            ) from None

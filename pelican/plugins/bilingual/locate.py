"""Where in a source file a stretch of text stands.

Python-Markdown keeps no line numbers, so a text is looked up in the source: forward from
the one before it, in a place where a block can begin, outside fenced code.
"""

from __future__ import annotations

import re

_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?P<code>.*?)^(?P=fence)[ ]*$", re.MULTILINE | re.DOTALL
)
_BLOCK_START = re.compile(
    r"(?:.*\|)?"
    r"(?:[ \t>]|[*+-][ \t]|\d+[.)][ \t]|:[ \t]|\#{1,6}|\[\^[^\]]*\]:|!!![^\"]*\"|<[^<>]*>)*"
)


class Locator:
    """Finds line numbers (from 1) in one source text, front matter counted."""

    def __init__(self, text: str, skip: int = 0) -> None:
        """`skip` is the number of lines of front matter that `text` begins with."""
        self._text = _FENCE.sub(_blank, text.replace("\r\n", "\n").expandtabs(4))
        self._offset = sum(len(line) for line in self._text.splitlines(keepends=True)[:skip])
        self._line, self._counted = 1, 0

    def line_of(self, text: str) -> int:
        """The line on which `text` begins, at or after the text found before it."""
        first = next((line for line in text.splitlines() if line.strip()), "").strip()
        found = self._find(first)
        if found is not None:
            self._offset = found + len(first)
        return self._line_at(self._offset if found is None else found)

    def move_to(self, pattern: str) -> bool:
        """Go on searching from where `pattern` (a regular expression) first matches."""
        match = re.search(pattern, self._text, re.MULTILINE)
        if match:
            self._offset = match.start()
        return match is not None

    def _find(self, first: str) -> int | None:
        if not first:
            return None
        anywhere = at = self._text.find(first, self._offset)
        while at != -1:
            before = self._text[self._text.rfind("\n", 0, at) + 1 : at]
            if _BLOCK_START.fullmatch(before):
                return at
            at = self._text.find(first, at + 1)
        if anywhere != -1:
            return anywhere
        words = r"\s+".join(map(re.escape, first.split()))
        match = re.compile(words).search(self._text, self._offset)
        return match.start() if match else None

    def _line_at(self, offset: int) -> int:
        if offset < self._counted:
            self._line, self._counted = 1, 0
        self._line += self._text.count("\n", self._counted, offset)
        self._counted = offset
        return self._line


def _blank(fence: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "\0", fence[0])

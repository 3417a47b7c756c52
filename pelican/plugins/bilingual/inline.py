"""Python-Markdown's inline stage, without the patterns that a text gives no reason to try.

Each of some twenty patterns searches every text of every page. Most texts hold none of the
characters that a match needs. Why this reaches into private names: docs/decisions/.
"""

from __future__ import annotations

from typing import Any

from markdown import treeprocessors
from markdown.util import AtomicString

_MARKS = "`\\[<&\n*_"
_TRIGGERS = {
    "backtick": "`",
    "escape": "\\",
    "footnote": "[",
    "reference": "[",
    "link": "[",
    "image_link": "[",
    "image_reference": "[",
    "short_reference": "[",
    "short_image_ref": "[",
    "autolink": "<",
    "automail": "<",
    "linebreak": "\n",
    "html": "<",
    "entity": "&",
    "not_strong": "*_",
    "em_strong": "*_",
    "em_strong2": "_",
}
"""The characters of which a match of Python-Markdown's own patterns holds at least one."""


class InlineProcessor(treeprocessors.InlineProcessor):
    """Gives the same result as its base class; patterns of other packages are always tried."""

    def __init__(self, md: Any) -> None:
        super().__init__(md)
        triggers = {
            md.inlinePatterns.get_index_for_name(name): marks
            for name, marks in _TRIGGERS.items()
            if name in md.inlinePatterns
            and type(md.inlinePatterns[name]).__module__.startswith("markdown.")
        }
        self._patterns = [
            (pattern, triggers.get(index, "")) for index, pattern in enumerate(md.inlinePatterns)
        ]

    def __handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 # the base class's names
        if isinstance(data, AtomicString):
            return data
        marks = {mark for mark in _MARKS if mark in data}
        for index in range(patternIndex, len(self._patterns)):
            pattern, triggers = self._patterns[index]
            if triggers and marks.isdisjoint(triggers):
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data

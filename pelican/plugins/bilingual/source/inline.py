"""Python-Markdown's inline stage, without the patterns that a text gives no reason to try.

Each of some forty patterns searches every text of every page. Most texts hold none of the
marks that a match needs. Why this reaches into private names: docs/decisions/0004.
"""

from __future__ import annotations

from typing import Any

from markdown import treeprocessors
from markdown.util import AtomicString

_QUOTES = ("'", '"')
_NEEDED: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("[",),
    "image_reference": ("[",),
    "short_reference": ("[",),
    "short_image_ref": ("[",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("\n",),
    "html": ("<",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "smarty-em-dashes": ("--",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    "smarty-left-angle-quotes": ("<<",),
    "smarty-right-angle-quotes": (">>",),
    **{f"smarty-quotes-{number}": _QUOTES for number in range(15)},
}
"""By the name of one of Python-Markdown's own patterns: what a match holds, one of it at least."""


class InlineProcessor(treeprocessors.InlineProcessor):
    """Gives the same result as its base class; patterns of other packages are always tried."""

    def __init__(self, md: Any, patterns: Any) -> None:
        """`patterns` is the registry to apply: `md.inlinePatterns`, or that of `smarty`."""
        super().__init__(md)
        self.inlinePatterns = patterns
        needed = {
            patterns.get_index_for_name(name): marks
            for name, marks in _NEEDED.items()
            if name in patterns and type(patterns[name]).__module__.startswith("markdown.")
        }
        self._tries = [(pattern, needed.get(index)) for index, pattern in enumerate(patterns)]
        self._marks = sorted({mark for marks in needed.values() for mark in marks})
        self._always = any(marks is None for _, marks in self._tries)

    def __handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 # the base class's names
        if isinstance(data, AtomicString):
            return data
        marks = {mark for mark in self._marks if mark in data}
        if not marks and not self._always:
            return data
        for index in range(patternIndex, len(self._tries)):
            pattern, needed = self._tries[index]
            if needed and marks.isdisjoint(needed):
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


def spare_patterns(md: Any) -> None:
    """Put this inline stage in the place of a `Markdown` instance's own."""
    stages = md.treeprocessors
    for name, priority in (("inline", 20), ("smarty", 6)):
        if name in stages and type(stages[name]) is treeprocessors.InlineProcessor:
            stages.register(InlineProcessor(md, stages[name].inlinePatterns), name, priority)

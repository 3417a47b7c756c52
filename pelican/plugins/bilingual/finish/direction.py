"""The direction of writing, said wherever it is not that of what is around."""

from __future__ import annotations

import re

from ..language.cldr import direction_of
from .markup import Tag, ends_by, is_void, spans

_LANG = re.compile(r"\slang\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CODE = frozenset({"code", "kbd", "pre", "samp"})
"""Elements whose text runs from the left in every language."""


def with_directions(html: str, around: str = "ltr") -> str:
    """HTML with a `dir` on each element whose language runs otherwise than what is around it.

    `around` is what the HTML will stand in, `ltr` or `rtl`.
    """
    tags = {*_LANG.findall(html)}
    if around == "ltr" and all(direction_of(tag) != "rtl" for tag in tags):
        return html
    parts, written = list[str](), 0
    open_tags = [("", around)]
    for tag, _, end in spans(html):
        if not isinstance(tag, Tag):
            continue
        if tag.close:
            _close(open_tags, tag.name)
            continue
        while ends_by(open_tags[-1][0], tag.name):
            open_tags.pop()
        within = open_tags[-1][1]
        given, direction = tag.get("dir"), _direction(tag, within)
        if given is None and direction != within:
            at = end - 1 - tag.selfclosing
            parts += [html[written:at], f' dir="{direction}"']
            written = at
        if not is_void(tag):
            open_tags.append((tag.name, direction))
    return "".join([*parts, html[written:]])


def runs_left(tag: Tag) -> bool:
    """Whether the language of an element is one whose lines begin on the right."""
    return direction_of(tag.get("lang") or "") == "rtl"


def _direction(tag: Tag, within: str) -> str:
    """In which direction the text of an element runs."""
    if (given := tag.get("dir")) is not None:
        return given.lower()
    if tag.name in _CODE:
        return "ltr"
    return direction_of(tag.get("lang") or "") or within


def _close(open_tags: list[tuple[str, str]], name: str) -> None:
    """Close an element, and those in it that HTML closes with it."""
    for at in range(len(open_tags) - 1, 0, -1):
        if open_tags[at][0] == name:
            del open_tags[at:]
            return

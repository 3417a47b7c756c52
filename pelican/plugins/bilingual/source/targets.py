"""Markdown that is written for other readers, too: links by file, a heading for a title.

Of the standard library alone: a release's README is made with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ELSEWHERE = "{repository}"
"""Begins the target of a link to a file that is no page: it leads to it in the repository."""
CONTACT = "{contact}"
"""Target of a link to who publishes the site."""
_LINK = re.compile(
    r"(?P<code>^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)"
    r"|(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)(?P=ticks)(?!`))"
    r"|^(?P<name> {0,3}\[(?!\^)[^\]\n]+\]:[ \t]*)(?P<defined>[^\s#<>]+)"
    r"|(?P<opening>!?)\[|(?P<before>\]\([ \t]*<?)(?P<target>[^)\s#<>]+)(?=[)#\s>])",
    re.MULTILINE | re.DOTALL,
)
_HEADING = re.compile(r"#[ \t]+(?P<title>\S.*?)[ \t]*(?:\{[^{}\n]*\})?[ \t]*#*[ \t]*\n(?=[ \t]*\n)")
_MARKUP = re.compile(r"!?\[(?P<text>[^\]\n]*)\]\([^)\n]*\)|[`*]+")


def with_targets(text: str, change: Callable[[str, bool], str]) -> str:
    """A text whose links have other targets; what is in code stays.

    `change` gets each target without its fragment, and whether it is a picture's.
    """
    pictures: list[bool] = []

    def link(found: re.Match[str]) -> str:
        if found["defined"]:
            return f"{found['name']}{change(found['defined'], False)}"
        if found["target"] is None:
            if not found["code"]:
                pictures.append(bool(found["opening"]))
            return found[0]
        is_picture = bool(pictures and pictures.pop())
        return f"{found['before']}{change(found['target'], is_picture)}"

    return _LINK.sub(link, text)


def targets(text: str) -> set[str]:
    """What a text links to, without fragments; what is in code does not count."""
    found = set[str]()

    def keep(target: str, _: bool) -> str:
        found.add(target)
        return target

    with_targets(text, keep)
    return found


def with_title(text: str) -> str:
    """A text that begins with a heading has it as its title, in as many lines."""
    found = _HEADING.match(text)
    if found is None:
        return text
    title = _MARKUP.sub(lambda one: one["text"] or "", found["title"])
    return f"Title: {title}\n{text[found.end() :]}"

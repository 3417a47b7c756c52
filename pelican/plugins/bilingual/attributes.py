"""Attribute lists at the end of a block: `{: #id .class title="…" }`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder

_OF_BLOCK = AttrListTreeprocessor.BLOCK_RE
_ON_LINE = AttrListTreeprocessor.HEADER_RE
_READABLE = re.compile(
    r"(?<=[ {:])(?:title|alt|aria-label|data-toc-label)=(?P<quote>[\"'])(?P<value>.*?)(?P=quote)"
)


def start_of_list(text: str, on_line: bool) -> int | None:
    """Where the list begins in a block's text; `on_line` if it may follow text on its line."""
    found = (_ON_LINE if on_line else _OF_BLOCK).search(text)
    if not found or get_attrs_and_remainder(found[1])[1]:
        return None  # what has a brace too many is text
    return found.start()


def readable_values(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """The slices of values that people read, from `start` on, each with its quotation mark."""
    for found in _READABLE.finditer(text, start):
        yield found.start("value"), found.end("value"), found["quote"]


def value_of(text: str, quote: str) -> str:
    """A text that can stand between quotation marks in a list."""
    return " ".join(text.split()).replace(quote, "&quot;" if quote == '"' else "&#39;")


def without_lists(text: str, msgid: str) -> str:
    """A translation in which a brace opens no attribute list that its msgid does not have."""
    return text if "{" in msgid else re.sub(r"(?<!\\)\{", r"\\{", text)

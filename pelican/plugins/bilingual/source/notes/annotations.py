"""What the author tells translators in the source: `<!-- i18n:skip -->` and `i18n:comment`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core import LIST_OF_BLOCK, LIST_ON_LINE, is_attribute_list
from ..raw import READABLE

_DIRECTIVE = re.compile(
    r"\s*(?<!`)<!--\s*i18n:(?P<verb>skip|comment)\b(?P<note>.*?)-->\s*", re.DOTALL
)


class Directives:
    """The directives that have been read and wait for what they are about."""

    def __init__(self) -> None:
        self._skip = False
        self._comment = ""

    def obey(self, text: str) -> bool:
        """Whether all of a text is one directive; it is taken note of."""
        directive = _DIRECTIVE.fullmatch(text)
        if directive:
            self._note(directive)
        return directive is not None

    def take_out(self, text: str) -> str:
        """A text without its directives, which are taken note of."""
        if "i18n:" not in text:
            return text
        for directive in _DIRECTIVE.finditer(text):
            self._note(directive)
        return without_directives(text)

    def take_skip(self) -> bool:
        """Whether what comes next is skipped."""
        skip, self._skip = self._skip, False
        return skip

    def take_comment(self) -> str:
        """What translators are told about the next segment."""
        comment, self._comment = self._comment, ""
        return comment

    def _note(self, directive: re.Match[str]) -> None:
        if directive["verb"] == "skip":
            self._skip = True
        else:
            self._comment = " ".join(directive["note"].split())


def is_directive(text: str) -> bool:
    """Whether all of a text is one directive."""
    return _DIRECTIVE.fullmatch(text) is not None


def without_directives(text: str) -> str:
    """A text as readers see it."""
    return _DIRECTIVE.sub(lambda found: " " if found.start() else "", text)


_READABLE = re.compile(
    rf"(?<=[ {{:])(?:{'|'.join(sorted(READABLE))})=(?P<quote>[\"'])(?P<value>.*?)(?P=quote)"
)


def start_of_list(text: str, on_line: bool) -> int | None:
    """Where the list begins in a block's text; `on_line` if it may follow text on its line."""
    found = (LIST_ON_LINE if on_line else LIST_OF_BLOCK).search(text)
    if not found or not is_attribute_list(found[1]):
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
    return text if "{" in msgid or "{" not in text else re.sub(r"(?<!\\)\{", r"\\{", text)

"""Plain text in lines of a width."""

from __future__ import annotations

import textwrap


def wrap(text: str, width: int, first: str = "", then: str = "") -> str:
    """A text in lines of at most `width` characters, but for words that are longer.

    Line breaks stay. `first` stands before each line of the text, `then` before what is left of it.
    """
    lines = [
        textwrap.fill(
            line,
            width,
            initial_indent=first,
            subsequent_indent=then,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for line in text.split("\n")
    ]
    return "\n".join(lines)

"""The lines that a source begins with: where each name stands, and what a correction's day is."""

from __future__ import annotations

import re
from datetime import datetime

from .errors import ContentError
from .locate import Locator

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
        locator.move_to(r"(?i)^[ ]{0,3}" + re.escape(name) + r":[ \t]*", first=True)
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

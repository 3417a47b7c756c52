"""What is different on a terminal: colour, progress, keys, an editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TextIO, TypeVar

T = TypeVar("T")
STYLES = {"bold": "1", "dim": "2", "removed": "9;31", "added": "32", "warn": "33"}
PATIENCE = 1.0
"""Seconds of work before it is worth a line on the terminal."""
CUT = "# ------ >8 ------ What follows is for you to read; it is not saved."
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def has_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """Whether to colour: on a terminal that can, unless NO_COLOR is set."""
    dumb = environment.get("TERM") == "dumb"
    return stream.isatty() and not environment.get("NO_COLOR") and not dumb


def paint(text: str, style: str, colour: bool) -> str:
    """The text in one of `STYLES`; as it is without colour."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if colour and text else text


def printable(text: str) -> str:
    """Text that cannot steer the terminal: control characters are spelled out."""
    return "".join(
        f"\\u{ord(one):04x}"
        if (unicodedata.category(one) == "Cc" and one not in "\n\t") or one in _DIRECTIONS
        else one
        for one in text
    )


def progress(items: Iterable[T], label: str, stream: TextIO, total: int = 0) -> Iterator[T]:
    """The items, counted in one line of a terminal once they have taken a while."""
    if not stream.isatty():
        yield from items
        return
    start, wrote = time.monotonic(), False
    of = f" of {total}" if total else ""
    try:
        for number, item in enumerate(items, 1):
            if time.monotonic() - start > PATIENCE:
                stream.write(f"\r\x1b[K{label} {number}{of}")
                stream.flush()
                wrote = True
            yield item
    finally:
        if wrote:
            stream.write("\r\x1b[K")
            stream.flush()


class Terminal:
    """A person at a terminal: prints text, reads keys, lines and longer texts."""

    def __init__(self, source: TextIO, target: TextIO, environment: Mapping[str, str]) -> None:
        self._source, self._target, self._environment = source, target, environment
        self.colour = has_colour(target, environment)

    def say(self, text: str = "") -> None:
        """Print a line."""
        print(text, file=self._target, flush=True)

    def key(self, prompt: str) -> str:
        """One key, in lower case; empty at the end of the input."""
        print(prompt, end="", file=self._target, flush=True)
        if not _reads_keys(self._source):
            line = self._source.readline()
            return line.strip()[:1].lower() or ("\n" if line else "")
        key = _key(self._source)
        self.say(key if key.isprintable() else "")
        return key.lower()

    def line(self, prompt: str) -> str:
        """A line of text."""
        print(prompt, end="", file=self._target, flush=True)
        return self._source.readline().strip()

    def edit(self, text: str, below: str) -> str | None:
        """A text as the person changes it; None to leave it as it is.

        In the editor that VISUAL or EDITOR names, with `below` under the text; else line by
        line. The caller has shown `below`.
        """
        editor = self._environment.get("VISUAL") or self._environment.get("EDITOR")
        if not editor:
            return self._lines()
        try:
            return _edited(shlex.split(editor), text, below)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            self.say(f"The editor {editor!r} has failed ({error}); nothing is changed.")
            return None

    def _lines(self) -> str | None:
        self.say("Type the translation; an empty line ends it, at once to leave it as it is.")
        lines = []
        while line := self._source.readline().rstrip("\r\n"):
            lines.append(line)
        return "\n".join(lines) or None


def _reads_keys(source: TextIO) -> bool:
    """Whether keys can be read singly; elsewhere it is the first character of a line."""
    return source is sys.stdin and source.isatty() and os.name == "posix"


def _key(source: TextIO) -> str:
    import termios  # noqa: PLC0415 # not on Windows
    import tty  # noqa: PLC0415

    before = termios.tcgetattr(source)
    try:
        tty.setcbreak(source, termios.TCSADRAIN)
        return source.read(1).replace("\x04", "")
    finally:
        termios.tcsetattr(source, termios.TCSADRAIN, before)


def _edited(command: list[str], text: str, below: str) -> str:
    with tempfile.TemporaryDirectory(prefix="bilingual-") as folder:
        path = Path(folder) / "translation.txt"
        path.write_text(f"{text}\n\n{CUT}\n{below}\n", encoding="utf-8")
        subprocess.run([*command, str(path)], check=True)  # noqa: S603 # the person's own editor
        return path.read_text(encoding="utf-8-sig").split(CUT)[0].rstrip()

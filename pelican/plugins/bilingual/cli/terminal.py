"""What is different on a terminal: styles, progress, keys, an editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

from rich.console import Console
from rich.text import Text

from ..language.characters import dangerous, printable

if TYPE_CHECKING:
    from rich.table import Table

T = TypeVar("T")
CUT = "# ------ >8 ------ What follows is for you to read; it is not saved."


class Screen(Console):
    """A stream, with styles if it is a terminal that has them; nothing is folded or cut."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__(
            file=stream,
            force_terminal=stream.isatty(),  # FORCE_COLOR would put escapes into files
            width=1_000_000,  # lines are the terminal's to fold, and programs read them
            height=25,
            markup=False,
            emoji=False,
            highlight=False,
        )

    def on_broken_pipe(self) -> None:
        """Leave it to `main`: rich would end the program."""
        raise BrokenPipeError


def say(what: str | Text | Table = "", stream: TextIO | None = None) -> None:
    """Print a line or a table, on standard output if no stream is given.

    Text cannot steer the terminal; what comes as rich's has been through `printable`.
    """
    if isinstance(what, str):
        print(printable(what), file=stream)
    else:
        Screen(stream or sys.stdout).print(what)


@contextmanager
def progress(items: Iterable[T], label: str, total: int | None = None) -> Iterator[Iterable[T]]:
    """The items; on a terminal a line counts them meanwhile, and goes when they are done."""
    screen = Screen(sys.stderr)
    if not screen.is_interactive:
        yield items
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress  # noqa: PLC0415 # seldom

    columns, both = ("{task.description}", BarColumn(20), MofNCompleteColumn()), sys.stdout.isatty()
    with Progress(*columns, console=screen, transient=True, redirect_stdout=both) as shown:
        yield shown.track(items, total, description=label)


class Terminal:
    """A person at a terminal: prints text, reads keys, lines and longer texts."""

    def __init__(self, source: TextIO, target: TextIO, environment: Mapping[str, str]) -> None:
        self._source, self._target, self._environment = source, target, environment

    def say(self, what: str | Text = "") -> None:
        """Print a line."""
        say(what, self._target)

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

        In the editor that VISUAL or EDITOR names, with `below` under the text; else on the line
        of the terminal, where it can be changed, or typed anew where there is no such line. The
        caller has shown `below`.
        """
        editor = self._environment.get("VISUAL") or self._environment.get("EDITOR")
        if not editor:
            return self._typed(text)
        try:
            return _edited(shlex.split(editor), text, below)
        except (OSError, ValueError, subprocess.CalledProcessError) as error:
            self.say(f"The editor {editor!r} has failed ({error}); nothing is changed.")
            return None

    def _typed(self, text: str) -> str | None:
        if _has_lines(self._source) and not any(dangerous(text)):
            self.say("Change the text, then press Enter; at once to leave it as it is.")
            return _prefilled(text)
        self.say("Type the translation; an empty line ends it, at once to leave it as it is.")
        self.say("To change the text as it stands, name an editor first: EDITOR=nano")
        lines = []
        while line := self._source.readline().rstrip("\r\n"):
            lines.append(line)
        return "\n".join(lines) or None


def _has_lines(source: TextIO) -> bool:
    """Whether this is a terminal on which Python can offer a text for changing."""
    return source is sys.stdin and source.isatty() and find_spec("readline") is not None


def _prefilled(text: str) -> str | None:
    """The text as a person changes it, a line after the other; None at the end of the input."""
    import readline  # noqa: PLC0415 # not on Windows

    def offer(line: str) -> None:
        readline.insert_text(line)
        readline.redisplay()

    readline.set_auto_history(False)
    lines = []
    try:
        for line in text.split("\n"):
            readline.set_pre_input_hook(partial(offer, line))
            lines.append(input("> "))
    except EOFError:
        return None
    finally:
        readline.set_pre_input_hook()
    return "\n".join(lines)


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

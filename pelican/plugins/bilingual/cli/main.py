"""The `bilingual` command: how it begins and how it ends."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

from ..errors import BilingualError
from .terminal import say
from .usage import parser

WRONG, STOPPED, CLOSED = 1, 130, 141
"""Exit statuses besides 0 and argparse's 2: wrong input, Ctrl-C, the reader of a pipe left."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 wrong input, 2 wrong usage."""
    _never_fail_to_print(sys.stdout, sys.stderr)
    try:
        options = parser().parse_args(arguments)
        from . import commands  # noqa: PLC0415 # help needs none of what they import

        status: int = getattr(commands, options.run)(options)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse: help, or wrong usage
        return stop.code if isinstance(stop.code, int) else 0
    except BilingualError as error:
        say(str(error), sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        say(stream=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        _leave_pipe()
        return CLOSED
    return status


def _never_fail_to_print(*streams: TextIO) -> None:
    """A terminal without the letters of a language shows their codes."""
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _leave_pipe() -> None:
    """Give what is left of the output to nobody, or Python complains when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

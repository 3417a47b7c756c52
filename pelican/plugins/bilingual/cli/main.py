"""The `bilingual` command: its arguments, its help, and how it ends."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, TypeAlias

from ..errors import BilingualError
from .commands import run

WRONG, STOPPED, CLOSED = 1, 130, 141
"""Exit statuses besides 0 and argparse's 2: wrong input, Ctrl-C, the reader of a pipe left."""
STATUS = "Exit status: 0 done, 1 wrong input or errors found, 2 wrong usage."
PAGE = "a domain (safe-city, pages/about), a content path or a catalog path"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 wrong input, 2 wrong usage."""
    _never_fail_to_print(sys.stdout, sys.stderr)
    try:
        status = run(parser().parse_args(arguments))
        sys.stdout.flush()
    except SystemExit as stop:  # argparse: help, or wrong usage
        return stop.code if isinstance(stop.code, int) else 0
    except BilingualError as error:
        print(error, file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(file=sys.stderr)
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


if TYPE_CHECKING:
    _Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help that reads the same in every Python: `-s, --settings FILE`."""

    def _format_action_invocation(self, action: argparse.Action) -> str:
        if not action.option_strings or action.nargs == 0:
            return super()._format_action_invocation(action)
        metavar = self._format_args(action, self._get_default_metavar_for_optional(action))
        return f"{', '.join(action.option_strings)} {metavar}"


def parser() -> argparse.ArgumentParser:
    """What the command line can be."""
    top = argparse.ArgumentParser(
        prog="bilingual",
        usage="bilingual [-h] [-s FILE] COMMAND ...",
        description="Catalogs of a site in several languages.",
        epilog="Example:\n  bilingual update\n\n"
        f"'bilingual COMMAND --help' explains each command.\n{STATUS}",
        formatter_class=_Formatter,
    )
    _add_settings(top, "pelicanconf.py")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_writing(commands)
    _add_reading(commands)
    return top


def _add_settings(to: argparse.ArgumentParser, default: str) -> None:
    to.add_argument(
        "-s", "--settings", metavar="FILE", default=default, help="Pelican's settings file"
    )


def _add(
    commands: _Commands, usage: str, summary: str, description: str, *examples: str
) -> argparse.ArgumentParser:
    """A command; its name begins `usage`."""
    name = usage.partition(" ")[0]
    lines = "\n".join(f"  bilingual {one}" for one in examples)
    made: argparse.ArgumentParser = commands.add_parser(
        name,
        usage=f"bilingual {usage}",
        help=summary,
        description=description,
        epilog=f"Example{'s' * (len(examples) > 1)}:\n{lines}\n\n{STATUS}",
        formatter_class=_Formatter,
    )
    _add_settings(made, argparse.SUPPRESS)
    return made


def _add_writing(commands: _Commands) -> None:
    """The commands that write catalogs and templates."""
    init = _add(
        commands,
        "init [-h] [-s FILE] LANG",
        "start a language",
        "Make all catalogs of a language, empty, and print the settings line to add.\n"
        "A language that has catalogs is left alone.",
        "init ru",
    )
    init.add_argument("language", metavar="LANG", help="BCP 47 tag: ru, uz, pt-BR")
    extract = _add(
        commands,
        "extract [-h] [-s FILE] [-o DIR]",
        "write the templates (.pot) for tools that want them",
        "Write one template for each page, for Weblate, Poedit or msginit.",
        "extract",
        "extract --output /tmp/templates",
    )
    extract.add_argument(
        "-o", "--output", metavar="DIR", help="folder; else 'templates' below the catalogs"
    )
    update = _add(
        commands,
        "update [-h] [-s FILE] [PAGE ...]",
        "bring every catalog up to the source",
        "Bring the catalogs of all pages, or of these, up to the source. No translation is\n"
        "lost: what has changed becomes fuzzy, what has gone becomes obsolete.",
        "update",
        "update safe-city pages/about",
    )
    update.add_argument("page", nargs="*", metavar="PAGE", help=PAGE)
    review = _add(
        commands,
        "review [-h] [-s FILE] [-l TAG] [-n NAME] PAGE",
        "go through a page's messages and mark them reviewed",
        "Show each message of a page that nobody has reviewed yet. Keys: r marks it\n"
        "reviewed, e edits it, s skips it, u makes it fuzzy, b goes back, q stops.\n"
        "Each decision is on disk at once.",
        "review safe-city",
        'review safe-city --language tk --name "Aýna"',
    )
    review.add_argument("page", metavar="PAGE", help=PAGE)
    review.add_argument("-l", "--language", metavar="TAG", help="needed with several languages")
    review.add_argument("-n", "--name", metavar="NAME", help="who reviews; else git's user.name")


def _add_reading(commands: _Commands) -> None:
    """The commands that only look."""
    check = _add(
        commands,
        "check [-h] [-s FILE] [--format FORMAT] [PAGE ...]",
        "find what is wrong in the catalogs",
        "Check all translations, or those of these pages: links, numbers, terms, spelling.\n"
        "Errors end it with status 1.",
        "check",
        "check safe-city --format github",
    )
    check.add_argument("page", nargs="*", metavar="PAGE", help=PAGE)
    _add_format(check, "text", "github", "json")
    stats = _add(
        commands,
        "stats [-h] [-s FILE] [--format FORMAT]",
        "how much is translated, by page and language",
        "Coverage in messages and words, the reviewed share, and the oldest stale text: the\n"
        "missing message whose source has waited longest, by git's history of the source.",
        "stats",
        "stats --format json",
    )
    _add_format(stats, "table", "json")
    _add(
        commands,
        "weight [-h] [-s FILE]",
        "what each built page weighs",
        "A Markdown table of the pages in the output folder, the heaviest first: their bytes\n"
        "under gzip and the budget of their kind. Build the site first.",
        "weight",
    )
    verify = _add(
        commands,
        "verify [-h] [--key FILE] DIR",
        "whether a copy of the site is whole",
        "Compare a folder with its SHA256SUMS: what was altered, missing or added. With the\n"
        "publisher's public key (minisign or OpenSSH) it also says whether the list is theirs.\n"
        "Works offline. Differences end it with status 1.",
        "verify output",
        "verify /media/stick/site --key publisher.pub",
    )
    verify.add_argument("folder", metavar="DIR", help="the folder that holds the site")
    verify.add_argument("--key", metavar="FILE", help="the publisher's public key")
    serve = _add(
        commands,
        "serve [-h] [-s FILE] [-p PORT]",
        "build, serve on this computer, rebuild on every change",
        "Build the site, serve it on 127.0.0.1, rebuild and reload on every change.",
        "serve --port 8001",
    )
    serve.add_argument(
        "-p", "--port", type=int, default=8000, metavar="PORT", help="8000 if not given"
    )


def _add_format(to: argparse.ArgumentParser, *formats: str) -> None:
    to.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        metavar="FORMAT",
        help=f"{', '.join(formats[:-1])} or {formats[-1]}",
    )

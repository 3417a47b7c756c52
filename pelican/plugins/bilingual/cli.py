"""The `bilingual` command: what translators and editors do with catalogs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from .build import Build
from .coverage import coverage
from .errors import BilingualError
from .l10n import filters
from .sources import domain_of, shown
from .update import documents, update

EXIT_OK, EXIT_ERROR, EXIT_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 wrong input, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "serve":
            from .serve import serve  # noqa: PLC0415 # livereload is an extra

            serve(options.settings, options.port)
        else:
            _COMMANDS[options.command](
                _settings(options.settings), Path(options.settings).resolve()
            )
    except BilingualError as error:
        print(error, file=sys.stderr)
        return EXIT_ERROR
    return EXIT_OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="bilingual",
        description="Catalogs of a site in several languages.",
        epilog="Example: bilingual update",
    )
    parser.add_argument("-s", "--settings", default="pelicanconf.py", help="Pelican's settings")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("update", help="bring every catalog up to the source")
    commands.add_parser("stats", help="how much is translated, by page and language")
    serve = commands.add_parser("serve", help="build, serve on loopback, rebuild on every change")
    serve.add_argument("-p", "--port", type=int, default=8000, help="port on 127.0.0.1")
    return parser


def _settings(path: str) -> dict[str, Any]:
    if not Path(path).is_file():
        raise BilingualError(
            "There is no such file.", path, "Run the command in the site's folder, or use -s."
        )
    settings: dict[str, Any] = read_settings(path)
    return settings


def _update(settings: dict[str, Any], path: Path) -> None:
    build = Build(settings)
    for name, changed in update(settings, path, build.config):
        print(f"{'updated' if changed else 'as it was'}  {name}")


def _stats(settings: dict[str, Any], _: Path) -> None:
    build = Build(settings)
    pages = list(documents(settings, build.config, build.root))
    print(f"{'language':10}{'translated':>12}{'reviewed':>10}{'fuzzy':>7}{'missing':>9}  page")
    for language in build.config.targets:
        percent = filters(build.config.source.locale)["percent"]
        for page in pages:
            domain = domain_of(shown(build.root / page.path, Path(settings["PATH"])))
            catalog = build.catalog(language, domain)
            one = coverage((segment.key for segment in page.segments), catalog)
            print(
                f"{language.tag:10}{percent(one.ratio):>12}{one.reviewed:>10}"
                f"{one.fuzzy:>7}{one.untranslated:>9}  {page.path}"
            )
    build.raise_noted()


_COMMANDS = {"update": _update, "stats": _stats}

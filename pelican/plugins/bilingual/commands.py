"""What each command of `bilingual` does and prints; the arguments are parsed already."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from .build import Build
from .catalog import domain_path
from .config import Language
from .errors import BilingualError
from .extract import FOLDER, extract
from .history import git_name
from .init import new_catalogs, new_language, settings_line, write_all
from .pages import find_domain, find_domains_named, language_folder
from .renewal import Located
from .review import EDITED, FUZZY, REVIEWED, Round, left
from .settings import SETTING
from .sources import shown
from .stats import stats
from .terminal import Terminal, has_colour, progress
from .update import update, wanted
from .verify import verify_copy
from .weights import table

DONE, FOUND = 0, 1
"""Exit statuses: done; wrong input, or errors found."""


@dataclass(frozen=True)
class Project:
    """A site's settings and what the commands derive from them."""

    settings: dict[str, Any]
    file: Path
    """The settings file; it lies in the site's folder."""

    @property
    def root(self) -> Path:
        return self.file.parent

    @cached_property
    def build(self) -> Build:
        return Build(self.settings)

    @cached_property
    def domains(self) -> dict[str, list[Located]]:
        """All messages of the site by domain."""
        return wanted(self.settings, self.file, self.build.config)

    def chosen(self, names: Iterable[str]) -> list[str]:
        """The domains that names of pages mean."""
        names = list(names)
        if not names:
            return []
        return find_domains_named(
            names, self.domains, Path(self.settings["PATH"]), self.build.config.catalogs
        )


def open_project(path: str) -> Project:
    """Read the settings; `BilingualError` if there are none."""
    if not Path(path).is_file():
        raise BilingualError(
            "There is no such file.", path, "Run the command in the site's folder, or use -s."
        )
    return Project(read_settings(path), Path(path).resolve())


def _init(project: Project, options: Namespace) -> int:
    config = project.build.config
    language = new_language(options.language, config)
    name = str(project.settings["SITENAME"])
    now = datetime.now().astimezone()
    texts = list(new_catalogs(project.domains, language, config.catalogs, name, now))
    paths = list(progress(write_all(texts), "Writing", sys.stderr, len(texts)))
    folder = shown(config.catalogs / language.folder, project.root)
    print(f"{_count(len(paths), 'catalog')} of {language.name} in {folder}/")
    if config.language(language.tag):
        print(f"{project.file.name} has the language already.")
    else:
        print(f"Add this line to {SETTING}['languages'] in {project.file.name}:")
        print(f"    {settings_line(language)}")
    return DONE


def _extract(project: Project, options: Namespace) -> int:
    config = project.build.config
    folder = Path(options.output) if options.output else config.catalogs / FOLDER
    name = str(project.settings["SITENAME"])
    made = progress(extract(project.domains, config, name, folder), "Writing", sys.stderr)
    return _changed((shown(path, project.root), changed) for path, changed in made)


def _update(project: Project, options: Namespace) -> int:
    only = project.chosen(options.page)
    config = project.build.config
    total = len(config.targets) * (len(only) or len(project.domains))
    steps = update(project.settings, project.file, config, only)
    return _changed(progress(steps, "Catalog", sys.stderr, total))


def _changed(files: Iterable[tuple[str, bool]]) -> int:
    """Print the files that have changed, and how many did not."""
    count = changed = 0
    for name, is_changed in files:
        count += 1
        changed += is_changed
        if is_changed:
            print(f"updated  {name}")
    print(f"{changed or 'none'} of {_count(count, 'file')} changed")
    return DONE


def _check(project: Project, options: Namespace) -> int:
    from .check import check, open_dictionaries  # noqa: PLC0415 # it needs the whole renderer
    from .checks import ERROR  # noqa: PLC0415
    from .report import findings_lines  # noqa: PLC0415

    dictionaries, missing = open_dictionaries(project.build.config, project.root)
    for one in missing:
        print(one, file=sys.stderr)
    chosen = project.chosen(options.page)
    found = check(project.settings, project.file, chosen, dictionaries)
    for line in findings_lines(found, options.format, has_colour(sys.stdout, os.environ)):
        print(line)
    wrong = any(one.severity == ERROR for one in found)
    return FOUND if wrong or (missing and os.environ.get("CI") == "true") else DONE


def _stats(project: Project, options: Namespace) -> int:
    from .report import stats_json, stats_table  # noqa: PLC0415 # it imports the checks

    figures = stats(project.domains, project.build, project.root)
    for line in [stats_json(figures)] if options.format == "json" else stats_table(figures):
        print(line)
    return DONE


def _weight(project: Project, options: Namespace) -> int:
    del options  # it has none
    print(table(Path(project.settings["OUTPUT_PATH"]), project.build.config))
    return DONE


def _review(project: Project, options: Namespace) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BilingualError(
            "A review is a talk with a person, and this is not a terminal.",
            remedy="Run it in a terminal, without a pipe.",
        )
    return review(project, options, Terminal(sys.stdin, sys.stdout, os.environ))


def review(project: Project, options: Namespace, terminal: Terminal) -> int:
    """Go through a page's messages with the person at the terminal."""
    config = project.build.config
    domain = find_domain(
        options.page, project.domains, Path(project.settings["PATH"]), config.catalogs
    )
    folder = language_folder(options.page, config.catalogs)
    language = _target(config.targets, options.language, folder)
    path = domain_path(config.catalogs, language.folder, domain)
    name = shown(path, project.root)
    if not path.is_file():
        raise BilingualError("There is no such catalog.", name, "Run bilingual update.")
    keys = left(path, name, [segment.key for _, segment in project.domains[domain]])
    if not keys:
        terminal.say(f"{name}: every message is reviewed.")
        return DONE
    round_ = Round(path, name, _reviewer(options.name, project.root, terminal), terminal)
    try:
        round_.run(keys, (config.source.name, language.name))
    finally:
        terminal.say()
        terminal.say(", ".join(f"{round_.done[one]} {one}" for one in (REVIEWED, EDITED, FUZZY)))
    return DONE


def _reviewer(given: str | None, root: Path, terminal: Terminal) -> Callable[[], str]:
    """What signs a review: name and date; the name is asked for once if nobody knows it."""
    names = [given or ""]

    def sign() -> str:
        while not names[0]:
            names[0] = git_name(root) or terminal.line("Your name, for the review marks: ")
        return f"{' '.join(names[0].split())} {datetime.now().astimezone():%Y-%m-%d}"

    return sign


def _target(targets: tuple[Language, ...], tag: str | None, folder: str | None) -> Language:
    """The language that is meant; `BilingualError` if that is not clear."""
    for language in targets:
        if language.tag == tag or (tag is None and language.folder == folder):
            return language
    if tag is None and folder is None and len(targets) == 1:
        return targets[0]
    known = ", ".join(language.tag for language in targets)
    raise BilingualError(
        f"The site has no language {tag or folder!r}."
        if tag or folder
        else "The site has several languages.",
        remedy=f"Choose one with --language: {known}.",
    )


def _serve(options: Namespace) -> int:
    from .serve import serve  # noqa: PLC0415 # livereload is an extra

    serve(options.settings, options.port)
    return DONE


def _verify(options: Namespace) -> int:
    whole, lines = verify_copy(Path(options.folder), Path(options.key) if options.key else None)
    print("\n".join(lines))
    return DONE if whole else FOUND


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"


_COMMANDS: dict[str, Callable[[Project, Namespace], int]] = {
    "init": _init,
    "extract": _extract,
    "update": _update,
    "check": _check,
    "stats": _stats,
    "weight": _weight,
    "review": _review,
}


def run(options: Namespace) -> int:
    """Run a command; returns the exit status."""
    if options.command in ("serve", "verify"):  # the copy of a site has no settings
        return _serve(options) if options.command == "serve" else _verify(options)
    return _COMMANDS[options.command](open_project(options.settings), options)

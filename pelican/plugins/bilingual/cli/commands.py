"""What each command of `bilingual` does and prints; the arguments are parsed already."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from pathlib import Path

from pelican.settings import read_settings

from ..catalog.catalog import domain_path
from ..catalog.decision import EDITED, FUZZY, REVIEWED
from ..catalog.exchange import SUFFIXES as EXCHANGED
from ..catalog.merge.renewal import Located
from ..catalog.merge.update import (
    FOLDER,
    extract,
    new_catalogs,
    new_language,
    settings_line,
    update,
    wanted,
    write_all,
)
from ..catalog.store import doubled, orphans
from ..check.published import Publication
from ..errors import BilingualError, Notes
from ..finish.weight import table
from ..language.characters import printable
from ..project.cache import COMMANDS, Cache
from ..project.cache import FOLDER as CACHE
from ..project.config import Language
from ..project.history import begin, git_name
from ..project.names import find_domain, find_domains_named, language_folder
from ..project.output.integrity import verify_copy
from ..project.read import Project, read_project
from ..project.setting import SETTING, SINCE
from .stats import stats
from .terminal import Terminal, progress, say

DONE, FOUND = 0, 1
"""Exit statuses: done; wrong input, or errors found."""


class Session:
    """A site, and what a command has read of it."""

    def __init__(self, project: Project, keeps: bool = False) -> None:
        """With `keeps`, what is found out is there for the next command."""
        self.project, self.notes = project, Notes()
        folder = project.root / CACHE if keeps and project.config.cache else None
        self.cache = Cache(folder, COMMANDS)

    @cached_property
    def domains(self) -> dict[str, list[Located]]:
        """All messages of the site by domain. Raises what is wrong with its pages."""
        found = wanted(self.project, self.publication.pages, self.notes)
        self.notes.raise_noted()
        return found

    @cached_property
    def publication(self) -> Publication:
        """What readers would get; what is refused is `check`'s to tell."""
        return Publication(
            self.project, self.notes, lambda *_: None, cache=self.cache, piecemeal=True
        )

    def chosen(self, names: Iterable[str]) -> list[str]:
        """The domains that names of pages mean."""
        names, project = list(names), self.project
        if not names:
            return []
        return find_domains_named(names, self.domains, project.content, project.config.catalogs)


def open_session(path: str, keeps: bool = False) -> Session:
    """Read the settings; `BilingualError` if there are none. `keeps` is `Session`'s."""
    if not Path(path).is_file():
        raise BilingualError(
            "There is no such file.", path, "Run the command in the site's folder, or use -s."
        )
    try:
        settings = read_settings(path)
    except Exception as error:  # noqa: BLE001 # settings are a program, and Pelican trusts them
        line = f":{error.lineno}" if isinstance(error, SyntaxError) and error.lineno else ""
        what = error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__
        remedy = "Correct the settings; Pelican cannot read them."
        raise BilingualError(f"{what.rstrip('.')}.", f"{path}{line}", remedy) from None
    return Session(read_project(settings, Path(path).resolve()), keeps)


def new_site(options: Namespace) -> int:
    """Make a site in an empty folder; in a made one, bring up to date what was made."""
    from .new import MADE, Start, draft, languages_named, make, renew  # noqa: PLC0415 # once a site

    folder = Path(options.folder)
    if (folder / MADE).is_file() and not (options.name or options.languages):
        changes = list(renew(folder))
        for line in changes:
            say(line)
        say(f"{_count(len(changes), 'change')}; what you have written is as it was.")
        return DONE
    name = options.name or _asked("The site's name: ", "--name")
    languages = options.languages or _asked(
        "Its languages, the one that you write in first (en,uz): ", "--languages"
    )
    start = Start(name, languages_named(languages), options.host)
    files = list(make(folder, start))
    session = open_session(str(folder / "pelicanconf.py"))
    list(update(session.project, session.domains))
    draft(session.project, session.publication.pages.parser)
    catalogs = list(update(session.project, session.domains))  # addresses are translated, too
    say(f"{_count(len(files), 'file')} and {_count(len(catalogs), 'catalog')} in {folder}/")
    if begin(folder, f"{name}: a new site"):
        say("It is a Git repository, with all of that committed; README.md says how to publish it.")
    say(f"Next: cd {folder} && bilingual serve")
    return DONE


def _asked(question: str, option: str) -> str:
    """What a person at the terminal answers; `BilingualError` where there is none."""
    if not sys.stdin.isatty():
        raise BilingualError("A new site needs a name and languages.", remedy=f"Give {option}.")
    answer = ""
    while not answer:
        answer = input(question).strip()
    return answer


def start_language(options: Namespace) -> int:
    """Make all catalogs of a language."""
    session = open_session(options.settings)
    config = session.project.config
    language = new_language(options.language, config)
    now = datetime.now().astimezone()
    files = session.publication.pages.in_files(language.tag)
    domains = {one: those for one, those in session.domains.items() if one not in files}
    texts = list(new_catalogs(domains, language, session.project, now))
    with progress(write_all(texts), "Writing", len(texts)) as paths:
        count = sum(1 for _ in paths)
    folder = session.project.shown(config.catalogs / language.folder)
    say(f"{_count(count, 'catalog')} of {language.name} in {folder}/")
    if config.language(language.tag):
        say(f"{session.project.file.name} has the language already.")
    else:
        say(f"Add this line to {SETTING}['languages'] in {session.project.file.name}:")
        say(f"    {settings_line(language)}")
    return DONE


def write_templates(options: Namespace) -> int:
    """Write the template of each page."""
    session = open_session(options.settings)
    config = session.project.config
    folder = Path(options.output) if options.output else config.catalogs / FOLDER
    name = str(session.project.settings["SITENAME"])
    made = extract(session.domains, config, name, folder)
    shown = ((session.project.shown(path), changed) for path, changed in made)
    return _changed(shown, "Writing")


def update_catalogs(options: Namespace) -> int:
    """Bring catalogs up to the source."""
    session = open_session(options.settings, keeps=True)
    only = session.chosen(options.page)
    if options.same_meaning and not only:
        raise BilingualError(
            "--same-meaning is said of a page.", remedy="Name the pages that were mended."
        )
    total = len(session.project.config.targets) * (len(only) or len(session.domains))
    notes, words, pages = Notes(), Notes(), session.publication.pages
    given = session.domains, only, notes, words, pages, options.same_meaning
    status = _changed(update(session.project, *given), "Catalog", total)
    for one in (*words.take(), *orphans(session.project)):
        say(printable(str(one)), sys.stderr)
    for error in doubled(session.project, pages):
        notes.note(error)
    session.cache.close(whole=not only)
    notes.raise_noted()
    return status


def export_files(options: Namespace) -> int:
    """Write a language's messages, or its terms, for other programs."""
    from .exchanging import FOLDER as EXCHANGE  # noqa: PLC0415 # an extra needs it
    from .exchanging import export, export_components  # noqa: PLC0415

    session = open_session(options.settings)
    config = session.project.config
    folder = Path(options.output) if options.output else config.catalogs / EXCHANGE
    if options.format == "weblate":
        return _changed([export_components(session.project, session.domains, folder)], "Writing")
    language = _target(config.targets, options.language, None)
    files = session.publication.pages.in_files(language.tag)
    chosen = session.chosen(options.page) or session.domains
    domains = {one: session.domains[one] for one in chosen if one not in files}
    return _changed(export(session.project, domains, language, options.format, folder), "Writing")


def _exchange(session: Session, options: Namespace, files: Iterable[str]) -> None:
    """Take what files of other programs say into catalogs and term lists."""
    from .exchanging import language_of, take  # noqa: PLC0415 # an extra needs it

    targets, notes = session.project.config.targets, Notes()
    for file in map(Path, files):
        tag = options.language or language_of(session.project, file.absolute())
        language = _target(targets, tag, None)
        given = session.project, session.domains, language, file.absolute()
        for line in take(*given, notes, options.dry_run, options.machine):
            say(printable(line))
    if options.dry_run:
        say("Nothing was written.")
    notes.raise_noted()


def import_files(options: Namespace) -> int:
    """Take what files say in a language into its catalogs."""
    from .importing import Import, pairs_in, pairs_of  # noqa: PLC0415 # it needs the whole renderer

    session, notes = open_session(options.settings), Notes()
    config, publication = session.project.config, session.publication
    others = [one for one in options.page if Path(one).suffix.lower() in EXCHANGED]
    if others:
        _exchange(session, options, others)
        options.page = [one for one in options.page if one not in others]
        if not options.page:
            return DONE
    if options.folder and not options.language:
        raise BilingualError("A folder does not say its language.", remedy="Add --language.")
    languages = config.targets
    if options.language:
        languages = (_target(config.targets, config.written(options.language), None),)
    files = {
        session.project.shown(session.project.root / one.document.path): domain
        for language in languages
        for domain, one in publication.pages.in_files(language.tag).items()
    }
    only = [files.get(session.project.shown(Path(one).absolute()), one) for one in options.page]
    chosen, count = session.chosen(only), 0
    for language in languages:
        if options.folder:
            folder = Path(options.folder)
            pairs = pairs_in(publication, language, folder, chosen, notes)
        else:
            pairs = pairs_of(publication, language, chosen)
        count += len(pairs)
        work = Import(publication, session.domains, language, pairs, options.machine)
        for line in work.run(options.dry_run, notes) if pairs else ():
            say(printable(line))
    if not count:
        say("There is no file here that translates a page.")
    elif options.dry_run:
        say("Nothing was written.")
    notes.raise_noted()
    return DONE


def _changed(files: Iterable[tuple[str, bool]], label: str, total: int | None = None) -> int:
    """Print the files that have changed, and how many did not."""
    count = changed = 0
    with progress(files, label, total) as counted:
        for name, is_changed in counted:
            count += 1
            if is_changed:
                changed += 1
                say(f"updated  {name}")
    say(f"{changed or 'none'} of {_count(count, 'file')} changed")
    return DONE


def check_catalogs(options: Namespace) -> int:
    """Print what is wrong; errors are status 1, and in CI a dictionary that is missing."""
    from ..check.rules import ERROR  # noqa: PLC0415
    from ..check.run import check, open_dictionaries  # noqa: PLC0415 # it needs the whole renderer
    from .report import findings_lines  # noqa: PLC0415

    session = open_session(options.settings, keeps=True)
    dictionaries, missing = open_dictionaries(session.project.config, session.project.root)
    for one in missing:
        say(str(one), sys.stderr)
    chosen = session.chosen(options.page)
    found = check(session.project, chosen, dictionaries, cache=session.cache)
    session.cache.close(whole=not chosen)
    for line in findings_lines(found, options.format):
        say(line)
    wrong = any(one.severity == ERROR for one in found)
    return FOUND if wrong or (missing and os.environ.get("CI") == "true") else DONE


def print_stats(options: Namespace) -> int:
    """Print how much of each page every language has."""
    from .report import stats_json, stats_table  # noqa: PLC0415 # it imports the checks

    session = open_session(options.settings, keeps=True)
    figures = stats(session.publication, session.domains)
    session.cache.close(whole=True)
    for one in orphans(session.project):
        say(printable(str(one)), sys.stderr)
    say(stats_json(figures) if options.format == "json" else stats_table(figures))
    session.notes.raise_noted()
    return DONE


def print_weights(options: Namespace) -> int:
    """Print what each built page weighs."""
    project = open_session(options.settings).project
    say(table(Path(project.settings["OUTPUT_PATH"]), project.config))
    return DONE


def review_page(options: Namespace) -> int:
    """Go through a page's messages with the person at this terminal."""
    session = open_session(options.settings)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise BilingualError(
            "A review is a talk with a person, and this is not a terminal.",
            remedy="Run it in a terminal, without a pipe.",
        )
    return review(session, options, Terminal(sys.stdin, sys.stdout, os.environ))


def review(session: Session, options: Namespace, terminal: Terminal) -> int:
    """Go through a page's messages with the person at the terminal."""
    from ..check.run import Finding, check, open_dictionaries  # noqa: PLC0415 # as above
    from .review import Round, left  # noqa: PLC0415 # as above

    config = session.project.config
    domain = find_domain(options.page, session.domains, session.project.content, config.catalogs)
    folder = language_folder(options.page, config.catalogs)
    language = _target(config.targets, options.language, folder)
    path = domain_path(config.catalogs, language.folder, domain)
    name = session.project.shown(path)
    if not path.is_file():
        raise BilingualError("There is no such catalog.", name, "Run bilingual update.")
    keys = left(path, name, [segment.key for _, segment in session.domains[domain]])
    if not keys:
        terminal.say(f"{name}: every message is reviewed.")
        return DONE
    dictionaries, _ = open_dictionaries(config, session.project.root)
    pages = session.publication.pages

    def judge(data: bytes) -> list[Finding]:
        return check(session.project, [domain], dictionaries, pages, {path: data})

    by = _reviewer(options.name, session.project.root, terminal)
    round_ = Round(path, name, by, terminal, judge)
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


def serve_preview(options: Namespace) -> int:
    """Serve the preview until Ctrl-C."""
    from ..preview.server import serve  # noqa: PLC0415 # it starts Pelican

    serve(options.settings, options.port)
    return DONE


def print_changes(options: Namespace) -> int:
    """Build the preview with changes marked, and print the pages that have them."""
    from ..preview.server import build_changes  # noqa: PLC0415 # it starts Pelican
    from ..site.changes import PAGE, SUMMARY  # noqa: PLC0415

    project = open_session(options.settings).project
    read_project({**project.settings, SINCE: options.revision}, project.file)  # is there such one?
    folder = build_changes(options.settings, options.revision)
    say((folder / SUMMARY).read_text(encoding="utf-8"))
    say(f"{PAGE} in {Path(os.path.relpath(folder)).as_posix()}/ leads to them.", sys.stderr)
    return DONE


def run_newsletter(options: Namespace) -> int:
    """Draft an issue of the newsletter, write its mails, or send it."""
    from .newsletter import run  # noqa: PLC0415 # it starts Pelican

    return run(open_session, options)


def verify_folder(options: Namespace) -> int:
    """Print what differs in a copy of the site, which has no settings."""
    whole, lines = verify_copy(Path(options.folder), Path(options.key) if options.key else None)
    say("\n".join(lines))
    return DONE if whole else FOUND


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'s' * (number != 1)}"

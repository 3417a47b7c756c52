"""What `bilingual newsletter` does and prints."""

from __future__ import annotations

import os
from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment
from pelican.settings import read_settings

from pelican import Pelican  # type: ignore[attr-defined] # without types

from ..catalog.catalog import domain_path
from ..catalog.interface import drafted
from ..catalog.merge.update import update
from ..errors import BilingualError
from ..newsletter.draft import COMMIT, Heading, Voice, issue, translations
from ..newsletter.history import HEAD, commit, states
from ..newsletter.issue import by_number, chosen, value
from ..newsletter.news import State, happened
from ..newsletter.reading import Issue, read_issues
from ..newsletter.sending import addressed, mails, send, trial
from ..project.config import Language
from ..project.files import save
from ..project.read import Project, read_project
from ..site.theme import ThemeTemplates
from ..source.pages import SourcePage
from ..source.segments import Segment
from .terminal import say

if TYPE_CHECKING:
    from .commands import Session

_FOR = {"since": "new", "test": "send", "dry_run": "send", "force": "send"}
"""Which action an option is for."""
Opened = Callable[[str], "Session"]


def run(opened: Opened, options: Namespace) -> int:
    """Do what is asked for; 0 is the one exit status that is no error."""
    for name, action in _FOR.items():
        if getattr(options, name) and options.action != action:
            raise BilingualError(
                f"--{name.replace('_', '-')} is for 'newsletter {action}'.",
                remedy=f"'newsletter {options.action}' takes no such option.",
            )
    actions = {"new": _new, "build": _build, "send": _send}
    actions[options.action](opened, options)
    return 0


def _new(opened: Opened, options: Namespace) -> None:
    if options.number is not None:
        raise BilingualError("A new issue has the next number.", remedy="Name none.")
    session = opened(options.settings)
    project, pages = session.project, session.publication.pages
    every = pages.all(session.notes)
    session.notes.raise_noted()
    known = by_number(every)
    number = max(known, default=0) + 1
    now = commit(project, HEAD)
    then = _since(project, options, known.get(number - 1))
    explainers = [one for one in every if one.kind == "article" and one.public and not one.is_issue]
    before = states(project, pages, explainers, then) if then else {}
    told = happened(before, states(project, pages, explainers, now))
    if not told:
        say("Nothing has happened since the last issue: there is none to draft.")
        return
    heading = Heading(number, date.today(), now)
    path = project.content / f"{heading.domain}.md"
    if path.exists():
        raise BilingualError("There is such a file already.", project.shown(path), "Move it away.")
    voices, parser, fields = _voices(session), pages.parser, project.config.fields
    text = issue(heading, told, voices.pop(project.config.source.tag))
    source = parser.parse(text, path.name, fields)
    drafts = {
        tag: translations(source, parser.parse(issue(heading, told, one), path.name, fields))
        for tag, one in voices.items()
    }
    save(path, project.shown(path), text)
    say(f"{project.shown(path)}: issue {number}")
    again = opened(options.settings)
    list(update(again.project, again.domains, [heading.domain]))
    for language in project.config.targets:
        catalog = domain_path(project.config.catalogs, language.folder, heading.domain)
        name = project.shown(catalog)
        save(catalog, name, drafted(catalog.read_bytes(), name, drafts[language.tag]))
        say(f"{name}: drafted of what is translated already")
    again = opened(options.settings)
    list(update(again.project, again.domains, [heading.domain]))
    say("Next: write a paragraph above its first heading, and translate it.")


def _since(project: Project, options: Namespace, last: SourcePage | None) -> str:
    """The commit whose state the last issue told of; empty before the first issue."""
    if options.since:
        return commit(project, options.since)
    if last is None:
        return ""
    line = last.document.lines.get(COMMIT, 1)
    return commit(project, value(last, COMMIT) or "-", f"{last.document.path}:{line}")


def _voices(session: Session) -> dict[str, Voice]:
    """The languages that an issue is drafted in, by tag."""
    config = session.project.config
    names = {one.tag: one.name for one in config.languages}
    return {one.tag: _voice(session, one, names) for one in (config.source, *config.targets)}


def _voice(session: Session, language: Language, names: Mapping[str, str]) -> Voice:
    site = session.publication.site(language).gettext()
    templates = ThemeTemplates(Environment(), {}, language, site, {})  # noqa: S701 # no HTML
    source = language is session.project.config.source

    def look_up(state: State, segment: Segment) -> str | None:
        catalog = state.catalogs.get(language.tag)
        return segment.msgid if source else catalog.look_up(segment) if catalog else None

    return Voice(language, templates.get("newsletter/words.html").module(), look_up, names)


def _build(opened: Opened, options: Namespace) -> None:
    project, found = _read(opened(options.settings), options)
    siteurl = {"SITEURL": project.settings["SITEURL"]}
    Pelican(read_settings(options.settings, override=siteurl)).run()
    _write(project, found, mails(project, found))


def _send(opened: Opened, options: Namespace) -> None:
    project, found = _read(opened(options.settings), options)
    if options.dry_run:
        lists = addressed(project, found, options.force)
        made = {name: data for name, data in mails(project, found).items() if name in lists}
        _write(project, found, made)
        return
    sent = (
        trial(project, found, options.test) if options.test else send(project, found, options.force)
    )
    for line in sent:
        say(line)


def _read(session: Session, options: Namespace) -> tuple[Project, Issue]:
    """The issue that is meant, and the site, whose address the environment may say."""
    number = chosen(session.publication.pages.all(session.notes), options.number)
    session.notes.raise_noted()
    settings, file = session.project.settings, session.project.file
    siteurl = os.environ.get("SITEURL") or settings["SITEURL"]
    project = read_project({**settings, "SITEURL": siteurl}, file)
    return project, read_issues(project, [number])[number]


def _write(project: Project, found: Issue, made: Mapping[str, bytes]) -> None:
    """Write mails beside the output, where nobody publishes them."""
    folder = Path(f"{project.settings['OUTPUT_PATH']}.mail") / str(found.number)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        path = folder / f"{name}.eml"
        path.write_bytes(data)
        say(f"{project.shown(path)}: {found.letters[name].subject}")

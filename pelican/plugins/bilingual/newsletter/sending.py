"""An issue to its lists: each mail once, whatever breaks in between."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.utils import parseaddr
from urllib.parse import urlsplit

from ..errors import BilingualError, Notes
from ..project.newsletter import is_mail
from ..project.read import Project
from ..project.setting import SETTING, place
from . import campaign
from .mail import Envelope, identifier, message
from .reading import Issue
from .record import BEGUN, SENT, Entry, Record
from .smtp import BrokenError, deliver, server_of


def envelope(project: Project, issue: Issue, name: str) -> Envelope:
    """What stands around a mail; without the settings that sending needs, what can stand there."""
    config = project.config.newsletter
    siteurl = str(project.settings["SITEURL"])
    host = urlsplit(siteurl).hostname or parseaddr(config.sender)[1].rpartition("@")[2]
    host = host or "localhost"
    sender = config.sender or f"newsletter@{host}"
    given = config.lists.get(name)
    to = given if isinstance(given, str) else parseaddr(sender)[1]
    way_out = config.unsubscribe.get(name, "")
    return Envelope(name, issue.number, issue.day, issue.where, host, sender, to, way_out)


def mails(project: Project, issue: Issue) -> dict[str, bytes]:
    """All mails of an issue, by name. Raises `BilingualError` for what no mail may have."""
    return {
        name: message(letter, envelope(project, issue, name))
        for name, letter in issue.letters.items()
    }


def addressed(project: Project, issue: Issue, force: bool = False) -> dict[str, str | int]:
    """The lists that an issue goes to, by the name of the mail.

    Raises `BilingualError` where the settings name none, or an issue is not translated enough and
    nobody sends it in spite of that.
    """
    config, file = project.config, project.file
    lists, sender = config.newsletter.lists, config.newsletter.sender
    if not lists or not (sender or all(isinstance(one, int) for one in lists.values())):
        raise BilingualError(
            "The settings do not say whom an issue is from, and which list it goes to.",
            place(file, "newsletter"),
            f"Set 'from' and 'lists' in {SETTING}['newsletter']: docs/newsletter.md shows it.",
        )
    if not project.settings["SITEURL"]:
        raise BilingualError(
            "The mails would not say where the site is.",
            place(file, setting="SITEURL"),
            "Set SITEURL there or in the environment: https://example.org/site.",
        )
    for name in lists:
        for tag in issue.letters[name].tags:
            if issue.ratios[tag] < config.threshold and not force:
                raise BilingualError(
                    f"Issue {issue.number} is translated to {issue.ratios[tag]:.0%} in {tag!r},"
                    f" and the threshold is {config.threshold:.0%}.",
                    issue.where,
                    "Translate it, or send it as it is with --force.",
                )
    return dict(lists)


def send(
    project: Project,
    issue: Issue,
    force: bool = False,
    environment: Mapping[str, str] = os.environ,
) -> Iterator[str]:
    """Send an issue to every list that does not have it yet; yields a line for each.

    Raises `BilingualError`, once all lists were tried, for what went wrong, and at once where
    all of them have it.
    """
    lists = addressed(project, issue, force)
    record, errors = Record(project.root), Notes()
    known = record.of(issue.number)
    if all(name in known and known[name].state == SENT for name in lists):
        those = ", ".join(known[name].to for name in lists)
        raise BilingualError(
            f"Issue {issue.number} has been sent to {those}.",
            issue.where,
            "What is wrong in it, the next one can correct.",
        )
    for name, to in lists.items():
        before = known.get(name)
        if before and before.state == SENT:
            yield f"{name}: {before.to} has it already"
            continue
        try:
            _check_same(project, issue, name, before, force)
            if isinstance(to, int):
                _start(project, issue, name, to, record, environment)
            else:
                _mail(project, issue, name, to, record, environment)
        except BilingualError as error:
            errors.note(error)
        else:
            yield f"{name}: sent to {_shown(to)}"
    errors.raise_noted()


def trial(
    project: Project, issue: Issue, address: str, environment: Mapping[str, str] = os.environ
) -> Iterator[str]:
    """Send a copy of every mail to an address; no list gets it, and nothing is noted."""
    lists = addressed(project, issue, force=True)
    if not is_mail(address):
        raise BilingualError(f"{address!r} is no address.", remedy="Write it as me@example.org.")
    for name, list_ in lists.items():
        around = envelope(project, issue, name)
        if isinstance(list_, int):
            with campaign.service(environment) as service:
                given = name, list_, issue.letters, "test"
                made = campaign.create(service, issue.number, *given)
                campaign.trial(service, made, address)
        else:
            data = message(issue.letters[name], replace(around, to=address, is_test=True))
            deliver(server_of(environment), parseaddr(around.sender)[1], address, data)
        yield f"{name}: a test to {address}"


def _mail(
    project: Project,
    issue: Issue,
    name: str,
    to: str,
    record: Record,
    environment: Mapping[str, str],
) -> None:
    around, letter = envelope(project, issue, name), issue.letters[name]
    data, id_ = message(letter, around), identifier(letter, around)
    server, sender = server_of(environment), parseaddr(around.sender)[1]
    before = record.of(issue.number).get(name)
    try:
        deliver(
            server,
            sender,
            to,
            data,
            lambda: record.note(issue.number, name, Entry(BEGUN, to, id_)),
        )
    except BrokenError:
        raise
    except BilingualError:
        record.note(issue.number, name, before)
        raise
    record.note(issue.number, name, Entry(SENT, to, id_))


def _start(
    project: Project,
    issue: Issue,
    name: str,
    to: int,
    record: Record,
    environment: Mapping[str, str],
) -> None:
    around, letter = envelope(project, issue, name), issue.letters[name]
    id_ = identifier(letter, around)
    before = record.of(issue.number).get(name)
    with campaign.service(environment) as service:
        number = before.campaign if before else 0
        if not number:
            given = name, to, issue.letters, id_
            number = campaign.create(service, issue.number, *given)
            record.note(issue.number, name, Entry(BEGUN, _shown(to), id_, number))
        campaign.start(service, number)
    record.note(issue.number, name, Entry(SENT, _shown(to), id_, number))


def _check_same(
    project: Project, issue: Issue, name: str, before: Entry | None, force: bool
) -> None:
    """A mail that may have arrived is sent again as it was: programs know it by its identifier."""
    id_ = identifier(issue.letters[name], envelope(project, issue, name))
    if before and before.id != id_ and not force:
        raise BilingualError(
            f"The mail to {before.to} was on its way when the connection broke, and the issue has"
            " changed since: some may get both.",
            issue.where,
            "Restore the issue as it was, or send it with --force.",
        )


def _shown(to: str | int) -> str:
    return to if isinstance(to, str) else f"listmonk, list {to}"

"""A new issue as Markdown: what has happened, in the words of a language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from ..finish.markup import OPEN
from ..language.profile import long_date
from ..project.config import Language
from ..project.files import NEWSLETTERS
from ..source.document import Document
from ..source.segments import Key, Segment
from ..source.targets import with_targets
from .news import CORRECTED, NEW, REVIEWED, Happening, State

COMMIT = "commit"
"""Front matter of an issue: the commit whose state it tells of; the next one goes on from there."""
_LACKS = "\N{REPLACEMENT CHARACTER}x"
"""Stands for a text that a language does not have; it has a letter, as what is translated has."""
_MARKUP = re.compile(r"[\\`*_\[\]]")
_NOTE = re.compile(r"\[\^[^\]\s]+\]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above an issue."""

    number: int
    day: date
    commit: str

    @property
    def domain(self) -> str:
        """The issue's: `newsletters/12`."""
        return f"{NEWSLETTERS}/{self.number}"

    @property
    def week(self) -> str:
        """The week of ISO 8601: `2026-W48`."""
        year, week, _ = self.day.isocalendar()
        return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class Voice:
    """A language, with what an issue says in it."""

    language: Language
    words: Any
    """What the template `newsletter/words.html` sets."""
    look_up: Callable[[State, Segment], str | None]
    """The text of a segment of an explainer; None if the language does not have it."""
    names: Mapping[str, str]
    """The languages' own names, by tag."""


def issue(heading: Heading, happenings: Iterable[Happening], voice: Voice) -> str:
    """The Markdown of an issue.

    In a translation, a text that is missing is marked, so that `translations` passes it over.
    """
    told = list(happenings)
    states = {one.state.domain: one.state for one in told}
    day = long_date(heading.day, voice.language.locale)
    summary = "; ".join(_title(one, voice) for one in states.values())
    lines = [
        f"Title: {_word(voice.words.title(heading.number, day))}",
        f"Slug: newsletter-{heading.number}",
        f"Date: {heading.day.isoformat()}",
        f"Number: {heading.number}",
        f"Week: {heading.week}",
        f"{COMMIT.title()}: {heading.commit}",
        f"Summary: {_escaped(summary)}",
    ]
    for kind, those in groupby(told, key=lambda one: one.kind):
        entries = "\n".join(f"- {_entry(one, voice)}" for one in those)
        lines += ["", f"## {_word(getattr(voice.words, kind))}", "", entries]
    return "\n".join(lines) + "\n"


def translations(source: Document, target: Document) -> dict[Key, str]:
    """What the draft in another language says for each message of the source's."""
    pairs = zip(source.segments, target.segments, strict=True)
    return {
        one.key: other.msgid
        for one, other in pairs
        if one.msgctxt != "slug" and _LACKS not in other.msgid
    }


def _entry(one: Happening, voice: Voice) -> str:
    link = f"[{_escaped(_title(one.state, voice))}]({{filename}}/{_path(one.state)})"
    if one.kind == CORRECTED and one.correction:
        return f"{link}: {_text(one.state, [one.correction], voice)}"
    if one.kind == REVIEWED:
        said = voice.words.passages(one.state.reviewed(one.tag))
        return f"{link} ({_escaped(voice.names[one.tag])}): {_word(said)}"
    summary = one.state.document.fields.get("summary", ()) if one.kind == NEW else ()
    segments = [each for part in summary for each in part.segments]
    return f"{link}: {_text(one.state, segments, voice)}" if segments else link


def _path(state: State) -> str:
    """The explainer's file, from the content folder."""
    suffix = state.document.path.rpartition(".")[2]
    return f"{state.domain}.{suffix}"


def _title(state: State, voice: Voice) -> str:
    segment = next((one for one in state.document.plain if one.msgctxt == "title"), None)
    text = voice.look_up(state, segment) if segment else None
    return " ".join((text or _LACKS).split())


def _text(state: State, segments: Sequence[Segment], voice: Voice) -> str:
    """Markdown of an explainer as an issue can have it: on one line, its links from the root."""
    texts = [voice.look_up(state, one) or _LACKS for one in segments]
    text = " ".join(" ".join(_NOTE.sub("", one).split()) for one in texts)
    folder = state.domain.rpartition("/")[0]
    return with_targets(text, lambda target, _: _from_root(target, folder))


def _from_root(target: str, folder: str) -> str:
    found = re.fullmatch(r"([{|](?:filename|static|attach)[}|])(?!/)(.*)", target)
    if not found:
        return target
    parts: list[str] = []
    for one in f"{folder}/{found[2]}".split("/"):
        if one == "..":
            parts = parts[:-1]
        elif one not in ("", "."):
            parts.append(one)
    return f"{found[1].replace('attach', 'static')}/{'/'.join(parts)}"


def _escaped(text: str) -> str:
    """Plain text as Markdown."""
    return _MARKUP.sub(lambda one: f"\\{one[0]}", text).replace("<", "&lt;")


def _word(text: object) -> str:
    """One of the plugin's own words; one that the language does not have is missing."""
    return _LACKS if OPEN in str(text) else " ".join(str(text).split())

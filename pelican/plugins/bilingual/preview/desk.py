"""The editing of one message: what is known of it, what a text would do, and saving it.

Nothing here knows of HTTP. A desk lives from one build to the next, as its source pages do; what
is on disk of a catalog is read anew each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from ..catalog.catalog import anchor, domain_path, forms
from ..catalog.decision import (
    ACCEPTED,
    EDITED,
    FUZZY,
    REVIEWED,
    Decision,
    decide_all,
    find,
    refusal,
    state,
    with_breaks,
)
from ..catalog.diff import word_diff
from ..catalog.po import Entry, living, parse
from ..catalog.terms import Term, terms_of
from ..check.page import check_wording
from ..check.published import Publication
from ..check.rules import ERROR, check_slug
from ..errors import BilingualError, Notes
from ..project.config import Language
from ..project.files import DOMAIN, ChangedError, save, source_files
from ..project.history import git_name
from ..project.read import Project, read_project
from ..project.setting import PREVIEW
from ..source.pages import Pages, SourcePage
from ..source.segments import Key

_TRIES = 5
"""How often a save is begun again because somebody else has saved the file."""
_MOST_LETTERS = 12
"""Letters that are offered as keys; a language with more has a keyboard of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A page's catalog in a language."""

    language: Language
    page: SourcePage
    path: Path
    name: str
    """The path of the catalog as people know it."""


class ConflictError(Exception):
    """The message is not on disk any more as the person has seen it."""


class RefusedError(Exception):
    """The text must not be published."""


class Desk:
    """A site's messages, one at a time."""

    def __init__(self, settings_path: Path) -> None:
        """Raises `SettingsError` for a wrong `BILINGUAL`, and what the settings file raises."""
        settings = {**read_settings(str(settings_path)), PREVIEW: True}
        self.project: Project = read_project(settings, settings_path)
        self._pages = Pages(self.project)

    def place(self, name: str) -> Place:
        """The catalog with this name; `LookupError` for anything else, whatever it is."""
        project, domain = self.project, name.rpartition("/LC_MESSAGES/")[2].removesuffix(".po")
        for source in source_files(project.settings):
            for language in project.config.targets if project.domain_of(source) == domain else ():
                path = domain_path(project.config.catalogs, language.folder, domain)
                if project.shown(path) == name and path.is_file():
                    return Place(language, self._pages.read(source), path, name)
        raise LookupError(name)

    def catalog(self, place: Place) -> dict[str, Any]:
        """A catalog for a person: languages, letters, and its messages in the page's order."""
        source, target = self.project.config.source, place.language
        known = {_key(one): one for one in _entries(place)}
        keys = dict.fromkeys(one.key for one in place.page.document.segments)
        return {
            "source": {"tag": source.tag, "dir": source.direction, "name": source.name},
            "target": {"tag": target.tag, "dir": target.direction, "name": target.name},
            "letters": _letters([*known.values(), *self._words(target)]),
            "reviewer": git_name(self.project.root),
            "messages": [
                {"id": anchor(key), "state": state(known[key])} for key in keys if key in known
            ],
        }

    def message(self, place: Place, id_: str) -> dict[str, Any]:
        """What there is to know of a message; `LookupError` if the catalog has none like it."""
        entry = _entry(place, id_)
        changes = word_diff(entry.previous_msgid, entry.msgid) if entry.previous_msgid else ()
        tag, found = self.project.config.source.tag, self._terms(place)
        return {
            "context": entry.msgctxt or "",
            "msgid": entry.msgid,
            **_seen(entry),
            "state": state(entry),
            "notes": [one for one in entry.tcomment.splitlines() if one.strip()],
            "changes": [list(one) for one in changes] if entry.fuzzy else [],
            "terms": [
                [one.source, *one.translations] for one in found if one.occurs(entry.msgid, tag)
            ],
        }

    def trial(self, place: Place, id_: str, texts: Sequence[str]) -> dict[str, Any]:
        """What the check says of a text, and the page's parts as readers would get them."""
        data = place.path.read_bytes()
        entry = _entry(place, id_, data)
        decisions = [*_edit(entry, texts), Decision(ACCEPTED)]
        if not all(texts):
            return {"findings": [], "html": []}
        if decisions[0].kind == EDITED and (why := refusal(entry, decisions[0])):
            return {"findings": [{"severity": ERROR, "text": why}], "html": []}
        text = decide_all(data, place.name, entry, decisions)
        assert text is not None  # it is the entry of these very data
        made = find(text.encode(), place.name, _key(entry))
        assert made
        notes = Notes()
        publication = Publication(
            self.project, notes, lambda *_: None, self._pages, {place.path: text.encode()}
        )
        catalog, pieces, told = publication.judged(place.page, place.language)
        tags = self.project.config.source.tag, place.language.tag
        said = [one for _, those in told for one in those]
        said += check_wording(catalog, [_key(entry)], self._terms(place), None, tags)
        problems = [one for message, one in said if message.line == made.linenum]
        if entry.msgctxt == "slug":
            problems += check_slug(texts[0], place.language.tag)
        fields = (one for parts in pieces.fields.values() for one in parts)
        return {
            "findings": [
                *({"severity": one.severity, "text": one.text} for one in problems),
                *({"severity": ERROR, "text": str(one)} for one in notes.take()),
            ],
            "html": [one.html for one in (pieces.body, *fields)],
        }

    def save(
        self,
        place: Place,
        id_: str,
        texts: Sequence[str],
        seen: Mapping[str, Any],
        kind: str,
        by: str,
    ) -> str:
        """Save a text as `translated`, `reviewed` (by somebody) or `fuzzy`; gives its new state.

        `seen` are the `texts` and `fuzzy` of the message as the person has seen them. Raises
        `ConflictError` if it is otherwise by now, and `RefusedError` for a text that must not be
        published, which can be saved as fuzzy only.
        """
        told = self.trial(place, id_, texts)["findings"] if kind != FUZZY else []
        wrong = [one["text"] for one in told if one["severity"] == ERROR]
        for _ in range(_TRIES):
            data = place.path.read_bytes()
            entry = _entry(place, id_, data)
            if _seen(entry) != {"texts": list(seen["texts"]), "fuzzy": bool(seen["fuzzy"])}:
                raise ConflictError
            if wrong:
                raise RefusedError(wrong[0])
            decisions = [*_edit(entry, texts), *_last(kind, texts, by)]
            if decisions[0].kind == EDITED and (why := refusal(entry, decisions[0])):
                raise RefusedError(why)
            text = decide_all(data, place.name, entry, decisions)
            if text is None:
                raise ConflictError
            try:
                save(place.path, place.name, text, data)
            except ChangedError:
                continue
            return state(_entry(place, id_))
        raise ConflictError

    def _words(self, language: Language) -> list[Entry]:
        """The catalog of the theme's words: of all that a language writes, the widest range."""
        path = domain_path(self.project.config.catalogs, language.folder, DOMAIN)
        try:
            return living(parse(path.read_bytes(), path.name), path.name)
        except (OSError, BilingualError):
            return []

    def _terms(self, place: Place) -> list[Term]:
        try:
            return terms_of(self.project, place.language)
        except BilingualError:  # the check says what is wrong with it
            return []


def _edit(entry: Entry, texts: Sequence[str]) -> list[Decision]:
    if len(texts) != len(forms(entry)):
        raise ValueError(f"The message has {len(forms(entry))} forms.")
    made = tuple(with_breaks(entry.msgid, one) for one in texts)
    return [Decision(EDITED, forms=made)] if made != forms(entry) else []


def _last(kind: str, texts: Sequence[str], by: str) -> list[Decision]:
    """What the message is after its edit; one that is empty is neither in doubt nor reviewed."""
    if not all(texts):
        return [Decision(ACCEPTED)]
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    signed = f"{' '.join(by.split())} {today}"
    return [Decision(kind, signed if kind == REVIEWED else "")]


def _key(entry: Entry) -> Key:
    return entry.msgctxt, entry.msgid


def _seen(entry: Entry) -> dict[str, Any]:
    return {"texts": list(forms(entry)), "fuzzy": entry.fuzzy}


def _entries(place: Place, data: bytes | None = None) -> list[Entry]:
    data = place.path.read_bytes() if data is None else data
    return living(parse(data, place.name), place.name)


def _entry(place: Place, id_: str, data: bytes | None = None) -> Entry:
    for one in _entries(place, data):
        if anchor(_key(one)) == id_:
            return one
    raise LookupError(id_)


def _letters(entries: Iterable[Entry]) -> str:
    """The letters of a Latin alphabet that not every keyboard has, as the translations use them."""
    text = "".join("".join(forms(one)) for one in entries).lower()
    counts = Counter(one for one in text if one.isalpha())
    plain = sum(number for one, number in counts.items() if one.isascii())
    marked = [one for one, _ in counts.most_common() if not one.isascii()][:_MOST_LETTERS]
    return "".join(sorted(marked)) if 2 * plain > counts.total() else ""

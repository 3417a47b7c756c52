"""The editing of one message: what is known of it, what a text would do, and saving it.

Nothing here knows of HTTP. A desk lives from one build to the next, as its source pages do; what
is on disk of a catalog is read anew each time.
"""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from shlex import quote
from typing import Any

from pelican.settings import read_settings

from ..catalog.catalog import Message, anchor, domain_path, forms
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
from ..catalog.note import REFUSED
from ..catalog.po.file import Entry, living, parse
from ..catalog.terms import Term, terms_of
from ..check.kept import Judged
from ..check.page import check_wording
from ..check.published import Publication
from ..check.rules import ERROR, Problem, check_slug
from ..errors import BilingualError, Notes, Phrase, phrase
from ..language.profile import profile
from ..project.commit import NO_CHECKOUT, changed, commit, in_the_way
from ..project.config import Language
from ..project.files import DOMAIN, ChangedError, save, source_files
from ..project.history import git_name
from ..project.read import Project, read_project
from ..project.setting import PREVIEW
from ..source.pages import Pages, SourcePage
from ..source.segments import Key
from .build import without_folders

_TRIES = 100
"""How often a save is begun again because somebody else has saved the file."""
_READS, _MOMENT = 10, 0.02
"""How often a page that cannot be read is read again, and the seconds in between."""
_MOST_LETTERS = 12
"""Letters that are offered as keys; a language with more has a keyboard of its own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A catalog in a language."""

    language: Language
    page: SourcePage | None
    """None for the theme's words."""
    path: Path
    name: str
    """The path of the catalog as people know it."""

    @property
    def domain(self) -> str:
        """The name of the catalog in every language."""
        return self.page.domain if self.page else DOMAIN


class ConflictError(Exception):
    """The message is not on disk any more as the person has seen it."""


class RefusedError(Exception):
    """The text must not be published."""

    def __init__(self, said: Phrase | str) -> None:
        self.said = said
        super().__init__(said)


class Desk:
    """A site's messages, one at a time."""

    def __init__(self, settings_path: Path) -> None:
        """Raises `SettingsError` for a wrong `BILINGUAL`, and what the settings file raises."""
        settings = {**read_settings(str(settings_path)), PREVIEW: True}
        self.project: Project = read_project(settings, settings_path)
        self._pages = Pages(self.project)
        self._sources = self._found()

    def place(self, name: str) -> Place:
        """The catalog with this name; `LookupError` for anything else, whatever it is."""
        project, domain = self.project, name.rpartition("/LC_MESSAGES/")[2].removesuffix(".po")
        if domain not in self._sources:  # it may be new
            self._sources = self._found()
        for language in project.config.targets if domain in self._sources else ():
            path = domain_path(project.config.catalogs, language.folder, domain)
            if project.shown(path) == name and path.is_file():
                source = self._sources[domain]
                page = self._pages.read(source) if source else None
                return Place(language, page, path, name)
        raise LookupError(name)

    def _found(self) -> dict[str, Path | None]:
        """The sources of all domains; the theme's words have none."""
        project = self.project
        found = {project.domain_of(one): one for one in source_files(project.settings)}
        return {**found, DOMAIN: None}

    def catalog(self, place: Place) -> dict[str, Any]:
        """A catalog for a person: languages, letters, and its messages in the page's order."""
        source, target = self.project.config.source, place.language
        known = {_key(one): one for one in _entries(place)}
        segments = place.page.document.segments if place.page else ()
        keys, refused = dict.fromkeys(one.key for one in segments) or known, self._refused(place)
        shown = self.project.shown(domain_path(self.project.config.catalogs, target.folder, DOMAIN))
        return {
            "name": place.name,
            "domain": place.domain,
            "site": shown if place.page else "",
            "source": {"tag": source.tag, "dir": source.direction, "name": source.name},
            "target": {"tag": target.tag, "dir": target.direction, "name": target.name},
            "letters": profile(target.tag).keys
            or _letters([*known.values(), *self._words(target)]),
            "reviewer": git_name(self.project.root),
            "messages": [_row(known[key], key in refused) for key in keys if key in known],
        }

    def message(self, place: Place, id_: str) -> dict[str, Any]:
        """What there is to know of a message; `LookupError` if the catalog has none like it."""
        entry = _entry(place, id_)
        changes = word_diff(entry.previous_msgid, entry.msgid) if entry.previous_msgid else ()
        tag, found = self.project.config.source.tag, self._terms(place)
        return {
            "context": entry.msgctxt or "",
            "msgid": entry.msgid,
            "plural": entry.msgid_plural or "",
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
            return {"findings": [{"severity": ERROR, "said": why}], "html": []}
        text = decide_all(data, place.name, entry, decisions)
        assert text is not None  # it is the entry of these very data
        made = find(text.encode(), place.name, _key(entry))
        assert made
        notes, said = Notes(), list[tuple[Message, Problem]]()
        publication = Publication(
            self.project,
            notes,
            lambda _, those: said.extend(those),
            self._pages,
            {place.path: text.encode()},
        )
        html = list[str]()
        if place.page:
            catalog, pieces, told = _judged(publication, place.page, place.language)
            said += [one for _, those in told for one in those]
            fields = (one for parts in pieces.fields.values() for one in parts)
            html = [one.html for one in (pieces.body, *fields)]
        else:
            catalog = publication.site(place.language)
        tags = self.project.config.source.tag, place.language.tag
        said += check_wording(catalog, [_key(entry)], self._terms(place), None, tags)
        problems = [one for message, one in said if message.line == made.linenum]
        if entry.msgctxt == "slug":
            problems += check_slug(texts[0], place.language.tag)
        return {
            "findings": [
                *({"severity": one.severity, "said": one.said} for one in problems),
                *({"severity": ERROR, "said": str(one)} for one in notes.take()),
            ],
            "html": html,
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
        wrong = [one["said"] for one in told if one["severity"] == ERROR]
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

    def changes(self, first: Mapping[Path, bytes]) -> dict[str, Any]:
        """The catalogs that are not as in git's last commit, as `files` with `path` and `diff`.

        Without git, of the files in `first` those that are otherwise now. `why` says what is in a
        commit's way, if anything; `command` is the command that makes it.
        """
        root, folder = self.project.root, self.project.config.catalogs
        why = in_the_way(root)
        if why == NO_CHECKOUT:
            now = {path: path.read_bytes() for path in first if path.is_file()}
            files = [
                (self.project.shown(path), _diff(first[path], data))
                for path, data in now.items()
                if data != first[path]
            ]
            command = ""
        else:
            files = list(changed(root, folder, ".po"))
            names = " ".join(quote(name) for name, _ in files)
            command = f"git add -N -- {names} && git commit --only -- {names}" if names else ""
        made = [{"path": name, "diff": diff} for name, diff in files]
        return {"files": made, "why": why, "command": command}

    def commit(self, message: str) -> list[str]:
        """Commit the catalogs that have changed, and nothing else; gives their names.

        Raises `RefusedError` with what git says.
        """
        root = self.project.root
        names = [name for name, _ in changed(root, self.project.config.catalogs, ".po")]
        if why := in_the_way(root) or (None if names else phrase("Nothing has changed.")):
            raise RefusedError(why)
        if told := commit(root, names, message):
            raise RefusedError(without_folders(told, root))
        return names

    def _refused(self, place: Place) -> set[Key]:
        """The messages of a page that the check keeps from readers."""
        if not place.page:
            return set()
        publication = Publication(self.project, Notes(), lambda *_: None, self._pages)
        catalog, _, told = _judged(publication, place.page, place.language)
        wrong = {
            message.line for _, those in told for message, one in those if one.severity == ERROR
        }
        return {key for key, message in catalog.messages.items() if message.line in wrong}

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


def _judged(publication: Publication, page: SourcePage, language: Language) -> Judged:
    """A page as the check has it; one that is just being saved in an editor is read once more."""
    for _ in range(_READS):
        try:
            return publication.judged(page, language)
        except BilingualError:
            time.sleep(_MOMENT)
    return publication.judged(page, language)


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


def _diff(before: bytes, after: bytes) -> str:
    old, new = (one.decode("utf-8", "replace").splitlines(True) for one in (before, after))
    return "".join(unified_diff(old, new))


def _row(entry: Entry, refused: bool) -> dict[str, Any]:
    """A message in a list; `text` is what pages show of it, where they show it as it is."""
    now = REFUSED if refused else state(entry)
    shown = forms(entry)[0] if now in (ACCEPTED, REVIEWED) else entry.msgid
    optional = entry.msgctxt == "slug"
    row = {"id": anchor(_key(entry)), "state": now, "context": entry.msgctxt or ""}
    return {**row, "text": shown, "optional": optional}


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
    latin = (one for one, _ in counts.most_common() if unicodedata.name(one, "")[:5] == "LATIN")
    marked = [one for one in latin if not one.isascii()][:_MOST_LETTERS]
    return "".join(sorted(marked)) if 2 * plain > counts.total() else ""

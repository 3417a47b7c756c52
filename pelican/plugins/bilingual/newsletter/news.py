"""What has happened on a site between two of its states, as an issue of the newsletter tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..catalog.catalog import Catalog
from ..catalog.coverage import Coverage, coverage
from ..source.document import Document
from ..source.segments import Segment

NEW, UPDATED, CORRECTED, REVIEWED = "new", "updated", "corrected", "reviewed"
KINDS = (NEW, UPDATED, CORRECTED, REVIEWED)
"""What can happen to an explainer, in the order in which an issue tells it."""


@dataclass(frozen=True, slots=True)
class State:
    """An explainer as it stands in a revision of the site."""

    domain: str
    document: Document
    catalogs: Mapping[str, Catalog] = field(default_factory=dict)
    """By the tag of the target language."""

    @property
    def modified(self) -> str:
        """The day of the last change that its author tells readers of; empty for none."""
        return "".join(self.document.metadata.get("modified", ())).strip()

    @property
    def corrections(self) -> tuple[Segment, ...]:
        """The text of each correction, without its date."""
        parts = self.document.fields.get("corrections", ())
        return tuple(one for part in parts for one in part.segments)

    def reviewed(self, tag: str) -> Coverage:
        """How much of it people vouch for in a language."""
        keys = (one.key for one in self.document.segments)
        return coverage(keys, self.catalogs[tag]) if tag in self.catalogs else Coverage()


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that has happened."""

    kind: str
    """One of `KINDS`."""
    state: State
    """The explainer as it is now."""
    correction: Segment | None = None
    tag: str = ""
    """The language of a translation that people have reviewed."""


def happened(then: Mapping[str, State], now: Mapping[str, State]) -> list[Happening]:
    """What to tell of the explainers of two states, each by its domain; kind by kind."""
    found = [one for domain, state in now.items() for one in _of(then.get(domain), state)]
    return sorted(found, key=lambda one: KINDS.index(one.kind))


def _of(then: State | None, now: State) -> Iterator[Happening]:
    if then is None:
        yield Happening(NEW, now)
    elif now.modified and now.modified != then.modified:
        yield Happening(UPDATED, now)
    known = {one.msgid for one in then.corrections} if then else set()
    for one in now.corrections:
        if one.msgid not in known:
            yield Happening(CORRECTED, now, one)
    for tag in now.catalogs:
        before = then.reviewed(tag).reviewed if then else 0
        if now.reviewed(tag).reviewed > before:
            yield Happening(REVIEWED, now, tag=tag)

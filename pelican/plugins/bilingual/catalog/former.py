"""What a page said in an earlier revision, in one language, and what has changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from ..source.segments import Key, Segment
from .catalog import Catalog


@dataclass(frozen=True, slots=True)
class Change:
    """What a text was; both are empty for one that is new."""

    source: str
    translation: str


@dataclass(frozen=True, slots=True)
class Former:
    """A page and its catalog as they were."""

    keys: Collection[Key]
    """The texts of the source."""
    catalog: Catalog

    def change(self, segment: Segment, now: Collection[Key], catalog: Catalog) -> Change | None:
        """What a text and its translation were; None if both are as they were.

        `now` are the keys of the page today. A text that is new is a change of the one that is
        closest to it by its letters among those that have gone.
        """
        key, (context, msgid) = segment.key, segment.key
        was, text = self.catalog.translation(key) or "", catalog.translation(key) or ""
        if key in self.keys:
            return Change(msgid, was) if was != text else None
        gone = [one for name, one in self.keys if name == context and (name, one) not in now]
        close = next(iter(get_close_matches(msgid, gone, n=1)), "")
        return Change(close, (self.catalog.translation((context, close)) or "") if close else "")

    def count(self, segments: Iterable[Segment], catalog: Catalog) -> int:
        """How many texts of a page have changed, those that are gone included."""
        found = {one.key: one for one in segments}
        changes = (self.change(one, found, catalog) for one in found.values())
        gone = sum(1 for one in self.keys if one not in found)
        renewed = sum(1 for one in found if one not in self.keys)
        return sum(1 for one in changes if one) + max(0, gone - renewed)

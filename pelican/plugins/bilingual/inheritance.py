"""What an entry takes over from an older one, and what it says about that."""

from __future__ import annotations

from .merge import changes
from .pofile import Entry, also, is_translated, new_entry
from .segments import Segment

CHANGED = "changed: "
"""Begins the translator comment that names figures and links which the source has changed."""
_REVIEWED = "reviewed: "


def heir(old: Entry, segment: Segment, forms: int) -> Entry | None:
    """A new message with an old translation as fuzzy; None if there is none that fits.

    `forms` is the language's number of plural forms.
    """
    if not is_translated(old) or bool(segment.plural) != bool(old.msgid_plural):
        return None
    entry = new_entry(segment, forms)
    entry.msgstr, entry.msgstr_plural = old.msgstr, dict(old.msgstr_plural)
    _mark(entry, old, changes(_origin(old), entry.msgid))
    return entry


def fitted(entry: Entry, segment: Segment, forms: int) -> Entry:
    """The entry with the plural that its segment has; fuzzy if that is another one."""
    if entry.msgid_plural == (segment.plural or ""):
        return entry
    if is_translated(entry):
        _mark(entry, entry, [])
    if not segment.plural:
        entry.msgstr = entry.msgstr_plural.get(0, "")
        more = also({*entry.msgstr_plural.values()} - {entry.msgstr})
        entry.tcomment = "\n".join(filter(None, [entry.tcomment, *more]))
        entry.msgstr_plural = {}
    elif not entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(range(forms), entry.msgstr)
    entry.msgid_plural = segment.plural or ""
    return entry


def _mark(entry: Entry, old: Entry, differences: list[str]) -> None:
    """Make an entry fuzzy that has the old one's translation; of many msgids the first is kept."""
    known = old.fuzzy and old.previous_msgid
    entry.previous_msgid = _origin(old)
    entry.previous_msgctxt = old.previous_msgctxt if known else old.msgctxt
    entry.previous_msgid_plural = old.previous_msgid_plural if known else old.msgid_plural or None
    entry.flags = list(dict.fromkeys([*old.flags, "fuzzy"]))
    remarks = [one for one in old.tcomment.split("\n") if not one.startswith((CHANGED, _REVIEWED))]
    marks = [f"{CHANGED}{one}" for one in differences]
    entry.tcomment = "\n".join([*(remarks if any(remarks) else []), *marks])


def _origin(entry: Entry) -> str:
    """The msgid that an entry is a translation of."""
    return str((entry.fuzzy and entry.previous_msgid) or entry.msgid)


def forget_changes(entry: Entry) -> None:
    """Take out what the source has changed: a person has seen to it."""
    if CHANGED in entry.tcomment:
        lines = entry.tcomment.split("\n")
        entry.tcomment = "\n".join(one for one in lines if not one.startswith(CHANGED))

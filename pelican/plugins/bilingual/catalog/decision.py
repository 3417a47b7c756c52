"""What a person's decision about a message makes of its entry, and of nothing else in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import CatalogError, Phrase, phrase
from ..source.segments import Key, fold
from .catalog import TRANSLATED, entry_hash, forms, is_reviewed
from .merge.renewal import CHANGED, JOINED
from .po.entry import block_at, with_comment, with_forms, with_fuzzy, without
from .po.file import Entry, decode, is_translated, living, parse

REVIEWED, EDITED, FUZZY, ACCEPTED = "reviewed", "edited", "fuzzy", "translated"
_MARK = "# reviewed: "
_CERTIFICATE = f"# {TRANSLATED}"
_VOID = (_MARK, _CERTIFICATE, f"# {CHANGED}", f"# {JOINED}", "#|")
"""What a reviewed entry no longer says: an older mark, and what had changed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person has decided about a message."""

    kind: str
    """`reviewed`, `edited`, `fuzzy`, or `translated`: neither in doubt nor reviewed."""
    by: str = ""
    """Name and date of a review: `Aýna 2026-11-23`."""
    forms: tuple[str, ...] = ()
    """The translation as it was edited."""


def decided(lines: Sequence[str], entry: Entry, decision: Decision) -> list[str]:
    """The lines of an entry after a decision; what it does not concern stays as it is."""
    if decision.kind == EDITED:
        return with_forms(without(lines, (_MARK, _CERTIFICATE)), decision.forms)
    if decision.kind == FUZZY:
        return with_fuzzy(without(lines, (_MARK, _CERTIFICATE)), True)
    if decision.kind == ACCEPTED:
        return with_fuzzy(without(lines, _VOID), False)
    mark = f"reviewed: {entry_hash(entry)} {decision.by}"
    return with_comment(with_fuzzy(without(lines, _VOID), False), mark)


def refusal(entry: Entry, decision: Decision) -> Phrase | None:
    """Why a decision cannot be taken; None if it can."""
    if decision.kind != EDITED and not is_translated(entry):
        return phrase("There is no translation yet: e writes one.")
    texts = "".join(decision.forms)
    if any(unicodedata.category(one) == "Cc" and one not in "\n\t" for one in texts):
        return phrase("The text holds a control character; nothing is changed.")
    return None


def with_breaks(msgid: str, text: str) -> str:
    """A typed text with the line breaks that its msgid has: none but hard ones, as a rule."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not re.search(r"(?<!  )\n", msgid.strip("\n")):
        text = fold(text)
    first, last = ("\n" * ends for ends in (msgid.startswith("\n"), msgid.endswith("\n")))
    return f"{first}{text}{last}" if text else ""


def decide_in(data: bytes, name: str, shown: Entry, decision: Decision) -> str | None:
    """A catalog's text after a decision; None if the entry is not as it was shown any more."""
    text = data.decode("utf-8", "replace")
    if decode(data, name) != text.removeprefix("\ufeff").replace("\r\n", "\n"):
        raise CatalogError("The catalog is not in UTF-8.", name, "Run bilingual update first.")
    entry = find(data, name, (shown.msgctxt, shown.msgid))
    if entry is None or (forms(entry), entry.flags) != (forms(shown), shown.flags):
        return None
    lines = text.split("\n")
    start, end = block_at(lines, entry.linenum or 1)
    ending = "\r" if lines[start].endswith("\r") else ""
    block = [line.removesuffix("\r") for line in lines[start:end]]
    made = [f"{line}{ending}" for line in decided(block, entry, decision)]
    return "\n".join([*lines[:start], *made, *lines[end:]])


def decide_all(data: bytes, name: str, shown: Entry, decisions: Sequence[Decision]) -> str | None:
    """The same for several decisions, one after the other."""
    text: str | None = None
    for decision in decisions:
        text = decide_in(data, name, shown, decision)
        if text is None:
            return None
        data = text.encode()
        entry = find(data, name, (shown.msgctxt, shown.msgid))
        assert entry
        shown = entry
    return text


def find(data: bytes, name: str, key: Key) -> Entry | None:
    """The living entry with this key."""
    entries = living(parse(data, name), name)
    return next((one for one in entries if (one.msgctxt, one.msgid) == key), None)


def state(entry: Entry) -> str:
    """The state of a message, in a word."""
    if not is_translated(entry):
        return "untranslated"
    return "fuzzy" if entry.fuzzy else "reviewed" if is_reviewed(entry) else "translated"

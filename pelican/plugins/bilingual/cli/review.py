"""A person reads a page's messages one by one at a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from ..catalog.catalog import forms, is_reviewed
from ..catalog.decision import (
    EDITED,
    FUZZY,
    REVIEWED,
    Decision,
    decide_in,
    find,
    refusal,
    state,
    with_breaks,
)
from ..catalog.diff import word_diff
from ..catalog.po.file import Entry, is_translated, living, parse
from ..check.rules import ERROR
from ..check.run import SYNTAX, Finding
from ..check.step import CHECK as CATALOG
from ..language.characters import printable
from ..project.files import save
from ..source.segments import Key
from .terminal import Terminal

Judge = Callable[[bytes], Sequence[Finding]]
"""What `bilingual check` finds on the page if its catalog has these bytes."""
KEYS = "r reviewed  e edit  s skip  u fuzzy  b back  q quit"


def left(path: Path, name: str, keys: Sequence[Key]) -> list[Key]:
    """Those of a page's messages, in its order, that the catalog has and nobody has reviewed."""
    entries = {
        (one.msgctxt, one.msgid): one for one in living(parse(path.read_bytes(), name), name)
    }
    found = [key for key in dict.fromkeys(keys) if key in entries and key[0] != "slug"]
    return [key for key in found if entries[key].fuzzy or not is_reviewed(entries[key])]


class Round:
    """One person's way through the messages of a catalog."""

    def __init__(
        self, path: Path, name: str, by: Callable[[], str], terminal: Terminal, judge: Judge
    ) -> None:
        """`by` gives the reviewer's name and the date when they are first needed."""
        self._path, self._name, self._by, self._terminal = path, name, by, terminal
        self._judge = judge
        self.done: Counter[str] = Counter()

    def run(self, keys: Sequence[Key], languages: tuple[str, str]) -> None:
        """Show each message until the person has decided; each decision is on disk at once."""
        at = 0
        while at < len(keys):
            data = self._path.read_bytes()
            entry = find(data, self._name, keys[at])
            if entry is None:
                at += 1
                continue
            self._terminal.say(Text(f"\n[{at + 1} of {len(keys)}]", "bold"))
            found = findings(data, self._name, entry, self._judge)
            shown = description(entry, languages, found)
            self._terminal.say(shown)
            step = self._step(entry, shown.plain, found)
            if step is None:
                return
            at = max(0, at + step)

    def _step(self, entry: Entry, shown: str, found: Sequence[Finding]) -> int | None:
        """How many messages to go on; None to stop."""
        while True:
            key = self._terminal.key(f"{KEYS} > ")
            if key in ("q", ""):
                return None
            if key in ("s", "b"):
                return 1 if key == "s" else -1
            if key == "r" and any(one.severity == ERROR for one in found):
                self._terminal.say("With an error it is not marked: e edits it, u makes it fuzzy.")
            elif key == "r" and self._decide(entry, Decision(REVIEWED, "-")):
                return 1
            if key == "u" and self._decide(entry, Decision(FUZZY)):
                return 1
            if key == "e":
                self._edit(entry, shown)
                return 0

    def _edit(self, entry: Entry, shown: str) -> None:
        texts = []
        for form in forms(entry):
            text = self._terminal.edit(form, shown)
            texts.append(form if text is None else with_breaks(entry.msgid, text))
        if tuple(texts) != forms(entry):
            self._decide(entry, Decision(EDITED, forms=tuple(texts)))

    def _decide(self, entry: Entry, decision: Decision) -> bool:
        """Write a decision; False if it cannot be taken, with the reason on the terminal."""
        reason = refusal(entry, decision)
        if reason:
            self._terminal.say(str(reason))
            return False
        if decision.kind == REVIEWED:
            decision = Decision(REVIEWED, self._by())
        text = decide_in(self._path.read_bytes(), self._name, entry, decision)
        if text is None:
            self._terminal.say("The entry has changed on disk meanwhile; go back to see it.")
            return False
        save(self._path, self._name, text)
        self.done[decision.kind] += 1
        return True


def findings(data: bytes, name: str, entry: Entry, judge: Judge) -> list[Finding]:
    """What the check would say of a message if it were published as it is."""
    text = decide_in(data, name, entry, Decision(REVIEWED, "-")) if is_translated(entry) else None
    trial = find(text.encode(), name, (entry.msgctxt, entry.msgid)) if text else None
    if text is None or trial is None:
        return []
    return [
        one
        for one in judge(text.encode())
        if one.path == name
        and (one.check == SYNTAX or (one.line == trial.linenum and one.check != CATALOG))
    ]


def description(entry: Entry, languages: tuple[str, str], found: Sequence[Finding] = ()) -> Text:
    """A message for a person to read: places, comments, what changed, both texts, findings."""
    places = " ".join(f"{path}:{line}" if line else path for path, line in entry.occurrences)
    notes = [*entry.comment.splitlines(), *entry.tcomment.splitlines()]
    rows: list[tuple[str, str | Text]] = [
        ("", " · ".join(filter(None, (places, entry.msgctxt, state(entry)))))
    ]
    rows += [("note", note) for note in notes if note.strip()]
    if entry.fuzzy and entry.previous_msgid:
        rows.append(("changed", marked(entry.previous_msgid, entry.msgid)))
    rows += [(languages[0], one) for one in (entry.msgid, entry.msgid_plural) if one]
    rows += [(languages[1], one or "–") for one in forms(entry)]
    rows += [(one.severity, f"{one.text} [{one.check}]") for one in found]
    width = max(cell_len(label) for label, _ in rows) + 2
    return Text("\n").join(
        Text.assemble(
            (set_cell_size(label, width), "dim"),
            printable(text) if isinstance(text, str) else text,
        )
        for label, text in rows
    )


def marked(old: str, new: str) -> Text:
    """The word diff of two texts, as wdiff writes it, with colour where there is some."""
    forms_of = {"same": ("{}", ""), "removed": ("[-{}-]", "red"), "added": ("{{+{}+}}", "green")}
    pieces = ((*forms_of[kind], printable(text)) for kind, text in word_diff(old, new))
    return Text.assemble(*((sign.format(text), style) for sign, style, text in pieces))

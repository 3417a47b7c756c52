"""What the preview adds to a page: the state of every segment, and the way to its message."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from xml.etree.ElementTree import Element, SubElement

from ..errors import Phrase
from ..language.profile import THEME_LANGUAGE
from ..source.segments import Segment
from .catalog import Catalog, anchor
from .diff import ADDED, REMOVED, SAME, word_diff
from .former import Change

MARK = "message"
"""Class of the elements that the preview adds to a page."""
REFUSED = "refused"
"""State of a message that the check keeps from readers."""
_TAGS = {SAME: "span", REMOVED: "del", ADDED: "ins"}


def note(
    segment: Segment,
    catalog: Catalog,
    edit_link: str,
    change: Change | None = None,
    said: Iterable[Phrase | str] = (),
) -> Element:
    """A mark that names a segment's state and links to its line in the catalog.

    For a fuzzy or stale message, or one that has seen a `change`, it shows what is otherwise now,
    word by word. `edit_link` is where the catalog can be edited; without one the link leads to the
    mark itself. Its title names file and line. What the check has `said` of the message stands
    there, too; one that is fuzzy on the page for it alone is refused.
    """
    message, said = catalog.messages.get(segment.key), list(said)
    state = "untranslated"
    if message and message.msgstr:
        known = {
            REFUSED if said else "fuzzy": message.fuzzy,
            "stale": message.stale,
            "reviewed": message.reviewed,
        }
        state = next((name for name, is_so in known.items() if is_so), "translated")
    mark = Element("span", {"class": f"{MARK} {state}", "id": anchor(segment.key)})
    line = message.line if message else 0
    link = SubElement(mark, "a", {"title": f"{catalog.path}:{line}" if line else catalog.path})
    link.set("href", f"#{anchor(segment.key)}")
    if edit_link:
        link.set("href", f"{edit_link}#L{line}" if line else edit_link)
    link.text = state
    if message and message.published and state != "stale":
        link.text = "✎"
        link.set("aria-label", state)
    pairs = []
    if change:
        mark.set("class", f"{mark.get('class')} changed")
        now = catalog.look_up(segment) or ""
        pairs = [(change.source, segment.msgid), (change.translation, now)]
    elif message and state in {"fuzzy", "stale"} and message.previous:
        pairs = [(message.previous, message.msgid)]
    for old, new in pairs:
        if old != new:
            changes = SubElement(mark, "span", {"class": "changes"})
            changes.tail = " "
            for kind, text in word_diff(old, new):
                SubElement(changes, _TAGS[kind]).text = text
    for one in said:
        span = SubElement(mark, "span", {"class": "said", "lang": THEME_LANGUAGE, "dir": "ltr"})
        span.text = f" {one} "
        if isinstance(one, Phrase):  # the editor says it in the language of who reads it
            span.set("data-said", json.dumps(asdict(one), ensure_ascii=False))
    mark.tail = " "
    return mark

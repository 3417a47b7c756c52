"""What the preview adds to a page: the state of every segment, and the way to its message."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from ..source.segments import Segment
from .catalog import Catalog, anchor
from .diff import ADDED, REMOVED, SAME, word_diff

MARK = "message"
"""Class of the elements that the preview adds to a page."""
_TAGS = {SAME: "span", REMOVED: "del", ADDED: "ins"}


def note(segment: Segment, catalog: Catalog, edit_link: str) -> Element:
    """A mark that names a segment's state and links to its line in the catalog.

    For a fuzzy message it shows what the source has changed, word by word. `edit_link` is where
    the catalog can be edited; without one the link opens the file in an editor that knows VS
    Code's addresses, and its title names file and line for all others.
    """
    message = catalog.messages.get(segment.key)
    state = "untranslated"
    if message and message.msgstr:
        state = "fuzzy" if message.fuzzy else "reviewed" if message.reviewed else "translated"
    mark = Element("span", {"class": f"{MARK} {state}", "id": anchor(segment.key)})
    place = f"{catalog.path}:{message.line}" if message else catalog.path
    link = SubElement(mark, "a", {"title": place})
    if edit_link:
        line = f"#L{message.line}" if message else ""
        link.set("href", f"{edit_link}{line}")
    else:
        line = f":{message.line}" if message else ""
        link.set("href", f"vscode://file/{Path(catalog.path).absolute().as_posix()}{line}")
    link.text = "✎" if message and message.published else state
    if message and state == "fuzzy" and message.previous:
        changes = SubElement(mark, "span", {"class": "changes"})
        for change, text in word_diff(message.previous, message.msgid):
            SubElement(changes, _TAGS[change]).text = text
    mark.tail = " "
    return mark

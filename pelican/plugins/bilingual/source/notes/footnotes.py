"""The links back from footnotes: each in its half of a page, titled in the language of the half."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from xml.etree.ElementTree import Element

from ..core import NO_BREAK

Title = Callable[[int], str]
"""What the link back from the footnote with this number is called."""
_BACKLINK, _REFERENCE = "footnote-backref", "footnote-ref"


def title_backlinks(root: Element, title: Title | None, source: str) -> None:
    """Call links back otherwise; without a title the one in the `source` language says so."""
    for number, note in enumerate(_notes(root), start=1):
        for link in _links(note, _BACKLINK):
            link.set(*(("title", title(number)) if title else ("lang", source)))


def part_backlinks(root: Element, tags: tuple[str, str], title: Title | None) -> None:
    """Let each half of a footnote lead back to what refers to it in that half.

    `tags` are those of the halves, the source's first; `title` is for links in the other. What
    both halves have in common refers, and leads back, for both; a note of one text leads back to
    the source's half, which stands beside the other.
    """
    references: dict[str, list[tuple[Element, str]]] = {}
    for sup, href, half in _references(root, "", tags):
        references.setdefault(href, []).append((sup, half))
    for number, note in enumerate(_notes(root), start=1):
        if not len(note):
            continue  # it says nothing, and Markdown gives it no link
        found = references.get(f"#{note.get('id')}", [])
        last = note[-1]
        is_pair = "pair" in last.get("class", "").split()
        halves = {one.get("lang", ""): one for one in last if is_pair}
        link = _take_out(note) if halves or any(half for _, half in found) else None
        if link is None:  # one text, as Markdown has it
            continue
        ids = {tag: [sup.get("id", "") for sup, half in found if half in ("", tag)] for tag in tags}
        if not found:  # nothing refers to it: as Markdown has it
            ids[tags[0]] = [link.get("href", "")[1:]]
        if not halves and ids[tags[0]]:  # one text leads to one half: the other stands beside it
            ids[tags[1]] = []
            for sup, half in found:
                if half == tags[1]:
                    sup.attrib.pop("id", None)
        for tag in tags:
            if tag != tags[0]:
                _translate(link, title(number) if title else "", tags, tag in halves)
            _append(halves.get(tag, last), link, ids[tag])


def _translate(link: Element, title: str, tags: tuple[str, str], in_half: bool) -> None:
    """Make a link of the source's one of the other language's."""
    if title:
        link.set("title", title)
    if bool(title) != in_half:  # its language is not that of what is around it
        link.set("lang", tags[1] if title else tags[0])


def _append(place: Element, link: Element, ids: list[str]) -> None:
    """Add links to elements with these ids to the end of a text."""
    if ids and (len(place) or place.text):
        if len(place) and place[-1].get("class") != _BACKLINK:
            place[-1].tail = f"{(place[-1].tail or '').rstrip()}{NO_BREAK}"
        elif not len(place):
            place.text = f"{(place.text or '').rstrip()}{NO_BREAK}"
    for id_ in ids:
        copy = deepcopy(link)
        copy.set("href", f"#{id_}")
        place.append(copy)


def _take_out(note: Element) -> Element | None:
    """Take all links back out of a footnote; the first of them, None if there is none."""
    links = _links(note, _BACKLINK)
    for link in links:
        parent = next(one for one in note.iter() if link in list(one))
        at = list(parent).index(link)
        before = parent[at - 1].tail if at else parent.text
        text = f"{(before or '').removesuffix(NO_BREAK)}{(link.tail or '').strip()}"
        if at:
            parent[at - 1].tail = text
        else:
            parent.text = text
        parent.remove(link)
        link.tail = None
    return links[0] if links else None


def _references(
    root: Element, half: str, tags: tuple[str, str]
) -> Iterator[tuple[Element, str, str]]:
    """What refers to footnotes: itself, its link, and the half that it stands in, if in one."""
    for child in root:
        tag = child.get("lang", "")
        within = tag if tag in tags else half
        if child.tag == "sup":
            for link in _links(child, _REFERENCE):
                yield child, link.get("href", ""), within
        yield from _references(child, within, tags)


def _notes(root: Element) -> list[Element]:
    """The footnotes, in order."""
    lists = (one.find("ol") for one in root.iter("div") if one.get("class") == "footnote")
    found = next((one for one in lists if one is not None), None)
    return [] if found is None else found.findall("li")


def _links(element: Element, kind: str) -> list[Element]:
    return [one for one in element.iter("a") if one.get("class") == kind]

"""What the texts of a finished tree hold besides words: links, images, code, tags.

Read after Markdown's inline stage, from the elements that the marks have become: whatever
disguise a link wears in a msgstr, here it is a link.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from .segments import Segment

Inventory = Counter[tuple[str, str]]
"""`(kind, value)` with counts: `("link", "href=https://…")`."""

_STASH = re.compile(r"\x02[^\x03]*\x03")
_TEXT_ATTRIBUTES = frozenset({"alt", "title", "lang"})
_FREE = frozenset({"em", "strong", "abbr", "br"})
"""Elements that a translation may have more or fewer of: emphasis, explained abbreviations."""
_KINDS = {"a": "link", "href": "link", "img": "image", "src": "image", "sup": "footnote"}
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def inventories(
    segments: Iterable[Segment], elements: list[Element], stashed: Callable[[str], str]
) -> Mapping[tuple[int, str], Inventory]:
    """The inventories of a finished tree's texts, by position and part; empty ones left out.

    `elements` are the tree's before the inline stage, in document order; `stashed` gives the
    raw HTML behind one of Markdown's placeholders.
    """
    found: dict[tuple[int, str], Inventory] = {}
    blocks = {id(element) for element in elements}
    parents: dict[Element, Element] = {}
    for segment in segments:
        place = segment.place
        if place is None or place.quote or (place.position, place.part) in found:
            continue
        element = elements[place.position]
        if place.part == "tail" and not parents:
            parents = {child: parent for parent in elements[0].iter() for child in parent}
        inline, texts = _inline(element, place.part, blocks, parents)
        if inline or any("\x02" in text for text in texts):
            found[place.position, place.part] = _inventory(inline, texts, stashed)
    return found


def _inline(
    element: Element, part: str, blocks: set[int], parents: Mapping[Element, Element]
) -> tuple[list[Element], list[str]]:
    """The elements and texts that a block's text, or what follows the block, has become."""
    if part == "text":
        text, after = element.text, list(element)
    else:
        siblings = list(parents[element])
        text, after = element.tail, siblings[siblings.index(element) + 1 :]
    inline: list[Element] = []
    texts = [text or ""]
    for child in after:
        if id(child) in blocks:
            break
        for one in child.iter():
            inline.append(one)
            texts += [one.text or "", one.tail or ""]
    return inline, texts


def _inventory(
    elements: Iterable[Element], texts: Iterable[str], stashed: Callable[[str], str]
) -> Inventory:
    found: Inventory = Counter()
    for element in elements:
        tag = str(element.tag)
        if tag == "code":
            found["code span", "".join(element.itertext())] += 1
        elif tag not in _FREE:
            found[_KINDS.get(tag, "tag"), tag] += 1
        for name, value in element.items():
            if name not in _TEXT_ATTRIBUTES and (tag, name) != ("sup", "id"):
                found[_KINDS.get(name, "attribute"), f"{name}={value}"] += 1
    for text in texts:
        for placeholder in _STASH.findall(text):
            raw = stashed(placeholder)
            if raw.startswith("<"):
                found["tag", raw] += 1
            elif raw and any(dangerous(unescape(raw))):
                found["character", raw] += 1
    return found


def dangerous(text: str) -> Iterator[str]:
    """Control characters, and marks that turn the direction of writing."""
    for character in text:
        control = unicodedata.category(character) in {"Cc", "Cs", "Co"} and character not in "\n\t"
        if control or character in _BIDI:
            yield character

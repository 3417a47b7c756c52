"""What the texts of a finished tree hold besides words: links, images, code, tags.

Read after Markdown's inline stage, from the elements that the marks have become: whatever
disguise a link wears in a msgstr, here it is a link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from html import unescape
from xml.etree.ElementTree import Element

from ..language.characters import dangerous, decoded
from .core import STASHED
from .raw import READABLE
from .segments import Segment

Inventory = Counter[tuple[str, str]]
"""`(kind, value)` with counts: `("link", "href=https://…")`."""

PLACEHOLDER = re.compile(r"%\(\w*\)[-#0 +.*\d]*[a-zA-Z]|\{\w*\}|\|(?:filename|static|attach)\|")
_STASH = re.compile(STASHED)
_FREE = frozenset({"em", "strong", "abbr", "br"})
"""Elements that a translation may have more or fewer of: emphasis, explained abbreviations."""
_KINDS = {"a": "link", "href": "link", "img": "image", "src": "image", "sup": "footnote"}
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
_TURNED = "span dir"
_VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"))
_ATTRIBUTE = r"\s+([^\s\"'<>/=]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_WHOLE_TAG = re.compile(rf"<([a-zA-Z][^\s/>]*)((?:{_ATTRIBUTE})*+)\s*(/?)>")
"""A tag that every browser reads as we do."""
_TURN = re.compile(r"<span dir=([\"']?)(?:ltr|rtl|auto)\1 ?>", re.IGNORECASE)
"""What sets code of another direction apart in a sentence."""
ADDRESS = re.compile(
    r"(?:(?<![a-z\d+.-])[a-z][a-z\d+.-]*+://|(?<!:)//(?=[^\s/]+\.)|\b(?=www\.)"
    r"|(?<![a-z\d._+-])[a-z\d._+-]++@(?=[\w-]+\.\w))"
    r"[^\s<>\"'\\()\[\]{}]*[^\W_]",
    re.IGNORECASE,
)
"""An address in running text, up to its last letter or digit."""
_WORDS_ALONE = re.compile(r"[\w \t\n\u00a0\u202f.,;:!?()'‘’“”«»…–—-]*")
"""Text that holds nothing to count, as most texts do."""


def inventories(
    segments: Iterable[Segment], elements: list[Element], stashed: Callable[[str], str]
) -> Mapping[tuple[int, str], Inventory]:
    """The inventories of a finished tree's texts, by position and part; empty ones left out.

    `elements` are the tree's before the inline stage, in document order; `stashed` gives the
    raw HTML behind one of Markdown's placeholders.
    """
    found: dict[tuple[int, str], Inventory] = {}
    blocks = {id(element) for element in elements}
    places = {
        id(child): (parent, at) for parent in elements[0].iter() for at, child in enumerate(parent)
    }
    for segment in segments:
        place = segment.place
        if place is None or (place.position, place.part) in found:
            continue
        element = elements[place.position]
        holder, at = places.get(id(element), (None, -1))
        if holder is None and (element is not elements[0] or place.part == "tail"):
            inventory = Counter({("block", "that stands here"): 1})  # an extension replaced it
        elif holder is None or place.part == "text":
            after = _until(element, blocks)
            inventory = _inventory(element, element.text or "", after, stashed)
        else:
            after = _until((holder[n] for n in range(at + 1, len(holder))), blocks)
            inventory = _inventory(holder, element.tail or "", after, stashed)
        found[place.position, place.part] = inventory
    return {place: inventory for place, inventory in found.items() if inventory}


def _until(elements: Iterable[Element], blocks: set[int]) -> Iterator[Element]:
    """What comes before the next block is the inline content of a text."""
    for element in elements:
        if id(element) in blocks:
            return
        yield element


def _inventory(
    holder: Element, text: str, children: Iterable[Element], stashed: Callable[[str], str]
) -> Inventory:
    found: Inventory = Counter()
    _count_attributes(holder, found)
    children = list(children)
    if not children and _STASH.fullmatch(text.strip()):
        found["block", "of nothing but a tag"] += 1
    open_tags: list[str] = []
    crossed = False
    for event, value in _events(text, children):
        if isinstance(value, Element):
            crossed |= not _nest(open_tags, f"markdown {value.tag}", event == "close")
            if event == "open":
                _count_element(value, found)
            continue
        for raw in map(stashed, _STASH.findall(value)):
            tag = _TAG.match(raw)
            turned = bool(open_tags) and open_tags[-1] == _TURNED and raw.lower() == "</span>"
            if tag and tag[2].lower() not in _VOID:
                name = _TURNED if turned or _TURN.fullmatch(raw) else tag[2].lower()
                crossed |= not _nest(open_tags, name, bool(tag[1]))
            if _TURN.fullmatch(raw):
                found["direction", raw] += 1
            elif turned:
                continue
            elif raw.startswith("<"):
                _count_tag(raw, found)
            else:
                _count_text(raw, found)
        _count_text(_STASH.sub("", value), found, code=event == "code")
    if crossed or open_tags:
        found["tag", "that is not closed in its place"] += 1
    return found


def _events(text: str, children: Iterable[Element]) -> Iterator[tuple[str, str | Element]]:
    """A text in the order of reading: its stretches, and elements that open and close."""
    yield "text", text
    for child in children:
        yield "open", child
        if child.tag == "code":
            yield "code", child.text or ""
        else:
            yield from _events(child.text or "", child)
        yield "close", child
        yield "text", child.tail or ""


def _nest(open_tags: list[str], tag: str, closes: bool) -> bool:
    """Open or close a tag; whether what closes is what was opened last."""
    if not closes:
        open_tags.append(tag)
        return True
    return bool(open_tags) and open_tags.pop() == tag


def _count_tag(raw: str, found: Inventory) -> None:
    """A tag of raw HTML: what people read of it is text, all else is the source's."""
    shape, values = tag_shape(raw)
    found["tag", shape] += 1
    for value in values:
        _count_text(value, found)


def tag_shape(raw: str) -> tuple[str, list[str]]:
    """A tag without what people read of it, and that.

    One that browsers may read otherwise than we do is all shape.
    """
    tag = _WHOLE_TAG.fullmatch(raw)
    if not tag:
        return folded(raw), []
    parts, values = [f"<{tag[1]}"], []
    for name, value in _ATTRIBUTES.findall(tag[2]):
        readable = name.lower() in READABLE and value[:1] in ("'", '"')
        values += [value[1:-1]] if readable else []
        parts.append(name if readable or not value else f"{name}={folded(value)}")
    return f"{' '.join(parts)}{tag[5] and ' /'}>", values


def folded(text: str) -> str:
    """A text with its white space as browsers show it, and as `segments.fold` leaves it."""
    return " ".join(text.split())


def _count_element(element: Element, found: Inventory) -> None:
    tag = str(element.tag)
    if tag == "code":
        found["code span", unescape(folded("".join(element.itertext())))] += 1
    elif tag not in _FREE and not (tag == "a" and element.get("href") is not None):
        found[_KINDS.get(tag, "tag"), tag] += 1
    _count_attributes(element, found)


def _count_attributes(element: Element, found: Inventory) -> None:
    tag = element.tag
    for name, value in element.items():
        if name in READABLE:
            _count_text(value, found)
            if tag != "abbr" or name != "title":
                found["attribute", name] += 1
        elif (tag, name) != ("sup", "id"):
            found[_KINDS.get(name, "attribute"), f"{name}={folded(value or '')}"] += 1


def _count_text(text: str, found: Inventory, code: bool = False) -> None:
    """What is no word in a text or in an attribute that people read; braces in code are code."""
    if _WORDS_ALONE.fullmatch(text) and "www." not in text:
        return
    text = decoded(text)
    for character in dangerous(text):
        found["character", f"U+{ord(character):04X}"] += 1
    for placeholder in () if code else PLACEHOLDER.findall(text):
        found["placeholder", placeholder] += 1
    for address in ADDRESS.findall(text):
        found["address", address.lower()] += 1
    if '"' in text:
        found["quotation mark", '"'] += text.count('"')
        found["quotation mark", '="'] += text.count("=")

"""An issue as a mail's two texts: HTML that every client shows, and plain text.

Both are made of one tree. HTML has no picture, loads nothing, and carries its styles in its
elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from xml.etree.ElementTree import Element, SubElement, tostring

from ..publish.copies.plaintext import laid_out
from ..publish.copies.xhtml import classes_of

LARGEST = 30_000
"""Bytes of HTML that a mail may have: larger ones are cut by clients, and slow to fetch."""
SERVICE = "https://unsubscribe.invalid/"
"""Stands for the address that listmonk puts into the mail of each subscriber."""
_FONT = "font:17px/1.5 Georgia,serif"
_STYLES = {
    "h1": "font:bold 25px/1.2 Georgia,serif;margin:0 0 12px",
    "h2": "font:bold 20px/1.3 Georgia,serif;margin:24px 0 8px",
    "h3": "font:bold 17px/1.4 Georgia,serif;margin:18px 0 6px",
    "p": "margin:0 0 12px",
    "ul": "margin:0 0 12px;padding-left:24px",
    "blockquote": "margin:0 0 12px;padding-left:12px;border-left:3px solid #8a1522",
    "table": "margin:0 0 12px",
    "td": "padding:2px 8px;border-bottom:1px solid #888888",
    "dt": "font-weight:bold",
    "dd": "margin:0 0 8px 24px",
    "a": "color:#8a1522",
    "hr": "margin:24px 0",
}
"""What every client knows; tests/newsletter/test_clients.py asks caniemail."""
_STYLES |= {"h4": _STYLES["h3"], "ol": _STYLES["ul"], "th": _STYLES["td"], "dl": _STYLES["p"]}
_STYLES |= dict.fromkeys(("h5", "h6"), _STYLES["h3"]) | {"pre": _STYLES["p"]}
_NAMES = {
    **dict.fromkeys(("article", "aside", "figure", "section"), "div"),
    **dict.fromkeys(("bdi", "small", "abbr", "mark", "u", "ins"), "span"),
    **dict.fromkeys(("cite", "dfn", "var"), "em"),
    **dict.fromkeys(("kbd", "samp"), "code"),
    "del": "s",
    "figcaption": "p",
}
"""What stands for elements that some clients do not know."""
_KEPT = {
    *("a", "b", "bdo", "blockquote", "br", "caption", "code", "dd", "div", "dl", "dt", "em"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol", "p", "pre", "s", "span"),
    *("strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
_SILENT = frozenset({"span", "tbody", "tfoot", "thead"})
"""Elements that say nothing by themselves."""
_ATTRIBUTES = frozenset({"href", "lang", "dir", "colspan", "rowspan", "start"})


@dataclass(frozen=True, slots=True)
class Part:
    """An issue in one language."""

    tag: str
    direction: str
    name: str
    """The language's own name."""
    title: str
    root: Element
    """A `section` of what books may hold: the issue itself."""
    pages: Mapping[str, Element] = field(default_factory=dict)
    """The explainers that it links to, `section`s, by their addresses in the source language."""
    ending: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What stands below: words, each with its addresses."""
    leave: str = ""
    """Words before the address by which a reader leaves the list."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in one language or in several."""

    subject: str
    tags: tuple[str, ...]
    html: str
    text: str


def letter(parts: Sequence[Part], way_out: str = "") -> Letter:
    """The mail of an issue in these languages, in their order; `way_out` leaves its list.

    Explainers stand in it as a whole, as long as there is room for them in every language.
    """
    if way_out:
        parts = [replace(one, ending=(*one.ending, (one.leave, (way_out,)))) for one in parts]
    chosen: list[str] = []
    for url in parts[0].pages:
        in_all = all(url in one.pages for one in parts)
        if in_all and len(_html(parts, [*chosen, url]).encode()) <= LARGEST:
            chosen.append(url)
    subject = " / ".join(dict.fromkeys(one.title for one in parts))
    tags = tuple(one.tag for one in parts)
    return Letter(subject, tags, _html(parts, chosen), _text(parts, chosen))


def without_anchors(root: Element) -> None:
    """Let links within a text be text: half of the clients cannot follow them."""
    for element in root.iter():
        if element.get("href", "").startswith("#"):
            del element.attrib["href"]
        element.attrib.pop("id", None)


def links_in(root: Element) -> Iterator[str]:
    """The addresses that a text links to, in their order, each once."""
    yield from dict.fromkeys(one.get("href", "") for one in root.iter("a"))


def _html(parts: Sequence[Part], chosen: Sequence[str]) -> str:
    outer = Element("div", {"style": f"{_FONT};max-width:640px;margin:0 auto;padding:16px"})
    for at, part in enumerate(parts):
        if at:
            SubElement(outer, "hr", {"style": _STYLES["hr"]})
        inner = SubElement(outer, "div", {"lang": part.tag, "dir": part.direction})
        if len(parts) > 1:  # where a client does not jump, the other language is below all the same
            inner.set("id", part.tag)
            line = SubElement(inner, "p", {"style": _STYLES["p"]})
            for number, other in enumerate(one for one in parts if one is not part):
                if number:
                    _add_text(line, " · ")
                link = SubElement(line, "a", {"href": f"#{other.tag}", "lang": other.tag})
                link.set("style", _STYLES["a"])
                link.text = other.name
        for root in _sections(part, chosen):
            inner.append(_inline(root, part.tag))
    first = parts[0]
    title = escape(" / ".join(dict.fromkeys(one.title for one in parts)))
    body = tostring(outer, "unicode", method="html")
    return (  # a client takes <body> away
        f'<!DOCTYPE html>\n<html lang="{first.tag}" dir="{first.direction}"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>\n{body}\n'
    )


def _text(parts: Sequence[Part], chosen: Sequence[str]) -> str:
    names = " · ".join(one.name for one in parts) if len(parts) > 1 else ""
    texts = ["\n\n* * *\n\n".join(map(laid_out, _sections(one, chosen))) for one in parts]
    rule = f"\n\n\n{'*' * 72}\n\n\n"
    return "\n\n".join(filter(None, [names, rule.join(texts)])) + "\n"


def _sections(part: Part, chosen: Sequence[str]) -> Iterator[Element]:
    """What is in a language, piece by piece."""
    yield part.root
    for url in chosen:
        yield part.pages[url]
    if part.ending:
        end = Element("section")
        for words, addresses in part.ending:
            line = SubElement(end, "p")
            line.text = f"{words} "
            for one in addresses:
                link = SubElement(line, "a", {"href": one})
                link.text = one.removeprefix("mailto:").partition("?")[0]
                link.tail = " "
        yield end


def _inline(element: Element, lang: str) -> Element:
    """An element as clients know it, with its style; `lang` is what stands around it."""
    name = _NAMES.get(element.tag, element.tag)
    made = Element(name if name in _KEPT else "span", _attributes(element, lang))
    if made.tag == "a" and not made.get("href"):
        made.tag = "span"
    style = _STYLES.get(made.tag, "")
    if "right" in classes_of(element):
        style = f"{style};text-align:right".strip(";")
    if style:
        made.set("style", style)
    is_code = element.tag == "pre"
    _add_text(made, element.text, is_code)
    for child in element:
        classes = classes_of(child)
        if "footnote-backref" not in classes and "bar" not in classes:
            _add(made, _inline(child, element.get("lang", lang)))
        _add_text(made, child.tail, is_code)
    if element.tag == "abbr" and element.get("title"):
        _add_text(made, f" ({element.get('title')})")
    if element.tag == "q":
        made.text = f"“{made.text or ''}"
        _add_text(made, "”")
    return made


def _add(parent: Element, child: Element) -> None:
    """Append an element; of one that says nothing, what is in it."""
    if child.tag not in _SILENT or child.attrib:
        parent.append(child)
        return
    _add_text(parent, child.text, True)
    for one in child:
        parent.append(one)  # with what follows it


def _add_text(parent: Element, text: str | None, as_it_is: bool = False) -> None:
    """Put a text at the end of an element, white space folded."""
    said = (text or "") if as_it_is else re.sub(r"\s+", " ", text or "")
    children = list(parent)
    if children:
        children[-1].tail = (children[-1].tail or "") + said
    else:
        parent.text = (parent.text or "") + said


def _attributes(element: Element, lang: str) -> dict[str, str]:
    found = {name: value for name, value in element.attrib.items() if name in _ATTRIBUTES}
    if found.get("lang") == lang:
        del found["lang"]
    return found

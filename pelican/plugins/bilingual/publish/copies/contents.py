"""What EPUB and PDF share: the table of contents, and texts in the languages they are in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element, SubElement

from ...language.cldr import direction_of
from ...language.text import Text
from .book import Book, Chapter
from .hyphenation import hyphenate_tree
from .xhtml import classes_of, folded_text, voices_of


def dressed(root: Element, lang: str) -> Element:
    """A copy of a part that says its language and breaks its words."""
    root = deepcopy(root)
    root.set("lang", lang)
    hyphenate_tree(root, lang)
    return root


def direct(element: Element, around: str = "ltr") -> None:
    """Say in which direction a language runs, wherever it is not that of what is around."""
    direction = element.get("dir") or direction_of(element.get("lang", "")) or around
    if direction != around:
        element.set("dir", direction)
    for child in element:
        direct(child, direction)


def contents_list(book: Book, href: Callable[[Chapter, str], str]) -> Element:
    """The list of chapters and of the headings in them; `href` names a place of a chapter."""
    top = Element("ol")
    for chapter in book.chapters:
        item = SubElement(top, "li")
        _entry(item, chapter.titles, href(chapter, chapter.id))
        headings = [one for one in chapter.root.iter("h2") if one.get("id")]
        if headings:
            inner = SubElement(item, "ol")
            for heading in headings:
                texts = texts_of(heading, chapter.lang)
                _entry(SubElement(inner, "li"), texts, href(chapter, heading.get("id", "")))
    return top


def contents_heading(book: Book) -> Element:
    """The heading above the contents."""
    made = Element("h1")
    words = {one.terms[0]: one.tag for one in reversed(book.voices)}
    _say(made, [Text(text, tag) for text, tag in reversed(words.items())])
    return made


def _entry(item: Element, texts: Sequence[Text], href: str) -> None:
    _say(SubElement(item, "a", {"href": href}), texts)


def _say(parent: Element, texts: Sequence[Text]) -> None:
    """A text in one or two languages: on a line, with a stroke between."""
    for text in texts:
        span = SubElement(parent, "span", {"lang": text.lang})
        span.text, span.tail = str(text) or "–", " / "
    parent[-1].tail = None


def texts_of(element: Element, lang: str) -> list[Text]:
    """The texts of a heading, each in its language."""
    parts = voices_of(element) if "pair" in classes_of(element) else []
    found = [Text(folded_text(one), one.get("lang", lang)) for one in parts]
    return found or [Text(folded_text(element), element.get("lang", lang))]

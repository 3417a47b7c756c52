"""A book as plain text: what every device since the first one shows.

UTF-8 with a mark of it at the start, lines of at most 72 characters. Side by side becomes one
after the other, each passage with its language: `[tk] …`.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from xml.etree.ElementTree import Element

from ...language.turkmen.hyphenation import SOFT_HYPHEN
from .book import Book
from .tables import aligned, records
from .wrapping import wrap
from .xhtml import classes_of, voices_of

_WIDTH = 72
_UNDERLINES = {"h1": "=", "h2": "-", "h3": "~"}
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    "address article aside blockquote caption dd div dl dt figcaption figure hr li ol p pre section"
    " table tbody td tfoot th thead tr ul".split()
) | {*_HEADINGS}


def plaintext(book: Book) -> bytes:
    """The file's bytes. A page's own text comes first, and then where it is from."""
    chapters = [laid_out(chapter.root) for chapter in book.chapters]
    if book.page:
        return _file([*chapters, laid_out(book.front)])
    title = _heading("contents", [one.terms[0] for one in book.voices])
    listed = [
        wrap(" / ".join(chapter.titles), _WIDTH, f"{number}. ", "   ")
        for number, chapter in enumerate(book.chapters, 1)
    ]
    return _file([laid_out(book.front), f"{title}\n\n" + "\n".join(listed), *chapters])


def _file(parts: Sequence[str]) -> bytes:
    text = f"\n\n\n{'*' * _WIDTH}\n\n\n".join(parts).replace(SOFT_HYPHEN, "")
    return f"{text}\n".encode("utf-8-sig")


def laid_out(root: Element) -> str:
    """A tree of what a book may hold as lines of at most 72 characters."""
    return _joined(_blocks(root, _WIDTH)).replace(SOFT_HYPHEN, "")


def _heading(tag: str, texts: Sequence[str]) -> str:
    """A heading in one or two languages, with a line below."""
    lines = [line for text in dict.fromkeys(texts) for line in wrap(text, _WIDTH).splitlines()]
    under = _UNDERLINES.get("h1" if tag == "contents" else tag, "")
    return "\n".join([*lines, under * max(map(len, lines), default=0)]).rstrip("\n")


def _blocks(element: Element, width: int) -> list[str]:
    """What is in an element, block by block."""
    tag, classes = element.tag, classes_of(element)
    if tag in _HEADINGS:
        return [_heading(tag, [_lines(one) for one in voices_of(element)] or [_lines(element)])]
    if tag in _SHAPES:
        return [_SHAPES[tag](element, width)]
    if "pair" in classes:
        return [_marked(one, width) for one in voices_of(element)]
    if "footnote" in classes:
        return [_note(number, one, width) for number, one in enumerate(element.iter("li"), 1)]
    return _flow(element, width)


def _lines(element: Element) -> str:
    """The text of an element on one line, or on several where the author breaks it."""
    text = _inline(element)
    return "\n".join(" ".join(re.split(r"[ \t\r\f]+", one)).strip() for one in text.split("\0"))


def _inline(element: Element) -> str:
    voices = [one for one in voices_of(element) if "footnote-backref" not in classes_of(one)]
    if len({one.get("lang") for one in voices}) > 1 and not _beside(element, voices).strip():
        return " / ".join(map(_inline, voices))
    parts = [element.text or ""]
    for child in element:
        parts += [_piece(child), child.tail or ""]
    return "".join(parts).replace("\n", " ")


def _beside(element: Element, voices: list[Element]) -> str:
    """The text in an element that is in no language of its own."""
    texts = [element.text, *(one.tail for one in element)]
    texts += ["".join(one.itertext()) for one in element if one not in voices]
    return "".join(filter(None, texts))


def _piece(element: Element) -> str:
    """An inline element as text."""
    classes, text = classes_of(element), _inline(element)
    href = element.get("href", "").removeprefix("mailto:")
    title = element.get("title")
    if element.tag == "br":
        text = "\0"
    elif element.tag == "img":
        text = f"[{element.get('alt')}]" if element.get("alt") else ""
    elif "footnote-backref" in classes:
        text = ""
    elif "footnote-ref" in classes:
        text = f"[{text.strip()}]"
    elif element.tag == "abbr" and title:
        text = f"{text} ({title})"
    elif element.tag == "q":
        text = f"“{text}”"
    elif href and not href.startswith("#") and href.rstrip("/") != text.strip().rstrip("/"):
        text = f"{text} <{href}>"
    return text


def _flow(element: Element, width: int) -> list[str]:
    """Blocks, and the text between them as paragraphs."""
    if not any(child.tag in _BLOCKS for child in element):
        text = _lines(element)
        return [wrap(text, width)] if text.strip() else []
    found: list[str] = []
    loose = Element("p")
    loose.text = element.text
    for child in element:
        if child.tag in _BLOCKS:
            found += _flow(loose, width)
            found += _blocks(child, width)
            loose = Element("p")
            loose.text = child.tail
        else:
            loose.append(child)
    return found + _flow(loose, width)


def _list(element: Element, width: int) -> str:
    start = element.get("start", "")
    number = int(start) if start.lstrip("-").isdigit() else 1
    items = []
    for offset, item in enumerate(element.findall("li")):
        mark = f"{number + offset}. " if element.tag == "ol" else "- "
        items.append(_hung(_blocks(item, width - len(mark)), mark))
    loose = any("\n\n" in one for one in items)
    return ("\n\n" if loose else "\n").join(items)


def _definitions(element: Element, width: int) -> str:
    text, last = "", ""
    for child in _entries(element):
        if child.tag == "dt":
            text += "\n" * (last == "dd") + wrap(_lines(child), width)
        else:
            text += textwrap.indent("\n".join(_blocks(child, width - 4)), "    ")
        text += "\n"
        last = child.tag
    return text.rstrip("\n")


def _entries(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in ("dt", "dd"):
            yield child
        else:
            yield from _entries(child)


def _table(element: Element, width: int) -> str:
    tops = [row for one in element.iterfind("thead") for row in one]
    rows = [row for row in element.iter("tr") if row not in tops]
    head, cells = ([_cells(row) for row in some] for some in (tops, rows))
    right = {at for row in rows for at, cell in enumerate(row) if "right" in classes_of(cell)}
    captions = [block for one in element.iterfind("caption") for block in _blocks(one, width)]
    made = aligned(head, cells, right, width) or records(head, cells, width)
    return _joined([*captions, made])


def _cells(row: Element) -> list[str]:
    return [_lines(cell) for cell in row]


def _note(number: int, item: Element, width: int) -> str:
    return _hung(_blocks(item, width - 4), f"[{number}] ")


def _marked(element: Element, width: int) -> str:
    mark = f"[{element.get('lang')}] "
    return _hung(_flow(element, width - len(mark)), mark)


def _hung(parts: Iterable[str], mark: str) -> str:
    """Blocks behind a mark."""
    tight = list(parts)
    joint = "\n" if all(one.startswith("[") for one in tight) else "\n\n"
    text = textwrap.indent(joint.join(tight), " " * len(mark))
    return mark + text.removeprefix(" " * len(mark))


def _quote(element: Element, width: int) -> str:
    return textwrap.indent(_joined(_flow(element, width - 2)), "> ", lambda _: True)


def _code(element: Element, width: int) -> str:
    del width  # lines of code stay as they are
    return textwrap.indent("".join(element.itertext()).strip("\n"), "    ")


_SHAPES: dict[str, Callable[[Element, int], str]] = {
    "blockquote": _quote,
    "dl": _definitions,
    "hr": lambda *_: "* * *",
    "ol": _list,
    "pre": _code,
    "table": _table,
    "ul": _list,
}


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part.strip())

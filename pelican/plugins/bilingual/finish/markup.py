"""A finished page as a row of tags and texts: read once, written without what no reader needs.

What goes: comments, white space next to blocks, end tags and quotation marks that HTML makes
optional. What a browser builds from it stays the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from html import unescape

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>"
    r"|<!(?P<doctype>[^>]*)>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=\"'<>/]+)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>][^\s>]*)))?"
)
_SELFCLOSING = re.compile(r"(?:^|[\s\"'])/$")
_RAW = frozenset({"script", "style", "textarea", "title"})
"""Elements whose content is text, whatever it looks like."""
_ENTITY = re.compile(r"&#?\w+;")
_SPACE = re.compile(r"[ \t\n\r\f]+")
_BARE = re.compile(r"[^\s\"'=<>`]+")

_UNSEEN = frozenset({"script", "style", "template"})
_INLINE = frozenset("a abbr b bdi cite code dfn em i kbd q s small span strong u wbr".split())
"""Elements within words."""
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_AFTER_P = _HEADINGS | frozenset(
    "address article aside blockquote details div dl fieldset figcaption figure footer form"
    " header hgroup hr main menu nav ol p pre search section table ul".split()
)
"""Elements that end a paragraph by beginning."""
_AROUND_P = frozenset(
    "article aside blockquote body dd details div fieldset figcaption figure footer form"
    " header li main nav section td th".split()
)
"""Elements that end a paragraph by ending."""
_BLOCKS = (
    _AFTER_P
    | _AROUND_P
    | frozenset(
        "body br caption col colgroup dt head html legend link meta option style summary tbody"
        " tfoot thead title tr".split()
    )
)
"""Elements next to which white space means nothing."""
_NEXT = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "thead": {"tbody", "tfoot"},
    "tbody": {"tbody", "tfoot"},
    "option": {"option"},
    "p": _AFTER_P,
    "head": {"body"},
}
"""By element: what its end tag may be left out before."""
_END = {
    "li": {"ul", "ol", "menu"},
    "dd": {"dl"},
    "tr": {"thead", "tbody", "tfoot", "table"},
    "td": {"tr"},
    "th": {"tr"},
    "tbody": {"table"},
    "tfoot": {"table"},
    "option": {"select"},
    "p": _AROUND_P,
    "body": {"html"},
    "html": {""},
}
"""By element: at the end of which elements its own end tag may be left out."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag."""

    name: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    """As they are written, entities and all; None for an attribute without a value."""
    close: bool = False
    selfclosing: bool = False

    def get(self, name: str) -> str | None:
        """The value of an attribute; empty where it has none, None where it is not there."""
        return next((value or "" for key, value in self.attributes if key == name), None)

    def having(self, name: str, value: str) -> Tag:
        """The tag with an attribute added or changed."""
        kept = tuple((k, value if k == name else v) for k, v in self.attributes)
        added = () if self.get(name) is not None else ((name, value),)
        return replace(self, attributes=(*kept, *added))

    def lacking(self, name: str) -> Tag:
        """The tag without an attribute."""
        return replace(self, attributes=tuple(one for one in self.attributes if one[0] != name))


Piece = Tag | str
"""A tag or a text; the doctype and the content of raw elements are texts too."""


def read(html: str) -> Iterator[Piece]:
    """A document in pieces, without comments."""
    return (piece for piece, _ in tokens(html))


def retagged(html: str, change: Callable[[Tag], Tag]) -> str:
    """A document with its start tags changed; all else stays to the letter."""
    made, at = [], 0
    for piece, start, end in spans(html):
        new = piece if isinstance(piece, str) or piece.close else change(piece)
        if new != piece and isinstance(new, Tag):
            made += [html[at:start], _in_quotes(new)]
            at = end
    return "".join([*made, html[at:]])


def _in_quotes(tag: Tag) -> str:
    """A start tag as authors write it: Pelican looks for quotation marks."""
    made = [tag.name]
    for name, value in tag.attributes:
        mark = "'" if '"' in (value or "") else '"'
        made.append(name if value is None else f"{name}={mark}{value}{mark}")
    return f"<{' '.join(made)}{' /' if tag.selfclosing else ''}>"


def tokens(html: str) -> Iterator[tuple[Piece, str]]:
    """The pieces of a document, without comments, each with its letters in the document."""
    return ((piece, html[start:end]) for piece, start, end in spans(html))


def spans(html: str) -> Iterator[tuple[Piece, int, int]]:
    """The pieces of a document, without comments, each with where it begins and ends."""
    at, preformatted = 0, 0
    while found := _TOKEN.search(html, at):
        if found.start() > at:
            yield html[at : found.start()], at, found.start()
        at, name = found.end(), (found["name"] or "").lower()
        if name:
            tag = _tag(name, found["rest"], bool(found["close"]))
            preformatted += (1, -1)[tag.close] * (name == "pre")
            yield tag, found.start(), at
            if name in _RAW and not tag.close:
                end = re.compile(rf"</{name}(?=[\s/>])|\Z", re.IGNORECASE).search(html, at)
                if end and end.start() > at:
                    yield html[at : end.start()], at, end.start()
                    at = end.start()
        elif found["doctype"] is not None or preformatted > 0:
            # Behind a comment, a line break at the beginning of a `pre` counts.
            yield found[0], found.start(), at
    if html[at:].strip():
        yield html[at:], at, len(html)


def is_void(tag: Tag) -> bool:
    """Whether nothing can stand in an element."""
    return tag.selfclosing or tag.name in _VOID


def ends_by(name: str, other: str) -> bool:
    """Whether an element ends where another one begins."""
    return other in _NEXT.get(name, ())


def text_in(pieces: Iterable[Piece]) -> str:
    """The text of a document: what its elements show, tags apart."""
    parts, unseen = list[str](), False
    for piece in pieces:
        if isinstance(piece, Tag):
            unseen = piece.name in _UNSEEN and not piece.close
            if piece.name not in _INLINE:
                parts.append(" ")
        elif not unseen:
            parts.append(unescape(piece))
    return re.sub(r"\s+", " ", "".join(parts)).strip()


OPEN, CLOSE = "\ue00e", "\ue00f"
"""Around words in another language, until the page is whole: private characters of Unicode."""


def marked(text: str, attributes: Iterable[tuple[str, str]]) -> str:
    """A document in which each text between `OPEN` and `CLOSE` is a `span` with these attributes.

    Where there can be none (in attributes, titles, styles, scripts; without `attributes`) the
    characters go, and the text stays.
    """
    if OPEN not in text:
        return text
    start = "".join(f" {name}={_quoted(value)}" for name, value in attributes)
    if not start:
        return text.replace(OPEN, "").replace(CLOSE, "")
    parts, raw = list[str](), False
    for piece, letters in tokens(text):
        if isinstance(piece, str) and not raw:
            parts.append(letters.replace(OPEN, f"<span{start}>").replace(CLOSE, "</span>"))
        else:
            parts.append(letters.replace(OPEN, "").replace(CLOSE, ""))
        if isinstance(piece, Tag):
            raw = piece.name in _RAW and not piece.close
    return "".join(parts)


def unmarked(html: str) -> str:
    """HTML that stands apart from its page's explanations, without the links to them."""
    if "<dfn><a href=" not in html:
        return html
    kept, within = list[str](), 0
    for piece, letters in tokens(html):
        name = piece.name if isinstance(piece, Tag) else ""
        if name == "dfn":
            within = 0 if isinstance(piece, Tag) and piece.close else 1
        elif not (within and name == "a"):
            kept.append(letters)
    return "".join(kept)


@lru_cache(maxsize=4096)
def _tag(name: str, rest: str, close: bool) -> Tag:
    """The tag that is written so; a site writes few that differ, and each of them often."""
    selfclosing = _SELFCLOSING.search(rest) is not None
    attributes = (
        (one["name"].lower(), next((v for v in one.groups()[1:] if v is not None), None))
        for one in _ATTRIBUTE.finditer(rest)
    )
    return Tag(name, tuple(attributes), close, selfclosing)


def names(pieces: Iterable[Piece]) -> set[str]:
    """The names by which a style sheet can ask for a page's elements."""
    found = set()
    for piece in pieces:
        if isinstance(piece, Tag) and not piece.close:
            found.add(piece.name)
            for name, value in piece.attributes:
                found.add(f"[{name}")
                if name == "class":
                    found.update(f".{one}" for one in (value or "").split())
                elif name == "id":
                    found.add(f"#{value}")
                elif name == "href" and piece.name == "a" and (value or "").startswith("http"):
                    found.add("[href^=http")
    return found


def without_elements(pieces: Iterable[Piece], name: str, class_: str) -> Iterator[Piece]:
    """The document without the elements of a name and a class, and without what is in them."""
    depth = 0
    for piece in pieces:
        if isinstance(piece, Tag) and piece.name == name:
            if depth:
                depth += -1 if piece.close else 1
                continue
            if class_ in (piece.get("class") or "").split() and not piece.close:
                depth = 1
        if not depth:
            yield piece


def write(pieces: Iterable[Piece]) -> str:
    """The document, as short as it can be."""
    row, parts = list(pieces), []
    preserved, raw, space, block = 0, False, False, True
    for index, piece in enumerate(row):
        if isinstance(piece, Tag):
            if piece.name in _BLOCKS:
                space, block = False, True
            elif space:
                parts.append(" ")
                space = False
            if piece.name not in _BLOCKS:
                block = False
            preserved += (1, -1)[piece.close] * (piece.name in ("pre", "textarea"))
            raw = piece.name in _RAW and not piece.close
            if preserved or not piece.close or not _optional(piece.name, row, index):
                parts.append(_written(piece))
        elif preserved or raw:
            parts.append(piece)
            space = block = False
        elif piece:
            text = _SPACE.sub(" ", _ENTITY.sub(_character, piece))
            if text[0] == " ":
                space, text = not block, text[1:]
            if text:
                parts.append(f"{' ' * space}{text.removesuffix(' ')}")
                space, block = text[-1] == " ", False
    return "".join(parts)


def _character(entity: re.Match[str]) -> str:
    """The character of an entity, unless it would be markup, or cannot be seen."""
    text = unescape(entity[0])
    safe = len(text) == 1 and text.isprintable() and (not text.isascii() or text in "\"'")
    return text if safe else entity[0]


def _optional(name: str, row: list[Piece], index: int) -> bool:
    """Whether the end tag at this place may be left out before what follows it."""
    before, within = _NEXT.get(name, ()), _END.get(name, ())
    if not before and not within:
        return False
    for at in range(index + 1, len(row)):
        following = row[at]
        if isinstance(following, Tag):
            return following.name in (within if following.close else before)
        if following.strip(" \t\n\r\f"):
            return False
    return name == "html"


def _written(tag: Tag) -> str:
    if tag.close:
        return f"</{tag.name}>"
    attributes = "".join(
        f" {name}" if value is None else f" {name}={_quoted(value)}"
        for name, value in tag.attributes
    )
    slash = "" if not tag.selfclosing else "/" if attributes[-1:] in ("", '"', "'") else " /"
    return f"<{tag.name}{attributes}{slash}>"


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return f'"{value}"' if '"' not in value else f"'{value}'"

"""A finished page as a row of tags and texts: read once, written without what no reader needs.

What goes: comments, white space next to blocks, end tags and quotation marks that HTML makes
optional. What a browser builds from it stays the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from html import unescape
from itertools import compress, count

_RAW = frozenset({"script", "style", "textarea", "title"})
"""Elements whose content is text, whatever it looks like."""
_REST = r"[^\"'>]*(?:(?:\"[^\"]*\"|'[^']*')[^\"'>]*)*>"
_RAW_ELEMENTS = "|".join(
    rf"<(?i:{name})(?=[\s/>]){_REST}[^<]*(?:<(?!/(?i:{name})[\s/>])[^<]*)*" for name in sorted(_RAW)
)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_TOKEN = re.compile(
    rf"({_COMMENT.pattern}|{_RAW_ELEMENTS}|</?[a-zA-Z][^\s/>]*{_REST}|<![^>]*>)", re.DOTALL
)
"""A comment, a raw element up to its end tag, any other tag, or the doctype."""
_TAG = re.compile(rf"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)(?P<rest>{_REST})", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s=\"'<>/]+)(\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>][^\s>]*)))?")
"""Its name, what gives it a value, and the value: one of the last three."""
_SELFCLOSING = re.compile(r"(?:^|[\s\"'])/$")
_ENTITY = re.compile(r"&#?\w+;")
_SPACE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
"""White space that is not a single space already."""
_WHITE = " \t\n\r\f"
"""What HTML takes for white space: a no-break space is text."""
_BARE = re.compile(r"[^\s\"'=<>`]+")

_PRESERVED = frozenset({"pre", "textarea"})
"""Elements in which white space is kept."""
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
_OPTIONAL = frozenset({*_NEXT, *_END})
"""Elements whose end tag can be left out at all."""


@dataclass(frozen=True)
class Tag:
    """A start or end tag; what is made of it is made once, as pages share their tags."""

    name: str
    attributes: tuple[tuple[str, str | None], ...] = ()
    """As they are written, entities and all; None for an attribute without a value."""
    close: bool = False
    selfclosing: bool = False

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.name, self.attributes, self.close, self.selfclosing))

    def get(self, name: str) -> str | None:
        """The value of an attribute; empty where it has none, None where it is not there."""
        for key, value in self.attributes:
            if key == name:
                return value or ""
        return None

    def having(self, name: str, value: str) -> Tag:
        """The tag with an attribute added or changed."""
        kept = tuple((k, value if k == name else v) for k, v in self.attributes)
        added = () if self.get(name) is not None else ((name, value),)
        return replace(self, attributes=(*kept, *added))

    def lacking(self, name: str) -> Tag:
        """The tag without an attribute."""
        return replace(self, attributes=tuple(one for one in self.attributes if one[0] != name))

    @cached_property
    def manners(self) -> tuple[bool, bool, bool]:
        """How it is written, in three answers.

        Whether white space next to it means nothing; whether what is behind it is kept to the
        letter; whether it is an end tag that can be left out somewhere.
        """
        verbatim = self.name in _PRESERVED or self.name in _RAW
        return self.name in _BLOCKS, verbatim, self.close and self.name in _OPTIONAL

    @cached_property
    def names(self) -> frozenset[str]:
        """The names by which a style sheet can ask for the element that it starts."""
        if self.close:
            return frozenset()
        found = {self.name, *(f"[{name}" for name, _ in self.attributes)}
        for name, value in self.attributes:
            if name == "class":
                found.update(f".{one}" for one in (value or "").split())
            elif name == "id":
                found.add(f"#{value}")
            elif name == "href" and self.name == "a" and (value or "").startswith("http"):
                found.add("[href^=http")
        return frozenset(found)

    @cached_property
    def letters(self) -> str:
        """The tag as it is written, as short as it can be."""
        if self.close:
            return f"</{self.name}>"
        attributes = "".join(
            f" {name}" if value is None else f" {name}={_quoted(value)}"
            for name, value in self.attributes
        )
        slash = "" if not self.selfclosing else "/" if attributes[-1:] in ("", '"', "'") else " /"
        return f"<{self.name}{attributes}{slash}>"


Piece = Tag | str
"""A tag or a text; the doctype and the content of raw elements are texts too."""


def read(html: str) -> list[Piece]:
    """A document in pieces, without comments."""
    return Document.read(html).pieces


class Document:
    """A document in pieces, and its tags: what is asked of a tag is asked once."""

    def __init__(self, pieces: list[Piece], tags: list[Tag] | None = None) -> None:
        self.pieces = pieces
        known = {id(one): one for one in pieces if isinstance(one, Tag)} if tags is None else {}
        self.tags = [*known.values()] if tags is None else tags
        """Each object once: pages repeat them."""

    @classmethod
    def read(cls, html: str) -> Document:
        """That of an HTML, without comments."""
        if "<!--" in html:
            return cls([piece for piece, _ in _tokens(html) if piece is not None])
        *parts, last = _TOKEN.split(html)
        known, pieces = {one: _pieces(one) for one in dict.fromkeys(parts[1::2])}, list[Piece]()
        for text, letters in zip(parts[::2], parts[1::2], strict=True):
            if text:
                pieces.append(text)
            pieces += known[letters]
        if last.strip(_WHITE):
            pieces.append(last)
        return cls(pieces, [one for one, *_ in known.values() if isinstance(one, Tag)])

    @cached_property
    def names(self) -> set[str]:
        """The names by which a style sheet can ask for its elements."""
        return set[str]().union(*(one.names for one in self.tags))

    @cached_property
    def raw(self) -> list[tuple[Tag, int]]:
        """Its raw elements that have a text: the start tag, and where the text is."""
        starts = {id(one) for one in self.tags if one.name in _RAW and not one.close}
        ends = compress(count(1), map(starts.__contains__, map(id, self.pieces)))
        found = ((self.pieces[at - 1], at) for at in ends if at < len(self.pieces))
        return [
            (tag, at)
            for tag, at in found
            if isinstance(tag, Tag) and isinstance(self.pieces[at], str)
        ]

    def changed(self, tags: Mapping[int, Tag]) -> Document:
        """The same with other tags, by the ids of those that they stand for."""
        if not tags:
            return self
        pieces = [*map(tags.get, map(id, self.pieces), self.pieces)]
        return Document(pieces, [tags.get(id(one), one) for one in self.tags])


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
    return ((piece, letters) for piece, letters in _tokens(html) if piece is not None)


def spans(html: str) -> Iterator[tuple[Piece, int, int]]:
    """The pieces of a document, without comments, each with where it begins and ends."""
    end = 0
    for piece, letters in _tokens(html):
        start, end = end, end + len(letters)
        if piece is not None:
            yield piece, start, end


def _tokens(html: str) -> Iterator[tuple[Piece | None, str]]:
    """The pieces of a document, each with its letters; comments are None."""
    preformatted = 0
    *parts, last = _TOKEN.split(html)
    for text, letters in zip(parts[::2], parts[1::2], strict=True):
        if text:
            yield text, text
        if letters[1] == "!":
            # Behind a comment, a line break at the beginning of a `pre` counts.
            kept = preformatted > 0 or not _COMMENT.fullmatch(letters)
            yield letters if kept else None, letters
            continue
        tag, *content = _pieces(letters)
        assert isinstance(tag, Tag)
        if tag.name == "pre":
            preformatted += -1 if tag.close else 1
        yield tag, letters[: len(letters) - sum(map(len, content))]
        for one in content:
            yield one, str(one)
    if last.strip(_WHITE):
        yield last, last


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
    return " ".join("".join(parts).split())


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


def first_figure(html: str) -> str:
    """The first `figure` with a class, without what leads into the text around it; empty for none.

    Charts and maps have a class, `bars` and `map`.
    """
    found, depth, note = list[str](), 0, False
    for piece, letters in tokens(unmarked(html)):
        tag = piece if isinstance(piece, Tag) else None
        if tag and tag.name == "figure" and (depth or tag.get("class")):
            depth += -1 if tag.close else 1
        if tag and tag.name == "sup":
            note = not tag.close
        elif (depth or found) and not note:
            found.append(letters)
        if found and not depth:
            break
    return "".join(found)


@lru_cache(maxsize=16_384)
def _pieces(letters: str) -> tuple[Tag] | tuple[Tag, str] | tuple[str]:
    """The tag that is written so; with the content of a raw element, which has no end tag here.

    A site writes few tags that differ, and each of them often.
    """
    found = _TAG.match(letters)
    if not found:  # the doctype
        return (letters,)
    rest = found["rest"][:-1]
    selfclosing = rest.endswith("/") and _SELFCLOSING.search(rest) is not None
    attributes = tuple(
        (name.lower(), double or single or bare if given else None)
        for name, given, double, single, bare in _ATTRIBUTE.findall(rest)
    )
    tag = Tag(found["name"].lower(), attributes, bool(found["close"]), selfclosing)
    return (tag, letters[found.end() :]) if found.end() < len(letters) else (tag,)


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
    row, parts = list(pieces), list[str]()
    preserved, raw, space, block = 0, False, False, True
    for index, piece in enumerate(row):
        if isinstance(piece, Tag):
            is_block, is_verbatim, is_optional = piece.manners
            if space and not is_block:
                parts.append(" ")
            space, block, raw = False, is_block, False
            if is_verbatim:
                if piece.name in _PRESERVED:
                    preserved += -1 if piece.close else 1
                raw = piece.name in _RAW and not piece.close
            if preserved or not is_optional or not _omitted(piece.name, row, index):
                parts.append(piece.letters)
        elif preserved or raw:
            parts.append(piece)
            space = block = False
        elif piece == "\n":
            space = not block
        elif piece:
            text = _squeezed(piece)
            if text[0] == " ":
                space, text = not block, text[1:]
            if text:
                parts.append(f"{' ' * space}{text.removesuffix(' ')}")
                space, block = text[-1] == " ", False
    return "".join(parts)


def _squeezed(text: str) -> str:
    """A text without entities that need none, each row of white space a single one."""
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    return text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)


def _character(entity: re.Match[str]) -> str:
    """The character of an entity, unless it would be markup, or cannot be seen."""
    text = unescape(entity[0])
    seen = text.isprintable() or text == "\xa0"
    safe = len(text) == 1 and seen and (not text.isascii() or text in "\"'")
    return text if safe else entity[0]


def _omitted(name: str, row: list[Piece], index: int) -> bool:
    """Whether the optional end tag at this place may be left out before what follows it."""
    before, within = _NEXT.get(name, ()), _END.get(name, ())
    for at in range(index + 1, len(row)):
        following = row[at]
        if isinstance(following, Tag):
            return following.name in (within if following.close else before)
        if following.strip(_WHITE):
            return False
    return name == "html"


def _quoted(value: str) -> str:
    if _BARE.fullmatch(value):
        return value
    return f'"{value}"' if '"' not in value else f"'{value}'"

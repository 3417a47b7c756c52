"""HTML as a tree of what a book may hold, and trees as well-formed XHTML.

The only importer of tinyhtml5. Trees carry plain names; a name space is an attribute like any
other. What a book cannot use goes: scripts, forms, media, styles, unknown attributes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, fromstring, tostring

from ...errors import BilingualError
from ...finish.markup import marked

XHTML = "http://www.w3.org/1999/xhtml"
_SVG = "http://www.w3.org/2000/svg"
_VOID = "area br col hr img link meta wbr itemref item"
_VOID_END = re.compile(rf"></(?:{'|'.join(_VOID.split())})>")
_NOT_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that XML cannot hold, and control characters that nobody wants."""

_INLINE = frozenset(
    "a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u"
    " var".split()
)
_TEXTS = _INLINE | frozenset("h1 h2 h3 h4 h5 h6 p pre".split())
"""Elements that hold nothing but text and what stands within a line."""
_BLOCKS = frozenset(
    "article aside blockquote caption col colgroup dd div dl dt figcaption figure h1 h2 h3 h4 h5 h6"
    " hr li ol p pre section table tbody td tfoot th thead tr ul".split()
)
_KEPT = _INLINE | _BLOCKS | {"br", "img", "wbr"}
_RENAMED = {
    **dict.fromkeys(("address", "center", "details", "footer", "header", "main", "nav"), "div"),
    "summary": "p",
    "tt": "code",
    "strike": "s",
    "acronym": "abbr",
    "dir": "ul",
    "menu": "ul",
    **dict.fromkeys(("data", "font", "time", "big", "output", "label"), "span"),
}
_DROPPED = frozenset(
    "applet area audio base button canvas datalist dialog embed frame frameset head iframe input"
    " link map meta noembed noframes noscript object param script select source style template"
    " textarea title track video".split()
)
"""Elements that go with everything in them; others lose their tags only."""
_INSIDE = {"li": ("ul", "ol"), "figcaption": ("figure",), "dt": ("dl",), "dd": ("dl",)}
"""Elements that stand nowhere else."""
_EVERYWHERE = frozenset({"id", "class", "lang", "dir", "title"})
_OWN = {
    "a": {"href"},
    "img": {"src", "alt"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"},
    "li": {"value"},
}
_VALUES = {
    "colspan": re.compile(r"[1-9]\d{0,2}"),
    "rowspan": re.compile(r"[1-9]\d{0,2}"),
    "start": re.compile(r"-?\d{1,9}"),
    "value": re.compile(r"-?\d{1,9}"),
    "type": re.compile(r"[1aAiI]"),
    "scope": re.compile(r"row|col|rowgroup|colgroup"),
    "dir": re.compile(r"ltr|rtl|auto"),
    "lang": re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
}
_SIDES = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")


def section_of(html: str) -> Element:
    """A fragment of HTML as the `section` that holds it, with nothing but what a book may hold.

    Raises `BilingualError` where tinyhtml5 is missing.
    """
    try:
        import tinyhtml5  # noqa: PLC0415 # an extra: sites without books need none
    except ImportError:
        raise missing("tinyhtml5") from None
    page = tinyhtml5.parse(
        f"<!DOCTYPE html><body>{_NOT_XML.sub('', html)}", namespace_html_elements=False
    )
    body: Element = next(one for one in page if one.tag == "body")
    body.tag, body.attrib = "section", {}
    _clean(body)
    for element in body.iter():  # character references may have brought others in
        element.text, element.tail = (
            _NOT_XML.sub("", one or "") for one in (element.text, element.tail)
        )
        element.attrib = {name: _NOT_XML.sub("", value) for name, value in element.attrib.items()}
    return body


def parsed_with() -> list[str]:
    """What else than its texts makes a book."""
    return versions("tinyhtml5")


def versions(*packages: str) -> list[str]:
    """The versions of packages that are installed."""
    found = []
    for name in packages:
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def missing(package: str) -> BilingualError:
    """A package of the extra `formats` is not there."""
    return BilingualError(
        f"{package} is missing: without it there are no copies.",
        remedy="Install the plugin's extra: pip install 'pelican-bilingual[formats]'.",
    )


def plain(text: str) -> str:
    """A text on one line, without characters that XML cannot hold."""
    return " ".join(_NOT_XML.sub(" ", marked(text, ())).split())


def folded_text(element: Element) -> str:
    """All text in an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def classes_of(element: Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def voices_of(element: Element) -> list[Element]:
    """The parts of an element that are each in a language of their own."""
    return [one for one in element if one.get("lang")]


def serialise(root: Element) -> bytes:
    """A tree as a document of XML that HTML's parsers read the same way."""
    text = tostring(root, "unicode", short_empty_elements=False)
    doctype = "<!DOCTYPE html>\n" if root.tag == "html" else ""
    text = _VOID_END.sub("/>", text)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{doctype}{text}\n'.encode()


def is_drawing(data: bytes) -> bool:
    """Whether a picture is SVG that does nothing but show itself."""
    try:
        root = fromstring(data)  # noqa: S314 # the author's own file
    except SyntaxError:
        return False
    active = {f"{{{_SVG}}}{name}" for name in ("a", "foreignObject", "image", "script", "style")}
    return root.tag == f"{{{_SVG}}}svg" and not any(one.tag in active for one in root.iter())


def address(link: str) -> str:
    """A link as an address that every reader accepts; empty for one that leads nowhere."""
    try:
        parts = urlsplit(link.strip())
        host = parts.netloc.encode("idna").decode() if parts.netloc else ""
        port = parts.port
    except ValueError:
        return ""
    web = parts.scheme in ("http", "https")
    if not (web and re.fullmatch(r"[\w.@:-]+|\[[\da-f:.]+\]", host, re.ASCII)) and not (
        parts.scheme in ("mailto", "tel") and parts.path
    ):
        return ""
    del port  # asking for it has checked it
    safe = "%/:=&?~+!$,;'@()*"
    path, query, fragment = (
        quote(re.sub(r"%(?![\da-fA-F]{2})", "%25", one), safe)
        for one in (parts.path, parts.query, parts.fragment)
    )
    return urlunsplit((parts.scheme, host, path, query, fragment))


def replace(parent: Element, child: Element, new: list[Element], text: str = "") -> None:
    """Put a text and elements in a child's place; what follows the child stays."""
    at, tail = list(parent).index(child), child.tail or ""
    parent.remove(child)
    for offset, one in enumerate(new):
        parent.insert(at + offset, one)
    if new:
        new[-1].tail = (new[-1].tail or "") + tail
    else:
        text += tail
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _clean(element: Element) -> None:
    """Take from an element what a book may not hold."""
    for child in list(element):
        name = child.tag if isinstance(child.tag, str) else ""
        if not name or name in _DROPPED:
            replace(element, child, [])
            continue
        if name == f"{{{_SVG}}}svg":
            _draw(element, child)
            continue
        _clean(child)
        child.tag = _RENAMED.get(name, name)
        if child.tag in _KEPT:
            child.attrib = _attributes(child)
        else:
            replace(element, child, list(child), child.text or "")
    _fit(element)


def _fit(element: Element) -> None:
    """Take apart what stands where it must not."""
    while element.tag in _TEXTS and (found := _first(element, lambda one: one.tag in _BLOCKS)):
        replace(element, found[0], list(found[0]), found[0].text or "")
    if element.tag in ("ul", "ol") and (_loose(element) or _first(element, _no_item)):
        element.tag = "div"
    if element.tag == "dl":
        row = "".join(one.tag[1] if one.tag in ("dt", "dd") else "-" for one in element)
        if _loose(element) or not re.fullmatch("(?:t+d+)+", row):
            element.tag = "div"
    for child in element:
        if element.tag not in _INSIDE.get(child.tag, (element.tag,)):
            child.tag = "div"


def _first(element: Element, test: Callable[[Element], bool]) -> list[Element]:
    return [child for child in element if test(child)][:1]


def _no_item(element: Element) -> bool:
    return element.tag != "li"


def _loose(element: Element) -> str:
    """Text that stands between elements."""
    return "".join([element.text or "", *(one.tail or "" for one in element)]).strip()


def _attributes(element: Element) -> dict[str, str]:
    kept = {}
    own = _EVERYWHERE | _OWN.get(element.tag, set())
    for name, value in element.attrib.items():
        rule = _VALUES.get(name)
        if name in own and (rule is None or rule.fullmatch(value)):
            kept[name] = value
    side = _SIDES.fullmatch(element.get("style", ""))
    if side and element.tag in ("td", "th"):
        kept["class"] = f"{kept.get('class', '')} {side[1]}".strip()
    if element.tag == "bdo" and "dir" not in kept:
        element.tag = "span"
    return kept


def _draw(parent: Element, svg: Element) -> None:
    """A chart's bar as a box; other drawings go, their title or description stays."""
    if len(svg) or not svg.get("width", "").endswith("%"):
        words = [one for one in svg if one.tag in (f"{{{_SVG}}}title", f"{{{_SVG}}}desc")]
        replace(parent, svg, [], " ".join(map(folded_text, words)))
        return
    classes = f"bar {svg.get('class', '')}".strip()
    width = re.sub(r"[^\d.%]", "", svg.get("width", ""))
    bar = Element("span", {"class": classes, "style": f"width: {width}", "aria-hidden": "true"})
    replace(parent, svg, [bar])

"""The Content-Security-Policy of a page, and what on the page it would forbid.

A page shows what stands in it, and does nothing: no script, no request. Only the search page has
a script, the plugin's own, known by its hash, which reads pages that it has found. A theme asks
for a policy with `<meta http-equiv="Content-Security-Policy" content="">` at the beginning of its
head.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise
from urllib.parse import quote, urlsplit

from .markup import Document, Piece, Tag

_NAME = "content-security-policy"
_ASKED_FOR = frozenset(
    "audio base embed frame iframe object portal script source track video".split()
)
"""Elements that run or load something."""
_RELS = frozenset(
    ["alternate", "author", "canonical", "help", "icon", "license", "next", "prev", "up"]
)
"""What a `link` may be: nothing of it is fetched, but for the icon."""
_WITHIN = re.compile(r"0;url=(?!//)[\w./-]+")
"""A redirect to another page of the site."""
_SCRIPT = re.compile(r"javascript:|vbscript:|data:text/html", re.IGNORECASE)
_IGNORED, _AROUND = dict.fromkeys(b"\t\n\r"), bytes(range(0x21)).decode()
"""Characters that a browser takes no notice of in an address: anywhere, and around it."""
_FETCHED = re.compile(r"@import|url\(\s*[\"']?(?!data:|#)", re.IGNORECASE)


def is_policy(piece: Piece) -> bool:
    """Whether this is the element of the policy."""
    if isinstance(piece, str) or piece.name != "meta":
        return False
    return (piece.get("http-equiv") or "").lower() == _NAME


def asks_for_policy(piece: Piece) -> bool:
    """Whether this is the element that the policy belongs into."""
    return isinstance(piece, Tag) and is_policy(piece) and not piece.get("content")


def policy(styles: Iterable[str], form_action: str, script: str = "") -> str:
    """The strictest policy under which a page with these style elements works.

    `form_action` is where its forms may post to; empty for nowhere. `script` is the one script
    element that may run, may add a file, and may read pages of its own host; browsers that do not
    know `strict-dynamic` let the file come from there, too.
    """
    hashes = " ".join(f"'{_digest(style)}'" for style in dict.fromkeys(styles))
    parts = [
        "default-src 'none'",
        f"style-src {hashes}" if hashes else "",
        f"script-src '{_digest(script)}' 'strict-dynamic' 'self'" if script else "",
        "connect-src 'self'" if script else "",
        "img-src data:",
        f"form-action {_source(form_action) or repr('none')}",
        "base-uri 'none'",
    ]
    return ";".join(filter(None, parts))


def is_script(before: Piece, piece: Piece, script: str) -> bool:
    """Whether a text is the one script that a page may have, in an element without attributes."""
    return bool(script) and piece == script and before == Tag("script")


def breaches(page: Document, form_action: str, script: str = "") -> Iterator[str]:
    """What the policy forbids on a page, each as the subject of a sentence."""
    styles = (page.pieces[at] for tag, at in page.raw if tag.name == "style")
    if any(_breaches(tag, form_action) for tag in page.tags if not tag.close) or any(
        map(_fetches, styles)
    ):
        yield from _in_order(page.pieces, form_action, script)


def _in_order(pieces: Iterable[Piece], form_action: str, script: str) -> Iterator[str]:
    style = False
    for piece, following in pairwise([*pieces, ""]):
        if isinstance(piece, Tag):
            style = piece.name == "style" and not piece.close
            if piece.name != "script" or not is_script(piece, following, script):
                yield from _breaches(piece, form_action)
        elif style and _fetches(piece):
            yield "A style sheet that loads something"


@lru_cache(maxsize=64)
def _fetches(style: str) -> bool:
    return _FETCHED.search(style) is not None


@lru_cache(maxsize=4096)
def _breaches(tag: Tag, form_action: str) -> tuple[str, ...]:
    """What the policy forbids of an element, by its start tag."""
    if tag.close:
        return ()
    data = tag.name == "script" and tag.get("type") == "application/ld+json"
    asked = [f"<{tag.name}>"] if tag.name in _ASKED_FOR and not data else []
    return (*asked, *_element(tag, form_action), *_attributes(tag))


def _element(tag: Tag, form_action: str) -> Iterator[str]:
    """What the policy forbids of an element as a whole."""
    if tag.name == "link":
        rels = set(_value(tag, "rel").lower().split())
        if not _RELS.issuperset(rels):
            yield f'<link rel="{tag.get("rel")}">'
        elif "icon" in rels and not _is_data(_value(tag, "href")):
            yield f'The icon "{tag.get("href")}"'
    elif tag.name == "meta" and _value(tag, "http-equiv").lower() == "refresh":
        if not _WITHIN.fullmatch(_value(tag, "content")):
            yield '<meta http-equiv="refresh"> to another site'
    elif tag.name == "form" and _value(tag, "action") != (form_action or None):
        yield f'A form that posts to "{tag.get("action")}"'
    elif tag.name in ("image", "use", "feimage"):
        for name in ("href", "xlink:href"):
            link = _value(tag, name)
            if link and not link.startswith("#") and not _is_data(link):
                yield f'{name}="{link}" of <{tag.name}>'


def _attributes(tag: Tag) -> Iterator[str]:
    for name, _ in tag.attributes:
        if name == "style" or name.startswith("on"):
            yield f"The attribute {name} of <{tag.name}>"
        elif name in ("srcset", "background", "ping", "formaction", "srcdoc") or (
            name == "src" and not _is_data(_value(tag, name))
        ):
            yield f'{name}="{_value(tag, name)}" of <{tag.name}>'
        elif name.endswith(("href", "action")) and _SCRIPT.match(_value(tag, name)):
            yield f"A script in {name} of <{tag.name}>"


def _value(tag: Tag, name: str) -> str:
    """An attribute's value as a browser reads an address: without what it ignores."""
    return unescape(tag.get(name) or "").translate(_IGNORED).strip(_AROUND).strip()


def _is_data(link: str) -> bool:
    return link.lower().startswith("data:")


def _source(address: str) -> str:
    """An address as a policy names it: no query, and nothing that would end the name."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}{quote(parts.path, safe='/%')}" if address else ""


@lru_cache(maxsize=64)
def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"

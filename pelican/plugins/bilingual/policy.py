"""The Content-Security-Policy of a page, and what on the page it would forbid.

A page shows what stands in it, and does nothing: no script, no request. A theme asks for this
with `<meta http-equiv="Content-Security-Policy" content="">` at the beginning of its head.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator

from .markup import Piece, Tag

_NAME = "content-security-policy"
_ASKED_FOR = frozenset(
    "audio base embed frame iframe object portal script source track video".split()
)
"""Elements that run or load something."""
_RELS = frozenset(
    ["alternate", "author", "canonical", "help", "icon", "license", "next", "prev", "up"]
)
"""What a `link` may be: nothing of it is fetched, but for the icon."""
_WITHIN = re.compile(r"0;url=[\w./-]+")
"""A redirect to another page of the site."""
_FETCHED = re.compile(r"@import|url\(\s*[\"']?(?!data:|#)", re.IGNORECASE)


def asks_for_policy(piece: Piece) -> bool:
    """Whether this is the element that the policy belongs into."""
    return (
        isinstance(piece, Tag)
        and piece.name == "meta"
        and (piece.get("http-equiv") or "").lower() == _NAME
        and not piece.get("content")
    )


def policy(styles: Iterable[str], form_action: str) -> str:
    """The strictest policy under which a page with these style elements works.

    `form_action` is where its forms may post to; empty for nowhere.
    """
    hashes = " ".join(f"'sha256-{_digest(style)}'" for style in dict.fromkeys(styles))
    parts = [
        "default-src 'none'",
        f"style-src {hashes}" if hashes else "",
        "img-src data:",
        f"form-action {form_action or repr('none')}",
        "base-uri 'none'",
    ]
    return ";".join(filter(None, parts))


def breaches(pieces: Iterable[Piece], form_action: str) -> Iterator[str]:
    """What the policy forbids on a page, each as the subject of a sentence."""
    style = False
    for piece in pieces:
        if isinstance(piece, str):
            if style and _FETCHED.search(piece):
                yield "A style sheet that loads something"
            continue
        style = piece.name == "style" and not piece.close
        if piece.close:
            continue
        data = piece.name == "script" and piece.get("type") == "application/ld+json"
        if piece.name in _ASKED_FOR and not data:
            yield f"<{piece.name}>"
        if piece.name == "link" and not _RELS.issuperset((piece.get("rel") or "").lower().split()):
            yield f'<link rel="{piece.get("rel")}">'
        refresh = piece.name == "meta" and (piece.get("http-equiv") or "").lower() == "refresh"
        if refresh and not _WITHIN.fullmatch(piece.get("content") or ""):
            yield '<meta http-equiv="refresh"> to another site'
        if piece.name == "form" and piece.get("action") != form_action:
            yield f'A form that posts to "{piece.get("action")}"'
        yield from _attributes(piece)


def _attributes(tag: Tag) -> Iterator[str]:
    for name, value in tag.attributes:
        link = (value or "").strip().lower()
        if name == "style" or name.startswith("on"):
            yield f"The attribute {name} of <{tag.name}>"
        elif name in ("srcset", "background", "ping") or (
            name == "src" and not link.startswith("data:")
        ):
            yield f'{name}="{value}" of <{tag.name}>'
        elif name in ("href", "action", "formaction") and link.startswith("javascript:"):
            yield f"A script in {name} of <{tag.name}>"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

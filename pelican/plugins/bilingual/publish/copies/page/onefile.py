"""A page of the site as one file, which shows itself wherever it lies, and asks for nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from ....finish.images import MEDIA_TYPES, data_uri
from ....finish.markup import Piece, Tag, read, write
from ....finish.policy import is_policy
from ..archive import relinked

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_TOLD = frozenset({"alternate", "author", "canonical", "license"})
"""What a `link` may be: no browser fetches it."""


def one_file(html: str, page: str, output: Path, elsewhere: str) -> str:
    """The finished HTML of a page with all that it shows, its links leading to the site.

    `page` is its path in the `output`. The site is at the address `elsewhere`, with a stroke at
    its end; where that is empty, what linked to other pages is text. A page of another theme has
    its style sheets and pictures in it, runs no script, and loads nothing.
    """
    pieces = read(html)

    def settle(link: str, _: str) -> str | None:
        try:
            parts = urlsplit(link)
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not (parts.path or parts.query):
            return link
        return urljoin(elsewhere + page, link) if elsewhere else None

    if not any(map(is_policy, pieces)):
        pieces = list(_contained(pieces, posixpath.dirname(page), output))
    return write(relinked(pieces, page, settle))


def _contained(pieces: Sequence[Piece], folder: str, output: Path) -> Iterator[Piece]:
    begun = script = False
    for one in pieces:
        tag = one if isinstance(one, Tag) else None
        if tag and tag.name not in ("html", "head") and not begun:
            begun = True
            yield Tag("meta", (("http-equiv", "Content-Security-Policy"), ("content", _POLICY)))
        if tag and tag.name == "script":
            script = not tag.close
        elif not script:
            yield from _shown(tag, folder, output) if tag else (one,)


def _shown(tag: Tag, folder: str, output: Path) -> Iterator[Piece]:
    if tag.name == "link":
        rel = (tag.get("rel") or "").lower().split()
        sheet = _file(tag.get("href"), folder, output) if rel == ["stylesheet"] else None
        if sheet:
            yield Tag("style")
            yield sheet.read_text("utf-8", "replace").replace("</", "<\\/")
            yield Tag("style", close=True)
        elif _TOLD.issuperset(rel):
            yield tag
    elif tag.name == "img":
        picture = _file(tag.get("src"), folder, output)
        known = picture and picture.suffix.lower() in MEDIA_TYPES
        tag = tag.lacking("srcset")
        yield tag.having("src", data_uri(picture)) if picture and known else tag.lacking("src")
    elif tag.name != "base":
        yield tag


def _file(link: str | None, folder: str, output: Path) -> Path | None:
    """The file in the output that a link leads to."""
    try:
        parts = urlsplit(link or "")
    except ValueError:
        return None
    name = posixpath.normpath(posixpath.join("/", folder, unquote(parts.path)))[1:]
    found = output / name
    return found if not (parts.scheme or parts.netloc) and found.is_file() else None

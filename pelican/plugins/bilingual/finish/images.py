"""Pictures as part of the page that shows them: a page is one request."""

from __future__ import annotations

import base64
import hashlib
import posixpath
from collections.abc import Callable, Container, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

MEDIA_TYPES = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
"""Media types of pictures, by the ends of their names."""


LINKS = ("src", "srcset", "href", "poster", "data")
"""Attributes that lead to files."""


def candidates(srcset: str, change: Callable[[str], str]) -> str:
    """The value of a `srcset` with its addresses changed."""
    found = (one.split(maxsplit=1) for one in srcset.split(",") if one.strip())
    return ", ".join(" ".join([change(link), *width]) for link, *width in found)


def addresses(srcset: str) -> list[str]:
    """The addresses in the value of a `srcset`."""
    return [one.split()[0] for one in srcset.split(",") if one.strip()]


def beside(link: str, page: str, before: str, files: Container[str]) -> str:
    """A link of a page in another folder than the one that it was written for.

    A file beside the page of `before` stays where it is; all are paths in the output.
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path[:1] in ("", "/"):
        return link
    here, there = (
        posixpath.normpath(posixpath.join(posixpath.dirname(one), unquote(parts.path)))
        for one in (page, before)
    )
    if here in files or there not in files:
        return link
    path = posixpath.relpath(there, posixpath.dirname(page) or ".")
    return urlunsplit(parts._replace(path=quote(path)))


def data_uri(path: Path) -> str:
    """A file as an address that holds its content."""
    kind = MEDIA_TYPES[path.suffix.lower()]
    if kind == "image/svg+xml":
        text = " ".join(path.read_text("utf-8").split())
        return f"data:{kind},{quote(text, safe=' !$()*+,-./:;=?@_~')}"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


def digest_of(path: Path) -> bytes:
    """A name for what is in a file; empty if it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).digest()
    except OSError:
        return b""


def picture_of(link: str, page: str, files: Mapping[str, Path]) -> Path | None:
    """The source of a picture that a page links to; None if it is no picture of the site.

    `page` is the page's path in the output, `files` the sources of static files by theirs. A link
    that starts with a stroke leads to the site's root, wherever the site is.
    """
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return None
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    return files.get(path.lstrip("/"))

"""Pictures as part of the page that shows them: a page is one request."""

from __future__ import annotations

import base64
import posixpath
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

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


def data_uri(path: Path) -> str:
    """A file as an address that holds its content."""
    kind = MEDIA_TYPES[path.suffix.lower()]
    if kind == "image/svg+xml":
        text = " ".join(path.read_text("utf-8").split())
        return f"data:{kind},{quote(text, safe=' !$()*+,-./:;=?@_~')}"
    return f"data:{kind};base64,{base64.b64encode(path.read_bytes()).decode()}"


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

"""The whole site as one file that opens from a disk, without a server."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from ...finish.markup import Piece, Tag, read, write
from ...project.urls import save_as, with_index

SITE_FOLDER = "site"
"""The folder in the archive: a name that tells nothing."""
_NOTICE = "README.txt"
_TIME = (1980, 1, 1, 0, 0, 0)
_LINKS = {"a": "href", "area": "href", "link": "href", "form": "action"}
_REFRESH = re.compile(r"(?P<head>\s*\d+\s*;\s*url=)(?P<link>.*)", re.IGNORECASE | re.DOTALL)
_ROOT = "http://site.invalid/"


def pack(files: Iterable[tuple[str, bytes]], stored: Collection[str] = ()) -> bytes:
    """A zip archive of these files in this order: the same bytes whenever it is made.

    Files named in `stored` are not compressed.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _TIME)
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return buffer.getvalue()


def zip_site(
    folder: Path,
    notice: str,
    skip: Collection[str],
    elsewhere: str = "",
    finish: Callable[[str], str] = str,
) -> bytes:
    """The files of a finished site, with links that name the `index.html` of a folder.

    `notice` is the text of a file beside the front page. `skip` are paths that stay out; a link
    to one of them leads to the site at the address `elsewhere`, or nowhere. `finish` makes of a
    page's HTML that in the archive.
    """
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    kept = {name: path for name, path in paths.items() if path.is_file() and name not in skip}

    def settle(link: str, page: str) -> str | None:
        return _settled(link, page, skip, elsewhere)

    def content(name: str) -> bytes:
        if name not in kept:
            return notice.encode()
        data = kept[name].read_bytes()
        if not name.endswith(".html"):
            return data
        return write(relinked(read(finish(data.decode())), name, settle)).encode()

    names = sorted({*kept, _NOTICE})
    return pack((f"{SITE_FOLDER}/{name}", content(name)) for name in names)


def relinked(
    pieces: Iterable[Piece], page: str, settle: Callable[[str, str], str | None]
) -> Iterator[Piece]:
    """A page whose links are what `settle` makes of a link and the page; None takes one away."""
    for piece in pieces:
        if isinstance(piece, str) or piece.close:
            yield piece
            continue
        name = _LINKS.get(piece.name, "")
        link = piece.get(name) if name else None
        if link is not None:
            settled = settle(link, page)
            yield piece.lacking(name) if settled is None else piece.having(name, settled)
        elif piece.name == "meta" and (piece.get("http-equiv") or "").lower() == "refresh":
            yield _refreshed(piece, page, settle)
        else:
            yield piece


def _refreshed(tag: Tag, page: str, settle: Callable[[str, str], str | None]) -> Tag:
    found = _REFRESH.fullmatch(tag.get("content") or "")
    if not found:
        return tag
    return tag.having("content", f"{found['head']}{settle(found['link'], page) or ''}")


def _settled(link: str, page: str, skip: Collection[str], elsewhere: str) -> str | None:
    """A link as it works from a disk; None if there is nothing that it could lead to."""
    try:
        parts = urlsplit(link)
        target = unquote(urlsplit(urljoin(_ROOT + page, link)).path).removeprefix("/")
    except ValueError:
        return link
    if parts.scheme or parts.netloc or not (parts.path or parts.query):
        return link
    if save_as(target) in skip:
        return urljoin(elsewhere, target) if elsewhere else None
    return with_index(link)

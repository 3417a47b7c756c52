"""Copies of the site that travel: books of each edition and of parallel text, and all in one file.

Their names tell nothing of what is in them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...project import urls
from ...project.config import Config
from ...project.integrity import SUMS
from ...site.edition import Edition
from .archive import zip_site
from .book import Book, Origin
from .bookmaker import make_book, make_voice
from .epub import epub
from .pdf import pdf
from .plaintext import plaintext

DOWNLOADS = "downloads"
ARCHIVE = f"{DOWNLOADS}/site.zip"
_BOOKS = {"epub": epub, "pdf": pdf, "txt": plaintext}
BOOK_FORMATS = tuple(_BOOKS)
"""Formats of books, by the endings of their files' names."""
_ONLINE = frozenset({urls.NOT_FOUND, urls.SITEMAP, "CNAME", "robots.txt"})
"""Files that are for servers and search engines."""


@dataclass(frozen=True, slots=True)
class Download:
    """A copy that was written."""

    kind: str
    """One of `BOOK_FORMATS`, or `zip`."""
    languages: tuple[str, ...]
    """Tags: one, two of parallel text, or all of the site."""
    url: str
    """As all addresses of the site: `downloads/en-tk.epub`."""
    size: int
    """Bytes."""


def write_books(
    editions: Mapping[str, Edition],
    config: Config,
    origin: Origin,
    files: Mapping[str, Path],
    output: Path,
    kinds: Collection[str] = BOOK_FORMATS,
) -> list[Download]:
    """Write the books of each edition, and of each pair of languages.

    They need no page to be written yet. `editions` go by language tag; `files` are the sources
    of static files by their paths in the output. Raises `BilingualError` where the extra
    `formats` or a library is missing.
    """
    written = []
    for book in _books(editions, config, origin, files):
        for kind in (one for one in BOOK_FORMATS if one in kinds):
            url = f"{DOWNLOADS}/{book.name}.{kind}"
            data = _BOOKS[kind](book)
            _write(output / url, data)
            written.append(Download(kind, book.tags, url, len(data)))
    return written


def write_archive(
    editions: Mapping[str, Edition], origin: Origin, output: Path, unlisted: Collection[str] = ()
) -> Download:
    """Write the site as one file, once all its pages are in `output`; `unlisted` ones stay out."""
    every = list(editions.values())
    given = {"voices": [make_voice(one) for one in every], "origin": origin}
    notice = every[0].templates.get("book/readme.txt").render(given).strip() + "\n"
    sums = {path.name for path in output.glob(f"{SUMS}*")}
    elsewhere = next(iter(origin.addresses), "")
    data = zip_site(output, notice, {ARCHIVE, *_ONLINE, *sums, *unlisted}, elsewhere)
    _write(output / ARCHIVE, data)
    return Download("zip", tuple(editions), ARCHIVE, len(data))


def _books(
    editions: Mapping[str, Edition], config: Config, origin: Origin, files: Mapping[str, Path]
) -> Iterator[Book]:
    source = editions[config.source.tag]
    for edition in editions.values():
        yield make_book([edition], config.source, origin, files)
    if config.parallel:
        for target in config.targets:
            yield make_book([source, editions[target.tag]], config.source, origin, files)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

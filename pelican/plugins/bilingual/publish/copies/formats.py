"""Copies that travel: books of each edition and of parallel text, each page, and all in one file.

Names of books tell nothing of what is in them; those of a page's copies are its address.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...project import urls
from ...project.cache import Cache
from ...project.config import BOOKS, Config
from ...project.output.integrity import SUMS
from ...project.processes import apart, shared
from ...site.edition import Edition
from .archive import zip_site
from .book import Origin, Sought, book_name
from .bookmaker import is_as_sought, make_book
from .epub import epub
from .manuscript import Manuscript, alone, contents_of, dated, make_voice, manuscript, volumes
from .pdf import drawn_with, pdf
from .plaintext import plaintext
from .xhtml import parsed_with

DOWNLOADS = "downloads"
ARCHIVE = f"{DOWNLOADS}/site.zip"
_MAKERS = dict(zip(BOOKS, (epub, pdf, plaintext), strict=True))
_OF_A_PAGE = ("epub", "txt")
"""Formats that a page has by itself, too."""
_ONLINE = frozenset({urls.NOT_FOUND, urls.SITEMAP, "CNAME", "robots.txt"})
"""Files that are for servers and search engines."""


@dataclass(frozen=True, slots=True)
class Download:
    """A copy that was written."""

    kind: str
    """One of `BOOKS`, or `zip`."""
    languages: tuple[str, ...]
    """Tags: one, two of parallel text, or all of the site."""
    url: str
    """As all addresses of the site: `downloads/en-tk.epub`."""
    size: int
    """Bytes."""
    volume: str = ""
    """Which of several books this is, `2026`; empty for one that has all pages."""
    pages: frozenset[str] = frozenset()
    """The addresses of the pages in a volume."""
    page: str = ""
    """The address of the page that is copied alone; empty for a book."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A book's file, as it is kept for the next build."""

    data: bytes
    sought: list[Sought]


def write_books(
    editions: Mapping[str, Edition],
    config: Config,
    origin: Origin,
    files: Mapping[str, Path],
    output: Path,
    cache: Cache | None = None,
) -> list[Download]:
    """Write the books of each edition, and of each pair of languages, and each page by itself.

    They need no page to be written yet. `editions` go by language tag; `files` are the sources
    of static files by their paths in the output. What the `cache` has is not made again. Raises
    `BilingualError` where the extra `formats` or a library is missing.
    """
    books, cache = list(_planned(editions, config, origin)), cache or Cache()
    pages, written = list(_alone(editions, config, books)), []
    for share, planned in ((apart, books), (shared, pages)):
        made = _made(planned, files, cache, share, config.processes)
        for (text, _), copies in zip(planned, made, strict=True):
            for kind, copy in copies.items():
                written.append(_download(text, kind, len(copy.data)))
                write_copy(output / written[-1].url, copy.data)
    return written


def _download(text: Manuscript, kind: str, size: int) -> Download:
    tags = tuple(one.tag for one in text.voices)
    url = f"{DOWNLOADS}/{book_name(tags, text.volume)}.{kind}"
    if text.page:
        url = urls.file_beside(text.leaves[0].save_as, f".{kind}")
    pages = frozenset(one.url for one in text.leaves if text.volume)
    return Download(kind, tags, url, size, text.volume, pages, text.page)


def write_archive(
    editions: Mapping[str, Edition],
    origin: Origin,
    output: Path,
    left_out: Collection[str] = (),
    finish: Callable[[str], str] = str,
) -> Download:
    """Write the site as one file, once all its pages are in `output`, but for files `left_out`.

    `finish` makes of a page's HTML that in the archive.
    """
    every = list(editions.values())
    given = {"voices": [make_voice(one) for one in every], "origin": origin}
    notice = every[0].templates.get("book/readme.txt").render(given).strip() + "\n"
    sums = {path.name for path in output.glob(f"{SUMS}*")}
    elsewhere = next(iter(origin.addresses), "")
    data = zip_site(output, notice, {ARCHIVE, *_ONLINE, *sums, *left_out}, elsewhere, finish)
    write_copy(output / ARCHIVE, data)
    return Download("zip", tuple(editions), ARCHIVE, len(data))


def _planned(
    editions: Mapping[str, Edition], config: Config, origin: Origin
) -> Iterator[tuple[Manuscript, list[str]]]:
    """Each book with its formats."""
    source = editions[config.source.tag]
    where = origin.site_url, origin.mirrors
    groups = [[one] for one in editions.values()]
    groups += [[source, editions[one.tag]] for one in config.targets if config.parallel]
    for group in groups:
        contents = contents_of(group)
        kinds: dict[int, list[str]] = {}
        for kind in (one for one in BOOKS if one in config.copies):
            most = config.copies[kind]
            kinds.setdefault(most if len(contents) > most else 0, []).append(kind)
        for most, those in kinds.items():
            for volume, part in volumes(contents, most):
                own = dated(part, *where) if volume else origin
                yield manuscript(group, config.source, own, part, volume), those


def _alone(
    editions: Mapping[str, Edition], config: Config, books: Iterable[tuple[Manuscript, list[str]]]
) -> Iterator[tuple[Manuscript, list[str]]]:
    """Each page of the books by itself, once."""
    kinds = [one for one in _OF_A_PAGE if one in config.copies]
    leaves = {leaf.url: (text, leaf) for text, _ in reversed([*books]) for leaf in text.leaves}
    for text, leaf in leaves.values():
        yield alone(text, leaf, editions[text.voices[0].tag]), kinds


def _made(
    planned: Sequence[tuple[Manuscript, Sequence[str]]],
    files: Mapping[str, Path],
    cache: Cache,
    share: Callable[..., Iterator[dict[str, Copy]]],
    processes: int,
) -> Iterator[dict[str, Copy]]:
    """The files of each book by their formats, from an earlier run or made now."""
    tools: dict[str, list[object]] = {kind: [parsed_with()] for kind in BOOKS}
    if any("pdf" in kinds for _, kinds in planned):
        tools["pdf"] += drawn_with()
    keys = [
        {kind: cache.digest("copy", kind, tools[kind], text.facts) for kind in kinds}
        for text, kinds in planned
    ]
    kept = [{kind: cache.get(key, Copy) for kind, key in each.items()} for each in keys]
    lacking = [
        [kind for kind, copy in each.items() if not copy or not is_as_sought(copy.sought, files)]
        for each in kept
    ]
    todo = [number for number, kinds in enumerate(lacking) if kinds]

    def work(at: int) -> dict[str, Copy]:
        book = make_book(planned[todo[at]][0], files)
        return {kind: Copy(_MAKERS[kind](book), list(book.sought)) for kind in lacking[todo[at]]}

    made = share(work, len(todo), processes)
    for number, copies in enumerate(kept):
        for kind, copy in next(made).items() if lacking[number] else ():
            cache.put(keys[number][kind], copy)
            copies[kind] = copy
        yield copies


def write_copy(path: Path, data: bytes) -> None:
    """Write a file of the output, and the folder that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)

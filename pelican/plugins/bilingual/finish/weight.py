"""How heavy a page is on the wire, and which of its parts weigh most."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import accumulate, chain, permutations
from pathlib import Path, PurePosixPath

from ..errors import BilingualError
from ..project.config import Config
from ..project.urls import is_own_copy, search_url
from .markup import Piece, Tag, read, text_in, write

LEVEL = 6
"""The level of gzip that web servers use by default."""
_WHOLE = frozenset("aside details figure footer header nav section style svg table".split())
"""Elements that are weighed as a part."""
_STARTS = frozenset({"h2"})
_ENDS = _STARTS | {"section", "footer", "main"}
_TRIED = 32
"""How many parts of a page are weighed: a long page has thousands."""


def weigh(html: str) -> int:
    """Bytes of a page under gzip."""
    return len(gzip.compress(html.encode(), LEVEL, mtime=0))


def fits(html: str, budget: int) -> bool:
    """Whether a page is within its budget of bytes; for most a look at half the cost is enough.

    zlib at its quickest packs pages a tenth less than `weigh` does.
    """
    quick = len(zlib.compress(html.encode(), 1)) + 12  # what gzip has around it
    return quick < 0.98 * budget or weigh(html) <= budget


def bare(pieces: Iterable[Piece]) -> str:
    """What a page gives to read, as plain text in its order, for comparison with its weight.

    Words, numbers and captions, what abbreviations stand for, and the addresses of links that
    leave the site: whoever reads a page as text or on paper follows a source by its address. Links
    within the site, names for screen readers, style, drawings and data for machines are none.
    """
    return text_in(chain.from_iterable(map(_said, pieces)))


def _said(piece: Piece) -> Iterator[Piece]:
    """A piece, and what its tag says besides it."""
    yield piece
    if isinstance(piece, Tag) and not piece.close:
        said = piece.get({"a": "href", "abbr": "title"}.get(piece.name, "")) or ""
        if piece.name == "abbr" or said.startswith(("http:", "https:")):
            yield f" {said} "


def heaviest(pieces: Iterable[Piece], count: int = 4) -> list[tuple[str, int]]:
    """The parts of a page that weigh most, with the bytes that the page would lose with each.

    Only the `_TRIED` longest parts are weighed, each by compressing the page without it.
    """
    row = list(pieces)
    whole, parts = weigh(write(row)), []
    for start, stop in nlargest(_TRIED, _parts(row), key=_length(row)):
        parts.append((_name(row, start, stop), whole - weigh(write(row[:start] + row[stop:]))))
    return sorted(parts, key=lambda part: -part[1])[:count]


def _length(row: Sequence[Piece]) -> Callable[[tuple[int, int]], int]:
    """How many letters a slice of a page has."""
    ends = [0, *accumulate(len(one if isinstance(one, str) else one.letters) for one in row)]
    return lambda part: ends[part[1]] - ends[part[0]]


def _parts(row: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """The slices of a page that are parts: whole elements, and sections from heading to heading."""
    stops, begun, headings = dict[int, int](), dict[str, list[int]](), list[int]()
    for index, piece in enumerate(row):
        if not isinstance(piece, Tag):
            continue
        if piece.name in _ENDS and (not piece.close or piece.name not in _STARTS):
            stops.update(dict.fromkeys(headings, index))
            headings.clear()
        if piece.name in _STARTS and not piece.close:
            headings.append(index)
        elif piece.name in _WHOLE and piece.close and begun.get(piece.name):
            stops[begun[piece.name].pop()] = index + 1
        elif piece.name in _WHOLE and piece.selfclosing:
            stops[index] = index + 1
        elif piece.name in _WHOLE and not piece.close:
            begun.setdefault(piece.name, []).append(index)
    for start in chain(headings, *begun.values()):
        stops[start] = len(row)
    return ((start, stops[start]) for start in sorted(stops))


def _name(row: Sequence[Piece], start: int, stop: int) -> str:
    """What people know a part by."""
    first = row[start]
    assert isinstance(first, Tag)
    if first.name in _STARTS:
        closed = (n for n in range(start, stop) if row[n] == Tag(first.name, close=True))
        return f"the section {_words(row[start : next(closed, stop)])}"
    words = _words(row[start:stop]) if first.name != "style" else ""
    return f"<{first.name}> {words}".strip()


def _words(pieces: Iterable[Piece]) -> str:
    """What a part begins with, in quotation marks."""
    text = " ".join(piece for piece in pieces if isinstance(piece, str))
    text = re.sub(r"\s+", " ", text).strip()
    return f"“{text[:40].strip()}{'…' * (len(text) > 40)}”" if text else ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A page of the output, on the wire."""

    path: str
    """Below the output folder: `en/about/index.html`."""
    kind: str
    size: int
    budget: int
    """0 for none."""
    text: int = 0
    """Bytes of its bare text under gzip."""

    @property
    def is_over(self) -> bool:
        """It weighs more than it may."""
        return 0 < self.budget < self.size


def table(output: Path, config: Config) -> str:
    """All pages in Markdown, the heaviest first; `BilingualError` if there are none."""
    pages = sorted(_pages(output, config), key=lambda one: (-one.size, one.path))
    if not pages:
        raise BilingualError(
            "There is no built page.", str(output), "Build the site first: run pelican."
        )
    over, size = sum(one.is_over for one in pages), sum(one.size for one in pages)
    total = f"{len(pages)} pages, {over or 'none'} over budget, {size:,} bytes in all."
    head = [
        f"| page | kind | gzip -{LEVEL} | budget | used | × bare text |",
        "|---|---|--:|--:|--:|--:|",
    ]
    return "\n".join([*head, *map(_row, pages), "", total])


def _pages(output: Path, config: Config) -> Iterator[Weighed]:
    for file in output.rglob("*.html"):
        path = file.relative_to(output).as_posix()
        if is_own_copy(path):
            continue
        kind = kind_of(path, config)
        html = file.read_bytes().decode("utf-8", "replace")
        budget = config.budget(kind, path.partition("/")[0])
        yield Weighed(path, kind, weigh(html), budget, weigh(bare(read(html))))


def kind_of(path: str, config: Config) -> str:
    """What budget a file has, by its path in the site's own shape."""
    tags = [language.tag for language in config.languages]
    folder, *rest = PurePosixPath(path).parts
    if folder in {f"{one}-{other}" for one, other in permutations(tags, 2)}:
        return "parallel"
    is_page = folder in tags and (len(rest) == 2 or rest[0] == "drafts")
    if folder in tags and config.search and path.startswith(search_url(f"{folder}/")):
        return "search"
    return "page" if is_page else "listing"


def _row(page: Weighed) -> str:
    size = f"**{page.size:,}**" if page.is_over else f"{page.size:,}"
    budget, used = "–", "–"
    if page.budget:
        budget, used = f"{page.budget:,}", f"{page.size / page.budget:.0%}"
    address = page.path.removesuffix("index.html").replace("|", "\\|") or "/"
    return (
        f"| `{address}` | {page.kind} | {size} | {budget} | {used} | {page.size / page.text:.2f} |"
    )

"""How heavy a page is on the wire, and which of its parts weigh most."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path, PurePosixPath

from ..errors import BilingualError
from ..project.config import Config
from ..project.urls import save_as, search_url
from .markup import Piece, Tag, write

LEVEL = 6
"""The level of gzip that web servers use by default."""
_WHOLE = frozenset("aside details figure footer header nav section style svg table".split())
"""Elements that are weighed as a part."""
_STARTS = frozenset({"h2"})
_ENDS = _STARTS | {"section", "footer", "main"}


def weigh(html: str) -> int:
    """Bytes of a page under gzip."""
    return len(gzip.compress(html.encode(), LEVEL, mtime=0))


def heaviest(pieces: Iterable[Piece], count: int = 4) -> list[tuple[str, int]]:
    """The parts of a page that weigh most, with the bytes that the page would lose with each."""
    row = list(pieces)
    whole = weigh(write(row))
    parts = [
        (name, whole - weigh(write(row[:start] + row[stop:]))) for name, start, stop in _parts(row)
    ]
    return sorted(parts, key=lambda part: -part[1])[:count]


def _parts(row: list[Piece]) -> Iterator[tuple[str, int, int]]:
    """Names of parts, with the slice of the page that each of them is."""
    for start, piece in enumerate(row):
        if not isinstance(piece, Tag) or piece.close:
            continue
        if piece.name in _WHOLE:
            stop = _end(row, start)
            words = _words(row[start:stop]) if piece.name != "style" else ""
            yield f"<{piece.name}> {words}".strip(), start, stop
        elif piece.name in _STARTS:
            stop = next((n for n in range(start + 1, len(row)) if _is(row[n], _ENDS)), len(row))
            heading = _words(row[start : _end(row, start)])
            yield f"the section {heading}", start, stop


def _is(piece: Piece, names: frozenset[str]) -> bool:
    return (
        isinstance(piece, Tag)
        and piece.name in names
        and (not piece.close or piece.name not in _STARTS)
    )


def _end(row: list[Piece], start: int) -> int:
    """Behind the end tag of the element that begins here."""
    first, depth = row[start], 0
    assert isinstance(first, Tag)
    for index in range(start, len(row)):
        piece = row[index]
        if isinstance(piece, Tag) and piece.name == first.name:
            depth += -1 if piece.close else not piece.selfclosing
            if depth <= 0:
                return index + 1
    return len(row)


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
    head = [f"| page | kind | gzip -{LEVEL} | budget | used |", "|---|---|--:|--:|--:|"]
    return "\n".join([*head, *map(_row, pages), "", total])


def _pages(output: Path, config: Config) -> Iterator[Weighed]:
    for file in output.rglob("*.html"):
        path = file.relative_to(output).as_posix()
        kind = kind_of(path, config)
        size = weigh(file.read_bytes().decode("utf-8", "replace"))
        yield Weighed(path, kind, size, config.budget(kind, path.partition("/")[0]))


def kind_of(path: str, config: Config) -> str:
    """What budget a file has, by its path in the site's own shape."""
    tags = [language.tag for language in config.languages]
    folder, *rest = PurePosixPath(path).parts
    if folder in {f"{one}-{other}" for one, other in permutations(tags, 2)}:
        return "parallel"
    is_page = folder in tags and (len(rest) == 2 or rest[0] == "drafts")
    if folder in tags and config.search and path == save_as(search_url(f"{folder}/")):
        return "search"
    return "page" if is_page else "listing"


def _row(page: Weighed) -> str:
    size = f"**{page.size:,}**" if page.is_over else f"{page.size:,}"
    budget, used = "–", "–"
    if page.budget:
        budget, used = f"{page.budget:,}", f"{page.size / page.budget:.0%}"
    address = page.path.removesuffix("index.html").replace("|", "\\|") or "/"
    return f"| `{address}` | {page.kind} | {size} | {budget} | {used} |"

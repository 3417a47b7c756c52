"""What the built pages weigh, as a table for those who review a change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path, PurePosixPath

from .config import Config
from .errors import BilingualError
from .urls import save_as, search_url
from .weight import LEVEL, weigh


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
    if folder in tags and config.search and path == save_as(search_url(folder)):
        return "search"
    return "page" if is_page else "listing"


def _row(page: Weighed) -> str:
    size = f"**{page.size:,}**" if page.is_over else f"{page.size:,}"
    budget, used = "–", "–"
    if page.budget:
        budget, used = f"{page.budget:,}", f"{page.size / page.budget:.0%}"
    address = page.path.removesuffix("index.html").replace("|", "\\|") or "/"
    return f"| `{address}` | {page.kind} | {size} | {budget} | {used} |"

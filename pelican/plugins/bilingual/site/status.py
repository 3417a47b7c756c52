"""The status page's figures: what each language has of each page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..catalog.coverage import Coverage, coverage
from ..project.config import Language
from ..project.files import DOMAIN
from .build import Build
from .versions import Versions

_ROWS, _FEWEST = 80, 10
"""How many pages the status page names in all languages together, and at least in each."""


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One page in one language, or several together."""

    title: str
    url: str
    """The page, relative to the site's root; empty for the theme's strings."""
    catalog: str
    """The catalog's path."""
    edit_url: str
    """Where it can be edited; empty if nowhere."""
    coverage: Coverage | None
    """None for a page that a file of its own translates, which `catalog` then names."""
    pages: int = 0
    """Of how many pages this is the sum; 0 for one page, or the theme's strings."""

    @property
    def bars(self) -> list[tuple[str, float, float]]:
        """The states as parts of a bar 100 wide: name, start, width."""
        one = self.coverage or Coverage()
        counts = {
            "reviewed": one.reviewed,
            "translated": one.translated - one.reviewed,
            "stale": one.stale,
            "fuzzy": one.fuzzy,
            "untranslated": one.untranslated,
        }
        bars, start = [], 0.0
        for name, count in counts.items():
            width = round(100 * count / one.total, 1) if one.total else 0
            if width:
                bars.append((name, round(start, 1), width))
            start += width
        return bars


def status(build: Build, versions: Iterable[Versions]) -> list[tuple[Language, list[StatusRow]]]:
    """The rows of every target language: the theme's strings, then public pages by title.

    Of very many pages, those with the most words left, and the others as one row.
    """
    pages = sorted(
        (one for one in versions if one.page and one.page.public),
        key=lambda one: str(one.source.title),
    )
    found = []
    for language in build.config.targets:
        site = build.publication.site(language)
        keys = [key for key in site.messages if key[1]]
        rows = [_row(build, DOMAIN, "", site.path, coverage(keys, site))]
        for one in pages:
            assert one.page
            content = one.languages[language.tag]
            path = build.store.path(language, one.page.domain)
            if content.coverage is None:
                path = Path(content.pelican.source_path)
            name = build.project.shown(path)
            rows.append(_row(build, content.title, content.url, name, content.coverage))
        most = max(_FEWEST, _ROWS // len(build.config.targets))
        found.append((language, [rows[0], *summed(rows[1:], most)]))
    return found


def summed(rows: Sequence[StatusRow], most: int) -> list[StatusRow]:
    """The rows, at most this many of them: those with the most words left, and one of the rest."""
    if len(rows) <= most:
        return [*rows]
    ranked = sorted(rows, key=lambda row: row.coverage.words_left if row.coverage else -1)
    rest = ranked[: len(rows) - most + 1]
    left = {id(row) for row in rest}
    known = (row.coverage for row in rest if row.coverage)
    whole = StatusRow("", "", "", "", sum(known, Coverage()), len(rest))
    return [*(row for row in rows if id(row) not in left), whole]


def _row(build: Build, title: str, url: str, path: str, found: Coverage | None) -> StatusRow:
    return StatusRow(title, url, path, build.config.edit_link(path), found)

"""The status page's figures: what each language has of each page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ..catalog.coverage import Coverage, coverage
from ..project.config import Language
from ..project.files import DOMAIN
from .build import Build
from .versions import Versions


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One page in one language."""

    title: str
    url: str
    """The page, relative to the site's root; empty for the theme's strings."""
    catalog: str
    """The catalog's path."""
    edit_url: str
    """Where it can be edited; empty if nowhere."""
    coverage: Coverage | None
    """None for a page that a file of its own translates, which `catalog` then names."""

    @property
    def bars(self) -> list[tuple[str, float, float]]:
        """The states as parts of a bar 100 wide: name, start, width."""
        one = self.coverage or Coverage()
        counts = {
            "reviewed": one.reviewed,
            "translated": one.translated - one.reviewed,
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
    """The rows of every target language: the theme's strings, then public pages by title."""
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
        found.append((language, rows))
    return found


def _row(build: Build, title: str, url: str, path: str, found: Coverage | None) -> StatusRow:
    edit_url = build.config.edit_url
    return StatusRow(title, url, path, edit_url.format(path=path) if edit_url else "", found)

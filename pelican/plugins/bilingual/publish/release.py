"""What is done with a finished output before readers get it: copies, sums, signature."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..language.cldr import file_size
from ..project import urls
from ..project.config import Config
from ..project.integrity import write_sums
from ..project.signature import sign
from ..site.core import body, files_by_path
from ..site.edition import Edition
from ..site.versions import Version
from .copies.book import Origin
from .copies.cards import card
from .copies.formats import ARCHIVE, Download, write_archive, write_books

_TOKEN = re.compile(r"@@zip ([\w-]+)@@")
"""Stands on pages for the size of the archive, which holds them; with the language's tag."""
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy as a page offers it."""

    kind: str
    """`EPUB`, `PDF`, `TXT` or `ZIP`."""
    url: str
    size: str
    """As readers read it: `23 kB`."""


@dataclass(slots=True)
class Release:
    """The copies of one run."""

    editions: Mapping[str, Edition]
    config: Config
    siteurl: str
    output: Path
    unlisted: frozenset[str] = frozenset()
    """Files of pages that are not public."""
    downloads: list[Download] = field(default_factory=list)

    def write_copies(self, files: Mapping[str, Path]) -> None:
        """Write the books and the preview images; `files` are static ones by their addresses."""
        self.downloads = write_books(self.editions, self.config, self.origin, files, self.output)
        for edition in self.editions.values() if self.siteurl and not self.config.neutral else ():
            template = edition.templates.get("book/card.html")
            for item in (*edition.followed, *edition.pages):
                path = self.output / card_url(item.bilingual)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(card(template.render({**edition.context, "item": item.bilingual})))

    def offers(self, tags: Sequence[str], language: Edition) -> list[Offer]:
        """The copies for readers of these languages."""
        locale = language.language.locale
        found = [
            Offer(one.kind.upper(), one.url, file_size(one.size, locale))
            for one in self.downloads
            if one.languages == tuple(tags)
        ]
        if not self.downloads:
            return []
        return [*found, Offer("ZIP", ARCHIVE, f"@@zip {language.language.tag}@@")]

    def preview_image(self, item: Version | None) -> str:
        """The absolute address of a page's preview image; empty for none."""
        url = card_url(item) if item is not None and self.downloads else ""
        return urls.absolute(self.siteurl, url) if (self.output / url).is_file() else ""

    @property
    def origin(self) -> Origin:
        """Date and version of the texts: the same wherever and whenever they are built."""
        contents = [
            one for edition in self.editions.values() for one in (*edition.articles, *edition.pages)
        ]
        days = [getattr(one, "modified", getattr(one, "date", _BEGINNING)) for one in contents]
        newest = max((_aware(day) for day in days), default=_BEGINNING)
        digest = hashlib.sha256()
        for content in contents:
            digest.update(f"{content.title}\0{body(content)}\0".encode())
        version = f"{newest.date().isoformat()}-{digest.hexdigest()[:8]}"
        return Origin(newest, version, self.siteurl, self.config.mirrors)

    def finish(self) -> Callable[[Path, Mapping[str, str], Mapping[str, str]], None]:
        """Once everything is written: the archive, its size on the pages.

        Returns what writes sums and signature, when what was kept of the old output is there, too.
        """
        if self.downloads:
            self._write_archive()

        def seal(folder: Path, listed: Mapping[str, str], kept: Mapping[str, str]) -> None:
            file = write_sums(folder, listed, kept)
            if self.config.signing_key and not self.config.preview:
                sign(file, self.config.signing_key)

        return seal

    def _write_archive(self) -> None:
        """The pages in the archive do not say how large it is."""
        pages = {path: path.read_text("utf-8") for path in self.output.rglob("*.html")}
        pages = {path: text for path, text in pages.items() if _TOKEN.search(text)}
        for path, text in pages.items():
            path.write_text(_TOKEN.sub("", text), "utf-8")
        size = write_archive(self.editions, self.origin, self.output, self.unlisted).size
        locales = {tag: edition.language.locale for tag, edition in self.editions.items()}
        for path, text in pages.items():
            path.write_text(
                _TOKEN.sub(lambda found: file_size(size, locales[found[1]]), text), "utf-8"
            )


def card_url(item: Version) -> str:
    """Where the preview image of a page is; a parallel page has its source's."""
    item = item.versions.source if item.pair else item
    return f"cards/{item.lang}/{item.slug}.png"


def static_files(context: Mapping[str, Any]) -> dict[str, Path]:
    """The sources of static files by their paths in the output."""
    return {one.save_as: Path(one.source_path) for one in files_by_path(context).values() if one}


def _aware(day: datetime) -> datetime:
    return day if day.tzinfo else day.replace(tzinfo=UTC)

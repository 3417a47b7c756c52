"""What is done with a finished output before readers get it: copies, sums, signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..language.cldr import file_size
from ..project import urls
from ..project.cache import Cache
from ..project.config import BOOKS, Config
from ..project.integrity import write_sums
from ..project.signature import sign
from ..site.core import files_by_path
from ..site.edition import Edition
from ..site.versions import Version
from .copies.book import Origin
from .copies.cards import card
from .copies.formats import ARCHIVE, DOWNLOADS, Download, write_archive, write_books
from .copies.manuscript import dated
from .copies.memo import memo_each
from .copies.pdf import drawn_with
from .precompression import precompress

_TOKEN = re.compile(rf"@@({DOWNLOADS}/[\w.-]+) ([\w-]+)@@")
"""Stands on pages for the size of a copy, as readers of a language read it.

The archive holds the pages; and no page changes because another one makes a book longer.
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy as a page offers it."""

    kind: str
    """`EPUB`, `PDF`, `TXT` or `ZIP`."""
    url: str
    size: str
    """As readers read it: `23 kB`."""
    volume: str = ""
    """Which of several books it is, `2026`."""


@dataclass(slots=True)
class Release:
    """The copies of one run."""

    editions: Mapping[str, Edition]
    config: Config
    siteurl: str
    output: Path
    unlisted: frozenset[str] = frozenset()
    """Files of pages that are not public."""
    cache: Cache = field(default_factory=Cache)
    downloads: list[Download] = field(default_factory=list)
    _books: dict[tuple[str, ...], Download] = field(default_factory=dict)
    """By format, languages and a page that is in it; the newest of all by no page."""

    def write_copies(self, files: Mapping[str, Path]) -> None:
        """Write the books and the preview images; `files` are static ones by their addresses."""
        given = self.config, self.origin, files, self.output, self.cache
        self.downloads = write_books(self.editions, *given)
        for one in self.downloads:
            self._books |= {(one.kind, *one.languages, url): one for url in ("", *one.pages)}
        if self.siteurl and self.downloads and not self.config.neutral:
            self._write_cards()

    def _write_cards(self) -> None:
        pages = {}
        for edition in self.editions.values():
            template = edition.templates.get("book/card.html")
            for item in (*edition.followed, *edition.pages):
                values = {**edition.context, "item": item.bilingual}
                pages[card_url(item.bilingual)] = template.render(values)
        texts, tools = [*pages.values()], self.cache.digest(drawn_with())
        inputs = [(tools, one) for one in texts]
        processes = self.config.processes
        made = memo_each(self.cache, "card", inputs, lambda at: card(texts[at]), processes)
        for url, data in zip(pages, made, strict=True):
            path = self.output / url
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def offers(
        self, tags: Sequence[str], language: Edition, item: Version | None = None
    ) -> list[Offer]:
        """The copies for readers of these languages: of volumes that of the page, or the newest."""
        if not self.downloads:
            return []
        known, page = self._books.get, item.url if item else ""
        books = (known((one, *tags, page), known((one, *tags, ""))) for one in BOOKS)
        offered = [(one.kind, one.url, one.volume) for one in books if one]
        return [
            Offer(kind.upper(), url, f"@@{url} {language.language.tag}@@", volume)
            for kind, url, volume in [*offered, ("zip", ARCHIVE, "")]
        ]

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
        return dated(contents, self.siteurl, self.config.mirrors)

    def finish(self) -> Callable[[Path, Mapping[str, str], Mapping[str, str]], None]:
        """Once everything is written: the archive, the sizes on pages, what servers send as it is.

        Returns what writes sums and signature, when what was kept of the old output is there, too.
        """
        if self.downloads:
            self._write_archive()
        for kind in self.config.precompressed if not self.config.preview else ():
            precompress(self.output, kind, self.cache, self.config.processes)

        def seal(folder: Path, listed: Mapping[str, str], kept: Mapping[str, str]) -> None:
            file = write_sums(folder, listed, kept)
            if self.config.signing_key and not self.config.preview:
                sign(file, self.config.signing_key)

        return seal

    def _write_archive(self) -> None:
        """The pages in the archive do not say how large it is."""
        sizes = {one.url: one.size for one in self.downloads}
        locales = {tag: edition.language.locale for tag, edition in self.editions.items()}

        def size(found: re.Match[str]) -> str:
            known = sizes.get(found[1])
            return "" if known is None else file_size(known, locales[found[2]])

        def sized(html: str) -> str:
            return _TOKEN.sub(size, html)

        archive = write_archive(self.editions, self.origin, self.output, self.unlisted, sized)
        sizes[archive.url] = archive.size
        for path in self.output.rglob("*.html"):
            text = path.read_text("utf-8")
            if (known := sized(text)) != text:
                path.write_text(known, "utf-8")


def card_url(item: Version) -> str:
    """Where the preview image of a page is; a parallel page has its source's."""
    item = item.versions.source if item.pair else item
    return f"cards/{item.lang}/{item.slug}.png"


def static_files(context: Mapping[str, Any]) -> dict[str, Path]:
    """The sources of static files by their paths in the output."""
    return {one.save_as: Path(one.source_path) for one in files_by_path(context).values() if one}

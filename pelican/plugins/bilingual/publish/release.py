"""What is done with a finished output before readers get it: copies, sums, signature."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

from ..language.cldr import file_size
from ..project import urls
from ..project.cache import Cache
from ..project.config import BOOKS, Config
from ..project.output.integrity import write_sums
from ..project.output.signature import sign
from ..site.core import files_by_path
from ..site.edition import Edition
from ..site.head import head_of_item
from ..site.versions import Version
from .copies.book import Origin
from .copies.formats import ARCHIVE, Download, write_archive, write_books, write_copy
from .copies.manuscript import dated
from .copies.memo import memo_each
from .copies.page.cards import card
from .copies.page.onefile import one_file
from .copies.page.qr import drawn_by, qr_code
from .copies.pdf import drawn_with
from .precompression import precompress

_TOKEN = re.compile(r"@@([^@\s]+) ([\w-]+)@@")
"""Stands on pages for the size of a copy, as readers of a language read it.

The archive holds the pages; and no page changes because another one makes a book longer.
"""


_KINDS = "html", "epub", "txt", "qr"
"""A page's own copies, in the order in which they are offered."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy as a page offers it."""

    kind: str
    """`EPUB`, `PDF`, `TXT` or `ZIP`; of a page `HTML`, `EPUB`, `TXT` or `QR`."""
    url: str
    size: str
    """As readers read it: `23 kB`; a QR code has none."""
    volume: str = ""
    """Which of several books it is, `2026`."""
    link: str = ""
    """A page's own copy as a link on the page names it."""


def as_published(html: str) -> str:
    """A page with some size in the place of each mark, to be weighed."""
    return _TOKEN.sub(
        lambda found: f"{crc32(found[1].encode()) % 90 + 10}\N{NO-BREAK SPACE}kB", html
    )


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
    _copies: dict[str, dict[str, str]] = field(default_factory=dict)
    """The addresses of each page's own copies, by the page's and by what they are."""

    def write_copies(self, files: Mapping[str, Path]) -> None:
        """Write the books and the preview images; `files` are static ones by their addresses."""
        given = self.config, self.origin, files, self.output, self.cache
        self.downloads = write_books(self.editions, *given)
        for one in self.downloads:
            if one.page:
                self._copies.setdefault(one.page, {})[one.kind] = one.url
                continue
            self._books |= {(one.kind, *one.languages, url): one for url in ("", *one.pages)}
        if self.downloads:
            for version in self._pages:
                self._copies.setdefault(version.url, {})["html"] = _beside(version, ".html")
        if self.siteurl and self.downloads:
            self._write_codes()
        if self.siteurl and self.downloads and not self.config.neutral:
            self._write_cards()

    @property
    def _pages(self) -> list[Version]:
        """What is copied by itself: every page of the editions, and each side by side."""
        contents = (one for each in self.editions.values() for one in (*each.followed, *each.pages))
        first = [one.bilingual for one in contents]
        pairs = (pair for one in first for pair in one.versions.parallels.values())
        return list({one.url: one for one in (*first, *pairs) if one.pelican.save_as}.values())

    def _write_codes(self) -> None:
        """The address that each page says as a QR code."""
        pages, tools = self._pages, self.cache.digest(drawn_by())
        said = [head_of_item(one, self.config, self.siteurl).canonical for one in pages]
        inputs = [(tools, one) for one in said]
        made = memo_each(self.cache, "qr", inputs, lambda at: qr_code(said[at]))
        for version, data in zip(pages, made, strict=True):
            url = _beside(version, ".svg")
            self._copies[version.url]["qr"] = url
            write_copy(self.output / url, data)

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
            write_copy(self.output / url, data)

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

    def copies(self, item: Version) -> list[Offer]:
        """A page's own copies: the page as one file, as EPUB, as text, its address as a code."""
        own, tag = self._copies.get(item.url, {}), item.lang
        offered = [(kind, own[kind]) for kind in _KINDS if kind in own]
        sizes = {url: f"@@{url} {tag}@@" for kind, url in offered if kind != "qr"}
        return [
            Offer(kind.upper(), url, sizes.get(url, ""), link=urls.relative(url, item.url))
            for kind, url in offered
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
            self._write_whole()
        for kind in self.config.precompressed if not self.config.preview else ():
            precompress(self.output, kind, self.cache, self.config.processes)

        def seal(folder: Path, listed: Mapping[str, str], kept: Mapping[str, str]) -> None:
            file = write_sums(folder, listed, kept)
            if self.config.signing_key and not self.config.preview:
                sign(file, self.config.signing_key)

        return seal

    def _write_whole(self) -> None:
        """Write the archive, pages as one file each, and the sizes of all copies on the pages.

        The pages in the archive do not say how large it is, and no page as one file does that of
        itself. A page's own copies are not in the archive, which has the page.
        """
        own = {url for copies in self._copies.values() for url in copies.values()}
        sizes: dict[str, int | None] = dict.fromkeys((*own, ARCHIVE))
        sizes |= {one.url: one.size for one in self.downloads}
        locales = {tag: edition.language.locale for tag, edition in self.editions.items()}

        def size(found: re.Match[str]) -> str:
            if found[1] not in sizes:  # somebody's text
                return found[0]
            known = sizes[found[1]]
            return "" if known is None else file_size(known, locales[found[2]])

        def sized(html: str) -> str:
            return _TOKEN.sub(size, html)

        left_out = self.unlisted | own
        archive = write_archive(self.editions, self.origin, self.output, left_out, sized)
        sizes[archive.url] = archive.size
        elsewhere = next(iter(self.origin.addresses), "")
        for version in self._pages:
            file, url = str(version.pelican.save_as), self._copies[version.url]["html"]
            html = sized((self.output / file).read_text("utf-8"))
            data = one_file(html, file, self.output, elsewhere).encode()
            sizes[url] = len(data)
            write_copy(self.output / url, data)
        for path in {*self.output.rglob("*.html")} - {self.output / one for one in own}:
            text = path.read_text("utf-8")
            if (known := sized(text)) != text:
                path.write_text(known, "utf-8")


def _beside(version: Version, ending: str) -> str:
    return urls.file_beside(str(version.pelican.save_as), ending)


def card_url(item: Version) -> str:
    """Where the preview image of a page is; a parallel page has its source's."""
    item = item.versions.source if item.pair else item
    return f"cards/{item.lang}/{item.slug}.png"


def static_files(context: Mapping[str, Any]) -> dict[str, Path]:
    """The sources of static files by their paths in the output."""
    return {one.save_as: Path(one.source_path) for one in files_by_path(context).values() if one}

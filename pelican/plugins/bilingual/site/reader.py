"""The Markdown reader that keeps the parsed page for the other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from ..errors import BilingualError
from ..project.config import LISTS
from ..project.urls import neutral_slug
from ..source.document import Document, Pieces
from ..source.front_matter import MANY, names_in
from ..source.translation import Source
from .build import Build, log_warning


class BilingualReader(MarkdownReader):
    """Pelican's Markdown reader, with the block stage done once for all languages.

    A page that cannot be read is noted in the build and skipped, so that one run reports
    every broken page.
    """

    def __init__(self, settings: dict[str, Any], build: Build) -> None:
        super().__init__(settings)
        self._build = build

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The page's HTML in the source language, and its metadata."""
        try:
            return self._read(source_path)
        except BilingualError as error:
            self._build.doubt(error)
            return "", {"status": "skip"}

    def _read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        build = self._build
        self._source_path = source_path
        build.publication.read_ahead()
        page = build.pages.read(Path(source_path))
        for slip in page.slips:
            log_warning(slip)
        if page.lang == build.config.source.tag and build.config.targets:
            for error in page.document.untranslatable():
                log_warning(error)
        for error in page.document.promises(build.config.contact):
            build.notes.note(error)
        pieces = build.pages.pieces(page)
        metadata = self._metadata(page.document, pieces)
        if build.config.neutral:
            metadata["slug"] = neutral_slug(page.domain)
        asks = pieces.body.asks
        if asks and asks.looked_at:  # Pelican looks for pictures, and for files to be copied
            return build.publication.text(Path(source_path), "").html, metadata
        return pieces.body.html, metadata

    def _metadata(self, document: Document, pieces: Pieces) -> dict[str, Any]:
        parser = self._build.pages.parser
        formatted = self.settings["FORMATTED_FIELDS"]
        metadata: dict[str, Any] = {}
        for name, values in document.metadata.items():
            if name in LISTS:
                continue
            if name in formatted and name not in document.fields:
                part = parser.parse_field("\n".join(values))
                value: Any = parser.render(part, Source()).html
            elif name in formatted:
                value = "".join(one.html for one in pieces.fields[name])
            elif name in MANY:
                value = names_in(values)
            else:
                value = values if len(values) > 1 else values[0]
            metadata[name] = self.process_metadata(name, value)
        return metadata

"""The Markdown reader that keeps the parsed page for the other languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from ..errors import BilingualError, ContentError
from ..project.config import LISTS
from ..project.files import DOMAIN, read_source
from ..project.urls import neutral_slug
from ..source.document import Document, Pieces
from ..source.translation import Source
from .run import Build

ATTRIBUTE = "bilingual"
"""Metadata name under which content carries its `SourcePage`."""


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
            self._build.notes.note(error)
            return "", {"status": "skip"}

    def _read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        project, pages = self._build.project, self._build.pages
        name = project.shown(source_path)
        self._source_path = source_path
        text = read_source(Path(source_path), name)
        document = pages.document(text, name)
        if not "".join(document.metadata.get("title", [])).strip():
            raise ContentError(
                "The page has no title.", f"{name}:1", "Begin the file with a line 'Title: …'."
            )
        page = pages.page(document)
        metadata = self._metadata(document, page.pieces)
        if page.domain == DOMAIN:
            raise ContentError(
                "The name 'site' belongs to the catalog of the theme.", name, "Rename the file."
            )
        if project.config.neutral:
            metadata["slug"] = neutral_slug(page.domain)
        metadata[ATTRIBUTE] = page
        return page.pieces.body.html, metadata

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
            else:
                value = values if len(values) > 1 else values[0]
            try:
                metadata[name] = self.process_metadata(name, value)
            except ValueError as error:
                raise ContentError(
                    f"The value of {name.title()} is not understood ({error}).",
                    f"{document.path}:{document.lines[name]}",
                    "Write dates as 2026-11-23.",
                ) from None
        return metadata

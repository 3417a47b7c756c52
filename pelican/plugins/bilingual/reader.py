"""The Markdown reader that keeps the parsed page for the other languages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader

from .build import Build
from .document import LISTS, Document, Pieces
from .errors import BilingualError, ContentError
from .sources import domain_of, read_source, shown
from .translate import Source
from .urls import neutral_slug

ATTRIBUTE = "bilingual"
"""Metadata name under which content carries its `SourcePage`."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A parsed source page with its rendering in the source language."""

    document: Document
    domain: str
    pieces: Pieces
    """The page in the source language."""


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
            self._build.note(error)
            return "", {"status": "skip"}

    def _read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        build, name = self._build, shown(source_path, self._build.root)
        self._source_path = source_path
        text = read_source(Path(source_path), name)
        document = build.document(text, name)
        if not "".join(document.metadata.get("title", [])).strip():
            raise ContentError(
                "The page has no title.", f"{name}:1", "Begin the file with a line 'Title: …'."
            )
        source = build.config.source
        explain = build.explainer(name, source)
        pieces = build.parser.render_page(document, Source(source.locale), explain)
        metadata = self._metadata(document, pieces)
        domain = domain_of(shown(source_path, build.root / self.settings["PATH"]))
        if domain == "site":
            raise ContentError(
                "The name 'site' belongs to the catalog of the theme.", name, "Rename the file."
            )
        if build.config.neutral:
            metadata["slug"] = neutral_slug(domain)
        metadata[ATTRIBUTE] = SourcePage(document, domain, pieces)
        return pieces.body.html, metadata

    def _metadata(self, document: Document, pieces: Pieces) -> dict[str, Any]:
        parser = self._build.parser
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

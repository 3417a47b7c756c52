"""The source pages of a site: read, parsed and rendered in their own language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import ContentError, SettingsError
from ..language.profile import profile
from ..project.config import Language
from ..project.files import DOMAIN, read_source, source_files
from ..project.read import SETTING, Project
from .document import Document, Pieces
from .glossary import Words, explain, in_order, read_entries, words
from .parser import Explain, Parser
from .translation import Source


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A parsed source page with its rendering in the source language."""

    document: Document
    domain: str
    pieces: Pieces
    """The page in the source language."""


class Pages:
    """What a run knows of the source pages."""

    def __init__(self, project: Project) -> None:
        """Raises `SettingsError` for a glossary that is not there."""
        self._project = project
        settings, config = project.settings, project.config
        self.parser = Parser(
            settings["MARKDOWN"], settings["FORMATTED_FIELDS"], config.source.locale
        )
        self.glossary = self._read_glossary()
        self.words: dict[str, Words] = {}
        """The glossary by language tag."""
        if self.glossary:
            tag = config.source.tag
            self.words[tag] = words(read_entries(self.glossary), tag)

    def document(self, text: str, name: str) -> Document:
        """A source page, parsed; the glossary is already."""
        if self.glossary and self.glossary.path == name:
            return self.glossary
        return self.parser.parse(text, name, self._project.config.fields)

    def documents(self) -> Iterator[Document]:
        """Every page in the source language, parsed.

        Raises `ContentError` for a file that is not UTF-8, or whose catalog is another's.
        """
        project, owners = self._project, {DOMAIN: "the theme"}
        source = project.config.source.tag
        for path in source_files(project.settings):
            name = project.shown(path)
            document = self.document(read_source(path, name), name)
            language = "".join(document.metadata.get("lang", [])) or source
            skipped = document.metadata.get("status") == ["skip"]
            if language != source or skipped:
                continue
            domain = project.domain_of(path)
            owner = owners.setdefault(domain, name)
            if owner != name:
                raise ContentError(
                    f"The catalog {domain} belongs to {owner}.", name, "Rename the file."
                )
            yield document

    def page(self, document: Document) -> SourcePage:
        """A page in the source language."""
        source = self._project.config.source
        explain = self.explainer(document.path, source)
        pieces = self.parser.render_page(document, Source(source.locale), explain)
        domain = self._project.domain_of(self._project.root / document.path)
        return SourcePage(document, domain, pieces)

    def explainer(self, path: str, language: Language) -> Explain | None:
        """What marks the glossary's terms on a page; the glossary itself is put in order.

        In the source language, and so on parallel pages, it stays in the order of its author.
        """
        if self.glossary is None:
            return None
        if path == self.glossary.path:
            key = profile(language.tag).sort_key
            is_source = language is self._project.config.source
            return None if is_source else lambda root, _: in_order(root, key)
        return lambda root, stashed: explain(root, language.tag, self.words, stashed)

    def _read_glossary(self) -> Document | None:
        project, given = self._project, self._project.config.glossary
        if not given:
            return None
        path = project.content / given
        if not path.is_file():
            raise SettingsError(
                f"{SETTING}['glossary'] names {given}, which is not there.",
                remedy=f"Name a page below {project.shown(project.content)}, or take the key out.",
            )
        name = project.shown(path)
        return self.parser.parse(read_source(path, name), name, project.config.fields)

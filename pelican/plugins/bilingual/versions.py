"""One page in all its languages, and links that stay in the reader's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pelican.contents import Content

from .reader import SourcePage


@dataclass(slots=True)
class Versions:
    """A page's content objects: one per language, one per parallel pair."""

    source: Content
    page: SourcePage | None
    """The parsed source; None for a page that is written in another language by itself."""
    languages: dict[str, Content] = field(default_factory=dict)
    """By language tag, the source's among them."""
    parallels: dict[str, Content] = field(default_factory=dict)
    """By the tag of the target language."""


class Linked(Mapping[str, "Content | None"]):
    """Pelican's map of source path to content, for links that stay in the reader's language."""

    def __init__(self, sources: Mapping[str, Any], tag: str, parallel: bool) -> None:
        self._sources, self._tag, self._parallel = sources, tag, parallel

    def __getitem__(self, path: str) -> Content | None:
        content = self._sources[path]
        versions: Versions | None = getattr(content, "versions", None)
        if versions is None:
            return content
        found = versions.parallels if self._parallel else versions.languages
        return found.get(self._tag, content)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)

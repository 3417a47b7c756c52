"""What leads from one page to another: the language switch and the menu."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alternate:
    """An entry of the language switch."""

    label: str
    """The language's own name, or both names of a parallel page."""
    url: str
    tags: tuple[str, ...]
    """Language tags of what is behind the link."""
    current: bool
    parallel: bool = False

    @property
    def hreflang(self) -> str:
        """For the link's `hreflang`; empty for a page in two languages."""
        return "" if self.parallel else self.tags[0]


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A link of the menu."""

    title: str
    url: str
    """Relative to the site's root, or absolute for another site."""
    current: bool

    @property
    def external(self) -> bool:
        """Whether the link leads to another site, or another protocol."""
        return ":" in self.url.partition("/")[0]

"""The site as its settings describe it: its languages, and what the plugin is told to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..language.cldr import Locale

LISTS = ("keypoints", "sources", "corrections")
"""Metadata of one text a line. A correction's line begins with its date."""


KINDS = ("page", "parallel", "search", "listing")
"""What can have a budget: a page in one language, in two, the list of everything, and the rest."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a page may weigh, in bytes under gzip; 0 for no limit."""

    page: int = 0
    parallel: int = 0
    search: int = 0
    listing: int = 0


@dataclass(frozen=True, slots=True)
class Newsletter:
    """How a reader can subscribe; with neither a form nor an address, by the feed."""

    action: str = ""
    """URL that the form posts to."""
    email_field: str = "email"
    hidden: tuple[tuple[str, str], ...] = ()
    """Further form fields; `{lang}` in a value stands for the reader's language tag."""
    mailto: str = ""

    @property
    def kind(self) -> str:
        """`form`, `mailto` or `feed`."""
        return "form" if self.action else "mailto" if self.mailto else "feed"


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site."""

    tag: str
    """BCP 47 tag, as in `lang` attributes and URLs: `tk`."""
    name: str
    """The language's name in itself: `Türkmençe`."""
    locale: Locale = field(repr=False, compare=False)
    base: str = ""
    """The language whose catalogs it is made of, in another script; empty for its own."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, for the `dir` attribute."""
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @property
    def folder(self) -> str:
        """Name of the language's folder below the catalogs, as gettext spells it: `pt_BR`."""
        return (self.base or self.tag).replace("-", "_")


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that the plugin is told by the settings."""

    source: Language
    targets: tuple[Language, ...]
    """The languages that people translate into: those with catalogs."""
    languages: tuple[Language, ...]
    """All languages, the source among them, in the order of the language switch."""
    catalogs: Path
    """Absolute path of the folder that holds `<lang>/LC_MESSAGES/*.po`."""
    fields: tuple[str, ...]
    """Metadata fields that are translated, in the order of their messages."""
    parallel: bool
    newsletter: Newsletter
    glossary: str
    """The page whose definition list is the glossary, below the content; empty for none."""
    search: bool
    """Write a search page per language."""
    spelling: Mapping[str, Path]
    """Language tag to the absolute path of its folder with `index.aff` and `index.dic`."""
    weight: Budget
    """How heavy pages may be."""
    threshold: float
    """The share of a page, 0 to 1, that a language must have to be shown to search engines."""
    mirrors: tuple[str, ...]
    """Other addresses of the site."""
    domain: str
    """A domain of the site's own on GitHub Pages; empty for none."""
    index_files: bool
    """Links name the `index.html` of a folder, for hosts that do not add it."""
    signing_key: str
    """Path of the key that signs what is published; empty for none."""
    neutral: str
    """The title of every page in neutral mode, which also hides addresses; empty without."""
    edit_url: str
    """Where a catalog can be edited, with `{path}` for its path; empty if nowhere."""
    formats: bool
    """Write the copies that travel."""
    preview: bool
    """Mark the state of every segment on the page."""

    @property
    def translations(self) -> tuple[Language, ...]:
        """All languages but the source's."""
        return tuple(one for one in self.languages if one is not self.source)

    def budget(self, kind: str, tag: str) -> int:
        """The most bytes that a page of this kind may weigh in a language; 0 for no limit.

        A language in another script has an eighth more: its text is as long, its letters are two
        bytes each.
        """
        size: int = getattr(self.weight, kind)
        language = self.language(tag)
        return size * 9 // 8 if language and language.base else size

    def language(self, tag: str) -> Language | None:
        """The language with this tag, or None."""
        return next((language for language in self.languages if language.tag == tag), None)

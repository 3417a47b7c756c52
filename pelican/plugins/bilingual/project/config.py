"""The site as its settings describe it: its languages, and what the plugin is told to do."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from ..language.cldr import Locale, UnknownLocaleError, direction, parse_locale
from ..language.profile import DERIVED, THEME_LANGUAGE
from .newsletter import Newsletter, entry, read_newsletter
from .repository import repository
from .setting import PREVIEW, SETTING, Reading, row
from .urls import is_address

SITE, EDITIONS = "site", "editions"
"""Whose addresses a site has: those of Pelican's settings, or the plugin's own."""

One = TypeVar("One")

LISTS = ("keypoints", "sources", "corrections")
"""Metadata of one text a line. A correction's line begins with its date."""


KINDS = ("page", "parallel", "search", "listing")
"""What can have a budget: a page in one language, in two, the list of everything, and the rest."""

BOOKS = ("epub", "pdf", "txt")
"""Formats of books, by the endings of their files' names."""
PRECOMPRESSED = ("br", "gz")
"""Formats in which servers send files, by the endings of their names."""

_NOT_TEXT = frozenset(
    {"author", "authors", "category", "date", "lang", "modified", "save_as", "status", "tags"}
    | {"template", "translation", "url"}
)
"""Metadata whose values Pelican acts on. Topics are translated in the catalog `site`."""
SOURCE, TARGET = "source", "target"
"""Which of two languages stands first."""
ORIGIN = "origin"
"""The remote that tells where catalogs can be edited, and the value of `edit_url` that asks it."""
EDITOR = "code"
"""The program whose own addresses the preview links to where it is there."""


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a page may weigh, in bytes under gzip; 0 for no limit."""

    page: int = 0
    parallel: int = 0
    search: int = 0
    listing: int = 0


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
        return direction(self.locale)

    @property
    def folder(self) -> str:
        """Name of the language's folder below the catalogs, as gettext spells it: `pt_BR`."""
        return (self.base or self.tag).replace("-", "_")


def source_tag(settings: Mapping[str, Any], tags: Iterable[str]) -> str:
    """The language of DEFAULT_LANG as the site spells it: Pelican makes its letters small."""
    small = str(settings["DEFAULT_LANG"])
    return next((one for one in tags if str(one).lower() == small.lower()), small)


def _languages(given: dict[Any, Any], reading: Reading) -> tuple[Language, ...]:
    source = source_tag(reading.settings, given)
    languages = tuple(_language(tag, name, reading) for tag, name in given.items())
    for one in languages:
        if one.base and (source in (one.tag, one.base) or one.base not in given):
            raise reading.wrong(
                f"has {one.tag!r}, which is made of the catalogs of {one.base!r}",
                f"Add {one.base!r} to it, too, as a language that is translated into.",
            )
    if source not in given:
        raise reading.wrong(
            f"lacks {source!r}, the language of DEFAULT_LANG", "Add it with its own name."
        )
    return languages


def _language(tag: Any, name: Any, reading: Reading) -> Language:
    if not (isinstance(tag, str) and isinstance(name, str) and tag and name):
        raise entry(reading, tag, name)
    near = next((one for one in DERIVED if one.lower() == tag.lower()), tag)
    if near != tag:
        raise reading.wrong(f"has {tag!r}", f"Write it as {near!r}.")
    try:
        return Language(tag, name, parse_locale(tag), DERIVED.get(tag, ""))
    except UnknownLocaleError:
        raise reading.wrong(
            f"has {tag!r}, a language that CLDR does not know",
            "Use a BCP 47 tag such as 'tk', 'ru' or 'pt-BR'.",
        ) from None


def _catalogs(given: str, reading: Reading) -> Path:
    folder = reading.path(given)
    if folder.exists() and not folder.is_dir():
        raise reading.wrong(f"is {folder}, a file")
    return folder


def _fields(given: list[Any], reading: Reading) -> tuple[str, ...]:
    if not all(isinstance(name, str) and name == name.lower() for name in given):
        raise reading.wrong(f"is {given!r}")
    wrong = sorted(_NOT_TEXT.intersection(given))
    if wrong:
        raise reading.wrong(f"names {', '.join(wrong)}, which cannot be translated")
    return tuple(given)


def _first(given: str, reading: Reading) -> str:
    if given not in (SOURCE, TARGET):
        raise reading.wrong(f"is {given!r}")
    return given


def _spelling(given: dict[Any, Any], reading: Reading) -> dict[str, Path]:
    for tag, folder in given.items():
        if not isinstance(folder, str):
            raise entry(reading, tag, folder)
        if tag not in reading.settings[SETTING]["languages"]:
            raise reading.wrong(
                f"names {tag!r}, which is not among the 'languages'",
                "Take it out, or add it there.",
            )
    return {tag: reading.path(folder) for tag, folder in given.items()}


def _weight(given: dict[Any, Any], reading: Reading) -> Budget:
    for kind, size in given.items():
        if kind not in KINDS or not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise entry(reading, kind, size)
    return Budget(**given)


def _addresses(given: str, reading: Reading) -> str:
    if given not in (SITE, EDITIONS):
        raise reading.wrong(f"is {given!r}")
    return given


def _neutral(given: str, reading: Reading) -> str:
    if given and reading.settings[SETTING].get("addresses") != EDITIONS:
        raise reading.wrong(
            "cannot hide what addresses say that Pelican's settings make of dates and names",
            f"Set 'addresses': {EDITIONS!r}, too.",
        )
    return given


def _edit_url(given: str, reading: Reading) -> str:
    if given == ORIGIN:
        local = reading.settings.get(PREVIEW) and shutil.which(EDITOR)
        hidden = local or reading.settings[SETTING].get("neutral")
        found = None if hidden else repository(reading.file.parent)
        return found.edit_url() if found else ""
    rest = given.replace("{path}", "")
    if given and (not given.startswith("https://") or rest == given or set("{}") & set(rest)):
        raise reading.wrong(f"is {given!r}")
    return given


def _threshold(given: float, reading: Reading) -> float:
    if not 0 <= given <= 1:
        raise reading.wrong(f"is {given}")
    return given


def _processes(given: int, reading: Reading) -> int:
    if isinstance(given, bool) or given < 0:
        raise reading.wrong(f"is {given!r}")
    return given


def _copies(given: dict[Any, Any], reading: Reading) -> dict[str, int]:
    for kind, most in given.items():
        if kind not in BOOKS or not isinstance(most, int) or isinstance(most, bool) or most < 0:
            raise entry(reading, kind, most)
    return dict(given)


def _precompressed(given: list[Any], reading: Reading) -> tuple[str, ...]:
    if any(one not in PRECOMPRESSED for one in given):
        raise reading.wrong(f"is {given!r}")
    return tuple(one for one in PRECOMPRESSED if one in given)


def _mirrors(given: list[Any], reading: Reading) -> tuple[str, ...]:
    for one in given:
        if not is_address(str(one)):
            raise reading.wrong(f"has {one!r}")
    return tuple(given)


def _domain(given: str, reading: Reading) -> str:
    if given and not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", given):
        raise reading.wrong(f"is {given!r}")
    return given


def _signing_key(given: str, reading: Reading) -> Path | None:
    return reading.path(given) if given else None


def _contact(given: str, reading: Reading) -> str:
    """The address that a link leads to."""
    if given and not re.fullmatch(r"https://\S+|(?:mailto:)?[^\s@/:<>\"]+@[^\s@/:<>\"]+", given):
        raise reading.wrong(f"is {given!r}")
    return f"mailto:{given}" if "@" in given and ":" not in given else given


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that the plugin is told by the settings; paths are absolute.

    Keys of `BILINGUAL` stand in README's order, each with its default, what it must be, what it
    means and how it is read.
    """

    source: Language
    targets: tuple[Language, ...]
    """The languages that people translate into: those with catalogs."""
    languages: tuple[Language, ...] = row(
        dict,
        "a dictionary of language tag to the language's own name",
        "language tag → the language's own name, in the order of the language switch; "
        "`DEFAULT_LANG` is the source",
        _languages,
    )
    addresses: str = row(
        SITE,
        f"{SITE!r} or {EDITIONS!r}",
        '`"site"`: every address that Pelican\'s settings give stays, and each other language has '
        'all of them in its folder, `/tk/`; `"editions"`: those of *How it works*',
        _addresses,
    )
    catalogs: Path = row("translations", "a folder's path", "folder of the catalogs", _catalogs)
    fields: tuple[str, ...] = row(
        ["title", "slug", "summary", *LISTS, "image_alt"],
        "a list of lower-case names of metadata that readers see as text",
        "front matter that is translated",
        _fields,
    )
    first: str = row(
        SOURCE,
        f"{SOURCE!r} or {TARGET!r}",
        "which language stands first where two stand together, `source` or `target`",
        _first,
    )
    parallel: bool = row(True, "True or False", "write pages with two languages side by side")
    glossary: str = row(
        "",
        "the path of a page below the content",
        "the page below `content/` whose definition list is the glossary",
    )
    lead: str = row(
        "",
        "the path of an article below the content",
        "the article below `content/` that leads the front page, where not the newest does",
    )
    search: bool = row(
        True, "True or False", "a search page per language, the only one with a script"
    )
    spelling: Mapping[str, Path] = row(
        {},
        "a dictionary of a tag of 'languages' to the folder of Hunspell's index.aff and index.dic",
        "language tag to the folder of a Hunspell dictionary that `bilingual check` spells by",
        _spelling,
    )
    weight: Budget = row(
        {},
        "a dictionary of 'page', 'parallel', 'search' and 'listing' to a number of bytes",
        "most bytes under gzip of a `page`, a `parallel` page, a `search` page and a `listing`; "
        "heavier ones stop the build",
        _weight,
    )
    neutral: str = row(
        "",
        "the title that every page shall have",
        "the same title for every page, and addresses that tell nothing, for readers who may be "
        "inspected",
        _neutral,
    )
    edit_url: str = row(
        ORIGIN,
        f"an https:// URL with {{path}} where the catalog's path belongs, {ORIGIN!r}, or empty",
        "where a catalog can be edited, with `{path}`: "
        '`"https://git.example.org/you/site/edit/main/{path}"`; pages then offer it. `"origin"`: '
        'as Git\'s remote says, on GitHub, GitLab or Codeberg; `""`: nowhere',
        _edit_url,
    )
    threshold: float = row(
        0.8,
        "a share from 0.0 to 1.0",
        "the share of a page that a language must have to be shown to search engines",
        _threshold,
    )
    grace: bool = row(
        True,
        "True or False",
        "readers keep a translation whose source has only seen a proofreader since, marked; "
        "`False`: they see the source until somebody comes",
    )
    mirrors: tuple[str, ...] = row(
        [],
        "a list of http:// or https:// addresses",
        "other addresses of the site, named in copies that travel",
        _mirrors,
    )
    copies: Mapping[str, int] = row(
        {"epub": 0, "pdf": 10, "txt": 0},
        "a dictionary of 'epub', 'pdf' and 'txt' to a number of pages, or 0 for all",
        "the books that `make publish` makes, each with the most pages of the site that one holds, "
        "0 for all: a site of more has a book a year, or several",
        _copies,
    )
    precompressed: tuple[str, ...] = row(
        [],
        "a list of 'br' and 'gz'",
        "`br` (Brotli), `gz` or both: beside each text file there is one that a server sends as it "
        "is",
        _precompressed,
    )
    domain: str = row(
        "",
        "a domain such as 'explainers.example.org'",
        "a domain of your own: written into `CNAME`",
        _domain,
    )
    index_files: bool = row(
        False,
        "True or False",
        "links name `index.html`, for hosts that do not add it; without `SITEURL` they always do, "
        "so that the site can be read where it was built",
    )
    signing_key: Path | None = row(
        "",
        "the path of a key of minisign or OpenSSH",
        "a key of minisign or OpenSSH that signs `SHA256SUMS`",
        _signing_key,
    )
    newsletter: Newsletter = row(
        {},
        "a dictionary with either 'form' or 'mailto', and 'title', 'order', 'from', 'lists' and "
        "'unsubscribe' if you like",
        '`{"form": {"action": URL, "email": field, "hidden": {…}}}` or `{"mailto": address}`; '
        "with neither, readers are offered the feed. `title` is what the list is called, `order` "
        "the tags of the languages in which it says so, targets first by default; `from`, `lists` "
        "and `unsubscribe` stand in [docs/newsletter.md](docs/newsletter.md)",
        read_newsletter,
    )
    contact: str = row(
        "",
        "an e-mail address, or an https:// address",
        "an e-mail or `https://` address of who publishes the site: the page `about` says it, and "
        "`[write to us]({contact})` leads there; such a link without it is an error",
        _contact,
    )
    cache: bool = row(
        True, "True or False", "keep results in `.cache/`, so that the next run is quicker"
    )
    processes: int = row(
        0,
        "a number of processes, or 0",
        "how many processes build a large site: 0 for as many as the machine has use for, 1 where "
        "memory is short or another plugin must see every page written",
        _processes,
    )
    formats: bool
    """Write the copies that travel."""
    preview: bool
    """Mark the state of every segment on the page."""
    since: str = ""
    """The commit that the preview compares with; empty for none."""

    def edit_link(self, path: str) -> str:
        """Where a catalog can be edited, by its path in the site's folder; empty if unknown."""
        return self.edit_url.replace("{path}", quote(path))

    @property
    def translations(self) -> tuple[Language, ...]:
        """All languages but the source's."""
        return tuple(one for one in self.languages if one is not self.source)

    @property
    def catalogued(self) -> tuple[Language, ...]:
        """The languages with catalogs: the targets, and the source if it is not the theme's.

        The source's has the theme's words alone; its pages are what they are.
        """
        english = self.source.locale.language == THEME_LANGUAGE
        return self.targets if english else (self.source, *self.targets)

    @property
    def keeps_addresses(self) -> bool:
        """Whether the addresses are those of Pelican's settings."""
        return self.addresses == SITE

    def home(self, tag: str) -> str:
        """The folder that a language's addresses begin with: `tk/`, or nothing for the site's."""
        return "" if self.keeps_addresses and tag == self.source.tag else f"{tag}/"

    @property
    def target_first(self) -> bool:
        """Whether the language that is translated into stands before the source."""
        return self.first == TARGET

    def ordered(self, pair: Sequence[One]) -> Sequence[One]:
        """What there is of a source and its target, in the order in which it stands together."""
        return pair[::-1] if self.target_first else pair

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

    def written(self, given: str) -> str:
        """A tag that a page gives, as the site spells it: `PT_br` is `pt-BR`; else as it is."""
        small = given.lower().replace("_", "-")
        return next((one.tag for one in self.languages if one.tag.lower() == small), given)

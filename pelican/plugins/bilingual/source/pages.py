"""The source pages of a site: the one reader of them, for builds and for commands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urljoin
from zoneinfo import ZoneInfo

from dateutil.parser import parse as parse_date

from ..errors import BilingualError, ContentError, Notes, SettingsError
from ..language.profile import profile
from ..project.cache import UNTOLD, Cache, digest_of
from ..project.config import Language
from ..project.files import DOMAIN, NEWSLETTERS, SUFFIXES, read_source, source_files
from ..project.read import Project
from ..project.repository import Repository, repository
from ..project.setting import SETTING, place
from .document import Document, Pieces
from .front_matter import check_front_matter, value_of
from .notes.glossary import Vocabulary, beginning, explain, in_order, read_meanings, vocabulary
from .parser import Explain, Parser
from .targets import ELSEWHERE, with_targets, with_title
from .translation import Source

STATUSES = ("published", "hidden", "draft", "skip")
_DATES = ("date", "modified")
_PATH = re.compile(r"\]\((?![/{|?])(?![^)\s#]*:)[^)\s#]")
_DEFINED = re.compile(r"^ {0,3}\[(?!\^)[^\]\n]+\]:", re.MULTILINE)
"""A link to a file by its path, and the definition of a link, which may be one."""
_READ = {*SUFFIXES, ".rst", ".html", ".htm"}
"""Suffixes of what may be a page, and so is not copied for a link to it."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A parsed source page."""

    document: Document
    domain: str
    """The name of its catalogs."""
    kind: str
    """`article` or `page`."""
    slug: str
    """Of its address in the source language."""
    lang: str
    """Tag of the language that it is written in."""
    status: str
    """One of `STATUSES`."""
    slips: tuple[ContentError, ...] = ()
    """What its front matter probably does not mean, on a site that was published with it."""
    identity: tuple[str, ...] = ()
    """What its translations have in common with it, by Pelican's `…_TRANSLATION_ID`."""

    @property
    def public(self) -> bool:
        """Whether anything of the site may name it; drafts and hidden pages are only there."""
        return self.status == STATUSES[0]

    @property
    def is_issue(self) -> bool:
        """Whether it is an issue of the newsletter, which has a list of its own."""
        return self.kind == "article" and self.domain.startswith(f"{NEWSLETTERS}/")

    @property
    def address_kind(self) -> str:
        """Begins the names of Pelican's settings for its addresses: `ARTICLE`, `DRAFT_PAGE`."""
        if self.status != "draft":
            return self.kind.upper()
        return "DRAFT_PAGE" if self.kind == "page" else "DRAFT"

    @property
    def aliases(self) -> list[str]:
        """The former addresses that its front matter names: `old-name`, `tk/ady`."""
        lines = self.document.metadata.get("aliases", [])
        return [one.strip() for line in lines for one in line.split(",") if one.strip()]

    def former_slugs(self, tag: str) -> Iterator[str]:
        """The slugs that it had in a language."""
        for alias in self.aliases:
            language, _, slug = alias.rpartition("/")
            if language in ("", tag):
                yield slug


class Pages:
    """The source pages of one run, each read and parsed once."""

    def __init__(
        self, project: Project, cache: Cache | None = None, treeless: bool = False
    ) -> None:
        """With `treeless`, pages are taken from the `cache`, without what `whole` gives.

        Raises `SettingsError` for a glossary that is not there, and a wrong `MARKDOWN`.
        """
        self._project, self.cache, self._treeless = project, cache or Cache(), treeless
        settings, config = project.settings, project.config
        try:
            given = settings["MARKDOWN"], settings["FORMATTED_FIELDS"]
            self.parser = Parser(*given, config.source.locale, self._elsewhere, config.contact)
        except Exception as error:  # noqa: BLE001 # extensions are anybody's
            raise SettingsError(
                f"Python-Markdown cannot be made of MARKDOWN ({type(error).__name__}: {error}).",
                place(project.file, setting="MARKDOWN"),
                "Install the extension that it names, or correct its name and its options.",
            ) from None
        self._repository: Repository | None = None
        self._kinds = source_files(settings)
        self._read: dict[Path, SourcePage | BilingualError] = {}
        self._keys: dict[str, bytes] = {}
        self._wholes: dict[str, SourcePage] = {}
        self._owners = {DOMAIN: "the theme"}
        self._pieces: dict[str, Pieces] = {}
        self.glossary = self._find_glossary()
        self.words: dict[str, Vocabulary] = {}
        """The glossary by language tag; without one that is public, nothing."""
        if self.glossary:
            tag = config.source.tag
            self.words[tag] = vocabulary(read_meanings(self.glossary.document), tag)

    def read(self, path: Path) -> SourcePage:
        """A page. Raises `ContentError` for one that cannot be published as it is."""
        if path not in self._read:
            try:
                self._read[path] = self._known(path) if self._treeless else self._parse(path)
            except BilingualError as error:
                self._read[path] = error
        found = self._read[path]
        if isinstance(found, BilingualError):
            raise found
        return found

    def whole(self, page: SourcePage) -> SourcePage:
        """A page with the trees that renderings are made of."""
        name = page.document.path
        if page.document.body.root is not None:
            return page
        if name not in self._wholes:
            self._wholes[name] = self._parse(self._named[name])
        return self._wholes[name]

    def key(self, page: SourcePage) -> bytes:
        """A name for all that a page was read from; empty if not known."""
        return self._keys.get(page.document.path, b"")

    @cached_property
    def _named(self) -> dict[str, Path]:
        return {self._project.shown(path): path for path in self._kinds}

    def _known(self, path: Path) -> SourcePage:
        """A page, read now or in an earlier run. Raises as `read` does."""
        name, key = self._project.shown(path), self._key_of(path)
        page: SourcePage | None = self.cache.get(key, SourcePage)
        self._keys[name] = key
        if page:
            self._claim(page, name)
            return page
        page = self._parse(path)
        if key == self._key_of(path):  # it was not saved meanwhile
            self.cache.put(key, replace(page, document=page.document.rendered()))
        return page

    def _key_of(self, path: Path) -> bytes:
        return self.cache.digest("page", self.given, self.inputs(path)) if self.given else b""

    def document(self, path: Path, language: Language) -> Document:
        """A file of texts in a language, whether the site publishes it or not.

        Raises `ContentError` for one that cannot be read.
        """
        project, name = self._project, self._project.shown(path)
        text, fields = read_source(path, name), project.config.fields
        check_front_matter(text, name, {*fields, *project.settings["FORMATTED_FIELDS"]})
        return self.parser.parse(text, name, fields, language.locale)

    def facts(self) -> bytes:
        """A name for all that makes pages of their texts; empty where it cannot be told."""
        words = [(tag, dict(one.entries), one.ids) for tag, one in self.words.items()]
        return self.cache.digest(self.given, words) if self.given else b""

    @cached_property
    def given(self) -> bytes:
        """The same without the glossary's words: all that a page is read by."""
        project, cache = self._project, self.cache
        settings = project.settings
        markdown = cache.digest(settings["MARKDOWN"])
        if not markdown or project.config.since or not settings["WITH_FUTURE_DATES"]:
            return b""
        told = [(name, cache.digest(one)) for name, one in settings.items() if name not in UNTOLD]
        repository = self._elsewhere("-")
        return cache.digest(sorted(told), project.config, self.parser.code, repository)

    def inputs(self, path: Path) -> tuple[str, str, bytes | str, dict[str, str]]:
        """What a page itself is made of. Raises `BilingualError` for a file that is not read."""
        name = self._project.shown(path)
        known = {key: str(value) for key, value in self._project.metadata_of(path).items()}
        try:
            text: bytes | str = self.cache.of_file("page", path, _sum)
        except OSError:
            text = b""  # whoever reads it says what is wrong
        return name, self._kinds.get(path, "page"), text or self._text(path, name), known

    @property
    def paths(self) -> list[Path]:
        """The source files, but for the glossary."""
        read, glossary = self._read, self.glossary
        return [one for one in self._kinds if not (glossary and read.get(one) is glossary)]

    def take(self, path: Path, page: SourcePage | BilingualError, pieces: Pieces | None) -> None:
        """Take a page as read, by another process, with its pieces in the source language."""
        try:
            if isinstance(page, SourcePage):
                self._claim(page, self._project.shown(path))
        except BilingualError as error:
            page, pieces = error, None
        self._read[path] = page
        if pieces:
            self._pieces[self._project.shown(path)] = pieces

    def forget(self, path: Path) -> None:
        """Leave a page to whom it was given."""
        self._read.pop(path, None)
        self._pieces.pop(self._project.shown(path), None)

    def all(self, notes: Notes | None = None) -> list[SourcePage]:
        """Every page that is written in the source language and published in any way.

        One that cannot be read is noted, and left out.
        """
        source = self._project.config.source.tag
        return [one for one in self.every(notes or Notes()) if one.lang == source]

    def every(self, notes: Notes) -> Iterator[SourcePage]:
        """The same in all languages."""
        for path in self._kinds:
            try:
                page = self.read(path)
            except BilingualError as error:
                notes.note(error)
                continue
            if page.status != "skip":
                yield page

    def in_files(self, tag: str) -> Mapping[str, SourcePage]:
        """The pages that are translated into a language by a file of their own.

        That file, by the domain of its source; of several, the first.
        """
        return {domain: files[0] for domain, files in self._files.get(tag, {}).items()}

    def twice(self) -> Iterator[ContentError]:
        """What to tell people of files that translate a page into the same language."""
        for domain, (first, *others) in (
            one for files in self._files.values() for one in files.items()
        ):
            for other in others:
                yield ContentError(
                    f"{first.document.path} is a translation of {domain} into {first.lang}, too.",
                    f"{other.document.path}:1",
                    "Leave one of them, or give one another slug.",
                )

    @cached_property
    def _files(self) -> dict[str, dict[str, list[SourcePage]]]:
        """The files that translate pages, by language and the domain of their source."""
        written = [one for one in self.every(Notes()) if one.identity]
        same = {(one.kind, one.status, one.identity): one for one in reversed(self.all())}
        found: dict[str, dict[str, list[SourcePage]]] = {}
        for one in written:
            source = same.get((one.kind, one.status, one.identity))
            if source and one.lang != source.lang:
                found.setdefault(one.lang, {}).setdefault(source.domain, []).append(one)
        return found

    def pieces(self, page: SourcePage) -> Pieces:
        """A page in the language that it is written in; terms are marked in the source's alone."""
        path, source = page.document.path, self._project.config.source
        if path not in self._pieces:
            language = self._project.config.language(page.lang) or source
            explainer = self.explainer(page, source) if page.lang == source.tag else None
            self._pieces[path] = self.parser.render_page(
                self.whole(page).document, Source(language.locale), explainer
            )
        return self._pieces[path]

    def explainer(self, page: SourcePage, language: Language) -> Explain | None:
        """What marks the glossary's terms on a page; the glossary itself is put in order.

        In the source language, and so on parallel pages, it stays in the order of its author.
        """
        if self.glossary is None:
            return None
        if page.document.path == self.glossary.document.path:
            is_source = language is self._project.config.source
            key = None if is_source else profile(language.tag).sort_key
            return lambda root, _: in_order(root, key)
        if page in self._files.get(language.tag, {}).get(self.glossary.domain, ())[:1]:
            return lambda root, _: in_order(root, None, beginning(language.tag))
        return lambda root, stashed: explain(root, language.tag, self.words, stashed)

    def _parse(self, path: Path) -> SourcePage:
        project, name = self._project, self._project.shown(path)
        text = self._text(path, name)
        fields, config = project.config.fields, project.config
        slips: tuple[ContentError, ...] = ()
        try:
            check_front_matter(text, name, {*fields, *project.settings["FORMATTED_FIELDS"]})
        except ContentError as error:
            if not config.keeps_addresses:
                raise
            slips = (error,)
        by_path = {key: str(value) for key, value in project.metadata_of(path).items()}
        lang = value_of(text, "lang") or by_path.get("lang") or config.source.tag
        language = config.language(lang := config.written(lang))
        document = self.parser.parse(text, name, fields, language.locale if language else None)
        title = "".join(document.metadata.get("title", [])).strip()
        if not title:
            raise ContentError(
                "The page has no title.",
                f"{name}:1",
                "Begin the file with a line 'Title: …', or '# …' and an empty line.",
            )
        known = by_path | {key: "".join(one).strip() for key, one in document.metadata.items()}
        kind = self._kinds.get(path, "page")
        status = (known.get("status") or STATUSES[0]).lower()
        if status not in STATUSES:
            raise ContentError(
                f"The status {status!r} is not known.",
                f"{name}:{document.lines.get('status', 1)}",
                f"It is one of: {', '.join(STATUSES)}.",
            )
        _check_dates(document, known, kind == "article" and status not in ("draft", "skip"))
        if kind == "article" and status != "skip" and self._is_early(known.get("date")):
            status = "draft"
        domain = project.domain_of(path)
        slug = known["slug"] = known.get("slug") or project.slug_of(title, path)
        given = project.settings[f"{kind.upper()}_TRANSLATION_ID"] or ()
        names = [given] if isinstance(given, str) else sorted(given)
        identity = tuple(known.get(one, "") for one in names)
        page = SourcePage(document, domain, kind, slug, lang, status, slips, identity)
        self._claim(page, name)
        return page

    def _text(self, path: Path, name: str) -> str:
        return self.settled(path, read_source(path, name))

    def settled(self, path: Path, text: str) -> str:
        """The text of a page; one that is written for GitHub's page, too, as Pelican has it."""

        def target(given: str, _: bool) -> str:
            if ":" in given or given[0] in "/{|?":
                return given
            file = Path(os.path.normpath(path.parent / unquote(given)))
            if file in self._kinds:
                return f"{{filename}}{given}"
            if not file.exists():
                return given
            inside = self._project.content in file.parents
            shown = file.relative_to(self._project.content).as_posix() if inside else ""
            static = (str(one) for one in self._project.settings["STATIC_PATHS"])
            copied = inside and file.is_file() and file.suffix not in _READ
            if copied or any(shown == one or shown.startswith(f"{one}/") for one in static):
                return f"{{static}}{given}"
            relative = os.path.relpath(file, self._project.root).replace(os.sep, "/")
            return f"{ELSEWHERE}{quote(relative)}"

        text = with_title(text)
        return with_targets(text, target) if _has_paths(text) else text

    def _elsewhere(self, path: str) -> str:
        """The address of a file of the repository, by its path from the site's folder."""
        if self._repository is None and not self._project.config.neutral:
            self._repository = repository(self._project.root)
        return (
            urljoin(self._repository.view_url().format(path=""), path) if self._repository else ""
        )

    def _is_early(self, date: str | None) -> bool:
        """Whether an article has a date that is still to come, and so is a draft until then."""
        settings = self._project.settings
        if date is None or settings["WITH_FUTURE_DATES"]:
            return False
        day: datetime = parse_date(date.replace("_", " "))
        zone = day.tzinfo or ZoneInfo(settings["TIMEZONE"])
        return day.replace(tzinfo=zone) > datetime.now(UTC)

    def is_translated(self, page: SourcePage) -> bool:
        """Whether a page is written in the source language and published in any way."""
        return page.lang == self._project.config.source.tag and page.status != "skip"

    def _claim(self, page: SourcePage, name: str) -> None:
        if not self.is_translated(page):
            return
        domain = page.domain
        owner = self._owners.setdefault(domain, name)
        if domain == DOMAIN:
            raise ContentError(
                f"The name {DOMAIN!r} belongs to the catalog of the theme.",
                name,
                "Rename the file.",
            )
        if owner != name:
            first, second = sorted((owner, name))
            raise ContentError(
                f"The catalog {domain} belongs to {first}.", second, "Rename the file."
            )

    def _find_glossary(self) -> SourcePage | None:
        project, given = self._project, self._project.config.glossary
        if not given:
            return None
        path = Path(os.path.normpath(project.content / given))
        if path not in self._kinds:
            raise SettingsError(
                f"{SETTING}['glossary'] names {given}, which is no page of the site.",
                place(project.file, "glossary"),
                f"Name a page below {project.shown(project.content)}, or take the key out.",
            )
        page = self.whole(self.read(path))
        return page if page.public else None


def _sum(data: bytes) -> bytes:
    """A name for the text of a page; empty if what it says depends on other files, too."""
    text = data.decode("utf-8-sig", "replace").replace("\r", "\n")
    return b"" if _has_paths(with_title(text)) else digest_of(data)


def _has_paths(text: str) -> bool:
    """Whether a link may name a file by its path alone, as most pages of ours do not."""
    defined = "]:" in text and _DEFINED.search(text)
    return bool(defined or _PATH.search(text))


def _check_dates(document: Document, known: Mapping[str, str], required: bool) -> None:
    """Raise `ContentError` for a date that cannot be read, or is missing from an article."""
    for name in _DATES:
        value = known.get(name)
        line = f"{document.path}:{document.lines.get(name, 1)}"
        if value is None:
            continue
        try:
            parse_date(value.replace("_", " "))
        except (ValueError, TypeError, OverflowError) as error:
            raise ContentError(
                f"The value of {name.title()} is not understood ({error}).",
                line,
                "Write dates as 2026-11-23.",
            ) from None
    if required and "date" not in known:
        raise ContentError(
            "The article has no date.",
            f"{document.path}:1",
            "Add a line such as 'Date: 2026-11-23' to its beginning.",
        )

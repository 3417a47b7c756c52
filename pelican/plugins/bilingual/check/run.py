"""Check pages and catalogs as a whole: the same findings in a build and on the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ..catalog.catalog import Catalog, Message, domain_path, read_catalog
from ..catalog.store import Store
from ..errors import BilingualError, Notes
from ..language.profile import script_of
from ..language.script import EXCEPTIONS
from ..project.config import Config, Language
from ..project.files import DOMAIN, shown
from ..project.read import Project
from ..source.document import Document, Pieces
from ..source.pages import Pages
from ..source.translation import Source, Target
from .dictionary import Dictionary, NoDictionaryError, open_dictionary
from .page import check_page, check_site, check_wording
from .rules import ERROR, Problem
from .spelling import Speller
from .terms import FILE as TERMS
from .terms import Term, read_terms
from .words import FILE as WORDS
from .words import Entry, check_words, read_words, word_list


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem of a message, with its place."""

    path: str
    """The catalog, relative to the project."""
    line: int
    severity: str
    """`error` or `warning`."""
    check: str
    text: str
    page: str
    """The domain of the page."""


def open_dictionaries(
    config: Config, root: Path
) -> tuple[dict[str, Dictionary], list[NoDictionaryError]]:
    """The dictionaries of the settings by language tag, and what is not installed.

    Raises `BilingualError` for a dictionary that is damaged.
    """
    found: dict[str, Dictionary] = {}
    missing: dict[str, NoDictionaryError] = {}
    for tag, folder in config.spelling.items():
        try:
            found[tag] = open_dictionary(folder, shown(folder, root))
        except NoDictionaryError as error:
            missing.setdefault(str(error), error)
    return found, [*missing.values()]


def check(
    project: Project,
    pages: Pages,
    only: Collection[str] = (),
    dictionaries: Mapping[str, Dictionary] = MappingProxyType({}),
) -> list[Finding]:
    """Everything that is wrong with the catalogs of the domains in `only`, all of them if empty.

    `dictionaries` are what texts are spelled by, by language tag.
    """
    found: list[Finding] = []
    catalogs = _Catalogs(project, found)
    wordings: dict[str, _Wording] = {}
    for language in project.config.targets:
        dictionary = dictionaries.get(language.tag)
        wordings[language.tag] = wording = _Wording(project, language, dictionary, found)
        if not only or DOMAIN in only:
            site = catalogs.read(language, DOMAIN)
            found += _findings(check_site(site), site, DOMAIN)
            problems = check_wording(site, site.messages, speller=wording.speller)
            found += _findings(problems, site, DOMAIN)
    for document in pages.documents():
        domain = project.domain_of(project.root / document.path)
        if not only or domain in only:
            source = pages.parser.render_page(document, Source())
            for language in project.config.targets:
                catalog = catalogs.read(language, domain)
                wording = wordings[language.tag]
                found += _check_translation(
                    project, pages, document, source, catalog, wording, domain
                )
    return sorted(found, key=lambda one: (one.path, one.line, one.severity, one.text))


def _check_translation(
    project: Project,
    pages: Pages,
    document: Document,
    source: Pieces,
    catalog: Catalog,
    wording: _Wording,
    domain: str,
) -> Iterator[Finding]:
    target = Target(catalog.look_up, "", source.body.anchors)
    rendered = pages.parser.render_page(document, target)
    locales = project.config.source.locale, wording.language.locale
    yield from _findings(check_page(document, source, rendered, catalog, locales), catalog, domain)
    keys = [segment.key for segment in document.segments if segment.msgctxt != "slug"]
    tags = project.config.source.tag, wording.language.tag
    problems = check_wording(catalog, keys, wording.terms, wording.speller, tags)
    yield from _findings(problems, catalog, domain)


class _Wording:
    """What a language's texts are compared with: its term list and its words."""

    def __init__(
        self,
        project: Project,
        language: Language,
        dictionary: Dictionary | None,
        found: list[Finding],
    ) -> None:
        """What is wrong in the language's `words.txt` goes to `found`."""
        folder = project.config.catalogs / language.folder
        self.language = language
        self.terms: list[Term] = read_terms(folder / TERMS, project.shown(folder / TERMS))
        name, entries = project.shown(folder / WORDS), list[Entry]()
        if dictionary and (folder / WORDS).is_file():
            entries, faults = read_words(_read(folder / WORDS, name))
            faults += check_words(entries, dictionary)
            found += (
                Finding(name, line, one.severity, one.check, one.text, "") for line, one in faults
            )
        self.speller = Speller(language, dictionary, word_list(entries), name)
        try:
            Store(project, Notes()).exceptions(language)
        except BilingualError as error:
            found.append(_fault(error, project.shown(folder / EXCEPTIONS), ""))


class _Catalogs:
    """Reads catalogs as they are; one that cannot be read is a finding."""

    def __init__(self, project: Project, found: list[Finding]) -> None:
        self._project, self._found = project, found

    def read(self, language: Language, domain: str) -> Catalog:
        path = domain_path(self._project.config.catalogs, language.folder, domain)
        name = self._project.shown(path)
        try:
            script = script_of(language.tag)
            return read_catalog(path, name, domain == DOMAIN, script=script)
        except BilingualError as error:
            self._found.append(_fault(error, name, domain))
            return Catalog(name)


def _findings(
    problems: Iterable[tuple[Message, Problem]], catalog: Catalog, page: str
) -> Iterator[Finding]:
    for message, problem in problems:
        yield Finding(
            catalog.path, message.line, problem.severity, problem.check, problem.text, page
        )


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BilingualError(
            f"The word list cannot be read ({error.strerror}).", name, "Make it a readable file."
        ) from None


def _fault(error: BilingualError, name: str, page: str) -> Finding:
    """A file that cannot be read."""
    text = f"{error.what} {error.remedy}".strip()
    return Finding(name, _line(error), ERROR, "syntax", text, page)


def _line(error: BilingualError) -> int:
    line = error.where.rpartition(":")[2]
    return int(line) if line.isdigit() else 1

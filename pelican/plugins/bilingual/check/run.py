"""Check pages and catalogs as a whole: the same findings in a build and on the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

from ..catalog.catalog import Catalog, Message
from ..catalog.interface import OWN
from ..catalog.store import Store, doubled, orphans
from ..catalog.terms import Term, terms_of
from ..errors import BilingualError, ContentError, Notes
from ..language.profile import THEME_LANGUAGE
from ..project.cache import Cache
from ..project.config import Config, Language
from ..project.files import DOMAIN, shown
from ..project.read import Project
from ..source.pages import Pages
from ..source.segments import Key
from .dictionary import Dictionary, NoDictionaryError, open_dictionary
from .page import check_wording
from .published import Publication
from .rules import ERROR, WARNING, Problem
from .spelling import Speller
from .words import WORDS_FILE, LinedProblem, ListedWord, check_words, read_words, word_list

SYNTAX = "syntax"
"""The name of the findings in files that cannot be read."""


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
    only: Collection[str] = (),
    dictionaries: Mapping[str, Dictionary] = MappingProxyType({}),
    pages: Pages | None = None,
    unsaved: Mapping[Path, bytes] = MappingProxyType({}),
    cache: Cache | None = None,
) -> list[Finding]:
    """Everything that is wrong with the pages and catalogs of the domains in `only`.

    All of them if `only` is empty. `dictionaries` are what texts are spelled by, by language tag;
    `pages`, `unsaved` and `cache` are `Publication`'s.
    """
    found: list[Finding] = []
    given = pages, unsaved, cache, True
    publication = Publication(
        project, Notes(), lambda *refused: found.extend(_findings(*refused)), *given
    )
    all_pages, store = publication.pages.all(publication.notes), publication.store
    publication.learn_words()
    chosen = [one for one in all_pages if not only or one.domain in only]
    keys = {
        page.domain: [one.key for one in page.document.segments if one.msgctxt != "slug"]
        for page in chosen
    }
    for language in dict.fromkeys([*project.config.catalogued, *project.config.translations]):
        if not only or DOMAIN in only:
            publication.site(language)
            keys[DOMAIN] = [*store.catalog(language, DOMAIN).messages]
        files = publication.pages.in_files(language.tag)
        for page in chosen if language is not project.config.source else ():
            if page.domain not in files:
                publication.catalog(page, language)
        if language in project.config.targets:
            for domain, catalog, faults in publication.steps(language, only):
                found += _lined(catalog.path, faults, domain)
            wording = _Wording(store, project, language, dictionaries.get(language.tag), found)
            found += wording.findings(keys, publication.pages.cache)
    for error in (*publication.pages.twice(), *doubled(project, publication.pages)):
        publication.notes.note(error)
    found += (_fault(error, project) for error in publication.notes.take())
    found += (_orphan(error) for error in orphans(project))
    promises = (page.document.promises(project.config.contact) for page in chosen)
    found += (_fault(error, project) for each in promises for error in each)
    for page in chosen if project.config.targets else ():
        told = (_fault(error, project) for error in page.document.untranslatable())
        found += (replace(one, severity=WARNING, check="html") for one in told)
        slips = (_fault(error, project) for error in page.slips)
        found += (replace(one, severity=WARNING) for one in slips)
    found = [one for one in dict.fromkeys(found) if not only or one.page in {*only, ""}]
    return sorted(found, key=lambda one: (one.path, one.line, one.severity, one.text))


class _Wording:
    """What a language's texts are compared with: its term list and its words."""

    def __init__(
        self,
        store: Store,
        project: Project,
        language: Language,
        dictionary: Dictionary | None,
        found: list[Finding],
    ) -> None:
        """What is wrong in the language's `words.txt` goes to `found`."""
        folder = project.config.catalogs / language.folder
        self._store, self._language = store, language
        self._tags = project.config.source.tag, language.tag
        self.terms: list[Term] = terms_of(project, language)
        name, entries = project.shown(folder / WORDS_FILE), list[ListedWord]()
        if dictionary and (folder / WORDS_FILE).is_file():
            entries, faults = read_words(_read(folder / WORDS_FILE, name))
            faults += check_words(entries, dictionary)
            found += _lined(name, faults, "")
        self.speller = Speller(language, dictionary, word_list(entries), name)
        self._inputs = dictionary.name if dictionary else None, language, self.terms, entries
        try:
            store.exceptions(language)
        except BilingualError as error:
            found.append(_fault(error, project))

    def findings(self, keys: Mapping[str, Sequence[Key]], cache: Cache) -> Iterator[Finding]:
        """What is wrong with the wording of these messages of each domain."""
        for domain, those in keys.items():
            if domain == DOMAIN and self._language.locale.language == THEME_LANGUAGE:
                those = [key for key in those if key[0] in OWN]  # noqa: PLW2901 # the rest are msgids
            inputs = self._store.key(self._language, domain), those, self._tags, *self._inputs
            make = partial(self._found, domain, those)
            yield from cache.memo("wording", inputs, list[Finding], make)

    def _found(self, domain: str, keys: Iterable[Key]) -> list[Finding]:
        catalog = self._store.catalog(self._language, domain)
        terms = self.terms if domain != DOMAIN else ()
        problems = check_wording(catalog, keys, terms, self.speller, self._tags)
        return list(_findings(catalog, problems))


def _findings(catalog: Catalog, problems: Iterable[tuple[Message, Problem]]) -> Iterator[Finding]:
    page = _page_of(catalog.path)
    for message, one in problems:
        yield Finding(catalog.path, message.line, one.severity, one.check, one.text, page)


def _lined(path: str, faults: Iterable[LinedProblem], page: str) -> Iterator[Finding]:
    for line, one in faults:
        yield Finding(path, line, one.severity, one.check, one.text, page)


def _page_of(catalog: str) -> str:
    """The domain of a catalog, from its path; empty for another file."""
    return catalog.partition("/LC_MESSAGES/")[2].removesuffix(".po")


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BilingualError(
            f"The word list cannot be read ({error.strerror}).", name, "Make it a readable file."
        ) from None


def _orphan(error: BilingualError) -> Finding:
    text = f"{error.what} {error.remedy}"
    return Finding(error.where, 1, WARNING, "page", text, _page_of(error.where))


def _fault(error: BilingualError, project: Project) -> Finding:
    """A file that cannot be read, or a page that cannot be published."""
    path, _, line = error.where.rpartition(":")
    if not line.isdigit():
        path, line = error.where, "1"
    is_source = isinstance(error, ContentError)
    page = project.domain_of(project.root / path) if is_source else _page_of(path)
    text = f"{error.what} {error.remedy}".strip()
    return Finding(path, int(line), ERROR, "source" if is_source else SYNTAX, text, page)

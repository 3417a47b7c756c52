"""Every catalog of a run, read once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from ..errors import BilingualError, ContentError, Notes
from ..language.profile import script_of
from ..language.script import EXCEPTIONS, Script, read_exceptions
from ..project.cache import Cache, digest_of
from ..project.config import Language
from ..project.files import DOMAIN, read_source, source_files
from ..project.read import Project
from ..source.pages import Pages
from ..source.segments import Key
from .catalog import Catalog, domain_path, find_domains, read_catalog
from .merge.grace import Grace
from .terms import Term, terms_of


def orphans(project: Project) -> Iterator[BilingualError]:
    """What to tell people of the catalogs that no source page has."""
    pages = {DOMAIN, *map(project.domain_of, source_files(project.settings))}
    for language in project.config.targets:
        for domain in find_domains(project.config.catalogs, language.folder):
            if domain not in pages:
                path = domain_path(project.config.catalogs, language.folder, domain)
                yield BilingualError(
                    "No page has this catalog.",
                    project.shown(path),
                    "Delete it if its page is gone, or name it as the page is named now.",
                )


def doubled(project: Project, pages: Pages) -> Iterator[BilingualError]:
    """What to tell people of pages that both a file of their own and a catalog translate."""
    for language in project.config.targets:
        for domain, file in pages.in_files(language.tag).items():
            path = domain_path(project.config.catalogs, language.folder, domain)
            if path.exists():
                yield ContentError(
                    f"The page is translated into {language.name} by this file and by the catalog"
                    f" {project.shown(path)}.",
                    f"{file.document.path}:1",
                    "Keep one of them: bilingual import brings the file's text into the catalog"
                    " and moves the file away; without the catalog, the file is the page.",
                )


class Store:
    """The catalogs of a site as they are on disk, each in the script of its language."""

    def __init__(
        self,
        project: Project,
        notes: Notes,
        unsaved: Mapping[Path, bytes] = MappingProxyType({}),
        cache: Cache | None = None,
        keeps: bool = False,
    ) -> None:
        """What cannot be read is noted in `notes`; files that are `unsaved` are taken as given.

        What the `cache` knows of files is not read again; if it `keeps` catalogs, too, those that
        it has are not parsed.
        """
        self._project, self._notes, self._unsaved = project, notes, unsaved
        self._cache, self._keeps = cache or Cache(), keeps
        self._keys: dict[tuple[str, str], bytes] = {}
        self._catalogs: dict[tuple[str, str], Catalog] = {}
        self._scripts: dict[str, Script | None] = {}
        self._terms: dict[str, list[Term] | None] = {}
        self._broken: set[tuple[str, str]] = set()
        self._given: dict[tuple[str, str], tuple[Catalog, list[BilingualError]]] = {}

    def path(self, language: Language, domain: str) -> Path:
        """Where a catalog is."""
        return domain_path(self._project.config.catalogs, language.folder, domain)

    def catalog(self, language: Language, domain: str) -> Catalog:
        """A catalog, read once; one that cannot be read is empty and noted as an error."""
        key = (language.tag, domain)
        if key in self._given:
            self._catalogs[key], errors = self._given.pop(key)
            self._broken |= {key} if errors else set()
            for error in errors:
                self._notes.note(error)
        elif key not in self._catalogs:
            try:
                self._catalogs[key] = self._read(language, domain)
            except BilingualError as error:
                self._notes.note(error)
                self._catalogs[key] = Catalog(self._file(language, domain)[1])
                self._broken.add(key)
        return self._catalogs[key]

    def domain(self, language: Language, path: Path) -> str:
        """The domain of a catalog of a language, by its path; empty for any other file."""
        folder, path = self.path(language, DOMAIN).parent.resolve(), path.resolve()
        inside = path.suffix == ".po" and path.is_relative_to(folder)
        return path.relative_to(folder).with_suffix("").as_posix() if inside else ""

    def sum(self, language: Language, domain: str) -> bytes:
        """A name for what is in a catalog's file; empty where there is none. Raises `OSError`."""
        path = self.path(language, domain)
        if path in self._unsaved:
            return digest_of(self._unsaved[path])
        try:
            return self._cache.of_file("catalog", path)
        except (FileNotFoundError, NotADirectoryError):
            return b""

    def key(self, language: Language, domain: str) -> bytes:
        """A name for all that a catalog was read from; empty if not known."""
        self.catalog(language, domain)
        return self._keys.get((language.tag, domain), b"")

    def give(
        self, language: Language, domain: str, catalog: Catalog, errors: list[BilingualError]
    ) -> None:
        """Take a catalog as read, by another process, with what was wrong with it."""
        self._given[language.tag, domain] = catalog, errors

    def forget(self, language: Language, domain: str) -> None:
        """Leave a catalog to whom it was given, or to be read anew."""
        key = language.tag, domain
        self._catalogs.pop(key, None)
        self._given.pop(key, None)
        self._broken.discard(key)

    def is_broken(self, language: Language, domain: str) -> bool:
        """Whether a catalog that was asked for could not be read."""
        return (language.tag, domain) in self._broken

    def without(self, language: Language, domain: str, refused: Collection[Key]) -> Catalog:
        """A catalog in which these messages count as fuzzy, for gettext's runtime, too."""
        path, name = self._file(language, domain)
        data = self._unsaved.get(path)
        script, site = self.script(language), domain == DOMAIN
        if site or not self._project.config.grace:
            return read_catalog(path, name, site, refused, script, data)
        grace = Grace(self._project.config.source.tag, lambda: self.terms(language))
        return read_catalog(path, name, site, refused, script, data, grace)

    def terms(self, language: Language) -> list[Term] | None:
        """A language's term list, read once; None for one that cannot be read, which is noted."""
        if language.folder not in self._terms:
            self._terms[language.folder] = None
            try:
                self._terms[language.folder] = terms_of(self._project, language)
            except BilingualError as error:
                self._notes.note(error)
        return self._terms[language.folder]

    def script(self, language: Language) -> Script | None:
        """How a language writes the translations of its catalogs; its list is read once."""
        if language.tag not in self._scripts:
            self._scripts[language.tag] = None  # where the list cannot be read, once is enough
            exceptions = self.exceptions(language) if language.base else {}
            self._scripts[language.tag] = script_of(language.tag, exceptions)
        return self._scripts[language.tag]

    def exceptions(self, language: Language) -> dict[str, str]:
        """The words of a language's list of exceptions; `BilingualError` if it cannot be read."""
        path = self._project.config.catalogs / language.folder / EXCEPTIONS
        name = self._project.shown(path)
        return read_exceptions(read_source(path, name), name) if path.is_file() else {}

    def unused(self) -> Iterator[str]:
        """Catalogs on disk that no page has asked for."""
        config = self._project.config
        for language in config.targets:
            for domain in find_domains(config.catalogs, language.folder):
                if (language.tag, domain) not in self._catalogs and domain != DOMAIN:
                    yield self._file(language, domain)[1]

    def _read(self, language: Language, domain: str) -> Catalog:
        base = self._project.config.language(language.base)
        if base and not self.catalog(base, domain).messages:  # what is wrong has been said
            return self.catalog(base, domain)
        at, name = (language.tag, domain), self._file(language, domain)[1]
        if not self._keeps:
            return self.without(language, domain, ())
        try:
            known = self.sum(language, domain)
            exceptions = self.exceptions(language) if language.base else {}
        except (BilingualError, OSError):
            return self.without(language, domain, ())  # which says what is wrong
        grace = self._project.config.grace and self.terms(language)
        key = self._keys[at] = self._cache.digest("catalog", at, name, known, exceptions, grace)
        found: Catalog | None = self._cache.get(key, Catalog)
        if found is None:
            found = Catalog(name)
            if known:
                found = self.without(language, domain, ())
            if known == self.sum(language, domain):  # it was not saved meanwhile
                self._cache.put(key, found)
        return found

    def _file(self, language: Language, domain: str) -> tuple[Path, str]:
        """Where a catalog is, and how people are told so."""
        path = self.path(language, domain)
        return path, self._project.shown(path)

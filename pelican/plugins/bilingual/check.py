"""Check pages and catalogs as a whole: the same findings in a build and on the command line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .build import Build
from .catalog import Catalog, Message, domain_path, read_catalog
from .checks import ERROR, Problem
from .config import Language
from .document import Document, Pieces
from .errors import BilingualError
from .page_checks import check_page, check_site, check_wording
from .site import DOMAIN
from .sources import domain_of, shown
from .terms import Term, read_terms
from .translate import Source, Target
from .update import documents


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


def check(
    settings: Mapping[str, Any], settings_file: Path, pages: Collection[str] = ()
) -> list[Finding]:
    """Everything that is wrong with the catalogs of these domains, all of them if empty."""
    build = Build(settings)
    root = settings_file.parent
    found: list[Finding] = []
    catalogs = _Catalogs(build, found)
    for language in build.config.targets if not pages or DOMAIN in pages else ():
        site = catalogs.read(language, DOMAIN)
        found += _findings(check_site(site), site, DOMAIN)
        found += _findings(check_wording(site, site.messages), site, DOMAIN)
    for document in documents(settings, build.config, root):
        domain = domain_of(shown(root / document.path, Path(settings["PATH"])))
        if not pages or domain in pages:
            source = build.parser.render_page(document, Source())
            for language in build.config.targets:
                catalog = catalogs.read(language, domain)
                found += _check_translation(build, document, source, catalog, language, domain)
    return sorted(found, key=lambda one: (one.path, one.line, one.severity, one.text))


def _check_translation(
    build: Build,
    document: Document,
    source: Pieces,
    catalog: Catalog,
    language: Language,
    domain: str,
) -> Iterator[Finding]:
    target = Target(lambda one: catalog.translation(one.key), "", source.body.anchors)
    rendered = build.parser.render_page(document, target)
    locales = build.config.source.locale, language.locale
    yield from _findings(check_page(document, source, rendered, catalog, locales), catalog, domain)
    keys = [segment.key for segment in document.segments if segment.msgctxt != "slug"]
    terms = _terms(build, language)
    yield from _findings(check_wording(catalog, keys, terms), catalog, domain)


def _terms(build: Build, language: Language) -> list[Term]:
    path = build.config.catalogs / language.folder / "terms.csv"
    return read_terms(path, shown(path, build.root))


class _Catalogs:
    """Reads catalogs as they are; one that cannot be read is a finding."""

    def __init__(self, build: Build, found: list[Finding]) -> None:
        self._build, self._found = build, found

    def read(self, language: Language, domain: str) -> Catalog:
        path = domain_path(self._build.config.catalogs, language.folder, domain)
        name = shown(path, self._build.root)
        try:
            return read_catalog(path, name, domain == DOMAIN)
        except BilingualError as error:
            text = f"{error.what} {error.remedy}".strip()
            self._found.append(Finding(name, _line(error), ERROR, "syntax", text, domain))
            return Catalog(name)


def _findings(
    problems: Iterable[tuple[Message, Problem]], catalog: Catalog, page: str
) -> Iterator[Finding]:
    for message, problem in problems:
        yield Finding(
            catalog.path, message.line, problem.severity, problem.check, problem.text, page
        )


def _line(error: BilingualError) -> int:
    line = error.where.rpartition(":")[2]
    return int(line) if line.isdigit() else 1

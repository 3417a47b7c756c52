"""Bring every catalog up to the source, and lose nothing that people wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .atomic import remove_unfinished, write_text
from .catalog import domain_path, find_domains
from .config import Config, Language
from .document import Document
from .errors import ContentError
from .l10n import gettext_plural
from .parser import Parser
from .pofile import header_fields
from .renewal import Located, Page, adopt, composed, merge_all, open_page
from .site import DOMAIN, site_segments
from .sources import domain_of, read_source, shown, source_files
from .urls import as_slug, edition_url


def documents(settings: Mapping[str, Any], config: Config, root: Path) -> Iterator[Document]:
    """Parse every page in the source language; its segments need no inline stage.

    Raises `ContentError` for a file that is not UTF-8, or whose catalog is another's.
    """
    parser = Parser(settings["MARKDOWN"], settings["FORMATTED_FIELDS"], config.source.locale)
    owners = {DOMAIN: "the theme"}
    for path in source_files(settings):
        name = shown(path, root)
        document = parser.parse(read_source(path, name), name, config.fields)
        language = "".join(document.metadata.get("lang", [])) or config.source.tag
        skipped = document.metadata.get("status") == ["skip"]
        if language != config.source.tag or skipped:
            continue
        domain = domain_of(shown(path, Path(settings["PATH"])))
        owner = owners.setdefault(domain, name)
        if owner != name:
            raise ContentError(
                f"The catalog {domain} belongs to {owner}.", name, "Rename the file."
            )
        yield document


def wanted(
    settings: Mapping[str, Any], settings_file: Path, config: Config
) -> dict[str, list[Located]]:
    """All messages of the site by domain, in the order of the page."""
    root = settings_file.parent
    pages = list(documents(settings, config, root))
    backlink = Parser(settings["MARKDOWN"]).backlink_title
    domains = {DOMAIN: list(site_segments(settings, settings_file, pages, backlink))}
    for page in pages:
        domain = domain_of(shown(root / page.path, Path(settings["PATH"])))
        domains[domain] = [(page.path, segment) for segment in page.segments]
    return domains


def update(
    settings: Mapping[str, Any], settings_file: Path, config: Config, only: Iterable[str] = ()
) -> Iterator[tuple[str, bool]]:
    """Update the catalogs of all target languages; yields each path and whether it changed.

    `settings_file` lies in the site's folder; `only` names domains, all of them if empty.
    """
    domains = wanted(settings, settings_file, config)
    chosen = set(only) or set(domains)
    for language in config.targets:
        remove_unfinished(config.catalogs / language.folder)
        fields = header(language, str(settings["SITENAME"]))
        pages = merged(config.catalogs, language.folder, settings_file.parent, domains, fields)
        for domain in sorted(chosen & set(pages), key=list(pages).index):
            pages[domain].url = address_of(pages[domain], language)
            yield pages[domain].name, _write(pages[domain])


def address_of(page: Page, language: Language) -> str:
    """Where a translation can be looked at: entries name it, with their anchor in the preview."""
    key = next((key for key in page.wanted if key[0] == "slug"), None)
    if key is None:
        return ""
    entry = page.found.get(key)
    given = entry.msgstr if entry and not entry.fuzzy else ""
    slug = as_slug(given, language.tag) or key[1]
    return f"{edition_url(language.tag)}{slug}/"


def merged(
    catalogs: Path,
    folder: str,
    root: Path,
    domains: Mapping[str, list[Located]],
    fields: Mapping[str, str],
) -> dict[str, Page]:
    """One language's catalogs, brought up to the source in memory.

    Catalogs without a page lend their messages: the page may have been renamed, or cut up.
    """
    on_disk = {domain: domain_path(catalogs, folder, domain) for domain in domains}
    on_disk |= {one: domain_path(catalogs, folder, one) for one in find_domains(catalogs, folder)}
    pages = {
        domain: _read(path, shown(path, root), domains.get(domain, ()), fields)
        for domain, path in on_disk.items()
    }
    orphans = {domain: page for domain, page in pages.items() if domain not in domains}
    for domain in domains:
        if not pages[domain].text:
            adopt(pages[domain], orphans)
    merge_all(list(pages.values()))
    return {domain: pages[domain] for domain in domains}


def _read(path: Path, name: str, located: Iterable[Located], fields: Mapping[str, str]) -> Page:
    return open_page(path, name, path.read_bytes() if path.exists() else b"", located, fields)


def _write(page: Page) -> bool:
    text = composed(page)
    if page.renamed:  # in one step: whoever is killed here goes on with the old text next time
        page.path.parent.mkdir(parents=True, exist_ok=True)
        page.renamed.replace(page.path)
    changed = text != page.text and write_text(page.path, text)
    return changed or page.renamed is not None


def header(language: Language, project: str) -> dict[str, str]:
    """The header of a new catalog."""
    plural = gettext_plural(language.locale)
    return header_fields(project, plural) | {
        "Language-Team": language.name,
        "Language": language.folder,
    }

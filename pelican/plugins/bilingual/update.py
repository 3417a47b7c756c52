"""Bring every catalog up to the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .atomic import write_text
from .catalog import domain_path, updated
from .config import Config, Language
from .document import Document
from .errors import ContentError
from .l10n import gettext_plural
from .parser import Parser
from .site import DOMAIN, site_segments
from .sources import domain_of, read_source, shown, source_files


def documents(settings: Mapping[str, Any], config: Config, root: Path) -> Iterator[Document]:
    """Parse every page in the source language; its segments need no inline stage.

    Raises `ContentError` for a file that is not UTF-8, or whose catalog is another's.
    """
    parser = Parser(settings["MARKDOWN"], settings["FORMATTED_FIELDS"])
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


def update(
    settings: Mapping[str, Any], settings_file: Path, config: Config
) -> Iterator[tuple[str, bool]]:
    """Update the catalogs of all target languages; yields each path and whether it changed.

    `settings_file` lies in the site's folder.
    """
    root = settings_file.parent
    pages = list(documents(settings, config, root))
    backlink = Parser(settings["MARKDOWN"]).backlink_title
    content = Path(settings["PATH"])
    domains = {DOMAIN: list(site_segments(settings, settings_file, pages, backlink))}
    for page in pages:
        domain = domain_of(shown(root / page.path, content))
        domains[domain] = [(page.path, segment) for segment in page.segments]
    for language in config.targets:
        for domain, segments in domains.items():
            path = domain_path(config.catalogs, language.folder, domain)
            data = path.read_bytes() if path.exists() else b""
            name = shown(path, root)
            text = updated(data, name, segments, header(language, str(settings["SITENAME"])))
            yield name, write_text(path, text)


def header(language: Language, project: str) -> dict[str, str]:
    """The header of a new catalog."""
    return {
        "Project-Id-Version": project,
        "Report-Msgid-Bugs-To": "",
        "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator": "",
        "Language-Team": language.name,
        "Language": language.folder,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": gettext_plural(language.locale),
    }

"""Bring every catalog up to the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .atomic import write_text
from .catalog import domain_path, updated
from .config import Config, Language
from .document import Document
from .l10n import gettext_plural
from .parser import Parser
from .site import DOMAIN, site_segments
from .sources import domain_of, shown, source_files


def documents(settings: Mapping[str, Any], config: Config, root: Path) -> Iterator[Document]:
    """Parse every source page; the inline stage is not needed to find its segments."""
    parser = Parser(settings["MARKDOWN"], settings["FORMATTED_FIELDS"])
    for path in source_files(settings):
        yield parser.parse(path.read_text(encoding="utf-8-sig"), shown(path, root), config.fields)


def update(settings: Mapping[str, Any], config: Config, root: Path) -> Iterator[tuple[str, bool]]:
    """Update the catalogs of all target languages; yields each path and whether it changed."""
    pages = list(documents(settings, config, root))
    topics = [
        topic.strip()
        for page in pages
        for value in page.metadata.get("tags", [])
        for topic in value.split(",")
        if topic.strip()
    ]
    backlink = Parser(settings["MARKDOWN"]).backlink_title
    content = Path(settings["PATH"])
    domains = {DOMAIN: list(site_segments(settings, root, topics, backlink))}
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

"""Start a language: all its catalogs, empty, with the right headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from .atomic import write_text
from .catalog import domain_path, find_domains
from .config import Config, Language
from .errors import BilingualError
from .l10n import UnknownLocaleError, own_name, parse_locale, similar_tags
from .renewal import Located, composed, open_page
from .scripts import DERIVED
from .settings import SETTING
from .sources import shown
from .update import address_of, header


def new_language(given: str, config: Config) -> Language:
    """The language that a tag names, as the settings have it or as CLDR does.

    Raises `BilingualError` for an unknown tag (with close ones), for the source language, and
    for one that has catalogs already.
    """
    tag = normal_tag(given)
    try:
        locale = parse_locale(tag)
    except UnknownLocaleError:
        locale = None
    if locale is None or locale.language != tag.partition("-")[0]:  # `rus` is spelled `ru`
        close = [locale.language] if locale else similar_tags(given)
        known = f"Close tags: {', '.join(close)}."
        raise BilingualError(
            f"CLDR knows no language {given!r}.",
            remedy=known if close else "Use a BCP 47 tag such as 'tk', 'ru' or 'pt-BR'.",
        )
    language = config.language(tag) or Language(tag, own_name(tag), locale)
    if language == config.source:
        raise BilingualError(
            f"{language.name} is the source language.", remedy="It needs no catalogs."
        )
    if tag in DERIVED:
        raise BilingualError(
            f"{tag} is made of the catalogs of {DERIVED[tag]!r} and needs none.",
            remedy=f"Add it to {SETTING}['languages'] with its own name.",
        )
    if any(find_domains(config.catalogs, language.folder)):
        raise BilingualError(
            f"There are catalogs of {language.name} already.",
            shown(config.catalogs / language.folder, Path.cwd()),
            f"With {settings_line(language)} in {SETTING}['languages'], bilingual update"
            " completes them.",
        )
    return language


def normal_tag(given: str) -> str:
    """A BCP 47 tag in its usual letters: `pt_br` is `pt-BR`."""
    first, *others = re.split("[-_]", given.strip())
    shapes = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(shapes.get(len(one), str)(one) for one in others)])


def new_catalogs(
    domains: Mapping[str, Iterable[Located]],
    language: Language,
    catalogs: Path,
    project: str,
    now: datetime,
) -> Iterator[tuple[Path, str]]:
    """Path and text of each catalog, as update would leave it; their headers' date is `now`."""
    fields = header(language, project)
    fields["PO-Revision-Date"] = now.strftime("%Y-%m-%d %H:%M%z")
    for domain, located in domains.items():
        path = domain_path(catalogs, language.folder, domain)
        page = open_page(path, path.name, b"", located, fields)
        page.url = address_of(page, language)
        yield path, composed(page)


def write_all(texts: Iterable[tuple[Path, str]]) -> Iterator[Path]:
    """Write files; yields each path."""
    for path, text in texts:
        write_text(path, text)
        yield path


def settings_line(language: Language) -> str:
    """The entry of `BILINGUAL['languages']`."""
    return f'"{language.tag}": "{language.name}",'

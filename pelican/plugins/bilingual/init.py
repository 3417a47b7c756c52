"""Start a language: all its catalogs, empty, with the right headers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from .atomic import write_text
from .catalog import domain_path, find_domains
from .config import SETTING, Config, Language
from .errors import BilingualError
from .l10n import UnknownLocaleError, own_name, parse_locale, similar_tags
from .renewal import Located, updated
from .sources import shown
from .update import header


def new_language(given: str, config: Config) -> Language:
    """The language that a tag names, as the settings have it or as CLDR does.

    Raises `BilingualError` for an unknown tag (with close ones), for the source language, and
    for one that has catalogs already.
    """
    tag = normal_tag(given)
    try:
        locale = parse_locale(tag)
        language = config.language(tag) or Language(tag, own_name(tag), locale)
    except (UnknownLocaleError, ValueError):
        close = similar_tags(given)
        raise BilingualError(
            f"CLDR knows no language {given!r}.",
            remedy=f"Close tags: {', '.join(close)}."
            if close
            else "Use a BCP 47 tag such as 'tk', 'ru' or 'pt-BR'.",
        ) from None
    if language == config.source:
        raise BilingualError(
            f"{language.name} is the source language.", remedy="It needs no catalogs."
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
    domains: Mapping[str, Iterable[Located]], language: Language, project: str, now: datetime
) -> Iterator[tuple[str, str]]:
    """Domain and text of each catalog; the date in their headers is `now`."""
    fields = header(language, project)
    fields["PO-Revision-Date"] = now.strftime("%Y-%m-%d %H:%M%z")
    for domain, located in domains.items():
        yield domain, updated(b"", domain, located, fields)


def write_catalogs(
    catalogs: Path, language: Language, texts: Iterable[tuple[str, str]]
) -> Iterator[Path]:
    """Write them; yields each path."""
    for domain, text in texts:
        path = domain_path(catalogs, language.folder, domain)
        write_text(path, text)
        yield path


def settings_line(language: Language) -> str:
    """The entry of `BILINGUAL['languages']`."""
    return f'"{language.tag}": "{language.name}",'

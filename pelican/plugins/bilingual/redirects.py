"""Pages at former addresses that lead to the present ones, on any static host."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pelican.contents import Content

from .build import Build
from .errors import ContentError
from .sources import shown
from .urls import parallel_url, relative
from .versions import Versions

_ALIAS = re.compile(r"(?:(?P<tag>[A-Za-z][\w-]*)/)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A former address."""

    url: str
    """Where it was, relative to the site's root."""
    content: Content
    """What is there now."""

    @property
    def target(self) -> str:
        """The present address, relative to the former one."""
        return relative(self.content.url, self.url)


def redirects(versions: Versions, build: Build) -> Iterator[Redirect]:
    """The former addresses that a page's `Aliases:` names.

    `old-name` was its slug in every language, `tk/old-name` in one. Raises `ContentError`
    for an entry that cannot have been an address.
    """
    source = build.config.source.tag
    for alias in _aliases(versions.source):
        found = _ALIAS.fullmatch(alias)
        tag = found["tag"] if found else None
        if not found or (tag and tag not in versions.languages):
            raise ContentError(
                f"The alias {alias!r} cannot have been an address.",
                shown(versions.source.source_path, build.root),
                "Write former slugs: 'Aliases: old-name, tk/ady'.",
            )
        for language, content in versions.languages.items():
            if tag in (None, language):
                yield Redirect(f"{language}/{found['slug']}/", content)
        for target, pair in versions.parallels.items():
            if tag in (None, source):
                yield Redirect(parallel_url(source, target, found["slug"]), pair)


def _aliases(content: Content) -> Iterable[str]:
    given = getattr(content, "aliases", "")
    lines = given if isinstance(given, list) else [str(given)]
    return [alias.strip() for line in lines for alias in line.split(",") if alias.strip()]

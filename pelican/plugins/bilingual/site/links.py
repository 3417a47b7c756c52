"""Links between pages: every `{filename}` must lead somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.contents import Content

from ..errors import ContentError
from ..project.urls import parallel_url, relative
from ..source.pages import SourcePage
from .run import Build
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
                build.project.shown(versions.source.source_path),
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


_LINK = re.compile(
    r"(?:href|src|poster)=[\"'](?P<link>[{|](?P<what>filename|static|attach)[|}](?P<path>[^\"'#?]*))"
)


def check_links(
    versions: Versions, context: Mapping[str, Any], build: Build
) -> Iterator[ContentError]:
    """The links of a page's versions that lead nowhere, each with file and line."""
    page, seen = versions.page, set[str]()
    assert page
    for content in versions.languages.values():
        for link, what, path in _links(content):
            if link in seen or _found(what, path, content, context):
                continue
            seen.add(link)
            yield _error(link, page, build)
        corrections = [one.text for one in content.corrections]
        lists = {
            "keypoints": content.keypoints,
            "sources": content.sources,
            "corrections": corrections,
        }
        for name, texts in lists.items():
            for match in _LINK.finditer(" ".join(texts)):
                if match["link"] not in seen:
                    seen.add(match["link"])
                    yield ContentError(
                        f"The front matter links to {match['link']}.",
                        f"{page.document.path}:{page.document.lines[name]}",
                        "Put links between pages into the text.",
                    )


def _links(content: Content) -> Iterable[tuple[str, str, str]]:
    html = content._content + content.metadata.get("summary", "")  # before Pelican replaces links
    if "{" not in html and "|" not in html:
        return
    for match in _LINK.finditer(html):
        yield unescape(match["link"]), match["what"], unescape(match["path"])


def _found(what: str, path: str, content: Content, context: Mapping[str, Any]) -> bool:
    if path.startswith("/"):
        path = path[1:]
    else:
        path = posixpath.normpath(posixpath.join(content.relative_dir, path))
    if path.startswith("../"):  # what is not content must not be published
        return False
    places = ["static_content"] if what != "filename" else ["generated_content", "static_content"]
    found = (context[place].get(name) for place in places for name in (path, unquote(path)))
    return any(one is not None and Path(one.source_path).exists() for one in found)


def _error(link: str, page: SourcePage, build: Build) -> ContentError:
    document, remedy = page.document, "Correct the path; it starts from the page's own folder."
    with (build.project.root / document.path).open(encoding="utf-8-sig") as lines:
        line = next((n for n, text in enumerate(lines, 1) if link in unescape(text)), 1)
    return ContentError(f"The link {link} leads nowhere.", f"{document.path}:{line}", remedy)


def check_addresses(pages: Iterable[tuple[str, Content]], build: Build) -> Iterator[ContentError]:
    """Pages that would be written over each other; two files are named once, not per language.

    `pages` are addresses with what is, or leads to, what is there.
    """
    taken: dict[str, Content] = {}
    named = set()
    for url, content in pages:
        other = taken.setdefault(url, content)
        first, second = (build.project.shown(one.source_path) for one in (other, content))
        if other is not content and (first, second) not in named:
            named.add((first, second))
            yield ContentError(
                f"{second} and {first} have the same address, {url}.",
                f"{second}:1",
                "Give one of them another slug, or take out the alias.",
            )

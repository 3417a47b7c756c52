"""Links between pages: every `{filename}` must lead somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from pelican.contents import Content

from ..errors import ContentError
from ..finish.markup import Tag, retagged
from ..finish.replaced import PREFIX, links_to_files
from ..project.urls import parallel_url, relative
from ..source.pages import SourcePage
from .build import Build
from .core import address_with, asks, attach, files_by_path, pages_by_path
from .versions import Version, Versions

_ALIAS = re.compile(r"(?:(?P<tag>[A-Za-z][\w-]*)/)?(?P<slug>[a-z0-9]+(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A former address."""

    url: str
    """Where it was, relative to the site's root."""
    file: str
    """What is written there."""
    version: Version
    """What is there now."""

    @property
    def target(self) -> str:
        """The present address, relative to the former one."""
        return relative(self.version.url, self.url)


def redirects(versions: Versions, build: Build) -> Iterator[Redirect]:
    """The former addresses that a page's `Aliases:` names.

    `old-name` was its slug in every language, `tk/old-name` in one; those of a file that
    translates a page are in the file's language. Raises `ContentError` for an entry that cannot
    have been an address. Nothing leads to a draft.
    """
    if any(one.pelican.status == "draft" for one in versions.languages.values()):
        return
    source = build.config.source.tag
    for alias, own in _aliases(versions):
        found = _ALIAS.fullmatch(alias)
        tag = (found["tag"] if found else None) or own
        if not found or (tag and tag not in versions.languages) or (own and tag != own):
            page = versions.languages[own].file if own else versions.page
            raise ContentError(
                f"The alias {alias!r} cannot have been an address.",
                page.document.path if page else "",
                "Write former slugs: 'Aliases: old-name, tk/ady'.",
            )
        for language, version in versions.languages.items():
            if tag in (None, language):
                url, file = address_with(version.pelican, found["slug"])
                yield Redirect(url, file, version)
        for target, pair in versions.parallels.items():
            if tag in (None, source):
                kept = build.config.keeps_addresses
                before = address_with(versions.source.pelican, found["slug"])
                url, file = before if kept else (f"{found['slug']}/", f"{found['slug']}/index.html")
                tags = source, target
                yield Redirect(parallel_url(*tags, url), parallel_url(*tags, file), pair)


def _aliases(versions: Versions) -> Iterator[tuple[str, str | None]]:
    """The aliases of a page's files; those of a translation with its language."""
    for tag, version in versions.languages.items():
        file = version.file
        for alias in file.aliases if file else ():
            yield alias, None if file is versions.page else tag


def check_links(
    versions: Versions, context: Mapping[str, Any], build: Build
) -> Iterator[ContentError]:
    """The links of a page's versions that lead nowhere, each with file and line."""
    known: dict[str, set[str]] = {}
    for version in versions.languages.values():
        page = version.file or versions.page
        if page is None:
            continue
        seen = known.setdefault(page.document.path, set())
        for link in _links_of(version):
            if link not in seen and not _target(link, version.pelican, context):
                yield _error(link, page, build, "leads nowhere", _CORRECT)
            seen.add(link)
        lists = {
            "keypoints": version.keypoints,
            "sources": version.sources,
            "corrections": [one.text for one in version.corrections],
        }
        for name, texts in lists.items():
            for link in links_to_files(" ".join(texts)):
                if link not in seen:
                    seen.add(link)
                    yield ContentError(
                        f"The front matter links to {link}.",
                        f"{page.document.path}:{page.document.lines[name]}",
                        "Put links between pages into the text.",
                    )


def attach_files(versions: Versions) -> None:
    """Let the files that a page attaches stand beside its source's version, in every language."""
    content = versions.source.pelican
    attach(content, [one for one in asks(content).links if one[1:].startswith("attach")])


def shared(html: str) -> str:
    """The HTML of another version of a page: what the source attaches is just a file there."""
    return retagged(html, _shared) if "attach" in html else html


def _shared(tag: Tag) -> Tag:
    return replace(tag, attributes=tuple(_static(*pair) for pair in tag.attributes))


def _static(name: str, value: str | None) -> tuple[str, str | None]:
    found = PREFIX.match(value or "")
    attached = found is not None and found["what"] == "attach"
    return name, (value or "").replace("attach", "static", 1) if attached else value


def links_to_drafts(
    versions: Versions, context: Mapping[str, Any], build: Build
) -> Iterator[ContentError]:
    """The links by which readers of a public page find a draft, each with file and line."""
    said = set[tuple[str, str]]()
    for version in versions.languages.values():
        page = version.file or versions.page
        for link in _links_of(version) if page and page.public else ():
            to = _target(link, version.pelican, context)
            if page and getattr(to, "status", "") == "draft":
                if (page.document.path, link) not in said:
                    yield _error(link, page, build, "leads readers to a draft", _PUBLISH)
                said.add((page.document.path, link))


_CORRECT = "Correct the path; it starts from the page's own folder."
_PUBLISH = "Publish that page first, or take the link out."


def _links_of(version: Version) -> Iterator[str]:
    """The links in a page's text and summary."""
    yield from asks(version.pelican).links
    yield from links_to_files(version.pelican.metadata.get("summary", ""))


def _target(link: str, content: Content, context: Mapping[str, Any]) -> Content | None:
    """What a link leads to."""
    prefix = PREFIX.match(link)
    assert prefix
    path = re.split("[?#]", link[prefix.end() :], maxsplit=1)[0]
    if path.startswith("/"):
        path = path[1:]
    else:
        path = posixpath.normpath(posixpath.join(content.relative_dir, path))
    if path.startswith("../"):  # what is not content must not be published
        return None
    places = [files_by_path(context)]
    if prefix["what"] == "filename":
        places.append(pages_by_path(context))
    found = (place.get(name) for place in places for name in (path, unquote(path)))
    return next((one for one in found if one and Path(one.source_path).exists()), None)


def _error(link: str, page: SourcePage, build: Build, what: str, remedy: str) -> ContentError:
    document = page.document
    shown = link.partition("?")[0].partition("#")[0]
    with (build.project.root / document.path).open(encoding="utf-8-sig") as lines:
        line = next((n for n, text in enumerate(lines, 1) if shown in unescape(text)), 1)
    return ContentError(f"The link {shown} {what}.", f"{document.path}:{line}", remedy)


def check_addresses(pages: Iterable[tuple[str, Version]], build: Build) -> Iterator[ContentError]:
    """Pages that would be written over each other; two files are named once, not per language.

    `pages` are addresses with what is, or leads to, what is there.
    """
    taken: dict[str, Version] = {}
    named = set()
    for url, version in pages:
        other = taken.setdefault(url, version)
        if other is version:
            continue
        first, second = (build.project.shown(one.pelican.source_path) for one in (other, version))
        if (first, second) not in named:
            named.add((first, second))
            yield ContentError(
                f"{second} and {first} have the same address, {url}.",
                f"{second}:1",
                "Give one of them another slug, or take out the alias.",
            )

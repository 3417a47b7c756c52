"""What a page tells machines: its address, its other languages, and what it is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from ..finish.markup import read, text_in
from ..language.cldr import region_tag
from ..project.config import Config
from ..project.urls import absolute
from .edition import Alternate
from .versions import Version, Versions

X_DEFAULT = "x-default"


class Link(NamedTuple):
    """A language and the absolute address of the page in it."""

    hreflang: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """Absolute addresses; everything is empty without `SITEURL`."""

    canonical: str = ""
    links: tuple[Link, ...] = ()
    """Every language that the page is advertised in, its own too, and `x-default`."""


def advertised(versions: Versions, config: Config) -> dict[str, Version]:
    """The languages that have enough of a page to be shown to search engines, by tag."""
    return {
        tag: version
        for tag, version in versions.languages.items()
        if version.coverage is None or version.coverage.ratio >= config.threshold
    }


def head_of_item(item: Version, config: Config, siteurl: str) -> Head:
    """The head of an article or a page.

    A version that is hardly translated names the source's address as the one to list; a
    parallel page has its own, and is no language's alternate.
    """
    if not siteurl:
        return Head()
    own = absolute(siteurl, item.url)
    if item.pair:
        return Head(own)
    found = advertised(item.versions, config)
    source = absolute(siteurl, item.versions.source.url)
    if item.lang not in found:
        return Head(source)
    links = [Link(tag, absolute(siteurl, version.url)) for tag, version in found.items()]
    return Head(own, (*links, Link(X_DEFAULT, source)) if len(links) > 1 else ())


def head_of_listing(alternates: Sequence[Alternate], default: str, url: str, siteurl: str) -> Head:
    """The head of an index, a topic or the front door; `default` is the x-default's address."""
    if not siteurl:
        return Head()
    links = [
        Link(one.hreflang, absolute(siteurl, one.url)) for one in alternates if not one.parallel
    ]
    own, default = absolute(siteurl, url), absolute(siteurl, default)
    return Head(own, (*links, Link(X_DEFAULT, default)) if len(links) > 1 else ())


def open_graph(item: Version | None, config: Config, tag: str) -> dict[str, Any]:
    """Locales for Open Graph: the page's, and those it is translated into."""
    tags = advertised(item.versions, config) if item else {one.tag: one for one in config.languages}
    own = region_tag(tag)
    others = dict.fromkeys(region_tag(one) for one in tags if not (item and item.pair))
    return {"locale": own, "alternates": [one for one in others if one != own]}


def structured_data(item: Version, config: Config, siteurl: str, publisher: str) -> str:
    """JSON-LD of an article, ready for a `script` element; empty without `SITEURL`."""
    if not siteurl:
        return ""
    versions: Versions = item.versions
    found = advertised(versions, config)
    others = [one for one in found.values() if one is not item and one is not versions.source]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": absolute(siteurl, item.url),
        "headline": str(item.title),
        "inLanguage": [one.tag for one in item.pair] if item.pair else item.lang,
        "datePublished": item.date.date().isoformat() if item.date else "",
        "dateModified": item.modified.date().isoformat() if item.modified else "",
        "author": [_named(str(author)) for author in getattr(item.pelican, "authors", ())],
        "publisher": _named(publisher) if not getattr(item.pelican, "authors", ()) else None,
        "citation": [_plain(source) for source in item.sources],
    }
    if item is versions.source:
        data["workTranslation"] = [_reference(one, siteurl) for one in others]
    else:
        data["translationOfWork"] = _reference(versions.source, siteurl)
    data = {name: value for name, value in data.items() if value}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _reference(content: Version, siteurl: str) -> dict[str, str]:
    return {"@id": absolute(siteurl, content.url)}


def _named(name: str) -> dict[str, str]:
    return {"@type": "Organization", "name": name}


def _plain(html: str) -> str:
    return text_in(read(html))

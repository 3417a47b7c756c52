"""`sitemap.xml` and `robots.txt`: what search engines are told of the whole site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from feedgenerator import Atom1Feed

from ..project.urls import SITEMAP, absolute
from ..site.head import Head

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page with its alternates, and the day of its last change, if it has one."""

    head: Head
    day: str = ""
    """ISO 8601."""


def sitemap(entries: Iterable[SitemapEntry]) -> bytes:
    """The sitemap of these pages, in the order of their addresses."""
    root = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for entry in sorted(entries, key=lambda one: one.head.canonical):
        url = SubElement(root, "url")
        SubElement(url, "loc").text = entry.head.canonical
        if entry.day:
            SubElement(url, "lastmod").text = entry.day
        for tag, href in entry.head.links:
            SubElement(url, "xhtml:link", {"rel": "alternate", "hreflang": tag, "href": href})
    indent(root, "")
    text: bytes = tostring(root, "utf-8", xml_declaration=True)
    return text + b"\n"


def robots(siteurl: str, preview: bool) -> str:
    """Everything may be read; of a preview, nothing."""
    where = f"\nSitemap: {absolute(siteurl, SITEMAP)}\n" if siteurl and not preview else ""
    return f"User-agent: *\n{'Disallow: /' if preview else 'Disallow:'}\n{where}"


_BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class EditionFeed(Atom1Feed):
    """A feed that knows its alternates."""

    alternates: Sequence[tuple[str, str]] = ()
    """Language tags and addresses of the same feed in other languages."""

    def add_root_elements(self, handler: Any) -> None:
        """The feed's own elements, and its alternates."""
        super().add_root_elements(handler)
        for tag, url in self.alternates:
            attributes = {"rel": "alternate", "type": "application/atom+xml"}
            handler.addQuickElement("link", "", {**attributes, "hreflang": tag, "href": url})

    def latest_post_date(self) -> datetime:
        """The day of the newest entry: the same whenever the feed is built."""
        latest: datetime = super().latest_post_date() if self.items else _BEFORE_ALL
        return latest

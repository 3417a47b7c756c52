"""Where everything lives: the one place that knows the shape of the site's addresses.

URLs are relative to the site's root, without a leading slash: pages print them behind
Pelican's `SITEURL`, which is a relative prefix (`../..`).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pelican.settings import DEFAULT_CONFIG

from ..language.profile import profile

FRONT = ""
NOT_FOUND = "404.html"
STATUS = "status/"
SITEMAP = "sitemap.xml"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def edition_url(tag: str) -> str:
    """An edition's index: `tk/`."""
    return f"{tag}/"


def feed_url(folder: str) -> str:
    """The Atom feed of an edition or a topic, beside its index: `tk/feed.xml`."""
    return f"{folder.rstrip('/')}/feed.xml"


def search_url(tag: str) -> str:
    """An edition's search page: `tk/search/`."""
    return f"{tag}/search/"


def topic_url(tag: str, slug: str) -> str:
    """A topic in one language: `tk/topics/privacy/`."""
    return f"{tag}/topics/{slug}/"


def parallel_url(source: str, target: str, slug: str) -> str:
    """A page with two languages side by side: `en-tk/safe-city/`."""
    return f"{source}-{target}/{slug}/"


def as_slug(text: str, tag: str) -> str | None:
    """What a translator has given for an address, as one; None if it cannot be one.

    Turkmen may be written as it is: `Howpsuz şäher` is `howpsuz-saher`.
    """
    slug = profile(tag).slug(text)
    return slug if _SLUG.fullmatch(slug) else None


def neutral_slug(name: str) -> str:
    """A slug that tells nothing of what it stands for, and stays the same: `3f9a01`."""
    return hashlib.sha256(name.encode()).hexdigest()[:6]


class NeutralUrl(str):
    """A URL setting of Pelican's whose slug is neutral."""

    __slots__ = ()

    def format(self, *args: object, **values: object) -> str:
        """The address of what has this `name`."""
        return super().format(*args, **{**values, "slug": neutral_slug(str(values["name"]))})


def save_as(url: str) -> str:
    """The file behind a URL: folders hold an `index.html`."""
    return f"{url}index.html" if not url or url.endswith("/") else url


def with_index(link: str) -> str:
    """A link that names the `index.html` of a folder: `../../tk/about/index.html`.

    Links to other sites, to files and within the page stay as they are.
    """
    try:
        parts = urlsplit(link)
    except ValueError:
        return link
    folder = parts.path.endswith("/") or parts.path.rpartition("/")[2] in (".", "..")
    if parts.scheme or parts.netloc or not folder:
        return link
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/index.html"))


def is_address(text: str) -> bool:
    """Whether a text is the address of a site: http(s), with a host, without a query."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    bare = not (parts.query or parts.fragment or parts.username)
    return parts.scheme in ("http", "https") and bool(host) and bare and " " not in text


def relative(url: str, page: str) -> str:
    """A URL as a link on another page names it: `../../tk/about/`."""
    folder = posixpath.dirname(page) or "."
    path = posixpath.relpath(url or ".", folder)
    return f"{path}/" if not url or url.endswith("/") else path


def absolute(siteurl: str, url: str) -> str:
    """A URL with the site's address in front; empty where the site has none."""
    return f"{siteurl.rstrip('/')}/{url}" if siteurl else ""


def url_settings() -> dict[str, Any]:
    """Pelican's URL settings for this shape; what the editions write is off in the core."""
    settings: dict[str, Any] = {}
    for kind, url in (
        ("ARTICLE", "{lang}/{slug}/"),
        ("PAGE", "{lang}/{slug}/"),
        ("DRAFT", "{lang}/drafts/{slug}/"),
        ("DRAFT_PAGE", "{lang}/drafts/pages/{slug}/"),
    ):
        for name in (kind, f"{kind}_LANG"):
            settings[f"{name}_URL"] = url
            settings[f"{name}_SAVE_AS"] = save_as(url)
    for kind in ("TAG", "CATEGORY", "AUTHOR"):
        settings[f"{kind}_SAVE_AS"] = ""
    for kind in ("CATEGORY", "AUTHOR"):  # they have no page: themes that link to one lead here
        settings[f"{kind}_URL"] = FRONT
    settings["DIRECT_TEMPLATES"] = []
    return settings


def set_urls(settings: dict[str, Any]) -> None:
    """Give every URL setting that the site has left at Pelican's default our shape."""
    for name, value in url_settings().items():
        if settings.get(name) == DEFAULT_CONFIG.get(name):
            settings[name] = value
    settings["RELATIVE_URLS"] = True

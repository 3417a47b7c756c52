"""Where everything lives: the one place that knows the shape of the site's addresses.

URLs are relative to the site's root, without a leading slash: pages print them behind
Pelican's `SITEURL`, which is a relative prefix (`../..`).
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pelican.paginator import PaginationRule
from pelican.settings import DEFAULT_CONFIG

from ..language.profile import profile
from .files import NEWSLETTERS

FRONT = ""
NOT_FOUND = "404.html"
STATUS = "status/"
TERMS = "terms/"
PER_PAGE, FEED_ITEMS = 20, 20
"""Articles on a page of a list, and entries of a feed, where a site does not say it."""
SITEMAP = "sitemap.xml"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def feed_url(folder: str) -> str:
    """The Atom feed of an edition or a topic, beside its index: `tk/feed.xml`."""
    return f"{folder}feed.xml"


def search_url(home: str) -> str:
    """The search page of the edition in this folder: `tk/search/`."""
    return f"{home}search/"


def newsletters_url(home: str) -> str:
    """The list of the newsletter's issues of the edition in this folder: `tk/newsletters/`."""
    return f"{home}{NEWSLETTERS}/"


def topic_url(tag: str, slug: str) -> str:
    """A topic in one language: `tk/topics/privacy/`."""
    return f"{tag}/topics/{slug}/"


def year_url(home: str, year: int) -> str:
    """The articles of a year in the edition in this folder: `tk/archive/2026/`."""
    return f"{home}archive/{year}/"


def parallel_url(source: str, target: str, url: str) -> str:
    """A page with two languages side by side: `en-tk/safe-city/`."""
    return f"{source}-{target}/{url}"


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


def file_beside(file: str, ending: str) -> str:
    """A file that goes with a page, beside the page's: `tk/safe-city/tk-safe-city.epub`.

    `file` is the page's, `tk/safe-city/index.html`; `ending` is `.epub`. The name has the whole
    address in it, as it has to tell files apart that readers have put into one folder.
    """
    folder, stem = posixpath.split(file)
    stem = posixpath.splitext(stem)[0]
    path = folder if folder and stem == "index" else posixpath.join(folder, stem)
    return posixpath.join(folder, f"{path.replace('/', '-')}{ending}")


def is_own_copy(file: str) -> bool:
    """Whether a file is a page by itself as one file, which is beside the page."""
    return file == file_beside(f"{posixpath.dirname(file)}/index.html", ".html")


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


_KINDS = ("ARTICLE", "PAGE", "DRAFT", "DRAFT_PAGE")
"""What begins the names of Pelican's settings for the addresses of pages."""
_FEED = re.compile(r"(?:[A-Z]+_)?FEED(?:_ALL)?_(?:ATOM|RSS)(?:_URL)?")


_FIRST = re.compile(r"\{(?:base_)?name\}|\{url\}|\{save_as\}")
"""By what the address of a further page of a listing names the first one's."""


def site_addresses(settings: Mapping[str, Any]) -> dict[str, str]:
    """Pelican's settings that say where a page, a listing or a feed is, and whose are not empty.

    The templates that stand for themselves have their defaults; files that are only copied have
    the same address in every language.
    """
    names = [one for one in DEFAULT_CONFIG if one.endswith(("_URL", "_SAVE_AS"))]
    names += [one for one in settings if _FEED.fullmatch(one)]
    found = {one: settings.get(one) for one in names if not one.startswith("STATIC_")}
    for template in settings["DIRECT_TEMPLATES"]:
        name = template.upper()
        found[f"{name}_SAVE_AS"], found[f"{name}_URL"] = direct_address(settings, template)
    return {name: str(url).removeprefix("./").lstrip("/") for name, url in found.items() if url}


def direct_address(settings: Mapping[str, Any], template: str) -> tuple[str, str]:
    """The file and the URL of a template that stands for itself; no file where it is off.

    A site may name the file alone.
    """
    default = f"{template}.html"
    file = str(settings.get(f"{template.upper()}_SAVE_AS", default) or "")
    folder, name = posixpath.split(file)
    found = f"{folder}/" if folder and name == "index.html" else file
    return file, str(settings.get(f"{template.upper()}_URL", found))


SUBSITES = "I18N_SUBSITES"
"""By this setting the plugin i18n_subsites knows the languages that it makes sites of."""


def set_subsites(settings: dict[str, Any]) -> None:
    """Give pages that translate others the addresses that i18n_subsites gave them.

    They were the source's in the folder of the language, whatever a site said of translations.
    """
    for kind in _KINDS:
        for end in ("URL", "SAVE_AS"):
            url = settings[f"{kind}_{end}"].removeprefix("./").lstrip("/")
            settings[f"{kind}_LANG_{end}"] = f"{{lang}}/{url}" if url else url


def in_folder(settings: Mapping[str, Any], home: str) -> dict[str, Any]:
    """What changes in Pelican's settings for the language whose folder is `home`.

    An address that names its `{lang}`, and one that the site has given to translations, needs no
    folder.
    """
    own = site_addresses(settings)
    made: dict[str, Any] = {name: f"{home}{url}" for name, url in own.items()}
    for kind in _KINDS:
        for end in ("URL", "SAVE_AS"):
            name, other = f"{kind}_{end}", f"{kind}_LANG_{end}"
            if name not in own:
                continue
            is_given = settings[other] is not DEFAULT_CONFIG[other]  # it may say the same
            given = own.get(other, "") if is_given else own[name]
            made[name] = made[other] = given if "{lang}" in given else made[name]
    pages = settings["TEMPLATE_PAGES"]
    made["TEMPLATE_PAGES"] = {name: f"{home}{file}" for name, file in pages.items()}
    made["PAGINATION_PATTERNS"] = [
        one._replace(URL=_below(home, one.URL), SAVE_AS=_below(home, one.SAVE_AS))
        for one in settings["PAGINATION_PATTERNS"]
    ]
    return made


def _below(home: str, pattern: str) -> str:
    """The pattern of further pages of listings; one that does not name the first needs a folder."""
    return pattern if _FIRST.search(pattern) else f"{home}{pattern.lstrip('/')}"


def language_settings(settings: Mapping[str, Any], tag: str, home: str | None) -> dict[str, Any]:
    """Pelican's settings as the pages of one language see them.

    `home` is its folder on a site that keeps its addresses; None where they are our own.
    `TOPIC_URL` and `TOPIC_SAVE_AS` are where its topics are.
    """
    if home is None:
        url = topic_url(tag, "{slug}")
        pattern = type(settings["TAG_URL"])
        return {
            **settings,
            "TAG_URL": pattern(url),
            "TOPIC_URL": url,
            "TOPIC_SAVE_AS": save_as(url),
        }
    made = {**settings, **(in_folder(settings, home) if home else {})}
    return {**made, "TOPIC_URL": made["TAG_URL"], "TOPIC_SAVE_AS": made["TAG_SAVE_AS"]}


def url_settings() -> dict[str, Any]:
    """Pelican's settings for this shape; what the editions write is off in the core."""
    settings: dict[str, Any] = {}
    shapes = ("{slug}/", "{slug}/", "drafts/{slug}/", "drafts/pages/{slug}/")
    for kind, shape in zip(_KINDS, shapes, strict=True):
        url = f"{{lang}}/{shape}"
        for name in (kind, f"{kind}_LANG"):
            settings[f"{name}_URL"] = url
            settings[f"{name}_SAVE_AS"] = save_as(url)
    for kind in ("TAG", "CATEGORY", "AUTHOR"):
        settings[f"{kind}_SAVE_AS"] = ""
    for kind in ("CATEGORY", "AUTHOR"):  # they have no page: themes that link to one lead here
        settings[f"{kind}_URL"] = FRONT
    settings["DIRECT_TEMPLATES"] = []
    settings["PAGINATION_PATTERNS"] = [
        PaginationRule(1, "{url}", "{save_as}"),
        PaginationRule(2, "{url}page/{number}/", "{url}page/{number}/index.html"),
    ]
    paginated = {**DEFAULT_CONFIG["PAGINATED_TEMPLATES"], "period_archives": None}
    lists = {"PAGINATED_TEMPLATES": paginated, "FEED_MAX_ITEMS": FEED_ITEMS}
    return {**settings, **lists, "DEFAULT_PAGINATION": PER_PAGE}


YEARS = "BILINGUAL_YEARS"
"""Whether the site asks for lists by year, which each edition writes by itself."""
_PERIODS = ("MONTH_ARCHIVE_SAVE_AS", "DAY_ARCHIVE_SAVE_AS")


def set_urls(settings: dict[str, Any], source: str) -> list[str]:
    """Give every setting of URLs and lists that is at Pelican's default our own value.

    Returns the names of those by which the site asks for lists that no edition has.
    """
    kept = [name for name in _PERIODS if settings[name]]
    settings[YEARS] = bool(settings["YEAR_ARCHIVE_SAVE_AS"])
    settings["YEAR_ARCHIVE_SAVE_AS"] = ""
    for name, value in url_settings().items():
        if settings.get(name) == DEFAULT_CONFIG.get(name):
            settings[name] = value
        elif settings[name] and not value:
            kept.append(name)
    settings["TAG_URL"] = topic_url(source, "{slug}")
    settings["RELATIVE_URLS"] = True
    return kept

"""Everything of Pelican that its documentation does not promise: the only place that uses it.

tests/site/test_core.py has a test for each name, which says what to do when one goes.
"""

from __future__ import annotations

import logging
import sys
from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from copy import copy
from functools import cache
from html import escape
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

from pelican.contents import Content
from pelican.log import FilteredMessage
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from ..check.kept import Body, asks_of
from ..finish.images import addresses, candidates
from ..finish.markup import Tag, read, retagged
from ..project.setting import SETTING
from ..source.document import Asks

_OF_THE_WRITER = frozenset(
    {"relative_urls", "paginated", "template_name", "override_output", "url"}
)
"""What Pelican's writer is told of a page, and its template is not."""


def settings_file(settings: Mapping[str, Any]) -> Path:
    """The file that Pelican has read these settings from, absolute.

    Pelican keeps no note of it, but leaves the module that it was loaded as in `sys.modules`;
    settings that no file brought stand in the current folder.
    """
    found = [
        one
        for one in [*sys.modules.values()]
        if SETTING in getattr(one, "__dict__", {}) and getattr(one, "__file__", None)
    ]
    if not found:
        return Path.cwd() / "pelicanconf.py"
    return Path(str(max(found, key=lambda one: _agreement(one, settings)).__file__)).resolve()


def _agreement(module: ModuleType, settings: Mapping[str, Any]) -> tuple[bool, bool, int]:
    """How likely it is that a module brought these settings; `-e` may have changed some."""
    names = vars(module)
    folder, content = Path(str(module.__file__)).parent, names.get("PATH")
    same = sum(name.isupper() and settings.get(name) is names[name] for name in names)
    is_place = content is not None and (folder / content).resolve() == Path(settings["PATH"])
    return names[SETTING] is settings.get(SETTING), is_place, same


def log_again(record: logging.LogRecord) -> None:
    """Log what another process has logged; Pelican's filter raises for what was said before."""
    with suppress(FilteredMessage):
        logging.getLogger(record.name).handle(record)


def address_with(content: Content, slug: str) -> tuple[str, str]:
    """Where a page would be with this slug: its URL, and its file."""
    other = copy(content)
    other.slug = slug
    vars(other).pop("get_url_setting", None)
    return str(other.url), str(other.save_as)


def settle_address(content: Content) -> None:
    """The address of a page changes no more: Pelican makes it anew whenever it is asked for."""
    settled = {"url": content.url, "save_as": content.save_as}
    content.get_url_setting = settled.__getitem__


def guard(pelican: Any, guarded: Callable[[Callable[[], None]], None]) -> None:
    """Let each run be done by a function that is given what does it."""
    run = pelican.run
    pelican.run = lambda: guarded(run)


def move_below(content: Content, home: str) -> None:
    """Move a page whose `URL:` and `Save_as:` say where it is into the folder `home`."""
    for name in ("override_url", "override_save_as"):
        if hasattr(content, name):
            setattr(content, name, f"{home}{getattr(content, name).removeprefix('./').lstrip('/')}")


def body(content: Content) -> str:
    """The HTML of a page as it was made, before Pelican replaces `{filename}` and the like."""
    return str(content._content or "")


def lighten(content: Content, text: Callable[[], Body], asks: Asks) -> None:
    """Let the text of a page be read when it is asked for; Pelican would keep them all.

    `asks` is what it asks of Pelican. Whoever sets it anew sets it for good.
    """
    if not isinstance(vars(type(content)).get("_content"), property):
        kind: Any = type(content)
        content.__class__ = _light(kind)
        del vars(content)["_content"]
    vars(content).update(_html=None, _text=text, _asks=asks)


@cache
def _light(kind: Any) -> type[Content]:
    """A kind of content whose text is not kept in it; Pelican asks for the kind by its name."""

    def get(self: Content) -> str:
        html: str | None = vars(self)["_html"]
        return vars(self)["_text"]().html if html is None else html

    def put(self: Content, html: str) -> None:
        vars(self).update(_html=html, _asks=None)

    return type(kind.__name__, (kind,), {"_content": property(get, put)})


def toc_of(content: Content) -> list[dict[str, Any]]:
    """The table of contents of a page whose text is kept elsewhere; empty for any other."""
    toc: list[dict[str, Any]] = vars(content)["_text"]().toc if is_light(content) else []
    return toc


def held(content: Content) -> str:
    """The HTML of a page if it is in memory."""
    return "" if is_light(content) else body(content)


def is_light(content: Content) -> bool:
    """Whether the HTML of a page is read when it is asked for."""
    return bool(vars(content).get("_asks"))


def asks(content: Content) -> Asks:
    """What the HTML of a page asks of Pelican."""
    return vars(content).get("_asks") or asks_of(body(content))


def attach(content: Content, links: Iterable[str]) -> None:
    """Give the files that a page attaches their places beside it, before another page can.

    `links` are as they are written: `{attach}map.png`.
    """
    content._update_content("".join(f'<img src="{escape(one)}">' for one in links), "")


def print_srcset(content: Content) -> None:
    """Let `{static}` and the like be replaced in a `srcset`, too: Pelican passes it over."""
    whole = content.get_content
    values = (one.get("srcset") for one in read(body(content)) if isinstance(one, Tag))
    named = copy(content)  # so that Pelican copies the files
    links = chain.from_iterable(addresses(one or "") for one in values)
    named._content = "".join(f'<img src="{one}">' for one in links)
    content._context["static_links"].update(named.get_static_links())

    def get_content(siteurl: str) -> str:
        def settle(link: str) -> str:
            (tag,) = read(content._update_content(f'<img src="{escape(link)}">', siteurl))
            return (tag.get("src") if isinstance(tag, Tag) else None) or link

        def settled(tag: Tag) -> Tag:
            value = tag.get("srcset")
            return tag.having("srcset", candidates(value, settle)) if value else tag

        return retagged(whole(siteurl), settled)

    content.get_content = get_content


def forget_bodies() -> None:
    """Give back the memory of bodies and summaries with their links made for one page.

    Pelican keeps each of them, for every page that has asked for it, as long as it lives.
    """
    for name in ("get_content", "get_summary"):
        vars(Content)[name].cache.clear()


def print_summary(content: Content, html: str) -> None:
    """Let a page's summary be this HTML, its links fit for each page that prints it.

    Pelican itself keeps the summary that was asked for first, with the links of that page.
    """
    content.metadata["summary"] = html
    content.get_summary = lambda siteurl: content._update_content(html, siteurl)


def change_summary(content: Content, change: Callable[[str], str]) -> None:
    """Let a summary that Pelican makes of a page's beginning be changed."""
    whole = content.get_summary
    content.get_summary = lambda siteurl: change(whole(siteurl))


def pages_by_path(context: Mapping[str, Any]) -> dict[str, Any]:
    """Pelican's map of source path to content object; None for a file that it could not read."""
    found: dict[str, Any] = context["generated_content"]
    return found


def files_by_path(context: Mapping[str, Any]) -> dict[str, Any]:
    """Pelican's map of source path to static file."""
    found: dict[str, Any] = context["static_content"]
    return found


def linked(context: Mapping[str, Any], pages: Mapping[str, Any]) -> ChainMap[str, Any]:
    """A context in which `{filename}` links lead to these pages."""
    return ChainMap({"generated_content": pages}, context)  # type: ignore[arg-type] # it is only read


def link_within(content: Content, pages: Mapping[str, Any]) -> None:
    """Let the `{filename}` links of a page that Pelican has made lead to these pages."""
    content._context = linked(content._context, pages)


def context_of(
    context: Mapping[str, Any], name: str, values: Mapping[str, Any], relative: bool
) -> dict[str, Any]:
    """What the template of a page without pagination is given by Pelican's writer.

    `name` is the file, `context` is shared by all pages, `values` are this one's.
    """
    own: dict[str, Any] = {"output_file": name}
    if relative:
        own["SITEURL"] = own["localsiteurl"] = path_to_url(get_relative_path(name))
    given = {key: one for key, one in values.items() if key not in _OF_THE_WRITER}
    return {**context, **own, **given}


class CoreWriter(Writer):
    """Pelican's writer, with the making of a feed open to subclasses."""

    def _create_new_feed(self, feed_type: str, feed_title: str | None, context: Any) -> Any:
        feed = super()._create_new_feed(feed_type, feed_title, context)
        self.open_feed(feed, context)
        return feed

    def _add_item_to_the_feed(self, feed: Any, item: Any) -> None:
        super()._add_item_to_the_feed(feed, item)
        entry = feed.items[-1]
        entry["content"] = self.entry_text(entry["content"] or "")

    def open_feed(self, feed: Any, context: Mapping[str, Any]) -> None:
        """A feed is there, and has no entries yet."""

    def entry_text(self, html: str) -> str:
        """The text of an entry."""
        return html

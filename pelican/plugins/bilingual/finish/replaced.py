"""What Pelican replaces in the HTML of a page: `{filename}about.md` becomes an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from .images import addresses
from .markup import Tag, read

PREFIX = re.compile(r"[{|](?P<what>filename|static|attach)[|}]")
"""How a link to a file of the site begins."""
_ANY = re.compile(r"[{|](?:filename|static|attach|author|category|index|tag)[|}]")
_LINKS = ("href", "src", "srcset", "poster")


def has_replaced(html: str) -> bool:
    """Whether there is anything; most pages have not even what each of them begins with."""
    return ("{" in html or "|" in html) and _ANY.search(html) is not None


def links_to_files(html: str) -> Iterator[str]:
    """The links to files of the site, as they are written."""
    for found in PREFIX.finditer(html) if "{" in html or "|" in html else ():
        start, end = html.rfind("<", 0, found.start()), html.find(">", found.end())
        tag = (*read(html[max(start, 0) : end + 1]), "")[0]  # the one that it may stand in
        if isinstance(tag, Tag) and not tag.close:
            for name, value in tag.attributes:
                links = [value or ""] if name != "srcset" else addresses(value or "")
                yield from (unescape(one) for one in links if name in _LINKS and PREFIX.match(one))

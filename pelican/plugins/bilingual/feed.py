"""Atom feeds, each in one language and with links to the same feed in the others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from feedgenerator import Atom1Feed

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

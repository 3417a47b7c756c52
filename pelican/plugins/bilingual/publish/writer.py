"""Pelican's writer, with every page in the environment of its own language, and finished."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from ..site.run import KEY
from ..source.glossary import unmarked
from .feeds import EditionFeed
from .press import Press


@dataclass(frozen=True, slots=True)
class Pressed:
    """A template whose pages are finished when they are rendered."""

    template: Any
    press: Press

    def render(self, context: dict[str, Any]) -> str:
        """The page that is published."""
        return self.press.finish(self.template.render(context), context)


class EditionWriter(Writer):
    """Gives each page the templates and the values of its edition, and finishes it."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self._press = Press(settings[KEY])

    def _create_new_feed(self, feed_type: str, feed_title: str | None, context: Any) -> Any:
        """The core's, with links to the same feed in other languages."""
        feed = super()._create_new_feed(feed_type, feed_title, context)
        if "feed_alternates" in context:
            feed.__class__ = EditionFeed
            feed.alternates = context["feed_alternates"]
        return feed

    def _add_item_to_the_feed(self, feed: Any, item: Any) -> None:
        """The core's; a feed has no explanations that terms could lead to."""
        super()._add_item_to_the_feed(feed, item)
        feed.items[-1]["content"] = unmarked(feed.items[-1]["content"] or "")

    def write_file(
        self, name: str, template: Any, context: dict[str, Any], *args: Any, **values: Any
    ) -> None:
        """As `Writer.write_file`; what belongs to no edition is written as it is."""
        edition = values.pop("edition", None)
        item = values.get("article") or values.get("page")
        if edition is None and hasattr(item, "versions"):
            edition, page = context["bilingual"].surroundings.of_item(item)
            template = edition.templates.get(template.name)
            values = {**page, **values, "item": item}
        if edition is not None:
            values = {**edition.context, **values}
            # Themes put it before a feed's path: without an address of the site, as a link goes.
            values["FEED_DOMAIN"] = values["FEED_DOMAIN"] or path_to_url(get_relative_path(name))
            template = Pressed(template, self._press)
        super().write_file(name, template, context, *args, **values)

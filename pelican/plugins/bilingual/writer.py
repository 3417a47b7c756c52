"""Pelican's writer, with every page in the environment of its own language."""

from __future__ import annotations

from typing import Any

from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer


class EditionWriter(Writer):
    """Gives each page the templates and the values of its edition."""

    def write_file(
        self, name: str, template: Any, context: dict[str, Any], *args: Any, **values: Any
    ) -> None:
        """As `Writer.write_file`; what belongs to no edition is written as it is."""
        edition = values.pop("edition", None)
        item = values.get("article") or values.get("page")
        if edition is None and hasattr(item, "versions"):
            edition, page = context["bilingual"].page_context(item)
            template = edition.templates.get(template.name)
            values = {**page, **values, "item": item}
        if edition is not None:
            values = {**edition.context, **values}
            # Themes put it before a feed's path: without an address of the site, as a link goes.
            values["FEED_DOMAIN"] = values["FEED_DOMAIN"] or path_to_url(get_relative_path(name))
        super().write_file(name, template, context, *args, **values)

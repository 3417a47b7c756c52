"""Pelican's writer, with every page in the environment of its own language, and finished."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.utils import get_relative_path, path_to_url
from pelican.writers import Writer

from .build import KEY, Build
from .css import Stylesheet
from .errors import BilingualError
from .images import data_uri, find
from .markup import Piece, Tag, names, read, write
from .policy import asks_for_policy, breaches, policy
from .sources import shown
from .weight import heaviest, weigh

logger = logging.getLogger(__name__)
_ALIGNED = {f"text-align: {side};": side for side in ("left", "center", "right")}
"""What Markdown writes into cells of tables, and the class that says the same."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A template whose pages are finished when they are rendered."""

    template: Any
    finish: Callable[[str, dict[str, Any]], str]

    def render(self, context: dict[str, Any]) -> str:
        """The finished page."""
        return self.finish(self.template.render(context), context)


class EditionWriter(Writer):
    """Gives each page the templates and the values of its edition, and finishes it.

    A page that asks for a Content-Security-Policy gets the strictest, and loses every byte
    that no reader needs.
    """

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings)
        self._build: Build = settings[KEY]
        self._stylesheets: dict[str, Stylesheet] = {}
        self._static: dict[str, Path] | None = None

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
            template = Finished(template, self._finish)
        super().write_file(name, template, context, *args, **values)

    def _finish(self, html: str, context: dict[str, Any]) -> str:
        page = list(read(html))
        item = context.get("item")
        if any(asks_for_policy(piece) for piece in page):
            page = list(self._self_contained(page, context))
            action = self._build.config.newsletter.action
            for breach in dict.fromkeys(breaches(page, action)):
                self._complain(
                    f"{breach} is not possible on a page without scripts and requests.",
                    item,
                    context,
                    "Take it out, or write it in Markdown.",
                )
            html = write(self._styled(page, action))
        self._weigh(html, item, context)
        return html

    def _self_contained(self, page: Iterable[Piece], context: dict[str, Any]) -> Iterator[Piece]:
        """The page with its pictures in it, and with links that tell nobody where they were."""
        for piece in page:
            if isinstance(piece, str) or piece.close:
                yield piece
                continue
            tag = piece
            side = _ALIGNED.get(tag.get("style") or "")
            if side:
                classes = " ".join(filter(None, (tag.get("class"), side)))
                tag = tag.lacking("style").having("class", classes)
            if tag.name == "img":
                link = tag.get("src") or ""
                source = find(link, context["output_file"], self._files(context))
                tag = tag.having("src", data_uri(source)) if source else tag
            elif tag.name == "a" and (tag.get("href") or "").startswith(("http:", "https:", "//")):
                tag = tag.having("rel", tag.get("rel") or "noreferrer")
            yield tag

    def _styled(self, page: list[Piece], action: str) -> list[Piece]:
        """The page with the rules that it can use, and with its policy."""
        known, made = names(page), list[str]()
        for index, piece in enumerate(page):
            before = page[index - 1] if index else ""
            if isinstance(piece, str) and isinstance(before, Tag) and before.name == "style":
                if piece not in self._stylesheets:
                    self._stylesheets[piece] = Stylesheet(piece)
                page[index] = self._stylesheets[piece].text(known)
                made.append(str(page[index]))
        return [
            piece.having("content", policy(made, action))
            if isinstance(piece, Tag) and asks_for_policy(piece)
            else piece
            for piece in page
        ]

    def _files(self, context: dict[str, Any]) -> dict[str, Path]:
        if self._static is None:
            files = [one for one in context["static_content"].values() if one]
            self._static = {one.save_as: Path(one.source_path) for one in files}
        return self._static

    def _weigh(self, html: str, item: Content | None, context: dict[str, Any]) -> None:
        kind = "listing" if item is None else "parallel" if hasattr(item, "pair") else "page"
        budget: int = getattr(self._build.config.weight, kind)
        weight = weigh(html) if budget else 0
        if weight > budget:
            parts = ", ".join(f"{name} {size:,}" for name, size in heaviest(read(html)))
            self._complain(
                f"{context['output_file']} weighs {weight:,} bytes (gzip), {weight - budget:,} more"
                f" than its budget of {budget:,}. Heaviest: {parts}.",
                item,
                context,
                f"Shorten it, or raise BILINGUAL['weight']['{kind}'].",
            )

    def _complain(
        self, what: str, item: Content | None, context: dict[str, Any], remedy: str
    ) -> None:
        """An error of the build, or a warning in its preview."""
        path = shown(item.source_path, self._build.root) if item else context["output_file"]
        error = BilingualError(what, path, remedy)
        if self._build.config.preview:
            logger.warning("%s", error)
        else:
            self._build.note(error)

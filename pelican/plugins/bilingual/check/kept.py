"""What a source file becomes by itself, and what later builds have of it.

Texts are most of a site, and few are asked for: each is a record of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ..catalog.catalog import Catalog, Message
from ..catalog.coverage import Coverage
from ..errors import BilingualError
from ..finish.replaced import has_replaced, links_to_files
from ..source.document import Asks, Pieces
from ..source.pages import SourcePage
from .rules import Problem
from .words import LinedProblem

Judgement = list[tuple[Message, Problem]]
"""Messages with what is wrong; one with an error must not be published."""
Said = list[tuple[Catalog, Judgement]]
Judged = tuple[Catalog, Pieces, Said]
"""A catalog without what is not published, the page, and what there is to tell of it."""


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a page, and what only that page prints of it."""

    html: str
    anchors: tuple[str | None, ...]
    toc: list[dict[str, Any]]

    @classmethod
    def of(cls, pieces: Pieces) -> Body:
        """That of a rendered page."""
        return cls(pieces.body.html, pieces.body.anchors, pieces.body.toc)


@dataclass(frozen=True, slots=True)
class Told:
    """What there is to tell of a page's catalog without a look into it."""

    coverage: Coverage
    """How much of the page is published."""
    followed: date | None
    """The day of the source that its stale messages follow, if they agree."""
    faults: list[LinedProblem]
    """What is wrong with the catalog as a whole."""


Translated = tuple[Judged, Pieces | None, Catalog, Told, list[BilingualError]]
"""A page in one language and, perhaps, side by side; its catalog, what there is to tell of that,
and why it cannot be read."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a source file becomes by itself."""

    page: SourcePage | BilingualError
    source: Pieces | None = None
    languages: Mapping[str, Translated] = field(default_factory=dict)
    """By language tag."""

    @property
    def keeps(self) -> bool:
        """Whether nothing is wrong that each run has to say."""
        return (
            isinstance(self.page, SourcePage)
            and not self.page.slips
            and not any(errors for *_, errors in self.languages.values())
        )

    @property
    def texts(self) -> dict[str, Body]:
        """The texts that are kept apart, by their names."""
        own = [("", self.source)] if self.source else []
        found = dict([*own, *_rendered(self.languages)])
        return {name: Body.of(one) for name, one in found.items() if not _stays(one.body.html)}


@dataclass(frozen=True, slots=True)
class Kept:
    """The same of a page with which nothing is wrong, as later runs have it: without texts."""

    page: SourcePage
    source: Pieces
    languages: dict[str, tuple[Judged, Pieces | None, Catalog | None, Told]]
    """Without the catalog where all of it is published."""

    @classmethod
    def of(cls, made: Made) -> Kept:
        """What is kept of a page that `keeps`."""
        assert isinstance(made.page, SourcePage)
        assert made.source
        languages = {
            tag: (
                (judged[0], _without_text(judged[1]), judged[2]),
                parallel and _without_text(parallel),
                None if catalog == judged[0] else catalog,
                told,
            )
            for tag, (judged, parallel, catalog, told, _) in made.languages.items()
        }
        return cls(made.page, _without_text(made.source), languages)

    @property
    def texts(self) -> list[str]:
        """The names of its texts that are kept apart."""
        found = [("", self.source), *_rendered(self.languages)]
        return [name for name, one in found if one.body.asks]

    def made(self, text: Callable[[str], Body] | None = None) -> Made:
        """The page as it was made; its texts by their names, or without them."""
        languages: dict[str, Translated] = {
            tag: (
                (judged[0], _with_text(judged[1], tag, text), judged[2]),
                parallel and _with_text(parallel, name_of_text(tag, pair=True), text),
                catalog or judged[0],
                told,
                list[BilingualError](),
            )
            for tag, (judged, parallel, catalog, told) in self.languages.items()
        }
        return Made(self.page, _with_text(self.source, "", text), languages)


def name_of_text(tag: str, pair: bool) -> str:
    """The name of a text of a page: in a language that it is translated into, or beside it.

    That in its own language has no `tag`.
    """
    return f"+{tag}" if pair else tag


def _rendered(languages: Mapping[str, tuple[Any, ...]]) -> Iterator[tuple[str, Pieces]]:
    """A page in the languages that it is translated into, and beside them, with names of texts."""
    for tag, (judged, parallel, *_) in languages.items():
        yield name_of_text(tag, pair=False), judged[1]
        if parallel:
            yield name_of_text(tag, pair=True), parallel


def asks_of(html: str) -> Asks:
    """What the text of a page asks of Pelican."""
    return Asks(tuple(links_to_files(html)), "<img" in html or has_replaced(html))


def _stays(html: str) -> bool:
    """Whether a text is looked at in every build, by what moves files or makes others of them."""
    return "attach" in html or "srcset" in html


def _without_text(pieces: Pieces) -> Pieces:
    html = pieces.body.html
    if _stays(html):
        return pieces
    body = replace(pieces.body, html="", anchors=(), toc=[], asks=asks_of(html))
    return replace(pieces, body=body)


def _with_text(pieces: Pieces, name: str, text: Callable[[str], Body] | None) -> Pieces:
    if text is None or pieces.body.asks is None:
        return pieces
    own = text(name)
    body = replace(pieces.body, html=own.html, anchors=own.anchors, toc=own.toc, asks=None)
    return replace(pieces, body=body)

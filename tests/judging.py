"""A page of one paragraph as a judge sees it."""

from __future__ import annotations

from support import MARKDOWN_EXTENSIONS

from pelican.plugins.bilingual.catalog.catalog import Catalog, Message
from pelican.plugins.bilingual.check.page import check_page
from pelican.plugins.bilingual.check.rules import Problem
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.translation import Source, Target

PARSER = Parser({"extensions": MARKDOWN_EXTENSIONS})
ABOUT = "\n\n[ref]: https://example.org/r 'T'\n\n[^1]: A note of words.\n\n*[HTML]: Expansion"


def judged(source: str, target: str, tag: str = "tk", noqa: str = "") -> list[Problem]:
    """What is wrong with a paragraph whose source is `source`, before it is folded."""
    document = PARSER.parse(source + ABOUT, "one.md")
    key = document.body.segments[0].key
    accepted = frozenset(noqa.split())
    message = Message(key[1], target, False, False, 1, accepted=accepted)
    catalog = Catalog("", {key: message})
    first = PARSER.render_page(document, Source())
    second = PARSER.render_page(document, Target(catalog.look_up, "en", first.body.anchors))
    locales = parse_locale("en"), parse_locale(tag)
    return [one for _, one in check_page(document, first, second, catalog, locales)]

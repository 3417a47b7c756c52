"""The checks of a page, of the theme's strings, and of a catalog's wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from .catalog import Catalog, Key, Message
from .checks import (
    Problem,
    check_block,
    check_characters,
    check_inventory,
    check_numbers,
    check_plain,
    check_style,
)
from .document import Document, Part, Pieces, Rendered
from .l10n import Locale
from .segments import Segment
from .terms import Term, check_terms


def check_page(
    document: Document,
    source: Pieces,
    target: Pieces,
    catalog: Catalog,
    locales: tuple[Locale, Locale],
) -> Iterator[tuple[Message, Problem]]:
    """What must not be published of a page's translation, message by message.

    `source` and `target` are the page rendered in both languages: what a text holds besides
    words is compared there, not in the Markdown. `locales` are theirs, in this order.
    """
    texts = [(document.body, source.body, target.body)]
    for name, parts in document.fields.items():
        texts += zip(parts, source.fields[name], target.fields[name], strict=True)
    seen: set[tuple[Key, str]] = set()
    for segment, problems in _problems(document, texts):
        message = catalog.messages.get(segment.key)
        if message is None or not message.published:
            continue
        numbers = check_numbers(message.msgid, locales[0], message.msgstr, locales[1])
        always = check_characters(message.msgid, message.msgstr)
        plain = check_plain(message.msgid, message.msgstr) if problems is None else ()
        block = check_block(message.msgid, message.msgstr)
        for problem in (*(problems or ()), *plain, *block, *always, *numbers):
            if problem.check not in message.accepted and (segment.key, problem.text) not in seen:
                seen.add((segment.key, problem.text))
                yield message, problem


def _problems(
    document: Document, texts: Iterable[tuple[Part, Rendered, Rendered]]
) -> Iterator[tuple[Segment, list[Problem] | None]]:
    """Each segment with the findings in its finished text; None for one that has no tree."""
    for segment in document.plain:
        if segment.msgctxt != "slug":
            yield segment, None
    for part, source, target in texts:
        for segment in part.segments:
            place = segment.place
            if place is None or place.quote:
                yield segment, None
                continue
            at = place.position, place.part
            nothing: Counter[tuple[str, str]] = Counter()
            first, second = source.marks.get(at, nothing), target.marks.get(at, nothing)
            yield segment, list(check_inventory(first, second)) if first != second else []
        for definition in part.definitions:
            yield definition.segment, None


def check_site(catalog: Catalog) -> Iterator[tuple[Message, Problem]]:
    """What must not be published of the theme's strings: they are printed as they are."""
    for message in catalog.messages.values():
        if message.published and message.msgid:
            plain = check_plain(message.msgid, message.msgstr)
            for problem in (*plain, *check_characters(message.msgid, message.msgstr)):
                if problem.check not in message.accepted:
                    yield message, problem


def check_wording(
    catalog: Catalog, keys: Iterable[Key], terms: Collection[Term] = ()
) -> Iterator[tuple[Message, Problem]]:
    """Signs of an oversight, and terms that the list has otherwise, in these messages."""
    for key in dict.fromkeys(keys):
        message = catalog.messages.get(key)
        if message and message.published:
            style = check_style(message.msgid, message.msgstr)
            for problem in (*style, *check_terms(message.msgid, message.msgstr, terms)):
                if problem.check not in message.accepted:
                    yield message, problem

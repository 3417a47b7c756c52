"""The checks of a page, of the theme's strings, and of a catalog's wording."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from ..catalog.catalog import Catalog, Message
from ..catalog.po.file import count_forms
from ..catalog.terms import Term
from ..errors import phrase
from ..language.cldr import Locale
from ..source.document import Document, Part, Pieces, Rendered
from ..source.marks import Inventory
from ..source.segments import Key, Segment
from ..source.translation import LookUp
from .rules import (
    ERROR,
    NOQA_ERRORS,
    SLUG,
    WARNING,
    Problem,
    check_block,
    check_characters,
    check_empty,
    check_markup,
    check_numbers,
    check_plain,
    check_quotes,
    check_size,
    check_style,
)
from .spelling import Speller
from .structure import check_marks
from .terms import check_terms


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
    source_tag, target_tag = (str(one).replace("_", "-") for one in locales)
    tags = source_tag, target_tag
    for segment, problems in _problems(document, texts, catalog.look_up, tags):
        message = catalog.messages[segment.key]
        if message.msgstr.split() == message.msgid.split():
            continue  # the source's own text
        numbers = check_numbers(message.msgid, locales[0], message.msgstr, locales[1])
        always = [*check_characters(message.msgid, message.msgstr)]
        always += check_empty(message.msgid, message.msgstr)
        block = check_block(message.msgid, message.msgstr)
        for problem in (*problems, *block, *always, *numbers):
            if _holds(problem, message) and (segment.key, problem.text) not in seen:
                seen.add((segment.key, problem.text))
                yield message, problem


def _holds(problem: Problem, message: Message) -> bool:
    """Whether no comment accepts a finding; what an attack would look like, none can."""
    overruled = problem.severity == WARNING or problem.check in NOQA_ERRORS
    return not (overruled and problem.check in message.accepted)


def _problems(
    document: Document,
    texts: Iterable[tuple[Part, Rendered, Rendered]],
    look_up: LookUp,
    tags: tuple[str, str],
) -> Iterator[tuple[Segment, list[Problem]]]:
    """Each segment that is published, with the findings in its text as it is printed."""
    for segment in document.plain:
        text = look_up(segment)
        if text and segment.msgctxt != "slug":
            plain = check_plain(segment.msgid, text)
            yield segment, [*plain, *check_quotes(segment.msgid, text)]
    for part, source, target in texts:
        gaps = {_at(segment) for segment in part.segments if not look_up(segment)}
        for segment in part.segments:
            text = look_up(segment)
            if text:
                gap = _at(segment) in gaps
                marks = check_markup(segment.msgid, text) if gap else ()
                yield segment, [*marks, *_in_tree(segment, text, (source, target), gap, tags)]
        for definition in part.definitions:
            text = look_up(definition.segment)
            if text:
                yield definition.segment, list(check_plain(definition.segment.msgid, text))


def _in_tree(
    segment: Segment,
    text: str,
    trees: tuple[Rendered, Rendered],
    gap: bool,
    tags: tuple[str, str],
) -> Iterator[Problem]:
    """The findings in a text of a tree; one with a `gap` is printed in the source language."""
    nothing: Inventory = Counter()
    first, second = (one.marks.get(_at(segment), nothing) for one in trees)
    if first != second and not gap:
        for problem in check_marks(first, second, tags):
            # A summary is printed in an attribute, too.
            if problem.check != "quotes" or segment.msgctxt:
                yield problem
    if segment.place and segment.place.quote:
        yield from check_plain(segment.msgid, text)


def _at(segment: Segment) -> tuple[int, str]:
    assert segment.place
    return segment.place.position, segment.place.part


def check_sizes(catalog: Catalog) -> Iterator[tuple[Message, Problem]]:
    """The messages that no other check should read: they would take it minutes."""
    for (context, _), message in catalog.messages.items():
        if message.published and context != SLUG:  # that has a limit of its own
            for problem in _in_size(message):
                yield message, problem


def _in_size(message: Message) -> Iterator[Problem]:
    longer = max(message.msgid, message.plural, key=len)
    for text in message.forms or (message.msgstr,):
        yield from check_size(longer, text, message.longest)


def check_site(catalog: Catalog) -> Iterator[tuple[Message, Problem]]:
    """What must not be published of the theme's strings: they are printed as they are."""
    for message in catalog.messages.values():
        if message.published and message.msgid:
            for problem in dict.fromkeys(_in_forms(message)):
                if _holds(problem, message):
                    yield message, problem
        if message.msgid and not message.fuzzy and any(message.forms):
            yield from ((message, one) for one in _check_forms(message, catalog))


def _check_forms(message: Message, catalog: Catalog) -> Iterator[Problem]:
    """A plural has a text for each of its language's forms."""
    count, written = count_forms(catalog.fields or {}), sum(map(bool, message.forms))
    if message.plural and written != count:
        said = phrase(
            "The translation has %(written)s of %(count)s plural forms; write %(forms)s.",
            written=written,
            count=count,
            forms=" … ".join(f"msgstr[{form}]" for form in sorted({0, count - 1})),
        )
        yield Problem(ERROR, "plurals", said)


def _in_forms(message: Message) -> Iterator[Problem]:
    """The findings in a text of the theme, in each of its plural forms."""
    forms = message.forms or (message.msgstr,)
    for text in forms:
        msgid = message.msgid if text == forms[0] else message.plural or message.msgid
        yield from check_plain(msgid, text, forms=len(forms) > 1 or bool(message.plural))
        yield from check_quotes(msgid, text)
        yield from check_characters(msgid, text)
        yield from check_empty(msgid, text)


def check_wording(
    catalog: Catalog,
    keys: Iterable[Key],
    terms: Collection[Term] = (),
    speller: Speller | None = None,
    tags: tuple[str, str] = ("", ""),
) -> Iterator[tuple[Message, Problem]]:
    """Signs of an oversight, terms that the list has otherwise, and spelling, in these messages.

    `tags` are those of the source and of the catalog.
    """
    for key in dict.fromkeys(keys):
        message = catalog.messages.get(key)
        if message and message.published and message.msgid and not any(_in_size(message)):
            problems = [*check_style(message.msgid, message.msgstr)]
            problems += check_terms(message.msgid, message.msgstr, terms, tags)
            problems += _spelled(message, speller) if speller else ()
            problems += [_STALE] if message.stale else ()
            if "[=" in message.msgstr and "[=" not in message.msgid:
                problems.append(_MARK)
            for problem in dict.fromkeys(problems):
                if problem.check not in message.accepted:
                    yield message, problem


_STALE = Problem(
    WARNING,
    "stale",
    phrase(
        "The source has been mended since, as #| shows; readers see this translation, marked."
        " Bring it up to the source, then delete the line '#, fuzzy'."
    ),
)
_MARK = Problem(
    WARNING,
    "marks",
    phrase(
        "The mark [=…=] is not understood; write [=WhatsApp=] or [=Mary=Мары=], with letters,"
        " figures, spaces and hyphens."
    ),
)


def _spelled(message: Message, speller: Speller) -> Iterator[Problem]:
    """The spelling of a text in each of its plural forms."""
    source = f"{message.msgid} {message.plural}" if message.plural else message.msgid
    for text in message.forms or (message.msgstr,):
        yield from speller.check(source, text)

"""The properties that hold for every page: each check returns what it has found wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any

from markdown_pages import (
    CODE,
    LETTER,
    MASK,
    MISSING,
    SOURCE,
    TARGET,
    Event,
    Page,
    events,
    folded,
    masked,
    parse,
    parser,
    plain,
)

from pelican.plugins.bilingual.source.document import Rendered
from pelican.plugins.bilingual.source.segments import Segment
from pelican.plugins.bilingual.source.translation import Parallel, Source, Target

Check = Callable[[Page], str]
TAGS = SOURCE, TARGET
_DIRECTIVE = re.compile(r"<!--\s*i18n:(?:skip|comment)\b.*?-->", re.DOTALL)
_CHANGED = {"alt", "title", "lang"}
"""Attributes that are not the same in every language."""


def is_plain_markdown(page: Page) -> str:
    """The source's HTML is Python-Markdown's, before and after other languages."""
    first = page.source.html
    page.target(lambda _: None)
    page.parallel(lambda msgid: f"{MASK} {msgid}")
    second = parser().render(page.body, Source()).html
    expected = plain(page.text)
    if _DIRECTIVE.search(expected):
        first, second, expected = map(_without_directives, (first, second, expected))
    return _difference(expected, first) or _difference(expected, second)


def empty_catalog_changes_nothing(page: Page) -> str:
    """Without translations only `lang` attributes and `<span lang>` are added."""
    target = Target(lambda _: None, SOURCE, page.source.anchors)
    found = parser().render(page.body, target)
    if page.source.anchors != found.anchors:
        return f"anchors: {page.source.anchors} became {found.anchors}"
    return _difference(*map(_without_marks, (page.source.html, found.html)))


def fallbacks_say_their_language(page: Page) -> str:
    """Without translations every text says that it is in the source language."""
    return _unmarked(page.target(lambda _: None))


def every_word_is_translatable(page: Page) -> str:
    """With every segment replaced no word of the source is left but in code and skips."""
    return _unmarked(page.target(lambda _: MASK))


def msgid_is_identity(page: Page) -> str:
    """A msgstr that equals its msgid makes the same page; raw HTML alone says its language."""
    target = Target(lambda segment: segment.msgid, SOURCE, page.source.anchors)
    found = parser().render(page.body, target)
    return _difference(*map(_without_marks, (page.source.html, found.html)))


def only_text_changes(page: Page) -> str:
    """A translation that keeps the markup changes texts, and nothing about the structure."""
    expected, found = page.source, page.pseudo_target
    if expected.anchors != found.anchors or _ids(expected.toc) != _ids(found.toc):
        return "anchors differ"
    first, second = (list(_structure(events(one.html))) for one in (expected, found))
    pairs = zip([*first, None], [*second, None], strict=False)
    return next((f"{one!r} became {other!r}" for one, other in pairs if one != other), "")


def parallel_has_pairs(page: Page) -> str:
    """Each text is a source half and a target half, in the order of the segments."""
    segments = page.body.segments
    numbers = {segment.place: f"{MASK}{number}" for number, segment in enumerate(segments)}
    rendered = page.render(
        Parallel(lambda one: numbers.get(one.place), SOURCE, TARGET, MISSING, page.source.anchors)
    )
    expected = [" ".join(numbers[one.place] for one in text) for text in _texts(segments)]
    found = [text for text, _ in _halves(rendered)]
    tags = [len(re.findall(rf'<(?!a )[^<>]*lang="{tag}"', rendered.html)) for tag in TAGS]
    if found != expected or tags[0] != tags[1]:  # links back from notes may say their titles'
        return f"halves {found} for {expected}"
    missing = list(_halves(page.parallel(lambda _: None)))
    return "" if missing == [(MISSING, "untranslated")] * len(expected) else f"{missing}"


def parallel_of_equals_is_source(page: Page) -> str:
    """Where the languages do not differ there is one text, and no pair; raw HTML has its `lang`."""
    target = Parallel(lambda segment: segment.msgid, SOURCE, TARGET, MISSING, page.source.anchors)
    found = parser().render(page.body, target).html
    return _difference(*map(_without_marks, (page.source.html, found)))


def parallel_has_both_pages(page: Page) -> str:
    """The source halves make the source's page, the target halves the target's."""
    both = events(page.pseudo_parallel.html)
    for other, rendered in ((TARGET, page.source), (SOURCE, page.pseudo_target)):
        half = (event for event in both if other not in event.langs)
        expected, found = _words(events(rendered.html)), _words(half)
        if other == TARGET:
            expected, found = masked(expected), masked(found)  # raw HTML has been masked
        if expected != found:
            return f"without {other}: {_difference(expected, found)}"
    return ""


def ids_are_unique(page: Page) -> str:
    """No id is twice in any version of a page that has no id twice itself."""
    if _repeated(page.source):
        return ""
    return _repeated(page.pseudo_target) or _repeated(page.pseudo_parallel)


def places_are_apart(page: Page) -> str:
    """No two segments share a stretch of text, and each msgid is its stretch, folded."""
    elements = list(page.body.root.iter())
    taken: Counter[tuple[int, str, int]] = Counter()
    for segment in page.body.segments:
        place = segment.place
        assert place
        whole = getattr(elements[place.position], place.part)
        if folded(whole[place.start : place.end]) != folded(segment.msgid):
            return f"{segment.msgid!r} is not in its place"
        taken.update((place.position, place.part, at) for at in range(place.start, place.end))
    return "overlap" if taken and max(taken.values()) > 1 else ""


def lines_are_exact(page: Page) -> str:
    """Each segment's line holds its beginning: words that carry their line bear witness."""
    marked = _with_lines(page.text.replace("\r\n", "\n").replace("\r", "\n"))
    both = segments, witnesses = page.body.segments, parse(marked).body.segments
    first, second = ([folded(_MARK.sub("", one.msgid)) for one in them] for them in both)
    if first != second:
        return "the marks have changed the page"
    lines = marked.split("\n")
    for segment, witness in zip(segments, witnesses, strict=True):
        word = _MARK.search(witness.msgid)
        line = ord(word[0]) - _FIRST_MARK if word else segment.line
        between = "".join(lines[segment.line - 1 : line - 1])
        if segment.line > line or _MARK.search(between) or not lines[segment.line - 1].strip():
            return f"{segment.msgid!r} is in line {line}, not {segment.line}"
    return ""


CHECKS: tuple[Check, ...] = (
    is_plain_markdown,
    empty_catalog_changes_nothing,
    fallbacks_say_their_language,
    every_word_is_translatable,
    msgid_is_identity,
    only_text_changes,
    parallel_has_pairs,
    parallel_of_equals_is_source,
    parallel_has_both_pages,
    ids_are_unique,
    places_are_apart,
    lines_are_exact,
)

_FIRST_MARK = 0xE000
_MARK = re.compile("[\ue000-\uf8ff]")
_UNMARKED = re.compile(
    r"<!--.*?-->|</?[A-Za-z][^<>]*>|<[^<>\s]*>|&\#?\w+;"
    r"|\]\([^()\n]*\)|(?<=\])[ ]?\[[^\]\n]*\]|\[\^[^\]\n]*\]|\[TOC\]|\{[^{}\n]*\}"
    r"|^\*\[[^\]\n]*\]|^[ ]{0,3}\[[^\]\n]*\]:[ ]*(?:\n[ ]*)?\S+|^[ \t>]*!!!.*?(?=\"|$)"
    r"|^(?:`{3,}|~{3,})[^\n]*|^[ \t>*+-]*\d+[.)]",
    re.MULTILINE | re.DOTALL,
)
"""Words that are markup: a mark in them would change the page."""


def _with_lines(text: str) -> str:
    """The page with a character at the end of every word that says its line."""
    begin = text.index("\n\n")
    pieces, start = [text[:begin]], begin

    def mark(end: int) -> str:
        return re.sub(
            r"[^\W_]+",
            lambda word: word[0] + chr(_FIRST_MARK + 1 + text.count("\n", 0, start + word.start())),
            text[start:end],
        )

    for found in _UNMARKED.finditer(text, begin):
        pieces += [mark(found.start()), found[0]]
        start = found.end()
    return "".join([*pieces, mark(len(text))])


def _unmarked(rendered: Rendered) -> str:
    for event in events(rendered.html):
        word = LETTER.search(event.text.replace(MASK, ""))
        if event.readable and word and SOURCE not in event.langs:
            return f"{event.text!r} in {event.open}"
    return ""


def _structure(found: Iterable[Event]) -> Iterator[object]:
    """Tags and texts, such that a pseudo-translation makes no difference."""
    for event in found:
        text = folded(event.text)
        if event.tag:
            attributes = (one for one in event.attributes if one[0] not in _CHANGED)
            yield event.tag, sorted(attributes, key=str)
        elif not event.readable:
            yield CODE
        elif text:
            yield masked(text)


def _texts(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """The segments of each text; values of attributes are not shown in pairs."""
    placed = ((one.place, one) for one in segments if one.place and not one.place.quote)
    for _, group in groupby(placed, lambda pair: (pair[0].position, pair[0].part)):
        yield [segment for _, segment in group]


def _halves(rendered: Rendered) -> Iterator[tuple[str, str]]:
    """Text and class of the target's halves, but not those that a table of contents repeats."""
    before = Event()
    for event in events(rendered.html):
        attributes = dict(before.attributes)
        if attributes.get("lang") == TARGET and event.langs and "a" not in event.open:
            yield folded(event.text), attributes.get("class") or ""
        before = event


def _words(found: Iterable[Event]) -> str:
    text = "".join(event.text for event in found if event.readable)
    return re.sub(r"[\s↩]+", "", text)  # a note that both halves refer to has two links back


def _repeated(rendered: Rendered) -> str:
    found = events(rendered.html)
    ids = [value for event in found for name, value in event.attributes if name == "id"]
    return ", ".join(f"{one}" for one, count in Counter(ids).items() if count > 1)


def _ids(tokens: list[dict[str, Any]]) -> list[object]:
    return [(token["id"], _ids(token["children"])) for token in tokens]


def _without_directives(html: str) -> str:
    return re.sub(r"\s+", "", _DIRECTIVE.sub("", html))


def _without_marks(html: str) -> str:
    html = html.replace(f' lang="{SOURCE}"', "")
    return html.replace("<span>", "").replace("</span>", "")


def _difference(expected: str, found: str) -> str:
    if expected == found:
        return ""
    pairs = enumerate(zip(f"{expected}\0", f"{found}\0", strict=False))
    at = max(0, next(number for number, (one, other) in pairs if one != other) - 40)
    return f"{expected[at : at + 80]!r} became {found[at : at + 80]!r}"

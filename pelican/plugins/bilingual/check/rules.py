"""What can be wrong with a translation. A msgstr is untrusted input.

Every check is a function that returns its findings. Links, tags and code are compared in the
finished trees, as what a browser will see: no encoding or Markdown disguise gets past that.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..language.characters import dangerous, decoded
from ..language.cldr import Locale
from ..language.figures import difference
from ..project.urls import as_slug
from ..source.marks import ADDRESS, PLACEHOLDER, Inventory

ERROR, WARNING = "error", "warning"
SIZE = "size"
"""Name of the check of length and repetition, which comes before all others."""
SLUG = "slug"
"""Name of the check of addresses."""
LONGEST_SLUG = 100
"""Letters of a slug: a name on a disk has room for 255 bytes, and addresses travel by message."""
NOQA = "noqa"
"""`# noqa: numbers` as a translator comment accepts a finding of that check."""

NOQA_ERRORS = frozenset({"numbers", "empty"})
"""The errors that a comment can accept; all others are what an attack would look like."""

_ROOM = 100
"""How often a mark may stand in any translation."""
_WORK = 500_000
"""Letters that are read in a moment where a text is read again and again."""
_MARKS = frozenset("*_[]()<>`{}&!\\|~^#@\n")
"""What Markdown and HTML are made of: each of them may open something."""
_RUN = re.compile(
    rf"((.)\2{{{_ROOM - 1},}}|[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{{9,}})", re.DOTALL
)
"""A character that is repeated, or marks that are heaped upon one letter."""
_TAG = re.compile(r"<[/!?a-zA-Z][^>]*(?:>|$)")
_MARKUP = re.compile(r"\]\([^)]*\)?|\]\s?\[[^\]]*\]?|<[^>]*>?|\{[^}]*\}?|&#?\w+;|`+")
_WORDLESS = re.compile(rf"\]\([^)]*\)?|\[\^[^\]]*\]|<[^>]*>?|{PLACEHOLDER.pattern}")
"""What holds letters that nobody reads."""
_BLOCK = re.compile(r"[ ]{0,3}(?:#{1,6}\s|>|[-*+]\s|\d+[.)]\s|```|~~~|!!!\s|\|.*\|\s*$)")
_LINKED = re.compile(r"\]\(\s*(?:<[^>]*>|(?:[^\s()]|\([^\s()]*\))*+)")
"""What leads a link in Markdown elsewhere."""
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_NAME = re.compile(r"[a-zA-Z_][a-zA-Z_\d]*")
_MARKER = re.compile(r"\s*(?:\[TOC\]|///[^/]*///)\s*")
"""Paragraphs that Markdown's extensions replace."""
_MAY_GO = frozenset({"address", "quotation mark", "character"})
"""Kinds of marks that a translation need not take over."""
_CHECKS = {"address": "addresses", "code span": "code", "direction": "directions"}
_CHECKS["quotation mark"] = "quotes"
"""Names of checks that are not the kind with an s."""
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})\s+\1\b", re.IGNORECASE)
_ENDS = dict(zip(":：?？؟!！.…。।۔", "::???!!.....", strict=True))
"""Marks that end a sentence, in many scripts, by what they mean."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding about one message."""

    severity: str
    """`error`: the message is not published; `warning`: it is."""
    check: str
    """Name of the check, as `# noqa:` takes it: `links`, `numbers`, …"""
    text: str
    """One sentence: what is wrong and what to do."""


def check_size(msgid: str, msgstr: str, longest: int) -> Iterator[Problem]:
    """A translation has at most `longest` letters, and not many times the marks of its source.

    What passes is read in less than a second; this itself looks at each letter once.
    """
    if len(msgstr) > longest:
        text = f"The translation has {len(msgstr)} letters, and its source {len(msgid)}"
        yield Problem(ERROR, SIZE, f"{text}; there is room for {longest}.")
    elif len(msgstr) >= _ROOM:
        first, second = Counter(msgid), Counter(msgstr)
        for mark, count in second.items():
            most = _ROOM + 2 * first[mark] + (0 if mark in _MARKS else len(msgid) // 8)
            if mark == "[":  # Markdown reads on to the end of the text for each of them
                most = first[mark] + min(_ROOM, _WORK // len(msgstr))
            if count > most and (mark in _MARKS or unicodedata.category(mark)[0] in "PS"):
                text = f"The translation has the mark {mark!r} {count} times"
                yield Problem(ERROR, SIZE, f"{text}; its source has room for {most}.")
        for run in _RUN.findall(msgstr):
            if run[0] not in msgid:
                text = f"The translation repeats {run[0][:1]!r} without end; take it out."
                yield Problem(ERROR, SIZE, text)


def check_inventory(source: Inventory, target: Inventory) -> Iterator[Problem]:
    """Links, images, footnotes, code and tags are the source's, in any order."""
    for kind, value in target - source:
        yield problem_with(kind, value, more=True, known=(kind, value) in source)
    for kind, value in source - target:
        if kind not in _MAY_GO:
            yield problem_with(kind, value, more=False, known=(kind, value) in target)


def problem_with(
    kind: str, value: str, *, more: bool, known: bool, severity: str = ERROR
) -> Problem:
    """A mark that a translation has too often or too seldom; `known` if both texts have it."""
    mark = f"The {kind} {value}"
    if known:
        text = f"{mark} stands {'more' if more else 'less'} often than in the source."
    elif more:
        text = f"{mark} is not in the source; take it out."
    else:
        text = f"{mark} of the source is missing."
    return Problem(severity, _CHECKS.get(kind, f"{kind}s"), text)


def check_characters(msgid: str, msgstr: str) -> Iterator[Problem]:
    """No control characters, and no marks that turn the direction of writing."""
    for character in sorted({*dangerous(decoded(msgstr))} - {*dangerous(decoded(msgid))}):
        name = unicodedata.name(character, "control character")
        code = f"U+{ord(character):04X}"
        yield Problem(ERROR, "characters", f"The translation holds {code} ({name}).")


def check_empty(msgid: str, msgstr: str) -> Iterator[Problem]:
    """A translation says something: it has letters or digits, if its source has some."""
    source, target = (
        _WORDLESS.sub("", decoded(_CODE.sub(_letters, one))) for one in (msgid, msgstr)
    )
    if any(map(str.isalnum, source)) and not any(map(str.isalnum, target)):
        yield Problem(ERROR, "empty", "The translation has no letter or figure; write the text.")


def _letters(code: re.Match[str]) -> str:
    return "".join(filter(str.isalnum, code[2]))


def check_plain(msgid: str, msgstr: str, forms: bool = False) -> Iterator[Problem]:
    """Text that is printed without Markdown holds the source's tags and placeholders.

    One of several plural `forms` may leave out placeholders, such as the number.
    """
    for pattern, kind in ((_TAG, "tag"), (PLACEHOLDER, "placeholder")):
        source, target = (
            Counter((kind, value) for value in pattern.findall(decoded(text)))
            for text in (msgid, msgstr)
        )
        if forms and kind == "placeholder":
            source &= target
        yield from check_inventory(source, target)


def check_quotes(msgid: str, msgstr: str) -> Iterator[Problem]:
    """Text that a theme may print in an attribute has no way to end it."""
    source, target = decoded(msgid), decoded(msgstr)
    more = target.count('"') > source.count('"')
    if more or ('"' in target and target.count("=") > source.count("=")):
        yield Problem(
            ERROR,
            "quotes",
            'The straight quotation mark " ends an attribute in some themes; write “ ” or « ».',
        )


def check_markup(msgid: str, msgstr: str) -> Iterator[Problem]:
    """The Markdown of a text that is not rendered, for want of its other translations."""
    source, target = (Counter(("mark", m) for m in _MARKUP.findall(t)) for t in (msgid, msgstr))
    yield from check_inventory(source, target)


def check_block(msgid: str, msgstr: str) -> Iterator[Problem]:
    """A translation does not begin another block than its source."""
    opener = _BLOCK.match(msgstr)
    ordinal = opener and opener[0].strip(" .)")  # "3. Oktober" of "On 3 October"
    if opener and not _BLOCK.match(msgid) and ordinal not in re.findall(r"\d+", msgid):
        yield Problem(ERROR, "blocks", "The translation begins like a heading, list or quote.")
    if _MARKER.fullmatch(msgstr):
        yield Problem(ERROR, "blocks", "The translation is a mark that other text replaces.")
    if re.search(r"\n\s*\n", msgstr):
        yield Problem(ERROR, "blocks", "The translation holds an empty line; write one paragraph.")


def check_numbers(msgid: str, source: Locale, msgstr: str, target: Locale) -> Iterator[Problem]:
    """Numbers agree by value, each in its language's notation."""
    if not re.search(r"\d", f"{msgid}{msgstr}"):
        return
    texts = _without_names(*(ADDRESS.sub("", _LINKED.sub("](", one)) for one in (msgid, msgstr)))
    found = difference(texts[0], source, texts[1], target)
    if found.missing or found.added:
        parts = [f"lacks {', '.join(map(str, found.missing))}"] if found.missing else []
        parts += [f"has {', '.join(map(str, found.added))}"] if found.added else []
        yield Problem(
            ERROR,
            "numbers",
            f"The translation {' and '.join(parts)}; correct it, or accept it with the comment"
            f" '# {NOQA}: numbers'.",
        )
    elif found.doubtful:
        numbers = ", ".join(map(str, found.doubtful))
        text = f"One text has {numbers} more often in figures, or in another notation"
        yield Problem(WARNING, "numbers", f"{text}; is it right?")


def _without_names(*texts: str) -> list[str]:
    """Texts without the code that all have, and without names from code, such as `i32`."""
    codes = [{found[1] for found in _CODE.findall(text)} for text in texts]
    shared = set.intersection(*codes)
    names = {name for each in codes for code in each for name in _NAME.findall(code)}
    whole = (_CODE.sub(lambda found: "" if found[2] in shared else found[0], one) for one in texts)
    return [_NAME.sub(lambda found: "" if found[0] in names else found[0], one) for one in whole]


def check_slug(msgstr: str, tag: str) -> Iterator[Problem]:
    """A page's address in a language is one that every host and disk takes."""
    slug = as_slug(msgstr, tag)
    if slug is None:
        yield Problem(
            ERROR,
            SLUG,
            f"The slug {msgstr[:40]!r} cannot be an address; use a-z, 0-9 and single hyphens, or"
            " leave it empty.",
        )
    elif len(slug) > LONGEST_SLUG:
        yield Problem(
            ERROR,
            SLUG,
            f"The slug has {len(slug)} letters; an address has room for {LONGEST_SLUG}.",
        )


def check_style(msgid: str, msgstr: str) -> Iterator[Problem]:
    """Signs of an oversight: each a warning."""
    letters = re.sub(r"[\W\d_]+", "", msgid)
    if msgid == msgstr and len(letters) > 3 and " " in msgid:
        yield Problem(WARNING, "unchanged", "The translation is the source text.")
    if not _DOUBLED.search(msgid):
        for doubled in _DOUBLED.finditer(msgstr):
            yield Problem(WARNING, "doubled", f"A word stands twice: {doubled[0]!r}.")
    if _end(msgid) != _end(msgstr):
        yield Problem(WARNING, "end", "The translation ends with another mark than the source.")
    if len(msgid) > 40 and not 0.4 < len(msgstr) / len(msgid) < 2.5:
        yield Problem(WARNING, "length", "The translation is much shorter or longer.")


def _end(text: str) -> str:
    last = text.rstrip('*_`"”’»)] \u00a0')[-1:]
    return _ENDS.get(last, "")

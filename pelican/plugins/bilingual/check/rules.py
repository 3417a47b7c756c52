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

from ..errors import Phrase, phrase
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
_SAYS = re.compile(r"[^`&\]\[<%{|]*?[^\W_]")
"""A letter or figure before any mark with which such a thing, code or an entity may begin."""
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
    said: Phrase | str
    """One sentence: what is wrong and what to do; a phrase, where an editor may show it."""

    @property
    def text(self) -> str:
        """The same in English."""
        return str(self.said)


def check_size(msgid: str, msgstr: str, longest: int) -> Iterator[Problem]:
    """A translation has at most `longest` letters, and not many times the marks of its source.

    What passes is read in less than a second; this itself looks at each letter once.
    """
    if len(msgstr) > longest:
        said = phrase(
            "The translation has %(count)s letters, and its source %(source)s; there is room for"
            " %(room)s.",
            count=len(msgstr),
            source=len(msgid),
            room=longest,
        )
        yield Problem(ERROR, SIZE, said)
    elif len(msgstr) >= _ROOM:
        marks = {
            one for one in set(msgstr) if one in _MARKS or unicodedata.category(one)[0] in "PS"
        }
        for mark in sorted(marks, key=msgstr.index):
            count, first = msgstr.count(mark), msgid.count(mark)
            most = _ROOM + 2 * first + (0 if mark in _MARKS else len(msgid) // 8)
            if mark == "[":  # Markdown reads on to the end of the text for each of them
                most = first + min(_ROOM, _WORK // len(msgstr))
            if count > most:
                said = phrase(
                    "The translation has the mark %(mark)s %(count)s times; its source has room"
                    " for %(room)s.",
                    mark=repr(mark),
                    count=count,
                    room=most,
                )
                yield Problem(ERROR, SIZE, said)
        for run in _RUN.findall(msgstr):
            if run[0] not in msgid:
                said = phrase(
                    "The translation repeats %(mark)s without end; take it out.",
                    mark=repr(run[0][:1]),
                )
                yield Problem(ERROR, SIZE, said)


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
    mark = _mark(kind, value)
    if known and more:
        said = phrase("The %(mark)s stands more often than in the source.", mark=mark)
    elif known:
        said = phrase("The %(mark)s stands less often than in the source.", mark=mark)
    elif more:
        said = phrase("The %(mark)s is not in the source; take it out.", mark=mark)
    else:
        said = phrase("The %(mark)s of the source is missing.", mark=mark)
    return Problem(severity, _CHECKS.get(kind, f"{kind}s"), said)


def _mark(kind: str, value: str) -> Phrase:
    """What a mark is called in a sentence."""
    named = {
        "address": phrase("address %(value)s", value=value),
        "attribute": phrase("attribute %(value)s", value=value),
        "block of nothing but a tag": phrase("block of nothing but a tag"),
        "block that stands here": phrase("block that stands here"),
        "character": phrase("character %(value)s", value=value),
        "code span": phrase("code span %(value)s", value=value),
        "direction": phrase("direction %(value)s", value=value),
        "footnote": phrase("footnote %(value)s", value=value),
        "image": phrase("image %(value)s", value=value),
        "link": phrase("link %(value)s", value=value),
        "mark": phrase("mark %(value)s", value=value),
        "placeholder": phrase("placeholder %(value)s", value=value),
        "quotation mark": phrase("quotation mark %(value)s", value=value),
        "tag": phrase("tag %(value)s", value=value),
        "tag that is not closed in its place": phrase("tag that is not closed in its place"),
    }
    return named.get(f"{kind} {value}") or named[kind]


def check_characters(msgid: str, msgstr: str) -> Iterator[Problem]:
    """No control characters, and no marks that turn the direction of writing."""
    for character in sorted({*dangerous(decoded(msgstr))} - {*dangerous(decoded(msgid))}):
        name = unicodedata.name(character, "control character")
        code = f"U+{ord(character):04X}"
        said = phrase("The translation holds %(character)s.", character=f"{code} ({name})")
        yield Problem(ERROR, "characters", said)


def check_empty(msgid: str, msgstr: str) -> Iterator[Problem]:
    """A translation says something: it has letters or digits, if its source has some."""
    if _SAYS.match(msgstr):
        return
    source, target = (
        _WORDLESS.sub("", decoded(_CODE.sub(_letters, one))) for one in (msgid, msgstr)
    )
    if any(map(str.isalnum, source)) and not any(map(str.isalnum, target)):
        said = phrase("The translation has no letter or figure; write the text.")
        yield Problem(ERROR, "empty", said)


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
        said = phrase(
            'The straight quotation mark " ends an attribute in some themes; write “ ” or « ».'
        )
        yield Problem(ERROR, "quotes", said)


def check_markup(msgid: str, msgstr: str) -> Iterator[Problem]:
    """The Markdown of a text that is not rendered, for want of its other translations."""
    source, target = (Counter(("mark", m) for m in _MARKUP.findall(t)) for t in (msgid, msgstr))
    yield from check_inventory(source, target)


def check_block(msgid: str, msgstr: str) -> Iterator[Problem]:
    """A translation does not begin another block than its source."""
    opener = _BLOCK.match(msgstr)
    ordinal = opener and opener[0].strip(" .)")  # "3. Oktober" of "On 3 October"
    if opener and not _BLOCK.match(msgid) and ordinal not in re.findall(r"\d+", msgid):
        said = phrase("The translation begins like a heading, list or quote.")
        yield Problem(ERROR, "blocks", said)
    if _MARKER.fullmatch(msgstr):
        said = phrase("The translation is a mark that other text replaces.")
        yield Problem(ERROR, "blocks", said)
    if re.search(r"\n\s*\n", msgstr):
        said = phrase("The translation holds an empty line; write one paragraph.")
        yield Problem(ERROR, "blocks", said)


def check_numbers(msgid: str, source: Locale, msgstr: str, target: Locale) -> Iterator[Problem]:
    """Numbers agree by value, each in its language's notation."""
    if not re.search(r"\d", f"{msgid}{msgstr}"):
        return
    texts = _without_names(*(ADDRESS.sub("", _LINKED.sub("](", one)) for one in (msgid, msgstr)))
    found = difference(texts[0], source, texts[1], target)
    if found.missing or found.added:
        missing, added = (", ".join(map(str, one)) for one in (found.missing, found.added))
        if not added:
            fault = phrase("The translation lacks %(missing)s", missing=missing)
        elif not missing:
            fault = phrase("The translation has %(added)s", added=added)
        else:
            fault = phrase(
                "The translation lacks %(missing)s and has %(added)s", missing=missing, added=added
            )
        said = phrase(
            "%(fault)s; correct it, or accept it with the comment '%(comment)s'.",
            fault=fault,
            comment=f"# {NOQA}: numbers",
        )
        yield Problem(ERROR, "numbers", said)
    elif found.doubtful:
        said = phrase(
            "One text has %(numbers)s more often in figures, or in another notation; is it right?",
            numbers=", ".join(map(str, found.doubtful)),
        )
        yield Problem(WARNING, "numbers", said)


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
        said = phrase(
            "The slug %(slug)s cannot be an address; use a-z, 0-9 and single hyphens, or leave it"
            " empty.",
            slug=repr(msgstr[:40]),
        )
        yield Problem(ERROR, SLUG, said)
    elif len(slug) > LONGEST_SLUG:
        said = phrase(
            "The slug has %(count)s letters; an address has room for %(room)s.",
            count=len(slug),
            room=LONGEST_SLUG,
        )
        yield Problem(ERROR, SLUG, said)


def check_style(msgid: str, msgstr: str) -> Iterator[Problem]:
    """Signs of an oversight: each a warning."""
    letters = re.sub(r"[\W\d_]+", "", msgid)
    if msgid == msgstr and len(letters) > 3 and " " in msgid:
        yield Problem(WARNING, "unchanged", phrase("The translation is the source text."))
    if not _DOUBLED.search(msgid):
        for doubled in _DOUBLED.finditer(msgstr):
            said = phrase("A word stands twice: %(words)s.", words=repr(doubled[0]))
            yield Problem(WARNING, "doubled", said)
    if _end(msgid) != _end(msgstr):
        said = phrase("The translation ends with another mark than the source.")
        yield Problem(WARNING, "end", said)
    if len(msgid) > 40 and not 0.4 < len(msgstr) / len(msgid) < 2.5:
        yield Problem(WARNING, "length", phrase("The translation is much shorter or longer."))


def _end(text: str) -> str:
    last = text.rstrip('*_`"”’»)] \u00a0')[-1:]
    return _ENDS.get(last, "")

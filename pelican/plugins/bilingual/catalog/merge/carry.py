"""A translation carried over a change of its source that changes nothing of what is said.

Such is whatever becomes the same tree: `_x_` for `*x*`, an entity for its letter. Such are white
space, the style of quotation marks, dashes and hyphens, how a letter is composed, footnotes'
labels, and the targets of links within the site. What an external address leads to may say
something else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from unicodedata import normalize

from ...source.parser import inline_html

_TARGET = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?<=\]\()\s*<(?P<angled>[^<>\n]*)>"
    r"|(?<=\]\()(?P<inline>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)(?P<title>\s+[\"'][^)\n]*)?"
    r"|(?<=\])\s?\[(?P<reference>[^\]\[^][^\]\[]*)\](?!\()"
    r"|\[\^(?P<note>[^\]\s]+)\]"
    r"|<(?P<address>[a-z]+:[^<>\s]+|[^<>\s@]+@[^<>\s]+)>"
    r"|\b(?:href|src)=(?P<quote>[\"'])(?P<attribute>.*?)(?P=quote)",
    re.DOTALL,
)
"""What a link leads to, with its title, and code spans, in which nothing is one."""
_TARGETS = ("angled", "inline", "reference", "note", "address", "attribute")
_EXTERNAL = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|mailto:|tel:|[^\s@/{]+@", re.IGNORECASE)


def _letter(entity: str) -> str:
    """What an entity stands for, but for what may be Markdown's or HTML's."""
    found = unescape(entity)
    return entity if found.isascii() and found != '"' else found


_STYLE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"&#?\w+;"), lambda found: _letter(found[0])),
    (re.compile(r"(?:(?<! ) {2,}|\\)\n\s*"), "\v"),  # a hard break
    (re.compile(r"[^\S\v]+"), " "),
    (re.compile("(?<!=)(?:[“”„‟]|« ?| ?»)"), '"'),
    (re.compile("(?<!=)[‘’‚‛]"), "'"),
    (re.compile("…"), "..."),
    (re.compile("\u2011"), "-"),
    (re.compile("[\u00ad\u200b\u2060]"), ""),
    (re.compile(r"\bhttps?://"), "//"),
    (re.compile(r" ?(?:—|–|(?<!-)-{2,3}(?![-\w])|(?<=\w)-{2,3}(?=\w)) ?"), "–"),
    (re.compile(r"(?<=\d) (?=%)"), ""),
    (re.compile(r"(?<=\d)-(?=\d)| - "), "–"),
)
"""What looks different and says the same, in the order in which it is put into one style."""
_SIGN = re.compile(r"[]`*_<>&\\!()\[]")
_MOST_SIGNS = 400
"""Signs of Markdown in a text whose tree is looked at: it takes the square of their number."""
_LONGEST = 10_000
"""Letters of a text that is looked at; a longer one waits for a person."""


@dataclass(frozen=True, slots=True)
class _Target:
    """What a link leads to, or a footnote's label, with its place in the text."""

    kind: str
    value: str
    start: int
    end: int


_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot);)#?\w+;")


@lru_cache(maxsize=1 << 14)
def essence(text: str) -> str:
    """The words and figures of a text: equal for two that may say the same."""
    return _words(_parted(text)[0]) if len(text) <= _LONGEST else text


def _words(said: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", unescape(_TAG.sub(" ", said)))) or said


def _same(said: str, says: str) -> bool:
    """Whether two texts in one style are the same, or become the same elements and words."""
    signs = max(len(_SIGN.findall(one)) for one in (said, says))
    if said == says or _words(said) != _words(says) or signs > _MOST_SIGNS:
        return said == says
    trees = {
        _ENTITY.sub(lambda found: unescape(found[0]), inline_html(one)) for one in (said, says)
    }
    return len({one.replace(" />", ">") for one in trees}) == 1


def carried(old: str, new: str, translation: str) -> str | None:
    """The translation of `old` as one of `new`, when both say the same; else None.

    Targets that have changed are changed alike. None also when it is not clear how: the
    translation must have each of them as often as `old` has it.
    """
    if old == new:
        return translation
    if max(len(old), len(new), len(translation)) > _LONGEST or _ends(old) != _ends(new):
        return None
    (said, before), (says, after) = _parted(old), _parted(new)
    if len(before) != len(after) or not _same(said, says):
        return None
    moves: dict[tuple[str, str], set[str]] = {}
    for one, other in zip(before, after, strict=True):
        moves.setdefault((one.kind, one.value), set()).add(other.value)
    changed = {
        key: values
        for key, values in moves.items()
        if {one.removeprefix("mailto:") for one in values} != {key[1].removeprefix("mailto:")}
    }
    targets = [one for one in _parted(translation)[1] if (one.kind, one.value) in changed]
    counts = Counter((one.kind, one.value) for one in before)
    found = Counter((one.kind, one.value) for one in targets)
    if any(len(values) > 1 or found[key] != counts[key] for key, values in changed.items()):
        return None
    for one in reversed(targets):
        (value,) = changed[one.kind, one.value]
        translation = f"{translation[: one.start]}{value}{translation[one.end :]}"
    return translation


def relinked(text: str, source: str, alike: Callable[[str, str], bool]) -> str:
    """A text with the targets of another, its source, wherever they are `alike`.

    It is given a target of the source and one of the text. Labels of footnotes and references
    become the source's, in their order, where both texts have as many.
    """
    if max(len(text), len(source)) > _LONGEST:
        return text
    ours, theirs = _parted(source)[1], _parted(text)[1]
    new: list[tuple[_Target, str]] = []
    for kind in ("note", "reference"):
        labels = [[one for one in each if one.kind == kind] for each in (ours, theirs)]
        if len(labels[0]) == len(labels[1]):
            new += [(other, one.value) for one, other in zip(*labels, strict=True)]
    known = [one.value for one in ours if one.kind == "link"]
    for other in theirs:
        if other.kind == "link" and other.value not in known:
            found = next((one for one in known if alike(one, other.value)), None)
            new += [(other, found)] if found is not None else []
    for place, value in sorted(new, key=lambda one: -one[0].start):
        text = f"{text[: place.start]}{value}{text[place.end :]}"
    return text


def _ends(text: str) -> tuple[bool, bool]:
    return text.startswith("\n"), text.endswith("\n")


def _parted(text: str) -> tuple[str, list[_Target]]:
    """A text in one style, whose internal links lead nowhere; and its targets."""
    pieces: list[str] = []
    targets: list[_Target] = []
    done = 0
    for found in _TARGET.finditer(text):
        if found["code"]:
            pieces += [_styled(text[done : found.start()]), found["code"].replace("\n", " ")]
            done = found.end()
            continue
        name = next(name for name in _TARGETS if found[name] is not None)
        kind = name if name in ("note", "reference") else "link"
        start, end = found.span(name)
        targets.append(_Target(kind, found[name], start, end))
        value = _address(found[name])
        if name == "address":  # a link like others
            pieces += [_styled(text[done : found.start()]), _linked(found[name], value)]
            done = found.end()
        elif name == "angled":
            pieces += [_styled(text[done : found.start()]), f"to{value}"]
            done = found.end()
        else:
            title = found["title"] or ""
            pieces += [_styled(text[done:start]), f"{'as' if title else 'to'}{value}", title]
            done = found.end("title") if found["title"] else end
    return "".join([*pieces, _styled(text[done:])]).strip(), targets


def _linked(address: str, value: str) -> str:
    kind = "" if "//" in address or ":" in address else "mailto:"
    return f"[{_styled(address)}](to{kind}{value})"


def _address(target: str) -> str:
    """What must be the same of a target: nothing, but for one outside of the site."""
    if not _EXTERNAL.match(target):
        return ""
    return re.sub(r"^https?:", "", target).rstrip("/")


def _styled(text: str) -> str:
    for pattern, style in _STYLE:
        text = pattern.sub(style, text)
    return normalize("NFC", text)

"""What a translation holds besides words, beside what its source holds.

What leads readers elsewhere, or makes a page do more, is an error: links, addresses, images, tags.
What a person may have reason for is a warning: code set otherwise, a link left out or led to the
same place in the reader's language, code of another direction set apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..errors import phrase
from ..source.marks import ADDRESS, Inventory
from .rules import WARNING, Problem, check_inventory, problem_with

_LENIENT = frozenset({"code span", "direction"})
"""Kinds of which every difference is a warning."""
_SUFFIX = re.compile(
    r"[-‐‑'’][^\W\d_]{1,20}|(?<=\.[a-z]{3})[a-z]{1,8}|(?<=\.[a-z]{4})[a-z]{1,8}"
    r"|[^\x00-\x7f]+|[^\x00-\x7f。．｡][^.。．｡@:/\\?#]*",
    re.IGNORECASE,
)
"""What a language adds to an address: `example.org-da`, `example.orga`, `example.org에서`."""
_SCHEME = re.compile(r"^(?:[a-z\d+.-]*:)?//")
_LONGER = re.compile(
    r"\.(?:com(?:munity|pany|puter|pare|sec)|education|int(?:ernational|uit)"
    r"|net(?:bank|flix|work)|organic)$"
)
"""Domains that begin with another one: an address that ends so is another's."""


def check_marks(source: Inventory, target: Inventory, tags: tuple[str, str]) -> Iterator[Problem]:
    """The inventory of a text beside its source's; `tags` are their languages."""
    left, right = Counter(source), Counter(target)
    yield from _lenient(left, right)
    _shown(source, right)
    yield from _links(left, right, tags)
    yield from _addresses(source, right, tags)
    yield from check_inventory(left, right)


def _lenient(source: Inventory, target: Inventory) -> Iterator[Problem]:
    """Code and its direction: each difference is a warning, and goes from both inventories."""
    for mark in sorted(one for one in source.keys() | target.keys() if one[0] in _LENIENT):
        ours, theirs = source.pop(mark, 0), target.pop(mark, 0)
        if ours != theirs:
            known = bool(ours and theirs)
            yield problem_with(*mark, more=theirs > ours, known=known, severity=WARNING)


def _shown(source: Inventory, target: Inventory) -> None:
    """Braces of code that a translation does not mark as code are no placeholders."""
    code = [value for kind, value in source if kind == "code span"]
    for mark in [one for one in target if one[0] == "placeholder" and one not in source]:
        if any(mark[1] in value for value in code):
            del target[mark]


def _links(source: Inventory, target: Inventory, tags: tuple[str, str]) -> Iterator[Problem]:
    """Links that are localised, repeated or left out are warnings, and go from both inventories."""
    for mark in sorted((target - source).keys()):
        missing = [one for one in (source - target) if one[0] == mark[0] == "link"]
        place = next((one for one in missing if _localised(one[1], mark[1], tags)), None)
        if place:
            source[place] -= 1
            target[mark] -= 1
            if not _same(place[1], mark[1]):
                said = phrase(
                    "The link %(link)s is %(other)s in the translation; is it the same page?",
                    link=place[1],
                    other=mark[1],
                )
                yield Problem(WARNING, "localised", said)
    missing = [one for one in source - target if one[0] == "link"]
    for mark in [one for one in target - source if one[0] == "link" and source[one]]:
        if not missing:  # said twice, and not in the place of another
            target[mark] = source[mark]
            yield problem_with(*mark, more=True, known=True, severity=WARNING)
    if any(kind == "link" for kind, _ in target - source):
        return
    for mark in sorted((source - target).keys()):
        if mark[0] == "link":
            known = target[mark] > 0
            source[mark] = target[mark]
            yield problem_with(*mark, more=False, known=known, severity=WARNING)


def _addresses(source: Inventory, target: Inventory, tags: tuple[str, str]) -> Iterator[Problem]:
    """Addresses in running text that the source has, perhaps with a suffix, go from `target`."""
    found = [mark for mark in target if mark[0] == "address"]
    known = {one.lower() for _, value in source for one in ADDRESS.findall(value)} if found else ()
    names = {_SCHEME.sub("", one) for one in known}
    names |= {re.split("[/?#]", one)[0] for one in names}
    for mark in found:
        if any(_inflected(one, _SCHEME.sub("", mark[1])) for one in names):
            del target[mark]
        elif any(_localised(one, mark[1], tags) for one in known):
            said = phrase(
                "The address %(address)s is the source's in another language; is it right?",
                address=mark[1],
            )
            yield Problem(WARNING, "localised", said)
            del target[mark]


def _inflected(address: str, text: str) -> bool:
    """Whether a text is an address, perhaps cut off at a bracket, with what a language adds."""
    if text.rstrip("/") == address.rstrip("/"):
        return True
    if text.startswith(address):
        return bool(_SUFFIX.fullmatch(text, len(address))) and not _LONGER.search(text)
    return address.startswith(text) and address[len(text)] in "()[]'{}\\"


def _same(first: str, second: str) -> bool:
    """Whether two addresses are one: `https://example.org` and `https://example.org/`."""
    return first == second or ("://" in first and first.rstrip("/") == second.rstrip("/"))


def _localised(address: str, other: str, tags: tuple[str, str]) -> bool:
    """Whether one address is the other in the language of a translation.

    A language is a part of the host (`en.wikipedia.org`), and the path free; or a part of the path
    (`/en-us/`), and the only one that differs.
    """
    if _same(address, other):
        return True
    languages = [_name(tag) for tag in tags]
    first, second = (one.partition("://")[2].split("/") for one in (address, other))
    if address.partition("://")[0] != other.partition("://")[0] or "" in (first[0], second[0]):
        return False
    hosts = [one[0].lower().split(".") for one in (first, second)]
    if hosts[0] != hosts[1]:
        return _differ_by(hosts[0], hosts[1], languages)
    return _differ_by(first, second, languages)


def _differ_by(first: list[str], second: list[str], languages: list[re.Pattern[str]]) -> bool:
    """Whether two lists differ in one place, where each names its language."""
    pairs = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
    return (
        len(first) == len(second)
        and len(pairs) == 1
        and all(name.fullmatch(one) for one, name in zip(pairs[0], languages, strict=True))
    )


def _name(tag: str) -> re.Pattern[str]:
    """How addresses name a language: `pt`, `pt-br`, `pt_br`."""
    base = re.escape(tag.partition("-")[0])
    return re.compile(rf"{base}(?:[-_][a-z]{{2,4}})?", re.IGNORECASE)

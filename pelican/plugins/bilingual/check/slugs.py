"""The addresses of a language's pages: those that translators give, as far as they can be used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..errors import Phrase, phrase
from .rules import ERROR, SLUG, Problem


@dataclass(frozen=True, slots=True)
class Address:
    """A page's slug in the source, and the one that a translator gives; equal for none."""

    domain: str
    shape: str
    """What its addresses look like: pages of different shapes never meet."""
    source: str
    given: str
    former: frozenset[str] = frozenset()
    """Slugs that it had, from which redirects lead to it."""


def refused(
    addresses: Iterable[Address], reserved: Mapping[str, Phrase | str]
) -> dict[str, Problem]:
    """The pages, by domain, whose given slug is taken: they keep the source's.

    A page at its source's slug comes first, then former addresses, then pages by their domains.
    `reserved` are slugs of other things, each with what is there.
    """
    known = sorted(addresses, key=lambda one: one.domain)
    found: dict[str, Problem] = {}
    while more := dict(_collisions(known, reserved, found)):
        found |= more
    return found


def _collisions(
    known: Iterable[Address], reserved: Mapping[str, Phrase | str], found: Mapping[str, Problem]
) -> Iterator[tuple[str, Problem]]:
    """The pages whose slug is another's, given what is refused already."""
    rows = [(one, one.source if one.domain in found else one.given) for one in known]
    settled = [(one, slug) for one, slug in rows if slug == one.source]
    settled += [(one, slug) for one, _ in rows for slug in sorted(one.former)]
    owners: dict[tuple[str, str], str] = {}
    for one, slug in (*settled, *rows):
        owners.setdefault((one.shape, slug), one.domain)
    for one, slug in rows:
        owner = owners[one.shape, slug]
        if slug != one.source and (owner != one.domain or slug in reserved):
            said = phrase(
                "The slug %(slug)s is the address of %(holder)s; give another one.",
                slug=repr(slug),
                holder=reserved.get(slug) or phrase("the page %(page)s", page=owner),
            )
            yield one.domain, Problem(ERROR, SLUG, said)

"""What each language does its own way; a language that is not here gets CLDR and exact words.

The one place that knows which language has which rules: other folders ask `profile`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from . import cldr, collation, numerals, particles, stem
from .inflection import Forms, english, exact
from .script import Script, cyrillic_script, latin_script
from .turkmen import alphabet, dates, endings, folding, ordinals
from .turkmen.cyrillic import to_cyrillic
from .turkmen.hyphenation import hyphenate
from .turkmen.relative import relative

THEME_LANGUAGE: Final = "en"
"""The language of the theme's msgids."""
DEFAULT: Final = "en"
"""The source language of a site that names none."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A language's own ways."""

    base: str = ""
    """The language whose catalogs it is made of, in another script; empty for its own."""
    forms: Forms = exact
    """The forms of a term, in the glossary and in the term list."""
    folding: stem.Folding = field(default_factory=stem.Folding)
    """How a search compares words."""
    sort_key: Callable[[str], Any] = collation.plain
    """The alphabetical order: `sorted(words, key=profile.sort_key)`."""
    initial: Callable[[str], str] = collation.plain_initial
    """The heading of a list from A to Z that a first letter belongs to."""
    hyphenate: Callable[[str], str] | None = None
    """What puts soft hyphens into a text; None where reading devices know the language."""
    dates: Mapping[str, cldr.Filter] = field(default_factory=dict)
    """Jinja filters in place of CLDR's; some take a `case` besides."""
    script: Callable[[str], str] = str
    """What puts dates, and the words between names, into the language's script."""
    catalog: Callable[[Mapping[str, str]], Script] | None = None
    """How the translations of a catalog are written, by a list of exceptions; None: as there."""
    slug: Callable[[str], str] = str
    """What a translator has given for an address, in an address's letters where it can be."""
    letters: Callable[[str, Collection[str]], Sequence[alphabet.Misspelling]] | None = None
    """What is wrong with a word's letters, by the words that may be meant; None: nobody knows."""
    keys: str = ""
    """The letters that a keyboard for English lacks, in their order; empty: nobody knows."""
    numerals: numerals.Numerals = field(default_factory=dict)
    """How the language says numbers; empty: nobody has written it."""
    particles: particles.Particles | None = None
    """By what a change of a text is weighed; None: nobody can tell a slight one."""
    ordinals: Callable[[str], Iterable[tuple[str, str]]] = lambda _: ()
    """The wrong ordinals of a text, each with the right one."""


def _profiles() -> dict[str, Profile]:
    turkmen = Profile(
        forms=endings.forms,
        folding=stem.turkmen(),
        sort_key=alphabet.sort_key,
        initial=collation.turkmen_initial,
        hyphenate=hyphenate,
        dates={
            "date": dates.long,
            "medium_date": dates.medium,
            "short_date": dates.short,
            "day_and_month": dates.day_and_month,
            "month": dates.month,
            "year": dates.year,
            "date_range": dates.between,
            "ordinal": ordinals.ordinal,
            "relative_date": relative,
        },
        catalog=latin_script,
        slug=folding.address,
        letters=lambda word, meant: alphabet.check(word, folding.by_folded(meant)),
        keys="".join(one for one in alphabet.LETTERS if not one.isascii()),
        numerals=numerals.TURKMEN,
        particles=particles.TURKMEN,
        ordinals=ordinals.wrong,
    )
    cyrillic = replace(
        turkmen,
        base="tk",
        forms=endings.cyrillic_forms,
        sort_key=collation.cyrillic,
        initial=alphabet.upper,
        script=to_cyrillic,
        catalog=cyrillic_script,
        letters=None,
        keys="",
        particles=None,
        numerals={
            value: tuple(map(to_cyrillic, words)) for value, words in numerals.TURKMEN.items()
        },
        ordinals=Profile().ordinals,
    )
    english_ = Profile(
        forms=english,
        folding=stem.english(),
        numerals=numerals.ENGLISH,
        particles=particles.ENGLISH,
    )
    others = {
        "de": particles.GERMAN,
        "fr": particles.FRENCH,
        "ru": particles.RUSSIAN,
        "tr": particles.TURKISH,
    }
    return {
        "tk": turkmen,
        "tk-Cyrl": cyrillic,
        "en": english_,
        **{tag: Profile(particles=one) for tag, one in others.items()},
    }


_PROFILES = _profiles()
DERIVED: Final = {tag: one.base for tag, one in _PROFILES.items() if one.base}
"""Languages without catalogs of their own, and the one whose catalogs they are made of."""


@cache
def profile(tag: str) -> Profile:
    """The ways of the language of a BCP 47 tag; `en-GB` has those of `en`."""
    known = {name.lower(): one for name, one in _PROFILES.items()}
    wanted = tag.lower()
    while wanted not in known and "-" in wanted:
        wanted = wanted.rpartition("-")[0]
    return known.get(wanted, Profile())


@cache
def filters(locale: cldr.Locale) -> Mapping[str, cldr.Filter]:
    """The Jinja filters of one language; docs/theme.md lists them."""
    own = profile_of(locale)
    made = cldr.filters(locale) | {name: _then(own.script, one) for name, one in own.dates.items()}
    return MappingProxyType(made)


def long_date(value: date, locale: cldr.Locale) -> str:
    """A date as running text writes it: `2026-njy ýylyň 23-nji noýabry`, `23 November 2026`."""
    return str(filters(locale)["date"](value))


def join_names(names: Sequence[str], locale: cldr.Locale) -> str:
    """Names as running text lists them: `Aýna, Berdi we Çary`; they keep their letters."""
    return profile_of(locale).script(cldr.list_pattern(len(names), locale)).format(*names)


def script_of(tag: str, exceptions: Mapping[str, str] | None = None) -> Script | None:
    """How a language writes the translations of a catalog; None for: as they stand there.

    `exceptions` are words with their spelling in Cyrillic, as `read_exceptions` gives them.
    """
    made = profile(tag).catalog
    return made(exceptions or {}) if made else None


def profile_of(locale: cldr.Locale) -> Profile:
    """The ways of a locale's language."""
    return profile("-".join(filter(None, (locale.language, locale.script))))


def _then(script: Callable[[str], str], written: cldr.Filter) -> cldr.Filter:
    return lambda *values, **options: script(written(*values, **options))

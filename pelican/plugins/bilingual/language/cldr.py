"""Dates, numbers and lists as CLDR has them; the only importer of Babel's formatting."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, localcontext
from difflib import get_close_matches
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import (
    format_date,
    format_datetime,
    format_interval,
    format_skeleton,
    format_timedelta,
)
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.messages.plurals import PLURALS, get_plural
from babel.numbers import format_decimal, format_percent, get_decimal_symbol, get_group_symbol

__all__ = ["Locale", "UnknownLocaleError", "filters", "gettext_plural", "parse_locale"]

Filter = Callable[..., str]
_SCRIPTS = frozenset({("tk", "Cyrl")})
"""Languages that we write in a script that CLDR has no data for, by language and script."""

_SIGNS = {"k": 10**3, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9}
"""Signs of thousands and more that are written in many languages: `5k`, `$5m`."""
_PRECISION = 60
"""Digits of a number that a page may print; Python's own 28 are few for a figure in full."""


def parse_locale(tag: str) -> Locale:
    """The CLDR locale of a BCP 47 tag; `UnknownLocaleError` for one it does not know.

    English without a region is the world's (`en-001`, the day before the month), not CLDR's
    default, which is that of the United States. `tk-Cyrl` is Turkmen in Cyrillic letters.
    """
    try:
        locale = Locale.parse("en-001" if tag == "en" else tag, sep="-")
    except ValueError as error:
        raise UnknownLocaleError(tag) from error
    language, _, script = tag.partition("-")
    if (language, script) in _SCRIPTS:
        assert locale.character_order  # CLDR's data is read by the name without the script
        locale.script = script
    return locale


@cache
def direction_of(tag: str) -> str:
    """Where the lines of a language begin, `ltr` or `rtl`; empty for a tag that CLDR lacks."""
    try:
        return direction(parse_locale(tag))
    except UnknownLocaleError:
        return ""


def direction(locale: Locale) -> str:
    """Where the lines of a language begin, `ltr` or `rtl`."""
    return "rtl" if locale.character_order == "right-to-left" else "ltr"


def list_pattern(count: int, locale: Locale) -> str:
    """A list in running text, with `{0}`, `{1}` … in place of its words; empty for none."""
    return format_list([f"{{{number}}}" for number in range(count)], locale=locale) if count else ""


def filters(locale: Locale) -> dict[str, Filter]:
    """The Jinja filters of one language; docs/theme.md lists them. CLDR has no ordinals."""
    return {
        "isodate": lambda value: date(value.year, value.month, value.day).isoformat(),
        "number": lambda value: format_decimal(value, locale=locale),
        "percent": lambda value: format_percent(value, locale=locale),
        "date": lambda day: format_date(day, "long", locale),
        "medium_date": lambda day: format_date(day, "medium", locale),
        "short_date": lambda day: format_date(day, "short", locale),
        "day_and_month": lambda day: format_skeleton("MMMMd", day, locale=locale),
        "month": lambda day: format_skeleton("yMMMM", day, locale=locale),
        "year": str,
        "date_range": lambda first, last: format_interval(first, last, "yMMMMd", locale=locale),
        "ordinal": str,
        "relative_date": lambda day, today: _cldr_relative(day, today, locale),
    }


def _cldr_relative(day: date, today: date, locale: Locale) -> str:
    days = timedelta(day.toordinal() - today.toordinal())
    return format_timedelta(days, "day", threshold=1, add_direction=True, locale=locale)


def format_value(number: Decimal, places: int, percent: bool, locale: Locale) -> str:
    """A number with as many decimal places as it was written with: `16,9 %` for 16.9 per cent."""
    formats = locale.percent_formats if percent else locale.decimal_formats
    decimals = f".{'0' * places}" if places else ""
    pattern = re.sub(r"0(?:\.[#0]*)?", f"0{decimals}", formats[None].pattern, count=1)
    with localcontext(prec=_PRECISION):
        if percent:
            return format_percent(number / 100, pattern, locale)
        return format_decimal(number, pattern, locale)


def file_size(size: int, locale: Locale) -> str:
    """Bytes as readers read them, rounded up: `23 kB`, `1,2 MB`."""
    kilobytes = max(1, -(-size // 1000))
    if kilobytes < 1000:
        return f"{format_decimal(kilobytes, locale=locale)}\u00a0kB"
    return f"{format_decimal(-(-kilobytes // 100) / 10, locale=locale)}\u00a0MB"


def gettext_plural(locale: Locale) -> str:
    """The `Plural-Forms` header of a language; Babel's table lacks some, `tk` among them."""
    known = locale.language in PLURALS
    count, rule = get_plural(locale) if known else (2, "(n != 1)")
    return f"nplurals={count}; plural={rule};"


@cache
def plural_rule(locale: Locale) -> tuple[int, ...]:
    """CLDR's own rule: the forms of the numbers from 0 to 200, counted as they come."""
    return in_groups(locale.plural_form)


def in_groups(form: Callable[[int], object]) -> tuple[int, ...]:
    """The numbers from 0 to 200 by their plural forms, whatever these are called."""
    known: dict[object, int] = {}
    return tuple(known.setdefault(form(number), len(known)) for number in range(201))


def number_symbols(locale: Locale) -> tuple[str, str]:
    """The decimal and the thousands separator of a language."""
    return get_decimal_symbol(locale), get_group_symbol(locale)


@cache
def magnitudes(locale: Locale) -> dict[str, tuple[int, bool]]:
    """The names of a thousand and more, in small letters, with whether they are written in full.

    `{"million": (10**6, True), "mln": (10**6, False), "k": (1000, False)}`
    """
    found = {name: (scale, False) for name, scale in _SIGNS.items()}
    for width in ("short", "long"):
        for patterns in locale.compact_decimal_formats.get(width, {}).values():
            for power, pattern in patterns.items():
                text = pattern.pattern
                name = text.replace("'", "").strip(" \u00a00.").lower()
                if name and "0" not in name:
                    found[name] = int(power) // 10 ** (text.count("0") - 1), width == "long"
    return found


@cache
def halves_of_day(locale: Locale) -> tuple[frozenset[str], frozenset[str]]:
    """The names of the hours before and after noon: those of a language, and `am` and `pm`."""
    widths = locale.day_periods.get("format", {}).values()
    before, after = (
        frozenset(
            {name, f"{name[0]}.m.", f"{name[0]}. m."}.union(
                *({one[name]} for one in widths if name in one)
            )
        )
        for name in ("am", "pm")
    )
    return before, after


def month_names(number: int, locale: Locale) -> frozenset[str]:
    """The full names of a month, from 1, in a sentence and by itself; none for another number."""
    found = (locale.months[form]["wide"].get(number) for form in ("format", "stand-alone"))
    return frozenset(one for one in found if one)


_NAMES = {"a": "EEE", "A": "EEEE", "b": "MMM", "h": "MMM", "B": "MMMM", "p": "a"}
"""What `strftime` writes in words, as CLDR's patterns name it."""
_WHOLE = {"c": "long", "x": "short"}
_DIRECTIVE = re.compile(r"%[-_0^#]?([A-Za-z%])")


def strftime(value: date, form: str, locale: Locale) -> str:
    """A date in a format of `strftime`, with the names of days and months in a language."""

    def written(found: re.Match[str]) -> str:
        if found[1] in _NAMES:
            return str(format_datetime(value, _NAMES[found[1]], locale=locale))
        if found[1] in _WHOLE:
            return str(format_date(value, _WHOLE[found[1]], locale))
        return value.strftime(found[0])

    return _DIRECTIVE.sub(written, form)


def month_name(number: int, locale: Locale) -> str:
    """The full name of a month, from 1, by itself."""
    return str(locale.months["stand-alone"]["wide"][number])


def region_tag(tag: str) -> str:
    """A language with the region where most of its readers live: `tk_TM`."""
    locale = Locale.parse(tag, sep="-")
    likely = get_global("likely_subtags").get(locale.language, "").split("_")
    region = locale.territory or likely[-1]
    return f"{locale.language}_{region}" if region.isalpha() and region else str(locale.language)


def usual_script(locale: Locale) -> str:
    """The script that a language is written in where its tag names none: `Latn`."""
    likely = get_global("likely_subtags")
    names = (f"{locale.language}_{locale.territory}", locale.language)
    known = next((likely[one] for one in names if one in likely), "")
    return str(locale.script or "".join(known.split("_")[1:2]))


def near_tags(tag: str) -> tuple[str, ...]:
    """A tag, and its language alone if that is written in the same script: `pt-BR`, `pt`."""
    language = tag.partition("-")[0]
    scripts = {usual_script(parse_locale(one)) for one in (tag, language)}
    return (tag, language) if len(scripts) == 1 else (tag,)


def own_name(tag: str) -> str:
    """A language's name in itself, as a list of languages prints it: `Русский`."""
    name = Locale.parse(tag, sep="-").get_display_name() or tag
    return name[:1].title() + name[1:]  # title case: upper case would change Georgian


def similar_tags(text: str) -> list[str]:
    """Language tags that look like this one, or whose English name does; the best first."""
    tags = {name.replace("_", "-").lower(): name.replace("_", "-") for name in locale_identifiers()}
    english = Locale("en").languages
    names = {str(name).lower(): code.replace("_", "-") for code, name in english.items()}
    named = [names[one] for one in get_close_matches(text.lower(), names, n=2, cutoff=0.8)]
    close = [tags[one] for one in get_close_matches(text.lower(), tags, n=4, cutoff=0.6)]
    return list(dict.fromkeys([*(one for one in named if one.lower() in tags), *close]))[:4]

"""Numbers in running text, read in each language's own notation and compared by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from html import unescape

from .cldr import Locale, halves_of_day, magnitudes, month_names, number_symbols
from .inflection import occurs
from .numerals import spoken
from .profile import profile_of

_SPACES = " \u00a0\u202f\u2009"
"""Space, no-break space, narrow no-break space, thin space: all of them group thousands."""
_APOSTROPHES = "'’"
_ARABIC_DECIMAL, _ARABIC_GROUP = "٫", "٬"
"""Written between Arabic and Persian digits, and nowhere else: known in every language."""
SPELLED_OUT = 12
"""Whole numbers up to here may be words where nobody has told us those of a language."""
_ALL = re.compile(r"(?<![\d.,])100\s?[%٪]|[%٪]\s?100(?![\d.,])")
"""What a language may say without a number: `100% perfection`."""
_RANGE = re.compile(r"\s?(?:[-–—]|to|or)\s?")
"""What stands between two figures that share the name behind the second."""
_WORD = 3
"""Letters of a name for a thousand or more, at least, if it can have an ending."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""A letter of a script in which a word goes on where another begins: `12亿人`."""
_FULL_HOUR = re.compile(r"(?<![\d.,:])(\d{1,2})[:.]00(?![\d%])")
"""A time whose minutes need not be written."""
_LIST_MARK = re.compile(r"(?<![\w.,:(])(\d{1,2})\)(?=\s)")
_CYRILLIC_ROMAN = str.maketrans("ІХ", "IX")
_DIGIT = re.compile(r"\d")
_CODE = re.compile(r"\d+(?:[.,]\d+)+")
"""What may be a number; where it is none, it is a version, a date, a list."""

Figure = tuple[str, tuple[Decimal, ...]]
"""A figure as it is written with its value, or with those of its parts if it is no number."""

Large = tuple[Decimal, int, bool]
"""A value, what the name behind it multiplies it by, and whether that is sure: `5 m` is not."""


def numbers(text: str, locale: Locale) -> Counter[Decimal]:
    """The numbers of a text with their counts: `1 234,5` is 1234.5 in Turkmen."""
    return Counter(value for _, values in _figures(text, locale) for value in values)


@dataclass(frozen=True, slots=True)
class Difference:
    """The values that only one of two texts has."""

    missing: list[Decimal]
    """Those of the source."""
    added: list[Decimal]
    """Those of the translation."""
    doubtful: Sequence[Decimal] = ()
    """Those that the other text has less often, or may have as words that nobody has told us."""


def difference(
    source: str, source_locale: Locale, target: str, target_locale: Locale
) -> Difference:
    """What numbers two texts do not share.

    A whole number may be said in words on the other side, thousands and more by their names
    (`1.5 million`), a time be told by twelve or twenty-four hours. What is no number in one of the
    two notations, such as the version `3.11` in Turkmen, may also be the same by its characters;
    one that another notation reads otherwise, such as `1,234`, is then in doubt.
    """
    texts = [
        (_FULL_HOUR.sub(r"\1", _clock(_without_marks(unescape(text)), locale)), locale)
        for text, locale in ((source, source_locale), (target, target_locale))
    ]
    first, second = (_figures(*one) for one in texts)
    same = _codes(first) & Counter(figure for figure, _ in second)
    same |= _codes(second) & Counter(figure for figure, _ in first)
    values, others = _values(first, same), _values(second, same)
    missing, added = values - others, others - values
    large = [[*_large(*one)] for one in texts]
    renamed = [*_renamed(*large)]
    missing, added = _in_full(missing, added, large)
    missing.update(ours for ours, _ in renamed)
    added.update(theirs for _, theirs in renamed)
    unnamed = [] if renamed else [*_unnamed(large[0], large[1], others, target_locale)]
    if not missing and not added:
        return Difference([], [], unnamed)
    _same_hours(missing, added, *texts[0])
    _same_hours(added, missing, *texts[1])
    copied = _copied(missing, added, first, second)
    copied += _spaced(missing, added, first) + _spaced(added, missing, second)
    lacks, has = _unsaid(missing, *texts[1]), _unsaid(added, *texts[0])
    if lacks and has:
        return Difference(lacks, has)
    told = all(profile_of(locale).numerals for _, locale in texts)
    idle = {Decimal(100)} if any(_ALL.search(text) for text, _ in texts) else set()
    unsure = [one for one in lacks if one in others or one in idle or (_small(one) and not told)]
    unsure += [one for one in has if one in values or one in idle or (_small(one) and not told)]
    lacks, has = ([one for one in row if one not in unsure] for row in (lacks, has))
    return Difference(lacks, has, [*unnamed, *copied, *unsure])


def _in_full(
    missing: Counter[Decimal], added: Counter[Decimal], large: Sequence[Sequence[Large]]
) -> tuple[Counter[Decimal], Counter[Decimal]]:
    """The same where `1.5 million` is 1500000, if so the texts agree better."""
    full = [one.copy() for one in (missing, added)]
    for only, row in zip(full, large, strict=True):
        for value, scale, _ in row:
            if only[value] > 0:
                only[value] -= 1
                only[value * scale] += 1
    lacks, has = full[0] - full[1], full[1] - full[0]
    fewer = lacks.total() + has.total() < missing.total() + added.total()
    return (lacks, has) if fewer else (missing, added)


def _renamed(source: Sequence[Large], target: Sequence[Large]) -> Iterator[tuple[Decimal, Decimal]]:
    """The values of figures that have another name behind them: 5 million and 5 milliard."""
    ours, theirs = (Counter(one[:2] for one in row if one[2]) for row in (source, target))
    others = [*(theirs - ours).elements()]
    for value, scale in (ours - theirs).elements():
        if not any((value, scale) == one[:2] for one in target):
            for other in others:
                if other[0] == value:
                    yield value * scale, value * other[1]
                    others.remove(other)
                    break


def _unnamed(
    source: Iterable[Large], target: Iterable[Large], values: Container[Decimal], locale: Locale
) -> Iterator[Decimal]:
    """The values of figures that have lost their name: 5 million and 5."""
    known = {scale for scale, full in magnitudes(locale).values() if full}
    known -= {scale for _, scale, _ in target}
    for value, scale, sure in source:
        if sure and scale in known and value in values and value * scale not in values:
            yield value * scale


def _large(text: str, locale: Locale) -> Iterator[Large]:
    """The figures of a text with a name of thousands or more behind them."""
    names, name = _names(locale)
    before: tuple[int, Decimal] | None = None
    for start, end, (_, values) in _read(text, locale):
        if len(values) > 1:
            continue
        to = _RANGE.match(text, end)
        found = name.match(text, end)
        apart = found and (not found[2] or _UNSPACED.match(found[2]))
        if found and (apart or len(found[1]) >= _WORD):
            scale, full = names[found[1].lower()]
            full &= bool(apart) or len(found[1]) > _WORD
            row = [values[0], *([before[1]] if before and before[0] == start else [])]
            for value in row:
                yield value, scale, full
        before = (to.end(), values[0]) if to else None


@cache
def _names(locale: Locale) -> tuple[dict[str, tuple[int, bool]], re.Pattern[str]]:
    """The names of thousands and more, and what finds one behind a figure, with an ending."""
    names = magnitudes(locale)
    longest = sorted(names, key=len, reverse=True)
    name = "|".join(map(re.escape, longest))
    return names, re.compile(rf"[\s-]?({name})\.?(\w*)", re.IGNORECASE)


def _copied(
    missing: Counter[Decimal],
    added: Counter[Decimal],
    first: Iterable[Figure],
    second: Iterable[Figure],
) -> list[Decimal]:
    """Take out the figures that stand alike in both texts, and mean another value in each."""
    copied, theirs = list[Decimal](), dict(second)
    for figure, values in first:
        others = theirs.get(figure, ())
        if len(values) == len(others) == 1 and missing[values[0]] > 0 and added[others[0]] > 0:
            missing[values[0]] -= 1
            added[others[0]] -= 1
            copied += values
    return copied


def _spaced(
    only: Counter[Decimal], other: Counter[Decimal], figures: Iterable[Figure]
) -> list[Decimal]:
    """Take out the figures whose groups are numbers of the other text: `1 555 123`."""
    found = list[Decimal]()
    for figure, values in figures:
        groups = Counter(Decimal(one) for one in figure.split() if one.isdigit())
        if groups.total() > 1 and only[values[0]] > 0 and groups <= other:
            only[values[0]] -= 1
            other.subtract(groups)
            found += groups
    return found


def _unsaid(only: Counter[Decimal], text: str, locale: Locale) -> list[Decimal]:
    """The values that a text does not say as words, either."""
    if not only.total():
        return []
    own = profile_of(locale)
    said = spoken(text, own.numerals, own.forms)
    return [
        one for one in sorted(only.elements()) if one not in said and not _named(one, text, locale)
    ]


def _without_marks(text: str) -> str:
    """A text without the marks of a list that runs on in a sentence: `1) one, 2) another`."""
    pieces = _LIST_MARK.split(text)
    numbers = [int(one) for one in pieces[1::2]]
    in_turn = len(numbers) > 1 and numbers == [*range(1, len(numbers) + 1)]
    return " ".join(pieces[::2]) if in_turn else text


def _small(value: Decimal) -> bool:
    return value == value.to_integral_value() and value <= SPELLED_OUT


def _named(value: Decimal, text: str, locale: Locale) -> bool:
    """Whether a text has a number as a month, or as a Roman number of two letters at least.

    It may have an ending (`XXe`), and be in letters of Cyrillic that look the same.
    """
    roman = _roman(value)
    latin = text.translate(_CYRILLIC_ROMAN)
    if len(roman) > 1 and re.search(rf"(?<!\w){roman}(?![A-Z\d])", latin):
        return True
    months = month_names(int(value), locale) if _small(value) else ()
    return any(occurs(one, text, profile_of(locale).forms) for one in months)


def _roman(value: Decimal) -> str:
    """A whole number below forty as Romans wrote it, which nothing else looks like; else empty."""
    if value != value.to_integral_value() or value >= 40:
        return ""
    tens, ones = divmod(int(value), 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


def _clock(text: str, locale: Locale) -> str:
    """A text whose times have a colon where a half of the day stands behind: `10:30 pm`."""
    halves = (one for half in halves_of_day(locale) for one in half)
    name = "|".join(re.escape(one) for one in halves if len(one) > 1)  # not the `p` of `1.50 per`
    time = rf"(?<![\d.,:])(\d\d?)\.(\d\d)(?=\s?(?:{name})(?!\w))"
    return re.sub(time, r"\1:\2", text, flags=re.IGNORECASE)


def _same_hours(only: Counter[Decimal], other: Counter[Decimal], text: str, locale: Locale) -> None:
    """Take out the hours that a text tells by half days, and the other by whole ones."""
    for hour, whole in _hours(text, locale):
        if only[hour] > 0 and other[whole] > 0:
            only[hour] -= 1
            other[whole] -= 1


def _hours(text: str, locale: Locale) -> Iterator[tuple[Decimal, Decimal]]:
    """The hours of a text with a half of the day beside them, and those hours of twenty-four."""
    for half, names in enumerate(halves_of_day(locale)):
        name = "|".join(re.escape(one) for one in names)
        hour = r"(?<![\d:.,])(1[0-2]|0?[1-9])(?:[:.]\d\d)?"
        for found in re.finditer(rf"{hour}\s?(?:{name})|(?:{name})\s?{hour}", text, re.IGNORECASE):
            told = int(found[1] or found[2])
            yield Decimal(told), Decimal(told % 12 + 12 * half)
            if told == 12 and not half:
                yield Decimal(12), Decimal(24)  # where a day ends


def _figures(text: str, locale: Locale) -> list[Figure]:
    return [figure for _, _, figure in _read(unescape(text), locale)]


def _read(text: str, locale: Locale) -> Iterator[tuple[int, int, Figure]]:
    """The figures of a text, each with where it begins and ends."""
    number, decimals, groups = _notation(locale)
    at = 0
    while digit := _DIGIT.search(text, at):
        start = digit.start()
        read, code = number.match(text, start), _CODE.match(text, start)
        assert read  # one digit is a number
        if code and code.end() > read.end():
            at, parts = code.end(), re.findall(r"\d+", code[0])
            yield start, at, (code[0], tuple(map(Decimal, parts)))
        else:
            at = read.end()
            value = Decimal(read[0].translate(groups).translate(decimals))
            yield start, at, (read[0], (value,))


def _codes(figures: Iterable[Figure]) -> Counter[str]:
    return Counter(figure for figure, values in figures if len(values) > 1)


def _values(figures: Iterable[Figure], but: Counter[str]) -> Counter[Decimal]:
    left, values = but.copy(), Counter[Decimal]()
    for figure, parts in figures:
        if left[figure] > 0:
            left[figure] -= 1
        else:
            values.update(parts)
    return values


@cache
def _notation(locale: Locale) -> tuple[re.Pattern[str], dict[int, str], dict[int, None]]:
    """What a number looks like, and what to make of its marks."""
    decimal, group = number_symbols(locale)
    decimals = {ord(mark): "." for mark in (decimal, _ARABIC_DECIMAL)}
    marks = {group, _ARABIC_GROUP, *_SPACES, *(_APOSTROPHES if group in _APOSTROPHES else "")}
    mark = "[" + re.escape("".join(sorted(marks))) + "]"
    indian = r"\d{1,2}(?:,\d{2})+,\d{3}(?!\d)|" if group == "," else ""
    whole = rf"(?:\d{{1,3}}(?:{mark}\d{{3}})+(?!\d)|{indian}\d+)"
    point = "[" + re.escape("".join(map(chr, decimals))) + "]"
    groups: dict[int, None] = {ord(mark): None for mark in marks}
    return re.compile(rf"{whole}(?:{point}\d+)?"), decimals, groups

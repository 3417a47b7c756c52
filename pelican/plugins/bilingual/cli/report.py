"""Findings and figures as text, as JSON, and as GitHub's annotations."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from ..check.rules import ERROR
from ..check.run import Finding
from .stats import LanguageStats, PageStats
from .terminal import paint, printable


def findings_lines(findings: Sequence[Finding], form: str, colour: bool) -> Iterator[str]:
    """The findings as `text`, perhaps in `colour`, as `github`'s annotations or as `json`."""
    if form == "json":
        yield findings_json(findings)
    else:
        yield from (
            findings_github(findings) if form == "github" else findings_text(findings, colour)
        )


def findings_text(findings: Sequence[Finding], colour: bool) -> Iterator[str]:
    """A line each, `path:line: severity: text [check]`, and how many there are."""
    for one in findings:
        severity = paint(one.severity, "bold" if one.severity == ERROR else "warn", colour)
        yield (
            printable(f"{one.path}:{one.line}: ")
            + severity
            + printable(f": {one.text} [{one.check}]")
        )
    yield summary(findings)


def summary(findings: Iterable[Finding]) -> str:
    """How many findings of each severity there are."""
    count = Counter(one.severity for one in findings)
    if not count:
        return "Nothing wrong was found."
    return ", ".join(
        f"{number} {kind}{'s' * (number > 1)}" for kind, number in sorted(count.items())
    )


def findings_github(findings: Iterable[Finding]) -> Iterator[str]:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    for one in findings:
        kind = "error" if one.severity == ERROR else "warning"
        place = f"file={_property(one.path)},line={one.line},title={_property(one.check)}"
        yield f"::{kind} {place}::{_data(one.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def findings_json(findings: Iterable[Finding]) -> str:
    """A list of objects with the fields of `Finding`."""
    return json.dumps([asdict(one) for one in findings], ensure_ascii=False, indent=2)


def stats_json(languages: Iterable[LanguageStats]) -> str:
    """The figures for other programs; shares are theirs to compute."""
    return json.dumps(
        {
            "languages": [
                {
                    "tag": one.language.tag,
                    "name": one.language.name,
                    "total": _plain(one.total, ("page", "catalog")),
                    "pages": [_plain(page, ()) for page in one.pages],
                }
                for one in languages
            ]
        },
        ensure_ascii=False,
        indent=2,
        default=str,
    )


def _plain(page: PageStats, leave_out: tuple[str, ...]) -> dict[str, Any]:
    return {key: value for key, value in asdict(page).items() if key not in leave_out}


def stats_table(languages: Iterable[LanguageStats]) -> Iterator[str]:
    """The lines of a table with aligned columns; the first is its head."""
    head = ("language", "page", "messages", "words", "reviewed", "fuzzy", "missing", "words left")
    rows: list[tuple[str, ...]] = [(*head, "oldest")]
    for one in languages:
        rows += [_row(one.language.tag, page) for page in (*one.pages, one.total)]
    if all(row[-1] == "" for row in rows[1:]):
        rows = [row[:-1] for row in rows]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            f"{' ' * (width - _width(text))}{text}"
            if 1 < at < len(head)
            else f"{text}{' ' * (width - _width(text))}"
            for at, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()


def _row(tag: str, page: PageStats) -> tuple[str, ...]:
    stale = page.oldest
    return (
        tag,
        page.page,
        _share(page.messages.translated, page.messages.total),
        _share(page.words.translated, page.words.total),
        _share(page.messages.reviewed, page.messages.total),
        str(page.messages.fuzzy),
        str(page.messages.untranslated),
        str(page.words.total - page.words.translated),
        f"{stale.since} {stale.path}:{stale.line}" if stale else "",
    )


def _share(part: int, whole: int) -> str:
    """Whole per cent, rounded down: 100% means all."""
    return f"{part * 100 // whole if whole else 100}%"


def _width(text: str) -> int:
    """Columns on a terminal: wide letters take two, combining marks none."""
    wide = sum(unicodedata.east_asian_width(one) in "WF" for one in text)
    return len(text) + wide - sum(unicodedata.combining(one) > 0 for one in text)

"""Findings and figures as text, as JSON, and as GitHub's annotations."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from ..check.rules import ERROR
from ..check.run import Finding
from ..language.characters import one_line, printable
from .stats import LanguageStats, PageStats


def findings_lines(findings: Sequence[Finding], form: str) -> Iterable[str | Text]:
    """The findings as `text`, as `github`'s annotations or as `json`."""
    if form == "json":
        return [findings_json(findings)]
    return findings_github(findings) if form == "github" else findings_text(findings)


def findings_text(findings: Sequence[Finding]) -> Iterator[str | Text]:
    """A line each, `path:line: severity: text [check]`, and how many there are."""
    for one in findings:
        style = "bold" if one.severity == ERROR else "yellow"
        place, text = one_line(f"{one.path}:{one.line}: "), one_line(f": {one.text} [{one.check}]")
        yield Text.assemble(place, (one.severity, style), text)
    yield summary(findings)


def summary(findings: Iterable[Finding]) -> str:
    """How many findings of each severity there are."""
    count = Counter(one.severity for one in findings)
    if not count:
        return "Nothing wrong was found."
    return ", ".join(
        f"{number} {kind}{'s' * (number > 1)}" for kind, number in sorted(count.items())
    )


def findings_github(findings: Iterable[Finding]) -> Iterator[Text]:
    """Workflow commands, which GitHub shows beside the lines of a pull request."""
    for one in findings:
        kind = "error" if one.severity == ERROR else "warning"
        place = f"file={_property(one.path)},line={one.line},title={_property(one.check)}"
        yield Text(f"::{kind} {place}::{_data(one.text)}")


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


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


def stats_table(languages: Iterable[LanguageStats]) -> Table:
    """A row for each page of each language, and their totals."""
    rows = [_row(one.language.tag, page) for one in languages for page in (*one.pages, one.total)]
    table, shown = Table(box=None, pad_edge=False), []
    for at, head in enumerate(_HEADS):
        if head not in _SELDOM or any(row[at] for row in rows):
            shown.append(at)
            table.add_column(head, justify="left" if head in _WORDS else "right")
    for row in rows:
        table.add_row(*(printable(row[at]) for at in shown))
    return table


_WORDS = ("language", "page", "oldest", "file")
_SELDOM = ("stale", "untranslatable", "oldest", "file")
"""Columns that are left out where they would be empty."""
_HEADS = (
    *_WORDS[:2],
    *("messages", "words", "reviewed", "fuzzy", "missing", "words left"),
    *_SELDOM,
)


def _row(tag: str, page: PageStats) -> tuple[str, ...]:
    waiting = page.oldest
    if page.file:
        return (tag, page.page, *[""] * (len(_HEADS) - 3), page.file)
    return (
        tag,
        page.page,
        _share(page.messages.translated, page.messages.total),
        _share(page.words.translated, page.words.total),
        _share(page.messages.reviewed, page.messages.total),
        str(page.messages.fuzzy),
        str(page.messages.untranslated),
        str(page.words.total - page.words.translated),
        str(page.messages.stale or ""),
        str(page.untranslatable or ""),
        f"{waiting.since} {waiting.path}:{waiting.line}" if waiting else "",
        "",
    )


def _share(part: int, whole: int) -> str:
    """Whole per cent, rounded down: 100% means all."""
    return f"{part * 100 // whole if whole else 100}%"

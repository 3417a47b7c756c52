"""What has changed since a revision: the pages to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ..project.urls import save_as
from .build import Build
from .versions import Versions

PAGE, SUMMARY = "changes.html", "changes.md"
"""What a build that compares writes at the root of the site: a page of links, and its text alone
for whom links lead nowhere."""
_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(frozen=True, slots=True)
class Row:
    """A page in one language."""

    title: str
    language: str
    """By its own name."""
    path: str
    """The file below the site's root: with both languages where there is such a page."""
    changed: int
    """How many of its texts have changed."""
    new: bool


def changes(build: Build, versions: Iterable[Versions]) -> list[Row]:
    """Every page in every target language: those with the most changes first, then by title."""
    rows = list(_rows(build, versions))
    return sorted(rows, key=lambda one: (-one.changed, one.title, one.language))


def _rows(build: Build, versions: Iterable[Versions]) -> Iterator[Row]:
    for one in versions:
        for language in build.config.targets if one.page else ():
            assert one.page
            former = build.publication.former(one.page, language)
            catalog, _ = build.publication.of(one.page, language)
            segments = one.page.document.segments
            count = former.count(segments, catalog) if former else len(segments)
            version = one.parallels.get(language.tag) or one.languages[language.tag]
            path = save_as(version.url)
            yield Row(str(one.source.title), language.name, path, count, former is None)


def summary(rows: Iterable[Row]) -> str:
    """The pages that have changed, as a Markdown table."""
    lines = [
        f"| {_plain(one.title)} | {_plain(one.language)} | {_count(one)} | `{one.path}` |"
        for one in rows
        if one.changed
    ]
    head = ["| page | language | texts | file |", "|---|---|--:|---|"]
    found = [*head, *lines] if lines else ["No page has another text than before."]
    return "\n".join(["## Changed pages", "", *found, ""])


def page(rows: Iterable[Row]) -> str:
    """All pages as an HTML table of links, in the order of the rows."""
    lines = "\n".join(
        f'<tr><td><a href="{quote(one.path)}">{escape(one.title)}</a>'
        f"<td>{escape(one.language)}<td>{_count(one) if one.changed else '–'}"
        for one in rows
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex">
<title>Changed pages</title>
<style>body {{ max-width: 50rem; margin: auto; padding: 1rem; font: 1rem/1.8 sans-serif }}</style>
<h1>Changed pages</h1>
<table>
<tr><th>Page<th>Language<th>Changed texts
{lines}
</table>
</html>
"""


def _count(row: Row) -> str:
    return "new page" if row.new else f"{row.changed:,}"


def _plain(text: str) -> str:
    """A text that means nothing to Markdown, HTML or a workflow."""
    return _SIGN.sub(lambda found: f"&#{ord(found[0])};", " ".join(text.split()))

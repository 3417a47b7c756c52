"""On the site's own pages, too, nothing goes that a reader needs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import tinycss2
from shapes import shape
from support import PROJECT

from pelican.plugins.bilingual.finish.css import Stylesheet, read_stylesheets
from pelican.plugins.bilingual.finish.markup import Document, Tag, read, write

SHEETS = sorted(path.stem for path in (PROJECT / "theme/static/css").glob("*.css"))


def every_selector(css: str) -> Iterable[str]:
    """All selectors of a style sheet, those in `@media` among them."""
    for rule in tinycss2.parse_stylesheet(css, True, True):
        if rule.type == "qualified-rule":
            yield from re.split(r",(?![^(]*\))", tinycss2.serialize(rule.prelude))
        elif rule.type == "at-rule" and rule.at_keyword == "media":
            yield from every_selector(tinycss2.serialize(rule.content))


def lacking(selector: str, page: str) -> bool:
    """Whether a page lacks a name that this selector asks for outside of its brackets."""
    plain = selector
    while (shorter := re.sub(r":[\w-]+\([^()]*\)", "", plain)) != plain:
        plain = shorter
    plain = re.sub(r"::?[\w-]+", "", plain)
    tags = [one for one in read(page) if isinstance(one, Tag)]
    if "[href^=http]" in plain:
        outward = [one for one in tags if (one.get("href") or "").startswith("http")]
        return "a" not in {one.name for one in outward}
    classes = {name for one in tags for name in (one.get("class") or "").split()}
    there = {
        *(one.name for one in tags),
        *(f".{name}" for name in classes),
        *(f"[{name}" for one in tags for name, _ in one.attributes),
    }
    return not there.issuperset(
        re.findall(r"(?<![\w-])[.\[]?[a-z][\w-]*(?![\w\"-]*\])|\[[a-z]+", plain)
    )


def test_the_site_s_own_pages_lack_what_their_style_sheets_lack(flagship: Path) -> None:
    """Each selector that is not on a page asks for something that the page does not have."""
    css = read_stylesheets(PROJECT / "theme/static/css", SHEETS)
    sheet, everything = Stylesheet(css), set(every_selector(css))
    assert len(everything) > 50
    for path in flagship.rglob("*.html"):
        page = path.read_text("utf-8")
        left = set(every_selector(sheet.text(Document.read(page).names)))
        assert left < everything
        for selector in everything - left:
            alternatives = re.findall(r":(?:is|has)\(([^()]*)\)", selector)
            assert lacking(selector, page) or any(
                all(lacking(one, page) for one in part.split(",")) for part in alternatives
            ), f"{path}: {selector}"


def test_the_site_s_own_pages_keep_their_trees(flagship: Path) -> None:
    """On real pages, too, only bytes go, and on one that is written already nothing does."""
    for path in flagship.rglob("*.html"):
        html = path.read_text("utf-8")
        once = write(read(html))
        assert shape(once) == shape(html), path
        assert write(read(once)) == once, path

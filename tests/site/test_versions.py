"""The object that templates are given of a page is the one that docs/theme.md describes."""

from __future__ import annotations

import re
from dataclasses import fields

from support import PROJECT, Site

from pelican.plugins.bilingual.catalog.coverage import Coverage
from pelican.plugins.bilingual.site.versions import Version

PAGE = (PROJECT / "docs/theme.md").read_text("utf-8")
TABLE = PAGE.split("## A page (`item`)")[1].split("\n\nOn the status page")[0]


def public(kind: type) -> set[str]:
    """The fields and properties of a class."""
    names = {name for name, value in vars(kind).items() if isinstance(value, property)}
    return {name for name in names | {one.name for one in fields(kind)} if name[0] != "_"}


def test_the_document_lists_what_templates_are_given() -> None:
    """Each field and property has a row, and each row is a field or property."""
    rows = re.findall(r"^\| (.*?) \|", TABLE, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", " ".join(rows))) == public(Version)


def test_the_document_lists_what_is_known_of_the_coverage() -> None:
    """All figures that it names are there."""
    (row,) = (line for line in TABLE.splitlines() if line.startswith("| `coverage`"))
    assert set(re.findall(r"\.(\w+)", row)) <= public(Coverage)


def test_the_themes_templates_ask_for_nothing_else() -> None:
    """Whatever a template of ours reads of `item` is a field or property."""
    folders = PROJECT / "theme/templates", PROJECT / "pelican/plugins/bilingual/templates"
    texts = [path.read_text("utf-8") for folder in folders for path in folder.rglob("*.html")]
    asked = set(re.findall(r"\bitem\.(\w+)", " ".join(texts)))
    assert len(asked) > 15
    assert asked <= public(Version)


def test_pelican_s_object_has_one_attribute_of_ours(site: Site) -> None:
    """Any theme of Pelican's finds Pelican's attributes, and nothing that it could mistake."""
    site.page("one")
    site.write(
        "theme/templates/article.html",
        "{% for name in article.__dict__ %}{{ name }} {% endfor %}{{ article.bilingual.url }}",
    )
    site.build(THEME_TEMPLATES_OVERRIDES=[str(site.root / "theme/templates")])
    *names, url = (site.output / "tk/one/index.html").read_text("utf-8").split()
    assert url == "tk/one/"
    ours = {"bilingual", "versions", "coverage", "keypoints", "pair", "content_lang", "terms"}
    assert ours.intersection(names) == {"bilingual"}

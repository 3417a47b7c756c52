"""The lines that a page begins with: each means what it seems to, or is an error with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Site, project

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.source.front_matter import check_front_matter
from pelican.plugins.bilingual.source.pages import Pages

TEXTS = ("title", "slug", "summary", "keypoints", "sources", "corrections", "image_alt")
HEAD = "Title: T\nDate: 2026-01-02\n"

# What is wrong, on which line, and what the remedy says.
WRONG: dict[str, tuple[str, int, str]] = {
    "a summary that goes on": (f"{HEAD}Summary: One\ngoes on.\nSlug: t\n\nx", 4, "four spaces"),
    "a summary after two spaces": (f"{HEAD}Summary: One\n  two.\n\nx", 4, "four spaces"),
    "a summary that goes on with a colon": (
        f"{HEAD}Summary: We bought\nequipment: cameras\n\nx",
        4,
        "four spaces",
    ),
    "a summary that goes on with an address": (
        f"{HEAD}Summary: See\nhttps://example.org/x\n\nx",
        4,
        "four spaces",
    ),
    "a summary goes on with a time": (f"{HEAD}Summary: At\n10:30 it was\n\nx", 4, "four spaces"),
    "text without an empty line before it": (f"{HEAD}# Heading\n\nx", 3, "empty line"),
    "a note for the text": (f"{HEAD}Note: this is all there is.\n", 3, "empty line"),
    "text below an empty value": (f"{HEAD}Slug: t\nText.", 4, "empty line"),
    "quotes": (f'{HEAD}Slug: "t"\n\nx', 3, "Write 'Slug: t'"),
    "single quotes": ("Title: 'T'\n\nx", 1, "Write 'Title: T'"),
    "quotes around a summary": (f'{HEAD}Summary: "A text."\n\nx', 3, "Write 'Summary: A text.'"),
    "a list": (f"{HEAD}Tags: [one, two]\n\nx", 3, "Write 'Tags: one, two'"),
    "a list of one": (f"{HEAD}tags: [one]\n\nx", 3, "one, two"),
    "a list over two lines": (f"{HEAD}Tags: [one,\n    two]\n\nx", 3, "Write 'Tags: one, two'"),
    "quotes around one of several": (f'{HEAD}Tags: "one", two\n\nx', 3, "Write 'Tags: one, two'"),
    "a misspelt status": (f"{HEAD}Staus: draft\n\nx", 3, "Write 'Status: draft'"),
    "a list below": (f"{HEAD}tags:\n  - one\n  - two\n\nx", 4, "Write 'Tags: one, two'"),
    "a list at the margin": (f"{HEAD}tags:\n- one\n\nx", 4, "Write 'Tags: one, two'"),
    "a list far in": (f"{HEAD}tags:\n    - one\n    - two\n\nx", 4, "Write 'Tags: one, two'"),
    "a list of key points": (f"{HEAD}Keypoints:\n    - One.\n\nx", 4, "without a hyphen"),
    "a list of key points, little in": (f"{HEAD}Keypoints:\n  - One.\n\nx", 4, "without a hyphen"),
    "a list of aliases": (f"{HEAD}Aliases: [old, older]\n\nx", 3, "Write 'Aliases: one, two'"),
    "a block": (f"{HEAD}Summary: >\n    Text.\n\nx", 3, "four spaces"),
    "a block that keeps lines": (f"{HEAD}Summary: |-\n    Text.\n\nx", 3, "four spaces"),
    "a map": (f"{HEAD}author:\n  name: A\n\nx", 4, "begin its line"),
    "a fence with an empty line": ("---\ntitle: T\n\ndate: 2026-01-02\n---\nx", 3, "Take it out"),
    "a fence without end": ("---\ntitle: T\n\nx", 3, "'---'"),
    "a comment": (f"{HEAD}# tags: x\nSlug: t\n\nx", 3, "neither"),
    "another program's draft": (f"{HEAD}draft: true\n\nx", 3, "Status: draft"),
    "another program's published": (f"{HEAD}published: false\n\nx", 3, "Status: draft"),
    "a title that goes on": ("Title: One\n    two\nDate: 2026-01-02\n\nx", 2, "one line"),
    "a slug that goes on": (f"{HEAD}Slug: one\n\ttwo\n\nx", 4, "one line"),
    "a slug twice": (f"{HEAD}Slug: one\nSlug: two\n\nx", 4, "Leave one"),
    "a name with a space": (f"{HEAD}Key points: One.\n\nx", 3, "neither"),
    "a name in another alphabet": (f"{HEAD}Başlyk: T\n\nx", 3, "neither"),
    "Windows line ends": ("Title: T\r\nTags: [one, two]\r\n\r\nx", 2, "Tags: one, two"),
}  # fmt: skip
RIGHT = {
    "everything": (
        f'{HEAD}Slug: t\nTags: one, two [2], "three" 3\nSummary: One\n    goes on.\n'
        'Keypoints: One.\n    "Two."\n    [Three][3]\nSources: "A title"\n    [A link](https://example.org/)\n'
        "Corrections: 2026-01-03: A year.\nAliases: old, tk/ady\n\nText: goes on.\n"
    ),
    "an unknown name": f"{HEAD}Image: a.png\nSeries: What it means\nImage_alt: A map of it.\n\nx",
    "a quotation and more": 'Title: "We" and "they"\n\nx',
    "typographic quotes": "Title: “T”\n\nx",
    "brackets in a title": "Title: [Updated] T\n\nx",
    "a summary with a list": f"{HEAD}Summary: One:\n\n    - two\n\nx",
    "a summary with a link": f"{HEAD}Summary: [T][t]\n\nx",
    "a closed fence": "---\ntitle: T\ndate: 2026-01-02\n---\n\nx",
    "a fence below": "Title: T\n---\nx",
    "a byte that is no line": "Title: T\x0b\n\nx",
    "names twice that may be": f"{HEAD}Sources: One.\nSources: Two.\nTags: a\nTags: b\n\nx",
    "no metadata": "Text.\nTags: [one, two]\n",
    "nothing": "",
    "a tab": f"{HEAD}Summary:\tOne\n\tgoes on.\n\nx",
}


@pytest.mark.parametrize("name", WRONG)
def test_what_would_be_misread_is_an_error(name: str) -> None:
    """YAML, lines that go on without indent, and text among the metadata are named by line."""
    text, line, remedy = WRONG[name]
    with pytest.raises(BilingualError) as caught:
        check_front_matter(text, "one.md", TEXTS)
    assert caught.value.where == f"one.md:{line}"
    assert remedy in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", RIGHT)
def test_what_means_what_it_seems_is_accepted(name: str) -> None:
    """Plain metadata, and text that only looks odd, is no error."""
    check_front_matter(RIGHT[name], "one.md", TEXTS)


@given(st.lists(st.sampled_from("ab:-[]\"' \n\t#>|.1"), max_size=30).map("".join))
def test_an_accepted_page_has_no_lines_that_nobody_reads(text: str) -> None:
    """Whatever follows the title: it is an error, or every line up to an empty one is read."""
    try:
        check_front_matter(f"Title: T\n{text}", "one.md", TEXTS)
    except BilingualError:
        return
    rows = text.expandtabs(4).split("\n")
    blank = next((n for n, row in enumerate(rows) if not row.strip()), len(rows))
    fence = next((n for n, row in enumerate(rows) if row[:3] in ("---", "...")), len(rows))
    for row in rows[: min(blank, fence)]:
        assert row.startswith("    ") or row.partition(":")[1], row


@pytest.mark.parametrize(
    "lines", ["one, two,\n    three", "one; two\n    three", "\n    one\n    two, three"]
)
def test_topics_are_the_same_everywhere(site: Site, lines: str) -> None:
    """On one line or more, with commas or semicolons: pages and `site.po` have the same topics."""
    site.write("content/one.md", f"{HEAD}Slug: one\nTags: {lines}\nAuthors: A, B\n    C\n\nText.\n")
    assert main(["update"]) == 0
    catalog = (site.root / "translations/tk/LC_MESSAGES/site.po").read_text("utf-8")
    asked = re.findall(r'msgctxt "topic"\nmsgid "(.*)"', catalog)
    site.build()
    made = sorted(one.name for one in (site.output / "en/topics").iterdir())
    assert sorted(asked) == made == ["one", "three", "two"]


def test_a_build_and_the_commands_refuse_it_alike(site: Site) -> None:
    """The one reader of pages refuses: no page with a changed address, no topic `[one`."""
    site.write("content/one.md", f"{HEAD}Tags: [one, two]\n\nText.\n")
    message = "content/one.md:3: The value of Tags is a list of YAML's."
    assert site.failure().startswith(message)
    with pytest.raises(BilingualError, match="is a list"):
        Pages(project()).read(site.root / "content/one.md")

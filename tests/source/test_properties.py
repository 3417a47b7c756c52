"""What holds for every page, whatever Markdown it is made of."""

from __future__ import annotations

import os
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_checks import (
    CHECKS,
    Check,
    empty_catalog_changes_nothing,
    is_plain_markdown,
    msgid_is_identity,
)
from markdown_documents import documents
from markdown_pages import FRONT, SOURCE, Page, parser, repository_pages

from pelican.plugins.bilingual.source.segments import Segment
from pelican.plugins.bilingual.source.translation import Target

PAGES = repository_pages()
BLOCKS = (
    'A paragraph with *emphasis*, `code`\nand a [link](https://example.org/ "A title").',
    'A paragraph with attributes.\n{: #place{n} .wide title="Readable" }',
    'Hard  \nbreak and <b id="inline{n}">HTML</b>, AT&amp;T, \\*escaped\\* -- "quoted"...',
    "# Heading {n} {#heading{n}}",
    "Setext {braces} and {more}\n---",
    "## A title ##",
    "- tight\n- *list*\n    - nested\n    {: .nested }\n- end",
    "1. loose\n\n    second paragraph\n\n2. list",
    "* # heading in an item\n  and text below it",
    "> quote\n>\n> - with a list\n>\n>     and a paragraph",
    "    code",
    "```\nfenced code\n```",
    '| head | *head* |\n|------|:-----:|\n| cell | cell {: .cell title="Cell\'s title" } |',
    "term\n:   definition\n\n    second paragraph\n:   another",
    "With a note[^n{n}], again[^n{n}].\n\n[^n{n}]: The note\n    goes on.\n\n    - with a list",
    "The ABC{n} of it.\n\n*[ABC{n}]: Expansion",
    'A [reference][r{n}].\n\n[r{n}]: https://example.org/{n} "Its title"',
    "!!! note\n    Admonition",
    '!!! tip "Title"\n    Admonition\n\n    - list',
    "<div>\nraw\n</div>",
    "<!-- comment -->",
    '<div markdown="1">\n\ninner *text*\n\n<figure markdown="block">\n'
    '<figcaption markdown="span">Caption</figcaption>\n</figure>\n\n</div>',
    '<p markdown="span">span <b>level</b></p>',
    "<!-- i18n:comment A note. -->",
    "<!-- i18n:skip -->",
    "- <!-- i18n:skip --> skipped\n- kept\n    - nested",
    "[TOC]",
    "---",
    "Text <!-- i18n:comment In the line. --> goes on.",
)
HOSTILE = (
    "# x", "x\n===", "x\n---", "- x", "* x", "1. x", "> x", "| a | b |\n|---|---|\n| c | d |",
    "```\nx\n```", "~~~\nx", "    code", "x\n\n    code", "[^x]: note", "*[x]: expansion",
    "[x]: https://example.org/", "!!! note\n    x", "term\n:   definition", "---", "x\n\ny",
    "x {: #stolen .taken }", "x\n{: #stolen }", "{#stolen}", "\\# x", "x  \ny", "x <!-- x -->",
    "`", "*", "[x](", "![", "&lt;div&gt;",
)  # fmt: skip
BLOCK_TAG = re.compile(
    r"<(?:p|div|h[1-6]|ul|ol|li|dl|dt|dd|table|tr|td|th|pre|blockquote|hr|section)\b"
)
PLACES = (
    "{x}",
    "# {x}",
    "# {x} {{#heading .wide}}",
    '{x}\n{{: .wide title="Readable" }}',
    "- {x}\n- tight",
    "- {x}\n\n- loose",
    "- {x}\n    - nested",
    "- {x}\n\n    paragraph",
    "1. # {x}\n   below",
    "> {x}\n>\n> quote",
    "| {x} | head |\n|-----|------|\n| cell | cell |",
    "| head | head |\n|------|------|\n| cell | {x} {{: .cell }} |",
    "{x}\n:   definition",
    "term\n:   {x}",
    "A note[^n].\n\n[^n]: {x}",
    "A note[^n].\n\n[^n]: {x}\n\n    second",
    '!!! note "{x}"\n    text',
    "!!! note\n    {x}",
    '<div markdown="1">\n<figcaption markdown="span">{x}</figcaption>\n</div>',
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_property_holds_for_page(check: Check, name: str) -> None:
    """A property holds for the fixture that has everything, and for the site's own pages."""
    assert not check(Page(PAGES[name]))


@settings(max_examples=60)
@given(st.lists(st.sampled_from(BLOCKS), max_size=8))
def test_properties_hold_for_any_composition(blocks: list[str]) -> None:
    """The properties hold for blocks in any order."""
    numbered = (block.replace("{n}", f"{number}") for number, block in enumerate(blocks))
    page = Page(FRONT + "\n\n".join(numbered))
    assert not {check.__name__: found for check in CHECKS if (found := check(page))}


@settings(max_examples=int(os.environ.get("DOCUMENTS", "150")))
@given(documents)
def test_any_document_is_plain_markdown(text: str) -> None:
    """Whatever the Markdown: without translations, and with its own text as one, nothing changes.

    But for `lang`. `DOCUMENTS=2000` tries more.
    """
    page = Page(FRONT + text)
    checks = is_plain_markdown, empty_catalog_changes_nothing, msgid_is_identity
    assert not {check.__name__: found for check in checks if (found := check(page))}


ITEMS = ("<div>", "<div>x</div>", "<!-- x -->", "<br>", "</div>", "<hr>", "<p class=x>y</p>")


@pytest.mark.parametrize("item", [*ITEMS, *(f"\n    {one}" for one in ITEMS)])
@pytest.mark.parametrize("marker", ["* ", "1. ", "> ", "term\n:   ", "!!! note\n    ", "[^1]: "])
def test_an_item_of_nothing_but_html_is_plain_markdown(marker: str, item: str) -> None:
    """Raw HTML or a comment as the whole of an item, a note, a definition: nothing changes."""
    page = Page(f"{FRONT}Text[^1].\n\n{marker}{item}\n{marker}next\n")
    checks = is_plain_markdown, empty_catalog_changes_nothing, msgid_is_identity
    assert not {check.__name__: found for check in checks if (found := check(page))}


@pytest.mark.parametrize("text", ["<!-- x -->", "<br>", "<b></b>", "</div>", "<!-- a --> <hr>"])
def test_tags_and_comments_alone_are_no_message(text: str) -> None:
    """Nobody is asked to translate a tag; what people read of one is a message."""
    assert not Page(f"{FRONT}* {text}").body.segments
    assert Page(f'{FRONT}* {text} <b title="Text">').body.segments


def rendered_with(page: Page, msgstr: str) -> str:
    """The page's HTML with the segment `WORD` translated, all others as they are."""

    def look_up(segment: Segment) -> str:
        return msgstr if segment.msgid == "WORD" else segment.msgid

    return parser().render(page.body, Target(look_up, SOURCE, page.source.anchors)).html


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=40)
@given(
    st.sampled_from(HOSTILE),
    st.text(st.sampled_from("ab \n#->|`~=*_[]:{}.1"), max_size=8),
)
def test_msgstr_opens_no_block(place: str, opening: str, rest: str) -> None:
    """Whatever a msgstr begins with, the page around its segment stays, and no block opens."""
    page = Page(f"{FRONT}Before.\n\n{place.format(x='WORD')}\n\nAfter.")
    before, after = rendered_with(page, "SENTINEL").split("SENTINEL")
    html = rendered_with(page, opening + rest)
    assert html.startswith(before)
    assert html.endswith(after)
    assert not BLOCK_TAG.search(html[len(before) : len(html) - len(after)])


def test_msgstr_with_html_stays_in_its_element() -> None:
    """Inline HTML in a msgstr passes through as it is, within its element."""
    html = rendered_with(Page(f"{FRONT}Before.\n\nWORD\n\nAfter."), "<div>x</div>")
    assert html == "<p>Before.</p>\n<p><div>x</div></p>\n<p>After.</p>"

"""What the walk finds in a block tree, and what directives do."""

from __future__ import annotations

import re

import pytest
from markdown_pages import FIXTURES, FRONT, SOURCE, Page, parse, read

EVERYTHING = Page(read(FIXTURES / "everything.md"))
SKIP, COMMENT = "<!-- i18n:skip -->", "<!-- i18n:comment A note. -->"


def found(text: str) -> list[tuple[str, str]]:
    """Each segment of a text, with what translators are told about it."""
    return [(one.msgid, one.comment) for one in parse(FRONT + text).body.segments]


def msgids(text: str) -> list[str]:
    """The msgids of a text's segments."""
    return [msgid for msgid, _ in found(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soft\nbreak", ["soft break"]),
        ("hard  \nbreak", ["hard  \nbreak"]),
        ("hard     \n   break", ["hard  \nbreak"]),
        ("# Title {#id}", ["Title"]),
        ("# Title ## {#id}", ["Title"]),
        ("# Use {a} and {b}", ["Use {a} and {b}"]),
        ('# Title {title="Read me"}', ["Title", "Read me"]),
        ('# Title {data-toc-label="Label"}', ["Title", "Label"]),
        ("Text\n{: title='Read me' .a}", ["Text", "Read me"]),
        ("Text\n{: data-title='Not me' }", ["Text"]),
        ("| a {: .x} | b |\n|---|---|\n| c | `d` |", ["a", "b", "c", "`d`"]),
        ("[TOC]", []),
        ("# [TOC]", ["[TOC]"]),
        ("- # Heading\n  text\n  {: .x }", ["Heading", "text"]),
        ("---\n\n***\n\n…", []),
        ("    code\n\n```\nfenced\n```\n\n<div>raw</div>\n\n<!-- comment -->", []),
        ("!!! note\n    Text", ["Note", "Text"]),
        ('!!! note ""\n    Text', ["Text"]),
        ("Text[^1]\n\n[^1]: Note\n\n    More", ["Text[^1]", "Note", "More"]),
        ("![An image](i.png)", ["![An image](i.png)"]),
    ],
)
def test_msgids(text: str, expected: list[str]) -> None:
    """A segment is the text that a translator should see, without attributes of blocks."""
    assert msgids(text) == expected


def test_definitions_are_segments() -> None:
    """Expansions of abbreviations and titles of references are segments that are in no block."""
    definitions = parse(f'{FRONT}*[AB]: Expansion\n\n[r]: /url "Title"\n').body.definitions
    told = [(one.kind, one.name, one.segment.msgid) for one in definitions]
    assert told == [("abbr", "AB", "Expansion"), ("reference", "r", "Title")]


def test_readable_attribute_is_translated() -> None:
    """The value of an attribute takes its translation, whatever characters that has."""
    page = Page(f'{FRONT}Text\n{{: #x title="Read me" }}')
    html = page.target({"Text": "Tekst", "Read me": 'O\'ka  "meni" {.x}'}.get).html
    assert html == '<p id="x" title="O\'ka &quot;meni&quot; {.x}">Tekst</p>'


def test_msgstr_sets_no_attributes() -> None:
    """Braces in a msgstr are text, unless the msgid has them."""
    page = Page(f"{FRONT}# Title {{#kept}}\n\n# Other\n\n*a*{{: .b}}")
    html = page.target({"Title": "T {#x}", "Other": "O {#x}", "*a*{: .b}": "*ä*{: .c}"}.get).html
    assert html.split("\n") == [
        '<h1 id="kept">T {#x}</h1>',
        '<h1 id="other">O {#x}</h1>',
        '<p><em class="c">ä</em></p>',
    ]


BLOCKS = {
    "paragraph": ("{}\n\nFirst", ["First"]),
    "heading": ("{}\n# First", ["First"]),
    "setext heading": ("{}\n\nFirst\n=====", ["First"]),
    "list": ("{}\n\n- First\n- second", ["First", "second"]),
    "quote": ("{}\n\n> First\n>\n> second", ["First", "second"]),
    "table": ("{}\n\n| First | b |\n|---|---|\n| c | d |", ["First", "b", "c", "d"]),
    "definition list": ("{}\n\nFirst\n: second", ["First", "second"]),
    "admonition": ('{}\n\n!!! note "First"\n    second', ["First", "second"]),
    "list item": ("- {} First", ["First"]),
    "heading's text": ("# {} First", ["First"]),
    "cell": ("| {} First | b |\n|---|---|\n| c | d |", ["First"]),
    "paragraph of an item": ("- a\n\n    {}\n\n    First", ["First"]),
    "paragraph of a quote": ("> {}\n>\n> First", ["First"]),
    "paragraph of a div": ('<div markdown="1">\n\n{}\n\nFirst\n\n</div>', ["First"]),
    "footnote": ("a[^1]\n\n[^1]: {} First", ["First"]),
    "first line": ("{} First", ["First"]),
}


@pytest.mark.parametrize("block", BLOCKS)
def test_comment_goes_to_next_segment(block: str) -> None:
    """A comment is told about the first segment that follows, and about no other."""
    text, _ = BLOCKS[block]
    assert [one for one in found(text.format(COMMENT)) if one[1]] == [("First", "A note.")]


@pytest.mark.parametrize("block", BLOCKS)
def test_skip_takes_next_block(block: str) -> None:
    """What is skipped has no segments, and says its language; all the rest has its segments."""
    text, skipped = BLOCKS[block]
    everything = msgids(text.format(""))
    page = Page(FRONT + text.format(SKIP))
    left = [one.msgid for one in page.body.segments]
    assert left == [msgid for msgid in everything if msgid not in skipped]
    assert f'lang="{SOURCE}"' in page.target(lambda _: "ж").html


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("directive", [SKIP, COMMENT, "<!--i18n:comment\nTwo\nlines-->"])
def test_directive_never_reaches_readers(directive: str, block: str) -> None:
    """No version of a page shows a directive."""
    page = Page(FRONT + BLOCKS[block][0].format(directive.replace("\n", " ")))
    for rendered in (page.source, page.target(lambda _: None), page.parallel(lambda _: "ж")):
        assert "i18n" not in rendered.html


def test_directives_in_what_is_skipped_do_not_reach_readers() -> None:
    """A list that is skipped loses the directives within it."""
    text = f"{SKIP}\n\n- a {COMMENT}\n\n    {COMMENT}\n\n    b\n- {SKIP} c\n\nLast"
    page = Page(FRONT + text)
    assert "i18n" not in page.source.html
    assert [(one.msgid, one.comment) for one in page.body.segments] == [("Last", "")]


def test_directive_shown_as_code_stays() -> None:
    """A page can show its readers what a directive looks like."""
    text = f"Write `{SKIP}` before it.\n\n    {SKIP}\n\n```\n{COMMENT}\n```\n\nText"
    assert found(text) == [(f"Write `{SKIP}` before it.", ""), ("Text", "")]
    assert Page(FRONT + text).source.html.count("i18n:") == 3


@pytest.mark.parametrize("name", ["foo", "skipped", "comments x", "Skip"])
def test_unknown_directive_is_comment(name: str) -> None:
    """A comment that is no directive stays an ordinary comment."""
    page = Page(f"{FRONT}<!-- i18n:{name} -->\n\nText")
    assert page.source.html == f"<!-- i18n:{name} -->\n\n<p>Text</p>"
    assert [(one.msgid, one.comment) for one in page.body.segments] == [("Text", "")]


def test_skip_of_item_leaves_its_list() -> None:
    """An item that skips its own text keeps the items below it, in their own language."""
    page = Page(f"{FRONT}- {SKIP} Kept\n    - below")
    html = re.sub(r"\n", "", page.target(lambda _: "ж").html)
    assert html == f'<ul><li><span lang="{SOURCE}">Kept</span><ul><li>ж</li></ul></li></ul>'


def test_skip_at_end_of_page_spares_footnotes() -> None:
    """A skip with nothing below it does not reach the footnotes, which stand last."""
    assert msgids(f"a[^1]\n\n{SKIP}\n\n[^1]: Note") == ["a[^1]", "Note"]


def test_fixture_has_each_comment_once() -> None:
    """Every comment of the fixture goes to the segment that it speaks of."""
    told = {one.comment: one.msgid for one in EVERYTHING.body.segments if one.comment}
    assert told == {
        "For the heading.": "Heading with a comment",
        "For the paragraph, over two lines.": "Paragraph with a comment.",
        "For the first item.": "Item with a comment",
        "For this item.": "Item with its own comment",
        "For the first cell.": "Commented head",
        "For a paragraph of an item.": "Commented paragraph of an item",
        "In a div.": "Commented in a div.",
    }


def test_fixture_keeps_what_is_skipped() -> None:
    """What the fixture skips is in no segment, and readers see all of it."""
    assert not [one for one in EVERYTHING.body.segments if "Kept" in one.msgid]
    assert EVERYTHING.source.html.count("Kept") == EVERYTHING.text.count("Kept") + 1  # in [TOC]


@pytest.mark.parametrize("rendered", ["source", "target"])
def test_entry_of_contents_says_its_language(rendered: str) -> None:
    """A heading that is a fallback is one in tables of contents, too."""
    page = Page(f"{FRONT}[TOC]\n\n# One *two*")
    version = page.source if rendered == "source" else page.target(lambda _: None)
    inner = "One <em>two</em>"
    marked = f'<span lang="{SOURCE}">{inner}</span>'
    assert version.toc[0]["html"] == (inner if rendered == "source" else marked)
    assert (f'<a href="#one-two" lang="{SOURCE}">' in version.html) == (rendered == "target")


def test_skip_of_raw_html_changes_nothing() -> None:
    """Raw HTML is never translated: a skip before it has nothing to mark."""
    page = Page(f"{FRONT}{SKIP}\n\n<div>\nraw\n</div>\n\nText")
    html = page.target(lambda _: "ж").html
    assert html == '<div lang="und">\nжжж\n</div>\n\n<p>ж</p>'

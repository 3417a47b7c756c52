"""Each segment names the line of the source file on which its text begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_pages import FIELDS, FRONT, parse, parser, repository_pages
from pelican.utils import pelican_open

from pelican.plugins.bilingual.source.document import Part
from pelican.plugins.bilingual.source.segments import Segment

PAGES = repository_pages()
SAME = (
    "¶Same text.",
    "¶Same text.\nSame text.",
    "# ¶Same text.",
    "## ¶Same text. ## {: #h{n} }",
    "¶Same text.\n==========",
    "- ¶Same text.\n- ¶Same text.\n    - ¶Same text.",
    "1. ¶Same text.\n\n    ¶Same text.\n\n2. ¶Same text.",
    "> ¶Same text.\n> Same text.\n>\n> - ¶Same text.\n>\n>     ¶Same text.",
    "    Same text.\n\n    Same text.",
    "    &lt;Same text.&gt;\n    Same text.",
    "```\nSame text.\n```",
    "~~~ python\n# Same text.\n\nSame text.\n~~~",
    "| ¶Same text. | ¶Same text. |\n|---|---|\n| ¶Same text. | ¶`Same text.` |",
    "¶Same text.\n:   ¶Same text.\n\n    ¶Same text.",
    "¶Note[^n{n}].\n\n[^n{n}]: §Same text.\n\n    §Same text.",
    "[^n{n}]: §Same text.\n    Same text.\n\n    > §Same text.",
    "*[A{n}]: Same text.",
    "*[A{n}]:\n    Same text.",
    "[r{n}]: https://example.org/Same 'Same text.'",
    '[r{n}]: https://example.org/\n    "Same text."',
    "<div>\nSame text.\n</div>",
    "<!-- Same text.\nSame text. -->",
    "<!-- i18n:comment Same text.\nSame text. -->\n\n¶Same text.",
    "<!-- i18n:skip -->\n\nSame text.\nSame text.",
    "<!-- i18n:skip -->\n\n- Same text.\n- Same text.\n\n    Same text.",
    '<div markdown="1">\n\n¶Same text.\n\n</div>',
    "¶!!! same\n    ¶Same text.",
    '!!! note "¶Same text."\n    ¶Same text.',
    '¶Same text.\n{: title="¶Same text." }',
    "- ¶Same text.\n\n        Same text.\n\n    ¶Same text.",
)
"""Blocks with the same text; ¶ marks the beginning of a segment, § one in a footnote."""


def marked(blocks: list[str]) -> tuple[str, list[int]]:
    """A page of these blocks, and the lines of its segments in their order."""
    numbered = (block.replace("{n}", f"{number}") for number, block in enumerate(blocks))
    text = FRONT + "\n\n---\n\n".join(numbered)
    lines = list(enumerate(text.split("\n"), start=1))
    found = [number for mark in "¶§" for number, line in lines for _ in range(line.count(mark))]
    return text.replace("¶", "").replace("§", ""), found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_line_holds_beginning_of_segment(name: str, ends: str) -> None:
    """Every segment's line, metadata and definitions included, holds its beginning."""
    document = parse(PAGES[name].replace("\n", ends))
    lines = PAGES[name].expandtabs(4).split("\n")
    fields = [part for parts in document.fields.values() for part in parts]
    beginnings = [
        *(beginning for part in (document.body, *fields) for beginning in beginnings_in(part)),
        *((one.segment, one.segment.msgid) for one in document.body.definitions),
        *((segment, segment.msgid) for segment in document.plain),
    ]
    assert len(beginnings) == len(document.segments)
    for segment, beginning in beginnings:
        line = lines[segment.line - 1]
        assert beginning in line or line.startswith("!!! "), segment  # a title by default


def beginnings_in(part: Part) -> Iterator[tuple[Segment, str]]:
    """Each segment of a part with the first line of its text as it stands in the source."""
    elements = list(part.root.iter())
    for segment in part.segments:
        place = segment.place
        assert place
        text = getattr(elements[place.position], place.part)
        yield segment, text[place.start : place.end].split("\n")[0].rstrip()


@settings(max_examples=200)
@given(st.lists(st.sampled_from(SAME), max_size=8))
def test_same_text_is_told_apart(blocks: list[str]) -> None:
    """Equal texts in any order have their own lines: those in code, notes, titles count not."""
    text, expected = marked(blocks)
    assert [segment.line for segment in parse(text).body.segments] == expected


@settings(max_examples=50)
@given(st.lists(st.sampled_from(SAME), max_size=8))
def test_tabs_and_line_ends_move_nothing(blocks: list[str]) -> None:
    """Tabs for indentation, and Windows line ends, change no line number."""
    text, expected = marked(blocks)
    text = text.replace("    ", "\t").replace("\n", "\r\n")
    assert [segment.line for segment in parse(text).body.segments] == expected


def test_byte_order_mark_moves_nothing(tmp_path: Path) -> None:
    """A file that begins with a byte order mark has its metadata, on the same lines."""
    path = tmp_path / "page.md"
    path.write_bytes(b"\xef\xbb\xbfTitle: A title\r\nSummary: Some text\r\n\r\nText.\r\n")
    with pelican_open(str(path)) as text:
        segments = parser().parse(text, "page.md", FIELDS).segments
    assert [(segment.msgid, segment.line) for segment in segments] == [
        ("A title", 1),
        ("Some text", 2),
        ("Text.", 4),
    ]


def test_metadata_repeated_below_has_its_own_line() -> None:
    """A title that stands again in the front matter and in the text has the title's line."""
    segments = parse("Title: Same\nKeypoints: Same\n    Same\nSummary: Same\n\nSame\n").segments
    lines = {(segment.msgctxt, segment.line) for segment in segments}
    assert lines == {("title", 1), ("keypoints", 2), ("keypoints", 3), ("summary", 4), (None, 6)}


def test_last_definition_counts() -> None:
    """Of two definitions the last one is shown, and has the line."""
    text = f'{FRONT}The [x], AB.\n\n[x]: /a "One"\n\n[x]: /b "Two"\n\n*[AB]: One\n\n*[AB]: Two\n'
    definitions = parse(text).body.definitions
    found = [(one.segment.msgid, one.segment.line) for one in definitions]
    assert found == [("Two", 11), ("Two", 7)]


def test_footnote_defined_in_mid_page() -> None:
    """A note comes last among the segments, with the line on which it is defined."""
    text = f"{FRONT}One[^a].\n\n[^a]: A note.\n\n    Two.\n\nTwo.\n"
    found = [(segment.msgid, segment.line) for segment in parse(text).body.segments]
    assert found == [("One[^a].", 3), ("Two.", 9), ("A note.", 5), ("Two.", 7)]


def test_notes_placed_in_mid_page() -> None:
    """What follows the place of the footnotes is looked up from there."""
    text = f"{FRONT}One[^a].\n\n///Footnotes Go Here///\n\nTwo.\n\nLast.\n\n[^a]: Two.\n"
    found = [(segment.msgid, segment.line) for segment in parse(text).body.segments]
    assert found == [("One[^a].", 3), ("Two.", 11), ("Two.", 7), ("Last.", 9)]

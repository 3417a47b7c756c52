"""Two files that say the same, laid side by side: properties, whatever their texts are."""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.catalog.alignment import LARGEST, Bead, align
from pelican.plugins.bilingual.source.blocks import CODE, HTML, Block, blocks_of
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.segments import Segment

KINDS = ("h1", "h2", "p", "li", "td0", "td1", "dd", CODE, HTML)
WORDS = "the city drinks water from a river that begins in other mountains far away".split()


def block(kind: str, text: str) -> Block:
    """A block by itself."""
    return Block(kind, text, None if kind in (CODE, HTML) else Segment(text, 1))


BLOCKS = st.lists(st.builds(block, st.sampled_from(KINDS), st.text(max_size=60)), max_size=12)


def sentence(number: int) -> str:
    """A text of some length that says its number in words, so that no figure gives it away."""
    chance = random.Random(number)
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 40)))


def foreign(text: str) -> str:
    """The same in a language that has no word in common with it, and is a little longer."""
    return " ".join(
        "".join(chr(0x430 + ord(one) % 30) for one in word) + "а" for word in text.split()
    )


def pairs(beads: Sequence[Bead]) -> list[tuple[str, str]]:
    """The texts that were put together one by one."""
    return [
        (one.source[0].text, one.target[0].text)
        for one in beads
        if len(one.source) == len(one.target) == 1
    ]


@given(BLOCKS, BLOCKS)
def test_nothing_is_lost_nor_moved(source: list[Block], target: list[Block]) -> None:
    """Every block of both files is in one bead, in the order of its file."""
    beads = align(source, target)
    assert [one for bead in beads for one in bead.source] == source
    assert [one for bead in beads for one in bead.target] == target
    assert all(0 <= bead.sure <= 1 for bead in beads)


@given(BLOCKS)
def test_a_file_is_its_own_translation(source: list[Block]) -> None:
    """Laid beside itself, each block finds itself."""
    assert pairs(align(source, source)) == [(one.text, one.text) for one in source]


@given(BLOCKS, BLOCKS)
def test_code_and_text_are_never_each_other(source: list[Block], target: list[Block]) -> None:
    """What nobody translates is put with its like, or with nothing."""
    for bead in align(source, target):
        closed = {block.segment is None for block in (*bead.source, *bead.target)}
        assert len(closed) == 1


def page(size: int) -> list[Block]:
    """A page of headings and paragraphs."""
    return [
        block("h2" if number % 5 == 0 else "p", sentence(number)[: 30 if number % 5 == 0 else None])
        for number in range(size)
    ]


@pytest.mark.parametrize("gone", [3, 11, 29])
def test_a_paragraph_that_was_left_out_shifts_no_other(gone: int) -> None:
    """Without a word in common: headings and lengths are enough."""
    source = page(30)
    target = [block(one.kind, foreign(one.text)) for one in source]
    del target[gone]
    right = [(one.text, foreign(one.text)) for at, one in enumerate(source) if at != gone]
    found = [
        (bead.source[0].text, bead.target[0].text)
        for bead in align(source, target)
        if len(bead.source) == len(bead.target) == 1 and bead.sure >= 0.9
    ]
    assert set(found) <= set(right)
    assert len(found) >= 0.8 * len(right)


def test_joined_paragraphs_are_one_bead() -> None:
    """Two paragraphs that the translator has made one."""
    source = page(20)
    target = [block(one.kind, foreign(one.text)) for one in source]
    target[6:8] = [block("p", f"{target[6].text} {target[7].text}")]
    joined = [bead for bead in align(source, target) if len(bead.source) == 2]
    assert [[one.text for one in bead.source] for bead in joined] == [
        [source[6].text, source[7].text]
    ]


def test_names_and_figures_outweigh_the_place() -> None:
    """Items in a list are found by what every language leaves as it is."""
    source = [block("li", f"The report of {year} on Ashgabat{year}") for year in range(1990, 2010)]
    target = [
        block("li", f"Отчёт {year} года об Ashgabat{year}")
        for year in range(1990, 2010)
        if year != 1995
    ]
    assert all(one[-4:] == other[-4:] for one, other in pairs(align(source, target)))


def test_the_longest_files_take_seconds() -> None:
    """As many blocks as are allowed, nothing in common."""
    source = [block("p", sentence(number)) for number in range(LARGEST)]
    target = [block("p", foreign(sentence(-number))) for number in range(LARGEST)]
    before = time.perf_counter()
    align(source, target)
    assert time.perf_counter() - before < 60


@pytest.mark.parametrize("text", ["`" * 100_000, "](" * 50_000, "a" * 200_000, "<a:" * 50_000])
def test_a_text_that_means_harm_takes_no_longer(text: str) -> None:
    """Marks without their end, by the ten thousand."""
    before = time.perf_counter()
    align([block("p", text)] * 3, [block("p", text)] * 3)
    assert time.perf_counter() - before < 5


def test_a_page_s_blocks_are_its_own() -> None:
    """Kinds, code and raw HTML, in the order of the page."""
    extensions = ["extra", "admonition", "sane_lists"]
    parser = Parser({"extensions": extensions, "output_format": "html"})
    text = (
        "# Title\n\nText.\n\n```\ncode\n```\n\n- one\n- two\n\n    more\n\n"
        "| a | b |\n|---|---|\n| c | d |\n\n<div>raw</div>\n\n    indented\n\nTerm\n:   Meaning\n"
    )
    found = blocks_of([parser.parse(text, "x.md").body])
    assert [(one.kind, one.text) for one in found if one.kind != HTML] == [
        ("h1", "Title"),
        ("p", "Text."),
        (CODE, "<pre><code>code\n</code></pre>"),
        ("li", "one"),
        ("li", "two"),
        ("li", "more"),
        ("th0", "a"),
        ("th1", "b"),
        ("td0", "c"),
        ("td1", "d"),
        (CODE, "indented"),
        ("dt", "Term"),
        ("dd", "Meaning"),
    ]
    assert [one.text for one in found if one.kind == HTML] == ["<div>raw</div>"]

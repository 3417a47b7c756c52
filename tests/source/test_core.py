"""Each name of Python-Markdown that is not promised, and what to do when it goes.

The weekly job runs these against the newest Python-Markdown. The inline stage gives the same
result with fewer patterns tried.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from markdown import Markdown, treeprocessors
from support import MARKDOWN_EXTENSIONS

from pelican.plugins.bilingual.source import core
from pelican.plugins.bilingual.source.core import InlineProcessor, spare_patterns


def test_the_methods_that_are_overridden_exist() -> None:
    """When Python-Markdown renames them, the stage is slow again: this is how it is noticed."""
    for name in ("handleInline", "applyPattern"):
        assert hasattr(treeprocessors.InlineProcessor, f"_InlineProcessor__{name}")


@pytest.fixture
def md() -> Markdown:
    """Python-Markdown with our inline stage."""
    markdown = Markdown(extensions=MARKDOWN_EXTENSIONS)
    spare_patterns(markdown)
    return markdown


def test_words_alone_try_no_pattern(md: Markdown, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paragraph without marks is searched by none of the patterns, of `smarty` neither."""
    tried = []
    monkeypatch.setattr(
        InlineProcessor,
        "_InlineProcessor__applyPattern",
        lambda self, pattern, data, index, start: tried.append(pattern) or (data, False, 0),
    )
    md.convert("A paragraph of words, and nothing else.\n\n- one\n- two")
    assert tried == []
    md.convert("A [link](x).")
    assert tried


@pytest.mark.parametrize(
    "text",
    [
        "`a`",
        r"\*a",
        "[a](b)",
        "![a](b)",
        "<https://a.b>",
        "a  \nb",
        "<b>x</b>",
        "&copy;",
        "*a*",
        "_a_",
        "__a__",
        "a -- b",
        "a --- b",
        "a...",
        '"a"',
        "it's",
        "'80s",
        "[a]\n\n[a]: b",
        "<a@b.c>",
    ],
)
def test_every_mark_still_does_its_work(md: Markdown, text: str) -> None:
    """Each inline construct by itself gives what Python-Markdown gives."""
    assert md.convert(text) == Markdown(extensions=MARKDOWN_EXTENSIONS).convert(text)


MARKED = """\
# A *heading* & [^n]

*One* and `two` of **_three_ [four](x "t")** ![five](y)  \nsix "seven" -- <b>eight</b> &copy; [r]

- *One* and `two`[^n]
- *One* and `two`, "**_three_** [four](x)"
- *One* and `two`, "**_three_** [four](x)"

[^n]: *A* note.

[r]: https://example.org
"""


def test_a_text_is_done_once_for_all_languages_of_a_page(
    md: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered of a page gives Python-Markdown's result, and tries fewer patterns."""
    tried: list[int] = []
    method = "_InlineProcessor__applyPattern"
    original = getattr(InlineProcessor, method)
    monkeypatch.setattr(InlineProcessor, method, lambda *given: tried.append(1) or original(*given))
    expected, texts, counts = Markdown(extensions=MARKDOWN_EXTENSIONS).convert(MARKED), {}, []
    for _ in range(3):
        md.reset()
        md.treeprocessors["inline"].memory = texts
        assert md.convert(MARKED) == expected
        counts.append(len(tried))
        tried.clear()
    assert counts[0] > counts[1] == counts[2]


def test_what_a_text_does_beside_itself_is_done_each_time(md: Any) -> None:
    """Notes are counted, and HTML is put aside, for each text that holds them: none is kept."""
    md.treeprocessors["inline"].memory = texts = {}
    md.convert("A *note*[^n].\n\nA <b>tag</b>.\n\n&copy;\n\n*Kept*.\n\n[^n]: Note.")
    assert [*texts] == ["*Kept*."]


def test_titles_of_links_are_no_other_languages(md: Any) -> None:
    """References whose titles are translated keep a page from remembering its texts."""
    for title, remembers in (("", True), (" 'Title'", False)):
        md.convert(f"[a]\n\n[a]: https://example.org{title}")
        assert ("texts" in core.take_state(md)) is remembers


def test_what_is_a_block_may_be_changed(md: Markdown) -> None:
    """An extension that adds to the list of blocks, or takes some out, is heard."""
    assert md.is_block_level("p")
    md.block_level_elements.append("own")
    assert md.is_block_level("own")
    assert not md.is_block_level("other")
    md.block_level_elements.remove("p")
    md.block_level_elements.remove("ul")
    assert not md.is_block_level("p")


@pytest.mark.parametrize("text", ["[TOC]", "- [TOC]", "[TOC]{x}", "`[TOC]`", "*[TOC]*", "A [TOC]."])
def test_a_table_of_contents_stands_where_its_mark_does(md: Markdown, text: str) -> None:
    """The mark is found as Python-Markdown finds it."""
    text = f"# One\n\n{text}\n\n## Two"
    assert md.convert(text) == Markdown(extensions=MARKDOWN_EXTENSIONS).convert(text)


def test_patterns_of_other_packages_are_always_tried(md: Markdown) -> None:
    """A pattern that we do not know may match plain words."""
    from markdown.inlinepatterns import SimpleTagInlineProcessor

    class Own(SimpleTagInlineProcessor):
        pass

    md = Markdown()
    md.inlinePatterns.register(Own(r"(w)(ord)", "i"), "link", 1)
    spare_patterns(md)
    assert "<i>ord</i>" in md.convert("A word.")


def parsed(text: str) -> Any:
    """Python-Markdown after the block stage of a text."""
    md: Any = Markdown(extensions=MARKDOWN_EXTENSIONS)
    lines = text.split("\n")
    for preprocessor in md.preprocessors:
        lines = preprocessor.run(lines)
    md.parser.parseDocument(lines)
    return md


def test_attribute_lists_have_their_shapes() -> None:
    """`AttrListTreeprocessor`'s patterns. If they are gone: write them in `core`."""
    found = core.LIST_ON_LINE.search("A heading {#id .class}")
    assert found
    assert core.is_attribute_list(found[1])
    assert core.LIST_OF_BLOCK.search("Text\n{: .class }")
    odd = core.LIST_ON_LINE.search("Text {a b} c}")
    assert odd is None or not core.is_attribute_list(odd[1])


def test_fenced_code_and_inline_html_have_their_shapes() -> None:
    """`FENCED_BLOCK_RE` and `HTML_RE`. If they are gone: write them in `core`."""
    assert core.FENCED_CODE.search("```\nx\n```")
    assert re.match(core.INLINE_HTML, "<b>")


def test_raw_html_stands_behind_a_placeholder() -> None:
    """`htmlStash` and its marks. If they change: adapt `STASHED` and `raw_html`."""
    md = parsed("<div>raw</div>")
    (placeholder,) = (md.htmlStash.get_placeholder(n) for n in range(md.htmlStash.html_counter))
    assert re.fullmatch(core.STASHED, placeholder)
    assert core.raw_html(md, placeholder).strip() == "<div>raw</div>"
    assert core.raw_html(md, "none") == ""


def test_abbreviations_are_known_after_the_block_stage() -> None:
    """`abbrs` of the `abbr` processor. If it moves: adapt `abbreviations`."""
    assert core.abbreviations(parsed("HTML\n\n*[HTML]: Hypertext")) == {"HTML": "Hypertext"}
    assert core.abbreviations(Markdown()) == {}


def test_the_contents_and_footnotes_say_what_they_print() -> None:
    """`marker` of `toc`, `BACKLINK_TITLE` of `footnotes`. If they move: adapt the two functions."""
    md = Markdown(extensions=MARKDOWN_EXTENSIONS)
    assert core.marker_of_contents(md) == "[TOC]"
    assert "{}" in core.backlink_title(md)
    assert core.marker_of_contents(Markdown()) == core.backlink_title(Markdown()) == ""


def test_what_extensions_remember_is_put_back() -> None:
    """`registeredExtensions`, `references`, `htmlStash`. If they move: adapt the two functions."""
    md = parsed("A[^1] [b]\n\n[^1]: Note.\n\n[b]: https://example.org 'T'\n\n<div>x</div>")
    state = core.take_state(md)
    md.reset()
    assert core.take_state(md) != state
    core.put_back(md, state)
    assert core.take_state(md) == state

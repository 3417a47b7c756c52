"""The inline stage: the same result with fewer patterns tried."""

from __future__ import annotations

import pytest
from markdown import Markdown, treeprocessors
from support import MARKDOWN_EXTENSIONS

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


def test_patterns_of_other_packages_are_always_tried(md: Markdown) -> None:
    """A pattern that we do not know may match plain words."""
    from markdown.inlinepatterns import SimpleTagInlineProcessor

    class Own(SimpleTagInlineProcessor):
        pass

    md = Markdown()
    md.inlinePatterns.register(Own(r"(w)(ord)", "i"), "link", 1)
    spare_patterns(md)
    assert "<i>ord</i>" in md.convert("A word.")

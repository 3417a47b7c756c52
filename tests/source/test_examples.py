"""The properties hold for the public examples of Python-Markdown and CommonMark."""

from __future__ import annotations

import functools

import pytest
from markdown_checks import (
    CHECKS,
    Check,
    lines_are_exact,
    only_text_changes,
    parallel_has_both_pages,
)
from markdown_pages import Page, examples

SYNTAX = ("basic/markdown-syntax.txt", "extensions/extra/markdown-syntax.txt", "extensions/toc.txt")
EXCLUDED: dict[Check, dict[str, str]] = {
    only_text_changes: {
        **dict.fromkeys(SYNTAX, "smarty turns `'s` after code by what follows it"),
        "extensions/attr_list.txt": "what is no attribute list, as it has a line break, is one "
        "when the break is folded",
        "spec 487": "an address with a line break, which is folded",
        "spec 488": "an address with a line break, which is folded",
        "spec 489": "the pseudo-translation does not know `<b)c>` for an address",
        "spec 546": "the pseudo-translation does not know an escape in a label",
        "spec 555": "the pseudo-translation does not know markup in a label",
        "spec 565": "the pseudo-translation reads `[foo][bar][baz]` otherwise",
        "spec 566": "the pseudo-translation reads `[foo][bar][baz]` otherwise",
        "spec 567": "the pseudo-translation reads `[foo][bar][baz]` otherwise",
        "spec 583": "`[foo]` and `[]` on two lines are a reference when the break is folded",
        "spec 626": "the pseudo-translation does not know CDATA in a line",
        "spec 629": "the pseudo-translation reads the quotation marks of a broken tag otherwise",
    },
    parallel_has_both_pages: {
        "spec 121": "a closing tag alone ends, in a browser, the half that it stands in",
    },
    lines_are_exact: {
        "extensions/extra/footnote_placeholder.txt": "a mark in the placeholder changes the page",
        "extensions/extra/footnote_placeholder_depth.txt": "the same",
        "spec 147": "a mark in a script changes where its raw HTML ends",
        "spec 151": "a mark in CDATA changes where its raw HTML ends",
        "spec 269": "`2.` after a list marker is a word, and no marker, to Python-Markdown",
    },
}


@functools.cache
def pages() -> dict[str, Page]:
    """All examples, so that no check renders again what another has rendered."""
    return {name: Page(text) for name, text in examples().items()}


def test_examples_are_all_there() -> None:
    """Both archives are read in full."""
    names = pages()
    assert len(names) == 749
    assert "basic/tabs.txt" in names
    assert "spec 649" in names


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_property_holds_for_examples(check: Check) -> None:
    """A property holds for every example that is not excluded by name, with its reason."""
    excluded = EXCLUDED.get(check, {}).keys()
    wrong = {name: found for name, page in pages().items() if (found := check(page))}
    assert not {name: found for name, found in wrong.items() if name not in excluded}
    assert wrong.keys() == excluded, "an exclusion is not needed any more"

"""docs/turkmen.md says what the library does, and what it measures."""

from __future__ import annotations

import re
from datetime import date

import pytest
import turkmen_report
from support import PROJECT
from turkmen_sources import LIBRARY, TABLES

from pelican.plugins.bilingual.language.turkmen import (
    alphabet,
    cyrillic,
    dates,
    folding,
    hyphenation,
    ordinals,
    relative,
)
from pelican.plugins.bilingual.language.turkmen.rules import RULES

PAGE = (PROJECT / "docs/turkmen.md").read_text(encoding="utf-8")
MODULES = (alphabet, cyrillic, dates, folding, hyphenation, ordinals, relative)
CALLS = re.findall(r"^\| `((?:\w+\.|\[|sorted).+)` \| `(.+)` \|$", PAGE, re.MULTILINE)


def test_the_document_has_the_figures_of_a_fresh_run() -> None:
    """`python tools/turkmen_report.py` prints what belongs there."""
    inside = PAGE.split("<!-- python tools/turkmen_report.py -->\n")[1].split("<!-- end -->")[0]
    assert inside == turkmen_report.report()


def test_the_document_names_tables_that_are_there() -> None:
    named = re.findall(r"`(?:tests/fixtures/turkmen/)?(\w+\.txt)`", PAGE)
    assert len(named) > 10
    assert [one for one in named if not (TABLES / one).is_file()] == []
    for rule in ("alphabet", "folding", "ordinals", "months", "dates", "relative", "cyrillic"):
        assert f"`{rule}`" in PAGE
        assert rule in RULES
    assert (LIBRARY / "rules.toml").is_file()


@pytest.mark.parametrize(("call", "given"), CALLS)
def test_a_call_gives_what_the_document_says(call: str, given: str) -> None:
    names = {module.__name__.rsplit(".", maxsplit=1)[-1]: module for module in MODULES}
    assert str(eval(call, {**names, "date": date})) == given


def test_every_module_has_a_call_in_the_document() -> None:
    for module in MODULES:
        assert f"{module.__name__.rsplit('.', maxsplit=1)[-1]}." in " ".join(
            one for one, _ in CALLS
        )

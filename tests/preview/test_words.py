"""The editor speaks the language of the translator, as far as its words are translated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

import interface
import msgspec
import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import judged

from pelican.plugins.bilingual.catalog.catalog import Catalog, Message
from pelican.plugins.bilingual.catalog.terms import Term
from pelican.plugins.bilingual.check.page import check_wording
from pelican.plugins.bilingual.check.rules import (
    Problem,
    check_markup,
    check_size,
    check_slug,
    check_style,
)
from pelican.plugins.bilingual.errors import Phrase, phrase
from pelican.plugins.bilingual.preview.words import FOLDER, SCRIPTS, said, words
from pelican.plugins.bilingual.project.theme import PACKAGE

CATALOGS = sorted(FOLDER.glob("*.po"))
SAID = [*said()]


def test_every_word_of_the_scripts_is_found() -> None:
    """As many as scripts and modules call for: none hides in a variable or behind other quotes."""

    def calls(pattern: str, files: Iterable[Path]) -> int:
        return sum(len(re.findall(pattern, one.read_text("utf-8"))) for one in files)

    found = [name.endswith(".js") for name, _ in SAID]
    assert calls(r"(?<![\w.])_\((?!text)", SCRIPTS) == sum(found) > 40
    assert calls(r"(?<!def )\bphrase\(", PACKAGE.rglob("*.py")) == found.count(False) > 40


def test_a_phrase_is_its_msgid_with_its_values() -> None:
    """Each of those that there are, with any value in it; no other percent sign stands in one."""
    for _, one in SAID:
        names = re.findall(r"%\((\w+)\)s", one.msgid)
        values = dict.fromkeys(names, "100% %(x)s")
        assert one.msgid.count("%") == len(names), one.msgid
        made = phrase(one.msgid, **values)
        assert str(made) == re.sub(r"%\(\w+\)s", "100% %(x)s", one.msgid)
        assert str(phrase("<%(inner)s>", inner=made)) == f"<{made}>"


TEXTS = st.lists(
    st.sampled_from(
        (
            *(
                "12 cats",
                "30 %",
                "a a",
                "`code`",
                "[a](https://en.example.org/en/)",
                "[^1]",
                "\n\n",
            ),
            *("[a](https://tk.example.org/tk/)", "![p](x.png)", "<b class=x>b</b>", "{filename}"),
            *("https://example.org", '"q"', "\u202e", "# ", "%(n)s", "</b>", "<hr>", "[=x", "***"),
            *("<span dir=ltr>`x`</span>", "words", "<img alt=a src=b>", "[ref]", "3. ", "[TOC]"),
        )
    ),
    min_size=1,
    max_size=4,
).map(" ".join)


@given(TEXTS, TEXTS)
def test_what_the_check_says_can_be_said_in_every_language(source: str, target: str) -> None:
    """Each finding is a phrase of the catalogs, its parts as well, and stays one in the cache."""
    known = {one.msgid for _, one in SAID}

    def msgids(one: Phrase) -> Iterator[str]:
        yield one.msgid
        for _, value in one.values:
            yield from msgids(value) if isinstance(value, Phrase) else ()

    term = Term("cats", ("pişik",), "noun")
    message = Message(source, target, False, False, 1)
    wording = check_wording(Catalog("", {(None, source): message}), [(None, source)], [term])
    always = check_size(source, target * 90, 300), check_markup(source, target)
    found = [*judged(source, target), *(one for _, one in wording), *chain(*always)]
    found += [*check_slug(target, "tk"), *check_style(source, target)]
    for problem in found:
        assert isinstance(problem.said, Phrase), problem
        assert {*msgids(problem.said)} <= known, problem
    packed = msgspec.msgpack.encode(found)
    assert msgspec.msgpack.decode(packed, type=list[Problem]) == found


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_catalog_is_up_to_date_complete_and_keeps_placeholders(path: Path) -> None:
    """`make interface` changes nothing; each text names the same values."""
    data = path.read_bytes()
    assert interface.renewed(data, SAID).encode() == data
    for entry in polib.pofile(str(path)):
        assert entry.msgstr, entry.msgid
        named = re.findall(r"%\(\w+\)s", entry.msgid), re.findall(r"%\(\w+\)s", entry.msgstr)
        assert sorted(named[0]) == sorted(named[1])


@pytest.mark.parametrize(
    ("asked", "tag", "text"),
    [
        (["tk-TM", "en"], "tk", "Ýapmak"),
        (["xx", "tk"], "tk", "Ýapmak"),
        (["en-GB", "tk"], "en", None),
        (["../../x", ""], "en", None),
        ([], "en", None),
    ],
)
def test_the_first_language_that_there_is_counts(
    asked: list[str], tag: str, text: str | None
) -> None:
    """Of what the browser prefers; English is what the scripts are written in."""
    found = words(asked)
    assert (found["tag"], found["texts"].get("Close")) == (tag, text)
    assert {"en", "tk"} <= {*found["languages"]}

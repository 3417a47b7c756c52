"""The editor speaks the language of the translator, as far as its words are translated."""

from __future__ import annotations

import re
from pathlib import Path

import interface
import polib
import pytest

from pelican.plugins.bilingual.preview.words import FOLDER, SCRIPTS, said, words

CATALOGS = sorted(FOLDER.glob("*.po"))


def test_every_word_of_the_scripts_is_found() -> None:
    """As many as the scripts call for: none hides in another quotation mark."""
    calls = sum(
        len(re.findall(r"(?<![\w.])_\((?!text)", one.read_text("utf-8"))) for one in SCRIPTS
    )
    assert calls == len([*said()]) > 40


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_catalog_is_up_to_date_complete_and_keeps_placeholders(path: Path) -> None:
    """`make interface` changes nothing; each text names the same values."""
    data = path.read_bytes()
    assert interface.renewed(data, [*said()]).encode() == data
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

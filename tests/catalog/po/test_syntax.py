"""Damaged files: every fault with its line, in words that a newcomer has; fuzzy is fuzzy."""

from __future__ import annotations

import codecs
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEADER

from pelican.plugins.bilingual.catalog.catalog import read_catalog
from pelican.plugins.bilingual.catalog.merge.renewal import updated
from pelican.plugins.bilingual.catalog.po.entry import blocks, with_fuzzy
from pelican.plugins.bilingual.catalog.po.file import LONGEST, flags_in, parse
from pelican.plugins.bilingual.catalog.po.syntax import read
from pelican.plugins.bilingual.errors import BilingualError, BuildError
from pelican.plugins.bilingual.source.segments import Segment

GOOD = 'msgid "a"\nmsgstr "b"\n'
FIRST = HEADER.count("\n") + 1
"""The line behind the header."""


def refusal(data: str | bytes) -> list[str]:
    """What is said of a catalog that cannot be read, without its name."""
    with pytest.raises(BilingualError) as caught:
        parse(data if isinstance(data, bytes) else data.encode(), "a.po")
    error = caught.value
    all_ = error.errors if isinstance(error, BuildError) else [error]
    return [str(one).removeprefix("a.po:") for one in all_]


DAMAGE = {
    "conflict between entries": (
        f"<<<<<<< HEAD\n{GOOD}=======\n{GOOD}>>>>>>> x\n",
        {1: "conflict"},
    ),
    "conflict within an entry": (
        'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n'
        '||||||| 1a2b\nmsgstr ""\n=======\nmsgstr "c"\n>>>>>>> x\n',
        {2: "conflict"},
    ),
    "half of a conflict": (f"{GOOD}=======\n\n# x\n{GOOD}", {3: "conflict"}),
    "curly quotes": ('msgid "a"\nmsgstr “b”\n', {2: "Curly quotes (“)"}),
    "curly at the end": ('msgid "a"\nmsgstr "b”\n', {2: "ends with ”"}),
    "low quotes": ('msgid "a"\nmsgstr „b“\n', {2: "Curly quotes („)"}),
    "guillemets": ('msgid "a"\nmsgstr «b»\n', {2: "straight ones"}),
    "single quotes": ("msgid \"a\"\nmsgstr 'b'\n", {2: "Single quotes"}),
    "curly in a further line": ('msgid "a"\nmsgstr ""\n“b”\n', {3: "Curly quotes"}),
    "letters swapped": ('msgid "a"\nmsgsrt "b"\n', {2: "Perhaps msgstr"}),
    "a letter lost": ('msgid "a"\nmsgst "b"\n', {2: "misspelt keyword. Perhaps msgstr"}),
    "a capital": ('Msgid "a"\nmsgstr "b"\n', {1: "Perhaps msgid"}),
    "a space": ('msgid "a"\nmsg str "b"\n', {2: "Perhaps msgstr"}),
    "a colon": ('msgid "a"\nmsgstr: "b"\n', {2: "Perhaps msgstr"}),
    "an equals sign": ('msgid "a"\nmsgstr = "b"\n', {2: "'=' stands between"}),
    "plural misspelt": (
        'msgid "a"\nmsgid_plurl "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n',
        {2: "Perhaps msgid_plural"},
    ),
    "form without end": ('msgid "a"\nmsgid_plural "b"\nmsgstr[0 "c"\n', {3: "number of a form"}),
    "form beyond all": (
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[10] "d"\n',
        {4: "number of a form"},
    ),
    "no quotes": ('msgid "a"\nmsgstr b\n', {2: "neither a comment nor text"}),
    "no opening quote": ('msgid "a"\nmsgstr b"\n', {2: "opening double quote is missing"}),
    "no closing quote": ('msgid "a"\nmsgstr "b\n', {2: "closing double quote is missing"}),
    "over the end of the line": ('msgid "a"\nmsgstr "b\nc"\n', {2: "closing", 3: "neither"}),
    "text behind": ('msgid "a"\nmsgstr "b" c\n', {2: "behind the closing"}),
    "a quote inside": ('msgid "a"\nmsgstr "b "c" d"\n', {2: 'write \\"'}),
    "a backslash at the end": ('msgid "a"\nmsgstr "b\\"\n', {2: "The backslash before"}),
    "escapes": ('msgid "a"\nmsgstr "\\q"\n\nmsgid "c"\nmsgstr "\\d"\n', {2: "\\q", 5: "\\d"}),
    "no-break space": ('msgid "a"\nmsgstr\u00a0"b"\n', {2: "NO-BREAK SPACE"}),
    "mark of byte order": ('msgid "a"\n\ufeffmsgstr "b"\n', {2: "cannot be seen"}),
    "zero width at the end": ('msgid "a"\nmsgstr "b"\u200b\n', {2: "ZERO WIDTH SPACE"}),
    "a line of prose": (f"{GOOD}hello world\n\n{GOOD}", {3: "neither a comment"}),
    "no msgstr": ('msgid "a"\n\n# x\nmsgid "b"\nmsgstr "c"\n', {1: "not followed by a msgstr"}),
    "a note in an entry": ('msgid "a"\n# x\nmsgstr "b"\n', {1: "not followed by a msgstr"}),
    "two msgstrs": (f'{GOOD}msgstr "c"\n', {3: "cannot follow msgstr"}),
    "an odd msgid of before": (f"#| foo\n{GOOD}", {1: "what a msgid was before"}),
    "cut in a text": (f'{GOOD}\nmsgid "x', {4: "cut off"}),
    "cut in a keyword": (f'{GOOD}\nmsgid "x"\nmsgs', {5: "cut off"}),
    "cut behind a msgid": (f'{GOOD}\nmsgid "x"\n', {4: "cut off"}),
    "an obsolete entry": ('#~ msgid "a"\n#~ msgstr "b\n', {2: "closing double quote"}),
    "two sentences twice": (f"{GOOD}\n{GOOD}\n{GOOD}", {4: "twice", 7: "twice, first in line 9"}),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_damage_is_named_in_a_newcomers_words(name: str, tmp_path: Path) -> None:
    """The line of the damage and of nothing else, what it is, and never a program to run."""
    text, expected = DAMAGE[name]
    path = tmp_path / "a.po"
    path.write_text(HEADER + text, "utf-8")
    with pytest.raises(BilingualError) as caught:
        read_catalog(path, "a.po")
    said = str(caught.value).splitlines()
    assert [int(one.split(":")[1]) for one in said] == [FIRST - 1 + line for line in expected]
    for one, words in zip(said, expected.values(), strict=True):
        assert words.lower() in one.lower(), one
        assert "msgfmt" not in one


@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_all_faults_of_a_file_are_told_at_once(wrong: list[bool]) -> None:
    """Each by its line, the first twenty; how many more there are is said, too."""
    entries = [
        f'msgid "{number}"\nmsg{"st" if one else "str"} "x"\n\n' for number, one in enumerate(wrong)
    ]
    lines = [FIRST + 1 + number * 3 for number, one in enumerate(wrong) if one]
    if not lines:
        parse((HEADER + "".join(entries)).encode(), "a.po")
        return
    said = refusal(HEADER + "".join(entries))
    assert [int(one.split(":")[0]) for one in said] == lines[:20]
    assert ("besides" in said[-1]) is (len(lines) > 20)
    assert len(lines) <= 20 or f"are {len(lines) - 20} besides" in said[-1]


@given(st.text(), st.text(st.sampled_from('ms "\\\n#|~<>=[]0,“'), max_size=60))
def test_no_text_stops_the_search_for_faults(text: str, near: str) -> None:
    """Whatever a file holds, it is read, or a line and a sentence say why it is not."""
    for one in (text, HEADER + near, HEADER + GOOD + near):
        last = one.count("\n") + 1
        faults = read(one).faults
        assert all(1 <= fault.line <= last and fault.why.endswith(".") for fault in faults)
        if not faults and "\0" not in one:
            parse(one.encode("utf-8", "replace"), "a.po")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (HEADER.encode("utf-16"), "UTF-16"),
        (HEADER.encode("utf-16-le"), "UTF-16"),
        (b"PK\x03\x04\0\0\0", "no text"),
        (b"<!DOCTYPE html>\n<p>404\n", "no catalog"),
        (b"{\\rtf1\\ansi\n}\n", "no catalog"),
    ],
)
def test_another_kind_of_file_is_called_one(data: bytes, words: str) -> None:
    """One sentence, not a line for each line."""
    (said,) = refusal(data)
    assert words in said


# Fuzzy


FUZZY = ["#, fuzzy", "#,fuzzy", "#,  fuzzy", "#,\tfuzzy", "#, Fuzzy", "#, FUZZY", "# fuzzy"]
FUZZY += ["#fuzzy", "# Fuzzy", "#  fuzzy.", "# , fuzzy", "#, fuzzy,", "#,fuzzy,no-wrap"]
FUZZY += ["#, no-wrap fuzzy", "#, no-wrap,fuzzy", "#, fuzzy, range: 0..10", "#, fuzzy\r"]


@pytest.mark.parametrize("line", FUZZY)
def test_fuzzy_however_it_is_written_is_not_published(line: str, tmp_path: Path) -> None:
    """As gettext's tools and people mean it; update writes it the usual way."""
    data = f"{HEADER}{line}\n{GOOD}".encode()
    path = tmp_path / "a.po"
    path.write_bytes(data)
    assert read_catalog(path, "a.po").messages[None, "a"].fuzzy
    again = updated(data, "a.po", [("one.md", Segment("a", 1))], {})
    assert "#, fuzzy" in again or "#, no-wrap, fuzzy" in again
    assert ("no-wrap" in again) is ("no-wrap" in line)
    assert ("range: 0..10" in again) is ("range" in line)


@pytest.mark.parametrize("line", FUZZY)
def test_a_person_can_take_any_fuzzy_away(line: str) -> None:
    """And nothing but it: other flags stay."""
    entry = with_fuzzy([line.rstrip("\r"), *GOOD.splitlines()], False)
    assert not any("fuzzy" in (flags_in(one) or ()) for one in entry)
    assert any("no-wrap" in one for one in entry) is ("no-wrap" in line)


@pytest.mark.parametrize(
    "line", ["# fuzzy logic is a field", "#. fuzzy", "#: fuzzy.md:3", "# not fuzzy"]
)
def test_a_note_about_fuzziness_is_a_note(line: str, tmp_path: Path) -> None:
    """Only a line that says nothing else is meant as the flag."""
    path = tmp_path / "a.po"
    path.write_text(f"{HEADER}{line}\n{GOOD}", "utf-8")
    assert not read_catalog(path, "a.po").messages[None, "a"].fuzzy


@pytest.mark.parametrize(
    "line", ["#note", "#.note", "#:one.md:3", '#~msgid "o"\n#~msgstr "p"', '#|msgid "o"']
)
def test_comments_need_no_space(line: str) -> None:
    """What gettext's tools read is read."""
    assert [one.msgid for one in parse(f"{HEADER}{line}\n{GOOD}".encode(), "a.po")][-1] == "a"


@pytest.mark.parametrize("between", ["", "\t", "\n", " \n  ", ' ""\n'])
def test_a_keyword_and_its_text_stand_as_gettext_allows(between: str) -> None:
    """With a space, without one, or on two lines: the same message, and one entry in a review."""
    entry = f'msgctxt{between}"c"\nmsgid{between}"a"\nmsgstr{between}"b"\n'
    (found,) = parse((HEADER + entry).encode(), "a.po")
    assert (found.msgctxt, found.msgid, found.msgstr) == ("c", "a", "b")
    plural = entry.replace("msgstr", 'msgid_plural "as"\nmsgstr[0]')
    assert parse((HEADER + plural).encode(), "a.po")[0].msgstr_plural[0] == "b"
    lines = (entry + entry).splitlines()
    assert [end for _, end in blocks(lines)] == [len(lines) // 2, len(lines)]


def test_what_an_obsolete_message_was_before_is_kept() -> None:
    """Update reads the previous msgid of an obsolete entry, and writes it again."""
    old = '#, fuzzy\n#~| msgid "was"\n#~ msgid "o"\n#~ msgstr "p"\n'
    text = updated(f"{HEADER}{GOOD}\n{old}".encode(), "a.po", [("one.md", Segment("a", 1))], {})
    assert text.endswith(old)


# Time


LARGE = {
    "one line": 'msgid "a"\nmsgstr "' + "a" * 2_000_000 + '"\n',
    "many lines": 'msgid "a"\nmsgstr ""\n' + '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"\n' * 80_000,
    "empty lines": 'msgid "a"\nmsgstr ""\n' + '""\n' * 300_000,
    "comments": "# aaaaaaaaa\n" * 150_000 + GOOD,
    "flags": "#, a,a,a,a,a\n" * 60_000 + GOOD,
    "places": "#: a.md:1\n" * 150_000 + GOOD,
    "faults": "msgst\n" * 60_000 + GOOD,
    "nine megabytes": "#" * 9_000_000,
}


@pytest.fixture(scope="module")
def usual() -> float:
    """Seconds for a letter of an honest catalog."""
    text = HEADER + "".join(f'msgid "{n} of words"\nmsgstr "söz {n}"\n\n' for n in range(20_000))
    start = process_time()
    parse(text.encode(), "a.po")
    return (process_time() - start) / len(text)


@pytest.mark.parametrize("name", LARGE)
def test_a_huge_file_is_refused_in_time(name: str, usual: float) -> None:
    """Megabytes of one kind take no longer than the same size of honest entries, thrice over."""
    data = HEADER + LARGE[name]
    start = process_time()
    said = refusal(data)
    assert process_time() - start < 3 * usual * len(data) + 0.5
    assert "there is room for" in said[0] or "misspelt" in said[0]


def test_a_long_entry_is_read() -> None:
    """Ten thousand words are no attack."""
    text = "söz " * (LONGEST // 5)
    assert parse(f'{HEADER}msgid "a"\nmsgstr "{text}"\n'.encode(), "a.po")[0].msgstr == text


@pytest.mark.parametrize("count", ["0", "-1", "7", "999999999", "9" * 5000])
def test_more_plural_forms_than_any_language_are_refused(count: str) -> None:
    """By the header's line, before anything is made of the number."""
    (said,) = refusal(HEADER.replace("nplurals=2", f"nplurals={count}") + GOOD)
    assert said.startswith("7: Plural-Forms has nplurals=")
    assert len(said) < 300


def test_the_mark_of_byte_order_is_no_fault() -> None:
    """Some editors write one at the start of the file."""
    assert len(parse(codecs.BOM_UTF8 + (HEADER + GOOD).encode(), "a.po")) == 1


@pytest.mark.parametrize("field", ["Language", "Plural-Forms", "X-Translation-Origin"])
def test_a_header_that_contradicts_itself_is_refused(field: str) -> None:
    """Both sides of a conflict, kept: whichever comes last, no reader is told that it is right."""
    lines = f'"{field}: human\\n"\n', f'"{field}: machine\\n"\n'
    rest = "".join(one for one in HEADER.splitlines(True) if not one.startswith(f'"{field}:'))
    for one, other in (lines, lines[::-1]):
        (said,) = refusal(rest.rstrip("\n") + f"\n{one}{other}\n" + GOOD)
        assert f"The header has two values of {field}." in said
    same = rest.rstrip("\n") + f"\n{lines[0]}{lines[0]}\n".replace("human", "") + GOOD
    assert parse(same.encode(), "a.po")[0].msgid == "a"

"""What gettext's tools accept we accept, with the same meaning; what they refuse we refuse."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import HEADER, tool

from pelican.plugins.bilingual.catalog.catalog import forms
from pelican.plugins.bilingual.catalog.po.file import living, parse
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.language.characters import blank

Meaning = tuple[str | None, str, str, tuple[str, ...], bool, bool, str | None, str | None]
"""Context, msgid, plural, translation, fuzzy, obsolete, previous msgid and plural."""

# Random files

PIECES = r"""söz a b 漢 \n \t \r \v \b \f \" \\ # #~ msgid msgstr[0] %d \101 \7 \x41g \x4142g
\303\244 \101b \a ' “""".split()
PIECES += ["\t", " ", "\\\n", "\u2028", "\r", "\\\\\nn"]
ODD = ["\\q", "\\x", "\\8", "\\'", "\n", "\\303", "\\4", '"']
GAPS = [" ", " ", " ", "", "\n", "\t", "\r\n", "\f\v", "  \n\n "]
COMMENTS = ["# note", "#note", "#. for you", "#: a.md:1 b.md:2", "#", "#:", "#. ", "## x", "#|"]
COMMENTS += ["  # y", "#.x", "#:a.md"]
JUNK = ["[", "]", "7", "=", ":", "msgst", "MSGID", "“a”", "'a'", "\ufeff", "\u00a0", '"', "#| foo"]
JUNK += [
    "msgid",
    "msgstr",
    "msgctxt",
    "msgid_plural",
    "msgstr[0]",
    "msgstr[1]",
    "#~",
    "domain",
    "\\",
]
STRINGS = st.lists(st.sampled_from(PIECES), max_size=4).map(lambda some: f'"{"".join(some)}"')


@st.composite
def statements(draw: st.DrawFn, number: int) -> list[str]:
    """The tokens of an entry, with the gaps between them."""
    gaps, few = st.sampled_from(GAPS), st.lists(STRINGS, max_size=2)
    tokens: list[str] = []

    def put(keyword: str, first: str, mark: str = "") -> None:
        texts = [f'"{first}"', *draw(few)]
        if mark:
            tokens.append(f"{mark}{keyword} {' '.join(texts)}\n")
            return
        for one in (keyword, *texts):
            tokens.extend((one, draw(gaps)))

    tokens += [f"{one}\n" for one in draw(st.lists(st.sampled_from(COMMENTS), max_size=2))]
    tokens += [draw(st.sampled_from(["", "#, fuzzy\n", "#,no-wrap,fuzzy\n", "#! fuzzy\n", "#,\n"]))]
    obsolete = draw(st.booleans()) and draw(st.booleans())
    if draw(st.booleans()):
        put("msgid", "was", "#~| " if obsolete else "#| ")
    mark = "#~ " if obsolete else ""
    if draw(st.booleans()):
        put("msgctxt", "c", mark)
    put("msgid", f"{number}", mark)
    if draw(st.booleans()) and draw(st.booleans()):
        put("msgid_plural", "more", mark)
        for form in range(draw(st.integers(1, 3))):
            opened = draw(st.sampled_from([f"[{form}]", f"[ {form} ]", f" [0{form}]"]))
            put(f"msgstr{opened}", "x", mark)
    else:
        put("msgstr", "x", mark)
    return [*tokens, draw(st.sampled_from(["\n", "\n\n", " "] if not mark else ["\n"]))]


@st.composite
def files(draw: st.DrawFn) -> list[str]:
    """The tokens of a file that gettext accepts."""
    found: list[str] = []
    for number in range(draw(st.integers(1, 4))):
        found += draw(statements(number))
        if draw(st.integers(0, 9)) == 9:
            found.append('domain "messages"\n')
    return found


@st.composite
def damaged(draw: st.DrawFn) -> list[str]:
    """The same with one or two of its tokens lost, doubled, moved, or with others between them."""
    tokens = draw(files())
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(0, len(tokens) - 1)) if tokens else 0
        how = draw(st.integers(0, 5))
        if how == 0:
            del tokens[at : at + 1]
        elif how == 1:
            tokens.insert(
                at, draw(st.sampled_from([*JUNK, *COMMENTS])) + draw(st.sampled_from(GAPS))
            )
        elif how == 2 and tokens:
            tokens.insert(draw(st.integers(0, len(tokens))), tokens.pop(at))
        elif how == 3 and tokens:
            cut = draw(st.integers(0, len(tokens[at])))
            tokens[at] = tokens[at][:cut] + draw(st.sampled_from([*ODD, ""])) + tokens[at][cut:]
        elif how == 4:
            tokens[at:] = []
        else:
            tokens.insert(at, draw(st.sampled_from(["\n", "\n\n", "# x\n", "\n#~ "])))
    return tokens


# Both readers


def by_gettext(text: str, folder: Path) -> str | None:
    """What msgcat makes of a file; None if it refuses it."""
    path = folder / "x.po"
    path.write_bytes(text.encode())
    done = subprocess.run(
        [tool("msgcat", "gettext"), "--no-wrap", str(path)], capture_output=True, check=False
    )
    return None if done.returncode else done.stdout.decode()


def by_us(text: str) -> list[Meaning] | None:
    """What we make of it; None if we refuse it."""
    try:
        file = parse(text.encode(), "a.po")
        living(file, "a.po")
    except BilingualError:
        return None
    return meanings(file)


def meanings(file: polib.POFile) -> list[Meaning]:
    """What the entries of a file say."""
    return sorted(
        (
            (
                one.msgctxt,
                one.msgid,
                one.msgid_plural or "",
                tuple("" if blank(each) else each for each in forms(one)),
                one.fuzzy and any(not blank(each) for each in forms(one)),
                bool(one.obsolete),
                one.previous_msgid,
                one.previous_msgid_plural,
            )
            for one in file
        ),
        key=repr,
    )


def read_again(text: str) -> list[Meaning]:
    """What polib reads in a file that msgcat has written."""
    text = text.replace("\\\\", "\0").replace("\\a", "\a").replace("\0", "\\\\")
    text = text.replace("\n#~| ", "\n#| ")  # which polib does not know
    lines = type("Lines", (str,), {"splitlines": lambda self, keepends=False: self.split("\n")})
    return meanings(polib.pofile(lines(f"{text}\n#. end")))


_ON_PURPOSE = re.compile(
    r"#[,!][^\n]*\n(?:[ \t\r\f\v]*(?:#(?!~)[^\n]*)?\n)*[^\"\n]*#[,!]"  # the last flags count
    r'|#\|[^\n]*"\s*#~'  # what an obsolete message was before has #~|
    r"|\\\r\n"  # a line break of Windows is one
    r"|#[^\n]*\\\n"  # a comment goes on behind a backslash
)
"""Where gettext does otherwise, and how: here no doubt is lost, and no text."""


@settings(max_examples=100)
@given(files().map("".join))
def test_what_gettext_reads_we_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Strings on one line, numbers for letters, keywords by themselves: the same messages."""
    theirs = by_gettext(HEADER + text, tmp_path_factory.getbasetemp())
    assert theirs is not None
    assert by_us(HEADER + text) == read_again(theirs)


@settings(max_examples=250)
@given(damaged().map("".join))
def test_what_gettext_refuses_we_refuse(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Whatever is lost, doubled, moved or put between: accepted by both, or by none."""
    theirs, ours = by_gettext(HEADER + text, tmp_path_factory.getbasetemp()), by_us(HEADER + text)
    if _ON_PURPOSE.search(text):
        return
    assert (theirs is None) is (ours is None)
    if theirs is not None:
        assert ours == read_again(theirs)

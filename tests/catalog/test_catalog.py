"""Catalogs: read strictly, merged without loss, written as other tools expect them."""

from __future__ import annotations

import codecs
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import HEADER, tool

from pelican.plugins.bilingual.catalog.catalog import read_catalog, review_hash
from pelican.plugins.bilingual.catalog.coverage import coverage
from pelican.plugins.bilingual.catalog.merge.renewal import updated
from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.errors import CatalogError
from pelican.plugins.bilingual.language.characters import blank
from pelican.plugins.bilingual.source.segments import Segment

FIELDS = {"Content-Type": "text/plain; charset=UTF-8", "Language": "tk"}
NAME = "one.po"


def update(data: str | bytes, *msgids: str, segments: Iterable[Segment] = ()) -> str:
    """The catalog brought up to a page with these messages, one a line."""
    page = [*(Segment(msgid, line) for line, msgid in enumerate(msgids, 1)), *segments]
    raw = data if isinstance(data, bytes) else data.encode()
    return updated(raw, NAME, [("content/one.md", one) for one in page], FIELDS)


def written(tmp_path: Path, data: str | bytes) -> Path:
    path = tmp_path / NAME
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def messages(tmp_path: Path, data: str | bytes) -> dict[str, str | None]:
    """What a catalog publishes."""
    catalog = read_catalog(written(tmp_path, data), NAME)
    return {key[1]: catalog.translation(key) for key in catalog.messages}


def test_a_missing_file_is_an_empty_catalog(tmp_path: Path) -> None:
    """Nobody has begun: nothing is translated, and nothing is wrong."""
    assert not read_catalog(tmp_path / "none.po", "none.po").messages


BLANKS = [
    " ",
    "\\n",
    "\\t",
    "\u00a0",
    "\u202f",
    "\u2003",
    "\u3000",
    "\u200b",
    "\u2060\u200e",
    "\u00ad",
]
BLANKS += ["\u00ad", "\u2800", "\u3164", "\u034f", "\ufe0f", " \u00a0\\n"]


@pytest.mark.parametrize("blank", BLANKS)
def test_what_nobody_can_see_is_no_translation(tmp_path: Path, blank: str) -> None:
    """Readers get the source, gettext's runtime too, and the counts say untranslated."""
    entries = f'msgid "a"\nmsgstr "{blank}"\n\n#, fuzzy\nmsgid "b"\nmsgstr "{blank}"\n\n'
    entries += f'msgid "%(n)s c"\nmsgid_plural "%(n)s cs"\nmsgstr[0] "C"\nmsgstr[1] "{blank}"\n'
    catalog = read_catalog(written(tmp_path, HEADER + entries), NAME, runtime=True)
    assert {catalog.translation(key) for key in catalog.messages} == {None}
    counts = coverage(catalog.messages, catalog).messages
    assert (counts.untranslated, counts.total) == (3, 3)
    runtime = catalog.gettext()
    assert runtime.gettext("a") == "a"
    assert [runtime.ngettext("%(n)s c", "%(n)s cs", n) for n in (1, 2)] == ["%(n)s c", "%(n)s cs"]


@pytest.mark.parametrize("data", [b"", b"\n\n", b"# only a comment\n", HEADER.encode()])
def test_an_empty_file_is_an_empty_catalog(tmp_path: Path, data: bytes) -> None:
    """A file without messages reads as none."""
    assert messages(tmp_path, data) == {}


def test_states_decide_what_is_published(tmp_path: Path) -> None:
    """Translated text is published; fuzzy, empty and obsolete text is not."""
    found = messages(
        tmp_path,
        HEADER + 'msgid "a"\nmsgstr "A"\n\n#, fuzzy\nmsgid "b"\nmsgstr "B"\n\n'
        'msgid "c"\nmsgstr ""\n\n#~ msgid "d"\n#~ msgstr "D"\n',
    )
    assert found == {"a": "A", "b": None, "c": None}


def test_contexts_keep_messages_apart(tmp_path: Path) -> None:
    """The same msgid in two contexts is two messages."""
    path = written(
        tmp_path,
        HEADER + 'msgctxt "title"\nmsgid "a"\nmsgstr "T"\n\nmsgid "a"\nmsgstr "B"\n',
    )
    catalog = read_catalog(path, NAME)
    assert (catalog.translation(("title", "a")), catalog.translation((None, "a"))) == ("T", "B")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8])
def test_line_ends_and_marks_change_nothing(tmp_path: Path, newline: str, bom: bytes) -> None:
    """Files from Windows, with CRLF and a byte order mark, hold what they held."""
    text = HEADER + 'msgid "a"\nmsgstr ""\n"Çaý "\n"iç\\n"\n"ýene"\n'
    data = bom + text.replace("\n", newline).encode()
    assert messages(tmp_path, data) == {"a": "Çaý iç\nýene"}
    again = update(data, "a")
    assert messages(tmp_path, again) == {"a": "Çaý iç\nýene"}
    assert "\r" not in again
    assert again == update(again, "a")


def test_another_encoding_is_read_and_renewed(tmp_path: Path) -> None:
    """A catalog in ISO 8859-9 is read as its header says, and written as UTF-8 that says so."""
    data = (HEADER.replace("UTF-8", "ISO-8859-9") + 'msgid "a"\nmsgstr "çörek"\n').encode("latin5")
    assert messages(tmp_path, data) == {"a": "çörek"}
    again = update(data, "a")
    assert "charset=UTF-8" in again
    assert messages(tmp_path, again) == {"a": "çörek"}


@pytest.mark.parametrize("tail", ["", "\n", "\n#\n", "\n#:\n", "\n#, \n", "\n# end\n"])
def test_the_last_entry_is_never_lost(tmp_path: Path, tail: str) -> None:
    """Whatever follows the last entry, it counts."""
    assert messages(tmp_path, f'{HEADER}msgid "a"\nmsgstr "A"{tail}') == {"a": "A"}


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\x85", "\x1c", "\x0c", "\x0b"])
def test_odd_separators_stay_in_the_line(tmp_path: Path, mark: str) -> None:
    """Characters that Python counts as line ends, but PO does not, neither cut nor lose text."""
    text = update("", f"before{mark}after", "next")
    assert list(read_catalog(written(tmp_path, text), NAME).messages) == [
        (None, f"before{mark}after"), (None, "next"),
    ]  # fmt: skip
    assert update(text, f"before{mark}after", "next") == text


def test_a_duplicate_is_not_merged_away() -> None:
    """Of two entries for one message, update does not drop either in silence."""
    two = HEADER + 'msgid "a"\nmsgstr "A"\n\nmsgid "a"\nmsgstr "B"\n'
    with pytest.raises(CatalogError, match="defined twice"):
        update(two, "a")


def test_broken_syntax_stops_an_update() -> None:
    """A file that cannot be read in full is not written anew: what is lost would be lost."""
    with pytest.raises(CatalogError, match="closing double quote"):
        update(HEADER + 'msgid "a"\nmsgstr "A\n', "a")


def test_entries_follow_the_page() -> None:
    """Messages stand in the order of the page, wherever they stood before."""
    text = update(HEADER + 'msgid "c"\nmsgstr "C"\n\nmsgid "a"\nmsgstr "A"\n', "a", "b", "c")
    assert [entry.msgid for entry in parse(text.encode(), NAME)] == ["a", "b", "c"]
    assert [entry.msgstr for entry in parse(text.encode(), NAME)] == ["A", "", "C"]


def test_a_second_update_changes_nothing() -> None:
    """Update is idempotent, byte for byte, with obsolete entries, comments and long lines."""
    long = "A long sentence - with hyphens, “quotes”, back\\slashes and a\ttab. " * 4
    first = update(
        HEADER
        + '# note\n#, fuzzy\nmsgid "a"\nmsgstr "A"\n\nmsgid "x"\nmsgstr "X"\n\n'
        + '#~ msgid "o"\n#~ msgstr "O"\n',
        "a",
        long,
        "b",
    )
    assert update(first, "a", long, "b") == first


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1), unique=True, max_size=5
    ),
    st.data(),
)
def test_any_text_survives(msgids: list[str], data: st.DataObject) -> None:
    """Whatever the msgid and its translation are, writing and reading give them back."""
    text = update("", *msgids)
    file = parse(text.encode(), NAME)
    assert [entry.msgid for entry in file] == msgids
    for entry in file:
        text = data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
        entry.msgstr = "" if blank(text) else text  # what nobody sees is no translation
    again = update(f"{file}", *msgids)
    assert [one.msgstr for one in parse(again.encode(), NAME)] == [one.msgstr for one in file]
    assert update(again, *msgids) == again


def test_obsolete_messages_are_kept_and_revived() -> None:
    """What left the page keeps its translation, and has it again when it returns."""
    full = HEADER + '# by Aýna\nmsgid "a"\nmsgstr "A"\n\nmsgid "b"\nmsgstr "B"\n'
    without = update(full, "b")
    assert '#~ msgid "a"\n#~ msgstr "A"' in without
    back = update(without, "a", "b")
    assert "#~" not in back
    (entry,) = [one for one in parse(back.encode(), NAME) if one.msgid == "a"]
    assert (entry.msgstr, entry.tcomment, entry.obsolete) == ("A", "by Aýna", False)


def test_an_empty_obsolete_message_is_dropped() -> None:
    """A message that nobody has translated leaves no trace."""
    assert "gone" not in update(update("", "gone", "a"), "a")


@pytest.mark.parametrize("first", [True, False])
def test_the_living_wins_over_the_obsolete(first: bool) -> None:
    """Where one message stands as living and as obsolete, the living one is kept."""
    living, dead = 'msgid "a"\nmsgstr "New"\n', '#~ msgid "a"\n#~ msgstr "Old"\n'
    text = HEADER + (f"{dead}\n{living}" if first else f"{living}\n{dead}")
    (living_entry,) = parse(update(text, "a").encode(), NAME)
    assert living_entry.msgstr == "New"


def test_what_people_wrote_survives() -> None:
    """Translator comments, flags, previous msgids and headers last; locations are renewed."""
    source = (
        "# Team Türkmen\n# 2026\n"
        + HEADER.replace('"Language: tk\\n"', '"Language: tk\\n"\n"X-Generator: Poedit 3\\n"')
        + "# first note\n# second note\n#. old\n#: old.md:1\n#, fuzzy, no-wrap\n"
        + '#| msgid "was"\nmsgid "a"\nmsgstr "A"\n'
    )
    text = update(source, segments=[Segment("a", 7, comment="A greeting.")])
    for line in ("# Team Türkmen", "# 2026", '"X-Generator: Poedit 3\\n"'):
        assert line in text
    assert (
        "# first note\n# second note\n#. A greeting.\n#: content/one.md:7\n"
        '#, fuzzy, no-wrap\n#| msgid "was"\nmsgid "a"\nmsgstr "A"\n' in text
    )
    assert "old" not in text


def test_a_shared_message_stands_once_with_all_its_places() -> None:
    """Two segments with the same text are one entry with two locations."""
    text = update("", "a", "b", "a")
    assert text.count('msgid "a"') == 1
    assert "#: content/one.md:1 content/one.md:3\n" in text


def test_no_message_is_called_a_format() -> None:
    """`30% of` is no format string: a flag would make msgfmt refuse right translations."""
    assert "format" not in update("", "About 30% of gas", "100 % done", "{name} and %s")


@pytest.mark.parametrize(("count", "rule"), [(1, "0"), (2, "(n != 1)"), (3, "n%3"), (6, "n%6")])
def test_plurals_have_as_many_forms_as_the_language(count: int, rule: str) -> None:
    """A plural message gets msgstr[0] to msgstr[nplurals-1]."""
    header = HEADER.replace("nplurals=2; plural=(n != 1);", f"nplurals={count}; plural={rule};")
    text = update(header, segments=[Segment("%(n)s day", 1, plural="%(n)s days")])
    assert [f"msgstr[{n}]" in text for n in range(7)] == [n < count for n in range(7)]
    assert update(text, segments=[Segment("%(n)s day", 1, plural="%(n)s days")]) == text


def test_plural_translations_survive() -> None:
    """All forms of a translated plural are kept."""
    forms = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "A"\nmsgstr[1] "B"\n'
    assert forms in update(HEADER + forms, segments=[Segment("a", 1, plural="b")])


def test_files_please_msgfmt(tmp_path: Path) -> None:
    """GNU's `msgfmt --check` accepts what update writes, new and merged."""
    msgfmt = tool("msgfmt", "gettext")
    segments = [
        Segment("What is it?", 1, "title"),
        Segment('About 30% of gas,\ttab \\ "quotes"  \nbreak', 4, comment="Two\nlines."),
        Segment("%(n)s day", 5, plural="%(n)s days"),
        Segment("line\u2028separator", 6),
    ]
    header = dict.fromkeys(("Project-Id-Version", "Last-Translator", "Language-Team"), "x") | {
        "PO-Revision-Date": "2026-11-23 12:00+0500",
        "MIME-Version": "1.0",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    page = [("content/türkmen dili.md", one) for one in segments]
    text = updated(b"", NAME, page, header | FIELDS)
    path = written(tmp_path, text)
    for data in (text, updated(text.encode(), NAME, page[1:], header)):
        path.write_text(data, "utf-8")
        done = subprocess.run(
            [msgfmt, "--check", "-o", "/dev/null", str(path)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_a_review_is_void_when_either_side_changes(tmp_path: Path) -> None:
    """A reviewer vouches for one pair of msgid and msgstr, and for no other."""
    mark = f"# reviewed: {review_hash('a', 'A')} by Aýna\n"
    for msgstr, reviewed in (("A", True), ("B", False)):
        path = written(tmp_path, f'{HEADER}{mark}msgid "a"\nmsgstr "{msgstr}"\n')
        assert read_catalog(path, NAME).messages[None, "a"].reviewed is reviewed

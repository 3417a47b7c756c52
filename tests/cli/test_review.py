"""`bilingual review`: a person's mark on a message, and what becomes of it."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import HEADER, Site, tool

from pelican.plugins.bilingual.catalog.catalog import read_catalog
from pelican.plugins.bilingual.catalog.decision import (
    EDITED,
    FUZZY,
    REVIEWED,
    Decision,
    decide_in,
    find,
    with_breaks,
)
from pelican.plugins.bilingual.catalog.diff import ADDED, REMOVED, word_diff
from pelican.plugins.bilingual.catalog.po.entry import blocks
from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.cli.commands import open_session, review
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.cli.review import marked
from pelican.plugins.bilingual.cli.terminal import Terminal
from pelican.plugins.bilingual.cli.usage import parser
from pelican.plugins.bilingual.errors import BilingualError, CatalogError

PLURAL = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "gün"\nmsgstr[1] "günler"\n'
MESSAGES = (
    "# keep me\n"
    "# reviewed: 00000000 Old 2020-01-01\n"
    "# changed: 30% → 80%\n"
    "#. author's word\n"
    "#: content/one.md:3\n"
    "#, fuzzy, no-wrap\n"
    '#| msgid "About 30%."\n'
    'msgid "About 80%."\n'
    'msgstr "30 % çemesi."\n'
    "\n"
    '#: content/one.md:5\nmsgid   "Good"\n" day."\nmsgstr "Salam."\n\n'
    'msgid "Empty"\nmsgstr ""\n\n'
    f"{PLURAL}\n"
    '#~ msgid "gone"\n#~ msgstr "giden"\n'
)
TEXT = HEADER + MESSAGES
BY = "Aýna Myradowa 2026-11-23"


def decide(text: str, msgid: str, decision: Decision) -> str:
    shown = find(text.encode(), "a.po", (None, msgid))
    assert shown
    made = decide_in(text.encode(), "a.po", shown, decision)
    assert made is not None
    return made


def reviewed(text: str | bytes, msgid: str, folder: Path) -> bool:
    path = folder / "read.po"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_catalog(path, "read.po").messages[None, msgid].reviewed


# One decision


def test_a_review_ends_fuzzy_and_what_had_changed(tmp_path: Path) -> None:
    """One mark, in place of the older; other comments and flags stay."""
    made = decide(TEXT, "About 80%.", Decision(REVIEWED, BY))
    entry = made[len(HEADER) : made.index('msgid "About 80%."')]
    first, mark, *rest = entry.splitlines()
    assert first == "# keep me"
    assert mark.startswith("# reviewed: ")
    assert mark.endswith(f" {BY}")
    assert rest == ["#. author's word", "#: content/one.md:3", "#, no-wrap"]
    assert made[made.index('msgid "About 80%."') :] == TEXT[TEXT.index('msgid "About 80%."') :]
    assert reviewed(made, "About 80%.", tmp_path)


def test_nothing_but_the_entry_is_touched() -> None:
    """Odd spacing and wrapping of the entry itself stay too: one line is added."""
    made = decide(TEXT, "Good day.", Decision(REVIEWED, BY))
    added = [line for line in made.splitlines() if line not in TEXT.splitlines()]
    assert len(added) == 1
    assert made.replace(f"{added[0]}\n", "") == TEXT


def test_fuzzy_takes_the_mark_away(tmp_path: Path) -> None:
    """And a review gives it back; the file is as it was."""
    once = decide(TEXT, "Good day.", Decision(REVIEWED, BY))
    doubted = decide(once, "Good day.", Decision(FUZZY))
    assert '#: content/one.md:5\n#, fuzzy\nmsgid   "Good"' in doubted
    assert not reviewed(doubted, "Good day.", tmp_path)
    assert decide(doubted, "Good day.", Decision(REVIEWED, BY)) == once


def test_an_edit_replaces_the_translation_only() -> None:
    """A fuzzy message stays fuzzy until it is reviewed; the old mark goes."""
    made = decide(TEXT, "About 80%.", Decision(EDITED, forms=('80 % "çemesi" \\ .',)))
    assert parse(made.encode(), "a.po")[0].msgstr == '80 % "çemesi" \\ .'
    old = "# reviewed: 00000000 Old 2020-01-01\n"
    back = made.replace('msgstr "80 % \\"çemesi\\" \\\\ ."', 'msgstr "30 % çemesi."')
    assert back == TEXT.replace(old, "")


def test_plural_forms_are_edited_and_reviewed_together(tmp_path: Path) -> None:
    """A later change to any of the forms makes the mark void."""
    made = decide(TEXT, "%(n)s day", Decision(EDITED, forms=("bir gün", "%(n)s gün")))
    made = decide(made, "%(n)s day", Decision(REVIEWED, BY))
    assert 'msgstr[0] "bir gün"\nmsgstr[1] "%(n)s gün"\n' in made
    assert reviewed(made, "%(n)s day", tmp_path)
    assert not reviewed(made.replace('[1] "%(n)s gün', '[1] "%(n)s günler'), "%(n)s day", tmp_path)
    assert not reviewed(made.replace('%(n)s days"', '%(n)s whole days"'), "%(n)s day", tmp_path)


@pytest.mark.parametrize("decision", [Decision(REVIEWED, BY), Decision(FUZZY)])
def test_bom_and_windows_line_ends_stay(decision: Decision) -> None:
    """The new lines end as the others do."""
    windows = ("\ufeff" + TEXT).replace("\n", "\r\n")
    made = decide(windows, "Good day.", decision)
    assert made == "\ufeff" + decide(TEXT, "Good day.", decision).replace("\n", "\r\n")


def test_a_catalog_in_another_encoding_is_refused() -> None:
    """Its header would lie; update converts it."""
    data = TEXT.replace("UTF-8", "ISO-8859-9").encode("iso-8859-9", "replace")
    shown = find(data, "a.po", (None, "Good day."))
    assert shown
    with pytest.raises(CatalogError, match="not in UTF-8"):
        decide_in(data, "a.po", shown, Decision(REVIEWED, BY))


def test_an_entry_that_has_changed_meanwhile_is_not_marked() -> None:
    """What the person has read is not what is on disk."""
    shown = find(TEXT.encode(), "a.po", (None, "Good day."))
    assert shown
    for old, new in (("Salam.", "Hoş gal."), ("#: content/one.md:5", "#, fuzzy"), ("Good", "Bad")):
        assert decide_in(TEXT.replace(old, new).encode(), "a.po", shown, Decision(FUZZY)) is None


@given(st.lists(st.sampled_from(MESSAGES.rstrip().split("\n\n")), unique=True), st.data())
def test_every_entry_is_one_block(entries: list[str], data: st.DataObject) -> None:
    """However many empty lines stand between entries, or none."""
    gaps = [data.draw(st.sampled_from(["\n", "\n\n", "\n\n \n"])) for _ in entries]
    text = HEADER + "".join(entry + gap for entry, gap in zip(entries, gaps, strict=True))
    lines = text.split("\n")
    found = ["\n".join(lines[start:end]) for start, end in blocks(lines)]
    assert found == [HEADER.strip(), *entries]


@given(st.text(st.sampled_from('aş "\\\n\t%#~'), min_size=1).filter(str.strip))
def test_any_text_can_be_written_and_read_back(text: str) -> None:
    """Quotes, backslashes and marks of PO syntax included."""
    made = decide(TEXT, "Good day.", Decision(EDITED, forms=(text,)))
    found = find(made.encode(), "a.po", (None, "Good day."))
    assert found
    assert found.msgstr == text
    assert len(parse(made.encode(), "a.po")) == len(parse(TEXT.encode(), "a.po"))


def test_typed_lines_become_one_paragraph() -> None:
    """Hard breaks stay, and theme strings keep the line breaks of their msgid."""
    assert with_breaks("One two.", "Bir\niki.\n") == "Bir iki."
    assert with_breaks("One  \ntwo.", "Bir  \r\niki.") == "Bir  \niki."
    assert with_breaks("\nOne\ntwo\n", "Bir\niki") == "\nBir\niki\n"
    assert with_breaks("\nOne\n", "") == ""


@given(st.text(), st.text())
def test_a_word_diff_holds_both_texts(old: str, new: str) -> None:
    """Without what was added it is the old one, without what was removed the new one."""
    pieces = list(word_diff(old, new))
    assert "".join(text for kind, text in pieces if kind != ADDED) == old
    assert "".join(text for kind, text in pieces if kind != REMOVED) == new


def test_a_word_diff_reads_as_wdiff_writes_it() -> None:
    """Whole words and figures; colour is never the only sign."""
    shown = marked("About 30% now", "About 80% now")
    assert shown.plain == "About [-30-]{+80+}% now"
    assert [(one.start, one.end, one.style) for one in shown.spans] == [
        (6, 12, "red"), (12, 18, "green"),
    ]  # fmt: skip


# What becomes of the mark


def gnu(program: str, *arguments: str) -> Callable[[Path], bytes]:
    def run(path: Path) -> bytes:
        template = path.with_suffix(".pot")
        bare = HEADER + MESSAGES.replace("Salam.", "").replace("30 % çemesi.", "")
        template.write_text(bare.split("#~")[0].replace("#, fuzzy, no-wrap\n", ""), "utf-8")
        filled = [one.format(po=path, pot=template) for one in arguments]
        return subprocess.run(
            [tool(program, "gettext"), *filled], capture_output=True, check=True
        ).stdout

    return run


def by_polib(path: Path) -> bytes:
    file = polib.pofile(str(path))
    file.save(str(path))
    return path.read_bytes()


@pytest.mark.parametrize(
    "through",
    [
        gnu("msgmerge", "{po}", "{pot}"),
        gnu("msgmerge", "--previous", "--no-location", "{po}", "{pot}"),
        gnu("msgcat", "{po}"),
        gnu("msgcat", "--no-wrap", "--sort-output", "{po}"),
        gnu("msgattrib", "--no-obsolete", "{po}"),
        by_polib,
    ],
    ids=["msgmerge", "msgmerge --previous", "msgcat", "msgcat --no-wrap", "msgattrib", "polib"],
)
def test_the_mark_survives_tools(through: Callable[[Path], bytes], tmp_path: Path) -> None:
    """Whoever rewrites the file keeps it, and it still holds."""
    text = TEXT
    for msgid in ("About 80%.", "Good day.", "%(n)s day"):
        text = decide(text, msgid, Decision(REVIEWED, BY))
    path = tmp_path / "a.po"
    path.write_text(text, "utf-8")
    after = through(path)
    for msgid in ("About 80%.", "Good day.", "%(n)s day"):
        assert reviewed(after, msgid, tmp_path), after.decode()
    assert BY in after.decode()


@pytest.mark.parametrize(
    ("old", "new"),
    [("Salam.", "Salam!"), ('msgstr "Salam."', 'msgstr "salam."')],
)
def test_another_msgstr_makes_the_mark_void(old: str, new: str, tmp_path: Path) -> None:
    """By itself, whatever wrote it."""
    made = decide(TEXT, "Good day.", Decision(REVIEWED, BY))
    assert reviewed(made, "Good day.", tmp_path)
    assert not reviewed(made.replace(old, new), "Good day.", tmp_path)


def test_another_msgid_makes_the_mark_void(tmp_path: Path) -> None:
    """As when somebody edits the source and takes the fuzzy flag away."""
    made = decide(TEXT, "Good day.", Decision(REVIEWED, BY))
    assert not reviewed(made.replace('" day."', '" days."'), "Good days.", tmp_path)


def test_the_mark_survives_update_and_falls_with_the_source(site: Site) -> None:
    """A changed paragraph is not reviewed, until its text returns; the other one stays so."""
    site.page("one", "Good day.\n\nAbout 30% of gas.")
    good = 'msgid "Good day."\nmsgstr "Salam."\n\n'
    gas = 'msgid "About 30% of gas."\nmsgstr "Gazyň 30 %-i."\n'
    path = site.catalog("one", good + gas)
    main(["update"])
    text = path.read_text("utf-8")
    for msgid in ("Good day.", "About 30% of gas."):
        text = decide(text, msgid, Decision(REVIEWED, BY))
    path.write_text(text, "utf-8")
    main(["update"])
    assert path.read_text("utf-8") == text
    site.page("one", "Good day.\n\nAbout 80% of gas.")
    main(["update"])
    messages = read_catalog(path, "one.po").messages
    assert messages[None, "Good day."].reviewed
    changed = messages[None, "About 80% of gas."]
    assert changed.fuzzy
    assert not changed.reviewed
    site.page("one", "Good day.\n\nAbout 30% of gas.")
    main(["update"])
    assert path.read_text("utf-8") == text


# The round


@pytest.fixture
def page(site: Site) -> Path:
    """A page whose catalog has three translations; the title has none."""
    site.page("one", "First.\n\nSecond.\n\nThird.", title="One")
    texts = {"First.": "Birinji.", "Second.": "Ikinji.", "Third.": "Üçünji."}
    entries = [f'msgid "{one}"\nmsgstr "{two}"\n' for one, two in texts.items()]
    site.catalog("one", "\n".join(entries))
    main(["update"])
    return site.root / "translations/tk/LC_MESSAGES/one.po"


def go(keys: str, *options: str, **environment: str) -> str:
    """Type these lines; returns what the screen shows."""
    screen = StringIO()
    terminal = Terminal(StringIO(keys.replace(" ", "\n") + "\n"), screen, environment)
    arguments = parser().parse_args(["review", "one", *options])
    assert review(open_session("pelicanconf.py"), arguments, terminal) == 0
    return screen.getvalue()


def states(path: Path) -> dict[str, str]:
    found = read_catalog(path, path.name).messages.values()
    return {
        one.msgid: "fuzzy" if one.fuzzy else "reviewed" if one.reviewed else one.msgstr
        for one in found
    }


def test_a_round_marks_skips_and_doubts(page: Path) -> None:
    """Title (empty), then the three texts; the count is said at the end."""
    shown = go("r s r u s", "--name", "Aýna")
    assert states(page) == {
        "One": "", "one": "", "First.": "reviewed", "Second.": "fuzzy", "Third.": "Üçünji.",
    }  # fmt: skip
    assert "There is no translation yet" in shown
    assert "1 reviewed, 0 edited, 1 fuzzy" in shown
    assert "English" in shown
    assert "content/one.md:5" in shown


def test_back_goes_to_the_message_before(page: Path) -> None:
    """Also from the first one, which stays."""
    go("b s s b r q", "--name", "Aýna")
    assert states(page)["First."] == "reviewed"


def test_what_is_reviewed_is_not_asked_again(page: Path) -> None:
    """The next round starts with what is left."""
    go("s r q", "--name", "Aýna")
    assert "[1 of 3]" in go("q", "--name", "Aýna")


def test_the_end_of_the_input_is_a_quit(page: Path) -> None:
    """Nothing is asked; what was decided is on disk."""
    go("s r", "--name", "Aýna")
    assert states(page)["First."] == "reviewed"


def test_the_name_is_asked_for_once(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When neither the option nor git has one."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    shown = go("s r Aýna r q")
    assert shown.count("Your name") == 1
    assert page.read_text("utf-8").count(" Aýna 20") == 2


def test_an_edit_without_an_editor_is_typed(page: Path) -> None:
    """Several lines, an empty one ends; then the message is shown again."""
    go("e Ilkinji  r q", "--name", "Aýna")
    assert states(page)["One"] == "reviewed"
    assert 'msgid "One"\nmsgstr "Ilkinji"' in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("p.write_text(t.replace('Birinji.', 'Başda.'))", "Başda."),
        ("p.write_text('\\x1b[2J')", "Birinji."),
        ("raise SystemExit(1)", "Birinji."),
        ("pass", "Birinji."),
    ],
    ids=["changed", "control character", "failed", "left as it was"],
)
def test_an_edit_in_an_editor(page: Path, tmp_path: Path, body: str, result: str) -> None:
    """EDITOR gets the translation, with source and comments below a line that cuts them off."""
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\np = pathlib.Path(sys.argv[1])\nt = p.read_text('utf-8')\n"
        f"assert 'First.' in t and t.startswith('Birinji.')\n{body}\n",
        "utf-8",
    )
    go("s e q", EDITOR=f"{sys.executable} {editor}")
    assert states(page)["First."] == result


def test_a_missing_editor_changes_nothing(page: Path) -> None:
    """The error is said, and the round goes on."""
    before = page.read_bytes()
    assert "has failed" in go("s e q", EDITOR="/no/such/editor")
    assert page.read_bytes() == before


def test_a_fuzzy_message_shows_what_changed(page: Path, site: Site) -> None:
    """The word diff and update's note."""
    page.write_text(page.read_text("utf-8").replace('"Üçünji."', '"3 sany."'), "utf-8")
    site.page("one", "First.\n\nSecond.\n\nThird of 5.", title="One")
    main(["update"])
    shown = go("s s s q")
    assert "Third{+ of 5+}." in shown


def test_every_decision_is_on_disk_at_once(page: Path) -> None:
    """A terminal that dies leaves what was decided."""

    class Dying(StringIO):
        def readline(self, size: int = -1) -> str:
            line = super().readline()
            if line == "die\n":
                raise KeyboardInterrupt
            return line

    terminal = Terminal(Dying("s\nr\ndie\n"), StringIO(), {})
    arguments = parser().parse_args(["review", "one", "-n", "Aýna"])
    with pytest.raises(KeyboardInterrupt):
        review(open_session("pelicanconf.py"), arguments, terminal)
    assert states(page)["First."] == "reviewed"


def test_several_languages_need_a_choice(page: Path, site: Site) -> None:
    """By option, or by the path of a catalog."""
    site.set('BILINGUAL["languages"]["ru"] = "Русский"')
    main(["update"])
    with pytest.raises(BilingualError, match="several languages"):
        go("q")
    with pytest.raises(BilingualError, match="no language 'uz'"):
        go("q", "--language", "uz")
    assert "Русский" in go("q", "--language", "ru")
    assert "Türkmençe" in go("q", "--language", "tk")
    terminal = Terminal(StringIO("q\n"), screen := StringIO(), {})
    arguments = parser().parse_args(["review", "translations/ru/LC_MESSAGES/one.po"])
    review(open_session("pelicanconf.py"), arguments, terminal)
    assert "Русский" in screen.getvalue()


def test_without_a_terminal_it_says_so(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Status 1 and a sentence."""
    assert main(["review", "one"]) == 1
    assert "not a terminal" in capsys.readouterr().err


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
def test_on_a_real_terminal_single_keys_do(page: Path) -> None:
    """No Enter is needed, and colour is used."""
    import pty

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "pelican.plugins.bilingual", "review", "one", "-n", "Aýna"]
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "EDITOR", "VISUAL")}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=environment | {"TERM": "xterm"}
    )
    os.close(slave)
    shown = b""
    for key in (b"s", b"r", b"q"):
        count = shown.count(b"quit > ")
        end = time.monotonic() + 30
        while shown.count(b"quit > ") == count and time.monotonic() < end:
            shown += os.read(master, 65536)
        os.write(master, key)
    assert process.wait(timeout=30) == 0
    os.close(master)
    assert b"\x1b[1m[1 of 4]" in shown
    assert states(page)["First."] == "reviewed"


# What check says


WRONG = {
    "a link": ("[x](https://evil.example)", "error", "links"),
    "a tag": ("<b>Birinji</b>.", "error", "tags"),
    "a number": ("Birinji, 40.", "error", "numbers"),
    "too many brackets": ("[" * 4000, "error", "size"),
    "a control character": ("Birinji\\b.", "error", "syntax"),
    "another end": ("Birinji!", "warning", "end"),
}


@pytest.mark.parametrize("fuzzy", ["", "#, fuzzy\n"])
@pytest.mark.parametrize("what", WRONG)
def test_a_review_shows_what_check_finds_and_marks_no_error(
    page: Path, what: str, fuzzy: str
) -> None:
    """Before the key is taken; of a fuzzy message, too, which a mark would publish."""
    text, severity, check = WRONG[what]
    old = page.read_text("utf-8")
    new = old.replace(
        'msgid "First."\nmsgstr "Birinji."', f'{fuzzy}msgid "First."\nmsgstr "{text}"'
    )
    page.write_text(new, "utf-8")
    shown = go("s r q", "--name", "Aýna")
    first = shown[shown.index("[2 of 4]") : shown.index("quit > ", shown.index("[2 of 4]"))]
    assert severity in first
    assert f"[{check}]" in first
    assert ("With an error it is not marked" in shown) is (severity == "error")
    found = states(page)["First."] if severity == "warning" else page.read_text("utf-8")
    assert found == ("reviewed" if severity == "warning" else new)


def test_what_a_comment_accepts_is_marked(page: Path) -> None:
    """`# noqa: numbers` holds for a review as for a build."""
    text = page.read_text("utf-8").replace('msgstr "Birinji."', 'msgstr "Birinji, 40."')
    noted = re.sub(r'(#\. .*\n#: .*\nmsgid "First\.")', r"# noqa: numbers\n\1", text)
    page.write_text(noted, "utf-8")
    assert "error" not in go("s r q", "--name", "Aýna")
    assert states(page)["First."] == "reviewed"


def test_an_edit_that_mends_the_error_can_be_marked(page: Path) -> None:
    """The message is judged again after each change."""
    page.write_text(page.read_text("utf-8").replace("Birinji.", "Birinji, 40."), "utf-8")
    shown = go("s r e Ilkinji.  r q", "--name", "Aýna")
    assert shown.count("lacks") + shown.count("has 40") == 1
    assert states(page)["First."] == "reviewed"


def test_findings_of_other_messages_and_of_the_catalog_are_not_shown(
    page: Path, site: Site
) -> None:
    """A catalog that lacks an update can be reviewed."""
    page.write_text(page.read_text("utf-8").replace("Ikinji.", "Ikinji, 40."), "utf-8")
    site.page("one", "First.\n\nSecond.\n\nThird.\n\nFourth.", title="One")
    shown = go("s r q", "--name", "Aýna")
    assert "error" not in shown[: shown.index("[3 of 4]")]
    assert "catalog" not in shown
    assert states(page)["First."] == "reviewed"


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(("typed", "result"), [(b" We.\n", "Birinji. We."), (b"\n", "Birinji.")])
def test_without_an_editor_the_text_is_there_to_be_changed(
    page: Path, typed: bytes, result: str
) -> None:
    """On the line of the terminal, with the cursor behind it; Enter alone leaves it as it was."""
    pytest.importorskip("readline")
    import pty
    import select

    master, slave = pty.openpty()
    command = [sys.executable, "-m", "pelican.plugins.bilingual", "review", "one", "-n", "Aýna"]
    kept = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "EDITOR", "VISUAL")}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env=kept | {"TERM": "xterm"}
    )
    os.close(slave)
    steps = ((b"quit > ", b"s"), (b"quit > ", b"e"), (b"> Birinji.", typed), (b"quit > ", b"q"))
    for wait, keys in steps:
        shown, end = b"", time.monotonic() + 30
        while wait not in shown and time.monotonic() < end:
            if select.select([master], [], [], 1)[0]:
                shown += os.read(master, 65536)
        assert wait in shown
        os.write(master, keys)
    with contextlib.suppress(OSError):  # Linux: the other end is closed
        while os.read(master, 65536):
            pass
    assert process.wait(timeout=30) == 0
    os.close(master)
    assert states(page)["First."] == result

"""What catalogs and lists bring along steers no page, no terminal and no workflow."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from io import StringIO

import pytest
from hostile import ATTACKS
from hypothesis import given
from hypothesis import strategies as st
from support import Site, findings

from pelican.plugins.bilingual.cli.commands import open_session, review
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.cli.terminal import Terminal
from pelican.plugins.bilingual.cli.usage import parser
from pelican.plugins.bilingual.language.characters import (
    dangerous,
    decoded,
    one_line,
    printable,
)

COMMANDS = [
    "::error::x",
    " ::add-mask::x",
    "x\n::error::y",
    "x\r::error::y",
    "##[error]x",
    "x%0A::error::y",
]
CHARACTERS = "".join(text for kind, text in ATTACKS if kind == "character" and "&" not in text)
ENTITIES = "".join(text for kind, text in ATTACKS if kind == "character" and "&" in text)
VALUES = ["\n".join(COMMANDS), *COMMANDS[3:5], "\x1b[2J\x9b2J", CHARACTERS, ENTITIES]
ANNOTATION = re.compile(r"::(?:error|warning) file=[^,:]+,line=\d+,title=[\w ]+::.+")


def po(text: str) -> str:
    for old, new in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r")):
        text = text.replace(old, new)
    return f'"{text}"'


def catalog(value: str, published: str) -> str:
    """A catalog with a value in every place that a program reads; `published` in its texts."""
    flat, fields = (
        value.replace("\n", " ").replace("\r", " "),
        [
            *(
                f"Project-Id-Version: {value}\n",
                f"Last-Translator: {value}\n",
                f"X-Generator: {value}\n",
            ),
            *("Language: tk\n", "Content-Type: text/plain; charset=UTF-8\n"),
            f"Plural-Forms: nplurals=2; plural=(n != 1) {value};\n",
        ],
    )
    notes = f"# {flat}\n# noqa: {flat}\n# reviewed: {flat}\n#. {flat}\n#: {flat}:3\n"
    return (
        f"# Translators:\n# {flat}\n# Aýna {flat}\n#\n"
        f'msgid ""\nmsgstr ""\n{chr(10).join(map(po, fields))}\n\n'
        f"{notes}msgid {po('Good day.')}\nmsgstr {po(f'Salam {published}')}\n\n"
        f"{notes}#, fuzzy\n#| msgid {po(f'x {value}')}\n"
        f"msgid {po('Good night.')}\nmsgstr {po(value)}\n\n"
        f"#, fuzzy\nmsgctxt {po(value)}\nmsgid {po(f'y {value}')}\nmsgstr {po(value)}\n\n"
        f"msgid {po(f'z {value}')}\nmsgstr {po(f'[x](https://e.example/{published})')}\n\n"
        f"#~ msgid {po(f'w {value}')}\n#~ msgstr {po(value)}\n"
    )


def harmless(printed: str) -> None:
    """No line steers a terminal or is a command."""
    for line in printed.split("\n"):
        assert not [*dangerous(line)], line
        assert not line.lstrip().startswith("::"), line
        assert "##[" not in line


@pytest.fixture
def page(site: Site) -> Site:
    site.page("one", "Good day.\n\nGood night.")
    return site


def talk() -> str:
    """What a review shows."""
    terminal = Terminal(StringIO("s\n" * 9), screen := StringIO(), {})
    arguments = parser().parse_args(["review", "one"])
    review(open_session("pelicanconf.py"), arguments, terminal)
    return screen.getvalue()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("published", [True, False])
def test_a_catalog_steers_nothing(
    page: Site,
    value: str,
    published: bool,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Names, headers, comments, contexts and texts, through each command and a build."""
    text = catalog(value, value if published else "")
    path = page.write("translations/tk/LC_MESSAGES/one.po", text)
    assert published or not [one for one in findings() if one.check == "syntax"]
    for arguments in (
        *(["check"], ["check", "--format", "json"], ["stats"], ["stats", "--format", "json"]),
        *(["extract"], ["check", "one"]),
    ):
        main(arguments)
        printed = capsys.readouterr()
        harmless(printed.out)
        harmless(printed.err)
    main(["check", "--format", "github"])
    for line in capsys.readouterr().out.splitlines():
        assert ANNOTATION.fullmatch(line), line
        assert not [*dangerous(line)], line
    caplog.clear()
    try:
        page.build()
        for file in page.output.rglob("*.*ml"):
            assert not [*dangerous(decoded(file.read_text("utf-8")))], file
    except Exception as error:  # noqa: BLE001 # what a build says when it ends is printed, too
        harmless(printable(str(error)))
    for message in caplog.messages:
        harmless(message)
    try:
        harmless(talk())
    except Exception as error:  # noqa: BLE001
        harmless(printable(str(error)))
    main(["update"])
    printed = capsys.readouterr()
    harmless(printed.out + printed.err)
    assert path.is_file()


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("name", ["terms.csv", "words.txt", "cyrillic.txt"])
def test_a_list_steers_nothing(
    page: Site, name: str, value: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In each column and line, through a check and a build."""
    page.set('BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"')
    page.set('BILINGUAL["spelling"] = {"tk": "dictionary"}')
    page.write("dictionary/index.aff", "SET UTF-8\n")
    page.write("dictionary/index.dic", "1\nsalam\n")
    page.catalog("one", 'msgid "Good day."\nmsgstr "Salam xalam."\n')
    flat = value.replace("\n", " ").replace("\r", " ")
    quoted = '"' + value.replace('"', '""') + '"'
    head = "source,translation,part_of_speech,note,status,reviewer\n"
    rows = f"{head}day,{quoted},noun,{quoted},proposed,\n"
    words = f"{flat}\n{flat}/x\nx = {flat}\n"
    page.write(f"translations/tk/{name}", rows if name == "terms.csv" else words)
    for form in ("text", "json"):
        main(["check", "--format", form])
        printed = capsys.readouterr()
        harmless(printed.out)
        harmless(printed.err)
    try:
        page.build()
        for file in page.output.rglob("*.*ml"):
            assert not [*dangerous(decoded(file.read_text("utf-8")))], file
    except Exception as error:  # noqa: BLE001
        harmless(printable(str(error)))


@pytest.mark.skipif(os.name != "posix", reason="names of files are not so free elsewhere")
def test_the_names_of_files_steer_nothing(
    page: Site, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """A catalog without a page is named by check, update and the build."""
    for value in ("\x1b[2J", "a\n::error::b", "::error::c", "\u202ed", "e\r::error::f"):
        page.catalog(value, 'msgid "a"\nmsgstr "b"\n')
    for arguments in (["check"], ["stats"], ["update"]):
        main(arguments)
        printed = capsys.readouterr()
        harmless(printed.out + printed.err)
    page.build()
    assert len([one for one in caplog.messages if "no page for this catalog" in one]) == 5
    for message in caplog.messages:
        harmless(message)
        assert "\n" not in message


def test_a_folded_line_of_the_log_is_no_command(page: Site) -> None:
    """Pelican folds its log at the width of the terminal, and a command may stand in the middle."""
    value = "x" * 30 + " ::error::evil" * 20 + "y" * 100 + "::add-mask::z"
    page.catalog(
        "one", f'msgid "Good day."\nmsgstr "[a](https://e.example/ \'{value}\') `{value}`"\n'
    )
    command = [sys.executable, "-m", "pelican"]
    environment = {**os.environ, "COLUMNS": "50", "NO_COLOR": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    assert "Readers" in said
    harmless(said)


def test_a_name_that_nobody_can_read_is_an_error_and_on_no_page(
    page: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others are named."""
    path = page.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    names = "# Translators:\n# Aýna M.\n# \u202eevil\n# &#x202e;x\n"
    path.write_text(names + path.read_text("utf-8"), "utf-8")
    assert main(["check"]) == 1
    assert capsys.readouterr().out.count("holds U+202E (RIGHT-TO-LEFT OVERRIDE)") == 2


@given(st.text() | st.text(st.sampled_from(":#[ \n\r\t\x1b\u202e")))
def test_nothing_that_is_printed_steers(text: str) -> None:
    """Whatever it is made of; and what is harmless stays as it is."""
    harmless(printable(text))
    assert "\n" not in one_line(text)
    if not [*dangerous(text)] and "::" not in text and "##[" not in text:
        assert printable(text) == text


def test_what_an_author_writes_steers_no_log_either(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Raw HTML, a link to a draft, a topic: quoted in warnings, on one line each."""
    site.write("content/it.md", "Title: It\nDate: 2026-01-02\nStatus: draft\n\nText.")
    site.page("one", "<div>::error::x ##[error]y\u202ez</div>\n\n[a]({filename}it.md?::error::b)")
    site.build()
    assert any("Raw HTML" in one for one in caplog.messages)
    assert any("to a draft" in one for one in caplog.messages)
    for message in caplog.messages:
        assert "::" not in message
        harmless(message)

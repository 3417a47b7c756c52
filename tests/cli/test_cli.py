"""The `bilingual` command: arguments, pages, output, exit statuses, and its documents."""

from __future__ import annotations

import json
import os
import re
import runpy
import signal
import subprocess
import sys
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from support import PROJECT, Site, tool

from pelican.plugins.bilingual.catalog.coverage import words_in
from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.check.run import Finding
from pelican.plugins.bilingual.cli import commands
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.cli.report import findings_lines, stats_table
from pelican.plugins.bilingual.cli.stats import LanguageStats, PageStats
from pelican.plugins.bilingual.cli.terminal import printable, progress, say
from pelican.plugins.bilingual.cli.usage import COMMANDS as TABLE
from pelican.plugins.bilingual.project.config import Language
from pelican.plugins.bilingual.project.history import parse_blame, text_date
from pelican.plugins.bilingual.project.names import find_domain

COMMANDS = tuple(one.name for one in TABLE)
RUN = [sys.executable, "-m", "pelican.plugins.bilingual"]
Capture = pytest.CaptureFixture[str]


class Screen(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def pages(site: Site) -> Site:
    """A site with two pages and up-to-date catalogs."""
    site.page("safe-city", "Good day.\n\nAbout 30% of gas.", title="Safe City")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText here.")
    assert main(["update"]) == 0
    return site


def po(site: Site, domain: str, language: str = "tk") -> Path:
    return site.root / f"translations/{language}/LC_MESSAGES/{domain}.po"


def translate(path: Path, msgid: str, msgstr: str) -> None:
    text = path.read_text("utf-8")
    assert f'msgid "{msgid}"\nmsgstr ""' in text
    path.write_text(
        text.replace(f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{msgstr}"'), "utf-8"
    )


# Usage


def test_the_manual_quotes_every_help() -> None:
    """docs/cli.md says what --help says in every Python; `make manual` renews it."""
    manual = runpy.run_path(str(PROJECT / "tools/manual.py"))
    page = (PROJECT / "docs/cli.md").read_text("utf-8")
    assert manual["renewed"](page) == page
    assert "start a language" in manual["renewed"](page.replace("start a language", "end one"))
    assert manual["folded"]("  -s FILE, --settings FILE\n  x") == "-s, --settings FILE x"
    for name in COMMANDS:
        assert f"$ bilingual {name} --help\nusage: bilingual {name} " in page


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_an_example_and_the_exit_statuses(command: str, capsys: Capture) -> None:
    """`--help` ends with status 0 and needs no site."""
    assert main([command, "--help"]) == 0
    text = capsys.readouterr().out
    assert re.search(rf"^Examples?:\n  bilingual {command}", text, re.MULTILINE)
    assert "Exit status: 0 done, 1 wrong input or errors found, 2 wrong usage." in text


@pytest.mark.parametrize("line", ["", "nope", "init", "review", "check --format xml", "stats x"])
def test_wrong_usage_is_status_2(line: str, capsys: Capture) -> None:
    """The usage is shown, on standard error."""
    assert main(line.split()) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("usage: bilingual")
    assert not shown.out


def test_the_settings_can_be_named_before_or_after_the_command(pages: Site) -> None:
    """`-s` stands where people write it."""
    (pages.root / "pelicanconf.py").rename(pages.root / "other.py")
    assert main(["-s", "other.py", "update"]) == 0
    assert main(["update", "-s", "other.py"]) == 0
    assert main(["update"]) == 1


# Pages


@pytest.mark.parametrize(
    ("name", "domain"),
    [
        ("safe-city", "safe-city"),
        ("pages/about", "pages/about"),
        ("site", "site"),
        ("content/safe-city.md", "safe-city"),
        ("./content/pages/about.md", "pages/about"),
        ("pages/about.md", "pages/about"),
        ("translations/tk/LC_MESSAGES/pages/about.po", "pages/about"),
        ("translations/templates/pages/about.pot", "pages/about"),
    ],
)
def test_a_page_is_named_by_domain_content_or_catalog(pages: Site, name: str, domain: str) -> None:
    """All names that people have for a page mean its domain."""
    folders = Path("content"), Path("translations")
    assert find_domain(name, ["safe-city", "pages/about", "site"], *folders) == domain
    absolute = find_domain(str(pages.root / "content/safe-city.md"), ["safe-city"], *folders)
    assert absolute == "safe-city"


@pytest.mark.parametrize("command", ["update", "check", "review"])
@pytest.mark.parametrize("name", ["safe-cty", "content/safecity.md", "abuot"])
def test_an_unknown_page_is_one_line_with_close_names(
    pages: Site, command: str, name: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Status 1; nothing is written."""
    monkeypatch.setattr("sys.stdin", Screen())
    monkeypatch.setattr("sys.stdout", Screen())
    assert main([command, name]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"There is no page '{name}'. Close names: ")
    assert ("pages/about" if name == "abuot" else "safe-city") in error
    assert error.count("\n") == 1


def test_nothing_alike_lists_what_there_is(pages: Site, capsys: Capture) -> None:
    """On a small site all of it."""
    assert main(["check", "zzz"]) == 1
    assert "There are: pages/about, safe-city, site." in capsys.readouterr().err


# update


def test_update_prints_what_changed_and_a_count(pages: Site, capsys: Capture) -> None:
    """A catalog that stays as it is has no line."""
    pages.page("safe-city", "Good night.", title="Safe City")
    capsys.readouterr()
    assert main(["update"]) == 0
    assert capsys.readouterr().out == (
        "updated  translations/tk/LC_MESSAGES/safe-city.po\n1 of 3 files changed\n"
    )


def test_update_of_one_page_leaves_the_others(pages: Site, capsys: Capture) -> None:
    """Only the named catalogs are written."""
    pages.page("safe-city", "Good night.", title="Safe City")
    pages.write("content/pages/about.md", "Title: About\nSlug: about\n\nOther.")
    capsys.readouterr()
    assert main(["update", "pages/about"]) == 0
    assert capsys.readouterr().out.endswith("\n1 of 1 file changed\n")
    assert "Good day." in po(pages, "safe-city").read_text("utf-8")


# init


def test_init_makes_all_catalogs_and_prints_the_settings_line(pages: Site, capsys: Capture) -> None:
    """The language's own name, capitalised; the theme's words; the plural rule is Russian."""
    capsys.readouterr()
    assert main(["init", "ru"]) == 0
    assert '    "ru": "Русский",\n' in capsys.readouterr().out
    for domain in ("site", "safe-city", "pages/about"):
        file = parse(po(pages, domain, "ru").read_bytes(), domain)
        assert file.metadata["Language"] == "ru"
        assert file.metadata["Plural-Forms"].startswith("nplurals=3;")
        lent = {"Sources", "Contents"} if domain == "site" else set()
        assert lent <= {entry.msgid for entry in file if entry.msgstr}
        assert lent or not any(entry.msgstr for entry in file)


def test_what_init_writes_is_clean_and_what_update_would_write(pages: Site) -> None:
    """`msgfmt --check` says nothing, and update has nothing to do."""
    msgfmt = tool("msgfmt", "gettext")
    main(["init", "pt_br"])
    for path in (pages.root / "translations/pt_BR").rglob("*.po"):
        done = subprocess.run(
            [msgfmt, "--check", "-o", os.devnull, path], capture_output=True, check=True
        )
        assert not done.stderr, path
    before = po(pages, "safe-city", "pt_BR").read_bytes()
    pages.set('BILINGUAL["languages"]["pt-BR"] = "Português"')
    main(["update"])
    assert po(pages, "safe-city", "pt_BR").read_bytes() == before


@pytest.mark.parametrize(
    ("tag", "message"),
    [
        ("tk", "There are catalogs of Türkmençe already."),
        ("en", "English is the source language."),
        ("russian", "CLDR knows no language 'russian'. Close tags: ru"),
        ("rus", "CLDR knows no language 'rus'. Close tags: ru."),
        ("../x", "CLDR knows no language '../x'."),
        ("", "CLDR knows no language ''."),
    ],
)
def test_init_refuses_and_touches_nothing(
    pages: Site, tag: str, message: str, capsys: Capture
) -> None:
    """Catalogs that are there, the source language, and tags that nobody knows."""
    before = {path: path.read_bytes() for path in pages.root.rglob("*.po")}
    assert main(["init", tag]) == 1
    assert message in capsys.readouterr().err
    assert {path: path.read_bytes() for path in pages.root.rglob("*.po")} == before


def test_init_of_a_language_in_the_settings_prints_no_line(pages: Site, capsys: Capture) -> None:
    """There is nothing to add."""
    pages.set('BILINGUAL["languages"]["ru"] = "русский"')
    assert main(["init", "ru"]) == 0
    assert "pelicanconf.py has the language already." in capsys.readouterr().out


# extract


def test_templates_are_deterministic_and_in_page_order(pages: Site, capsys: Capture) -> None:
    """The second run writes nothing; no date is in them."""
    assert main(["extract"]) == 0
    path = pages.root / "translations/templates/safe-city.pot"
    text = path.read_text("utf-8")
    assert re.findall(r'^msgid "(.+)"', text, re.MULTILINE) == [
        "Safe City",
        "safe-city",
        "Good day.",
        "About 30% of gas.",
    ]
    assert "#: content/safe-city.md:5\n" in text
    assert "#. The page's address." in text
    assert "charset=UTF-8" in text
    assert '"POT-Creation-Date: \\n"' in text
    capsys.readouterr()
    assert main(["extract"]) == 0
    assert capsys.readouterr().out == "none of 3 files changed\n"


def gettext(program: str, *arguments: str | Path) -> None:
    subprocess.run([tool(program, "gettext"), *arguments], capture_output=True, check=True)


def test_gettext_takes_the_templates(pages: Site) -> None:
    """`msgfmt --check` finds no error, `msginit` makes a catalog of them, msgmerge merges."""
    pages.write(
        "theme/templates/base.html",
        "{% trans n=1 %}{{ n }} minute{% pluralize %}{{ n }} minutes{% endtrans %}",
    )
    pages.set('THEME = "theme"')
    assert main(["extract", "--output", "pot"]) == 0
    templates = sorted((pages.root / "pot").rglob("*.pot"))
    assert len(templates) == 3
    for path in templates:
        made = pages.root / "new.po"
        gettext("msgfmt", "--check", "-o", os.devnull, path)
        gettext("msginit", "--no-translator", "-l", "ru", "-i", path, "-o", made)
        if path.name == "site.pot":
            assert "nplurals=3" in made.read_text("utf-8")
            assert "msgstr[2]" in made.read_text("utf-8")
        gettext("msgmerge", made, path, "-o", os.devnull)


# check


@pytest.fixture
def wrong(pages: Site) -> Site:
    """A catalog with a figure that is not the source's."""
    translate(po(pages, "safe-city"), "About 30% of gas.", "Gazyň 80 %-i.")
    return pages


def test_check_ends_with_1_on_errors(wrong: Site, capsys: Capture) -> None:
    """`path:line: error: …`, and a count; another page is clean."""
    capsys.readouterr()
    assert main(["check"]) == 1
    shown = capsys.readouterr().out
    assert re.search(r"^translations/tk/LC_MESSAGES/safe-city\.po:\d+: error: ", shown)
    assert shown.endswith("1 error\n")
    assert main(["check", "pages/about"]) == 0
    assert capsys.readouterr().out == "Nothing wrong was found.\n"


def test_check_for_machines(wrong: Site, capsys: Capture) -> None:
    """JSON has the fields; GitHub's commands escape what they must."""
    capsys.readouterr()
    assert main(["check", "--format", "json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["severity"], found["check"], found["page"]) == ("error", "numbers", "safe-city")
    assert main(["check", "--format", "github"]) == 1
    line = capsys.readouterr().out
    path = "translations/tk/LC_MESSAGES/safe-city.po"
    assert line.startswith(f"::error file={path},line={found['line']},title=numbers::")
    assert not re.search(r"%(?!25|0A|0D|2C|3A)", line)


# stats


def test_stats_table_is_aligned_and_rounded_down(pages: Site, capsys: Capture) -> None:
    """A row a page and a total; 100% means all."""
    translate(po(pages, "safe-city"), "Good day.", "Salam.")
    translate(po(pages, "safe-city"), "Safe City", "Howpsuz şäher")
    capsys.readouterr()
    assert main(["stats"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["language", "page", "messages", "words"]
    cells = {row.split()[1]: row.split()[2:] for row in rows}
    assert cells["safe-city"] == ["66%", "50%", "0%", "0", "1", "4"]
    assert cells["total"][:2] == ["84%", "88%"]
    ends = {row.rindex(row.split()[-1]) + len(row.split()[-1]) for row in rows}
    assert ends == {len(head)}


def test_stats_as_json(pages: Site, capsys: Capture) -> None:
    """Counts of messages and words by page, with totals."""
    translate(po(pages, "safe-city"), "Good day.", "Salam.")
    capsys.readouterr()
    assert main(["stats", "--format", "json"]) == 0
    (turkmen,) = json.loads(capsys.readouterr().out)["languages"]
    assert (turkmen["tag"], turkmen["name"]) == ("tk", "Türkmençe")
    page = next(one for one in turkmen["pages"] if one["page"] == "safe-city")
    nothing = {"stale": 0, "fuzzy": 0, "reviewed": 0}
    assert page["messages"] == {"translated": 1, "untranslated": 2, **nothing}
    assert page["words"] == {"translated": 2, "untranslated": 6, **nothing}
    total = sum(one["messages"]["untranslated"] for one in turkmen["pages"])
    assert turkmen["total"]["messages"]["untranslated"] == total


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A [new road]({filename}x.md 'title here') of 1,200 km.[^chao]", 6),
        ("don't re-read <https://example.net/a/b>", 2),
        ("**Türkmençe** _söz_ %(num)s", 2),
        ("", 0),
    ],
)
def test_words_are_what_a_translator_writes(text: str, count: int) -> None:
    """Targets, footnote marks and placeholders are no words."""
    assert words_in(text) == count


def test_the_oldest_text_is_the_one_that_waited_longest(pages: Site, capsys: Capture) -> None:
    """Dates come from git's history of the source; a translated text does not wait."""
    git = tool("git", "git")

    def commit(day: str) -> None:
        when = f"{day}T12:00:00+00:00"
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
        environment = os.environ | {"GIT_COMMITTER_DATE": when, "GIT_AUTHOR_DATE": when}
        for command in (["add", "content"], [*who, "commit", "--quiet", "-m", day]):
            subprocess.run([git, *command], check=True, cwd=pages.root, env=environment)

    subprocess.run([git, "init", "--quiet"], check=True, cwd=pages.root)
    commit("2026-01-05")
    for domain, msgid in (("safe-city", "Safe City"), ("pages/about", "About")):
        translate(po(pages, domain), msgid, "X")
    pages.page("safe-city", "Good day.\nIndeed.\n\nAbout 30% of gas.", title="Safe City")
    commit("2026-03-07")
    pages.page("safe-city", "Good day.\nIndeed.\n\nAbout 40% of gas.", title="Safe City")
    commit("2026-05-09")
    main(["update"])
    translate(po(pages, "pages/about"), "Text here.", "Tekst.")
    capsys.readouterr()
    main(["stats"])
    rows = {row.split()[1]: row for row in capsys.readouterr().out.splitlines()}
    assert rows["safe-city"].endswith("2026-03-07 content/safe-city.md:5")
    assert rows["total"].endswith("2026-03-07 content/safe-city.md:5")
    assert "2026" not in rows["pages/about"]


def test_figures_do_not_wait_for_a_broken_catalog(pages: Site, capsys: Capture) -> None:
    """Of the broken one nothing is translated, as readers see it; its fault is named."""
    path = po(pages, "pages/about")
    path.write_text('msgid "x\n', "utf-8")
    capsys.readouterr()
    assert main(["stats"]) == 1
    said = capsys.readouterr()
    rows = {row.split()[1]: row.split() for row in said.out.splitlines()}
    assert rows["pages/about"][2:4] == ["0%", "0%"]
    assert {"safe-city", "site", "total"} <= rows.keys()
    assert "about.po:1: The closing double quote is missing." in said.err


def test_without_git_the_column_is_left_out(
    pages: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest of the table stays."""
    monkeypatch.setenv("PATH", "")
    capsys.readouterr()
    assert main(["stats"]) == 0
    assert "oldest" not in capsys.readouterr().out


def test_a_text_is_as_old_as_its_newest_line() -> None:
    """Up to an empty line or the next text."""
    one, two = "a" * 40, "b" * 40
    days = parse_blame(
        f"{one} 1 1 1\ncommitter-time 0\n\tfirst\n{two} 2 2 1\ncommitter-time 86400\n\tsecond\n"
        f"{one} 3 3\n\tthird\n{two} 4 4\n\tfourth\n"
    )
    assert days == {n: date(1970, 1, 1 if n % 2 else 2) for n in (1, 2, 3, 4)}
    assert text_date(days, ["a", "b", "c", "d"], 1, 2) == date(1970, 1, 1)
    assert text_date(days, ["a", "b", "c", "d"], 1, 9) == date(1970, 1, 2)
    assert text_date(days, ["a", "", "c", "d"], 1, 9) == date(1970, 1, 1)
    assert text_date({}, ["a"], 1, 9) is None


# Terminals, pipes and signals


@pytest.fixture
def colours(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A terminal with colours, and nobody who wants it otherwise."""
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "COLORTERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return monkeypatch


@pytest.mark.parametrize(
    ("stream", "name", "value", "shown"),
    [
        (Screen, "TERM", "xterm", "\x1b[33mx\x1b[0m\n"),
        (Screen, "NO_COLOR", "", "\x1b[33mx\x1b[0m\n"),
        (Screen, "NO_COLOR", "1", "x\n"),
        (Screen, "TERM", "dumb", "x\n"),
        (StringIO, "TERM", "xterm", "x\n"),
        (StringIO, "FORCE_COLOR", "1", "x\n"),
    ],
)
def test_colour_is_for_terminals_without_no_color(
    colours: pytest.MonkeyPatch, stream: type[StringIO], name: str, value: str, shown: str
) -> None:
    """https://no-color.org/: set and not empty."""
    colours.setenv(name, value)
    say(Text("x", "yellow"), target := stream())
    assert target.getvalue() == shown


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(
    ["[bold]x[/]", "[/nope]", ":smile:", "\x1b[2J", "\u202e", "1\n2", "word " * 200, "x" * 2000]
)


@given(TEXTS, st.sampled_from([StringIO, Screen]))
def test_a_finding_is_one_line_that_says_what_it_says(text: str, stream: type[StringIO]) -> None:
    """However long it is and whatever it holds: no markup, no emoji, nothing folded."""
    finding = Finding("[red]a\t.po", 3, "warning", "links", text, "a")
    line, _ = findings_lines([finding], "text")
    say(line, target := stream())
    shown = re.sub(r"\x1b\[[0-9;]*m", "", target.getvalue())
    told = printable(re.sub(r"[\n\t]", " ", text))
    assert shown == f"[red]a .po:3: warning: {told} [links]\n"


def test_a_wide_table_is_neither_folded_nor_cut(colours: pytest.MonkeyPatch) -> None:
    """On a terminal of 80 columns, a dumb one, and in a pipe; wide letters take two columns."""
    names = ("[b]:smile:" + "x" * 200, "\u4e2d\u6587" * 60, "\x1b[2J")
    pages = tuple(PageStats(name, "", False) for name in names)
    table = stats_table([LanguageStats(Language("tk", "Türkmençe", Locale.parse("tk")), pages)])
    for stream, term in ((Screen, "xterm"), (Screen, "dumb"), (StringIO, "xterm")):
        colours.setenv("TERM", term)
        say(table, target := stream())
        head, *rows, total = target.getvalue().splitlines()
        assert [row.split()[1] for row in rows] == [printable(name) for name in names]
        assert total.split()[1] == "total"
        assert len({cell_len(re.sub(r"\x1b\[\d*m", "", row)) for row in (head, *rows, total)}) == 1


def test_a_catalog_cannot_steer_the_terminal() -> None:
    """Escapes and direction marks are spelled out; letters stay."""
    assert printable("a\x1b[2Jb\u202e\x9b ş\n") == "a\\u001b[2Jb\\u202e\\u009b ş\n"


def test_what_a_command_prints_cannot_steer_the_terminal(
    pages: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of files and errors that quote the input included."""
    assert main(["check", "\x1b[2J"]) == 1
    assert "'\\x1b[2J'" in capsys.readouterr().err
    monkeypatch.setattr(commands, "update", lambda *_: [("a\x1b[2J\u202e.po", True)])
    assert main(["update"]) == 0
    assert "updated  a\\u001b[2J\\u202e.po\n" in capsys.readouterr().out
    assert main(["update", "-s", "\x9b.py"]) == 1
    assert capsys.readouterr().err.startswith("\\u009b.py: There is no such file.")


def test_progress_is_seen_on_a_terminal_and_leaves_nothing(colours: pytest.MonkeyPatch) -> None:
    """What is printed meanwhile stands above it; a pipe and a dumb terminal never see it."""
    for screen, term in ((Screen(), "xterm"), (Screen(), "dumb"), (StringIO(), "xterm")):
        colours.setenv("TERM", term)
        colours.setattr("sys.stderr", screen)
        colours.setattr("sys.stdout", screen)
        with progress("abc", "Catalog", 3) as items:
            for item in items:
                say(f"{item}{'-' * 200}")
        if type(screen) is StringIO or term == "dumb":
            assert screen.getvalue() == "".join(f"{one}{'-' * 200}\n" for one in "abc")
        else:
            assert all(f"{one}{'-' * 200}\n" in screen.getvalue() for one in "abc")
            assert re.search("Catalog .*/3", screen.getvalue())
            assert screen.getvalue().endswith("\r\x1b[1A\x1b[2K")


def test_a_pipe_gets_the_results_while_the_terminal_counts(colours: pytest.MonkeyPatch) -> None:
    """`bilingual update > file`."""
    colours.setattr("sys.stderr", screen := Screen())
    colours.setattr("sys.stdout", pipe := StringIO())
    with progress("abc", "Catalog", 3) as items:
        for item in items:
            say(item)
    assert pipe.getvalue() == "a\nb\nc\n"
    assert "Catalog" in screen.getvalue()


@pytest.mark.parametrize("form", ["table", "json"])
def test_a_closed_pipe_ends_quietly(pages: Site, form: str) -> None:
    """`bilingual stats | head`: no traceback."""
    for number in range(60):
        pages.page(f"page-{number}")
    process = subprocess.Popen(
        [*RUN, "stats", "--format", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=60) == 141


def test_ctrl_c_ends_without_a_traceback(
    pages: Site, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """Status 130, as shells have it."""

    def stop(*_: object, **__: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    monkeypatch.setattr(commands, "open_session", stop)
    assert main(["stats"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_the_module_is_the_command(pages: Site) -> None:
    """`python -m pelican.plugins.bilingual` in a terminal that knows no Turkmen letters."""
    done = subprocess.run(
        [*RUN, "init", "ru"],
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    assert b'"ru": "\\u0420' in done.stdout


# Documents


def test_the_turkmen_readme_has_every_command_of_the_english_one() -> None:
    """Command lines are the same in both, and it says that a machine wrote it."""
    blocks = re.compile(r"^```(?:console|bat|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    english, turkmen = (
        (PROJECT / name).read_text("utf-8") for name in ("README.md", "README.tk.md")
    )
    lines = [line for block in blocks.findall(english) for line in block.splitlines()]
    there = {line for block in blocks.findall(turkmen) for line in block.splitlines()}
    assert lines
    assert [line for line in lines if line not in there] == []
    assert set(re.findall(r"`make [a-z]+`", english)) == set(re.findall(r"`make [a-z]+`", turkmen))
    assert "maşyn terjimesiniň garalamasy" in turkmen.lower()


def test_the_documents_name_commands_that_exist() -> None:
    """Every `bilingual …` in the documents is a command, every `make …` a target."""
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.M))
    for name in ("README.md", "README.tk.md", "TRANSLATIONS.md", "docs/cli.md"):
        text = (PROJECT / name).read_text("utf-8")
        found = set(re.findall(r"`bilingual ([a-z]+)", text))
        assert found <= set(COMMANDS), name
        assert set(re.findall(r"`make ([a-z]+)", text)) <= targets, name

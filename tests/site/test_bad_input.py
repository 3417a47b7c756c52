"""Bad input: one clear error that names the place; the old output stays as it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest
from support import HEADER, Site, snapshot

from pelican.plugins.bilingual.cli.main import main

PO = "translations/tk/LC_MESSAGES/one.po"
SITE_PO = "translations/tk/LC_MESSAGES/site.po"
MSGID = 'msgid "Good day."\n'
GOOD = f'{MSGID}msgstr "Salam."\n'
FRONT = "Title: Two\nDate: 2026-01-02\nSlug: two\n\n"
Spoil = Callable[[Site], object]


def two(text: str | bytes) -> Spoil:
    return lambda site: site.write("content/two.md", text)


def po(messages: str | bytes, header: str = HEADER) -> Spoil:
    data = messages if isinstance(messages, bytes) else (header + messages).encode()
    return lambda site: site.write(PO, data)


def site_po(messages: str, header: str = HEADER) -> Spoil:
    return lambda site: site.write(SITE_PO, (header + messages).encode())


def both(*spoils: Spoil) -> Spoil:
    return lambda site: [spoil(site) for spoil in spoils]


# What spoils the site, where the error must point to, and words that it must say.
CASES: dict[str, tuple[Spoil, str, str]] = {
    # Broken PO syntax
    "unclosed quote": (po(MSGID + 'msgstr "Salam.\n'), f"{PO}:10", "closing double quote"),
    "garbage line": (po("hello world\n" + GOOD), f"{PO}:9", "neither a comment nor text"),
    "quote in text": (po(MSGID + 'msgstr "A "b" c."\n'), f"{PO}:10", "double quote stands inside"),
    "unquoted": (po('msgid Good day.\nmsgstr "Salam."\n'), f"{PO}:9", "double quotes"),
    "no msgstr at the end": (po(MSGID), f"{PO}:9", "not followed by a msgstr"),
    "no msgstr before a comment": (po(f"{MSGID}\n# x\n{GOOD}"), f"{PO}:9", "not followed"),
    "two msgids": (po(MSGID + 'msgid "x"\nmsgstr "y"\n'), f"{PO}:10", "cannot follow msgid"),
    "two msgstrs": (po(GOOD + 'msgstr "y"\n'), f"{PO}:11", "msgstr cannot follow msgstr"),
    "msgstr alone": (po('msgstr "y"\n', ""), f"{PO}:1", "has no msgid before it"),
    "text alone": (po('"y"\n' + GOOD, ""), f"{PO}:1", "no msgid or msgstr before"),
    "unknown escape": (po(MSGID + 'msgstr "C:\\\\\\quit"\n'), f"{PO}:10", "\\q means nothing"),
    "unknown keyword": (po('msgtext "x"\n' + GOOD), f"{PO}:9", "'msgtext' is a misspelt keyword"),
    "duplicate": (po(f"{GOOD}\n{GOOD}"), f"{PO}:12", "defined twice, first in line 9"),
    "truncated in a string": (po(GOOD + '\nmsgid "Other'), f"{PO}:12", "closing double quote"),
    "truncated in a keyword": (po(GOOD + '\nmsgid "Other"\nmsgs'), f"{PO}:13", "cut off"),
    "conflict marker": (po("<<<<<<< HEAD\n" + GOOD), f"{PO}:9", "merge conflict"),
    "a page of HTML": (po(b"<!DOCTYPE html>\n<html></html>\n"), f"{PO}:1", "This is no catalog"),
    # Encodings
    "latin-1 as UTF-8": (
        po((HEADER + MSGID).encode() + 'msgstr "Türk."\n'.encode("latin-1")),
        f"{PO}:10",
        "not valid UTF-8",
    ),
    "UTF-16": (po((HEADER + GOOD).encode("utf-16")), f"{PO}:1", "Notepad"),
    "unknown charset": (po(GOOD, HEADER.replace("UTF-8", "KLINGON-8")), f"{PO}:5", "KLINGON-8"),
    "charset that is no text": (po(GOOD, HEADER.replace("UTF-8", "hex")), f"{PO}:5", "hex"),
    "charset that never decodes": (po(GOOD, HEADER.replace("UTF-8", "undefined")), PO, "UTF-8"),
    # Text that must not be published
    "stash placeholder": (
        po(MSGID + 'msgstr "A \x02wzxhzdk:0\x03 b."\n'),
        f"{PO}:9",
        "control character",
    ),
    "control character": (po(MSGID + 'msgstr "A \x1b[31m b."\n'), f"{PO}:9", "control"),
    "escaped control character": (po(MSGID + 'msgstr "A \\b b."\n'), f"{PO}:9", "control"),
    # The catalog of the theme
    "theme: unknown variable": (
        site_po('msgid "By %(who)s"\nmsgstr "%(kim)s"\n'),
        f"{SITE_PO}:9",
        "the msgid has no %(kim)s",
    ),
    "theme: bare per cent": (
        site_po('msgid "All"\nmsgstr "100% hemmesi"\n'),
        f"{SITE_PO}:9",
        "%%",
    ),
    "theme: control in a plural": (
        site_po('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "\x02d"\n'),
        f"{SITE_PO}:9",
        "control character",
    ),
    "theme: plural rule": (
        site_po("", HEADER.replace("(n != 1)", "(n !=")),
        f"{SITE_PO}:7",
        "Plural-Forms",
    ),
    "theme: plural rule divides by zero": (
        site_po("", HEADER.replace("(n != 1)", "1 / n")),
        f"{SITE_PO}:7",
        "Plural-Forms",
    ),
    "theme: plural form beyond the last": (
        site_po("", HEADER.replace("(n != 1)", "n")),
        f"{SITE_PO}:7",
        "Plural-Forms",
    ),
    # Content
    "no title": (two("Date: 2026-01-02\n\nText."), "content/two.md:1", "no title"),
    "empty title": (two("Title:\nDate: 2026-01-02\n\nText."), "content/two.md:1", "no title"),
    "blank title": (two("Title:   \nDate: 2026-01-02\n\nx"), "content/two.md:1", "no title"),
    "empty file": (two(""), "content/two.md:1", "no title"),
    "blank file": (two("\n \n"), "content/two.md:1", "no title"),
    "bad date": (two("Title: T\nDate: yesterday\n\nx"), "content/two.md:2", "yesterday"),
    "impossible date": (
        two("Title: T\nSlug: t\nDate: 2026-13-45\n\nx"),
        "content/two.md:3",
        "Date",
    ),
    "empty date": (two("Title: T\nDate:\n\nx"), "content/two.md:2", "Date"),
    "missing date": (two("Title: T\nSlug: two\n\nx"), "content/two.md", "date"),
    "unknown status": (two(FRONT.replace("\n\n", "\nStatus: odd\n\n")), "content/two.md", "odd"),
    "slug that leaves the output": (
        two("Title: T\nDate: 2026-01-02\nSlug: ../../../evil\n\nx"),
        "content/two.md",
        "evil",
    ),
    "not UTF-8": (
        two((FRONT + "Türk").encode("latin-1")),
        "content/two.md:5",
        "not valid UTF-8",
    ),
    "the theme's name": (lambda site: site.page("site"), "content/site.md", "Rename the file"),
    "two articles, one slug": (
        two(FRONT.replace("Slug: two", "Slug: one")),
        "content/",
        "the same address, en/one/",
    ),
    "article and page, one slug": (
        lambda site: site.write("content/pages/p.md", "Title: P\nSlug: one\n\nx"),
        "content/pages/p.md:1",
        "the same address, en/one/",
    ),
    # Links
    "a link to nowhere": (
        two(FRONT + "a\n\n[b]({filename}nowhere.md)\n"),
        "content/two.md:7",
        "{filename}nowhere.md leads nowhere",
    ),
    "a link with a fragment to nowhere": (
        two(FRONT + "a\n\n[b]({filename}/pages/no.md#x)\n"),
        "content/two.md:7",
        "{filename}/pages/no.md",
    ),
    "an image that is not there": (
        two(FRONT + "![b]({static}/images/no.png)\n"),
        "content/two.md:5",
        "{static}/images/no.png",
    ),
    # Settings
    "unknown key": (lambda site: site.set('BILINGUAL["langs"] = 1'), "pelicanconf.py:", "'langs'"),
    "unknown language": (
        lambda site: site.set('BILINGUAL["languages"]["qq"] = "Q"'),
        "BILINGUAL['languages']",
        "'qq'",
    ),
    "output in a file": (
        lambda site: site.set('OUTPUT_PATH = "pelicanconf.py/output"'),
        "pelicanconf.py/output",
        "cannot be written",
    ),
    "output is a file": (
        lambda site: site.set('OUTPUT_PATH = "content/one.md"'),
        "content/one.md",
        "is a file",
    ),
    "output is the project": (
        lambda site: site.set('OUTPUT_PATH = "."'),
        "",
        "the folder that the site is built from",
    ),
    "output is the content": (
        lambda site: site.set('OUTPUT_PATH = "content"'),
        "content",
        "something else than a site",
    ),
}


@pytest.fixture
def built(site: Site) -> Site:
    """A site that has been built once and is in order."""
    site.page("one", "Good day.")
    site.build()
    return site


@pytest.mark.parametrize("name", CASES)
def test_bad_input_is_named_and_the_output_stays(built: Site, name: str) -> None:
    """One error names file, line and fault; the last good output is untouched."""
    spoil, where, words = CASES[name]
    before = snapshot(built.output)
    spoil(built)
    sources = snapshot(built.root / "content")
    message = built.failure()
    assert message.count("\n") == 0, message
    assert words in message
    assert where in message
    assert not re.search(r"Traceback|Error\b", message), message
    assert snapshot(built.output) == before
    assert snapshot(built.root / "content") == sources


def test_all_faults_are_reported_in_one_run(built: Site) -> None:
    """Several broken files are several lines of one report, not several runs."""
    two("Date: 2026-01-02\n\nText.")(built)
    built.page("three", "[x]({filename}no.md)")
    po(MSGID)(built)
    lines = built.failure().splitlines()
    assert [line.split(":")[0] for line in sorted(lines)] == ["content/two.md", PO]


def test_a_catalog_without_page_is_a_warning(built: Site, caplog: pytest.LogCaptureFixture) -> None:
    """A catalog whose page is gone does not stop the build, but does not pass in silence."""
    main(["update"])
    built.catalog("gone", GOOD)
    built.build()
    warnings = [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]
    assert len(warnings) == 1
    assert warnings[0].startswith("translations/tk/LC_MESSAGES/gone.po: ")


def test_no_content_at_all_builds_an_empty_site(site: Site) -> None:
    """Zero pages are a site with a front door and empty indexes."""
    site.build()
    assert (site.output / "index.html").is_file()
    assert (site.output / "tk/index.html").is_file()


def test_fuzzy_faults_do_not_stop_the_build(built: Site) -> None:
    """What is not published cannot harm: a fuzzy msgstr may hold a dead link."""
    built.page("two", "[b]({filename}one.md)")
    built.catalog(
        "two", '#, fuzzy\nmsgid "[b]({filename}one.md)"\nmsgstr "[b]({filename}no.md)\x02"\n'
    )
    built.build()


def test_the_fault_mended_the_site_builds(built: Site) -> None:
    """A failed run leaves nothing behind that stops the next."""
    po(MSGID)(built)
    built.failure()
    po(GOOD)(built)
    built.build()
    assert "Salam." in (built.output / "tk/one/index.html").read_text("utf-8")


def pelican(site: Site, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_COLOR": "1", "COLUMNS": "1000", "PYTHONWARNINGS": "default"}
    command = [sys.executable, "-m", "pelican", *arguments]
    return subprocess.run(
        command, cwd=site.root, env=env, capture_output=True, text=True, check=False
    )


def test_an_error_in_a_template_leaves_the_output(built: Site) -> None:
    """A theme that breaks half-way leaves the old output, and nothing beside it."""
    before = snapshot(built.output)
    for name in ("base", "article", "index", "page", "tag", "parallel"):
        built.write(f"mine/templates/{name}.html", "<html>")
    built.write("mine/templates/parallel.html", "{{ 1 / 0 }}")
    built.write("mine/static/x", "")
    built.set('THEME = "mine"')
    done = pelican(built)
    assert done.returncode != 0
    assert "ZeroDivisionError" in done.stdout + done.stderr
    assert snapshot(built.output) == before
    assert [path.name for path in built.root.glob("output*")] == ["output"]


@pytest.mark.parametrize(
    "name",
    [
        "unclosed quote",
        "latin-1 as UTF-8",
        "missing date",
        "not UTF-8",
        "two articles, one slug",
        "a link to nowhere",
        "unknown key",
        "output in a file",
    ],
)
def test_the_command_fails_with_one_message(built: Site, name: str) -> None:
    """`pelican` ends with a status that is not zero, one message and no traceback."""
    spoil, where, words = CASES[name]
    spoil(built)
    before = snapshot(built.output)
    done = pelican(built)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "Traceback" not in said
    assert re.sub(r"\s+", " ", said).count(words) >= 1
    assert where in said
    assert len(re.findall(r"ERROR|CRITICAL", said)) == 1, said
    assert snapshot(built.output) == before
    assert [path.name for path in built.root.glob("output*")] == ["output"]


def test_the_command_says_nothing_wrong_about_a_good_site(built: Site) -> None:
    """`pelican` on a good site ends with status 0 and neither warning nor error."""
    main(["update"])
    done = pelican(built)
    assert done.returncode == 0
    assert not re.search(r"Warning|WARNING|ERROR|CRITICAL", done.stdout + done.stderr)

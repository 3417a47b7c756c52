"""`bilingual update`: catalogs follow the source, and nothing of people's work is lost."""

from __future__ import annotations

import codecs
import errno
import os
import subprocess
from pathlib import Path

import polib
import pytest
from support import HEADER, Site, tool

from pelican.plugins.bilingual.catalog.catalog import read_catalog
from pelican.plugins.bilingual.catalog.coverage import coverage
from pelican.plugins.bilingual.catalog.merge import update as module
from pelican.plugins.bilingual.catalog.merge.renewal import Page
from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.project import files as atomic
from pelican.plugins.bilingual.project.files import write_text

FOLDER = "translations/tk/LC_MESSAGES"
THEME = (
    "{# Translators: on every page #}\n<p>{{ _('Weekly') }}</p>\n"
    "{% trans n=1 %}{{ n }} minute{% pluralize %}{{ n }} minutes{% endtrans %}"
)


@pytest.fixture
def written(site: Site) -> Site:
    """A site with articles, a page, topics, theme strings and a menu."""
    site.set('SITESUBTITLE = "Clear words"\nMENUITEMS = [("Friends", "https://example.net/")]')
    site.write(
        "content/one.md",
        "Title: One\nDate: 2026-01-02\nSlug: one\nTags: Big City, Life\nSummary: In *short*.\n\n"
        "Good day.\nIt is fine.[^1]\n\n## Part {#part}\n\n- Tea\n- Bread\n\n[^1]: A note.\n",
    )
    site.page("söz/çaý iç", "About 30% of gas.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.write("theme/templates/base.html", THEME)
    site.set('THEME = "theme"')
    return site


def catalogs(site: Site) -> dict[str, bytes]:
    return {
        path.relative_to(site.root / FOLDER).as_posix(): path.read_bytes()
        for path in sorted((site.root / FOLDER).rglob("*"))
        if path.is_file()
    }


def msgids(site: Site, name: str) -> list[str]:
    return [one.msgid for one in parse((site.root / FOLDER / name).read_bytes(), name)]


def test_update_writes_a_catalog_a_page(written: Site) -> None:
    """Every page has its domain, beside the one of the theme; folders are kept."""
    assert main(["update"]) == 0
    assert list(catalogs(written)) == ["one.po", "pages/about.po", "site.po", "söz/çaý iç.po"]


def test_messages_stand_in_the_order_of_the_page(written: Site) -> None:
    """Metadata first, then the text from top to bottom, notes last."""
    main(["update"])
    assert msgids(written, "one.po") == [
        "One",
        "one",
        "In *short*.",
        "Good day. It is fine.[^1]",
        "Part",
        "Tea",
        "Bread",
        "A note.",
    ]


def test_the_site_catalog_has_settings_menu_topics_and_theme(written: Site) -> None:
    """What readers see around the pages is in `site.po`, with the translator's hint."""
    main(["update"])
    assert {"Site", "Clear words", "Friends", "Big City", "Life", "Weekly"} <= set(
        msgids(written, "site.po")
    )
    text = catalogs(written)["site.po"].decode()
    assert "#. on every page\n" in text
    assert 'msgid_plural "%(n)s minutes"\nmsgstr[0] ""\nmsgstr[1] ""\n' in text


def test_a_second_update_changes_nothing(written: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """The second run writes no byte, and says so."""
    main(["update"])
    before = catalogs(written)
    stamps = [path.stat().st_mtime_ns for path in (written.root / FOLDER).rglob("*.po")]
    capsys.readouterr()
    main(["update"])
    assert catalogs(written) == before
    assert [path.stat().st_mtime_ns for path in (written.root / FOLDER).rglob("*.po")] == stamps
    assert "updated" not in capsys.readouterr().out


def test_no_content_is_called_a_format(written: Site) -> None:
    """No catalog of a page has a format flag."""
    main(["update"])
    for name, data in catalogs(written).items():
        assert b"python-format" not in data, name


def test_all_files_please_msgfmt(written: Site) -> None:
    """`msgfmt --check` accepts every catalog, with translations that hold per cent signs."""
    msgfmt = tool("msgfmt", "gettext")
    main(["update"])
    path = written.root / FOLDER / "söz/çaý iç.po"
    text = path.read_text("utf-8").replace(
        'msgid "About 30% of gas."\nmsgstr ""', 'msgid "About 30% of gas."\nmsgstr "Gazyň 30 %-i."'
    )
    path.write_text(text.replace("YEAR-MO-DA HO:MI+ZONE", "2026-11-23 12:00+0500"), "utf-8")
    main(["update"])
    assert "30 %-i" in path.read_text("utf-8")
    for file in (written.root / FOLDER).rglob("*.po"):
        done = subprocess.run(
            [msgfmt, "--check-format", "--check-domain", "-o", os.devnull, str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_a_change_of_the_source_keeps_the_rest(written: Site) -> None:
    """A new paragraph is a new message; the others keep what people wrote."""
    main(["update"])
    path = written.root / FOLDER / "one.po"
    tea = 'msgid "Tea"\nmsgstr "{}"'
    text = path.read_text("utf-8").replace(tea.format(""), "# nice\n" + tea.format("Çaý"))
    path.write_text(text, "utf-8")
    source = written.root / "content/one.md"
    source.write_text(source.read_text("utf-8").replace("- Tea", "- Milk\n- Tea"), "utf-8")
    main(["update"])
    assert msgids(written, "one.po")[5:7] == ["Milk", "Tea"]
    assert 'msgid "Tea"\nmsgstr "Çaý"' in path.read_text("utf-8")
    assert "# nice" in path.read_text("utf-8")


def test_a_removed_page_keeps_its_catalog(written: Site) -> None:
    """Update deletes no file: the work of translators may move with a renamed page."""
    main(["update"])
    before = catalogs(written)["one.po"]
    (written.root / "content/one.md").unlink()
    assert main(["update"]) == 0
    assert catalogs(written)["one.po"] == before


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_unlisted_pages_have_catalogs(written: Site, status: str) -> None:
    """Drafts and hidden pages are built, so they can be translated."""
    written.write("content/x.md", f"Title: X\nDate: 2026-01-02\nStatus: {status}\n\nText.")
    main(["update"])
    assert "x.po" in catalogs(written)


@pytest.mark.parametrize("line", ["Lang: fr", "Status: skip"])
def test_pages_that_are_not_translated_have_no_catalog(written: Site, line: str) -> None:
    """A page in another language, or one that is skipped, gives translators no work."""
    written.write("content/x.md", f"Title: X\nDate: 2026-01-02\n{line}\n\nText.")
    main(["update"])
    assert "x.po" not in catalogs(written)


def test_source_files_from_windows_are_the_same(written: Site) -> None:
    """CRLF and a byte order mark in a source change no message."""
    main(["update"])
    before = catalogs(written)
    source = written.root / "content/one.md"
    source.write_bytes(b"\xef\xbb\xbf" + source.read_bytes().replace(b"\n", b"\r\n"))
    main(["update"])
    assert catalogs(written) == before


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("content/site.md", b"Title: T\nDate: 2026-01-02\n\nx", "content/site.md: "),
        ("content/one.markdown", b"Title: T\nDate: 2026-01-02\n\nx", "content/one.md: "),
        ("content/x.md", "Title: T\n\nTürk".encode("latin-1"), "content/x.md:3: "),
        (f"{FOLDER}/one.po", (HEADER + 'msgid "a\n').encode(), f"{FOLDER}/one.po:9: "),
        (f"{FOLDER}/one.po", (HEADER + 'msgid "a"\nmsgstr ""\n' * 2).encode(), f"{FOLDER}/one.po:"),
    ],
    ids=["site.md", "two files, one catalog", "not UTF-8", "broken PO", "duplicate"],
)
def test_bad_input_stops_before_anything_is_lost(
    written: Site, name: str, data: bytes, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Update ends with status 1 and one line with the place; the bad file stays as it is."""
    main(["update"])
    before = catalogs(written)
    written.write(name, data)
    capsys.readouterr()
    assert main(["update"]) == 1
    error = capsys.readouterr().err
    assert error.startswith(message)
    assert error.count("\n") == 1
    after = catalogs(written)
    assert (written.root / name).read_bytes() == data
    for path in before:
        assert path in name or after[path] == before[path], path


def test_without_settings_the_command_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a folder without a site the command ends with status 1 and a hint."""
    monkeypatch.chdir(tmp_path)
    assert main(["update"]) == 1
    assert capsys.readouterr().err.startswith("pelicanconf.py: There is no such file.")


def test_a_catalog_is_written_in_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When writing fails half-way the old file is whole, and no other file is left."""
    path = tmp_path / "one.po"
    write_text(path, "old")

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_text(path, "new")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["one.po"]


def test_a_written_catalog_keeps_its_mode_readable(tmp_path: Path) -> None:
    """A new catalog can be read by others, and an equal one is not touched."""
    path = tmp_path / "a/one.po"
    assert write_text(path, "text")
    assert path.stat().st_mode & 0o444 == 0o444
    assert not write_text(path, "text")


# Other people, and what they leave behind


@pytest.fixture
def fine(site: Site) -> Path:
    """The catalog of a page of two messages, one of them translated."""
    site.page("one", "Good day.\n\nGood night.")
    main(["update"])
    path = site.root / FOLDER / "one.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Good day."\nmsgstr ""', '"Good day."\nmsgstr "Salam"'), "utf-8")
    return path


def test_a_save_during_update_is_kept(
    site: Site, fine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who saves while update runs finds what they wrote, brought up to the source like the rest."""
    site.page("one", "Good day.\n\nGood night.\n\nGood evening.")
    composed, saved = module.composed, fine.read_text("utf-8").replace("Salam", "Saglyk")

    def meanwhile(page: Page) -> str:
        text = composed(page)
        if page.name.endswith("one.po") and "Salam" in text:
            fine.write_text(saved, "utf-8")
        return text

    monkeypatch.setattr(module, "composed", meanwhile)
    assert main(["update"]) == 0
    text = fine.read_text("utf-8")
    assert "Saglyk" in text
    assert "Good evening." in text


def test_who_saves_all_the_time_is_left_alone(
    site: Site, fine: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that changes at each attempt stays as its program wrote it, and update says so."""
    site.page("one", "Good day.\n\nGood night.\n\nGood evening.")
    composed = module.composed

    def meanwhile(page: Page) -> str:
        text = composed(page)
        if page.name.endswith("one.po"):
            fine.write_text(fine.read_text("utf-8") + "\n# more", "utf-8")
        return text

    monkeypatch.setattr(module, "composed", meanwhile)
    assert main(["update"]) == 1
    assert "one.po: The catalog is being saved by another program" in capsys.readouterr().err
    assert "Good evening." not in fine.read_text("utf-8")


def test_a_broken_catalog_does_not_stop_the_others(
    site: Site, fine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All others are brought up to the source; each broken one is named, and stays as it is."""
    site.page("one", "Good day.\n\nGood evening.")
    for name in ("two", "three"):
        site.page(name, "Text.")
        site.write(f"{FOLDER}/{name}.po", "<<<<<<< ours\n")
    capsys.readouterr()
    assert main(["update"]) == 1
    out, error = capsys.readouterr()
    assert "updated  translations/tk/LC_MESSAGES/one.po" in out
    assert "two.po:1: " in error
    assert "three.po:1: " in error
    assert (fine.parent / "two.po").read_text("utf-8") == "<<<<<<< ours\n"


@pytest.mark.parametrize(
    "command", [["update"], ["extract"], ["init", "ru"]], ids=lambda one: one[0]
)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS])
def test_a_disk_without_room_is_one_sentence(
    site: Site,
    fine: Path,
    command: list[str],
    number: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A full or read-only disk ends the command with what, where and what to do."""
    site.page("one", "Good day.\n\nGood evening.")
    before = fine.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.tempfile, "mkstemp", fail)
    capsys.readouterr()
    assert main(command) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert f"The file cannot be written ({os.strerror(number)})." in line
    assert fine.read_bytes() == before


def test_a_file_from_windows_is_made_plain_with_a_word(
    site: Site, fine: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A byte-order mark and CRLF go, and update says that they were there."""
    main(["update"])
    before = fine.read_bytes()
    fine.write_bytes(codecs.BOM_UTF8 + before.replace(b"\n", b"\r\n"))
    capsys.readouterr()
    assert main(["update"]) == 0
    assert fine.read_bytes() == before
    error = capsys.readouterr().err
    assert "one.po: A byte-order mark was taken out." in error
    assert "one.po: Line ends of Windows (CRLF) were made plain ones." in error


@pytest.mark.parametrize(
    "charset", ["ISO-8859-9", "windows-1251", "ascii", "utf-7", "utf-16", "idna"]
)
def test_a_charset_that_is_not_the_files_is_an_error(
    fine: Path, charset: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """UTF-8 under another name is never read as other letters, and never written so."""
    data = fine.read_bytes().replace(b"Salam", "Günüň".encode())
    data = data.replace(b"charset=UTF-8", f"charset={charset}".encode())
    fine.write_bytes(data)
    assert main(["update"]) == 1
    assert "Write charset=UTF-8" in capsys.readouterr().err
    assert fine.read_bytes() == data


def test_a_charset_that_is_the_files_is_read(fine: Path) -> None:
    """A file in the encoding that its header names becomes one in UTF-8."""
    text = fine.read_text("utf-8").replace("Salam", "Günün")
    fine.write_bytes(text.replace("UTF-8", "ISO-8859-9").encode("iso-8859-9"))
    assert main(["update"]) == 0
    assert fine.read_text("utf-8") == text


@pytest.mark.parametrize("line", ["Slug: one\n", ""])
def test_work_typed_into_msgid_is_said(
    site: Site, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """In plain letters, with or without a slug of its own: kept, and said with its line."""
    site.write("content/one.md", f"Title: One\nDate: 2026-01-01\n{line}\nGood day.\n")
    main(["update"])
    path = site.root / FOLDER / "one.po"
    text = path.read_text("utf-8")
    assert "#. tk/one/#m-" in text
    path.write_text(text.replace('msgid "Good day."', 'msgid "Salam"'), "utf-8")
    capsys.readouterr()
    main(["update"])
    assert '#~ msgid "Salam"' in path.read_text("utf-8")
    assert "The text 'Salam' stands as a msgid" in capsys.readouterr().err


def test_a_deleted_header_comes_back(fine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With language and plural rule; who translated it is not known, so the page is a draft."""
    text = fine.read_text("utf-8")
    fine.write_text(text.partition("\n\n")[2], "utf-8")
    assert read_catalog(fine, "one.po").machine
    capsys.readouterr()
    assert main(["update"]) == 0
    assert "one.po: The header was missing" in capsys.readouterr().err
    fields = polib.pofile(str(fine)).metadata
    assert fields["Language"] == "tk"
    assert fields["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert fields["X-Translation-Origin"] == "machine"
    assert "Salam" in fine.read_text("utf-8")


@pytest.mark.parametrize("field", ["Language", "Plural-Forms"])
def test_a_deleted_line_of_the_header_comes_back(fine: Path, field: str) -> None:
    """What tools need to know of the language is written again."""
    main(["update"])
    text = fine.read_text("utf-8")
    line = next(one for one in text.split("\n") if one.startswith(f'"{field}: '))
    fine.write_text(text.replace(f"{line}\n", ""), "utf-8")
    main(["update"])
    assert sorted(fine.read_text("utf-8").split("\n")) == sorted(text.split("\n"))


@pytest.mark.parametrize(
    ("value", "draft"), [("human", False), ("Human ", False), ("machine", True), ("", True)]
)
def test_only_what_people_have_translated_is_no_draft(fine: Path, value: str, draft: bool) -> None:
    """Without a word on its origin a catalog counts as a machine's, until it is reviewed."""
    text = fine.read_text("utf-8").replace("Origin: human", f"Origin: {value}")
    fine.write_text(text, "utf-8")
    catalog = read_catalog(fine, "one.po")
    assert coverage(catalog.messages, catalog).draft is draft


def test_a_new_page_takes_the_word_of_the_others(site: Site, fine: Path) -> None:
    """Among people's catalogs a new one is people's; among others it is not called so."""
    assert "X-Translation-Origin: human" in fine.read_text("utf-8")
    fine.write_text(fine.read_text("utf-8").replace("human", "machine"), "utf-8")
    site.page("two", "Text.")
    main(["update"])
    assert "Origin: human" not in (fine.parent / "two.po").read_text("utf-8")


@pytest.mark.parametrize("command", ["update", "check", "stats"])
def test_a_catalog_without_a_page_is_named(
    site: Site, fine: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whose page is gone is said by each command, with what to do."""
    site.page("two", "Another text.")
    (site.root / "content/one.md").unlink()
    main(["update"])
    capsys.readouterr()
    main([command])
    said = "".join(capsys.readouterr())
    assert "LC_MESSAGES/one.po" in said
    assert "No page has this catalog." in said


def test_a_page_is_found_by_its_text(site: Site) -> None:
    """A page with another name, title and slug keeps its catalog, if half of its text is there."""
    long = "A long paragraph with many words that stays as it is, whatever else may change here."
    site.page("one", f"{long}\n\nShort.\n\nBrief.\n\nGone.")
    main(["update"])
    old = site.root / FOLDER / "one.po"
    old.write_text(f"# Kept\n{old.read_text('utf-8')}", "utf-8")
    (site.root / "content/one.md").unlink()
    text = f"Title: Other\nDate: 2026-01-02\nSlug: other\n\n{long}\n\nNew.\n\nFresh."
    site.write("content/two.md", text)
    main(["update"])
    assert not old.exists()
    assert (old.parent / "two.po").read_text("utf-8").startswith("# Kept\n")


def test_catalogs_have_the_same_bytes_everywhere() -> None:
    """Git checks catalogs out with plain line ends on Windows, too."""
    lines = (Path(__file__).parents[3] / ".gitattributes").read_text("utf-8").splitlines()
    assert "*.po text eol=lf" in lines

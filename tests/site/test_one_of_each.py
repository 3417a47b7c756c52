"""Wherever a command starts, and whichever it is, it sees the same site and the same faults."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import Site, findings, snapshot

from pelican.plugins.bilingual.cli.main import main

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def elsewhere(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Another current folder than the site's."""
    site.page("one", "Good day.")
    main(["update"])
    file = site.root / "translations/tk/LC_MESSAGES/one.po"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace('msgid "Good day."\nmsgstr ""', 'msgid "Good day."\nmsgstr "Salam."')
    )
    folder = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(folder)
    return folder


def test_the_settings_folder_is_the_root(site: Site, elsewhere: Path, capsys: Capture) -> None:
    """`-s` from another folder updates, checks and counts the site's own catalogs."""
    site.page("one", "Good day.\n\nGood night.")
    settings = str(site.root / "pelicanconf.py")
    assert main(["-s", settings, "update"]) == 0
    assert "Good night." in (site.root / "translations/tk/LC_MESSAGES/one.po").read_text("utf-8")
    assert main(["-s", settings, "check"]) == 0
    assert main(["-s", settings, "stats"]) == 0
    (row,) = (one for one in capsys.readouterr().out.splitlines() if " one " in one)
    assert "33%" in row
    assert snapshot(elsewhere) == {}


def test_pelican_finds_the_catalogs_from_elsewhere(site: Site, elsewhere: Path) -> None:
    """`pelican -s …` builds the translated site."""
    import subprocess
    import sys

    command = [sys.executable, "-m", "pelican", "-s", str(site.root / "pelicanconf.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Salam." in (site.output / "tk/one/index.html").read_text("utf-8")
    assert snapshot(elsewhere) == {}


WRONG = {
    "no title": ("one.md", "Date: 2026-01-02\n\nText.\n"),
    "no date": ("one.md", "Title: One\n\nText.\n"),
    "a date that is none": ("one.md", "Title: One\nDate: yesterday evening\n\nText.\n"),
    "an unknown status": ("one.md", "Title: One\nDate: 2026-01-02\nStatus: secret\n\nText.\n"),
    "another's catalog": ("two.markdown", "Title: One\nDate: 2026-01-02\n\nText.\n"),
    "the theme's catalog": ("site.md", "Title: One\nDate: 2026-01-02\n\nText.\n"),
    "a correction without a day": (
        "one.md",
        "Title: One\nDate: 2026-01-02\nCorrections: A word.\n\nText.\n",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_page_that_cannot_be_built_is_no_page_for_any_command(
    site: Site, capsys: Capture, name: str
) -> None:
    """Build, update, stats and check say the same sentence, and no catalog is written."""
    path, text = WRONG[name]
    site.page("two")
    site.write(f"content/{path}", text)
    said = site.failure()
    for command in ("update", "stats"):
        assert main([command]) == 1
        assert capsys.readouterr().err.strip() == said
    assert main(["check"]) == 1
    (found,) = (one for one in findings() if one.check == "source")
    assert found.text in said
    assert said.startswith(found.path)
    assert not (site.root / "translations").exists()


@pytest.mark.parametrize("name", ["it's.md", "a b.md", "a&b.md", "täze.md"])
def test_a_link_may_have_any_name(site: Site, name: str) -> None:
    """Whatever a file is called, a link to it leads there, and one letter off leads nowhere."""
    site.page(name.removesuffix(".md"))
    link = name.replace(" ", "%20")
    site.page("from", f"[x](<{{filename}}{link}>)")
    site.build()
    site.page("from", f"[x](<{{filename}}{link}x>)")
    assert "leads nowhere" in site.failure()


def test_a_tag_in_code_is_no_link(site: Site) -> None:
    """A code span that shows a link to another page is text."""
    site.page("one", 'Write `<a href="{filename}nowhere.md">` for a link.')
    site.build()


def test_stats_and_the_status_page_count_alike(site: Site, capsys: Capture) -> None:
    """The words that are left are those without targets of links, in both."""
    site.page("one", "See [it](https://example.org/a/long/way) now, please.")
    main(["update"])
    site.write(
        "theme/templates/status.html",
        "{% for _, rows in status %}{% for row in rows %}"
        "{{ row.coverage.words_left }} {% endfor %}{% endfor %}",
    )
    site.build(THEME_TEMPLATES_OVERRIDES=[str(site.root / "theme/templates")])
    theme, page = (site.output / "status/index.html").read_text("utf-8").split()
    capsys.readouterr()
    main(["stats"])
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    left = {row[1]: row[-1] for row in rows}
    assert (left["site"], left["one"]) == (theme, page)
    assert page == "6"

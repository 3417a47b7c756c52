"""What commands read: with a page named, that page alone."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support import Site

from pelican.plugins.bilingual.catalog.merge import update as module
from pelican.plugins.bilingual.catalog.merge.renewal import open_page
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.source.parser import Parser

PAGES = 300


class Watch:
    """Which pages and catalogs are opened, while it is on; a hook stays for good."""

    def __init__(self) -> None:
        self.opened: list[str] | None = None
        sys.addaudithook(self._note)

    def _note(self, event: str, details: tuple[object, ...]) -> None:
        if event == "open" and self.opened is not None:
            path = Path(str(details[0])).absolute()
            if path.is_relative_to(Path.cwd()) and path.suffix in {".md", ".po"}:
                self.opened.append(path.name)

    @contextmanager
    def on(self) -> Iterator[list[str]]:
        self.opened = found = []
        try:
            yield found
        finally:
            self.opened = None


@pytest.fixture(scope="module")
def watch() -> Watch:
    return Watch()


@pytest.fixture
def large(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site of many pages, up to date, whose files have lain for a moment."""
    monkeypatch.setenv("XDG_STATE_HOME", str(site.root / "state"))
    for number in range(PAGES):
        site.page(f"page-{number}", f"Text of page {number}.\n\nAnother text.", f"Page {number}")
    time.sleep(0.06)
    assert main(["update"]) == 0
    return site


def count(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages and catalogs that are parsed from now on."""
    parsed = list[str]()

    def counted(work: Callable[..., object], at: int) -> Callable[..., object]:
        def run(*given: object) -> object:
            parsed.append(str(given[at]))
            return work(*given)

        return run

    monkeypatch.setattr(Parser, "parse", counted(Parser.parse, 2))
    monkeypatch.setattr(module, "open_page", counted(open_page, 1))
    return parsed


@pytest.mark.parametrize("command", ["update", "check"])
def test_a_named_page_is_read_alone(large: Site, watch: Watch, command: str) -> None:
    """After an earlier run, whatever has changed on it; the others' files are not opened."""
    main([command, "page-7"])
    time.sleep(0.06)
    large.page("page-7", "A new text of page 7.\n\nAnother text.", "Page seven")
    with watch.on() as opened:
        main([command, "page-7"])
    assert {*opened} <= {"page-7.md", "page-7.po"}
    assert "page-7.md" in opened


def test_an_update_with_nothing_to_do_parses_nothing(
    large: Site, watch: Watch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither pages nor catalogs, once a run has found that nothing is to be done."""
    main(["update"])
    parsed = count(monkeypatch)
    capsys.readouterr()
    with watch.on() as opened:
        main(["update"])
    assert (parsed, opened) == ([], [])
    assert capsys.readouterr().out == f"none of {PAGES + 1} files changed\n"


def test_a_check_parses_what_has_changed(large: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page of many."""
    main(["check"])
    parsed = count(monkeypatch)
    large.page("page-7", "A new text of page 7.\n\nAnother text.", "Page 7")
    main(["check"])
    assert parsed == ["content/page-7.md"]


def test_a_glossary_in_a_file_of_its_own_is_read_each_time(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second check, which has its page from the first, says what that has said."""
    monkeypatch.setenv("XDG_STATE_HOME", str(site.root / "state"))
    site.set('BILINGUAL["glossary"] = "glossary.md"')
    site.page("glossary", "Loan\n:   Owed money.", "Glossary")
    text = "Lang: tk\nTitle: Sözlük\nDate: 2026-01-02\nSlug: glossary\n\nKarz\n:   Bergi.\n"
    site.write("content/glossary.tk.md", text)
    site.page("one", "A loan of money.")
    assert main(["update"]) == 0
    said = []
    for _ in range(2):
        capsys.readouterr()
        main(["check"])
        said.append(capsys.readouterr().out)
    assert said[0] == said[1]

"""`make outdated`: what is said about the locked packages, from what pip and pip-audit print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import npm_lock
import outdated
import pytest
from support import PROJECT

LOCK = "Markdown==3.8 \\\n    --hash=sha256:00\ncolorama==0.4.6 ; sys_platform == 'win32' \\\n"
CLEAN = {"dependencies": [{"name": "markdown", "version": "3.8", "vulns": []}]}
FAULTY = {
    "dependencies": [
        {
            "name": "markdown",
            "version": "3.8",
            "vulns": [{"id": "PYSEC-1", "fix_versions": ["3.9"]}],
        },
        {"name": "polib", "version": "1.2", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]},
        {"name": "babel", "skip_reason": "not found"},
    ]
}


def report(yanked: bool) -> dict[str, Any]:
    one = {"is_yanked": yanked, "metadata": {"name": "Markdown", "version": "3.8"}}
    return {"install": [one]}


def test_a_lock_file_is_read_as_names_and_versions() -> None:
    """Spelled as the index does, markers and hashes aside; the project's own is read whole."""
    assert outdated.locked(LOCK) == {"markdown": "3.8", "colorama": "0.4.6"}
    text = (PROJECT / "requirements-dev.txt").read_text("utf-8")
    assert len(outdated.locked(text)) == sum(line[:1].isalnum() for line in text.splitlines())


@pytest.mark.parametrize("folder", ["tests", "translations"])
def test_npm_s_lock_files_have_hashes_and_no_addresses(folder: str) -> None:
    """`make lock` takes out what npm puts in; Python's have none either."""
    text = (PROJECT / folder / "package-lock.json").read_text("utf-8")
    assert "integrity" in text
    assert npm_lock.without_addresses(text) == text
    requirements = [one.read_text("utf-8") for one in PROJECT.glob("requirements*.txt")]
    assert not [one for one in (text, *requirements) if "://" in one]


def test_newer_releases_of_other_packages_are_no_news() -> None:
    """What else stands in the environment, pip itself, is left out."""
    listed = [
        {"name": "Markdown", "version": "3.8", "latest_version": "3.9"},
        {"name": "pip", "version": "23", "latest_version": "25"},
    ]
    assert outdated.newer(listed, outdated.locked(LOCK)) == ["Markdown 3.8 → 3.9"]


@pytest.mark.parametrize(
    ("yanked", "audit", "status", "words"),
    [
        (False, CLEAN, 0, "## Known vulnerabilities\n\nNone."),
        (True, CLEAN, 1, "## Withdrawn releases\n\n- Markdown 3.8\n"),
        (False, FAULTY, 1, "- markdown 3.8: PYSEC-1 (mended in 3.9)\n"),
        (False, FAULTY, 1, "- polib 1.2: PYSEC-2 (mended in no release yet)\n"),
        (False, FAULTY, 1, "could not be asked about\n\n- babel\n"),
    ],
)
def test_it_fails_on_what_is_withdrawn_vulnerable_or_unknown(
    yanked: bool,
    audit: dict[str, Any],
    status: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A newer release alone is status 0."""
    listed = [{"name": "Markdown", "version": "3.8", "latest_version": "3.9"}]

    def answer(*command: str, fine: tuple[int, ...] = (0,)) -> Any:
        return listed if "list" in command else report(yanked) if "install" in command else audit

    monkeypatch.setattr(outdated, "answer_of", answer)
    lock = tmp_path / "lock.txt"
    lock.write_text(LOCK, "utf-8")
    assert outdated.main([str(lock)]) == status
    printed = capsys.readouterr().out
    assert words in printed
    assert "- Markdown 3.8 → 3.9\n" in printed


def test_packages_of_npm_that_are_not_installed_are_no_news() -> None:
    """npm lists them with those that have a newer release."""
    listed = {
        "dictionary-tk": {"wanted": "2.0.2", "latest": "2.0.2"},
        "hyphen": {"current": "1.13.0", "wanted": "1.13.0", "latest": "1.14.1"},
    }
    assert outdated.newer_of_npm(listed) == ["hyphen 1.13.0 → 1.14.1"]


def test_a_tool_that_fails_is_not_taken_for_good_news() -> None:
    """No answer, or a wrong status, ends it with the tool's own words."""
    code = "import sys; sys.exit('no network')"
    with pytest.raises(SystemExit, match="no network"):
        outdated.answer_of(outdated.PYTHON, "-c", code)
    with pytest.raises(SystemExit):
        outdated.answer_of(outdated.PYTHON, "-c", "")
    print_one = f"print({json.dumps(json.dumps([1]))}); raise SystemExit(1)"
    assert outdated.answer_of(outdated.PYTHON, "-c", print_one, fine=(0, 1)) == [1]

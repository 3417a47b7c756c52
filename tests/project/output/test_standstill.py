"""Whether anything has changed is known without a look into the files, and never wrongly denied."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pelican.plugins.bilingual.project.cache import FOLDER, Cache
from pelican.plugins.bilingual.project.output import standstill
from pelican.plugins.bilingual.project.output.standstill import Standstill


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setattr(standstill, "TICK", 0)
    for name in ("content/one.md", "content/sub/two.md", "output/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("text")
    return tmp_path


def build(root: Path, *facts: object) -> list[tuple[str, int, str]] | None:
    """What a build finds; it leaves its note."""
    cache = Cache(root / FOLDER)
    still = Standstill(cache, [root / "content"], root / "output", *(facts or (b"x",)))
    said = still.said
    still.note([("pelican", 30, "A warning.")])
    cache.close()
    return said


def same_size_and_time(root: Path) -> None:
    file = root / "content/one.md"
    times = file.stat()
    file.write_text("next")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def replaced(root: Path) -> None:
    new = root / "new"
    new.write_text("text")
    new.replace(root / "content/sub/two.md")


def renamed(root: Path) -> None:
    (root / "content/one.md").rename(root / "content/three.md")


def gone(root: Path) -> None:
    (root / "content/one.md").unlink()


def added(root: Path) -> None:
    (root / "content/sub/new.md").write_text("")


def written_over(root: Path) -> None:
    (root / "output/index.html").write_text("text")


def output_gone(root: Path) -> None:
    (root / "output/index.html").unlink()


def closed(root: Path) -> None:
    (root / "content/one.md").chmod(0o400)


def linked(root: Path) -> None:
    (root / "content/loop").symlink_to(root / "content")


CHANGES = [
    same_size_and_time,
    replaced,
    renamed,
    gone,
    added,
    written_over,
    output_gone,
    closed,
    linked,
]


def test_nothing_changed(root: Path) -> None:
    """The second build is told what the first one has said."""
    assert build(root) is None
    assert build(root) == [("pelican", 30, "A warning.")]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_is_seen(root: Path, change: Callable[[Path], None]) -> None:
    """Even one that keeps a file's size and its time."""
    build(root)
    change(root)
    assert build(root) is None
    assert build(root) is not None


def test_other_settings_are_another_site(root: Path) -> None:
    """So is one of which something is not known, each time."""
    build(root, b"x")
    assert build(root, b"y") is None
    assert build(root, b"") is None
    assert build(root, b"") is None


def test_what_has_just_changed_is_not_trusted(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another change could have the same time; a later build settles it."""
    monkeypatch.setattr(standstill, "TICK", 10**12)
    build(root)
    assert build(root) is None

"""What builds keep from each other: never stale, never somebody else's, never in the way."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.project import cache as module
from pelican.plugins.bilingual.project.cache import FOLDER, KEY, Cache


@dataclass(frozen=True, slots=True)
class Kept:
    """A result as stages have it."""

    text: str
    lines: tuple[str | None, ...] = ()
    counts: Mapping[tuple[int, str], Counter[tuple[str, str]]] = field(default_factory=dict)
    day: datetime | None = None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / FOLDER


def run(folder: Path, *inputs: object, value: str = "made") -> tuple[Kept, bool]:
    """One run that wants one result: what it gets, and whether it had to make it."""
    cache, calls = Cache(folder), list[int]()

    def make() -> Kept:
        calls.append(1)
        counts = {(1, "text"): Counter({("link", "x"): 2})}
        return Kept(value, ("a", None), counts, datetime(2026, 11, 27))

    found = cache.memo("stage", inputs, Kept, make)
    cache.close(whole=True)
    return found, bool(calls)


def records(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "bilingual.sqlite")


def test_a_result_is_made_once(folder: Path) -> None:
    """The next run has it as it was, down to its types."""
    first, made = run(folder, "a", 1)
    second, again = run(folder, "a", 1)
    assert (made, again) == (True, False)
    assert first == second
    assert type(next(iter(second.counts.values()))) is Counter


@given(st.lists(st.one_of(st.none(), st.booleans(), st.integers(0, 9), st.text(max_size=3))))
def test_other_inputs_have_another_name(inputs: list[object]) -> None:
    """No two lists of inputs share a result: not `1` and `True`, nor `ab` and `a`, `b`."""
    cache = Cache()
    cache._database = sqlite3.connect(":memory:")
    assert cache.digest(*inputs) == cache.digest(*inputs)
    for other in ([*inputs, None], [inputs], [str(one) for one in inputs], inputs[:-1]):
        if repr(other) != repr(inputs):
            assert cache.digest(*other) != cache.digest(*inputs)


@pytest.mark.parametrize("value", [object(), print, Cache, {1, object()}])
def test_what_cannot_be_told_apart_is_made_each_time(folder: Path, value: object) -> None:
    """So is what comes from something that has no name."""
    assert run(folder, value)[1]
    assert run(folder, value)[1]
    assert run(folder, b"")[1]
    assert run(folder, b"")[1]


def test_another_version_of_the_code_makes_its_own(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of this plugin or of a library: what they make may differ."""
    run(folder, "a")
    monkeypatch.setattr(module, "_versions", lambda: b"another")
    found, made = run(folder, "a", value="new")
    assert (found.text, made) == ("new", True)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def foreign(file: Path) -> None:
    file.write_bytes(b"no database " * 1000)


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def another_shape(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE records (a, b, c)")


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("damage", [cut, foreign, emptied, another_shape, a_folder])
def test_a_damaged_file_is_as_good_as_none(folder: Path, damage: Callable[[Path], None]) -> None:
    """The run makes what it needs, and no run fails."""
    for number in range(50):
        run(folder, "a", number)
    damage(folder / "bilingual.sqlite")
    found, made = run(folder, "a", 1, value="new")
    assert made
    assert found.text == "new"
    assert run(folder, "a", 1)[0].text in ("new", "made")


def test_nobody_else_can_leave_a_result(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record that was changed, moved, or sealed by another user is not there."""
    run(folder, "a", value="mine")
    run(folder, "b", value="theirs")
    with records(folder) as database:
        (first, mine), (second, theirs) = database.execute("SELECT * FROM records").fetchall()
        for forged in (theirs, mine[:-1] + b"x", b"", b"x" * 40, mine[32:]):
            database.execute("UPDATE records SET value = ? WHERE key = ?", (forged, first))
            database.commit()
            found = [run(folder, one, value="new") for one in ("a", "b")]
            assert all(one.text in ("new", "mine", "theirs") for one, _ in found)
            assert any(made for _, made in found)
            database.execute("DELETE FROM records")
            database.executemany(
                "INSERT INTO records VALUES (?, ?)", [(first, mine), (second, theirs)]
            )
            database.commit()
    monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent / "another"))
    assert run(folder, "a", value="new") == (Kept("new", *_rest()), True)


def _rest() -> tuple[object, ...]:
    counts = {(1, "text"): Counter({("link", "x"): 2})}
    return ("a", None), counts, datetime(2026, 11, 27)


def test_a_killed_run_leaves_the_file_whole(folder: Path) -> None:
    """What was made is kept in one step, at the end; before it, nothing is."""
    run(folder, "a")
    process = os.fork()
    if not process:
        Cache(folder).memo("stage", ("b",), Kept, lambda: os._exit(9))
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 9
    assert not run(folder, "a")[1]
    assert run(folder, "b")[1]


def test_the_key_is_the_users_alone(folder: Path) -> None:
    """Nobody else can read it, and no project carries it."""
    run(folder, "a")
    (file,) = folder.parent.rglob("cache.key")
    assert folder not in file.parents
    assert os.name == "nt" or file.stat().st_mode & 0o077 == 0
    assert (folder / ".gitignore").read_text() == "*\n"


def test_a_link_is_not_followed(folder: Path, tmp_path: Path) -> None:
    """A repository that has a link in the cache's place writes nowhere else."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)
    assert run(folder, "a")[1]
    assert not [*elsewhere.iterdir()]


def test_old_results_make_room(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the last run had no use for goes when there is much of it."""
    run(folder, "old", value="x" * 100)
    run(folder, "new")
    assert not run(folder, "old")[1]
    monkeypatch.setattr(module, "ROOM", 10)
    Cache(folder).close()  # a command that looks at one page
    assert not run(folder, "old")[1]
    run(folder, "new")
    assert run(folder, "old")[1]


def test_a_secret_opens_what_it_has_sealed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another computer, too; without it, or with another, nothing is there."""
    monkeypatch.setenv(KEY, "a secret of forty characters, or of more")
    assert run(folder, "a")[1]
    monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent / "elsewhere"))
    assert not run(folder, "a")[1]
    monkeypatch.setenv(KEY, "another secret of forty characters or so")
    assert run(folder, "a")[1]
    monkeypatch.delenv(KEY)
    assert run(folder, "a")[1]


def test_a_secret_that_can_be_guessed_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error says how long it is, and how to make one; it does not say the secret."""
    monkeypatch.setenv(KEY, "hunter2")
    with pytest.raises(BilingualError, match="has 7 characters") as caught:
        Cache(folder)
    assert "hunter2" not in str(caught.value)


@pytest.mark.skipif(os.name != "posix", reason="permissions are POSIX's")
def test_code_is_kept_where_nobody_else_writes(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the user's own folder, not the site's; what is of no use for a week goes."""
    cache = Cache(folder)
    first, second = cache.code("en"), cache.code("tk")
    assert first
    assert second
    assert first != second
    assert not first.is_relative_to(folder)
    assert stat.S_IMODE(first.stat().st_mode) == 0o700
    os.utime(first, (0, 0))
    assert cache.code("third")
    assert not first.exists()
    assert second.exists()
    assert cache.code(object()) is None, "inputs that nobody can tell apart"
    assert Cache().code("en") is None, "a site that keeps nothing"
    (folder.parent / "file").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(folder.parent / "file"))
    assert cache.code("fourth") is None


def test_a_file_that_is_as_it_was_is_not_opened(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until anything about it changes, be it only its time, or it has changed just now."""
    file, read = tmp_path / "file", list[bytes]()
    file.write_text("one")

    def told(data: bytes) -> bytes:
        read.append(data)
        return data.upper()

    def run() -> bytes:
        cache = Cache(folder)
        found = cache.of_file("stage", file, told)
        cache.close(whole=True)
        return found

    assert [run(), run()] == [b"ONE", b"ONE"]
    assert len(read) == 2, "within a moment it may change again"
    monkeypatch.setattr(module, "FINE_TICK", -(10**12))
    monkeypatch.setattr(module, "TICK", -(10**12))
    assert [run(), run(), run()] == [b"ONE"] * 3
    assert len(read) == 3
    file.write_text("two")
    assert run() == b"TWO"

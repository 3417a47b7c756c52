"""Killed at any moment, `update` leaves every catalog whole, and the next run finishes it."""

from __future__ import annotations

import gc
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from support import Site

from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.project.files import write_text

KILLS, HALFWAY = 100, 40
"""Runs that are killed at least, and those of them that have written some files but not all."""
PAGES = 8
SEED = int(os.environ.get("KILL_SEED", "0")) or random.SystemRandom().randrange(1, 2**32)
"""`KILL_SEED=…` repeats a run; the seed is printed when the test fails."""
Files = dict[str, bytes]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def paragraphs(page: int) -> list[str]:
    return [f"Page {page} says that {10 * page + n}% of the city drinks water." for n in range(8)]


def source(page: int, texts: list[str]) -> str:
    body = "\n\n".join(texts)
    return f"Title: Title {page}\nDate: 2026-01-02\nSlug: page-{page}\n\n{body}\n"


def edited(page: int) -> list[str]:
    """The page later: a sentence moved to the next page, one reworded, one gone, one new."""
    texts = paragraphs(page)
    moved = paragraphs((page - 1) % PAGES)[3]
    return [*texts[:2], moved, texts[2].replace("drinks", "now drinks"), *texts[5:], f"New {page}"]


def read(site: Site) -> Files:
    folder = site.root / "translations"
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def put(site: Site, files: Files) -> None:
    shutil.rmtree(site.root / "translations")
    for name, data in files.items():
        site.write(f"translations/{name}", data)


def catalogs(files: Files) -> Files:
    return {name: data for name, data in files.items() if name.endswith(".po")}


def translations(files: Files) -> set[str]:
    return {
        entry.msgstr
        for name, data in catalogs(files).items()
        for entry in parse(data, name)
        if entry.msgstr
    }


@pytest.fixture
def edited_site(site: Site) -> tuple[Site, Files]:
    """A translated site whose pages have changed since, and its catalogs as they are."""
    for page in range(PAGES):
        site.write(f"content/page{page}.md", source(page, paragraphs(page)))
    assert main(["update"]) == 0
    for path in sorted((site.root / "translations").rglob("*.po")):
        file = polib.pofile(str(path))
        for number, entry in enumerate(file):
            entry.msgstr = f"{path.stem} {number}"
        file.save(str(path))
    for page in range(PAGES):
        name = "moved/page" if page % 4 == 3 else "page"  # every fourth page is renamed, too
        (site.root / f"content/page{page}.md").unlink()
        site.write(f"content/{name}{page}.md", source(page, edited(page)))
    return site, read(site)


_replace = Path.replace


def _slowly(self: Path, target: Path) -> Path:
    time.sleep(0.01)
    return _replace(self, target)


def start() -> int:
    """A process that runs `update`, forked from this one, which has imported everything."""
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        Path.replace = _slowly  # type: ignore[method-assign] # or few kills fall between two files
        with open(os.devnull, "w") as nowhere:  # noqa: PTH123 # no path of the site
            sys.stdout = nowhere
            status = main(["update"])
    except BaseException:  # noqa: BLE001 # a fork must not go on with the parent's tests
        traceback.print_exc()
    finally:
        os._exit(status)


def end(child: int) -> int:
    """The exit status of a process; negative for the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def measured(site: Site, before: Files) -> tuple[float, float]:
    """Seconds from the start of a run to its first write, and to its last; medians of five."""
    writes = []
    for _ in range(5):
        put(site, before)
        began = time.time_ns()
        assert end(start()) == 0
        stamps = [
            path.stat().st_mtime_ns - began for path in site.root.rglob("translations/**/*.po")
        ]
        writes.append((min(stamps) / 1e9, max(stamps) / 1e9))
    first, last = (sorted(times)[2] for times in zip(*writes, strict=True))
    return first, last


def delays(first: float, last: float) -> Iterator[float]:
    """Moments spread over a run, half of them over the time in which it writes.

    There are more than are needed, for the runs that are done before they are killed.
    """
    rng = random.Random(SEED)
    return (rng.uniform(first * (n % 2), last) for n in range(6 * KILLS))


def whole(files: Files, before: Files, after: Files) -> None:
    """Every catalog is its old or its new text, or the old one under the page's new name."""
    for name, data in catalogs(files).items():
        parse(data, name)
        old = {before.get(name), before.get(name.replace("moved/", ""))}
        assert data in old | {after.get(name)}, f"{name} is neither old nor new"


def test_update_survives_kill_9(edited_site: tuple[Site, Files]) -> None:
    """Killed anywhere: all catalogs are whole, nothing is lost, the next run ends the same."""
    print(f"KILL_SEED={SEED}")
    site, before = edited_site
    gc.freeze()
    first, last = measured(site, before)
    after, kept = read(site), translations(before)
    assert translations(after) >= kept
    mixed = killed = leftovers = 0
    for delay in delays(first, last):
        if killed >= KILLS and mixed >= HALFWAY:
            break
        put(site, before)
        child = start()
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
        killed += end(child) == -signal.SIGKILL
        files = read(site)
        whole(files, before, after)
        assert translations(files) >= kept, "a translation is lost"
        leftovers += files.keys() != catalogs(files).keys()
        mixed += catalogs(files) not in (before, after)
        if files not in (before, after):  # from where it began, the next run is the first one
            assert end(start()) == 0
            assert read(site) == after, "the next run ends otherwise"
    print(f"{killed} killed, {mixed} half-way, {leftovers} with temporary files")
    assert killed >= KILLS
    assert mixed >= HALFWAY, "few kills fell between two catalogs: the delays miss the writing"


@pytest.mark.parametrize("stop", range(1, 2 * PAGES, 3))
def test_a_stop_before_any_write_ends_the_same(edited_site: tuple[Site, Files], stop: int) -> None:
    """Killed just before the n-th exchange of a file, the next run ends the same."""
    site, before = edited_site
    assert end(start()) == 0
    after = read(site)
    put(site, before)
    child = os.fork()
    if not child:
        left, replace = [stop], Path.replace

        def counted(self: Path, target: Path) -> Path:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(self, target)

        Path.replace = counted  # type: ignore[assignment,method-assign]
        os._exit(main(["update"]))
    status = end(child)
    assert status in (0, -signal.SIGKILL)
    if stop < PAGES:
        assert status == -signal.SIGKILL
    whole(read(site), before, after)
    assert translations(read(site)) >= translations(before)
    assert main(["update"]) == 0
    assert read(site) == after


def test_a_killed_command_leaves_nothing_for_long(edited_site: tuple[Site, Files]) -> None:
    """The command itself, as people start it, is killed; the next removes temporary files."""
    site, _ = edited_site
    command = [sys.executable, "-m", "pelican.plugins.bilingual", "update"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.3)
    process.kill()
    process.communicate()
    site.write("translations/tk/LC_MESSAGES/.page1.po.a1b2c3d4.part", 'msgid "half')
    site.write("translations/tk/LC_MESSAGES/gone/.x.po.a1b2c3d4.part", b"")
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert not list((site.root / "translations").rglob("*.part"))


def test_a_temporary_file_that_vanishes_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two updates at once: where one sweeps away the other's file, that one writes it again."""
    replace, swept = Path.replace, []

    def sweep(self: Path, target: Path) -> Path:
        if not swept:
            swept.append(self)
            self.unlink()
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", sweep)
    assert write_text(tmp_path / "one.po", "text")
    assert (tmp_path / "one.po").read_text() == "text"
    assert [one.name for one in tmp_path.iterdir()] == ["one.po"]

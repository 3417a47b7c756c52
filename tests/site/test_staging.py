"""The output folder: the old one or the new one, never a mixture, and never the sources."""

from __future__ import annotations

import errno
import gc
import logging
import os
import random
import shutil
import signal
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from support import Site, snapshot

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.plugin import in_words
from pelican.plugins.bilingual.project.cache import Cache
from pelican.plugins.bilingual.project.output.integrity import SUMS, verify_copy, write_sums
from pelican.plugins.bilingual.project.output.staging import Staging
from pelican.plugins.bilingual.publish.writer import EditionWriter


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")


def old_output(tmp_path: Path, *others: str) -> Path:
    """An output that a build has written: an index, and other pages."""
    output = tmp_path / "output"
    output.mkdir()
    for name in ("index.html", *others):
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_text("old")
    write_sums(output)
    return output


def rebuilt(output: Path, *names: str, keep: tuple[str, ...] = ()) -> list[str]:
    """Replace an output by one with an index and these files; what stays besides."""
    staging = Staging(output, Path.cwd())
    for name in ("index.html", *names):
        (staging.path / name).parent.mkdir(exist_ok=True)
        (staging.path / name).write_text("new")
    write_sums(staging.path)
    return staging.publish(keep)


def test_nothing_changes_before_publishing(tmp_path: Path) -> None:
    """While the new output is written the old one is served."""
    output = old_output(tmp_path)
    staging = Staging(output, Path.cwd())
    (staging.path / "index.html").write_text("new")
    assert (output / "index.html").read_text() == "old"
    assert staging.path.parent == output.parent
    staging.publish()
    assert (output / "index.html").read_text() == "new"
    assert [one.name for one in tmp_path.glob("output*")] == ["output"]


def test_what_is_not_in_the_new_output_is_gone(tmp_path: Path) -> None:
    """A page that was deleted does not linger in the output."""
    output = old_output(tmp_path, "gone.html", "gone/index.html")
    assert rebuilt(output) == []
    assert sorted(one.name for one in output.iterdir()) == [SUMS, "index.html"]


def test_what_no_build_has_written_stays(tmp_path: Path) -> None:
    """A clone's `.git`, a stranger's files, links and empty folders survive every build."""
    output = old_output(tmp_path, "gone/index.html")
    (output / ".git/refs/heads").mkdir(parents=True)
    (output / ".git/HEAD").write_text("ref")
    (output / "CNAME").write_text("mine")
    (output / "gone/notes.txt").write_text("mine")
    (output / "gone").chmod(0o700)
    (output / "link").symlink_to(tmp_path)
    (output / "dangling").symlink_to("nowhere")
    os.mkfifo(output / "pipe")
    for _ in range(2):
        names = rebuilt(output)
        assert [Path(one).parts[0] for one in names] == [
            "CNAME",
            "dangling",
            "gone",
            "link",
            "pipe",
        ]
    assert (output / ".git/refs/heads").is_dir()
    assert (output / ".git/HEAD").read_text() == "ref"
    assert (output / "CNAME").read_text() == "mine"
    assert [one.name for one in (output / "gone").iterdir()] == ["notes.txt"]
    assert (output / "gone").stat().st_mode & 0o777 == 0o700
    assert (output / "link").readlink() == tmp_path
    assert (output / "dangling").is_symlink()
    assert (output / "pipe").is_fifo()


@pytest.mark.parametrize("name", ["CNAME", "page"])
def test_a_strangers_file_is_not_written_over(tmp_path: Path, name: str) -> None:
    """Where a new file or folder has the place of one that no build wrote, the build refuses."""
    output = old_output(tmp_path)
    (output / name).write_text("mine")
    with pytest.raises(BilingualError, match="no build has written") as caught:
        rebuilt(output, "CNAME", "page/index.html")
    assert caught.value.where == str(output / name)
    assert (output / name).read_text() == "mine"
    assert (output / "index.html").read_text() == "old"
    assert rebuilt(output, "CNAME", "page/index.html", keep=(name,)) == []


def test_what_killed_builds_left_goes_with_the_next_good_one(tmp_path: Path) -> None:
    """Folders of dead builds go; that of a build at work, and a stranger's, stay."""
    output = old_output(tmp_path)
    for name in ("output.a1b2c3d4.unfinished", "output.e5f6_7h8.replaced"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.html").write_text("half")
    for name in ("output.2026", "output.20261127.old", "output.preview"):
        (tmp_path / name).mkdir()
    at_work = Staging(output, Path.cwd())
    rebuilt(output)
    names = {one.name for one in tmp_path.glob("output*")}
    kept = {"output.2026", "output.20261127.old", "output.preview"}
    assert names == {"output", at_work.path.name, *kept}


def test_killed_within_the_exchange_the_old_output_comes_back(tmp_path: Path) -> None:
    """Killed when the old output is moved away and the new one not yet there, nothing is lost."""
    output = old_output(tmp_path)
    (output / "CNAME").write_text("mine")
    child = os.fork()
    if not child:
        replace = Path.replace

        def killed(self: Path, target: Path) -> Path:
            if self.suffix == ".unfinished":
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(self, target)

        Path.replace = killed  # type: ignore[assignment,method-assign]
        rebuilt(output)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    assert not output.exists()
    assert rebuilt(output) == ["CNAME"]
    assert (output / "index.html").read_text() == "new"
    assert [one.name for one in tmp_path.glob("output*")] == ["output"]


@pytest.mark.parametrize("explicitly", [True, False])
def test_an_unfinished_output_is_thrown_away(tmp_path: Path, explicitly: bool) -> None:
    """A run that failed leaves no folder, whether it says so or is just forgotten."""
    output = old_output(tmp_path)
    staging = Staging(output, Path.cwd())
    (staging.path / "half.html").write_text("half")
    if explicitly:
        staging.discard()
    else:
        del staging
        gc.collect()
    assert [one.name for one in tmp_path.glob("output*")] == ["output"]
    assert (output / "index.html").read_text() == "old"


def test_a_published_output_is_not_thrown_away(tmp_path: Path) -> None:
    """Forgetting what was published does not delete it."""
    output = tmp_path / "output"
    staging = Staging(output, Path.cwd())
    (staging.path / "index.html").write_text("new")
    staging.publish()
    staging.discard()
    del staging
    gc.collect()
    assert (output / "index.html").read_text() == "new"


def test_retained_entries_stay(tmp_path: Path) -> None:
    """`OUTPUT_RETENTION` keeps entries of the old output; the new output's own come first."""
    output = old_output(tmp_path, "old.html")
    (output / ".git").mkdir()
    (output / ".git/HEAD").write_text("ref")
    (output / "CNAME").write_text("old")
    assert rebuilt(output, "CNAME", keep=(".git", "CNAME", "old.html", "missing")) == []
    assert (output / ".git/HEAD").read_text() == "ref"
    assert (output / "CNAME").read_text() == "new"
    assert (output / "old.html").read_text() == "old"


def test_a_failed_exchange_restores_the_old_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the new folder cannot take the place, the old one is back with all it kept."""
    output = old_output(tmp_path)
    (output / ".git").mkdir()
    staging = Staging(output, Path.cwd())
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if self == staging.path:
            raise OSError(16, "Device or resource busy")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(BilingualError, match="Device or resource busy"):
        staging.publish([".git"])
    monkeypatch.undo()
    assert (output / "index.html").read_text() == "old"
    assert (output / ".git").is_dir()


def test_a_linked_output_stays_a_link(tmp_path: Path) -> None:
    """Where `output` is a link, the folder behind it is renewed."""
    real = tmp_path / "www"
    real.mkdir()
    (real / "index.html").write_text("old")
    write_sums(real)
    link = tmp_path / "output"
    link.symlink_to(real)
    staging = Staging(link, Path.cwd())
    (staging.path / "index.html").write_text("new")
    staging.publish()
    assert link.is_symlink()
    assert (real / "index.html").read_text() == "new"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["output", "project", "www"]


def test_folders_above_the_output_are_made(tmp_path: Path) -> None:
    """The output may lie in folders that do not exist yet."""
    staging = Staging(tmp_path / "a/b/output", Path.cwd())
    staging.publish()
    assert (tmp_path / "a/b/output").is_dir()


@pytest.mark.parametrize("where", [".", "..", "../.."])
def test_the_project_is_never_replaced(tmp_path: Path, where: str) -> None:
    """An output that is the project's folder, or one above it, is refused at once."""
    (tmp_path / "project/index.html").write_text("mine")
    with pytest.raises(BilingualError, match="the folder that the site is built from"):
        Staging(Path(where), Path.cwd())
    assert (tmp_path / "project/index.html").read_text() == "mine"


@pytest.mark.parametrize("listed", [None, "no list", f"{'0' * 64}  one.jpg\n"])
@pytest.mark.parametrize("name", ["one.jpg", "index.html"])
def test_a_folder_of_other_things_is_never_replaced(
    tmp_path: Path, name: str, listed: str | None
) -> None:
    """An output that holds files but no site of ours is refused: they would be lost."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / name).write_text("mine")
    if listed:
        (tmp_path / "photos" / SUMS).write_text(listed)
    with pytest.raises(BilingualError, match="something else than a site"):
        Staging(tmp_path / "photos", Path.cwd())
    assert (tmp_path / "photos" / name).read_text() == "mine"


def test_an_empty_folder_or_a_clone_is_taken(tmp_path: Path) -> None:
    """A folder that is empty but for hidden entries becomes the output."""
    (tmp_path / "output/.git").mkdir(parents=True)
    staging = Staging(tmp_path / "output", Path.cwd())
    staging.publish([".git"])
    assert (tmp_path / "output/.git").is_dir()


def test_the_output_can_be_read_by_a_server(tmp_path: Path) -> None:
    """Others than its owner may read the output: temporary folders are private."""
    staging = Staging(tmp_path / "output", Path.cwd())
    staging.publish()
    assert (tmp_path / "output").stat().st_mode & 0o777 == 0o755


def test_a_rebuild_replaces_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two builds of a site, the second without one page, leave no trace of that page."""
    monkeypatch.chdir(tmp_path / "project")
    site = Site(tmp_path / "project")
    site.page("one")
    page = site.page("two")
    site.build()
    page.unlink()
    site.build()
    assert (site.output / "tk/one/index.html").is_file()
    assert not [path for path in site.output.rglob("*") if path.name == "two"]


def test_a_build_says_what_it_keeps(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """A file that no build has written stays and is named, by the build and in the sums."""
    site.page("one")
    site.build()
    site.write("output/notes.txt", "mine")
    site.write("output/\x1b[2J\n::error::x", "mine")
    site.write("output/en/one/more/notes.txt", "mine")
    site.build()
    assert r"output/\x1b[2J\n:\u003aerror:\u003ax: No build has" in caplog.text
    assert "output/en/one/more: No build has written this, so it stays" in caplog.text
    assert "output/notes.txt: No build has written this, so it stays" in caplog.text
    assert (site.output / "notes.txt").read_text() == "mine"
    whole, lines = verify_copy(site.output, None)
    assert whole
    assert "kept  notes.txt: not of the site, and as its build has found it." in lines
    assert sum(one.startswith("kept") for one in lines) == 3
    site.write("output/late.txt", "added")
    site.write("output/notes.txt", "altered")
    whole, lines = verify_copy(site.output, None)
    assert not whole
    assert {"added  late.txt", "altered  notes.txt"} <= {*lines}


def test_what_was_kept_stays_a_strangers(site: Site) -> None:
    """The next builds keep it, too; a copy without it is whole."""
    site.page("one")
    site.build()
    site.write("output/CNAME", "example.org")
    for _ in range(3):
        site.build()
        assert verify_copy(site.output, None)[0]
    assert (site.output / "CNAME").read_text() == "example.org"
    (site.output / "CNAME").unlink()
    assert verify_copy(site.output, None)[0]


def test_a_site_of_pelican_gets_the_plugin(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """Its old output stops no editor: it is put aside, whole, and the build says where."""
    site.page("one")
    settings = (site.root / "pelicanconf.py").read_text("utf-8")
    site.write("pelicanconf.py", settings.replace("\nBILINGUAL =", "\nOTHER ="))
    site.build()
    site.write("output/notes.txt", "mine")
    site.write("output/.git/HEAD", "ref: refs/heads/pages")
    before = snapshot(site.output)
    site.write("pelicanconf.py", settings)
    site.build()
    assert "It is now output.before" in caplog.text
    assert (site.output / "en/one/index.html").is_file()
    assert not (site.output / "archives.html").exists()
    assert (site.output / ".git/HEAD").is_file()
    assert snapshot(site.root / "output.before") == before
    site.build()
    assert verify_copy(site.output, None)[0]
    assert snapshot(site.root / "output.before") == before


def test_an_output_is_put_aside_once(site: Site) -> None:
    """What was put aside is never replaced by something else."""
    site.write("output/index.html", "<p>Powered by Pelican")
    site.write("output.before/index.html", "mine")
    site.page("one")
    assert "output.before: The output was written by Pelican without this plugin" in site.failure()
    assert snapshot(site.root / "output.before") == {"index.html": b"mine"}
    assert snapshot(site.output) == {"index.html": b"<p>Powered by Pelican"}


def test_a_full_disk_is_one_line(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room while pages are written: what, where and the remedy; the old output stays."""
    site.page("one")
    kept = (site.build() / "en/one/index.html").read_text("utf-8")

    def full(*args: object, **options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(EditionWriter, "_open_w", full)
    with pytest.raises(OSError, match="No space") as caught:
        site.build()
    record = logging.LogRecord("pelican", logging.CRITICAL, "", 0, "", (), caught._excinfo)
    assert in_words(record)
    assert record.exc_info is None
    assert record.getMessage() == (
        "output: The output cannot be written (No space left on device)."
        " Make room, or close what holds the folder, or name another one with --output."
    )
    assert (site.output / "en/one/index.html").read_text("utf-8") == kept


SPARE = ".cache/output.spare"


def kept(output: Path, files: dict[str, str]) -> int:
    """Build these files, keeping those that the old output has; how many those are."""
    cache = Cache(Path.cwd() / ".cache")
    staging = Staging(output, Path.cwd(), cache)
    count = 0
    for name, text in files.items():
        digest = sha256(text.encode()).hexdigest()
        if staging.keep(name, digest):
            count += 1
            continue
        (staging.path / name).parent.mkdir(parents=True, exist_ok=True)
        (staging.path / name).write_text(text)
        staging.note(name, digest)

    staging.publish(seal=write_sums)
    cache.close()
    return count


def test_what_is_kept_is_what_would_have_been_written(tmp_path: Path) -> None:
    """After any row of builds the output is that of the last one, and few files were written."""
    chance, output, files = random.Random(7), tmp_path / "output", {"index.html": "0"}
    files |= {f"{folder}/{name}": "0" for folder in ("a", "b/c") for name in ("1", "2")}
    for number in range(1, 40):
        before, name = dict(files), chance.choice([*files, "b/new", "a/1/deeper", "a/1", "d"])
        for one in [*files]:  # a file stands in the way of a folder, and the other way round
            if one != name and (one.startswith(f"{name}/") or name.startswith(f"{one}/")):
                del files[one]
        if name != "index.html" and chance.random() < 0.3:
            files.pop(name, None)
        else:
            files[name] = str(number)
        count = kept(output, files)
        assert count == (0 if number == 1 else sum(files.get(one) == before[one] for one in before))
        there = {name: text.decode() for name, text in snapshot(output).items() if name != SUMS}
        assert there == files
        good, said = verify_copy(output, None)
        assert good, (number, said)
        assert [one.name for one in tmp_path.glob("output*")] == ["output"]
        assert not any(one.is_dir() and not any(one.iterdir()) for one in output.rglob("*"))


def written(path: Path) -> None:
    """Another text of the same length, with the time of the old one."""
    found = path.stat()
    path.write_text("X" * found.st_size)
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


@pytest.mark.parametrize("place", ["output", SPARE])
@pytest.mark.parametrize("damage", [written, Path.unlink, lambda path: shutil.rmtree(path.parent)])
def test_what_somebody_has_changed_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, damage: Callable[[Path], None]
) -> None:
    """A file that is not as a build has left it is written again."""
    monkeypatch.chdir(tmp_path)
    files = {"index.html": "0", "a/1": "one", "a/2": "two"}
    for number in range(3):
        kept(tmp_path / "output", files | {"index.html": str(number)})
    damage(tmp_path / place / "a/1")
    kept(tmp_path / "output", files)
    assert {name: one.decode() for name, one in snapshot(tmp_path / "output").items()} | {
        SUMS: ""
    } == {**files, SUMS: ""}


def test_without_a_place_for_the_spare_output_there_is_none(tmp_path: Path) -> None:
    """A cache that is lost takes nothing with it but time."""
    files = {"index.html": "0", "a/1": "one"}
    for number in range(4):
        assert kept(tmp_path / "output", files | {"a/2": str(number)}) == 0
        assert snapshot(tmp_path / "output")["a/2"] == str(number).encode()
        shutil.rmtree(".cache")


def test_what_changes_while_a_site_is_built_is_not_taken_for_what_it_was(tmp_path: Path) -> None:
    """The sums promise what is there: a file that was to be kept is looked at once more."""
    output, text = tmp_path / "output", "one"
    kept(output, {"index.html": "0", "a/1": text})
    cache = Cache(Path.cwd() / ".cache")
    staging = Staging(output, Path.cwd(), cache)
    assert staging.keep("a/1", sha256(text.encode()).hexdigest())
    (output / "a/1").write_text("other")
    with pytest.raises(BilingualError, match="has changed while"):
        staging.publish(seal=write_sums)
    cache.close()
    assert snapshot(output)["index.html"] == b"0"

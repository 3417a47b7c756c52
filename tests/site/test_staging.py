"""The output folder: the old one or the new one, never a mixture, and never the sources."""

from __future__ import annotations

import errno
import gc
import logging
from pathlib import Path

import pytest
from support import Site

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.plugin import in_words
from pelican.plugins.bilingual.project.staging import Staging
from pelican.plugins.bilingual.publish.writer import EditionWriter


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")


def old_output(tmp_path: Path) -> Path:
    output = tmp_path / "output"
    output.mkdir()
    (output / "index.html").write_text("old")
    return output


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
    output = old_output(tmp_path)
    (output / "gone.html").write_text("old")
    staging = Staging(output, Path.cwd())
    staging.publish()
    assert list(output.iterdir()) == []


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
    output = old_output(tmp_path)
    (output / ".git").mkdir()
    (output / ".git/HEAD").write_text("ref")
    (output / "CNAME").write_text("old")
    staging = Staging(output, Path.cwd())
    (staging.path / "CNAME").write_text("new")
    staging.publish([".git", "CNAME", "missing"])
    assert (output / ".git/HEAD").read_text() == "ref"
    assert (output / "CNAME").read_text() == "new"
    assert not (output / "index.html").exists()


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


def test_a_folder_of_other_things_is_never_replaced(tmp_path: Path) -> None:
    """An output that holds files but no site is refused: they would be lost."""
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos/one.jpg").write_text("mine")
    with pytest.raises(BilingualError, match="something else than a site"):
        Staging(tmp_path / "photos", Path.cwd())
    assert (tmp_path / "photos/one.jpg").read_text() == "mine"


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

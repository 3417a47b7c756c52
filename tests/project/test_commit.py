"""Only what was asked for is committed, and nothing while git is at work on something else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from support import tool

from pelican.plugins.bilingual.project.commit import NO_CHECKOUT, changed, commit, in_the_way


def git(root: Path, *line: str) -> str:
    """What git says; it must not fail."""
    command = [tool("git", "git"), "-C", str(root), *line]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture(params=["", "site ň"], ids=["top", "below"])
def root(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A site with a catalog, the whole of a repository or a folder in it."""
    folder = tmp_path / request.param
    (folder / "po").mkdir(parents=True)
    (folder / "po/one.po").write_text("one\n")
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "config", "user.name", "Aýna")
    git(tmp_path, "config", "user.email", "ayna@example.org")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=First")
    return folder


def test_changed_and_new_catalogs_are_committed_and_nothing_else(root: Path) -> None:
    """What else is staged or changed stays so."""
    (root / "po/one.po").write_text("two\n")
    (root / "po/new ň.po").write_text("new\n")
    (root / "po/terms.csv").write_text("x\n")
    (root / "staged.po").write_text("x\n")
    git(root, "add", "staged.po")
    found = dict(changed(root, root / "po", ".po"))
    assert set(found) == {"po/one.po", "po/new ň.po"}
    assert "\n-one\n+two\n" in found["po/one.po"]
    assert "\n+new\n" in found["po/new ň.po"]
    assert in_the_way(root) is None
    assert commit(root, [*found], "Ýaz -- $(x)") == ""
    assert git(root, "log", "-1", "--format=%an|%s").strip() == "Aýna|Ýaz -- $(x)"
    assert dict(changed(root, root / "po", ".po")) == {}
    left = git(root, "status", "--porcelain", "--untracked-files=all").split("\n")
    assert [one[:2] for one in left if one] == ["A ", "??"]


def test_nothing_is_committed_in_the_midst_of_something(root: Path) -> None:
    """Real conflicts of a merge, a cherry-pick, a revert and a rebase; and no branch."""
    git(root, "checkout", "--quiet", "-b", "other")
    (root / "po/one.po").write_text("other\n")
    git(root, "commit", "--quiet", "--all", "--message=Other")
    git(root, "checkout", "--quiet", "main")
    (root / "po/one.po").write_text("mine\n")
    git(root, "commit", "--quiet", "--all", "--message=Mine")
    for what, line in {
        "merge": ["merge", "other"],
        "cherry-pick": ["cherry-pick", "other"],
        "revert": ["revert", "--no-edit", "HEAD~1"],
        "rebase": ["rebase", "other"],
    }.items():
        with pytest.raises(subprocess.CalledProcessError):
            git(root, *line)
        assert f"midst of a {what}" in str(in_the_way(root)), what
        git(root, what, "--abort")
        assert in_the_way(root) is None
    git(root, "checkout", "--quiet", "--detach")
    assert "No branch" in str(in_the_way(root))


def test_what_git_refuses_is_said(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook that fails, and a user whom git does not know."""
    hooks = Path(git(root, "rev-parse", "--path-format=absolute", "--git-path", "hooks").strip())
    hooks.mkdir(exist_ok=True)
    hook = hooks / "pre-commit"
    hook.write_text("#!/bin/sh\necho no catalogs today >&2\nexit 1\n")
    hook.chmod(0o755)
    (root / "po/one.po").write_text("two\n")
    assert "no catalogs today" in commit(root, ["po/one.po"], "x")
    assert [name for name, _ in changed(root, root / "po", ".po")] == ["po/one.po"]
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    git(root, "config", "--unset", "user.email")
    assert "user.email" in str(in_the_way(root))


def test_a_folder_without_git_says_so(tmp_path: Path) -> None:
    """Nothing else can be said of it."""
    assert in_the_way(tmp_path) == NO_CHECKOUT
    assert [*changed(tmp_path, tmp_path, ".po")] == []

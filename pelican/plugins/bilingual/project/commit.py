"""What has changed below a folder since git's last commit, and a commit of that alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from ..errors import Phrase, phrase
from .repository import git, git_said

_AT_WORK = {
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
}
"""What stands in git's folder while it is in the midst of something."""

NO_CHECKOUT = phrase("This is no Git checkout.")


def changed(root: Path, folder: Path, suffix: str) -> Iterator[tuple[str, str]]:
    """The files below a folder that are not as in the last commit: path below `root`, and diff."""
    listed = git(root, "status", "--porcelain", "-z", "-uall", "--no-renames", "--", str(folder))
    names = sorted(one[3:] for one in listed.split("\0") if one.endswith(suffix))
    prefix = git(root, "rev-parse", "--show-prefix").removesuffix("\n")
    for name in (one.removeprefix(prefix) for one in names):
        plain = "--no-ext-diff", "--no-color", "--no-textconv", "--no-renames"
        diff = git(root, "diff", *plain, "HEAD", "--", name)
        yield name, diff or git_said(root, "diff", *plain, "--no-index", "--", "/dev/null", name)[1]


def in_the_way(root: Path) -> Phrase | None:
    """Why nothing can be committed now, a sentence; None if it can."""
    if git(root, "rev-parse", "--is-inside-work-tree").strip() != "true":
        return NO_CHECKOUT
    for name, what in _AT_WORK.items():
        path = git(root, "rev-parse", "--git-path", name).strip()
        if path and (root / path).exists():
            return phrase("Git is in the midst of a %(what)s: end it first.", what=what)
    if not git(root, "symbolic-ref", "--quiet", "HEAD"):
        return phrase("No branch is checked out: a commit would get lost. Check one out first.")
    for name in ("user.name", "user.email"):
        if not git(root, "config", name).strip():
            return phrase(
                "Git does not know who you are: %(command)s", command=f'git config {name} "…"'
            )
    return None


def commit(root: Path, paths: Collection[str], message: str) -> str:
    """Commit these files alone, whatever else is staged; nothing is pushed.

    Gives what git says where it refuses, else nothing.
    """
    for step in (
        ("add", "--intent-to-add"),
        ("commit", "--quiet", "--only", f"--message={message}"),
    ):
        status, said = git_said(root, *step, "--", *paths)
        if status:
            return said.strip() or f"git {step[0]} has failed."
    return ""

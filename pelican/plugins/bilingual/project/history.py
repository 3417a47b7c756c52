"""What git knows: when lines were last changed; nothing where it is missing or knows too little."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

from .repository import git

_LINE = re.compile(r"(?P<commit>[0-9a-f]{40,64}) \d+ (?P<line>\d+)")
_TIME = "committer-time "


def line_dates(root: Path, paths: Iterable[str]) -> dict[str, dict[int, date]]:
    """For each file below `root` the day each line (from 1) was last changed.

    It is the committer's day, in UTC; changes of white space alone do not count. A file is
    left out that git does not track; all are where there is no git or no full history.
    """
    if git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}

    def blame(path: str) -> Mapping[int, date]:
        return parse_blame(git(root, "blame", "--porcelain", "-w", "--", path))

    names = list(dict.fromkeys(paths))
    with ThreadPoolExecutor(max_workers=8) as pool:
        return {
            name: dict(days)
            for name, days in zip(names, pool.map(blame, names), strict=True)
            if days
        }


def parse_blame(porcelain: str) -> dict[int, date]:
    """The day of each line from the output of `git blame --porcelain`."""
    days: dict[str, date] = {}
    commits: dict[int, str] = {}
    commit = ""
    for line in porcelain.split("\n"):
        found = _LINE.match(line)
        if found:
            commit = found["commit"]
            commits[int(found["line"])] = commit
        elif line.startswith(_TIME):
            seconds = int(line.removeprefix(_TIME))
            days[commit] = datetime.fromtimestamp(seconds, UTC).date()
    return {line: days[one] for line, one in commits.items() if one in days}


def text_date(days: Mapping[int, date], lines: Sequence[str], start: int, end: int) -> date | None:
    """The last change of a text that begins in line `start`; `end` is the next text's line.

    Lines count from 1; the text ends before an empty line.
    """
    found = [days[start]] if start in days else []
    for number in range(start + 1, min(end, len(lines) + 1)):
        if not lines[number - 1].strip():
            break
        if number in days:
            found.append(days[number])
    return max(found, default=None)


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision names (`HEAD^1`, `origin/main`); empty if there is none."""
    name = f"{revision}^{{commit}}"
    return git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name).strip()


def file_at(root: Path, commit: str, path: str) -> str:
    """The text of a file below `root` as it was in a commit; empty if it was not there."""
    return git(root, "show", f"{commit}:./{path}").removeprefix("\ufeff").replace("\r\n", "\n")


def begin(root: Path, message: str) -> bool:
    """Make a folder a repository of its own with all of it in a first commit; whether it is one.

    A folder within a repository stays as it is. Without a name that git signs with, or without
    git, there is no commit.
    """
    if not shutil.which("git") or git(root, "rev-parse", "--is-inside-work-tree"):
        return False
    git(root, "init", "--initial-branch", "main")
    git(root, "add", "--all")
    git(root, "commit", "--message", message)
    return bool(git(root, "rev-parse", "HEAD"))


def git_name(root: Path) -> str:
    """The name that git signs commits with; empty if there is none."""
    return git(root, "config", "user.name").strip()

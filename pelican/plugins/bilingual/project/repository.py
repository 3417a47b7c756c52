"""Git, and where a repository stands on the web; of the standard library alone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

_HOSTS = {
    "github.com": ("edit", "blob", "raw"),
    "gitlab.com": ("-/edit", "-/blob", "-/raw"),
    "codeberg.org": ("_edit", "src/branch", "raw/branch"),
}
"""What stands before the branch in the address of a file: to edit it, to read it, its bytes."""
_ALIASES = {"ssh.github.com": "github.com", "altssh.gitlab.com": "gitlab.com"}
"""The same hosts for who may connect by HTTPS alone."""
_SCP = re.compile(r"(?:[^@/:]+@)?(?P<host>[\w.-]+):(?P<path>[^/].*)")
"""A remote as OpenSSH's scp writes places: `git@github.com:you/site.git`."""
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+", re.ASCII)
_BRANCHES = ("CI_DEFAULT_BRANCH", "CI_REPO_DEFAULT_BRANCH", "GITHUB_BASE_REF")
"""How GitLab, Woodpecker and (in a pull request) GitHub name the branch that counts."""
_CHECKOUTS = {"CI_PROJECT_DIR": "CI_PROJECT_URL", "CI_WORKSPACE": "CI_REPO_URL"}
"""How GitLab and Woodpecker name the folder of their clone, and the repository's page."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository on GitHub, GitLab or Codeberg."""

    url: str
    """`https://github.com/you/site`."""
    branch: str
    """Where changes are proposed to."""
    folder: str = ""
    """The site's folder in it: empty, or with a slash at its end."""

    def edit_url(self) -> str:
        """Where a file can be edited, with `{path}` for its path in the site's folder."""
        return self._file(0)

    def view_url(self) -> str:
        """Where a file can be read, with `{path}`."""
        return self._file(1)

    def raw_url(self) -> str:
        """Where a file's bytes are, with `{path}`."""
        return self._file(2)

    def _file(self, purpose: int) -> str:
        way = _HOSTS[urlsplit(self.url).netloc][purpose]
        return f"{self.url}/{way}/{quote(self.branch)}/{quote(self.folder)}{{path}}"


def repository(root: Path, environment: Mapping[str, str] = os.environ) -> Repository | None:
    """The repository of a folder, by its remote `origin`; None where that is not on a known host.

    The branch is the default one of `origin` where git knows it, else what CI names, else the one
    that is checked out. Where git is missing, CI says the rest, too. Nothing is asked of a network.
    """
    url = web_address(git(root, "remote", "get-url", "origin").strip())
    if not url:
        return _of_checkout(root, environment)
    head = git(root, "symbolic-ref", "--short", "refs/remotes/origin/HEAD").strip()
    named = (environment.get(one, "") for one in _BRANCHES)
    branch = head.removeprefix("origin/") or next(filter(None, named), "")
    branch = branch or git(root, "symbolic-ref", "--short", "HEAD").strip()
    folder = git(root, "rev-parse", "--show-prefix").strip()
    return Repository(url, branch, folder) if branch else None


def _of_checkout(root: Path, environment: Mapping[str, str]) -> Repository | None:
    """The repository that CI says it has cloned, if the folder is in that clone."""
    for name, address in _CHECKOUTS.items():
        clone = Path(environment.get(name, "")).resolve()
        url = web_address(environment.get(address, ""))
        branch = next(filter(None, (environment.get(one, "") for one in _BRANCHES)), "")
        if environment.get(name) and url and branch and root.resolve().is_relative_to(clone):
            folder = root.resolve().relative_to(clone).as_posix()
            return Repository(url, branch, "" if folder == "." else f"{folder}/")
    return None


def web_address(remote: str) -> str:
    """The page of a repository by its remote; empty for another host.

    It is made anew of host and path: a name, a password or a token in the remote stays there.
    """
    if "://" in remote:
        try:
            parts = urlsplit(remote)
        except ValueError:
            return ""
        host, path = parts.hostname or "", parts.path
    else:
        found = _SCP.fullmatch(remote)
        host, path = (found["host"], found["path"]) if found else ("", "")
    host = host.lower().removeprefix("www.")
    host = _ALIASES.get(host, host)
    path = path.strip("/").removesuffix(".git")
    levels = path.count("/") == 1 or host == "gitlab.com"  # which has groups in groups
    known = host in _HOSTS and levels and _PATH.fullmatch(path)
    return f"https://{host}/{path}" if known else ""


def git(root: Path, *arguments: str) -> str:
    """What git prints in a folder; nothing where it is missing or fails."""
    status, said = git_said(root, *arguments)
    return said if status == 0 else ""


def git_said(root: Path, *arguments: str) -> tuple[int, str]:
    """Git's status in a folder, and what it prints: where it fails, on standard error, too."""
    program = shutil.which("git")
    if program is None:
        return 1, "git is missing"
    command = [program, "--no-optional-locks", "-C", str(root), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 # the arguments are ours
            command, capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, type(error).__name__
    said = done.stdout + done.stderr if done.returncode else done.stdout
    return done.returncode, said.decode("utf-8", "replace")

"""How old the locked packages are: `python tests/outdated.py requirements-dev.txt translations`.

Prints Markdown. Newer releases are news; a release that was withdrawn, that has a known
vulnerability, or of which nobody could say, ends it with status 1. It asks the package index.
Folders with a lock file of npm are asked about newer releases alone: what they bring is data, or
is used by tests only.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PYTHON = sys.executable
AUDIT = "pip-audit>=2.10,<3"
PIP = [PYTHON, "-m", "pip", "--disable-pip-version-check"]
DRY = ["--quiet", "install", "--dry-run", "--ignore-installed", "--no-deps", "--require-hashes"]


def canonical(name: str) -> str:
    """A package's name as the index spells it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(text: str) -> dict[str, str]:
    """Names and versions in a lock file."""
    return {canonical(n): v for n, v in re.findall(r"^([\w.-]+)==([^\s;\\]+)", text, re.MULTILINE)}


def newer(listed: list[dict[str, Any]], lock: dict[str, str]) -> list[str]:
    """From `pip list --outdated`: what is locked and has a newer release."""
    return [
        f"{one['name']} {one['version']} → {one['latest_version']}"
        for one in listed
        if canonical(one["name"]) in lock
    ]


def newer_of_npm(listed: dict[str, dict[str, str]]) -> list[str]:
    """From `npm outdated --json`, which also lists what is only not installed."""
    return [
        f"{name} {one['wanted']} → {one['latest']}"
        for name, one in listed.items()
        if one["wanted"] != one["latest"]
    ]


def withdrawn(report: dict[str, Any]) -> list[str]:
    """From pip's installation report: what its makers have withdrawn."""
    return [
        f"{one['metadata']['name']} {one['metadata']['version']}"
        for one in report["install"]
        if one.get("is_yanked")
    ]


def vulnerable(audit: dict[str, Any]) -> list[str]:
    """From pip-audit: what is known, and the releases in which it is mended."""
    return [
        f"{one['name']} {one['version']}: {fault['id']}"
        f" (mended in {', '.join(fault['fix_versions']) or 'no release yet'})"
        for one in audit["dependencies"]
        for fault in one.get("vulns", ())
    ]


def unknown(audit: dict[str, Any]) -> list[str]:
    """From pip-audit: packages that it could not ask about."""
    return [one["name"] for one in audit["dependencies"] if "skip_reason" in one]


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    """A heading and a list."""
    yield f"## {title}\n"
    yield "\n".join(f"- {line}" for line in lines) or "None."
    yield ""


def answer_of(*command: str, fine: tuple[int, ...] = (0,)) -> Any:
    """The JSON that a command prints; exits with its complaint when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in fine or not done.stdout.strip():
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return json.loads(done.stdout)


def main(arguments: Iterable[str]) -> int:
    """Ask about the packages in this lock file, and in folders with one of npm's."""
    lock, *folders = arguments
    uv = str(Path(PYTHON).with_name("uv"))
    audit = [uv, "tool", "run", "--quiet", "--from", AUDIT, "pip-audit", "--progress-spinner=off"]
    audit += ["--format=json", "--require-hashes", "--disable-pip", "--requirement", lock]
    listed = answer_of(*PIP, "list", "--outdated", "--format=json")
    old = newer(listed, locked(Path(lock).read_text("utf-8")))
    for folder in folders if shutil.which("npm") else ():
        npm = answer_of("npm", "outdated", "--json", "--prefix", folder, fine=(0, 1))
        old += newer_of_npm(npm)
    audited = answer_of(*audit, fine=(0, 1))
    wrong = {
        "Withdrawn releases": withdrawn(answer_of(*PIP, *DRY, "--report=-", "--requirement", lock)),
        "Known vulnerabilities": vulnerable(audited),
        "Packages that could not be asked about": unknown(audited),
    }
    for title, lines in {"Newer releases": old, **wrong}.items():
        print("\n".join(section(title, lines)))
    return int(any(wrong.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

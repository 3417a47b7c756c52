"""What a release holds and says of itself."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from zipfile import ZipFile

import pytest
from metadata import absolute
from support import PROJECT, missing, tool

from pelican.plugins.bilingual import __version__

URL = "https://github.com/you/explainers"
REMOTE = "https://x-access-token:TOKEN@github.com/you/explainers.git"


def run(folder: Path, *command: str | Path, **variables: str) -> str:
    """Run a program; fails as it does, and gives what it printed."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=variables or None
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a source archive, made in a clone whose remote is on GitHub."""
    root, git = tmp_path_factory.mktemp("release"), tool("git", "git")
    if not (PROJECT / ".git").exists():
        missing("Releases are made of a clone.")
    listed = run(PROJECT, git, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        if (PROJECT / name).is_file():
            (root / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
            (root / "clone" / name).write_bytes((PROJECT / name).read_bytes())
    run(root / "clone", git, "init", "--quiet")
    run(root / "clone", git, "remote", "add", "origin", REMOTE)
    run(root / "clone", sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", root)
    with tarfile.open(next(root.glob("*.tar.gz"))) as archive:
        archive.extractall(root, filter="data")
    return next(root.glob("pelican_bilingual-*/"))


@pytest.fixture(scope="module")
def wheel(release: Path) -> Path:
    """The wheel that is made of the source archive."""
    run(release, sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", release.parent)
    return next(release.parent.glob("*.whl"))


@pytest.fixture(scope="module")
def described(wheel: Path) -> Message:
    """The wheel's METADATA."""
    with ZipFile(wheel) as archive:
        name = next(one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_the_version_stands_in_one_place(described: Message) -> None:
    """The package's is the release's; the changelog begins with it."""
    assert described["Version"] == __version__
    (first, *_) = re.findall(r"^## (\S+)$", (PROJECT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert first == __version__


def test_the_source_archive_holds_documents_and_tests(release: Path) -> None:
    """Whatever git has; so a distribution can build, test and document from it."""
    listed = run(PROJECT, tool("git", "git"), "ls-files").splitlines()
    absent = [one for one in listed if (PROJECT / one).exists() and not (release / one).exists()]
    assert absent == []


def test_the_unit_tests_run_from_the_source_archive(release: Path) -> None:
    """Those that need no site of ours and no other program."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/project"]
    kept = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(release)}
    assert " passed" in run(
        release, *command, "tests/finish", "tests/language/test_dates.py", **kept
    )


def test_addresses_follow_from_the_remote_without_its_secret(described: Message) -> None:
    """Each kind that PyPI has a sign for; the token of the clone is nowhere."""
    urls = dict(one.split(", ") for one in described.get_all("Project-URL", []))
    assert set(urls) == {"Homepage", "Documentation", "Source", "Issues", "Changelog"}
    assert urls["Source"] == URL
    assert urls["Changelog"] == f"{URL}/blob/v{__version__}/CHANGELOG.md"
    assert "TOKEN" not in described.as_string()


def links(text: str) -> Mapping[str, str]:
    """The links of a Markdown text that is no code, by what is around them."""
    prose = re.sub(r"^```.*?^```|`[^`\n]*`", "", text, flags=re.MULTILINE | re.DOTALL)
    return {found[0]: found[1] for found in re.finditer(r"\]\(([^)\s]+)\)", prose)}


def test_readme_leads_somewhere_on_pypi(described: Message) -> None:
    """Every link is absolute: pictures to their bytes, documents to their page; code is code."""
    readme = str(described.get_payload(decode=True), "utf-8")
    found = links(readme).values()
    assert len(found) == len(links((PROJECT / "README.md").read_text("utf-8")).values()) > 10
    assert all(re.match("https://|#", one) for one in found)
    assert f"]({URL}/raw/v{__version__}/docs/images/en.png)" in readme
    assert f"]({URL}/blob/v{__version__}/docs/publishing.md)" in readme
    assert f"[![Tests]({URL}/actions/workflows/tests.yml/badge.svg?branch=main)" in readme
    assert "`[text]({filename}safe-city.md)`" in readme


@pytest.mark.parametrize(
    ("given", "made"),
    [
        ("[a](b.md#c)", "[a](v/b.md#c)"),
        ("[a](#c)", "[a](#c)"),
        ("[a](https://e.org/x)", "[a](https://e.org/x)"),
        ("[![p](i.png)](b.md) ![q](j.png)", "[![p](r/i.png)](v/b.md) ![q](r/j.png)"),
        ("[x] ![q](j.png)\n\n[y][z] [a](b)", "[x] ![q](r/j.png)\n\n[y][z] [a](v/b)"),
        ("`[a](b)` [`![`](b)", "`[a](b)` [`![`](v/b)"),
        ("```\n[a](b)\n```\n[a](b)", "```\n[a](b)\n```\n[a](v/b)"),
    ],
)
def test_relative_links_become_absolute(given: str, made: str) -> None:
    """Pictures and pages each have an address of their own."""
    found = absolute(given, "https://h/v/{path}", "https://h/r/{path}")
    assert found == re.sub(r"\((?=[vr]/)", "(https://h/", made)


def test_the_package_is_typed(wheel: Path) -> None:
    """So that type checkers read it."""
    assert "pelican/plugins/bilingual/py.typed" in ZipFile(wheel).namelist()

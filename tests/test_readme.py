"""The README's commands run as written, on a clone."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import PROJECT, tool

from pelican.plugins.bilingual.source.targets import with_targets

README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
MAKE = sorted(set(re.findall(r"`make ([a-z-]+)`", README)))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of the repository as git has them, with changes that are not committed."""
    root = tmp_path_factory.mktemp("clone")
    listed = subprocess.run(
        [tool("git", "git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (PROJECT / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, root / name)
    return root


def run(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a line of the README in a shell, as a person would."""
    environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH")}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment | variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_make_html_builds_the_site_on_a_fresh_clone(clone: Path) -> None:
    """The first command needs nothing but Python and make, and prints no warning."""
    tool("make", "make")
    built = run("make html", clone)
    assert built.returncode == 0, built.stderr
    for page in ("index.html", "en/index.html", "tk/index.html", "tk/feed.xml"):
        assert (clone / "output" / page).is_file()
    assert "WARNING" not in built.stdout + built.stderr


@pytest.mark.parametrize("target", [name for name in MAKE if name not in ("html", "serve", "test")])
def test_the_other_make_targets_run(clone: Path, target: str) -> None:
    """Every `make` target that the README names succeeds, and the catalogs are up to date."""
    catalogs = {path: path.read_bytes() for path in clone.glob("translations/**/*.po")}
    done = run(f"make {target}", clone)
    assert done.returncode == 0, done.stderr
    assert catalogs == {path: path.read_bytes() for path in clone.glob("translations/**/*.po")}


def test_the_targets_that_run_for_long_exist(clone: Path) -> None:
    """`make serve` and `make test` are what `test_serve` and this very run are."""
    for target in ("serve", "test"):
        assert run(f"make --dry-run {target}", clone).returncode == 0


def test_the_lines_without_make_work_in_an_environment_of_ones_own(
    clone: Path, tmp_path: Path
) -> None:
    """Install with hashes, install the plugin, `pelican`; `pytest` finds its tests."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "own"], check=True)
    path = f"{tmp_path / 'own' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    lines = next(block for block in BLOCKS if "pelican\n" in block).splitlines()
    shutil.rmtree(clone / "output", ignore_errors=True)
    for line in lines:
        command = "pytest --collect-only --quiet" if line == "pytest" else line
        done = run(command, clone, PATH=path)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    assert (clone / "output" / "tk" / "index.html").is_file()


def test_the_windows_lines_are_the_same_commands(clone: Path) -> None:
    """What Windows users are told differs in paths only."""
    windows = re.findall(r"^```bat\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)[0].splitlines()
    unix = next(block for block in BLOCKS if "pelican\n" in block).splitlines()
    told = [line.replace(".venv\\Scripts\\", "") for line in windows]
    assert unix[:3] == [line for line in told if line in unix][:3]


def test_a_wrong_command_and_an_old_python_get_one_sentence(clone: Path, tmp_path: Path) -> None:
    """Both say what to do instead."""
    wrong = run("make sit", clone)
    assert wrong.returncode != 0
    assert "There is no 'make sit'. 'make help' lists what there is." in wrong.stderr
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\n[ "$1" != -c ]\n')
    old.chmod(0o755)
    shutil.rmtree(clone / ".venv", ignore_errors=True)
    refused = run(f"make html PYTHON={old}", clone)
    assert refused.returncode != 0
    assert "Python 3.9.2 is too old: install Python 3.11 or newer" in refused.stderr
    absent = run("make html PYTHON=no-such-python", clone)
    assert "Python is missing: install Python 3.11 or newer" in absent.stderr


def test_every_setting_is_in_the_readme() -> None:
    """The settings table is made of the rows that the plugin reads by; `make manual` renews it."""
    manual = runpy.run_path(str(PROJECT / "tools/manual.py"))
    assert manual["with_settings"](README) == README
    assert manual["with_settings"]("<!-- settings -->\n\n?\n\n<!-- end -->") in README


def test_every_file_that_the_documents_link_to_exists() -> None:
    """No dead link between the documents."""
    for document in [*PROJECT.glob("*.md"), *PROJECT.glob("docs/**/*.md")]:
        targets: list[str] = []
        with_targets(document.read_text("utf-8"), lambda one, _, to=targets: to.append(one) or one)
        for target in targets:
            if ":" not in target and not target.startswith("../../actions/"):  # GitHub's own pages
                assert (document.parent / target).exists(), f"{document.name}: {target}"

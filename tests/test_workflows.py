"""GitHub's workflows: linters find nothing, and what they run can be run here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import PROJECT, missing, tool

FILES = sorted((PROJECT / ".github/workflows").glob("*"))
TEXTS = {file.name: file.read_text(encoding="utf-8") for file in FILES}
MAKE = re.compile(r'make (?:--silent )?([a-z]+)(?: [A-Z]+=\w+)*(?: >> "\$GITHUB_STEP_SUMMARY")?')
every = pytest.mark.parametrize("name", TEXTS)


def linter(name: str) -> str:
    """A linter of the environment that runs the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    return found or missing(f"{name} is missing: run make .venv/developer.")


def jobs(text: str) -> dict[str, str]:
    """The jobs of a workflow by name."""
    return dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", text.split("\njobs:\n")[1], re.M))


def runs(text: str) -> list[str]:
    """The make targets of a workflow, in its order."""
    found = [MAKE.fullmatch(line) for line in re.findall(r"^ *(?:- )?run: (.*)$", text, re.M)]
    assert all(found), "a step runs something that is not one make target"
    return [one[1] for one in found if one]


def test_there_is_a_workflow_for_changes_for_main_and_for_every_week() -> None:
    """Three files, each started by what it is for; nothing starts with a stranger's rights."""
    triggers = {name: text.split("\non:\n")[1].split("\n\n")[0] for name, text in TEXTS.items()}
    assert triggers["checks.yml"] == "  pull_request:"
    assert "    branches: [main]" in triggers["deploy.yml"]
    assert "  schedule:" in triggers["weekly.yml"]
    assert len(triggers) == 3
    assert "pull_request_target" not in str(TEXTS)
    assert "secrets." not in str(TEXTS)


@pytest.mark.parametrize(
    "line", ["jactionlint", "zizmor --offline --no-progress --persona auditor"]
)
def test_linters_find_nothing(line: str) -> None:
    """No finding of any severity, and none that is ignored by a comment."""
    name, *options = line.split()
    strict = ["--strict-exit", "--no-ignores"] if name == "jactionlint" else ["--no-ignores"]
    files = [*FILES, PROJECT / ".github/dependabot.yml"]
    done = subprocess.run(
        [linter(name), *options, *strict, *files],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_careless_workflow_would_be_found(tmp_path: Path) -> None:
    """The linters are awake."""
    careless = tmp_path / "careless.yml"
    careless.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - uses: actions/checkout@v4\n      - run: echo ${{ github.head_ref }}\n"
    )
    for name, options in {"jactionlint": ["--strict-exit"], "zizmor": ["--offline"]}.items():
        done = subprocess.run(
            [linter(name), *options, careless], capture_output=True, check=False, timeout=60
        )
        assert done.returncode, name


@every
def test_every_action_is_pinned_by_its_commit(name: str) -> None:
    """40 hex digits, and beside them the version that they are; one action, one commit."""
    used = re.findall(r"^ *(?:- )?uses: (.*)$", TEXTS[name], re.M)
    assert used
    for one in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one
    everywhere = set(re.findall(r"uses: ([a-z/-]+)(@.*)$", "".join(TEXTS.values()), re.M))
    assert len({action for action, _ in everywhere}) == len(everywhere)


@every
def test_a_job_may_do_what_it_needs_and_no_more(name: str) -> None:
    """Nothing by default; reading, except for the job that publishes; no credentials are kept."""
    text = TEXTS[name]
    assert "\npermissions: {}\n" in text
    assert "\nconcurrency:\n" in text
    assert text.count("actions/checkout@") == text.count("persist-credentials: false")
    for job, lines in jobs(text).items():
        given = re.search(r"^    permissions:\n((?:      .*\n)+)", lines, re.M)
        assert given, job
        rights = set(re.findall(r"^      ([a-z-]+: \w+)", given[1], re.M))
        may_write = {"pages: write", "id-token: write"} if job == "deploy" else set()
        assert rights - {"contents: read", "pages: read"} == may_write, job
        assert re.search(r"^    timeout-minutes: \d+$", lines, re.M), job


@every
def test_what_a_step_runs_can_be_run_here(name: str) -> None:
    """Each is one make target that exists."""
    for target in runs(TEXTS[name]):
        done = subprocess.run(
            [tool("make", "make"), "--dry-run", target],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_main_is_asked_what_a_pull_request_is_asked() -> None:
    """Whatever can refuse a change can refuse to publish; then comes the publishing."""
    asked = set(runs(TEXTS["checks.yml"]))
    assert {"test", "check", "publish", "weights", "summary"} <= asked
    assert asked - set(runs(TEXTS["deploy.yml"])) == {"summary", "weights"}
    assert "needs: [checks, build]" in jobs(TEXTS["deploy.yml"])["deploy"]


def test_tests_are_left_out_only_where_their_pages_are_gone() -> None:
    """The page that the workflows look for is one of this repository's, so here they run."""
    for name in ("checks.yml", "deploy.yml"):
        pages = re.findall(r"^        if: hashFiles\('(.*)'\) != ''$", TEXTS[name], re.M)
        assert len(pages) == TEXTS[name].count(" if: hashFiles(") == 2
        assert all((PROJECT / page).is_file() for page in pages)
        assert "if: " not in re.sub(r"if: (hashFiles|github\.ref)", "", TEXTS[name])


@every
def test_caches_follow_lock_files(name: str) -> None:
    """Every cache is keyed by files that are there; what is published is built without one."""
    keys = re.findall(r"cache-dependency-path:(?: ([^|\s]+)| \|\n((?: {12}.*\n)+))", TEXTS[name])
    assert len(keys) == len(re.findall(r"^ *cache: ", TEXTS[name], re.M))
    for one, several in keys:
        for path in (one or several).split():
            assert (PROJECT / path).is_file()
    if name == "deploy.yml":
        assert "cache" not in re.sub(r"#.*", "", jobs(TEXTS[name])["build"])


def test_the_folder_that_is_uploaded_is_the_one_that_is_built() -> None:
    """Pelican's OUTPUT_PATH."""
    settings = (PROJECT / "pelicanconf.py").read_text("utf-8")
    folder = re.search(r'^OUTPUT_PATH = "(\w+)"$', settings, re.M)
    assert folder
    assert f"path: {folder[1]}\n" in jobs(TEXTS["deploy.yml"])["build"]


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        ("", []),
        ("https://you.github.io", ['SITEURL="https://you.github.io"']),
        ("http://e.example/a b", ['SITEURL="http://e.example/a b"']),
    ],
)
def test_publish_hands_the_address_to_the_build(
    address: str, arguments: list[str], tmp_path: Path
) -> None:
    """As one JSON text; without an address the settings' own counts."""
    fake = tmp_path / "bin/python"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    fake.chmod(0o755)
    (tmp_path / "installed").touch()
    (tmp_path / "python").touch()
    (tmp_path / "formats").touch()
    done = subprocess.run(
        [tool("make", "make"), "publish", f"VENV={tmp_path}"],
        cwd=PROJECT,
        env={"PATH": "/usr/bin:/bin", "SITEURL": address},
        capture_output=True,
        text=True,
        check=True,
    )
    build = ["-m", "pelican", "-e", "BILINGUAL_FORMATS=true"]
    assert done.stdout.splitlines() == [*build, *arguments]


def test_what_ci_installs_is_what_every_run_installs() -> None:
    """`make packages` and .ci/run name the same packages, or .ci/run uses the former's list."""
    run, packages = ((PROJECT / ".ci" / name).read_text("utf-8") for name in ("run", "packages"))
    if ".ci/packages" not in run:
        named = " ".join(re.findall(r"packages\+?=\((.*?)\)", run)).split()
        assert set(named) <= set(" ".join(re.findall(r"packages\+?=\((.*?)\)", packages)).split())

"""GitHub's workflows, beyond what `make lint` finds in them: what they run can be run here."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from support import PROJECT, tool

from pelican.plugins.bilingual.cli.new import WORKFLOWS

FILES = sorted((PROJECT / ".github/workflows").glob("*"))
TEXTS = {file.name: file.read_text(encoding="utf-8") for file in FILES}
MAKE = re.compile(r'make (?:--silent )?([a-z-]+)(?: [A-Z]+=\w+)*(?: >> "\$GITHUB_STEP_SUMMARY")?')
every = pytest.mark.parametrize("name", TEXTS)


def jobs(text: str) -> dict[str, str]:
    """The jobs of a workflow by name."""
    return dict(re.findall(r"^  (\w+):\n((?:    .*\n|\n)+)", text.split("\njobs:\n")[1], re.M))


def runs(text: str) -> list[str]:
    """What the steps of a workflow run, each as a shell script."""
    steps = re.findall(r"^ +(?:- )?run: (?:\|\n((?: {10}.*\n)+)|(.*)$)", text, re.M)
    return [re.sub("^ {10}", "", several, flags=re.M) or one for several, one in steps]


def test_actions_are_their_hosts_own_and_of_one_version() -> None:
    """GitHub's, and PyPI's; beside each commit stands the version; one action has one commit."""
    used = set(re.findall(r"uses: (.*)$", "".join(TEXTS.values()), re.M))
    known = r"(?:actions/[a-z-]+|pypa/gh-action-pypi-publish)@[0-9a-f]{40} # v\d+\.\d+\.\d+"
    assert all(re.fullmatch(known, one) for one in used)
    assert len({one.split("@")[0] for one in used}) == len(used)


def test_what_may_write_runs_nothing_of_the_site() -> None:
    """Only Start, which its owner starts by hand, runs a program in a job that may write."""
    for name in set(TEXTS) - {"start.yml"}:
        for job in jobs(TEXTS[name]).values():
            if ": write" in job:
                assert not re.search(r"\.github/run|make |python|pip|pelican|bilingual ", job)


@pytest.mark.parametrize("program", ["python", "node"])
def test_versions_are_those_that_were_run(program: str) -> None:
    """Where they are said to have been; what publishes has the newest of them."""
    text = (PROJECT / "docs/dependencies.md").read_text("utf-8")
    said = re.search(rf"The tests were run with .*?{program.title()} ([\d., and]+\d)", text, re.S)
    assert said
    run = re.findall(r"\d+(?:\.\d+)?", said[1])
    named = re.findall(rf"{program}(?:-version)?: (.*)", "".join(TEXTS.values()))
    versions = set(re.findall(r"\d+(?:\.\d+)?", re.sub("#.*", "", " ".join(named))))
    assert versions <= set(run)
    assert run[-1] in versions


@every
def test_what_a_step_runs_can_be_run_here(name: str) -> None:
    """A make target that exists, or a step of `.github/run`, which here is made of such."""
    steps = (PROJECT / ".github/run").read_text("utf-8")
    scripts = [*runs(TEXTS[name]), steps]
    for step in re.findall(r"\.github/run (\w+)", "\n".join(scripts)):
        assert f"\n{step}) make " in steps
    for target in re.findall(r"make (?:--silent )?([a-z-]+)", "\n".join(scripts)):
        done = subprocess.run(
            [tool("make", "make"), "--dry-run", target],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


def test_main_is_asked_what_a_pull_request_is_asked() -> None:
    """Whatever can refuse a change of the site can refuse to publish; then comes the publishing."""
    asked, published = (runs(TEXTS[name]) for name in ("checks.yml", "publish.yml"))
    assert {one for one in asked if "SUMMARY" not in one} == {
        one for one in published if "OUTPUT" not in one
    }
    assert "needs: build" in jobs(TEXTS["publish.yml"])["publish"]


def test_a_release_is_made_without_a_cache_and_published_without_a_secret() -> None:
    """PyPI knows the workflow by its name; the step that may say who it is runs one action."""
    text = TEXTS["release.yml"]
    publish = jobs(text)["publish"]
    assert re.findall(r"\w[\w-]*: write", text) == ["id-token: write"]
    assert "id-token: write" in publish
    assert "run:" not in publish
    assert not re.search(r"cache: |secrets\.", text)


def test_start_switches_off_what_only_the_program_needs() -> None:
    """Whatever a made site does not get; the documents name the same."""
    off = set(re.findall(r"gh workflow disable (\S+)$", TEXTS["start.yml"], re.M))
    assert off == set(TEXTS) - set(WORKFLOWS)
    (row,) = re.findall(
        r"^\| (.*) \| only where", (PROJECT / "docs/publishing.md").read_text("utf-8"), re.M
    )
    assert {f"{one.lower()}.yml" for one in re.findall(r"\*(\w+)\*", row)} == off


@every
def test_caches_follow_lock_files(name: str) -> None:
    """Every cache is keyed by files that are there."""
    keys = re.findall(r"cache-dependency-path:(?: ([^|\s]+)| \|\n((?: {12}.*\n)+))", TEXTS[name])
    assert len(keys) == len(re.findall(r"^ *cache: ", TEXTS[name], re.M))
    for one, several in keys:
        for path in (one or several).split():
            assert (PROJECT / path).is_file()


def test_the_folder_that_is_uploaded_is_the_one_that_is_built() -> None:
    """Pelican's OUTPUT_PATH."""
    settings = (PROJECT / "pelicanconf.py").read_text("utf-8")
    folder = re.search(r'^OUTPUT_PATH = "(\w+)"$', settings, re.M)
    assert folder
    assert f"path: {folder[1]}\n" in jobs(TEXTS["publish.yml"])["build"]


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

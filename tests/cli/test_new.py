"""A stranger's site: from an empty folder, with nothing but the wheel, to a page online."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Mapping
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from support import PROJECT, parse_html, text_of, tool

from pelican.plugins.bilingual.cli.main import main

PAIRS = [("en,uz", "uz"), ("de,uk", "uk"), ("fa,en", "en")]
Run = Callable[..., str]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin as it is released."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", folder, PROJECT], check=True)
    (found,) = folder.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """The variables of a shell in which the wheel is installed, and nothing else of the project."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin/python"
    packages = next((folder / "lib").glob("python*/site-packages"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index"]
    subprocess.run([*pip, "--no-deps", wheel], check=True)
    script = '#!/bin/sh\nexec "$(dirname "$0")/python" -m pelican "$@"\n'
    (folder / "bin/pelican").write_text(script)
    (folder / "bin/pelican").chmod(0o755)
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    person = {
        f"GIT_{who}_{what}": "A Person" for who in ("AUTHOR", "COMMITTER") for what in ("NAME",)
    }
    person |= {f"GIT_{who}_EMAIL": "person@example.org" for who in ("AUTHOR", "COMMITTER")}
    return kept | person | {"PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"}


@pytest.fixture
def run(environment: Mapping[str, str], tmp_path: Path) -> Run:
    """Runs a line in a shell; fails as it does, and gives what it printed."""

    def run(line: str, folder: Path = tmp_path, **variables: str) -> str:
        done = subprocess.run(
            ["/bin/sh", "-euc", line],
            cwd=folder,
            env={**environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        return done.stdout

    return run


def steps(workflow: Path) -> list[str]:
    """What a workflow runs, but for the installation."""
    lines = re.findall(r"run: (sh \.github/run .*)$", workflow.read_text("utf-8"), re.M)
    assert len(lines) > 2
    return [one for one in lines if "install" not in one]


@pytest.mark.parametrize(("languages", "target"), PAIRS, ids=[one for one, _ in PAIRS])
def test_from_nothing_to_published(run: Run, tmp_path: Path, languages: str, target: str) -> None:
    """Two commands to a site in a repository, one edit, one translation, and it is online."""
    git, source = tool("git", "git"), languages.partition(",")[0]
    commands = [
        f'bilingual new site --languages {languages} --name "Our words"',
        "git -C site push --quiet ../online.git main",
    ]
    run(f"{git} init --quiet --bare --initial-branch main online.git")
    for one in commands:
        run(one)
    site = tmp_path / "site"
    page = site / "content/explainer.md"
    page.write_text(page.read_text("utf-8") + "\nA 7th.\n", "utf-8")
    run("bilingual update", site)
    catalog = site / f"translations/{target}/LC_MESSAGES/explainer.po"
    text = catalog.read_text("utf-8")
    assert 'msgid "A 7th."\nmsgstr ""\n' in text
    catalog.write_text(text.replace('"A 7th."\nmsgstr ""', '"A 7th."\nmsgstr "7."'), "utf-8")
    assert "Nothing wrong" in run("bilingual check", site)
    changed = run(f"{git} status --porcelain", site).splitlines()
    assert {one[3:] for one in changed} == {
        "content/explainer.md",
        str(catalog.relative_to(site)),
    }
    run(f"{git} commit --quiet --all --message 'A sentence'", site)
    run(f"{git} push --quiet ../online.git main", site)

    run(f"{git} clone --quiet online.git host")
    host = tmp_path / "host"
    for workflow in ("checks.yml", "publish.yml"):
        for step in steps(host / ".github/workflows" / workflow):
            variables = {"SITEURL": "https://example.org/x", "GITHUB_STEP_SUMMARY": "/dev/null"}
            run(step, host, **variables)
    for language in (source, target):
        pages = [*(host / "output" / language).glob("*/index.html")]
        assert any(one.read_text("utf-8").count("7") for one in pages)
        assert all(f"<html lang={language}" in one.read_text("utf-8") for one in pages)
    assert "https://example.org/x/" in (host / "output/sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(("languages", "target"), PAIRS, ids=[one for one, _ in PAIRS])
def test_the_theme_speaks_the_languages(
    run: Run, tmp_path: Path, languages: str, target: str
) -> None:
    """What the theme prints is in the page's language, the source's as well."""
    run(f"bilingual new site --languages {languages} --name X --host none && cd site && pelican")
    words = {"en": "Key points", "de": "Das Wichtigste in Kürze", "fa": "نکته‌های اصلی"}
    words |= {"uz": "Eng muhimi", "uk": "Головне"}
    for language in (languages.partition(",")[0], target):
        pages = (tmp_path / "site/output" / language).glob("*/index.html")
        texts = [text_of(parse_html(one.read_text("utf-8"))) for one in pages]
        assert any(words[language] in text for text in texts), language


def test_a_made_site_has_nothing_of_ours(run: Run, tmp_path: Path) -> None:
    """No Huawei, no Turkmen, no program, no tests; and every path of the requirements is there."""
    run("bilingual new site --languages en,uz --name X")
    files = [
        one
        for one in (tmp_path / "site").rglob("*")
        if one.is_file() and {".git", "__pycache__"}.isdisjoint(one.parts)
    ]
    assert {one.suffix for one in files if one.suffix == ".py"} == {".py"}
    assert [one.name for one in files if one.suffix == ".py"] == ["pelicanconf.py"]
    texts = [one.read_text("utf-8") for one in files if one.suffix != ".whl"]
    assert not any(re.search("huawei|turkmen|türkmen", text, re.I) for text in texts)
    requirements = (tmp_path / "site/requirements.txt").read_text("utf-8")
    (local,) = re.findall(r"^\./(\S+) --hash=sha256:[0-9a-f]{64}$", requirements, re.M)
    assert (tmp_path / "site" / local).is_file()


def test_the_wheel_has_every_interface_catalog(wheel: Path) -> None:
    """As many as the repository has, and all that a new site is made of."""
    names = set(ZipFile(wheel).namelist())
    inside = "pelican/plugins/bilingual"
    catalogs = [*PROJECT.glob("translations/*/LC_MESSAGES/site.po")]
    assert len(catalogs) >= 9
    for path in catalogs:
        assert f"{inside}/{path.relative_to(PROJECT).as_posix()}" in names
    for path in (PROJECT / inside / "start").rglob("*"):
        assert path.is_dir() or path.relative_to(PROJECT).as_posix() in names


def test_start_makes_a_site_of_a_copy_of_the_template(run: Run, tmp_path: Path) -> None:
    """What the workflow runs: the project goes, the site comes, the history stays."""
    git = tool("git", "git")
    workflow = (PROJECT / ".github/workflows/start.yml").read_text("utf-8")
    (script,) = re.findall(r"- name: Start\n +run: \|\n((?: {10}.*\n)+)", workflow)
    files = run(f"{git} ls-files --cached --others --exclude-standard", PROJECT).splitlines()
    for name in files:
        if (PROJECT / name).is_file():
            (tmp_path / "copy" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(PROJECT / name, tmp_path / "copy" / name)
    copy = tmp_path / "copy"
    run(f"{git} init --quiet && {git} add --all && {git} commit --quiet --message template", copy)
    variables = {"RUNNER_TEMP": str(tmp_path), "NAME": "Our words", "LANGUAGES": "en,uz"}
    run(re.sub("^ {10}", "", script, flags=re.M), copy, **variables)
    run(f"{git} add --all && {git} commit --quiet --message site", copy)
    assert run(f"{git} log --format=%s", copy).split() == ["site", "template"]
    names = {one.partition("/")[0] for one in run(f"{git} ls-files", copy).splitlines()}
    made = {"README.md", "content", "pelicanconf.py", "requirements.txt", "translations", "wheels"}
    assert names == made | {".bilingual-made", ".gitattributes", ".github", ".gitignore"}
    workflows = {one.name for one in (copy / ".github/workflows").iterdir()}
    assert workflows == {one.name for one in (PROJECT / ".github/workflows").iterdir()}
    for step in steps(copy / ".github/workflows/publish.yml"):
        run(step, copy)


def test_a_later_release_renews_what_was_made(run: Run, tmp_path: Path) -> None:
    """What the owner has left alone is renewed; what is changed is kept, what is gone stays so."""
    run("bilingual new site --languages en,uz --name X")
    site = tmp_path / "site"
    made = site / ".bilingual-made"
    mine, old, gone = (
        site / ".github/workflows" / f"{one}.yml" for one in ("checks", "publish", "catalogs")
    )
    mine.write_text("mine\n")
    gone.unlink()
    old.write_text("old\n")
    sums = made.read_text("utf-8")
    was = re.search(r"^(\w{64})  .github/workflows/publish.yml$", sums, re.M)
    assert was
    now = run(f"{tool('sha256sum', 'coreutils')} .github/workflows/publish.yml", site).split()[0]
    made.write_text(sums.replace(was[1], now), "utf-8")
    printed = run("bilingual new .", site)
    assert "renewed  .github/workflows/publish.yml" in printed
    assert old.read_text("utf-8").startswith("#")
    assert mine.read_text("utf-8") == "mine\n"
    assert mine.with_name("checks.yml.new").read_text("utf-8").startswith("#")
    assert not gone.exists()
    assert made.read_text("utf-8") == sums


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--name", "X", "--languages", "en"], "two different languages"),
        (["--name", "X", "--languages", "en,en"], "two different languages"),
        (["--name", "X", "--languages", "en,qq"], "no language 'qq'"),
        (["--name", "X", "--languages", "en,uzbek"], "uz"),
        (["--name", "X", "--languages", "en,rus"], "Close tags: ru"),
        (["--name", "X", "--languages", "en,tk-Cyrl"], "Name 'tk'"),
        (["--name", "X", "--languages", "tk,tk-Cyrl"], "Name 'tk'"),
        (["--languages", "en,uz"], "--name"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One sentence with a remedy; the folder is not made."""
    monkeypatch.setattr("sys.stdin", StringIO())
    assert main(["new", str(tmp_path / "site"), *arguments]) == 1
    assert words in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_folder_with_something_in_it_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody's files are mixed with a new site."""
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["new", str(tmp_path), "--name", "X", "--languages", "en,uz"]) == 1
    assert "something in this folder" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]

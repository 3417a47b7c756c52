"""What a shell completes, made as docs/cli.md says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from support import PROJECT, missing, tool

from pelican.plugins.bilingual.cli.usage import COMMANDS


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The script for bash, by the command that the documents give."""
    if find_spec("shtab") is None:
        missing("shtab is missing: run make .venv/developer.")
    line = re.search(r"^shtab (.*) > (\S+)$", (PROJECT / "docs/cli.md").read_text("utf-8"), re.M)
    assert line
    command = [sys.executable, "-m", "shtab", *shlex.split(line[1])]
    made = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    file = tmp_path_factory.mktemp("completion") / line[2]
    file.write_text(made.stdout, "utf-8")
    return file


def completed(script: Path, *words: str) -> set[str]:
    """What bash offers for the last of the words, in the script's folder."""
    lines = f"""
        source {shlex.quote(str(script))}
        COMP_WORDS=(bilingual {shlex.join(words)}) COMP_CWORD={len(words)}
        $(complete -p bilingual | sed 's/.*-F \\([^ ]*\\).*/\\1/') bilingual
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    bash = [tool("bash", "bash"), "--norc", "-ec", lines]
    done = subprocess.run(bash, cwd=script.parent, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return set(done.stdout.split())


def test_bash_completes_commands_options_and_values(script: Path) -> None:
    """All of them from the table that the help is made of."""
    assert {one.name for one in COMMANDS} <= completed(script, "")
    assert completed(script, "ch") == {"check", "changes"}
    assert {"--format", "--settings"} <= completed(script, "check", "--")
    assert completed(script, "check", "--format", "") == {"text", "github", "json"}


def test_bash_completes_files_where_a_file_is_asked_for(script: Path) -> None:
    """Settings by name, folders where a folder is meant."""
    (script.parent / "pelicanconf.py").touch()
    (script.parent / "pages").mkdir(exist_ok=True)
    assert completed(script, "check", "-s", "pelic") == {"pelicanconf.py"}
    assert completed(script, "verify", "p") == {"pages"}

"""The folders of the plugin are its architecture: imports run one way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support import PROJECT

PACKAGE = "pelican/plugins/bilingual"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Look at the imports of the plugin in a folder."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [program, "--no-cache", "--config", PROJECT / "pyproject.toml"]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


UPWARD = [
    ("catalog.po.file", "from ...check import rules", "check.rules"),
    ("source.segments", "from ..catalog.po import entry", "catalog.po.entry"),
    ("finish.markup", "from ..source import segments", "source.segments"),
    ("language.turkmen.dates", "from .. import cldr", "language.cldr"),
    ("language.turkmen.rules", "from ... import errors", "errors"),
    ("site.head", "from ..publish import feeds", "publish.feeds"),
]
"""A module, a line that it must not have, and what that would import."""


def test_an_import_that_runs_upward_is_found(tmp_path: Path) -> None:
    """Whatever room it is in, `make lint` names it; a new room has to say what it may import."""
    copied = tmp_path / PACKAGE
    shutil.copytree(PROJECT / PACKAGE, copied)
    for module, line, _ in UPWARD:
        file = (copied / module.replace(".", "/")).with_suffix(".py")
        file.write_text(f"{file.read_text('utf-8')}\n{line}\n", "utf-8")
    done = lint(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    said = " ".join(done.stdout.replace("pelican.plugins.bilingual.", "").split())
    for module, _, imported in UPWARD:
        assert f"{module} -> {imported}" in said, said
    (copied / "attic").mkdir()
    (copied / "attic" / "__init__.py").write_text("")
    assert "attic" in lint(tmp_path).stdout

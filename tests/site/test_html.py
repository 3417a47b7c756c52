"""The built pages against the HTML standard."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from support import from_npm, tool


def test_every_page_is_valid(flagship: Path) -> None:
    """The Nu Html Checker reads every page of the site, and finds no error."""
    command = [tool("java", "a Java runtime"), "-jar", str(from_npm("vnu-jar/build/dist/vnu.jar"))]
    command += ["--errors-only", "--skip-non-html", "--format", "json", str(flagship)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    found = [
        f"{one['url'].partition(flagship.name)[2]}:{one.get('lastLine')}: {one['message']}"
        for one in json.loads(run.stderr)["messages"]
    ]
    assert not found, "\n".join(found)
    assert run.returncode == 0

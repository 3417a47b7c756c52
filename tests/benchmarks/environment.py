"""Environments: of their own for the systems that are measured beside ours, and for ours."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from sites import write

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 1800
"""How long an installation may take."""


def install(venv: Path, requirements: Path) -> None:
    """Make the others' environment, unless it is there and up to date."""
    wanted, stamp = requirements.read_text() + sys.version, venv / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for name in ("pelican", "markdown"):
        pins = {pin(name, path) for path in (requirements, ROOT / "requirements.txt")}
        if len(pins) > 1:
            sys.exit(f"Compare the same {name}: {' and '.join(sorted(pins))} are locked.")
    subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True, timeout=SECONDS)
    write(venv / ".gitignore", "*\n")
    pip: list[str | Path] = [
        venv / "bin" / "python",
        "-m",
        "pip",
        "install",
        "-qq",
        "--disable-pip-version-check",
    ]
    subprocess.run([*pip, "--require-hashes", "-r", requirements], check=True, timeout=SECONDS)
    write(stamp, wanted)


def using(checkout: Path) -> dict[str, str]:
    """The environment variables with which this Python takes the plugin from a checkout."""
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    where = "import pelican.plugins.bilingual as it; print(*it.__path__)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", where],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=SECONDS,
    )
    if not Path(done.stdout.strip()).is_relative_to(checkout):
        sys.exit(f"{checkout} holds no plugin: Python would take {done.stdout.strip()}.")
    return environment


def pin(name: str, path: Path) -> str:
    """The line that pins a requirement."""
    return next(line for line in path.read_text().splitlines() if line.startswith(f"{name}=="))

"""Environments: of their own for the systems that are measured beside ours, and for ours."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from compileall import compile_dir
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
    compile_dir(done.stdout.strip(), quiet=1)  # as pip does with what it installs
    return environment


def plain() -> dict[str, str]:
    """The environment variables of other systems: none that lead Python to this plugin."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def install_node(folder: Path, source: Path) -> None:
    """Install what a folder's package-lock.json names, unless it is there and up to date."""
    wanted, stamp = (source / "package-lock.json").read_text(), folder / "installed"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    if not shutil.which("npm"):
        sys.exit("Eleventy cannot be installed: there is no npm. Install Node.js, or use --alone.")
    for name in ("package.json", "package-lock.json", ".npmrc"):
        write(folder / name, (source / name).read_text())
    npm = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(npm, cwd=folder, check=True, timeout=SECONDS)
    write(stamp, wanted)


def machine() -> str:
    """The machine and the Python that figures are of, in a few words."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    names = [one.partition(":")[2].strip() for one in lines if one.startswith("model name")]
    model = names[0] if names else platform.processor() or platform.machine()
    return f"{os.cpu_count()} × {model}, {platform.system()}, Python {platform.python_version()}"


def commit() -> str:
    """The version of the plugin that is measured, by Git."""
    git = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    done = subprocess.run(git, cwd=ROOT, capture_output=True, text=True, check=False)
    return f"commit {done.stdout.strip()}" if done.returncode == 0 else "no commit"


def pin(name: str, path: Path) -> str:
    """The line that pins a requirement."""
    return next(line for line in path.read_text().splitlines() if line.startswith(f"{name}=="))

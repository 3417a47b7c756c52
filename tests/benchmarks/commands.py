r"""What `update` and `check` take with nothing changed, and what `check` takes with nothing kept.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/commands.py`; with `--site DIR`
on a copy of a site of your own.

Whole commands are timed, as processes and by turns: `update` beside a loop of `msgmerge` over the
same catalogs, each with the template of its page; `check` with `.cache/` as the last run has left
it, and without. The least processor time of each counts, as other work on the machine does not
slow that; what a clock on the wall says stands beside it. The status is 1 where `update` is not
quicker than the loop, or `check` of 5,000 messages takes more than 2 seconds, or 5 with nothing
kept.
"""

from __future__ import annotations

import argparse
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from articles import articles
from environment import ROOT, machine, using
from sites import SOURCE, write_ours

ARTICLES, MESSAGES = 112, 5000
"""Articles that have so many messages."""
MOST = {"check": 2.0, "check with nothing kept": 5.0}
"""Seconds for so many messages."""
RUN = [sys.executable, "-m", "pelican.plugins.bilingual"]


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time that child processes take, and seconds on the wall."""

    def spent() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before, start = spent(), time.perf_counter()
    work()
    return spent() - before, time.perf_counter() - start


def command(site: Path, environment: Mapping[str, str], *arguments: str) -> str:
    """Run a command in a site's folder; what it prints."""
    done = subprocess.run(
        [*RUN, *arguments],
        cwd=site,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 1) or not done.stdout:
        sys.exit(f"bilingual {' '.join(arguments)} has failed with status {done.returncode}.")
    return done.stdout


def merge(program: str, pairs: Sequence[tuple[Path, Path]], made: Path) -> None:
    """Bring each catalog up to its template, as a loop in a shell does."""
    for catalog, template in pairs:
        subprocess.run(
            [program, "--quiet", "--previous", catalog, template, "-o", made], check=True
        )


def measure(site: Path, folder: Path, repeat: int) -> dict[str, list[tuple[float, float]]]:
    """Seconds of each, by turns."""
    program, environment = shutil.which("msgmerge"), using(ROOT)
    if not program:
        sys.exit("msgmerge is missing: install gettext.")
    command(site, environment, "extract", "--output", str(folder / "templates"))
    pairs = [
        (one, template)
        for one in sorted((site / "translations").rglob("*.po"))
        for template in [folder / "templates" / Path(*one.relative_to(site).parts[3:])]
        for template in [template.with_suffix(".pot")]
        if template.exists()
    ]
    command(site, environment, "update")
    if not re.match("none of ", command(site, environment, "update")):
        sys.exit("An update that follows another has changed something.")
    texts = {command(site, environment, "check")}
    seconds: dict[str, list[tuple[float, float]]] = {}

    def run(name: str, work: Callable[[], object]) -> None:
        seconds.setdefault(name, []).append(timed(work))

    for _ in range(repeat):
        run("update", lambda: command(site, environment, "update"))
        run("msgmerge", lambda: merge(program, pairs, folder / "made.po"))
        run("check", lambda: texts.add(command(site, environment, "check")))
        shutil.rmtree(site / ".cache")
        run("check with nothing kept", lambda: texts.add(command(site, environment, "check")))
        command(site, environment, "update")
    if len(texts) > 1:
        sys.exit("The check does not say the same each time.")
    return seconds


def count(site: Path) -> int:
    """The messages of a site's catalogs."""
    texts = (one.read_text("utf-8") for one in (site / "translations").rglob("*.po"))
    return sum(len(re.findall("^msgid ", text, re.MULTILINE)) - 1 for text in texts)


def main() -> int:
    """Time all, and print what they took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--site", type=Path, help="the folder of a site; it is copied")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is timed (3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bilingual-commands.") as given:
        folder, site = Path(given), Path(given) / "site"
        if options.site:
            shutil.copytree(options.site, site, symlinks=True)
        else:
            write_ours(site, articles(ARTICLES, SOURCE), using(ROOT))
        seconds, messages = measure(site, folder, options.repeat), count(site)
    print(f"{machine()}; {messages} messages, best of {options.repeat}")
    best = {
        name: (min(a for a, _ in each), min(b for _, b in each)) for name, each in seconds.items()
    }
    for name, (cpu, wall) in best.items():
        print(f"{name:24}{cpu:8.2f} s of processor time{wall:8.2f} s on the wall")
    ratio = best["update"][0] / best["msgmerge"][0]
    print(f"update takes {ratio:.2f} of the loop's time (less than 1)")
    wrong = [f"update takes {ratio:.2f} of the loop's time"] * (ratio >= 1)
    wrong += [
        f"{name} takes {best[name][0]:.2f} s"
        for name, most in MOST.items()
        if best[name][0] > most * max(1, messages / MESSAGES)
    ]
    print("\n".join(f"FAIL: {one}" for one in wrong) or "PASS")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

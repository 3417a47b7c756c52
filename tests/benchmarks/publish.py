r"""What it takes to publish a site with all its copies, and to publish it again after one edit.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/publish.py --articles 100`.

A site of articles of some 800 words in two languages, and side by side, is built as `make publish`
does: the whole command, first with nothing, and then in a fresh folder after a sentence was added
to one article, with what `.cache/` holds, as the workflow *Publish* finds it. What the second build
has written is compared, byte by byte, with what the same texts give without a cache. Memory is
that of all processes at once, what they share counted once (Linux). The status is 1 where the
second build takes more than 20 seconds, on the clock and of processors (what one idle core needs),
any of them more than 500 MiB, or the output is wrong.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from articles import articles
from environment import ROOT, commit, machine, using
from sites import SOURCE, write_ours

SECONDS, MEBIBYTES = 20, 500
ADDED = "This sentence was added."
COMMAND = ["-m", "pelican", "-e", "BILINGUAL_FORMATS=true"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    processor: float
    mebibytes: float


def publish(site: Path, environment: Mapping[str, str]) -> Cost:
    """Build a site with its copies, as `make publish` does."""
    shutil.rmtree(site / "output", ignore_errors=True)
    before, start, peak = _processor(), time.perf_counter(), [0]
    command = [sys.executable, *COMMAND]
    with (site / "log.txt").open("w+") as log:
        child = subprocess.Popen(
            command, cwd=site, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        done = threading.Event()
        watch = threading.Thread(target=_watch, args=(child.pid, peak, done))
        watch.start()
        status = child.wait()
        seconds = time.perf_counter() - start
        done.set()
        watch.join()
        log.seek(0)
        if status:
            sys.exit(f"The site could not be built:\n{log.read()}")
    return Cost(seconds, _processor() - before, peak[0] / 1024)


def contents(folder: Path) -> dict[str, bytes]:
    """All files below a folder."""
    files = (one for one in folder.rglob("*") if one.is_file())
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in files}


def main() -> None:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100)
    count = parser.parse_args().articles
    environment = using(ROOT)
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        write_ours(site, articles(count, SOURCE), environment)
        costs = {"with nothing": publish(site, environment)}
        before = contents(site / "output")
        page = site / "content" / f"article-{count // 2:05}.md"
        page.write_text(f"{page.read_text('utf-8')}\n{ADDED}\n", "utf-8")
        costs["after an edit"] = publish(site, environment)
        warm = contents(site / "output")
        costs["the same, without a cache"] = publish(
            site, {**environment, "XDG_STATE_HOME": folder}
        )
        clean = contents(site / "output")
    wrong += [f"{name} is not what a clean build makes." for name in sorted(differing(warm, clean))]
    if ADDED.encode() not in warm["downloads/en.txt"]:
        wrong.append("The added sentence is in no copy.")
    books = {name for name in warm if name.endswith(".pdf")}
    print("| build | seconds | processor | MiB |\n| --- | --: | --: | --: |")
    for name, one in costs.items():
        print(f"| {name} | {one.seconds:.1f} | {one.processor:.1f} | {one.mebibytes:.0f} |")
        if one.mebibytes > MEBIBYTES:
            wrong.append(f"{name}: {one.mebibytes:.0f} MiB, more than {MEBIBYTES}.")
    anew = books & differing(before, warm)
    print(
        f"\n{count} articles in two languages; {len(anew)} of {len(books)} PDFs made anew;"
        f" {machine()}; {commit()}."
    )
    edited = costs["after an edit"]
    if min(edited.seconds, edited.processor) > SECONDS:  # one idle core takes no longer
        wrong.append(f"An edit takes more than {SECONDS} seconds.")
    sys.exit("\n".join(wrong) if wrong else 0)


def differing(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> set[str]:
    """The names of files that are not the same in both."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _processor() -> float:
    """Seconds that processors have worked for programs that were started here, and have ended."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _watch(process: int, peak: list[int], done: threading.Event) -> None:
    """Keep the most memory that a program and all that it starts have at once, in KiB."""
    while not done.wait(0.3):
        peak[0] = max(peak[0], sum(map(_memory, _family(process))))


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii")
    except OSError:
        return
    for child in children.split():
        yield from _family(int(child))


def _memory(process: int) -> int:
    """What a process has, in KiB; what it shares with others in parts."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(one.split()[1]) for one in lines if one.startswith("Pss:")), 0)


if __name__ == "__main__":
    main()

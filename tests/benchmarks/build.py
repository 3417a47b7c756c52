r"""How long cold builds of one site in two languages take: this plugin's, and others'.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/build.py --articles 100`.

Every system gets the same articles (`articles.py`) in a source and a target language and
writes the same pages, with `simple`, Pelican's theme, or layouts after its model (`hugo/`).
A build is cold: a process and an output folder of its own, no caches. The systems take
turns; the median of each counts, after every page was found to hold every word and every feed,
of an edition or a topic, its entries. Memory is the kernel's account of the build (`wait4`, largest
process; none of them has several).

Two versions of this plugin are compared with a checkout of each, in one environment:
    git worktree add ../before v1.0
    .venv/bin/python tests/benchmarks/build.py --also ../before --alone

The others are installed below `.venv-benchmark` from `requirements.txt`, which is renewed by
    printf 'pelican[markdown]\npelican-i18n-subsites\nhugo\n' | uv pip compile - \
      --constraint requirements.txt --universal --python-version 3.11 --generate-hashes \
      --no-annotate --no-header --output-file tests/benchmarks/requirements.txt
"""

from __future__ import annotations

import argparse
import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from articles import Article, articles
from environment import ROOT, install, using
from sites import SOURCE, TARGET, write_hugo, write_ours, write_subsites

REQUIREMENTS = ROOT / "tests" / "benchmarks" / "requirements.txt"
VENV = ROOT / ".venv-benchmark"
FEED = 100
"""The most entries that a feed has, in all of them."""

# A small process starts the build: the kernel counts the memory of the one that starts it, too.
LAUNCHER = """
import json, os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
with open(sys.argv[1], "w") as file:
    json.dump([seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss], file)
sys.exit(os.waitstatus_to_exitcode(status))
"""


@dataclass(slots=True)
class System:
    """What is timed, and what was measured."""

    name: str
    folder: Path
    command: Sequence[str | Path]
    """Followed by the name of the output folder."""
    places: dict[str, tuple[str, ...]]
    """Folder of article pages below the output, and the languages that they hold."""
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Seconds that processors worked, which other programs on the machine hardly change."""
    mebibytes: list[float] = field(default_factory=list)
    pages: int = 0
    """HTML files written."""
    feeds: int = 0
    """Feeds written, and verified."""

    def build(self) -> Path:
        """Build once, measured; returns the output."""
        output, result = self.folder / "output", self.folder / "result.json"
        shutil.rmtree(output, ignore_errors=True)
        command = [sys.executable, "-I", "-S", "-c", LAUNCHER, result, *self.command, output]
        with (self.folder / "log.txt").open("w+") as log:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
                check=False,
            )
            if done.returncode:
                log.seek(0)
                sys.exit(f"{self.name} failed:\n{log.read()}")
        seconds, processor, memory = json.loads(result.read_text())
        self.seconds.append(seconds)
        self.processor.append(processor)
        self.mebibytes.append(memory / (2**20 if sys.platform == "darwin" else 2**10))
        self.pages = sum(1 for _ in output.rglob("*.html"))
        return output


PELICAN = ("-m", "pelican", "--fatal", "errors")
EDITIONS: dict[str, tuple[str, ...]] = {SOURCE: (SOURCE,), TARGET: (TARGET,)}
PARALLEL = EDITIONS | {f"{SOURCE}-{TARGET}": (SOURCE, TARGET)}
PLAIN: dict[str, tuple[str, ...]] = {"": (SOURCE,), TARGET: (TARGET,)}


def ours(folder: Path, name: str, checkout: Path, sources: Sequence[Article]) -> list[System]:
    """This plugin as it is in a checkout, its site written below the folder."""
    environment = using(checkout)
    write_ours(folder, sources, environment)
    command = (sys.executable, *PELICAN, "-s")
    return [
        System(f"{name} {what}", folder, (*command, conf, "-o"), places, environment)
        for what, conf, places in (
            ("(a), two editions", "pelicanconf.py", EDITIONS),
            ("(b), and parallel pages", "parallel.py", PARALLEL),
        )
    ]


def others(folder: Path, texts: Mapping[str, Sequence[Article]]) -> list[System]:
    """What ours is measured beside, the sites written below the folder."""
    write_subsites(folder / "subsites", texts)
    write_hugo(folder / "hugo", texts)
    pelican = (VENV / "bin" / "python", *PELICAN, "-o")
    hugo = next(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    return [
        System("Pelican, i18n_subsites", folder / "subsites", pelican, PLAIN),
        System("Hugo", folder / "hugo", (hugo, "--quiet", "--destination"), PLAIN),
    ]


def verify(system: System, output: Path, texts: Mapping[str, Sequence[Article]]) -> None:
    """Stop unless the output holds every article's page with every word, and every feed."""
    for place, languages in system.places.items():
        for versions in zip(*(texts[language] for language in languages), strict=True):
            page = output / place / versions[0].slug / "index.html"
            expected = Counter(word for article in versions for word in article.words())
            if not page.exists():
                sys.exit(f"{system.name} has not written {page}.")
            if missing := expected - words(page.read_text(encoding="utf-8")):
                sys.exit(f"{system.name}: {page} lacks {', '.join(missing)}.")
    system.feeds = 0
    for place, (language, *second) in system.places.items():
        if second:  # parallel pages are not an edition, and have no feed
            continue
        expected = [len(texts[language])]
        expected += sorted(Counter(t for one in texts[language] for t in one.topics).values())
        found = feeds(output / place)
        if found != [min(FEED, count) for count in expected]:
            sys.exit(f"{system.name}: the feeds in {output / place} have {found} entries.")
        system.feeds += len(found)


def feeds(edition: Path) -> list[int]:
    """How many entries an edition's feed has, then those of its topics, in order of size."""
    own, *topics = (
        file.read_text(encoding="utf-8").count("<entry>") if file.exists() else -1
        for file in (edition / "feed.xml", *edition.glob("topics/*/feed.xml"))
    )
    return [own, *sorted(topics)]


def words(page: str) -> Counter[str]:
    """The words of a page, counted, marks left out."""
    text = html.unescape(re.sub(r"<head>.*?</head>|<[^>]*>", " ", page, flags=re.DOTALL))
    return Counter(re.findall(r"[^\W\d_]+", text))


def report(timed: Sequence[System], count: int) -> bool:
    """Print the table and, where i18n_subsites was timed, the verdict."""
    base = median(timed[0].seconds)
    titles = ("seconds", "ratio", "processor", "pages", "feeds", "peak MiB")
    print(f"{'system':32}{''.join(f'{title:>10}' for title in titles)}")
    for one in timed:
        seconds = median(one.seconds)
        print(
            f"{one.name:32}{seconds:10.2f}{seconds / base:10.2f}{median(one.processor):10.2f}"
            f"{one.pages:10}{one.feeds:10}{median(one.mebibytes):10.0f}"
        )
    subsites = [median(one.seconds) for one in timed if "i18n_subsites" in one.name]
    if not subsites:
        return True
    passed = base <= subsites[0] / 2
    verdict = f"cold build of {count} x 2 takes at most half of i18n_subsites' time"
    print(f"{'PASS' if passed else 'FAIL'}: {verdict}")
    return passed


def run(folder: Path, checkouts: Sequence[Path], count: int, repeat: int, alone: bool) -> bool:
    """Time everything in turns; whether the promise is kept."""
    sources = articles(count, SOURCE)
    texts = {SOURCE: sources, TARGET: [article.translated(TARGET) for article in sources]}
    names = ["ours", *(checkout.name for checkout in checkouts[1:])]
    sites = [folder / f"{number}-{name}" for number, name in enumerate(names)]
    versions = [ours(*site, sources) for site in zip(sites, names, checkouts, strict=True)]
    timed = [system for turn in zip(*versions, strict=True) for system in turn]
    timed += [] if alone else others(folder, texts)
    for turn in range(repeat):
        for system in timed:
            output = system.build()
            verify(system, output, texts)
            took = f"{system.seconds[-1]:.2f} s, {system.processor[-1]:.2f} s of a processor"
            print(f"{turn + 1}/{repeat} {system.name}: {took}", file=sys.stderr)
    return report(timed, count)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500, help="per language (500)")
    parser.add_argument("--repeat", type=int, default=3, help="builds per system (3)")
    parser.add_argument(
        "--also",
        type=Path,
        metavar="DIR",
        action="append",
        default=[],
        help="another checkout of this plugin to time beside this one",
    )
    parser.add_argument("--alone", action="store_true", help="time only this plugin")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="write the sites here, and keep them"
    )
    parser.add_argument("--clean", action="store_true", help="only remove the others' environment")
    options = parser.parse_args()
    if options.clean:
        shutil.rmtree(VENV, ignore_errors=True)
        return 0
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"{options.keep} is not empty")
    if not options.alone:
        install(VENV, REQUIREMENTS)
    with tempfile.TemporaryDirectory(prefix="bilingual-benchmark.") as temporary:
        folder = options.keep.resolve() if options.keep else Path(temporary)
        checkouts = [ROOT, *(checkout.resolve() for checkout in options.also)]
        passed = run(folder, checkouts, options.articles, options.repeat, options.alone)
        return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())

r"""How long cold builds of one site in two languages take: this plugin's, and others'.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/build.py --articles 100`.

Every system gets the same articles (`articles.py`) in a source and a target language and
writes the same pages, with `simple`, Pelican's theme, or layouts after its model (`hugo/`).
A build is cold: a process and an output folder of its own, no caches. The systems take
turns; the median of each counts, after every page was found to hold every word. Memory is the
kernel's account of the build (`wait4`, largest process; none of them has several).

The others are installed below `.venv-benchmark` from `requirements.txt`, which is renewed by
    printf 'pelican[markdown]\npelican-i18n-subsites\nhugo\n' | uv pip compile - \
      --constraint requirements.txt --universal --python-version 3.11 --generate-hashes \
      --no-annotate --no-header --output-file tests/benchmarks/requirements.txt
"""

from __future__ import annotations

import argparse
import html
import json
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
from environment import ROOT, install
from sites import SOURCE, TARGET, write_hugo, write_ours, write_subsites

REQUIREMENTS = ROOT / "tests" / "benchmarks" / "requirements.txt"
VENV = ROOT / ".venv-benchmark"

# A small process starts the build: the kernel counts the memory of the one that starts it, too.
LAUNCHER = """
import json, os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
seconds = time.perf_counter() - start
with open(sys.argv[1], "w") as file:
    json.dump([seconds, usage.ru_maxrss], file)
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
    seconds: list[float] = field(default_factory=list)
    mebibytes: list[float] = field(default_factory=list)
    pages: int = 0
    """HTML files written."""

    def build(self) -> Path:
        """Build once, measured; returns the output."""
        output, result = self.folder / "output", self.folder / "result.json"
        shutil.rmtree(output, ignore_errors=True)
        command = [sys.executable, "-I", "-S", "-c", LAUNCHER, result, *self.command, output]
        with (self.folder / "log.txt").open("w+") as log:
            done = subprocess.run(command, cwd=self.folder, stdout=log, stderr=log, check=False)
            if done.returncode:
                log.seek(0)
                sys.exit(f"{self.name} failed:\n{log.read()}")
        seconds, memory = json.loads(result.read_text())
        self.seconds.append(seconds)
        self.mebibytes.append(memory / (2**20 if sys.platform == "darwin" else 2**10))
        self.pages = sum(1 for _ in output.rglob("*.html"))
        return output


def systems(folder: Path, texts: Mapping[str, Sequence[Article]]) -> list[System]:
    """Everything that is timed, its sites written below the folder."""
    write_ours(folder / "ours", texts[SOURCE])
    write_subsites(folder / "subsites", texts)
    write_hugo(folder / "hugo", texts)
    pelican = ("-m", "pelican", "--fatal", "errors")
    ours = (sys.executable, *pelican, "-s")
    hugo = next(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo"))
    editions: dict[str, tuple[str, ...]] = {SOURCE: (SOURCE,), TARGET: (TARGET,)}
    parallel = editions | {f"{SOURCE}-{TARGET}": (SOURCE, TARGET)}
    plain: dict[str, tuple[str, ...]] = {"": (SOURCE,), TARGET: (TARGET,)}
    other = (VENV / "bin" / "python", *pelican, "-o")
    return [
        System(
            "ours (a), two editions", folder / "ours", (*ours, "pelicanconf.py", "-o"), editions
        ),
        System(
            "ours (b), and parallel pages", folder / "ours", (*ours, "parallel.py", "-o"), parallel
        ),
        System("Pelican, i18n_subsites", folder / "subsites", other, plain),
        System("Hugo", folder / "hugo", (hugo, "--quiet", "--destination"), plain),
    ]


def verify(system: System, output: Path, texts: Mapping[str, Sequence[Article]]) -> None:
    """Stop unless the output holds every article's page with every word, and two full feeds."""
    for place, languages in system.places.items():
        for versions in zip(*(texts[language] for language in languages), strict=True):
            page = output / place / versions[0].slug / "index.html"
            expected = Counter(word for article in versions for word in article.words())
            if not page.exists():
                sys.exit(f"{system.name} has not written {page}.")
            if missing := expected - words(page.read_text(encoding="utf-8")):
                sys.exit(f"{system.name}: {page} lacks {', '.join(missing)}.")
    entries = [feed.read_text(encoding="utf-8").count("<entry>") for feed in output.rglob("*.xml")]
    if entries != [min(100, len(texts[SOURCE]))] * 2:
        sys.exit(f"{system.name}: the feeds have {entries} entries.")


def words(page: str) -> Counter[str]:
    """The words of a page, counted, marks left out."""
    text = html.unescape(re.sub(r"<head>.*?</head>|<[^>]*>", " ", page, flags=re.DOTALL))
    return Counter(re.findall(r"[^\W\d_]+", text))


def report(timed: Sequence[System], count: int) -> bool:
    """Print the table and the verdict."""
    base = median(timed[0].seconds)
    print(f"{'system':32}{'seconds':>9}{'ratio':>8}{'pages':>8}{'peak MiB':>10}")
    for one in timed:
        seconds = median(one.seconds)
        print(
            f"{one.name:32}{seconds:9.2f}{seconds / base:8.2f}{one.pages:8}"
            f"{median(one.mebibytes):10.0f}"
        )
    subsites = next(one for one in timed if "i18n_subsites" in one.name)
    passed = base <= median(subsites.seconds) / 2
    verdict = f"cold build of {count} x 2 takes at most half of i18n_subsites' time"
    print(f"{'PASS' if passed else 'FAIL'}: {verdict}")
    return passed


def run(folder: Path, count: int, repeat: int) -> bool:
    """Time everything in turns; whether the promise is kept."""
    sources = articles(count, SOURCE)
    texts = {SOURCE: sources, TARGET: [article.translated(TARGET) for article in sources]}
    timed = systems(folder, texts)
    for turn in range(repeat):
        for system in timed:
            output = system.build()
            verify(system, output, texts)
            print(f"{turn + 1}/{repeat} {system.name}: {system.seconds[-1]:.2f} s", file=sys.stderr)
    return report(timed, count)


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500, help="per language (500)")
    parser.add_argument("--repeat", type=int, default=3, help="builds per system (3)")
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
    install(VENV, REQUIREMENTS)
    with tempfile.TemporaryDirectory(prefix="bilingual-benchmark.") as temporary:
        folder = options.keep.resolve() if options.keep else Path(temporary)
        return 0 if run(folder, options.articles, options.repeat) else 1


if __name__ == "__main__":
    sys.exit(main())

r"""How long builds of one site in two languages take: this plugin's, and others'.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/build.py --articles 100`.

Every system gets the same articles (`articles.py`) in a source and a target language, and writes
the same kinds of pages: ours with its own theme first, then with `simple`, Pelican's theme, which
i18n_subsites has too, and after which the layouts of Hugo (`hugo/`) and Eleventy (`eleventy/`) are
made. What is timed are whole commands, a process of its own each: cold, without output or caches,
and then after each of some edits of one article, with whatever the builds before have left: the
first of them, and the others, are told apart. The systems take turns; the median of each counts,
after every page was found to hold every word, every feed its entries, and the edited page what was
added. Memory is the kernel's account of the build (`wait4`, the largest process of it).

Two versions of this plugin are compared with a checkout of each, in one environment:
    git worktree add ../before v1.0
    .venv/bin/python tests/benchmarks/build.py --also ../before --alone

The others are installed below `.venv-benchmark` from `requirements.txt`, which is renewed by
    printf 'pelican[markdown]\npelican-i18n-subsites\nhugo\n' | uv pip compile - \
      --constraint requirements.txt --universal --python-version 3.11 --generate-hashes \
      --no-annotate --no-header --output-file tests/benchmarks/requirements.txt
and, for Eleventy, from `eleventy/package-lock.json`.
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
from environment import ROOT, commit, install, install_node, machine, plain, using
from sites import CONFS, SOURCE, TARGET, write_eleventy, write_hugo, write_ours, write_subsites

REQUIREMENTS = ROOT / "tests" / "benchmarks" / "requirements.txt"
VENV = ROOT / ".venv-benchmark"
FEED = 20
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
    article: str
    """Where a source article is below the folder: `{slug}` stands for its slug."""
    environment: Mapping[str, str] = field(default_factory=plain)
    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    """Seconds that processors worked, which other programs on the machine hardly change."""
    first: list[float] = field(default_factory=list)
    """Seconds of the first build after one article was edited."""
    edited: list[float] = field(default_factory=list)
    """Seconds of those after further edits."""
    mebibytes: list[float] = field(default_factory=list)
    pages: int = 0
    """HTML files written."""
    feeds: int = 0
    """Feeds written, and verified."""

    def build(self) -> Path:
        """Build once from nothing, measured; returns the output."""
        shutil.rmtree(self.folder / "output", ignore_errors=True)
        output, seconds, processor, memory = self._run()
        self.seconds.append(seconds)
        self.processor.append(processor)
        self.mebibytes.append(memory / (2**20 if sys.platform == "darwin" else 2**10))
        self.pages = sum(1 for _ in output.rglob("*.html"))
        return output

    def rebuild(self, slug: str) -> None:
        """Build after each of some edits, measured; stop unless the edit stands on the page."""
        source = self.folder / self.article.format(slug=slug)
        text = source.read_text("utf-8")
        for number in range(EDITS):
            added = f"This paragraph was added by edit {number}."
            try:
                source.write_text(f"{text}\n{added}\n", "utf-8")
                output, seconds, *_ = self._run()
            finally:
                source.write_text(text, "utf-8")
            page = output / next(iter(self.places)) / slug / "index.html"
            if added not in page.read_text("utf-8"):
                sys.exit(f"{self.name}: {page} is not the edited article.")
            (self.edited if number else self.first).append(seconds)

    def _run(self) -> tuple[Path, float, float, float]:
        """Run the command: the output, the seconds on the clock and of processors, the memory."""
        output, result = self.folder / "output", self.folder / "result.json"
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
        return output, *json.loads(result.read_text())


EDITS = 4
"""Of one article, one after the other."""
SUBSITES, HUGO = "Pelican, i18n_subsites", "Hugo"
PELICAN = ("-m", "pelican", "--fatal", "errors")
EDITIONS: dict[str, tuple[str, ...]] = {SOURCE: (SOURCE,), TARGET: (TARGET,)}
PARALLEL = EDITIONS | {f"{SOURCE}-{TARGET}": (SOURCE, TARGET)}
PLAIN: dict[str, tuple[str, ...]] = {"": (SOURCE,), TARGET: (TARGET,)}


def ours(
    folder: Path, name: str, checkout: Path, sources: Sequence[Article], confs: Sequence[str]
) -> list[System]:
    """This plugin as it is in a checkout, its site written below the folder."""
    environment = using(checkout)
    write_ours(folder, sources, environment)
    command, found = (sys.executable, *PELICAN, "-s"), []
    for conf in confs:
        own_theme, parallel = CONFS[conf]
        theme = "our theme" if own_theme else "simple"
        what = f"{name}, {theme}{', and side by side' if parallel else ''}"
        places = PARALLEL if parallel else EDITIONS
        run = (*command, conf, "-o")
        found.append(System(what, folder, run, places, "content/{slug}.md", environment))
    return found


def others(folder: Path, texts: Mapping[str, Sequence[Article]]) -> list[System]:
    """What ours is measured beside, the sites written below the folder."""
    write_subsites(folder / "subsites", texts)
    write_hugo(folder / "hugo", texts)
    write_eleventy(folder / "eleventy", texts)
    modules = VENV / "eleventy" / "node_modules"
    (folder / "eleventy" / "node_modules").symlink_to(modules, target_is_directory=True)
    pelican = (VENV / "bin" / "python", *PELICAN, "-o")
    hugo = next(VENV.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
    node = (
        shutil.which("node") or "node",
        modules / "@11ty" / "eleventy" / "cmd.cjs",
        "--quiet",
        "--output",
    )
    command = (hugo, "--quiet", "--destination")
    article = f"content/{SOURCE}/{{slug}}.md"
    return [
        System(SUBSITES, folder / "subsites", pelican, PLAIN, f"content/{{slug}}.{SOURCE}.md"),
        System(HUGO, folder / "hugo", command, PLAIN, article),
        System("Eleventy", folder / "eleventy", node, PLAIN, article),
    ]


def verify(system: System, output: Path, texts: Mapping[str, Sequence[Article]]) -> None:
    """Stop unless the output holds every article's page with every word, no other, every feed."""
    for place, languages in system.places.items():
        count = sum(1 for _ in output.glob(f"{place or '.'}/article-*/index.html"))
        if count != len(texts[languages[0]]):
            sys.exit(f"{system.name} has written {count} articles in {output / place}.")
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


def table(timed: Sequence[System]) -> str:
    """What was measured, in Markdown: the first system is the measure of the others."""
    base = median(timed[0].seconds)
    titles = (
        "system",
        "seconds",
        "ratio",
        "processor",
        "first edit",
        "edit",
        "pages",
        "feeds",
        "MiB",
    )
    lines = [titles, ("---", *["--:"] * (len(titles) - 1))]
    for one in timed:
        seconds = median(one.seconds)
        figures = (
            f"{seconds:.2f}",
            f"{seconds / base:.2f}",
            f"{median(one.processor):.2f}",
            f"{median(one.first):.2f}",
            f"{median(one.edited):.2f}",
            str(one.pages),
            str(one.feeds),
            f"{median(one.mebibytes):.0f}",
        )
        lines.append((one.name, *figures))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def verdicts(timed: Sequence[System]) -> dict[str, bool]:
    """The promises, and whether they are kept: those of ours beside what was timed."""
    base = median(timed[0].seconds)
    limits = {SUBSITES: (0.5, "half of i18n_subsites' time"), HUGO: (10, "ten times Hugo's time")}
    return {
        f"{timed[0].name}: at most {words}": base <= limit * median(one.seconds)
        for one in timed
        for name, (limit, words) in limits.items()
        if one.name == name
    }


def run(folder: Path, checkouts: Sequence[Path], options: argparse.Namespace) -> list[System]:
    """Time everything in turns."""
    sources = articles(options.articles, SOURCE)
    texts = {SOURCE: sources, TARGET: [article.translated(TARGET) for article in sources]}
    names = ["ours", *(checkout.name for checkout in checkouts[1:])]
    sites = [folder / f"{number}-{name}" for number, name in enumerate(names)]
    confs = [*CONFS][:1] if options.quick else [*CONFS]
    versions = [ours(*site, sources, confs) for site in zip(sites, names, checkouts, strict=True)]
    timed = [system for turn in zip(*versions, strict=True) for system in turn]
    timed += [] if options.alone else others(folder, texts)
    for turn in range(options.repeat):
        for system in timed:
            verify(system, system.build(), texts)
            system.rebuild(sources[-1].slug)
            took = f"{system.seconds[-1]:.2f} s, {system.processor[-1]:.2f} s of a processor"
            print(f"{turn + 1}/{options.repeat} {system.name}: {took}", file=sys.stderr)
    return timed


BEGIN, END = "<!-- figures -->\n", "<!-- end -->"


def put_down(path: Path, figures: str) -> None:
    """Put figures into a document, in the place of those of before."""
    before, _, rest = path.read_text("utf-8").partition(BEGIN)
    path.write_text(f"{before}{BEGIN}\n{figures}\n\n{END}{rest.partition(END)[2]}", "utf-8")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=1000, help="per language (1000)")
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
    parser.add_argument("--quick", action="store_true", help="time only what the plugin is for")
    parser.add_argument("--docs", type=Path, metavar="FILE", help="put the figures into this file")
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
        install_node(VENV / "eleventy", ROOT / "tests" / "benchmarks" / "eleventy")
    with tempfile.TemporaryDirectory(prefix="bilingual-benchmark.") as temporary:
        folder = options.keep.resolve() if options.keep else Path(temporary)
        checkouts = [ROOT, *(checkout.resolve() for checkout in options.also)]
        timed = run(folder, checkouts, options)
    kept = verdicts(timed)
    said = [f"{'Kept' if is_kept else 'Not kept'}: {what}." for what, is_kept in kept.items()]
    of = f"{options.articles} articles in two languages, median of {options.repeat}"
    figures = "\n\n".join([table(timed), f"{of}; {machine()}; {commit()}.", *said])
    print(figures)
    if options.docs:
        put_down(options.docs, figures)
    return 0 if all(kept.values()) else 1


if __name__ == "__main__":
    sys.exit(main())

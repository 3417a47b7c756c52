r"""How what a build takes grows: with the site, and with the length of one page.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/growth.py`.

Sites of short articles, up to 3,000 of them, are built in one process; each stage is timed by
itself. Then pages with ever more of one thing are rendered in three ways, finished, weighed and
searched. Work that grows with the site takes twice as long for twice as much: its exponent, the
slope of time over size on logarithmic paper, is 1. The status is 1 where one is above 1.05 for a
site, or above 1.5 for a page: 2 would be the square, and Python-Markdown itself, which looks for
all abbreviations of a page in each of its texts, is at 1.4.
"""

from __future__ import annotations

import argparse
import gc
import logging
import math
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from unittest import mock

from articles import Article, articles
from environment import ROOT, using
from pelican.settings import read_settings
from sites import SOURCE, write_ours

from pelican import Pelican
from pelican.plugins.bilingual import plugin
from pelican.plugins.bilingual.check.published import Publication
from pelican.plugins.bilingual.finish.direction import with_directions
from pelican.plugins.bilingual.finish.markup import Document, read, text_in, write
from pelican.plugins.bilingual.finish.policy import breaches
from pelican.plugins.bilingual.finish.weight import heaviest
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.publish import generator
from pelican.plugins.bilingual.publish.writer import EditionWriter
from pelican.plugins.bilingual.site.versioner import Versioner
from pelican.plugins.bilingual.source.notes.glossary import explain, read_meanings, vocabulary
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.translation import Parallel, Source, Target

LARGEST, STEPS = 3000, 4
MOST, MOST_OF_PAGE = 1.05, 1.5
SHARE = 0.02
"""Stages that take a smaller share of a build are too short for a clock."""
Stage = tuple[object, str]
STAGES: Mapping[str, Sequence[Stage]] = {
    "source pages": [(Publication, "_make_judged"), (Publication, "_pair")],
    "versions": [(Versioner, "make")],
    "links": [(plugin, "check_links")],
    "addresses": [(plugin, "check_addresses")],
    "catalogs in step": [(Publication, "out_of_step")],
    "editions": [(generator.EditionsGenerator, "gather")],
    "pages": [(EditionWriter, "_write")],
    "feeds": [(EditionWriter, "write_feed")],
    "indexes": [(generator.EditionsGenerator, "_write_index")],
    "topics": [(generator.EditionsGenerator, "_write_topic")],
    "search": [(generator.EditionsGenerator, "_write_search")],
    "status, front page": [(generator.EditionsGenerator, "_write_common")],
    "sitemap": [(generator.EditionsGenerator, "_write_notices")],
}
"""Functions of the build, each with what people know its work by."""


def exponent(seconds: Mapping[int, float]) -> float:
    """The slope of seconds over sizes, both as logarithms."""
    points = [(math.log(size), math.log(each)) for size, each in seconds.items()]
    middle = [sum(values) / len(points) for values in zip(*points, strict=True)]
    spread = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread


def short(article: Article, number: int) -> Article:
    """An article of two paragraphs, with a topic that few others have."""
    topic = f"topic {number // 10}"
    body = "\n\n".join(article.body.split("\n\n")[:3])
    link = f"[the one before]({{filename}}article-{max(0, number - 1):05}.md)"
    body = f"{body}\n\n{link}\n\n[^note]: A note on number {number}."
    return replace(article, topics=(*article.topics[:1], topic), body=body)


def timed(
    seconds: dict[str, float], name: str, work: Callable[..., object]
) -> Callable[..., object]:
    """A function that adds to the seconds of its stage; what it yields is made at once."""

    def run(*args: object, **named: object) -> object:
        start = time.process_time()
        found = work(*args, **named)
        if isinstance(found, Iterator):
            found = iter(list(found))
        seconds[name] += time.process_time() - start
        return found

    return run


def build(folder: Path, count: int) -> Mapping[str, float]:
    """The seconds of processor time that each stage takes, and the whole."""
    sources = [short(one, n) for n, one in enumerate(articles(count, SOURCE))]
    write_ours(folder, sources, using(ROOT))
    override = {"OUTPUT_PATH": str(folder / "output"), "PATH": str(folder / "content")}
    settings = read_settings(str(folder / "pelicanconf.py"), override=override)
    settings["BILINGUAL"] |= {"processes": 1, "search": True}
    seconds: dict[str, float] = defaultdict(float)
    with ExitStack() as stack:
        for name, functions in STAGES.items():
            for owner, function in functions:
                work = timed(seconds, name, getattr(owner, function))
                stack.enter_context(mock.patch.object(owner, function, work))
        gc.collect()
        start = time.process_time()
        Pelican(settings).run()
        seconds["the whole build"] = time.process_time() - start
    return seconds


def sites(largest: int, repeat: int) -> dict[str, float]:
    """The exponents of all stages that take a part of a build worth the name.

    Each size is built `repeat` times, by turns: the least counts, for what else a machine does
    slows processor time, too.
    """
    logging.getLogger("pelican").setLevel(logging.ERROR)
    found: dict[str, dict[int, float]] = defaultdict(dict)
    for size in [largest >> step for step in reversed(range(STEPS))] * repeat:
        with tempfile.TemporaryDirectory(prefix="bilingual-growth.") as folder:
            for name, each in build(Path(folder), size).items():
                found[name][size] = min(each, found[name].get(size, each))
    whole = found["the whole build"][largest]
    kept = {name: each for name, each in found.items() if each[largest] > SHARE * whole}
    for name, each in found.items():
        shown = "".join(f"{one:9.2f}" for one in each.values())
        grown = f"{exponent(each):8.2f}" if name in kept else "   short"
        print(f"{name:24}{shown}{grown}", flush=True)
    return {name: exponent(each) for name, each in kept.items()}


MANY: Mapping[str, Callable[[int], str]] = {
    "paragraphs": lambda n: "\n\n".join(f"Words of *paragraph* {one}." for one in range(n)),
    "rows": lambda n: "| a | b |\n|---|---|\n" + "\n".join(f"| row {k} | b |" for k in range(n)),
    "items": lambda n: "\n".join(f"- item {one}" for one in range(n)),
    "headings": lambda n: "\n\n".join(f"## Heading {one}\n\nText {one}." for one in range(n)),
    "links": lambda n: "\n\n".join(f"See [it](https://x.example/{one})." for one in range(n)),
    "terms": lambda n: "\n\n".join(f"The term{one % 50} is a word." for one in range(n)),
    "abbreviations": lambda n: "\n\n".join(
        f"An A{k}B here.\n\n*[A{k}B]: Long {k}" for k in range(n)
    ),
    "footnotes": lambda n: "\n\n".join(f"It is so.[^{k}]\n\n[^{k}]: Note {k}." for k in range(n)),
    "skipped": lambda n: "\n\n".join(f"<!-- i18n:skip -->\n\nKept {k}." for k in range(n)),
    "raw HTML": lambda n: "\n\n".join(f"<div>\nraw {k}\n</div>" for k in range(n)),
    "texts beside blocks": lambda n: (
        "<div markdown=block>\n"
        + "\n".join(f"words {k}\n\n- item\n" for k in range(n))
        + "\n</div>"
    ),
}
"""Pages with so many of one thing."""


def page_steps() -> Iterator[tuple[str, Callable[[str], Callable[[], object]]]]:
    """What is done with a page, each as what prepares a text and what is then timed."""
    tags, locale = {"extensions": ["extra", "smarty", "toc", "admonition"]}, parse_locale("en")
    tags["output_format"] = "html"
    words = "\n\n".join(f"term{n}\n:   What {n} means." for n in range(50))
    meanings = read_meanings(Parser(tags, (), locale).parse(f"Title: g\n\n{words}", "g.md"))
    known = {"en": vocabulary(meanings, "en")}
    ways: Mapping[str, Callable[[], object]] = {
        "source": lambda: Source(locale),
        "translated": lambda: Target(lambda one: one.msgid.upper(), "en", locale=locale),
        "fallbacks": lambda: Target(lambda one: None, "en", locale=locale),
        "side by side": lambda: Parallel(lambda one: one.msgid.upper(), "en", "tk", "–"),
    }

    def parse(text: str) -> Callable[[], object]:
        return lambda: Parser(tags, (), locale).parse(f"Title: x\n\n{text}", "x.md")

    def render(way: Callable[[], object], text: str) -> Callable[[], object]:
        parser = Parser(tags, (), locale)
        part = parser.parse(f"Title: x\n\n{text}", "x.md").body
        return lambda: parser.render(part, way(), lambda root, raw: explain(root, "en", known, raw))

    def finish(work: Callable[[str], object], text: str) -> Callable[[], object]:
        parser = Parser(tags, (), locale)
        html = parser.render(parser.parse(f"Title: x\n\n{text}", "x.md").body, Source(locale)).html
        html = f"<html lang=en><main lang=fa>{html}</main></html>"
        return lambda: work(html)

    yield "parsing", parse
    for name, way in ways.items():
        yield name, partial(render, way)
    finishing: Mapping[str, Callable[[str], object]] = {
        "finishing": lambda html: write(read(html)),
        "policy": lambda html: [*breaches(Document.read(html), ""), *Document.read(html).names],
        "directions": with_directions,
        "weighing": lambda html: heaviest(read(html)),
        "text": lambda html: text_in(read(html)),
    }
    for name, work in finishing.items():
        yield name, partial(finish, work)


def pages(largest: int) -> dict[str, float]:
    """The exponents of what is done with a page, where they are above the limit."""
    worst: dict[str, float] = {}
    for name, many in MANY.items():
        for step, prepare in page_steps():
            seconds = {}
            for size in (largest // 4, largest):
                work = prepare(many(size))
                gc.collect()
                start = time.process_time()
                work()
                seconds[size] = time.process_time() - start
            found = exponent(seconds) if seconds[largest] > 0.1 else 0.0
            if found > MOST_OF_PAGE:
                shown = "".join(f"{one:9.3f}" for one in seconds.values())
                print(f"{f'{step}, {name}':40}{shown}{found:8.2f}", flush=True)
                worst[f"{step} of {name}"] = found
    return worst


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=int, default=LARGEST, help=f"at most ({LARGEST})")
    parser.add_argument("--items", type=int, default=2000, help="of one thing on a page (2000)")
    parser.add_argument("--repeat", type=int, default=2, help="how often each site is built (2)")
    options = parser.parse_args()
    wrong = pages(options.items) if options.items else {}
    grown = sites(options.articles, options.repeat) if options.articles else {}
    wrong |= {name: each for name, each in grown.items() if each > MOST}
    for name, each in wrong.items():
        print(f"FAIL: {name} grows with the power of {each:.2f}")
    if not wrong:
        print("PASS: nothing grows faster than the site, or than the page")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

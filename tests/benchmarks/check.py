"""What `bilingual check` takes: spelling beside all the rest, and long texts beside longer ones.

Run it with `.venv/bin/python tests/benchmarks/check.py`, in the repository.

The site of this repository is checked with and without its dictionary, in this process and by
turns; the best of each counts. Then texts that hang on a pattern are spelled, put into Cyrillic
and cut into words for the search, once short and once four times as long: work that grows with
the length takes four times as long, with its square sixteen times. The status is 1 when spelling
doubles the check, or a text takes more than eight times as long.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from pelican.settings import read_settings

from pelican.plugins.bilingual.check.run import check, open_dictionaries
from pelican.plugins.bilingual.check.spelling import Speller
from pelican.plugins.bilingual.language.profile import profile, script_of
from pelican.plugins.bilingual.project.read import Project, read_project

SHORT, TIMES = 25_000, 4
"""Letters of the shorter text, and how much longer the other one is."""
MOST, MOST_GROWTH = 2.0, 8.0
SLIGHT = 0.02
"""Seconds below which a clock says nothing."""
PARTS = ("a", "ğ", "-", "`", "`x", "a.", "a@", "<", "[", "[=a", "%(", "{a", "“", "_*", "\u0327")


def best(step: Callable[[], object], repeat: int = 3) -> float:
    """Seconds of processor time."""
    found = []
    for _ in range(repeat):
        start = time.process_time()
        step()
        found.append(time.process_time() - start)
    return min(found)


def own_site() -> Project:
    """This repository's site."""
    return read_project(read_settings("pelicanconf.py"), Path("pelicanconf.py").resolve())


def site() -> float:
    """The check with spelling, as a multiple of the check without."""
    site = own_site()
    dictionaries, missing = open_dictionaries(site.config, Path.cwd())
    if missing:
        sys.exit(str(missing[0]))

    def spelled() -> None:
        open_dictionaries(site.config, Path.cwd())
        check(site, (), dictionaries)

    with_it, without = best(spelled), best(lambda: check(site))
    print(f"check with spelling {with_it:.2f} s, without {without:.2f} s: {with_it / without:.2f}")
    return with_it / without


def growth() -> float:
    """How many times as long a text takes that is four times as long, in the worst case."""
    config = own_site().config
    dictionaries, _ = open_dictionaries(config, Path.cwd())
    (language,) = (one for one in config.targets if one.tag == "tk")
    script, folding = script_of("tk-Cyrl", {"Huawei": "Huawei"}), profile("tk").folding
    assert script is not None
    steps: dict[str, Callable[[str], object]] = {
        "spelling": lambda text: list(Speller(language, dictionaries["tk"]).check("", text)),
        "Cyrillic": lambda text: script("", text),
        "search": lambda text: list(folding.words(text)),
    }
    worst = 0.0
    for name, step in steps.items():
        for part in PARTS:
            short, long = (part * (size // len(part)) for size in (SHORT, SHORT * TIMES))
            first, second = (best(partial(step, text), 1) for text in (short, long))
            times = second / max(first, SLIGHT / TIMES) if second > SLIGHT else 0.0
            if times > worst:
                worst = times
                print(f"{name}, {part!r}: {first:.3f} s and {second:.3f} s, {times:.1f} times")
    return worst


if __name__ == "__main__":
    too_slow = [site() > MOST, growth() > MOST_GROWTH]
    print("FAIL" if any(too_slow) else "PASS")
    sys.exit(any(too_slow))

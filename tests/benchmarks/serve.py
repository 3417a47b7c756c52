r"""How long a saved message takes from the catalog to the open page of the preview, in a browser.

Run it with `make benchmark`, or `.venv/bin/python tests/benchmarks/serve.py`.

`bilingual serve` runs on a site of 1,000 articles in two languages with the plugin's own theme.
Time and again one `msgstr` is saved in its catalog, as an editor outside would, and the clock
runs until the page that is open in Chromium has the new text. The status is 1 where the median is
above a second. Between two saves the build that follows ends, unless `--busy`.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from string import ascii_lowercase

from articles import articles
from environment import ROOT, using
from sites import SOURCE, TARGET, write_ours

sys.path.insert(0, str(ROOT / "tests"))
from browsing import launched, page_in
from previewing import eventually, serving

MOST = 1.0
"""Seconds that the median may take."""
_TITLE = r'(msgctxt "title"\nmsgid .*\nmsgstr )"(?:Täze \w+ )?'
FIRST_BUILD, EACH = 600.0, 60.0
"""Seconds that is waited for a build of the whole site, and for one page."""


def main() -> int:
    """Time it; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--repeat", type=int, default=9)
    parser.add_argument("--busy", action="store_true", help="do not wait for the builds between")
    parser.add_argument("--keep", type=Path, help="a folder for the site, which may be there")
    given = parser.parse_args()
    with site(given.articles, given.keep) as root:
        seconds = [*timed(root, given.repeat, given.busy)]
    middle = statistics.median(seconds)
    listed = ", ".join(f"{one:.2f}" for one in sorted(seconds))
    print(f"From a saved msgstr to the page, {given.articles} articles: {middle:.2f} s ({listed})")
    return middle > MOST


@contextmanager
def site(count: int, keep: Path | None) -> Iterator[Path]:
    """A folder with a site of so many articles."""
    with tempfile.TemporaryDirectory() as folder:
        root = keep or Path(folder) / "site"
        if not (root / "pelicanconf.py").is_file():
            write_ours(root, articles(count, SOURCE), using(ROOT))
        yield root


def timed(root: Path, repeat: int, busy: bool) -> Iterator[float]:
    """The seconds that each save takes until it is seen."""
    catalog = root / "translations" / TARGET / "LC_MESSAGES" / "article-00007.po"
    text = catalog.read_text("utf-8")
    address = f"/{TARGET}/article-00007/"
    with serving(root) as preview, launched() as browser, page_in(browser) as page:
        known = re.compile(r'data-build="?([\w.-]+)')
        assert eventually(lambda: known.search(preview.ask(address).body) is not None, FIRST_BUILD)
        page.goto(f"{preview.url}{address[1:]}")
        try:
            for number in range(repeat):
                word = f"Täze {''.join(ascii_lowercase[int(n)] for n in f'{number:03}')} "
                changed, count = re.subn(_TITLE, rf'\g<1>"{word}', text)
                assert count == 1
                began = time.perf_counter()
                catalog.write_text(changed, "utf-8")
                page.wait_for_function(
                    "word => document.body?.innerText.includes(word)",
                    arg=word.strip(),
                    timeout=EACH * 1000,
                    polling=10,
                )
                yield time.perf_counter() - began
                if not busy:
                    time.sleep(15)
        finally:
            catalog.write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())

"""The benchmark times what it can verify: a small one runs here, with the theme of the plugin."""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from support import PROJECT

FOLDER = PROJECT / "tests" / "benchmarks"
COUNT = 100


@pytest.fixture(scope="module")
def timed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a small benchmark, and what it has printed."""
    folder = tmp_path_factory.mktemp("benchmark")
    command = [sys.executable, FOLDER / "build.py", "--alone", "--quick", "--repeat", "1"]
    command += ["--articles", str(COUNT), "--keep", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "0-ours", done.stdout


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(FOLDER)
    return importlib.import_module("build")


def test_it_says_what_it_took(timed: tuple[Path, str]) -> None:
    """A row for each system, and what the figures are of."""
    row = next(line for line in timed[1].splitlines() if line.startswith("| ours"))
    pages = COUNT * 3  # in either language, and side by side
    assert int(row.split("|")[7]) > pages
    assert float(row.split("|")[2]) > 0
    assert f"{COUNT} articles in two languages" in timed[1]


def damage(path: Path, change: Callable[[str], str]) -> Callable[[], object]:
    """Damage a file; what is returned undoes it."""
    text = path.read_text("utf-8")
    path.write_text(change(text), "utf-8")
    return lambda: path.write_text(text, "utf-8")


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("en/article-00007/index.html", lambda text: text[: len(text) // 2], "lacks"),
        ("en-tk/article-00007/index.html", lambda text: text.replace("ý", "y"), "lacks"),
        ("tk/feed.xml", lambda text: text.replace("<entry>", "<other>", 1), "the feeds in"),
    ],
)
def test_what_is_not_whole_is_not_timed(
    timed: tuple[Path, str],
    benchmark: ModuleType,
    name: str,
    change: Callable[[str], str],
    said: str,
) -> None:
    """A page without a word, or a feed without an entry, stops the benchmark."""
    output = timed[0] / "output"
    sources = benchmark.articles(COUNT, "en")
    texts = {"en": sources, "tk": [one.translated("tk") for one in sources]}
    system = benchmark.System("ours", timed[0], (), benchmark.PARALLEL, "")
    benchmark.verify(system, output, texts)
    undo = damage(output / name, change)
    try:
        with pytest.raises(SystemExit, match=said):
            benchmark.verify(system, output, texts)
    finally:
        undo()


def test_an_article_that_is_missing_is_found(
    timed: tuple[Path, str], benchmark: ModuleType, tmp_path: Path
) -> None:
    """Pages are counted."""
    sources = benchmark.articles(COUNT, "en")
    texts = {"en": sources, "tk": [one.translated("tk") for one in sources]}
    system = benchmark.System("ours", timed[0], (), benchmark.PARALLEL, "")
    with pytest.raises(SystemExit, match="0 articles"):
        benchmark.verify(system, tmp_path, texts)

"""The lines of catalogs are those of GNU gettext: its tools, and Poedit, change no other line."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from difflib import unified_diff
from pathlib import Path
from time import monotonic, sleep

import polib
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support import PROJECT, breaks_lines_as_we_do, missing, tool
from translate.storage import pypo

from pelican.plugins.bilingual.catalog.po.file import new_file, written
from pelican.plugins.bilingual.catalog.po.wrap import entry_lines

PLAIN = r"""
the of gas city Türkmenistanyň gözegçilik 2026-njy ýylyň город «ёлки» 漢字かな交じり文。「はい」、
ワールド・カップ 한국어 مدينة شهر، שלום עולם- ไทยภาษา हिन्दी। Straße/Weg 5G-ni A/B and/or e.g. U.S.
a/5 24/7 {filename}safe-city.md [map](https://example.org/a-long/path/to?x=1&y=2#frag-ment) `code`
http://a.b.c/d-e/f_g [^note] {:.class} <b>x</b> &nbsp; %d %(name)s 100% -- --flag -x – — a—b **b**
30% $1,200.50 1,234.56 “quoted” ‘it’s’ (see) [x] {y} a|b | … ... ?! " a"b \ \\ a\b € £5 № ° ½ ×
→ · • ¿que? 🚀 🇹🇲 é ー々 Ａ１ ！？
"""
INVISIBLE = "16,9\xa0% 1\u202f000 \u2068name\u2069 z\xadz a\u200bb e\u0301 x\ty"
WORDS = [*PLAIN.split(), *INVISIBLE.split(" ")]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=45)
TEXTS = st.builds(
    lambda words, gap, start, end: start + gap.join(words) + end,
    SENTENCES,
    st.sampled_from([" ", " ", " ", "  ", "", "-", "  \n", "\n"]),
    st.sampled_from(["", "", " ", "\n"]),
    st.sampled_from(["", "", " ", "\n"]),
)
ONE_FILE = settings(
    max_examples=8, phases=[Phase.generate], deadline=None, suppress_health_check=list(HealthCheck)
)
"""A failing file of hundreds of messages is not made smaller: its first difference says enough."""


def msgcat(path: Path, *options: str) -> str:
    done = subprocess.run(
        [tool("msgcat", "gettext"), *options, str(path)], capture_output=True, check=True
    )
    return done.stdout.decode()


def entry(number: int, text: str, other: str) -> polib.POEntry:
    """A message in one of the forms that a catalog has."""
    made = polib.POEntry(msgctxt=str(number), msgid=f"x{text}", msgstr=f"y{other}")
    if number % 3 == 1:
        made.flags, made.previous_msgid = ["fuzzy"], text
    if number % 7 == 2:
        made.msgid_plural, made.msgstr, made.msgstr_plural = f"z{text}", "", {0: other, 1: text}
        edges = {text.startswith("\n"), other.startswith("\n")}, text.endswith("\n")
        made.flags = ["no-wrap"] if edges else []
    return made


@ONE_FILE
@given(st.lists(TEXTS, min_size=150, max_size=300))
def test_msgcat_changes_no_byte(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    """Whatever its texts hold, gettext would end every line of a catalog where we do."""
    made = [entry(*one) for one in zip(range(len(texts)), texts, reversed(texts), strict=False)]
    header = new_file({"Project-Id-Version": "Site " * 20, "Language": "tk"})
    text = written(header, made[::2], made[1::2])
    path = tmp_path_factory.mktemp("wrap") / "x.po"
    path.write_text(text, "utf-8")
    ours, theirs = text.split("\n"), msgcat(path).split("\n")
    if not breaks_lines_as_we_do():  # it still reads what we wrote
        assert polib.pofile(msgcat(path)) == polib.pofile(text)
        return
    assert next((both for both in zip(ours, theirs, strict=False) if both[0] != both[1]), "") == ""
    assert len(ours) == len(theirs)


@given(TEXTS)
def test_wrapping_loses_nothing(text: str) -> None:
    """The lines of a text, joined, are the text."""
    joined = "".join(line[line.index('"') + 1 : -1] for line in entry_lines("msgid", text))
    assert polib.unescape(joined) == text


def test_long_paths_wrap_as_gettext_counts(tmp_path: Path) -> None:
    """Lines of locations with letters of two bytes end where gettext ends them."""
    made = polib.POEntry(msgid="a", msgstr="b")
    made.occurrences = [("söz/çaý.md", str(number)) for number in range(90, 120)]
    path = tmp_path / "x.po"
    path.write_text(written(new_file({"Language": "tk"}), [made], ()), "utf-8")
    assert msgcat(path) == path.read_text("utf-8")


# One edit, saved by other programs


def flagship() -> list[Path]:
    """The repository's own catalogs; Poedit takes Persian's letters without width for wide ones."""
    found = (Path(__file__).parents[3] / "translations").rglob("*.po")
    return sorted(one for one in found if one.parts[-3:-1] != ("fa", "LC_MESSAGES"))


def edited(path: Path, number: int) -> str:
    """A catalog in which one translation has another word, as a program without wrap writes it.

    With what Poedit writes into the header: an empty date if there is none, and its own name.
    """
    file = polib.pofile(str(path), wrapwidth=0)
    file.metadata.setdefault("POT-Creation-Date", "")
    file.metadata |= {"PO-Revision-Date": "2030-01-02 03:04+0000", "X-Generator": "Poedit 3.2.2"}
    done = [one for one in file if one.msgstr and not one.obsolete]
    done[number % len(done)].msgstr += " Söz"
    return str(file).removeprefix("#\n")  # which polib alone writes


def by_poedit(text: str, original: str, folder: Path) -> str:
    """What Poedit makes of a text: it asks msgcat for lines as long as the file's longest."""
    lines = (one for one in original.split("\n") if not one.startswith(("# ", "#. ")))
    longest = max(len(one) for one in lines if one.rfind(" ") > 2 and not one.endswith('\\n"'))
    path = folder / "saved.po"
    path.write_text(text, "utf-8")
    return msgcat(path, "--force-po", f"--width={longest}")


def by_poedit_itself(path: Path, home: Path) -> None:
    """Add a word to the first translation of a file in Poedit, and save, on a screen of its own."""
    names = ("poedit", "Xvfb", "xdotool")
    programs = [shutil.which(one) for one in names]
    if not all(programs):
        missing("Poedit is missing: install poedit, xvfb and xdotool.")
    poedit, screen, hand = map(str, programs)
    number = f":{90 + os.getpid() % 900}"
    surroundings = os.environ | {"HOME": str(home), "DISPLAY": number, "LC_ALL": "C.UTF-8"}
    surroundings |= {"XDG_CONFIG_HOME": str(home), "XDG_DATA_HOME": str(home)}

    def do(*words: str) -> str:
        done = subprocess.run(
            [hand, *words], env=surroundings, capture_output=True, text=True, check=False
        )
        return done.stdout.strip()

    def wait(ready: Callable[[], object]) -> None:
        start = monotonic()
        while not ready():
            assert monotonic() - start < 60, "Poedit does not answer."
            sleep(0.2)

    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": surroundings}
    with (
        subprocess.Popen([screen, number, "-screen", "0", "900x700x24"], **quiet) as display,
        ended(display),
    ):
        wait(lambda: do("getdisplaygeometry"))
        with subprocess.Popen([poedit, str(path)], **quiet) as program, ended(program):
            wait(lambda: do("search", "--onlyvisible", "--name", "Poedit"))
            window = do("search", "--onlyvisible", "--name", "Poedit").split()[-1]

            def edit() -> bool:
                """The translation's field, a word, the button; again, if it did not listen yet."""
                do("windowfocus", window)
                do("mousemove", "200", "600", "click", "1")
                sleep(0.5)
                do("key", "ctrl+End", "type", " Word")
                sleep(0.5)
                do("mousemove", "150", "48", "click", "1")
                sleep(1.5)
                return " Word" in path.read_text("utf-8")

            wait(edit)


@contextmanager
def ended(program: subprocess.Popen[bytes]) -> Iterator[None]:
    """Ends a program, whatever happens."""
    try:
        yield
    finally:
        program.kill()


def changed_lines(first: str, second: str) -> int:
    """How many lines are only in one of two texts."""
    diff = unified_diff(first.split("\n"), second.split("\n"), n=0)
    return sum(one.startswith(("+", "-")) for one in diff) - 2


@pytest.mark.parametrize("path", flagship(), ids=lambda one: one.stem)
@pytest.mark.parametrize("number", [0, 3, 11])
def test_one_edit_in_poedit_changes_one_entry(tmp_path: Path, path: Path, number: int) -> None:
    """Who adds a word to a translation sends in the lines that it stands in, and no others."""
    original = path.read_text("utf-8")
    saved = by_poedit(edited(path, number), original, tmp_path)
    if not breaks_lines_as_we_do():  # the first save breaks lines within addresses, no later one
        original = by_poedit(original, original, tmp_path)
    assert 0 < changed_lines(original, saved) <= 6


@pytest.mark.desktop
@pytest.mark.parametrize("name", ["site", "safe-city", "pages/about"])
def test_one_edit_in_the_real_poedit(tmp_path: Path, name: str) -> None:
    """Its first save of a catalog: the date, who wrote it, and the lines of the translation."""
    original = PROJECT / f"translations/tk/LC_MESSAGES/{name}.po"
    path = shutil.copy(original, tmp_path / "work.po")
    by_poedit_itself(path, tmp_path / "home")
    saved = path.read_text("utf-8")
    assert " Word" in saved
    assert changed_lines(original.read_text("utf-8"), saved) == 5


@pytest.mark.parametrize("path", flagship(), ids=lambda one: one.stem)
@pytest.mark.parametrize("number", [0, 3, 11])
def test_one_edit_by_translate_toolkit(path: Path, number: int) -> None:
    """Weblate and Pootle save so: the lines that a translation stands in, and no others."""
    store = pypo.pofile.parsefile(str(path))
    original = path.read_text("utf-8")
    assert bytes(store).decode() == original
    done = [one for one in store.units if one.istranslated() and not one.isobsolete()]
    units = [one for one in done if not one.isheader() and not one.hasplural()]
    unit = units[number % len(units)]
    unit.target = f"{unit.target} Word"
    assert 0 < changed_lines(original, bytes(store).decode()) <= 6


def test_two_people_edit_without_a_conflict(tmp_path: Path) -> None:
    """Two people who save different messages of a catalog are merged by git."""
    git = tool("git", "git")
    for path in flagship():
        original = path.read_text("utf-8")
        files = [tmp_path / name for name in ("ours.po", "base.po", "theirs.po")]
        texts = [by_poedit(edited(path, one), original, tmp_path) for one in (2, 5)]
        for file, text in zip(files, (texts[0], original, texts[1]), strict=True):
            file.write_text(text, "utf-8")
        done = subprocess.run([git, "merge-file", "-p", *files], capture_output=True, check=False)
        assert done.returncode == 0, path
        assert done.stdout.decode().count(" Söz") == 2

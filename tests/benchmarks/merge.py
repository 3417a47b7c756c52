r"""How long one catalog takes to follow its page: ours, and GNU msgmerge with fuzzy matching.

Run it with `.venv/bin/python tests/benchmarks/merge.py --messages 3000 --repeat 3`.

Both get the same files: a catalog, and a template of the same page in which one message in
fifteen is reworded and one in thirty is new. Ours is timed from bytes to text in this process,
msgmerge as a process (it starts in a few milliseconds). They take turns; the best of each counts.
Both have found what they should when a changed message has its old translation, as fuzzy. The
status is 1 when ours takes more than a tenth of msgmerge's time, or finds less.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import polib

from pelican.plugins.bilingual.catalog.merge.renewal import updated
from pelican.plugins.bilingual.source.segments import Segment

LIMIT = 0.1
"""The largest share of msgmerge's time that is right."""
FIELDS = {"Content-Type": "text/plain; charset=UTF-8", "Language": "tk"}
SYLLABLES = ("ba", "cor", "di", "el", "fa", "gor", "hi", "ist", "ka", "lum", "mo", "ner", "pra")


def vocabulary(rng: random.Random) -> tuple[list[str], list[float]]:
    """Words with their weights, as common and as rare as words are (Zipf)."""
    words = {"".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(6000)}
    return sorted(words), [1 / rank for rank in range(1, len(words) + 1)]


def pages(messages: int, seed: int = 1) -> tuple[list[str], list[str], dict[str, str]]:
    """A page before and after, and which old text each changed one comes from."""
    rng = random.Random(seed)
    words, weights = vocabulary(rng)
    rng.shuffle(words)

    def sentence() -> str:
        parts = rng.choices(words, weights, k=rng.choice((3, 8, 15, 25, 40, 60)))
        return f"{' '.join(parts).capitalize()} {rng.randint(1, 10_000)}."

    old = list(dict.fromkeys(sentence() for _ in range(messages)))
    new, changed = list(old), {}
    for at in rng.sample(range(len(old)), len(old) // 15):
        parts = old[at].split()
        for _ in range(1 + len(parts) // 10):
            parts[rng.randrange(len(parts))] = rng.choice(words)
        new[at] = f"{' '.join(parts)} {rng.choice(words)}"
        changed[new[at]] = old[at]
    for _ in range(len(old) // 30):
        new.insert(rng.randrange(len(new)), sentence())
    return old, new, changed


def catalog(msgids: Sequence[str], translated: bool) -> str:
    """The text of a catalog, or of a template."""
    file = polib.POFile(wrapwidth=78)
    file.metadata = FIELDS
    for line, msgid in enumerate(msgids, 1):
        msgstr = msgid[::-1] if translated else ""
        file.append(polib.POEntry(msgid=msgid, msgstr=msgstr, occurrences=[("page.md", str(line))]))
    return f"{file}"


def found(text: str, changed: dict[str, str]) -> int:
    """How many changed messages have the translation of what they were."""
    entries = {entry.msgid: entry for entry in polib.pofile(text)}
    return sum(
        entries[new].fuzzy and entries[new].msgstr == old[::-1] for new, old in changed.items()
    )


def ours(data: bytes, new: Sequence[str]) -> tuple[float, str]:
    """Seconds, and the new catalog."""
    segments = [("page.md", Segment(msgid, line)) for line, msgid in enumerate(new, 1)]
    start = time.perf_counter()
    text = updated(data, "page.po", segments, FIELDS)
    return time.perf_counter() - start, text


def theirs(program: str, folder: Path) -> tuple[float, str]:
    """Seconds, and the new catalog."""
    files = [folder / name for name in ("page.po", "page.pot", "new.po")]
    start = time.perf_counter()
    subprocess.run(
        [program, "--quiet", "--previous", files[0], files[1], "-o", files[2]], check=True
    )
    return time.perf_counter() - start, files[2].read_text("utf-8")


def main() -> int:
    """Time both, and print what they took and found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--messages", type=int, default=3000, help="messages of the catalog")
    parser.add_argument("--repeat", type=int, default=3, help="how often each is timed")
    options = parser.parse_args()
    if options.messages < 15 or options.repeat < 1:
        parser.error("at least 15 messages and one repetition")
    program = shutil.which("msgmerge")
    if not program:
        sys.exit("msgmerge is missing: install gettext.")
    old, new, changed = pages(options.messages)
    seconds: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as folder:
        data = catalog(old, translated=True).encode()
        (Path(folder) / "page.po").write_bytes(data)
        (Path(folder) / "page.pot").write_text(catalog(new, translated=False), "utf-8")
        for _ in range(options.repeat):
            results = ours(data, new), theirs(program, Path(folder))
            for times, (duration, _text) in zip(seconds, results, strict=True):
                times.append(duration)
    counts = [found(text, changed) for _, text in results]
    best = [min(times) for times in seconds]
    ratio = best[0] / best[1]
    added = len(new) - len(old)
    print(f"{len(old)} messages, {len(changed)} changed, {added} new; best of {options.repeat}")
    for name, duration, count in zip(("update", "msgmerge"), best, counts, strict=True):
        print(f"{name:9}{duration:8.3f} s   {count} of {len(changed)} changed messages found")
    print(f"ratio    {ratio:8.3f}     (at most {LIMIT})")
    print(f"both found the same: {'yes' if counts[0] == counts[1] else 'no'}")
    return 0 if ratio <= LIMIT and counts[0] >= counts[1] else 1


if __name__ == "__main__":
    sys.exit(main())

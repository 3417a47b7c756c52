"""How much of real translations `bilingual import` brings into catalogs, and how well.

`python tools/import_report.py files SOURCE TARGET TAG` takes two folders of Markdown with the same
names, one in English. It makes a site of them, imports, and prints the shares, and samples to be
read and judged by a person: `--sample 40 --seed 1`.

`python tools/import_report.py truth SOURCE CATALOG TAG` knows the right answer: it puts a catalog's
translations into the Markdown that they are of, drops, joins and adds some blocks of each file
(`--noise 0.05`), imports that, and compares.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import polib
from pelican.settings import read_settings

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError, Notes
from pelican.plugins.bilingual.project.read import read_project
from pelican.plugins.bilingual.source.pages import Pages
from pelican.plugins.bilingual.source.segments import fold

SETTINGS = """\
SITENAME = "Site"
PATH = "content"
DEFAULT_LANG = "en"
TIMEZONE = "UTC"
PLUGINS = ["bilingual"]
BILINGUAL = {{"languages": {{"en": "English", "{tag}": "{tag}"}}}}
MARKDOWN = {{"extensions": ["extra", "toc", "admonition", "sane_lists"], "output_format": "html"}}
"""
YAML = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
TITLE = re.compile(r"^title:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)
SUFFIXES = (".md", ".markdown")


def page(text: str, slug: str, tag: str) -> str:
    """A file of another program as a page of Pelican's."""
    front = YAML.match(text)
    title = TITLE.search(front[1]) if front else None
    body = YAML.sub("", text, count=1)
    heading = re.search(r"^#\s+(.+?)\s*#*$", body, re.MULTILINE)
    name = title[1] if title else heading[1] if heading else slug
    return f"Title: {name}\nDate: 2026-01-01\nSlug: {slug}\nLang: {tag}\n\n{body}"


def write_pair(root: Path, name: str, texts: dict[str, str]) -> None:
    """Write a page with its translation: its texts by language."""
    for tag, text in texts.items():
        file = root / "content" / f"{name}.{tag}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(text, re.sub(r"[^a-z0-9]+", "-", name.lower()), tag), "utf-8")


def pairs(source: Path, target: Path) -> Iterator[tuple[str, Path, Path]]:
    """The files of both folders; where names differ, those at the same place of the same folder."""
    for first in sorted(one for one in source.rglob("*") if one.suffix in SUFFIXES):
        name = first.relative_to(source)
        second = target / name
        if second.is_file():
            yield name.with_suffix("").as_posix(), first, second


def run_import(root: Path) -> tuple[float, str]:
    """Import everything on a site; seconds, and what was said. Pages that cannot be read go."""
    settings = read_settings(str(root / "pelicanconf.py"))
    project = read_project(settings, root / "pelicanconf.py")
    notes = Notes()
    list(Pages(project).every(notes))
    for error in notes.take():
        unread = root / error.where.partition(":")[0]
        print(f"left out: {error}"[:150], file=sys.stderr)
        unread.unlink(missing_ok=True)
    before, said = time.perf_counter(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        main(["-s", str(root / "pelicanconf.py"), "import"])
    return time.perf_counter() - before, said.getvalue()


def catalogs(root: Path, tag: str) -> Iterator[tuple[str, polib.POFile]]:
    """What was imported: the name of each page, and its catalog."""
    folder = root / "translations" / tag.replace("-", "_") / "LC_MESSAGES"
    for path in sorted(folder.rglob("*.po")):
        name = path.relative_to(folder).with_suffix("").as_posix()
        if name != "site":
            yield name, polib.pofile(str(path))


def report(root: Path, tag: str, sample: int, seed: int) -> None:
    """Print shares, and messages for a person to judge."""
    seconds, said = run_import(root)
    states: Counter[str] = Counter()
    seen: dict[str, list[tuple[str, polib.POEntry]]] = {"published": [], "fuzzy": [], "missing": []}
    for name, catalog in catalogs(root, tag):
        for entry in catalog:
            if entry.obsolete or entry.msgctxt == "slug":
                continue
            state = "missing" if not entry.msgstr else "fuzzy" if entry.fuzzy else "published"
            seen[state].append((name, entry))
            states[state] += 1
    total = sum(states.values())
    shares = ", ".join(f"{one} {count} ({count / total:.1%})" for one, count in states.items())
    left, same = said.count(": no message for: "), said.count(": still the source's own: ")
    print(
        f"{tag}: {total} messages: {shares}; left over {left}, untranslated {same}; {seconds:.1f} s"
    )
    chance = random.Random(seed)
    for state, entries in seen.items():
        for name, one in chance.sample(entries, min(sample, len(entries))):
            print(f"--- {state} {name}\n  {one.msgid[:300]!r}\n  {one.msgstr[:300]!r}")


def translated(text: str, segments: list[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """Markdown with the translations of some of its texts, and those that could be put there."""
    at, known = 0, dict[str, str]()
    for msgid, msgstr in segments:
        words = r"\s+(?:>\s+)*".join(map(re.escape, msgid.split()))
        found = re.compile(words).search(text, at)
        if found:
            text = f"{text[: found.start()]}{msgstr}{text[found.end() :]}"
            at = found.start() + len(msgstr)
            known[msgid] = msgstr
    return text, known


def noisy(text: str, noise: float, chance: random.Random) -> tuple[str, str]:
    """Some paragraphs fewer, joined, or added, as translators leave them; and what has gone."""
    blocks, kept, gone = re.split(r"\n{2,}", text), list[str](), list[str]()
    fenced = False
    for block in blocks:
        plain = not fenced and re.match(r"[^\W\d_`]", block)
        fenced ^= block.count("```") % 2 == 1
        dice = chance.random()
        if plain and dice < noise:
            gone.append(block)
        elif plain and dice < 2 * noise and kept and re.match(r"[^\W\d_`]", kept[-1]):
            gone += [kept[-1], block]
            kept[-1] = f"{kept[-1]} {block}"
        elif plain and dice < 3 * noise:
            kept += [block, " ".join(chance.sample(block.split(), len(block.split())))]
        else:
            kept.append(block)
    return "\n\n".join(kept), "\n\n".join(gone)


def truth(source: Path, po: Path, tag: str, noise: float, seed: int, sample: int) -> None:
    """Compare what is imported with what was put there."""
    chance, answers = random.Random(seed), dict[str, dict[str, str]]()
    said = {
        fold(one.msgid): fold(one.msgstr)
        for one in polib.pofile(str(po))
        if one.translated() and "\n\n" not in one.msgid and "\n" not in one.msgstr.strip()
    }
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "content").mkdir()
        (root / "pelicanconf.py").write_text(SETTINGS.format(tag=tag), "utf-8")
        project = read_project(read_settings(str(root / "pelicanconf.py")), root / "pelicanconf.py")
        parser = Pages(project).parser
        for number, file in enumerate(sorted(source.rglob("*.md"))):
            text, name = file.read_text("utf-8"), f"p{number}"
            try:
                segments = parser.parse(text, name).body.segments
            except BilingualError:
                continue
            known = [(one.msgid, said[one.msgid]) for one in segments if one.msgid in said]
            if len(known) < len(segments) / 2 or not known:
                continue
            made, right = translated(text, known)
            made, gone = noisy(made, noise, chance)
            flat = " ".join(gone.split())
            answers[f"{name}.en"] = {a: b for a, b in right.items() if b not in flat}
            write_pair(root, name, {"en": text, tag: made})
        seconds, _ = run_import(root)
        states: Counter[str] = Counter()
        for name, catalog in catalogs(root, tag):
            entries = {one.msgid: one for one in catalog if not one.obsolete and not one.msgctxt}
            for msgid, msgstr in answers.get(name, {}).items():
                entry = entries.get(msgid)
                if entry is None or not entry.msgstr:
                    states["missing"] += 1
                    continue
                is_right = " ".join(entry.msgstr.split()) == " ".join(msgstr.split())
                state = (
                    f"{'fuzzy' if entry.fuzzy else 'published'} {'right' if is_right else 'wrong'}"
                )
                states[state] += 1
                if state in ("published wrong",) and sample:
                    sample -= 1
                    print(
                        "---",
                        name,
                        *(f"\n  {one[:200]!r}" for one in (msgid, entry.msgstr, msgstr)),
                    )
            for msgid, entry in entries.items():
                if entry.msgstr and not entry.fuzzy and msgid not in answers.get(name, {}):
                    # What a catalog lacks stands in English; what has gone may stand elsewhere.
                    same = entry.msgstr in (msgid, said.get(msgid))
                    states["published as it stands" if same else "published wrong"] += 1
                    if sample and not same:
                        sample -= 1
                        print("--- gone", name, f"\n  {msgid[:200]!r}\n  {entry.msgstr[:200]!r}")
    total = sum(states[one] for one in states if "stands" not in one)
    right, wrong = states["published right"], states["published wrong"]
    print(f"{tag}, noise {noise:.0%}: {total} known, {dict(states)}; {seconds:.1f} s")
    print(f"  precision {right / max(1, right + wrong):.2%}, recall {right / max(1, total):.2%}")


def run() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=("files", "truth"))
    parser.add_argument("source", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("tag")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--noise", type=float, default=0.05)
    given = parser.parse_args()
    if given.kind == "truth":
        truth(given.source, given.target, given.tag, given.noise, given.seed, given.sample)
        return
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.path.realpath(folder))
        (root / "pelicanconf.py").write_text(SETTINGS.format(tag=given.tag), "utf-8")
        for name, first, second in pairs(given.source, given.target):
            texts = {"en": first.read_text("utf-8"), given.tag: second.read_text("utf-8")}
            write_pair(root, name, texts)
        report(root, given.tag, given.sample, given.seed)


if __name__ == "__main__":
    run()

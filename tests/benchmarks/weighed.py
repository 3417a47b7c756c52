"""The same article as a page of each system that is weighed."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import polib
from build import words
from environment import ROOT
from sites import SOURCE, TARGET, write

VENV = ROOT / ".venv-weight"
SLUG = "huawei-in-turkmenistan"
SECONDS = 120
"""How long one command may take, or the loading of one page."""


@dataclass(slots=True)
class Page:
    """What is loaded, and what was measured."""

    name: str
    root: Path
    """The folder that is served."""
    address: str
    expected: Counter[str]
    """The words that it must hold."""
    requests: int = 0
    size: int = 0
    """Bytes that the server has sent, compressed, without headers."""
    hosts: set[str] = field(default_factory=set)
    """Other hosts that the page asks."""


def call(folder: Path, *command: str | Path, answers: str = "") -> None:
    """Run a command in a folder, and stop everything if it fails."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            input=answers,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        sys.exit(f"{command} takes more than {SECONDS} seconds.")
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}")


def article() -> tuple[str, str]:
    """The title of our article, and its text with no links to our other pages."""
    head, text = (ROOT / "content" / f"{SLUG}.md").read_text("utf-8").split("\n\n", 1)
    title = re.search("^Title: (.*)$", head, re.MULTILINE)
    if not title:
        sys.exit(f"{SLUG}.md has no title.")
    return title[1], re.sub(r"\[([^]]*)\]\(\{filename\}[^)]*\)", r"\1", text)


def seen(markdown: str) -> Counter[str]:
    """The words of a Markdown text that a page shows, counted."""
    hidden = r"^\*\[.*$|\[\^[^]]*\]|\]\([^)]*\)|\{[^}]*\}|<[^>]*>"
    return words(re.sub(hidden, " ", markdown, flags=re.MULTILINE))


def translated() -> Counter[str]:
    """The words of our article's translation, counted."""
    catalog = polib.pofile(str(ROOT / "translations" / TARGET / "LC_MESSAGES" / f"{SLUG}.po"))
    return seen(
        "\n\n".join(
            entry.msgstr if entry.translated() else entry.msgid
            for entry in catalog
            if not entry.obsolete and not entry.msgctxt and "abbreviation" not in entry.comment
        )
    )


def ours(folder: Path) -> list[Page]:
    """This repository's site, built; the article in one language, in the other, and in both."""
    call(ROOT, sys.executable, "-m", "pelican", "-o", folder)
    source, target = seen(article()[1]), translated()
    both = f"{SOURCE}-{TARGET}"
    return [
        Page("ours, English", folder, f"{SOURCE}/{SLUG}/", source),
        Page("ours, Turkmen", folder, f"{TARGET}/{SLUG}/", target),
        Page("ours, side by side", folder, f"{both}/{SLUG}/", source | target),
    ]


def pelican(folder: Path) -> Page:
    """A site of Pelican, with its default theme."""
    title, text = article()
    answers = "\n" * 4 + "n" + "\n" * 20  # it wants an address unless told that there is none
    start = (VENV / "bin" / "pelican-quickstart", "-p", ".", "-t", "Site", "-a", "Author")
    call(folder, *start, answers=answers)
    meta = f"Title: {title}\nSlug: {SLUG}\nDate: 2026-11-23"
    write(folder / "content" / f"{SLUG}.md", f"{meta}\n\n{text}")
    call(folder, VENV / "bin" / "pelican", "content")
    return Page("Pelican, notmyidea", folder / "output", f"{SLUG}.html", seen(text))


def mkdocs(folder: Path) -> Page:
    """A site of MkDocs, with the theme Material."""
    title, text = article()
    call(folder, VENV / "bin" / "mkdocs", "new", ".")
    settings = (
        "site_name: My site\nsite_url: https://example.org/\ntheme:\n  name: material\n"
        "markdown_extensions:\n  - extra\n"
    )
    write(folder / "mkdocs.yml", settings)
    write(folder / "docs" / f"{SLUG}.md", f"# {title}\n\n{text}")
    call(folder, VENV / "bin" / "mkdocs", "build")
    return Page("MkDocs, Material", folder / "site", f"{SLUG}/", seen(text))


def nikola(folder: Path) -> Page:
    """A site of Nikola."""
    title, text = article()
    program, site = VENV / "bin" / "nikola", folder / "mysite"
    call(folder, program, "init", "mysite", answers="\n" * 20)
    meta = f".. title: {title}\n.. slug: {SLUG}\n.. date: 2026-11-23 00:00:00 UTC"
    write(site / "posts" / f"{SLUG}.md", f"<!--\n{meta}\n-->\n\n{text}")
    call(site, program, "build")
    return Page("Nikola, bootblog4", site / "output", f"posts/{SLUG}/", seen(text))

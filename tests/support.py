"""What tests use: a site in a folder of its own, built in process, and real tools."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NoReturn
from xml.etree.ElementTree import Element

import html5lib
import pytest
from pelican.log import LimitFilter
from pelican.settings import read_settings

from pelican import Pelican
from pelican.plugins.bilingual.check.dictionary import Dictionary
from pelican.plugins.bilingual.check.run import Finding, check
from pelican.plugins.bilingual.check.step import CHECK
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.project.read import Project, read_project

PROJECT = Path(__file__).parent.parent
EXAMPLES = Path(sys.prefix) / "examples"
"""Sources of Python-Markdown and commonmark; `make .venv/examples` fetches them."""

MARKDOWN_EXTENSIONS = ["extra", "smarty", "toc", "admonition", "sane_lists"]
SETTINGS = """\
SITENAME = "Site"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
PLUGINS = ["bilingual"]
BILINGUAL = {"languages": {"en": "English", "tk": "Türkmençe"}, "addresses": "editions"}
MARKDOWN = {"extensions": ["extra", "smarty", "toc", "admonition", "sane_lists"],
            "output_format": "html"}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
THEME = "simple"
"""
PAGE = "Title: {title}\nDate: 2026-01-02\nSlug: {slug}\n\n{body}\n"
HEADER = (
    'msgid ""\nmsgstr ""\n"Language: tk\\n"\n"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)


class Site:
    """A small site in a temporary folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output = root / "output"
        self.write("pelicanconf.py", SETTINGS)
        (root / "content").mkdir()

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file below the site's folder."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def set(self, line: str) -> None:
        """Add a line to the settings."""
        file = self.root / "pelicanconf.py"
        file.write_text(f"{file.read_text(encoding='utf-8')}{line}\n", encoding="utf-8")

    def page(self, name: str, body: str = "Text.", title: str = "A title") -> Path:
        """Write a source page `content/<name>.md` with the slug `<name>`."""
        return self.write(f"content/{name}.md", PAGE.format(title=title, slug=name, body=body))

    def catalog(self, domain: str, messages: str, language: str = "tk") -> Path:
        """Write a catalog with a complete header and these entries."""
        text = HEADER.replace("Language: tk", f"Language: {language}") + messages
        return self.write(f"translations/{language}/LC_MESSAGES/{domain}.po", text)

    def build(self, **settings: object) -> Path:
        """Build as `pelican` does, in this process; returns the output folder."""
        LimitFilter._raised_messages.clear()  # Pelican says a thing once a process
        Pelican(read_settings("pelicanconf.py", override=settings)).run()
        return self.output

    def failure(self) -> str:
        """What a build says that must fail."""
        with pytest.raises(BilingualError) as caught:
            self.build()
        return str(caught.value)

    def html(self, url: str) -> Element:
        """A page of the output, parsed as a browser would."""
        path = self.output / url
        return parse_html((path / "index.html" if path.is_dir() else path).read_text("utf-8"))


def project(file: str | Path = "pelicanconf.py") -> Project:
    """A site as the commands see it."""
    return read_project(read_settings(str(file)), Path(file).resolve())


def findings(
    file: str | Path = "pelicanconf.py",
    only: Collection[str] = (),
    dictionaries: Mapping[str, Dictionary] = MappingProxyType({}),
    step: bool = False,
) -> list[Finding]:
    """What `bilingual check` finds on a site.

    Most tests write the entries that they are about, and no others: with `step`, what is wrong
    with their catalogs as wholes is among the findings, too.
    """
    found = check(project(file), only, dictionaries)
    return [one for one in found if step or one.check != CHECK]


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder, by their paths."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def parse_html(text: str) -> Element:
    """The tree of an HTML document, without namespaces."""
    return html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)


def text_of(element: Element) -> str:
    """All text in an element, white space folded."""
    return " ".join("".join(element.itertext()).split())


def tool(name: str, package: str) -> str:
    """Path of a program that a test needs: missing, it fails under CI and skips elsewhere."""
    found = shutil.which(name)
    if found:
        return found
    return missing(f"{name} is missing: install {package}.")


def breaks_lines_as_we_do() -> bool:
    """Whether this gettext ends lines where catalogs end them: 0.21 and older.

    Newer ones follow a later edition of Unicode's rules, by which an address breaks elsewhere.
    """
    done = subprocess.run([tool("msgcat", "gettext"), "--version"], capture_output=True, check=True)
    version = re.search(r"(\d+)\.(\d+)", done.stdout.decode())
    assert version
    return (int(version[1]), int(version[2])) < (0, 22)


def examples_of(pattern: str) -> Path:
    """The archive of a package's sources, from `make .venv/examples`."""
    found = next(iter(EXAMPLES.glob(pattern)), None)
    return found or missing(f"{pattern} is missing: run make .venv/examples.")


def missing(message: str) -> NoReturn:
    """Something that a test needs is not there: a failure under CI, a skip elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def from_npm(path: str) -> Path:
    """A file of a package in tests/package.json; `make .venv/node` fetches it."""
    found = PROJECT / "tests" / "node_modules" / path
    return found if found.is_file() else missing(f"{path} is missing: install npm, run make test.")

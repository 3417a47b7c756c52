"""What the tests of the formats share: a site's editions as they are while it is built."""

from __future__ import annotations

import io
import subprocess
import zipfile
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from pelican.settings import read_settings
from support import tool

from pelican import Pelican
from pelican.plugins import signals
from pelican.plugins.bilingual.publish.copies.book import Book, Origin
from pelican.plugins.bilingual.publish.copies.bookmaker import make_book
from pelican.plugins.bilingual.publish.copies.formats import Download, write_archive, write_books
from pelican.plugins.bilingual.publish.copies.manuscript import manuscript
from pelican.plugins.bilingual.publish.run import KEY

ORIGIN = Origin(
    datetime(2026, 11, 23, 12, tzinfo=timezone(timedelta(hours=5))),
    "1.2",
    "https://example.org/site",
    ("https://mirror.example.net/",),
)


class Run:
    """A site that was built, with what the formats are made of."""

    def __init__(self, **settings: object) -> None:
        found: list[Any] = []

        def keep(generators: list[Any]) -> None:
            found.extend([generators[0], generators[0].settings[KEY]])

        signals.all_generators_finalized.connect(keep)
        try:
            Pelican(read_settings("pelicanconf.py", override=settings)).run()
        finally:
            signals.all_generators_finalized.disconnect(keep)
        self.editions = found[1].surroundings.editions
        self.config = found[1].build.config
        self.output = Path(found[0].settings["OUTPUT_PATH"])
        static = found[0].context["static_content"].values()
        self.files = {one.save_as: Path(one.source_path) for one in static if one}

    def book(self, *tags: str, origin: Origin = ORIGIN) -> Book:
        """The book of these languages."""
        editions = [self.editions[tag] for tag in tags]
        return make_book(manuscript(editions, self.config.source, origin), self.files)

    def write(self) -> list[Download]:
        """Write every copy, as a build does: the books, then the archive."""
        books = write_books(self.editions, self.config, ORIGIN, self.files, self.output)
        return [*books, write_archive(self.editions, ORIGIN, self.output)]


def check_epub(path: Path) -> None:
    """Not an error, and not a warning."""
    java, program = tool("java", "default-jre-headless"), tool("epubcheck", "epubcheck")
    archive = Path(program).read_bytes()[:2] == b"PK"  # Debian's is a bare Java archive
    command = [java, "-jar", program] if archive else [program]
    done = subprocess.run(
        [*command, "--failonwarnings", str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors / 0 warnings" in done.stdout + done.stderr


def xhtml_pages(data: bytes) -> dict[str, Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {one: fromstring(archive.read(one)) for one in archive.namelist() if "html" in one}

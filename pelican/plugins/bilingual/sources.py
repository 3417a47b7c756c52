"""The source pages on disk, and the domains that their catalogs have."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from .errors import ContentError

SUFFIXES = (".md", ".markdown", ".mkd", ".mdown")


def domain_of(path: str) -> str:
    """The domain of a page, from its path below the content folder: `pages/about`."""
    return PurePosixPath(path).with_suffix("").as_posix()


def shown(path: Path | str, root: Path) -> str:
    """A path as messages and catalogs name it: relative to the project, with slashes."""
    return Path(os.path.relpath(path, root)).as_posix()


def read_source(path: Path, name: str) -> str:
    """The text of a source file; `ContentError` if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ContentError(
            "This line is not valid UTF-8.", f"{name}:{line}", "Save the file as UTF-8."
        ) from None


def source_files(settings: Mapping[str, Any]) -> Iterator[Path]:
    """The Markdown files that Pelican publishes as articles or pages, in order of their paths."""
    content = Path(settings["PATH"])
    ignored = settings.get("IGNORE_FILES", ())
    found = set()
    for folder in (*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]):
        start = content / folder
        for path in [start] if start.is_file() else start.rglob("*"):
            parts = path.relative_to(content).parts
            if path.suffix in SUFFIXES and not any(
                fnmatch(part, pattern) for part in parts for pattern in ignored
            ):
                found.add(path)
    yield from sorted(found)

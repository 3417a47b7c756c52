"""A build of the preview, in a process of its own that keeps the site in memory afterwards.

`python -m pelican.plugins.bilingual.preview.build ROOT ARGUMENTS` takes Pelican's arguments,
imports all that a build needs, and answers lines of JSON on its standard input with such lines:
`{}` with the `faults` of a build, `{"write": paths}` with the faults of these catalogs and with
`written`, whether their pages have been written again, `{"told": {…}}` with what `Memory` tells of
a message. Whatever else is said goes to standard error.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pelican.log import init

from pelican import get_instance, parse_arguments  # type: ignore[attr-defined] # without types

from ..errors import BilingualError, BuildError
from ..project.setting import PREVIEW
from ..project.theme import PACKAGE
from ..publish.items import Items
from ..publish.run import KEY, Run
from .memory import Memory

Fault = Mapping[str, str]
"""An error for a page: `what`, `where` (`path:line` or empty), `remedy`; no path is absolute."""


def folder(settings: Mapping[str, Any]) -> str:
    """Where previews are built: what is marked must not be published."""
    return f"{settings['OUTPUT_PATH']}.preview"


def arguments(settings_path: str, output: str, **settings: str) -> list[str]:
    """Pelican's arguments for building a preview, with further settings."""
    given = {PREVIEW: True, **settings}
    extra = [f"{name}={json.dumps(value)}" for name, value in given.items()]
    return ["-s", settings_path, "-o", output, "-e", *extra]


class Kept:
    """A site that is built, and stays in memory."""

    def __init__(self, given: Sequence[str], root: Path) -> None:
        """`given` are Pelican's arguments, `root` is the folder that the site is built from."""
        self._given, self._root = given, root
        self._items: Items | None = None
        self._memory: Memory | None = None
        self._run: Run | None = None

    def build(self) -> list[Fault]:
        """Run Pelican as its own command does; gives what is wrong, and says it in the log, too."""
        return self._faults(self._build)

    def answer(self, asked: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a line asks for, by its only key."""
        if "write" in asked:
            return self.write(asked["write"])
        if "told" in asked:
            self._memory = self._memory or (Memory(self._run) if self._run else None)
            return self._memory.told(**asked["told"]) if self._memory else {}
        return {"faults": self.build()}

    def write(self, catalogs: Iterable[str]) -> Mapping[str, Any]:
        """Write the pages of catalogs again: what is wrong with them, and whether they are."""
        paths, written = [Path(one) for one in catalogs], list[bool]()

        def write() -> None:
            written.append(self._items is not None and self._items.write(paths))

        found = self._faults(write)
        return {"faults": found, "written": written == [True]}

    def _build(self) -> None:
        options = parse_arguments(self._given)
        init(level=options.verbosity, name="pelican")
        pelican = get_instance(options)[0]
        type(pelican).run(pelican)  # although nothing may have changed since the last one
        self._run = pelican.settings.get(KEY)
        self._items = Items(self._run, pelican.settings) if self._run else None

    def _faults(self, act: Callable[[], None]) -> list[Fault]:
        try:
            act()
        except (Exception, SystemExit) as error:  # settings and plugins are anybody's
            logging.getLogger("pelican").critical("%s", error, exc_info=True)
            return [*faults(error, self._root)]
        return []


def faults(error: BaseException, root: Path) -> Iterator[Fault]:
    """An error as pages show it; of a Python error, the deepest place in the site's own files."""
    if isinstance(error, BuildError):
        for one in error.errors:
            yield from faults(one, root)
        return
    if isinstance(error, BilingualError):
        what, where, remedy = error.what, error.where, error.remedy
    else:
        what, where, remedy = f"{type(error).__name__}: {error}", _place(error, root), ""
    texts = {"what": what, "where": where, "remedy": remedy}
    yield {name: without_folders(text, root) for name, text in texts.items()}


def without_folders(text: str, root: Path) -> str:
    """A text in which paths tell nothing of the computer: those of the site are relative to it."""
    text = text.replace(f"{root}{os.sep}", "").replace(str(root), ".")
    for one in (PACKAGE, Path(sys.prefix), Path.home()):
        text = text.replace(str(one), "…") if len(one.parts) > 1 else text
    return text


def _place(error: BaseException, root: Path) -> str:
    frames = [(one.filename, one.lineno) for one in traceback.extract_tb(error.__traceback__)]
    frames.append((getattr(error, "filename", None) or "", getattr(error, "lineno", None)))
    own = [(name, line) for name, line in frames if root in Path(name).absolute().parents]
    name, line = own[-1] if own else ("", None)
    return f"{Path(name).absolute()}:{line}" if line else name


def _main() -> None:
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as result:
        os.dup2(2, 1)
        kept = Kept(sys.argv[2:], Path(sys.argv[1]))
        for line in sys.stdin:
            print(json.dumps(kept.answer(json.loads(line))), file=result, flush=True)


if __name__ == "__main__":
    _main()

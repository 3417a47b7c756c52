"""The output folder: built beside the old one, and put in its place when all is well."""

from __future__ import annotations

import errno
import shutil
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path

from ..errors import BilingualError

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
"""Faults of the disk that the output is written to."""


class Staging:
    """A new, empty folder next to the output; thrown away unless it is published."""

    def __init__(self, output: Path, root: Path) -> None:
        """`root` is the folder that the site is built from.

        Raises `BilingualError` when nothing can be written there, or sources would be lost.
        """
        self._output = output = output.resolve()  # of a link, the folder behind it is renewed
        _refuse_sources(output, root)
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            self.path = Path(tempfile.mkdtemp(dir=output.parent, prefix=f"{output.name}."))
            """Where the new output is built."""
            # Pelican has no signal for a run that failed: this also runs when it is forgotten.
            self.discard = weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)
            """Throws the unfinished output away."""
            self.path.chmod(0o755)
        except OSError as error:
            raise cannot_write(output, error) from None

    def publish(self, keep: Iterable[str] = ()) -> None:
        """Put the new folder in the output's place.

        `keep` names entries of the old output that stay (Pelican's `OUTPUT_RETENTION`).
        """
        old = self.path.with_name(f"{self.path.name}.old")
        kept: list[str] = []
        try:
            if self._output.exists():
                self._output.replace(old)
                for name in keep:
                    if (old / name).exists() and not (self.path / name).exists():
                        (old / name).replace(self.path / name)
                        kept.append(name)
            self.path.replace(self._output)
        except OSError as error:
            for name in kept:
                (self.path / name).replace(old / name)
            if old.exists():
                old.replace(self._output)
            raise cannot_write(self._output, error) from None
        shutil.rmtree(old, ignore_errors=True)
        self.discard.detach()


def _refuse_sources(output: Path, root: Path) -> None:
    """Raise if the folder to be replaced is not an output: whatever is in it would be lost."""
    if output.exists() and not output.is_dir():
        raise BilingualError("The output is a file.", str(output), "Name a folder.")
    if root.resolve().is_relative_to(output):
        raise BilingualError(
            "The output would replace the folder that the site is built from.",
            str(output),
            "Name a folder below it, such as output.",
        )
    files = output.iterdir() if output.exists() else ()
    if any(not one.name.startswith(".") for one in files) and not (output / "index.html").exists():
        raise BilingualError(
            "The output would replace a folder that holds something else than a site.",
            str(output),
            "Name another folder, or empty this one.",
        )


def cannot_write(path: Path | str, error: OSError) -> BilingualError:
    """What to tell people of a disk that is full, or that may not be written."""
    return BilingualError(
        f"The output cannot be written ({error.strerror or error}).",
        str(path),
        "Make room, or close what holds the folder, or name another one with --output.",
    )

"""The output folder: built beside the old one, and put in its place when all is well."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from .errors import BilingualError


class Staging:
    """A new, empty folder next to the output; thrown away unless it is published."""

    def __init__(self, output: Path) -> None:
        """Raises `BilingualError` when nothing can be written there."""
        self._output = output
        try:
            output.parent.mkdir(parents=True, exist_ok=True)
            self._folder = tempfile.TemporaryDirectory(
                dir=output.parent, prefix=f"{output.name}.", ignore_cleanup_errors=True
            )
            Path(self._folder.name).chmod(0o755)
        except OSError as error:
            raise _cannot_write(output, error) from None

    @property
    def path(self) -> Path:
        """Where the new output is built."""
        return Path(self._folder.name)

    def publish(self, keep: Iterable[str] = ()) -> None:
        """Put the new folder in the output's place.

        `keep` names entries of the old output that stay (Pelican's `OUTPUT_RETENTION`).
        """
        old = self.path.with_name(f"{self.path.name}.old")
        try:
            if self._output.exists():
                for name in keep:
                    if (self._output / name).exists() and not (self.path / name).exists():
                        shutil.move(self._output / name, self.path / name)
                self._output.replace(old)
            self.path.replace(self._output)
        except OSError as error:
            if old.exists() and not self._output.exists():
                old.replace(self._output)
            raise _cannot_write(self._output, error) from None
        shutil.rmtree(old, ignore_errors=True)
        self._folder.cleanup()

    def discard(self) -> None:
        """Throw the unfinished output away."""
        self._folder.cleanup()


def _cannot_write(path: Path, error: OSError) -> BilingualError:
    return BilingualError(
        f"The output cannot be written ({error.strerror or error}).",
        str(path),
        "Make room, or close what holds the folder, or name another one with --output.",
    )

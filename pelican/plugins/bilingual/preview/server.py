"""A preview that follows every change: content, theme, settings and catalogs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from ..errors import BilingualError
from ..project.read import read_config
from ..project.setting import PREVIEW, SINCE
from ..project.theme import theme_of

HOST = "127.0.0.1"


def serve(settings_path: str, port: int) -> None:
    """Build, serve the output on loopback, and rebuild when a source changes.

    Each build is a process of its own: a broken page shows its error and leaves the last
    good output in place. Raises `BilingualError` without livereload or a free port.
    """
    try:
        from livereload import Server  # noqa: PLC0415 # an extra
    except ImportError:
        raise BilingualError(
            "The preview needs the package livereload.", remedy="Install pelican-bilingual[serve]."
        ) from None
    settings = read_settings(settings_path)
    output = folder(settings)

    def build() -> None:
        subprocess.run(command(settings_path, output), check=False)  # noqa: S603 # our own program

    build()
    server = Server()
    for path in watched(settings, settings_path):
        server.watch(path, build)
    print(f"Serving http://{HOST}:{port}/ - stop with Ctrl-C")
    try:
        server.serve(root=output, host=HOST, port=port, open_url_delay=None)
    except OSError as error:
        raise BilingualError(
            f"Port {port} cannot be used ({error.strerror}).", remedy="Choose another with --port."
        ) from None


def build_changes(settings_path: str, revision: str) -> Path:
    """Build the preview with what has changed since a revision; gives its folder.

    Raises `BilingualError` for a build that fails; it has said why.
    """
    output = folder(read_settings(settings_path))
    line = command(settings_path, output, **{SINCE: revision})
    done = subprocess.run(line, stdout=sys.stderr, check=False)  # noqa: S603 # our own program
    if done.returncode:
        raise BilingualError("The preview cannot be built, as it says above.")
    return Path(output)


def folder(settings: Mapping[str, Any]) -> str:
    """Where previews are built: what is marked must not be published."""
    return f"{settings['OUTPUT_PATH']}.preview"


def command(settings_path: str, output: str, **settings: str) -> list[str]:
    """What builds a preview, with further settings."""
    given = {PREVIEW: True, **settings}
    extra = [f"{name}={json.dumps(value)}" for name, value in given.items()]
    return [sys.executable, "-m", "pelican", "-s", settings_path, "-o", output, "-e", *extra]


def watched(settings: dict[str, Any], settings_path: str) -> list[str]:
    """What a build reads: the settings file and folders, with all that is below them."""
    catalogs = read_config(settings, Path(settings_path).absolute()).catalogs
    folders = (settings["PATH"], theme_of(settings), *settings["THEME_TEMPLATES_OVERRIDES"])
    return [str(Path(path).absolute()) for path in (settings_path, *folders, catalogs)]

"""A preview that follows every change: content, theme, settings and catalogs."""

from __future__ import annotations

import asyncio
import secrets
import socket
import subprocess
import sys
from pathlib import Path

from pelican.settings import read_settings

from ..errors import BilingualError
from ..project.setting import SINCE
from .board import Board
from .build import arguments, folder
from .builds import Builds, Changes
from .watch import follow, watched

HOST = "127.0.0.1"
_PATIENCE = 3
"""Seconds in which a browser may take what it has asked for, once the preview is told to end."""


def serve(settings_path: str, port: int) -> None:
    """Build, serve the output on loopback, and rebuild when a source changes.

    Each build is a process of its own: a broken page shows its error and leaves the last
    good output in place. Raises `BilingualError` without the extra `serve` or a free port.
    """
    try:
        import uvicorn  # noqa: PLC0415 # an extra

        from .application import application  # noqa: PLC0415
    except ImportError:
        raise BilingualError(
            "The preview needs the packages starlette and uvicorn.",
            remedy="Install pelican-bilingual[serve].",
        ) from None
    path = Path(settings_path).absolute()
    watched(path)  # what is wrong with the settings now is said at once
    output = Path(folder(read_settings(settings_path)))
    listening, board, tasks = _listening(port), Board(), list[asyncio.Task[None]]()

    class Server(uvicorn.Server):
        """Ends what it has begun before its connections are closed."""

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            board.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await super().shutdown(sockets)

    async def run() -> None:
        changes = Changes()
        builds = Builds(board, changes, arguments(settings_path, str(output)), path.parent)
        app = application(board, builds.told, output, path, port, secrets.token_urlsafe())
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        changes.note(frozenset())
        tasks.append(asyncio.create_task(builds.run()))
        tasks.append(asyncio.create_task(follow(path, changes.note)))
        print(f"Serving http://{HOST}:{port}/ - stop with Ctrl-C", flush=True)
        await Server(config).serve([listening])

    asyncio.run(run())


def build_changes(settings_path: str, revision: str) -> Path:
    """Build the preview with what has changed since a revision; gives its folder.

    Raises `BilingualError` for a build that fails; it has said why.
    """
    output = folder(read_settings(settings_path))
    given = arguments(settings_path, output, **{SINCE: revision})
    line = [sys.executable, "-m", "pelican", *given]
    done = subprocess.run(line, stdout=sys.stderr, check=False)  # noqa: S603 # our own program
    if done.returncode:
        raise BilingualError("The preview cannot be built, as it says above.")
    return Path(output)


def _listening(port: int) -> socket.socket:
    """A socket on loopback; `BilingualError` for a port that cannot be had."""
    listening = socket.socket()
    if sys.platform != "win32":  # there it would take a port that another program uses
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen()
    except (OSError, OverflowError) as error:
        listening.close()
        raise BilingualError(
            f"Port {port} cannot be used ({getattr(error, 'strerror', None) or error}).",
            remedy="Choose another with --port.",
        ) from None
    return listening

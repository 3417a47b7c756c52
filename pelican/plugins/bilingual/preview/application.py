"""The preview over HTTP: the pages of the newest good build, and what they are told meanwhile."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from ..finish.markup import Tag
from .board import Board
from .editing import Editing, Telling
from .guard import Guard
from .page import lines_of, said, with_script
from .words import SCRIPTS

OWN = "/.preview"
"""Begins the addresses that are the preview's own: no page has one like it."""
_SCRIPTS = {f"{OWN}/{one.name}": one for one in SCRIPTS}


def application(
    board: Board, told: Telling, output: Path, settings_path: Path, port: int, token: str
) -> ASGIApp:
    """Serves the folder `output`, and what `board` tells; nobody but the pages of `port` may ask.

    `told` says what the site in memory knows of a message. `settings_path` is absolute, in the
    folder that the site is built from; `token` opens what writes.
    """

    async def events(_: Request) -> Response:
        return StreamingResponse(_stream(board), media_type="text/event-stream")

    async def script(request: Request) -> Response:
        return FileResponse(_SCRIPTS[request.url.path], media_type="text/javascript")

    async def source(request: Request) -> Response:
        name = request.path_params["path"]
        if name not in {one["where"].rpartition(":")[0] for one in board.state.faults}:
            raise HTTPException(404)
        try:
            text = (settings_path.parent / name).read_text("utf-8", "backslashreplace")
        except OSError:
            raise HTTPException(404) from None
        return HTMLResponse(lines_of(name, text))

    routes = [
        Route(f"{OWN}/events", events),
        *(Route(one, script) for one in _SCRIPTS),
        *Editing(board, settings_path, told).routes(OWN),
        Route(f"{OWN}/source/{{path:path}}", source),
        Mount("/", _Pages(board, output, token)),
    ]
    return Guard(Starlette(routes=routes), port, token)


async def _stream(board: Board) -> AsyncIterator[str]:
    async for state in board.states():
        yield f"data: {json.dumps(state.told())}\n\n"


class _Pages(StaticFiles):
    """The files of the output, with the script in every page."""

    def __init__(self, board: Board, output: Path, token: str) -> None:
        super().__init__(directory=output, html=True, check_dir=False, follow_symlink=True)
        self._board, self._output, self._token = board, output, token

    async def check_config(self) -> None:
        """Nothing to check: the folder comes with the first good build."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file; where there is none, a page that reloads as soon as there is."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            title = "There is no such page" if self._output.is_dir() else "Being built"
            return self._scripted(said(title), 404)
        if not isinstance(response, FileResponse) or response.media_type != "text/html":
            return response
        text = Path(response.path).read_text("utf-8", "replace")
        return self._scripted(text, response.status_code)

    def _scripted(self, html: str, status: int) -> Response:
        """A page with the script, which asks after each build whether there is another one."""
        tag = f'"{hashlib.blake2b(html.encode(), digest_size=12).hexdigest()}"'
        given = {"build": self._board.state.build, "token": self._token, "own": OWN, "tag": tag}
        attributes = (("defer", None), ("src", f"{OWN}/preview.js"))
        data = tuple((f"data-{name}", value) for name, value in given.items())
        page = with_script(html, Tag("script", (*attributes, *data)))
        return HTMLResponse(page, status, {"ETag": tag})

"""Who may ask the preview, and what: this computer's browser, for pages of the preview alone."""

from __future__ import annotations

from collections.abc import Mapping
from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import Phrase, phrase

LARGEST = 256 * 1024
"""Bytes that a request may bring along: the longest message, many times over."""
_DRAINED = 64 * 1024 * 1024
"""Bytes that are read and forgotten, so that a client gets as far as the answer."""
_READING = ("GET", "HEAD")
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer says: it is kept nowhere, and other sites can neither frame nor include it."""
HEADER = "x-preview-token"
"""Header with the token of this run, without which nothing is written."""


class Guard:
    """Answers what must not be asked, and lets all else through to an application.

    A page of another site can make a browser send requests here, by this computer's address or by
    a name of its own that leads to it: `Host` and `Origin` tell. What writes needs the run's token
    besides, which only pages of the preview hold.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app, self._token = app, token
        names = [f"{host}:{port}" for host in ("127.0.0.1", "localhost", "[::1]")]
        self._hosts = frozenset({*names, *(one.removesuffix(":80") for one in names)})
        self._origins = frozenset(f"http://{one}" for one in self._hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        status, why = self._refusal(scope, headers)
        if int(headers.get("content-length") or 0) or "transfer-encoding" in headers:
            body, receive = await _read(receive), _gone
            if body is None and not status:
                status, why = 413, phrase("A text has room for a quarter of a megabyte.")
            elif body is not None:
                receive = _again(body)
        app = PlainTextResponse(f"{why}\n", status) if status else self._app
        await app(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Mapping[str, str]) -> tuple[int, Phrase | None]:
        """Status and reason of a request that is not answered; 0 for one that is."""
        path, writes = scope["path"], scope["method"] not in _READING
        if headers.get("host", "").lower() not in self._hosts:
            return 421, phrase("The preview is this computer's own: ask for 127.0.0.1.")
        if headers.get("origin", next(iter(self._origins))) not in self._origins:
            return 403, phrase("Another site has asked for this.")
        if not path.isprintable() or "\\" in path or ".." in path.split("/"):
            return 400, phrase("This is no address.")
        if writes and not _same(headers.get(HEADER, ""), self._token):
            return 403, phrase("This page is of an earlier run of the preview: reload it.")
        return 0, None


def _same(given: str, token: str) -> bool:
    return compare_digest(given.encode(), token.encode())


async def _read(receive: Receive) -> bytes | None:
    """The body of a request; None for one that is too large."""
    parts: list[bytes] = []
    size, more = 0, True
    while more and size < _DRAINED:
        message = await receive()
        if message["type"] != "http.request":
            break
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        parts = [*parts, message.get("body", b"")] if size <= LARGEST else []
    return b"".join(parts) if size <= LARGEST else None


async def _gone() -> Message:
    return {"type": "http.disconnect"}


def _again(body: bytes) -> Receive:
    """Gives a body that has been read; after it, the client counts as gone."""
    messages = iter([{"type": "http.request", "body": body, "more_body": False}])

    async def receive() -> Message:
        return next(messages, {"type": "http.disconnect"})

    return receive

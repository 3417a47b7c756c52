"""The preview as a person starts it: a process of its own, and what it answers."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support import PROJECT

COMMAND = [sys.executable, "-m", "pelican.plugins.bilingual"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT)}


@dataclass(frozen=True)
class Answer:
    """What the preview has answered."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Preview:
    """A preview that runs."""

    port: int
    log: Path

    @property
    def url(self) -> str:
        """The address of the front door."""
        return f"http://127.0.0.1:{self.port}/"

    def ask(
        self, path: str, method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """One request, to the letter: nothing of the path is changed on the way."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        given = {"Host": f"127.0.0.1:{self.port}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if body is not None:
            given["Content-Length"] = str(len(body))
        for name, value in given.items():
            connection.putheader(name, value)
        connection.endheaders()
        if body:
            connection.send(body)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, text)

    def shows(self, path: str, text: str) -> bool:
        """Whether a page has a text."""
        answer = self.ask(path)
        return answer.status == 200 and text in answer.body


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(holds: Callable[[], bool], seconds: float = 40) -> bool:
    """Whether something comes true within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return True
        except OSError:
            pass
        time.sleep(0.05)
    return False


@contextmanager
def serving(root: Path) -> Iterator[Preview]:
    """The preview of a site, once its front door is there; at the end it stops when it is told."""
    port, log = free_port(), root.parent / f"{root.name}.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            cwd=root,
            env=ENVIRONMENT,
            stdout=said,
            stderr=said,
        )
        try:
            preview = Preview(port, log)
            assert eventually(lambda: preview.ask("/").status in (200, 404)), log.read_text()
            yield preview
        finally:
            server.terminate()
            try:
                server.wait(timeout=20)
            finally:
                server.kill()

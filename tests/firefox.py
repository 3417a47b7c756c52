"""Firefox as Debian ships it, driven by WebDriver BiDi, which it speaks itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from previewing import eventually
from support import tool
from websockets.sync.client import ClientConnection, connect

KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Control": "\ue009"}
"""What WebDriver calls the keys that type nothing."""


class Firefox:
    """One tab."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._number = connection, 0
        self._send("session.new", capabilities={})
        self._tab = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def go(self, url: str) -> None:
        """Open a page."""
        self._send("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def value(self, expression: str) -> Any:
        """What an expression of JavaScript is on the page; None while the page is exchanged."""
        given = {"context": self._tab}
        try:
            found = self._send(
                "script.evaluate", expression=expression, target=given, awaitPromise=True
            )
        except RuntimeError:
            return None
        return found.get("result", {}).get("value")

    def shows(self, expression: str) -> bool:
        """Whether an expression comes true."""
        return eventually(lambda: self.value(expression) is True)

    def type(self, text: str) -> None:
        """Type a text, key by key, into what has the focus."""
        self._keys(each for one in text for each in (("keyDown", one), ("keyUp", one)))

    def press(self, name: str, control: bool = False) -> None:
        """Press a key by its name, if asked for with Ctrl."""
        key, held = KEYS[name], [KEYS["Control"]] if control else []
        down = [("keyDown", one) for one in (*held, key)]
        self._keys([*down, *(("keyUp", one) for one in (key, *held))])

    def _keys(self, actions: Iterable[tuple[str, str]]) -> None:
        told = [{"type": kind, "value": key} for kind, key in actions]
        keyboard = [{"type": "key", "id": "keyboard", "actions": told}]
        self._send("input.performActions", context=self._tab, actions=keyboard)

    def _send(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        line = {"id": self._number, "method": method, "params": params}
        self._connection.send(json.dumps(line))
        while True:
            answer = json.loads(self._connection.recv(timeout=30))
            if answer.get("id") == self._number:
                if answer["type"] != "success":
                    raise RuntimeError(answer.get("message"))
                return answer["result"]


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """Firefox with a fresh profile, until the block ends."""
    command = [
        shutil.which("firefox-esr") or tool("firefox", "firefox-esr"),
        "--headless",
        "--no-remote",
    ]
    command += ["--profile", str(profile), "--remote-debugging-port", "0", "about:blank"]
    profile.mkdir()
    log = profile / "said.txt"
    with log.open("wb") as said:
        running = subprocess.Popen(command, stderr=said)
    try:
        found = partial(re.search, r"BiDi listening on (ws:\S+)")
        assert eventually(lambda: found(log.read_text()) is not None), log.read_text()
        with connect(f"{found(log.read_text())[1]}/session", max_size=None) as connection:
            yield Firefox(connection)
    finally:
        running.terminate()
        try:
            running.wait(timeout=20)
        finally:
            running.kill()

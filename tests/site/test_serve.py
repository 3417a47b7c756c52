"""The preview: it follows content, theme, settings and catalogs."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Callable
from urllib.error import URLError
from urllib.request import urlopen

from support import Site


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(holds: Callable[[], bool], seconds: float = 30) -> bool:
    """Whether something comes true within some seconds."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if holds():
                return True
        except (URLError, ConnectionError, OSError):
            pass
        time.sleep(0.2)
    return False


def test_the_preview_rebuilds_when_a_catalog_or_a_page_changes_and_reloads_the_browser(
    site: Site,
) -> None:
    """A saved msgstr is on the page seconds later, and the page carries the reload script."""
    site.page("one", "Good day.")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    port = free_port()
    command = [sys.executable, "-m", "pelican.plugins.bilingual", "serve", "--port", str(port)]

    def shows(url: str, text: str) -> bool:
        with urlopen(f"http://127.0.0.1:{port}/{url}", timeout=5) as answer:
            return text in answer.read().decode()

    server = subprocess.Popen(
        command, cwd=site.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert eventually(lambda: shows("tk/one/", "Salam."))
        assert shows("tk/one/", "livereload.js")
        site.catalog("one", 'msgid "Good day."\nmsgstr "Gowy gün."\n')
        assert eventually(lambda: shows("tk/one/", "Gowy gün."))
        site.page("one", "Good night.")
        assert eventually(lambda: shows("en/one/", "Good night."))
        site.catalog("one", 'msgid "broken\n')
        time.sleep(3)
        assert shows("en/one/", "Good night."), "a broken catalog must leave the last good site"
    finally:
        server.terminate()
        server.wait(timeout=10)


def test_a_port_in_use_is_one_clear_sentence(site: Site) -> None:
    """The error names the port and the option that chooses another."""
    site.page("one")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        command = [sys.executable, "-m", "pelican.plugins.bilingual", "serve", "--port", port]
        run = subprocess.run(
            command, cwd=site.root, capture_output=True, text=True, timeout=60, check=False
        )
    assert run.returncode == 1
    assert f"Port {port} cannot be used" in run.stderr
    assert "--port" in run.stderr
    assert "Traceback" not in run.stderr

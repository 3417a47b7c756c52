r"""How heavy a page is for its reader: this site's article, and the same article elsewhere.

Run it with `.venv/bin/python tests/benchmarks/weight.py`; it needs Chromium.

The others are Pelican with its default theme, MkDocs with Material, and Nikola, each a new site
made by its own command, with the answers that this command proposes, and the article added. All
read the same Markdown; MkDocs is told to, with `extra`, which the two others have on by default.
A small server sends each site compressed as GitHub Pages does, and counts; the browser starts
with an empty cache. A page counts once it was found to hold every word of the article. Other
hosts are listed, but their bytes are not counted: the browser may not ask them.

The status is 1 unless each page of ours is one request to no other host, and the lightest of the
others is at least four times as heavy as our English one.

The others are installed below `.venv-weight` from `weight-requirements.txt`, which is renewed by
    printf 'pelican[markdown]\nmkdocs-material\nNikola\n' | uv pip compile - \
      --constraint requirements.txt --universal --python-version 3.11 --generate-hashes \
      --no-annotate --no-header --output-file tests/benchmarks/weight-requirements.txt
"""

from __future__ import annotations

import argparse
import gzip
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

from build import words
from environment import install
from playwright.sync_api import Browser, Request, Route, sync_playwright
from weighed import SECONDS, VENV, Page, mkdocs, nikola, ours, pelican

REQUIREMENTS = Path(__file__).with_name("weight-requirements.txt")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml"}
LIMIT = 4
"""How many times as heavy the lightest of the others must be."""


class Server(ThreadingHTTPServer):
    """Serves a folder as GitHub Pages does, and counts what it sends."""

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(Answer, directory=str(root)))
        self.sent: list[int] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may hang up whenever it likes."""


class Answer(SimpleHTTPRequestHandler):
    """One answer."""

    server: Server
    timeout = 10

    def do_GET(self) -> None:
        """Send a file, text compressed."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        body = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, 6, mtime=0)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.server.sent.append(len(body))
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing."""


@contextmanager
def served(root: Path) -> Iterator[Server]:
    """Serve a folder as long as the block runs."""
    with Server(root) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(SECONDS)


def load(browser: Browser, page: Page) -> None:
    """Load a page with an empty cache, and count what it takes."""
    with served(page.root) as server, browser.new_context() as context:
        here = f"127.0.0.1:{server.server_port}/"
        elsewhere: list[str] = []

        def refuse(route: Route, request: Request) -> None:
            elsewhere.append(request.url)
            route.abort()

        context.route(re.compile(f"^https?://(?!{re.escape(here)})"), refuse)
        tab = context.new_page()
        tab.goto(f"http://{here}{page.address}", timeout=SECONDS * 1000)
        tab.wait_for_load_state("networkidle", timeout=SECONDS * 1000)
        if missing := page.expected - words(tab.content()):
            sys.exit(f"{page.name}: {page.address} lacks {', '.join(missing)}.")
        page.requests, page.size = len(server.sent) + len(elsewhere), sum(server.sent)
        page.hosts = {urlsplit(url).netloc for url in elsewhere}


def report(own: Sequence[Page], others: Sequence[Page]) -> bool:
    """Print the table and the verdict."""
    base = own[0].size
    print(f"{'page':22}{'requests':>9}{'bytes':>9}{'ratio':>7}  other hosts")
    for page in (*own, *others):
        hosts = ", ".join(sorted(page.hosts)) or "none"
        print(f"{page.name:22}{page.requests:9}{page.size:9,}{page.size / base:7.1f}  {hosts}")
    print("Bytes are those of the page's own host. Other hosts are not asked: what they")
    print("would have sent, and what that would have asked for, comes on top.")
    alone = all(page.requests == 1 and not page.hosts for page in own)
    light = min(page.size for page in others) >= LIMIT * base
    verdict = f"ours are one request, to no other host; the others at least {LIMIT} times as heavy"
    print(f"{'PASS' if alone and light else 'FAIL'}: {verdict}")
    return alone and light


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--clean", action="store_true", help="only remove the others' environment")
    if parser.parse_args().clean:
        shutil.rmtree(VENV, ignore_errors=True)
        return 0
    chromium = shutil.which("chromium")
    if not chromium:
        sys.exit("Chromium is missing: install it (Debian: apt install chromium).")
    install(VENV, REQUIREMENTS)
    with tempfile.TemporaryDirectory(prefix="bilingual-benchmark.") as temporary:
        folder = Path(temporary)
        own = ours(folder / "ours")
        others = [build(folder / build.__name__) for build in (pelican, mkdocs, nikola)]
        with (
            sync_playwright() as playwright,
            playwright.chromium.launch(executable_path=chromium, args=FLAGS) as browser,
        ):
            for page in (*own, *others):
                load(browser, page)
        return 0 if report(own, others) else 1


if __name__ == "__main__":
    sys.exit(main())

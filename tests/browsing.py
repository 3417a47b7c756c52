"""The built site as readers get it: served by a small host, shown by a real browser."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from support import parse_html, tool
from walk import target

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
ARTICLE = "huawei-in-turkmenistan"
PHONE, DESKTOP = 320, 1280
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript",
    ".xml": "application/xml",
}

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}, "color-contrast-enhanced": {"enabled": True}},
}
AUDIT = """async (rules) => (await axe.run(document, rules)).violations.flatMap(
  (one) => one.nodes.map((node) => `${one.id}: ${node.target.join(" ")}: ${node.failureSummary}`))
"""
WATCH = """
  window.violations = [];
  addEventListener("securitypolicyviolation", (one) =>
    window.violations.push(`${one.effectiveDirective}: ${one.blockedURI} ${one.sample}`));
"""
KEPT = """async () => [
  document.cookie, ...Object.keys(localStorage), ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map((one) => one.name), ...(await caches.keys()),
  ...(await navigator.serviceWorker.getRegistrations()).map((one) => one.scope),
].filter(Boolean)"""


def kinds(output: Path) -> list[str]:
    """The addresses of one page of every kind, in every language that has it."""
    found = ["", "status/", "404.html"]
    for english in ("", f"{ARTICLE}/", "about/", "topics/privacy/", "glossary/", "search/"):
        page = f"en/{english}"
        if english == "glossary/" and not (output / page).is_dir():
            continue
        root = parse_html(file_of(output, page).read_text("utf-8"))
        (switch,) = [one for one in root.iter("nav") if "switch" in one.get("class", "").split()]
        others = [target(page, one.get("href", ""))[0] for one in switch.iter("a")]
        found += [page, *(one.removesuffix("index.html") for one in others)]
    return found


def file_of(output: Path, address: str) -> Path:
    """The file of a page."""
    return (
        output / address / "index.html"
        if address.endswith("/") or not address
        else output / address
    )


@contextmanager
def launched() -> Iterator[Browser]:
    """Chromium: the one that Playwright has fetched, else the system's."""
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
        path = own if own.is_file() else tool("chromium", "chromium")
        with playwright.chromium.launch(executable_path=path, args=FLAGS) as browser:
            yield browser


@contextmanager
def page_in(browser: Browser, width: int = DESKTOP, **options: Any) -> Iterator[Page]:
    """A page of a fresh context, as a reader who has never been there; it goes with its context."""
    with browser.new_context(viewport={"width": width, "height": 800}, **options) as context:
        yield context.new_page()


def protocol(page: Page) -> CDPSession:
    """Chromium's own protocol, for what Playwright has no words for."""
    return page.context.new_cdp_session(page)


def text_size(page: Page, pixels: int) -> None:
    """Set the reader's own text size, which a browser's settings have at 16."""
    protocol(page).send("Page.setFontSizes", {"fontSizes": {"standard": pixels}})
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == f"{pixels}px"


class Host(ThreadingHTTPServer):
    """A static host as most are: it compresses text, and folders have an index.html."""

    daemon_threads = True

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.root = root
        self.requests: list[str] = []

    @property
    def url(self) -> str:
        """The address of the front door."""
        return f"http://127.0.0.1:{self.server_port}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may leave before it has read everything."""


class Answer(BaseHTTPRequestHandler):
    """One request to the host."""

    server: Host

    def do_GET(self) -> None:  # named by the base class
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        self.server.requests.append(self.path)
        file = file_of(self.server.root, path)
        status = 200 if file.is_file() else 404
        if status == 404:
            file = self.server.root / "404.html"
        body = file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
        if file.suffix in TYPES:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # as in the base class
        """Nothing on the terminal."""


@contextmanager
def hosted(root: Path) -> Iterator[Host]:
    """The folder on this computer's own network, until the block ends."""
    with Host(root) as host:
        thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield host
        finally:
            host.shutdown()
            thread.join()


def asked_for(page: Page) -> list[str]:
    """The addresses that a page asks for, from now on; what it carries itself is none."""
    found: list[str] = []
    page.on("request", lambda one: None if one.url.startswith("data:") else found.append(one.url))
    return found


def policy(root: Element) -> dict[str, list[str]]:
    """The directives of a page's Content-Security-Policy, which is the first thing in its head."""
    (head,) = root.iter("head")
    first = head[0]
    assert first.get("http-equiv", "").lower() == "content-security-policy"
    parts = [one.split() for one in first.get("content", "").split(";")]
    return {part[0]: part[1:] for part in parts if part}

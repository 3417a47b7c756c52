"""`make links`: what becomes of links to other sites, asked of a server on this computer."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import links
import pytest
from links import GONE, GOOD, UNCLEAR, ascii_url, ask


class Other(ThreadingHTTPServer):
    """Another site, with every kind of manners."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Manners)
        self.asked: Counter[tuple[str, str]] = Counter()


class Manners(BaseHTTPRequestHandler):
    server: Other

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked[self.command, path] += 1
        match path:
            case "/slow":
                time.sleep(1)
                status = 200
            case "/no-head":
                status = 405 if self.command == "HEAD" else 200
            case "/wrong-head":
                status = 404 if self.command == "HEAD" else 200
            case "/moved":
                status = 301
            case "/busy-once":
                status = 200 if self.server.asked["GET", path] > 1 else 503
            case _:
                status = int(path[1:4]) if path[1:4].isdigit() else 200
        self.send_response(status)
        if status == 301:
            self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # as in the base class
        """Nothing on the terminal."""


@pytest.fixture
def other(monkeypatch: pytest.MonkeyPatch) -> Iterator[Other]:
    """Another site, on this computer; no proxy stands between."""
    monkeypatch.setenv("no_proxy", "*")
    with Other() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def url(other: Other, path: str) -> str:
    return f"http://127.0.0.1:{other.server_port}{path}"


@pytest.mark.parametrize(
    ("path", "verdict", "words"),
    [
        ("/good", GOOD, "200"),
        ("/moved", GOOD, "200"),
        ("/no-head", GOOD, "200"),
        ("/wrong-head", GOOD, "200"),
        ("/busy-once", GOOD, "200"),
        ("/404", GONE, "status 404"),
        ("/410", GONE, "status 410"),
        ("/403", UNCLEAR, "status 403"),
        ("/429", UNCLEAR, "status 429"),
        ("/500", UNCLEAR, "status 500"),
        ("/slow", UNCLEAR, "timed out"),
        ("/şäher?q=ý#part", GOOD, "200"),
    ],
)
def test_a_link_is_good_gone_or_without_a_clear_answer(
    other: Other, path: str, verdict: str, words: str
) -> None:
    """Only what is surely gone counts as gone."""
    answer = ask(url(other, path), timeout=0.3, tries=2, pause=0)
    assert (answer.verdict, answer.words) == (verdict, words)


def test_head_is_enough_where_it_is_answered_and_gone_is_asked_once(other: Other) -> None:
    """A good page is not fetched; a missing one is not asked for again and again."""
    ask(url(other, "/good"), pause=0)
    ask(url(other, "/404"), pause=0)
    assert other.asked == {("HEAD", "/good"): 1, ("HEAD", "/404"): 1, ("GET", "/404"): 1}


def test_who_is_busy_is_asked_again(other: Other) -> None:
    """As often as `tries` says; who keeps robots out is left in peace."""
    ask(url(other, "/503"), tries=3, pause=0)
    ask(url(other, "/403"), tries=3, pause=0)
    assert (other.asked["HEAD", "/503"], other.asked["HEAD", "/403"]) == (3, 1)


def test_nobody_at_home_is_no_clear_answer_and_no_such_name_is_gone(other: Other) -> None:
    """A port without a server; a name that no resolver knows; a text that is no address."""
    dead = url(other, "/").replace(str(other.server_port), "9")
    assert ask(dead, tries=1).verdict == UNCLEAR
    assert ask("http://no-such-name.invalid/", tries=1).verdict == GONE
    assert ask("http://[half", tries=1).verdict == GONE


def test_addresses_in_other_scripts_are_encoded_once() -> None:
    """The host as IDNA, path and query as UTF-8; what is encoded already stays."""
    assert ascii_url("https://türkmen.example/ý?q=ä&b=%20") == (
        "https://xn--trkmen-3ya.example/%C3%BD?q=%C3%A4&b=%20"
    )
    assert ascii_url("http://example.org:81/a%2Fb") == "http://example.org:81/a%2Fb"


def test_links_are_found_once_with_their_pages(tmp_path: Path) -> None:
    """Only those of readers, to other sites; a fragment is not another page."""
    (tmp_path / "en").mkdir()
    (tmp_path / "index.html").write_text(
        '<link href="https://own.example/"><a href="https://a.example/x#1">a</a>'
        '<a href="https://a.example/x#2">b</a><a href="en/">c</a><a>d</a>',
        "utf-8",
    )
    (tmp_path / "en/index.html").write_text(
        '<a href="https://a.example/x">a</a><a href="mailto:a@a.example">b</a>'
        '<a href="http://b.example/?a=1&amp;b=2">c</a>',
        "utf-8",
    )
    assert links.links(tmp_path) == {
        "https://a.example/x": ["en/index.html", "index.html"],
        "http://b.example/?a=1&b=2": ["en/index.html"],
    }


def test_the_report_names_what_is_not_good_and_fails_for_what_is_gone(
    other: Other,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """What is gone stands first; without it the status is 0."""
    page = tmp_path / "index.html"
    good, busy, gone = (f'<a href="{url(other, path)}">x</a>' for path in ("/good", "/403", "/404"))
    page.write_text(good + busy, "utf-8")
    assert links.main([str(tmp_path)]) == 0
    page.write_text(good + busy + gone, "utf-8")
    capsys.readouterr()
    assert links.main([str(tmp_path)]) == 1
    assert capsys.readouterr().out == (
        "## Links to other sites\n\n3 addresses, 1 good.\n\n"
        "| | address | answer | on |\n|---|---|---|---|\n"
        f"| gone | <{url(other, '/404')}> | status 404 | index.html |\n"
        f"| no clear answer | <{url(other, '/403')}> | status 403 | index.html |\n"
    )


def test_a_folder_without_pages_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing to ask is not good news."""
    assert links.main([str(tmp_path)]) == 1
    assert "Build the site first." in capsys.readouterr().err

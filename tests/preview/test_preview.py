"""The preview in a real browser: it follows content, settings and catalogs, and shows errors."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import page_in
from playwright.sync_api import Browser, expect
from previewing import COMMAND, ENVIRONMENT, Preview, eventually, free_port, serving
from support import Site

PANEL = "section[role=alert]"
PATIENCE = 40_000
"""Milliseconds for a build on a busy machine."""


@pytest.fixture(scope="module")
def new_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site as `bilingual new` makes it, in a folder whose name is not ASCII."""
    root = tmp_path_factory.mktemp("preview") / "sahypa ň"
    subprocess.run(
        [*COMMAND, "new", str(root), "--languages", "en,tk", "--name", "Site"],
        env=ENVIRONMENT,
        check=True,
        capture_output=True,
    )
    return root


@pytest.fixture(scope="module")
def preview(new_site: Path) -> Iterator[Preview]:
    with serving(new_site) as found:
        assert eventually(lambda: found.ask("/tk/biz-hakda/").status == 200), found.log.read_text()
        yield found


@pytest.fixture
def catalog(new_site: Path) -> Iterator[Path]:
    """The catalog of a page, put back afterwards."""
    path = new_site / "translations/tk/LC_MESSAGES/pages/about.po"
    before = path.read_bytes()
    yield path
    path.write_bytes(before)


def with_title(text: str, title: str) -> str:
    """A catalog's text with another translation of the page's title."""
    new, count = re.subn(r'(msgctxt "title"\nmsgid .*\nmsgstr ).*', rf'\1"{title}"', text)
    assert count == 1
    return new


def test_a_saved_msgstr_is_in_the_open_page_without_a_touch(
    preview: Preview, catalog: Path, chromium: Browser
) -> None:
    """On a page of the plugin's own theme, which no reload script of ours has ever reached."""
    text = catalog.read_text("utf-8")
    with page_in(chromium) as page:
        page.goto(f"{preview.url}tk/biz-hakda/")
        for title in ("Ilki ňýž", "Soň ňýž"):
            catalog.write_text(with_title(text, title), encoding="utf-8")
            expect(page.locator("h1")).to_contain_text(title, timeout=PATIENCE)


def test_a_broken_catalog_shows_its_error_in_the_page_until_it_is_mended(
    preview: Preview, catalog: Path, new_site: Path, chromium: Browser
) -> None:
    """What, where and remedy over the last good page, with a link to the line; no path of ours."""
    text = catalog.read_text("utf-8")
    with page_in(chromium) as page:
        page.goto(f"{preview.url}tk/biz-hakda/")
        title = page.locator("h1").inner_text()
        catalog.write_text(f'{text}\nmsgid "broken\n', encoding="utf-8")
        panel = page.locator(PANEL)
        expect(panel).to_contain_text(
            "translations/tk/LC_MESSAGES/pages/about.po:", timeout=PATIENCE
        )
        assert title in page.locator("h1").inner_text()
        assert str(new_site) not in panel.inner_text()
        line = text.count("\n") + 2
        with page.expect_popup() as opened:
            panel.get_by_role("link", name=f"about.po:{line}").click()
        expect(opened.value.locator(":target")).to_have_text('msgid "broken')
        page.reload()
        expect(panel).to_be_visible(timeout=PATIENCE)  # a page opened meanwhile says it, too
        catalog.write_text(with_title(text, "Düzedildi"), encoding="utf-8")
        expect(page.locator("h1")).to_contain_text("Düzedildi", timeout=PATIENCE)
        expect(panel).to_have_count(0)


def test_an_error_of_python_in_the_settings_is_shown_with_its_line(
    preview: Preview, new_site: Path, chromium: Browser
) -> None:
    """The settings file is followed, too, and its errors name it."""
    settings = new_site / "pelicanconf.py"
    text = settings.read_text("utf-8")
    with page_in(chromium) as page:
        page.goto(f"{preview.url}tk/")
        try:
            settings.write_text(f"{text}\nDEFAULT_PAGINATION = no_such_name\n", encoding="utf-8")
            panel = page.locator(PANEL)
            expect(panel).to_contain_text(
                f"pelicanconf.py:{text.count(chr(10)) + 2}", timeout=PATIENCE
            )
            expect(panel).to_contain_text("no_such_name")
            assert str(new_site.parent) not in panel.inner_text()
        finally:
            settings.write_text(text, encoding="utf-8")
        expect(panel).to_have_count(0, timeout=PATIENCE)


FOREIGN = {"Host": "evil.example"}, {"Host": "127.0.0.1.evil.example:{port}"}, {"Host": ""}


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
def test_a_name_that_leads_here_is_not_answered(preview: Preview, headers: dict[str, str]) -> None:
    """Whoever owns a name can point it at this computer: such pages get nothing."""
    given = {name: value.format(port=preview.port) for name, value in headers.items()}
    answer = preview.ask("/tk/biz-hakda/", **given)
    assert answer.status == 421
    assert "token" not in answer.body


@pytest.mark.parametrize("path", ["/tk/biz-hakda/", "/.preview/events", "/.preview/preview.js"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_a_page_of_another_site_is_not_answered(preview: Preview, path: str, origin: str) -> None:
    """Neither its scripts nor its forms get anything."""
    assert preview.ask(path, Origin=origin).status == 403


def test_a_page_of_its_own_is_answered(preview: Preview) -> None:
    """By each name that this computer has, with an origin or without."""
    for host in ("127.0.0.1", "localhost", "[::1]"):
        name = f"{host}:{preview.port}"
        assert preview.ask("/tk/biz-hakda/", Host=name, Origin=f"http://{name}").status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/%00", "/tk/%00/", "/../pelicanconf.py", "/%2e%2e/pelicanconf.py", "/tk/..%2f..%2fx",
        "/..%5cpelicanconf.py", "//etc/passwd", "/.preview/source/pelicanconf.py",
        "/.preview/source/../pelicanconf.py", "/.preview/source//etc/passwd", f"/{'a' * 5000}",
        "/%ff%fe", "/%0a", "/.preview/nothing", "/.git/config",
    ],
)  # fmt: skip
def test_an_odd_address_is_a_plain_refusal(preview: Preview, path: str) -> None:
    """4xx, and nothing of the files beside the output."""
    answer = preview.ask(path)
    assert 400 <= answer.status < 500
    assert "BILINGUAL" not in answer.body
    assert "root:" not in answer.body
    assert "ASGI" not in preview.log.read_text()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_is_written_without_the_token(preview: Preview, method: str) -> None:
    """The token stands in pages, which other sites cannot read."""
    assert preview.ask("/tk/biz-hakda/", method).status == 403
    assert preview.ask("/tk/biz-hakda/", method, X_Preview_Token="guess").status == 403
    page = preview.ask("/tk/biz-hakda/").body
    token = re.search(r'data-token="?([\w-]+)', page)
    assert token
    assert preview.ask("/tk/biz-hakda/", method, X_Preview_Token=token[1]).status == 405


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_body_of_ten_megabytes_is_a_plain_refusal(preview: Preview, method: str) -> None:
    """The client gets to read why, and the server stays as it is."""
    assert 400 <= preview.ask("/tk/biz-hakda/", method, b"x" * 10_000_000).status < 500
    assert preview.ask("/tk/biz-hakda/").status == 200


def test_no_page_tells_where_the_site_is_on_this_computer(preview: Preview, new_site: Path) -> None:
    """Marks lead to the page's own texts, not to files."""
    for path in (
        "/",
        "/tk/",
        "/tk/biz-hakda/",
        "/en/about/",
        "/en-tk/about/",
        "/.preview/preview.js",
    ):
        answer = preview.ask(path)
        assert answer.status == 200
        assert str(new_site.parent) not in answer.body
        assert answer.headers["cache-control"] == "no-store"


def test_pages_of_any_theme_reload_even_against_their_own_policy(
    site: Site, chromium: Browser
) -> None:
    """Pelican's own theme, a template that says hardly anything, and a policy without scripts."""
    site.page("one", "Good day.")
    site.write(
        "overrides/article.html",
        "<!-- bare --><!doctype html>"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'
        "<title>x</title>{{ article.content }}",
    )
    site.set('THEME_TEMPLATES_OVERRIDES = ["overrides"]')
    with serving(site.root) as preview, page_in(chromium) as page:
        assert eventually(lambda: preview.shows("/en/one/", "Good day."))
        page.goto(f"{preview.url}en/one/")
        assert page.evaluate("document.compatMode") == "CSS1Compat"
        site.page("one", "Good night.")
        expect(page.locator("body")).to_contain_text("Good night.", timeout=PATIENCE)


def test_a_site_that_is_broken_from_the_start_says_so_in_the_browser(
    site: Site, chromium: Browser
) -> None:
    """There is no last good page yet; the first one comes by itself."""
    site.page("one", "Good day.")
    broken = site.catalog("one", 'msgid "broken\n')
    with serving(site.root) as preview, page_in(chromium) as page:
        page.goto(f"{preview.url}en/one/")
        expect(page.locator(PANEL)).to_contain_text(
            "translations/tk/LC_MESSAGES/one.po", timeout=PATIENCE
        )
        broken.unlink()
        expect(page.locator("body")).to_contain_text("Good day.", timeout=PATIENCE)


def test_ctrl_c_ends_it_at_once_with_a_page_open(site: Site, chromium: Browser) -> None:
    """Status 130, no traceback, and no process is left behind."""
    site.page("one")
    port = free_port()
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        cwd=site.root,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    preview = Preview(port, site.root)
    try:
        assert eventually(lambda: preview.ask("/en/one/").status == 200)
        with page_in(chromium) as page:
            page.goto(f"{preview.url}en/one/")
            page.wait_for_timeout(500)
            server.send_signal(signal.SIGINT)
            said, _ = server.communicate(timeout=10)
    finally:
        server.kill()
    assert server.returncode == 130
    assert "Traceback" not in said


def test_a_port_in_use_is_one_clear_sentence(site: Site) -> None:
    """The error names the port and the option that chooses another."""
    site.page("one")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [*COMMAND, "serve", "--port", port],
            cwd=site.root,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert run.returncode == 1
    assert f"Port {port} cannot be used" in run.stderr
    assert "--port" in run.stderr
    assert "Traceback" not in run.stderr

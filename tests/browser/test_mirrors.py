"""The same output under any address: mirrors, buckets, memory sticks, and what is published."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import pytest
from browsing import hosted, page_in
from pelican.settings import read_settings
from playwright.sync_api import Browser
from support import PROJECT, Site, parse_html, text_of
from walk import ids, pages, target

from pelican import Pelican
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.project.output.integrity import SUMS, compare, read_sums

SITEURL = "https://example.github.io/explainers"


def publish(output: Path, **settings: object) -> Path:
    """Build the repository's own site as `make publish` does."""
    before = Path.cwd()
    os.chdir(PROJECT)
    given = read_settings("pelicanconf.py")
    given["BILINGUAL"] = {**given["BILINGUAL"], **settings.pop("BILINGUAL", {})}  # type: ignore[dict-item]
    try:
        override = {"OUTPUT_PATH": str(output), "BILINGUAL": given["BILINGUAL"], **settings}
        Pelican(read_settings("pelicanconf.py", override=override)).run()
    finally:
        os.chdir(before)
    return output


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with all copies."""
    output = tmp_path_factory.mktemp("published") / "output"
    return publish(output, SITEURL=SITEURL, BILINGUAL_FORMATS=True)


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site for a host that knows files only."""
    output = tmp_path_factory.mktemp("bucket") / "output"
    return publish(output, BILINGUAL={"index_files": True})


def crawl(browser: Browser, start: str) -> tuple[set[str], list[str]]:
    """Follow every link from a page within its site; the pages seen, and what went wrong."""
    seen: set[str] = set()
    wrong: list[str] = []
    root = start if start.endswith("/") else start.rpartition("/")[0] + "/"
    with page_in(browser) as page:
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        page.on(
            "request",
            lambda one: None if one.url.startswith(root) else wrong.append(f"outside: {one.url}"),
        )
        left = [start]
        while left:
            address = left.pop()
            if address in seen:
                continue
            seen.add(address)
            answer = page.goto(address)
            if answer is None or (answer.status not in (0, 200)):
                wrong.append(f"{answer and answer.status}: {address}")
                continue
            assert page.locator("h1").count() == 1, address
            links = links_of(page.content(), page.url)
            left += [one for one in links if one.startswith(root) and is_page(one)]
    return seen, wrong


def links_of(html: str, base: str) -> Iterator[str]:
    for one in parse_html(html).iter("a"):
        if one.get("href") and one.get("download") is None:  # what is saved is opened elsewhere
            yield urldefrag(urljoin(base, one.get("href", "")))[0]


def is_page(link: str) -> bool:
    return link.endswith(("/", ".html"))


@pytest.mark.parametrize("below", ["", "a/b/c"])
def test_the_output_works_under_any_path(
    published: Path, chromium: Browser, tmp_path: Path, below: str
) -> None:
    """From a domain's root and from `/a/b/c/`: every page is reached, nothing else is asked."""
    shutil.copytree(published, tmp_path / "root" / below)
    with hosted(tmp_path / "root") as host:
        seen, wrong = crawl(chromium, f"{host.url}{below}/" if below else host.url)
    assert wrong == []
    there = {page for page in pages(published) if page != "404.html"}
    assert len(seen) == len(there)


def test_a_bucket_needs_no_index_of_folders(bucket: Path, chromium: Browser) -> None:
    """With `index_files` every link names a file, so that it works from a disk, too."""
    seen, wrong = crawl(chromium, (bucket / "index.html").as_uri())
    assert wrong == []
    assert len(seen) == len(pages(bucket)) - 1
    assert not [one for one in seen if one.endswith("/")]


def test_the_archive_opens_from_a_disk(published: Path, chromium: Browser, tmp_path: Path) -> None:
    """Unzipped anywhere, every page is reached by clicking, without a server or a network."""
    with zipfile.ZipFile(published / "downloads/site.zip") as archive:
        archive.extractall(tmp_path / "a phone")
    seen, wrong = crawl(chromium, (tmp_path / "a phone/site/index.html").as_uri())
    assert wrong == []
    assert len(seen) == len(pages(published)) - 1


def test_the_page_for_lost_links_works_at_any_depth(published: Path, chromium: Browser) -> None:
    """Under the path of the site on its host, its links lead to pages in both languages."""
    root = parse_html((published / "404.html").read_text("utf-8"))
    links = [one.get("href", "") for one in root.iter("a")]
    within = [link for link in links if not link.startswith("#")]
    assert {"/explainers/en/", "/explainers/tk/"} <= set(within)
    for link in within:
        path = link.removeprefix("/explainers/")
        assert link.startswith("/explainers/"), link
        assert (published / path / "index.html").is_file() or (published / path).is_file(), link


def test_every_page_offers_its_copies(published: Path) -> None:
    """EPUB, PDF and text of its languages and the whole site, each with its real size.

    Lists name them; from other pages a link leads there.
    """
    found = pages(published)
    for name, root in found.items():
        tags = name.split("/")[0] if "/" in name else "en-tk"
        tags = tags if tags in ("en", "tk", "en-tk") else "en-tk"
        copies = [one.get("href", "") for one in root.iter("a")]
        for link in (one for one in copies if "#copies" in one):
            there, fragment = target(name, link)
            assert fragment in ids(found[there])
            assert there == ("index.html" if tags == "en-tk" else f"{tags}/index.html"), name
        if any("#copies" in one for one in copies):
            continue
        offers = {
            one.get("href", "").rpartition("downloads/")[2]: text_of(holder)
            for holder in root.iter("span")
            for one in holder.findall("a")
            if "downloads/" in one.get("href", "")
        }
        assert set(offers) == {f"{tags}.epub", f"{tags}.pdf", f"{tags}.txt", "site.zip"}, name
        for file, text in offers.items():
            size = (published / "downloads" / file).stat().st_size
            kind, number, unit = text.split()
            assert kind == Path(file).suffix[1:].upper()
            step = {"kB": 1000, "MB": 100_000}[unit]  # megabytes have a decimal
            assert int(re.sub(r"\D", "", number)) == -(-size // step), (name, file, text)


def test_messengers_get_a_picture_in_the_page_s_language(published: Path) -> None:
    """`og:image` is a picture that exists, of the size that Open Graph asks for."""
    seen = set()
    for name, root in pages(published).items():
        for one in root.iter("meta"):
            if one.get("property") == "og:image":
                path = published / one.get("content", "").removeprefix(f"{SITEURL}/")
                data = path.read_bytes()
                assert data.startswith(b"\x89PNG"), name
                assert int.from_bytes(data[16:20]) == 1200
                assert int.from_bytes(data[20:24]) == 630
                seen.add(path)
    assert len(seen) == 2 * len(list((PROJECT / "content").rglob("*.md")))


def test_pages_say_what_they_are_to_those_who_share_them(published: Path) -> None:
    """Open Graph: title and picture; address, kind and language stand elsewhere on the page."""
    for name, root in pages(published).items():
        found = [(one.get("property"), one.get("content")) for one in root.iter("meta")]
        graph = {key: value for key, value in found if key and key.startswith("og:")}
        if name in ("404.html",):
            assert not graph
            continue
        assert graph["og:title"], name
        assert set(graph) <= {"og:title", "og:image"}


def test_what_is_published_verifies(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The list covers copies, pictures and pages as they are in the end."""
    assert not compare(published, read_sums((published / SUMS).read_text("utf-8"), SUMS)).any
    assert main(["verify", str(published)]) == 0
    assert "files are what SHA256SUMS promises" in capsys.readouterr().out


def test_a_copy_that_was_changed_is_told(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`bilingual verify` names each file with what was done to it, and ends with status 1."""
    copy = tmp_path / "copy"
    shutil.copytree(published, copy)
    page = copy / "tk/index.html"
    page.write_text(page.read_text("utf-8") + "<script src=//evil.example></script>", "utf-8")
    (copy / "en/feed.xml").unlink()
    (copy / "new.html").write_text("new")
    assert main(["verify", str(copy)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == ["altered  tk/index.html", "missing  en/feed.xml", "added  new.html"]


def test_a_folder_without_sums_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to name instead."""
    assert main(["verify", str(tmp_path)]) == 1
    assert "There is no SHA256SUMS" in capsys.readouterr().err


def test_without_copies_none_is_offered(site: Site) -> None:
    """A plain build has no downloads, and its pages do not speak of them."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    site.page("one")
    output = site.build()
    assert not (output / "downloads").exists()
    assert "downloads/" not in (output / "en/one/index.html").read_text("utf-8")
    assert "@@" not in (output / "en/one/index.html").read_text("utf-8")

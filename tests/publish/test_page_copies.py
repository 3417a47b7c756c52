"""Each page travels by itself: as one file, as EPUB, as text, and its address as a QR code."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st
from support import PROJECT, Site, parse_html, snapshot, text_of, tool
from walk import is_external, links, pages

from pelican.plugins.bilingual.project.urls import file_beside, is_own_copy
from pelican.plugins.bilingual.publish.copies import formats
from pelican.plugins.bilingual.publish.copies.page.onefile import one_file

SITEURL = "https://example.org/site"
PAGES = ("en/one", "tk/one", "en-tk/one")
KINDS = (".epub", ".html", ".svg", ".txt")
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9"/></svg>'
names = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)


@pytest.fixture
def copied(site: Site) -> Site:
    """Two pages that link to each other, with a picture, and copies of all kinds but PDF."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nBILINGUAL['copies'] = {{'epub': 0, 'txt': 0}}")
    site.set("STATIC_PATHS = ['images']")
    site.write("content/images/a.svg", SVG)
    site.page("one", "See [two]({filename}two.md).\n\n![A line]({static}/images/a.svg)")
    site.page("two", "Text, and [one]({filename}one.md#there).")
    site.catalog("one", 'msgctxt "title"\nmsgid "A title"\nmsgstr "Ady"\n')
    return site


def build(site: Site, **settings: object) -> None:
    site.build(**{"BILINGUAL_FORMATS": True, "SITEURL": SITEURL, **settings})


def own(page: str, ending: str) -> str:
    """The file of a page's copy."""
    return f"{page}/{page.replace('/', '-')}{ending}"


def one_of(site: Site, page: str) -> Element:
    """A page as one file."""
    return parse_html((site.output / own(page, ".html")).read_text("utf-8"))


@given(st.lists(names, min_size=1, max_size=3))
def test_a_copy_lies_beside_its_page_and_has_its_address_in_its_name(parts: list[str]) -> None:
    """Whether the page is a folder's or a file of its own; readers tell it from every other."""
    path = "/".join(parts)
    for file in (f"{path}/index.html", f"{path}.html"):
        made = file_beside(file, ".html")
        assert made.rpartition("/")[0] == file.rpartition("/")[0]
        assert made.rpartition("/")[2] == f"{'-'.join(parts)}.html"
    assert is_own_copy(file_beside(f"{path}/index.html", ".html"))
    assert not is_own_copy(f"{path}/index.html")


def test_each_page_offers_its_own_copies_with_their_sizes(copied: Site) -> None:
    """In every edition and side by side; not the lists, which offer those of the whole site."""
    build(copied)
    for page in PAGES:
        (foot,) = copied.html(page).iter("footer")
        offers = {one.get("href"): text_of(one) for one in foot.iter("a")}
        for ending, kind in ((".html", "HTML"), (".epub", "EPUB"), (".txt", "TXT")):
            file = own(page, ending)
            size = (copied.output / file).stat().st_size
            said = re.fullmatch(rf"{kind} (\d+) kB", offers[file.rpartition("/")[2]])
            assert said, page
            assert int(said[1]) - 1 <= size / 1000 <= int(said[1]), page
        assert offers[own(page, ".svg").rpartition("/")[2]] == "QR"
    made = {name for name in snapshot(copied.output) if name.endswith((".epub", ".txt", ".svg"))}
    alone = {
        own(page.replace("one", slug), end)
        for page in PAGES
        for slug in ("one", "two")
        for end in KINDS
    }
    assert {one for one in made if one.count("/") > 1} == {
        one for one in alone if one[-5:] != ".html"
    }
    assert b"@@" not in b"".join(one.read_bytes() for one in copied.output.rglob("*.html"))


def test_a_copy_is_of_its_page_alone(copied: Site) -> None:
    """It is called as the page, names the page's address, and its links lead to the site."""
    build(copied)
    with zipfile.ZipFile(copied.output / own("en-tk/one", ".epub")) as archive:
        package = archive.read("EPUB/package.opf").decode()
        text = "".join(archive.read(one).decode() for one in archive.namelist() if "c1" in one)
    assert '<dc:title id="title">A title / Ady</dc:title>' in package
    assert f"<dc:source>{SITEURL}/en-tk/one/</dc:source>" in package
    assert f'href="{SITEURL}/en-tk/two/"' in text
    plain = (copied.output / own("tk/one", ".txt")).read_text("utf-8-sig")
    assert plain.startswith("Ady\n===\n")
    assert f"- {SITEURL}/tk/one/\n" in plain
    assert "Text, and" not in plain


def test_a_page_as_one_file_shows_what_the_page_shows_and_asks_for_nothing(copied: Site) -> None:
    """Pictures are in it, links lead to the site; without an address they are text."""
    build(copied)
    trees = pages(copied.output)
    for page in PAGES:
        alone = one_of(copied, page)
        assert (
            text_of(alone).split("HTML")[0] == text_of(trees[f"{page}/index.html"]).split("HTML")[0]
        )
        for element, link in links(alone):
            assert is_external(link) or link.startswith("#"), (page, link)
            assert element.tag != "img" or link.startswith("data:image/svg+xml,")
        assert [
            link for _, link in links(alone) if link == f"{SITEURL}/{page.replace('one', 'two')}/"
        ]
    build(copied, SITEURL="")
    for page in PAGES:
        alone = one_of(copied, page)
        assert all(is_external(link) or link[0] == "#" for _, link in links(alone))
        assert not (copied.output / own(page, ".svg")).exists()
        assert "See two" in text_of(alone)


def test_a_page_of_another_theme_is_whole_in_one_file_too(tmp_path: Path) -> None:
    """Style sheets and pictures come into it, scripts go, and a policy lets it load nothing."""
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/a.css").write_text("p{color:red}</style><script>x()</script>")
    (tmp_path / "a.svg").write_text(SVG)
    html = (
        "<!DOCTYPE html><html><head><title>t</title><link rel=stylesheet href=../theme/a.css>"
        "<link rel=preconnect href=https://cdn.example><link rel=canonical href=../en/>"
        "<script src=../x.js></script><script>let a = '<p>'</script></head><body><img src=../a.svg"
        " srcset='../a.svg 2x'><img src=https://cdn.example/b.png alt=b><a href=../tk/#x>T</a>"
    )
    found = one_file(html, "en/one.html", tmp_path, f"{SITEURL}/")
    assert "<script" not in found.replace("<\\/style><script>x()<\\/script>", "")
    assert "color:red" in found
    assert "cdn.example" not in found
    assert "data:image/svg+xml," in found
    assert f"<a href={SITEURL}/tk/#x>T</a>" in found.replace('"', "")
    assert found.index("Content-Security-Policy") < found.index("<title>")
    assert "default-src 'none'" in found


def test_the_code_says_the_address_that_the_page_says(copied: Site, tmp_path: Path) -> None:
    """As another program reads it."""
    zbar = tool("zbarimg", "zbar-tools")
    build(copied)
    for page in PAGES:
        svg = (copied.output / own(page, ".svg")).read_text("utf-8")
        html = f"<style>@page{{size:400px;margin:0}}body{{margin:20px}}</style><body>{svg}"
        pdf = weasyprint.HTML(string=html).write_pdf()
        picture = io.BytesIO()
        pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().save(picture, "png")
        (tmp_path / "code.png").write_bytes(picture.getvalue())
        command = [zbar, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", tmp_path / "code.png"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        root = copied.html(page)
        said = "".join(text_of(one) for one in root.iter("footer"))
        assert done.stdout.strip() in said, done.stderr
        canonical = [one.get("href") for one in root.iter("link") if one.get("rel") == "canonical"]
        assert canonical == [done.stdout.strip()]


def test_an_edit_makes_the_copies_of_its_page_alone(
    copied: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each language and side by side; no other page is written again."""
    made: list[int] = []
    real = formats.shared

    def counting(work: Any, count: int, *rest: Any) -> Any:
        made.append(count)
        return real(work, count, *rest)

    monkeypatch.setattr(formats, "shared", counting)
    build(copied)
    before = snapshot(copied.output)
    copied.page("two", "Another text.")
    build(copied)
    assert made == [6, 3]
    after = snapshot(copied.output)
    changed = {name for name in before if before[name] != after.get(name) and "/one/" in name}
    assert changed == set()

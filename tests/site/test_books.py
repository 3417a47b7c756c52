"""Books of small sites: links, pictures, other languages, hostile text, missing packages."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pypdf
import pytest
from copies import ORIGIN, Run, check_epub, xhtml_pages
from hostile import ATTACKS
from support import PROJECT, Site

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.publish.copies.book import Origin
from pelican.plugins.bilingual.publish.copies.bookmaker import Binder
from pelican.plugins.bilingual.publish.copies.epub import epub
from pelican.plugins.bilingual.publish.copies.formats import write_archive, write_books
from pelican.plugins.bilingual.publish.copies.page.qr import qr_code
from pelican.plugins.bilingual.publish.copies.pdf import pdf
from pelican.plugins.bilingual.publish.copies.plaintext import plaintext
from pelican.plugins.bilingual.publish.copies.xhtml import address, section_of, serialise

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63"
    "6000000002000148afa4710000000049454e44ae426082"
)


@pytest.fixture
def small(site: Site) -> Site:
    """A site in three languages, with a picture, a long title and links of every kind."""
    site.set('BILINGUAL["languages"]["ar"] = "العربية"')
    site.write("content/map.png", PNG)
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><{}/></svg>'
    site.write("content/map.svg", svg.format('path d="M0 0h9"'))
    site.write("content/bad.svg", svg.format("script"))
    site.page(
        "one",
        "[two]({filename}two.md#b) [up](../) ![A map]({static}map.png) ![Drawn]({static}map.svg)"
        "\n\n![A map]({static}map.png) ![Acting]({static}bad.svg)\n\n## B\n\nx",
    )
    site.page(
        "two",
        'Text[^n].\n\n[one]({filename}one.md) [q](https://example.org/?a=1&b=2 "t") '
        "![gone](https://example.org/x.png)\n\n## B\n\n> q\n\n    code <b> & line\n\n"
        "1. a\n\n    b\n\n2. c\n\n| a | b |\n|---|--:|\n| x | 1 |\n\nt\n:   d\n\n---\n\n"
        "[^n]: A note.",
        title="<b> & “T” " + "x" * 490,
    )
    site.catalog("one", 'msgid "B"\nmsgstr "Ikinji maglumat"\n\n')
    site.catalog("one", 'msgid "B"\nmsgstr "باء"\n\n', language="ar")
    return site


def test_two_runs_make_the_same_bytes(small: Site) -> None:
    """In processes of their own, whose sets are in another order."""
    code = (
        "import hashlib, copies as t; r = t.Run(SITEURL='https://example.org');"
        "m = r.write();"
        "print([(one, hashlib.sha256((r.output / one.url).read_bytes()).hexdigest()) for one in m])"
    )
    printed, paths = set(), [str(PROJECT), str(PROJECT / "tests")]
    for seed in "1", "2":
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(paths)},
            capture_output=True,
            text=True,
            check=True,
        )
        printed.add(done.stdout.splitlines()[-1])
    assert len(printed) == 1
    assert "ar.pdf" in printed.pop()


def test_a_third_language_has_its_copies(small: Site) -> None:
    """Its lines may begin on the right; parallel text has it beside the source."""
    run = Run()
    config = replace(run.config, copies={"epub": 0, "txt": 0})
    made = write_books(run.editions, config, ORIGIN, run.files, run.output)
    assert {one.languages for one in made if one.kind == "epub"} == {
        ("en",),
        ("tk",),
        ("ar",),
        ("en", "tk"),
        ("en", "ar"),
    }
    for name in ("ar", "en-ar", "tk"):
        check_epub(run.output / "downloads" / f"{name}.epub")
    data = (run.output / "downloads" / "en-ar.epub").read_bytes()
    directions = {
        (one.get("lang"), one.get("dir"))
        for root in xhtml_pages(data).values()
        for one in root.iter()
        if one.get("lang")
    }
    assert directions == {("en", None), ("en", "ltr"), ("ar", "rtl")}


def test_links_pictures_and_notes_of_a_book(small: Site) -> None:
    """Chapters lead to chapters, pictures come along, what is not there leaves its words."""
    run = Run()
    book = run.book("en", origin=replace(ORIGIN, site_url="", mirrors=()))
    with zipfile.ZipFile(io.BytesIO(epub(book))) as archive:
        assert archive.read("EPUB/p1.png") == PNG
        assert [one for one in archive.namelist() if "/p" in one][:2] == [
            "EPUB/p1.png",
            "EPUB/p2.svg",
        ]
        text = "".join(archive.read(f"EPUB/c{number}.xhtml").decode() for number in (1, 2))
    assert re.search(r'<a href="c\d.xhtml#c\d-b">two</a>', text)
    assert "<a>up</a>" in text
    assert re.search(r'src="p2.svg"', text)
    assert re.search(r"> Acting<", text)
    assert "?a=1&amp;b=2" in text
    assert ">gone<" in text or " gone<" in text
    assert 'epub:type="noteref"' in text
    assert 'epub:type="footnote"' in text
    words = plaintext(book).decode("utf-8-sig")
    for part in ("[A map]", "q <https://example.org/?a=1&b=2>", "Text[1].", "[1] A note.", "> q"):
        assert part in words
    for part in ("    code <b> & line", "1. a\n\n   b\n\n2. c", "a  b\n-  -\nx  1", "t\n    d"):
        assert part in words
    assert pypdf.PdfReader(io.BytesIO(pdf(book))).metadata.title == "Site"


CONTROL = "<p title='\x01'>\x02\x9b\x00&#2;&#xfffe;\ufffe\u202e \u200f&nbsp;&bogus;"


@pytest.mark.parametrize("html", [*(one for _, one in ATTACKS), CONTROL])
def test_hostile_text_is_well_formed(html: str) -> None:
    """Whatever a page holds: nothing of it runs or is loaded."""
    text = serialise(section_of(f"<p>{html}</p>")).decode()
    fromstring(text)
    assert not re.search(r"<(script|iframe|form|input|style|object|embed|svg|link|base)\b", text)
    assert not re.search(
        r'<[^>"]*(?:"[^"]*"[^>"]*)* (on\w+|srcdoc|srcset|formaction|style)="', text
    )


def test_a_hostile_book_is_valid(small: Site, tmp_path: Path) -> None:
    """In every format, and beside a title of 500 characters."""
    run = Run()
    book = run.book("en")
    binder, content = Binder([], "", {}), run.editions["en"].articles[0]
    kinds: dict[str, Element] = {}
    for kind, html in [*ATTACKS, ("control", CONTROL)]:
        root = kinds.setdefault(kind, Element("section"))
        root.append(section_of(f"<p>{html}</p>"))
        root[-1].tag = "div"
    for number, root in enumerate(kinds.values(), 1):
        binder.bind(root, content, f"c{number}")
    binder.settle(kinds.values())
    chapters = tuple(
        replace(book.chapters[0], id=f"c{number}", root=root)
        for number, root in enumerate(kinds.values(), 1)
    )
    hostile = replace(book, chapters=chapters, pictures={})
    path = tmp_path / "hostile.epub"
    path.write_bytes(epub(hostile))
    check_epub(path)
    assert "\x02" not in plaintext(hostile).decode("utf-8-sig")
    assert len(pypdf.PdfReader(io.BytesIO(pdf(hostile))).pages) > len(kinds)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://example.org/ä b?q=<ü>#z", "https://example.org/%C3%A4%20b?q=%3C%C3%BC%3E#z"),
        ("https://мвд.рф/", "https://xn--b1aew.xn--p1ai/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[", ""),
        ("https://example.org:port/", ""),
        ("https:///x", ""),
        ("http://a..b/", ""),
    ],
)
def test_addresses(link: str, found: str) -> None:
    assert address(link) == found


def test_a_link_to_the_archive_leads_to_the_site(site: Site) -> None:
    """In the archive, which does not hold itself; without an address it leads nowhere."""
    site.page("one")
    run = Run()
    page = run.output / "en" / "one" / "index.html"
    link = '<a href="../../downloads/site.zip">z</a>'
    page.write_text(page.read_text("utf-8").replace("</body>", f"{link}</body>"), "utf-8")
    for origin, found in (
        (ORIGIN, 'href="?https://example.org/site/downloads/site.zip'),
        (Origin(ORIGIN.date), "<a>z</a>"),
    ):
        write_archive(run.editions, origin, run.output)
        with zipfile.ZipFile(run.output / "downloads" / "site.zip") as archive:
            assert "site/downloads/site.zip" not in archive.namelist()
            assert re.search(found, archive.read("site/en/one/index.html").decode())


@pytest.mark.parametrize(
    ("module", "error", "words"),
    [
        ("weasyprint", ImportError("no"), "pelican-bilingual[formats]"),
        ("weasyprint", OSError("cannot load library 'libpango-1.0-0'"), "apt install libpango"),
        ("tinyhtml5", ImportError("no"), "pelican-bilingual[formats]"),
        ("segno", ImportError("no"), "pelican-bilingual[formats]"),
    ],
)
def test_what_is_missing_is_named(
    site: Site, monkeypatch: pytest.MonkeyPatch, module: str, error: Exception, words: str
) -> None:
    site.page("one")
    run = Run()

    class Missing:
        def find_spec(self, name: str, *_: object) -> None:
            if name.partition(".")[0] == module:
                raise error

    for name in [one for one in sys.modules if one.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    config = replace(run.config, copies={"pdf": 0})
    if module == "segno":
        with pytest.raises(BilingualError, match=re.escape(words)):
            qr_code("https://example.org/")
        return
    with pytest.raises(BilingualError, match=re.escape(words)):
        write_books(run.editions, config, ORIGIN, run.files, run.output)


def test_a_date_without_a_zone_is_utc() -> None:
    assert Origin(datetime(2026, 1, 2)).utc == datetime(2026, 1, 2, tzinfo=UTC)
    assert Origin(ORIGIN.date, mirrors=("https://a.example", "https://a.example/")).addresses == [
        "https://a.example/"
    ]

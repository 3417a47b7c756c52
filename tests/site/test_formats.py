"""Copies that travel, of the repository's own site: EPUB, PDF, plain text, and all in one file."""

from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path

import pypdf
import pytest
from copies import ORIGIN, Run, check_epub, xhtml_pages
from support import PROJECT
from walk import broken, is_external, links, pages

from pelican.plugins.bilingual.publish.copies.formats import Download

NAMES = ("en", "tk", "en-tk")
PAGES = ("tk/huawei-in-turkmenistan", "en-tk/glossary", "en/about")
Copies = tuple[Path, list[Download]]


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Copies:
    """The repository's own site with all its copies, made once."""
    before = Path.cwd()
    os.chdir(PROJECT)
    try:
        output = tmp_path_factory.mktemp("copies") / "output"
        run = Run(OUTPUT_PATH=str(output), SITEURL=ORIGIN.site_url)
        made = run.write()
    finally:
        os.chdir(before)
    return run.output, made


def folder(copies: Copies) -> Path:
    return copies[0] / "downloads"


def test_every_copy_is_there(copies: Copies) -> None:
    output, made = copies
    kinds = [f"downloads/{name}.{kind}" for name in NAMES for kind in ("epub", "pdf", "txt")]
    assert [one.url for one in made if not one.page] == [*kinds, "downloads/site.zip"]
    assert [one.size for one in made] == [(output / one.url).stat().st_size for one in made]
    assert made[6] == Download("epub", ("en", "tk"), "downloads/en-tk.epub", made[6].size)
    assert made[-1].languages == ("en", "tk")


@pytest.mark.parametrize("name", NAMES)
def test_epubcheck_finds_nothing(copies: Copies, name: str) -> None:
    check_epub(folder(copies) / f"{name}.epub")


@pytest.mark.parametrize("page", PAGES)
def test_epubcheck_finds_nothing_in_a_page_s_own(copies: Copies, page: str) -> None:
    check_epub(copies[0] / page / f"{page.replace('/', '-')}.epub")


@pytest.mark.parametrize("name", NAMES)
def test_an_epub_says_what_it_is(copies: Copies, name: str) -> None:
    """Its first file is its type; languages, date, version and mirrors are in it."""
    with zipfile.ZipFile(folder(copies) / f"{name}.epub") as archive:
        first, *_ = archive.infolist()
        package = archive.read("EPUB/package.opf").decode()
        front = archive.read("EPUB/front.xhtml").decode()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert re.findall("<dc:language>(.*?)<", package) == name.split("-")
    assert ">2026-11-23T07:00:00Z<" in package
    for text in ("1.2", "https://example.org/site/", "https://mirror.example.net/", "2026"):
        assert text in front
    assert "schema:accessMode" in package


def test_each_part_of_an_epub_has_its_language(copies: Copies) -> None:
    """`lang` and `xml:lang` say the same; Turkmen is hyphenated, English is not."""
    xml_lang = "{http://www.w3.org/XML/1998/namespace}lang"
    seen = set()
    for name in NAMES:
        for root in xhtml_pages((folder(copies) / f"{name}.epub").read_bytes()).values():
            assert root.get("lang")
            for element in root.iter():
                assert element.get("lang") == element.get(xml_lang)
                if element.get("lang") == "en":
                    assert "\xad" not in "".join(element.itertext()) or len(element), element
                seen.add(element.get("lang"))
    assert seen == {None, "en", "tk"}
    text = zipfile.ZipFile(folder(copies) / "tk.epub").read("EPUB/c1.xhtml").decode()
    assert "Türk\xadme\xadnis\xadtan" in text


def test_links_between_chapters_stay_in_the_book(copies: Copies) -> None:
    """And no link leads to the marker that stood for the site's address."""
    for name in NAMES:
        found = xhtml_pages((folder(copies) / f"{name}.epub").read_bytes())
        every = [link for root in found.values() for _, link in links(root)]
        assert not [one for one in every if "invalid" in one]
        assert any(one.startswith("c1.xhtml") for one in every)


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_is_tagged(copies: Copies, name: str) -> None:
    """It has a language, a title, bookmarks, a date; soft hyphens are not in its text."""
    reader = pypdf.PdfReader(folder(copies) / f"{name}.pdf")
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == name.partition("-")[0]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    assert reader.metadata.title
    assert reader.metadata.creation_date == ORIGIN.utc
    assert 10 < len(reader.pages) < 40
    assert len(reader.outline) >= 6
    text = "".join(page.extract_text() for page in reader.pages)
    assert "\xad" not in text
    assert ("Safe City cameras" in text) is ("en" in name)
    assert ("Türkmenistan" in text) is ("tk" in name) or name == "en"
    assert "https://mirror.example.net/" in text
    assert "https://example.org/site/ · " in reader.pages[5].extract_text()


@pytest.mark.parametrize("name", NAMES)
def test_a_text_is_readable_everywhere(copies: Copies, name: str) -> None:
    """UTF-8 that says so, lines of 72 characters, underlined headings, columns, no soft hyphens."""
    data = (folder(copies) / f"{name}.txt").read_bytes()
    text = data.decode("utf-8-sig")
    assert data.startswith("\ufeff".encode())
    assert "\xad" not in text
    assert "<" not in re.sub("<https?:|<language|`<", "", text)
    assert [line for line in text.splitlines() if len(line) > 72 and "/" not in line] == []
    assert not re.search(r"[ \t]$", text, re.MULTILINE)
    assert "https://mirror.example.net/" in text
    if name == "en":
        assert "\nCity      Cameras\n--------  -------\nAstana      2,000\n" in text
        assert "\nKey points\n----------\n" in text
        assert "\n[1] Progres: Huawei in Turkmenistan: What are the concerns?\n    <https:" in text
    elif name == "en-tk":
        assert "\nKey points\nEsasy pikirler\n--------------\n" in text
        assert re.search(r"^\[en\] .*\n(?: {5}.*\n)*\n\[tk\] ", text, re.MULTILINE)


def test_the_site_opens_from_a_disk(copies: Copies, tmp_path: Path) -> None:
    """Every link names a file, no time and no folder tells where it was made."""
    with zipfile.ZipFile(folder(copies) / "site.zip") as archive:
        archive.extractall(tmp_path)
        entries = archive.infolist()
    assert {entry.filename.split("/")[0] for entry in entries} == {"site"}
    assert {(entry.date_time, entry.external_attr >> 16) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644)
    }
    assert [one.filename for one in entries] == sorted(one.filename for one in entries)
    assert broken(tmp_path / "site") == []
    for page, root in pages(tmp_path / "site").items():
        for _, link in links(root):
            assert is_external(link) or not link.partition("#")[0].endswith("/"), (page, link)
    notice = (tmp_path / "site" / "README.txt").read_text("utf-8")
    for text in (
        "1.2",
        "23 November 2026",
        "2026-njy ýylyň 23-nji noýabry",
        "https://mirror.example.net/",
    ):
        assert text in notice

"""Pictures are part of the page that shows them: a page is one request."""

from __future__ import annotations

import base64
import mimetypes
import struct
import zlib
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import Site, parse_html, snapshot
from walk import broken

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.finish.images import data_uri, picture_of
from pelican.plugins.bilingual.finish.markup import Tag, read, write

BASE = """\
<!DOCTYPE html>
<html><head><meta http-equiv="Content-Security-Policy" content=""><title>T</title></head>
<body>{% block content %}{% endblock %}</body></html>
"""
SVG = """\
<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
  <style>text { fill: #f00; font: "x" }</style>
  <text x='1' y="5">Çaý &amp; 100% + "süýt" # ?</text>
</svg>
"""


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00\xff\x00\x00")
    chunks = (chunk(b"IHDR", size), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.fixture
def pictured(site: Site) -> Site:
    """A site with two pictures, whose pages ask for a policy."""
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.write("templates/base.html", BASE)
    block = "{% block content %}{{ article.content }}{% endblock %}"
    site.write("templates/article.html", f'{{% extends "base.html" %}}{block}')
    site.write("templates/index.html", '{% extends "base.html" %}')
    site.write("content/images/dot.png", png())
    site.write("content/images/çaý süýt.svg", SVG)
    return site


def sources(site: Site, page: str) -> list[str]:
    return [one.get("src", "") for one in site.html(page).iter("img")]


def content(uri: str) -> bytes:
    head, _, data = uri.partition(",")
    return base64.b64decode(data) if head.endswith(";base64") else unquote(data).encode()


def test_a_picture_is_in_the_page_of_every_language(pictured: Site) -> None:
    """English, Turkmen and both hold the file byte by byte, with the text for who cannot see it."""
    pictured.page("one", "![A dot]({static}/images/dot.png)\n\nText.")
    pictured.catalog(
        "one",
        'msgid "![A dot]({static}/images/dot.png)"\nmsgstr "![Nokat]({static}/images/dot.png)"\n',
    )
    pictured.build()
    for page, alt in (("en/one", "A dot"), ("tk/one", "Nokat")):
        (image,) = pictured.html(page).iter("img")
        assert image.get("alt") == alt
        assert image.get("src", "").startswith("data:image/png;base64,")
        assert content(image.get("src", "")) == png()
    both = sources(pictured, "en-tk/one")
    assert len(both) == 2
    assert {content(one) for one in both} == {png()}


def test_a_drawing_stays_a_drawing(pictured: Site) -> None:
    """An SVG is written as text; odd marks, umlauts and colours survive."""
    pictured.page("one", "![Tea](<{static}/images/çaý süýt.svg>)")
    pictured.build()
    for page in ("en/one", "tk/one", "en-tk/one"):
        for uri in sources(pictured, page):
            assert uri.startswith("data:image/svg+xml,")
            assert "#" not in uri
            root = ElementTree.fromstring(content(uri))
            text = root.find("{http://www.w3.org/2000/svg}text")
            assert text is not None
            assert text.text == 'Çaý & 100% + "süýt" # ?'


@pytest.mark.parametrize(
    "link",
    [
        "{static}/images/dot.png",
        "{static}images/dot.png",
        "{filename}/images/dot.png",
        "|static|/images/dot.png",
        "{attach}images/dot.png",
        "{static}/images/dot.png?v=1",
        "{static}/images/dot.png#x",
    ],
)
def test_every_way_to_name_a_picture_works(pictured: Site, link: str) -> None:
    """From a page in a folder or beside it, with whatever Pelican allows."""
    pictured.page("one", f"![x]({link})")
    pictured.build()
    assert [content(one) for one in sources(pictured, "tk/one")] == [png()]


def test_a_picture_in_html_is_found_too(pictured: Site) -> None:
    """An author's own tag keeps its other attributes."""
    pictured.page("one", '<p><img width="1" src="{static}/images/dot.png" alt="a b"></p>\n')
    pictured.build()
    (image,) = pictured.html("tk/one").iter("img")
    assert (image.get("width"), image.get("alt")) == ("1", "a b")
    assert content(image.get("src", "")) == png()


MISSING = {
    "not there": "![x]({static}/images/no.png)",
    "not there, in HTML": '<p><img src="{static}/images/no.png" alt=""></p>',
    "elsewhere": "![x](https://example.org/x.png)",
    "elsewhere by two slashes": "![x](//example.org/x.png)",
    "without a word of where": "![x](images/no.png)",
    "beside the content": "![x]({static}../pelicanconf.py)",
    "in several sizes": '<p><img src="{static}/images/dot.png" srcset="x.png 2x"></p>',
    "no address": '<p><img src="" alt="x"></p>',
}


@pytest.mark.parametrize("name", MISSING)
def test_a_picture_that_cannot_be_part_of_the_page_is_an_error(pictured: Site, name: str) -> None:
    """It names the page and the picture; the last good output stays."""
    pictured.page("one", "Text.")
    pictured.build()
    before = snapshot(pictured.output)
    pictured.page("two", MISSING[name])
    with pytest.raises(BilingualError) as caught:
        pictured.build()
    message = str(caught.value)
    assert message.startswith("content/two.md")
    assert {line.split(":")[0] for line in message.splitlines()} == {"content/two.md"}
    (link,) = {one for one in ("no.png", "x.png", "pelicanconf.py", 'src=""') if one in message}
    assert link.strip('src="') in MISSING[name]
    assert snapshot(pictured.output) == before


def test_feeds_link_to_pictures(pictured: Site) -> None:
    """A reader of feeds has no use for data in the text; the file is in the output."""
    pictured.page("one", "![A dot]({static}/images/dot.png)")
    pictured.build(SITEURL="https://example.org")
    feed = (pictured.output / "tk/feed.xml").read_text("utf-8")
    assert "https://example.org/images/dot.png" in feed
    assert "data:" not in feed
    assert (pictured.output / "images/dot.png").read_bytes() == png()


def test_a_theme_without_a_policy_links_to_pictures(pictured: Site) -> None:
    """What such a theme prints stays as it is."""
    pictured.write("templates/base.html", "<html>{% block content %}{% endblock %}")
    pictured.page("one", "![A dot]({static}/images/dot.png)")
    pictured.build()
    assert sources(pictured, "tk/one") == ["../../images/dot.png"]
    assert not [one for one in broken(pictured.output) if "images" in one]


@settings(max_examples=100)
@given(st.binary(max_size=200), st.sampled_from(["png", "jpg", "gif", "webp", "avif"]))
def test_data_are_the_file(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, kind: str
) -> None:
    """Any bytes come out again; the address needs no quotation marks and is one word."""
    path = tmp_path_factory.getbasetemp() / f"picture.{kind}"
    path.write_bytes(data)
    uri = data_uri(path)
    assert content(uri) == data
    assert uri.startswith("data:image/")
    assert not set(uri) & set(" \"'<>`\n")


words = st.text(st.sampled_from(" ab<>\"'#%&?;,+ýü\n`{}"), max_size=20)


@settings(max_examples=100)
@given(words)
def test_a_drawing_can_hold_any_text(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """In an attribute of a page it is what it was; only white space is folded."""
    path = tmp_path_factory.getbasetemp() / "picture.svg"
    path.write_text(text, encoding="utf-8")
    html = write([Tag("img", (("src", data_uri(path)),))])
    (image,) = parse_html(html).iter("img")
    assert content(image.get("src", "")).decode() == " ".join(text.split())
    assert list(image.keys()) == ["src"]
    assert "#" not in html
    (tag,) = read(html)
    assert isinstance(tag, Tag)


def test_kinds_are_known_whatever_the_computer_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The output does not depend on a list of types in `/etc`."""
    monkeypatch.setattr(mimetypes, "knownfiles", [])
    monkeypatch.setattr(mimetypes, "_db", None)
    monkeypatch.setattr(mimetypes, "inited", False)
    for name in ("a.png", "a.jpg", "a.jpeg", "a.gif", "a.webp", "a.avif", "a.svg", "a.PNG"):
        (tmp_path / name).write_bytes(b"x")
        assert data_uri(tmp_path / name).startswith("data:image/"), name


def test_only_files_of_the_site_are_found() -> None:
    """Addresses with a host are others' pictures; paths are resolved as by a browser."""
    files = {"images/a b.png": Path("x")}
    assert picture_of("../../images/a%20b.png", "tk/one/index.html", files) == Path("x")
    assert picture_of("../images/a%20b.png", "tk/one/index.html", files) is None
    assert picture_of("images/a%20b.png", "index.html", files) == Path("x")
    for link in ("https://a.example/images/a%20b.png", "//a.example/images/a%20b.png", "", "#x"):
        assert picture_of(link, "index.html", files) is None

"""A book as PDF for paper: A4, tagged for screen readers (PDF/UA); the only importer of WeasyPrint.

WeasyPrint draws with the system's Pango and the system's fonts: the same machine makes the same
bytes. Nothing is ever loaded.
"""

from __future__ import annotations

import base64
import re
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ...errors import BilingualError
from .book import Book
from .contents import contents_heading, contents_list, direct, dressed, texts_of
from .xhtml import missing, plain, versions

_VARIANT = "pdf/ua-1"
_PACKAGES = (
    *("weasyprint", "pydyf", "cssselect2", "tinycss2", "tinyhtml5", "fonttools", "pyphen"),
    *("pillow", "pypdfium2"),
)
_LIBRARY = re.compile(r"(/\S*/lib(?:pango|harfbuzz|fontconfig|freetype|fribidi)\S*)$")
"""A library of the system in the list of what is loaded."""
_FONTS = tuple(
    Path(one)
    for one in (
        *("/etc/fonts", "/usr/share/fonts", "/usr/local/share/fonts", "~/.config/fontconfig"),
        *("~/.fonts", "~/.local/share/fonts", "/Library/Fonts", "/System/Library/Fonts"),
        *("~/Library/Fonts", "C:/Windows/Fonts"),
    )
)
_INLINE = frozenset("a abbr b cite code del dfn em i ins kbd mark q s samp small strong u".split())


def pdf(book: Book) -> bytes:
    """The file's bytes. Raises `BilingualError` where WeasyPrint or its libraries are missing."""
    weasyprint = load_weasyprint()
    text = f"<!DOCTYPE html>{tostring(_document(book), 'unicode', method='html')}"
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    page = weasyprint.HTML(string=text, url_fetcher=fetcher)
    style = weasyprint.CSS(string=book.stylesheets["pdf"], url_fetcher=fetcher)
    made: bytes = page.write_pdf(
        stylesheets=[style],
        pdf_variant=_VARIANT,
        pdf_identifier=book.identifier.bytes,
        optimize_images=False,
    )
    return made


def load_weasyprint() -> Any:
    """The package; `BilingualError` if it is not there, or not what it needs of the system."""
    try:
        import weasyprint  # noqa: PLC0415 # an extra: sites without books need none
        import weasyprint.urls  # noqa: PLC0415
    except ImportError:
        raise missing("WeasyPrint") from None
    except OSError as error:
        raise BilingualError(
            f"PDF needs Pango, a library of the system ({plain(str(error).splitlines()[0])}).",
            remedy="Install it: on Debian and Ubuntu, apt install libpango-1.0-0 libpangoft2-1.0-0"
            " libharfbuzz-subset0; on macOS, brew install pango; on Windows, MSYS2's pango.",
        ) from None
    return weasyprint


def drawn_with() -> list[object]:
    """What else than its text makes a drawing: packages, the system's libraries and its fonts.

    Files are known by name, size and time, which a package brings along. Raises `BilingualError`
    as `load_weasyprint` does.
    """
    load_weasyprint()
    maps = Path("/proc/self/maps")
    lines = maps.read_text("utf-8", "replace").splitlines() if maps.exists() else []
    libraries = {Path(one[1]) for one in map(_LIBRARY.search, lines) if one}
    fonts = (one for each in _FONTS for one in each.expanduser().rglob("*") if one.is_file())
    files = [(str(one), one.stat()) for one in sorted({*libraries, *fonts}) if one.exists()]
    told = [(name, state.st_size, state.st_mtime_ns) for name, state in files]
    return [*versions(*_PACKAGES), *told]


def _document(book: Book) -> Element:
    """The whole book as one page of HTML."""
    lang = book.tags[0]
    html = Element("html", {"lang": lang, "class": "pairs" if len(book.voices) > 1 else "single"})
    _head(SubElement(html, "head"), book)
    body = SubElement(html, "body")
    _imprint(body, book)
    front = dressed(book.front, lang)
    front.set("class", "front")
    body.append(front)
    toc = SubElement(body, "section", {"class": "contents", "lang": lang})
    toc.append(contents_heading(book))
    toc.append(contents_list(book, lambda _, id_: f"#{id_}"))
    for chapter in book.chapters:
        section = dressed(chapter.root, chapter.lang)
        section.set("id", chapter.id)
        section.set("class", "chapter")
        for title in (*section.iter("h1"), *section.iter("h2")):
            title.set("data-label", " / ".join(texts_of(title, chapter.lang)))
        _loosen(section)
        body.append(section)
    direct(html)
    for image in body.iter("img"):
        picture = book.pictures[image.get("src", "")]
        data = base64.b64encode(picture.data).decode()
        image.set("src", f"data:{picture.kind};base64,{data}")
    return html


def _loosen(root: Element) -> None:
    """Make a space before an inline element one of its own.

    A line that fits but for the space at its end is broken much too early by WeasyPrint 70
    where such an element follows.
    """
    for parent in root.iter():
        before: Element | None = None
        for child in list(parent):
            text = (parent.text if before is None else before.tail) or ""
            if child.tag in _INLINE and text[-1:].isspace():
                space = Element("span")
                space.text = " "
                parent.insert(list(parent).index(child), space)
                if before is None:
                    parent.text = text[:-1]
                else:
                    before.tail = text[:-1]
            before = child


def _head(head: Element, book: Book) -> None:
    SubElement(head, "title").text = book.title or "–"
    date = f"{book.origin.utc:%Y-%m-%dT%H:%M:%SZ}"
    names = [
        *(("author", author) for author in book.authors),
        ("description", book.description),
        ("dcterms.created", date),
        ("dcterms.modified", date),
    ]
    for name, content in names:
        if content:
            SubElement(head, "meta", {"name": name, "content": content})


def _imprint(body: Element, book: Book) -> None:
    """What runs at the foot of every page: where and when the copy comes from."""
    imprint = SubElement(body, "p", {"class": "imprint", "aria-hidden": "true"})
    imprint.text = " · ".join([*book.origin.addresses[:1], book.voices[0].imprint(book.origin)])

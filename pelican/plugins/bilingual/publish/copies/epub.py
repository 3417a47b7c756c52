"""A book as EPUB 3: a zip archive of XHTML that every reading device opens."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from ...language.cldr import direction_of
from .archive import pack
from .book import Book, Chapter
from .contents import contents_heading, contents_list, direct, dressed
from .xhtml import XHTML, classes_of, plain, serialise

_MIMETYPE = "mimetype"
_EPUB_TYPE = "epub:type"
_CONTAINER = Element(
    "container", {"xmlns": "urn:oasis:names:tc:opendocument:xmlns:container", "version": "1.0"}
)
SubElement(
    SubElement(_CONTAINER, "rootfiles"),
    "rootfile",
    {"full-path": "EPUB/package.opf", "media-type": "application/oebps-package+xml"},
)
_FEATURES = (
    "displayTransformability",
    "readingOrder",
    "structuralNavigation",
    "tableOfContents",
)
_PAGE = "application/xhtml+xml"


def epub(book: Book) -> bytes:
    """The file's bytes."""
    pages = {"front.xhtml": _front(book), "nav.xhtml": _nav(book)}
    pages |= {f"{one.id}.xhtml": _chapter(book, one) for one in book.chapters}
    files = {f"EPUB/{name}": serialise(page) for name, page in pages.items()}
    files |= {f"EPUB/{one.name}": one.data for one in book.pictures.values()}
    files["EPUB/book.css"] = book.stylesheets["epub"].encode()
    files["EPUB/package.opf"] = serialise(_package(book, list(pages)))
    files["META-INF/container.xml"] = serialise(_CONTAINER)
    first = [(_MIMETYPE, b"application/epub+zip")]  # by it the file is known to be a book
    return pack([*first, *sorted(files.items())], stored=[_MIMETYPE])


def _page(book: Book, title: str, lang: str, section: Element) -> Element:
    """A page with one part of the book."""
    names = {"xmlns": XHTML, "xmlns:epub": "http://www.idpf.org/2007/ops", "lang": lang}
    html = Element("html", names)
    head = SubElement(html, "head")
    SubElement(head, "title").text = plain(title) or "–"
    SubElement(head, "link", {"rel": "stylesheet", "type": "text/css", "href": "book.css"})
    SubElement(html, "body").append(section)
    direct(html)
    for element in html.iter():
        if element.get("lang"):
            element.set("xml:lang", element.get("lang", ""))
    return html


def _front(book: Book) -> Element:
    lang = book.tags[0]
    section = dressed(book.front, lang)
    section.set(_EPUB_TYPE, "titlepage")
    section.set("class", "front")
    return _page(book, book.title, lang, section)


def _nav(book: Book) -> Element:
    def href(chapter: Chapter, id_: str) -> str:
        return f"{chapter.id}.xhtml" if id_ == chapter.id else f"{chapter.id}.xhtml#{id_}"

    lang = book.tags[0]
    nav = Element("nav", {_EPUB_TYPE: "toc", "role": "doc-toc", "lang": lang})
    title = contents_heading(book)
    nav.append(title)
    nav.append(contents_list(book, href))
    return _page(book, "".join(title.itertext()), lang, nav)


def _chapter(book: Book, chapter: Chapter) -> Element:
    section = dressed(chapter.root, chapter.lang)
    section.set("id", chapter.id)
    section.set("class", "pairs" if len(book.voices) > 1 else "chapter")
    section.set(_EPUB_TYPE, "chapter")
    section.set("role", "doc-chapter")
    for link in section.iter("a"):
        href = link.get("href", "")
        target = href[1:].partition("-")[0]
        if href.startswith("#") and target != chapter.id:
            link.set("href", f"{target}.xhtml{href if '-' in href else ''}")
    _mark_notes(section)
    return _page(book, " / ".join(chapter.titles), chapter.lang, section)


def _mark_notes(section: Element) -> None:
    """Say what is a footnote: devices show it where it is called."""
    for element in section.iter():
        classes = classes_of(element)
        if element.tag == "a" and "footnote-ref" in classes:
            element.set(_EPUB_TYPE, "noteref")
            element.set("role", "doc-noteref")
        elif element.tag == "a" and "footnote-backref" in classes:
            element.set("role", "doc-backlink")
        elif element.tag == "div" and "footnote" in classes:
            element.tag = "section"
            element.set(_EPUB_TYPE, "footnotes")
            for note in element.iter("li"):
                note.set(_EPUB_TYPE, "footnote")


def _package(book: Book, pages: list[str]) -> Element:
    package = Element(
        "package",
        {
            "xmlns": "http://www.idpf.org/2007/opf",
            "version": "3.0",
            "unique-identifier": "id",
            "xml:lang": book.tags[0],
        },
    )
    if direction_of(book.tags[0]) == "rtl":
        package.set("dir", "rtl")
    package.append(_metadata(book))
    manifest = SubElement(package, "manifest")
    for name in pages:
        id_ = name.removesuffix(".xhtml")
        item = SubElement(manifest, "item", {"id": id_, "href": name, "media-type": _PAGE})
        if id_ == "nav":
            item.set("properties", "nav")
    SubElement(manifest, "item", {"id": "css", "href": "book.css", "media-type": "text/css"})
    for picture in book.pictures.values():
        names = {"id": picture.name, "href": picture.name, "media-type": picture.kind}
        SubElement(manifest, "item", names)
    spine = SubElement(package, "spine")
    if package.get("dir"):
        spine.set("page-progression-direction", "rtl")
    for name in pages:
        SubElement(spine, "itemref", {"idref": name.removesuffix(".xhtml")})
    return package


def _metadata(book: Book) -> Element:
    metadata = Element("metadata", {"xmlns:dc": "http://purl.org/dc/elements/1.1/"})

    def say(name: str, text: str, **attributes: str) -> None:
        direction = direction_of(attributes.get("xml:lang", ""))
        if direction not in ("", direction_of(book.tags[0])):
            attributes["dir"] = direction
        if text:
            SubElement(metadata, name, attributes).text = text

    def tell(name: str, text: str, **attributes: str) -> None:
        say("meta", text, property=name, **attributes)

    origin = book.origin
    say("dc:identifier", book.identifier.urn, id="id")
    say("dc:title", book.title or "–", id="title")
    for title in book.titles[1:]:
        names = {"refines": "#title", "xml:lang": title.lang}
        tell("alternate-script", title, **names)
    for tag in book.tags:
        say("dc:language", tag)
    for author in book.authors:
        say("dc:creator", author)
    say("dc:description", book.description)
    say("dc:date", f"{origin.utc:%Y-%m-%d}")
    for address in book.addresses:
        say("dc:source", address)
    tell("dcterms:modified", f"{origin.utc:%Y-%m-%dT%H:%M:%SZ}")
    tell("schema:version", plain(origin.version))
    tell("schema:accessMode", "textual")
    if book.pictures:
        tell("schema:accessMode", "visual")
    tell("schema:accessModeSufficient", "textual")
    for feature in (("alternativeText",) if book.pictures else ()) + _FEATURES:
        tell("schema:accessibilityFeature", feature)
    tell("schema:accessibilityHazard", "none")
    for voice in book.voices:
        _, text = voice.terms
        tell("schema:accessibilitySummary", text, **{"xml:lang": voice.tag})
    return metadata

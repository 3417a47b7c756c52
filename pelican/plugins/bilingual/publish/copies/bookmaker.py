"""Makes a book of the pages of an edition: one text with its own links, ids and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element

from pelican.contents import Content

from ...finish.images import picture_of
from ...language.text import Text
from ...project.config import Language
from ...site.edition import Edition
from .book import Book, Chapter, Origin, Voice
from .pictures import Picture, read_picture
from .xhtml import address, plain, replace, section_of

STYLED = ("epub", "pdf")
"""Formats with a style sheet: the template `book/<format>.css`."""
SITE = "https://site.invalid"
"""Stands for the site's own address while links are followed."""


def make_book(
    editions: Sequence[Edition], source: Language, origin: Origin, files: Mapping[str, Path]
) -> Book:
    """The book of an edition, or of two editions side by side, the source's first.

    `source` is the language that the pages were written in; `files` are the sources of static
    files by their paths in the output.
    """
    voices = tuple(map(make_voice, editions))
    contents = _contents(editions)
    binder = Binder(contents, origin.site_url, files)
    templates = editions[0].templates
    given = {"voices": voices, "origin": origin, "source": source}
    front = section_of(templates.get("book/front.html").render(given))
    chapters = []
    template = templates.get("book/chapter.html")
    for number, content in enumerate(contents, 1):
        titles = _titles(content)
        item, text = content.bilingual, content.get_content(SITE)
        html = template.render(given, item=item, titles=titles, html=text)
        root = section_of(html)
        binder.bind(root, content, f"c{number}")
        lang = str(content.bilingual.content_lang)
        chapters.append(Chapter(f"c{number}", titles, lang, root))
    binder.settle(one.root for one in chapters)
    authors = (str(one) for content in contents for one in getattr(content, "authors", ()))
    names = tuple(dict.fromkeys(filter(None, map(plain, authors))))
    sheets = {one: templates.get(f"book/{one}.css").render() for one in STYLED}
    return Book(voices, origin, front, tuple(chapters), binder.pictures, names, sheets)


def make_voice(edition: Edition) -> Voice:
    """What books say in an edition's language."""
    words = edition.templates.get("book/words.html").module()
    return Voice(edition.language, edition.name, edition.subtitle, words)


def _contents(editions: Sequence[Edition]) -> list[Content]:
    """Articles as they are listed, then pages; side by side where a page has both languages."""
    first, *others = editions
    contents = [*first.articles, *first.pages]
    for other in others:
        tag = other.language.tag
        contents = [each for one in contents for each in _side_by_side(one, tag)]
    return contents


def _side_by_side(content: Content, tag: str) -> Iterator[Content]:
    """A page with its translation into a language; one after the other, where that is a file."""
    versions = content.bilingual.versions
    pair, other = versions.parallels.get(tag), versions.languages.get(tag)
    yield pair.pelican if pair else content
    if not pair and other and other.coverage is None:
        yield other.pelican


def _titles(content: Content) -> tuple[Text, ...]:
    titles = content.bilingual.titles or (content.title,)
    lang = str(content.lang)
    return tuple(Text(plain(one), getattr(one, "lang", lang)) for one in titles)


class Binder:
    """Makes the links of single pages those of one book."""

    def __init__(
        self, contents: Iterable[Content], site_url: str, files: Mapping[str, Path]
    ) -> None:
        self._chapters = {place(one.url): f"c{at}" for at, one in enumerate(contents, 1)}
        self._site_url, self._files = site_url.rstrip("/"), files
        self.pictures: dict[str, Picture] = {}

    def bind(self, root: Element, content: Content, chapter: str) -> None:
        """Give the ids of a chapter their prefix, its links and pictures what they lead to."""
        seen: set[str] = set()
        base = f"{SITE}/{content.url}"
        for element in list(root.iter()):
            if "id" in element.attrib:
                id_ = _id(chapter, element.attrib.pop("id"))
                if id_ not in seen:
                    element.set("id", id_)
                seen.add(id_)
            if element.tag == "a" and "href" in element.attrib:
                link = self._link(element.attrib.pop("href"), base, chapter)
                if link:
                    element.set("href", link)
            for child in list(element):
                if child.tag == "img" and not self._show(child, content.save_as):
                    replace(element, child, [], child.get("alt", ""))

    def settle(self, roots: Iterable[Element]) -> None:
        """Take away what leads to no place of the book, once all chapters are there."""
        trees = list(roots)
        ids = {one.get("id") for root in trees for one in root.iter()}
        for link in (one for root in trees for one in root.iter("a")):
            href = link.get("href", "")
            if href.startswith("#") and "-" in href and href[1:] not in ids:
                link.set("href", href.partition("-")[0])

    def _link(self, link: str, base: str, chapter: str) -> str:
        try:
            target = urljoin(base, link.strip())
        except ValueError:
            return ""
        if not f"{target}/".startswith(f"{SITE}/"):
            return address(target)
        path, _, fragment = target.removeprefix(SITE).partition("#")
        found = chapter if link.startswith("#") else self._chapters.get(place(path))
        if found:
            return f"#{_id(found, unquote(fragment))}" if fragment else f"#{found}"
        return address(self._site_url + target.removeprefix(SITE)) if self._site_url else ""

    def _show(self, image: Element, page: str) -> bool:
        """Whether a picture is one that a book can carry."""
        source = picture_of(image.get("src", "").replace(SITE, "", 1).lstrip("/"), "", self._files)
        source = source or picture_of(image.get("src", ""), page, self._files)
        picture = read_picture(source, len(self.pictures) + 1) if source else None
        if picture is None:
            return False
        known = {one.data: name for name, one in self.pictures.items()}
        name = known.get(picture.data, picture.name)
        self.pictures[name] = self.pictures.get(name, picture)
        image.set("src", name)
        image.attrib.setdefault("alt", "")
        return True


def place(url: str) -> str:
    """An address on the site, however it is written."""
    return unquote(url.partition("?")[0]).strip("/").removesuffix("index.html").rstrip("/")


def _id(chapter: str, name: str) -> str:
    """An id that is the only one in the book, and a name in XML."""
    words = "".join(one if one.isalnum() else " " for one in name).split()
    return "-".join([chapter, *words])

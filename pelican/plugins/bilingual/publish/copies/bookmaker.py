"""Makes a book of the pages of an edition: one text with its own links, ids and pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin
from xml.etree.ElementTree import Element

from ...finish.images import digest_of, picture_of
from .book import Book, Chapter, Sought
from .manuscript import SITE, Leaf, Manuscript
from .pictures import Picture, read_picture
from .xhtml import address, replace, section_of


def make_book(text: Manuscript, files: Mapping[str, Path]) -> Book:
    """The book that a manuscript becomes.

    `files` are the sources of static files by their paths in the output. Raises `BilingualError`
    where the extra `formats` is missing.
    """
    binder = Binder(text.leaves, text.origin.site_url, files)
    chapters = []
    for number, leaf in enumerate(text.leaves, 1):
        root = section_of(leaf.html)
        binder.bind(root, leaf, f"c{number}")
        chapters.append(Chapter(f"c{number}", leaf.titles, leaf.lang, root))
    binder.settle(one.root for one in chapters)
    return Book(
        text.voices,
        text.origin,
        section_of(text.front),
        tuple(chapters),
        binder.pictures,
        text.authors,
        text.stylesheets,
        text.volume,
        text.page,
        tuple(binder.sought),
    )


def is_as_sought(sought: Iterable[Sought], files: Mapping[str, Path]) -> bool:
    """Whether the same pictures are found today, and hold what they held."""
    return all(_found(link, page, files)[1] == digest for link, page, digest in sought)


class Binder:
    """Makes the links of single pages those of one book."""

    def __init__(self, leaves: Iterable[Leaf], site_url: str, files: Mapping[str, Path]) -> None:
        self._chapters = {place(one.url): f"c{at}" for at, one in enumerate(leaves, 1)}
        self._site_url, self._files = site_url.rstrip("/"), files
        self.pictures: dict[str, Picture] = {}
        self.sought: list[Sought] = []

    def bind(self, root: Element, leaf: Leaf, chapter: str) -> None:
        """Give the ids of a chapter their prefix, its links and pictures what they lead to."""
        seen: set[str] = set()
        base = f"{SITE}/{leaf.url}"
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
                if child.tag == "img" and not self._show(child, leaf.save_as):
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
        source, digest = _found(image.get("src", ""), page, self._files)
        self.sought.append((image.get("src", ""), page, digest))
        picture = read_picture(source, len(self.pictures) + 1) if source else None
        if picture is None:
            return False
        known = {one.data: name for name, one in self.pictures.items()}
        name = known.get(picture.data, picture.name)
        self.pictures[name] = self.pictures.get(name, picture)
        image.set("src", name)
        image.attrib.setdefault("alt", "")
        return True


def _found(link: str, page: str, files: Mapping[str, Path]) -> tuple[Path | None, bytes]:
    """The source of a picture, and a name for what is in it."""
    path = picture_of(link.replace(SITE, "", 1).lstrip("/"), "", files)
    path = path or picture_of(link, page, files)
    return path, digest_of(path) if path else b""


def place(url: str) -> str:
    """An address on the site, however it is written."""
    return unquote(url.partition("?")[0]).strip("/").removesuffix("index.html").rstrip("/")


def _id(chapter: str, name: str) -> str:
    """An id that is the only one in the book, and a name in XML."""
    words = "".join(one if one.isalnum() else " " for one in name).split()
    return "-".join([chapter, *words])

"""Walks over a built site: every page, every link, every id."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree.ElementTree import Element

from support import parse_html

_LINKS = ("href", "src", "action", "poster", "data", "srcset")


def pages(output: Path) -> dict[str, Element]:
    """The trees of all pages, by their path below the output folder; not those as one file."""
    found = {}
    for path in sorted(output.rglob("*.html")):
        *folders, name = path.relative_to(output).parts
        if name != f"{'-'.join(folders)}.html":  # which lead to the site at its address
            found["/".join([*folders, name])] = parse_html(path.read_text("utf-8"))
    return found


def links(root: Element) -> Iterator[tuple[Element, str]]:
    """Everything in a page that names an address."""
    for element in root.iter():
        for name in _LINKS:
            value = element.get(name) if isinstance(element.tag, str) else None
            if value is not None:
                yield element, value


def ids(root: Element) -> list[str]:
    """All ids of a page, in order, repeated ones too."""
    return [element.get("id", "") for element in root.iter() if element.get("id") is not None]


def target(page: str, link: str, base: str = "") -> tuple[str, str]:
    """The file, below the output, that a relative link of a page leads to, and its fragment.

    `base` is the path of the site on its host: `/repo`.
    """
    found = urlsplit(urljoin(f"http://site{base}/{page}", link))
    path = unquote(found.path).removeprefix(f"{base}/")
    return (f"{path}index.html" if not path or path.endswith("/") else path), unquote(
        found.fragment
    )


def is_external(link: str) -> bool:
    """Whether a link has a scheme or a host of its own."""
    parts = urlsplit(link)
    return bool(parts.scheme or parts.netloc)


def broken(output: Path, base: str = "") -> list[str]:
    """The relative links of a site that lead nowhere, and those that are not relative.

    Only the page for lost links, which answers at any depth, starts them at the host's root.
    """
    trees = pages(output)
    anchors = {page: set(ids(root)) for page, root in trees.items()}
    wrong = []
    for page, root in trees.items():
        for _, link in links(root):
            if is_external(link):
                continue
            file, fragment = target(page, link, base)
            rooted = link.startswith("/") != (page == "404.html") and not link.startswith("#")
            missing = not (output / file).is_file()
            if rooted or missing or (fragment and fragment not in anchors.get(file, {fragment})):
                wrong.append(f"{page}: {link}")
    return wrong

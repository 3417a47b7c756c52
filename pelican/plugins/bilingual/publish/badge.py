"""A picture that says how much of the site a language has, for README and other sites."""

from __future__ import annotations

from math import floor
from unicodedata import east_asian_width
from xml.etree.ElementTree import Element, SubElement, tostring

from ..catalog.coverage import Coverage
from ..language.profile import filters
from ..project.config import Language

_HEIGHT, _LETTER, _ROOM = 20, 7, 6
"""Pixels: of the picture, of a letter in a line, and on both sides of a text."""
_DARK, _BRIGHT = "#333", "#0b5a4b"
"""Behind the language and behind its share; white stands out on both by 7 to 1 and more."""


def badge_file(language: Language) -> str:
    """Where the badge of a language is, relative to the site's root, whoever has the addresses."""
    return f"{language.tag}/coverage.svg"


def badge(language: Language, coverage: Coverage) -> bytes:
    """An SVG with the language's own name and the translated share: whole per cent, rounded down.

    What is stale is not translated.
    """
    share = floor(coverage.ratio * 100) / 100
    texts = language.name, str(filters(language.locale)["percent"](share))
    widths = [_width(one) for one in texts]
    whole = f"{texts[0]}: {texts[1]}"
    size = {"width": str(sum(widths)), "height": str(_HEIGHT)}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "role": "img"})
    root.set("lang", language.tag)
    SubElement(root, "title").text = whole
    SubElement(root, "rect", {**size, "fill": _DARK})
    right = {"x": str(widths[0]), "width": str(widths[1]), "height": size["height"]}
    SubElement(root, "rect", {**right, "fill": _BRIGHT})
    style = {"fill": "#fff", "font-family": "sans-serif", "font-size": "12", "aria-hidden": "true"}
    group = SubElement(root, "g", style)
    for start, width, text in zip((0, widths[0]), widths, texts, strict=True):
        place = {"x": str(start + _ROOM), "y": "14", "textLength": str(width - 2 * _ROOM)}
        SubElement(group, "text", place).text = text
    made: bytes = tostring(root, "utf-8")
    return made


def _width(text: str) -> int:
    """Pixels of a text with its room; the letters are fitted into it."""
    return 2 * _ROOM + _LETTER * sum(1 + (east_asian_width(one) in "WF") for one in text)

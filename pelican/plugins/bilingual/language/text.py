"""Text for readers."""

from __future__ import annotations


class Text(str):
    """Text for readers that knows which language it really is in."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str) -> Text:
        """`lang` is a BCP 47 tag."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

"""What the author tells translators in the source: `<!-- i18n:skip -->` and `i18n:comment`."""

from __future__ import annotations

import re

_DIRECTIVE = re.compile(
    r"\s*(?<!`)<!--\s*i18n:(?P<verb>skip|comment)\b(?P<note>.*?)-->\s*", re.DOTALL
)


class Directives:
    """The directives that have been read and wait for what they are about."""

    def __init__(self) -> None:
        self._skip = False
        self._comment = ""

    def obey(self, text: str) -> bool:
        """Whether all of a text is one directive; it is taken note of."""
        directive = _DIRECTIVE.fullmatch(text)
        if directive:
            self._note(directive)
        return directive is not None

    def take_out(self, text: str) -> str:
        """A text without its directives, which are taken note of."""
        for directive in _DIRECTIVE.finditer(text):
            self._note(directive)
        return without_directives(text)

    def take_skip(self) -> bool:
        """Whether what comes next is skipped."""
        skip, self._skip = self._skip, False
        return skip

    def take_comment(self) -> str:
        """What translators are told about the next segment."""
        comment, self._comment = self._comment, ""
        return comment

    def _note(self, directive: re.Match[str]) -> None:
        if directive["verb"] == "skip":
            self._skip = True
        else:
            self._comment = " ".join(directive["note"].split())


def is_directive(text: str) -> bool:
    """Whether all of a text is one directive."""
    return _DIRECTIVE.fullmatch(text) is not None


def without_directives(text: str) -> str:
    """A text as readers see it."""
    return _DIRECTIVE.sub(lambda found: " " if found.start() else "", text)

"""Style sheets as pages carry them: without what only people need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_STRING = r"(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_COMMENT = re.compile(_STRING + r"|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(_STRING + r"|\s*(?P<mark>[{};,>])\s*|\s+")
_DECLARATION = re.compile(r"(?<=[{;])([\w-]+): ")


def squeeze(css: str) -> str:
    """CSS without comments and without the white space that carries no meaning.

    Space before a colon stays: in a selector (`.a :is(b)`) it is the descendant combinator.
    """
    css = _COMMENT.sub(lambda token: token["string"] or " ", css)
    css = _SPACE.sub(lambda token: token["string"] or token["mark"] or " ", css).strip()
    return _DECLARATION.sub(r"\1:", css).replace(";}", "}")


def read_stylesheets(folder: Path, names: Iterable[str]) -> str:
    """The style sheets `<name>.css` of a folder in this order, joined and squeezed.

    Raises `FileNotFoundError` for one that is not there.
    """
    return squeeze("\n".join((folder / f"{name}.css").read_text("utf-8") for name in names))

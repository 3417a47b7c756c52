"""What an issue says of itself in its front matter."""

from __future__ import annotations

from collections.abc import Iterable

from ..errors import BilingualError, ContentError
from ..source.pages import SourcePage


def number_of(page: SourcePage) -> int:
    """The number of an issue. Raises `ContentError` for one that says none."""
    text = value(page, "number")
    if not text.isascii() or not text.isdigit() or not int(text):
        line = page.document.lines.get("number", 1)
        raise ContentError(
            f"The number of the issue is {text!r}." if text else "The issue has no number.",
            f"{page.document.path}:{line}",
            "Write 'Number: 12': 1 for the first, and one more for each.",
        )
    return int(text)


def value(page: SourcePage, name: str) -> str:
    """One line of an issue's front matter; empty where it is not there."""
    return "".join(page.document.metadata.get(name, ())).strip()


def by_number(pages: Iterable[SourcePage]) -> dict[int, SourcePage]:
    """The issues among pages. Raises `ContentError` for one with no number, or with another's."""
    found: dict[int, SourcePage] = {}
    for page in pages:
        if not page.is_issue:
            continue
        number = number_of(page)
        if number in found:
            line = page.document.lines.get("number", 1)
            raise ContentError(
                f"{found[number].document.path} is issue {number}, too.",
                f"{page.document.path}:{line}",
                "Give it another number.",
            )
        found[number] = page
    return dict(sorted(found.items()))


def chosen(pages: Iterable[SourcePage], number: int | None) -> int:
    """The number of the issue that is meant, the newest without one.

    Raises `BilingualError` where there is no such issue.
    """
    found = by_number(one for one in pages if one.public)
    if number in found or (number is None and found):
        return max(found) if number is None else number
    known = ", ".join(map(str, found))
    raise BilingualError(
        f"There is no issue {number}." if number is not None else "There is no issue yet.",
        remedy=f"There are: {known}." if known else "bilingual newsletter new drafts one.",
    )

"""One entry of a `.po` file as lines of text, so that the rest keeps every byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from .file import flags_in
from .wrap import entry_lines

_COMMENT = re.compile(r"#(?:\s|$)")
_STARTS = re.compile(r"(?:#~\s*)?(?:msgctxt|msgid)\s*(?:\"|$)|#(?!~\s*(?:msg|\"))")
"""A line that begins an entry when a msgstr stands before it."""
_MSGSTR = re.compile(r"(?:#~\s*)?msgstr\b")


def blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First line and the line behind the last of each entry, from 0, comments included."""
    start: int | None = None
    end, complete = 0, False
    for number, full in enumerate(lines):
        line = full.strip()
        if not line:
            continue
        if start is None or (complete and _STARTS.match(line)):
            if start is not None:
                yield start, end
            start, complete = number, False
        complete = complete or bool(_MSGSTR.match(line))
        end = number + 1
    if start is not None:
        yield start, end


def block_at(lines: Sequence[str], line: int) -> tuple[int, int]:
    """The entry that line `line`, from 1, belongs to; `LookupError` behind the last."""
    for start, end in blocks(lines):
        if line <= end:
            return start, end
    raise LookupError(line)


def without(lines: Sequence[str], prefixes: tuple[str, ...]) -> list[str]:
    """An entry without the comments that begin so; `# name` also finds `#  name`."""
    return [one for one in lines if not re.sub(r"^#[ \t]+", "# ", one).startswith(prefixes)]


def with_comment(lines: Sequence[str], comment: str) -> list[str]:
    """An entry with one more translator comment, behind those that it has."""
    at = next((n for n, one in enumerate(lines) if not _COMMENT.match(one)), len(lines))
    return [*lines[:at], f"# {comment}", *lines[at:]]


def with_fuzzy(lines: Sequence[str], fuzzy: bool) -> list[str]:
    """An entry that is or is not fuzzy; its other flags stay."""
    known = {n: flags for n, one in enumerate(lines) if (flags := flags_in(one)) is not None}
    flags = [flag for found in known.values() for flag in found]
    if ("fuzzy" in flags) is fuzzy:
        return list(lines)
    wanted = ["fuzzy", *flags] if fuzzy else [one for one in flags if one != "fuzzy"]
    rest = [one for n, one in enumerate(lines) if n not in known]
    place = next(n for n, one in enumerate(rest) if one.startswith(("#|", "msg")))
    place = min([*known, place])
    return [*rest[:place], *([f"#, {', '.join(wanted)}"] if wanted else []), *rest[place:]]


def with_forms(lines: Sequence[str], forms: Sequence[str]) -> list[str]:
    """An entry with another translation; more than one form for a plural."""
    plural = any(one.startswith("msgid_plural") for one in lines)
    names = [f"msgstr[{number}]" if plural else "msgstr" for number in range(len(forms))]
    made = (entry_lines(*one) for one in zip(names, forms, strict=True))
    return [*lines[: _first_form(lines)], *chain.from_iterable(made)]


def _first_form(lines: Sequence[str]) -> int:
    return next(n for n, one in enumerate(lines) if one.startswith("msgstr"))

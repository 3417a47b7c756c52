"""What is wrong with the lines of metadata that a source begins with.

They are Python-Markdown's: `Name: value`, and further lines that are indented by four spaces, up
to the first empty line. YAML looks alike and means something else; a line that is neither ends
the metadata where nobody sees it. Each such line is an error before it changes an address.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..errors import ContentError
from ..project.config import LISTS

_LINES = frozenset({"title", "slug", "date", "modified", "status", "lang", "category", "author"})
_LINES |= frozenset({"template", "save_as", "url", "translation"})
"""Names whose value is one line."""
MANY = frozenset({"tags", "authors"})
"""Names whose value is several, with commas or semicolons between them, on one line or more."""
_MANY = MANY | {"aliases", "keywords"}
_STATES = {"draft": "draft", "hidden": "hidden", "published": "draft"}
"""What other programs call a status, and what it is here."""
_NAME = re.compile(r"(?P<indent> {0,3})(?P<name>[A-Za-z0-9_-]+):\s*(?P<value>.*?)\s*")
_MORE = re.compile(r" {4,}(?P<value>.*?)\s*")
_FENCES = re.compile(r"(-{3}|\.{3})(\s.*)?")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_SENTENCE = re.compile(r"(?:\S+\s+){3,}\S+[.!?…]")
_END = re.compile(r".*[.!?…:;”»\"')\]]")
"""A text that may be complete."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    name: str
    """In lower case; of a further line, the name that it belongs to."""
    value: str
    begins: bool
    """The name stands on this line."""
    previous: _Line | None
    is_text: bool
    """The value is running text, which may hold anything."""
    is_known: bool


_Fault = tuple[str, str]
"""What is wrong with a line, and the remedy."""


def check_front_matter(text: str, path: str, texts: Collection[str]) -> None:
    """Raise `ContentError` for the first line of metadata that does not say what it seems to.

    `path` is for the message; `texts` are names whose values people read.
    """
    names = set[str]()
    for line in _lines(text, texts):
        fault = next((one for rule in _RULES if (one := rule(line))), None)
        if not fault and line.begins and line.name in names & _LINES:
            fault = f"{line.name.title()} is there twice.", "Leave one of the lines."
        names.add(line.name)
        if fault:
            raise ContentError(fault[0], f"{path}:{line.number}", fault[1])


def value_of(text: str, name: str) -> str:
    """The first line of a value of a page's metadata; empty where there is none."""
    lines = _lines(text, ())
    return next((one.value.strip() for one in lines if one.begins and one.name == name), "")


def names_in(values: Collection[str]) -> list[str]:
    """The names in the lines of such a value; as in Pelican, a semicolon spares the commas."""
    mark = ";" if any(";" in one for one in values) else ","
    names = (name.strip() for one in values for name in one.split(mark))
    return [name for name in dict.fromkeys(names) if name]


def _lines(text: str, texts: Collection[str]) -> Iterator[_Line]:
    """The lines of metadata, and the one that ends them if it is neither empty nor a fence."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(4).split("\n")
    fenced = rows[0].startswith("---")
    if not _NAME.fullmatch(rows[int(fenced)] if len(rows) > fenced else ""):
        return  # a page without metadata
    previous: _Line | None = None
    for number, row in enumerate(rows[fenced:], 1 + fenced):
        found, more = _NAME.fullmatch(row), _MORE.fullmatch(row)
        if not row.strip():
            if fenced:
                yield _Line(number, row, "", "", False, previous, False, False)
            return
        if previous and _FENCES.fullmatch(row):
            return
        name = found["name"].lower() if found else previous.name if previous and more else ""
        value = (found or more or {"value": row})["value"]
        known = name in {*_LINES, *_MANY, *LISTS, *texts}
        is_text = name in {*LISTS, *texts} - _LINES
        yield (previous := _Line(number, row, name, value, bool(found), previous, is_text, known))
        if not name:
            return


def _is_no_line(line: _Line) -> _Fault | None:
    if line.name:
        return None
    if not line.text.strip():
        return (
            "An empty line ends the metadata before the '---' that was to close it.",
            "Take it out, or take out the '---' above and below.",
        )
    if re.match(r"\s*- ", line.text):
        return _listed(line.previous)
    return (
        f"The line {_cut(line.text)} is neither 'Name: value' nor the rest of the value above.",
        "Indent it by four spaces if the value goes on; if the text begins here, put an empty"
        " line before it.",
    )


def _is_indented(line: _Line) -> _Fault | None:
    if line.begins and line.text.startswith(" "):
        return (
            f"The line {_cut(line.text)} is indented, but not by four spaces.",
            "Let a name begin its line; indent by four spaces what belongs to the value above.",
        )
    return None


def _is_yaml(line: _Line) -> _Fault | None:
    name, value = line.name.title(), line.value
    if line.begins and re.fullmatch(r"[>|][+-]?\d?", value):
        return (
            f"{value} after {name} is YAML, and would be printed.",
            f"Write the text behind '{name}:', further lines indented by four spaces.",
        )
    if line.name not in LISTS and _QUOTED.fullmatch(value):
        return (
            f"The quotation marks around the value of {name} would be part of it.",
            f"Write '{name}: {_short(value[1:-1])}'; marks that belong to it are “ ”.",
        )
    flow = value.startswith("[") and value.endswith("]") and "][" not in value
    if line.name in _MANY:  # the list may go on below, and its parts have the quotes
        flow = value.startswith("[") or any(map(_QUOTED.fullmatch, names_in([value])))
    block = value.startswith("- ") and not line.begins
    if (flow and not line.is_text) or (block and (line.name in LISTS or not line.is_text)):
        return _listed(line)
    return None


def _listed(line: _Line | None) -> _Fault:
    name = line.name.title() if line else "Tags"
    if line and line.name in LISTS:
        return (
            f"The hyphens of the list after {name} would be printed.",
            f"Write one after '{name}:', and each further one on a line of its own, indented by"
            " four spaces, without a hyphen.",
        )
    return f"The value of {name} is a list of YAML's.", f"Write '{name}: one, two' on one line."


def _is_state(line: _Line) -> _Fault | None:
    """Another program's name of a status, or one that is misspelt: the page would be published."""
    state = _STATES.get(line.name) or ("" if line.is_known else _STATES.get(line.value.lower()))
    if line.begins and state:
        return (
            f"{line.name.title()} says nothing here.",
            f"Write 'Status: {state}', or take the line out.",
        )
    return None


def _is_continued(line: _Line) -> _Fault | None:
    if line.begins or line.name not in _LINES:
        return None
    return (
        f"The value of {line.name.title()} goes on, but it is one line.",
        "Write it on one line; if the text begins here, put an empty line before it.",
    )


def _is_text(line: _Line) -> _Fault | None:
    """An unknown name in what reads as text."""
    if line.is_known or not line.begins:
        return None
    before = line.previous
    lower = line.text[0].islower() and before is not None and not before.text.strip()[0].islower()
    goes_on = before and before.is_text and lower and not _END.fullmatch(before.value)
    is_odd = line.value.startswith("//") or line.text[0].isdigit()
    if not (goes_on or is_odd or _SENTENCE.fullmatch(line.value)):
        return None
    return (
        f"The line {_cut(line.text)} is text, but would be taken for a value of"
        f" {line.name.title()!r}.",
        "Indent it by four spaces if the value above goes on; if the text begins here, put an"
        " empty line before it; a text of your theme's belongs into BILINGUAL['fields'].",
    )


_RULES: tuple[Callable[[_Line], _Fault | None], ...] = (
    _is_no_line,
    _is_indented,
    _is_yaml,
    _is_state,
    _is_continued,
    _is_text,
)


def _cut(text: str) -> str:
    """The beginning of a line, in quotation marks."""
    return repr(_short(text.strip()))


def _short(text: str) -> str:
    return text[:40] + "…" * (len(text) > 40)

"""The editor's own words and what it is told, in the languages that they are translated into."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..catalog.po.file import living, parse
from ..language.cldr import direction_of
from ..language.profile import THEME_LANGUAGE
from ..project.theme import PACKAGE
from ..source.segments import Segment

FOLDER = Path(__file__).with_name("words")
"""A catalog per language, `tk.po`; the msgids are those of the scripts, and phrases."""
SCRIPTS = tuple(sorted(Path(__file__).parent.glob("*.js")))
_SAID = re.compile(r'\b_\("((?:[^"\\]|\\.)*)"')
SOURCE = THEME_LANGUAGE
"""The language that they are written in."""


def said() -> Iterator[tuple[str, Segment]]:
    """The words that are translated, each with the name of its script or module.

    They are the scripts' own and the phrases of all checks and refusals.
    """
    for script in SCRIPTS:
        for number, line in enumerate(script.read_text("utf-8").splitlines(), 1):
            for found in _SAID.finditer(line):
                yield script.name, Segment(json.loads(f'"{found[1]}"'), number)
    for module in sorted(PACKAGE.rglob("*.py")):
        phrases = _phrases(ast.parse(module.read_bytes()))
        yield from ((module.name, one) for one in sorted(phrases, key=lambda one: one.line))


def _phrases(tree: ast.AST) -> Iterator[Segment]:
    for node in ast.walk(tree):
        match node:
            case ast.Call(ast.Name("phrase"), [ast.Constant(str(msgid))]):
                yield Segment(msgid, node.lineno)


def words(tags: Iterable[str]) -> Mapping[str, Any]:
    """The words in the first of these languages that they are in: `tag`, `dir`, `texts`.

    `tags` are anybody's; `languages` are all that there are.
    """
    known = [SOURCE, *sorted(one.stem for one in FOLDER.glob("*.po"))]
    near = (one for tag in tags for one in (tag, tag.partition("-")[0]))
    tag = next((one for one in near if one in known), SOURCE)
    texts = {}
    if tag != SOURCE:
        path = FOLDER / f"{tag}.po"
        entries = living(parse(path.read_bytes(), path.name), path.name)
        texts = {one.msgid: one.msgstr for one in entries if one.msgstr and not one.fuzzy}
    return {"tag": tag, "dir": direction_of(tag), "texts": texts, "languages": known}

"""Style sheets as pages carry them: only the rules that a page can use, and no white space.

The only importer of tinycss2.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tinycss2

_STRING = r"(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
_COMMENT = re.compile(_STRING + r"|/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(_STRING + r"|\s*(?P<mark>[{};,>/])\s*|\s+", re.DOTALL)
_DECLARATION = re.compile(_STRING + r"|(?<=[{;(])(?P<name>[\w-]+:) |;(?=\})", re.DOTALL)
_ANY_OF = frozenset({"is", "where", "has", "matches", "any"})
"""Pseudo-classes that hold selectors, one of which has to match."""

SCHEMES = ("href^=http",)
"""Attribute selectors that are names of their own: few pages link to other sites."""

Needs = tuple["str | tuple[Needs, ...]", ...]
"""Names that a page must have for a selector to match: all of them; of a tuple in it, any."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its selectors, or an at-rule with the rules in it, or one kept as it is."""

    selectors: tuple[tuple[str, Needs], ...]
    body: str
    head: str = ""
    rules: tuple[Rule, ...] = ()

    def text(self, names: Collection[str]) -> str:
        """What is left of it on a page with these names."""
        if self.rules:
            inner = "".join(rule.text(names) for rule in self.rules)
            return f"{self.head}{{{inner}}}" if inner else ""
        if not self.selectors:
            return f"{self.head}{self.body}"
        left = ",".join(text for text, needs in self.selectors if _met(needs, names))
        return f"{left}{self.body}" if left else ""

    def names(self) -> Iterator[str]:
        """The names that its selectors ask for."""
        for rule in self.rules:
            yield from rule.names()
        for _, needs in self.selectors:
            yield from _flat(needs)


class Stylesheet:
    """A parsed style sheet."""

    def __init__(self, css: str) -> None:
        self._rules = tuple(_rules(tinycss2.parse_stylesheet(squeeze(css), True, True)))
        self.names = frozenset(name for rule in self._rules for name in rule.names())
        """All names that its selectors ask for."""
        self._texts: dict[frozenset[str], str] = {}

    def text(self, names: Collection[str]) -> str:
        """The style sheet for a page with these names.

        A type is named `p`, a class `.label`, an id `#main`, an attribute `[lang`, a link to
        another site `[href^=http`.
        """
        key = self.names.intersection(names)
        if key not in self._texts:
            self._texts[key] = "".join(rule.text(key) for rule in self._rules)
        return self._texts[key]


def squeeze(css: str) -> str:
    """CSS without comments and without the white space that carries no meaning.

    Space before a colon stays: in a selector (`.a :is(b)`) it is the descendant combinator.
    """
    css = _COMMENT.sub(lambda token: token["string"] or " ", css)
    css = _SPACE.sub(lambda token: token["string"] or token["mark"] or " ", css).strip()
    return _DECLARATION.sub(lambda token: token["string"] or token["name"] or "", css)


def read_stylesheets(folder: Path, names: Iterable[str]) -> str:
    """The style sheets `<name>.css` of a folder in this order, joined and squeezed.

    Raises `FileNotFoundError` for one that is not there.
    """
    return squeeze("\n".join((folder / f"{name}.css").read_text("utf-8") for name in names))


def _rules(nodes: Iterable[Any]) -> Iterator[Rule]:
    for node in nodes:
        content = tinycss2.serialize(node.content) if getattr(node, "content", None) else ""
        if node.type == "qualified-rule":
            parts = _split(node.prelude)
            selectors = tuple((tinycss2.serialize(part).strip(), _needs(part)) for part in parts)
            yield Rule(selectors, f"{{{content}}}")
        elif node.type == "at-rule":
            head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}".strip()
            if node.at_keyword in ("media", "supports") and node.content is not None:
                inner = tuple(_rules(tinycss2.parse_rule_list(node.content, True, True)))
                if inner:
                    yield Rule((), "", head, inner)
            else:
                yield Rule((), f"{{{content}}}" if node.content is not None else ";", head)


def _split(tokens: Iterable[Any]) -> list[list[Any]]:
    """Selectors between commas."""
    parts: list[list[Any]] = [[]]
    for token in tokens:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _needs(tokens: Iterable[Any]) -> Needs:
    """What a selector asks for; what it excludes, and states such as `:hover`, do not count."""
    needs: list[str | tuple[Needs, ...]] = []
    before = ""
    for token in tokens:
        if token.type == "ident" and before != ":":
            needs.append(f".{token.value}" if before == "." else token.lower_value)
        elif token.type == "hash":
            needs.append(f"#{token.value}")
        elif token.type == "[] block":
            text = re.sub(r"[\"'\s]", "", tinycss2.serialize(token.content))
            named = (one.lower_value for one in token.content if one.type == "ident")
            name = next(named, "]")  # what names no attribute, nothing has
            needs.append(f"[{text if text in SCHEMES else name}")
        elif token.type == "function" and token.lower_name in _ANY_OF:
            needs.append(tuple(_needs(part) for part in _split(token.arguments)))
        before = token.value if token.type == "literal" else ""
    return tuple(needs)


def _met(needs: Needs, names: Collection[str]) -> bool:
    return all(
        need in names if isinstance(need, str) else any(_met(one, names) for one in need)
        for need in needs
    )


def _flat(needs: Needs) -> Iterator[str]:
    for need in needs:
        if isinstance(need, str):
            yield need
        else:
            for one in need:
                yield from _flat(one)

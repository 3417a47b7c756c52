"""What is left of a page's style in an old browser, by MDN's compatibility data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2
from support import from_npm

STYLE = re.compile(r"(?<=<style>).*?(?=</style>)", re.DOTALL)


@dataclass(frozen=True)
class Engine:
    """A browser of a certain age, as the data name it."""

    name: str
    version: float
    by_keyword: bool = True
    """Whether the data say of single keywords what it knows."""

    def page(self, html: str) -> str:
        """The page with the style that this browser knows."""
        return STYLE.sub(lambda found: self.style(found[0]), html)

    def style(self, css: str) -> str:
        """The style sheet without the rules and declarations that this browser ignores."""
        return "".join(self._rules(tinycss2.parse_stylesheet(css, True, True)))

    def _rules(self, nodes: Iterable[Any]) -> Iterator[str]:
        for node in nodes:
            head = tinycss2.serialize(node.prelude)
            if node.type == "qualified-rule":
                if self._selects(node.prelude):
                    yield f"{head}{{{''.join(self._declarations(node.content))}}}"
            elif node.at_keyword in ("media", "supports"):
                knows = self._asks if node.at_keyword == "media" else self._supports
                inner = tinycss2.parse_rule_list(node.content, True, True)
                if self._has("at-rules", node.at_keyword) and knows(node.prelude):
                    yield f"@{node.at_keyword}{head}{{{''.join(self._rules(inner))}}}"

    def _declarations(self, content: Any) -> Iterator[str]:
        for one in tinycss2.parse_blocks_contents(content, True, True):
            assert one.type == "declaration", tinycss2.serialize(content)
            if self._knows(one.lower_name, one.value):
                yield f"{one.serialize()};"

    def _knows(self, name: str, value: list[Any]) -> bool:
        """Whether it knows a property with all that stands in its value."""
        if name.startswith("--"):
            return self._has("properties", "custom-property")
        if name == "word-wrap":  # the data have it as a former name: every browser knows it
            return True
        own = data()["css"]["properties"].get(name, {})
        parts = list(_flat(value))
        words = [part.lower_value for part in parts if part.type == "ident" and self.by_keyword]
        functions = [part.lower_name for part in parts if part.type == "function"]
        units = [part.lower_unit for part in parts if part.type == "dimension"]
        return (
            self._has("properties", name)
            and all(self._in(own[word]) for word in words if word in own)
            and all(self._has("types", one) for one in functions if one in data()["css"]["types"])
            and all(
                self._has("types", "length", one)
                for one in units
                if one in data()["css"]["types"]["length"]
            )
        )

    def _selects(self, tokens: Iterable[Any]) -> bool:
        """Whether it knows all of a list of selectors; else it drops the rule."""
        before = ""
        for token in _flat(tokens):
            name = getattr(token, "lower_name", getattr(token, "lower_value", ""))
            known = data()["css"]["selectors"]
            if before == ":" and name in known and not self._has("selectors", name):
                return False
            before = token.value if token.type == "literal" else ""
        return True

    def _asks(self, tokens: Iterable[Any]) -> bool:
        names = {part.lower_value for part in _flat(tokens) if part.type == "ident"}
        known = data()["css"]["at-rules"]["media"]
        return all(self._has("at-rules", "media", one) for one in names if one in known)

    def _supports(self, tokens: list[Any]) -> bool:
        (question,) = [part for part in tokens if part.type == "function"]
        assert question.lower_name == "selector"
        return self._has("at-rules", "supports", "selector") and self._selects(question.arguments)

    def _has(self, *path: str) -> bool:
        found = data()["css"]
        for one in path:
            found = found.get(one, {})
        return self._in(found)

    def _in(self, feature: dict[str, Any]) -> bool:
        """Whether it has a feature as it is written, behind no flag."""
        support = feature.get("__compat", {}).get("support", {}).get(self.name, [])
        for one in support if isinstance(support, list) else [support]:
            since = str(one["version_added"] or "").lstrip("≤")
            other = {"prefix", "alternative_name", "flags", "version_removed"} & one.keys()
            if since and since != "preview" and not other and float(since) <= self.version:
                return True
        return not feature.get("__compat") and bool(feature)


ENGINES = {
    "Android WebView 60": Engine("webview_android", 60),
    "Safari 12": Engine("safari_ios", 12),
    "KaiOS 2.5": Engine("firefox_android", 48),
    "Opera Mini": Engine("opera", 12.1, by_keyword=False),
    "UC Browser": Engine("chrome_android", 57),
}
"""Opera Mini's servers draw pages with the last Presto, UC Browser's app with Chromium 57."""


@cache
def data() -> Any:
    """All of MDN's compatibility data."""
    return json.loads(from_npm("@mdn/browser-compat-data/data.json").read_text("utf-8"))


def _flat(tokens: Iterable[Any]) -> Iterator[Any]:
    for token in tokens:
        yield token
        yield from _flat(getattr(token, "arguments", None) or getattr(token, "content", None) or ())

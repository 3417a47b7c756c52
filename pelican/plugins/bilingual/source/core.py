"""All of Python-Markdown that its documentation does not promise: the only place that uses it.

Its inline stage, without the patterns that a text gives no reason to try: each of some forty
patterns searches every text of every page, and most texts hold none of the marks that a match
needs (docs/decisions/0004). What the extensions remember between the block stage and the inline
stage. The shapes of attribute lists, fenced code, inline HTML and placeholders.
tests/source/test_core.py has a test for each name, which says what to do when one goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from markdown import treeprocessors
from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.footnotes import NBSP_PLACEHOLDER
from markdown.extensions.toc import TocTreeprocessor
from markdown.inlinepatterns import HTML_RE
from markdown.util import INLINE_PLACEHOLDER_PREFIX, STX, AtomicString

NO_BREAK: str = NBSP_PLACEHOLDER
"""Stands, until the page is written, for the space between a footnote and its link back."""
LIST_OF_BLOCK: re.Pattern[str] = AttrListTreeprocessor.BLOCK_RE
"""An attribute list on the last line of a block; its group 1 is what stands in the braces."""
LIST_ON_LINE: re.Pattern[str] = AttrListTreeprocessor.HEADER_RE
"""An attribute list at the end of a line."""
FENCED_CODE: re.Pattern[str] = FencedBlockPreprocessor.FENCED_BLOCK_RE
INLINE_HTML: str = HTML_RE
"""A regular expression for a tag in running text."""
STASHED = r"\x02[^\x03]*\x03"
"""A regular expression for what stands for text that Markdown has put aside, tags among it."""
_NOTED = ("<", "&", "[^", STX)
"""What a text holds that is put aside, or counted, where it is found in the page."""
_RAW = re.compile(r"wzxhzdk:(\d+)")
"""Within it, the number of raw HTML."""

_QUOTES = ("'", '"')
_NEEDED: dict[str, tuple[str, ...]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("[",),
    "image_reference": ("[",),
    "short_reference": ("[",),
    "short_image_ref": ("[",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("\n",),
    "html": ("<",),
    "entity": ("&",),
    "not_strong": ("*", "_"),
    "em_strong": ("*", "_"),
    "em_strong2": ("_",),
    "smarty-em-dashes": ("--",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    "smarty-left-angle-quotes": ("<<",),
    "smarty-right-angle-quotes": (">>",),
    **{f"smarty-quotes-{number}": _QUOTES for number in range(15)},
}
"""By the name of one of Python-Markdown's own patterns: what a match holds, one of it at least."""


class InlineProcessor(treeprocessors.InlineProcessor):
    """Gives the same result as its base class; patterns of other packages are always tried."""

    def __init__(self, md: Any, patterns: Any) -> None:
        """`patterns` is the registry to apply: `md.inlinePatterns`, or that of `smarty`."""
        super().__init__(md)
        self.inlinePatterns = patterns
        needed = {
            patterns.get_index_for_name(name): marks
            for name, marks in _NEEDED.items()
            if name in patterns and type(patterns[name]).__module__.startswith("markdown.")
        }
        self._tries = [(pattern, needed.get(index)) for index, pattern in enumerate(patterns)]
        self._marks = sorted({mark for marks in needed.values() for mark in marks})
        self._always = any(marks is None for _, marks in self._tries)
        self._any = re.compile("|".join(map(re.escape, [INLINE_PLACEHOLDER_PREFIX, *self._marks])))
        self._barred = {tag.lower() for one in patterns for tag in one.ANCESTOR_EXCLUDES}
        self.memory: dict[str, Element] | None = None
        """What texts of blocks have become, by themselves; None where nothing is remembered."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """The same with less to do: the base class sees only the texts that it changes.

        Others are put aside meanwhile: those without marks, and those that the memory has.
        """
        if self._always or ancestors:
            return super().run(tree, ancestors)
        elements = list(tree.iter())[1:]
        aside = [
            (one, part, text)
            for one in elements
            for part in ("text", "tail")
            if (text := getattr(one, part))
            and (isinstance(text, AtomicString) or not self._any.search(text))
        ]
        for element, part, _ in aside:
            setattr(element, part, None)
        memory = {} if self.memory is None else self.memory
        alone = [] if self.memory is None else [*self._alone(elements)]
        known = [(element, memory[text]) for element, text in alone if text in memory]
        for element, _ in known:
            element.text = None
        if any(one.text or one.tail for one in elements):
            super().run(tree)
        memory.update((text, copy_of(element)) for element, text in alone if text not in memory)
        for element, one in known:
            element.text = one.text
            element.extend(map(copy_of, one))
        for element, part, text in aside:
            setattr(element, part, text)
        return tree

    def _alone(self, elements: Iterable[Element]) -> Iterator[tuple[Element, str]]:
        """The texts that become the same wherever they stand, with their elements."""
        barred = {one for each in elements if each.tag in self._barred for one in each.iter()}
        for element in elements:
            text = element.text
            if not text or len(element) or element in barred:
                continue
            if not any(one in text for one in _NOTED):
                yield element, text

    def __handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 # the base class's names
        if isinstance(data, AtomicString):
            return data
        if not self._always and not self._any.search(data):
            return data
        marks = {mark for mark in self._marks if mark in data}
        for index in range(patternIndex, len(self._tries)):
            pattern, needed = self._tries[index]
            if needed and marks.isdisjoint(needed):
                continue
            matched, start = True, 0
            while matched:
                data, matched, start = self._InlineProcessor__applyPattern(  # type: ignore[attr-defined]
                    pattern, data, index, start
                )
        return data


def copy_of(element: Element) -> Element:
    """A copy of a tree, its texts being the same objects; `deepcopy` takes four times as long."""
    one = Element(element.tag, element.attrib)
    one.text, one.tail = element.text, element.tail
    one.extend(map(copy_of, element))
    return one


class _Names(list[str]):
    """A list, which an extension may change, that knows by itself what it has."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(names)
        self._known = frozenset(self)

    def __contains__(self, name: object) -> bool:
        if len(self) == len(self._known):
            return name in self._known
        return super().__contains__(name)


def spare_patterns(md: Any) -> None:
    """Put this inline stage in the place of a `Markdown` instance's own.

    Blocks, too, are told by their names at once, and the place of a table of contents is searched
    for where its mark stands anywhere.
    """
    if type(md.block_level_elements) is list:
        md.block_level_elements = _Names(md.block_level_elements)
    stages = md.treeprocessors
    if "toc" in stages and type(stages["toc"]) is TocTreeprocessor:
        toc: Any = stages["toc"]
        replace = toc.replace_marker
        toc.replace_marker = lambda root, contents: (
            replace(root, contents) if toc.marker in "".join(root.itertext()) else None
        )
    for name, priority in (("inline", 20), ("smarty", 6)):
        if name in stages and type(stages[name]) is treeprocessors.InlineProcessor:
            stages.register(InlineProcessor(md, stages[name].inlinePatterns), name, priority)


def is_attribute_list(text: str) -> bool:
    """Whether all of what stands in a list's braces are attributes."""
    return not get_attrs_and_remainder(text)[1]


def marker_of_contents(md: Any) -> str:
    """What a paragraph says that the table of contents replaces: `[TOC]`; empty without `toc`."""
    return str(md.treeprocessors["toc"].marker) if "toc" in md.treeprocessors else ""


def backlink_title(md: Any) -> str:
    """The title of links back from footnotes, `{}` standing for the number; empty without them."""
    if "footnote" not in md.treeprocessors:
        return ""
    return str(md.treeprocessors["footnote"].footnotes.getConfig("BACKLINK_TITLE"))


def call_backlinks(md: Any, title: str) -> None:
    """Call the links back from footnotes otherwise, on pages that are still to be parsed."""
    literal = title.replace("{", "{{").replace("}", "}}").replace("{{}}", "{}")
    md.treeprocessors["footnote"].footnotes.setConfig("BACKLINK_TITLE", literal)


def abbreviations(md: Any) -> dict[str, str]:
    """The abbreviations of a page with their expansions; changes to it count."""
    found: dict[str, str] = md.treeprocessors["abbr"].abbrs if "abbr" in md.treeprocessors else {}
    return found


def raw_html(md: Any, placeholder: str) -> str:
    """The raw HTML behind a placeholder; empty for another one."""
    return stashed_html({"stash": md.htmlStash.rawHtmlBlocks}, placeholder)


def stashed_html(state: Mapping[str, Any], placeholder: str) -> str:
    """The same from what `take_state` has kept."""
    number, stash = _RAW.search(placeholder), state["stash"]
    raw = stash[int(number[1])] if number and int(number[1]) < len(stash) else ""
    return raw if isinstance(raw, str) else "".join(raw.itertext())


def say_raw(
    md: Any, root: Element, blocks: int, in_language: Callable[[str], str], tag: str
) -> None:
    """Let raw HTML say that it is in the language `tag`, as its paragraphs can not.

    Markdown takes away a paragraph of nothing but a block's tag, if it has no attribute. The
    first `blocks` of the stash were put aside before the inline stage.
    """
    stash, numbers = md.htmlStash.rawHtmlBlocks, set(range(blocks))
    for one in root.iter("p"):
        found = _RAW.search(one.text or "")
        if found and one.attrib == {"lang": tag} and not len(one) and _is_alone(md, one.text or ""):
            del one.attrib["lang"]
            numbers.add(int(found[1]))
    for number in numbers:
        raw = stash[number]
        if isinstance(raw, str):
            stash[number] = in_language(raw)
        elif raw.get("lang") is None:
            stash[number] = copy_of(raw)  # others see the same element
            stash[number].set("lang", tag)


def _is_alone(md: Any, text: str) -> bool:
    alone = re.fullmatch(STASHED, text)
    return bool(alone) and bool(md.postprocessors["raw_html"].isblocklevel(raw_html(md, text)))


def take_state(md: Any) -> dict[str, Any]:
    """What the extensions, the stash and the references hold after the block stage."""
    state = {"references": dict(md.references), "stash": list(md.htmlStash.rawHtmlBlocks)}
    if not any(title for _, title in md.references.values()):  # each language has its own
        state["texts"] = {}
    for number, extension in enumerate(md.registeredExtensions):
        for name, value in vars(extension).items():
            if isinstance(value, dict | list | set):
                state[f"{number}.{name}"] = value.copy()
    return state


def put_back(md: Any, state: Mapping[str, Any]) -> None:
    """Undo `reset` and whatever a rendering has left: in place, as processors share them."""
    md.reset()
    md.references.update(state["references"])
    md.htmlStash.rawHtmlBlocks[:] = state["stash"]
    md.htmlStash.html_counter = len(state["stash"])
    md.treeprocessors["inline"].memory = state.get("texts")
    for number, extension in enumerate(md.registeredExtensions):
        for name, value in vars(extension).items():
            kept = state.get(f"{number}.{name}")
            if isinstance(value, dict | set) and kept is not None:
                value.clear()
                value.update(kept)
            elif isinstance(value, list) and kept is not None:
                value[:] = kept

"""What the tests of the Markdown core share: pages, their HTML as events, pseudo-translation."""

from __future__ import annotations

import functools
import re
import tarfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

from markdown import Markdown
from markdown.util import AtomicString
from support import MARKDOWN_EXTENSIONS, PROJECT, examples_of

from pelican.plugins.bilingual.source.document import Document, Part, Rendered, Translation
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.raw import in_language
from pelican.plugins.bilingual.source.translation import Parallel, Source, Target

SETTINGS = {"extensions": MARKDOWN_EXTENSIONS, "output_format": "html"}
FIXTURES = PROJECT / "tests" / "fixtures" / "markdown"
FRONT = "Title: A title\n\n"
SOURCE, TARGET = "en-source", "tk-target"
"""Tags that no example uses, so that an attribute with one of them is ours."""
RAW = "und"
MISSING = "missing!"
BACK = "yza {}"
FIELDS = ("title", "slug", "summary", "keypoints")

Translate = Callable[[str], str | None]


def read(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def repository_pages() -> dict[str, str]:
    """The fixture that has everything, and the site's own pages."""
    paths = [FIXTURES / "everything.md", *sorted((PROJECT / "content").rglob("*.md"))]
    return {path.relative_to(PROJECT).as_posix(): read(path) for path in paths}


@functools.cache
def examples() -> dict[str, str]:
    """Python-Markdown's own test pages and the examples of CommonMark's specification."""
    found = {}
    with tarfile.open(examples_of("markdown-*.tar.gz")) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".txt") else None
            if file and "/tests/" in member.name:
                name = member.name.partition("/tests/")[2]
                found[name] = FRONT + file.read().decode("utf-8-sig")
    with tarfile.open(examples_of("commonmark-*.tar.gz")) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/spec.txt"))
        file = archive.extractfile(name)
        assert file
        spec = file.read().decode("utf-8").replace("→", "\t")
    pattern = r"^`{32} example\n(.*?)^\.\n.*?^`{32}$"
    for number, match in enumerate(re.finditer(pattern, spec, re.MULTILINE | re.DOTALL), 1):
        found[f"spec {number}"] = FRONT + match[1]
    return found


@functools.cache
def parser() -> Parser:
    """One parser for all pages, as in a build."""
    return Parser(SETTINGS)


def parse(text: str) -> Document:
    """A source file's document."""
    return parser().parse(text, "page.md", FIELDS)


@functools.cache
def _markdown() -> Markdown:
    return Markdown(extensions=[*MARKDOWN_EXTENSIONS, "meta"], output_format="html")


def plain(text: str) -> str:
    """What Python-Markdown makes of a page by itself."""
    return _markdown().reset().convert(text)


@dataclass(frozen=True)
class Page:
    """A source text with its renderings; those that several checks look at are made once."""

    text: str

    @functools.cached_property
    def body(self) -> Part:
        """The page's part below its front matter."""
        return parse(self.text).body

    @functools.cached_property
    def source(self) -> Rendered:
        """The page in the source language."""
        return parser().render(self.body, Source())

    def target(self, translate: Translate) -> Rendered:
        """The page in the target language; `translate` gives a msgid's msgstr."""
        return self.render(Target(lambda one: translate(one.msgid), SOURCE, self.source.anchors))

    def parallel(self, translate: Translate) -> Rendered:
        """The page in both languages."""
        return self.render(
            Parallel(
                lambda one: translate(one.msgid),
                SOURCE,
                TARGET,
                MISSING,
                self.source.anchors,
                backlink=BACK.format,
            )
        )

    def render(self, translation: Translation) -> Rendered:
        """The page in another language; raw HTML, which is not translated, is masked."""
        return parser().render(masked_raw(self.body), translation)

    @functools.cached_property
    def pseudo_target(self) -> Rendered:
        """The page in a target language that has another alphabet."""
        return self.target(pseudo(self.body))

    @functools.cached_property
    def pseudo_parallel(self) -> Rendered:
        """The page beside one in another alphabet."""
        return self.parallel(pseudo(self.body))


# HTML ---------------------------------------------------------------------------------------

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
)
CODE = frozenset({"code", "pre", "script", "style", "textarea"})


@dataclass(frozen=True)
class Event:
    """A start tag, an end tag or a text, in the order of the HTML."""

    tag: str = ""
    """`p`, `/p`, or nothing for a text."""
    attributes: tuple[tuple[str, str | None], ...] = ()
    text: str = ""
    open: tuple[str, ...] = ()
    """The elements that a text stands in."""
    langs: tuple[str, ...] = ()
    """Their languages."""

    @property
    def readable(self) -> bool:
        """It is a text for people, not code."""
        return not self.tag and not CODE & set(self.open)


class _Reader(HTMLParser):
    """Takes HTML as it is written: nothing is repaired."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(Event(tag, tuple(attrs)))
        if tag not in VOID:
            self.open.append((tag, dict(attrs).get("lang") or ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.events.append(Event(tag, tuple(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(Event(f"/{tag}"))
        tags = [name for name, _ in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if self.events and not self.events[-1].tag:
            data = self.events.pop().text + data
        tags = tuple(name for name, _ in self.open)
        langs = tuple(lang for _, lang in self.open if lang)
        self.events.append(Event(text=data, open=tags, langs=langs))


def events(html: str) -> list[Event]:
    """The tags and texts of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.events


def folded(text: str) -> str:
    """A text with its white space folded."""
    return " ".join(text.split())


# Pseudo-translation ---------------------------------------------------------------------------

LETTER = re.compile(r"[^\W\d_]")
MASK = "ж"
_KEPT = re.compile(
    r"""
      \x02[^\x03]*\x03                                 # placeholders
    | (?<!\\)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)  # code
    | \\[\\`*_{}\[\]()>#+\-.!|]                        # escapes
    | <(?:(?:[Ff]|[Hh][Tt])[Tt][Pp][Ss]?://|mailto:)[^<>]*>   # addresses
    | <[^<>\s!@]+@[^<>\s@]+>
    | <!--.*?--> | </?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>            # HTML
    | &(?:\#?\w+);                                     # entities
    | \[\^[^\]]*\]                                     # footnotes
    | \{:?[ ]*[^}\n ][^\n]*?\}                         # attribute lists
    | \]\((?:[^()\\]|\\.|\((?:[^()]|\([^()]*\))*\))*\)  # addresses and titles of links
    | \][ ]?\[[^\[\]]+\]                               # labels of links
    """,
    re.VERBOSE | re.DOTALL,
)
_SHORT = re.compile(r"(?<![\]\\])(?<!\][ ])\[(?P<label>[^\[\]]+)\](?:\[\])?(?![(\[:])")


def masked(text: str) -> str:
    """A text whose every letter is the mask."""
    return LETTER.sub(MASK, text)


def pseudo(part: Part) -> Translate:
    """A translation that replaces every visible letter and keeps the markup."""
    references = part.state["references"]
    names = sorted((one.name for one in part.definitions if one.kind == "abbr"), key=len)
    abbreviations = [rf"\b{re.escape(name)}\b" for name in reversed(names)]
    kept = re.compile("|".join([_KEPT.pattern, *abbreviations]), re.VERBOSE | re.DOTALL)

    def spell_out(found: re.Match[str]) -> str:
        label = folded(found["label"])
        known = label.lower() in references
        return f"[{found['label']}][{label}]" if known else found[0]

    def translate(msgid: str) -> str:
        return _outside(kept, _SHORT.sub(spell_out, msgid), masked)

    return translate


def _outside(kept: re.Pattern[str], text: str, change: Callable[[str], str]) -> str:
    pieces, start = [], 0
    for found in kept.finditer(text):
        pieces += [change(text[start : found.start()]), found[0]]
        start = found.end()
    return "".join([*pieces, change(text[start:])])


def masked_raw(part: Part) -> Part:
    """The part with its raw HTML masked, and in a language of its own: it is not translated."""
    tags = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<[^<>]*>|&#?\w+;", re.DOTALL)
    stash = [
        in_language(_outside(tags, raw, masked), RAW) if isinstance(raw, str) else raw
        for raw in part.state["stash"]
    ]
    root = deepcopy(part.root)
    for element in root.iter():
        for name in ("text", "tail"):
            text = getattr(element, name)
            if isinstance(text, AtomicString):
                setattr(element, name, AtomicString(masked(text)))
    elements = list(root.iter())
    for one in part.raw:
        if one.place:
            elements[one.place.position].set("lang", RAW)
    return replace(part, root=root, raw=(), state={**part.state, "stash": stash})

"""Python-Markdown, cut in two before its inline stage.

Its `convert` runs in one go. Up to the inline stage a page is the same for every language;
from there on each language has its own text. What the extensions remember in between
(footnotes, abbreviations, stashed HTML) is put back before each rendering, so that no
language sees another's traces.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension

from ..language.cldr import Locale
from ..project.config import LISTS
from .core import (
    abbreviations,
    backlink_title,
    call_backlinks,
    marker_of_contents,
    put_back,
    raw_html,
    say_raw,
    spare_patterns,
    take_state,
)
from .document import Definition, Document, Metadata, Part, Pieces, Rendered, Translation
from .drawings.charts import Value, draw
from .drawings.maps import draw_maps
from .locate import FrontMatter, Locator
from .marks import Inventory, inventories
from .raw import in_language
from .segments import HEADINGS, Segment, Walk, fold
from .targets import CONTACT, ELSEWHERE

Explain = Callable[[Element, Callable[[str], str]], tuple[str, ...]]
"""Marks terms in a finished tree, given what finds raw HTML; the ids of those that it holds."""

_SLUG_NOTE = "The page's address. Optional: a-z, 0-9 and hyphens; left empty, the source's is used."


class Parser:
    """Python-Markdown with its block stage and its inline stage apart."""

    def __init__(
        self,
        markdown: Mapping[str, Any],
        formatted: Iterable[str] = ("summary",),
        locale: Locale | None = None,
        elsewhere: Callable[[str], str] = lambda _: "",
        contact: str = "",
    ) -> None:
        """`markdown` is Pelican's `MARKDOWN` setting, `formatted` its `FORMATTED_FIELDS`.

        `locale` is the source's: how numbers are written there. Without it no chart is drawn.
        `elsewhere` gives the address of a file of the repository; empty if it is not known.
        `contact` is where a link to the publisher leads.
        """
        self._contact = contact
        self._elsewhere = elsewhere
        self._locale = locale
        self._md: Any = Markdown(**{**markdown, "extensions": [*_extensions(markdown), "meta"]})
        self._formatted = frozenset(formatted)
        spare_patterns(self._md)
        processors: Any = self._md.treeprocessors
        self._markers = frozenset({marker_of_contents(self._md)} - {""})
        self.backlink_title = backlink_title(self._md)
        """The title of links back from footnotes as set, `{}` standing for the number."""
        inline = processors.get_index_for_name("inline")
        self._before, self._after = list(processors)[:inline], list(processors)[inline:]

    @property
    def code(self) -> list[tuple[str, bytes]]:
        """The modules of the extensions that are at work, each with what is in its file."""
        names = {type(one).__module__ for one in self._md.registeredExtensions}
        files = {name: getattr(sys.modules.get(name), "__file__", None) or "" for name in names}
        return sorted((name, Path(file).read_bytes()) for name, file in files.items() if file)

    def call_backlinks(self, title: str) -> None:
        """What the source language calls links back from footnotes, before any page is parsed."""
        call_backlinks(self._md, title)

    def parse(
        self, text: str, path: str, fields: Iterable[str] = (), locale: Locale | None = None
    ) -> Document:
        """Parse a source file's text; `fields` are the metadata that is translated.

        `locale` is the file's, where that is not the source's.
        """
        lines, skip = self._preprocess(text)
        metadata: Metadata = {
            name.lower(): values for name, values in getattr(self._md, "Meta", {}).items()
        }
        body = self._part(lines, Locator(text, skip), path=path, locale=locale)
        front = FrontMatter(text, skip, path)
        plain: list[Segment] = []
        parts: dict[str, tuple[Part, ...]] = {}
        for name in fields:
            values = metadata.get(name)
            if not values:
                continue
            if name in self._formatted:
                locator = front.locator(name)
                parts[name] = (self._part(self._preprocess("\n".join(values))[0], locator, name),)
            elif name in LISTS:
                locator = front.locator(name)
                lines_of_name = (front.dated(name, value) for value in values if value)
                parts[name] = tuple(
                    replace(self._line(line, locator, name), date=date)
                    for date, line in lines_of_name
                )
            elif values[0].strip():
                value = fold(values[0])
                note = _SLUG_NOTE if name == "slug" else ""
                line = front.locator(name).line_of(value, of_block=False)
                plain.append(Segment(value, line, name, note))
        lines_of = {name: front.line(name) for name in metadata}
        return Document(path, metadata, lines_of, tuple(plain), parts, body)

    def render(
        self, part: Part, translation: Translation, explain: Explain | None = None
    ) -> Rendered:
        """Finish a part in one language; `explain` marks the terms of a glossary."""
        md = self._md
        put_back(md, part.state)
        self._define(part.definitions, translation)
        elements = translation.tree(part)
        root = elements[0]
        for treeprocessor in self._after:
            new = treeprocessor.run(root)
            root = root if new is None else new
        marks: Mapping[tuple[int, str], Inventory] = {}
        if translation.compared:
            marks = inventories(part.segments, elements, self._stashed)
        translation.finish(part, root)
        for link in root.iter("a"):
            path = link.get("href", "")
            if path == CONTACT:
                link.set("href", self._contact)
            elif path.startswith(ELSEWHERE):
                link.set("href", self._elsewhere(path.removeprefix(ELSEWHERE)))
            if path and not link.get("href"):
                del link.attrib["href"]  # a link that leads nowhere is text
        if tag := translation.source:
            say_raw(
                md, root, len(part.state.get("stash", ())), lambda raw: in_language(raw, tag), tag
            )
        terms = explain(root, self._stashed) if explain else ()
        words = len(" ".join(root.itertext()).split()) if translation.compared else 0
        lang = root[0].get("lang", "") if len(root) else ""
        html = _without_top(md.serializer(root), md.doc_tag)
        for postprocessor in md.postprocessors:
            html = postprocessor.run(html)
        headings = [one for one in root.iter() if one.tag in HEADINGS]
        toc = list(getattr(md, "toc_tokens", ()))
        _mark_entries(toc, {one.get("id"): one.get("lang") for one in headings})
        anchors = tuple(one.get("id") for one in headings)
        return Rendered(html.strip(), anchors, toc, marks, terms, words, lang)

    def render_page(
        self, document: Document, translation: Translation, explain: Explain | None = None
    ) -> Pieces:
        """Finish all parts of a page in one language; `explain` marks terms in its body."""
        return Pieces(
            self.render(document.body, translation, explain),
            {
                name: tuple(self.render(part, translation) for part in parts)
                for name, parts in document.fields.items()
            },
        )

    def parse_field(self, text: str) -> Part:
        """Parse metadata that is Markdown but not translated."""
        lines, _ = self._preprocess(text)
        return self._part(lines, Locator(text))

    def _preprocess(self, text: str) -> tuple[list[str], int]:
        """The lines that blocks are made of, and how many lines of front matter were cut."""
        md, skip = self._md, 0
        md.reset()
        lines = text.split("\n")
        for preprocessor in md.preprocessors:
            before = len(lines)
            lines = preprocessor.run(lines)
            if preprocessor is md.preprocessors["meta"]:
                skip = before - len(lines)
        return lines, skip

    def _part(
        self,
        lines: list[str],
        locator: Locator,
        msgctxt: str | None = None,
        path: str = "",
        locale: Locale | None = None,
    ) -> Part:
        root: Element = self._md.parser.parseDocument(lines).getroot()
        for treeprocessor in self._before:
            new = treeprocessor.run(root)
            root = root if new is None else new
        values: Mapping[Element, Value] = {}
        if self._locale:
            place = lambda text: f"{path}:{locator.line_of(text)}"  # noqa: E731
            own = locale or self._locale
            values = draw(root, own, place) | draw_maps(root, own, place)
        walk = Walk(self._stashed, locator, "attr_list" in self._md.treeprocessors, self._markers)
        segments, skipped, raw = walk.segments(root, msgctxt)
        definitions = tuple(self._definitions(locator))
        placed = tuple((n, values[one]) for n, one in enumerate(root.iter()) if one in values)
        state, promised = take_state(self._md), tuple(self._promised(locator))
        return Part(root, segments, definitions, skipped, raw, state, None, placed, promised)

    def _line(self, text: str, locator: Locator, msgctxt: str) -> Part:
        """A part of one inline text, in a `span`."""
        self._md.reset()
        root = Element(self._md.doc_tag)
        SubElement(root, "span").text = text
        walk = Walk(self._stashed, locator, False, frozenset())
        segments, skipped, _ = walk.segments(root, msgctxt)
        return Part(root, segments, skipped=skipped, state=take_state(self._md))

    def _stashed(self, placeholder: str) -> str:
        return raw_html(self._md, placeholder)

    def _definitions(self, locator: Locator) -> Iterable[Definition]:
        md = self._md
        for name, text in abbreviations(md).items():
            locator.move_to_label(f"*[{name}]")
            comment = f"Expansion of the abbreviation {name}."
            line = locator.line_of(text, of_block=False)
            yield Definition("abbr", name, Segment(text, line, comment=comment))
        for name, (_, title) in md.references.items():
            if title:
                locator.move_to_label(f"[{name}]")
                comment = f"Title of the link [{name}]."
                line = locator.line_of(title, of_block=False)
                yield Definition("reference", name, Segment(title, line, comment=comment))

    def _promised(self, locator: Locator) -> Iterable[int]:
        for name, (url, _) in self._md.references.items():
            if url == CONTACT:
                locator.move_to_label(f"[{name}]")
                yield locator.line_of("")

    def _define(self, definitions: Iterable[Definition], translation: Translation) -> None:
        for definition in definitions:
            text = translation.definition(definition.segment)
            if definition.kind == "abbr":
                abbreviations(self._md)[definition.name] = text
            else:
                url, _ = self._md.references[definition.name]
                self._md.references[definition.name] = (url, text)


def _extensions(markdown: Mapping[str, Any]) -> list[str | Extension]:
    named = list(markdown.get("extensions", ()))
    meta = {"meta", "markdown.extensions.meta"}
    named += [name for name in markdown.get("extension_configs", {}) if name not in named]
    return [name for name in named if name not in meta]


def _without_top(html: str, tag: str) -> str:
    """HTML without the element that Markdown puts around it; empty where it is empty."""
    html = html.strip()
    begin, end = f"<{tag}>", f"</{tag}>"
    return html.removeprefix(begin).removesuffix(end).strip() if html.startswith(begin) else ""


def _mark_entries(tokens: Iterable[dict[str, Any]], langs: Mapping[str | None, str | None]) -> None:
    """Say in a table of contents, too, which language a heading is in."""
    for token in tokens:
        lang = langs.get(token["id"])
        if lang:
            token["html"] = f'<span lang="{lang}">{token["html"]}</span>'
        _mark_entries(token["children"], langs)


def inline_html(text: str) -> str:
    """The HTML of a paragraph's text by Markdown with its `extra`, whatever a site's settings."""
    markdown = Markdown(extensions=["extra"])
    root = Element("div")
    SubElement(root, "p").text = text
    for name in ("inline", "unescape"):
        markdown.treeprocessors[name].run(root)
    html: str = markdown.serializer(root)
    for one in markdown.postprocessors:
        html = one.run(html)
    return html

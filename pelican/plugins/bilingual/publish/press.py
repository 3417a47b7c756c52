"""From a page as the theme renders it to the page that is published."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..catalog.note import MARK
from ..errors import BilingualError
from ..finish.css import Stylesheet
from ..finish.data import with_data
from ..finish.direction import runs_left, with_directions
from ..finish.images import LINKS, beside, candidates, data_uri, digest_of, picture_of
from ..finish.markup import Document, Piece, Tag, read, retagged, without_elements, write
from ..finish.policy import asks_for_policy, breaches, is_script, policy
from ..finish.tables import labelled
from ..finish.weight import fits, heaviest, weigh
from ..project.urls import file_beside, relative, with_index
from ..site.build import Build, log_warning
from ..site.versions import Version
from .release import as_published, static_files

_ALIGNED = {f"text-align: {side};": side for side in ("left", "center", "right")}
"""What Markdown writes into cells of tables, and the class that says the same."""

_HEAD = re.compile(
    r"\s*(?:<!doctype[^>]*>\s*)?(?:<html\b[^>]*>\s*)?(?:<head\b[^>]*>)?", re.IGNORECASE
)
"""How a page begins, up to the first element in its head."""
_NO_REFERRER = Tag("meta", (("name", "referrer"), ("content", "no-referrer")))
"""With it no link of a page tells where the reader was."""


@dataclass(slots=True)
class Page:
    """A finished page."""

    html: str = ""
    digest: str = ""
    """What `sha256sum` says of it."""
    missing: list[str] = field(default_factory=list)
    """Theme strings that it has in English for want of a translation."""
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    """The files that have become part of it, each with a name for what was in it."""
    data: dict[str, str] = field(default_factory=dict)
    """The files that hold its figures' data, by their paths in the output."""
    faulty: bool = False
    """Something is wrong with it, which every build has to say."""


class Press:
    """Finishes the pages of one run.

    A page that asks for a Content-Security-Policy gets the strictest, and loses every byte
    that no reader needs; others stay as they are. All are weighed. What is wrong is an error
    of the build, in the preview a warning.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self.siteurl = str(build.project.settings["SITEURL"])
        self._stylesheets: dict[str, Stylesheet] = {}
        self._static: dict[str, Path] | None = None
        self._said: set[str] = set()

    def finish(self, html: str, context: Mapping[str, Any]) -> Page:
        """The page that is written; `context` is what its template was given."""
        made = Page()
        html, config = self._rebased(html, context), self._build.config
        page = Document.read(html)
        if any(map(runs_left, page.tags)):
            html = with_directions(html)
            page = Document.read(html)
        item: Version | None = context.get("item")
        script: str = getattr(context.get("search"), "script", "")
        finished = any(map(asks_for_policy, page.tags))
        if finished:
            page = self._self_contained(page, context, made)
            elements = {one.name for one in page.tags}
            if "table" in elements:
                pieces = labelled(page.pieces)
                if "figure" in elements and item is not None and item.public:
                    pieces = _with_data(pieces, item, made)
                page = Document(pieces)
            for breach in dict.fromkeys(breaches(page, config.newsletter.action, script)):
                self._complain(
                    made,
                    f"{breach} is not possible on a page without scripts and requests.",
                    item,
                    context,
                    "Link to pictures below the content with {static}, and take out all else.",
                )
            html = write(self._styled(page, script))
        kind = "search" if "search" in context else "listing"
        if item is not None:
            kind = "parallel" if item.pair else "page"
        language = context.get("language")
        budget = config.budget(kind, language.tag if language else "")
        if item is not None and not item.public:
            html = _without_index(html)
        if budget:
            published = as_published(html)
            if config.preview and finished:
                unmarked = Document([*without_elements(page.pieces, "span", MARK)])
                published = write(self._styled(unmarked, script))
            self._weigh(made, published, budget, kind, item, context)
        made.html, made.digest = html, digest_of_text(html)
        return made

    def _rebased(self, html: str, context: Mapping[str, Any]) -> str:
        """The page with its relative links to files leading where the source's page leads."""
        config, language = self._build.config, context.get("language")
        if not config.keeps_addresses or language is None:
            return html
        file, item = context["output_file"], context.get("item")
        source = item.versions.source.pelican.save_as if item else None
        before = source or file.removeprefix(config.home(language.tag))
        if before == file or (item and item.file and not item.pair):  # it was written for here
            return html
        files = self._files(context)
        return retagged(
            html, lambda tag: _moved(tag, lambda link: beside(link, file, before, files))
        )

    def _self_contained(self, page: Document, context: Mapping[str, Any], made: Page) -> Document:
        """The page with its pictures in it, and with links that tell nobody where they were."""
        changed, index_files = dict[int, Tag](), self._build.config.index_files
        is_silent = _NO_REFERRER in page.tags
        for one in page.tags:
            if one.close or not one.attributes:
                continue
            tag = _without_traces(one, index_files, self.siteurl, is_silent)
            if tag.name == "img":
                link = tag.get("src") or ""
                site = link.removeprefix(f"{context['SITEURL']}/")  # of a link that starts there
                within = context["output_file"] if site == link else ""
                source = picture_of(site, within, self._files(context))
                if source:
                    tag = tag.having("src", data_uri(source))
                    made.pictures.append((str(source), digest_of(source)))
            if tag is not one:
                changed[id(one)] = tag
        return page.changed(changed)

    def _styled(self, page: Document, script: str) -> list[Piece]:
        """The page with the rules that it can use, and with its policy.

        `script` is the one that may stand on it.

        The preview has none: what reloads it is a script.
        """
        pieces, styles, looks, scripted = [*page.pieces], list[str](), set[str](), False
        for before, at in page.raw:
            piece = pieces[at]
            assert isinstance(piece, str)
            scripted = scripted or is_script(before, piece, script)
            if before.name == "style":
                if piece not in self._stylesheets:
                    self._stylesheets[piece] = Stylesheet(piece)
                looks |= self._stylesheets[piece].names
                pieces[at] = styled = self._stylesheets[piece].text(page.names)
                styles.append(styled)
        if self._build.config.preview:
            return [one for one in pieces if not asks_for_policy(one)]
        content = policy(styles, self._build.config.newsletter.action, script if scripted else "")
        changed = dict[int, Tag]()
        lost = {one for one in page.names if one[0] == "."} - looks
        for one in page.tags:
            if asks_for_policy(one):
                changed[id(one)] = one.having("content", content)
            elif not script and not lost.isdisjoint(one.names):
                changed[id(one)] = _with_looks(one, looks)
        return Document(pieces, page.tags).changed(changed).pieces

    def _files(self, context: Mapping[str, Any]) -> Mapping[str, Path]:
        """The sources of static files by their paths in the output."""
        if self._static is None:
            self._static = static_files(context)
        return self._static

    def _weigh(
        self,
        made: Page,
        html: str,
        budget: int,
        kind: str,
        item: Version | None,
        context: Mapping[str, Any],
    ) -> None:
        if not fits(html, budget):
            weight = weigh(html)
            is_core = kind == "listing" and self._build.config.keeps_addresses
            how = "Set DEFAULT_PAGINATION" if is_core else "Shorten it"
            parts = ", ".join(f"{name} {size:,}" for name, size in heaviest(read(html)))
            self._complain(
                made,
                f"{context['output_file']} weighs {weight:,} bytes (gzip), {weight - budget:,} more"
                f" than its budget of {budget:,}. Heaviest: {parts}.",
                item,
                context,
                f"{how}, or raise BILINGUAL['weight']['{kind}'].",
            )

    def _complain(
        self,
        made: Page,
        what: str,
        item: Version | None,
        context: Mapping[str, Any],
        remedy: str,
    ) -> None:
        made.faulty = True
        path = context["output_file"]
        if item:
            path = self._build.project.shown(item.pelican.source_path)
        error = BilingualError(what, path, remedy)
        if str(error) in self._said:  # of the same source in another language
            return
        self._said.add(str(error))
        if self._build.config.preview:
            log_warning(error)
        else:
            self._build.notes.note(error)


def digest_of_text(text: str) -> str:
    """What `sha256sum` says of a file with this text."""
    return hashlib.sha256(text.encode()).hexdigest()


def _with_data(page: Sequence[Piece], item: Version, made: Page) -> list[Piece]:
    """The page with links to its figures' data; side by side, to that of either language."""
    tags = [one.tag for one in item.languages]
    files = {tag: str(item.versions.languages[tag].pelican.save_as) for tag in tags}

    def links(number: int) -> dict[str, str]:
        names = {tag: file_beside(file, f"-{number}.csv") for tag, file in files.items()}
        return {tag: relative(name, item.url) for tag, name in names.items()}

    row, texts = with_data(page, links)
    if not item.pair:
        file = str(item.pelican.save_as)
        made.data = {file_beside(file, f"-{at}.csv"): one for at, one in enumerate(texts, 1)}
    return row


def _moved(tag: Tag, change: Callable[[str], str]) -> Tag:
    for name in LINKS:
        value = tag.get(name)
        if value:
            new = candidates(value, change) if name == "srcset" else change(value)
            tag = tag.having(name, new) if new != value else tag
    return tag


@lru_cache(maxsize=4096)
def _without_traces(tag: Tag, index_files: bool, siteurl: str, is_silent: bool) -> Tag:
    """A start tag without what the policy forbids, and which tells nobody where a reader was.

    `is_silent` is a page that says so once, for all of its links.
    """
    side = _ALIGNED.get(tag.get("style") or "")
    if side:
        classes = " ".join(filter(None, (tag.get("class"), side)))
        tag = tag.lacking("style").having("class", classes)
    if not is_silent and tag.name == "a" and _leads_away(tag.get("href") or "", siteurl):
        tag = tag.having("rel", tag.get("rel") or "noreferrer")
    target = tag.get("href") if tag.name == "a" else None
    return tag.having("href", with_index(target)) if target and index_files else tag


def _with_looks(tag: Tag, looks: Collection[str]) -> Tag:
    """A tag without classes that no style sheet names."""
    given = (tag.get("class") or "").split()
    kept = [one for one in given if f".{one}" in looks]
    if kept == given:
        return tag
    return tag.having("class", " ".join(kept)) if kept else tag.lacking("class")


def _leads_away(link: str, siteurl: str) -> bool:
    own = bool(siteurl) and f"{link}/".startswith(f"{siteurl.rstrip('/')}/")
    return link.startswith(("http:", "https:", "//")) and not own


def _without_index(html: str) -> str:
    """The page with word to search engines to leave it out, whatever its theme is."""
    begin = _HEAD.match(html)
    at = begin.end() if begin else 0
    return f'{html[:at]}<meta name="robots" content="noindex">{html[at:]}'

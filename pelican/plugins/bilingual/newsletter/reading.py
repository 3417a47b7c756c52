"""The issues of a site as letters: read as a build reads them, and nothing is written."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from pelican.contents import Content
from pelican.log import init
from pelican.settings import read_settings

from pelican import Pelican, signals  # type: ignore[attr-defined] # without types

from ..project.newsletter import Newsletter, mails
from ..project.read import Project
from ..publish.context import Surroundings
from ..publish.copies.bookmaker import Binder, place
from ..publish.copies.manuscript import SITE, Leaf, make_voice
from ..publish.copies.xhtml import plain, section_of
from ..publish.run import KEY, Run
from ..site.edition import Edition
from ..site.versions import Version, Versions
from .issue import by_number
from .letter import SERVICE, Letter, Part, letter, links_in, without_anchors


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of the newsletter, with all mails that can be made of it."""

    number: int
    where: str
    """Its file."""
    day: datetime
    letters: dict[str, Letter]
    """By the languages of the mail: `tk`, `en-tk`."""
    ratios: dict[str, float]
    """The translated share of it, from 0 to 1, by language."""


class _Read(Exception):  # noqa: N818 # no error: all has been read
    pass


def read_issues(project: Project, numbers: Iterable[int] = ()) -> dict[int, Issue]:
    """The issues with these numbers, or all of them; by number.

    Raises what a build would raise, and `BilingualError` for an issue that says no number, or one
    that another says.
    """
    init(level=logging.WARNING, name="pelican")
    wanted, found = {*numbers}, dict[int, Issue]()

    def collect(generators: Sequence[Any]) -> None:
        run: Run = generators[0].settings[KEY]
        assert run.surroundings
        found.update(_issues(run.surroundings, run.versions, wanted))
        raise _Read

    siteurl = {"SITEURL": project.settings["SITEURL"]}
    made = Pelican(read_settings(str(project.file), override=siteurl))
    with signals.all_generators_finalized.connected_to(collect), suppress(_Read):
        try:
            made.run()
        finally:
            if run := made.settings.pop(KEY, None):
                run.staging.discard()
                run.build.cache.close()
    return found


def _issues(
    around: Surroundings, versions: Iterable[Versions], wanted: set[int]
) -> dict[int, Issue]:
    by_domain = {one.page.domain: one for one in versions if one.page and one.page.public}
    numbers = by_number(one.page for one in by_domain.values() if one.page)
    return {
        number: _issue(around, by_domain[page.domain], number)
        for number, page in numbers.items()
        if not wanted or number in wanted
    }


def way_out(newsletter: Newsletter, name: str) -> str:
    """The link by which a reader of a mail leaves its list; empty if nobody has said it."""
    if isinstance(newsletter.lists.get(name), int):
        return SERVICE
    given = newsletter.unsubscribe.get(name, "")
    return given if not given or given.startswith("https://") else f"mailto:{given}"


def _issue(around: Surroundings, versions: Versions, number: int) -> Issue:
    config, source = around.build.config, versions.source
    parts = {
        tag: _part(around, around.editions[tag], version)
        for tag, version in versions.languages.items()
        if tag in around.editions
    }
    pairs = [one.tag for one in config.targets]
    letters = {
        name: letter(
            [parts[one] for one in (config.ordered(tags) if len(tags) > 1 else tags)],
            way_out(config.newsletter, name),
        )
        for name, tags in mails(config.source.tag, parts, pairs).items()
        if all(one in parts for one in tags)
    }
    ratios = {
        tag: one.coverage.ratio if one.coverage else 1.0 for tag, one in versions.languages.items()
    }
    assert source.date
    assert versions.page
    return Issue(number, versions.page.document.path, source.date, letters, ratios)


def _part(around: Surroundings, edition: Edition, version: Version) -> Part:
    root = _tree(around, edition, version.pelican)
    contents = {place(one.url): one for one in (*edition.articles, *edition.pages)}
    base = f"{SITE}/{version.url}"
    known = (contents.get(place(urljoin(base, one).removeprefix(SITE))) for one in links_in(root))
    linked = dict.fromkeys(filter(None, known))
    pages = {str(one.bilingual.versions.source.url): _tree(around, edition, one) for one in linked}
    siteurl = str(around.settings["SITEURL"])
    trees = (root, *pages.values())
    for tree, content in zip(trees, (version.pelican, *linked), strict=True):
        leaf = Leaf(content.url, content.save_as, edition.language.tag, (), "")
        Binder((), siteurl, {}).bind(tree, leaf, "c")
        without_anchors(tree)
    words = edition.templates.get("newsletter/words.html").module()
    origin = around.release.origin
    ending: list[tuple[str, tuple[str, ...]]] = []
    if siteurl:
        url = urljoin(f"{siteurl.rstrip('/')}/", version.url)
        ending.append((plain(str(words.online)), (url,)))
    if origin.addresses:
        newest = plain(str(make_voice(edition).words.newest))
        ending.append((newest, tuple(origin.addresses)))
    language, leave = edition.language, plain(str(words.leave))
    named = language.tag, language.direction, language.name, str(version.title)
    return Part(*named, root, pages, tuple(ending), leave)


def _tree(around: Surroundings, edition: Edition, content: Content) -> Element:
    """A page as a chapter of a book has it."""
    given = {"voices": (make_voice(edition),), "source": around.build.config.source}
    item, titles = content.bilingual, (content.bilingual.title,)
    html = edition.templates.get("book/chapter.html").render(
        given, item=item, titles=titles, html=content.get_content(SITE)
    )
    return section_of(html)

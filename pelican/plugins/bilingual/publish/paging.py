"""How much of a long list stands on one page, so that the page keeps its budget."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pelican.contents import Content

from ..finish.weight import weigh
from ..project.urls import PER_PAGE
from ..site.edition import Edition
from ..site.topics import Topic

TOPICS = 60
"""How many topics an index names; the search page has them all."""
_SHARE = 0.5
"""How much of a listing's budget its entries may take: the rest is what stands around them."""
_MARKUP = '<article class="entry"><h2><a href="{}">{}</a></h2><p>{}</p><time>{}</time></article>'


def paged(edition: Edition, articles: Sequence[Content], budget: int) -> Edition:
    """The edition as a list of these articles is written: with fewer on a page than it says.

    `budget` is that of a listing, in bytes under gzip; with 0 it stays as it is, as where the site
    itself says how long a page of a list is.
    """
    most = edition.settings["DEFAULT_PAGINATION"]
    if most != PER_PAGE:
        return edition
    count = per_page([entry(one) for one in articles], most, int(budget * _SHARE))
    return replace(edition, settings={**edition.settings, "DEFAULT_PAGINATION": count})


def is_from(content: Content, path: str) -> bool:
    """Whether an article, in any language, is the one whose source is this file."""
    return bool(content.bilingual.versions.source.pelican.source_path == path)


def newest(editions: Iterable[Edition], budget: int, lead: str) -> list[Edition]:
    """The editions with those articles that have room on one page for all of them.

    The one whose source is the file `lead` stands first, the others as they are listed.
    """
    listed = [
        replace(one, articles=sorted(one.articles, key=lambda each: not is_from(each, lead)))
        for one in editions
    ]
    rows = max((len(one.articles) for one in listed), default=0)
    texts = [
        "".join(entry(one.articles[row]) for one in listed if row < len(one.articles))
        for row in range(min(rows, PER_PAGE))
    ]
    count = per_page(texts, PER_PAGE, int(budget * _SHARE))
    return [replace(one, articles=one.articles[:count]) for one in listed]


def per_page(texts: Sequence[str], most: int, room: int) -> int:
    """How many entries stand on each page of a list: at most this many, at least one.

    `texts` are the entries; no page of them weighs more than `room` bytes, if that is not 0.
    """

    def fits(count: int) -> bool:
        starts = range(0, len(texts), count)
        return all(weigh("".join(texts[at : at + count])) <= room for at in starts)

    return next((count for count in range(most, 1, -1) if not room or fits(count)), 1)


def entry(content: Content) -> str:
    """About what a theme prints of an article in a list."""
    item = content.bilingual
    text = f"{''.join(item.keypoints[:1])} {item.summary or ''}"
    return _MARKUP.format(item.url, item.title, text, item.locale_date)


def most_used(topics: Sequence[tuple[Topic, list[Content]]]) -> list[tuple[Topic, list[Content]]]:
    """The topics of most articles, in the order in which they are given."""
    sizes = Counter({topic.slug: len(articles) for topic, articles in topics})
    kept = {slug for slug, _ in sizes.most_common(TOPICS)}
    return [one for one in topics if one[0].slug in kept]

"""What to read after an article."""

from __future__ import annotations

from collections.abc import Sequence

from pelican.contents import Content

MOST = 3
"""How many articles a page leads on to."""
NEAR = 12
"""How many articles before it, and behind it, are looked at."""


def related(articles: Sequence[Content]) -> dict[int, list[Content]]:
    """For each article of an edition, newest first, those on the same topics, by `id` of versions.

    Those with most topics in common stand first, then older ones: an article that is added changes
    few other pages. What has no topic in common with any leads on to the next older one.
    """
    found = {}
    topics = [{topic.slug for topic in one.bilingual.tags} for one in articles]
    for at, one in enumerate(articles):
        older, newer = range(at + 1, at + 1 + NEAR), range(at - 1, at - 1 - NEAR, -1)
        near = [other for other in (*older, *newer) if 0 <= other < len(articles)]
        shared = {other: len(topics[at] & topics[other]) for other in near}
        best = sorted(near, key=lambda other: -shared[other])
        kept = [other for other in best if shared[other]][:MOST] or near[:1]
        found[id(one.bilingual.versions)] = [articles[other] for other in kept]
    return found

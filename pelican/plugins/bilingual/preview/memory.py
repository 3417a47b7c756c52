"""What the site in memory knows besides one page: the same and similar texts, and what is left."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..catalog.catalog import anchor
from ..catalog.merge.matching import closest, index_words
from ..publish.run import Run

_MOST = 5
"""Texts that are shown beside a message."""


class Memory:
    """The messages of a run that is over, by the words of their sources."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._places = [
            (page.domain, key)
            for page in (one.page for one in run.versions)
            if page
            for key in dict.fromkeys(one.key for one in page.document.segments)
            if key[0] != "slug"
        ]
        self._index = index_words(key for _, key in self._places)

    def told(self, tag: str, domain: str, id_: str, msgid: str) -> dict[str, Any]:
        """What there is to know of a message in a language; `domain` and `id_` say which it is.

        `similar` are dicts with `msgid`, `texts`, `domain` and `same`, the closest first; `left`
        is how many messages of all pages have no translation that is published.
        """
        texts = self._similar(tag, domain, id_, msgid)
        versions = (one.languages.get(tag) for one in self._run.versions)
        found = (one.coverage for one in versions if one and one.coverage)
        return {"similar": [*texts], "left": sum(one.missing for one in found)}

    def _similar(self, tag: str, domain: str, id_: str, msgid: str) -> Iterator[dict[str, Any]]:
        build, said = self._run.build, set[str]()
        language = build.config.language(tag)
        for match in closest(self._index, msgid) if language else ():
            where, key = self._places[match.old]
            if (where, anchor(key)) == (domain, id_) or len(said) == _MOST:
                continue
            assert language
            message = build.store.catalog(language, where).messages.get(key)
            if message and message.published and message.msgstr not in said:
                said.add(message.msgstr)
                texts = list(message.forms or (message.msgstr,))
                same = key[1] == msgid
                yield {"msgid": key[1], "texts": texts, "domain": where, "same": same}

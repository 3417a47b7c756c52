"""What other plugins give to a page, for all of its versions.

Many look at the articles in the source language alone: their related posts, a picture, a rating.
"""

from __future__ import annotations

from typing import Any

from pelican.contents import Content

from .versions import Version, Versions

_OURS = frozenset({"translations", "tags", "get_url_setting"})
"""What every version gets of its own once all are made."""


def share(versions: Versions) -> None:
    """Give versions what only the source's content object has got since it was made.

    Pages among it become those of the version's language, or of both its languages.
    """
    (source, before), *others = versions.made
    given = {
        name: value
        for name, value in vars(source.pelican).items()
        if value is not before.get(name, before) and not name.startswith("_") and name not in _OURS
    }
    for version, made in others:
        content = version.pelican
        for name, value in given.items():
            if getattr(content, name, made) is made.get(name, made):
                setattr(content, name, _in_language(value, version))


def _in_language(value: Any, version: Version) -> Any:
    if isinstance(value, Content):
        found = getattr(value, "bilingual", None)
        if found is None:
            return value
        tag = version.languages[-1].tag
        side_by_side = found.versions.parallels.get(tag) if version.pair else None
        other = side_by_side or found.versions.languages.get(version.languages[0].tag)
        return other.pelican if other else value
    if isinstance(value, dict):
        return {key: _in_language(one, version) for key, one in value.items()}
    if type(value) in (list, tuple):
        return type(value)(_in_language(one, version) for one in value)
    return value

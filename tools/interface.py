"""Bring the theme's words and the editor's up to date, in every language that they are in here.

What is new is empty, what has changed is fuzzy, what has gone is obsolete. The languages of this
repository's own site have catalogs of more than these words, and `bilingual update` for them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).parent.parent


def words() -> tuple[list[Any], list[Path]]:
    """The theme's messages, each with its file, and the catalogs that have nothing else."""
    from pelican.settings import read_settings

    from pelican.plugins.bilingual.catalog.interface import theme_words
    from pelican.plugins.bilingual.catalog.site import site_segments
    from pelican.plugins.bilingual.project.read import read_project
    from pelican.plugins.bilingual.source.pages import Pages

    file = PROJECT / "pelicanconf.py"
    site = read_project(read_settings(str(file)), file)
    found = site_segments(site.settings, file, (), (), Pages(site).parser.backlink_title)
    own = {one.folder for one in site.config.targets}
    catalogs = sorted(PROJECT.glob("translations/*/LC_MESSAGES/site.po"))
    return theme_words(found), [one for one in catalogs if one.parts[-3] not in own]


def renewed(data: bytes, located: Sequence[Any]) -> str:
    """The text of a catalog brought up to these messages; where they stand is left out."""
    from pelican.plugins.bilingual.catalog.merge.renewal import updated

    return re.sub(r"^#: .*\n", "", updated(data, "site.po", located, {}), flags=re.MULTILINE)


def main() -> Iterator[str]:
    """Write them, and say of each what is left to translate."""
    from pelican.plugins.bilingual.catalog.po.file import parse
    from pelican.plugins.bilingual.preview.words import FOLDER, said

    located, catalogs = words()
    files = [(one, located) for one in catalogs]
    files += [(one, [*said()]) for one in sorted(FOLDER.glob("*.po"))]
    for path, found in files:
        text = renewed(path.read_bytes(), found)
        path.write_text(text, encoding="utf-8")
        left = sum(not one.translated() for one in parse(text.encode(), path.name))
        yield f"{path.relative_to(PROJECT)}: {left} left to translate"


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    for line in main():
        print(line)

"""The same articles as a site for each system that is timed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import polib
from articles import Article, pseudo

SOURCE, TARGET = "en", "tk"

SETTINGS: dict[str, Any] = {
    "SITENAME": "Benchmark",
    "SITEURL": "https://example.org",
    "PATH": "content",
    "THEME": "simple",
    "TIMEZONE": "UTC",
    "DEFAULT_LANG": SOURCE,
    "RELATIVE_URLS": True,
    "DISPLAY_CATEGORIES_ON_MENU": False,
    "DEFAULT_PAGINATION": 100_000,  # the others' listings are one page, too
    "FEED_MAX_ITEMS": 20,
    "FEED_ALL_ATOM": None,
    "CATEGORY_FEED_ATOM": None,
    "TRANSLATION_FEED_ATOM": None,
    "AUTHOR_FEED_ATOM": None,
    "AUTHOR_FEED_RSS": None,
    "MARKDOWN": {
        "extensions": ["extra", "smarty", "toc", "admonition", "sane_lists"],
        "output_format": "html",
    },
}
THEME = "THEME = 'simple'\n"
OURS = {"PLUGINS": ["bilingual"]}
CONFS = {
    "pelicanconf.py": (True, True),
    "theme.py": (True, False),
    "parallel.py": (False, True),
    "bare.py": (False, False),
}
"""Settings files of ours: whether it is the plugin's own theme, and has parallel pages."""
FOLDERS = {SOURCE: "/", TARGET: f"/{TARGET}/"}
"""Where the others have a language's pages."""
SUBSITES = {
    "PLUGINS": ["i18n_subsites"],
    "I18N_SUBSITES": {TARGET: {}},
    "ARTICLE_URL": "{slug}/",
    "ARTICLE_SAVE_AS": "{slug}/index.html",
    "TAG_URL": "topics/{slug}/",
    "TAG_SAVE_AS": "topics/{slug}/index.html",
    "CATEGORY_SAVE_AS": "",
    "AUTHOR_SAVE_AS": "",
    "DIRECT_TEMPLATES": ["index"],
    "FEED_ATOM": "feed.xml",
    "TAG_FEED_ATOM": "topics/{slug}/feed.xml",
}


def write_ours(folder: Path, sources: Iterable[Article], environment: Mapping[str, str]) -> None:
    """One Markdown file and one fully translated catalog per article."""
    languages = {SOURCE: "English", TARGET: "Türkmençe"}
    for name, (own_theme, parallel) in CONFS.items():
        bilingual = {"languages": languages, "addresses": "editions", "parallel": parallel}
        text = settings(OURS | {"BILINGUAL": bilingual})
        write(folder / name, text.replace(THEME, "") if own_theme else text)
    for article in sources:
        write(folder / "content" / f"{article.slug}.md", article.for_pelican())
    update = [sys.executable, "-m", "pelican.plugins.bilingual", "update"]
    subprocess.run(update, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    for path in (folder / "translations" / TARGET).rglob("*.po"):
        catalog = polib.pofile(str(path), wrapwidth=78)
        for entry in catalog:
            if path.name == "site.po" and not entry.msgctxt:  # the theme's words have formats
                continue
            entry.msgstr = entry.msgid if entry.msgctxt == "slug" else pseudo(entry.msgid)
        catalog.save()


def write_subsites(folder: Path, texts: Mapping[str, Sequence[Article]]) -> None:
    """One Markdown file per article and language."""
    write(folder / "pelicanconf.py", settings(SUBSITES))
    for article in chain.from_iterable(texts.values()):
        write(folder / "content" / f"{article.slug}.{article.lang}.md", article.for_pelican())


def write_hugo(folder: Path, texts: Mapping[str, Sequence[Article]]) -> None:
    """One Markdown file per article and language."""
    shutil.copytree(Path(__file__).parent / "hugo", folder)
    for article in chain.from_iterable(texts.values()):
        write(folder / "content" / article.lang / f"{article.slug}.md", article.for_hugo())


def write_eleventy(folder: Path, texts: Mapping[str, Sequence[Article]]) -> None:
    """One Markdown file per article and language."""
    shutil.copytree(Path(__file__).parent / "eleventy", folder)
    for article in chain.from_iterable(texts.values()):
        path = folder / "content" / article.lang / f"{article.slug}.md"
        write(path, article.for_eleventy(FOLDERS))


def settings(more: dict[str, Any]) -> str:
    """A Pelican settings file."""
    return "".join(f"{name} = {value!r}\n" for name, value in (SETTINGS | more).items())


def write(path: Path, text: str) -> None:
    """Write a file, its folder included."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

"""Beside what other people have written: themes and plugins as PyPI has them, unchanged."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from support import PROJECT, Site, missing, text_of

ENVIRONMENT = PROJECT / ".venv-strangers"
LINE = '{% include "bilingual/languages.html" %}'
THEMES = {
    "reflex": "pelican/themes/reflex",
    "engineering": "pelican_engineering_theme/theme",
    "smallweb": "pelican/themes/smallweb",
    "themeless": "pelican/themes/themeless",
    "shiori": "pelican_shiori",
    "notmyidea": "pelican/themes/notmyidea",
    "simple": "pelican/themes/simple",
}
SCSS = """
from pathlib import Path

import sass
from pelican.plugins.webassets.vendor.webassets.filter import Filter, register_filter


class Scss(Filter):
    name = "scss"

    def input(self, _in, out, source_path, **_):
        out.write(sass.compile(string=_in.read(), include_paths=[str(Path(source_path).parent)]))


def register():
    register_filter(Scss)
"""
"""Shiori's styles are made by a program of Ruby's that is kept up no more: libsass in its place."""
PLUGINS = ["neighbors", "related_posts", "series", "sitemap", "image_process", "render_math", "seo"]
SETTINGS = """
AUTHOR = "Somebody"
SITEURL = "https://example.org"
CC_LICENSE = {"name": "x", "slug": "by", "version": "4.0", "language": "en", "icon": False}
COPYRIGHT = {}
SITEMAP = {"format": "xml"}
IMAGE_PROCESS = {"thumb": ["scale_in 10 10 True"]}
RELATED_POSTS_MAX = 2
DEFAULT_PAGINATION = 2
"""
ARTICLE = "Title: {title}\nDate: 2026-01-0{day}\nSlug: {slug}\nTags: life\nSeries: Days\n\n{text}\n"


def packages() -> Path:
    """Where the strangers are installed."""
    found = next((ENVIRONMENT / "lib").glob("python*/site-packages"), None)
    return found or missing(
        "Other people's themes are missing: run make .venv-strangers/installed."
    )


@pytest.fixture
def strange(site: Site) -> Site:
    """A site of three articles, half translated, a page and a draft."""
    site.set(SETTINGS)
    for day, slug in enumerate(("one", "two", "three"), 1):
        text = "The sum $x^2$ is *clear*.\n\nMore."
        page = ARTICLE.format(title=slug.title(), day=day, slug=slug, text=text)
        site.write(f"content/{slug}.md", page)
        site.catalog(
            slug,
            f'msgctxt "title"\nmsgid "{slug.title()}"\nmsgstr "{slug.title()} tk"\n\n'
            'msgid "More."\nmsgstr "Ýene."\n',
        )
    site.write("content/four.md", "Title: Four\nDate: 2026-01-04\nStatus: draft\n\nA draft.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    return site


def build(site: Site) -> str:
    """Build as a person does, in the strangers' environment; what it says."""
    done = subprocess.run(
        [ENVIRONMENT / "bin/python", "-m", "pelican"],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        cwd=site.root,
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-3000:]
    assert "Traceback" not in said, said[-3000:]
    return said


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_shows_every_language_and_the_way_between_them(strange: Site, theme: str) -> None:
    """Each page in each language and side by side, with the switch by one line of the theme."""
    folder = packages() / THEMES[theme]
    if theme == "shiori":
        strange.write("scss.py", SCSS)
        strange.set('PLUGINS = ["scss", "webassets", "bilingual"]\nPLUGIN_PATHS = ["."]')
        strange.set('WEBASSETS_CONFIG = [("jinja2_context", {"theme": "dark"})]')
    strange.set(f"THEME = {str(folder)!r}\nTHEME_TEMPLATES_OVERRIDES = ['mine']")
    names = ["article.html", "include/article_page.html", "base.html", "include/base.html"]
    files = [folder / "templates" / one for one in names if (folder / "templates" / one).is_file()]
    place = re.compile(r"{%-? block content\w* -?%}|<body[^>]*>")
    found = next(one for one in files if place.search(one.read_text("utf-8")))
    text = place.sub(rf"\g<0>{LINE}", found.read_text("utf-8"), count=1)
    strange.write(f"mine/{found.relative_to(folder / 'templates')}", text)
    build(strange)
    for url in ("en/one", "tk/one", "en-tk/one"):
        page = strange.html(f"{url}/index.html")
        assert "One" in text_of(page)
        nav = next(one for one in page.iter("nav") if one.get("class") == "languages")
        targets = [str(one.get("href")).strip("./") for one in nav.iter("a")]
        assert targets == ["en/one", "tk/one", "en-tk/one"]
    assert "Ýene." in text_of(strange.html("tk/one/index.html"))
    assert "Three tk" in text_of(strange.html("tk/index.html"))


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_does_its_work_in_every_language(strange: Site, plugin: str) -> None:
    """The site is built with it, with all of its pages."""
    packages()
    strange.set(f'PLUGINS = ["{plugin}", "bilingual"]')
    build(strange)
    for url in ("en/one", "tk/one", "en-tk/one", "tk/about", "tk"):
        assert (strange.output / url / "index.html").is_file()


def test_neighbours_and_series_stay_in_their_language(strange: Site) -> None:
    """What is next to a Turkmen page is Turkmen, and side by side what is next to such a page."""
    packages()
    strange.set('PLUGINS = ["neighbors", "series", "related_posts", "bilingual"]')
    strange.set("THEME_TEMPLATES_OVERRIDES = ['mine']")
    strange.write(
        "mine/article.html",
        "{% if article.prev_article and article.next_article %}"
        "<p>{{ article.prev_article.title }}|{{ article.next_article.title }}</p>"
        "<p>{{ article.series.previous.title }}|{{ article.series.next.title }}</p>"
        "<p>{{ article.related_posts|map(attribute='title')|sort|join('|') }}</p>{% endif %}",
    )
    build(strange)
    for url, names in (("en/two", ("One", "Three")), ("tk/two", ("One tk", "Three tk"))):
        texts = [text_of(one) for one in strange.html(f"{url}/index.html").iter("p")]
        assert [set(one.split("|")) for one in texts] == [set(names)] * 3, url


def test_typography_of_the_source_leaves_titles_plain(strange: Site) -> None:
    """English quotation marks stay out of other languages, and the build says so."""
    if not (packages() / "typogrify").is_dir():
        missing("typogrify is missing: run make .venv-strangers/installed.")
    strange.set("TYPOGRIFY = True\nTHEME = 'simple'")
    strange.write("content/one.md", 'Title: One "1"\nSlug: one\nDate: 2026-01-02\n\nA "text".\n')
    strange.catalog("one", 'msgid "A \\"text\\"."\nmsgstr "Bir «tekst»."\n')
    said = build(strange)
    assert "One “1”" in text_of(strange.html("en/one"))
    assert "A “text”." in text_of(strange.html("en/one"))
    assert "Bir «tekst»." in text_of(strange.html("tk/one"))
    assert "TYPOGRIFY changes the source language alone" in " ".join(said.split())

"""A theme that knows nothing of languages: Pelican's own, changed by one line."""

from __future__ import annotations

import pytest
from support import Site, text_of

from pelican.plugins.bilingual.cli.main import main

LINE = '{% include "bilingual/languages.html" %}'


def test_one_line_gives_any_theme_the_language_switch(site: Site) -> None:
    """The page in each language and side by side are a link away, from every page there is."""
    site.write(
        "mine/base.html",
        f'{{% extends "!simple/base.html" %}}{{% block header %}}{LINE}{{% endblock %}}',
    )
    site.set('THEME_TEMPLATES_OVERRIDES = ["mine"]')
    site.page("one")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.build()
    for page in (
        "en/one/index.html",
        "tk/about/index.html",
        "en-tk/one/index.html",
        "tk/index.html",
    ):
        nav = next(one for one in site.html(page).iter("nav") if one.get("class") == "languages")
        links = [(text_of(one), one.get("hreflang")) for one in nav.iter("a")]
        assert links[:2] == [("English", "en"), ("Türkmençe", "tk")], page
        assert len(links) == (2 if page == "tk/index.html" else 3)
        for link in nav.iter("a"):
            target = (site.output / page).parent / str(link.get("href"))
            assert (target / "index.html").is_file()


@pytest.mark.parametrize("theme", ["simple", "notmyidea"])
def test_pelicans_own_themes_build(site: Site, theme: str) -> None:
    """With an article that names no category, a topic, a page and a draft, in both languages."""
    site.set(f"THEME = {theme!r}")
    site.page("one")
    site.write("content/two.md", "Title: Two\nDate: 2026-01-02\nTags: life\nStatus: draft\n\nText.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.build()
    for page in ("en/one/index.html", "tk/one/index.html", "en-tk/one/index.html"):
        assert "A title" in text_of(site.html(page))


@pytest.mark.parametrize(
    ("settings", "words"),
    [('THEME = "nowhere"\n', "Could not find the theme"), ("SITENAME = (\n", "never closed")],
)
def test_settings_that_pelican_cannot_read_are_one_sentence(
    site: Site, settings: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What, where, and a remedy; no traceback."""
    site.set(settings)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert words in said
    assert said.startswith("pelicanconf.py")
    assert "Traceback" not in said


def test_what_a_plugin_gives_to_templates_is_there_in_every_language(site: Site) -> None:
    """Extensions, and values that they look for in the environment, as webassets has them."""
    site.write(
        "local.py",
        "from jinja2 import pass_environment\n"
        "from jinja2.ext import Extension\n"
        "from pelican.plugins import signals\n\n"
        "class Shout(Extension):\n"
        "    def __init__(self, environment):\n"
        "        super().__init__(environment)\n"
        "        environment.filters['shout'] = str.upper\n\n"
        "@pass_environment\n"
        "def bundle(environment):\n"
        "    return environment.a_bundle\n\n"
        "def give(generator):\n"
        "    generator.env.add_extension(Shout)\n"
        "    generator.env.a_bundle = 'style.min.css'\n"
        "    generator.env.globals['bundle'] = bundle\n\n"
        "def register():\n"
        "    signals.generator_init.connect(give)\n",
    )
    site.set('PLUGINS = ["bilingual", "local"]\nPLUGIN_PATHS = ["."]\nTHEME = "theme"')
    site.set("THEME_STATIC_PATHS = []")
    for name in ("article", "index", "page", "archives", "author", "category", "tag"):
        site.write(f"theme/templates/{name}.html", "<p>{{ bundle() }} {{ 'x'|shout }}</p>")
    for name in ("authors", "categories", "tags", "period_archives"):
        site.write(f"theme/templates/{name}.html", "")
    site.page("one")
    site.build()
    for tag in ("en", "tk"):
        text = (site.output / tag / "one/index.html").read_text("utf-8")
        assert "style.min.css X" in text


def test_a_theme_has_what_the_core_gives_to_articles_on_parallel_pages_too(site: Site) -> None:
    """The category and the word that it is one of the blog's, as Elegant asks for them."""
    site.set('THEME = "theme"\nTHEME_STATIC_PATHS = []')
    for name in ("index", "page", "archives", "author", "category", "tag", "base"):
        site.write(f"theme/templates/{name}.html", "")
    for name in ("authors", "categories", "tags", "period_archives"):
        site.write(f"theme/templates/{name}.html", "")
    site.write(
        "theme/templates/article.html", "<p>{{ category.name }} {{ blog }} {{ article.url }}"
    )
    site.page("one")
    site.build()
    for folder in ("en", "tk", "en-tk"):
        text = (site.output / folder / "one/index.html").read_text("utf-8")
        assert text.startswith(f"<p>misc True {folder}/one/")

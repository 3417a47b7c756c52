"""Each name of Pelican that its documentation does not promise, and what to do when it goes.

The weekly job runs these against the newest Pelican. A test that fails names the function of
`site/core.py` that has to find another way.
"""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import Any

import pytest
from pelican.contents import Article, Content
from pelican.settings import read_settings
from pelican.writers import Writer
from support import Site

from pelican import Pelican
from pelican.plugins import signals
from pelican.plugins.bilingual.check.kept import Body
from pelican.plugins.bilingual.site import core
from pelican.plugins.bilingual.source.document import Asks


@pytest.fixture
def article(site: Site) -> Content:
    """An article that links to another page."""
    html = '<p>See <a href="{static}a.txt">it</a>.</p>'
    settings = read_settings("pelicanconf.py")
    metadata = {"title": "A", "slug": "a"}
    context = {"static_content": {}, "generated_content": {}, "localsiteurl": "", "SITEURL": ""}
    return Article(html, metadata, settings, str(site.root / "content/a.md"), context)


def test_a_text_is_read_when_it_is_asked_for(article: Content) -> None:
    """Pelican has it as `_content`, and asks for a class by name. If not: keep texts as it does."""
    read = list[str]()

    def text() -> Body:
        read.append("read")
        return Body("<p>Another one.</p>", (), [{"id": "one"}])

    core.lighten(article, text, Asks((), looked_at=False))
    assert isinstance(article, Article)
    assert (type(article).__name__, read) == ("Article", [])
    assert core.is_light(article)
    assert (article.content, core.body(article)) == ("<p>Another one.</p>",) * 2
    assert (core.held(article), core.toc_of(article)) == ("", [{"id": "one"}])
    article._content = "<p>Set.</p>"
    assert (core.body(article), core.held(article), core.toc_of(article)) == (
        *("<p>Set.</p>",) * 2,
        [],
    )


def test_a_settled_address_is_not_made_again(article: Content) -> None:
    """`url` and `save_as` ask `get_url_setting`. If not: settle nothing, it is only slower."""
    before = article.url, article.save_as
    core.settle_address(article)
    other = core.address_with(article, "b")
    article.slug = "c"
    assert (article.url, article.save_as) == before
    assert other == (before[0].replace("a", "b", 1), before[1].replace("a", "b", 1))


def test_the_settings_file_is_found_wherever_a_command_starts(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`read_settings` loads the file as a module. If it does so no more: ask for another way."""
    file = site.root / "pelicanconf.py"
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert core.settings_file(read_settings(str(file))) == file


def test_the_settings_file_is_found_among_those_that_it_imports(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `publishconf.py` that takes over another file's settings is the one that was read."""
    site.write("live/publishconf.py", 'from pelicanconf import *\nPATH = "../content"\n')
    monkeypatch.syspath_prepend(site.root)
    monkeypatch.delitem(sys.modules, "pelicanconf", raising=False)
    found = core.settings_file(read_settings("live/publishconf.py"))
    assert found == site.root / "live" / "publishconf.py"


def test_the_settings_file_is_found_though_the_command_line_changes_settings(site: Site) -> None:
    """`-e BILINGUAL=…` replaces the dictionary that the file has."""
    changed = {"BILINGUAL": {"languages": {"en": "English"}}}
    settings = read_settings("pelicanconf.py", override=changed)
    assert core.settings_file(settings) == site.root / "pelicanconf.py"


def test_content_keeps_its_html_as_it_was_made(article: Content) -> None:
    """`Content._content`. If it is gone: keep what the reader has given, by source path."""
    assert "{static}" in core.body(article)


def test_a_summary_s_links_are_replaced_for_each_page_that_prints_it(article: Content) -> None:
    """`Content._update_content` and `get_summary`. If they are gone: replace links ourselves."""
    core.print_summary(article, "<p>Short.</p>")
    assert article.get_summary("..") == "<p>Short.</p>"
    assert article.summary == "<p>Short.</p>"


def test_a_summary_of_the_text_s_beginning_can_be_changed(article: Content) -> None:
    """`Content.get_summary(siteurl)`. If it takes something else: adapt `change_summary`."""
    core.change_summary(article, lambda html: html.replace("See", "Look at"))
    assert "Look at" in article.get_summary("..")


def test_pelican_tells_which_pages_and_files_there_are(site: Site) -> None:
    """`generated_content`, `static_content`. If they are renamed: adapt `core`'s two functions."""
    site.page("one")
    site.write("content/images/a.png", b"x")
    seen: list[Any] = []

    def keep(generators: list[Any]) -> None:
        context = generators[0].context
        seen.append((core.pages_by_path(context).keys(), core.files_by_path(context).keys()))

    signals.all_generators_finalized.connect(keep)
    try:
        Pelican(read_settings("pelicanconf.py")).run()
    finally:
        signals.all_generators_finalized.disconnect(keep)
    assert "one.md" in seen[0][0]
    assert "images/a.png" in seen[0][1]


@pytest.mark.parametrize("name", ["_create_new_feed", "_add_item_to_the_feed"])
def test_the_writer_makes_feeds_in_steps(name: str) -> None:
    """If a step is gone: write feeds in `publish/feeds.py` with `feedgenerator` itself."""
    assert callable(getattr(Writer, name))


def test_a_content_knows_whether_its_path_is_below_the_content(article: Content) -> None:
    """`relative_dir` is what links are counted from. If it is gone: take it from the path."""
    assert article.relative_dir == ""
    assert Path(article.source_path).name == "a.md"


def test_bodies_are_forgotten(article: Content) -> None:
    """Pelican keeps them in `memoized`. If it has no cache any more: take `forget_bodies` out."""
    assert article.get_content("..")
    assert any(key[0] is article for key in vars(Content)["get_content"].cache)
    core.forget_bodies()
    assert not vars(Content)["get_content"].cache
    assert not vars(Content)["get_summary"].cache


def test_what_another_process_has_logged_is_logged_once() -> None:
    """Pelican's filter raises `FilteredMessage`. If it does so no more: log without a guard."""
    record = logging.makeLogRecord({"name": "pelican.contents", "levelno": 30, "msg": "Once more."})
    handler = logging.Handler()
    seen: list[logging.LogRecord] = []
    handler.emit = seen.append  # type: ignore[method-assign]
    logging.getLogger("pelican.contents").addHandler(handler)
    try:
        core.log_again(record)
        core.log_again(record)
    finally:
        logging.getLogger("pelican.contents").removeHandler(handler)
    assert seen == [record]


@pytest.mark.parametrize("relative", [True, False])
def test_a_template_is_given_what_the_writer_gives(
    tmp_path: Path, site: Site, relative: bool
) -> None:
    """`context_of` is what `Writer.write_file` makes. If it makes it otherwise: so must we."""
    given: list[dict[str, Any]] = []

    class Template:
        def render(self, context: dict[str, Any]) -> str:
            given.append(dict(context))
            return ""

    settings = read_settings("pelicanconf.py")
    context = settings | {"localsiteurl": settings["SITEURL"]}
    values = {"article": 1, "blog": True, "url": "a/b/", "override_output": False}
    Writer(str(tmp_path), settings).write_file(
        "a/b/index.html", Template(), context, relative, **values
    )
    made = core.context_of(settings | {"localsiteurl": ""}, "a/b/index.html", values, relative)
    assert given == [made]

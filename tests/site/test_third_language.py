"""A third language is one entry in the settings, and its catalogs."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.settings import read_settings
from support import PROJECT, Site, text_of
from walk import broken, pages

from pelican.plugins.bilingual.catalog.catalog import read_catalog
from pelican.plugins.bilingual.cli.main import main

PLURAL = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<12 || n%100>14) ? 1 : 2);"
)
RU = {
    "Follow the feed": "Читать ленту (Atom)",
    "Topics": "Темы",
}
FORMS = (
    'msgid "%(num)s minute to read"\nmsgid_plural "%(num)s minutes to read"\n'
    'msgstr[0] "%(num)s минута"\nmsgstr[1] "%(num)s минуты"\nmsgstr[2] "%(num)s минут"\n\n'
)


@pytest.fixture
def russian(site: Site) -> Site:
    """A site with this repository's theme in English, Turkmen and Russian."""
    site.set('BILINGUAL["languages"]["ru"] = "Русский"')
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.write(
        "content/one.md",
        f"Title: One\nDate: 2026-01-02\nSlug: one\nTags: X\n\nGood day. {'w ' * 700}",
    )
    site.page("two", "[one]({filename}one.md)")
    site.page("three", "w " * 1700)
    site.catalog("two", 'msgctxt "slug"\nmsgid "two"\nmsgstr "dva"\n', language="ru")
    site.set('BILINGUAL["newsletter"] = {"title": "Weekly newsletters:"}')
    name = 'msgctxt "setting"\nmsgid "Weekly newsletters:"\nmsgstr "%s"\n\n'
    texts = name % "Еженедельная рассылка:" + "".join(
        f'msgid "{one}"\nmsgstr "{two}"\n\n' for one, two in RU.items()
    )
    path = site.catalog("site", texts + FORMS, language="ru")
    path.write_text(
        path.read_text("utf-8").replace("nplurals=2; plural=(n != 1);", PLURAL), "utf-8"
    )
    site.catalog("site", name % "Hepdelik täzeliklere:")
    return site


def test_a_third_language_has_its_edition(russian: Site) -> None:
    """`/ru/` and `/en-ru/` appear beside the others, with feed and topics, all links whole."""
    russian.build()
    for file in (
        "ru/index.html",
        "ru/feed.xml",
        "ru/one/index.html",
        "ru/dva/index.html",
        "ru/topics/x/index.html",
        "en-ru/one/index.html",
        "en-ru/two/index.html",
        "en-tk/one/index.html",
        "tk/one/index.html",
    ):
        assert (russian.output / file).is_file(), file
    assert not broken(russian.output)
    assert russian.html("ru/one").get("lang") == "ru"


def test_pairs_of_targets_are_not_made(russian: Site) -> None:
    """Parallel pages have the source on one side: there is no `/tk-ru/`."""
    russian.build()
    assert {path.name for path in russian.output.iterdir() if path.is_dir()} <= {
        "en", "tk", "ru", "en-tk", "en-ru", "theme", "status",
    }  # fmt: skip


def test_links_of_each_pair_stay_in_the_pair(russian: Site) -> None:
    """A link of an English-Russian page leads to the English-Russian page."""
    russian.build(SITEURL="https://example.org")
    for folder in ("en-tk", "en-ru"):
        root = russian.html(f"{folder}/two")
        found = {one.get("href") for one in root.iter("a") if text_of(one) == "one"}
        assert found == {f"../../{folder}/one/"}


def test_the_newsletter_line_gains_the_language(russian: Site) -> None:
    """The line stands in all languages on every page, the source's last."""
    russian.build()
    line = "Hepdelik täzeliklere: / Еженедельная рассылка: / Weekly newsletters:"
    for page, root in pages(russian.output).items():
        assert line in text_of(root), page


def test_plural_forms_follow_the_language(russian: Site) -> None:
    """Russian picks among three forms by the number: 4 минуты, 9 минут, 1 минута."""
    russian.build()
    assert "4 минуты" in text_of(russian.html("ru/one"))
    assert "9 минут" in text_of(russian.html("ru/three"))
    assert "1 минута" in text_of(russian.html("ru/dva"))
    assert "4 minutes to read" in text_of(russian.html("en/one"))


def test_the_switch_offers_all_languages(russian: Site) -> None:
    """Every version of a page leads to the three languages and the two pairs."""
    russian.build(SITEURL="https://example.org")
    addresses = {"en/two/", "tk/two/", "ru/dva/", "en-tk/two/", "en-ru/two/"}
    for own in addresses:
        found = {one.get("href", "").removeprefix("../../") for one in russian.html(own).iter("a")}
        assert addresses - {own} <= found, own


def test_dates_are_russian(russian: Site) -> None:
    """CLDR's Russian date stands in the Russian edition."""
    russian.build()
    assert "2 января 2026" in text_of(russian.html("ru/one"))


def test_update_makes_the_catalogs(russian: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """`bilingual update` writes a catalog a page, with the three plural forms of Russian."""
    (russian.root / "translations/ru/LC_MESSAGES/site.po").unlink()
    russian.write(
        "mine/x.html",
        "{% trans n=1 %}{{ n }} day{% pluralize %}{{ n }} days{% endtrans %}",
    )
    russian.set('THEME_TEMPLATES_OVERRIDES = ["mine"]')
    assert main(["update"]) == 0
    folder = russian.root / "translations/ru/LC_MESSAGES"
    assert sorted(path.name for path in folder.iterdir()) == [
        "one.po", "site.po", "three.po", "two.po",
    ]  # fmt: skip
    text = (folder / "site.po").read_text("utf-8")
    assert "nplurals=3" in text
    assert 'msgstr[2] ""' in text
    assert "msgstr[3]" not in text
    read_catalog(folder / "site.po", "site", runtime=True)


def test_the_flagship_takes_a_third_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The repository's own site builds with one more language and no other change."""
    from pelican import Pelican

    monkeypatch.chdir(PROJECT)
    settings = read_settings("pelicanconf.py", override={"OUTPUT_PATH": str(tmp_path / "output")})
    languages = {**settings["BILINGUAL"]["languages"], "ru": "Русский"}
    settings["BILINGUAL"] = {**settings["BILINGUAL"], "languages": languages}
    Pelican(settings).run()
    assert not broken(tmp_path / "output")
    for page in ("ru/safe-city/index.html", "en-ru/safe-city/index.html"):
        assert (tmp_path / "output" / page).is_file()

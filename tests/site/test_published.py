"""What a build makes of what translators have written, and what it does without."""

from __future__ import annotations

import logging

import pytest
from support import PROJECT, Site, findings, snapshot

from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.cli.main import main


@pytest.mark.parametrize("noqa", ["", "# noqa: numbers\n"])
def test_a_comment_accepts_another_number(site: Site, noqa: str) -> None:
    """`# noqa: numbers` is for what a person has looked at."""
    site.page("one", "About 30 people.")
    site.catalog("one", f'{noqa}msgid "About 30 people."\nmsgstr "40 adama golaý."\n')
    site.build()
    text = (site.output / "tk/one/index.html").read_text("utf-8")
    assert ("40 adama golaý." in text) == bool(noqa)


def test_what_update_writes_the_build_reads(site: Site) -> None:
    """Catalogs filled with their own msgids leave no fallback on any page."""
    site.page("one", "Good day.\n\n- a\n- b\n\nSee [it](https://example.org).")
    site.page("two", "# A heading\n\nGood night.")
    main(["update"])
    for path in (site.root / "translations/tk/LC_MESSAGES").rglob("*.po"):
        file = parse(path.read_bytes(), path.name)
        for entry in file:
            if entry.msgid_plural:
                entry.msgstr_plural = {0: entry.msgid, 1: entry.msgid_plural}
            else:
                entry.msgstr = entry.msgid
        path.write_text(f"{file}", "utf-8")
    site.build()
    for page in (site.output / "tk").rglob("*.html"):
        assert 'lang="en"' not in page.read_text("utf-8").replace('hreflang="en"', ""), page


def test_a_build_spells_nothing(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """It takes no time there, and a damaged dictionary keeps nobody from publishing."""
    site.set('BILINGUAL["spelling"] = {"tk": "dictionary"}')
    site.write("dictionary/index.aff", "")
    site.write("dictionary/index.dic", "")
    site.page("one", "A dog.")
    site.catalog("one", 'msgid "A dog."\nmsgstr "Xalam."\n')
    site.build()
    assert "dictionary" not in capsys.readouterr().err


SLUG = 'msgctxt "slug"\nmsgid "one"\nmsgstr "{}"\n\n'


@pytest.mark.parametrize(
    "slug",
    [
        *("Привет", "a/b", "Hello World!", "two", "search", "..", "a--b", "-", "x" * 300),
        *("tk/one", "one.html", "%20", "ağ", "../../etc", "index.html", "<b>", "a\\nb"),
    ],
)
def test_a_slug_that_cannot_be_used_is_an_error_of_its_message(
    site: Site, caplog: pytest.LogCaptureFixture, slug: str
) -> None:
    """The site is built, readers get the source's slug, and check and build name the line."""
    site.page("one")
    site.page("two")
    file = site.catalog("one", SLUG.format(slug))
    line = file.read_text("utf-8").split("msgctxt")[0].count("\n") + 1
    (found,) = (one for one in findings() if one.check == "slug")
    assert (found.severity, found.line, found.page) == ("error", line, "one")
    with caplog.at_level(logging.WARNING):
        site.build()
    assert f"translations/tk/LC_MESSAGES/one.po:{line}: {found.text}" in caplog.text
    assert (site.output / "tk/one/index.html").is_file()


@pytest.mark.parametrize("slug", ["uno", "bir-sahypa", "Täze sahypa"])
def test_a_good_slug_is_none(site: Site, slug: str) -> None:
    """What can be an address is one."""
    site.page("one")
    site.catalog("one", SLUG.format(slug))
    assert not [one for one in findings() if one.check == "slug"]
    site.build()
    assert not (site.output / "tk/one").exists()


def test_no_page_names_who_has_saved_a_catalog(site: Site) -> None:
    """Headers and notes have names and addresses; readers see those below `Translators:` alone."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    site.page("one", "Good day.")
    file = site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    names = ("Myradowa", "ayna@example.org", "Orazow", "Gurbanowa", "Toparyň")
    header = (
        f"# {names[3]} <{names[1]}>, 2026.\n# Translators:\n# Pen Name <{names[1]}>, 2026\n#\n"
        'msgid ""\nmsgstr ""\n'
        f'"Last-Translator: Aýna {names[0]} <{names[1]}>\\n"\n"Language-Team: {names[4]}\\n"\n'
    )
    text = file.read_text("utf-8").removeprefix('msgid ""\nmsgstr ""\n')
    mark = f"# reviewed: 00000000 {names[2]} 2026-11-23\n"
    file.write_text(header + text.replace('msgid "Good', f'{mark}msgid "Good'), "utf-8")
    site.build()
    assert b"Pen Name" in (site.output / "tk/one/index.html").read_bytes()
    for path, data in snapshot(site.output).items():
        for name in names:
            assert name.encode() not in data, path

"""The theme's own words, in every language that the repository has them in."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from functools import cache

import interface
import pytest
from support import PROJECT, project, tool

from pelican.plugins.bilingual.catalog.catalog import Catalog, read_catalog
from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.catalog.site import site_segments
from pelican.plugins.bilingual.check.page import check_site
from pelican.plugins.bilingual.language.cldr import gettext_plural, parse_locale
from pelican.plugins.bilingual.source.segments import Key

OF_THE_SITE = {"setting", "menu", "topic"}
"""Contexts of what each site says of itself; the rest is the theme's."""
FILES = {path.parts[-3]: path for path in (PROJECT / "translations").glob("*/LC_MESSAGES/site.po")}


@pytest.fixture(params=sorted(FILES))
def folder(request: pytest.FixtureRequest) -> str:
    """Each language's folder below `translations/`."""
    return str(request.param)


@cache
def strings() -> dict[Key, bool]:
    """The messages of the theme, and whether each has plural forms."""
    site = project(PROJECT / "pelicanconf.py")
    backlink = site.settings["MARKDOWN"]["extension_configs"]["footnotes"]["BACKLINK_TITLE"]
    found = (one for _, one in site_segments(site.settings, site.file, (), (), backlink))
    return {one.key: bool(one.plural) for one in found if one.msgctxt not in OF_THE_SITE}


@cache
def catalog(folder: str) -> Catalog:
    return read_catalog(FILES[folder], folder, runtime=True)


def plural_rule(folder: str) -> str:
    """What a catalog's header should say of plural forms."""
    return gettext_plural(parse_locale(folder.replace("_", "-")))


def test_there_are_enough() -> None:
    """An empty list would pass every test below."""
    assert len(strings()) > 60
    assert sum(strings().values()) >= 5
    assert {"de", "fa", "kk", "ky", "ru", "tg", "tk", "uk", "uz"} <= set(FILES)


def test_every_string_is_translated(folder: str) -> None:
    """No reader meets a word of the theme in English."""
    messages = catalog(folder).messages
    missing = [key for key in strings() if key not in messages or not messages[key].published]
    assert missing == []


def test_every_plural_form_is_there(folder: str) -> None:
    """As many forms as the language has, all filled in."""
    messages, rule = catalog(folder).messages, plural_rule(folder)
    for key, counts in strings().items():
        if counts:
            forms = messages[key].forms
            assert f"nplurals={len(forms)};" in rule, key
            assert all(forms), key


def test_the_header_names_the_language(folder: str) -> None:
    """Tools that read the file know its language, and by which rule it counts."""
    header = parse(FILES[folder].read_bytes(), folder).metadata
    assert header["Language"] == folder
    assert header["Plural-Forms"] == plural_rule(folder)


def test_msgfmt_accepts_it(folder: str) -> None:
    """GNU's `msgfmt --check` finds no fault."""
    command = [tool("msgfmt", "gettext"), "--check", "-o", os.devnull, str(FILES[folder])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_nothing_of_it_is_refused(folder: str) -> None:
    """The judge of what is published finds no error."""
    assert [(one.msgid, problem.text) for one, problem in check_site(catalog(folder))] == []


def test_a_draft_is_marked_as_one(folder: str) -> None:
    """Until people have reviewed each string, the header says that a machine wrote them."""
    found = catalog(folder)
    assert found.machine or all(found.messages[key].reviewed for key in strings())


def test_a_language_without_an_edition_has_the_themes_strings_only(folder: str) -> None:
    """Where this site is not published, the catalog is for anybody's."""
    config = project(PROJECT / "pelicanconf.py").config
    if folder not in {one.folder for one in config.targets}:
        assert set(catalog(folder).messages) == set(strings())


def test_placeholders_are_all_there(folder: str) -> None:
    """Every form of a message that counts prints its number, and whatever else it is given."""
    values = {"num": "<7>", "total": "<9>", "language": "<X>", "date": "<D>"}
    found = catalog(folder)
    for key, counts in strings().items():
        if counts:
            wanted = [value for name, value in values.items() if f"%({name})s" in key[1]]
            for text in found.messages[key].forms:
                assert all(value in text % values for value in wanted), text


@pytest.mark.parametrize("index", range(8))
def test_catalogs_of_words_alone_are_up_to_date(index: int) -> None:
    """`make interface` renews them, and changes nothing in them now."""
    located, catalogs = interface.words()
    assert len(catalogs) == 8
    data = catalogs[index].read_bytes()
    assert interface.renewed(data, located) == data.decode()


def test_a_changed_word_of_the_theme_is_fuzzy_and_a_new_one_empty() -> None:
    """In every catalog; all else stays as it is, and nothing is lost."""
    located, catalogs = interface.words()
    at = next(n for n, (_, one) in enumerate(located) if one.msgid.startswith("Skip to the"))
    path, segment = located[at]
    there = [*located[:at], (path, replace(segment, msgid=f"{segment.msgid}, today"))]
    there += [(path, replace(segment, msgid="Zebra")), *located[at + 1 :]]
    for catalog in catalogs:
        data = catalog.read_bytes()
        text = interface.renewed(data, there)
        file = parse(text.encode(), catalog.name)
        assert [one.msgid for one in file if one.fuzzy] == [f"{segment.msgid}, today"]
        assert [one.msgid for one in file if not one.msgstr and not one.msgstr_plural] == ["Zebra"]
        kept = {one.msgid: one.msgstr for one in parse(data, catalog.name)}
        assert kept.items() - {one.msgid: one.msgstr for one in file}.items() == {
            (segment.msgid, kept[segment.msgid])
        }

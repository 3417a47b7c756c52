"""The `BILINGUAL` setting: read once, frozen, and strict."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from pelican.plugins.bilingual.errors import SettingsError
from pelican.plugins.bilingual.project.config import Config
from pelican.plugins.bilingual.project.read import read_config
from pelican.plugins.bilingual.project.setting import place, rows

LANGUAGES = {"en": "English", "tk": "Türkmençe"}
FORM = {"action": "https://lists.example.org/form"}


FILE = Path("/nowhere/pelicanconf.py")


def read(value: Any, file: Path = FILE, **settings: Any) -> Any:
    return read_config({"DEFAULT_LANG": "en", "BILINGUAL": value, **settings}, file)


WRONG: list[tuple[Any, str]] = [
    (None, "missing or not a dictionary"),
    ([], "missing or not a dictionary"),
    ({}, "['languages'] is missing"),
    ({"languages": {}}, "lacks 'en'"),
    ({"languages": {"tk": "T"}}, "lacks 'en', the language of DEFAULT_LANG"),
    ({"languages": LANGUAGES, "langs": 1}, "no key 'langs'"),
    ({"languages": LANGUAGES, 1: 1}, "no key 1"),
    ({"languages": ["en", "tk"]}, "['languages'] is ['en', 'tk']"),
    ({"languages": None}, "['languages'] is None"),
    ({"languages": LANGUAGES | {"ru": 1}}, "'ru': 1"),
    ({"languages": LANGUAGES | {"": "x"}}, "'': 'x'"),
    ({"languages": LANGUAGES | {"ru": ""}}, "'ru': ''"),
    ({"languages": LANGUAGES | {3: "x"}}, "3: 'x'"),
    ({"languages": LANGUAGES | {"qq": "x"}}, "'qq', a language that CLDR does not know"),
    ({"languages": LANGUAGES | {"tk_TM": "x"}}, "'tk_TM'"),
    ({"languages": LANGUAGES | {"../x": "x"}}, "'../x'"),
    ({"languages": LANGUAGES | {"turkmen": "x"}}, "'turkmen'"),
    ({"languages": LANGUAGES | {"tk/x": "x"}}, "'tk/x'"),
    ({"languages": LANGUAGES, "catalogs": 3}, "['catalogs'] is 3"),
    ({"languages": LANGUAGES, "catalogs": __file__}, "a file"),
    ({"languages": LANGUAGES, "fields": "title"}, "['fields'] is 'title'"),
    ({"languages": LANGUAGES, "fields": ["Title"]}, "lower-case"),
    ({"languages": LANGUAGES, "fields": [1]}, "['fields'] is [1]"),
    ({"languages": LANGUAGES, "fields": ["title", "date"]}, "names date"),
    ({"languages": LANGUAGES, "parallel": "no"}, "['parallel'] is 'no'"),
    ({"languages": LANGUAGES, "parallel": 0}, "['parallel'] is 0"),
    ({"languages": LANGUAGES, "newsletter": "a@b"}, "['newsletter'] is 'a@b'"),
    ({"languages": LANGUAGES, "newsletter": {"rss": 1}}, "'rss'"),
    ({"languages": LANGUAGES, "newsletter": {"mailto": "a@b", "form": FORM}}, "either"),
    ({"languages": LANGUAGES, "newsletter": {"mailto": "nobody"}}, "'nobody'"),
    ({"languages": LANGUAGES, "newsletter": {"mailto": 1}}, "'mailto': 1"),
    ({"languages": LANGUAGES, "newsletter": {"title": 1}}, "'title': 1"),
    ({"languages": LANGUAGES, "newsletter": {"order": ["xx"]}}, "'xx'"),
    ({"languages": LANGUAGES, "newsletter": {"order": [["tk"]]}}, "[['tk']]"),
    ({"languages": LANGUAGES, "spelling": {"ru": "x"}}, "names 'ru', which is not among"),
    ({"languages": LANGUAGES, "spelling": {"tk": 1}}, "'tk': 1"),
    ({"languages": LANGUAGES, "edit_url": "https://x/{path}}"}, "https://x/{path}}"),
    ({"languages": LANGUAGES, "addresses": "mine"}, "['addresses'] is 'mine'"),
    ({"languages": LANGUAGES, "neutral": "x"}, "Set 'addresses': 'editions', too."),
    ({"languages": LANGUAGES, "newsletter": {"form": {}}}, "https://"),
    ({"languages": LANGUAGES, "newsletter": {"form": "https://x"}}, "https://"),
    ({"languages": LANGUAGES, "newsletter": {"form": {"action": "http://x"}}}, "https://"),
    ({"languages": LANGUAGES, "newsletter": {"form": {"action": "javascript:x"}}}, "https://"),
    ({"languages": LANGUAGES, "newsletter": {"form": FORM | {"emial": "x"}}}, "'emial'"),
    ({"languages": LANGUAGES, "newsletter": {"form": FORM | {"email": 1}}}, "'email': 1"),
    ({"languages": LANGUAGES, "newsletter": {"form": FORM | {"hidden": "x"}}}, "'hidden': 'x'"),
]


@pytest.mark.parametrize(("value", "words"), WRONG, ids=[repr(value) for value, _ in WRONG])
def test_a_wrong_setting_is_refused(value: Any, words: str) -> None:
    """One sentence names the key, one says what to write, and the place is the settings file."""
    with pytest.raises(SettingsError) as caught:
        read(value)
    message = str(caught.value)
    assert words in message
    assert "BILINGUAL" in message
    assert caught.value.remedy
    assert caught.value.where == "pelicanconf.py"
    assert "\n" not in message


KEYS = rows(Config)


@pytest.mark.parametrize("key", KEYS)
def test_an_error_names_the_line_of_its_key_and_what_it_must_be(key: str, tmp_path: Path) -> None:
    """Whichever key it is: the line, the value, and the words of the key's row."""
    value = {"languages": LANGUAGES} | {key: None}
    lines = [f"    {name!r}: {given!r},\n" for name, given in value.items()]
    file = tmp_path / "conf.py"
    file.write_text(f"OTHER = {{{key!r}: 1}}\nBILINGUAL = {{\n{''.join(lines)}}}\n", "utf-8")
    with pytest.raises(SettingsError) as caught:
        read(value, file)
    assert str(caught.value) == (
        f"conf.py:{list(value).index(key) + 3}: BILINGUAL[{key!r}] is None. "
        f"It must be {KEYS[key].must}."
    )


PLACES = {
    "": "conf.py",
    "from other import *": "conf.py",
    "A = 1\nBILINGUAL = {}": "conf.py:2",
    "BILINGUAL = {'a': 1,\n 'x': 1}": "conf.py:2",
    "BILINGUAL = {'x': 1}\n\nBILINGUAL['x'] = 2": "conf.py:3",
    "BILINGUAL = {'x': 1}\n\nBILINGUAL['y'] = 2": "conf.py:1",
    "BILINGUAL = {'y': 'x', 'z':\n {'x': 1},\n 'x': 1}": "conf.py:3",
    "OTHER = {'x': 1}\nif OTHER:\n    BILINGUAL = dict(y=1)\n": "conf.py:3",
}


@pytest.mark.parametrize("text", PLACES)
def test_a_key_is_found_where_it_was_set_last(text: str, tmp_path: Path) -> None:
    """A key that is not seen has the line of `BILINGUAL`, or else the file."""
    file = tmp_path / "conf.py"
    file.write_text(text)
    assert place(file, "x") == PLACES[text]


@pytest.mark.parametrize("key", [key for key in KEYS if key != "languages"])
def test_a_default_is_a_value_like_any_other(key: str) -> None:
    """What README's table gives as the default can be written down, and changes nothing."""
    assert read({"languages": LANGUAGES, key: KEYS[key].default}) == read({"languages": LANGUAGES})


@pytest.mark.parametrize("given", ["x", "x/y", "../x", "/x", "~/x"])
def test_paths_start_from_the_folder_of_the_settings_file(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of them, wherever the program runs, and from home with `~`."""
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv("USERPROFILE", "/home/me")
    value = {"catalogs": given, "spelling": {"tk": given}, "signing_key": given}
    read_here = read({"languages": LANGUAGES} | value)
    monkeypatch.chdir(tmp_path)
    config = read({"languages": LANGUAGES} | value)
    assert config == read_here
    expected = Path("/nowhere") / given.replace("~", "/home/me")
    assert [config.catalogs, config.spelling["tk"], config.signing_key] == [expected] * 3


def test_the_default_language_must_be_listed() -> None:
    """DEFAULT_LANG is the source: without it there is nothing to translate from."""
    with pytest.raises(SettingsError, match="lacks 'fr'"):
        read({"languages": LANGUAGES}, DEFAULT_LANG="fr")


def test_languages_keep_their_order() -> None:
    """Languages are listed as the site lists them; targets are all but the source."""
    config = read({"languages": {"tk": "T", "en": "E", "ru": "R"}})
    assert [one.tag for one in config.languages] == ["tk", "en", "ru"]
    assert config.source.tag == "en"
    assert [one.tag for one in config.targets] == ["tk", "ru"]


def test_the_configuration_is_frozen() -> None:
    """Nothing can change the configuration during a run."""
    config = read({"languages": LANGUAGES})
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.parallel = False
    with pytest.raises(dataclasses.FrozenInstanceError):
        config.source.tag = "xx"


def test_right_to_left_languages_know_their_direction() -> None:
    """Arabic script runs from the right, whichever language it writes."""
    config = read({"languages": {"en": "E", "ar": "A", "ug": "U", "tk": "T"}})
    directions = {one.tag: one.direction for one in config.languages}
    assert directions == {"en": "ltr", "ar": "rtl", "ug": "rtl", "tk": "ltr"}


def test_regions_and_scripts_are_tags_too() -> None:
    """BCP 47 tags with a region or script name their catalogs as gettext does."""
    config = read({"languages": LANGUAGES | {"pt-BR": "P", "zh-Hant": "Z"}})
    assert [one.folder for one in config.targets] == ["tk", "pt_BR", "zh_Hant"]


@pytest.mark.parametrize(
    ("newsletter", "kind"),
    [({}, "feed"), ({"mailto": "a@example.org"}, "mailto"), ({"form": FORM}, "form")],
)
def test_the_newsletter_has_three_kinds(newsletter: dict[str, Any], kind: str) -> None:
    """A form, an address, or with neither of them the feed."""
    assert read({"languages": LANGUAGES, "newsletter": newsletter}).newsletter.kind == kind

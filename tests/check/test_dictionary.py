"""Dictionaries, and `bilingual check` with them: what it says, and what when they are missing."""

from __future__ import annotations

import builtins
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support import PROJECT, Site, missing

from pelican.plugins.bilingual.check.dictionary import NoDictionaryError, open_dictionary
from pelican.plugins.bilingual.check.words import check_words, read_words
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError

TURKMEN = PROJECT / ".venv/dictionaries/node_modules/dictionary-tk"
RULES = (
    "SET UTF-8\nSFX 1 Y 3\nSFX 1 0 iň .\nSFX 1 0 niň .\nSFX 1 0 ler .\n"
    "SFX 2 Y 1\nSFX 2 y alar [^a]y\n"
)
WORDS = "6\nsalam/1\nit/1\nşäher/1\nbu\nwe\ngaty/2\n"
Capture = pytest.CaptureFixture[str]


def write(folder: Path, rules: str | bytes = RULES, listed: str | bytes = WORDS) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (("index.aff", rules), ("index.dic", listed)):
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def test_a_dictionary_knows_words_their_endings_and_its_letters(tmp_path: Path) -> None:
    found = open_dictionary(write(tmp_path), "here")
    assert all(map(found.knows, ("salam", "Salam", "itler", "şäheriň", "gatalar")))
    assert not any(map(found.knows, ("qalam", "italar", "", "\0", "a\0b", "\ud800", "x" * 100_000)))
    assert found.endings == {"iň", "niň", "ler"}
    assert found.letters == "abeghilmrstuwyäş"


def test_a_dictionary_may_be_in_an_encoding_of_its_own(tmp_path: Path) -> None:
    """As many of Hunspell's are."""
    rules, listed = (one.replace("ň", "n").replace("ş", "ß") for one in (RULES, WORDS))
    rules = rules.replace("UTF-8", "ISO8859-1")
    write(tmp_path, rules.encode("latin-1"), listed.encode("latin-1"))
    found = open_dictionary(tmp_path, "here")
    assert found.knows("ßäher")
    assert "ä" in found.letters


DAMAGED = {
    "empty": ("", ""),
    "noise": (bytes(range(256)) * 9, bytes(range(256)) * 9),
    "a page of the web": ("<html>", "<html>"),
    "no count": (RULES, WORDS.removeprefix("6\n")),
    "cut off": (RULES, WORDS.replace("6\n", "600\n")),
    "a count below zero": (RULES, WORDS.replace("6\n", "-6\n")),
    "a count that is no number": (RULES, WORDS.replace("6\n", "²\n")),
    "a huge count": (RULES, WORDS.replace("6\n", f"{'9' * 99}\n")),
    "words that need what is not there": ("SET UTF-8\nNEEDAFFIX 1\n", "2\nsalam/1\nit/1\n"),
}


@pytest.mark.parametrize("what", DAMAGED)
def test_a_damaged_dictionary_is_one_clear_error(tmp_path: Path, what: str) -> None:
    """Hunspell itself says nothing, and knows no word."""
    write(tmp_path, *DAMAGED[what])
    with pytest.raises(BilingualError, match="dictionary is damaged") as caught:
        open_dictionary(tmp_path, "there")
    assert not isinstance(caught.value, NoDictionaryError)
    assert caught.value.where == "there"


def test_a_dictionary_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "index.dic").unlink()
    (tmp_path / "index.dic").mkdir()
    with pytest.raises(BilingualError, match="cannot be read"):
        open_dictionary(tmp_path, "there")


@pytest.fixture
def spelled(site: Site) -> Site:
    """A site with a dictionary for Turkmen, and a page."""
    write(site.root / "dictionary")
    site.set('BILINGUAL["spelling"] = {"tk": "dictionary"}')
    site.page("one", "The dog of Huawei.\n\nTwo cities.\n\nA dog.")
    return site


MESSAGES = (
    'msgid "The dog of Huawei."\nmsgstr "Huaweiniň salamm."\n\n'
    'msgid "Two cities."\nmsgstr "Saherler."\n\n'
)


def findings(capsys: Capture) -> list[dict[str, Any]]:
    """What `bilingual check` finds of these checks."""
    main(["check", "--format", "json"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return [one for one in found if one["check"] in {"spelling", "letters", "words", "syntax"}]


def test_a_check_names_the_place_the_word_and_the_remedy(spelled: Site, capsys: Capture) -> None:
    """In each of its formats; what it finds are warnings."""
    spelled.catalog("one", MESSAGES)
    text = (
        "translations/tk/LC_MESSAGES/one.po:9: warning: The word 'salamm' is not in the dictionary;"
        " perhaps 'salam'. Correct it, or add it to translations/tk/words.txt. [spelling]"
    )
    assert main(["check"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert text in printed
    assert [one for one in printed if ":12: warning: The word 'Saherler' lacks the marks" in one]
    main(["check", "--format", "github"])
    assert "::warning file=translations/tk/LC_MESSAGES/one.po,line=9,title=spelling::The word" in (
        capsys.readouterr().out
    )
    names = [(one["line"], one["severity"], one["check"]) for one in findings(capsys)]
    assert names == [(9, "warning", "spelling"), (12, "warning", "letters")]


def test_a_comment_or_the_list_accepts_a_word(spelled: Site, capsys: Capture) -> None:
    """The comment accepts one of the two checks."""
    spelled.catalog("one", MESSAGES)
    spelled.write("translations/tk/words.txt", "salamm\nSaher\n")
    assert findings(capsys) == []
    spelled.write("translations/tk/words.txt", "")
    accepted = MESSAGES.replace("msgid", "# noqa: spelling\nmsgid")
    spelled.catalog("one", accepted)
    assert [one["check"] for one in findings(capsys)] == ["letters"]
    spelled.catalog("one", accepted.replace("spelling", "spelling, letters"))
    assert findings(capsys) == []


def test_what_readers_do_not_see_is_not_spelled(spelled: Site, capsys: Capture) -> None:
    """Untranslated, fuzzy and obsolete entries, addresses of pages."""
    spelled.catalog(
        "one",
        'msgid "The dog of Huawei."\nmsgstr ""\n\n#, fuzzy\nmsgid "Two cities."\nmsgstr "xalam"\n\n'
        '#~ msgid "A"\n#~ msgstr "xalam"\n\nmsgctxt "slug"\nmsgid "one"\nmsgstr "xalam"\n',
    )
    assert findings(capsys) == []


def test_each_plural_form_of_the_site_s_words_is_spelled(spelled: Site, capsys: Capture) -> None:
    spelled.catalog(
        "site",
        'msgid "%(num)s dog of ZTE"\nmsgid_plural "%(num)s Dogs"\n'
        'msgstr[0] "%(num)s it"\nmsgstr[1] "Dogs %(num)s itlerr"\n',
    )
    assert [one["text"].split("'")[1] for one in findings(capsys)] == ["itlerr"]


def test_the_list_s_own_faults_have_their_line(spelled: Site, capsys: Capture) -> None:
    """Errors end the command with status 1."""
    spelled.write("translations/tk/words.txt", "# own\nsalam\nx y\nweb/qqq\n")
    assert main(["check"]) == 1
    printed = capsys.readouterr().out
    assert "translations/tk/words.txt:2: warning: The dictionary has the word 'salam'" in printed
    assert "translations/tk/words.txt:3: error: The line 'x y' is no word" in printed
    assert "translations/tk/words.txt:4: error: The dictionary has no word 'qqq'" in printed


def test_a_list_with_control_characters_breaks_no_terminal(spelled: Site, capsys: Capture) -> None:
    spelled.write("translations/tk/words.txt", "\x1b[31m\n")
    main(["check"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where chunspell is not installed."""
    importing: Callable[..., Any] = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "hunspell":
            raise ImportError(name)
        return importing(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)


@pytest.mark.parametrize(("ci", "status"), [("true", 1), ("false", 0), (None, 0)])
def test_without_a_dictionary_it_says_so(
    spelled: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch, ci: str | None, status: int
) -> None:
    """One line that says what to do; where nobody reads it, under CI, an error."""
    monkeypatch.delenv("CI", raising=False)
    if ci:
        monkeypatch.setenv("CI", ci)
    spelled.set('BILINGUAL["spelling"] = {"tk": "nowhere"}')
    assert main(["check"]) == status
    said = capsys.readouterr().err
    assert said == (
        "Spelling was not checked: there is no nowhere/index.aff."
        " Run make .venv/dictionaries, which needs npm, or mend BILINGUAL['spelling'].\n"
    )


def test_without_the_library_it_says_so(
    spelled: Site, capsys: Capture, monkeypatch: pytest.MonkeyPatch, without_library: None
) -> None:
    monkeypatch.setenv("CI", "false")
    spelled.catalog("one", MESSAGES.replace("Saher", "Dağ"))
    assert main(["check"]) == 0
    output = capsys.readouterr()
    assert output.err == (
        "Spelling was not checked: chunspell is not installed."
        " Run pip install pelican-bilingual[spelling].\n"
    )
    assert "[letters]" in output.out  # these need none
    assert "[spelling]" not in output.out
    monkeypatch.setenv("CI", "true")
    assert main(["check"]) == 1


def test_a_damaged_dictionary_ends_the_check(spelled: Site, capsys: Capture) -> None:
    write(spelled.root / "dictionary", "", "")
    assert main(["check"]) == 1
    assert capsys.readouterr().err.startswith("dictionary: The dictionary is damaged")


def test_a_site_without_the_setting_is_not_spelled(site: Site, capsys: Capture) -> None:
    """And nothing is said of it."""
    site.page("one", "A dog.")
    site.catalog("one", 'msgid "A dog."\nmsgstr "Xalam."\n')
    assert main(["check"]) == 0
    assert "spelling" not in str(capsys.readouterr()).lower()


def test_the_repository_s_own_word_list_is_sound() -> None:
    """Every line is a word that the dictionary lacks, every model one that it has."""
    if not (TURKMEN / "index.dic").is_file():
        missing("The Turkmen dictionary is missing: run make .venv/dictionaries.")
    entries, faults = read_words((PROJECT / "translations/tk/words.txt").read_bytes())
    assert len(entries) > 20
    assert not [*faults, *check_words(entries, open_dictionary(TURKMEN, "dictionary-tk"))]

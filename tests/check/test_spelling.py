"""Spelling: what is a word of the language, which are unknown, and what may be meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pelican.plugins.bilingual.check.dictionary import Dictionary
from pelican.plugins.bilingual.check.rules import Problem
from pelican.plugins.bilingual.check.spelling import Speller, source_names, spelled_words
from pelican.plugins.bilingual.check.suggestions import suggestions
from pelican.plugins.bilingual.check.words import check_words, read_words, word_list
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.project.config import Language

TURKMEN = Language("tk", "Türkmençe", parse_locale("tk"))
GERMAN = Language("de", "Deutsch", parse_locale("de"))
KNOWN = set(
    "gözegçilik gözegçiligi şäher şäheri şäherde salam bu we türkmen aýal gyzlar tor tory ulgam"
    " ulgamy ulgamyň ulgamdan iň it itler itiň deňiz howpsuzlyk howpsuzlygyň okady ýaz çäklendirme"
    " şol äşgär öý".split()
)
ENDINGS = frozenset("ň iň yň niň nyň de da den dan i y ni ny ler lar leri nji njy".split())


def knows(word: str) -> bool:
    """As Hunspell: a word may have a capital."""
    return word in KNOWN or word[:1].lower() + word[1:] in KNOWN


DICTIONARY = Dictionary(knows, ENDINGS, "abcdefghijklmnoprstuvwyzäçöüýňşž")


def found(msgid: str, msgstr: str, listed: str = "", language: Language = TURKMEN) -> list[Problem]:
    entries, faults = read_words(listed.encode())
    assert not faults
    return list(Speller(language, DICTIONARY, word_list(entries)).check(msgid, msgstr))


def unknown(msgid: str, msgstr: str, listed: str = "") -> list[str]:
    """The words that are reported, by whatever name."""
    return [one.text.split("'")[1] for one in found(msgid, msgstr, listed)]


NO_WORDS = {
    "code": "`gozegcilik --xx`, ``a ` b``",
    "the target of a link": "[şäher](https://example.org/gozeg)",
    "a target with a title": "[şäher]({filename}gozegcilik.md)",
    "a reference": "[şäher][gozeg] [^gozeg] [^gozeg]:",
    "an address in angles": "<https://gozeg.example/xx>",
    "a bare address": "https://gozeg.example/xxyy?zz=qq şäher",
    "an e-mail address": "gozeg.xx@gozeg.example",
    "a host": "gozeg.example, www.gozeg.example",
    "a path": "translations/tk/gozeg.po",
    "a placeholder": "%(gozeg)s {gozeg} |filename|",
    "an attribute list": "şäher{: .gozeg #xx}",
    "a tag": '<abbr title="gozegxx">şäher</abbr>',
    "an entity": "şäher&nbsp;şäher&#x20;şäher",
    "figures with endings": "2026-njy 18–24-nji 5G 5G-niň 30%-den 16,9 %, km², 2½",
    "abbreviations": "ABŞ ABŞ-nyň ZTE-niň",
    "a letter by itself": "x ý",
    "another script": "Москва 华为 مرو",
    "punctuation": "— “ ” … () [ ] ** __ ' ’ - --",
    "an ending of what is no word": "`kod`yň, example.org-da, [şäher](x)iň",
}


@pytest.mark.parametrize("what", NO_WORDS)
def test_what_is_no_word_is_not_spelled(what: str) -> None:
    assert unknown("The source.", NO_WORDS[what]) == []


RIGHT = {
    "words and capitals": ("A city.", "Bu şäher we Salam."),
    "parts of a compound": ("Women.", "Aýal-gyzlar, aýal‑gyzlar"),
    "a name of the source": ("Huawei and ZTE.", "Huawei we Huaweiniň Huaweide"),
    "a name with a possessive": ("Huawei’s city.", "Huaweiniň şäheri"),
    "a name within a name": ("The Freedom House.", "Freedom House, Freedom Housyň"),
    "a name with an apostrophe": ("Sha’ban", "Sha’banyň"),
    "a name with a small first letter": ("An eSIM.", "Bu eSIM."),
    "a quoted phrase of the source": ("The digital silk road.", "“digital silk road”, şäher"),
    "one in brackets": ("The digital silk road.", "Bu (digital silk road)"),
    "a stressed one": ("The digital silk road.", "Bu **digital silk road**"),
    "one stressed with a line": ("The digital silk road.", "Bu _digital silk road_"),
    "a linked one": ("The [digital silk road](x).", "Bu [digital silk road](x)"),
    "one that holds a mark": ("The **digital** road", "“digital road”"),
    "the source itself": ("digital silk road", "digital silk road"),
    "a name that is stressed in part": ("About Huawei.", "**Huawei**niň"),
    "soft hyphens": ("A city.", "göz\u00adegçilik"),
    "an entity for a letter": ("A city.", "&#351;äher"),
}


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right_is_not_reported(what: str) -> None:
    assert unknown(*RIGHT[what]) == []


WRONG = {
    "a word": ("A city.", "Bu şähher.", ["şähher"]),
    "each once": ("A city.", "şähher, şähher we xalam", ["şähher", "xalam"]),
    "a part of a compound": ("Women.", "Aýal-gyzllar", ["gyzllar"]),
    "an ending of figures": ("In 2026.", "2026-njyy", ["njyy"]),
    "an ending of an abbreviation": ("The US.", "ABŞ-nyňň", ["nyňň"]),
    "a name that the source lacks": ("A firm.", "Huaweiniň", ["Huaweiniň"]),
    "a name with no ending": ("Huawei.", "Huaweixyz", ["Huaweixyz"]),
    "a foreign word without quotes": ("The digital road.", "Bu digital", ["digital"]),
    "a quoted phrase that the source lacks": ("A city.", "“digital road”", ["digital", "road"]),
    "a part of a source's word": ("The digitally run.", "“digital”", ["digital"]),
    "the text of a link": ("A [city](x).", "[şähher](x)", ["şähher"]),
    "stressed text": ("A **city**.", "**şähher**", ["şähher"]),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_reported(what: str) -> None:
    msgid, msgstr, expected = WRONG[what]
    assert unknown(msgid, msgstr) == expected


def test_a_finding_names_the_word_what_may_be_meant_and_the_remedy() -> None:
    (one,) = found("A city.", "Bu şähher.")
    assert (one.severity, one.check) == ("warning", "spelling")
    assert one.text == (
        "The word 'şähher' is not in the dictionary; perhaps 'şäher'."
        " Correct it, or add it to words.txt."
    )
    (one,) = found("A city.", "Bu qqqqqq.")
    assert "perhaps" not in one.text


LETTERS = [
    ("gozegcilik", "lacks the marks on its letters; perhaps 'gözegçilik'."),
    ("Gozegciligi", "perhaps 'Gözegçiligi'."),
    ("şаher", "has letters of the Cyrillic alphabet"),  # the second is Cyrillic
    ("gözegçiliği", "has letters that Turkmen does not have; perhaps 'gözegçiligi'."),
    (unicodedata.normalize("NFD", "şäher"), "as two characters"),
]


@pytest.mark.parametrize(("word", "text"), LETTERS)
def test_wrong_letters_have_a_name_of_their_own(word: str, text: str) -> None:
    """The same word is not reported for its spelling besides."""
    (one,) = found("A city.", f"Bu {word}.")
    assert (one.severity, one.check) == ("warning", "letters")
    assert text in one.text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("2026-nji ýyl", ["2026-nji is 2026-njy."]),
        ("2019–2025-njy ýyllar, 23-nji maý", ["2025-njy is 2025-nji."]),
        ("2023-nji, 40-njy, 100-nji, 1,5-nji, 5-njilik, 06-njy", []),
    ],
)
def test_an_ordinal_has_the_suffix_of_its_last_numeral(text: str, right: list[str]) -> None:
    found = [one for one in Speller(TURKMEN).check("x", text) if one.check == "ordinals"]
    assert [one.text for one in found] == right
    assert not [one for one in Speller(GERMAN).check("x", text) if one.check == "ordinals"]


def test_letters_are_checked_in_turkmen_alone() -> None:
    assert [one.check for one in found("A city.", "Bu Türkıye.", language=GERMAN)] == ["spelling"]


def test_letters_are_checked_without_a_dictionary_too() -> None:
    speller = Speller(TURKMEN)
    assert [one.check for one in speller.check("A city.", "Qqq Türkıye.")] == ["letters"]
    assert not list(Speller(GERMAN).check("A city.", "Qqq Türkıye."))


def test_a_foreign_name_has_the_letters_that_it_has() -> None:
    """In the source, or in the project's list."""
    assert unknown("Mr Erdoğan.", "Erdoğanyň") == []
    assert unknown("The president.", "Erdoğanyň", "Erdoğan") == []
    assert unknown("The president.", "Erdoğan") == ["Erdoğan"]


LISTED = [
    ("wirtual", ["wirtual", "Wirtual"], ["wirtuallar"]),
    ("Huawei", ["Huawei", "Huaweiniň"], ["huaweiniň", "Huaweixx"]),
    ("faýl/it", ["faýl", "faýller", "Faýliň"], ["faýlyň"]),
    ("kiberhowpsuzlyk/howpsuzlyk", ["kiberhowpsuzlyk", "kiberhowpsuzlygyň"], ["kiberhowpsuz"]),
    ("Ipsum/ulgam", ["Ipsumyň", "Ipsumdan"], ["Ipsumler"]),
]


@pytest.mark.parametrize(("line", "right", "wrong"), LISTED)
def test_the_list_s_words_take_the_endings_of_their_models(
    line: str, right: list[str], wrong: list[str]
) -> None:
    """With the letters that change before them; names without a model take any ending."""
    assert unknown("A city.", " we ".join(right), line) == []
    assert unknown("A city.", " we ".join(wrong), line) == wrong


def test_a_list_may_be_saved_by_any_editor() -> None:
    """A byte order mark, Windows' ends of lines, tabs, comments and two ways to write ş."""
    text = "\ufeff# names\r\nHuawei\t# a firm\r\n\r\n  faýl/it \r\n" + "s\u0327aha\r\n#\r\nweb#x"
    entries, faults = read_words(text.encode())
    assert [(one.word, one.model, one.line) for one in entries] == [
        ("Huawei", "", 2),
        ("faýl", "it", 4),
        ("şaha", "", 5),
    ]
    assert [line for line, _ in faults] == [7]


BAD_LINES = [
    "two words",
    "a//b",
    "/it",
    "faýl/",
    "a/b/c",
    "a,b",
    "a\0b",
    "\x07",
    "\u202eab",
    "<b>",
    "*",
]


@pytest.mark.parametrize("line", BAD_LINES)
def test_a_malformed_line_is_an_error_in_its_line(line: str) -> None:
    entries, faults = read_words(f"salam\n{line}\n".encode())
    assert [one.word for one in entries] == ["salam"]
    assert [(at, one.severity, one.check) for at, one in faults] == [(2, "error", "words")]


def test_a_word_that_is_there_twice_is_an_error() -> None:
    (fault,) = read_words(b"web\nfile\nweb/it\n")[1]
    assert fault[0] == 3
    assert fault[1].text == "The word 'web' is in line 1 already; take one out."


def test_a_list_in_another_encoding_is_an_error() -> None:
    entries, ((line, problem),) = read_words("web\nfaýl".encode("cp1252"))
    assert (entries, line, problem.severity) == ([], 2, "error")


def test_a_model_that_the_dictionary_lacks_is_an_error() -> None:
    entries, _ = read_words(b"web/qqq")
    ((line, problem),) = check_words(entries, DICTIONARY)
    assert (line, problem.severity) == (1, "error")
    assert "'qqq'" in problem.text


@pytest.mark.parametrize(
    ("text", "lines"), [("salam", [1]), ("it/it", [1]), ("salam/it", []), ("web\nweb2/it", [])]
)
def test_a_word_that_the_dictionary_has_is_a_warning(text: str, lines: list[int]) -> None:
    """Unless the line gives it endings that the dictionary does not know."""
    places = list(check_words(read_words(text.encode())[0], DICTIONARY))
    assert [line for line, _ in places] == lines
    assert {one.severity for _, one in places} <= {"warning"}


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("turkmen", ["türkmen"]),
        ("Turkmen", ["Türkmen"]),
        ("saherde", ["şäherde"]),
        ("salma", ["salam"]),
        ("saalam", ["salam"]),
        ("slam", ["salam"]),
        ("asgar", ["äşgär"]),
        ("qqqqqq", []),
        ("itt", []),
        ("", []),
        ("q" * 1000, []),
    ],
)
def test_suggestions(word: str, meant: list[str]) -> None:
    """Marks first, then one letter more, less, other or two in turn; in the word's capitals."""
    assert suggestions(word, DICTIONARY.letters, knows) == meant


text = st.text(
    st.sampled_from([*"aäbş ňý5-'’“”«»()[]*_`{}<>/:.@%&#;\n\u00ad\u0327\u200c\ufffc", *"Aa\u0308"]),
    max_size=60,
)


@settings(max_examples=300)
@given(text, text)
def test_any_text_has_words_that_stand_in_it(msgid: str, msgstr: str) -> None:
    """Whatever marks are in it: a word holds no mark, no space, no hole."""
    for word in spelled_words(msgid, msgstr):
        assert word.text
        assert not set(word.text) & set(" \n*`<>[](){}“”\ufffc")
    assert not found(msgid, msgid)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(sorted(KNOWN - {"iň"})), min_size=1, max_size=12))
def test_a_text_of_known_words_has_no_finding(chosen: list[str]) -> None:
    assert unknown("A text.", " ".join(chosen)) == []


BIG = {
    "one word": "x" * 100_000,
    "letters and marks": "a*" * 50_000,
    "quotes": "“" * 50_000 + "”" * 50_000,
    "brackets": "[(" * 50_000,
    "backticks": "` `` " * 20_000,
    "hyphens": "a-" * 50_000,
    "dots": "a." * 50_000,
    "slashes": "a/" * 50_000,
    "at signs": "a@" * 50_000,
    "schemes": "a:" * 50_000,
    "braces": "{a" * 50_000,
    "angles": "<a" * 50_000,
    "apostrophes": "a'" * 50_000,
    "words": "şäher salam " * 9000,
    "marks": "\u0327" * 100_000,
    "names": "Huaweiniň " * 10_000,
}


@pytest.mark.parametrize("what", BIG)
def test_a_message_of_100_kb_has_short_findings(what: str) -> None:
    """What it takes is measured in tests/benchmarks/check.py."""
    problems = found("About Huawei.", BIG[what])
    assert all(len(one.text) < 400 for one in problems)


def test_two_thousand_unknown_words_are_all_reported() -> None:
    """Suggestions are for the first of them: more have another reason than typing."""
    numbers = [f"{a}{b}{c}" for a in "bdgklmnprstz" for b in "aäeioöuüwý" for c in "bdgkl"]
    many = [f"{one}{other}q" for one in numbers[:500] for other in ("ba", "de", "gi", "lo")]
    assert len(set(many)) == 2000
    assert unknown("A text.", " ".join(many)) == many


def test_names_are_words_with_capitals() -> None:
    assert source_names("The Digital-Silk road of iPhone’s A, 5G") == {
        "The",
        "Digital",
        "Silk",
        "iPhone",
        "5G",
    }

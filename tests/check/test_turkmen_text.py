"""This site's own Turkmen, message by message."""

from __future__ import annotations

import re
from functools import cache

import pytest
from support import PROJECT
from turkmen_sources import DICTIONARY, headwords

from pelican.plugins.bilingual.catalog.catalog import Message, read_catalog
from pelican.plugins.bilingual.catalog.terms import read_terms
from pelican.plugins.bilingual.check.dictionary import Dictionary, open_dictionary
from pelican.plugins.bilingual.check.spelling import Speller, source_names, spelled_words
from pelican.plugins.bilingual.check.suggestions import suggestions
from pelican.plugins.bilingual.check.words import ListedWord, WordList, read_words, word_list
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.language.turkmen.folding import search_key
from pelican.plugins.bilingual.project.config import Language

TURKMEN = Language("tk", "Türkmençe", parse_locale("tk"))
FOLDER = PROJECT / "translations/tk"
ENTRIES, FAULTS = read_words((FOLDER / "words.txt").read_bytes())


def messages() -> list[Message]:
    """What is published in Turkmen, addresses and names that stay as they are apart."""
    return [
        message
        for path in sorted((FOLDER / "LC_MESSAGES").rglob("*.po"))
        for (context, msgid), message in read_catalog(path, path.name).messages.items()
        if message.published and context != "slug" and message.msgstr != msgid
    ]


@cache
def dictionary() -> Dictionary:
    headwords()  # skips where there is none
    return open_dictionary(DICTIONARY, DICTIONARY.name)


def unknown_share(listed: WordList) -> float:
    """Of all words of the text, those that are not known."""
    speller = Speller(TURKMEN, dictionary(), listed)
    found, total = 0, 0
    for message in messages():
        wrong = [one.text.split("'")[1] for one in speller.check(message.msgid, message.msgstr)]
        texts = [one.text for one in spelled_words(message.msgid, message.msgstr)]
        found += sum(texts.count(one) for one in wrong)
        total += len(texts)
    assert total > 2500
    return found / total


def test_at_most_one_word_of_a_hundred_is_unknown() -> None:
    """With the project's list; without it more are, so the list is in use."""
    assert unknown_share(word_list(ENTRIES)) <= 0.01 < unknown_share(word_list([]))


def test_every_word_of_the_projects_list_is_used() -> None:
    """In a translation, the term list or the Turkmen README; what is left over goes."""
    terms = read_terms(FOLDER / "terms.csv", "terms.csv")
    texts = [one.msgstr for one in messages()] + [
        one for term in terms for one in term.translations
    ]
    text = " ".join([*texts, (PROJECT / "README.tk.md").read_text("utf-8")]).casefold()
    assert FAULTS == []
    used = [one for one in ENTRIES if re.search(rf"\b{stem(one.word)}", text)]
    assert [one.word for one in ENTRIES if one not in used] == []


def stem(word: str) -> str:
    """What endings leave of a word: `howpsuzlyk`, `howpsuzlygy`."""
    return re.escape(word.casefold()[:-1] if len(word) > 4 else word.casefold())


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.word)
def test_no_word_of_the_list_is_another_without_its_marks(entry: ListedWord) -> None:
    """`gozegcilik` is no word of its own."""
    known = dictionary()
    meant = suggestions(entry.word, known.letters, known.knows)
    same = {one for one in meant if search_key(one) == search_key(entry.word)}
    assert {one.lower() for one in same} - {entry.word} <= OTHERS


def test_a_hyphen_stands_before_endings_only_after_figures_abbreviations_and_signs() -> None:
    """`Huaweiniň`, but `ZTE-niň`, `km-den` and `16,9 %-i`; `tarapa-da` is “also”."""
    endings = "n?[iy]ň|n?[iy]|d[ae]n|[ae]|n[ae]"
    wrong = [
        found[0]
        for message in messages()
        for found in re.finditer(rf"\b\w*[a-zäçňöşüýž]-(?:{endings})\b", message.msgstr)
        if not found[0].startswith("km-")
    ]
    assert wrong == []


def test_names_take_endings_as_they_are_read() -> None:
    """Each name of a source with each ending that the text gives it, as docs/turkmen.md lists."""
    page = (PROJECT / "docs/turkmen.md").read_text("utf-8")
    listed = page.split("### Endings on foreign names")[1].split("\n## ")[0]
    used = {
        found[0]
        for message in messages()
        for name in source_names(message.msgid)
        if name.isascii() and len(name) > 3
        for found in re.finditer(rf"\b{re.escape(name)}[a-zäçňöşüýž]+\b", message.msgstr)
    }
    assert {one for one in used if one not in listed and one[:6] not in TURKMEN_NAMES} == set()


OTHERS = {"münlük", "dömen", "sifrle"}
"""Words of the dictionary that are others than *müňlük*, *domen* and *şifrle*."""
TURKMEN_NAMES = ("Garagu", "Astana", "Balkan")
"""Names that are spelt the same in English, and whose endings no rule is needed for."""

"""Pages that a file of their own translates, as Pelican's sites have them, built as they are."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support import PROJECT, Site, findings, snapshot, text_of

from pelican.plugins.bilingual.cli.main import main

ARTICLE = "Title: {title}\nDate: 2026-01-02\nSlug: {slug}\nLang: {lang}\n{more}\n{body}\n"
SITEURL = "https://example.org"


def file(site: Site, path: str, lang: str, body: str, **given: str) -> Path:
    """Write a page in a language; `given` are its title, its slug and further metadata."""
    known = {"title": f"{lang} title", "slug": "one", "more": ""} | given
    return site.write(f"content/{path}", ARTICLE.format(lang=lang, body=body, **known))


@pytest.fixture
def pair(site: Site) -> Site:
    """An English page with its Spanish file, on a site that has Turkmen, too."""
    site.set('BILINGUAL["languages"] = {"en": "English", "es": "Español", "tk": "Türkmençe"}')
    file(site, "one.en.md", "en", "Good day.")
    file(site, "one.es.md", "es", "Buenos días.")
    return site


def links(site: Site, url: str) -> dict[str, str]:
    """The languages that a page's head names, with their addresses."""
    found = site.html(url).findall(".//link[@hreflang][@rel='alternate']")
    return {one.get("hreflang", ""): one.get("href", "") for one in found}


def themed(site: Site) -> None:
    """Let the site have this repository's theme."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")


def test_a_file_is_the_page_of_its_language(pair: Site) -> None:
    """Spanish readers get the file, without a notice; Turkmen ones the source, as before."""
    themed(pair)
    pair.build(SITEURL=SITEURL)
    spanish = pair.html("es/one")
    assert "Buenos días." in text_of(spanish)
    assert "machine draft" not in text_of(spanish)
    assert "awaits translation" not in text_of(spanish)
    assert spanish.find(".//h1").text == "es title"  # type: ignore[union-attr]
    assert spanish.get("lang") == "es"
    assert "Good day." in text_of(pair.html("en/one"))
    assert "Good day." in text_of(pair.html("tk/one"))


def test_its_alternates_are_each_other(pair: Site) -> None:
    """Heads, the language switch, the sitemap and the feeds lead from one file to the other."""
    themed(pair)
    output = pair.build(SITEURL=SITEURL)
    expected = {"en": f"{SITEURL}/en/one/", "es": f"{SITEURL}/es/one/"}
    expected["x-default"] = expected["en"]
    assert links(pair, "en/one") == links(pair, "es/one") == expected
    switch = pair.html("es/one").findall(".//nav[@class='switch']//a")
    assert [one.get("href") for one in switch] == ["../../en/one/", "../../tk/one/", *_pair("tk")]
    entries = [one.text for one in ElementTree.parse(output / "sitemap.xml").iter() if one.text]
    assert expected["es"] in entries
    feed = (output / "es/feed.xml").read_text("utf-8")
    assert "Buenos días." in feed
    assert "Good day." not in feed


def _pair(tag: str) -> list[str]:
    return [f"../../en-{tag}/one/"]


@pytest.mark.parametrize("flagged", ["en", "es", "both", "neither"])
def test_either_file_may_say_that_it_is_the_translation(pair: Site, flagged: str) -> None:
    """Each edition lists the page once, whatever `Translation:` says; circles are none."""
    for lang in ("en", "es"):
        more = "Translation: true\n" * (flagged in (lang, "both"))
        file(pair, f"one.{lang}.md", lang, f"In {lang}.", more=more)
    pair.build()
    for lang in ("en", "es"):
        assert f"In {lang}." in text_of(pair.html(f"{lang}/one"))
        feed = ElementTree.parse(pair.output / f"{lang}/feed.xml").getroot()
        assert len(feed.findall("{*}entry")) == 1


def test_the_language_may_stand_in_the_file_s_name(pair: Site) -> None:
    """`FILENAME_METADATA` and `PATH_METADATA` say it as well as `Lang:` does."""
    pair.set('FILENAME_METADATA = r"(?P<slug>.+)\\.(?P<lang>es|en)"')
    for name, text in (("two.en", "Evening."), ("two.es", "Tarde.")):
        pair.write(f"content/{name}.md", f"Title: T\nDate: 2026-01-02\n\n{text}\n")
    pair.build()
    assert "Tarde." in text_of(pair.html("es/two"))
    assert "Evening." in text_of(pair.html("en/two"))


def test_another_translation_id_pairs_other_slugs(pair: Site) -> None:
    """What Pelican is told to go by pairs two files whose slugs differ."""
    pair.set('ARTICLE_TRANSLATION_ID = "same"')
    for lang in ("en", "es"):
        file(pair, f"one.{lang}.md", lang, f"In {lang}.", slug=f"in-{lang}", more="Same: a\n")
    pair.build(SITEURL=SITEURL)
    assert "In es." in text_of(pair.html("es/in-es"))
    assert not (pair.output / "es/in-en").exists()


def test_a_page_in_another_spelling_of_its_language(pair: Site) -> None:
    """`Lang: ES` is the site's `es`."""
    file(pair, "one.es.md", "ES", "Buenos días.")
    pair.build()
    assert "Buenos días." in text_of(pair.html("es/one"))


def test_a_translation_without_a_source_is_listed_in_its_language_alone(pair: Site) -> None:
    """A page that exists in Spanish only has no other address."""
    file(pair, "two.md", "es", "Sólo aquí.", slug="two", title="Dos")
    pair.build()
    assert "Sólo aquí." in text_of(pair.html("es/two"))
    assert "Dos" in (pair.output / "es/feed.xml").read_text("utf-8")
    found = [name for name in snapshot(pair.output) if name.endswith("two/index.html")]
    assert found == ["es/two/index.html"]


def test_two_translations_without_a_source_are_each_other_s(pair: Site) -> None:
    """Each edition lists its own, and both know of one another."""
    for lang in ("es", "tk"):
        file(pair, f"two.{lang}.md", lang, f"In {lang}.", slug="two")
    pair.build(SITEURL=SITEURL)
    assert "In tk." in text_of(pair.html("tk/two"))
    assert "In es." in text_of(pair.html("es/two"))
    assert not (pair.output / "en/two").exists()


def test_other_formats_pair_as_well(pair: Site) -> None:
    """reStructuredText is no page for catalogs, but its files are each other's translations."""
    for lang in ("en", "es"):
        meta = f":date: 2026-01-02\n:slug: two\n:lang: {lang}\n"
        pair.write(f"content/two.{lang}.rst", f"In {lang}\n#####\n\n{meta}\nText {lang}.\n")
    themed(pair)
    pair.build(SITEURL=SITEURL)
    assert "Text es." in text_of(pair.html("es/two"))
    assert links(pair, "en/two")["es"] == f"{SITEURL}/es/two/"


def test_a_language_that_the_site_does_not_have_is_said_once(
    pair: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """The file is built at its address, no list names it, and one sentence says so."""
    file(pair, "one.fr.md", "fr", "Bonjour.")
    pair.build()
    assert "Bonjour." in text_of(pair.html("fr/one"))
    said = [one.getMessage() for one in caplog.records if "'fr'" in one.getMessage()]
    assert len(said) == 1
    assert said[0].startswith("content/one.fr.md:4: ")


def test_links_stay_in_the_reader_s_language(pair: Site) -> None:
    """From a Spanish file to a page that Spanish has by its source; and to the file named."""
    file(pair, "two.md", "en", "Two. [one]({filename}one.en.md)", slug="two")
    body = "[dos]({filename}two.md) [in English]({filename}one.en.md)"
    file(pair, "one.es.md", "es", body)
    file(pair, "three.md", "en", "[Spanish]({filename}one.es.md)", slug="three")
    pair.build()
    found = {one.text: one.get("href") for one in pair.html("es/one").iter("a")}
    assert found["dos"] == "../../es/two/"
    assert found["in English"] == "../../en/one/"
    found = {one.text: one.get("href") for one in pair.html("es/two").iter("a")}
    assert found["one"] == "../../es/one/"
    found = {one.text: one.get("href") for one in pair.html("tk/three").iter("a")}
    assert found["Spanish"] == "../../es/one/"


def test_a_dead_link_in_a_file_names_the_file(pair: Site) -> None:
    """A translation by file is looked at for links as its source is."""
    file(pair, "one.es.md", "es", "Texto.\n\n[nada]({filename}nothing.md)")
    assert "content/one.es.md:8: The link {filename}nothing.md leads nowhere." in pair.failure()


def test_aliases_of_a_file_are_in_its_language(pair: Site) -> None:
    """A former address in a translation leads to the translation, and to nothing else."""
    file(pair, "one.es.md", "es", "Texto.", more="Aliases: uno\n")
    pair.build()
    assert "../one/" in (pair.output / "es/uno/index.html").read_text("utf-8")
    assert not (pair.output / "en/uno").exists()
    file(pair, "one.es.md", "es", "Texto.", more="Aliases: en/uno\n")
    assert "content/one.es.md: The alias 'en/uno'" in pair.failure()


def test_topics_of_a_file_are_in_its_language(pair: Site) -> None:
    """A Spanish tag has its page in the Spanish edition."""
    file(pair, "one.en.md", "en", "Text.", more="Tags: privacy\n")
    file(pair, "one.es.md", "es", "Texto.", more="Tags: privacidad\n")
    pair.build()
    assert "es title" in text_of(pair.html("es/topics/privacidad"))
    assert not (pair.output / "en/topics/privacidad").exists()
    assert not (pair.output / "es/topics/privacy").exists()


def test_a_draft_translation_leaves_the_source_to_its_readers(pair: Site) -> None:
    """Until it is published, the edition falls back to the source, as Pelican has it."""
    file(pair, "one.es.md", "es", "Borrador.", more="Status: draft\n")
    pair.build()
    assert "Good day." in text_of(pair.html("es/one"))
    assert "Borrador." in text_of(pair.html("es/drafts/one"))


def test_a_pair_has_no_parallel_page_and_the_build_says_so(
    pair: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody has put the sentences of two files side by side: one line tells how to."""
    pair.build()
    assert not (pair.output / "en-es").exists()
    assert (pair.output / "en-tk/one/index.html").is_file()
    said = [one.getMessage() for one in caplog.records if "parallel page" in one.getMessage()]
    assert len(said) == 1
    assert "bilingual import" in said[0]


def test_update_writes_no_catalog_for_it(pair: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Only Turkmen gets one; check misses none, stats names the file, init leaves it out."""
    assert main(["update"]) == 0
    names = {*snapshot(pair.root / "translations")}
    assert "tk/LC_MESSAGES/one.en.po" in names
    assert "es/LC_MESSAGES/one.en.po" not in names
    assert not [one for one in findings(step=True) if one.path.startswith("translations/es/LC_M")]
    capsys.readouterr()
    assert main(["stats", "--format", "json"]) == 0
    languages = json.loads(capsys.readouterr().out)["languages"]
    spanish = next(one for one in languages if one["tag"] == "es")
    assert [(one["page"], one["file"]) for one in spanish["pages"]] == [
        ("site", ""),
        ("one.en", "content/one.es.md"),
    ]
    assert main(["stats"]) == 0
    assert "content/one.es.md" in capsys.readouterr().out


def test_init_leaves_out_what_files_translate(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """A language that begins with files begins with no empty catalogs for their pages."""
    file(site, "one.md", "en", "Good day.")
    file(site, "one.es.md", "es", "Buenos días.")
    assert main(["init", "es"]) == 0
    assert [*snapshot(site.root / "translations")] == ["es/LC_MESSAGES/site.po"]


def test_the_status_page_names_the_file(pair: Site) -> None:
    """Its row says which file translates the page, and claims no review."""
    themed(pair)
    pair.build()
    spanish = pair.html("status").findall(".//table")[0]
    rows = [text_of(one) for one in spanish.iter("tr")]
    assert any("content/one.es.md" in one and "%" not in one for one in rows)


@pytest.mark.parametrize("command", ["build", "check", "update"])
def test_a_file_and_a_catalog_are_one_too_many(
    pair: Site, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each command says which to keep, and neither is touched."""
    path = pair.catalog("one.en", 'msgid "Good day."\nmsgstr "Hola."\n', "es")
    before = path.read_bytes()
    if command == "build":
        said = pair.failure()
    else:
        assert main([command]) == 1
        captured = capsys.readouterr()
        said = captured.out + captured.err
    assert "content/one.es.md:1: " in said
    assert "translations/es/LC_MESSAGES/one.en.po" in said
    assert "bilingual import" in said
    assert path.read_bytes() == before


def test_two_files_in_one_language_are_an_error(pair: Site) -> None:
    """The build and check name both of them."""
    file(pair, "uno.md", "es", "Otra.")
    said = pair.failure()
    assert "content/one.es.md" in said
    assert "content/uno.md" in said
    assert [one.path for one in findings() if "a translation of one.en" in one.text] == [
        "content/uno.md"
    ]


def test_numbers_are_read_as_the_file_s_language_writes_them(pair: Site) -> None:
    """A chart in a Spanish file has `1.234,5`, and that is no error."""
    pair.set('BILINGUAL["languages"]["de"] = "Deutsch"')
    table = (
        '<figure class="bars" markdown="1">\n\n| a | b |\n|---|---|\n| x | 1.234,5 |\n\n</figure>'
    )
    file(pair, "one.de.md", "de", table)
    pair.build()
    assert "1.234,5" in text_of(pair.html("de/one"))


def test_a_glossary_may_be_translated_by_a_file(pair: Site) -> None:
    """Its own terms explain the texts of its language; the source's keep theirs."""
    pair.set('BILINGUAL["glossary"] = "pages/words.md"')
    for name, text in (
        ("words", "Data\n:   What is known."),
        ("words.es", "Datos\n:   Lo sabido."),
    ):
        lang = "es" if name.endswith("es") else "en"
        pair.write(f"content/pages/{name}.md", f"Title: W\nSlug: words\nLang: {lang}\n\n{text}\n")
    pair.build()
    assert "Lo sabido." in text_of(pair.html("es/words"))
    assert "What is known." in text_of(pair.html("en/words"))

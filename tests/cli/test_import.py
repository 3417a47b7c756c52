"""`bilingual import`: translations in files of their own become catalogs, and nothing is lost."""

from __future__ import annotations

import time
from pathlib import Path

import polib
import pytest
from support import Site, findings, snapshot, text_of

from pelican.plugins.bilingual.catalog.catalog import is_reviewed
from pelican.plugins.bilingual.cli import importing
from pelican.plugins.bilingual.cli.main import main

Capture = pytest.CaptureFixture[str]
META = "Title: {title}\nDate: 2026-01-02\nSlug: {slug}\nLang: {lang}\n{more}\n{body}\n"
ENGLISH = """\
## How it began {#start}

In 1991 the city had 30 wells, as [the report](https://example.org/report) says.

- Water comes from the river.
- Nobody measures it.

```
pump --start
```

| Year | Wells |
|------|-------|
| 1991 | thirty |

Go back to [the beginning](#start), or read [another page]({filename}two.en.md).[^1]

[^1]: By the ministry.
"""
SPANISH = """\
## Cómo empezó {#comienzo}

En 1991 la ciudad tenía 30 pozos, como dice [el informe](https://example.org/report).

- El agua viene del río.
- Nadie la mide.

```
pump --start
```

| Año | Pozos |
|------|-------|
| 1991 | treinta |

Vuelve [al principio](#comienzo), o lee [otra página]({filename}two.es.md).[^nota]

[^nota]: Del ministerio.
"""


def file(site: Site, path: str, lang: str, body: str, **given: str) -> Path:
    """Write a page in a language; `given` are its title, its slug and further metadata."""
    known = {"title": f"{lang} title", "slug": "one", "more": ""} | given
    return site.write(f"content/{path}", META.format(lang=lang, body=body, **known))


@pytest.fixture
def pair(site: Site) -> Site:
    """Two English pages with their Spanish files."""
    site.set('BILINGUAL["languages"] = {"en": "English", "es": "Español"}')
    more = "Summary: The {}.\nTags: {}\nKeypoints: {}\n    {}\n"
    file(site, "one.en.md", "en", ENGLISH, more=more.format("wells", "water", "Few.", "Dry."))
    file(site, "one.es.md", "es", SPANISH, more=more.format("pozos", "agua", "Pocos.", "Secos."))
    file(site, "two.en.md", "en", "Another text.", slug="two", more="Tags: water\n")
    file(site, "two.es.md", "es", "Otro texto.", slug="two", more="Tags: agua\n")
    return site


def catalog(site: Site, domain: str = "one.en") -> polib.POFile:
    """A Spanish catalog."""
    return polib.pofile(str(site.root / f"translations/es/LC_MESSAGES/{domain}.po"))


def said(site: Site, domain: str = "one.en") -> dict[tuple[str | None, str], str]:
    """What a catalog publishes."""
    entries = catalog(site, domain).translated_entries()
    return {(one.msgctxt, one.msgid): one.msgstr for one in entries}


def test_every_block_and_field_finds_its_message(pair: Site) -> None:
    """Headings, lists, tables, notes, front matter: all published, the source where it was."""
    source = (pair.root / "content/one.en.md").read_bytes()
    assert main(["import"]) == 0
    found = said(pair)
    assert found["title", "en title"] == "es title"
    assert found["summary", "The wells."] == "The pozos."
    assert found["keypoints", "Dry."] == "Secos."
    assert found[None, "How it began"] == "Cómo empezó"
    assert found[None, "Nobody measures it."] == "Nadie la mide."
    assert found[None, "thirty"] == "treinta"
    assert found[None, "By the ministry."] == "Del ministerio."
    assert not [one for one in catalog(pair) if not one.msgstr and one.msgctxt != "slug"]
    assert not catalog(pair).fuzzy_entries()
    assert (pair.root / "content/one.en.md").read_bytes() == source


def test_links_lead_where_the_source_s_lead(pair: Site) -> None:
    """To the heading of the source, to the page and not to its file, to the note of the source."""
    main(["import"])
    (text,) = [one for key, one in said(pair).items() if "another page" in key[1]]
    assert text == ("Vuelve [al principio](#start), o lee [otra página]({filename}two.en.md).[^1]")


def test_the_site_is_what_it_was(pair: Site) -> None:
    """The same addresses say the same words, check is content, and update has nothing to do."""
    pair.build()
    before = text_of(pair.html("es/one").find(".//body") or pair.html("es/one"))
    addresses = {one for one in snapshot(pair.output) if one.endswith(".html")}
    assert main(["import"]) == 0
    assert main(["update"]) == 0
    files = snapshot(pair.root / "translations")
    assert main(["update"]) == 0
    assert snapshot(pair.root / "translations") == files
    assert not findings(step=True)
    pair.build()
    after = {one for one in snapshot(pair.output) if one.endswith(".html")}
    assert addresses - after == {"es/topics/agua/index.html"}  # as import has said
    assert "en-es/one/index.html" in after
    words = text_of(pair.html("es/one").find(".//body") or pair.html("es/one"))
    assert "Nadie la mide." in before
    assert "Nadie la mide." in words
    assert "Nobody measures it." not in words


def test_people_have_translated_it_and_nobody_has_reviewed_it(pair: Site) -> None:
    """The catalogs say `human`, no message says `reviewed`; with --machine they say so."""
    main(["import", "one.en"])
    made = catalog(pair)
    assert made.metadata["X-Translation-Origin"] == "human"
    assert not [one for one in made if is_reviewed(one)]
    main(["import", "--machine"])
    assert catalog(pair, "two.en").metadata["X-Translation-Origin"] == "machine"


def test_topics_are_translated_where_the_pages_agree(pair: Site, capsys: Capture) -> None:
    """The same tag in the same place of two pages is its name in Spanish."""
    main(["import"])
    assert said(pair, "site")["topic", "water"] == "agua"
    assert "The topic agua is water in Español" in capsys.readouterr().out


def test_topics_in_which_pages_differ_are_fuzzy(pair: Site) -> None:
    """One says so, the other so: a person has to look."""
    file(pair, "two.es.md", "es", "Otro texto.", slug="two", more="Tags: aguas\n")
    main(["import"])
    entry = next(one for one in catalog(pair, "site") if one.msgctxt == "topic")
    assert entry.fuzzy
    assert entry.msgstr in ("agua", "aguas")


def test_a_file_is_moved_and_kept(pair: Site, capsys: Capture) -> None:
    """Its text is in the catalog, the file below it, byte for byte; nothing is left to import."""
    before = (pair.root / "content/one.es.md").read_bytes()
    main(["import"])
    kept = pair.root / "translations/es/imported/content/one.es.md"
    assert kept.read_bytes() == before
    assert not (pair.root / "content/one.es.md").exists()
    assert "moved    content/one.es.md to" in capsys.readouterr().out
    files = snapshot(pair.root)
    assert main(["import"]) == 0
    assert "no file here that translates a page" in capsys.readouterr().out
    assert snapshot(pair.root) == files


def test_a_dry_run_says_all_and_writes_nothing(pair: Site, capsys: Capture) -> None:
    """What it tells is what the real run tells."""
    before = snapshot(pair.root)
    assert main(["import", "--dry-run"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert snapshot(pair.root) == before
    assert told[-1] == "Nothing was written."
    main(["import"])
    assert told[:-1] == [
        one
        for one in capsys.readouterr().out.splitlines()
        if not one.startswith(("moved", "updated"))
    ]


@pytest.mark.parametrize("name", ["one.en", "content/one.en.md", "content/one.es.md"])
def test_one_page_is_named_by_either_file(pair: Site, name: str) -> None:
    """The others stay as they are."""
    assert main(["import", name]) == 0
    assert not (pair.root / "content/one.es.md").exists()
    assert (pair.root / "content/two.es.md").exists()


def test_what_has_no_message_is_told_and_kept(pair: Site, capsys: Capture) -> None:
    """A paragraph that the translator has added is named with its line, and is in a comment."""
    extra = "Un párrafo que no está en ninguna parte del original, escrito aquí para los lectores."
    file(pair, "one.es.md", "es", SPANISH.replace("## Cómo", f"{extra}\n\n## Cómo"))
    assert main(["import"]) == 0
    assert f"content/one.es.md:6: no message for: {extra[:30]}" in capsys.readouterr().out
    path = pair.root / "translations/es/LC_MESSAGES/one.en.po"
    assert extra in "".join(one.tcomment for one in catalog(pair))
    main(["update"])
    assert "unaligned: " in path.read_text("utf-8")


def test_a_paragraph_that_is_missing_is_not_filled_by_its_neighbour(pair: Site) -> None:
    """The message waits for its translation, the others have theirs."""
    file(pair, "one.es.md", "es", SPANISH.replace("- Nadie la mide.\n", ""))
    main(["import"])
    entry = next(one for one in catalog(pair) if one.msgid == "Nobody measures it.")
    assert not entry.msgstr or entry.fuzzy
    assert said(pair)[None, "thirty"] == "treinta"


def test_joined_paragraphs_are_fuzzy(pair: Site) -> None:
    """Of two that became one, nobody knows which is which."""
    english = "The first sentence of this page is short.\n\nThe second one is as short as that."
    spanish = "La primera frase de esta página es corta. La segunda es tan corta como esa."
    file(pair, "one.en.md", "en", f"{english}\n\n{ENGLISH}")
    file(pair, "one.es.md", "es", f"{spanish}\n\n{SPANISH}")
    main(["import"])
    entries = [one for one in catalog(pair) if one.msgid.endswith(("is short.", "as that."))]
    assert not [one for one in entries if one.msgstr and not one.fuzzy]
    assert said(pair)[None, "thirty"] == "treinta"


@pytest.mark.parametrize(
    "text",
    [
        "En 1991 la ciudad tenía 40 pozos, como dice [el informe](https://example.org/report).",
        "En 1991 la ciudad tenía 30 pozos, como dice [el informe](https://evil.example/report).",
        "En 1991 la ciudad tenía 30 pozos\x07, como dice [el informe](https://example.org/report).",
        "En 1991 la ciudad tenía 30 pozos <script>x()</script> [el informe](https://example.org/report).",
    ],
)
def test_what_readers_would_not_be_shown_is_fuzzy(pair: Site, text: str) -> None:
    """Other figures, another link, a control character, a script: it waits for a person."""
    line = next(one for one in SPANISH.splitlines() if "30 pozos" in one)
    file(pair, "one.es.md", "es", SPANISH.replace(line, text))
    main(["import"])
    assert not [one for key, one in said(pair).items() if "30 wells" in key[1]]
    assert said(pair)[None, "thirty"] == "treinta"


def test_what_is_not_translated_is_no_translation(pair: Site, capsys: Capture) -> None:
    """A paragraph that the file has in English is told, and stays missing."""
    line = next(one for one in SPANISH.splitlines() if "30 pozos" in one)
    english = next(one for one in ENGLISH.splitlines() if "30 wells" in one)
    file(pair, "one.es.md", "es", SPANISH.replace(line, english))
    main(["import"])
    assert "still the source's own: In 1991" in capsys.readouterr().out
    assert not [key for key in said(pair) if "30 wells" in key[1]]


def test_metadata_that_no_catalog_has_is_told(pair: Site, capsys: Capture) -> None:
    """A date, an author of the translation: the page has the source's from now on."""
    file(pair, "two.es.md", "es", "Otro texto.", slug="two", more="Author: Juan\n")
    main(["import"])
    out = capsys.readouterr().out
    assert "content/two.es.md:5: Author differs, and is the source's from now on: Juan" in out


def test_metadata_that_the_name_of_a_file_has_is_told(pair: Site, capsys: Capture) -> None:
    """A page may have its address from there: the source's file has another name."""
    pair.set("FILENAME_METADATA = r'(?P<number>[^.]+).*'")
    (pair.root / "content/two.es.md").rename(pair.root / "content/dos.es.md")
    main(["import"])
    out = capsys.readouterr().out
    assert "content/dos.es.md:1: Number differs, and is the source's from now on: dos" in out
    assert out.count("Number differs") == 1


def test_another_slug_is_the_translation_s(pair: Site) -> None:
    """Pages that something else pairs keep their addresses."""
    pair.set('ARTICLE_TRANSLATION_ID = "same"')
    file(pair, "one.en.md", "en", "A text.", more="Same: a\n")
    file(pair, "one.es.md", "es", "Un texto.", slug="uno", more="Same: a\n")
    for one in ("en", "es"):
        (pair.root / f"content/two.{one}.md").unlink()
    main(["import"])
    pair.build()
    assert (pair.output / "es/uno/index.html").is_file()


@pytest.fixture
def folders(site: Site) -> Site:
    """Plain folders, as other programs have them: nothing in a file says its language."""
    site.set('BILINGUAL["languages"] = {"en": "English", "es": "Español"}')
    for folder, text in (("content/en", ENGLISH), ("docs.es", SPANISH)):
        site.write(f"{folder}/deep/one.md", f"Title: {folder[-2:]}\nDate: 2026-01-02\n\n{text}")
    (site.root / "content/en/two.md").write_text("Title: Two\nDate: 2026-01-02\n\nTwo.\n", "utf-8")
    return site


def test_a_folder_is_laid_beside_the_pages_of_its_names(folders: Site) -> None:
    """Files outside of the content stay where they are."""
    (folders.root / "content/en/deep/one.md").write_text(
        f"Title: en\nDate: 2026-01-02\n\n{ENGLISH.split('Go back', maxsplit=1)[0]}", "utf-8"
    )
    assert main(["import", "--from", "docs.es", "--language", "es"]) == 0
    assert said(folders, "en/deep/one")[None, "thirty"] == "treinta"
    assert (folders.root / "docs.es/deep/one.md").is_file()
    files = snapshot(folders.root)
    assert main(["import", "--from", "docs.es", "--language", "es"]) == 0
    assert snapshot(folders.root) == files


def test_a_folder_of_the_content_is_no_source(folders: Site) -> None:
    """Parallel folders below the content: the Spanish ones are moved, and no page any more."""
    (folders.root / "docs.es").rename(folders.root / "content/es")
    folders.write("content/en/two.md", "Title: Two\nDate: 2026-01-02\n\nTwo.\n")
    english = folders.root / "content/en/deep/one.md"
    english.write_text(english.read_text("utf-8").split("Go back")[0], "utf-8")
    assert main(["import", "--from", "content/es", "--language", "es"]) == 0
    assert not (folders.root / "content/es/deep/one.md").exists()
    assert (folders.root / "translations/es/imported/content/es/deep/one.md").is_file()
    folders.build()
    assert not (folders.output / "es/es").exists()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("nothing.md", b"Title: T\n\nText.", "docs.es/nothing.md: The file may translate no page"),
        (
            "two.md",
            "Title: T\n\nTürk".encode("latin-1"),
            "docs.es/two.md:3: This line is not valid",
        ),
        ("two.md", b'---\nTitle: "T"\n---\n\nText.', "docs.es/two.md:2: The quotation marks"),
    ],
)
def test_a_file_that_cannot_be_used_stops_no_other(
    folders: Site, name: str, data: bytes, message: str, capsys: Capture
) -> None:
    """It is named with its line, status 1; the rest is imported."""
    folders.write(f"docs.es/{name}", data)
    assert main(["import", "--from", "docs.es", "--language", "es"]) == 1
    assert message in capsys.readouterr().err
    assert said(folders, "en/deep/one")[None, "thirty"] == "treinta"
    assert (folders.root / "docs.es" / name).read_bytes() == data


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "docs.es"], "Add --language."),
        (["--from", "nowhere", "--language", "es"], "There is no such folder."),
        (["--from", "docs.es", "--language", "fr"], "The site has no language 'fr'."),
        (["--language", "en"], "The site has no language 'en'."),
        (["nothing"], "There is no page 'nothing'."),
    ],
)
def test_wrong_input_is_one_sentence(
    folders: Site, options: list[str], message: str, capsys: Capture
) -> None:
    """With what to do; nothing is written."""
    before = snapshot(folders.root)
    assert main(["import", *options]) == 1
    assert message in capsys.readouterr().err
    assert snapshot(folders.root) == before


def test_a_catalog_that_is_there_keeps_what_people_wrote(pair: Site, capsys: Capture) -> None:
    """The file fills what is missing; where both speak, the catalog stays and the line is told."""
    pair.catalog("one.en", 'msgid "thirty"\nmsgstr "unos treinta"\n', "es")
    assert main(["import", "one.en"]) == 0
    assert said(pair)[None, "thirty"] == "unos treinta"
    assert said(pair)[None, "Wells"] == "Pozos"
    assert "the catalog says otherwise, and stays: treinta" in capsys.readouterr().out
    pair.build()


def test_a_broken_catalog_is_left_alone(pair: Site, capsys: Capture) -> None:
    """Its file stays, and is named; other pages are imported."""
    path = pair.write("translations/es/LC_MESSAGES/one.en.po", 'msgid "a\n')
    assert main(["import"]) == 1
    assert "one.en.po:1" in capsys.readouterr().err
    assert path.read_text("utf-8") == 'msgid "a\n'
    assert (pair.root / "content/one.es.md").exists()
    assert not (pair.root / "content/two.es.md").exists()


def test_who_is_stopped_in_between_goes_on_later(
    pair: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between a catalog and the move of its file: the next run ends with the same files."""
    whole = snapshot(pair.root)
    main(["import"])
    right = snapshot(pair.root / "translations")
    for name in snapshot(pair.root):
        if name not in whole:
            (pair.root / name).unlink()
    for name, data in whole.items():
        pair.write(name, data)
    with monkeypatch.context() as patched:
        patched.setattr(importing, "move", _stopped)
        assert main(["import"]) == 130
    assert (pair.root / "content/one.es.md").exists()
    assert main(["import"]) == 0
    assert snapshot(pair.root / "translations") == right


def _stopped(*_: object) -> None:
    raise KeyboardInterrupt


def test_two_files_in_one_language_stop_it(pair: Site, capsys: Capture) -> None:
    """Nobody can tell which is the translation; nothing is written."""
    file(pair, "uno.md", "es", "Otra.")
    before = snapshot(pair.root)
    assert main(["import"]) == 1
    assert "content/uno.md:1" in capsys.readouterr().err
    assert snapshot(pair.root) == before


def test_a_file_kept_before_is_not_written_over(pair: Site, capsys: Capture) -> None:
    """Two files of one name: the second stays where it is."""
    kept = pair.write("translations/es/imported/content/one.es.md", "older")
    assert main(["import"]) == 1
    assert "another one is here already" in capsys.readouterr().err
    assert kept.read_text("utf-8") == "older"
    assert (pair.root / "content/one.es.md").exists()


def test_a_page_about_something_else_stays_a_page(pair: Site, capsys: Capture) -> None:
    """Nothing of it belongs to the source: it is told, and neither moved nor imported."""
    pair.write("content/one.es.md", META.format(title="T", slug="one", lang="es", more="", body=""))
    pair.set('BILINGUAL["fields"] = []')
    assert main(["import", "one.en"]) == 0
    assert "nothing of it was found in content/one.en.md" in capsys.readouterr().out
    assert (pair.root / "content/one.es.md").exists()
    assert not (pair.root / "translations/es/LC_MESSAGES/one.en.po").exists()


def test_a_file_without_end_is_refused_in_time(pair: Site, capsys: Capture) -> None:
    """Ten thousand paragraphs are more than a page has."""
    file(pair, "two.es.md", "es", "\n\n".join(f"Frase {n}." for n in range(10_000)), slug="two")
    before = time.perf_counter()
    assert main(["import"]) == 1
    assert time.perf_counter() - before < 60
    assert "content/two.es.md: The file, or its source, has more than" in capsys.readouterr().err
    assert not (pair.root / "content/one.es.md").exists()
    assert (pair.root / "content/two.es.md").exists()

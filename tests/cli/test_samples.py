"""What a new site begins with, in every language that the theme speaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import PROJECT, Site, parse_html, snapshot, text_of

from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.cli import new
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.language.cldr import near_tags

SAMPLES = sorted(one.name for one in (new.START / "content").iterdir())


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, site: Site, capsys: pytest.CaptureFixture[str]) -> Site:
    """Makes sites without their machinery, which is tested with the wheel."""
    monkeypatch.setattr(new, "machinery", lambda host: {})
    monkeypatch.setattr("pelican.plugins.bilingual.cli.commands.begin", lambda *_: False)
    site.root = site.root / "made"
    site.output = site.root / "output"
    return site


def make(site: Site, monkeypatch: pytest.MonkeyPatch, *languages: str) -> None:
    """`bilingual new`, and into the folder that it has made."""
    assert (
        main(["new", str(site.root), "--name", "Our words", "--languages", ",".join(languages)])
        == 0
    )
    monkeypatch.chdir(site.root)


def test_every_interface_language_has_a_sample() -> None:
    """Whoever reads the theme in a language gets the example in it."""
    spoken = {one.name for one in (PROJECT / "translations").iterdir() if one.is_dir()}
    assert {*SAMPLES} == {"en", *(one for one in spoken if one != "templates")}


@pytest.mark.parametrize("source", SAMPLES)
def test_a_new_site_of_any_language_is_drafted_in_all_others(
    made: Site, source: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is left to translate but the site's name, nothing is wrong, all of it is a draft."""
    make(made, monkeypatch, source, *(one for one in SAMPLES if one != source))
    capsys.readouterr()
    before = snapshot(made.root / "translations")
    assert main(["check"]) == 0
    assert "Nothing wrong" in capsys.readouterr().out
    assert main(["update"]) == 0
    assert snapshot(made.root / "translations") == before
    for name, data in before.items():
        file, language = parse(data, name), name.partition("/")[0]
        left = {one.msgid for one in file if not one.translated()}
        if language != source:
            assert file.metadata["X-Translation-Origin"] == "machine", name
            assert left <= {"Our words"}, name


def test_the_edition_of_the_source_speaks_its_language(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Links back from footnotes, too, in both editions and on the page with both."""
    make(made, monkeypatch, "de", "uk", "en")
    made.build()
    titles = {
        "de": {"Zurück zum Text"},
        "uk": {"Повернутися до тексту"},
        "en": {"Back to the text"},
    }
    titles["de-uk"] = titles["de"] | titles["uk"]
    for edition, expected in titles.items():
        pages = [
            parse_html(one.read_text("utf-8"))
            for one in (made.output / edition).glob("*/index.html")
        ]
        links = [one for page in pages for one in page.iter("a")]
        found = {one.get("title") for one in links if one.get("href", "").startswith("#fnref")}
        assert found == expected, edition
    draft = made.html("uk/yak-napysaty")
    assert "машин" in text_of(draft).lower()


def test_braces_in_the_title_of_links_back_are_letters(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translation is text, and no pattern that a program fills in."""
    make(made, monkeypatch, "de", "en")
    catalog = made.root / "translations/de/LC_MESSAGES/site.po"
    text = catalog.read_text("utf-8")
    catalog.write_text(text.replace("Zurück zum Text", "}{ back {"), "utf-8")
    made.build()
    links = made.html("de/erklaertext").iter("a")
    assert "}{ back {" in [one.get("title") for one in links]


def test_a_sample_in_another_script_is_no_draft(
    made: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uzbek in Cyrillic letters gets none of the Latin words, those of the theme included."""
    assert near_tags("uz-Cyrl") == ("uz-Cyrl",)
    assert near_tags("de-AT") == ("de-AT", "de")
    make(made, monkeypatch, "en", "uz-Cyrl")
    for path in Path("translations/uz_Cyrl").rglob("*.po"):
        assert not any(one.translated() for one in parse(path.read_bytes(), path.name))

"""Turkmen in Cyrillic: an edition that is made of the Turkmen catalogs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.settings import read_settings
from support import PROJECT, Site, project, text_of
from walk import broken

from pelican import Pelican
from pelican.plugins.bilingual.catalog.catalog import read_catalog
from pelican.plugins.bilingual.catalog.store import Store
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError, Notes, SettingsError
from pelican.plugins.bilingual.language.profile import script_of
from pelican.plugins.bilingual.language.script import read_exceptions
from pelican.plugins.bilingual.language.turkmen.cyrillic import to_latin
from pelican.plugins.bilingual.project.read import read_config

ON = 'BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"'
LISTED = {"Huawei": "Huawei", "Mary": "Мары"}
TABLE = [
    tuple(cell.strip() for cell in line.split(" | "))
    for line in (PROJECT / "tests/fixtures/turkmen/passages.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("msgid", "msgstr", "cyrillic"), TABLE)
def test_a_translation_in_cyrillic(msgid: str, msgstr: str, cyrillic: str) -> None:
    """Names, quoted English, code and links stay; a mark or the list says what else does."""
    script = script_of("tk-Cyrl", LISTED)
    assert script is not None
    assert script(msgid, msgstr) == cyrillic


def test_endings_are_spelt_as_after_the_name() -> None:
    """`э` stands after a vowel and where a word begins, not after a consonant."""
    script = script_of("tk-Cyrl", {"Telegram": "Telegram", "Huawei": "Huawei"})
    assert script is not None
    assert script("", "Telegrame Huaweie Telegramyň") == "Telegramе Huaweiэ Telegramың"


def test_readers_of_latin_see_no_marks() -> None:
    script = script_of("tk")
    assert script is not None
    assert script("", "[=WhatsApp=] we [=raýon=район=]da") == "WhatsApp we raýonda"
    assert script("", "[a](b) [c] = [d]") == "[a](b) [c] = [d]"
    assert script_of("ru") is None


@given(st.text(), st.text())
def test_any_text_has_a_form_in_cyrillic(msgid: str, msgstr: str) -> None:
    script = script_of("tk-Cyrl", LISTED)
    assert script is not None
    assert bool(script(msgid, msgstr)) == bool(msgstr) or "[=" in msgstr


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("Mary =\n", 1, "no exception"),
        ("# x\n= a\n", 2, "no exception"),
        ("A\nA\n", 2, "twice"),
        ("Mary = <b>\n", 1, "no exception"),
        ("a*b*\n", 1, "no exception"),
    ],
)
def test_a_list_with_an_error_says_where(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = tmp_path / "cyrillic.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BilingualError) as caught:
        read_exceptions(path.read_text("utf-8"), "tk/cyrillic.txt")
    assert caught.value.where == f"tk/cyrillic.txt:{line}"
    assert what in caught.value.what


def test_a_list_is_read_with_its_comments_and_without_being_there(site: Site) -> None:
    store, language = Store(project(), Notes()), project().config.targets[0]
    assert store.exceptions(language) == {}
    listed = "\ufeff# names\r\n\r\nHuawei # note\r\nMary = Мары\r\n"
    site.write("translations/tk/cyrillic.txt", listed)
    assert store.exceptions(language) == LISTED


@pytest.fixture
def small(site: Site) -> Site:
    """A page with a translation, in this repository's theme."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.write(
        "content/one.md",
        "Title: Cameras in Mary\nDate: 2026-11-23\nSlug: one\nTags: Privacy\n\n"
        "Huawei's [cameras](https://example.org/kamera) work.\n\nNot translated.\n",
    )
    site.catalog(
        "one",
        'msgctxt "title"\nmsgid "Cameras in Mary"\nmsgstr "[=Mary=Мары=]daky kameralar"\n\n'
        'msgctxt "slug"\nmsgid "one"\nmsgstr "kameralar"\n\n'
        'msgid "Huawei\'s [cameras](https://example.org/kamera) work."\n'
        'msgstr "Huaweiniň [kameralary](https://example.org/kamera) işleýär."\n',
    )
    site.catalog(
        "site",
        'msgctxt "topic"\nmsgid "Privacy"\nmsgstr "Gizlinlik"\n\n'
        'msgid "Follow the feed"\nmsgstr "Lentany okanyňyzda (Atom)"\n\n'
        'msgid "%(num)s minute to read"\nmsgid_plural "%(num)s minutes to read"\n'
        'msgstr[0] "%(num)s minutda okalýar"\nmsgstr[1] "%(num)s minutda okalýar"\n',
    )
    site.write("translations/tk/cyrillic.txt", "Huawei\nAtom\n")
    return site


def test_it_is_off_unless_the_settings_name_it(small: Site) -> None:
    small.build()
    assert not (small.output / "tk-Cyrl").exists()
    assert "kiril" not in text_of(small.html("index.html")).lower()
    assert "Marydaky kameralar" in text_of(small.html("tk/kameralar"))
    assert "[=" not in (small.output / "tk/kameralar/index.html").read_text("utf-8")


def test_one_setting_makes_an_edition_in_cyrillic(small: Site) -> None:
    """Text, title, topics, dates and the theme's words; what is not translated stays English."""
    small.set(ON)
    small.build()
    page = small.html("tk-Cyrl/kameralar")
    text = text_of(page)
    assert page.get("lang") == "tk-Cyrl"
    for expected in (
        "Марыдакы камералар",
        "Huaweiниң камералары ишлейәр.",
        "2026-нҗы йылың 23-нҗи ноябры",
        "1 минутда окаляр",
        "Гизлинлик",
        "Лентаны оканыңызда (Atom)",
    ):
        assert expected in text
    fallback = next(one for one in page.iter("p") if text_of(one) == "Not translated.")
    assert fallback.get("lang") == "en"
    assert any(one.get("href") == "https://example.org/kamera" for one in page.iter("a"))
    assert (small.output / "tk-Cyrl/topics/privacy/index.html").is_file()
    assert "Марыдакы" in (small.output / "tk-Cyrl/feed.xml").read_text("utf-8")
    assert broken(small.output) == []


def test_pages_of_both_scripts_name_each_other(small: Site) -> None:
    small.set(f'{ON}\nBILINGUAL["threshold"] = 0.5')
    small.build(SITEURL="https://example.org")
    for tag in ("en/one", "tk/kameralar", "tk-Cyrl/kameralar"):
        links = {one.get("hreflang") for one in small.html(tag).iter("link")}
        assert links >= {"en", "tk", "tk-Cyrl"}, tag


def test_it_has_no_catalogs_of_its_own(small: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """No command asks for them, no page stands beside itself, no problem is said twice."""
    small.set(ON)
    small.build()
    assert not (small.output / "en-tk-Cyrl").exists()
    assert main(["update"]) == 0
    assert main(["stats"]) == 0
    assert "Cyrl" not in capsys.readouterr().out
    assert not (small.root / "translations/tk_Cyrl").exists()
    assert main(["init", "tk-cyrl"]) == 1
    assert "made of the catalogs of 'tk'" in capsys.readouterr().err


def test_a_refused_message_is_refused_in_both_scripts_and_said_once(
    small: Site, caplog: pytest.LogCaptureFixture
) -> None:
    path = small.root / "translations/tk/LC_MESSAGES/one.po"
    text = path.read_text("utf-8").replace("](https://example.org/kamera) iş", "](javascript:1) iş")
    path.write_text(text, "utf-8")
    small.set(ON)
    small.build()
    for tag in ("tk", "tk-Cyrl"):
        assert "Huawei's cameras work." in text_of(small.html(f"{tag}/kameralar")).replace("’", "'")
    said = [one for one in caplog.messages if "Readers see the source text" in one]
    assert len(said) == len(set(said)) > 0


@pytest.mark.parametrize(
    "attack",
    [
        "[=Mary=<style>*{display:none}</style>=]",
        "[=Mary=<script>alert(1)</script>=]",
        "[=Mary=<https://evil.example/x>=]",
        "[=Mary=\u202eМары=]",
        "[=Mary=`x`=]",
        "[=Mary=*Мары*=]",
    ],
)
def test_a_mark_holds_words_and_nothing_else(
    small: Site, attack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is more is no mark, in both scripts; the check says so."""
    path = small.root / "translations/tk/LC_MESSAGES/one.po"
    path.write_text(path.read_text("utf-8").replace("Huaweiniň [", f"{attack} ["), "utf-8")
    small.set(ON)
    small.build()
    for tag in ("tk", "tk-Cyrl"):
        html = (small.output / tag / "kameralar/index.html").read_text("utf-8")
        assert 'evil.example/x"' not in html
        assert "display:none}<" not in html
        assert "alert(1)</script>" not in html
        assert 'href="javascript' not in html
        assert "\u202e" not in html
    main(["check"])
    assert "one.po" in capsys.readouterr().out


def test_what_breaks_in_cyrillic_alone_is_refused_there(
    small: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """A number that only the mark's Cyrillic has: readers see the source's text there."""
    path = small.root / "translations/tk/LC_MESSAGES/one.po"
    path.write_text(path.read_text("utf-8").replace("Huaweiniň [", "[=Mary=7000=] ["), "utf-8")
    small.set(ON)
    small.build()
    assert "Mary kameralary" in text_of(small.html("tk/kameralar"))
    assert "7000" not in text_of(small.html("tk-Cyrl/kameralar"))
    assert [one for one in caplog.messages if "7000" in one or "7,000" in one]


def test_a_list_that_cannot_be_read_is_found_by_the_check(
    small: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a build it is one error, and none where the edition is off."""
    small.write("translations/tk/cyrillic.txt", "Huawei\nMary = <b>\n")
    assert main(["check"]) == 1
    assert "translations/tk/cyrillic.txt:2" in capsys.readouterr().out
    small.build()
    small.set(ON)
    with pytest.raises(BilingualError) as caught:
        small.build()
    assert str(caught.value).count("cyrillic.txt:2") == 1


@pytest.mark.parametrize("part", ["a", "-", "`x", "a.", "<", "[=a", "%(", "“", "_*", "a@"])
def test_a_long_text_comes_back(part: str) -> None:
    """However it is made; what it takes is measured in tests/benchmarks/check.py."""
    script = script_of("tk-Cyrl", LISTED)
    assert script is not None
    text = part * (100_000 // len(part))
    assert to_latin(script("", text)) == text


def test_a_broken_catalog_is_one_error(small: Site, caplog: pytest.LogCaptureFixture) -> None:
    small.write("translations/tk/LC_MESSAGES/one.po", 'msgid "a\n')
    small.set(ON)
    with pytest.raises(BilingualError) as caught:
        small.build()
    assert str(caught.value).count("one.po") == 1


@pytest.mark.parametrize(
    ("tags", "source", "said"),
    [
        (("en", "tk-Cyrl"), "en", "made of the catalogs of 'tk'"),
        (("en", "tk", "tk-Cyrl"), "tk", "made of the catalogs of 'tk'"),
        (("en", "tk", "tk-Cyrl"), "tk-Cyrl", "made of the catalogs of 'tk'"),
        (("en", "tk", "tk-cyrl"), "en", "Write it as 'tk-Cyrl'"),
    ],
)
def test_it_needs_the_language_that_it_is_made_of(
    small: Site, tags: tuple[str, ...], source: str, said: str
) -> None:
    """As one that is translated into, and under its own name."""
    languages = dict.fromkeys(tags, "Name")
    settings = {"DEFAULT_LANG": source, "BILINGUAL": {"languages": languages}}
    with pytest.raises(SettingsError, match=said):
        read_config(settings, small.root / "pelicanconf.py")


@pytest.fixture(scope="module")
def flagship(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, with the edition in Cyrillic."""
    output = tmp_path_factory.mktemp("cyrillic") / "output"
    patch = pytest.MonkeyPatch()
    patch.chdir(PROJECT)
    settings = read_settings("pelicanconf.py", override={"OUTPUT_PATH": str(output)})
    languages = {**settings["BILINGUAL"]["languages"], "tk-Cyrl": "Түркменче"}
    settings["BILINGUAL"] = {**settings["BILINGUAL"], "languages": languages}
    Pelican(settings).run()
    patch.undo()
    return output


ORDERED = {"search", "newsletters", "sozluk"}
"""Pages with parts in the order of the alphabet, or that name it: in Cyrillic it is another one."""


def body(path: Path) -> list[str]:
    """The tags of a page's main part and the texts between, by turns."""
    html = path.read_text("utf-8")
    return re.split(r"(<[^>]*>)", html[html.index("<main") : html.index("<footer")])


def read_back(text: str) -> str:
    """A text in Latin letters, endings of names in Latin letters among them."""
    endings = re.sub(
        r"(?<=[A-Za-z])[\u0400-\u04ff]+", lambda found: to_latin(f"б{found[0]}")[1:], text
    )
    return to_latin(endings)


def test_every_page_is_the_same_but_for_its_letters(flagship: Path) -> None:
    """The tags are those of the Latin page, every text is its text, read into Latin again."""
    pages = [
        one for one in (flagship / "tk").glob("*/index.html") if one.parent.name not in ORDERED
    ]
    assert len(pages) >= 5
    for path in pages:
        other = flagship / "tk-Cyrl" / path.relative_to(flagship / "tk")
        latin, cyrillic = body(path), body(other)
        assert len(latin) == len(cyrillic)
        for one, two in zip(latin, cyrillic, strict=True):
            if one.startswith("<"):
                assert re.findall(r"^</?\w+|(?:href|id)=\S+", two.replace("tk-Cyrl", "tk")) == (
                    re.findall(r"^</?\w+|(?:href|id)=\S+", one)
                )
            else:
                assert read_back(two) == one


def test_cyrillic_pages_are_in_cyrillic(flagship: Path) -> None:
    """Nine letters of ten above the notes; Latin words are names and abbreviations."""
    parts = body(flagship / "tk-Cyrl/huawei-in-turkmenistan/index.html")
    text = "".join(parts[: parts.index("<div class=footnote>") : 2])
    letters = [one for one in text if one.isalpha()]
    assert sum("\u0400" <= one <= "\u04ff" for one in letters) > 0.9 * len(letters)


def test_the_projects_list_is_in_use() -> None:
    """Each of its words stands in a translation or is a term; abbreviations may still come."""
    listed = read_exceptions(
        (PROJECT / "translations/tk/cyrillic.txt").read_text("utf-8"), "cyrillic.txt"
    )
    assert len(listed) > 10
    texts = " ".join(
        message.msgstr
        for path in (PROJECT / "translations/tk/LC_MESSAGES").rglob("*.po")
        for message in read_catalog(path, path.name).messages.values()
    )
    texts += (PROJECT / "translations/tk/terms.csv").read_text("utf-8")
    assert [one for one in listed if one not in texts and not one.isupper()] == []

"""Sources, corrections and credits: what a page says of itself, in each of its languages."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from support import HEADER, Site, text_of

from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError

ARTICLE = """\
<html><body>
<ul class="sources">{% for one in item.sources %}<li lang="{{ one.lang }}">{{ one }}</li>\
{% endfor %}</ul>
<ul class="corrections">{% for one in item.corrections %}<li lang="{{ one.text.lang }}">\
<time datetime="{{ one.date.date() }}">{{ one.locale_date }}</time> {{ one.text }}</li>\
{% endfor %}</ul>
<p class="authors">{{ item.locale_authors|e }}</p>
<p class="translators">{{ item.locale_translators|e }}</p>
</body></html>
"""
FRONT = "Title: One\nSlug: one\nDate: 2026-01-02\n"
SOURCES = "Sources: *One* article, 2023.\n    [Two](https://example.org/two), a book.\n"
CORRECTIONS = (
    "Corrections: 2026-03-04: The year was wrong.\n    2026-11-23: A name: it was *Ann*.\n"
)


@pytest.fixture
def fronted(site: Site) -> Site:
    """A site whose theme prints these lists."""
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.write("templates/article.html", ARTICLE)
    return site


def article(site: Site, front: str) -> None:
    site.write("content/one.md", f"{FRONT}{front}\nText.\n")


def items(root: Element, name: str) -> list[Element]:
    (found,) = (one for one in root.iter() if one.get("class") == name)
    return list(found)


def printed(site: Site, page: str, name: str) -> list[tuple[str | None, str]]:
    return [(one.get("lang"), text_of(one)) for one in items(site.html(page), name)]


def test_sources_are_printed_in_their_order(fronted: Site) -> None:
    """One a line, each of them Markdown."""
    article(fronted, SOURCES)
    fronted.build()
    expected = [("en", "One article, 2023."), ("en", "Two, a book.")]
    assert printed(fronted, "en/one", "sources") == expected
    first, second = items(fronted.html("en/one"), "sources")
    assert [one.tag for one in first] == ["em"]
    assert [one.get("href") for one in second] == ["https://example.org/two"]


def test_sources_and_corrections_are_translated_one_by_one(fronted: Site) -> None:
    """What has no translation yet stays, and says which language it is in."""
    article(fronted, SOURCES + CORRECTIONS)
    fronted.catalog(
        "one",
        'msgctxt "sources"\nmsgid "*One* article, 2023."\nmsgstr "*Bir* makala, 2023."\n\n'
        'msgctxt "corrections"\nmsgid "The year was wrong."\nmsgstr "Ýyl ýalňyşdy."\n',
    )
    fronted.build()
    assert printed(fronted, "tk/one", "sources") == [
        ("tk", "Bir makala, 2023."),
        ("en", "Two, a book."),
    ]
    assert printed(fronted, "tk/one", "corrections") == [
        ("tk", "2026-njy ýylyň 4-nji marty Ýyl ýalňyşdy."),
        ("en", "2026-njy ýylyň 23-nji noýabry A name: it was Ann."),
    ]


def test_a_parallel_page_has_both_languages(fronted: Site) -> None:
    """Each line stands there twice, source first."""
    article(fronted, CORRECTIONS)
    fronted.catalog(
        "one", 'msgctxt "corrections"\nmsgid "The year was wrong."\nmsgstr "Ýyl ýalňyşdy."\n'
    )
    fronted.build()
    first, second = (text for _, text in printed(fronted, "en-tk/one", "corrections"))
    assert first.replace("  ", " ") == "4 March 2026 The year was wrong. Ýyl ýalňyşdy."
    assert second.startswith("23 November 2026 A name: it was Ann.")


def test_corrections_have_their_day_in_words_and_for_machines(fronted: Site) -> None:
    """The date is no message: each language writes it itself."""
    article(fronted, CORRECTIONS)
    fronted.build()
    times = [one.find("time") for one in items(fronted.html("tk/one"), "corrections")]
    assert [one.get("datetime") for one in times if one is not None] == ["2026-03-04", "2026-11-23"]
    assert main(["update"]) == 0
    path = fronted.root / "translations/tk/LC_MESSAGES/one.po"
    found = {one.msgctxt: one.msgid for one in parse(path.read_bytes(), "one.po")}
    assert found["corrections"] == "A name: it was *Ann*."
    lines = {
        one.msgid: one.occurrences
        for one in parse(path.read_bytes(), "one.po")
        if one.msgctxt == "corrections"
    }
    assert lines["The year was wrong."] == [("content/one.md", "4")]
    assert lines["A name: it was *Ann*."] == [("content/one.md", "5")]


def test_a_page_without_lists_has_empty_ones(fronted: Site) -> None:
    """Nor has one with names and nothing behind them."""
    for front in ("", "Sources:\nCorrections:\n"):
        article(fronted, front)
        fronted.build()
        for page in ("en/one", "tk/one", "en-tk/one"):
            assert printed(fronted, page, "sources") == printed(fronted, page, "corrections") == []


WRONG = [
    "The year was wrong.",
    "2026-13-01: The year was wrong.",
    "2026-02-30: The year was wrong.",
    "2026-2-3: The year was wrong.",
    "23.11.2026: The year was wrong.",
    "2026-11-23 The year was wrong.",
    "2026-11-23:",
    "2026-11-23 10:00: The year was wrong.",
    "20261123: The year was wrong.",
    "2026-W47-1: The year was wrong.",
    ": The year was wrong.",
]


@pytest.mark.parametrize("line", WRONG)
def test_a_correction_without_its_day_is_an_error(fronted: Site, line: str) -> None:
    """It names the file, the line and the correction, and shows how to write one."""
    article(fronted, f"Sources: A.\nCorrections: {line}\n")
    with pytest.raises(BilingualError) as caught:
        fronted.build()
    message = str(caught.value)
    assert message.startswith("content/one.md:5: ")
    assert repr(line[:40]) in message
    assert "2026-11-23: " in message
    assert not fronted.output.exists()


def test_the_line_is_that_of_the_wrong_correction(fronted: Site) -> None:
    """The third of three is not looked for in the line of the first."""
    article(fronted, CORRECTIONS + "    Once more.\n")
    with pytest.raises(BilingualError) as caught:
        fronted.build()
    assert str(caught.value).startswith("content/one.md:6: ")


@pytest.mark.parametrize("name", ["Sources", "Corrections"])
@pytest.mark.parametrize("link", ["{filename}two.md", "|filename|two.md", "{static}/x.pdf"])
def test_links_between_pages_belong_into_the_text(fronted: Site, name: str, link: str) -> None:
    """There is no page that such a link could start from: it is one error."""
    day = "2026-11-23: " * (name == "Corrections")
    article(fronted, f"Keypoints: A.\n{name}: {day}See [two]({link}).\n")
    fronted.page("two")
    with pytest.raises(BilingualError) as caught:
        fronted.build()
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith("content/one.md:")
    assert link in message


TRANSLATORS = {
    "# Aýna Myradowa <ayna@example.org>, 2026.": "Aýna Myradowa",
    "# Aýna <ayna@example.org>, 2025, 2026.\n# Berdi, 2026.": "Aýna we Berdi",
    "# Aýna\n# Berdi\n# Çary <c@example.org>": "Aýna, Berdi we Çary",
    "# Aýna, 2025.\n# Aýna <ayna@example.org>, 2026.": "Aýna",
    "# ayna@example.org": "",
    "# <ayna@example.org>, 2026.": "",
    "# ayna@example.org, 2026.\n# Berdi": "Berdi",
    "# Aýna (ayna@example.org), 2026.": "Aýna",
    "# Aýna ayna@example.org 2026": "Aýna",
    "# Aýna": "Aýna",
    "#": "",
}


@pytest.mark.parametrize("comment", TRANSLATORS)
def test_translators_are_credited_by_name(fronted: Site, comment: str) -> None:
    """Names, joined as their language joins them, and never an address."""
    article(fronted, "")
    text = f"# Turkmen translation.\n# Translators:\n{comment}\n#\n# Not a name.\n{HEADER}"
    fronted.write("translations/tk/LC_MESSAGES/one.po", text)
    fronted.build()
    (names,) = (
        one for one in fronted.html("tk/one").iter("p") if one.get("class") == "translators"
    )
    for path in fronted.output.rglob("*"):
        assert not path.is_file() or b"@example" not in path.read_bytes(), path
    assert text_of(names) == TRANSLATORS[comment]
    (names,) = (
        one for one in fronted.html("en/one").iter("p") if one.get("class") == "translators"
    )
    assert text_of(names) == ""


def test_credits_on_a_parallel_page_are_joined_in_its_own_language(fronted: Site) -> None:
    """The page around both languages is in the source's."""
    article(fronted, "")
    text = f"# Translators:\n# Aýna\n# Berdi\n# Çary\n{HEADER}"
    fronted.write("translations/tk/LC_MESSAGES/one.po", text)
    fronted.build()
    texts = [text_of(one) for one in fronted.html("en-tk/one").iter("p")]
    assert texts[-1] == "Aýna, Berdi and Çary"


def test_authors_are_joined_in_each_language(fronted: Site) -> None:
    """CLDR's list: commas, then the language's own word."""
    article(fronted, "Authors: Aýna; Berdi; <b>Çary</b>\n")
    fronted.build()
    (english, turkmen) = (
        next(text_of(one) for one in fronted.html(page).iter("p") if one.get("class") == "authors")
        for page in ("en/one", "tk/one")
    )
    assert english == "Aýna, Berdi and <b>Çary</b>"
    assert turkmen == "Aýna, Berdi we <b>Çary</b>"


HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "</li></ul><p>",
    '\\"><b onclick=x>',
    "x \u202ey",
    "&lt;b&gt;x&lt;/b&gt;",
    "{: onclick=x }",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["sources", "corrections"])
def test_a_hostile_translation_cannot_inject(fronted: Site, name: str, text: str) -> None:
    """Whatever a msgstr holds, the list's elements and attributes are the source's."""
    article(fronted, "Sources: The line.\nCorrections: 2026-11-23: The line.\n")
    fronted.catalog("one", f'msgctxt "{name}"\nmsgid "The line."\nmsgstr "{text}"\n')
    fronted.build()
    for page in ("tk/one", "en-tk/one"):
        root = fronted.html(page)
        tags = [one.tag for one in root.iter()]
        assert set(tags) <= set("html head body ul li time p span br".split()), page
        assert tags.count("li") == 2
        assert {key for one in root.iter() for key, _ in one.items()} <= {
            "class",
            "lang",
            "datetime",
        }
        assert "\u202e" not in text_of(root)

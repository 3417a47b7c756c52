"""A page with two languages says its own words in both, in the order that is set."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from support import PROJECT, Site, parse_html, text_of

WORDS = {
    "en": [
        "Key points",
        "Read on",
        "Corrections",
        "Updated",
        "to read",
        "machine draft",
        "Translation",
    ],
    "tk": [
        "Esasy pikirler",
        "Dowamynda okaň",
        "Düzedişler",
        "Täzelenen",
        "minutda",
        "garalama",
        "Terjime",
    ],
}
TURKMEN = {"Text": "Tekst", "Translation": "Terjime"}
ENDS = {
    "en": ["Follow the feed", "About", "State of the translations", "To keep and pass on"],
    "tk": ["Täzelik akymy", "Saýt barada", "Terjimeleriň ýagdaýy", "Saklamak we paýlaşmak"],
}


def of(file: Path, language: str) -> str:
    """What a page says in a language, by the nearest `lang` of its texts."""
    root = parse_html(file.read_text("utf-8"))
    parts: list[str] = []

    def walk(element: Element, lang: str) -> None:
        own = element.get("lang") or lang
        if own == language:
            parts.append(element.text or "")
        for child in element:
            walk(child, own)
            if own == language:
                parts.append(child.tail or "")

    (body,) = root.iter("body")
    walk(body, root.get("lang") or "")
    return " ".join(parts)


@pytest.mark.parametrize("language", WORDS)
def test_the_pages_own_words_are_in_both(flagship: Path, language: str) -> None:
    """Headings, dates, the note on the draft, the end of the page: each in its `lang`."""
    said = of(flagship / "en-tk/huawei-in-turkmenistan/index.html", language)
    assert not [word for word in WORDS[language] if word not in said]


@pytest.mark.parametrize("page", ["index.html", "en-tk/huawei-in-turkmenistan/index.html"])
@pytest.mark.parametrize("language", ENDS)
def test_the_foot_of_the_page_is_in_both(flagship: Path, language: str, page: str) -> None:
    """On the front door and on a page with both; what leads on leads to both."""
    said = of(flagship / page, language)
    *offered, state, to_pass_on = ENDS[language]
    offered.append(state if page == "index.html" else to_pass_on)
    assert not [word for word in offered if word not in said]
    root = parse_html((flagship / page).read_text("utf-8"))
    (foot,) = root.iter("footer")
    assert [one for one in foot.iter("a") if one.get("href", "").endswith("en-tk/about/")]


CREDITED = """\
# Translators:
# Aýna
# Berdi
msgid ""
msgstr "Language: tk\\nContent-Type: text/plain; charset=UTF-8\\n"

msgid "Text."
msgstr "Tekst."
"""


def test_credits_are_in_both(site: Site) -> None:
    """Labels and joined names are pairs; a name that both languages write alike stands once."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    site.write("content/one.md", "Title: One\nDate: 2026-01-02\nAuthors: Çary\n\nText.\n")
    site.write("translations/tk/LC_MESSAGES/one.po", CREDITED)
    words = "".join(f'msgid "{a}"\nmsgstr "{b}"\n\n' for a, b in TURKMEN.items())
    site.catalog("site", words)
    site.build()
    (found,) = (
        one
        for one in site.html("en-tk/one").iter("dl")
        if "end" in one.get("class", "").split() and "Çary" in text_of(one)
    )
    said = [[(half.get("lang"), half.text) for half in one if half.get("lang")] for one in found]
    assert said == [
        [("en", "Text"), ("tk", "Tekst")],
        [],
        [("en", "Translation"), ("tk", "Terjime")],
        [("en", "Aýna and Berdi"), ("tk", "Aýna we Berdi")],
    ]
    assert found[1].text == "Çary"


@pytest.mark.parametrize(("first", "order"), [("source", ["en", "tk"]), ("target", ["tk", "en"])])
def test_the_order_of_two_languages_is_a_setting(site: Site, first: str, order: list[str]) -> None:
    """Of texts, titles, headings of the theme and the front door, and never of the address."""
    site.set(f'THEME = "{PROJECT / "theme"}"\nBILINGUAL["first"] = {first!r}')
    site.page("one", "# Head\n\nText.\n\n| a | b |\n|---|---|\n| c | d[^1] |\n\n[^1]: Note.")
    words = {"Text.": "Tekst.", "Head": "Bas", "c": "ç", "Note.": "Bellik.", "A title": "Ady"}
    entries = "".join(f'msgid "{a}"\nmsgstr "{b}"\n\n' for a, b in words.items())
    site.catalog("one", entries.replace('msgid "A title"', 'msgctxt "title"\nmsgid "A title"'))
    site.build()
    root = site.html("en-tk/one")
    pairs = [one for one in root.iter() if "pair" in one.get("class", "").split()]
    found = [[half.get("lang") for half in one if half.get("lang")] for one in pairs]
    assert len(found) > 5
    assert [one for one in found if len(one) > 1 and one != order] == []
    (front,) = site.html("index.html").iter("main")
    entry = next(one for one in front if "entry" in one.get("class", "").split())
    assert [one.get("lang") for one in entry.iter("article")] == order


def test_another_order_is_an_error(site: Site) -> None:
    """Anything but `source` and `target` stops the build, with the place of the setting."""
    site.set('BILINGUAL["first"] = "tk"')
    site.page("one")
    with pytest.raises(Exception, match=r"(?s)BILINGUAL\['first'\] is 'tk'.*'source' or 'target'"):
        site.build()

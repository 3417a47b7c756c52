"""Pages in languages that run in two directions: each part is read from where it begins."""

from __future__ import annotations

import zipfile
from xml.etree.ElementTree import Element, fromstring

import pytest
from copies import check_epub
from support import PROJECT, Site
from walk import pages

from pelican.plugins.bilingual.language.cldr import direction_of

PAGE = (
    "Title: Title\nDate: 2026-01-02\nSlug: one\nTags: Topic\nSummary: In short.\n"
    "Keypoints: First.\n    Second.\nSources: A book.\nCorrections: 2026-01-03: A year.\n\n"
    "The term of it[^1], `code`.\n\nMissing.\n\n- one\n- two\n\n<div>Raw</div>\n\n"
    '<figure class="bars" markdown="1">\n\n| Land | Share |\n|---|--:|\n'
    "| Here | 20% |\n| There | 4% |\n\n</figure>\n\n[^1]: A note.\n"
)
WORDS = {"he": "מילה", "fa": "واژه", "en": "Word"}


def translated(site: Site, source: str, target: str) -> None:
    """A site in two languages that run otherwise, half translated, with all that has a list."""
    site.set(f"DEFAULT_LANG = {source!r}\nTHEME = {str(PROJECT / 'theme')!r}")
    site.set("THEME_STATIC_PATHS = []")
    site.set(f"BILINGUAL = {{'languages': {{{source!r}: 'A', {target!r}: {WORDS[target]!r}}},")
    site.set(" 'glossary': 'pages/words.md', 'addresses': 'editions'}")
    site.write("content/one.md", PAGE)
    site.write("content/pages/words.md", "Title: Words\nSlug: words\n\nterm\n:   A meaning.\n")
    word = WORDS[target]
    texts = {"The term of it[^1], `code`.": f"{word}[^1], `code`.", "A note.": word, "one": word}
    fields = {"title": ("Title", word), "keypoints": ("First.", word)}
    site.catalog(
        "one",
        "\n".join(
            [f'msgid "{one}"\nmsgstr "{text}"\n' for one, text in texts.items()]
            + [
                f'msgctxt "{name}"\nmsgid "{one}"\nmsgstr "{text}"\n'
                for name, (one, text) in fields.items()
            ]
        ),
        language=target,
    )
    site.write(
        f"translations/{target}/terms.csv",
        f"source,translation,part_of_speech,note,status,reviewer\nterm,{word},noun,,proposed,\n",
    )


def faults(element: Element, around: str = "ltr") -> list[str]:
    """Parts that are read in another direction than that of their language."""
    found = []
    for child in element:
        direction = child.get("dir") or around
        if child.get("lang") and direction_of(child.get("lang", "")) != direction:
            found.append(f"{child.tag} in {child.get('lang')}")
        found += faults(child, direction)
    return found


@pytest.mark.parametrize("theme", ["theme", "simple"])
@pytest.mark.parametrize(
    ("source", "target"), [("en", "fa"), ("en", "he"), ("fa", "en"), ("he", "en"), ("fa", "he")]
)
def test_every_part_is_read_in_its_direction(
    site: Site, source: str, target: str, theme: str
) -> None:
    """Halves, fallbacks, switch, lists, charts, term lists, status: in both directions."""
    translated(site, source, target)
    if theme == "simple":
        site.set("THEME = 'simple'")
    site.build(SITEURL="https://example.org")
    for name, root in pages(site.output).items():
        direction = root.get("dir") or "ltr"
        assert direction == direction_of(root.get("lang", "en")), name
        assert not faults(root, direction), name


def test_parts_in_another_language_say_so(site: Site) -> None:
    """A topic and a page of the menu without a translation say their language, and direction."""
    translated(site, "en", "fa")
    site.build()
    root = site.html("fa/one")
    for text in ("Topic", "Words"):
        links = [one for one in root.iter("a") if one.text == text]
        assert links
        assert {(one.get("lang"), one.get("dir")) for one in links} == {("en", "ltr")}, text


def test_entries_of_a_feed_say_their_direction(site: Site) -> None:
    """In a Persian feed the paragraphs that are still English run from the left."""
    translated(site, "en", "fa")
    site.build(SITEURL="https://example.org")
    feed = (site.output / "fa/feed.xml").read_text("utf-8")
    assert '&lt;p lang="en" dir="ltr"&gt;Missing.' in feed


@pytest.mark.parametrize(("source", "target"), [("en", "fa"), ("fa", "en")])
def test_what_a_book_says_of_itself_has_its_direction(site: Site, source: str, target: str) -> None:
    """Titles and notes on a shelf run as their language does, and so does each chapter."""
    translated(site, source, target)
    site.build(SITEURL="https://example.org", BILINGUAL_FORMATS=True)
    for path in (site.output / "downloads").glob("*.epub"):
        check_epub(path)
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                if name.endswith((".xhtml", ".opf")):
                    root = fromstring(book.read(name))
                    for one in root.iter():
                        one.attrib |= {key.rpartition("}")[2]: text for key, text in one.items()}
                    assert (root.get("dir") or "ltr") == direction_of(root.get("lang", "")), name
                    assert not faults(root, root.get("dir") or "ltr"), name

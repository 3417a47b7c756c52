"""The glossary: terms are explained where a page uses them first, in each of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from support import MARKDOWN_EXTENSIONS, Site, parse_html, text_of
from walk import broken, ids

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.source.notes.glossary import (
    Meaning,
    explain,
    read_meanings,
    vocabulary,
)
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.segments import Segment
from pelican.plugins.bilingual.source.translation import Source

ARTICLE = """\
<html><body><main>{{ article.content }}</main><dl>{% for one in item.terms %}
<div id="{{ one.id }}">{% for name in one.names %}<dt lang="{{ name.lang }}">{{ name|e }}</dt>\
{% endfor %}{% for text in one.definitions %}<dd lang="{{ text.lang }}">{{ text|e }}</dd>\
{% endfor %}</div>{% endfor %}</dl></body></html>
"""
GLOSSARY = """\
Title: Glossary
Slug: glossary

privacy
:   Who knows what about whom.

data centre
data-processing centre
:   A place with computers.

data
:   What is written down about data.

5G
:   Fast mobile networks.

technology
:   Knowledge at work.
"""
TURKMEN = {
    "privacy": "gizlinlik",
    "Who knows what about whom.": "Kim hakda kim näme bilýär.",
    "data": "maglumat",
    "What is written down about data.": "Ýazylan zatlar.",
    "data centre": "maglumat merkezi",
    "A place with computers.": "Kompýuterli jaý.",
    "technology": "tehnologiýa",
}


def po(messages: dict[str, str]) -> str:
    return "".join(f'msgid "{one}"\nmsgstr "{text}"\n\n' for one, text in messages.items())


@pytest.fixture
def explained(site: Site) -> Site:
    """A site with a glossary that is translated but for two definitions."""
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.set('BILINGUAL["glossary"] = "pages/glossary.md"')
    for name in ("article", "page"):
        site.write(f"templates/{name}.html", ARTICLE.replace("article", name))
    site.write("content/pages/glossary.md", GLOSSARY)
    site.catalog("pages/glossary", po(TURKMEN))
    return site


def marked(root: Element) -> list[tuple[str, str]]:
    """The terms that a page marks, each with the name of the explanation that it leads to."""
    names = {f"#{one.get('id')}": text_of(one[0]) for one in root.iter("div") if one.get("id")}
    links = [one.find("a") for one in root.iter("dfn")]
    return [(text_of(one), names[one.get("href", "")]) for one in links if one is not None]


def listed(root: Element) -> list[list[tuple[str | None, str]]]:
    """The texts of a page's explanations with their languages."""
    found = [one for one in root.iter("div") if one.find("dt") is not None]
    return [[(text.get("lang"), text_of(text)) for text in one] for one in found]


def test_only_the_first_use_of_a_term_is_marked(explained: Site) -> None:
    """It leads to an explanation on the same page; later uses are plain text."""
    explained.page("one", "On privacy. Privacy and *privacy*.\n\nThe 5G net, 5G.\n\n- privacy")
    explained.build()
    root = explained.html("en/one")
    assert marked(root) == [("privacy", "privacy"), ("5G", "5G")]
    assert [one[0] for one in listed(root)] == [("en", "privacy"), ("en", "5G")]
    assert "On privacy. Privacy and privacy. The 5G net, 5G. privacy" in text_of(root)


def test_explanations_stand_once_in_the_order_of_use(explained: Site) -> None:
    """Not in that of the glossary, nor in that of the alphabet."""
    explained.page("one", "5G first, privacy next, then data centres, data, and 5G again.")
    explained.build()
    root = explained.html("en/one")
    found = [one[0][1] for one in listed(root)]
    assert found == ["5G", "privacy", "data centre", "data"] == [name for _, name in marked(root)]
    assert listed(root)[0] == [("en", "5G"), ("en", "Fast mobile networks.")]


def test_the_longest_term_wins(explained: Site) -> None:
    """A term of two words is not taken for its first; its other name means the same."""
    explained.page("one", "A data centre is a data-processing centre with data.")
    explained.build()
    assert marked(explained.html("en/one")) == [
        ("data centre", "data centre"),
        ("data", "data"),
    ]


def test_terms_are_left_alone_where_a_link_would_disturb(explained: Site) -> None:
    """Headings, links, code, abbreviations and headings of tables keep their text."""
    explained.page(
        "one",
        "## On privacy\n\n[privacy](https://example.org/) `privacy` x\n\n"
        "    privacy\n\n| privacy |\n|---|\n| x |\n\n"
        '<figure markdown="1">\n<figcaption markdown="span">privacy</figcaption>\n</figure>\n\n'
        '<p title="privacy">privacy in raw HTML</p>\n\nThe Privacy Act.\n\n'
        "*[Privacy Act]: On privacy\n",
    )
    explained.build()
    root = explained.html("en/one")
    assert marked(root) == []
    assert listed(root) == []
    explained.page("one", "## On privacy\n\nThen **privacy** in bold.")
    explained.build()
    assert marked(explained.html("en/one")) == [("privacy", "privacy")]


@pytest.mark.parametrize("tag", ["a", "abbr", "code", "kbd"])
def test_tags_within_the_text_are_left_alone_too(explained: Site, tag: str) -> None:
    """A link that is written as HTML holds no second link."""
    explained.page("one", f"See <{tag}>*our* privacy</{tag}>, privacy.")
    explained.build()
    root = explained.html("en/one")
    (written,) = [one for one in next(root.iter("main")).iter(tag) if not one.get("href")]
    assert text_of(written) == "our privacy"
    assert not list(written.iter("dfn"))
    assert marked(root) == [("privacy", "privacy")]


def test_each_language_has_terms_of_its_own(explained: Site) -> None:
    """The translation's words are marked, with the explanation in that language."""
    explained.page("one", "On privacy and data.")
    explained.catalog("one", po({"On privacy and data.": "Maglumat we gizlinlik hakda."}))
    explained.build()
    root = explained.html("tk/one")
    assert marked(root) == [("Maglumat", "maglumat"), ("gizlinlik", "gizlinlik")]
    assert listed(root) == [
        [("tk", "maglumat"), ("tk", "Ýazylan zatlar.")],
        [("tk", "gizlinlik"), ("tk", "Kim hakda kim näme bilýär.")],
    ]


def test_a_term_without_translation_is_explained_in_the_source_s_language(explained: Site) -> None:
    """Text that is still English has English terms, and says so of their explanation."""
    explained.page("one", "The 5G net.\n\nOn privacy.")
    explained.catalog("one", po({"On privacy.": "Gizlinlik hakda."}))
    explained.build()
    root = explained.html("tk/one")
    assert marked(root) == [("5G", "5G"), ("Gizlinlik", "gizlinlik")]
    assert listed(root)[0] == [("en", "5G"), ("en", "Fast mobile networks.")]


def test_a_parallel_page_explains_in_both_languages(explained: Site) -> None:
    """Each half marks its own first use; the explanation stands once, in both languages."""
    explained.page("one", "On privacy.\n\nMore privacy.")
    explained.catalog(
        "one", po({"On privacy.": "Gizlinlik hakda.", "More privacy.": "Köp gizlinlik."})
    )
    explained.build()
    root = explained.html("en-tk/one")
    assert marked(root) == [("privacy", "privacy"), ("Gizlinlik", "privacy")]
    (texts,) = listed(root)
    assert texts == [
        ("en", "privacy"),
        ("tk", "gizlinlik"),
        ("en", "Who knows what about whom."),
        ("tk", "Kim hakda kim näme bilýär."),
    ]
    assert len(ids(root)) == len(set(ids(root)))


def test_the_glossary_itself_is_unmarked(explained: Site) -> None:
    """In no language does it explain its own words."""
    explained.build()
    for edition in ("en", "tk", "en-tk"):
        root = explained.html(f"{edition}/glossary")
        assert marked(root) == []
        assert "privacy" in text_of(root) or "gizlinlik" in text_of(root)


def test_a_fuzzy_term_is_not_known(explained: Site) -> None:
    """Nor is one without a definition that is published."""
    explained.page("one", "On privacy, technology.")
    explained.catalog("one", po({"On privacy, technology.": "Gizlinlik, tehnologiýa hakda."}))
    fuzzy = po(TURKMEN).replace('msgid "privacy"', '#, fuzzy\nmsgid "privacy"')
    explained.catalog("pages/glossary", fuzzy)
    explained.build()
    assert marked(explained.html("tk/one")) == []


def found_in(text: str, terms: Iterable[str], tag: str) -> list[str]:
    """What is marked in a sentence as one of these terms."""
    entries = [
        Meaning(f"term-{n}", (Segment(one, 1),), Segment("What it is.", 1))
        for n, one in enumerate(terms)
    ]
    root = Element("div")
    root.text = text
    explain(root, tag, {tag: vocabulary(entries, tag)})
    assert "".join(root.itertext()) == text
    return [text_of(one) for one in root.iter("dfn")]


TURKMEN_FORMS = [
    ("gizlinlik", "gizlinligi"),
    ("gizlinlik", "gizlinlige"),
    ("gizlinlik", "Gizlinligiň"),
    ("gizlinlik", "gizlinlikden"),
    ("tehnologiýa", "tehnologiýany"),
    ("tehnologiýa", "tehnologiýalarynyň"),
    ("kitap", "kitaby"),
    ("kitap", "kitaplar"),
    ("maglumat merkezi", "maglumat merkezine"),
    ("agaç", "agajy"),
    ("döwlet", "döwledi"),
    ("çagyryş", "Çagyryşlar"),
    ("internet", "Internetde"),
    ("5G", "5G-niň"),
]  # fmt: skip
ENGLISH_FORMS = [
    ("velayat", "velayats"),
    ("data centre", "data  centres"),
    ("data centre", "Data\ncentre’s"),
    ("switch", "switches"),
    ("Belt and Road", "Belt and Road"),
    ("technology", "technologies"),
    ("city", "Cities"),
    ("key", "keys"),
]


@pytest.mark.parametrize(("term", "form"), TURKMEN_FORMS)
def test_turkmen_endings_are_part_of_the_term(term: str, form: str) -> None:
    """Endings, and the consonants that change before them."""
    (found,) = found_in(f"Bu {form}, diýdi.", [term], "tk")
    assert form.startswith(found)
    assert found == form or form[len(found)] == "-"


@pytest.mark.parametrize(("term", "form"), ENGLISH_FORMS)
def test_english_plurals_are_part_of_the_term(term: str, form: str) -> None:
    """So are possessives, capitals and line breaks within a term."""
    assert found_in(f"The {form}, they said.", [term], "en") == [" ".join(form.split())]


OTHER_WORDS = [
    ("data", "metadata", "en"),
    ("data", "database", "en"),
    ("data", "data_base", "en"),
    ("5G", "15G", "en"),
    ("5G", "5GB", "en"),
    ("privacy", "deprivacy", "en"),
    ("internet", "kiberinternet", "tk"),
    ("gizlinlik", "agizlinlik", "tk"),
    ("Safe City", "unsafe city", "en"),
]


@pytest.mark.parametrize(("term", "other", "tag"), OTHER_WORDS)
def test_a_term_within_another_word_is_none(term: str, other: str, tag: str) -> None:
    """The words around a term's letters are other words."""
    assert found_in(f"The {other}, they said.", [term], tag) == []


OTHER_BEGINNINGS = [
    ("Rat", "Das Radio, das Ratten", "de"),
    ("at", "Adalat adaty atom", "tk"),
    ("ат", "Адалат адаты атом", "tk-Cyrl"),
    ("cat", "category catch", "en"),
]


@pytest.mark.parametrize(("term", "others", "tag"), OTHER_BEGINNINGS)
def test_a_word_that_only_begins_with_a_term_is_none(term: str, others: str, tag: str) -> None:
    """Endings are the language's own; what else follows makes another word."""
    assert found_in(f"{others} {term}", [term], tag) == [term]


@given(term=st.text(st.sampled_from("Raton"), min_size=2), more=st.text("abeislm", min_size=1))
def test_without_a_profile_a_term_finds_only_itself(term: str, more: str) -> None:
    """With a small first letter or a capital; nobody has written down the endings."""
    assert found_in(f"{term}{more}", [term], "de") == []
    other = term[0].swapcase() + term[1:]
    assert found_in(f"x {other}, y", [term], "de-AT") == [other]


letters = st.text(st.sampled_from("abkpt 5-.+*([\\ýçŞ’|"), min_size=1, max_size=8)


@settings(max_examples=200)
@given(
    st.lists(letters.filter(lambda one: one.strip() == one), max_size=4),
    letters,
    st.sampled_from(["en", "tk"]),
)
def test_marking_changes_no_letter(terms: list[str], text: str, tag: str) -> None:
    """Whatever terms and texts are made of, the text reads as before; each term is marked once."""
    sentence = " ".join([text, *terms, text, *terms])
    found = found_in(sentence, dict.fromkeys(terms), tag)
    assert len(found) <= len(set(terms))


@pytest.mark.parametrize("tag", ["en", "tk"])
@pytest.mark.parametrize("term", ["x", "ý", "5"])
def test_a_term_of_one_letter_is_no_beginning(term: str, tag: str) -> None:
    """It matches itself, not every word that begins with it."""
    assert found_in(f"{term}abc {term}ab", [term], tag) == []
    assert found_in(f"a {term} b", [term], tag) == [term]


def test_terms_that_look_alike_have_explanations_of_their_own() -> None:
    """Two terms that differ in their marks alone have different ids."""
    text = "Title: T\n\nC++\n:   One.\n\nC#\n:   Two.\n"
    entries = read_meanings(Parser({"extensions": ["extra"]}).parse(text, "glossary.md"))
    assert len({one.id for one in entries}) == 2


WRONG = {
    "missing": ("", "BILINGUAL['glossary'] names pages/none.md", "pages/none.md"),
    "a folder": ("", "BILINGUAL['glossary'] names pages", "pages"),
    "no list": ("Title: G\n\nText.", "content/pages/wrong.md: The glossary has no terms.", ""),
    "no definitions": ("Title: G\n\n- a\n- b\n", "content/pages/wrong.md: The glossary has", ""),
    "no words": ("Title: G\n\n---\n:   ---\n", "content/pages/wrong.md: The glossary has", ""),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_glossary_that_is_none_is_one_clear_error(explained: Site, name: str) -> None:
    """It names the setting or the file, and says what to write."""
    text, words_of_error, path = WRONG[name]
    explained.write("content/pages/wrong.md", text or "Title: W\n\nText.")
    explained.set(f'BILINGUAL["glossary"] = "{path or "pages/wrong.md"}"')
    with pytest.raises(BilingualError) as caught:
        explained.build()
    message = str(caught.value)
    assert words_of_error in message
    assert "\n" not in message
    assert not explained.output.exists()


HOSTILE = [
    "<b>x</b>",
    "<script>alert(1)</script>",
    "x</dt></dl><p>",
    'x\\" onclick=x \\"',
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "[x](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "gizlin\u202elik",
    "(?:.*)",
    ".*",
    "[",
    "\\\\",
    "`x`",
    "{: onclick=x }",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("what", ["privacy", "Who knows what about whom."])
def test_a_hostile_translation_cannot_inject(explained: Site, what: str, text: str) -> None:
    """Terms and definitions are text: what an attacker writes is refused, or printed as words."""
    explained.page("one", "On privacy.")
    explained.catalog("one", po({"On privacy.": f"Gizlinlik we {text} hakda."}))
    explained.catalog("pages/glossary", po({**TURKMEN, what: text}))
    explained.build()
    for page in ("tk/one", "en-tk/one", "tk/glossary", "en-tk/glossary"):
        root = explained.html(page)
        allowed = set("html head body main dl div dt dd p dfn a span br".split())
        tags = {one.tag for one in root.iter() if isinstance(one.tag, str)}
        assert tags <= allowed | {"code"}, page  # code is a warning; it holds nothing but its text
        hrefs = {one.get("href", "") for one in root.iter("a")}
        assert hrefs <= {f"#{one}" for one in ids(root)}, hrefs
        names = {name for one in root.iter() for name in one.keys()}  # noqa: SIM118 # html5lib
        assert names <= {"lang", "class", "id", "href"}
        assert "\u202e" not in text_of(root)


ABBREVIATED = "The GDP, a GDP.\n\n**GDP**: *the GDP*.\n\n*[GDP]: Gross domestic product\n"


def test_an_abbreviation_is_expanded_at_its_first_use(explained: Site) -> None:
    """The others are plain text; so it is in each half of a parallel page."""
    explained.page("one", ABBREVIATED)
    explained.catalog(
        "one",
        po({"The GDP, a GDP.": "GDP, GDP.", "Gross domestic product": "Jemi içerki önüm"}),
    )
    explained.build()

    def expansions(page: str) -> list[str | None]:
        return [one.get("title") for one in explained.html(page).iter("abbr")]

    assert expansions("en/one") == ["Gross domestic product"]
    assert text_of(next(explained.html("en/one").iter("main"))) == "The GDP, a GDP. GDP: the GDP."
    assert expansions("tk/one")[0] == "Jemi içerki önüm"
    assert expansions("en-tk/one")[:2] == ["Gross domestic product", "Jemi içerki önüm"]
    assert len(expansions("en-tk/one")) == 2


def test_without_the_setting_the_html_is_markdown_s_own(site: Site) -> None:
    """No term is marked, and every abbreviation keeps its expansion."""
    text = f"On privacy, privacy.\n\n{ABBREVIATED}"
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.write("templates/article.html", "{{ item.content }}|{{ item.terms }}")
    site.write("content/pages/glossary.md", GLOSSARY)
    site.page("one", text)
    site.build()
    plain = Markdown(extensions=MARKDOWN_EXTENSIONS, output_format="html").convert(text)
    assert (site.output / "en/one/index.html").read_text("utf-8") == f"{plain}|[]"
    locale = parse_locale("en")
    parser = Parser({"extensions": MARKDOWN_EXTENSIONS, "output_format": "html"}, (), locale)
    found = parser.render(parser.parse(f"Title: T\n\n{text}", "one.md").body, Source(locale))
    assert (found.html, found.terms) == (plain, ())


def test_a_rebuild_after_a_change_of_the_glossary_is_up_to_date(explained: Site) -> None:
    """Nothing of the last run's terms is left."""
    explained.page("one", "On privacy and zebras.")
    explained.build()
    assert [text for text, _ in marked(explained.html("en/one"))] == ["privacy"]
    explained.write("content/pages/glossary.md", "Title: G\nSlug: glossary\n\nzebra\n:   Horse.\n")
    explained.build()
    assert [text for text, _ in marked(explained.html("en/one"))] == ["zebras"]


def test_text_that_markdown_has_hidden_is_no_term(explained: Site) -> None:
    """Placeholders of Markdown's own are not taken for words."""
    explained.write(
        "content/pages/glossary.md",
        "Title: G\nSlug: glossary\n\namp\n:   A unit.\n\n0\n:   Nothing.\n\nwzxhzdk\n:   A word.\n",
    )
    body = (
        'AT&T &amp; "quotes" -- it\'s <b>x</b> &copy; \\* a@example.org <https://example.org/?a&b>'
    )
    explained.page("one", body)
    explained.build()
    plain = Markdown(extensions=MARKDOWN_EXTENSIONS, output_format="html").convert(body)
    (main,) = explained.html("en/one").iter("main")
    assert text_of(main) == text_of(next(parse_html(plain).iter("body")))
    assert not re.search("wzxhzdk|[\x02\x03]", text_of(main))


def test_no_link_leads_to_an_explanation_that_is_elsewhere(explained: Site) -> None:
    """Listings and feeds, which print a page's text without its explanations, have no such link."""
    explained.page("one", "On privacy and data.")
    explained.build()
    assert not broken(explained.output)
    for tag in ("en", "tk"):
        assert 'href="#' not in unescape((explained.output / tag / "feed.xml").read_text("utf-8"))

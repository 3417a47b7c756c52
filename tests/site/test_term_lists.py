"""The term lists on the glossary's page, and the glossary in the order of the alphabet."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from pelican.settings import read_settings
from support import PROJECT, Site, text_of

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.site.build import Build
from pelican.plugins.bilingual.site.term_lists import term_lists

PAGE = """\
<html><body><main>{{ item.content if item else "" }}</main>{% for list in term_lists %}<table>\
{% for one in list.languages %}<th>{{ one.tag }}</th>{% endfor %}{% for row in list.rows %}\
<tr><td lang="{{ row.term.lang }}">{{ row.term|e }}</td><td>{% for one in row.translations %}\
<i lang="{{ one.lang }}">{{ one|e }}</i>{% endfor %}</td><td>{{ row.part }}</td>\
<td>{{ row.status }}</td></tr>{% endfor %}</table>{% endfor %}</body></html>
"""
TERMS = """\
source,translation,part_of_speech,note,status,reviewer
surveillance,gözegçilik,noun,,reviewed,Aýna
data centre,maglumat merkezi|çözgüt öýi,noun,,proposed,
Digital Silk Road,Sanly Ýüpek ýoly,name,,proposed,
<b>x</b>,"a ""<i>"" b",phrase,,proposed,
"""
GLOSSARY = """\
Title: Glossary
Slug: glossary

zebra
:   A horse.

apple
pear
:   A fruit.

:   A tree.

city
:   Many houses.
"""
TURKMEN = {"zebra": "çyzgyly at", "apple": "zalma", "pear": "agaç", "city": "şäher"}


@pytest.fixture
def listed(site: Site) -> Site:
    """A site with a glossary and a term list."""
    site.set('BILINGUAL["glossary"] = "pages/glossary.md"')
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    for name in ("page.html", "parallel.html"):
        site.write(f"templates/{name}", PAGE)
    site.write("content/pages/glossary.md", GLOSSARY)
    site.write("content/pages/other.md", "Title: Other\nSlug: other\n\nText.")
    site.page("one")
    site.write("translations/tk/terms.csv", TERMS)
    messages = [f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in TURKMEN.items()]
    site.catalog("pages/glossary", "\n".join(messages))
    return site


def rows(root: Element) -> list[list[str]]:
    found = [[text_of(cell) for cell in row.iter("td")] for row in root.iter("tr")]
    return [row for row in found if row]  # the first is the head


def languages(root: Element) -> list[str]:
    return [text_of(one) for one in root.iter("th")]


def test_the_source_s_edition_lists_its_own_terms(listed: Site) -> None:
    """In its alphabet, with all translations of each."""
    listed.build()
    root = listed.html("en/glossary")
    assert languages(root) == ["en", "tk"]
    assert rows(root) == [
        ["<b>x</b>", 'a "<i>" b', "phrase", "proposed"],
        ["data centre", "maglumat merkeziçözgüt öýi", "noun", "proposed"],
        ["Digital Silk Road", "Sanly Ýüpek ýoly", "name", "proposed"],
        ["surveillance", "gözegçilik", "noun", "reviewed"],
    ]
    assert {one.get("lang") for one in root.iter("td")} == {"en", None}
    assert {one.get("lang") for one in root.iter("i")} == {"tk"}


def test_another_edition_lists_its_own_words(listed: Site) -> None:
    """Each translation by itself, in the Turkmen alphabet: ç after b, ö after o."""
    listed.build()
    root = listed.html("tk/glossary")
    assert languages(root) == ["tk", "en"]
    assert [row[0] for row in rows(root)] == [
        'a "<i>" b',
        "çözgüt öýi",
        "gözegçilik",
        "maglumat merkezi",
        "Sanly Ýüpek ýoly",
    ]
    assert rows(root)[1] == ["çözgüt öýi", "data centre", "noun", "proposed"]
    assert {one.get("lang") for one in root.iter("i")} == {"en"}


def test_a_parallel_page_lists_the_terms_of_its_two_languages(listed: Site) -> None:
    listed.set('BILINGUAL["languages"]["ru"] = "Русский"')
    listed.write("translations/ru/terms.csv", TERMS.replace("gözegçilik", "слежка"))
    listed.build()
    assert languages(listed.html("en-tk/glossary")) == ["en", "tk"]
    assert languages(listed.html("en-ru/glossary")) == ["en", "ru"]
    assert languages(listed.html("en/glossary")) == ["en", "tk", "en", "ru"]
    assert languages(listed.html("ru/glossary")) == ["ru", "en"]


def test_a_language_in_another_script_has_the_list_in_its_own(listed: Site) -> None:
    """Sorted as its readers know the alphabet."""
    listed.set('BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"')
    listed.build()
    found = [row[0] for row in rows(listed.html("tk-Cyrl/glossary"))]
    assert found[1:3] == ["гөзегчилик", "маглумат меркези"]
    assert found[-1] == "чөзгүт өйи"


def test_only_the_glossary_has_the_list(listed: Site) -> None:
    """And only a language that has terms."""
    listed.build()
    assert rows(listed.html("en/other")) == []
    (listed.root / "translations/tk/terms.csv").unlink()
    listed.build()
    assert not list(listed.html("tk/glossary").iter("table"))


def test_a_broken_list_keeps_the_site_from_being_written(listed: Site) -> None:
    """The error names its line; the last output stays."""
    listed.build()
    listed.write("translations/tk/terms.csv", TERMS.replace("reviewed,Aýna", "new,"))
    before = (listed.output / "en/glossary/index.html").read_bytes()
    with pytest.raises(BilingualError, match="status is 'new'"):
        listed.build()
    assert (listed.output / "en/glossary/index.html").read_bytes() == before


def defined(root: Element) -> list[str]:
    return [text_of(one) for one in root.iter() if one.tag in {"dt", "dd"}]


def test_definitions_are_in_the_order_of_the_edition_s_alphabet(listed: Site) -> None:
    """Terms keep their definitions; on source and parallel pages the author's order stays."""
    listed.build()
    assert defined(listed.html("tk/glossary")) == [
        *("çyzgyly at", "A horse."),
        *("şäher", "Many houses."),
        *("zalma", "agaç", "A fruit.", "A tree."),
    ]
    authors = ["zebra", "A horse.", "apple", "pear", "A fruit.", "A tree.", "city", "Many houses."]
    assert defined(listed.html("en/glossary")) == authors
    pairs = [one for one in defined(listed.html("en-tk/glossary")) if "A " not in one]
    assert [one.split()[0] for one in pairs] == ["zebra", "apple", "pear", "city", "Many"]


def test_the_theme_prints_the_repository_s_list(flagship: object) -> None:
    """With a heading, both languages' names, and the words for what a term is."""
    site = PROJECT / "pelicanconf.py"
    build = Build(read_settings(str(site)))
    (own,) = term_lists(build, build.config.source)
    assert len(own.rows) >= 30
    assert flagship

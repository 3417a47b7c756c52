"""Editions: one run writes every language."""

from __future__ import annotations

from typing import Any
from xml.etree.ElementTree import Element

import pytest
from pelican.generators import Generator
from support import PROJECT, Site, text_of
from walk import broken, ids, links, pages, target

from pelican import Pelican
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.source.parser import Parser

SLUG = 'msgctxt "slug"\nmsgid "{}"\nmsgstr "{}"\n\n'
TITLE = 'msgctxt "title"\nmsgid "{}"\nmsgstr "{}"\n\n'


def entry(msgid: str, msgstr: str, before: str = "") -> str:
    return f'{before}msgid "{msgid}"\nmsgstr "{msgstr}"\n\n'


def element(root: Element, text: str) -> Element:
    """The innermost element below the body that says just this."""
    body = root.find("body")
    assert body is not None
    return [one for one in body.iter() if text_of(one) == text][-1]


def hrefs(root: Element) -> list[str]:
    return [link for _, link in links(root)]


def leads(site: Site, page: str, text: str) -> str:
    """Where a page's link with this text leads: path below the output, with #fragment."""
    found = [a for a in site.html(page).iter("a") if text_of(a) == text]
    assert found, f"{page} has no link {text!r}"
    file, fragment = target(f"{page.strip('/')}/index.html", found[0].get("href", ""))
    assert (site.output / file).is_file(), file
    return f"{file.removesuffix('index.html')}{'#' if fragment else ''}{fragment}"


def test_a_translated_page_stands_in_its_own_edition(site: Site) -> None:
    """English, Turkmen and the two side by side come from one source and one catalog."""
    site.page("one", "Good day.")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    site.build()
    assert "Good day." in text_of(site.html("en/one"))
    assert "Salam." in text_of(site.html("tk/one"))
    assert "Good day. Salam." in text_of(site.html("en-tk/one")).replace("  ", " ")


def test_one_run_parses_each_source_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three languages cost one Pelican run, one parse a file, one context per generator."""
    site.set('BILINGUAL["languages"]["ru"] = "Русский"')
    for name in ("one", "two", "pages/three"):
        site.page(name)
    parsed: list[str] = []
    runs: list[object] = []
    generators: list[type] = []
    parse, run, init = Parser.parse, Pelican.run, Generator.__init__

    def parse_counted(self: Parser, text: str, path: str, *args: Any) -> Any:
        parsed.append(path)
        return parse(self, text, path, *args)

    def run_counted(self: Pelican) -> None:
        runs.append(self)
        run(self)

    def init_counted(self: Generator, *args: Any, **values: Any) -> None:
        generators.append(type(self))
        init(self, *args, **values)

    monkeypatch.setattr(Parser, "parse", parse_counted)
    monkeypatch.setattr(Pelican, "run", run_counted)
    monkeypatch.setattr(Generator, "__init__", init_counted)
    site.build()
    assert sorted(parsed) == ["content/one.md", "content/pages/three.md", "content/two.md"]
    assert len(runs) == 1
    assert len(generators) == len(set(generators))


def test_an_untranslated_segment_falls_back_to_the_source(site: Site) -> None:
    """The source's text stands where the translation is missing, and says that it is English."""
    site.page("one", "Good day.\n\nGood night.")
    site.catalog("one", entry("Good day.", "Salam."))
    site.build()
    root = site.html("tk/one")
    assert element(root, "Good night.").get("lang") == "en"
    assert element(root, "Salam.").get("lang") is None


def test_a_page_without_catalog_is_all_fallback(site: Site) -> None:
    """A page that nobody has begun to translate is in the edition, marked as English."""
    site.page("one", "Good day.\n\n- Tea\n- Bread\n\n| a | b |\n|---|---|\n| one | two |\n")
    site.build()
    root = site.html("tk/one")
    for text in ("Good day.", "Tea", "Bread", "one", "two"):
        assert element(root, text).get("lang") == "en", text


@pytest.mark.parametrize("before", ["#, fuzzy\n", "#, fuzzy, no-wrap\n", "#~ "])
def test_fuzzy_and_obsolete_text_is_not_published(site: Site, before: str) -> None:
    """A translation that is fuzzy or obsolete appears nowhere in the output, feeds included."""
    site.page("one", "Good day.", title="Hello")
    obsolete = before == "#~ "
    text = entry("Good day.", "SECRET") + TITLE.format("Hello", "SECRET") + SLUG.format("one", "x")
    if obsolete:
        text = "".join(f"#~ {line}\n" if line else "\n" for line in text.split("\n"))
    else:
        text = "".join(f"{before}{one}\n\n" for one in text.strip().split("\n\n"))
    site.catalog("one", text)
    site.build()
    for path in site.output.rglob("*"):
        if path.is_file():
            assert "SECRET" not in path.read_text("utf-8"), path
    assert element(site.html("tk/one"), "Good day.").get("lang") == "en"
    assert not (site.output / "tk/x").exists()


def test_obsolete_shadow_does_not_hide_the_living_message(site: Site) -> None:
    """An obsolete entry with the msgid of a living one changes nothing."""
    site.page("one", "Good day.")
    site.catalog("one", entry("Good day.", "Salam.") + '#~ msgid "Good day."\n#~ msgstr "Old."\n')
    site.build()
    assert "Salam." in text_of(site.html("tk/one"))


def test_the_page_says_how_much_awaits_translation(site: Site) -> None:
    """Templates get the counts of the page in their language; the source has none."""
    site.write(
        "theme/templates/article.html",
        "{% set c = item.coverage %}<html><body>{% if c %}{{ c.translated }} {{ c.fuzzy }} "
        "{{ c.untranslated }} {{ c.missing }} {{ c.total }}{% else %}source{% endif %}",
    )
    for name in ("index", "page", "base"):
        site.write(f"theme/templates/{name}.html", "<html>{% block content %}{% endblock %}")
    site.set('THEME = "theme"')
    site.write("theme/static/x", "")
    site.page("one", "A day.\n\nB day.\n\nC day.\n\nA day.", title="T")
    site.catalog(
        "one", entry("A day.", "A gün.") + entry("B day.", "B", "#, fuzzy\n") + entry("C day.", "")
    )
    site.write("theme/templates/parallel.html", "<html>")
    site.build()
    assert text_of(site.html("tk/one")) == "1 1 2 3 4"
    assert text_of(site.html("en/one")) == "source"


def test_parallel_halves_say_their_language(site: Site) -> None:
    """Both halves of every pair carry their own `lang`, source first."""
    site.page("one", "Good day.\n\n## Part {#part}\n\n- Tea")
    site.catalog("one", entry("Good day.", "Salam.") + entry("Part", "Bölüm") + entry("Tea", "Çaý"))
    site.build()
    root = site.html("en-tk/one")
    for source, translation in (("Good day.", "Salam."), ("Part", "Bölüm"), ("Tea", "Çaý")):
        first, second = element(root, source), element(root, translation)
        assert (first.get("lang"), second.get("lang")) == ("en", "tk")
        order = list(root.iter())
        assert order.index(first) < order.index(second)
    assert [one for one in root.iter("h2") if one.get("id") == "part"]


def test_parallel_links_lead_to_parallel_pages(site: Site) -> None:
    """Who compares two languages goes on comparing, from either half."""
    site.page("one", "See [two]({filename}two.md#part).")
    site.page("two", "## Part {#part}\n\nText.")
    site.catalog(
        "one",
        entry("See [two]({filename}two.md#part).", "[iki]({filename}two.md#part) serediň."),
    )
    site.catalog("two", SLUG.format("two", "iki"))
    site.build()
    assert leads(site, "en-tk/one", "two") == "en-tk/two/#part"
    assert leads(site, "en-tk/one", "iki") == "en-tk/two/#part"
    assert leads(site, "en/one", "two") == "en/two/#part"
    assert leads(site, "tk/one", "iki") == "tk/iki/#part"


def test_links_stay_in_the_language_across_folders(site: Site) -> None:
    """Articles and pages in subfolders, with non-ASCII names and spaces, link within editions."""
    site.write(
        "content/sözler/türkmen dili.md",
        "Title: Dil\nDate: 2026-01-02\nSlug: dil\n\n[up]({filename}../pages/ýer/biz.md#us) "
        "[abs]({filename}/one.md)",
    )
    site.write(
        "content/pages/ýer/biz.md",
        "Title: Us\nSlug: us\n\n## Us\n\n[in]({filename}../../sözler/türkmen%20dili.md)",
    )
    site.page("one", "[down](<{filename}sözler/türkmen dili.md>)")
    site.catalog("sözler/türkmen dili", SLUG.format("dil", "dilimiz"))
    site.catalog("pages/ýer/biz", SLUG.format("us", "biz"))
    site.build()
    assert leads(site, "tk/dilimiz", "up") == "tk/biz/#us"
    assert leads(site, "tk/dilimiz", "abs") == "tk/one/"
    assert leads(site, "tk/biz", "in") == "tk/dilimiz/"
    assert leads(site, "tk/one", "down") == "tk/dilimiz/"
    assert leads(site, "en/one", "down") == "en/dil/"
    assert leads(site, "en-tk/one", "down") == "en-tk/dil/"
    assert leads(site, "en-tk/us", "in") == "en-tk/dil/"
    assert leads(site, "en-tk/dil", "up") == "en-tk/us/#us"
    assert not broken(site.output)


def test_links_in_summaries_and_raw_html_stay_in_the_language(site: Site) -> None:
    """A link in a summary, shown by listings, and one in raw HTML keep the language too."""
    site.write(
        "content/one.md",
        "Title: One\nDate: 2026-01-02\nSlug: one\nSummary: Read [two]({filename}two.md) first.\n\n"
        '<p><a href="{filename}two.md">raw</a></p>\n',
    )
    site.page("two")
    site.build()
    assert leads(site, "tk/one", "raw") == "tk/two/"
    assert leads(site, "en-tk/one", "raw") == "en-tk/two/"
    assert leads(site, "tk", "two") == "tk/two/"
    assert leads(site, "en", "two") == "en/two/"
    assert not broken(site.output)


def test_anchors_are_the_same_in_every_language(site: Site) -> None:
    """Heading ids come from the source, so that a #fragment holds in every edition."""
    site.page(
        "one", "## First part\n\nx\n\n## Second\n\ny\n\n### Own {#own}\n\nz\n\n## Second\n\nw"
    )
    site.catalog(
        "one",
        entry("First part", "Birinji bölüm") + entry("Second", "Ikinji") + entry("Own", "Öz"),
    )
    site.build()
    found = [
        [one.get("id") for one in site.html(f"{edition}/one").iter() if one.tag in ("h2", "h3")]
        for edition in ("en", "tk", "en-tk")
    ]
    anchors = [[one for one in each if one] for each in found]
    assert anchors[0] == anchors[1] == anchors[2]
    assert {"first-part", "second", "own"} <= set(anchors[0])
    assert "Birinji bölüm" in text_of(site.html("tk/one"))


def test_every_edition_has_the_same_shape(site: Site) -> None:
    """The addresses are those that readers and mirrors depend on."""
    site.write("content/one.md", "Title: A\nDate: 2026-01-02\nSlug: one\nTags: Life\n\nText.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.catalog("one", SLUG.format("one", "bir"))
    site.build()
    files = {p.relative_to(site.output).as_posix() for p in site.output.rglob("*") if p.is_file()}
    expected = {"index.html", "robots.txt", "SHA256SUMS", "tk/coverage.svg"}
    for tag, slug in (("en", "one"), ("tk", "bir")):
        expected |= {f"{tag}/index.html", f"{tag}/feed.xml", f"{tag}/topics/life/index.html"}
        expected |= {f"{tag}/topics/life/feed.xml"}
        expected |= {f"{tag}/{slug}/index.html", f"{tag}/about/index.html"}
    expected |= {"en-tk/one/index.html", "en-tk/about/index.html"}
    assert {f for f in files if not f.startswith(("theme/", "static/"))} - {"404.html"} == expected


@pytest.mark.parametrize(
    ("tag", "ordered"),
    [
        ("en", ["Debt", "Law", "Privacy", "Water"]),
        ("tk", ["Çäge", "Dil", "Ähli", "Ýol"]),
        ("tk-Cyrl", ["Дил", "Ёл", "Чәге", "Әхли"]),
    ],
)
def test_topics_come_in_the_order_of_their_alphabet(
    site: Site, tag: str, ordered: list[str]
) -> None:
    """Not in that of their code points, where Ç and Ý come after Z."""
    site.set('BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"')
    site.write(
        "content/one.md",
        "Title: One\nDate: 2026-01-02\nSlug: one\nTags: Law, Water, Debt, Privacy\n\nText.",
    )
    names = {"Law": "Ýol", "Water": "Ähli", "Debt": "Dil", "Privacy": "Çäge"}
    site.catalog(
        "site",
        "".join(f'msgctxt "topic"\nmsgid "{a}"\nmsgstr "{b}"\n\n' for a, b in names.items()),
    )
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.build()
    links = site.html(f"{tag}").iter("a")
    assert [text_of(one) for one in links if "/topics/" in f"/{one.get('href')}"][:4] == ordered


def test_a_topic_has_one_address_and_two_names(site: Site) -> None:
    """Topic names are translated, their slugs are not."""
    site.write("content/one.md", "Title: A\nDate: 2026-01-02\nSlug: one\nTags: Big City, X\n\nT.")
    site.catalog("site", 'msgctxt "topic"\nmsgid "Big City"\nmsgstr "Uly şäher"\n')
    site.build()
    assert "Uly şäher" in text_of(site.html("tk/topics/big-city"))
    assert "Big City" in text_of(site.html("en/topics/big-city"))
    assert "Big City" not in text_of(site.html("tk/topics/big-city"))
    assert leads(site, "tk/one", "Uly şäher") == "tk/topics/big-city/"
    assert leads(site, "en/one", "Big City") == "en/topics/big-city/"
    assert leads(site, "tk/topics/big-city", "A") == "tk/one/"


def test_dates_follow_the_language(site: Site) -> None:
    """A date is written as CLDR writes it in the reader's language."""
    site.write("content/one.md", "Title: A\nDate: 2026-11-23\nSlug: one\n\nText.")
    site.build()
    assert "2026-njy ýylyň 23-nji noýabry" in text_of(site.html("tk/one"))
    assert "23 November 2026" in text_of(site.html("en/one"))


def test_name_subtitle_and_menu_are_translated(site: Site) -> None:
    """Site name, subtitle, menu entries and page titles are in the edition's language."""
    site.set('SITENAME = "Explainers"\nSITESUBTITLE = "Clear words"')
    site.set('MENUITEMS = [("Friends", "https://example.net/")]')
    site.page("one")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.catalog(
        "site",
        'msgctxt "setting"\nmsgid "Explainers"\nmsgstr "Düşündirişler"\n\n'
        'msgctxt "setting"\nmsgid "Clear words"\nmsgstr "Aýdyň sözler"\n\n'
        'msgctxt "menu"\nmsgid "Friends"\nmsgstr "Dostlar"\n',
    )
    site.catalog("pages/about", TITLE.format("About", "Biz barada"))
    site.set(f'THEME = "{_theme(site)}"')
    site.build()
    assert text_of(site.html("tk/one")) == "Düşündirişler|Aýdyň sözler|Biz barada|Dostlar"
    assert text_of(site.html("en/one")) == "Explainers|Clear words|About|Friends"


def _theme(site: Site) -> str:
    shown = "{{ SITENAME }}|{{ SITESUBTITLE }}{% for m in menu %}|{{ m.title }}{% endfor %}"
    for name in ("article", "page", "index", "tag", "parallel", "base", "front"):
        site.write(f"mine/templates/{name}.html", f"<html><body>{shown}")
    site.write("mine/static/x", "")
    return "mine"


def test_the_switch_keeps_the_page(site: Site) -> None:
    """Templates get, on every version of a page, links to the same page's other versions."""
    for name in ("article", "page", "index", "tag", "parallel", "base", "front"):
        site.write(
            f"mine/templates/{name}.html",
            "<html><body>{% for a in alternates %}<a href='{{ SITEURL }}/{{ a.url }}'>"
            "{{ a.tags|join('-') }}{% if a.current %}!{% endif %}</a>{% endfor %}",
        )
    site.write("mine/static/x", "")
    site.set('THEME = "mine"')
    site.page("one")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    site.catalog("one", SLUG.format("one", "bir"))
    site.build()
    addresses = {"en": "en/one/", "tk": "tk/bir/", "en-tk": "en-tk/one/"}
    for here, page in addresses.items():
        for there, url in addresses.items():
            mark = "!" if there == here else ""
            assert leads(site, page, f"{there}{mark}") == url
    assert leads(site, "tk/about", "en") == "en/about/"
    assert leads(site, "tk", "en") == "en/"
    assert leads(site, "", "tk") == "tk/"


@pytest.mark.parametrize("siteurl", ["", "https://example.org/base"])
def test_links_are_relative(site: Site, siteurl: str) -> None:
    """The output works below any address: no link starts with a slash or names the site."""
    site.write(
        "content/one.md", "Title: A\nDate: 2026-01-02\nSlug: one\nTags: X\n\n[b]({filename}b.md)"
    )
    site.page("b", "![pic]({static}/images/p.png) [doc]({attach}doc.pdf)")
    site.write("content/images/p.png", b"png")
    site.write("content/doc.pdf", b"pdf")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\n[b]({filename}../b.md)")
    site.build(SITEURL=siteurl)
    assert not broken(site.output)
    for page, root in pages(site.output).items():
        for one, link in links(root):
            if one.get("rel") in ("canonical", "alternate"):
                continue
            assert not link.startswith(("/", "https://example.org")), (page, link)


@pytest.mark.parametrize("folder", ["", "pages/"])
@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_unlisted_pages_are_built_but_not_listed(site: Site, status: str, folder: str) -> None:
    """A draft or hidden page is built in every language; no listing, menu or feed names it."""
    site.page("seen", "Text.", title="Seen")
    site.write(
        f"content/{folder}secret.md",
        f"Title: Secret\nDate: 2026-01-02\nSlug: secret\nStatus: {status}\nTags: X\n\nGood day.",
    )
    site.catalog(f"{folder}secret", entry("Good day.", "Salam."))
    site.build()
    built = [page for page, root in pages(site.output).items() if "Good day." in text_of(root)]
    translated = [page for page, root in pages(site.output).items() if "Salam." in text_of(root)]
    assert [page for page in built if page.startswith("en/")]
    assert [page for page in translated if page.startswith("tk/")]
    for path in (p for p in site.output.rglob("*") if p.suffix in (".html", ".xml")):
        if "secret" in path.relative_to(site.output).as_posix():
            continue
        assert "Secret" not in path.read_text("utf-8"), path
    assert not broken(site.output)


@pytest.mark.parametrize("folder", ["", "pages/"])
@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_unlisted_pages_link_to_what_exists(site: Site, status: str, folder: str) -> None:
    """With this repository's theme, too, no link of a draft or hidden page is dead."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.write(
        f"content/{folder}secret.md",
        f"Title: Secret\nDate: 2026-01-02\nSlug: secret\nStatus: {status}\nTags: X\n\nText.",
    )
    site.page("one", f"[secret]({{filename}}{folder}secret.md)")
    site.build()
    assert not broken(site.output)


def test_a_draft_may_have_the_slug_of_a_page(site: Site) -> None:
    """A draft of a new version does not collide with the published page."""
    site.page("one")
    site.write("content/new.md", "Title: T\nDate: 2026-01-02\nSlug: one\nStatus: draft\n\nNew.")
    site.build()
    assert "New." in text_of(site.html("tk/drafts/one"))


def test_menu_entries_lead_where_they_say(site: Site) -> None:
    """An entry of MENUITEMS with an address of its own leads there from every page."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.set('MENUITEMS = [("Friends", "https://example.net/")]')
    site.page("one")
    site.build()
    for page, root in pages(site.output).items():
        found = [a.get("href") for a in root.iter("a") if text_of(a) == "Friends"]
        assert found == ["https://example.net/"], page


@pytest.mark.parametrize("siteurl", ["", "https://example.org/base"])
def test_links_to_topics_stay_in_the_language(site: Site, siteurl: str) -> None:
    """Pelican's `{tag}` links lead to the topic in the reader's language."""
    site.write(
        "content/one.md",
        "Title: A\nDate: 2026-01-02\nSlug: one\nTags: Big City\n\n[all]({tag}Big City)",
    )
    site.build(SITEURL=siteurl)
    assert leads(site, "en/one", "all") == "en/topics/big-city/"
    assert leads(site, "tk/one", "all") == "tk/topics/big-city/"
    assert leads(site, "en-tk/one", "all") == "en/topics/big-city/"


@pytest.mark.parametrize("lang", ["tk", "fr"])
@pytest.mark.parametrize("folder", ["", "pages/"])
def test_foreign_content_takes_any_theme(site: Site, lang: str, folder: str) -> None:
    """A page with a `lang` of its own builds with this repository's theme as well."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.write(
        f"content/{folder}own.md",
        f"Title: Own\nDate: 2026-01-02\nSlug: own\nLang: {lang}\nTags: X\n\nOwn text.",
    )
    site.build()
    assert "Own text." in text_of(site.html(f"{lang}/own"))


@pytest.mark.parametrize("lang", ["tk", "fr"])
@pytest.mark.parametrize("folder", ["", "pages/"])
def test_content_in_another_language_is_left_alone(site: Site, lang: str, folder: str) -> None:
    """A page with a `lang` of its own is published once, in that language, as Pelican does."""
    site.page("seen")
    site.write(
        f"content/{folder}own.md",
        f"Title: Own\nDate: 2026-01-02\nSlug: own\nLang: {lang}\n\nOwn text.",
    )
    site.build()
    found = [page for page, root in pages(site.output).items() if "Own text." in text_of(root)]
    assert f"{lang}/own/index.html" in found
    assert not [page for page in found if page.startswith(("en/own", "en-tk/", "fr/index"))]


def test_a_hand_written_translation_stands_beside_its_source(site: Site) -> None:
    """Pelican's own translations are errors only where they take another page's address."""
    site.page("one", "Good day.")
    site.write("content/one-fr.md", "Title: Un\nDate: 2026-01-02\nSlug: one\nLang: fr\n\nBonjour.")
    site.build()
    assert "Bonjour." in text_of(site.html("fr/one"))
    assert "Good day." in text_of(site.html("en/one"))
    assert "Good day." in text_of(site.html("tk/one"))


def test_a_hand_written_translation_collides_with_the_generated(site: Site) -> None:
    """A file at the address of another page's translation is an error that names both files."""
    site.page("one", "Good day.")
    site.write(
        "content/one-tk.md",
        "Title: Bir\nDate: 2026-01-02\nSlug: one\nLang: tk\nStatus: hidden\n\nSalam.",
    )
    with pytest.raises(BilingualError, match="the same address, tk/one/") as caught:
        site.build()
    assert "content/one-tk.md" in str(caught.value)
    assert "content/one.md" in str(caught.value)


@pytest.mark.parametrize(
    ("slug", "address"),
    [("Howpsuz şäher", "howpsuz-saher"), ("täze-ýol", "taze-yol"), ("ÇÄGE 5", "cage-5")],
)
def test_a_slug_in_turkmen_letters_becomes_an_address(site: Site, slug: str, address: str) -> None:
    """Translators need not know which letters an address may have; update names it, too."""
    site.page("one")
    path = site.catalog("one", f'msgctxt "slug"\nmsgid "one"\nmsgstr "{slug}"\n')
    site.build()
    assert (site.output / f"tk/{address}/index.html").is_file()
    assert not broken(site.output)
    assert main(["update"]) == 0
    assert f"tk/{address}/" in path.read_text("utf-8")


def test_slugs_that_are_the_same_in_plain_letters_collide(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """On and öň have one address: the second page keeps the source's, and its line is named."""
    for name, slug in (("one", "on"), ("two", "öň")):
        site.page(name)
        site.catalog(name, f'msgctxt "slug"\nmsgid "{name}"\nmsgstr "{slug}"\n')
    site.build()
    assert "two.po:9: The slug 'on' is the address of the page one" in caplog.text
    assert {path.name for path in (site.output / "tk").iterdir()} >= {"on", "two"}


def test_a_source_only_site_needs_no_target(site: Site) -> None:
    """With one language there are no parallel pages and nothing else breaks."""
    site.set('BILINGUAL = {"languages": {"en": "English"}, "addresses": "editions"}')
    site.page("one")
    site.build()
    assert (site.output / "en/one/index.html").is_file()
    assert not broken(site.output)


def test_parallel_pages_can_be_left_out(site: Site) -> None:
    """`parallel: False` writes no parallel page, and nothing links to one."""
    site.set('BILINGUAL["parallel"] = False')
    site.page("one", "See [two]({filename}two.md).")
    site.page("two")
    site.build()
    assert not (site.output / "en-tk").exists()
    assert not broken(site.output)


def test_the_source_language_need_not_be_english(site: Site) -> None:
    """A Turkmen source with an English translation works alike."""
    site.set('DEFAULT_LANG = "tk"')
    site.page("bir", "Salam.\n\nSag bol.")
    site.catalog("bir", entry("Salam.", "Good day."), language="en")
    site.build()
    assert element(site.html("en/bir"), "Sag bol.").get("lang") == "tk"
    assert "Good day." in text_of(site.html("en/bir"))
    assert "Salam." in text_of(site.html("tk/bir"))
    assert (site.output / "tk-en/bir/index.html").is_file()


def test_a_second_run_is_byte_identical(site: Site) -> None:
    """The same input gives the same output, file by file."""
    site.write(
        "content/one.md",
        "Title: A\nDate: 2026-01-02\nSlug: one\nTags: X, Y\n\nText.[^1]\n\n[^1]: N.",
    )
    site.page("two")
    site.catalog("one", entry("Text.[^1]", "Tekst.[^1]"))
    first = {p: p.read_bytes() for p in site.build().rglob("*") if p.is_file()}
    second = {p: p.read_bytes() for p in site.build().rglob("*") if p.is_file()}
    assert first == second


def test_ids_are_unique_in_every_version(site: Site) -> None:
    """Footnotes and repeated headings leave no id twice, not even side by side."""
    site.page("one", "## A\n\nx[^n] y[^n]\n\n## A\n\nz\n\n[^n]: Note.")
    site.catalog("one", entry("x[^n] y[^n]", "x[^n] ý[^n]") + entry("Note.", "Bellik."))
    site.build()
    for page, root in pages(site.output).items():
        assert len(ids(root)) == len(set(ids(root))), page
    assert not broken(site.output)


def test_odd_braces_in_the_title_of_notes_are_text(site: Site) -> None:
    """A translated footnote title with other braces than the number's is not published."""
    site.page("one", "x[^n]\n\n[^n]: Note.")
    site.catalog("site", entry("Jump back to footnote {} in the text", "{} yza {nomer}"))
    site.build()
    links_back = [a for a in site.html("tk/one").iter("a") if a.get("class") == "footnote-backref"]
    assert [one.get("title") for one in links_back] == ["Jump back to footnote 1 in the text"]

"""What search engines and feed readers are told: addresses, alternates, sitemap, JSON-LD."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser
import pytest
import xmlschema
from support import Site, from_npm, parse_html

from pelican.plugins.bilingual.errors import BilingualError

BASE = "https://example.org/base"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
ATOM = "{http://www.w3.org/2005/Atom}"
Alternates = dict[str, str]


@pytest.fixture
def three(site: Site) -> Site:
    """A page that is translated, one of which a third is, and one that is not."""
    site.set('THEME = "theme"')
    site.write(
        "theme/templates/article.html",
        "<html lang={{ language.tag }}><head>"
        '{% if canonical %}<link rel="canonical" href="{{ canonical }}">{% endif %}'
        '{% for one in links %}<link rel="alternate" hreflang="{{ one.hreflang }}" '
        'href="{{ one.url }}">{% endfor %}'
        '<script type="application/ld+json">{{ structured_data }}</script></head>'
        "<body>{{ article.content }}</body></html>",
    )
    for name in ("index", "page", "tag", "parallel", "front"):
        text = '{% extends "article.html" %}'
        if name in ("index", "tag", "front"):
            text = "<html><head>{% for one in links %}<link rel=alternate " + (
                'hreflang="{{ one.hreflang }}" href="{{ one.url }}">{% endfor %}</head></html>'
            )
        site.write(f"theme/templates/{name}.html", text)
    for name in ("full", "part", "none"):
        site.write(
            f"content/{name}.md",
            f"Title: {name}\nDate: 2026-01-02\nModified: 2026-03-04\nSlug: {name}\nTags: T\n"
            f"Sources: A *book* & more.\n\nOne {name}.\n\nTwo {name}.\n",
        )
    site.catalog(
        "full",
        'msgctxt "title"\nmsgid "full"\nmsgstr "doly"\n\nmsgctxt "slug"\nmsgid "full"\n'
        'msgstr "doly"\n\nmsgctxt "sources"\nmsgid "A *book* & more."\nmsgstr "*Kitap* & beýleki."'
        '\n\nmsgid "One full."\nmsgstr "Bir."\n\nmsgid "Two full."\nmsgstr "Iki."\n',
    )
    site.catalog("part", 'msgid "One part."\nmsgstr "Bir."\n')
    return site


def head(output: Path, url: str) -> tuple[str, Alternates]:
    root = parse_html((output / url / "index.html").read_text("utf-8"))
    found: Alternates = {}
    canonical = ""
    for link in root.iter("link"):
        if link.get("rel") == "canonical":
            canonical = link.get("href", "")
        else:
            found[link.get("hreflang", "")] = link.get("href", "")
    return canonical, found


def entries(output: Path) -> dict[str, Element]:
    root = ElementTree.parse(output / "sitemap.xml").getroot()
    return {one.findtext(f"{SITEMAP}loc", ""): one for one in root.iter(f"{SITEMAP}url")}


def test_alternates_are_reciprocal(three: Site) -> None:
    """A translated page and its source name each other, themselves and the default."""
    output = three.build(SITEURL=BASE)
    expected = {
        "en": f"{BASE}/en/full/",
        "tk": f"{BASE}/tk/doly/",
        "x-default": f"{BASE}/en/full/",
    }
    assert head(output, "en/full") == (f"{BASE}/en/full/", expected)
    assert head(output, "tk/doly") == (f"{BASE}/tk/doly/", expected)


@pytest.mark.parametrize("name", ["part", "none"])
def test_what_is_hardly_translated_is_not_advertised(three: Site, name: str) -> None:
    """Below the threshold a page names its source as its address, and nothing names it."""
    output = three.build(SITEURL=BASE)
    assert head(output, f"en/{name}") == (f"{BASE}/en/{name}/", {})
    assert head(output, f"tk/{name}") == (f"{BASE}/en/{name}/", {})
    assert f"{BASE}/tk/{name}/" not in entries(output)


def test_the_threshold_is_a_setting(three: Site) -> None:
    """With a lower threshold the same page is advertised."""
    three.set('BILINGUAL["threshold"] = 0.2')
    output = three.build(SITEURL=BASE)
    assert head(output, "tk/part")[0] == f"{BASE}/tk/part/"
    assert set(head(output, "en/part")[1]) == {"en", "tk", "x-default"}


def test_a_parallel_page_is_no_language_s_alternate(three: Site) -> None:
    """It has its own address, and neither names others nor is named by them."""
    output = three.build(SITEURL=BASE)
    assert head(output, "en-tk/full") == (f"{BASE}/en-tk/full/", {})


def test_without_an_address_nothing_is_absolute(three: Site) -> None:
    """No canonical, no alternates, no sitemap, no structured data without `SITEURL`."""
    output = three.build()
    assert head(output, "en/full") == ("", {})
    assert not (output / "sitemap.xml").exists()
    assert "Sitemap" not in (output / "robots.txt").read_text("utf-8")
    for page in output.rglob("*.html"):
        assert "http" not in page.read_text("utf-8"), page


def test_indexes_and_topics_have_alternates(three: Site) -> None:
    """The front door is the default of the editions, the source's topic that of topics."""
    output = three.build(SITEURL=BASE)
    doors = {"en": f"{BASE}/en/", "tk": f"{BASE}/tk/", "x-default": f"{BASE}/"}
    for url in ("", "en", "tk"):
        assert head(output, url)[1] == doors, url
    topics = {tag: f"{BASE}/{tag}/topics/t/" for tag in ("en", "tk")}
    topics["x-default"] = topics["en"]
    assert head(output, "tk/topics/t")[1] == topics


def test_the_sitemap_says_what_the_pages_say(three: Site) -> None:
    """Each entry is a page at its own address, with the page's alternates and last change."""
    output = three.build(SITEURL=BASE)
    found = entries(output)
    assert f"{BASE}/" in found
    assert f"{BASE}/en-tk/full/" in found
    for address, entry in found.items():
        url = address.removeprefix(f"{BASE}/")
        canonical, alternates = head(output, url)
        named = {one.get("hreflang"): one.get("href") for one in entry.iter(f"{XHTML}link")}
        assert named == alternates, address
        assert canonical in ("", address)
    day = found[f"{BASE}/en/full/"].findtext(f"{SITEMAP}lastmod")
    assert day == "2026-03-04"
    assert f"Sitemap: {BASE}/sitemap.xml" in (output / "robots.txt").read_text("utf-8")


def test_the_sitemap_keeps_to_its_schema(flagship: Path) -> None:
    """sitemaps.org's own schema accepts it; alternates are from another vocabulary."""
    text = from_npm("sitemap/schema/sitemap.xsd").read_text("utf-8")
    schema = xmlschema.XMLSchema(text.replace('processContents="strict"', 'processContents="lax"'))
    schema.validate(str(flagship / "sitemap.xml"))
    broken = (flagship / "sitemap.xml").read_text("utf-8").replace("<loc>", "<lok>", 1)
    assert not schema.is_valid(broken.replace("</loc>", "</lok>", 1))


def test_a_feed_reader_finds_nothing_to_complain_about(flagship: Path) -> None:
    """feedparser reads every feed as Atom 1.0, with its language, and full texts."""
    feeds = sorted(flagship.rglob("feed.xml"))
    assert len(feeds) > 4
    for path in feeds:
        read = feedparser.parse(path.read_bytes())
        assert not read.bozo, (path, read.get("bozo_exception"))
        assert read.version == "atom10"
        assert read.feed.title
        assert read.feed.language == path.relative_to(flagship).parts[0]
        for entry in read.entries:
            assert entry.id
            assert entry.updated_parsed
            assert entry.content[0].value


def test_structured_data_describe_the_translation(three: Site) -> None:
    """JSON-LD names language, dates, sources, and the work that is translated."""
    output = three.build(SITEURL=BASE)

    def data(url: str) -> dict[str, object]:
        text = (output / url / "index.html").read_text("utf-8")
        found = json.loads(text.split('ld+json">')[1].split("</script>")[0])
        assert isinstance(found, dict)
        return found

    english, turkmen = data("en/full"), data("tk/doly")
    assert english["@type"] == "Article"
    assert (english["inLanguage"], turkmen["inLanguage"]) == ("en", "tk")
    assert (turkmen["datePublished"], turkmen["dateModified"]) == ("2026-01-02", "2026-03-04")
    assert (english["citation"], turkmen["citation"]) == (["A book & more."], ["Kitap & beýleki."])
    assert english["workTranslation"] == [{"@id": turkmen["@id"]}]
    assert turkmen["translationOfWork"] == {"@id": english["@id"]}
    assert "workTranslation" not in data("en/none")


def test_an_article_s_text_says_what_it_is(flagship: Path) -> None:
    """Days and authors are microdata of an `Article`, and no property stands outside of one."""
    for path in flagship.rglob("index.html"):
        root = parse_html(path.read_text("utf-8"))
        for main in root.iter("main"):
            is_article = main.get("itemtype") == "https://schema.org/Article"
            assert is_article == (main.get("itemscope") is not None), path
            assert is_article == any(one.get("itemprop") for one in main.iter()), path
    for folder in ("en/safe-city", "tk/safe-city"):
        root = parse_html((flagship / folder / "index.html").read_text("utf-8"))
        said = {one.get("itemprop"): one for one in root.iter() if one.get("itemprop")}
        assert said["datePublished"].get("datetime") == "2026-11-23"
        assert said["dateModified"].get("datetime") == "2026-11-27"
        assert said["author"].text


def test_a_title_cannot_end_the_structured_data(three: Site) -> None:
    """`</script>` in a title stays text."""
    three.page("evil", title="</script><script>alert(1)</script>")
    output = three.build(SITEURL=BASE)
    text = (output / "en/evil/index.html").read_text("utf-8")
    assert text.count("<script") == text.count("</script>") == 1


def test_every_topic_has_a_feed_in_every_language(three: Site) -> None:
    """Topic feeds hold the topic's articles, say their language, and name each other."""
    output = three.build(SITEURL=BASE)
    for tag, other in (("en", "tk"), ("tk", "en")):
        for folder, count in ((tag, 3), (f"{tag}/topics/t", 3)):
            root = ElementTree.parse(output / folder / "feed.xml").getroot()
            assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == tag
            assert len(root.findall(f"{ATOM}entry")) == count
            there = folder.replace(tag, other, 1)
            links = {
                (one.get("rel"), one.get("hreflang")): one.get("href")
                for one in root.findall(f"{ATOM}link")
            }
            assert links["self", None] == f"{BASE}/{folder}/feed.xml"
            assert links["alternate", other] == f"{BASE}/{there}/feed.xml"


def test_an_empty_feed_has_no_day_of_its_own(site: Site) -> None:
    """A feed without articles is the same whenever it is built."""
    site.write("content/pages/p.md", "Title: P\nSlug: p\n\nText.\n")
    text = (site.build(SITEURL=BASE) / "en/feed.xml").read_text("utf-8")
    assert "<updated>1970-01-01T00:00:00" in text


@pytest.mark.parametrize(
    "wrong",
    ["example.org", "ftp://example.org", "https://", "https://example.org/?a=b", "https://[", "/x"],
)
def test_a_wrong_address_stops_the_build(site: Site, wrong: str) -> None:
    """`SITEURL` is a whole address, or empty; the error says so."""
    site.page("a")
    with pytest.raises(BilingualError, match=r"SITEURL is .* Write the site's whole address"):
        site.build(SITEURL=wrong)
    assert not site.output.exists()


def test_a_domain_of_one_s_own_is_named_to_github(site: Site) -> None:
    """The setting `domain` becomes `CNAME`."""
    site.page("a")
    site.set('BILINGUAL["domain"] = "explainers.example.org"')
    assert (site.build() / "CNAME").read_text("utf-8") == "explainers.example.org\n"


def test_former_addresses_lead_to_the_present_ones(site: Site) -> None:
    """An alias is a page that leads on, by a relative link, in the language it belongs to."""
    site.write(
        "content/new.md",
        "Title: New\nDate: 2026-01-02\nSlug: new\nAliases: old, tk/kone\n\nText.\n",
    )
    site.set('SITEURL = "https://example.org"')
    site.catalog("new", 'msgctxt "slug"\nmsgid "new"\nmsgstr "taze"\n')
    output = site.build()
    for url, there in {
        "en/old": "../new/",
        "tk/old": "../taze/",
        "en-tk/old": "../new/",
        "tk/kone": "../taze/",
    }.items():
        root = parse_html((output / url / "index.html").read_text("utf-8"))
        refresh = [one.get("content") for one in root.iter("meta") if one.get("http-equiv")]
        assert f"0;url={there}" in refresh, url
        assert [one.get("href") for one in root.iter("a")] == [there], url
        assert (output / url / there / "index.html").exists(), url
    assert not (output / "en/kone").exists()


@pytest.mark.parametrize("alias", ["../up", "de/old", "Old Name", "a/b/c"])
def test_an_alias_that_was_no_address_stops_the_build(site: Site, alias: str) -> None:
    """The error names the file and the form of an alias."""
    site.write(
        "content/new.md", f"Title: New\nDate: 2026-01-02\nSlug: new\nAliases: {alias}\n\nText.\n"
    )
    with pytest.raises(BilingualError, match=r"content/new.md: .*cannot have been an address"):
        site.build()


def test_an_alias_does_not_replace_a_page(site: Site) -> None:
    """An alias that is another page's present address is an error that names both."""
    site.page("one")
    site.write("content/two.md", "Title: Two\nDate: 2026-01-02\nSlug: two\nAliases: one\n\nText.\n")
    with pytest.raises(BilingualError, match=r"have the same address"):
        site.build()

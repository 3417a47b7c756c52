"""A Pelican site that exists: what it has stays where it is, and each language has all of it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from pelican.log import LimitFilter
from pelican.settings import read_settings
from support import PROJECT, Site, parse_html, snapshot, text_of
from walk import is_external, links, pages, target

from pelican import Pelican
from pelican.plugins.bilingual.cli.main import main

BEFORE = """\
AUTHOR = "Ann"
SITENAME = "Log"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
"""
PLUGIN = """
PLUGINS = ["bilingual"]
BILINGUAL = {"languages": {"en": "English", "es": "Español"}}
"""


def article(site: Site, path: str, title: str, day: int, *lines: str) -> None:
    """Write an article of 2026."""
    head = [f"Title: {title}", f"Date: 2026-{1 + day // 28:02}-{1 + day % 28:02}", *lines]
    site.write(f"content/{path}", "\n".join([*head, "", f"A text about {title}."]))


def blog(site: Site) -> None:
    """Default addresses, with tags, archives, pagination, feeds, drafts and files to copy."""
    site.set("DEFAULT_PAGINATION = 3\nSTATIC_PATHS = ['images', 'extra']")
    site.set("EXTRA_PATH_METADATA = {'extra/robots.txt': {'path': 'robots.txt'}}")
    site.set("TAG_FEED_ATOM = 'feeds/tag-{slug}.atom.xml'\nFEED_ALL_RSS = 'feeds/all.rss.xml'")
    site.write("content/images/a.png", b"x")
    site.write("content/extra/robots.txt", "User-agent: *\n")
    for day in range(10):
        tag = ("Big City", "life")[day % 2]
        article(site, f"post{day}.md", f"Post {day}", day, f"Tags: {tag}", f"Category: C{day % 3}")
    article(site, "linked.md", "Linked", 11, "Author: Bob", "Tags: life, links")
    text = "See [it]({filename}post1.md), {tag}, ![p]({static}images/a.png)."
    text = text.replace("{tag}", "[tag]({tag}life), [all]({index}), [c]({category}C1)")
    with (site.root / "content/linked.md").open("a") as file:
        file.write(f"\n\n{text}\n")
    article(site, "draft.md", "Draft", 12, "Status: draft")
    article(site, "hidden.md", "Hidden", 13, "Status: hidden")
    site.write("content/pages/about.md", "Title: About\n\nUs. [Post]({filename}/post2.md)")
    site.write("content/pages/lost.md", "Title: Lost\nURL: 404.html\nSave_as: 404.html\n\nLost.")


def magazine(site: Site) -> None:
    """Addresses of its own by date and category, archives by month, templates, clean pagination."""
    site.set(
        'ARTICLE_URL = "{date:%Y}/{date:%m}/{slug}/"\n'
        'ARTICLE_SAVE_AS = "{date:%Y}/{date:%m}/{slug}/index.html"\n'
        'PAGE_URL = PAGE_SAVE_AS = "{slug}.html"\n'
        'CATEGORY_URL = "on/{slug}/"\nCATEGORY_SAVE_AS = "on/{slug}/index.html"\n'
        'ARCHIVES_SAVE_AS = "all/index.html"\nAUTHORS_SAVE_AS = ""\n'
        'YEAR_ARCHIVE_SAVE_AS = "{date:%Y}/index.html"\nYEAR_ARCHIVE_URL = "{date:%Y}/"\n'
        'MONTH_ARCHIVE_SAVE_AS = "{date:%Y}/{date:%m}/index.html"\n'
        'MONTH_ARCHIVE_URL = "{date:%Y}/{date:%m}/"\n'
        'DIRECT_TEMPLATES = ["index", "archives", "tags", "categories", "mine"]\n'
        'THEME_TEMPLATES_OVERRIDES = ["templates"]\nMINE_SAVE_AS = "my/own.html"\n'
        'PAGINATED_TEMPLATES = {"index": 2, "tag": 2, "category": 2, "author": 9, "mine": 1}\n'
        "TRANSLATION_FEED_ATOM = None\n"
        'PAGINATION_PATTERNS = [(1, "{url}", "{save_as}"),'
        ' (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html")]\n'
        'TEMPLATE_PAGES = {"lone.html": "lone/page.html"}\nRELATIVE_URLS = True\n'
        "OUTPUT_SOURCES = True\nSUMMARY_MAX_LENGTH = 3\nSLUGIFY_SOURCE = 'basename'"
    )
    site.write("templates/mine.html", "{{ articles_page.object_list[0].title }}")
    site.write("content/lone.html", "<p>{{ SITENAME }} {{ articles|length }}</p>")
    site.set("ARTICLE_EXCLUDES = PAGE_EXCLUDES = ['pages']\nREADERS = {'html': None}")
    for day in range(0, 60, 12):
        article(site, f"text-{day}.md", f"Text {day}", day, "Tags: a, b", "Category: Arts")


def notebook(site: Site) -> None:
    """reStructuredText beside Markdown, folders as categories, metadata in names of files."""
    site.set("FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})_(?P<slug>.*)'")
    site.set("PATH_METADATA = r'(?P<category>\\w+)/.*'\nDEFAULT_PAGINATION = 3")
    for name in ("travel", "food"):
        link = "`here <{filename}/food/2026-01-02_b.md>`_"
        rst = f"In {name}\n#########\n\n:tags: mixed\n\nSome *text*, {link}.\n"
        site.write(f"content/{name}/2026-01-01_a-{name}.rst", rst)
        site.write(
            f"content/{name}/2026-01-02_b.md",
            f"Title: B {name}\nSlug: b-{name}\nTags: mixed\n\nText.",
        )
    site.write("content/pages/note.rst", "Note\n####\n\nA page.\n")
    site.write("content/food/2026-01-03_fr.md", "Title: Texte\nLang: fr\nTags: seul\n\nTexte.")


ATOM = "{http://www.w3.org/2005/Atom}"
SHAPES = {"blog": blog, "magazine": magazine, "notebook": notebook}
ELSEWHERE = {"fr-fr.html", "tag/seul.html"}
"""Of a page that is written in a language by itself, and of what only such pages have."""
THEMES = {"simple": "THEME = 'simple'", "notmyidea": "THEME = 'notmyidea'", "ours": ""}


def built(site: Site, output: str) -> dict[str, bytes]:
    """The output of a build in this process."""
    LimitFilter._raised_messages.clear()
    Pelican(read_settings("pelicanconf.py", override={"OUTPUT_PATH": output})).run()
    return snapshot(Path(output))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("shape", SHAPES)
def test_every_address_stays_and_each_language_has_it(site: Site, shape: str, theme: str) -> None:
    """All files of before are there after, in every language, and no link is dead."""
    site.write("pelicanconf.py", BEFORE)
    SHAPES[shape](site)
    before = built(site, str(site.root / "before"))
    site.set(PLUGIN + THEMES[theme])
    after = built(site, str(site.output))
    listed = {one for one in before if not one.startswith("theme/")}
    assert listed <= after.keys()
    copied = {one for one in listed if Path(one).suffix not in (".html", ".xml", ".text")}
    here = {one for one in listed - copied if "all-" not in one and one not in ELSEWHERE}
    assert {f"es/{one}" for one in here} <= after.keys()
    assert {one: before[one] for one in copied} == {one: after[one] for one in copied}
    assert dead(site.output) <= dead(site.root / "before")


def dead(output: Path) -> set[tuple[str, str]]:
    """Links of a site to files that are not there, by what they lead to from which kind of page."""
    found = set()
    for page, root in pages(output).items():
        for _, link in links(root):
            file, _ = target(page, link)
            if not (is_external(link) or link.startswith("#") or (output / file).is_file()):
                found.add((page.removeprefix("es/").removeprefix("en-es/"), file))
    return found


@pytest.fixture
def existing(site: Site) -> Site:
    """A site with the plugin, in Pelican's theme, and nothing else said."""
    site.write("pelicanconf.py", f"{BEFORE}{PLUGIN}THEME = 'simple'\n")
    return site


def test_readers_of_a_feed_get_one_language(existing: Site) -> None:
    """The feeds that people follow stay as they were; each language has all of them."""
    article(existing, "one.md", "One", 1, "Tags: a")
    existing.catalog("one", 'msgctxt "title"\nmsgid "One"\nmsgstr "Uno"\n', "es")
    existing.set(
        "SITEURL = FEED_DOMAIN = 'https://example.org'\nTAG_FEED_ATOM = 'tag-{slug}.atom.xml'"
    )
    existing.build()
    english = ("feeds/all", "feeds/all-en", "feeds/misc", "tag-a")
    spanish = ("es/feeds/all", "feeds/all-es", "es/feeds/misc", "es/tag-a")
    for title, names in (("One", english), ("Uno", spanish)):
        for name in names:
            tree = ElementTree.parse(existing.output / f"{name}.atom.xml")
            assert [one.text for one in tree.iter(f"{ATOM}title")][1:] == [title], name
    tree = ElementTree.parse(existing.output / "es/feeds/all.atom.xml").getroot()
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "es"
    assert "https://example.org/es/one.html" in ElementTree.tostring(tree, "unicode")


def test_a_listing_is_in_its_language_and_leads_to_the_others(existing: Site) -> None:
    """What it lists, what its groups are called, and its switch."""
    article(existing, "one.md", "One", 1, "Tags: city", "Category: News")
    assert main(["update"]) == 0
    catalog = existing.root / "translations/es/LC_MESSAGES/site.po"
    assert 'msgctxt "topic"\nmsgid "News"\n' in catalog.read_text("utf-8")
    texts = {"title": ("One", "Uno"), "topic": ("News", "Noticias")}
    for domain, name in (("one", "title"), ("site", "topic")):
        msgid, msgstr = texts[name]
        existing.catalog(domain, f'msgctxt "{name}"\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n', "es")
    existing.set('THEME_TEMPLATES_OVERRIDES = ["mine"]')
    line = '{% include "bilingual/languages.html" %}'
    existing.write(
        "mine/base.html",
        f'{{% extends "!simple/base.html" %}}{{% block header %}}{line}{{% endblock %}}',
    )
    existing.build()
    for page in ("index", "archives", "tags", "categories", "tag/city", "category/news"):
        root = existing.html(f"es/{page}.html")
        assert root.get("lang") == "es"
        hrefs = [one.get("href", "") for one in root.iter("a")]
        switch = [f"/{page}.html", f"/es/{page}.html"]
        assert [one for one in hrefs if one in switch or page == "index"], page
        assert not {one for one in hrefs if one.startswith("/one")}, page
    assert "Noticias" in text_of(existing.html("es/categories.html"))
    assert "Uno" in text_of(existing.html("es/tag/city.html"))


def test_a_page_that_is_no_markdown_is_shown_in_its_own_language(
    existing: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """It stands in every language, says which one it is in, and the build says why."""
    existing.write("content/a.rst", "Some\n####\n\n:date: 2026-01-01\n\nA *text*.\n")
    existing.build()
    root = existing.html("es/some.html")
    (part,) = (one for one in root.iter("div") if one.get("lang") == "en")
    assert root.get("lang") == "es"
    assert text_of(part) == "A text."
    assert "content/a.rst: Only Markdown is translated" in caplog.text


def test_files_are_found_from_every_language(existing: Site) -> None:
    """Attached, copied, of several sizes, or beside the page by a plain relative link."""
    existing.set('ARTICLE_SAVE_AS = ARTICLE_URL = "blog/{slug}/index.html"\nDEFAULT_PAGINATION = 1')
    existing.set("STATIC_PATHS = ['images', 'blog']\nFEED_ALL_ATOM = TRANSLATION_FEED_ATOM = None")
    for name in ("images/a.png", "images/b.png", "c.png", "images/d.png", "blog/one/e.png"):
        existing.write(f"content/{name}", b"x")
    existing.page(
        "one",
        '![a]({static}images/a.png) ![c]({attach}c.png) ![e](e.png "beside")\n\n'
        '<img alt="" src="{static}images/a.png"'
        ' srcset="{static}images/b.png 2x, {static}/images/d.png 3x">',
    )
    existing.build()
    assert (existing.output / "blog/one/c.png").is_file()
    for page in ("blog/one", "es/blog/one", "en-es/blog/one"):
        found = [
            target(f"{page}/index.html", one.split()[0])[0]
            for _, link in links(existing.html(page))
            for one in link.split(", ")
            if ".png" in one
        ]
        images = ["images/a.png", "images/b.png", "images/d.png", "blog/one/c.png"]
        assert sorted(set(found)) == sorted([*images, "blog/one/e.png"]), page


def test_dates_have_the_site_s_format_in_the_page_s_language(existing: Site) -> None:
    """Names of days and months are the language's, and no locale of the system is asked for."""
    existing.set("DEFAULT_DATE_FORMAT = '%A %d %B %Y'\nTHEME_TEMPLATES_OVERRIDES = ['mine']")
    existing.set("DATE_FORMATS = {'de': ('no_SUCH', '%d. %b')}")
    existing.set("BILINGUAL['languages']['de'] = 'Deutsch'")
    existing.write(
        "mine/article.html", "{{ article.locale_date }}|{{ article.date|strftime('%B') }}"
    )
    article(existing, "one.md", "One", 1)
    existing.build()
    read = [(existing.output / one / "one.html").read_text("utf-8") for one in ("", "es", "de")]
    assert read == [
        "Friday 02 January 2026|January",
        "viernes 02 enero 2026|enero",
        "02. Jan.|Januar",
    ]


def test_what_no_language_can_keep_is_said(
    existing: Site, caplog: pytest.LogCaptureFixture
) -> None:
    """Pelican's cache would print yesterday's translation."""
    article(existing, "one.md", "One", 1)
    existing.set("CACHE_CONTENT = LOAD_CONTENT_CACHE = True")
    existing.build()
    assert "CACHE_CONTENT and LOAD_CONTENT_CACHE are taken for False" in caplog.text
    existing.catalog("one", 'msgctxt "title"\nmsgid "One"\nmsgstr "Uno"\n', "es")
    existing.build()
    assert "Uno" in text_of(existing.html("es/one.html"))


def test_what_is_not_public_has_its_address_and_no_other_mention(existing: Site) -> None:
    """Drafts, hidden pages, and articles of the future where they are drafts."""
    existing.set("WITH_FUTURE_DATES = False")
    article(existing, "one.md", "One", 1)
    article(existing, "draft.md", "Draft", 1, "Status: draft")
    article(existing, "hidden.md", "Hidden", 1, "Status: hidden")
    existing.write("content/later.md", "Title: Later\nDate: 2999-01-01\n\nText.")
    existing.build()
    for file in ("drafts/draft.html", "hidden.html", "drafts/later.html"):
        for home in ("", "es/"):
            assert 'content="noindex"' in (existing.output / home / file).read_text("utf-8")
    named = "".join(
        one.decode() for path, one in snapshot(existing.output).items() if ".xml" in path
    )
    listings = [
        existing.html(f"{home}{one}.html") for home in ("", "es/") for one in ("index", "archives")
    ]
    for word in ("Draft", "Hidden", "Later"):
        assert word not in named
        assert not [one for one in listings if word in text_of(one)]


def test_addresses_that_have_the_language_in_them_need_no_folder(existing: Site) -> None:
    """Those that the site gives to translations, and those that it gives to all pages."""
    existing.set('ARTICLE_LANG_URL = ARTICLE_LANG_SAVE_AS = "{slug}.{lang}.html"')
    existing.set('PAGE_URL = PAGE_SAVE_AS = "p/{lang}/{slug}.html"')
    existing.set("PAGE_LANG_URL = PAGE_LANG_SAVE_AS = PAGE_URL")
    article(existing, "one.md", "One", 1, "Aliases: former")
    existing.write("content/pages/about.md", "Title: About\n\nUs.")
    existing.build()
    files = snapshot(existing.output).keys()
    assert {"one.html", "one.es.html", "p/en/about.html", "p/es/about.html"} <= files
    assert {"former.html", "former.es.html", "en-es/former.html", "en-es/one.html"} <= files
    assert not broken_from(existing.output, "former.es.html")


def test_a_page_that_says_where_it_is_says_so_in_every_language(existing: Site) -> None:
    """Even as the site's first page."""
    existing.write("content/pages/home.md", "Title: Home\nURL:\nSave_as: index.html\n\nWelcome.")
    article(existing, "one.md", "One", 1)
    existing.build()
    assert "Welcome." in text_of(existing.html("index.html"))
    assert "Welcome." in text_of(existing.html("es/index.html"))
    assert "Welcome." in text_of(existing.html("en-es/index.html"))


def broken_from(output: Path, page: str) -> list[str]:
    """Links of a page that lead nowhere."""
    root = parse_html((output / page).read_text("utf-8"))
    found = [link for _, link in links(root) if not is_external(link)]
    return [one for one in found if not (output / target(page, one)[0]).is_file()]


def test_search_engines_are_told_of_everything(existing: Site) -> None:
    """The sitemap lists pages and listings with their languages; further pages name themselves."""
    existing.set(
        f"SITEURL = 'https://example.org'\nTHEME = {str(PROJECT / 'theme')!r}\n"
        "THEME_STATIC_PATHS = []\nDEFAULT_PAGINATION = 1"
    )
    for day in (1, 2):
        article(existing, f"n{day}.md", f"N {day}", day)
    existing.build()
    sitemap = (existing.output / "sitemap.xml").read_text("utf-8")
    for url in ("", "es/", "archives.html", "es/archives.html", "n-1.html", "category/misc.html"):
        assert f"<loc>https://example.org/{url}</loc>" in sitemap
    html = (existing.output / "es/index2.html").read_text("utf-8")
    assert "https://example.org/es/index2.html" in html
    assert "hreflang" not in html.partition("</head>")[0]


def test_a_site_is_built_with_the_slips_that_it_was_published_with(
    existing: Site, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """What Pelican takes is taken, and said by build and check; what it skips is skipped."""
    existing.write(
        "content/one.md",
        'Title: "One"\nDate: 2026-01-01\nDescription: All that there is to know.\n\n'
        "A [link]({filename}gone.md) to nowhere.\n",
    )
    existing.write("content/two.md", "---\nTitle: Two\nDate: 2026-01-01\n\n---\n\nText.\n")
    existing.write("content/README.md", "# No article at all\n")
    existing.build()
    for home in ("", "es/"):
        assert "“" not in text_of(existing.html(f"{home}one.html"))
        assert "Text." in text_of(existing.html(f"{home}two.html"))
    told = caplog.text
    assert "content/one.md:1: The quotation marks around the value of Title" in told
    assert "content/one.md:5: The link {filename}gone.md leads nowhere." in told
    assert "content/two.md:4: An empty line ends the metadata" in told
    assert "content/README.md:1: The page has no title." in told
    main(["check"])
    assert "The quotation marks around the value of Title" in capsys.readouterr().out


def test_lists_that_editions_lack_are_named(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """A site with our own addresses that asks for more is told what brings it; no other is."""
    site.page("one")
    site.build()
    assert "'addresses'" not in caplog.text
    site.set("DIRECT_TEMPLATES = ['archives']\nMONTH_ARCHIVE_SAVE_AS = '{date:%Y-%m}.html'")
    site.build()
    assert "MONTH_ARCHIVE_SAVE_AS, DIRECT_TEMPLATES: With 'addresses': 'editions'" in caplog.text


def test_pages_translated_by_a_file_stay_where_they_are(site: Site) -> None:
    """As i18n_subsites and Pelican itself have them: found by slug, beside pages without one."""
    site.write("pelicanconf.py", f"{BEFORE}THEME = 'simple'\n")
    for lang, title in (("en", "Word"), ("es", "Palabra")):
        site.write(
            f"content/a.{lang}.md",
            f"Title: {title}\nSlug: a\nLang: {lang}\nDate: 2026-01-01\nTags: t\n\n{title}.",
        )
    article(site, "one.md", "One", 1, "Tags: t")
    before = built(site, str(site.root / "before"))
    site.set(PLUGIN)
    after = built(site, str(site.output))
    assert {one for one in before if not one.startswith("theme/")} <= after.keys()
    assert "Palabra." in text_of(site.html("a-es.html"))
    assert "es/a.html" not in after
    for page in ("es/index.html", "es/tag/t.html", "es/archives.html"):
        hrefs = [one.get("href", "") for one in site.html(page).iter("a")]
        assert "/a-es.html" in hrefs, page
        assert "/es/one.html" in hrefs, page
    assert dead(site.output) <= dead(site.root / "before")
    assert b"Palabra" in after["feeds/all.atom.xml"]
    assert b"/es/one.html" not in after["feeds/all.atom.xml"]


def test_import_says_where_a_page_goes_and_how_it_stays(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """Pelican's `a-es.html` would be in the folder of its language, as catalogs have it."""
    site.write("pelicanconf.py", f"{BEFORE}THEME = 'simple'\n{PLUGIN}")
    for lang in ("en", "es"):
        head = f"Title: In {lang}\nSlug: a\nLang: {lang}\nDate: 2026-01-01"
        site.write(f"content/a.{lang}.md", f"{head}\n\nText.")
    assert main(["import", "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "What was at {slug}-es.html is at es/{slug}.html from now on." in told
    keep = "ARTICLE_LANG_URL = '{slug}-{lang}.html'", "ARTICLE_LANG_SAVE_AS = '{slug}-{lang}.html'"
    assert " and ".join(keep) in told
    site.set("\n".join(keep))
    assert main(["import"]) == 0
    assert "What was at" not in capsys.readouterr().out
    after = built(site, str(site.output))
    assert "a-es.html" in after
    assert "es/a.html" not in after


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_subsites_keep_their_addresses(site: Site, suffix: str) -> None:
    """A site that was i18n_subsites' has its translations where the source's are, in a folder."""
    site.write("pelicanconf.py", f"{BEFORE}THEME = 'simple'\nI18N_SUBSITES = {{'es': {{}}}}\n")
    site.set("ARTICLE_URL = 'posts/{slug}/'\nARTICLE_SAVE_AS = 'posts/{slug}/index.html'")
    site.set("PAGE_LANG_URL = PAGE_LANG_SAVE_AS = '{slug}.{lang}.html'")  # which it overruled
    site.set(PLUGIN)
    head = {
        "md": "Title: T {0}\nSlug: {1}\nLang: {0}\n{2}\n",
        "rst": "T {0}\n####\n\n:slug: {1}\n:lang: {0}\n{2}\n",
    }[suffix]
    line = {"md": "{}: {}", "rst": ":{}: {}"}[suffix]
    own = line.format("Url", "") + "\n" + line.format("Save_as", "index.html")
    date = line.format("Date", "2026-01-01")
    site.set("INDEX_SAVE_AS = 'blog.html'")
    for lang in ("en", "es"):
        for path, slug, more in (("a", "a", date), ("pages/b", "b", ""), ("pages/c", "c", own)):
            text = head.format(lang, slug, more).replace("\n\n\n", "\n\n")
            site.write(f"content/{path}.{lang}.{suffix}", f"{text}\nIn {lang}.\n")
    built(site, str(site.output))
    for address in ("posts/a/index", "pages/b", "index"):
        assert "In en." in text_of(site.html(f"{address}.html"))
        assert "In es." in text_of(site.html(f"es/{address}.html"))


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_a_tag_of_pages_in_another_language_alone_keeps_its_address(
    site: Site, suffix: str
) -> None:
    """It was at its plain address, which the core writes; the edition has one in its folder."""
    site.write("pelicanconf.py", f"{BEFORE}THEME = 'simple'\n")
    article(site, "one.md", "One", 1, "Tags: t")
    head = {
        "md": "Title: {}\nLang: es\nTags: solo, t",
        "rst": "{}\n####\n\n:lang: es\n:tags: solo, t",
    }
    for name, day in (("Uno", 1), ("Dos", 2)):
        date = f"{'Date' if suffix == 'md' else ':date'}: 2026-01-0{day}"
        site.write(f"content/{name}.{suffix}", f"{head[suffix].format(name)}\n{date}\n\nTexto.\n")
    before = built(site, str(site.root / "before"))
    site.set(PLUGIN)
    after = built(site, str(site.output))
    assert {one for one in before if not one.startswith("theme/")} <= after.keys()
    assert "es/tag/solo.html" in after

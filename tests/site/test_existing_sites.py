"""A Pelican site that exists: what it has stays where it is, and each language has all of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.log import LimitFilter
from pelican.settings import read_settings
from support import Site, snapshot
from walk import is_external, links, pages, target

from pelican import Pelican

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
        'ARCHIVES_SAVE_AS = "all/index.html"\nARCHIVES_URL = "all/"\nAUTHORS_SAVE_AS = ""\n'
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
    site.set("PATH_METADATA = r'(?P<category>\\w+)/.*'\nDEFAULT_PAGINATION = 2")
    for name in ("travel", "food"):
        link = "`here <{filename}/food/2026-01-02_b.md>`_"
        rst = f"In {name}\n#########\n\n:tags: mixed\n\nSome *text*, {link}.\n"
        site.write(f"content/{name}/2026-01-01_a-{name}.rst", rst)
        site.write(
            f"content/{name}/2026-01-02_b.md",
            f"Title: B {name}\nSlug: b-{name}\nTags: mixed\n\nText.",
        )
    site.write("content/pages/note.rst", "Note\n####\n\nA page.\n")


SHAPES = {"blog": blog, "magazine": magazine, "notebook": notebook}
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
    assert {f"es/{one}" for one in listed - copied if "all-" not in one} <= after.keys()
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

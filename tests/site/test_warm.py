"""A build that takes results from earlier ones is the same, to the byte, as one that does not."""

from __future__ import annotations

import logging
import os
import random
import re
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from time import sleep
from typing import Any

import polib
import pytest
from jinja2 import Environment
from pelican.log import LimitFilter
from support import PROJECT, Site, project, snapshot

from pelican.plugins.bilingual.catalog.merge.update import update, wanted
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError, Notes
from pelican.plugins.bilingual.project.cache import FOLDER
from pelican.plugins.bilingual.publish import generator
from pelican.plugins.bilingual.publish.press import Press
from pelican.plugins.bilingual.site.theme import attributes_in
from pelican.plugins.bilingual.source.pages import Pages

EDITS = int(os.environ.get("EDITS", "12"))
"""How many random edits a site gets; `EDITS=1000 pytest tests/site/test_warm.py` for a night."""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{0}"/>'
BODY = """\
A paragraph about the network and a [link]({{filename}}{other}.md).

## Heading {number}

Another one with `code`, 12 cameras and HTML.[^1] ![Alt]({{static}}images/a.svg)

| a | b |
|---|---|
| c | d |

[^1]: A note on [one]({{filename}}one.md).

*[HTML]: The language of pages
"""
WORDS = "network camera supplier city loan record device answer question 7 2026 *firm* `x`".split()


class Edits:
    """A site, and what people do to it."""

    def __init__(self, site: Site, seed: int) -> None:
        self.site, self.random, self.count = site, random.Random(seed), 0
        self.judge: Callable[[], None] = self.compare
        site.set('BILINGUAL["glossary"] = "pages/glossary.md"\nPAGE_PATHS = ["pages"]')
        site.set('ARTICLE_EXCLUDES = ["pages"]\nMENUITEMS = [("Home", "/")]\nSITESUBTITLE = "Sub"')
        shutil.copytree(PROJECT / "theme", site.root / "theme")
        site.set('THEME = "theme"\nTHEME_STATIC_PATHS = []')
        site.set(f"DEFAULT_PAGINATION = {2 if seed % 2 else 10}")
        site.set(f"BILINGUAL['processes'] = {1 + (seed % 2 == 0)}")
        site.write("content/images/a.svg", PICTURE.format(1))
        for name in ("one", "two", "three"):
            self.write(name)
        site.write("content/pages/about.md", "Title: About\n\nWho we are: a network.\n")
        glossary = "Title: Glossary\n\nNetwork\n:   Computers that talk.\n\nLoan\n:   Owed money.\n"
        site.write("content/pages/glossary.md", glossary)
        site.write("translations/tk/LC_MESSAGES/site.po", (PROJECT / SITE).read_bytes())
        self.update()
        for path in self.catalogs:
            self.translate(path)

    def write(self, name: str) -> None:
        """A page that links to another."""
        other = self.random.choice(["one", "two"])
        body = BODY.format(other=other, number=self.random.randint(2, 99))
        head = f"Title: Page {name}\nDate: 2026-01-0{self.random.randint(1, 9)}\nTags: Big City\n"
        self.site.write(f"content/{name}.md", f"{head}Keypoints: A point.\n\n{body}")

    @property
    def pages(self) -> list[Path]:
        return sorted((self.site.root / "content").rglob("*.md"))

    @property
    def catalogs(self) -> list[Path]:
        return sorted((self.site.root / "translations").rglob("*.po"))

    def update(self) -> None:
        notes = Notes()
        with suppress(BilingualError):  # which the build says, too
            one = project()
            list(update(one, wanted(one, Pages(one), notes), notes=notes))

    def translate(self, path: Path) -> None:
        """Write a text into each empty message."""
        file = polib.pofile(str(path))
        for entry in file:
            if not entry.msgstr and not entry.msgid_plural and entry.msgctxt != "slug":
                entry.msgstr = entry.msgid
        file.save()

    def change(self, path: Path, pattern: str, text: str) -> None:
        """Put a text in the place of what a random match of the pattern holds."""
        data = path.read_text("utf-8")
        found = [*re.finditer(pattern, data, re.M)]
        if found:
            one = self.random.choice(found)
            path.write_text(f"{data[: one.start(1)]}{text}{data[one.end(1) :]}", "utf-8")

    def word(self) -> str:
        self.count += 1
        return f"{self.random.choice(WORDS)} {self.count}"

    def field(self, name: str, value: str) -> None:
        """Set a line of a random page's front matter."""
        page = self.any_page()
        if page.stem != "glossary":
            text = re.sub(rf"(?m)^{name}: .*\n", "", page.read_text("utf-8"))
            page.write_text(f"{name}: {value}\n{text}", "utf-8")

    def any_page(self) -> Path:
        return self.random.choice(self.pages)

    # What follows is an edit each.
    def text(self) -> None:
        self.change(self.any_page(), r"^(\w[\w ]+)\b.*\.", self.word())

    def title(self) -> None:
        self.change(self.any_page(), r"^Title: (.+)$", self.word())

    def tag(self) -> None:
        self.change(self.any_page(), r"^Tags: (.+)$", self.random.choice(["City", "Big City"]))

    def day(self) -> None:
        self.change(self.any_page(), r"^Date: (.+)$", f"2026-02-{self.random.randint(10, 28)}")

    def status(self) -> None:
        self.field("Status", self.random.choice(["published", "published", "draft", "hidden"]))

    def slug(self) -> None:
        self.field("Slug", f"s-{self.random.randint(1, 4)}")

    def msgstr(self) -> None:
        text = self.random.choice([self.word(), "", "[x](javascript:x)", "Ýaş <b>söz</b> 5"])
        self.change(self.random.choice(self.catalogs), r'^msgstr "(.*)"$', text)

    def broken(self) -> None:
        path = self.random.choice(self.catalogs)
        before = path.read_bytes()
        self.change(path, r"^(msgid )", "msgd ")
        self.judge()
        path.write_bytes(before)

    def up_to_date(self) -> None:
        self.update()

    def all_translated(self) -> None:
        for path in self.catalogs:
            self.translate(path)

    def new_page(self) -> None:
        self.write(f"p-{self.random.randint(1, 9)}")

    def gone_page(self) -> None:
        page = self.any_page()
        if page.stem not in {"glossary", "one", "two"}:
            page.unlink()

    def renamed_page(self) -> None:
        page = self.any_page()
        if page.stem not in {"glossary", "one", "two"}:
            page.rename(page.with_stem(f"r-{self.random.randint(1, 9)}"))

    def glossary(self) -> None:
        self.change(self.site.root / "content/pages/glossary.md", r"^:   (.+)$", self.word())

    def template(self) -> None:
        names = ("base", "article", "index", "partials/footer", "partials/lang")
        path = self.site.root / f"theme/templates/{self.random.choice(names)}.html"
        path.write_text(f"{path.read_text('utf-8')}<!-- {self.word()} -->", "utf-8")

    def style(self) -> None:
        path = self.random.choice(sorted((self.site.root / "theme/static/css").iterdir()))
        path.write_text(f"{path.read_text('utf-8')}\np{{margin:{self.random.random()}px}}", "utf-8")

    def picture(self) -> None:
        text = PICTURE.format(self.random.randint(2, 99))
        self.site.write("content/images/a.svg", text)

    def terms(self) -> None:
        word, fit = self.random.choice(["network", "camera", "loan"]), self.random.choice("abc")
        row = f"{word},tor{fit},noun,,proposed,"
        head = "source,translation,part_of_speech,note,status,reviewer"
        self.site.write("translations/tk/terms.csv", f"{head}\n{row}\n")

    def words(self) -> None:
        word = self.random.choice(["network", "Heading", "Who", "unheard-of"])
        self.site.write("translations/tk/words.txt", f"{word}\n")

    def dictionary(self) -> None:
        known = self.random.sample(["network", "and", "the", "Another", "with", "are", "link"], 4)
        self.site.write("words/index.aff", "SET UTF-8\nTRY abc\n")
        self.site.write("words/index.dic", "\n".join(["4", *known, ""]))

    def damage(self) -> None:
        """What is kept is cut off, or written over."""
        for path in (self.site.root / FOLDER).glob("*.sqlite"):
            data = bytearray(path.read_bytes())
            at = self.random.randrange(len(data))
            data[at : at + self.random.choice([1, 4000])] = self.random.randbytes(9)
            path.write_bytes(self.random.choice([data, data[:at]]))

    def time(self) -> None:
        """What lies a while has a time of change of its own, and may be known by it."""
        sleep(0.06)

    def setting(self) -> None:
        self.site.set(
            self.random.choice(
                [
                    f'SITENAME = "{self.word()}"',
                    f'SITESUBTITLE = "{self.word()}"',
                    f'MENUITEMS = [("{self.word()}", "/x")]',
                    'SITEURL = "https://example.org"',
                    'SITEURL = ""',
                    'BILINGUAL["threshold"] = 0.1',
                    'BILINGUAL["edit_url"] = "https://example.org/{path}"',
                    'BILINGUAL["search"] = False',
                    'BILINGUAL["index_files"] = True',
                    'BILINGUAL["parallel"] = False',
                    'BILINGUAL["spelling"] = {"tk": "words"}',
                    'BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"',
                    'BILINGUAL["languages"]["fa"] = "فارسی"',
                    'MARKDOWN["extensions"] = ["extra", "toc"]',
                    'DEFAULT_CATEGORY = "other"',
                ]
            )
        )

    def make(self, count: int, compare: Callable[[], None]) -> None:
        """As many edits, now and then several at once, and a comparison after each."""
        names = [name for name in vars(Edits) if not name.startswith("_")]
        known = names[names.index("text") : names.index("make")]
        self.judge = compare
        compare()
        for _ in range(count):
            for _ in range(self.random.choice([1, 1, 1, 3])):
                edit: Callable[[], None] = getattr(self, self.random.choice(known))
                edit()
            compare()

    def compare(self) -> None:
        """Build with what is kept, then with nothing: pages, errors and warnings are the same."""
        root = self.site.root
        warm = self.outcome("output")
        kept, aside = root / FOLDER, root / "kept"
        if kept.exists():
            kept.rename(aside)
        cold = self.outcome("clean")
        shutil.rmtree(kept, ignore_errors=True)
        if aside.exists():
            aside.rename(kept)
        for one in warm[0].keys() | cold[0].keys():
            assert warm[0].get(one) == cold[0].get(one), one
        assert warm[1:] == cold[1:]

    def outcome(self, output: str) -> tuple[dict[str, bytes], str, list[str]]:
        """What is written, the error, and the warnings."""
        said = Said()
        logging.getLogger("pelican").addHandler(said)
        folder = self.site.root / output
        try:
            self.site.build(OUTPUT_PATH=str(folder))
        except BilingualError as error:
            return {}, str(error), []
        finally:
            logging.getLogger("pelican").removeHandler(said)
        return snapshot(folder), "", [one.replace(str(folder), "") for one in said.lines]

    def compare_commands(self) -> None:
        """Run each with what is kept, then with nothing: it says, and writes, the same."""
        root, page = self.site.root, self.random.choice(self.pages).relative_to(self.site.root)
        several = ["check"], ["stats"], ["check", str(page)], ["update", str(page)], ["update"]
        for arguments in several:
            before = snapshot(root / "translations")
            warm = self.said(arguments), snapshot(root / "translations")
            for name in warm[1]:
                (root / "translations" / name).unlink()
            for name, data in before.items():
                self.site.write(f"translations/{name}", data)
            kept, aside = root / FOLDER, root / "kept"
            if kept.exists():
                kept.rename(aside)
            cold = self.said(arguments), snapshot(root / "translations")
            shutil.rmtree(kept, ignore_errors=True)
            if aside.exists():
                aside.rename(kept)
            assert warm == cold, arguments

    def said(self, arguments: list[str]) -> tuple[int, str, str]:
        """A command's status, and what it prints."""
        LimitFilter._raised_messages.clear()
        with redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            status = main(arguments)
        return status, out.getvalue(), err.getvalue()


class Said(logging.Handler):
    """The warnings of a build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


SITE = "translations/tk/LC_MESSAGES/site.po"


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_ever_stale(site: Site, seed: int) -> None:
    """After any edit the site is what a build from nothing makes of it, warnings included."""
    edits = Edits(site, seed)
    edits.make(EDITS, edits.compare)


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files of the pages that builds print."""
    found, finish = list[str](), Press.finish

    def noted(press: Press, html: str, context: dict[str, Any]) -> Any:
        found.append(context["output_file"])
        return finish(press, html, context)

    monkeypatch.setattr(Press, "finish", noted)
    return found


def write_topics(site: Site, most: object = False) -> None:
    """A site in our theme with two articles on each of two topics."""
    site.set(f"DEFAULT_PAGINATION = {most}\nTHEME = {str(PROJECT / 'theme')!r}")
    for topic in ("city", "sea"):
        for name in (f"{topic}1", f"{topic}2"):
            head = f"Title: {name}\nDate: 2026-01-01\nTags: {topic}\nSummary: Short."
            site.write(f"content/{name}.md", f"{head}\n\nOf {topic}.\n")


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("most", [False, 1])
def test_an_edit_prints_no_list_without_the_page(
    site: Site, printed: list[str], most: object
) -> None:
    """Other topics stay as they are, however their lists are cut into pages."""
    write_topics(site, most)
    site.build()
    assert "en/topics/sea/index.html" in printed
    printed.clear()
    page = site.root / "content/city1.md"
    page.write_text(page.read_text("utf-8").replace("Of city", "On city"), "utf-8")
    site.build()
    assert "en/city1/index.html" in printed
    assert not [one for one in printed if re.search(r"/sea\b|/sea\d", one)]


@pytest.mark.usefixtures("state")
def test_a_mended_translation_prints_its_page_and_the_search_alone(
    site: Site, printed: list[str]
) -> None:
    """No list prints a text: neither the topic's, nor the index, nor that of other languages."""
    write_topics(site)
    catalog = site.catalog("city1", 'msgid "Of city."\nmsgstr "Şäher."\n')
    site.build()
    printed.clear()
    catalog.write_text(catalog.read_text("utf-8").replace("Şäher", "Şäherde"), "utf-8")
    site.build()
    assert {"tk/city1/index.html", "en-tk/city1/index.html"} <= {*printed}
    others = [one for one in printed if "city1" not in one and "search" not in one]
    assert others in ([], ["index.html"]), "the front page alone may print a figure of it"


@pytest.mark.usefixtures("state")
def test_a_page_of_the_menu_prints_others_for_its_title_alone(
    site: Site, printed: list[str]
) -> None:
    """Every page names it, and none says what it says."""
    write_topics(site)
    page = site.write("content/pages/about.md", "Title: About\n\nWho we are.\n")
    site.build()
    printed.clear()
    page.write_text("Title: About\n\nWho we are, and where.\n", "utf-8")
    site.build()
    assert {"en/about/index.html", "tk/about/index.html"} <= {*printed}
    assert "en/city1/index.html" not in printed
    page.write_text("Title: About us\n\nWho we are, and where.\n", "utf-8")
    site.build()
    assert "en/city1/index.html" in printed


@pytest.mark.usefixtures("state")
def test_an_output_that_is_linked_elsewhere_is_kept(site: Site, printed: list[str]) -> None:
    """A backup by links changes when files were changed last, and nothing in them."""
    write_topics(site)
    output = site.build()
    for number, file in enumerate(output.rglob("*.html")):
        (site.root / f"backup{number}").hardlink_to(file)
    printed.clear()
    (site.root / "content/sea2.md").write_text("Title: sea2\nDate: 2026-01-01\n\nNew.\n", "utf-8")
    site.build()
    assert "en/sea2/index.html" in printed
    assert "en/city1/index.html" not in printed


@pytest.mark.usefixtures("state")
def test_a_cache_that_goes_within_a_build_is_not_missed(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Texts that were to be read from it are made again, by each process that prints some."""
    site.set("BILINGUAL['processes'] = 2")
    write_topics(site)
    whole = snapshot(site.build())
    done = generator.carry_out
    monkeypatch.setattr(
        generator, "carry_out", lambda *given: (shutil.rmtree(FOLDER), done(*given))[1]
    )
    for folder in (FOLDER, "output"):
        shutil.rmtree(folder)
    assert snapshot(site.build()) == whole


@pytest.mark.usefixtures("state")
def test_a_template_is_compiled_for_its_language_and_its_filters(site: Site) -> None:
    """What a filter makes of a constant is part of the compiled template, and not kept for long."""
    write_topics(site)
    site.write("theme/index.html", "{{ 1234.5|number }} {{ 'word'|loud }}")
    override = "THEME_TEMPLATES_OVERRIDES = ['theme']\n"
    site.set(f"{override}JINJA_FILTERS = {{'loud': str.upper}}")
    site.build()
    found = [(site.output / one / "index.html").read_text("utf-8") for one in ("en", "tk")]
    assert found == ["1,234.5 WORD", "1 234,5 WORD".replace(" ", "\xa0", 1)]
    site.set("JINJA_FILTERS = {'loud': str.title}")
    site.build()
    assert "Word" in (site.output / "en/index.html").read_text("utf-8")


@pytest.mark.usefixtures("state")
@pytest.mark.parametrize("seed", [3, 4])
def test_no_command_is_ever_stale(site: Site, seed: int) -> None:
    """After any edit check, stats and update say and write what they do with nothing kept."""
    edits = Edits(site, seed)
    edits.make(EDITS, edits.compare_commands)


@pytest.mark.parametrize(
    ("template", "read"),
    [
        ("{{ article.title }}", {".title"}),
        ("{% for one in articles %}{{ one['summary'] }}{% endfor %}", {".summary"}),
        ("{{ articles|map(attribute='content')|join }}", {".content"}),
        ("{{ articles|map(attribute=which)|join }}", {"."}),
        ("{{ article|attr('content') }}", {".content"}),
        ("{{ article[which] }}", {"."}),
        ("{{ articles[0].url }}{{ articles[:2] }}", {".0", ".url"}),
        ("{% for one in articles %}{{ names[loop.index0] }}{% endfor %}", {".index0"}),
        ("{% macro m(a) %}{{ a.get_content('') }}{% endmacro %}", {".get_content"}),
    ],
)
def test_it_is_known_what_a_template_reads_of_a_page(template: str, read: set[str]) -> None:
    """By whatever way it reads an attribute; one that nobody can know counts for all."""
    assert attributes_in(Environment().parse(template)) == read

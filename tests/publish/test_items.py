"""One page is written again from memory when its catalog has changed, as a build would write it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.log import LimitFilter
from pelican.settings import read_settings
from support import Site, snapshot

from pelican import Pelican
from pelican.plugins.bilingual.errors import BuildError
from pelican.plugins.bilingual.publish.items import Items
from pelican.plugins.bilingual.publish.run import KEY

PREVIEW = {"BILINGUAL_PREVIEW": True}
CYRILLIC = 'BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"'
ENTRIES = """\
msgctxt "title"
msgid "A title"
msgstr "Ady"

msgid "There are 12 cameras."
msgstr "12 kamera bar."

msgid "Ashgabat"
msgstr "Aşgabat"
"""
FIGURE = """\
<figure class="bars" markdown="1">

| City | Cameras |
|------|--------:|
| Ashgabat | 12 |

</figure>
"""
LINK = '\nmsgid "See [two]({filename}two.md)."\nmsgstr "[Iki]({filename}two.md)."\n'


@pytest.fixture(params=["", "del THEME"], ids=["simple", "ours"])
def kept(site: Site, request: pytest.FixtureRequest) -> Items:
    """A site of two pages in two languages and two scripts, in memory after its build."""
    site.set(request.param)
    site.set(CYRILLIC)
    site.page("one", f"There are 12 cameras.\n\nSee [two]({{filename}}two.md).\n\n{FIGURE}")
    site.page("two", "Text.")
    site.catalog("one", ENTRIES)
    return built()


def built() -> Items:
    LimitFilter._raised_messages.clear()
    pelican = Pelican(read_settings("pelicanconf.py", override=PREVIEW))
    type(pelican).run(pelican)
    return Items(pelican.settings[KEY], pelican.settings)


def pages(site: Site) -> dict[str, bytes]:
    """The pages of the article whose catalog changes; lists are the next build's."""
    return {name: data for name, data in snapshot(site.output).items() if "/one/" in name}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("12 kamera bar.", "Jemi 12 kamera bar."),
        ("12 kamera bar.", ""),
        ("12 kamera bar.", "21 kamera bar."),  # refused
        ("Ady", "Başga ady"),
        ("Aşgabat", "Aşgabat şäheri"),
        (ENTRIES, ""),
        (ENTRIES, f"{ENTRIES}{LINK}"),
    ],
)
def test_it_is_the_page_of_a_whole_build(site: Site, kept: Items, before: str, after: str) -> None:
    """To the byte: in its language, in its other script, and side by side."""
    shown = pages(site)
    path = site.catalog("one", ENTRIES.replace(before, after))
    assert kept.write([path])
    quick = pages(site)
    assert quick != shown
    built()
    assert quick == pages(site)


def test_it_is_so_again_and_again(site: Site, kept: Items) -> None:
    """What was written from memory is what the next change starts from."""
    for text in ("Bir 12.", "Iki 12.", "12 kamera bar."):
        path = site.catalog("one", ENTRIES.replace("12 kamera bar.", text))
        assert kept.write([path])
        assert text in (site.output / "tk/one/index.html").read_text("utf-8")


@pytest.mark.parametrize("domain", ["site", "nothing", "../one"])
def test_what_is_no_catalog_of_a_page_needs_a_build(site: Site, kept: Items, domain: str) -> None:
    """Nothing is written, and the answer says so."""
    before = snapshot(site.output)
    assert not kept.write([site.catalog(domain, "")])
    assert not kept.write([site.root / "content/one.md"])
    assert snapshot(site.output) == before


def test_another_address_needs_a_build(site: Site, kept: Items) -> None:
    """Links to the page, and what leads from its former address, are on other pages."""
    before = snapshot(site.output)
    slug = 'msgctxt "slug"\nmsgid "one"\nmsgstr "bir"\n\n'
    assert not kept.write([site.catalog("one", slug + ENTRIES)])
    assert snapshot(site.output) == before


def test_a_broken_catalog_is_an_error_and_leaves_the_page(site: Site, kept: Items) -> None:
    """The same error as a build's, each time; a mended one is written."""
    before = snapshot(site.output)
    broken = f'{ENTRIES}\nmsgid "broken\n'
    for _ in range(2):
        path = site.catalog("one", broken)
        with pytest.raises(BuildError, match=r"one\.po:\d+"):
            kept.write([path])
    assert snapshot(site.output) == before
    assert kept.write([site.catalog("one", ENTRIES)])
    assert snapshot(site.output) == before


def test_nothing_of_it_is_left_beside_the_output(site: Site, kept: Items, tmp_path: Path) -> None:
    """Pages take their old ones' places whole."""
    names = {one.name for one in site.root.iterdir()}
    assert kept.write([site.catalog("one", ENTRIES)])
    assert {one.name for one in site.root.iterdir()} == names
    assert not list(site.output.rglob("*.part"))

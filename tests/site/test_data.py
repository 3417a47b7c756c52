"""The data of figures: files of CSV beside the pages that show them."""

from __future__ import annotations

import csv
import io
import posixpath
import zipfile

import pytest
from support import PROJECT, Site, snapshot
from walk import broken

FIGURE = """\
<figure class="{}" markdown="1">

| Country | Debt |
|---------|-----:|
| {} | 16.9% |

<figcaption markdown="span">Source: Progres.</figcaption>

</figure>

"""
TWO = FIGURE.format("bars", "=Turkmenistan") + FIGURE.format("map", "Uzbekistan {.UZ}")
CATALOG = """\
msgid "Country"
msgstr "Ýurt"

msgid "Source: Progres."
msgstr "Çeşme: Progres."

msgid "Uzbekistan"
msgstr "=cmd|calc"
"""


@pytest.fixture
def figures(site: Site) -> Site:
    """A page with a chart and a map, in two languages."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}")
    site.page("one", TWO)
    site.page("two", "No figure.")
    site.catalog("one", CATALOG)
    return site


def data(site: Site) -> dict[str, bytes]:
    """The files of data by their paths."""
    return {name: one for name, one in snapshot(site.output).items() if name.endswith(".csv")}


def leads_to(site: Site, url: str) -> list[str]:
    """The files of data that a page links to."""
    links = (one.get("href") or "" for one in site.html(url).iter("a"))
    return [posixpath.normpath(posixpath.join(url, one)) for one in links if one.endswith(".csv")]


def test_each_figure_leads_to_its_data_in_the_language_of_the_page(figures: Site) -> None:
    """Side by side in both, each with its caption; what a translator writes is no formula."""
    figures.build()
    found = {
        name: [*csv.reader(io.StringIO(one.decode("utf-8-sig"), newline=""))]
        for name, one in data(figures).items()
    }
    assert found == {
        "en/one/en-one-1.csv": [["Country", "Debt"], ["'=Turkmenistan", "16.9%"]],
        "en/one/en-one-2.csv": [["Country", "Debt"], ["Uzbekistan", "16.9%"]],
        "tk/one/tk-one-1.csv": [["Ýurt", "Debt"], ["'=Turkmenistan", "16,9 %"]],
        "tk/one/tk-one-2.csv": [["Ýurt", "Debt"], ["'=cmd|calc", "16,9 %"]],
    }
    for tag in ("en", "tk"):
        assert leads_to(figures, f"{tag}/one") == [f"{tag}/one/{tag}-one-{at}.csv" for at in (1, 2)]
    assert sorted(leads_to(figures, "en-tk/one")) == sorted(found)
    halves = [one for one in figures.html("en-tk/one").iter("span") if one.get("lang")]
    for half in halves:
        links = [one.get("href") or "" for one in half.iter("a")]
        assert all(f"/{half.get('lang')}/" in one for one in links if one.endswith(".csv"))
    for page in ("en", "tk", "en/two", "index.html"):
        assert leads_to(figures, page) == [], page
    assert broken(figures.output) == []


def test_data_stays_and_changes_with_its_page(figures: Site) -> None:
    """A build with nothing to write keeps it, a translator changes it, without a figure it goes."""
    figures.build()
    first = data(figures)
    figures.page("two", "Another text.")
    figures.build()
    assert data(figures) == first
    figures.catalog("one", CATALOG.replace("Ýurt", "Döwlet"))
    figures.build()
    assert [name for name in first if data(figures)[name] != first[name]] == [
        *("tk/one/tk-one-1.csv", "tk/one/tk-one-2.csv")
    ]
    figures.page("one", TWO.partition("</figure>")[0] + "</figure>")
    figures.build()
    assert [*data(figures)] == ["en/one/en-one-1.csv", "tk/one/tk-one-1.csv"]


def test_copies_have_the_table_and_no_link_to_a_file(figures: Site) -> None:
    """But for the archive, which has the files; what no list names has no data to find."""
    draft = figures.page("three", TWO)
    draft.write_text(draft.read_text("utf-8").replace("Slug", "Status: hidden\nSlug"), "utf-8")
    figures.set("BILINGUAL['copies'] = {'epub': 0, 'txt': 0}")
    figures.build(BILINGUAL_FORMATS=True)
    assert "16,9" in (figures.output / "downloads/tk.txt").read_text("utf-8-sig")
    assert ".csv" not in (figures.output / "downloads/tk.txt").read_text("utf-8-sig")
    with zipfile.ZipFile(figures.output / "downloads/tk.epub") as archive:
        assert not any(b".csv" in archive.read(name) for name in archive.namelist())
    with zipfile.ZipFile(figures.output / "downloads/site.zip") as archive:
        there = [name for name in archive.namelist() if name.endswith(".csv")]
    assert there == sorted(f"site/{name}" for name in data(figures))
    assert not any("three" in name for name in there)


def test_another_theme_has_its_pages_as_they_are(figures: Site) -> None:
    """Without links that nobody has asked for."""
    figures.set('THEME = "simple"')
    figures.build()
    assert data(figures) == {}
    assert leads_to(figures, "en/one") == []

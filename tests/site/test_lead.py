"""The explainer that leads the front page: the newest, or the one that is chosen."""

from __future__ import annotations

import pytest
from support import PROJECT, Site, text_of

from pelican.plugins.bilingual.errors import BilingualError

FILES = ("old", "middle", "new")


@pytest.fixture
def dated(site: Site) -> Site:
    """Three articles of three days, in both languages, and a page."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    for day, name in enumerate(FILES, 1):
        head = f"Title: {name.title()}\nSlug: {name}\nDate: 2026-11-0{day}\n"
        site.write(f"content/{name}.md", f"{head}\nText.\n")
        site.catalog(name, f'msgctxt "title"\nmsgid "{name.title()}"\nmsgstr "{name}-tk"\n')
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.\n")
    return site


def front(site: Site) -> list[list[str]]:
    """The titles of each entry of the front page, in its order."""
    site.build()
    entries = [
        one for one in site.html("index.html").iter("div") if "entry" in one.get("class", "")
    ]
    leading = ["leading" in one.get("class", "") for one in entries]
    assert leading == [True, False, False]
    return [[text_of(title) for title in one.iter("h2")] for one in entries]


def test_the_newest_leads_or_the_chosen_one(dated: Site) -> None:
    """In both languages; the others follow as they are listed, and the lists stay as they are."""
    assert [one[0] for one in front(dated)] == ["New", "Middle", "Old"]
    before = text_of(dated.html("tk"))
    dated.set('BILINGUAL["lead"] = "middle.md"')
    assert front(dated) == [["Middle", "middle-tk"], ["New", "new-tk"], ["Old", "old-tk"]]
    assert text_of(dated.html("tk")) == before


@pytest.mark.parametrize("status", ["draft", "hidden", "skip"])
def test_what_is_on_no_list_cannot_lead(dated: Site, status: str) -> None:
    """A draft is not shown on the front page because it is chosen: the build says so."""
    file = dated.root / "content/middle.md"
    file.write_text(f"Status: {status}\n{file.read_text('utf-8')}", "utf-8")
    dated.set('BILINGUAL["lead"] = "middle.md"')
    with pytest.raises(BilingualError, match="no article that the site lists"):
        dated.build()


def test_a_page_is_no_article(dated: Site) -> None:
    """A page has no date and is on no list."""
    dated.set('BILINGUAL["lead"] = "pages/about.md"')
    with pytest.raises(BilingualError, match="no article that the site lists"):
        dated.build()

"""What a change of the site changes on its pages, seen before it is published."""

from __future__ import annotations

import re
import subprocess

import pytest
from support import PROJECT, Site, text_of, tool

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.site.changes import Row, page, summary

ONE = 'msgid "Good day."\nmsgstr "[=Salam=]."\n\nmsgid "Two days."\nmsgstr "Iki gün."\n'


@pytest.fixture
def kept(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Two pages in a repository, with a first commit."""
    for who in ("AUTHOR", "COMMITTER"):
        for what in ("NAME", "EMAIL"):
            monkeypatch.setenv(f"GIT_{who}_{what}", "a@example.org")
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.page("one", "Good day.\n\nTwo days.\n", title="One | <b>")
    site.page("two", "Nothing.")
    site.catalog("one", ONE)
    commit(site)
    return site


def commit(site: Site) -> None:
    """Keep all of a site."""
    for arguments in (["init", "-q"], ["add", "content", "translations"], ["commit", "-qm", "x"]):
        subprocess.run([tool("git", "git"), *arguments], cwd=site.root, check=True)


def compared(site: Site, revision: str = "HEAD") -> None:
    """Build as `bilingual changes` does."""
    site.build(BILINGUAL_PREVIEW=True, BILINGUAL_SINCE=revision)


def marks(site: Site, url: str) -> list[str]:
    """What the marks of changes on a page say: `[gone]`, `{come}`."""
    found = []
    for one in site.html(url).iter("span"):
        if "changed" in (one.get("class") or "").split():
            for each in one.iter("del"):
                each.text = f"[{each.text}]"
            for each in one.iter("ins"):
                each.text = f"{{{each.text}}}"
            found.append(" ".join(text_of(each) for each in one if each.get("class") == "changes"))
    return found


def test_nothing_is_marked_where_nothing_has_changed(kept: Site) -> None:
    """The build of the revision itself; a build that compares with nothing writes no list."""
    compared(kept)
    assert marks(kept, "en-tk/one/index.html") == []
    assert "No page has another text" in (kept.output / "changes.md").read_text("utf-8")
    kept.build(BILINGUAL_PREVIEW=True)
    assert not (kept.output / "changes.md").exists()


def test_a_changed_translation_is_marked_word_by_word(kept: Site) -> None:
    """On the page with both languages and on that with one; the other page comes after it."""
    kept.catalog("one", ONE.replace("Iki gün", "Üç gün"))
    compared(kept)
    assert marks(kept, "en-tk/one/index.html") == ["[Iki]{Üç} gün."]
    assert marks(kept, "tk/one/index.html") == ["[Iki]{Üç} gün."]
    listed = (kept.output / "changes.html").read_text("utf-8")
    assert re.findall(r'href="([^"]+)"', listed) == [
        "en-tk/one/index.html",
        "en-tk/two/index.html",
    ]
    assert "One | &lt;b&gt;" in listed
    assert all((kept.output / one).is_file() for one in re.findall(r'href="([^"]+)"', listed))


def test_a_changed_source_is_compared_with_what_it_was(kept: Site) -> None:
    """Its translation waits; a text that is new is all new; one that has gone counts."""
    kept.page("one", "Good day.\n\nThree days.\n\nAnd a night.\n", title="One | <b>")
    compared(kept)
    assert marks(kept, "en-tk/one/index.html") == [
        "[Two]{Three} days. [Iki gün.]",
        "{And a night.}",
    ]
    assert "| 2 | `en-tk/one/index.html` |" in (kept.output / "changes.md").read_text("utf-8")
    kept.page("one", "Good day.\n", title="One | <b>")
    compared(kept)
    assert "| 1 | `en-tk/one/index.html` |" in (kept.output / "changes.md").read_text("utf-8")


def test_a_new_page_is_called_new(kept: Site) -> None:
    """And none of its texts is marked, as all of them would be."""
    kept.page("three", "Good day.")
    compared(kept)
    assert "| new page | `en-tk/three/index.html` |" in (kept.output / "changes.md").read_text()
    assert marks(kept, "en-tk/three/index.html") == []


def test_links_of_the_marked_site_name_files(kept: Site) -> None:
    """It is read where it has been unpacked, without a server."""
    compared(kept)
    links = [one.get("href") or "" for one in kept.html("en-tk/one/index.html").iter("a")]
    assert not [one for one in links if one.endswith("/") and "://" not in one]


def test_the_command_prints_a_table_and_nothing_else(
    kept: Site, capfd: pytest.CaptureFixture[str]
) -> None:
    """So that its output can be a summary; the site that is published is not touched."""
    kept.catalog("one", ONE.replace("Iki gün", "Üç gün"))
    assert main(["changes", "HEAD"]) == 0
    printed, said = capfd.readouterr()
    assert printed.startswith("## Changed pages\n")
    assert "| One &#124; &#60;b&#62; | Türkmençe | 1 | `en-tk/one/index.html` |" in printed
    assert "changes.html" in said
    assert not kept.output.exists()


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", ""])
def test_a_revision_that_is_not_there_is_one_sentence(
    kept: Site, revision: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is no option of git either; nothing is built."""
    assert main(["changes", "--", revision]) == 1
    assert f"Git knows no revision {revision!r} here." in capsys.readouterr().err
    assert not (kept.root / "output.preview").exists()


def test_a_page_that_was_broken_says_nothing_of_what_it_was(kept: Site) -> None:
    """A catalog that could not be read then is no reason not to build now."""
    kept.catalog("one", ONE + 'msgid "')
    commit(kept)
    kept.catalog("one", ONE)
    compared(kept)
    assert "new page" in (kept.output / "changes.md").read_text("utf-8")


def test_titles_are_text_in_both_lists() -> None:
    """Neither Markdown nor HTML comes out of them, nor a further column or line."""
    rows = [Row("a|b <i>`x` [y](z)\n::error::", "L", "a b/index.html", 1, new=False)]
    (line,) = [one for one in summary(rows).splitlines() if "index.html" in one]
    assert line.count("|") == 5
    assert not re.search(r"[<`\[]", line.split("|")[1])
    assert "<i>" not in page(rows)
    assert 'href="a%20b/index.html"' in page(rows)

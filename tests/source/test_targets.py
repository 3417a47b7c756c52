"""Pages that are written for GitHub's page, too: a heading for a title, links by file."""

from __future__ import annotations

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Site, text_of, tool

from pelican.plugins.bilingual.source.targets import with_targets, with_title


@given(st.text("ab[]()!`~# \n{}|:/", max_size=60))
def test_targets_that_stay_leave_the_text_as_it_is(text: str) -> None:
    """Whatever it is made of."""
    assert with_targets(text, lambda target, _: target) == text


def test_a_lone_backtick_begins_no_code() -> None:
    """Code ends with its paragraph at the latest."""
    text = "A ` here.\n\nA [link](a.md), `[code](a.md)`, and ` there.\n"
    assert with_targets(text, lambda *_: "b") == text.replace("[link](a.md)", "[link](b)")


@given(st.text("ab# \n{}`*[]()", max_size=40))
def test_a_title_takes_no_line_and_no_other_text(text: str) -> None:
    """Numbers of lines stay right; all below the heading is as it was."""
    done = with_title(text)
    assert done.count("\n") == text.count("\n")
    assert done.split("\n")[1:] == text.split("\n")[1:]


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        ("# One", "One"),
        ("#  The `bilingual` *command* ##", "The bilingual command"),
        ("# See [this](x.md) {#here .big}", "See this"),
    ],
)
def test_a_heading_is_a_title(heading: str, title: str) -> None:
    """Without its markup, which titles do not have."""
    assert with_title(f"{heading}\n\nText.\n") == f"Title: {title}\n\nText.\n"


@pytest.mark.parametrize(
    "text", ["## Two\n\nx\n", "#No\n\nx\n", "x\n\n# One\n\n", "# One\nx\n", "#\n\n"]
)
def test_what_begins_otherwise_is_left_alone(text: str) -> None:
    """Such a page says its title in its front matter, or is an error as before."""
    assert with_title(text) == text


@pytest.fixture
def bare(site: Site) -> Site:
    """Pages as a folder of documents has them, in a repository."""
    site.write(
        "content/pages/one.md",
        "# The `one` page\n\nTo [two](sub/two.md#down), [LICENSE](../../LICENSE), ",
    )
    file = site.root / "content/pages/one.md"
    file.write_text(
        file.read_text()
        + "[a folder](../../parts/), [gone](gone.md), `[code](sub/two.md)`, [by name][two].\n\n"
        "![A picture](../images/a.png)\n\n[two]: sub/two.md#down\n"
    )
    site.write("content/pages/sub/two.md", "# Two\n\n## Down\n\nBack to [one](../one.md).\n")
    site.write("content/images/a.png", b"\x89PNG")
    site.write("LICENSE", "free")
    site.write("parts/x", "x")
    return site


def hrefs(site: Site, url: str) -> dict[str, str | None]:
    """Where the links of a page lead, by their texts."""
    (body,) = site.html(url).iter("body")
    return {text_of(one): one.get("href") for one in body.iter("a")}


def test_links_by_file_lead_to_pages_in_every_language(bare: Site) -> None:
    """Anchors stay; so do links in code, and those that lead nowhere."""
    bare.catalog("pages/sub/two", 'msgctxt "title"\nmsgid "Two"\nmsgstr "Iki"\n')
    bare.build()
    for tag in ("en", "tk"):
        found = hrefs(bare, f"{tag}/the-one-page")
        assert (found["two"] or "").endswith(f"/{tag}/two/#down")
        assert found["by name"] == found["two"]
        assert found["gone"] == "gone.md"
        assert (hrefs(bare, f"{tag}/two")["one"] or "").endswith(f"/{tag}/the-one-page/")
    page = bare.html("en/the-one-page")
    assert "[code](sub/two.md)" in text_of(page)
    assert any("images/a.png" in (one.get("src") or "") for one in page.iter("img"))


def test_links_to_other_files_lead_to_the_repository(bare: Site) -> None:
    """On its host's page; where none is known they are text, never a link that leads nowhere."""
    bare.build()
    assert hrefs(bare, "en/the-one-page")["LICENSE"] is None
    git = [tool("git", "git"), "-C", bare.root]
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "remote", "add", "origin", "git@github.com:you/site.git"], check=True)
    bare.build()
    found = hrefs(bare, "en/the-one-page")
    assert found["LICENSE"] == "https://github.com/you/site/blob/main/LICENSE"
    assert found["a folder"] == "https://github.com/you/site/blob/main/parts"
    bare.set('BILINGUAL["neutral"] = "Notes"')
    bare.build()
    assert not any(b"github" in one.read_bytes() for one in bare.output.rglob("*.html"))


def test_files_beside_a_page_are_published_with_it(bare: Site) -> None:
    """Wherever they are below the content, as after `{static}`."""
    for name in ("map.png", "data.csv"):
        bare.write(f"content/pages/{name}", "x")
    bare.write("content/pages/one.md", "# One\n\n![A map](map.png), [data](data.csv).\n")
    bare.build()
    for tag in ("en", "tk"):
        found = hrefs(bare, f"{tag}/one")
        assert (found["data"] or "").endswith("/pages/data.csv")
        (picture,) = bare.html(f"{tag}/one").iter("img")
        assert (picture.get("src") or "").startswith(("data:", "../../pages/map.png"))
    assert (bare.output / "pages/data.csv").read_text() == "x"


def test_messages_say_the_same_wherever_the_repository_is(bare: Site) -> None:
    """A catalog is no other for a clone of somebody else's."""
    bare.build()
    from pelican.plugins.bilingual.cli.main import main

    main(["update"])
    text = (bare.root / "translations/tk/LC_MESSAGES/pages/one.po").read_text("utf-8")
    assert "{repository}LICENSE" in text
    assert "#: content/pages/one.md:3" in text

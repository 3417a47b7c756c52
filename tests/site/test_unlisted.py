"""Drafts and hidden pages are there for those who know their address, and nowhere else."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from support import PROJECT, Site, project
from walk import broken, pages

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import Notes
from pelican.plugins.bilingual.project.output.integrity import SUMS
from pelican.plugins.bilingual.source.pages import Pages

HIDDEN_WORDS = (b"Mystery", b"mystery", b"Whispered", b"Riddle")
"""Title and address, text, and topic of what is not public."""


def unlisted(site: Site, status: str, folder: str) -> None:
    """A public page, and one that is not, with all that could be listed of it."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.page("seen", "Text.", title="Seen")
    site.write(
        f"content/{folder}mystery.md",
        f"Title: Mystery\nDate: 2026-01-02\nSlug: mystery\nStatus: {status}\nTags: Riddle\n"
        "Summary: Whispered.\nKeypoints: Whispered.\n\n## Mystery\n\nWhispered.\n",
    )


def everything(output: Path) -> dict[str, bytes]:
    """All files of an output but its sums, those in archives too, by their paths."""
    paths = {one.relative_to(output).as_posix(): one for one in output.rglob("*") if one.is_file()}
    files = {name: path.read_bytes() for name, path in paths.items() if name != SUMS}
    for name in [one for one in files if one.endswith((".zip", ".epub"))]:
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            for one in archive.namelist():
                files[f"{name}/{one}"] = one.encode() + archive.read(one)
    return files


@pytest.mark.parametrize("folder", ["", "pages/"])
@pytest.mark.parametrize("status", ["draft", "Hidden"])
def test_nothing_public_knows_of_it(site: Site, status: str, folder: str) -> None:
    """No page, list, feed, sitemap, index, book or archive has its title, text, topic, address."""
    unlisted(site, status, folder)
    site.build(SITEURL="https://example.org", BILINGUAL_FORMATS=True)
    names = [
        name
        for name, data in everything(site.output).items()
        if any(word in data for word in HIDDEN_WORDS)
    ]
    where = {"draft": f"drafts/{folder}"}.get(status, "")
    assert sorted(names) == [f"{tag}/{where}mystery/index.html" for tag in ("en", "tk")]


def test_an_article_of_a_day_to_come_is_a_draft(site: Site) -> None:
    """Where the settings say so: neither the status page nor the topics know of it until then."""
    unlisted(site, "published", "")
    site.set('WITH_FUTURE_DATES = False\nTIMEZONE = "Asia/Ashgabat"')
    page = site.root / "content/mystery.md"
    page.write_text(page.read_text().replace("2026-01-02", "2999-01-02"))
    site.build(SITEURL="https://example.org", BILINGUAL_FORMATS=True)
    files = everything(site.output).items()
    names = [name for name, data in files if any(word in data for word in HIDDEN_WORDS)]
    assert sorted(names) == [f"{tag}/drafts/mystery/index.html" for tag in ("en", "tk")]
    assert main(["update"]) == 0
    assert "Riddle" not in (site.root / "translations/tk/LC_MESSAGES/site.po").read_text("utf-8")


@pytest.mark.parametrize("status", ["draft", "hidden", "published"])
def test_a_link_to_a_draft_is_said(
    site: Site, status: str, caplog: pytest.LogCaptureFixture
) -> None:
    """With file and line; a hidden page is for those who are given its address."""
    site.write("content/it.md", f"Title: It\nDate: 2026-01-02\nStatus: {status}\n\nText.")
    site.page("seen", "Text.\n\nSee [it]({filename}it.md#a).")
    site.build()
    said = "content/seen.md:7: The link {filename}it.md leads readers to a draft."
    assert any(one.startswith(said) for one in caplog.messages) == (status == "draft")


@pytest.mark.parametrize("theme", ["simple", "theme"])
@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_search_engines_are_told_to_leave_it(site: Site, status: str, theme: str) -> None:
    """In every theme it carries `noindex`, in every language; a public page does not."""
    unlisted(site, status, "")
    site.set(f"THEME = {str(PROJECT / theme) if theme == 'theme' else theme!r}")
    site.build()
    for name, root in pages(site.output).items():
        robots = [one.get("content") for one in root.findall("head/meta[@name='robots']")]
        noindex = "mystery" in name or name.endswith("search/index.html")
        assert robots == ["noindex"] * noindex, name


def test_translators_may_translate_it(site: Site) -> None:
    """It has a catalog; its topic is not asked for before it is public."""
    unlisted(site, "draft", "")
    assert main(["update"]) == 0
    assert "Whispered." in (site.root / "translations/tk/LC_MESSAGES/mystery.po").read_text("utf-8")
    assert "Riddle" not in (site.root / "translations/tk/LC_MESSAGES/site.po").read_text("utf-8")
    page = site.root / "content/mystery.md"
    page.write_text(page.read_text().replace("Status: draft\n", ""))
    assert main(["update"]) == 0
    assert "Riddle" in (site.root / "translations/tk/LC_MESSAGES/site.po").read_text("utf-8")


def test_a_draft_has_no_former_addresses(site: Site) -> None:
    """Nothing leads to a draft; a hidden page's former address leads to it, with `noindex`."""
    for status in ("draft", "hidden"):
        site.write(
            f"content/{status}.md",
            f"Title: T\nDate: 2026-01-02\nStatus: {status}\nSlug: {status}\n"
            f"Aliases: was-{status}\n\nText.",
        )
    site.build()
    assert not (site.output / "en/was-draft").exists()
    root = site.html("en/was-hidden")
    assert [one.get("content") for one in root.findall("head/meta[@name='robots']")] == ["noindex"]


@pytest.mark.parametrize("status", ["draft", "hidden"])
def test_a_glossary_that_is_not_public_explains_nothing(site: Site, status: str) -> None:
    """The words of a glossary appear on other pages once it is public."""
    text = "Title: Glossary\nSlug: glossary\nStatus: {}\n\nRiddle\n:   Whispered.\n"
    site.write("content/pages/glossary.md", text.format(status))
    site.set('BILINGUAL["glossary"] = "pages/glossary.md"')
    site.page("one", "The Riddle of it.")
    assert not Pages(project()).words
    site.build()
    assert "Whispered" not in (site.output / "en/one/index.html").read_text("utf-8")
    site.write("content/pages/glossary.md", text.format("published"))
    assert Pages(project()).words
    assert len(Pages(project()).all(Notes())) == 2


def test_the_sums_have_it_all_the_same(site: Site) -> None:
    """What is in the folder is in its list, so that `verify` knows the whole folder."""
    unlisted(site, "draft", "")
    site.build()
    assert "en/drafts/mystery/index.html" in (site.output / SUMS).read_text("utf-8")
    assert not broken(site.output)

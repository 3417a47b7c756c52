"""A new issue: drafted from what has happened since the last one."""

from __future__ import annotations

import pytest
from issues import commit, themed
from support import Site, findings

from pelican.plugins.bilingual.catalog.catalog import review_hash
from pelican.plugins.bilingual.cli.main import main

Capture = pytest.CaptureFixture[str]


def new(*options: str) -> int:
    return main(["newsletter", "new", *options])


def source(site: Site, number: int = 1) -> str:
    return (site.root / f"content/newsletters/{number}.md").read_text("utf-8")


def catalog(site: Site, number: int = 1) -> str:
    path = site.root / f"translations/tk/LC_MESSAGES/newsletters/{number}.po"
    return path.read_text("utf-8")


@pytest.fixture
def told(site: Site) -> Site:
    """A site whose first issue is drafted and committed."""
    themed(site)
    main(["update"])
    commit(site)
    assert new() == 0
    commit(site, "The first issue")
    return site


def test_the_first_issue_tells_of_everything(told: Site) -> None:
    """Number, week, date and commit; titles are plain text, links lead from the root."""
    text = source(told)
    assert "\nNumber: 1\nWeek: 20" in text
    assert "\nSlug: newsletter-1\n" in text
    assert r"- [One \[a\] \*b\*]({filename}/one.md): See [two]({filename}/two.md)." in text
    assert "- [Two]({filename}/two.md)\n" in text
    assert "about" not in text


def test_its_catalog_has_what_is_translated_already(told: Site) -> None:
    """As a draft of a machine; what a language lacks stays empty, and nothing is out of step."""
    text = catalog(told)
    assert '"X-Translation-Origin: machine\\n"' in text
    assert 'msgid "New explainers"\nmsgstr "Täze makalalar"' in text
    assert 'msgid "[Two]({filename}/two.md)"\nmsgstr ""' in text
    assert "\ufffd" not in text + source(told)
    assert main(["update"]) == 0
    assert catalog(told) == text
    assert not [one for one in findings(step=True) if "newsletters" in one.path]


def test_without_news_there_is_no_issue(told: Site, capsys: Capture) -> None:
    """It says so, and makes nothing; a text that was changed without a word to readers is none."""
    path = told.root / "content/two.md"
    path.write_text(f"{path.read_text()} A comma, more.")
    commit(told)
    capsys.readouterr()
    assert new() == 0
    assert "Nothing has happened since the last issue" in capsys.readouterr().out
    assert not (told.root / "content/newsletters/2.md").exists()


def test_an_issue_tells_what_has_happened_since_the_last(told: Site) -> None:
    """A new explainer, one that says it was updated, a correction, a review; each once."""
    told.page("three", title="Three")
    path = told.root / "content/two.md"
    head = "Title: Two\nModified: 2026-02-01\nCorrections: 2026-02-01: It is *two*, not three."
    path.write_text(path.read_text().replace("Title: Two", head))
    main(["update"])
    one = told.root / "translations/tk/LC_MESSAGES/one.po"
    mark = f"# reviewed: {review_hash('One [a] *b*', 'Bir')} Aýna 2026-02-01\n"
    text = one.read_text("utf-8")
    at = text.index("#. ", text.index("msgstr")) if "#. " in text else text.index('msgctxt "title"')
    one.write_text(text[:at] + mark + text[at:], "utf-8")
    commit(told)
    assert new() == 0
    text = source(told, 2)
    parts = [one for one in text.split("\n") if one.startswith(("## ", "- "))]
    assert parts == [
        "## New explainers",
        "- [Three]({filename}/three.md)",
        "## Updated explainers",
        "- [Two]({filename}/two.md)",
        "## Corrections",
        "- [Two]({filename}/two.md): It is *two*, not three.",
        "## Reviewed translations",
        r"- [One \[a\] \*b\*]({filename}/one.md) (Türkmençe): 1 of 2 passages has been"
        " reviewed by a person.",
    ]


def test_drafts_and_hidden_pages_are_nobodys_news(told: Site) -> None:
    """Until they are published: then they are new."""
    path = told.page("three", title="Three")
    path.write_text(path.read_text().replace("Title:", "Status: draft\nTitle:"))
    commit(told)
    assert new() == 0
    assert not (told.root / "content/newsletters/2.md").exists()
    path.write_text(path.read_text().replace("Status: draft\n", ""))
    commit(told)
    assert new() == 0
    assert "## New explainers\n\n- [Three]" in source(told, 2)


def test_what_is_not_committed_is_told_next_time(told: Site) -> None:
    """An issue is of commits, so that nothing is told twice, and nothing is left out."""
    told.page("three", title="Three")
    assert new() == 0
    assert not (told.root / "content/newsletters/2.md").exists()


def test_history_that_is_missing_is_an_error(told: Site, capsys: Capture) -> None:
    """With what to do; --since says it by hand."""
    path = told.root / "content/newsletters/1.md"
    lines = path.read_text("utf-8").split("\n")
    at = next(number for number, one in enumerate(lines) if one.startswith("Commit: "))
    lines[at] = f"Commit: {'0' * 40}"
    path.write_text("\n".join(lines), "utf-8")
    told.page("three", title="Three")
    commit(told)
    capsys.readouterr()
    assert new() == 1
    said = capsys.readouterr().err
    assert said.startswith(f"content/newsletters/1.md:{at + 1}: Git knows no revision")
    assert "--since" in said
    assert new("--since", "HEAD^1") == 0
    assert "[Three]" in source(told, 2)


def test_without_git_there_is_nothing_to_draft_from(site: Site, capsys: Capture) -> None:
    """It says what to do instead."""
    themed(site)
    assert new() == 1
    assert "drafted from Git's history" in capsys.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        ["new", "3"],
        ["new", "--force"],
        ["new", "--test", "a@example.org"],
        ["build", "--dry-run"],
        ["send", "--since", "HEAD"],
        ["send"],
        ["build", "7"],
    ],
)
def test_a_command_that_cannot_be_meant_is_an_error(
    site: Site, line: list[str], capsys: Capture
) -> None:
    """One line, and status 1."""
    themed(site)
    assert main(["newsletter", *line]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.parametrize("number", ["", "Number: x\n", "Number: 0\n", "Number: 1\n"])
def test_an_issue_has_a_number_of_its_own(told: Site, number: str, capsys: Capture) -> None:
    """None, no number, nought, or another issue's: one error with the place."""
    text = f"Title: News\nSlug: n\nDate: 2026-01-01\n{number}\nText."
    told.write("content/newsletters/x.md", text)
    capsys.readouterr()
    assert main(["newsletter", "build"]) == 1
    assert capsys.readouterr().err.startswith("content/newsletters/x.md:")

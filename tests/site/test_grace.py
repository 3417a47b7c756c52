"""A reader does not lose a sentence over a comma, and is told which text it follows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import polib
import pytest
from support import PROJECT, Site, findings, text_of

from pelican.plugins.bilingual.cli.main import main

OLD = "The ministry, it says, recieves the cameras."
NEW = "The ministry, it says, receives the cameras."
SAID = "Ministrlik kameralary alýar diýip aýdýar."
HEAD = "Title: One\nDate: 2026-11-23\nSlug: one\nSummary: {summary}\nKeypoints: {point}\n"
PAGE = f"{HEAD}\n{{body}}\n\nEnd.\n"
Capture = pytest.CaptureFixture[str]


def write(site: Site, body: str, summary: str = "All of it.", point: str = "A point.") -> None:
    site.write("content/one.md", PAGE.format(body=body, summary=summary, point=point))


def po(site: Site) -> Path:
    return site.root / "translations/tk/LC_MESSAGES/one.po"


def translate(site: Site, origin: str = "human") -> None:
    """Translate all of the page, the text that changes as `SAID`."""
    assert main(["update"]) == 0
    file = polib.pofile(str(po(site)))
    for entry in file:
        if entry.msgctxt != "slug":
            entry.msgstr = SAID if entry.msgid == OLD else f"T {entry.msgid}"
    file.metadata["X-Translation-Origin"] = origin
    file.save()
    assert main(["update"]) == 0


@pytest.fixture
def mended(site: Site) -> Site:
    """A translated page whose author has mended a spelling since."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    write(site, OLD)
    translate(site)
    write(site, NEW)
    assert main(["update"]) == 0
    return site


def paragraph(site: Site, url: str) -> str:
    return text_of(site.html(url).find(".//div[@class='prose']"))  # type: ignore[arg-type]


def test_readers_keep_the_translation_and_are_told(mended: Site) -> None:
    """It ends with a star, has a class, and the notice counts it with the day of its text."""
    mended.build()
    page = mended.html("tk/one/")
    (stale,) = page.findall(".//*[@class='stale']")
    assert (text_of(stale), stale.get("lang")) == (f"{SAID} *", None)
    (notice,) = page.findall(".//aside")
    assert text_of(notice).startswith("* 1 ")
    assert "2026-njy ýylyň 23-nji noýabry" in text_of(notice)
    assert "machine" not in text_of(notice)


def test_the_parallel_page_marks_it_too(mended: Site) -> None:
    """The target's half has the star; both voices count it."""
    mended.build()
    page = mended.html("en-tk/one/")
    (stale,) = page.findall(".//*[@class='stale']")
    assert (text_of(stale), stale.get("lang")) == (f"{SAID} *", "tk")
    assert [text_of(one)[:4] for one in page.findall(".//aside")] == ["* 1 ", "* 1 "]
    assert "(23 November 2026)" in text_of(page.findall(".//aside")[0])


def test_it_is_counted_apart(mended: Site, capsys: Capture) -> None:
    """`check` warns of it, `stats` and the status page count it neither here nor there."""
    (found,) = findings()
    assert (found.severity, found.check) == ("warning", "stale")
    capsys.readouterr()
    assert main(["stats", "--format", "json"]) == 0
    (language,) = json.loads(capsys.readouterr().out)["languages"]
    counts = next(one for one in language["pages"] if one["page"] == "one")["messages"]
    assert (counts["stale"], counts["fuzzy"]) == (1, 0)
    mended.build()
    assert "1 passage follows an earlier version" in text_of(mended.html("status/"))


def test_a_setting_turns_it_off(mended: Site) -> None:
    """Without grace readers see the source, as a fallback."""
    mended.set("BILINGUAL['grace'] = False")
    mended.build()
    assert paragraph(mended, "tk/one/").startswith(NEW)
    assert not mended.html("tk/one/").findall(".//*[@class='stale']")
    mended.set("BILINGUAL['grace'] = True")
    mended.build()
    assert paragraph(mended, "tk/one/").startswith(SAID)


@pytest.mark.parametrize(
    "tamper",
    [
        lambda text: re.sub(r"# translated: .*\n", "", text),
        lambda text: re.sub(r"(# translated: )\w+", r"\g<1>00000000", text),
        lambda text: re.sub(r"#\| msgid .*\n", "", text),
        lambda text: text.replace(SAID, f"{SAID} Başga."),
        lambda text: text.replace('#| msgid "The ministry, ', '#| msgid "The police, '),
    ],
    ids=["no certificate", "wrong certificate", "no previous msgid", "touched", "another text"],
)
def test_what_update_does_not_vouch_for_has_no_grace(mended: Site, tamper: object) -> None:
    """Another program's guess, a person's doubt, a change of either text: the source."""
    text = po(mended).read_text("utf-8")
    changed = tamper(text)  # type: ignore[operator]
    assert changed != text
    po(mended).write_text(changed, encoding="utf-8")
    mended.build()
    assert paragraph(mended, "tk/one/").startswith(NEW)


def test_a_message_that_a_person_has_doubted_stays_in_doubt(site: Site) -> None:
    """Fuzzy before its source changed is fuzzy after."""
    write(site, OLD)
    translate(site)
    po(site).write_text(
        po(site).read_text("utf-8").replace(f'msgid "{OLD}"', f'#, fuzzy\nmsgid "{OLD}"'), "utf-8"
    )
    write(site, NEW)
    assert main(["update"]) == 0
    site.build()
    assert SAID not in text_of(site.html("tk/one/"))


@pytest.mark.parametrize("new", ["receives no cameras", "recieves 30 cameras", "recieves phones"])
def test_a_change_of_weight_shows_the_source(site: Site, new: str) -> None:
    """As before there was any grace."""
    write(site, OLD)
    translate(site)
    write(site, OLD.replace("recieves the cameras", new))
    assert main(["update"]) == 0
    site.build()
    assert SAID not in text_of(site.html("tk/one/"))


def test_a_term_of_the_list_weighs(mended: Site) -> None:
    """A text in which a term of `terms.csv` comes or goes waits for a person."""
    head = "source,translation,part_of_speech,note,status,reviewer\n"
    mended.write("translations/tk/terms.csv", f"{head}receives,alýar,verb,,proposed,\n")
    mended.build()
    assert paragraph(mended, "tk/one/").startswith(NEW)


def test_a_translation_that_the_check_refuses_has_no_grace(mended: Site) -> None:
    """It is judged beside the source as it is now."""
    bad = SAID.replace("kameralary", "7 kamerany")
    write(mended, OLD)
    assert main(["update"]) == 0
    po(mended).write_text(po(mended).read_text("utf-8").replace(SAID, bad), "utf-8")
    write(mended, NEW)
    assert main(["update"]) == 0
    mended.build()
    assert paragraph(mended, "tk/one/").startswith(NEW)


def test_a_machine_draft_stays_one(site: Site) -> None:
    """A page whose other texts are reviewed is a draft while one of a machine's is stale."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    write(site, OLD)
    translate(site, "machine")
    write(site, NEW)
    assert main(["update"]) == 0
    site.build()
    (notice,) = site.html("tk/one/").findall(".//aside")
    assert len(notice.findall("p")) == 2


def test_the_star_stays_wherever_the_text_stands(site: Site) -> None:
    """Key points have it in lists, too, and summaries in feeds."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    write(site, "Text.", "All of it, here.", "A point, here.")
    translate(site)
    write(site, "Text.", "All of it here.", "A point here.")
    assert main(["update"]) == 0
    site.build()
    points = site.html("tk/one/").findall(".//section[@class='keypoints']//li")
    assert [text_of(one) for one in points] == ["T A point, here. *"]
    assert "T A point, here. *" in text_of(site.html("tk/"))
    assert "T All of it, here.\u00a0*" in (site.output / "tk/feed.xml").read_text("utf-8")


def test_titles_have_no_grace(site: Site) -> None:
    """They stand in lists, menus and other programs' windows: there is no element to mark."""
    write(site, "Text.")
    translate(site)
    page = site.root / "content/one.md"
    page.write_text(page.read_text("utf-8").replace("Title: One", "Title: One."), "utf-8")
    assert main(["update"]) == 0
    site.build()
    assert text_of(site.html("tk/one/").find(".//h1")) != "T One"  # type: ignore[arg-type]


def test_a_text_that_returns_is_translated_again(mended: Site) -> None:
    """Undone, the change leaves no trace; the day stays out of the way."""
    write(mended, OLD)
    assert main(["update"]) == 0
    assert "translated: " not in po(mended).read_text("utf-8")
    mended.build()
    assert paragraph(mended, "tk/one/").startswith(f"{SAID}T End.")


def test_a_translated_page_says_which_text_it_follows(site: Site) -> None:
    """The day of the source's last change, by its front matter; the original says nothing."""
    site.set(f'THEME = "{PROJECT / "theme"}"')
    write(site, "Text.")
    page = site.root / "content/one.md"
    page.write_text(
        page.read_text("utf-8").replace("Slug:", "Modified: 2026-11-25\nSlug:"), "utf-8"
    )
    translate(site)
    site.build()
    assert "2026-njy ýylyň 25-nji noýabry" in text_of(site.html("tk/one/").findall(".//dl")[-1])
    assert not site.html("en/one/").findall(".//main//dl")
    assert '"POT-Creation-Date: 2026-11-25 00:00+0000\\n"' in po(site).read_text("utf-8")


def test_the_preview_shows_what_was_mended(mended: Site) -> None:
    """The mark says `stale`, and shows the change of the source word by word."""
    mended.build(BILINGUAL_PREVIEW=True)
    (mark,) = mended.html("tk/one/").findall(".//span[@class='message stale']")
    assert [text_of(one) for one in mark.iter("del")] == ["recieves"]
    assert [text_of(one) for one in mark.iter("ins")] == ["receives"]


def test_a_book_tells_it_too(mended: Site) -> None:
    """In its chapter, with the day, beside the star."""
    mended.build(BILINGUAL_FORMATS=True)
    text = next((mended.output).rglob("*-tk.txt")).read_text("utf-8")
    assert f"{SAID} *" in " ".join(text.split())
    assert "2026-njy ýylyň 23-nji noýabry" in text

"""A message is written where it stands: seen at once, judged, and saved in its catalog."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from browsing import AUDIT, RULES, page_in
from playwright.sync_api import Browser, Page, expect
from previewing import COMMAND, ENVIRONMENT, Preview, eventually, serving
from support import Site, from_npm, snapshot, tool

from pelican.plugins.bilingual.catalog.catalog import anchor

FIRST, SECOND, THIRD = "There are 12 cameras.", "See `code` here.", "The last one."
OTHER = "There are 13 cameras."
ENTRIES = f"""\
msgctxt "title"
msgid "A title"
msgstr "Ady"

msgid "{FIRST}"
msgstr "12 kamera bar."

#, fuzzy
#| msgid "Read `code` here."
msgid "{SECOND}"
msgstr "`code` okaň."

msgid "{THIRD}"
msgstr ""
"""
SHOWN = "> 12 kamera bar.", ">fuzzy</a>", ">untranslated</a>", ">Ady<"
"""The page of these entries: it reloads no more."""
PATIENCE = 40_000
NAME = "translations/tk/LC_MESSAGES/one.po"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, Site]]:
    root = tmp_path_factory.mktemp("editor") / "site"
    root.mkdir()
    site = Site(root)
    site.page("one", f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    site.catalog("one", ENTRIES)
    site.page("two", OTHER, title="Two")
    site.catalog("two", f'msgid "{OTHER}"\nmsgstr "Ol ýerde 13 kamera bar."\n')
    site.catalog("site", 'msgctxt "setting"\nmsgid "Site"\nmsgstr "Saýt"\n')
    site.write(
        "translations/tk/terms.csv",
        "source,translation,part_of_speech,note,status,reviewer\ncamera,kamera,noun,,proposed,\n",
    )
    for line in (
        ["init", "--quiet"],
        ["config", "user.name", "Aýna"],
        ["add", "--all"],
        ["config", "user.email", "ayna@example.org"],
        ["commit", "--quiet", "-m", "One"],
    ):
        git(root, *line)
    with serving(root) as found:
        assert eventually(lambda: found.shows("/tk/one/", "12 kamera")), found.log.read_text()
        yield found, site


def git(root: Path, *line: str) -> str:
    """What git says; it must not fail."""
    command = [tool("git", "git"), "-C", str(root), *line]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.fixture
def at(preview: tuple[Preview, Site], chromium: Browser) -> Iterator[tuple[Page, Site, Preview]]:
    """The page, with its catalog as it was in the beginning."""
    server, site = preview
    site.catalog("one", ENTRIES)
    assert eventually(lambda: all(map(server.ask("/tk/one/").body.__contains__, SHOWN)))
    with page_in(chromium) as page:
        page.goto(f"{server.url}tk/one/")
        yield page, site, server


def opened(page: Page, msgid: str, context: str | None = None) -> Any:
    """The editor of a message, opened by the keyboard alone."""
    expect(page.get_by_role("region", name="Translation of this page")).to_be_visible()
    page.locator(f"#{anchor((context, msgid))} a").focus()
    page.keyboard.press("Enter")
    area = page.get_by_role("textbox", name="Translation, Türkmençe")
    expect(area).to_be_focused()
    return area


def catalog(site: Site) -> str:
    return (site.root / NAME).read_text("utf-8")


def test_a_text_is_seen_in_its_place_as_it_is_typed_and_saved_in_the_catalog(
    at: tuple[Page, Site, Preview],
) -> None:
    """By the keyboard alone, with letters that it lacks; the next unfinished one opens."""
    page, site, _ = at
    area = opened(page, FIRST)
    area.fill("")
    page.keyboard.type("Ol ýerde 12 *kamera* bar")
    page.get_by_role("button", name="ň", exact=True).press("Enter")
    page.keyboard.type(".")
    held = page.locator(f":has(> #{anchor((None, FIRST))})")
    expect(held.locator("em")).to_have_text("kamera")
    expect(held).to_contain_text("Ol ýerde 12 kamera barň.")
    assert "12 kamera bar." in catalog(site), "nothing is saved before it is asked for"
    page.keyboard.press("Control+Enter")
    expect(area).to_have_value("`code` okaň.")
    assert 'msgstr "Ol ýerde 12 *kamera* barň."' in catalog(site)
    page.keyboard.press("Escape")
    expect(held).to_contain_text("Ol ýerde 12 kamera barň.", timeout=PATIENCE)


def test_what_the_check_refuses_can_be_saved_as_fuzzy_only(
    at: tuple[Page, Site, Preview],
) -> None:
    """A wrong number is named as one types, and readers do not get it."""
    page, site, _ = at
    area = opened(page, FIRST)
    area.fill("21 kamera bar.")
    expect(page.get_by_role("list", name="What the check says")).to_contain_text("21")
    expect(page.locator(f":has(> #{anchor((None, FIRST))})")).to_contain_text(FIRST)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status")).to_contain_text("21")
    assert "21 kamera" not in catalog(site)
    page.get_by_role("button", name="As fuzzy").press("Enter")
    expect(area).to_have_value("`code` okaň.")
    assert re.search(rf'#, fuzzy\nmsgid "{FIRST}"\nmsgstr "21 kamera bar\."', catalog(site))


def test_a_fuzzy_text_shows_what_has_changed_and_is_reviewed_with_a_name(
    at: tuple[Page, Site, Preview],
) -> None:
    """The mark signs this very pair; what was in doubt is gone from the entry."""
    page, site, _ = at
    area = opened(page, SECOND)
    source = page.locator(".preview-editor .source")
    expect(source.locator("del")).to_contain_text("Read")
    expect(source.locator("ins")).to_contain_text("See")
    area.fill("Şu ýerde seret: ")
    page.get_by_role("button", name="`code`").press("Enter")
    page.get_by_role("textbox", name="Your name").fill("Aýna")
    page.get_by_role("button", name="Save and review").press("Enter")
    expect(area).to_have_value("")  # the next one, which is missing
    found = re.search(rf'((?:#.*\n)*)msgid "{SECOND}"\nmsgstr "(.*)"', catalog(site))
    assert found
    assert "# reviewed: " in found[1]
    assert "Aýna" in found[1]
    assert "fuzzy" not in found[1]
    assert "#|" not in found[1]
    assert found[2] == "Şu ýerde seret: `code`"


def test_a_message_that_was_saved_meanwhile_is_not_overwritten(
    at: tuple[Page, Site, Preview],
) -> None:
    """Both texts are shown, and a person chooses; other messages of the file are no conflict."""
    page, site, _ = at
    area = opened(page, FIRST)
    area.fill("Bu ýerde 12 kamera bar.")
    site.catalog("one", ENTRIES.replace("12 kamera bar.", "Jemi 12 kamera."))
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("status")).to_contain_text("Jemi 12 kamera.")
    assert "Jemi 12 kamera." in catalog(site)
    site.catalog("one", ENTRIES.replace("12 kamera bar.", "Jemi 12 kamera.") + "\n# a line\n")
    page.get_by_role("button", name="Keep mine").press("Enter")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved: translated")
    assert "Bu ýerde 12 kamera bar." in catalog(site)
    assert "# a line" in catalog(site)


def test_what_is_typed_outlives_the_page(at: tuple[Page, Site, Preview]) -> None:
    """Closed by Esc, and reloaded: the text is there when the editor opens again; undo undoes."""
    page, site, _ = at
    opened(page, THIRD).fill("Soňkusy")
    page.keyboard.press("Escape")
    expect(page.locator(f"#{anchor((None, THIRD))} a")).to_be_focused()
    page.reload()
    area = opened(page, THIRD)
    expect(area).to_have_value("Soňkusy")
    page.get_by_role("button", name="Undo").press("Enter")
    expect(area).to_have_value("")
    assert "Soňkusy" not in catalog(site)


def test_the_keys_lead_from_one_message_to_the_next(at: tuple[Page, Site, Preview]) -> None:
    """`n` opens the first unfinished one, Alt with arrows the neighbours; the terms are offered."""
    page, _, _ = at
    expect(page.get_by_role("region", name="Translation of this page")).to_contain_text("left here")
    page.keyboard.press("n")
    area = page.get_by_role("textbox", name="Translation, Türkmençe")
    expect(area).to_have_value("`code` okaň.")
    page.keyboard.press("Alt+ArrowUp")
    expect(area).to_have_value("12 kamera bar.")
    expect(page.get_by_role("button", name="camera → kamera")).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    expect(area).to_have_value("`code` okaň.")
    page.keyboard.press("Control+Shift+C")
    expect(area).to_have_value(SECOND)
    area.fill("`code` okaň.")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_editor_keeps_nobody_out(at: tuple[Page, Site, Preview], width: int) -> None:
    """axe finds nothing in it, and a phone need not scroll sideways."""
    page, _, _ = at
    page.set_viewport_size({"width": width, "height": 700})
    opened(page, FIRST)
    bar = page.get_by_role("region", name="Translation of this page")
    bar.get_by_role("button", name="Keys (?)").click()
    bar.get_by_role("button", name="Done").click()
    expect(bar.get_by_role("heading")).to_contain_text("changed")
    page.add_script_tag(path=from_npm("axe-core/axe.min.js"))
    found = page.evaluate(AUDIT, RULES)
    assert [one for one in found if "preview-" in one or "shadow" in one] == []
    for one in (".preview-editor", ".preview-bar"):
        box = page.locator(one).bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        inner = page.locator(f"{one} section")
        assert inner.evaluate("(one) => one.scrollWidth <= one.clientWidth")


def test_a_similar_text_of_another_page_is_taken_as_ones_own(
    at: tuple[Page, Site, Preview],
) -> None:
    """It says where it stands and how it was translated; saved, it is not fuzzy."""
    page, site, _ = at
    area = opened(page, FIRST)
    region = page.get_by_role("region", name="Edit this text")
    expect(region).to_contain_text("Similar in two:", timeout=PATIENCE)
    expect(region).to_contain_text(OTHER)
    page.get_by_role("button", name="Take it").press("Enter")
    expect(area).to_have_value("Ol ýerde 13 kamera bar.")
    area.fill("Ol ýerde 12 kamera bar.")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved: translated")
    assert f'\nmsgid "{FIRST}"\nmsgstr "Ol ýerde 12 kamera bar."' in catalog(site)


def test_a_title_and_the_themes_words_are_written_where_they_stand(
    at: tuple[Page, Site, Preview],
) -> None:
    """Titles at once, the theme's words when they are asked for; each in its own catalog."""
    page, site, _ = at
    area = opened(page, "A title", "title")
    expect(area).to_have_value("Ady")
    area.fill("Täze ady")
    expect(page.locator(f":has(> #{anchor(('title', 'A title'))})")).to_contain_text("Täze ady")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert 'msgstr "Täze ady"' in catalog(site)
    page.get_by_role("button", name="Theme's words").press("Enter")
    expect(page.locator(f"#{anchor(('setting', 'Site'))}")).to_be_visible()
    area = opened(page, "Site", "setting")
    expect(area).to_have_value("Saýt")
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    assert (site.root / "translations/tk/LC_MESSAGES/site.po").read_text("utf-8").count("Saýt") == 1


def test_what_was_done_is_shown_and_committed_alone(at: tuple[Page, Site, Preview]) -> None:
    """Files and diffs; the commit has the catalogs, the name of git's user, and nothing staged."""
    page, site, _ = at
    site.write("content/images/new.svg", "<svg/>")
    git(site.root, "add", "content/images/new.svg")
    area = opened(page, THIRD)
    count = int(git(site.root, "rev-list", "--count", "HEAD"))
    text = f"Soňkusy{'y' * count}."  # as in no commit before
    area.fill(text)
    page.keyboard.press("Control+Shift+Enter")
    expect(page.get_by_role("status")).to_contain_text("Saved")
    bar = page.get_by_role("region", name="Translation of this page")
    git_folder = site.root / ".git"
    (git_folder / "MERGE_HEAD").write_text(git(site.root, "rev-parse", "HEAD"))
    done = bar.get_by_role("button", name="Done")
    done.press("Enter")
    expect(bar).to_contain_text("in the midst of a merge")
    expect(bar.get_by_role("button", name="Commit")).to_have_count(0)
    (git_folder / "MERGE_HEAD").unlink()
    done.press("Enter")
    expect(bar.get_by_role("heading")).to_have_count(0)
    done.press("Enter")
    expect(bar.get_by_role("button", name="Commit")).to_be_visible()
    bar.get_by_text(NAME, exact=True).click()
    expect(bar.locator("ins", has_text=text)).to_be_visible()
    bar.get_by_role("textbox", name="What you have done").fill("The last one, in Turkmen")
    bar.get_by_role("button", name="Commit").press("Enter")
    expect(bar.get_by_role("status")).to_contain_text(NAME)
    said = git(site.root, "log", "-1", "--name-only", "--format=%an|%s")
    assert said.split("\n")[0] == "Aýna|The last one, in Turkmen"
    assert NAME in said
    assert all(one.endswith(".po") for one in said.split("\n")[1:] if one)
    assert "A  content/images/new.svg" in git(site.root, "status", "--porcelain")


def test_the_editor_speaks_the_translators_language(
    preview: tuple[Preview, Site], chromium: Browser
) -> None:
    """As the browser prefers it, until somebody chooses another one."""
    server, _ = preview
    with page_in(chromium, locale="tk-TM") as page:
        page.goto(f"{server.url}tk/one/")
        bar = page.get_by_role("region", name="Şu sahypanyň terjimesi")
        expect(bar).to_contain_text("galdy")
        bar.get_by_role("combobox").select_option("en")
        expect(page.get_by_role("region", name="Translation of this page")).to_be_visible()


def test_what_is_wrong_is_said_in_the_translators_language(
    at: tuple[Page, Site, Preview], chromium: Browser
) -> None:
    """The check's findings and the server's refusals; what nobody has translated says so."""
    _, site, server = at
    with page_in(chromium, locale="tk-TM") as page:
        page.goto(f"{server.url}tk/one/")
        expect(page.get_by_role("region", name="Şu sahypanyň terjimesi")).to_be_visible()
        page.locator(f"#{anchor((None, FIRST))} a").press("Enter")
        area = page.get_by_role("textbox", name="Terjime, Türkmençe")
        area.fill("[21](https://b.example) kamera bar.")
        findings = page.get_by_role("list", name="Barlagyň aýdýany")
        number = "Terjimede şu san ýetmeýär: 12, şu san bolsa artyk: 21; düzediň"
        expect(findings).to_contain_text(number)
        link = "Asyl tekstde ýok: href=https://b.example baglanyşygy; ony aýryň."
        expect(findings).to_contain_text(link)
        expect(findings.locator("[lang=en]")).to_have_count(0)
        status = page.get_by_role("status")
        area.press("Control+Enter")
        expect(status).to_contain_text("aýryň")
        page.get_by_role("textbox", name="Adyňyz").fill("")
        page.get_by_role("button", name="Ýazmak we barlanan diýip bellemek").press("Enter")
        expect(status).to_contain_text("Barlaga gol çekilýär")
        page.route(
            "**/save",
            lambda route: route.continue_(
                headers={**route.request.headers, "x-preview-token": "of an earlier run"}
            ),
        )
        area.press("Control+Enter")
        expect(status).to_contain_text("öňki işledilişinden galypdyr")
        site.catalog("one", ENTRIES.replace("12 kamera bar.", "21 kamera bar."))
        assert eventually(lambda: "lacks 12 and has 21;" in server.ask("/tk/one/").body)
        page.reload()
        mark = page.locator(".message.refused .said")
        expect(mark).to_contain_text("Terjimede şu san ýetmeýär: 12")
        expect(mark).to_have_attribute("lang", "tk")
        page.locator(f"#{anchor((None, FIRST))} a").press("Enter")
        site.catalog("one", ENTRIES.replace('msgid "A title"', 'msgid "A title'))
        area.fill("13 kamera bar.")
        expect(findings.locator("[lang=en]")).to_contain_text(NAME)
        expect(status.locator("[lang=en]")).to_have_count(0)


def test_the_page_does_not_jump(at: tuple[Page, Site, Preview]) -> None:
    """A text stays where it is when its editor opens, when the next one opens, and at the end."""
    page, _, _ = at
    page.set_viewport_size({"width": 1000, "height": 900})
    top = "id => document.getElementById(id).parentElement.getBoundingClientRect().top"
    page.add_style_tag(content="body { padding-block: 2000px }")
    first, second = (anchor((None, one)) for one in (FIRST, SECOND))
    page.locator(f"#{first} a").scroll_into_view_if_needed()
    expect(page.get_by_role("region", name="Translation of this page")).to_be_attached()
    before = page.evaluate(top, first)
    area = opened(page, FIRST)
    assert page.evaluate(top, first) == pytest.approx(before, abs=1)
    before = page.evaluate(top, second)
    page.keyboard.press("Alt+ArrowDown")
    expect(area).to_have_value("`code` okaň.")
    shown = page.evaluate(top, second)
    assert 0 <= shown <= before + 1
    page.keyboard.press("Escape")
    assert page.evaluate(top, second) == pytest.approx(shown, abs=1)


def test_what_the_check_refuses_is_left_to_do(at: tuple[Page, Site, Preview]) -> None:
    """It is translated in its catalog, and no reader sees it: the next unfinished one."""
    page, site, _ = at
    site.catalog("one", ENTRIES.replace("12 kamera bar.", "21 kamera bar."))
    expect(page.locator(".message.refused")).to_be_visible()
    bar = page.get_by_role("region", name="Translation of this page")
    expect(bar).to_contain_text("3 left here")
    page.keyboard.press("n")
    area = page.get_by_role("textbox", name="Translation, Türkmençe")
    expect(area).to_have_value("21 kamera bar.")


def test_the_keys_are_listed(at: tuple[Page, Site, Preview]) -> None:
    """`?` shows them and puts them away."""
    page, _, _ = at
    bar = page.get_by_role("region", name="Translation of this page")
    expect(bar).to_be_visible()
    page.keyboard.press("?")
    expect(bar).to_contain_text("Ctrl+Enter")
    page.keyboard.press("?")
    expect(bar).not_to_contain_text("Ctrl+Enter")


def token(preview: Preview) -> str:
    found = re.search(r'data-token="?([\w-]+)', preview.ask("/tk/one/").body)
    assert found
    return found[1]


def post(preview: Preview, what: str, given: Any, key: str) -> tuple[int, str]:
    body = given if isinstance(given, bytes) else json.dumps(given).encode()
    answer = preview.ask(f"/.preview/{what}", "POST", body, X_Preview_Token=key)
    return answer.status, answer.body


ODD: list[Any] = [
    b"", b"{", b"[]", b"null", b"1", b'"x"', b"\xff", {}, {"name": NAME}, {"name": 1, "id": 1},
    {"name": "pelicanconf.py", "id": "m-1", "texts": ["x"]},
    {"name": "../../etc/passwd", "id": "m-1", "texts": ["x"]},
    {"name": NAME, "id": "m-nothing", "texts": ["x"]},
    {"name": NAME, "id": anchor((None, FIRST)), "texts": "x", "kind": "translated", "seen": {}},
    {"name": NAME, "id": anchor((None, FIRST)), "texts": [], "kind": "translated", "seen": {}},
    {"name": NAME, "id": anchor((None, FIRST)), "texts": ["12\x07"], "kind": "translated",
     "seen": {"texts": ["12 kamera bar."], "fuzzy": False}},
    {"name": NAME, "id": anchor((None, FIRST)), "texts": ["12", "12"], "kind": "translated",
     "seen": {"texts": ["12 kamera bar."], "fuzzy": False}},
    {"name": NAME, "id": anchor((None, FIRST)), "texts": ["12"], "kind": "obsolete",
     "seen": {"texts": ["12 kamera bar."], "fuzzy": False}},
    {"name": NAME, "id": anchor((None, FIRST)), "texts": ["12 x"], "kind": "reviewed", "by": " ",
     "seen": {"texts": ["12 kamera bar."], "fuzzy": False}},
]  # fmt: skip


@pytest.mark.parametrize("what", ["save", "trial", "commit"])
def test_a_request_that_makes_no_sense_changes_nothing(
    at: tuple[Page, Site, Preview], what: str
) -> None:
    """4xx with a reason, whatever is sent; and without the token not even that."""
    _, site, server = at
    before, key = snapshot(site.root / "translations"), token(server)
    for one in ODD:
        status, body = post(server, what, one, key)
        assert status == 200 if what == "trial" and status == 200 else 400 <= status < 500, one
        assert str(site.root) not in body
    assert post(server, what, {"name": NAME}, "guess")[0] == 403
    assert snapshot(site.root / "translations") == before
    assert "ASGI" not in server.log.read_text()


def others(site: Site) -> dict[str, bytes]:
    """The files of a site that no save has to do with."""
    made = "translations", "content", "output", ".cache", ".git"  # builds exchange some of them
    rest = [one for one in sorted(site.root.iterdir()) if not one.name.startswith(made)]
    files = {one.name: one.read_bytes() for one in rest if one.is_file()}
    return {**files, **{one.name: b"a folder" for one in rest if one.is_dir()}}


def test_two_hundred_saves_at_once_lose_nothing(at: tuple[Page, Site, Preview]) -> None:
    """While `bilingual update` renews the same files again and again, or says that it cannot.

    And while an editor outside saves a catalog of its own; nothing else is written.
    """
    _, site, server = at
    key, pages = (
        token(server),
        {f"many-{page}": [f"Text {n} of page {page}." for n in range(20)] for page in range(10)},
    )
    for one, texts in pages.items():
        site.page(one, "\n\n".join(texts), title=one)
        site.catalog(one, "\n".join(f'msgid "{text}"\nmsgstr ""\n' for text in texts))
    assert eventually(lambda: all(server.ask(f"/tk/{one}/").status == 200 for one in pages))

    def save(job: tuple[str, int]) -> int:
        given = {
            "name": f"translations/tk/LC_MESSAGES/{job[0]}.po",
            "id": anchor((None, pages[job[0]][job[1]])),
            "texts": [f"{job[1]}-nji tekst, {job[0].removeprefix('many-')}-nji sahypa."],
            "seen": {"texts": [""], "fuzzy": False},
            "kind": "translated",
        }
        return post(server, "save", given, key)[0]

    done, own = Event(), site.root / NAME
    before = others(site)

    def edit() -> str:
        number = 0
        while not done.is_set():
            number += 1
            site.catalog("one", ENTRIES.replace("12 kamera bar.", f"12 kamera bar, {number}."))
            done.wait(0.05)
        return f"12 kamera bar, {number}."

    def renew() -> int:
        count = 0
        while not done.is_set():
            for one, texts in pages.items():
                site.page(one, "\n\n".join([f"A new line {count}.", *texts]), title=one)
            line = [*COMMAND, "update"]
            run = subprocess.run(
                line,
                cwd=site.root,
                env=ENVIRONMENT,
                capture_output=True,
                check=False,
                timeout=120,
            )
            assert b"Traceback" not in run.stderr, run.stderr.decode()
            count += run.returncode == 0
        return count

    with ThreadPoolExecutor(22) as several:
        renewed, edited = several.submit(renew), several.submit(edit)
        try:
            jobs = [(one, number) for number in range(20) for one in pages]
            assert set(several.map(save, jobs)) == {200}
        finally:
            done.set()
        assert renewed.result() >= 1
        assert edited.result() in own.read_text("utf-8")
    assert others(site) == before
    for one in pages:
        text = (site.root / f"translations/tk/LC_MESSAGES/{one}.po").read_text("utf-8")
        assert [n for n in range(20) if f'"{n}-nji tekst, ' not in text] == []


WITHOUT = """\
import sys
class Gone:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("starlette", "uvicorn") or "bilingual.preview" in name:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Gone())
from pelican import main
main(["-o", "output"])
"""


def test_a_published_site_is_the_same_without_the_preview(site: Site) -> None:
    """To the byte, where neither it nor what it needs can be imported; and nothing names it."""
    site.page("one", "Good day.")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    site.build()
    before = snapshot(site.output)
    shutil.rmtree(site.output)
    shutil.rmtree(site.root / ".cache", ignore_errors=True)
    line = [sys.executable, "-c", WITHOUT]
    subprocess.run(line, cwd=site.root, env=ENVIRONMENT, check=True, timeout=120)
    assert snapshot(site.output) == before
    assert [path for path, data in before.items() if b"preview" in data] == []

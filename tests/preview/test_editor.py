"""A message is written where it stands: seen at once, judged, and saved in its catalog."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from browsing import AUDIT, RULES, page_in
from playwright.sync_api import Browser, Page, expect
from previewing import COMMAND, ENVIRONMENT, Preview, eventually, serving
from support import Site, from_npm, snapshot

from pelican.plugins.bilingual.catalog.catalog import anchor

FIRST, SECOND, THIRD = "There are 12 cameras.", "See `code` here.", "The last one."
ENTRIES = f"""\
msgid "{FIRST}"
msgstr "12 kamera bar."

#, fuzzy
#| msgid "Read `code` here."
msgid "{SECOND}"
msgstr "`code` okaň."

msgid "{THIRD}"
msgstr ""
"""
PATIENCE = 40_000
NAME = "translations/tk/LC_MESSAGES/one.po"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Preview, Site]]:
    root = tmp_path_factory.mktemp("editor") / "site"
    root.mkdir()
    site = Site(root)
    site.page("one", f"{FIRST}\n\n{SECOND}\n\n{THIRD}")
    site.catalog("one", ENTRIES)
    site.write(
        "translations/tk/terms.csv",
        "source,translation,part_of_speech,note,status,reviewer\ncamera,kamera,noun,,proposed,\n",
    )
    with serving(root) as found:
        assert eventually(lambda: found.shows("/tk/one/", "12 kamera")), found.log.read_text()
        yield found, site


@pytest.fixture
def at(preview: tuple[Preview, Site], chromium: Browser) -> Iterator[tuple[Page, Site, Preview]]:
    """The page, with its catalog as it was in the beginning."""
    server, site = preview
    site.catalog("one", ENTRIES)
    assert eventually(lambda: ">fuzzy</a>" in server.ask("/tk/one/").body)
    assert eventually(lambda: ">untranslated</a>" in server.ask("/tk/one/").body)
    with page_in(chromium) as page:
        page.goto(f"{server.url}tk/one/")
        yield page, site, server


def opened(page: Page, msgid: str) -> Any:
    """The editor of a message, opened by the keyboard alone."""
    expect(page.get_by_role("region", name="Translation of this page")).to_be_visible()
    page.locator(f"#{anchor((None, msgid))} a").focus()
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
    page.add_script_tag(path=from_npm("axe-core/axe.min.js"))
    found = page.evaluate(AUDIT, RULES)
    assert [one for one in found if "preview-editor" in one or "shadow" in one] == []
    box = page.locator(".preview-editor").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    inner = page.locator(".preview-editor section")
    assert inner.evaluate("(one) => one.scrollWidth <= one.clientWidth")


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


@pytest.mark.parametrize("what", ["save", "trial"])
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


def test_two_hundred_saves_at_once_lose_nothing(at: tuple[Page, Site, Preview]) -> None:
    """While `bilingual update` renews the same files again and again, or says that it cannot."""
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

    done = Event()

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

    with ThreadPoolExecutor(21) as several:
        renewed = several.submit(renew)
        try:
            jobs = [(one, number) for number in range(20) for one in pages]
            assert set(several.map(save, jobs)) == {200}
        finally:
            done.set()
        assert renewed.result() >= 1
    for one in pages:
        text = (site.root / f"translations/tk/LC_MESSAGES/{one}.po").read_text("utf-8")
        assert [n for n in range(20) if f'"{n}-nji tekst, ' not in text] == []


def test_a_published_site_has_nothing_of_the_preview(site: Site) -> None:
    """A build imports none of it, and so is the same where it is not installed."""
    site.page("one", "Good day.")
    program = (
        "import sys; from pelican import main; main(['-o', 'output'])\n"
        "own = [one for one in sys.modules if 'bilingual.preview' in one]\n"
        "sys.exit(bool(own or {'starlette', 'uvicorn'} & {*sys.modules}))"
    )
    subprocess.run(
        [sys.executable, "-c", program], cwd=site.root, env=ENVIRONMENT, check=True, timeout=60
    )
    pages = {path: data for path, data in snapshot(site.output).items() if b"preview" in data}
    assert list(pages) == []

"""Search: a page per language that finds by script, and is a list in order without one."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import (
    AUDIT,
    KEPT,
    PHONE,
    RULES,
    WATCH,
    Host,
    asked_for,
    file_of,
    hosted,
    page_in,
    policy,
    text_size,
)
from playwright.sync_api import Browser, Page, Route, expect
from searching import FIELD, STATUS, find, folder, index_of, rows, wait_for_index
from support import Site, from_npm, parse_html, text_of
from walk import links, target

from pelican.plugins.bilingual.finish.weight import weigh
from pelican.plugins.bilingual.language.turkmen.alphabet import LETTERS, sort_key
from pelican.plugins.bilingual.publish import search_page
from pelican.plugins.bilingual.publish.copies.archive import SITE_FOLDER, zip_site

KEYBOARDS = ("Turkmen", "plain", "Cyrillic")
PAGE, INDEX, BUDGET = 9000, 20_000, 12_000
"""The most that the page, its index, and a page with a longer list may weigh, under gzip."""


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    with page_in(chromium) as found:
        yield found


def letters(output: Path, tag: str) -> dict[str, list[str]]:
    """The list of a search page: titles by the letter above them."""
    root = parse_html((output / tag / "search/index.html").read_text("utf-8"))
    (block,) = [one for one in root.iter("div") if one.get("class") == "letters"]
    heads, lists = block.findall("h2"), block.findall("ul")
    return {
        text_of(head): [text_of(link) for link in entries.iter("a")]
        for head, entries in zip(heads, lists, strict=True)
    }


@pytest.mark.parametrize("column", range(3), ids=KEYBOARDS)
def test_every_query_of_the_table_finds_its_page(page: Page, host: Host, column: int) -> None:
    """Turkmen words, endings, beginnings and slips, from three keyboards."""
    page.goto(f"{host.url}tk/search/")
    lost = []
    for row in rows("tk.txt"):
        whole, some = find(page, row[column])
        if row[3] not in [folder(one) for one in (whole or some)[:10]]:
            lost.append((row[column], row[3], whole))
    assert not lost


def test_every_english_query_finds_its_page(page: Page, host: Host) -> None:
    """English words in their forms."""
    page.goto(f"{host.url}en/search/")
    typed = [(query, wanted, find(page, query)[0]) for query, wanted in rows("en.txt")]
    assert not [one for one in typed if one[1] not in [folder(found) for found in one[2]]]


def test_titles_come_before_headings_and_headings_before_texts(
    themed: Site, chromium: Browser
) -> None:
    """A page that has all words comes before every page that has some."""
    themed.page("c", "Nothing else.", title="Cameras")
    themed.page("b", "## Cameras\n\nWords.", title="Second")
    themed.page("a", "A camera and a law.", title="Third")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        assert [folder(one) for one in find(page, "camera")[0]] == ["c", "b", "a"]
        whole, some = find(page, "camera law")
        assert [folder(one) for one in whole] == ["a"]
        assert [folder(one) for one in some] == ["c", "b"]
        assert find(page, "zebra") == ([], [])
        expect(page.locator(STATUS)).to_have_text("Nothing found.")
        assert find(page, " ?! ") == ([], [])
        expect(page.locator(STATUS)).to_have_text("")


@pytest.mark.parametrize("tag", ["en", "tk"])
def test_the_page_and_its_index_are_light(flagship: Path, tag: str) -> None:
    """On this site; the list may grow to its share of the budget, in longer words, too."""
    text = (flagship / tag / "search/index.html").read_text("utf-8")
    assert weigh(text) <= PAGE
    before, _, rest = text.partition("<div class=letters>")
    after = rest[rest.index("<script>") :]
    assert weigh(before + after) + BUDGET * search_page._BESIDE + 500 <= BUDGET
    assert weigh(index_of(flagship, tag).read_text("utf-8")) <= INDEX


def test_the_index_is_fetched_once_when_it_is_needed(
    chromium: Browser, host: Host, flagship: Path
) -> None:
    """Opening the page is one request, using the field one more, then come the first pages found.

    Nothing is kept or shown of what was typed.
    """
    with page_in(chromium) as page:
        page.add_init_script(WATCH)
        said: list[str] = []
        page.on("console", lambda one: said.append(one.text))
        page.on("pageerror", lambda one: said.append(one.message))
        requests = asked_for(page)
        page.goto(f"{host.url}tk/search/", wait_until="networkidle")
        address = page.url
        assert requests == [address]
        wait_for_index(page)
        assert requests[1:] == [f"{address}{index_of(flagship, 'tk').name}"]
        page.type(FIELD, "gozegcilik")
        page.locator("[role=search] li a").first.wait_for()
        whole, _ = find(page, "kamera")
        page.locator("[role=search] p mark").nth(1).wait_for()
        page.wait_for_load_state("networkidle")
        pages = [one.removeprefix(f"{host.url}tk/") for one in requests[2:]]
        assert set(pages) <= {one.removeprefix("/") for one in whole}
        assert len(pages) == len({*pages}) <= 3
        assert page.url == address
        assert page.evaluate("history.length") == 2  # about:blank, and the page
        assert page.evaluate(KEPT) == []
        assert page.evaluate("window.violations") == []
        assert not said


def test_typing_alone_shows_results(page: Page, host: Host) -> None:
    """Without Enter, after the first letters."""
    page.goto(f"{host.url}tk/search/")
    page.type(FIELD, "гөзегч")
    page.locator("[role=search] li a").first.wait_for()


def test_enter_leads_to_the_first_result_and_tab_to_the_next(page: Page, host: Host) -> None:
    """A keyboard is enough."""
    page.goto(f"{host.url}tk/search/")
    whole, _ = find(page, "gözegçilik")
    assert len(whole) > 1
    here = "() => document.activeElement.href"
    assert page.evaluate(here).endswith(whole[0])
    page.keyboard.press("Tab")
    assert page.evaluate(here).endswith(whole[1])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{whole[1]}")


def test_the_count_is_announced_and_the_field_has_a_name(page: Page, host: Host) -> None:
    """A screen reader hears how many results there are; the field's label is its name."""
    page.goto(f"{host.url}en/search/")
    assert page.get_by_role("search").get_by_role("searchbox", name="Type a word").is_visible()
    whole, _ = find(page, "privacy")
    expect(page.get_by_role("status")).to_have_text(f"{len(whole)} results")
    whole, _ = find(page, "highway")
    assert len(whole) == 1
    expect(page.locator(STATUS)).to_have_text("1 result")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_break_no_rule_of_accessibility(page: Page, host: Host, scheme: Any) -> None:
    """With results of both kinds on the page, axe finds nothing."""
    page.emulate_media(color_scheme=scheme)
    page.goto(f"{host.url}en/search/")
    page.evaluate(from_npm("axe-core/axe.min.js").read_text("utf-8"))
    whole, some = find(page, "camera debate")
    assert whole
    assert some
    page.locator("[role=search] p mark").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate(AUDIT, RULES) == []
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("width", [PHONE, 1280])
def test_results_fit_with_text_twice_as_large(page: Page, host: Host, width: int) -> None:
    """At 320 px and with 200% nothing is wider than the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{host.url}tk/search/")
    text_size(page, 32)
    find(page, "gözegçilik kamera")
    page.locator("[role=search] p mark").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    text_size(page, 16)


def test_the_field_asks_browsers_to_keep_nothing(flagship: Path) -> None:
    """No completion, no spelling service, no form, and so no way into an address."""
    for tag in ("en", "tk"):
        root = parse_html((flagship / tag / "search/index.html").read_text("utf-8"))
        (field,) = [one for one in root.iter("input") if one.get("type") == "search"]
        assert field.get("autocomplete") == "off"
        assert field.get("spellcheck") == "false"
        assert field.get("name") is None
        assert not list(root.iter("form"))


def test_a_copy_on_a_disk_can_be_searched(chromium: Browser, flagship: Path) -> None:
    """From `file://`, where a page may not fetch."""
    with page_in(chromium) as page:
        page.goto((flagship / "tk/search/index.html").as_uri())
        wait_for_index(page)
        assert "technological-dependence" in [folder(one) for one in find(page, "Гыргызыстан")[0]]


def test_the_offline_archive_can_be_searched(
    chromium: Browser, flagship: Path, tmp_path: Path
) -> None:
    """The zip holds the index; results lead to files of the archive."""
    data = zip_site(flagship, "", ())
    zipfile.ZipFile(io.BytesIO(data)).extractall(tmp_path)
    with page_in(chromium) as page:
        page.goto((tmp_path / SITE_FOLDER / "tk/search/index.html").as_uri())
        wait_for_index(page)
        find(page, "kompaniýalaryň")
        link = page.locator("[role=search] li a").first
        assert link.get_attribute("href", timeout=1000)
        link.click()
        assert page.locator("h1").inner_text()
        assert page.url.endswith("/index.html")


def test_the_sums_and_every_build_have_the_same_index(flagship: Path, themed: Site) -> None:
    """The index is one of the files that are signed, and the same sources make it again."""
    for tag in ("en", "tk"):
        file = index_of(flagship, tag)
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        assert f"{digest}  {tag}/search/{file.name}\n" in (flagship / "SHA256SUMS").read_text()
        assert digest.startswith(file.stem)
    themed.page("one", "Some words.")
    first = index_of(themed.build(), "en")
    name, data = first.name, first.read_bytes()
    second = index_of(themed.build(), "en")
    assert (second.name, second.read_bytes()) == (name, data)


def test_only_the_search_page_has_a_script_and_only_its_own(flagship: Path) -> None:
    """Its policy names the hash of the one script; no other page's policy allows any."""
    for path in flagship.rglob("*.html"):
        root = parse_html(path.read_text("utf-8"))
        scripts = [one for one in root.iter("script") if not one.get("type")]
        rules = policy(root)
        if path.parent.name != "search":
            assert not scripts
            assert "script-src" not in rules
            continue
        (script,) = scripts
        digest = base64.b64encode(hashlib.sha256((script.text or "").encode()).digest()).decode()
        assert rules["script-src"] == [f"'sha256-{digest}'", "'strict-dynamic'", "'self'"]
        assert rules["connect-src"] == ["'self'"]
        assert rules["default-src"] == ["'none'"]
        assert rules["form-action"] == ["'none'"]


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_no_other_script_runs_on_the_search_page(
    chromium: Browser, flagship: Path, tmp_path: Path, scheme: str
) -> None:
    """One that gets into the page by its markup is refused, inline or from the same host."""
    output = tmp_path / "output"
    shutil.copytree(flagship / "tk", output / "tk")
    file = output / "tk/search/index.html"
    text = file.read_text("utf-8")
    bad = "<script>window.ran = 1</script><script src=x.js></script><b onclick='ran=1'>b</b>"
    file.write_text(text.replace("<h1>", f"{bad}<h1>"), "utf-8")
    (output / "tk/search/x.js").write_text("window.ran = 1", "utf-8")
    with hosted(output) as host, page_in(chromium) as page:
        page.goto(f"{host.url}tk/search/" if scheme == "http" else file.as_uri())
        page.locator("b").first.click()
        assert page.evaluate("window.ran") is None
        assert find(page, "kamera")[0]


@pytest.mark.parametrize("tag", ["en", "tk"])
def test_without_script_it_is_a_complete_list(
    chromium: Browser, host: Host, flagship: Path, tag: str
) -> None:
    """No field that does nothing; every page, topic and explained word, with a link that works."""
    with page_in(chromium, java_script_enabled=False) as page:
        page.goto(f"{host.url}{tag}/search/")
        assert not page.locator(FIELD).is_visible()
        assert not page.locator("[role=search]").is_visible()
        assert page.locator(".letters a").count() > 10
    root = parse_html((flagship / tag / "search/index.html").read_text("utf-8"))
    (block,) = [one for one in root.iter("div") if one.get("class") == "letters"]
    found = {target(f"{tag}/search/index.html", link)[0] for _, link in links(block)}
    there = {path.relative_to(flagship).as_posix() for path in flagship.glob(f"{tag}/*/index.html")}
    there |= {
        one.relative_to(flagship).as_posix() for one in flagship.glob(f"{tag}/topics/*/*.html")
    }
    lists = {f"{tag}/{name}/index.html" for name in ("search", "newsletters")}
    assert found == there - lists


def test_the_list_is_in_the_order_of_the_alphabet(flagship: Path, themed: Site) -> None:
    """Turkmen has an order of its own; letters stand above their entries, once each."""
    found = letters(flagship, "tk")
    titles = [title for same in found.values() for title in same]
    assert titles == sorted(titles, key=sort_key)
    capitals = [one.upper() for one in LETTERS]
    assert [*found] == sorted(found, key=capitals.index)
    names = ["Çaý", "Ädik", "Žurnal", "Nan", "Ňňň", "Şa", "Sary", "Ýaz", "Yz", "Zat", "Dil"]
    for number, name in enumerate(names):
        title = f"T{'abcdefghijk'[number]}"
        themed.page(f"p{number}", title=title)
        themed.catalog(f"p{number}", f'msgctxt "title"\nmsgid "{title}"\nmsgstr "{name}"\n')
    themed.page("digits", title="“5G”")
    themed.page("other", title="…")
    themed.page("accent", title="Église")
    output = themed.build()
    assert [*letters(output, "tk")] == [*"#", "0–9", *"ÇDEÄŽNŇSŞYÝZ"]
    assert [*letters(output, "en")] == ["#", "0–9", "E", "T"]


HOSTILE = '<img src=x onerror="ran=1">&amp;"\'</script><script>ran=1</script>'


def test_a_translator_s_title_stays_text(themed: Site, chromium: Browser) -> None:
    """Markup in titles and texts is shown as it is written, in the list and among results."""
    title = HOSTILE.replace('"', '\\"')
    themed.page("one", "Words.", title="One")
    themed.page("two", "Words.", title=HOSTILE)
    themed.catalog("one", f'msgctxt "title"\nmsgid "One"\nmsgstr "{title}"\n')
    output = themed.build()
    with hosted(output) as host, page_in(chromium) as page:
        for tag in ("en", "tk"):
            page.goto(f"{host.url}{tag}/search/")
            whole, _ = find(page, "onerror")
            assert whole
            assert "onerror" in page.locator("[role=search] li a").first.inner_text()
            assert page.evaluate("window.ran") is None
            assert not page.locator("main img").count()


def test_an_index_that_does_not_arrive_is_said_and_asked_for_again(
    chromium: Browser, host: Host
) -> None:
    """Until then titles are searched; the next tap on the field tries again."""
    with page_in(chromium) as page:
        page.route("**/*.js", lambda route: route.abort())
        page.goto(f"{host.url}en/search/")
        page.focus(FIELD)
        page.wait_for_timeout(200)
        whole, _ = find(page, "safe city", index=False)
        assert "safe-city" in [folder(one) for one in whole]
        expect(page.locator(STATUS)).to_contain_text("Only titles were searched")
        page.unroute("**/*.js")
        wait_for_index(page)
        assert find(page, "highway")[0]
        expect(page.locator(STATUS)).to_have_text("1 result")


@pytest.mark.parametrize("tag", ["en", "tk"])
def test_every_page_leads_to_the_search(flagship: Path, tag: str) -> None:
    """Indexes, topics, articles, pages, the front door and the page for lost links."""
    search = f"{tag}/search/index.html"

    def leads(address: str) -> bool:
        root = parse_html(file_of(flagship, address).read_text("utf-8"))
        base = "/site" if address == "404.html" else ""
        return any(target(address, link, base)[0] == search for _, link in links(root))

    lists = ("", "404.html", f"{tag}/", f"{tag}/topics/privacy/")
    for address in (*lists, f"{tag}/safe-city/", f"{tag}/about/"):
        assert leads(address), address


def test_search_engines_are_not_shown_the_search(flagship: Path) -> None:
    """It is `noindex`, and the sitemap does not name it."""
    assert "/search/" not in (flagship / "sitemap.xml").read_text("utf-8")
    for tag in ("en", "tk"):
        root = parse_html((flagship / tag / "search/index.html").read_text("utf-8"))
        metas = {one.get("name"): one.get("content") for one in root.iter("meta")}
        assert metas["robots"] == "noindex"


def test_what_is_not_published_is_not_found(themed: Site) -> None:
    """Drafts and hidden pages are neither in the list nor in the index; fallbacks are."""
    themed.page("one", "Common words.", title="Listed")
    for status in ("draft", "hidden"):
        for path in (f"{status}.md", f"pages/{status}.md"):
            head = f"Title: Secret {path[:-3]}\nDate: 2026-01-02\nStatus: {status}"
            themed.write(f"content/{path}", f"{head}\n\nZebra.\n")
    output = themed.build()
    for tag in ("en", "tk"):
        assert letters(output, tag) == {"L": ["Listed"]}
        script = index_of(output, tag).read_text("utf-8")
        assert "zebra" not in script
        assert "w" in script


def test_in_the_preview_it_works_too(themed: Site, chromium: Browser) -> None:
    """There the page has no policy, and the marks of the preview are not indexed."""
    themed.page("one", "A camera.", title="Listed")
    themed.catalog("one", 'msgid "A camera."\nmsgstr "Kamera."\n')
    with hosted(themed.build(BILINGUAL_PREVIEW=True)) as host, page_in(chromium) as page:
        page.goto(f"{host.url}tk/search/")
        wait_for_index(page)
        assert len(find(page, "kameralar")[0]) == 1


def test_in_neutral_mode_nothing_tells_what_was_searched(themed: Site, chromium: Browser) -> None:
    """The page has the site's neutral title, the index's name tells nothing, links are neutral."""
    themed.set('BILINGUAL["neutral"] = "Page"')
    themed.page("surveillance", "A camera.", title="Surveillance")
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}en/search/")
        whole, _ = find(page, "surveillance")
        assert page.title() == "Page"
        assert re.fullmatch("[0-9a-f]{6}", folder(whole[0]))
        assert re.fullmatch(r"[0-9a-f]{8}\.js", index_of(themed.output, "en").name)


def test_it_can_be_left_out(themed: Site) -> None:
    """By the setting, or by a theme without the template; then nothing leads to it."""
    themed.page("one", "Text.")
    themed.set('BILINGUAL["search"] = False')
    output = themed.build()
    assert not list(output.rglob("search"))
    assert "/search/" not in "".join(one.read_text("utf-8") for one in output.rglob("*.html"))
    themed.set('THEME = "simple"\nBILINGUAL["search"] = True')
    assert not list(themed.build().rglob("search"))


def test_a_page_at_its_address_is_refused(themed: Site) -> None:
    """Before anything is written, with the remedy."""
    themed.page("search", "Text.")
    message = themed.failure()
    assert message.startswith("content/search.md: The page has the address of the search page, en/")
    assert "Give it another slug, or set BILINGUAL['search'] = False." in message
    assert not themed.output.exists()


@pytest.mark.parametrize("line", ["Aliases: search", "Save_as: en/search/index.html"])
def test_so_is_one_that_leads_or_is_written_there(themed: Site, line: str) -> None:
    themed.write("content/one.md", f"Title: One\nDate: 2026-01-02\nSlug: one\n{line}\n\nText.")
    assert "content/one.md: The page has the address of the search page" in themed.failure()


def test_a_word_that_is_none_costs_nothing(themed: Site) -> None:
    """Nobody searches for more than a hundred letters in a row."""
    themed.page("one", f"{'a' * 50_000} quarry {'b' * 50_000}")
    index = index_of(themed.build(), "en").read_text("utf-8")
    assert "quar" in index
    assert "aaaa" not in index


def test_signs_before_a_title_do_not_count_in_the_order(themed: Site) -> None:
    for slug, title in (("a", "#MeToo"), ("b", "Apple"), ("c", "Zebra"), ("d", "– 5G")):
        themed.page(slug, "Text.", title=title)
    assert list(letters(themed.build(), "en")) == ["0–9", "A", "M", "Z"]


def test_a_text_with_the_sign_between_texts_shifts_no_count(
    themed: Site, chromium: Browser
) -> None:
    themed.page("one", "Text.", title="Quarry")
    themed.catalog("site", 'msgid "Nothing found."\nmsgstr "Hiç | zat ýok."\n\n')
    with hosted(themed.build()) as host, page_in(chromium) as page:
        page.goto(f"{host.url}tk/search/")
        wait_for_index(page)
        find(page, "zzzzzz")
        expect(page.locator(STATUS)).to_have_text("Hiç ¦ zat ýok.")
        find(page, "quarry")
        expect(page.locator(STATUS)).to_have_text("1 result")


def test_a_page_in_the_place_of_the_index_is_no_index(chromium: Browser, host: Host) -> None:
    """A portal that answers for everything: as if nothing had arrived, and asked for again."""
    with page_in(chromium) as page:
        page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))
        page.goto(f"{host.url}en/search/")
        page.focus(FIELD)
        page.wait_for_timeout(200)
        assert find(page, "safe city", index=False)[0]
        expect(page.locator(STATUS)).to_contain_text("Only titles were searched")
        page.unroute("**/*.js")
        wait_for_index(page)
        assert find(page, "highway")[0]


def test_an_index_above_its_budget_comes_in_parts(themed: Site) -> None:
    """Whatever makes it heavy: no build stops for what its words weigh."""
    words = " ".join(hashlib.sha256(bytes([n % 256, n >> 8])).hexdigest() for n in range(15_000))
    themed.write("content/long.md", f"Title: Long\nDate: 2026-01-02\nSummary: {words}\n\nText.\n")
    (found,) = (themed.build() / "en/search").glob("*/words.js")
    assert re.fullmatch(r"[0-9a-f]{8}", found.parent.name)
    files = [weigh(one.read_text("utf-8")) for one in found.parent.glob("p*.js")]
    assert len(files) > 1
    assert max(files) < 6000


def test_a_page_in_one_language_alone_is_listed_there(themed: Site) -> None:
    """A page that somebody wrote in Turkmen by itself, topics and words without entries."""
    themed.page("one", "Text.")
    themed.write("content/own.md", "Title: Özbaşdak\nDate: 2026-01-02\nLang: tk\n\nSözler.\n")
    output = themed.build()
    assert [*letters(output, "tk")] == ["A", "Ö"]
    assert [*letters(output, "en")] == ["A"]


def test_the_keyboard_s_place_is_kept_when_the_index_arrives(
    chromium: Browser, host: Host, flagship: Path
) -> None:
    """Who has gone to a result that a title gave is still there when the words come."""
    with page_in(chromium) as page:
        held: list[Route] = []
        page.route("**/*.js", lambda one: held.append(one))  # noqa: PLW0108 # Playwright marks it
        page.goto(f"{host.url}en/search/")
        find(page, "city", index=False)
        assert page.evaluate("document.activeElement.tagName") == "A"
        expect(page.locator(STATUS)).to_contain_text("So far only titles")
        held[0].fulfill(path=index_of(flagship, "en"), content_type="text/javascript")
        page.wait_for_timeout(300)
        assert page.evaluate("document.activeElement.tagName") == "A"
        assert "So far only titles" not in page.inner_text(STATUS)


def test_the_cyrillic_edition_is_searched_in_both_alphabets(
    themed: Site, chromium: Browser
) -> None:
    """Its list is in the order of its own alphabet."""
    themed.set('BILINGUAL["languages"]["tk-Cyrl"] = "Түркменче"')
    for name, title, body in (
        ("one", "Ýol", "Gözegçilik barada."),
        ("two", "Jan", "Şäher."),
        ("three", "Zat", "Söz."),
    ):
        themed.page(name, f"{name} text", title=name)
        themed.catalog(
            name,
            f'msgctxt "title"\nmsgid "{name}"\nmsgstr "{title}"\n\n'
            f'msgid "{name} text"\nmsgstr "{body}"\n',
        )
    with hosted(themed.build()) as host, page_in(chromium) as page:
        assert letters(themed.output, "tk-Cyrl") == {"Ё": ["Ёл"], "Җ": ["Җан"], "З": ["Зат"]}
        page.goto(f"{host.url}tk-Cyrl/search/")
        for typed in ("gozegciligin", "гөзегчилик", "ýol"):
            assert [folder(one) for one in find(page, typed)[0]] == ["one"]


def test_who_comes_back_finds_what_was_typed(page: Page, host: Host) -> None:
    """By Back from a result; the address never has it."""
    page.goto(f"{host.url}en/search/")
    address = page.url
    find(page, "surveillance")
    first = page.locator("[role=search] li a").first
    first.click()
    page.wait_for_url(lambda url: url != address)
    page.go_back()
    page.wait_for_selector("[role=search] li a")
    assert page.locator(FIELD).input_value() == "surveillance"
    page.locator("[role=search] p mark").first.wait_for()
    assert page.url == address

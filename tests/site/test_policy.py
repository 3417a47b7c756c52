"""The Content-Security-Policy: pages that ask for it get the strictest, or are refused."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import PROJECT, Site, parse_html, snapshot, text_of
from walk import pages

from pelican.plugins.bilingual.finish.markup import Document
from pelican.plugins.bilingual.finish.policy import breaches, policy

ACTION = "https://lists.example.org/subscription/form"
BASE = """\
<!DOCTYPE html>
<html lang="{{ language.tag }}">
<head>
<meta http-equiv="Content-Security-Policy" content="">
<meta charset="utf-8">
<title>{{ SITENAME|e }}</title>
<style>body { color: red } .unused { color: blue } p::before { content: "it's" }</style></head>
<body>
<main>{% block content %}{% endblock %}</main>
</body>
</html>
"""


@pytest.fixture
def strict(site: Site) -> Site:
    """A site whose pages ask for a policy, built once."""
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.write("templates/base.html", BASE)
    for kind in ("article", "page"):
        block = f"{{% block content %}}<div>{{{{ {kind}.content }}}}</div>{{% endblock %}}"
        site.write(f"templates/{kind}.html", f'{{% extends "base.html" %}}{block}')
    site.write("templates/index.html", '{% extends "base.html" %}')
    site.page("one", "Good day.")
    site.catalog("one", 'msgid "Good day."\nmsgstr "Salam."\n')
    site.build()
    return site


def policies(html: str) -> list[str]:
    metas = parse_html(html).iter("meta")
    return [one.get("content", "") for one in metas if one.get("http-equiv")]


def directives(html: str) -> dict[str, list[str]]:
    (text,) = policies(html)
    rows = [one.split() for one in text.split(";")]
    assert len({row[0] for row in rows}) == len(rows)
    return {row[0]: row[1:] for row in rows}


def test_a_page_shows_what_stands_in_it_and_does_nothing(strict: Site) -> None:
    """Every page, listings included, has the policy as the first thing in its head."""
    for path in strict.output.rglob("*.html"):
        html = path.read_text("utf-8")
        found = directives(html)
        style = found.pop("style-src")
        assert found == {
            "default-src": ["'none'"],
            "img-src": ["data:"],
            "form-action": ["'none'"],
            "base-uri": ["'none'"],
        }
        assert len(style) == 1
        head = parse_html(html).find("head")
        assert head is not None
        assert head[0].get("http-equiv") == "Content-Security-Policy"


def test_the_hash_is_that_of_the_style_element(strict: Site) -> None:
    """A browser hashes the text of the element as it arrives: pruned, quotes and all."""
    for path, root in pages(strict.output).items():
        (style,) = root.iter("style")
        text = style.text or ""
        assert ".unused" not in text
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        html = (strict.output / path).read_text("utf-8")
        assert f"<style>{text}</style>" in html
        assert directives(html)["style-src"] == [f"'sha256-{digest}'"], path
    assert "::before" in (strict.output / "en/one/index.html").read_text("utf-8")


@pytest.mark.parametrize("behind", ["\n</head>", " \n<meta name=x content=y></head>"])
def test_a_style_element_may_stand_anywhere_in_the_head(strict: Site, behind: str) -> None:
    """White space behind it is neither a style sheet nor lost elsewhere on the page."""
    strict.write("templates/base.html", BASE.replace("</style></head>", f"</style>{behind}"))
    strict.page("one", "*a* *b*\n\n    code\n\n<pre><b>a</b>\n<i>b</i> \n<b>c</b></pre>\n")
    strict.build()
    root = strict.html("en/one")
    assert "a b" in text_of(root)
    assert "a\nb \nc" in "".join(root.itertext())
    html = (strict.output / "en/one/index.html").read_text("utf-8")
    assert len(directives(html)["style-src"]) == 1


def test_text_behind_a_style_element_is_text(strict: Site) -> None:
    """An author's own style sheet within the text is pruned, what follows it is not."""
    strict.page("one", "<div><style>.x { a: b } div { c: d }</style> Words p { } here.</div>\n")
    strict.build()
    root = strict.html("en/one")
    assert [one.text for one in root.iter("style")][1] == "div{c:d}"
    assert "Words p { } here." in text_of(root)
    html = (strict.output / "en/one/index.html").read_text("utf-8")
    assert len(directives(html)["style-src"]) == 2


def test_a_style_element_that_has_become_empty_is_no_fault(strict: Site) -> None:
    """A page that can use no rule is written all the same."""
    base = re.sub(r"<style>.*</style>", "<style>.unused { a: b }</style>", BASE)
    strict.write("templates/base.html", base)
    strict.build()
    assert [text_of(one) for one in strict.html("en/one").iter("style")] == [""]


BREACHES = {
    "script": ("<script>alert(1)</script>", "<script>"),
    "script in capitals": ("<SCRIPT>alert(1)</SCRIPT>", "<script>"),
    "handler": ('<p onclick="x()">a</p>', "onclick of <p>"),
    "handler in capitals": ("<p ONCLICK=x()>a</p>", "onclick of <p>"),
    "style attribute": ('<p style="color:red">a</p>', "style of <p>"),
    "iframe": ('<iframe src="https://example.org/"></iframe>', "<iframe>"),
    "object": ('<object data="x.svg"></object>', "<object>"),
    "video": ('<video src="x.webm"></video>', "<video>"),
    "external image": ('<p><img src="https://example.org/x.png"></p>', "src="),
    "image by two slashes": ('<p><img src="//example.org/x.png"></p>', "src="),
    "image in sizes": ('<p><img src="data:," srcset="x.png 2x"></p>', "srcset="),
    "stylesheet": ('<link rel="stylesheet" href="x.css">', 'rel="stylesheet"'),
    "stylesheet among others": ('<link rel="alternate Stylesheet" href="x.css">', "tylesheet"),
    "prefetch": ('<link rel="prefetch" href="https://example.org/">', 'rel="prefetch"'),
    "preconnect": ('<link rel="preconnect" href="https://example.org/">', 'rel="preconnect"'),
    "icon": ('<link rel="icon" href="/favicon.ico">', "favicon.ico"),
    "refresh": ('<meta http-equiv="Refresh" content="0;url=//evil.example/">', "refresh"),
    "javascript link": ('<p><a href="javascript:x()">a</a></p>', "script in href"),
    "javascript in disguise": ('<p><a href=" JavaScript:x()">a</a></p>', "script in href"),
    "javascript in entities": ('<p><a href="java&#115;cript:x()">a</a></p>', "script in href"),
    "javascript with a tab": ('<p><a href="java&#9;script:x()">a</a></p>', "script in href"),
    "javascript in SVG": ('<svg><a xlink:href="javascript:x()"></a></svg>', "script in"),
    "image in SVG": ('<svg><image href="https://example.org/x.png"/></svg>', "<image>"),
    "use in SVG": ('<svg><use xlink:href="https://example.org/x.svg#y"/></svg>', "<use>"),
    "base": ('<base href="https://example.org/">', "<base>"),
    "import": ("<style>@import 'x.css';</style>", "style sheet that loads"),
    "url": ("<style>p { background: url(https://example.org/x.png) }</style>", "that loads"),
    "url in quotes": ("<style>p { background: URL( 'x.png' ) }</style>", "that loads"),
    "ping": ('<p><a href="#x" ping="https://example.org/">a</a></p>', "ping="),
    "form": ('<form action="https://evil.example/"><input></form>', "form"),
    "form without address": ("<form><input></form>", "form"),
    "button elsewhere": ('<p><button formaction="https://evil.example/">a</button></p>', "form"),
    "behind half a comment": (
        '<div><textarea><!--</textarea><iframe src="x"></iframe><!-- --></div>',
        "<iframe>",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BREACHES)
def test_what_the_policy_forbids_is_found(name: str) -> None:
    """Each construct is named, however it is written."""
    html, words = BREACHES[name]
    found = list(breaches(Document.read(f"<p>Text.</p>\n{html}\n<p>Text.</p>"), ""))
    assert found
    assert words in found[0]


@pytest.mark.parametrize("names", [["script"], [one for one in BREACHES if "comment" not in one]])
def test_a_forbidden_construct_stops_the_build(strict: Site, names: list[str]) -> None:
    """Errors name the source file and what is in it; the last good output is untouched."""
    before = snapshot(strict.output)
    strict.page("two", "\n\n".join(BREACHES[name][0] for name in names))
    message = strict.failure()
    assert {line.split(":")[0] for line in message.splitlines()} == {"content/two.md"}
    assert [name for name in names if BREACHES[name][1] not in message] == []
    assert not re.search(r"Traceback|Error\b", message), message
    assert snapshot(strict.output) == before


def test_each_fault_of_a_site_is_said_once(strict: Site) -> None:
    """A page in three versions is one line of the report."""
    strict.page("two", "<p onclick=x()>a</p>")
    strict.page("three", "<p onclick=x()>a</p>\n\n<iframe></iframe>")
    lines = strict.failure().splitlines()
    assert len(lines) == 3, lines
    assert [line.split(":")[0] for line in sorted(lines)] == [
        *["content/three.md"] * 2,
        "content/two.md",
    ]


@pytest.mark.parametrize("name", ["script", "style attribute", "external image"])
def test_in_the_preview_it_is_a_warning(
    strict: Site, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Who writes a page sees it, and what is wrong with it."""
    html, words = BREACHES[name]
    strict.page("two", f"Text.\n\n{html}\n")
    strict.build(BILINGUAL_PREVIEW=True)
    warnings = [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]
    assert [one for one in warnings if words in one and one.startswith("content/two.md: ")]
    assert "Text." in text_of(strict.html("en/two"))


ALLOWED = [
    '<p><a href="https://example.org/?a=b&amp;c=d">a</a></p>',
    '<p><img src="data:image/png;base64,AA==" alt="x"></p>',
    "<style>p { background: url(data:image/png;base64,AA==) } q { fill: url(#x) }</style>",
    '<svg viewBox="0 0 1 1"><use href="#x"/></svg>',
    '<meta http-equiv="refresh" content="0;url=../en/">',
    '<script type="application/ld+json">{"name": "onclick= url(x)"}</script>',
    '<link rel="icon" href="data:,"><link rel="canonical" href="https://example.org/">',
    "<details><summary>a</summary>b</details>",
    '<p title="javascript: is no link here, and onclick= no handler">a</p>',
    "<pre>&lt;script&gt;&lt;/script&gt; @import url(x)</pre>",
]


@pytest.mark.parametrize("html", ALLOWED)
def test_what_works_under_the_policy_is_no_fault(html: str) -> None:
    """Links, pictures and data within the page, and words that only look like code."""
    assert not list(breaches(Document.read(html), ""))


def test_cells_keep_their_side_without_a_style_attribute(strict: Site) -> None:
    """What Markdown writes as `style` becomes a class; a class that no rule names goes."""
    style = "<style>.right, .center { color: red } "
    strict.write("templates/base.html", BASE.replace("<style>", style))
    strict.page("two", "| a | b | c {.odd} |\n|--:|:-:|---|\n| d | e | f {.odd} |\n")
    strict.build()
    cells = [(one.get("class"), one.get("style")) for one in strict.html("en/two").iter("td")]
    assert cells == [("right", None), ("center", None), (None, None)]


def test_links_to_other_sites_tell_nothing(strict: Site) -> None:
    """An external link gets `rel=noreferrer`, unless its author or the whole page has said so."""
    strict.page("two", 'a [b](https://example.org/) [c](#x) <a rel="me" href="//a.example/">d</a>')
    strict.build()
    rels = [one.get("rel") for one in strict.html("en/two").iter("a")]
    assert rels == ["noreferrer", None, "me"]
    silent = '<meta name="referrer" content="no-referrer">'
    strict.write("templates/base.html", BASE.replace("<title>", f"{silent}<title>"))
    strict.build()
    rels = [one.get("rel") for one in strict.html("en/two").iter("a")]
    assert rels == [None, None, "me"]


FORM = '<form method="post" action="{{ newsletter.action|e }}"><input name="a"></form></main>'


@pytest.mark.parametrize("action", [ACTION, f"{ACTION}?list=1&amp;lang=x".replace("&amp;", "&")])
def test_a_newsletter_s_form_may_post_to_its_service(strict: Site, action: str) -> None:
    """`form-action` holds that address and no other, and the form is no fault."""
    strict.set(f'BILINGUAL["newsletter"] = {{"form": {{"action": "{action}"}}}}')
    strict.write("templates/base.html", BASE.replace("</main>", FORM))
    strict.build()
    html = (strict.output / "tk/one/index.html").read_text("utf-8")
    assert [one.get("action") for one in parse_html(html).iter("form")] == [action]
    assert [one.split("?")[0] for one in directives(html)["form-action"]] == [ACTION]


@pytest.mark.parametrize("action", ["https://a.example/;script-src *", "https://a.example/ *"])
def test_an_odd_address_adds_nothing_to_the_policy(action: str) -> None:
    """Marks that mean something in a policy cannot come in by the form's address."""
    rows = [row.split() for row in policy([], action).split(";")]
    assert sorted(row[0] for row in rows) == ["base-uri", "default-src", "form-action", "img-src"]
    assert all(len(row) == 2 for row in rows), rows


def test_a_theme_that_asks_for_no_policy_keeps_every_byte(site: Site) -> None:
    """The output of such a theme is what its templates render, script, comments and all."""
    html = (
        "<!-- a -->\n<html><body>\n<p>  a </p>\n<script>x</script>"
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'">'
        "<p style='a: b'>\n\n<img src=\"https://example.org/\"><style>.x { a: b }</style>"
    )
    site.set('THEME_TEMPLATES_OVERRIDES = ["templates"]')
    site.write("templates/article.html", html)
    site.page("one", "Text.")
    site.build()
    for tag in ("en", "tk"):
        assert (site.output / tag / "one/index.html").read_text("utf-8") == html


styles = st.lists(st.text(), max_size=3)


@settings(max_examples=200)
@given(styles)
def test_a_policy_has_one_hash_for_each_style_sheet(sheets: list[str]) -> None:
    """Equal ones share it; without any, no style is allowed."""
    text = policy(sheets, "")
    assert text.count("'sha256-") == len(set(sheets))
    assert ("style-src" in text) == bool(sheets)
    assert '"' not in text


@settings(max_examples=200)
@given(st.lists(st.sampled_from(["<p ", "<a ", "href=", "on", "x", '"', "'", ">", "<", "/", " "])))
def test_any_tag_soup_is_looked_through(pieces: list[str]) -> None:
    """A page that is no good HTML is judged, not crashed upon."""
    list(breaches(Document.read("".join(pieces)), ""))


SCRIPT = "const own = 1;"


@pytest.mark.parametrize(
    ("html", "fine"),
    [
        (f"<script>{SCRIPT}</script>", True),
        (f"<script>{SCRIPT} </script>", False),
        (f"<script>x</script>{SCRIPT}", False),
        (f"<script async>{SCRIPT}</script>", False),
        (f'<script src="x.js">{SCRIPT}</script>', False),
        (f"<script>{SCRIPT}</script><script>{SCRIPT}//</script>", False),
        (f'<script>{SCRIPT}</script><p onclick="x()">a</p>', False),
        ("<script></script>", False),
    ],
)
def test_the_search_page_may_have_its_one_script(html: str, fine: bool) -> None:
    """To the letter, in an element without attributes; every other page may have none."""
    assert (not list(breaches(Document.read(html), "", SCRIPT))) == fine
    assert list(breaches(Document.read(html), ""))
    (row,) = [one for one in policy([], "", SCRIPT).split(";") if one.startswith("script-src")]
    digest = base64.b64encode(hashlib.sha256(SCRIPT.encode()).digest()).decode()
    assert row == f"script-src 'sha256-{digest}' 'strict-dynamic' 'self'"


def test_a_page_cannot_bring_the_search_page_s_script(site: Site) -> None:
    """An article with the very script of the search page is refused."""
    site.set(f'THEME = "{PROJECT / "theme"}"\nTHEME_STATIC_PATHS = []')
    site.page("one", "Text.")
    site.build()
    (script,) = [one.text for one in site.html("en/search").iter("script")]
    site.page("two", f"Text.\n\n<script>{script}</script>\n")
    assert "content/two.md: <script> is not possible" in site.failure()

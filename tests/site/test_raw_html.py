"""Text in raw HTML, which no catalog has: said where it stands, and shown in its own language."""

from __future__ import annotations

import pytest
from support import Site, findings, text_of

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.source.raw import in_language, readable

# What stands on line 5 of a page, and what is said of it.
RAW = {
    "details": ("<details><summary>Read more</summary>\n\nHere.\n\n</details>", "Read more Here."),
    "a paragraph": ('<p class="x">By hand.</p>', "By hand."),
    "a table": ("<table><tr><td>Cell</td></tr></table>", "Cell"),
    "a picture's text": ('<figure><img src="a.png" alt="A map"></figure>', "A map"),
    "in HTML with Markdown": ('<div markdown="1">\n<p>Three</p>\n</div>', "Three"),
    "a title": ('<section title="Some words"><img src="a.png"></section>', "Some words"),
    "a name for those who listen": ('<nav aria-label="Contents"></nav>', "Contents"),
    "a button": ('<form><input type="submit" value="Send it"></form>', "Send it"),
    "the title of a tag with Markdown": (
        '<div markdown="1" title="Some words">\n\nText.\n\n</div>',
        "Some words",
    ),
    "the name of an empty one": ('<div markdown="1" aria-label="Some words"></div>', "Some words"),
    "in HTML with Markdown, a picture": (
        '<div markdown="1">\n<figure title="By hand"></figure>\n</div>',
        "By hand",
    ),
    "a long text": (f"<div>{'word ' * 30}</div>", "word word word word word word word word…"),
}
IN_TAG = ('<div markdown="1" t', '<div markdown="1" a', '<div markdown="1">\n<f')
"""Where Markdown is read already, and attributes are not."""
QUIET = {
    "Markdown": '<details markdown="1"><summary markdown="1">More</summary>\n\nHere.\n\n</details>',
    "a paragraph of Markdown": '<p class="x" markdown="1">By hand.</p>',
    "a table of Markdown": (
        '<table markdown="1"><tr markdown="1"><td markdown="1">Cell</td></tr></table>'
    ),
    "a comment": "<!-- Nothing to read. -->",
    "figures": "<div>1 – 2</div>",
    "code": "<pre><code>if x: y</code></pre>",
    "fenced code": "```\nif x: y\n```",
    "a script": "<script>word</script>",
    "the same everywhere": '<div translate="no">Huawei</div>',
    "inline": "Text <b>bold</b>.",
    "in an item": "* One\n\n    <div>Two</div>",
    "a note that ends in a list": "Text[^1].\n\n[^1]: Note\n\n    - one",
    "a picture in Markdown": '<div markdown="1">\n\n<img alt="words" src="a.png">\n\n</div>',
    "a name everywhere": '<div markdown="1" title="AGTS" translate="no">x</div>',
    "an attribute list": 'Text.\n{: title="Some words" aria-description="More" }',
    "skipped": "<!-- i18n:skip -->\n\n<div>Text</div>",
}


@pytest.mark.parametrize("name", RAW)
def test_text_that_nobody_can_translate_is_said(
    site: Site, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The build warns once, with file, line, text and remedy; `check` says the same."""
    html, text = RAW[name]
    site.page("one", f"{html}\n\nText.")
    site.build()
    warnings = [text for text in caplog.messages if "Raw HTML" in text]
    line = 5 + html[: html.index(text[:3])].count("\n")
    start = f"content/one.md:{line}: Raw HTML holds “{text}”, which nobody can translate"
    assert len(warnings) == 1
    assert warnings[0].startswith(start)
    assert ('as {: title="…" }' if html.startswith(IN_TAG) else 'markdown="1"') in warnings[0]
    (found,) = [one for one in findings() if one.check == "html"]
    assert (found.path, found.line, found.severity) == ("content/one.md", line, "warning")


@pytest.mark.parametrize("name", QUIET)
def test_what_can_be_translated_is_not_said(
    site: Site, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The remedy works; and code, comments and figures need no translation."""
    site.page("one", f"{QUIET[name]}\n\nText.")
    site.build()
    assert "Raw HTML" not in caplog.text


def test_it_says_its_language_on_other_editions(site: Site) -> None:
    """On the page in another language, and on that in both, its element has the source's `lang`."""
    site.page(
        "one",
        "<div>By hand.</div>\n\n* <p>Item</p>\n\n<p lang=ru>Текст</p>\n\nText.\n\n"
        '<div markdown="1">\n\n<h2>In it</h2>\n\n</div>\n\n'
        '<nav aria-label="Contents"></nav>\n\n<div markdown="1" aria-label="Words"></div>',
    )
    site.catalog("one", 'msgid "Text."\nmsgstr "Tekst."\n')
    site.build()
    for page in ("tk/one", "en-tk/one"):
        root = site.html(page)
        (element,) = [
            one for one in root.iter("div") if text_of(one) == "By hand." and not len(one)
        ]
        assert element.get("lang") == "en", page
        assert [one.get("lang") for one in root.iter("h2") if text_of(one) == "In it"] == ["en"]
        assert [one.get("lang") for one in root.iter("p") if text_of(one) == "Текст"] == ["ru"]
        for name in ("Contents", "Words"):
            assert [one.get("lang") for one in root.iter() if one.get("aria-label") == name] == [
                "en"
            ], page
    (element,) = [one for one in site.html("en/one").iter("div") if one.text == "By hand."]
    assert element.get("lang") is None


def test_stats_count_it(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """A column has the words that no catalog has; without any there is no such column."""
    site.page("one", '<div>Two words</div>\n\n<div markdown="1" title="by hand">Text</div>')
    site.page("two", "Text.")
    assert main(["stats"]) == 0
    head, *rows = capsys.readouterr().out.splitlines()
    assert head.split()[-1] == "untranslatable"
    assert {row.split()[1]: row.split()[-1] for row in rows}["one"] == "4"
    assert rows[-1].split()[-1] == "4"
    assert main(["stats", "--format", "json"]) == 0
    assert capsys.readouterr().out.count('"untranslatable": 4') == 2
    site.page("one", "Text.")
    assert main(["stats"]) == 0
    assert "untranslatable" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>x</div>\n<p>y</p>", '<div lang="en">x</div>\n<p lang="en">y</p>'),
        ("<p>x<p>y", '<p lang="en">x<p lang="en">y'),
        ('<div\nclass="a>b">x</div>', '<div\nclass="a>b" lang="en">x</div>'),
        ("<div>1<b>x</b></div>", '<div lang="en">1<b>x</b></div>'),
        ('<div lang="ru">x</div>', '<div lang="ru">x</div>'),
        ("<hr>\n<div>5</div>", "<hr>\n<div>5</div>"),
        ('<img alt="x">', '<img alt="x" lang="en">'),
        ('<img alt="x"/>', '<img alt="x" lang="en"/>'),
        ("</div>x<!-- y --><", "</div>x<!-- y --><"),
    ],
)
def test_the_outermost_elements_say_it(html: str, expected: str) -> None:
    """Each outermost element that people read something in gets one `lang`, once."""
    assert in_language(html, "en") == expected


def test_what_people_read_is_found() -> None:
    """Texts and alternative texts, in order; not code, not comments."""
    html = '<p>One <code>x</code><img alt="two">&amp; <b>three</b><!-- x --></p><style>a{}</style>'
    assert readable(html) == "One two & three"

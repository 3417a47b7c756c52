"""Hostile translations, driven through a build and looked at in the finished HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hostile import ATTACKS
from support import PROJECT, Site, findings, parse_html

from pelican.plugins.bilingual.catalog.catalog import Catalog, Message
from pelican.plugins.bilingual.check.page import check_site
from pelican.plugins.bilingual.check.rules import ERROR
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.language.characters import dangerous
from pelican.plugins.bilingual.project.urls import feed_url

# A page has each place once; `msgid: what stands before the attack in the msgstr`.
OWN = {
    ("href", "data:,"),
    ("href", "data:image/bmp;base64,Qk0eAAAAAAAAABoAAAAMAAAAAQABAAEAGAAiFYoA"),
    ("src", "data:image/gif;base64,R0lGODlhAQABAAAAACw="),
}
"""Addresses of the theme's icon and of the source's picture."""
SOURCE = """\
Title: Title of words
Date: 2026-01-02
Slug: {slug}
Tags: Big City
Summary: Summary of words.
Keypoints: Point of words.

Paragraph of words.

## Heading of words

## Styled heading {{: .styled title="Heading title" }}

- Item of words.

| Cell of words |
|---------------|
| Body of words |

Term of words
:   Definition of words.

> Quote of words.

!!! note "Admonition of words"
    Inside of words.

<div markdown="1" class="box">
Box of words.
</div>

<figure markdown="1">
<figcaption markdown="span">Caption of words</figcaption>
</figure>

See [the other]({{filename}}two.md) page.

Tag <b>bold</b> of words.

Both *strong* `code` and ![Alt](data:image/gif;base64,R0lGODlhAQABAAAAACw= "Tip") here.[^1]

Reference to [this][ref] and HTML.

Attributes of words.
{{: .lead title="Value of words" }}

[^1]: Footnote of words.

[ref]: https://example.org/ "Link title"

*[HTML]: Expansion of words
"""
PLACES: dict[str, str] = {
    "Paragraph of words.": "",
    "Heading of words": "",
    "Styled heading": "",
    "Heading title": "",
    "Item of words.": "",
    "Cell of words": "",
    "Body of words": "",
    "Term of words": "",
    "Definition of words.": "",
    "Quote of words.": "",
    "Admonition of words": "",
    "Inside of words.": "",
    "Box of words.": "",
    "Caption of words": "",
    "See [the other]({filename}two.md) page.": "Gör [başga]({filename}two.md) ",
    "Tag <b>bold</b> of words.": "Bellik <b>goýy</b> ",
    'Both *strong* `code` and ![Alt](data:image/gif;base64,R0lGODlhAQABAAAAACw= "Tip") here.[^1]': (
        '*Güýçli* `code` ![Surat](data:image/gif;base64,R0lGODlhAQABAAAAACw= "Maslahat").[^1] '
    ),
    "Reference to [this][ref] and HTML.": "Salgy [şu][ref] HTML ",
    "Attributes of words.": "",
    "Value of words": "",
    "Footnote of words.": "",
    "Link title": "",
    "Expansion of words": "",
}
FIELDS = {"title": "Title of words", "summary": "Summary of words.", "keypoints": "Point of words."}
FREE = {"em", "strong", "br", "abbr", "code"}
"""Text set otherwise: a translation may have more or less of it."""
READABLE = {"alt", "title", "aria-label", "content", "lang"}
URLS = {"href", "src", "action", "formaction", "data", "poster", "srcset", "content", "style"}
SCHEME = re.compile(r"(?:javascript|vbscript|data|file|blob|view-source|about):", re.I)


def po_text(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{text}"'


def entries(attack: str, field_prefix: str = "Salam ") -> str:
    found = []
    for name, msgid in FIELDS.items():
        found.append(f'msgctxt "{name}"\nmsgid {po_text(msgid)}\nmsgstr {po_text(attack)}\n')
    for msgid, prefix in PLACES.items():
        found.append(f"msgid {po_text(msgid)}\nmsgstr {po_text(prefix + attack)}\n")
    return "\n".join(found)


def in_any(address: str) -> str:
    """An address of a topic without the language that its list is in."""
    return re.sub(r"/(?:en|tk)(?=/topics/)", "", address)


def signature(root: Element) -> Iterator[str]:
    """Elements and attributes in order, but for emphasis, languages and the readers' text."""
    if root.tag == "aside" or (root.tag == "span" and root.get("class") == "preview"):
        return
    if root.tag == "section" and root.get("class") == "end":  # other pages, each its own
        return
    if root.get("href", "").startswith("#fnref"):  # one more for each half that refers to it
        assert re.fullmatch(r"#fnref\d*:1", root.get("href", ""))
        assert set(root.attrib) - {"class", "lang"} == {"href", "title"}
        return
    shown = root.tag not in FREE or (root.tag == "code" and bool(root.attrib))
    shown = shown and isinstance(root.tag, str)
    shown = shown and not (root.tag == "span" and set(root.attrib) <= {"lang"})
    if shown:
        names = sorted(
            name if name in READABLE and root.tag != "link" else f"{name}={in_any(value)}"
            for name, value in root.items()
            if name != "lang" and not (root.tag == "sup" and name == "id")
        )
        yield f"<{root.tag} {names}>" if names else f"<{root.tag}>"
    elif not isinstance(root.tag, str):
        yield "<!-- -->"
    for child in root:
        yield from signature(child)
    if shown:
        yield f"</{root.tag}>"


def pairs(root: Element) -> Iterator[tuple[Element, Element]]:
    """The halves of a parallel page's pairs; the target's half is taken out."""
    for holder in list(root.iter()):
        halves = [one for one in holder if one.get("lang") in {"en", "tk"} and one.tag != "a"]
        if len(halves) == 2 and [one.get("lang") for one in halves] == ["en", "tk"]:
            yield halves[0], halves[1]
            holder.remove(halves[1])


def marks(half: Element) -> Counter[str]:
    return Counter(one for child in half for one in signature(child))


def safe(root: Element, allowed: set[str]) -> None:
    """What a browser must find nowhere."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag in allowed, element.tag
        texts = [element.text or "", element.tail or ""]
        for name, value in element.items():
            assert not name.startswith("on"), (element.tag, name, value)
            texts.append(value)
            if name in URLS and (name, value) not in OWN:
                plain = re.sub(r"[\x00-\x20\x7f-\xa0\u200b-\u200f]", "", unquote(value))
                assert name == "content" or not SCHEME.match(plain), (element.tag, value)
                assert name == "content" or "evil" not in plain.lower(), (element.tag, value)
        for text in texts:
            assert not list(dangerous(text)), (element.tag, text)


def page(path: Path, slug: str) -> Element:
    """A page's tree; its own style sheet is known, and its addresses name no page."""
    text = re.sub(r"<style>.*?</style>", "", path.read_text("utf-8"), count=1, flags=re.DOTALL)
    text = text.replace('"article gaps"', '"article"')  # a page that has fallbacks is told
    return parse_html(re.sub(rf"\b{slug}(?=/)", "SLUG", text))


def compare(site: Site, slugs: list[str], allowed: set[str]) -> list[str]:
    """The pages whose structure is not that of the page without translation."""
    wrong = []
    expected = {
        tag: list(signature(page(site.output / tag / "plain/index.html", "plain")))
        for tag in ("en", "tk")
    }
    parallel = page(site.output / "en-tk/plain/index.html", "plain")
    list(pairs(parallel))
    expected["en-tk"] = list(signature(parallel))
    for slug in slugs:
        for tag, structure in expected.items():
            root = page(site.output / tag / slug / "index.html", slug)
            try:
                safe(root, allowed)
                for source, target in pairs(root) if tag == "en-tk" else ():
                    if target.get("class") != "untranslated":
                        more = marks(target) - marks(source)
                        assert not more, f"{more} {ElementTree.tostring(target)!r}"
                found = list(signature(root))
                differing = (p for p in zip(found, structure, strict=False) if p[0] != p[1])
                same = found == structure
                assert same, next(differing, "length")
            except AssertionError as error:
                wrong.append(f"{tag}/{slug}: {error}"[:400])
    return wrong


def translated(site: Site, slug: str, messages: str) -> None:
    """A page's catalog as people have written it: no draft, which a page would say."""
    path = site.catalog(slug, messages)
    text = path.read_text("utf-8")
    human = '"X-Translation-Origin: human\\n"\n"Language'
    path.write_text(text.replace('"Language', human, 1), "utf-8")


def attacked(site: Site, theme: str) -> list[str]:
    site.set(f"THEME = {theme!r}\nFEED_MAX_ITEMS = 1000")
    if theme != "simple":
        site.set("THEME_STATIC_PATHS = []")
    site.page("two", "Other page here.")
    for slug in ("plain", "harmless"):
        site.write(f"content/{slug}.md", SOURCE.format(slug=slug))
    translated(site, "harmless", entries("dünýä sözi"))
    slugs = []
    for number, (kind, attack) in enumerate(ATTACKS):
        slug = f"{kind}-{number}"
        site.write(f"content/{slug}.md", SOURCE.format(slug=slug))
        translated(site, slug, entries(attack if kind == "block" else f"Salam {attack}"))
        if attack.startswith(("[TOC]", "///", "<", "![]", "[")):
            translated(site, slug, entries(attack))
        slugs.append(slug)
    return slugs


@pytest.mark.parametrize("theme", ["simple", str(PROJECT / "theme")])
def test_no_attack_survives(site: Site, theme: str, caplog: pytest.LogCaptureFixture) -> None:
    """Pages and feeds hold what the source holds, whatever a msgstr says."""
    assert len(set(ATTACKS)) >= 200
    slugs = attacked(site, theme)
    site.build()
    reference = page(site.output / "tk/plain/index.html", "plain")
    allowed = {one.tag for one in reference.iter()} | FREE | {"aside", "b", "i", "span", "p"}
    allowed |= {"ul", "li", "section", "strong", "style", "details", "summary"}
    wrong = compare(site, ["harmless", *slugs], allowed)
    assert not wrong, "\n".join(wrong[:30]) + f"\n{len(wrong)}"
    warnings = [one.getMessage() for one in caplog.records if one.levelname == "WARNING"]
    assert not [one for one in warnings if "harmless.po" in one]
    for line in warnings:
        assert not re.search(r"tk/LC_MESSAGES/\w+-\d+\.po(?!:\d+: )", line), line
    refused_show_the_source(site, warnings)
    feed = ElementTree.parse(site.output / feed_url("tk/"))
    assert len(list(feed.iter("{http://www.w3.org/2005/Atom}entry"))) > len(ATTACKS)
    for content in feed.iter("{http://www.w3.org/2005/Atom}content"):
        safe(parse_html(content.text or ""), allowed | {"html", "head", "body"})


def refused_show_the_source(site: Site, warnings: list[str]) -> None:
    """The text of every message that is refused stands on the page in English, marked so."""
    trees: dict[str, Element] = {}
    places = re.findall(r"(?m)LC_MESSAGES/([\w-]+)\.po:(\d+): ", "\n".join(warnings))
    assert len(set(places)) > 3000
    for slug, line in set(places):
        lines = (site.root / f"translations/tk/LC_MESSAGES/{slug}.po").read_text("utf-8")
        msgid = lines.split("\n")[int(line) - 1].removeprefix("msgid ").strip('"')
        if msgid != "Paragraph of words." or slug == "harmless":
            continue
        tree = trees.setdefault(slug, page(site.output / "tk" / slug / "index.html", slug))
        assert [one.get("lang") for one in tree.iter("p") if one.text == msgid] == ["en"], slug


INERT = {
    *("<script", "<i", "<!--", "<!-- x", "<!DOCTYPE html>", "<!-->", "<!--->", "{{ config }}"),
    "<!doctype x [<!entity y 'z'>]>",
    "<img src=x onerror=alert(1)//",
    '<svg/id="@" onload=alert(1)>',
    "<![CDATA[x]]>",
    "<?php x ?>",
    "[x]\n(javascript:alert(1))",
    "\\[x](javascript:alert(1))",
    "[ref]: https://evil.example",
}
"""A browser shows them as the text that they are: Markdown makes nothing of them."""


def test_what_runs_or_leads_elsewhere_is_refused(site: Site) -> None:
    """Tags, links, handlers and characters are errors in a paragraph, by name and line."""
    kinds = ("tag", "closer", "comment", "handler", "link", "character")
    attacks = [one for kind, one in ATTACKS if kind in kinds]
    lines = [f"Word {'x' * number} of mine." for number in range(1, len(attacks) + 1)]
    site.page("one", "\n\n".join([*lines, "[ref]: https://example.org/"]))
    pairs = zip(lines, attacks, strict=True)
    site.catalog("one", "".join(f"msgid {po_text(a)}\nmsgstr {po_text(b)}\n\n" for a, b in pairs))
    found = findings()
    refused = {one.line for one in found if one.severity == ERROR}
    missed = [one for number, one in enumerate(attacks) if 9 + 3 * number not in refused]
    assert set(missed) <= INERT


@pytest.mark.parametrize("context", ["setting", "menu", "topic", None])
def test_texts_of_the_theme_hold_no_tag(context: str | None) -> None:
    """Site names, menus, topics and theme strings are printed as they are."""
    for kind, attack in ATTACKS:
        markup = kind in {"tag", "closer", "handler", "comment"} and re.search(r"<[/!?a-z]", attack)
        if not markup and kind not in {"character", "quote"}:
            continue
        message = Message("Words %(num)s", f"Söz %(num)s {attack}", False, False, 1)
        found = list(check_site(Catalog("x", {(context, message.msgid): message})))
        assert found or not re.search(r'<[a-z/!?]|["\u202e]', attack, re.I), attack


def test_every_plural_form_is_checked(site: Site) -> None:
    """A form that only some numbers show is no place to hide."""
    site.page("one")
    po = 'msgid "%(num)s word"\nmsgid_plural "%(num)s words"\nmsgstr[0] "söz"\n'
    site.catalog("site", f'{po}msgstr[1] "%(num)s <script>alert(1)</script>"\n')
    found = findings()
    assert [(one.check, one.line) for one in found if one.severity == ERROR] == [("tags", 9)] * 2


@pytest.mark.parametrize("text", ["%(num)999999999s", "%s", "%(num)s %5", "%(num)*d", "%c"])
def test_a_width_is_no_placeholder(site: Site, text: str) -> None:
    """A format that Python would print a billion spaces for is refused before it is tried."""
    site.page("one")
    site.catalog("site", f'msgid "%(num)s words"\nmsgstr "{text}"\n')
    with pytest.raises(BilingualError, match=r"site\.po:9: .*cannot be printed"):
        site.build()


@pytest.mark.parametrize(
    "slug", ["../x", "<b>", 'a" b', "javascript:x", "А", "é", "a--b", "{slug}"]
)
def test_a_slug_is_an_address_or_the_source_s(
    site: Site, caplog: pytest.LogCaptureFixture, slug: str
) -> None:
    """What cannot be an address is refused, with the catalog's line; nothing is written there."""
    site.page("one")
    site.catalog("one", f'msgctxt "slug"\nmsgid "one"\nmsgstr {po_text(slug)}\n')
    site.build()
    assert "one.po:9: The slug" in caplog.text
    pages = {path.parent.name for path in (site.output / "tk").rglob("index.html")}
    assert pages <= {"tk", "one"}
    assert not (site.root / "x").exists()


def test_control_characters_stop_the_build(site: Site) -> None:
    """No placeholder of Markdown's own and no terminal code comes through."""
    site.page("one")
    for character in ("\x02", "\x03", "\x00", "\x1b", "\x7f", "\x85", "\x9b", "\r", "\x08"):
        site.catalog("one", f'msgid "Text."\nmsgstr "A {character} b."\n')
        with pytest.raises(BilingualError, match=r"one\.po:(9|10): "):
            site.build()


def test_no_comment_lets_an_attack_through(site: Site) -> None:
    """`# noqa` accepts numbers; who writes a msgstr writes the comment, too."""
    site.page("one", "Good day.")
    noqa = "# noqa: tags, links, attributes, characters, blocks, numbers\n"
    site.catalog("one", f'{noqa}msgid "Good day."\nmsgstr "<script>alert(1)</script>"\n')
    site.build()
    assert not list(site.html("tk/one").iter("script"))


def test_a_gap_in_a_text_hides_nothing(site: Site) -> None:
    """A text whose title is not translated stands on the parallel page all the same."""
    site.page("one", '## Good day {: title="A tip" }')
    site.catalog("one", 'msgid "Good day"\nmsgstr "[x](javascript:alert(1)) <b onclick=x>y</b>"\n')
    site.build()
    for tag in ("tk", "en-tk"):
        safe(
            site.html(f"{tag}/one"),
            {one.tag for one in site.html("en/one").iter()} | {"span", "br"},
        )


LEGITIMATE: dict[str, tuple[str, ...]] = {
    'See [a](https://a.example/x) and [b](https://b.example/ "Tip").': (
        '[b](https://b.example/ "Maslahat") we [a](https://a.example/x) serediň.',
        "**[a](https://a.example/x)** — [*b*](https://b.example/ 'Tip').",
        'Gör: [“a”](https://a.example/x), [b](<https://b.example/> "x = y").',
    ),
    "Some *strong* words, `code` and 1,234.5 km.": (
        "Käbir güýçli sözler, `code` we 1 234,5 km.",
        "**Käbir** _güýçli_ sözler: 1\u00a0234,5 km, `code`.",
        "`code` we 1&nbsp;234,5&nbsp;km — *käbir* sözler…",
        "***Käbir*** sözler, ``code``, 1234,5 km.",
    ),
    "Ten people and 2 dogs came by.": (
        "On adam we 2 it geldi.",
        "On adam we iki it geldi.",
        "10 adam we 2 it geldi.",
    ),
    "He said “yes” today.": (
        "Ol şu gün «hawa» diýdi.",
        'Ol şu gün "hawa" diýdi.',
        "Ol „hawa“ diýdi – şu gün.",
        "Ol ‘hawa’ diýdi.",
        "U bugun “ha” dedi, o'zbekcha ham.",
        "Ol şu gün &laquo;hawa&raquo; diýdi.",
        "Ol hawa & ýok diýdi.",
        "Ol hawa &amp; ýok diýdi; y < x.",
        "Ol #hawa diýdi.",
        "Ol hawa (elbetde) diýdi [takyk].",
        "Ol hawa\u00adlamak diýdi.",
        "او امروز گفت «بله» و می\u200cخواهد.",
        "قال اليوم «نعم».",
        "הוא אמר היום \u05f4כן\u05f4.",
        "הוא אמר כן\u200f.",
        "उसने आज “हाँ” क\u094dष\u200dकहा।",
        "ថ្ងៃនេះ\u200bគាត់",
        "他今天说“是”。",
        "Эр бүгүн «ооба» деди 👩\u200d🔬.",
        "Ol aýry-aýry hawa diýdi.",
        "Ol şu gün  \nhawa diýdi.",
        "Ol \\*hawa\\* diýdi.",
        "Ol şu gün: hawa! 1) hä, 2) hawa.",
        "Ol hawa -- ýa-da... hä diýdi.",
        "Ol | hawa | diýdi.",
        "Ol a/b //hawa// diýdi.",
        "Ol und/oder_x_y hawa diýdi.",
    ),
    "Word.[^1] Other.[^2]": ("Beýleki.[^2] Söz.[^1]", "Söz[^1]. Beýleki[^2]."),
    "On 3 October it rained.": ("3. Oktober: Regen.", "3 oktýabrda ýagyş ýagdy."),
    '![A cat](https://a.example/c.png "Tip") sleeps.': (
        '![Pişik (uly) "A"](https://a.example/c.png "Maslahat & x") uklaýar.',
        '![](https://a.example/c.png "Ýene") pişik.',
    ),
    "A <b>bold</b> <br> word and <kbd>x</kbd>.": (
        "<kbd>x</kbd> we <b>goýy</b> <br> söz.",
        "<b>Goýy *söz*</b> <br> we **<kbd>x</kbd>**.",
    ),
    "Look at https://example.org/x or mail.": (
        "https://example.org/x sahypasyna serediň.",
        "Poçta ýa-da https://example.org-da serediň.",
        "Poçta serediň.",
    ),
    "The 5G net of 2019–2025 cost 30% and $12 million at 14:30.": (
        "2019–2025-nji ýyllaryň 5G tory 30 % we 12 million dollar boldy, 14:30.",
        "Otuz däl, 30%: 5G, 2019—2025, $12 million, 14.30.",
    ),
    "Python 3.11.3 and 2.5 are versions.": (
        "Python 3.11.3 we 2.5 wersiýalar.",
        "2,5 we 3.11.3 Python wersiýalary.",
    ),
}


def test_no_false_alarm(site: Site) -> None:
    """What an honest translator writes passes.

    Decided: entities for characters that need none are fine; marks without a glyph that join
    or direct letters are a language's own; a straight quotation mark is fine in running text.
    """
    cases = [(msgid, text) for msgid, texts in LEGITIMATE.items() for text in texts]
    for number, (msgid, msgstr) in enumerate(cases):
        site.page(f"p{number}", f"{msgid}\n\n[^1]: One.\n\n[^2]: Two.")
        site.catalog(f"p{number}", f"msgid {po_text(msgid)}\nmsgstr {po_text(msgstr)}\n")
    found = findings()
    wrong = [(one.text, cases[int(one.page[1:])]) for one in found if one.severity == ERROR]
    assert not wrong
    assert len(cases) >= 50


def test_the_repositorys_own_translations_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """No error in any message of this site."""
    monkeypatch.chdir(PROJECT)
    found = findings(PROJECT / "pelicanconf.py")
    assert not [one for one in found if one.severity == ERROR]

"""Two languages in one tree: a pair of halves for every text."""

from __future__ import annotations

import re

import pytest
from markdown_pages import FRONT, MISSING, SOURCE, TARGET, Page

HALVES = f'<{{0}} lang="{SOURCE}">{{1}}</{{0}}>{{3}}<{{0}} lang="{TARGET}">{{2}}</{{0}}>'


def half_and_half(tag: str, source: str, target: str) -> str:
    """The HTML of a pair; spans are set apart, blocks stand on lines of their own."""
    return HALVES.format(tag, source, target, "<br>" if tag == "span" else "")


def html_of(text: str, **messages: str) -> str:
    """A text in both languages, line breaks between tags left out."""
    html = Page(FRONT + text).parallel(messages.get).html
    return re.sub(r">\n+<", "><", html)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One", '<div class="pair">{p}</div>'),
        ("# One {#h}", '<h1 class="pair" id="h">{span}</h1>'),
        ("- One", '<ul><li class="pair">{div}</li></ul>'),
        ("- One\n    - 2 & 3", '<ul><li class="pair">{div}<ul><li>2 &amp; 3</li></ul></li></ul>'),
        ("> One", '<blockquote><div class="pair">{p}</div></blockquote>'),
        ("One\n: 2 & 3", '<dl><dt class="pair">{span}</dt><dd>2 &amp; 3</dd></dl>'),
        ("One\n{: .wide #x }", '<div class="pair wide" id="x">{p}</div>'),
        ('One\n{: title="One" }', '<div class="pair" title="One">{p}</div>'),
    ],
)
def test_element_holds_pair(text: str, expected: str) -> None:
    """The element stays, with its attributes, and holds the source's half and the target's."""
    pairs = {tag: half_and_half(tag, "One", "Bir") for tag in ("p", "div", "span")}
    assert html_of(text, **{"One": "Bir", "2 & 3": "2 & 3"}) == expected.format(**pairs)


def test_missing_translation_shows_marker() -> None:
    """A text without a translation stands beside the marker, which has a class."""
    html = html_of("One")
    assert f'<p class="untranslated" lang="{TARGET}">{MISSING}</p>' in html
    assert f'<p lang="{SOURCE}">One</p>' in html


def test_equal_texts_are_no_pair() -> None:
    """What is the same in both languages is shown once."""
    assert html_of("2026", **{"2026": "2026"}) == "<p>2026</p>"


def test_note_has_links_back_to_both_halves() -> None:
    """A note that both halves refer to leads back to each, from the end of its own half."""
    html = html_of("One[^n]\n\n[^n]: Note", **{"One[^n]": "Bir[^n]", "Note": "Bellik"})
    assert html.count('id="fnref:n"') == html.count('id="fnref2:n"') == 1
    first, second = html[html.index(">Note") :].split(">Bellik")
    assert 'href="#fnref:n"' in first
    assert 'href="#fnref2:n"' in second


@pytest.mark.parametrize("text", ['<b id="x">One</b>', "*One*{: #x }", '<b class="a" id=x>One</b>'])
def test_id_within_text_is_set_once(text: str) -> None:
    """An id that a text sets is in the source's half alone."""
    assert Page(FRONT + text).parallel(lambda msgid: f"{msgid} bir").html.count("id=") == 1


def test_code_keeps_its_id() -> None:
    """An id that is shown as code stays in both halves."""
    html = Page(f'{FRONT}The tag `<b id="x">`').parallel(lambda msgid: f"{msgid} bir").html
    assert html.count('id="x"') == 2


def test_abbreviation_is_expanded_in_its_half() -> None:
    """Each half's abbreviation has the expansion in its own language."""
    html = html_of("An ABC\n\n*[ABC]: Alphabet", **{"An ABC": "Bir ABC", "Alphabet": "Elipbiý"})
    assert re.findall(r'<abbr title="(\w+)"', html) == ["Alphabet", "Elipbiý"]


def test_abbreviation_without_translation_says_its_language() -> None:
    """An expansion that is a fallback says so in the target's half."""
    html = html_of("An ABC\n\n*[ABC]: Alphabet", **{"An ABC": "Bir ABC"})
    assert html.count(f'<abbr lang="{SOURCE}" title="Alphabet"') == 1


def test_table_of_contents_has_pairs() -> None:
    """The entries of a table of contents in the text are pairs, too."""
    html = html_of("[TOC]\n\n# One[^n]\n\n[^n]: 1", **{"One[^n]": "Bir[^n]", "1": "1"})
    assert f'<a href="#one">{half_and_half("span", "One", "Bir")}</a>' in html


def test_skipped_text_is_no_pair() -> None:
    """What the author skips is shown once."""
    assert html_of("<!-- i18n:skip -->\n\nOne") == "<p>One</p>"

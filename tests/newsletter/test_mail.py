"""A mail: two texts and a head, the same whenever it is made, which no text can break."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import compat32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from issues import SENDING, TURKMEN, issue, parsed, text_of, themed, with_issue
from support import Site, parse_html, project
from support import text_of as words_of

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.newsletter.letter import LARGEST, Letter
from pelican.plugins.bilingual.newsletter.mail import Envelope, identifier, list_id, message
from pelican.plugins.bilingual.newsletter.sending import mails

ENVELOPE = Envelope(
    "en-tk",
    3,
    datetime(2026, 11, 30, tzinfo=UTC),
    "content/newsletters/3.md",
    "example.org",
    "Ýaz <news@example.org>",
    "habarlar@lists.example.org",
    "habarlar+unsubscribe@lists.example.org",
)
LETTER = Letter("Täze / New", ("tk", "en"), "<p>Ýaňy</p>\n", "Ýaňy\n")
BREAKS = st.sampled_from("\n\r\0\x0b\x0c\x1b\x7f\x85\u2028\u2029\u202e\u200b\ufeff")
LINES = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]))


@pytest.fixture
def issued(site: Site) -> Site:
    return with_issue(themed(site, **SENDING), text="Not translated.")


@given(LINES.filter(str.strip), st.text(), st.text())
def test_whatever_it_says_is_read_again(subject: str, text: str, html: str) -> None:
    """By a parser that forgives nothing; no line is too long, all of it is ASCII."""
    text, html = (one.encode("utf-8", "replace").decode() for one in (text, html))
    data = message(replace(LETTER, subject=subject[:300], text=text, html=html), ENVELOPE)
    assert data.isascii()
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    mail = parsed(data)
    assert not mail.defects
    old = message_from_bytes(data, policy=compat32)
    said = str(make_header(decode_header(old["Subject"])))
    assert re.sub(r"\s", "", said) == re.sub(r"\s", "", subject[:300])
    lines = "".join(re.split("\r\n|\r|\n", text))
    assert "".join(re.split("\r\n|\r|\n", text_of(mail))) == lines


@given(LINES, BREAKS, LINES)
def test_no_title_begins_another_line_of_the_head(before: str, mark: str, after: str) -> None:
    """What breaks lines or is not seen is refused, with the issue's file."""
    subject = f"{before}{mark}Bcc: thief@example.org{after}"
    with pytest.raises(BilingualError) as caught:
        message(replace(LETTER, subject=subject), ENVELOPE)
    assert str(caught.value).startswith(ENVELOPE.where)


@pytest.mark.parametrize("mark", ["\\n", "\\r\\n", "\u202e"])
def test_a_translated_title_cannot_bring_a_header(issued: Site, mark: str) -> None:
    """What a translator writes there is refused, or is one line of a subject."""
    with_issue(issued, title=f"Habar{mark}Bcc: thief@example.org 1")
    try:
        made = mails(project(), issue(issued))
    except BilingualError:
        return
    for data in made.values():
        assert parsed(data)["Bcc"] is None
        assert b"\nbcc:" not in data.lower()


def test_a_mail_is_the_same_whenever_it_is_made(issued: Site) -> None:
    """And another one when it says something else, or is a test."""
    first, again = (mails(project(), issue(issued)) for _ in range(2))
    assert first == again
    ids = [parsed(one)["Message-ID"] for one in first.values()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"<newsletter-1\.[\w.-]+@example\.org>", one) for one in ids)
    before = identifier(LETTER, ENVELOPE)
    assert identifier(replace(LETTER, text="x"), ENVELOPE) != before
    assert identifier(LETTER, replace(ENVELOPE, is_test=True)) != before
    assert identifier(LETTER, replace(ENVELOPE, host="other.example")) != before


def test_its_head_says_what_it_is(issued: Site) -> None:
    """Languages, list, the way out of it, the day of the issue; both subjects."""
    mail = parsed(mails(project(), issue(issued))["en-tk"])
    assert mail["Subject"] == "Täze habar 1 / News 1"
    assert mail["From"] == "Ýaz <news@example.org>"
    assert mail["To"] == "habarlar@lists.example.org"
    assert mail["Date"] == "Sun, 04 Jan 2026 00:00:00 +0000"
    assert mail["Content-Language"] == "tk, en"
    assert mail["List-Id"] == "<habarlar.lists.example.org>"
    way_out = "<mailto:habarlar+unsubscribe@lists.example.org>"
    assert mail["List-Unsubscribe"] == way_out
    assert mail["List-Unsubscribe-Post"] is None
    assert [one.get_content_type() for one in mail.iter_parts()] == ["text/plain", "text/html"]


def test_one_click_where_the_service_has_an_address_for_it() -> None:
    """RFC 8058 asks for https:// and a second field."""
    mail = parsed(message(LETTER, replace(ENVELOPE, unsubscribe="https://l.example.org/u?a=1")))
    assert mail["List-Unsubscribe"] == "<https://l.example.org/u?a=1>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert list_id("news@l.example.org") == "news.l.example.org"


def test_both_texts_say_the_same(issued: Site) -> None:
    """Turkmen first, then English, each in its language, with the whole text of what is linked."""
    mail = parsed(mails(project(), issue(issued))["en-tk"])
    text, html = text_of(mail), text_of(mail, "html")
    root = parse_html(html)
    order = [TURKMEN, "Biriň", "Read one", "The whole text"]
    for said in (" ".join(text.replace("<", " <").split()), words_of(root)):
        places = [said.index(one.split(" [")[0].split(",")[0]) for one in order]
        assert places == sorted(places)
    parts = [one for one in root.iter("div") if one.get("id")]
    assert [(one.get("id"), one.get("lang")) for one in parts] == [("tk", "tk"), ("en", "en")]
    links = [one.get("href") for one in root.iter("a")]
    assert links[0] == "#en"
    assert "https://example.org/site/tk/one/" in links
    assert "https://example.org/site/tk/newsletter-1/" in links
    assert "mailto:habarlar+unsubscribe@lists.example.org" in links
    assert "<https://example.org/site/tk/one/>" in text
    assert all(len(line) <= 72 for line in text.splitlines() if "://" not in line)


def test_nothing_is_loaded(issued: Site) -> None:
    """No picture, no style sheet, no script; what a picture says stands in its place."""
    for data in mails(project(), issue(issued)).values():
        html = text_of(parsed(data), "html")
        assert not re.search(r"<(?:img|script|link|style|iframe|object|form)\b|src=|url\(", html)
        assert "A map" in html
        assert len(html.encode()) <= LARGEST


def test_what_is_not_translated_says_so(issued: Site) -> None:
    """As on pages: the source's text in its language, and how much of it."""
    mail = parsed(mails(project(), issue(issued))["tk"])
    root = parse_html(text_of(mail, "html"))
    (fallback,) = [one for one in root.iter("p") if words_of(one) == "Not translated."]
    assert fallback.get("lang") == "en"
    assert "machine draft" in text_of(mail)
    assert "awaits translation" in text_of(mail)


def test_each_language_has_the_same_pages(issued: Site) -> None:
    """Whichever order a translation links to them in; what it links to alone stays a link."""
    both = "Read [one]({filename}/one.md) and [two]({filename}/two.md)."
    swapped = "[Iki]({filename}/two.md) we [bir]({filename}/one.md)."
    issued.write(
        "content/newsletters/1.md",
        f"Title: News 1\nSlug: n\nDate: 2026-01-04\nNumber: 1\n\n{both}",
    )
    issued.catalog("newsletters/1", f'msgid "{both}"\nmsgstr "{swapped}"\n')
    text = text_of(parsed(mails(project(), issue(issued))["en-tk"]))
    turkmen, english = text.split("*" * 72)
    for half in (turkmen, english):
        assert half.count("The text of two.") == 1
    assert turkmen.index("The text of two.") < turkmen.index("teksti")
    assert english.index("The text of two.") < english.index("The whole text")


def test_a_page_that_has_no_room_stays_a_link(issued: Site) -> None:
    """Short ones stand in the mail all the same; an issue that is too long is an error."""
    long = "\n\n".join(f"{number}: " + "word " * 100 for number in range(80))
    issued.write("content/two.md", f"Title: Two\nDate: 2026-01-03\nSlug: two\n\n{long}")
    with_issue(issued, text="Read [two]({filename}/two.md), too.")
    text = text_of(parsed(mails(project(), issue(issued))["en"]))
    assert "The whole text" in text
    assert "79: word" not in text
    assert "<https://example.org/site/en/two/>" in text
    with_issue(issued, text=long)
    with pytest.raises(BilingualError, match=r"bytes of HTML, more than 30000\. Shorten"):
        mails(project(), issue(issued))

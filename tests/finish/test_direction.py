"""The direction of writing is said wherever it changes."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import parse_html

from pelican.plugins.bilingual.finish.direction import with_directions
from pelican.plugins.bilingual.language.cldr import direction_of
from pelican.plugins.bilingual.publish.copies.contents import direct

TAGS = ("", "en", "fa", "he", "tk", "uz-Arab", "zz")
NAMES = ("div", "section", "span", "b", "ul")


def wrong(element: Element, around: str) -> list[str]:
    """Elements that are read in another direction than that of their language."""
    found = []
    for child in element:
        direction = child.get("dir") or around
        if child.get("lang") and direction_of(child.get("lang", "")) not in ("", direction):
            found.append(f"{child.tag} {child.get('lang')}")
        if child.tag in ("code", "pre") and direction != "ltr":
            found.append(child.tag)
        found += wrong(child, direction)
    return found


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p lang=fa>x</p>", '<p lang=fa dir="rtl">x</p>'),
        ('<p lang="en">x</p>', '<p lang="en">x</p>'),
        ("<p lang=fa>x<p lang=fa>y", '<p lang=fa dir="rtl">x<p lang=fa dir="rtl">y'),
        (
            "<div lang='he'><p lang='en'>x</p><p>y</p></div>",
            "<div lang='he' dir=\"rtl\"><p lang='en' dir=\"ltr\">x</p><p>y</p></div>",
        ),
        ("<p lang=fa dir=rtl>x</p>", "<p lang=fa dir=rtl>x</p>"),
        ("<p lang=fa dir=ltr><b lang=fa>x</b>", '<p lang=fa dir=ltr><b lang=fa dir="rtl">x</b>'),
        (
            "<ul dir=rtl lang=fa><li>a<code>b</code>",
            '<ul dir=rtl lang=fa><li>a<code dir="ltr">b</code>',
        ),
        ('<img lang="fa"/>', '<img lang="fa" dir="rtl"/>'),
        ("<a href=/x/ lang=fa>x</a>", '<a href=/x/ lang=fa dir="rtl">x</a>'),
        ("<a lang=fa href=/x/>x</a>", '<a lang=fa href=/x/ dir="rtl">x</a>'),
        ("<!-- <p lang=fa> --><p lang=fa>x", '<!-- <p lang=fa> --><p lang=fa dir="rtl">x'),
        ("<script>'<p lang=fa>'</script>", "<script>'<p lang=fa>'</script>"),
        ("<br lang=fa><p>x", '<br lang=fa dir="rtl"><p>x'),
        ("</p><p lang=fa>x", '</p><p lang=fa dir="rtl">x'),
    ],
)
def test_an_element_says_its_direction_where_it_changes(html: str, expected: str) -> None:
    """One `dir`, in the tag that has the `lang`; all else stays letter by letter."""
    assert with_directions(html) == expected


def test_what_is_around_counts() -> None:
    """In a Persian feed the English parts say their direction, the Persian ones need not."""
    html = "<p lang=en>x</p><p lang=fa>y</p>"
    assert with_directions(html, "rtl") == '<p lang=en dir="ltr">x</p><p lang=fa>y</p>'


elements = st.recursive(
    st.sampled_from(("text", "<code>x</code>", "<br>")),
    lambda inner: st.builds(
        lambda name, tag, within: f"<{name} lang='{tag}'>{''.join(within)}</{name}>",
        st.sampled_from(NAMES),
        st.sampled_from(TAGS),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)


@given(elements, st.sampled_from(("ltr", "rtl")))
def test_every_part_is_read_in_its_direction(html: str, around: str) -> None:
    """However languages stand in each other, each part has the direction of its language."""
    made = with_directions(html, around)
    assert not wrong(parse_html(made), around)
    assert made.replace(' dir="rtl"', "").replace(' dir="ltr"', "") == html
    assert with_directions(made, around) == made


def test_books_say_it_both_ways() -> None:
    """In a Persian book the English parts run from the left; in an English one the other way."""
    for outer, inner in (("fa", "en"), ("en", "fa")):
        root = Element("html", {"lang": outer})
        SubElement(SubElement(root, "p", {"lang": outer}), "span", {"lang": inner})
        direct(root)
        assert [one.get("dir") for one in root.iter()] in (
            ["rtl", None, "ltr"],
            [None, None, "rtl"],
        )
        assert not wrong(root, root.get("dir") or "ltr")

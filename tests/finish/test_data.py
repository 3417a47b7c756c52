"""The data of figures as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.finish.data import with_data
from pelican.plugins.bilingual.finish.markup import read, write

TEXTS = st.text(
    st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\x85\xa0"), max_size=8
)


Links = Callable[[int], dict[str, str]]


def one(number: int) -> dict[str, str]:
    return {"en": f"{number}.csv"}


def both(number: int) -> dict[str, str]:
    return {"tk": f"tk-{number}.csv", "en": f"en-{number}.csv"}


def figure(rows: list[list[str]], caption: str = "") -> str:
    """A figure with a table of these cells, which are HTML."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<figure><table><tbody>{cells}</tbody></table>{caption}</figure>"


def rows_of(text: str) -> list[list[str]]:
    assert text[0] == "\ufeff"
    return list(csv.reader(io.StringIO(text[1:], newline="")))


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=4), min_size=1, max_size=4))
def test_the_data_is_what_the_table_says(rows: list[list[str]]) -> None:
    """Field by field; and no field begins as a formula does, unless it is a number."""
    _, data = with_data(read(figure([[escape(one) for one in row] for row in rows])), one)
    said = [[" ".join(cell.split()) for cell in row] for row in rows]
    assert len(data) == any(map(any, said))
    for text in data:
        found = rows_of(text)
        assert [[cell.removeprefix("'") for cell in row] for row in found] == [
            [cell.removeprefix("'") for cell in row] for row in said
        ]
        assert text.count("\r\n") == len(rows)
        for cell in (each for row in found for each in row):
            assert not cell.startswith(("=", "@")), cell
            assert not cell.startswith(("+", "-")) or cell.strip("+-0123456789.,'’ %") == "", cell


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("<b>+</b>cmd|x", "'+cmd|x"),
        ("&#61;1", "'=1"),
        ("＝1", "'＝1"),
        ("-5.5%", "-5.5%"),
        ("16,9\xa0%", "16,9 %"),
        ('a "b", c', 'a "b", c'),
        ('90%<sup id="fnref:a"><a href="#fn:a">1</a></sup>', "90%"),
        ("5 m<sup>2</sup>", "5 m 2"),
        ('<svg width="9%"></svg>2,000', "2,000"),
        ("<dfn><a href='#t'>ISP</a></dfn><br>b", "ISP b"),
        ("<script>x()</script>y", "y"),
    ],
)
def test_a_field_is_what_readers_read(cell: str, field: str) -> None:
    """Without the numbers of notes and what is drawn; what would be calculated is text."""
    _, (text,) = with_data(read(figure([[cell]])), one)
    assert rows_of(text) == [[field]]


def test_cells_that_span_others_leave_columns_in_their_places() -> None:
    """Beside each other and below each other."""
    html = (
        "<figure><table><tr><th rowspan=2>a<th colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g"
        "</table></figure>"
    )
    _, (text,) = with_data(read(html), one)
    assert rows_of(text) == [["a", "b", ""], ["", "c", "d"], ["e", "f", "g"]]


@pytest.mark.parametrize(
    ("caption", "links", "found"),
    [
        ("<figcaption>A.</figcaption>", one, "<figcaption>A. <a href=1.csv>CSV</a></figcaption>"),
        ("", one, "<figcaption><a href=1.csv>CSV</a></figcaption>"),
        (
            "<figcaption><span lang=tk>Ç.</span><br><span lang=en>A.</span></figcaption>",
            both,
            "<figcaption><span lang=tk>Ç. <a href=tk-1.csv>CSV</a></span><br>"
            "<span lang=en>A. <a href=en-1.csv>CSV</a></span></figcaption>",
        ),
        (
            "<figcaption>A.</figcaption>",
            both,
            "<figcaption>A. <a href=tk-1.csv>CSV (tk)</a>"
            " <a href=en-1.csv>CSV (en)</a></figcaption>",
        ),
    ],
)
def test_a_caption_leads_to_the_data(caption: str, links: Links, found: str) -> None:
    """Side by side, each half to that in its language."""
    page, _ = with_data(read(figure([["a"]], caption)), links)
    assert write(page).removesuffix("</figure>").endswith(found)


def test_tables_have_numbers_in_the_order_of_the_page() -> None:
    """Those in figures; others, those without words and pictures have no data."""
    empty = "<figure><img alt='' src=a.png></figure>"
    two = figure([["b"]]).replace("</figure>", "<table><tr><td>c</table></figure>")
    html = f"<table><tr><td>x</table>{figure([['a']])}{figure([['']])}{empty}{two}"
    page, data = with_data(read(html), one)
    assert [rows_of(text) for text in data] == [[["a"]], [["b"]], [["c"]]]
    assert write(page).count("<a href=") == 3
    assert write(page).index("2.csv") < write(page).index("3.csv")


@given(st.text(alphabet="<>/ abtrdhfiguecpon=\"'", max_size=60))
def test_whatever_is_on_a_page_stays(html: str) -> None:
    """A page of broken HTML, too: links are added, nothing goes."""
    pieces = read(f"<figure><table><tr><td>{html}</table></figure>")
    page, _ = with_data(pieces, one)
    kept = iter(page)
    assert all(any(one is other for other in kept) for one in pieces)

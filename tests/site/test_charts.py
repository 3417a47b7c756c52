"""Charts of bars: tables that every language reads in its own notation."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import MARKDOWN_EXTENSIONS, Site, parse_html, text_of

from pelican.plugins.bilingual.catalog.po.file import parse as parse_catalog
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError, ContentError
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.source.document import Document
from pelican.plugins.bilingual.source.drawings.charts import LONGEST, OPEN
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.translation import Source

NBSP = "\u00a0"
TABLE = """\
<figure class="bars" markdown="1">

| Country | Debt |
|---------|-----:|
{}

<figcaption markdown="span">Source.</figcaption>

</figure>
"""
SVG = "{http://www.w3.org/2000/svg}svg"
Row = tuple[str, str]


@functools.cache
def parser() -> Parser:
    settings_ = {"extensions": MARKDOWN_EXTENSIONS, "output_format": "html"}
    return Parser(settings_, ("summary",), parse_locale("en"))


def chart(*rows: Row) -> str:
    return TABLE.format("\n".join(f"| {label} | {value} |" for label, value in rows))


def document(*rows: Row) -> Document:
    return parser().parse(f"Title: T\n\n{chart(*rows)}", "content/one.md", ("title",))


def table(*rows: Row, tag: str = "en") -> list[tuple[Element, Element]]:
    """The body's rows in a language: label and value."""
    html = parser().render(document(*rows).body, Source(parse_locale(tag))).html
    (body,) = parse_html(html).iter("tbody")
    return [(row[0], row[1]) for row in body]


def values(*rows: Row, tag: str = "en") -> list[str]:
    return ["".join(value.itertext()) for _, value in table(*rows, tag=tag)]


def bars(*rows: Row) -> list[Decimal]:
    """The bars' lengths, in per cent."""
    found = [one for _, value in table(*rows) for one in value.iter(SVG)]
    return [Decimal((one.get("width") or "").removesuffix("%")) for one in found]


numbers = st.decimals(0, 10**9, places=2) | st.integers(0, 10**12).map(Decimal)


@settings(max_examples=100)
@given(st.lists(numbers, min_size=1, max_size=6))
def test_bars_are_as_long_as_their_numbers(found: list[Decimal]) -> None:
    """The longest is as long as any; the others are in proportion; none is too short to see."""
    lengths = bars(*((f"Row {n}", f"{one:,f}") for n, one in enumerate(found)))
    longest = max(found)
    for number, length in zip(found, lengths, strict=True):
        expected = number / longest * LONGEST if longest else Decimal(0)
        assert abs(length - max(expected, Decimal("0.5"))) <= Decimal("0.05")
    assert max(lengths) <= LONGEST


@settings(max_examples=100)
@given(st.lists(numbers, min_size=2, max_size=6))
def test_a_larger_number_has_no_shorter_bar(found: list[Decimal]) -> None:
    """Whatever is rounded, the order of the bars is that of the numbers."""
    lengths = bars(*(("Row", f"{one:f}") for one in found))
    ordered = sorted(zip(found, lengths, strict=True))
    assert [length for _, length in ordered] == sorted(lengths)


@settings(max_examples=100)
@given(numbers, st.booleans(), st.sampled_from(["en", "tk", "ru", "de", "fr", "hi"]))
def test_a_number_is_the_same_in_every_notation(number: Decimal, percent: bool, tag: str) -> None:
    """Taken back to plain digits, what a language prints is what the source says, zeros too."""
    sign = "%" * percent
    (printed,) = values(("Row", f"{number:,f}{sign}"), tag=tag)
    assert printed.endswith(sign)
    decimal = "." if tag in ("en", "hi") else ","
    plain = "".join(one for one in printed if one.isdigit() or one == decimal)
    assert plain.replace(decimal, ".") == f"{number:f}"


NOTATIONS = {
    ("2,000", "en"): "2,000",
    ("2,000", "tk"): f"2{NBSP}000",
    ("2,000", "ru"): f"2{NBSP}000",
    ("2,000", "de"): "2.000",
    ("2000", "tk"): f"2{NBSP}000",
    ("16.9%", "en"): "16.9%",
    ("16.9%", "tk"): f"16,9{NBSP}%",
    ("16.9%", "ru"): f"16,9{NBSP}%",
    ("16.9%", "de"): f"16,9{NBSP}%",
    ("16 %", "en"): "16%",
    ("1.50", "tk"): "1,50",
    ("1.0", "de"): "1,0",
    ("0.05", "ru"): "0,05",
    ("1234567.5", "en"): "1,234,567.5",
    ("0", "tk"): "0",
    ("100%", "tk"): f"100{NBSP}%",
}


@pytest.mark.parametrize(("value", "tag"), NOTATIONS)
def test_every_language_writes_numbers_itself(value: str, tag: str) -> None:
    """CLDR's marks and spaces; as many decimal places as the author wrote."""
    assert values(("A", value), tag=tag) == [NOTATIONS[value, tag]]


def test_the_data_stay_a_table() -> None:
    """Labels are row headings, and a reader who sees no bar hears the value alone."""
    rows = table(("Tajikistan", "20%"), ("Uzbekistan", "16%"))
    assert [label.tag for label, _ in rows] == ["th", "th"]
    assert [label.get("scope") for label, _ in rows] == ["row", "row"]
    for _, value in rows:
        assert value.tag == "td"
        (bar,) = value.iter(SVG)
        assert not text_of(bar)
    assert [text_of(value) for _, value in rows] == ["20%", "16%"]
    html = parser().render(document(("A", "1")).body, Source()).html
    assert "style=" not in html
    assert "<th>Country</th>" in html
    assert "<figcaption>Source.</figcaption>" in html


def test_a_single_bar_and_equal_ones_have_full_length() -> None:
    """There is nothing that they could be shorter than."""
    assert bars(("A", "3")) == [LONGEST]
    assert bars(("A", "7%"), ("B", "7%"), ("C", "7%")) == [LONGEST] * 3


def test_zeros_are_drawn() -> None:
    """A zero is a mark at the beginning, beside others and alone."""
    assert bars(("A", "0"), ("B", "10")) == [Decimal("0.5"), LONGEST]
    assert bars(("A", "0"), ("B", "0.0")) == [Decimal("0.5")] * 2


def classes(*rows: Row) -> list[str]:
    return [bar.get("class") or "" for _, value in table(*rows) for bar in value.iter(SVG)]


def test_a_bold_label_has_the_main_bar() -> None:
    """What the page is about stands out."""
    assert classes(("**A**", "1"), ("B", "2"), ("C *and* **D**", "3")) == ["main", "", ""]
    assert classes(("**A**", "over 1 {.at-least}")) == ["at-least main"]


def test_a_bound_is_no_exact_number() -> None:
    """Its bar says so, its words stay the author's, its list of attributes is gone."""
    rows = (("A", "over 20% {.at-least}"), ("B", "under 5 {: .at-most }"), ("C", "10 {.at-least}"))
    assert classes(*rows) == ["at-least", "at-most", "at-least"]
    assert values(*rows, tag="tk") == ["over 20%", "under 5", "10"]
    lengths = [bars(*rows)[0] * OPEN, bars(*rows)[1], bars(*rows)[2] * OPEN]
    expected = [LONGEST, LONGEST / 4, LONGEST / 2]
    assert [float(one) for one in lengths] == pytest.approx(expected, abs=0.1)
    msgids = [one.msgid for one in document(*rows).segments]
    assert msgids == ["T", "Country", "Debt", "A", "over 20%", "B", "under 5", "C", "Source."]


WRONG = [
    "n/a",
    "5–6",
    "5 people",
    "over 20%",
    "1.2.3",
    "1,5",
    "**5**",
    "`5`",
    "1e5",
    "5 {.x}",
    "5 5000",
]


@pytest.mark.parametrize("value", WRONG)
def test_a_value_that_is_no_number_is_named(value: str) -> None:
    """The error has the value, its line, and what to write in its place."""
    with pytest.raises(ContentError) as caught:
        document(("A", "1"), ("B", value))
    message = str(caught.value)
    assert message.startswith("content/one.md:8: ")
    assert f"{value!r} of a chart of bars is no number" in message
    assert "{.at-least}" in message
    assert "caption" in message


@pytest.mark.parametrize("value", ["-5", "−5", "-3%", "−0.5"])
def test_a_negative_number_is_never_printed_as_a_positive_one(value: str) -> None:
    """A bar cannot show it: the error says so."""
    with pytest.raises(ContentError, match=re.escape(value)):
        document(("A", value), ("B", "10"))


def test_a_huge_number_is_a_number() -> None:
    """More digits than a calculation carries stop nothing."""
    assert values(("A", "1" + "0" * 30)) == ["1" + ",000" * 10]


def test_a_wrong_value_is_one_error_of_the_build(site: Site) -> None:
    """The page is not published, the message is for its author."""
    site.page("one", f"Text.\n\n{chart(('A', '1'), ('B', 'many'))}")
    with pytest.raises(BilingualError) as caught:
        site.build()
    assert str(caught.value).startswith("content/one.md:12: The value 'many' ")
    assert "\n" not in str(caught.value)
    assert not site.output.exists()


def test_a_table_elsewhere_is_left_alone() -> None:
    """Without `class="bars"` a table is what Markdown makes of it: cells are messages."""
    body = chart(("A", "2,000"), ("B", "n/a"))
    for text in (body.replace("bars", "barsoom"), body.replace(' class="bars"', "")):
        found = parser().parse(f"Title: T\n\n{text}", "one.md", ())
        html = parser().render(found.body, Source(parse_locale("tk"))).html
        assert "<svg" not in html
        assert "scope" not in html
        assert "text-align: right" in html
        assert ">2,000</td>" in html
        assert {"A", "B", "n/a"} < {one.msgid for one in found.segments}


@pytest.fixture
def charted(site: Site) -> Site:
    """A site with a chart, half translated."""
    site.page(
        "one", chart(("Tajikistan", "2,000"), ("China", "50"), ("Iran", "over 20 {.at-least}"))
    )
    site.catalog(
        "one",
        'msgid "Tajikistan"\nmsgstr "Täjigistan"\n\nmsgid "over 20"\nmsgstr "20-den köp"\n',
    )
    return site


def test_number_cells_are_no_messages(charted: Site) -> None:
    """`bilingual update` extracts labels, bounds and captions, and no number."""
    assert main(["update"]) == 0
    path = charted.root / "translations/tk/LC_MESSAGES/one.po"
    msgids = [one.msgid for one in parse_catalog(path.read_bytes(), "one.po")]
    assert msgids[-6:] == ["Debt", "Tajikistan", "China", "Iran", "over 20", "Source."]


def cells(site: Site, page: str) -> list[Element]:
    (body,) = site.html(page).iter("tbody")
    return [row[-1] for row in body]


def test_each_edition_prints_its_own_notation(charted: Site) -> None:
    """A number needs no translator; a bound has one."""
    charted.build()
    assert ["".join(one.itertext()) for one in cells(charted, "en/one")] == [
        "2,000",
        "50",
        "over 20",
    ]
    printed = ["".join(one.itertext()) for one in cells(charted, "tk/one")]
    assert printed == [f"2{NBSP}000", "50", "20-den köp"]
    widths = [one.get("width") for one in charted.html("tk/one").iter(SVG)]
    assert widths == [one.get("width") for one in charted.html("en/one").iter(SVG)]
    assert not [one for one in cells(charted, "tk/one") if one.get("lang")]


def test_a_parallel_page_prints_both_notations_where_they_differ(charted: Site) -> None:
    """One bar, two numbers with their languages; a number that is the same stands once."""
    charted.build()
    different, same, bound = cells(charted, "en-tk/one")
    pairs = [
        [(half.get("lang"), text_of(half)) for half in cell.iter() if half.get("lang")]
        for cell in (different, same, bound)
    ]
    assert pairs[0] == [("en", "2,000"), ("tk", "2 000")]
    assert pairs[1] == []
    assert text_of(same) == "50"
    assert pairs[2] == [("en", "over 20"), ("tk", "20-den köp")]
    assert [len(list(one.iter(SVG))) for one in (different, same, bound)] == [1, 1, 1]


def test_feeds_hold_the_table(charted: Site) -> None:
    """Who reads the feed has the numbers, in the feed's language."""
    charted.build()
    feed = ElementTree.parse(charted.output / "tk/feed.xml")
    atom = "{http://www.w3.org/2005/Atom}content"
    (content,) = (one.text or "" for one in feed.iter(atom))
    assert "<table>" in content
    assert "Täjigistan" in content
    assert f"2{NBSP}000" in content


HOSTILE = [
    "20-den köp {.at-most}",
    "20-den köp {: .main onclick=x }",
    "20-den köp {#id}",
    "20 <svg onload=x>",
    "20 </td></tr></table><p>",
    "20 <!-- x",
    "20 | 30",
    "30-dan köp",
    "",
    "20\\n\\n- 20",
    "20 [x](javascript:x)",
    "20 \u202ex",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_translated_bound_cannot_break_its_chart(charted: Site, text: str) -> None:
    """Bars, their lengths and classes, rows and cells are those of the source."""
    charted.catalog("one", f'msgid "over 20"\nmsgstr "{text}"\n')
    charted.build()

    def skeleton(page: str) -> list[tuple[object, ...]]:
        (figure,) = charted.html(page).iter("figure")
        return [
            (one.tag, sorted(item for item in one.items() if item[0] != "lang"))
            for one in figure.iter()
            if one.tag != "span" or one.get("lang") != "en"  # a fallback
        ]

    assert skeleton("tk/one") == skeleton("en/one")

"""Maps: pictures of what the table below them says, for any country that there is an outline of."""

from __future__ import annotations

import json
import re
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import MARKDOWN_EXTENSIONS, PROJECT, from_npm, parse_html, text_of

from pelican.plugins.bilingual.errors import ContentError
from pelican.plugins.bilingual.finish.weight import weigh
from pelican.plugins.bilingual.language.cldr import parse_locale
from pelican.plugins.bilingual.source.document import Document
from pelican.plugins.bilingual.source.drawings.maps import OUTLINES, SIZE, TALLEST
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.translation import Parallel, Source
from tools.outlines import outlines

COUNTRIES = sorted(OUTLINES["countries"])
REGION = ("KZ", "KG", "TJ", "TM", "UZ")
SVG = "{http://www.w3.org/2000/svg}"


def document(*rows: str, head: str = "Country | Cameras | Debt") -> Document:
    line = "|".join(["---", *["--:"] * head.count("|")])
    table = "\n".join(f"| {one} |" for one in (head, line, *rows))
    parser = Parser({"extensions": MARKDOWN_EXTENSIONS}, (), parse_locale("en"))
    text = f'<figure class="map" markdown="1">\n\n{table}\n\n</figure>\n\nAfter it.\n'
    return parser.parse(text, "content/one.md")


def html(*rows: str, tag: str = "en") -> Element:
    parser = Parser({"extensions": MARKDOWN_EXTENSIONS}, (), parse_locale("en"))
    return parse_html(parser.render(document(*rows).body, Source(parse_locale(tag))).html)


def picture(root: Element) -> Element:
    (found,) = root.iter(f"{SVG}svg")
    return found


def bars(root: Element) -> list[list[float]]:
    """The heights of the bars, filled and hollow; a hollow one without a top is below 0."""
    paths = [one.get("d", "") for one in picture(root).findall(f"{SVG}path")]
    drawn = [re.findall(r"v-(\d+)([mh])", one) for one in paths if "v-" in one and "l" not in one]
    return [[float(high) * (1 if top == "h" else -1) for high, top in one] for one in drawn]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(COUNTRIES), min_size=1, max_size=5, unique=True))
def test_any_countries_fit_into_the_drawing(codes: list[str]) -> None:
    """Borders are whole numbers within its frame, and each row's number stands in it, once."""
    found = picture(html(*(f"Land {{.{code}}} | {n} | {n}" for n, code in enumerate(codes, 1))))
    left, top, width, height = map(int, found.get("viewBox", "").split())
    assert max(width, height) == SIZE + 2
    for path in found.findall(f"{SVG}path"):
        for line in re.findall(r"M[^Mv]+l[^Mv]+", path.get("d", "")):
            numbers = [int(one) for one in re.findall(r"-?\d+", line)]
            xs, ys = numbers[::2], numbers[1::2]
            for at in range(len(xs)):
                assert left <= sum(xs[: at + 1]) <= left + width
                assert top <= sum(ys[: at + 1]) <= top + height
    labels = [one.text for one in found.iter(f"{SVG}text")]
    assert labels == [str(n) for n in range(1, len(codes) + 1)]


def test_five_countries_weigh_less_than_two_kilobytes() -> None:
    """The whole picture, alone and under gzip."""
    rows = (f"Land {{.{code}}} | {n}00 | {n}0%" for n, code in enumerate(REGION, 1))
    drawn = re.search(r"<svg.*</svg>", Parser({}, ()).render(document(*rows).body, Source()).html)
    assert drawn
    assert weigh(drawn[0]) < 1200


def test_bars_are_as_high_as_their_numbers() -> None:
    """Each column by itself; words have no bar, a bound from below has no upper end."""
    assert TALLEST == 14
    root = html("A {.KZ} | 200 | 10%", "B {.UZ} | none | over 20% {.at-least}", "C {.TM} | 50 | 5%")
    assert bars(root) == [[14, 4], [7, -14, 4]]


def test_the_table_says_all_that_the_map_says() -> None:
    """It stands behind a picture that nobody hears, with row headings, values, and no codes."""
    root = html(
        "Kazakhstan {.KZ} | 2,000 | 6.5%", "Kyrgyzstan {.KG} | no figure | over 20% {.at-least}"
    )
    assert picture(root).get("aria-hidden") == "true"
    (body,) = root.iter("tbody")
    assert [[(one.tag, text_of(one)) for one in row] for row in body] == [
        [("th", "Kazakhstan"), ("td", "2,000"), ("td", "6.5%")],
        [("th", "Kyrgyzstan"), ("td", "no figure"), ("td", "over 20%")],
    ]
    assert {one.get("scope") for one in body.iter("th")} == {"row"}
    assert "style=" not in str(picture(root).attrib)


def test_numbers_are_no_messages_and_every_language_writes_them() -> None:
    """Labels, bounds and words are translated; 2,000 is 2 000 in Turkmen without a translator."""
    rows = (
        "Kazakhstan {.KZ} | 2,000 | 6.5%",
        "Kyrgyzstan {.KG} | no figure | over 20% {.at-least}",
    )
    msgids = [one.msgid for one in document(*rows).segments]
    words = ["Country", "Cameras", "Debt", "Kazakhstan", "Kyrgyzstan", "no figure", "over 20%"]
    assert msgids == [*words, "After it."]
    assert [one.line for one in document(*rows).segments][-1] == 10
    cells = [text_of(one) for one in html(*rows, tag="tk").iter("td")]
    assert cells[:2] == ["2 000", "6,5 %"]


def test_both_notations_stand_on_a_page_with_two_languages() -> None:
    """Where they differ; the picture is there once."""
    english, turkmen = parse_locale("en"), parse_locale("tk")
    both = Parallel(lambda one: f"x {one.msgid}", "en", "tk", "-", locales=(english, turkmen))
    parser = Parser({"extensions": MARKDOWN_EXTENSIONS}, (), english)
    root = parse_html(parser.render(document("A {.KZ} | 2,000 | 60").body, both).html)
    assert picture(root) is not None
    cells = [[text_of(half) for half in cell.iter("span")] for cell in root.iter("td")]
    assert cells == [["2,000", "2 000"], []]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("Kazakhstan | 1 | 2", "The row 'Kazakhstan' of a map has no code of a country."),
        ("Land {.XX} | 1 | 2", "has the code 'XX', which no outline has."),
        ("Land {.kz} | 1 | 2", "has no code of a country."),
        ("Land {.KZ} | over 20 | 2", "The value 'over 20' of a map is no number from 0 on."),
        ("Land {.KZ} | -5 | 2", "The value '-5' of a map is no number from 0 on."),
    ],
)
def test_what_cannot_be_drawn_is_named_with_its_line(row: str, said: str) -> None:
    """What is wrong, where, and what to write."""
    with pytest.raises(ContentError) as caught:
        document("A {.UZ} | 1 | 1", row)
    assert str(caught.value).startswith("content/one.md:6: ")
    assert said in str(caught.value)


def test_a_third_column_of_numbers_is_an_error() -> None:
    """A map tells two apart; a column of words is none."""
    with pytest.raises(ContentError, match="3 columns of numbers"):
        document("A {.UZ} | 1 | 1 | 1", head="Country | One | Two | Three")
    document("A {.UZ} | 1 | word | 1", head="Country | One | Two | Three")


def test_the_outlines_are_those_of_the_atlas() -> None:
    """The file is what the tool makes of world-atlas as it is locked."""
    atlas = json.loads(from_npm("world-atlas/countries-110m.json").read_text("utf-8"))
    file = PROJECT / "pelican/plugins/bilingual/source/drawings/outlines.json"
    assert file.read_text("utf-8") == outlines(atlas)
    assert set(REGION) < set(COUNTRIES)

"""Tables whose rows may stack: each cell knows its column's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.finish.markup import read, write
from pelican.plugins.bilingual.finish.tables import labelled


def finished(html: str) -> str:
    return write(labelled(list(read(html))))


def table(head: list[str], rows: list[list[str]], attributes: str = "") -> str:
    top = "".join(f"<th>{one}</th>" for one in head)
    body = "".join(f"<tr>{''.join(f'<td>{one}</td>' for one in row)}</tr>" for row in rows)
    return f"<table{attributes}><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"


CELLS = st.lists(st.sampled_from(["a", "b c", "<b>x</b>", "1 &lt; 2"]), min_size=1, max_size=5)


@given(CELLS, st.integers(0, 3))
def test_every_cell_but_the_first_has_its_columns_name(head: list[str], rows: int) -> None:
    """Whatever stands in the headings, and however many there are."""
    html = table(head, [["v"] * len(head)] * rows)
    found = finished(html)
    names = [one.replace("<b>", "").replace("</b>", "") for one in head]
    for name in names[1:]:
        count = names[1:].count(name) * rows
        written = f'"{name}"' if " " in name or "<" in name else name
        assert found.count(f"<td data-label={written}>") == count
    assert found.count("<td>") == rows


def test_a_name_in_two_languages_has_their_tags() -> None:
    """Each half is told apart by its language's tag, a note's number is left out."""
    two = '<span lang="en">Debt</span><br><span lang="tk">Bergi</span><sup>1</sup>'
    found = finished(table(["x", "y", two], [["1", "2", "3"]]))
    assert '<td data-label="EN Debt / TK Bergi">3' in found


def test_a_name_cannot_end_its_attribute() -> None:
    """Quotation marks of a heading stay text."""
    found = finished(table(["x", "y", "\"a\" 'b' onclick=x"], [["1", "2", "3"]]))
    assert """<td data-label="&quot;a&quot; 'b' onclick=x">3""" in found


def test_a_table_keeps_its_classes() -> None:
    """The class that lets rows stack is one more."""
    found = finished(table(["x", "y", "z"], [], ' class="status"'))
    assert found.startswith('<table class="status stack">')


@pytest.mark.parametrize(
    "html",
    [
        table(["x", "y", "z"], [["1", "2", "3"]]).replace("<td>", '<td colspan="1">', 1),
        table(["x", "y"], [["1", "2"]], ' class="years"'),
        table(["x", "y"], [["1", "2"]]).replace("<td>", '<th scope="row">', 1),
        "<table><tr><td>1</td><td>2</td><td>3</td></tr></table>",
        table(["x", "y", "z"], [["1", "2", "<table><tr><td>r</td></tr></table>"]]),
        "<table><thead><tr><th>x</th></tr>",
    ],
)
def test_other_tables_stay_as_they_are(html: str) -> None:
    """Years, charts, cells over several columns, without a head, around others, not closed."""
    assert finished(html) == write(read(html))

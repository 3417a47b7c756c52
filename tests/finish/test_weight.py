"""How heavy a page is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.finish.weight import fits, weigh

WORDS = st.lists(st.sampled_from(["<p>", "</p>", "şäher ", "the ", "surveillance ", "5G "]))
PAGES = st.one_of(st.text(), st.binary(max_size=3000).map(bytes.hex), WORDS.map("".join))


@given(PAGES, st.integers(-40, 40))
def test_a_quick_look_at_a_page_says_what_its_weight_does(html: str, more: int) -> None:
    """Whatever is on it, and however close to the budget it is."""
    budget = weigh(html) + more
    assert fits(html, budget) is (more >= 0)


@pytest.mark.parametrize("times", [1, 50, 5000])
def test_long_pages_are_judged_as_short_ones(times: int) -> None:
    """Also where the quicker packing is far from the other one."""
    html = "<p>Hepdelik täzeliklere: / Weekly newsletters:</p>" * times
    assert fits(html, weigh(html))
    assert not fits(html, weigh(html) - 1)

"""A slug that cannot be used costs its message, not the build; `check` says it before."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pelican.plugins.bilingual.check.slugs import Address, refused

SLUGS = st.sampled_from("abcd")
ADDRESSES = st.lists(st.tuples(SLUGS, SLUGS), max_size=4).map(
    lambda rows: [
        Address(f"page-{number}", "", f"s{number}{source}", f"s{number}{given}")
        if source == given
        else Address(f"page-{number}", "", f"s{number}{source}", given)
        for number, (source, given) in enumerate(rows)
    ]
)


@given(ADDRESSES)
def test_no_two_pages_meet(addresses: list[Address]) -> None:
    """Whatever translators give, every page keeps an address of its own."""
    wrong = refused(addresses, {"d": "another thing"})
    slugs = [one.source if one.domain in wrong else one.given for one in addresses]
    assert len(set(slugs)) == len(slugs)
    assert "d" not in slugs


def test_pages_may_exchange_their_names() -> None:
    """A slug that another page gives up is free."""
    pages = [Address("a", "", "one", "two"), Address("b", "", "two", "three")]
    assert refused(pages, {}) == {}
    swapped = [Address("a", "", "one", "two"), Address("b", "", "two", "one")]
    assert refused(swapped, {}) == {}


def test_a_former_address_is_taken() -> None:
    """A redirect stands there."""
    pages = [Address("a", "", "one", "uno", frozenset({"old"})), Address("b", "", "two", "old")]
    assert list(refused(pages, {})) == ["b"]

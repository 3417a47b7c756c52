"""A slug that cannot be used costs its message, not the build; `check` says it before."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Site, findings

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


SLUG = 'msgctxt "slug"\nmsgid "one"\nmsgstr "{}"\n\n'


@pytest.mark.parametrize(
    "slug",
    [
        *("Привет", "a/b", "Hello World!", "two", "search", "..", "a--b", "-", "x" * 300),
        *("tk/one", "one.html", "%20", "ağ", "../../etc", "index.html", "<b>", "a\\nb"),
    ],
)
def test_a_slug_that_cannot_be_used_is_an_error_of_its_message(
    site: Site, caplog: pytest.LogCaptureFixture, slug: str
) -> None:
    """The site is built, readers get the source's slug, and check and build name the line."""
    site.page("one")
    site.page("two")
    file = site.catalog("one", SLUG.format(slug))
    line = file.read_text("utf-8").split("msgctxt")[0].count("\n") + 1
    (found,) = (one for one in findings() if one.check == "slug")
    assert (found.severity, found.line, found.page) == ("error", line, "one")
    with caplog.at_level(logging.WARNING):
        site.build()
    assert f"translations/tk/LC_MESSAGES/one.po:{line}: {found.text}" in caplog.text
    assert (site.output / "tk/one/index.html").is_file()


@pytest.mark.parametrize("slug", ["uno", "bir-sahypa", "Täze sahypa"])
def test_a_good_slug_is_none(site: Site, slug: str) -> None:
    """What can be an address is one."""
    site.page("one")
    site.catalog("one", SLUG.format(slug))
    assert not [one for one in findings() if one.check == "slug"]
    site.build()
    assert not (site.output / "tk/one").exists()

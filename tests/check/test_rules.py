"""Each check by itself, and `check()` over a site."""

from __future__ import annotations

from collections import Counter

import pytest
from support import Site, findings

from pelican.plugins.bilingual.check.rules import (
    ERROR,
    WARNING,
    check_block,
    check_characters,
    check_empty,
    check_inventory,
    check_markup,
    check_numbers,
    check_plain,
    check_quotes,
    check_style,
)
from pelican.plugins.bilingual.check.run import Finding
from pelican.plugins.bilingual.language.cldr import parse_locale

LONG = "This sentence has quite a few words in it, and it ends."


def names(problems) -> list[str]:
    return sorted({one.check for one in problems})


@pytest.mark.parametrize(
    ("msgid", "msgstr", "expected"),
    [
        ("Good day, world.", "Good day, world.", ["unchanged"]),
        ("Good day.", "Salam.", []),
        ("Huawei", "Huawei", []),
        ("5G 2019", "5G 2019", []),
        ("Good day.", "Salam", ["end"]),
        ("Good day.", "Salam!", ["end"]),
        ("Good day?", "Salam.", ["end"]),
        ("Good day", "Salam.", ["end"]),
        ("Good day:", "Salam.", ["end"]),
        ("“Good day.”", "«Salam.»", []),
        ("Good *day.*", "**Salam**.", []),
        ("Good day...", "Salam…", []),
        ("Good day.", "你好。", []),
        ("Good day?", "سلام؟", []),
        ("Good day.", "नमस्ते।", []),
        ("Good day.", "Salam salam.", ["doubled"]),
        ("Good day.", "Salam aýry-aýry.", []),
        ("Good day.", "Salam ýuwaş-ýuwaşdan.", []),
        ("Good day.", "The the day.", ["doubled"]),
        ("Very very good.", "Örän örän gowy.", []),
        (LONG, "Gysga.", ["length"]),
        (LONG, " ".join(f"söz{one}" for one in "abcdefghij" * 4) + ".", ["length"]),
        (LONG, "Bu sözlemde ep-esli söz bar, soň bolsa gutarýar.", []),
        (LONG, "这句话有很多词，然后就结束了，真的就是这样而已。", []),
    ],
)
def test_signs_of_an_oversight(msgid: str, msgstr: str, expected: list[str]) -> None:
    """They are warnings: a person may have meant it."""
    found = list(check_style(msgid, msgstr))
    assert names(found) == expected
    assert {one.severity for one in found} <= {WARNING}


@pytest.mark.parametrize(
    ("check_one", "msgid", "msgstr", "expected"),
    [
        (check_block, "Words", "# Söz", ["blocks"]),
        (check_block, "Words", "- Söz", ["blocks"]),
        (check_block, "- Words", "- Söz", []),
        (check_block, "Words", "1. Söz", ["blocks"]),
        (check_block, "On 3 May", "3. Mai", []),
        (check_block, "Words", "[TOC]", ["blocks"]),
        (check_block, "Words", "a\n\nb", ["blocks"]),
        (check_block, "Words", "a  \nb", []),
        (check_block, "Words", "-5 derece", []),
        (check_characters, "Words", "a\u202eb", ["characters"]),
        (check_characters, "Words", "a&#x202E;b", ["characters"]),
        (check_characters, "Words", "a&amp;#8238;b", ["characters"]),
        (check_characters, "Words", "a\ufeffb", ["characters"]),
        (check_characters, "Words", "a\u200c\u200d\u200e\u200f\u00adb&nbsp;c", []),
        (check_characters, "\u2067x\u2069", "\u2067y\u2069", []),
        (check_empty, "Words", "—", ["empty"]),
        (check_empty, "Words", "&nbsp;", ["empty"]),
        (check_empty, "Words", "<br>", ["empty"]),
        (check_empty, "[Words](https://a.example)", "[…](https://a.example)", ["empty"]),
        (check_empty, "%(n)s words", "%(n)s.", ["empty"]),
        (check_empty, "Words[^1]", "[^1]", ["empty"]),
        (check_empty, "30%", "٣٠", []),
        (check_empty, "`x`", "你", []),
        (check_empty, "…", "—", []),
        (check_plain, "Words", "<b>", ["tags"]),
        (check_plain, "Words", "&lt;b&gt;", ["tags"]),
        (check_plain, "Words", "<b", ["tags"]),
        (check_plain, "a < b", "b > a < c", []),
        (check_plain, "Words", "{filename}", ["placeholders"]),
        (check_plain, "%(n)s words", "söz", ["placeholders"]),
        (check_plain, "%(n)s words", "%(n)s söz", []),
        (check_plain, "%(n)s words", "%(n)9999d %(n)s", ["placeholders"]),
        (check_quotes, "Words", 'a"b', ["quotes"]),
        (check_quotes, "Words", "a&quot;b", ["quotes"]),
        (check_quotes, 'a "b"', '"a" b', []),
        (check_quotes, 'a "b"', 'a" x=y "', ["quotes"]),
        (check_quotes, "Words", "a'b = “c”", []),
        (check_markup, "[a](b)", "[x](b)", []),
        (check_markup, "[a](b)", "[x](c)", ["marks"]),
    ],
)
def test_errors_of_one_text(check_one, msgid: str, msgstr: str, expected: list[str]) -> None:
    """They are errors: the text is not published."""
    found = list(check_one(msgid, msgstr))
    assert names(found) == expected
    assert {one.severity for one in found} <= {ERROR}


def test_numbers_name_both_sides() -> None:
    english, turkmen = parse_locale("en"), parse_locale("tk")
    (found,) = check_numbers("30 of 1,000.5", english, "80 we 1 000,5", turkmen)
    assert (found.severity, found.check) == (ERROR, "numbers")
    assert "lacks 30 and has 80" in found.text


def test_an_inventory_is_compared_as_a_multiset() -> None:
    first = Counter({("link", "href=a"): 2, ("address", "a.example"): 1})
    second = Counter({("link", "href=a"): 1, ("tag", "<b>"): 1})
    found = [one.text for one in check_inventory(first, second)]
    assert found == [
        "The tag <b> is not in the source; take it out.",
        "The link href=a stands less often than in the source.",
    ]


BODY = "Good day.\n\nSee [it](https://a.example).\n\nAbout 30 people.\n\nSome words."
GOOD = 'msgid "Good day."\nmsgstr "Salam"\n\n'
LINK = 'msgid "See [it](https://a.example)."\nmsgstr "Gör [ony](https://b.example)."\n\n'
FIGURE = '{}msgid "About 30 people."\nmsgstr "40 adama golaý."\n\n'


def found_in(site: Site, *pages: str) -> list[Finding]:
    return findings(site.root / "pelicanconf.py", pages)


def test_a_site_is_checked_in_order(site: Site) -> None:
    """Findings come by catalog and line, with severity, check and page."""
    for name in ("two", "one"):
        site.page(name, BODY)
        site.catalog(name, GOOD + LINK + FIGURE.format(""))
    site.catalog("site", 'msgctxt "setting"\nmsgid "Site"\nmsgstr "<b>Saýt"\n')
    found = [(one.path[-6:], one.line, one.severity, one.check, one.page) for one in found_in(site)]
    one = [
        ("one.po", 9, WARNING, "end", "one"),
        ("one.po", 12, ERROR, "links", "one"),
        ("one.po", 12, ERROR, "links", "one"),
        ("one.po", 15, ERROR, "numbers", "one"),
    ]
    two = [(path.replace("one", "two"), *rest, "two") for path, *rest, _ in one]
    assert found == [*one, ("ite.po", 9, ERROR, "tags", "site"), *two]
    assert {finding.page for finding in found_in(site, "two")} == {"two"}


@pytest.mark.parametrize(
    "noqa",
    [
        "# noqa: links, end, numbers\n",
        "# noqa: links end numbers. The source is wrong.\n",
        "# noqa: [links], [end] [numbers] as the source is wrong\n",
        "#NOQA : Links,End,Numbers\n",
    ],
)
def test_comments_accept_numbers_and_warnings(site: Site, noqa: str) -> None:
    """`# noqa` names what it accepts, as findings do; links are no matter of taste."""
    site.page("one", BODY)
    site.catalog("one", noqa + GOOD + noqa + LINK + FIGURE.format(noqa))
    assert names(found_in(site)) == ["links"]


def test_a_broken_catalog_is_a_finding(site: Site) -> None:
    site.page("one", BODY)
    site.catalog("one", 'msgid "Good day.\n')
    (found,) = found_in(site)
    assert (found.line, found.severity, found.check) == (9, ERROR, "syntax")


def test_fuzzy_and_missing_texts_have_no_findings(site: Site) -> None:
    site.page("one", BODY)
    site.catalog("one", f'#, fuzzy\n{LINK}msgid "Good day."\nmsgstr ""\n')
    assert found_in(site) == []

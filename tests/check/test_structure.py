"""What a translation holds besides words, judged in a page of one paragraph."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from judging import ABOUT, PARSER, judged

from pelican.plugins.bilingual.check.rules import ERROR
from pelican.plugins.bilingual.source.marks import folded
from pelican.plugins.bilingual.source.segments import fold


def names(source: str, target: str, tag: str = "tk", noqa: str = "") -> list[str]:
    """The checks that find something, errors with a capital."""
    found = judged(source, target, tag, noqa)
    return sorted({one.check.upper() if one.severity == ERROR else one.check for one in found})


WORDS = st.sampled_from(["words", "a", "of", "ä", "x_y", "1,234", "30%", "don't", "--", "…"])
GAP = "\x00"
"""Where a text has a space or a soft line break."""
SPACES = (" ", "\n", " \n", "\n ", "\t", "  ")
MARKS = (
    *("`a\x00b`", "``a\x00`\x00b``", "`x  \x00 y`", "*a\x00b*", "**a\x00*b*\x00c**", "_a\x00b_"),
    *("<b\x00class='x'\x00id=y>b\x00c</b>", '<span title="a\x00b">c</span>', "<br\x00/>"),
    *(
        "[a\x00b](https://example.org/)",
        '[a](https://example.org/x_(y)\x00"T\x00t")',
        "a\x00[b][ref]",
    ),
    *(
        "[a\x00b][ref]",
        "![a\x00b](x.png\x00'T\x00t')",
        "<https://example.org/a>",
        "<a@example.org>",
    ),
    *(
        "[^1]",
        "`c\x00d`{: .x #y }",
        "*e\x00f*{: title='g h' }",
        "HTML",
        "\\*a\x00b\\*",
        "&nbsp;",
        "<!-- a\x00b -->",
    ),
    *(
        "<img\x00alt='a\x00b'\x00src=x.png>",
        "<kbd>a\x00b</kbd>",
        '<a\x00href="https://a.example/"\x00title="x">y</a>',
    ),
    *("https://example.org/x", "[ref]", "<span dir=rtl>a\x00b</span>", '"a\x00b"', "'a'\x00b"),
)


@st.composite
def broken(draw: st.DrawFn) -> tuple[str, str]:
    """One text with its soft line breaks in two ways."""
    text = GAP.join(draw(st.lists(WORDS | st.sampled_from(MARKS), min_size=1, max_size=6)))
    return tuple(  # type: ignore[return-value] # two of them
        "".join(draw(st.sampled_from(SPACES)) if one == GAP else one for one in f"w\x00{text}")
        for _ in range(2)
    )


@settings(deadline=None)
@given(broken())
def test_a_soft_line_break_is_a_space(texts: tuple[str, str]) -> None:
    """Wherever Markdown folds white space, neither the copy nor a translation is an error."""
    source, target = texts
    segments = PARSER.parse(source + ABOUT, "one.md").body.segments
    assume(segments[0].msgid == fold(source))  # else raw HTML begins a block of its own
    assume("] [ref]" not in folded(source))  # one link, but two with more than one space
    assert not judged(source, target)
    for tag in ("en-GB", "tk"):
        wrong = judged(source, f"söz {target}", tag)
        assert not [one for one in wrong if one.severity == ERROR]


@pytest.mark.parametrize("name", ["title", "alt", "aria-label", "placeholder", "label", "abbr"])
def test_what_people_read_of_a_tag_may_be_translated(name: str) -> None:
    """Its value is text as any other; nothing else of the tag may change."""
    source = f'A <i class="c" {name}="some words">x</i>.'
    good = f'Bir <i class="c" {name}="käbir “sözler”">x</i>.'
    assert names(source, good) == []
    for old, new, wrong in (
        ('class="c"', 'class="d"', "TAGS"),
        (' class="c"', "", "TAGS"),
        ("käbir", 'käbir" onclick="x', "TAGS"),
        ("käbir", "käbir' onclick='x", ""),
        (f'{name}="käbir “sözler”"', f"{name}=käbir onclick=x", "TAGS"),
        (f' {name}="käbir “sözler”"', "", "TAGS"),
        (name, "onclick", "TAGS"),
        (name, f"{name}='a' {name}", "TAGS"),
        ("käbir", "https://evil.example", "ADDRESSES"),
        ("käbir", "&#x202e;", "CHARACTERS"),
        ("käbir", "{filename}x", "PLACEHOLDERS"),
        ("<i", "<b", "TAGS"),
    ):
        assert old in good
        assert wrong in ["", *names(source, good.replace(old, new))], new


CASES = [
    ("Run `a` twice.", "`a` we `a` işlet.", ["code"]),
    ("Run `a` or `a`.", "`a` işlet.", ["code"]),
    ("Run it.", "`if let` bilen işlet.", ["code"]),
    ("Run `a`.", "“a” işlet.", ["code"]),
    ("Run `a`.", "`b` işlet.", ["code"]),
    ("Run `a`.", "`curl https://evil.example` işlet.", ["ADDRESSES", "code"]),
    ("Run `port 22`.", "`port 23` işlet.", ["NUMBERS", "code"]),
    ("The `i32` of `i64`.", "“i32”, `i64`, `i32`.", []),
    ("In C++ it is `a`.", '<span dir=ltr>C++</span> <span dir="ltr">`a`</span>.', ["directions"]),
    ("It is `a`.", "<span dir=ltr onclick=x>`a`</span>.", ["TAGS"]),
    ("It is `a`.", "<span dir=ltr>`a`.", ["TAGS", "directions"]),
    ("It is `a`.", "<bdo dir=rtl>`a`</bdo>.", ["TAGS"]),
    ("It <i>is</i>.", "<i><span dir=ltr>bu</i></span>.", ["TAGS", "directions"]),
    (
        "See [it](https://en.wikipedia.org/wiki/Q_1).",
        "[Ony](https://tk.wikipedia.org/wiki/%D0%A1) gör.",
        ["localised"],
    ),
    (
        "See [it](https://en.wikipedia.org/wiki/Q).",
        "[Ony](https://ru.wikipedia.org/wiki/Q) gör.",
        ["LINKS"],
    ),
    (
        "See [it](https://en.wikipedia.org/wiki/Q).",
        "[Ony](http://tk.wikipedia.org/wiki/Q) gör.",
        ["LINKS"],
    ),
    ("See [it](https://a.example/en-us/x).", "[Ony](https://a.example/tk/x) gör.", ["localised"]),
    ("See [it](https://a.example/en-us/x).", "[Ony](https://a.example/tk/y) gör.", ["LINKS"]),
    ("See [it](https://en.a.example/x).", "[Ony](https://tk.evil.example/x) gör.", ["LINKS"]),
    ("See [it](https://a.example/).", "[Ony](https://a.example) gör.", []),
    ("See [it](https://a.example/x).", "[Ony](https://a.example/y) gör.", ["LINKS"]),
    ("See [it](https://a.example/2019).", "Ony gör.", ["links"]),
    ("See [it](https://a.example/2019).", "[Ony] (https://a.example/2019) gör.", ["links"]),
    ("See [it](https://a.example/x).", "[Ony](https://b.example/x) gör.", ["LINKS"]),
    ("See [it](a.md).", "[Ony](a.md) we [ony](b.md) gör.", ["LINKS"]),
    ("See [it](a.md).", "[Ony](a.md) gör, [ýene](a.md).", ["links"]),
    ("See [it](a.md) or [that](b.md).", "[Ony](a.md) ýa-da [şony](a.md) gör.", ["LINKS"]),
    ("See example.org at https://example.org.", "https://example.orgda gör.", []),
    ("Write to help@example.org.", "help@example.orga ýazyň.", []),
    ("Write to help@example.org.", "help@example.org에서", []),
    ("Write to help@example.org.", "evil@example.org salgysyna ýazyň.", ["ADDRESSES"]),
    ("See https://example.org/x.", "https://example.org-da gör.", []),
    ("See https://example.org/2019.", "https://example.org/2020 gör.", ["ADDRESSES"]),
    ("See https://example.org.", "https://example.organic gör.", ["ADDRESSES"]),
    ("See https://example.org.", "https://example.org.evil.example gör.", ["ADDRESSES"]),
    ("See https://example.org.", "https://example.org@evil.example gör.", ["ADDRESSES"]),
    ("See https://example.org.", "https://example.org。evil.example gör.", ["ADDRESSES"]),
    ("See https://example.co.", "https://example.com gör.", ["ADDRESSES"]),
    ("See https://en.example.org/a.", "https://tk.example.org/b gör.", ["localised"]),
    ("See [it](https://a.example).", "[Ony](https://evil.example) gör.", ["LINKS"]),
    ("On page 2.", "Sahypada.", ["NUMBERS"]),
    ("The `{n}` of it.", "Onuň “{n}” ýeri.", ["code"]),
    ("In braces.", "Ýaýlarda: `{}`.", ["code"]),
    ("The {n} of it.", "Onuň {m}.", ["PLACEHOLDERS"]),
    ("The `Box<T>` type.", "`<Box<T`.", ["code"]),
    ("The *words*.", "**…**", ["EMPTY"]),
]


@pytest.mark.parametrize(("source", "target", "expected"), CASES)
def test_what_a_person_may_mean_is_a_warning(source: str, target: str, expected: list[str]) -> None:
    """What leads readers elsewhere, or changes a value, is an error."""
    assert names(source, target) == expected


@pytest.mark.parametrize(("source", "target", "expected"), CASES)
def test_noqa_accepts_what_a_person_can_overrule(
    source: str, target: str, expected: list[str]
) -> None:
    """Warnings, numbers and texts without letters; nothing that an attack would look like."""
    noqa = "code directions localised links addresses tags numbers empty characters"
    left = [one for one in expected if one.isupper() and one not in ("NUMBERS", "EMPTY")]
    assert names(source, target, noqa=noqa) == left


def test_a_mark_too_many_is_said_to_be_one_too_many() -> None:
    """What the source has is not called unknown to it."""
    (more,) = judged("Run `a`.", "`a` `a`.")
    (fewer,) = judged("Run `a` or `a`.", "`a` işlet.")
    assert "more often than in the source" in more.text
    assert "less often than in the source" in fewer.text

"""Style sheets as pages carry them: no rule that a page can use is missing, others are."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st
from support import PROJECT

from pelican.plugins.bilingual.finish.css import Stylesheet, read_stylesheets, squeeze
from pelican.plugins.bilingual.finish.markup import Document

SHEETS = sorted(path.stem for path in (PROJECT / "theme/static/css").glob("*.css"))
TYPES, CLASSES, IDS = ("p", "a", "li", "td"), ("pair", "quiet", "bars"), ("main", "toc")
LANGS = ("", "en", "tk")


@dataclass(frozen=True)
class Node:
    """An element of a page made up for these tests."""

    type: str
    classes: frozenset[str]
    id: str
    lang: str
    children: tuple[Node, ...] = ()

    def html(self) -> str:
        values = {"class": " ".join(sorted(self.classes)), "id": self.id, "lang": self.lang}
        found = "".join(f' {name}="{value}"' for name, value in values.items() if value)
        return f"<{self.type}{found}>{''.join(one.html() for one in self.children)}</{self.type}>"


@dataclass(frozen=True)
class Spot:
    """An element with what stands above and before it."""

    node: Node
    above: Spot | None
    before: Spot | None

    def below(self) -> Iterable[Spot]:
        """The elements in it, each before those that are in that one."""
        last = None
        for child in self.node.children:
            last = Spot(child, self, last)
            yield last
            yield from last.below()


@dataclass(frozen=True)
class Selector:
    """A selector with what it means, said a second time."""

    text: str
    matches: Callable[[Spot], bool]


def nodes() -> st.SearchStrategy[Node]:
    classes = st.frozensets(st.sampled_from(CLASSES), max_size=2)
    values = (
        st.sampled_from(TYPES),
        classes,
        st.sampled_from(("", "", *IDS)),
        st.sampled_from(LANGS),
    )
    return st.recursive(
        st.builds(Node, *values),
        lambda inner: st.builds(Node, *values, st.lists(inner, max_size=3).map(tuple)),
        max_leaves=6,
    )


def every(parts: list[Selector]) -> Selector:
    return Selector(
        "".join(one.text for one in parts),
        lambda spot: all(one.matches(spot) for one in parts),
    )


def any_of(name: str, parts: list[Selector]) -> Selector:
    return Selector(
        f":{name}({', '.join(one.text for one in parts)})",
        lambda spot: any(one.matches(spot) for one in parts),
    )


def negated(one: Selector) -> Selector:
    return Selector(f":not({one.text})", lambda spot: not one.matches(spot))


def holding(combinator: str, one: Selector) -> Selector:
    def matches(spot: Spot) -> bool:
        below = [found for found in spot.below() if one.matches(found)]
        return any(found.above is spot for found in below) if combinator else bool(below)

    return Selector(f":has({combinator}{one.text})", matches)


def combined(left: Selector, combinator: str, right: Selector) -> Selector:
    def matches(spot: Spot) -> bool:
        if not right.matches(spot):
            return False
        above, before = spot.above, spot.before
        if combinator == " > ":
            return above is not None and left.matches(above)
        if combinator == " + ":
            return before is not None and left.matches(before)
        step = "above" if combinator == " " else "before"
        while (spot := getattr(spot, step)) is not None:
            if left.matches(spot):
                return True
        return False

    return Selector(f"{left.text}{combinator}{right.text}", matches)


types = st.sampled_from(("*", *TYPES, "dl")).map(
    lambda name: Selector(name, lambda spot: name in ("*", spot.node.type))
)
class_names = st.sampled_from((*CLASSES, "timeline")).map(
    lambda name: Selector(f".{name}", lambda spot: name in spot.node.classes)
)
ids = st.sampled_from(IDS).map(lambda name: Selector(f"#{name}", lambda spot: spot.node.id == name))
attributes = st.sampled_from(("[lang]", "[lang=tk]", '[class~="pair"]', "[href^=http]")).map(
    lambda text: Selector(
        text,
        lambda spot: {
            "[lang]": bool(spot.node.lang),
            "[lang=tk]": spot.node.lang == "tk",
            '[class~="pair"]': "pair" in spot.node.classes,
        }.get(text, False),
    )
)
states = st.sampled_from((":hover", ":first-child", ":nth-child(2n + 1)", ":focus-visible")).map(
    lambda text: Selector(text, lambda spot: True)
)
simple = st.one_of(class_names, ids, attributes)


def nested(inner: st.SearchStrategy[Selector]) -> st.SearchStrategy[Selector]:
    """Pseudo-classes around selectors, and compounds and combinations of these."""
    several = st.lists(inner, min_size=1, max_size=3)
    functions = st.one_of(
        several.flatmap(
            lambda parts: st.sampled_from(("is", "where")).map(lambda n: any_of(n, parts))
        ),
        inner.map(negated),
        st.tuples(st.sampled_from(("", "> ")), simple).map(lambda one: holding(*one)),
    )
    parts = st.lists(st.one_of(simple, functions, states), min_size=1, max_size=2)
    compounds = st.one_of(
        parts.map(every), st.tuples(types, parts).map(lambda t: every([t[0], *t[1]]))
    )
    return st.one_of(
        compounds,
        st.tuples(compounds, st.sampled_from((" ", " > ", " + ", " ~ ")), compounds).map(
            lambda one: combined(*one)
        ),
    )


selectors = st.recursive(st.one_of(types, simple), nested, max_leaves=4)
PSEUDO = ("", "", "::before", "::after", "::marker")
AROUND = (
    "{}",
    "@media print {{ {} }}",
    "@media (min-width: 60em) and (max-width: 70em) {{ q {{ x: y }} {} }}",
    "@supports (display: grid) {{ @media screen {{ {} }} }}",
)


@settings(max_examples=300)
@given(
    st.lists(nodes(), min_size=1, max_size=3).map(tuple),
    st.lists(selectors, min_size=1, max_size=3),
    st.sampled_from(PSEUDO),
    st.sampled_from(AROUND),
)
def test_no_rule_that_matches_is_dropped(
    page: tuple[Node, ...], rule: list[Selector], pseudo: str, around: str
) -> None:
    """A selector that some element of a page matches is on that page, with its declarations."""
    spots = list(Spot(Node("body", frozenset(), "", "", page), None, None).below())
    used = [one for one in rule if any(one.matches(spot) for spot in spots)]
    css = around.format(", ".join(one.text + pseudo for one in rule) + " { color: red }")
    found = Document.read("".join(one.html() for one in page)).names
    left = Stylesheet(css).text(found)
    for one in used:
        assert squeeze(one.text + pseudo) in left, left
        assert "{color:red}" in left
    assert Stylesheet(left).text(found) == left


DROPPED = [
    ".x{a:b}",
    "dl{a:b}",
    "#x{a:b}",
    "[href]{a:b}",
    "p .x{a:b}",
    "p:has(> .x){a:b}",
    "p:is(.x, dl){a:b}",
    "p:is(.x):hover::before{a:b}",
    "p.x:not(.y){a:b}",
    "@media print{.x{a:b}}",
    "@media print{}",
    "@supports (a:b){@media print{.x{a:b}dl{c:d}}}",
]


@pytest.mark.parametrize("css", DROPPED)
def test_a_rule_without_use_goes(css: str) -> None:
    """A page with a paragraph of class `y` has no use for these, nor for an empty at-rule."""
    found = Document.read("<p class=y lang=en>x</p>").names
    assert Stylesheet(f"{css} p{{c:d}}").text(found) == "p{c:d}"


KEPT = [
    "*{a:b}",
    ":root{--a:b}",
    "::selection{a:b}",
    ":target{a:b}",
    "p:not(.x){a:b}",
    "p:not(.x,dl)::before{a:b}",
    ":is(.x,p):last-child{a:b}",
    ":is(td,:is(.x,.y)){a:b}",
    "P.y{a:b}",
    "[lang=en]{a:b}",
    "@page{size:A4;@bottom-right{content:counter(page)}}",
    "@font-face{font-family:x;src:url(data:font/woff2;base64,AA==)}",
    "@keyframes x{from{a:b}50%{a:c}}",
    "@layer a,b;",
    "@container (width>1px){p{a:b}}",
    "@media print{p{a:b}@media (width>1px){p{c:d}}}",
    "p{a:b;& q{c:d}}",
    'p::before{content:"{ } ; , > /* x */  y"}',
    'p::before{content:"it\'s  \\"x\\"  "}',
    'p::before{content:"a: b;}"}',
    'p{background:url("data:image/svg+xml;utf8,<svg a=\'{}\'/>, x")}',
    "p{background:url(data:image/png;base64,iVBORw0KGgo=),none}",
    "p{width:calc(1px + 2px*3)}",
    "p{font:700 1rem/1.8 a,\"b  c\"}",
    "p :is(a,b,p){a:b}",
    "p:is(p){a:b}",
]  # fmt: skip


@pytest.mark.parametrize("css", KEPT)
def test_what_a_page_may_use_stays_as_it_is(css: str) -> None:
    """Rules that match, rules without names, and strings and addresses with odd marks in them."""
    found = Document.read("<p class=y lang=en>x</p>").names
    assert Stylesheet(css).text(found) == css
    assert squeeze(css) == css


SQUEEZED = {
    "/* it's */ a , b > c { d: e ; }": "a,b>c{d:e}",
    "a :hover{b: c}": "a :hover{b:c}",
    "a{/* x */b/**/: c}\n\n\na  b{c:d;}": "a{b : c}a b{c:d}",
    "@media (min-width: 60em)  {\n  a { b: c }\n}": "@media (min-width:60em){a{b:c}}",
    'a{b:"/* x */"}': 'a{b:"/* x */"}',
}


@pytest.mark.parametrize("css", SQUEEZED)
def test_white_space_and_comments_go(css: str) -> None:
    """What carries no meaning goes; the space of a descendant stays."""
    assert squeeze(css) == SQUEEZED[css]


def test_a_string_over_two_lines_keeps_its_text() -> None:
    """An escaped line break within a string is part of it."""
    css = 'p::before{content:"a\\\n  b"}'
    (rule,) = tinycss2.parse_stylesheet(squeeze(css))
    (given_rule,) = tinycss2.parse_stylesheet(css)
    first, second = (one.content[-1].value for one in (rule, given_rule))
    assert first == second


@settings(max_examples=200)
@given(st.lists(st.sampled_from([*"{}()[];:,>\"'\\/*@.# \n", "p", "media", "url(", "/*", "!"])))
def test_a_broken_style_sheet_stops_nothing(pieces: list[str]) -> None:
    """Half a rule, a quotation mark too many: the page is built, as a browser would show it."""
    Stylesheet("".join(pieces)).text({"p"})


@pytest.mark.parametrize("css", ["@media print;p{a:b}", "@media;p{a:b}", "@supports (a:b)"])
def test_an_at_rule_without_its_block_stops_nothing(css: str) -> None:
    """It means nothing to a browser, and the rule behind it is still there."""
    assert Stylesheet(css).text({"p"}).endswith("p{a:b}" * ("p{" in css))


def test_sheets_are_joined_in_their_order(tmp_path: Path) -> None:
    """What stands later in the list wins in the cascade."""
    (tmp_path / "a.css").write_text("a { b: c }\n", encoding="utf-8")
    (tmp_path / "b.css").write_text("/* ý */ a { b: d }", encoding="utf-8")
    assert read_stylesheets(tmp_path, ("b", "a")) == "a{b:d}a{b:c}"
    with pytest.raises(FileNotFoundError):
        read_stylesheets(tmp_path, ("a", "c"))


def test_pages_with_the_same_names_share_one_text() -> None:
    """The pruned sheet depends on the page's names alone, whatever was asked before."""
    sheet = Stylesheet(".a{x:y}.b{x:y}p{x:y}")
    first = sheet.text({".a", "p", "q", "#z"})
    sheet.text({".b"})
    assert sheet.text({"p", ".a"}) == first == ".a{x:y}p{x:y}"

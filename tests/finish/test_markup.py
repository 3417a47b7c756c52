"""Finished pages lose bytes, and nothing that a browser makes of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapes import shape

from pelican.plugins.bilingual.finish.markup import Document, Tag, read, tokens, write

VALUES = [
    *("", "x", "a b", "/p/", "x/", "a>b", "<b>", "</p>", "it's", 'say "x"', "&quot;", "&amp;"),
    *("x=y", "/a?b=c&amp;d=e", " a ", "a\nb", "`", "é", "--><b>", "<!--", "/", "100%"),
]
WORDS = [
    *("a", "b c", " ", "\n  ", "\t", "x &amp; y", "1 < 2", "3 > 2", "&lt;b&gt;", "it's", '"q"'),
    *("\u00a0", " \u00a0 ", "é", "AT&T", "&#60;p&#62;"),
    *("&ldquo;x&rdquo;", "&nbsp;", "&#32;", "&amp;lt;", "<&#98;>", "&&#108;t;", "&copy", "&x;"),
]
RAW = ["", "a", "<b>", "if (a < b) { '<p>' }", "<p>x  y</p>", " \n x", "&amp;", '"', "<!"]
COMMENTS = [
    "<!---->",
    "<!-- x -->",
    "<!-- <p> -->",
    "<!--\n-- > ' \"\n-->",
    "<!--[if IE]><![endif]-->",
]


@st.composite
def attribute(draw: st.DrawFn, always_quoted: bool = False) -> str:
    name = draw(st.sampled_from(["class", "href", "title", "data-x", "CLASS", "hidden", "alt"]))
    value = draw(st.sampled_from(VALUES))
    styles = [f'{name}="{value}"'] * ('"' not in value) + [f"{name}='{value}'"] * ("'" not in value)
    if re.fullmatch(r"[^\s\"'=<>`]+", value) and not always_quoted:
        styles.append(f"{name}={value}")
    if not value and not always_quoted:
        styles.append(name)
    return draw(st.sampled_from(styles))


def start(name: str, always_quoted: bool = False) -> st.SearchStrategy[str]:
    """A start tag, with attributes that all have names of their own."""
    several = st.lists(
        attribute(always_quoted),
        max_size=3,
        unique_by=lambda one: one.partition("=")[0].lower(),
    )
    return several.map(lambda found: f"<{' '.join([name, *found])}>")


def element(name: str, content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(start(name), content).map(lambda one: f"{one[0]}{one[1]}</{name}>")


def several(one: st.SearchStrategy[str], space: bool = True) -> st.SearchStrategy[str]:
    between = st.sampled_from(["", " ", "\n", *COMMENTS] if space else [""])
    pairs = st.lists(st.tuples(between, one), max_size=4)
    return st.tuples(pairs, between).map(lambda t: "".join(a + b for a, b in t[0]) + t[1])


text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)
raw = st.sampled_from(RAW)
path = start("path", always_quoted=True).map(lambda tag: f"{tag[:-1]}/>")
leaf = st.one_of(
    text,
    *(start(name) for name in ("br", "img", "input", "wbr")),
    *(element(name, raw) for name in ("textarea", "script")),
    *(element(name, text) for name in ("a", "button")),
    element("svg", several(path, space=False)),
)
inline = st.recursive(
    leaf,
    lambda inner: st.one_of(
        *(element(name, several(inner)) for name in ("b", "span", "em", "code", "label", "abbr"))
    ),
    max_leaves=6,
)
words = several(inline)


def containers(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements that hold blocks."""
    flow = several(st.one_of(inner, inline))
    cells = several(st.one_of(element("td", flow), element("th", flow)))
    rows = several(element("tr", cells))
    groups = st.tuples(
        st.one_of(st.just(""), element("caption", words)),
        st.one_of(st.just(""), element("thead", rows)),
        several(element("tbody", rows)),
        st.one_of(st.just(""), element("tfoot", rows)),
    ).map("".join)
    terms = several(st.one_of(element("dt", words), element("dd", flow)))
    return st.one_of(
        *(element(name, flow) for name in ("div", "section", "blockquote", "main", "aside")),
        *(element(name, several(element("li", flow))) for name in ("ul", "ol")),
        element("dl", st.one_of(terms, several(element("div", terms)))),
        element("table", groups),
        element("figure", st.tuples(flow, element("figcaption", flow)).map("".join)),
        element("details", st.tuples(element("summary", words), flow).map("".join)),
        element("select", several(element("option", text))),
        element("ins", several(inner)),
    )


block = st.one_of(
    *(element(name, words) for name in ("p", "p", "h2", "address")),
    element("pre", st.tuples(text, several(st.one_of(text, element("b", text)))).map("".join)),
    element("style", raw),
    start("hr"),
)
flow = several(st.one_of(st.recursive(block, containers, max_leaves=6), inline))
document = st.tuples(start("html"), element("title", raw), start("body"), flow).map(
    lambda t: (
        f'<!DOCTYPE html>\n{t[0]}\n<head>\n<meta charset="utf-8">\n{t[1]}\n</head>\n'
        f"{t[2]}\n{t[3]}\n</body>\n</html>\n"
    )
)


def rewritten(html: str) -> str:
    return write(read(html))


@given(st.one_of(document, flow))
def test_a_document_is_read_at_once_as_it_is_piece_by_piece(html: str) -> None:
    """Its pieces are those that come one by one, and its tags are those among them."""
    page = Document.read(html)
    assert page.pieces == [piece for piece, _ in tokens(html)]
    assert {*page.tags} == {one for one in page.pieces if isinstance(one, Tag)}
    assert {id(one) for one in page.tags} <= {*map(id, page.pieces)}


@settings(max_examples=150)
@given(st.one_of(document, flow))
def test_a_browser_builds_the_same_tree(html: str) -> None:
    """Whatever is on a page, its elements, attributes, words and spaces between words stay."""
    assert shape(rewritten(html)) == shape(html)


@settings(max_examples=100)
@given(st.one_of(document, flow))
@example("<!DOCTYPE html>\n<title></title>\n<body>\n\xa0\n</body>\n")
def test_a_page_is_written_once_and_for_all(html: str) -> None:
    """What has been written is read and written as it is, and is no longer than it was."""
    once = rewritten(html)
    assert rewritten(once) == once
    assert len(once) <= len(html)


@settings(max_examples=150)
@given(
    st.lists(st.sampled_from([*"<>/!-='\" abp\n", "<p", "</", "<!--", "-->", "<pre>", "<title>"]))
)
def test_any_text_is_read_and_written(pieces: list[str]) -> None:
    """Nothing that looks like half a tag, a comment or an attribute stops the build."""
    html = "".join(pieces)
    rewritten(html)
    rewritten(f"<!DOCTYPE html><p>{html}</p>")


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["<", "<b", "a < b", "<!-", "<!", "&lt;", "x", "\n", "-->", "</"])))
@example(["<!-- x"])
@example(["x", "<!", "--"])
def test_words_after_an_unfinished_tag_survive(pieces: list[str]) -> None:
    """Without a `>` there is no tag, and no letter of the source is lost."""
    html = "".join(pieces).replace(">", "")
    assert re.sub(r"\s+", "", rewritten(html)) == re.sub(r"\s+", "", html)


SAME = [
    "<p>a <b>b</b> <i>c</i> d",
    "<p>a<b> b</b>",
    "<pre>\n\n a\n   <b> b </b>\n</pre>",
    "<textarea> a\n b </textarea>",
    "<title>a <b> c</title>",
    "<p>a\u00a0 b",
    "<p>\u00a0<p>\u2003x",
    '<a title="a > b">x</a>',
    "<a title='say \"x\"'>x</a>",
    '<a title="it\'s">x</a>',
    '<a title="&quot;a b&quot;">x</a>',
    "<a href=x/>y</a>",
    '<a href="/x?a=b">y</a>',
    '<svg viewbox="0 0 1 1"><path d="M0 0"/></svg>',
    "<div><p>a</p>b</div>",
    "<a href=x><p>a</p></a>",
    "<ins><p>a</p></ins>",
    "<p>a</p><a href=x>b</a>",
    "<dl><div><dt>a<dd>b</dd></div></dl>",
    "<p>1 < 2 > 3",
    "<p>a <",
    "<p>a <b",
    "<noscript><p>x</p></noscript>",
    "<button>a</button> <button>b</button>",
]  # fmt: skip


@pytest.mark.parametrize("html", SAME)
def test_what_is_needed_stays(html: str) -> None:
    """White space that separates, quotation marks, slashes and end tags that mean something."""
    assert rewritten(html) == html


SHORTER = {
    "<p>a</p>\n\n<!-- x -->\n\n<p>b</p>\n": "<p>a<p>b</p>",
    "<ul>\n<li>a</li>\n<li>b</li>\n</ul>": "<ul><li>a<li>b</ul>",
    "<p>a   b\n c</p></div>": "<p>a b c</div>",
    "<p>a <!-- x --> b": "<p>a b",
    '<input value="">': '<input value="">',
    "<p class=\"a\" title='b c'>x": '<p class=a title="b c">x',
    "<tr><td>a</td><td>b</td></tr></table>": "<tr><td>a<td>b</table>",
    "<BR CLASS=A>": "<br class=A>",
    "<p>x</p><hr><p>y</p><b>z</b>": "<p>x<hr><p>y</p><b>z</b>",
}


@pytest.mark.parametrize("html", SHORTER)
def test_what_nobody_needs_goes(html: str) -> None:
    """Comments, white space next to blocks, end tags and quotation marks that may go."""
    assert rewritten(html) == SHORTER[html]
    assert shape(SHORTER[html]) == shape(html)


FOUND = [
    ("an address with an equals sign and no quotes", "<a href=/x?a=b&amp;c=d>y</a>"),
    ("a script that begins a comment", "<script><!-- x</script><p>a</p>  <p>b</p><!-- -->"),
    ("a text that begins a comment", "<textarea><!--</textarea><p>a</p>  <p>b</p><!-- -->"),
    ("a tag in CSS", "<style>b::after{content:\"<b t='\"}</style><p>don't</p>  <p>don't</p>"),
]


@pytest.mark.parametrize(("html"), [one for _, one in FOUND], ids=[name for name, _ in FOUND])
def test_odd_pages_keep_their_trees(html: str) -> None:
    """What browsers accept is read as they read it, and behind it the page goes on."""
    assert shape(rewritten(html)) == shape(html)
    tags = [one.name for one in read(html) if isinstance(one, Tag)]
    assert tags.count("p") == len(re.findall(r"</?p\b", html)), "tags read as text"


@pytest.mark.parametrize(
    "html", ["<path d=M0 class=x />", "<path d=x/ />", '<path d="x/"/>', "<g/>"]
)
def test_a_self_closing_tag_gains_no_byte(html: str) -> None:
    """Its slash belongs to no value, with quotation marks or without."""
    once = rewritten(f"<svg>{html}</svg>")
    assert shape(once) == shape(f"<svg>{html}</svg>")
    assert len(once) <= len(f"<svg>{html}</svg>")


ENTITIES = {
    "&ldquo;a&rdquo; &quot;b&quot; &mdash;": '“a” "b" —',
    "5&nbsp;km&#160;": "5\xa0km\xa0",
    "&shy;&zwnj;&rlm;&Tab;": "&shy;&zwnj;&rlm;&Tab;",
    "&lt;b&gt; &amp;lt; &amp;amp;": "&lt;b&gt; &amp;lt; &amp;amp;",
    "<&#98;>x": "<&#98;>x",
    "<&#47;p>": "<&#47;p>",
    "&&#108;t;": "&&#108;t;",
    "&nothing; &copy": "&nothing; &copy",
}


@pytest.mark.parametrize("text", ENTITIES)
def test_entities_become_characters_that_are_no_markup(text: str) -> None:
    """A quotation mark may be itself; what would begin a tag or hide on the page may not."""
    assert rewritten(f"<p>{text}") == f"<p>{ENTITIES[text]}"
    assert shape(f"<p>{ENTITIES[text]}") == shape(f"<p>{text}")


def test_nothing_written_is_an_empty_text() -> None:
    """A text that has become empty, such as a style sheet without rules, is no fault."""
    assert write(["", Tag("p"), "", "a", "", " b "]) == "<p>a b"


def test_a_page_says_what_rules_can_ask_for() -> None:
    """Types, classes, ids and attributes, as selectors name them."""
    html = '<P CLASS="a b" id=c lang=en hidden>x<svg viewBox="0 0 1 1"/></P>'
    found = {"p", "svg", ".a", ".b", "#c", "[class", "[id", "[lang", "[hidden", "[viewbox"}
    assert Document.read(html).names == found

"""Random documents of Markdown's constructs, in each other as authors put them and otherwise."""

from __future__ import annotations

from hypothesis import strategies as st

_WORDS = (
    "text", "Two words", "ABC", "a *b* c", "**b**", "_e_", "`code`", "`a\nb`", "``x ` y``",
    "[link](https://example.org/ \"Title\")", "[ref][r]", "[r]", "![alt](x.png)", "note[^1]",
    "again[^1][^2]", "<b>bold</b>", "<br>", "<b id=\"x\">y</b>", "<!-- in line -->", "&amp; &copy;",
    "\\*", "a  \nb", "<https://example.org/>", "<me@example.org>", "-- \"q\" ...", "AT&T", "5 < 6",
    "<i>open", "{: .c }", "{ #i .c }", "| pipe |", "$x$", "<span title=\"T\">s</span>", "'s",
    "<div>d</div>", "x<hr>y", "*", "_", "`", "[", "](", "<", "<!--", "&", "\\", "~~~", "1.", "- x",
    "***", "[^9]", "*[ABC]", ":", ": d", "#", "é ý", "http://x.y/z_a_b", "[TOC]", "<a>", "</p>",
)  # fmt: skip
_RAW = (
    "<div>raw\n</div>", "<div>", "</div>", "<!-- comment -->", "<!-- a\n\nb -->", "<hr>", "<br>",
    "<p class=\"x\">para</p>", "<details><summary>S</summary>\n\ntext\n\n</details>",
    "<table><tr><td>cell</td></tr></table>", "<pre>a\n\n b</pre>", "<style>p{}</style>",
    "<script>x</script>", "<div>one</div>\n<div>two</div>", "<?php x ?>", "<![CDATA[x]]>",
    "<!DOCTYPE x>", "<div>x</div> after", "before <div>x</div>", "<ul><li>x</li></ul>",
    "<div markdown=\"1\">\n\ninner *text*\n\n</div>", "<div markdown=\"1\">inner</div>",
    "<p markdown=\"span\">span <b>level</b></p>", "<section markdown=\"block\">\n# h\n</section>",
    "<div markdown=\"1\">\n\n- a\n\n    <div>b</div>\n\n</div>", "<img src=\"a.png\" alt=\"A\">",
    "<iframe></iframe>", "<div\nclass=\"x\">y</div>", "<custom-tag>x</custom-tag>",
    "<figure markdown=\"1\">\n<figcaption markdown=\"span\">C</figcaption>\n</figure>",
)  # fmt: skip
_LEAVES = (
    "# Heading", "## Heading {#h .c}", "### *h* `c` ###", "Setext\n===", "Setext [r]\n---", "---",
    "```\ncode\n\n more\n```", "~~~ {.py #c}\nx\n~~~", "``` python\nx", "    indented\n\n    code",
    "| a | b |\n|---|:-:|\n| c | *d* {.x} |", "a | b\n--|--\n1 | `|`", "|a|\n|-|\n|<b>x</b>|",
    "*[ABC]: Expansion", "[r]: https://example.org/ \"T\"", "[^1]: The note.",
    "[^2]: Note\n\n    second\n\n    - list", "[^1]:\n    below", "!!! note\n    admonition",
    "!!! tip \"T\"\n    - list\n\n    more", "!!! danger \"\"\n    x",
    "[TOC]", "term\n:   definition",
    "term\nother\n:   one\n\n    two\n:   three",
    "term\n\n:   loose", "\\# no heading", "{: #p .q }",
    "text\n{: .attr title=\"T\" }", "\tcode by tab", "&nbsp;", "![i](a.png)\n{: .c }", "   three",
)  # fmt: skip

_lines = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join)
_paragraphs = st.lists(_lines, min_size=1, max_size=3).map("\n".join)
_GAPS = st.sampled_from(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n"))


@st.composite
def _sequences(draw: st.DrawFn, blocks: st.SearchStrategy[str]) -> str:
    """Blocks below each other."""
    text = draw(blocks)
    for _ in range(draw(st.integers(0, 3))):
        text += draw(_GAPS) + draw(blocks)
    return text


@st.composite
def _within(draw: st.DrawFn, blocks: st.SearchStrategy[str]) -> str:
    """Blocks in an item, a quotation, a definition, a note or an admonition."""
    first, further = draw(
        st.sampled_from(
            (
                ("* ", "    "), ("- ", "    "), ("+   ", "    "), ("1. ", "    "), ("2) ", "    "),
                ("> ", "> "), (">", ">"), ("term\n:   ", "    "), ("[^1]: ", "    "),
                ("!!! note\n    ", "    "), ("* \n    ", "    "), ("1.\n    ", "    "),
                ("- ", "  "), ("* ", ""), ("- [ ] ", "    "),
            )
        )
    )  # fmt: skip
    texts = draw(st.lists(_sequences(blocks), min_size=1, max_size=3))
    made = (first + text.replace("\n", f"\n{further}") for text in texts)
    return draw(st.sampled_from(("\n", "\n\n"))).join(made)


_blocks = st.recursive(
    st.one_of(_paragraphs, st.sampled_from(_RAW), st.sampled_from(_LEAVES)), _within, max_leaves=6
)
documents = _sequences(_blocks)
"""Documents without directives to translators, and without front matter."""

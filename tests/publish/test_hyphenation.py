"""Books break the words of the languages that reading devices cannot break."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring, tostring

from pelican.plugins.bilingual.language.turkmen.hyphenation import SOFT_HYPHEN
from pelican.plugins.bilingual.publish.copies.hyphenation import hyphenate_tree


def test_only_texts_in_turkmen_are_touched() -> None:
    """Not the other language, not code, not headings, not the targets of links."""
    root = fromstring(
        '<div><h2>maglumat</h2><p lang="en">internet</p><p>internet <code>internet</code> '
        '<a href="internet">internet</a> internet <em lang="ru">internet</em> internet</p></div>'
    )
    hyphenate_tree(root, "tk")
    assert tostring(root, "unicode").replace(SOFT_HYPHEN, "-") == (
        '<div><h2>maglumat</h2><p lang="en">internet</p><p>in-ter-net <code>internet</code> '
        '<a href="internet">in-ter-net</a> in-ter-net <em lang="ru">internet</em> in-ter-net</p>'
        "</div>"
    )

"""Soft hyphens for languages that reading devices cannot hyphenate by themselves."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from ...language.profile import profile

_KEPT = frozenset("h1 h2 h3 h4 h5 h6 code pre kbd samp var abbr".split())
"""Elements whose words nobody breaks: headings, and what is not running text of a language."""


def hyphenate_tree(root: Element, lang: str) -> None:
    """Put soft hyphens into the texts of a tree, each by its own language's rule.

    `lang` is the language of the root where the root does not say so itself.
    """
    lang = root.get("lang", lang)
    rule = profile(lang).hyphenate
    if root.tag in _KEPT:
        return
    if rule and root.text:
        root.text = rule(root.text)
    for child in root:
        hyphenate_tree(child, lang)
        if rule and child.tail:
            child.tail = rule(child.tail)

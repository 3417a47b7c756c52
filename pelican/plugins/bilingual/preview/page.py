"""A page of the output as the preview serves it: with the script that follows the builds."""

from __future__ import annotations

from html import escape

from ..finish.markup import Tag, retagged, spans

_ABOVE = frozenset({"html", "head"})


def with_script(html: str, script: Tag) -> str:
    """A page with a script as its first element, and without a policy that forbids it.

    Whatever the theme is and whichever tags it leaves out, what is before the page's own first
    element stays: its doctype decides how browsers draw it.
    """
    html = retagged(html, _without_policy)
    starts = (
        start
        for piece, start, _ in spans(html)
        if isinstance(piece, Tag) and not piece.close and piece.name.lower() not in _ABOVE
    )
    at = next(starts, len(html))
    return f"{html[:at]}{script.letters}</script>{html[at:]}"


def _without_policy(tag: Tag) -> Tag:
    name = (tag.get("http-equiv") or "").strip().lower()
    is_policy = tag.name.lower() == "meta" and name == "content-security-policy"
    return tag.lacking("http-equiv") if is_policy else tag


def said(title: str, text: str = "") -> str:
    """A page that says a thing, in the place of one that there is not."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width"><title>{escape(title)}</title><h1>{escape(title)}</h1>'
        f"<p>{escape(text)}</p></html>"
    )


def lines_of(name: str, text: str) -> str:
    """A file for reading, each line with an address: `#L12`."""
    rows = "".join(
        f'<li id="L{number}"><code>{escape(line)}</code></li>'
        for number, line in enumerate(text.splitlines(), 1)
    )
    style = "li{white-space:pre-wrap;overflow-wrap:anywhere}:target{background:Mark;color:MarkText}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(name)}</title>'
        f"<style>{style}</style><h1>{escape(name)}</h1><ol>{rows}</ol></html>"
    )

"""Footnotes on pages in two languages: each half leads to its notes, and back to where it was."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_pages import BACK, FRONT, MASK, SOURCE, TARGET, Page
from support import Site, parse_html

TITLE = "Jump back to footnote {} in the text"
SENTENCES = ("One[^a].", "Two[^a] and[^b].", "Three.", "- item[^a]\n    - nested[^b][^a]\n- end")
NOTES = ("Note.", "Note\n\n    second.", "Note[^b].", "Note:\n\n    - list", "5")


def halves(root: Element, half: str = "") -> dict[Element, str]:
    """Every element with the half that it stands in, if it is in one."""
    found = {}
    for child in root:
        tag = child.get("lang", "") if child.get("lang") in (SOURCE, TARGET) else half
        found |= {child: tag} | halves(child, half if child.tag == "a" else tag)
    return found


def faults(html: str) -> list[str]:
    """Links back that are in the wrong half, lead into it, or are titled in its language."""
    root = parse_html(html)
    places, found = halves(root), []
    ids = {one.get("id", ""): one for one in root.iter() if one.get("id")}
    if len(ids) < sum(1 for one in root.iter() if one.get("id")):
        found.append("an id is there twice")
    led = set()
    for link in root.iter("a"):
        if link.get("class") != "footnote-backref":
            continue
        target = ids.get(link.get("href", "")[1:])
        half = places[link] or SOURCE
        title = (TITLE if half == SOURCE else BACK).partition("{")[0]
        if not link.get("title", "").startswith(title):
            found.append(f"{link.get('title')} in {half}")
        if target is not None:
            led.add(target)
            if places[target] not in ("", half):
                found.append(f"{half} leads to {places[target]}")
    notes = {one.get("id") for one in root.iter("li")}
    for sup in root.iter("sup"):
        refers = sup[0].get("href", "")[1:] in notes
        if refers and sup not in led and places[sup] != TARGET:
            found.append(f"nothing leads back to {sup.get('id')}")
    return found


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4),
    st.lists(st.sampled_from(NOTES), min_size=2, max_size=2),
    st.sets(st.integers(0, 9)),
)
def test_every_link_back_is_in_its_half(texts: list[str], notes: list[str], gaps: set[int]) -> None:
    """Whatever is translated, equal or missing: it leads into its half, in its words."""
    text = "\n\n".join([*texts, f"[^a]: {notes[0]}", f"[^b]: {notes[1]}"])
    page = Page(FRONT + text)
    msgids = [segment.msgid for segment in page.body.segments]

    def translate(msgid: str) -> str | None:
        number = msgids.index(msgid)
        return None if number in gaps else msgid if number + 5 in gaps else f"{MASK} {msgid}"

    assert not faults(page.parallel(translate).html)


def test_a_note_in_two_languages_leads_back_from_each_half() -> None:
    """Two references in each language: two links in each half of the note."""
    page = Page(f"{FRONT}One[^a], two[^a].\n\n[^a]: Note.")
    root = parse_html(page.parallel(lambda msgid: f"{MASK} {msgid}").html)
    note = next(one for one in root.iter("li"))
    first, second = note.findall("div/p")
    assert [one.get("title") for one in first.findall("a")] == [TITLE.format(1)] * 2
    assert [one.get("title") for one in second.findall("a")] == [BACK.format(1)] * 2
    assert len({one.get("href") for one in note.iter("a")}) == 4


def test_a_translated_title_is_on_the_page_in_both_languages(site: Site) -> None:
    """On a built parallel page the target's half of a note has the title of its catalog."""
    site.page("one", "Text[^a].\n\n[^a]: Note.")
    site.catalog(
        "one", 'msgid "Text[^a]."\nmsgstr "Tekst[^a]."\n\nmsgid "Note."\nmsgstr "Bellik."\n'
    )
    site.catalog("site", f'msgid "{TITLE}"\nmsgstr "{{}}-nji bellikden yza"\n')
    site.build()
    links = [
        one for one in site.html("en-tk/one").iter("a") if one.get("class") == "footnote-backref"
    ]
    assert [one.get("title") for one in links] == [TITLE.format(1), "1-nji bellikden yza"]

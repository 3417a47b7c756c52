"""What `update` gives back: texts that return, move, only look different, or stand twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import HEADER

from pelican.plugins.bilingual.catalog.catalog import entry_hash, is_reviewed, review_hash
from pelican.plugins.bilingual.catalog.merge.renewal import composed, merge_all, open_page, updated
from pelican.plugins.bilingual.source.segments import Segment

Message = str | tuple[str | None, str] | tuple[None, str, str]
"""A msgid; with its msgctxt; with its plural."""
WORDS = st.sampled_from(
    "gas water price city 30% the of [x](https://e.org/a) “quoted” road".split()
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=9).map(" ".join)
PAGES = st.lists(SENTENCES, min_size=1, max_size=7, unique=True)


def segments(messages: Sequence[Message]) -> list[tuple[str, Segment]]:
    """A page of messages."""
    texts = ((None, one) if isinstance(one, str) else one for one in messages)
    return [
        ("content/one.md", Segment(text, line, context, plural=(more or (None,))[0]))
        for line, (context, text, *more) in enumerate(texts, 1)
    ]


def update(catalog: str, *messages: Message) -> str:
    """A page's catalog after `update`."""
    return updated(catalog.encode(), "one.po", segments(messages), {})


def update_all(**pages: tuple[str, Sequence[Message]]) -> dict[str, str]:
    """The catalogs of several pages after `update`, by their names."""
    opened = {
        name: open_page(__file__, name, data.encode(), segments(messages), {})  # type: ignore[arg-type]
        for name, (data, messages) in pages.items()
    }
    merge_all(list(opened.values()))
    return {name: composed(page) for name, page in opened.items()}


def entries(catalog: str) -> dict[str, polib.POEntry]:
    return {one.msgid: one for one in polib.pofile(catalog) if not one.obsolete}


def obsolete(catalog: str) -> dict[str, str]:
    return {one.msgid: one.msgstr for one in polib.pofile(catalog) if one.obsolete}


def translated(*messages: Message, reviewed: bool = True, header: str = HEADER) -> str:
    """A catalog in which each message has a translation, a note and a review mark."""
    file = polib.pofile(update(header, *messages))
    for one in file:
        one.msgstr = f"T {one.msgid}"
        one.tcomment = "note"
        if reviewed:
            one.tcomment += f"\nreviewed: {entry_hash(one)} Aýna"
    return update(str(file), *messages)


# A text that comes back


@given(PAGES, st.data())
def test_undo_is_free(page: list[str], data: st.DataObject) -> None:
    """A text that is changed, and changed back, leaves the catalog as it was, to the byte."""
    before = now = translated(*page)
    at = data.draw(st.integers(0, len(page) - 1))
    for text in data.draw(st.lists(SENTENCES.filter(lambda one: one not in page), min_size=1)):
        now = update(now, *page[:at], text, *page[at + 1 :])
        assert not is_reviewed(entries(now)[text])
    assert update(now, *page) == before


@pytest.mark.parametrize("edit", ["msgstr", "comment"])
@given(page=PAGES)
def test_a_translation_of_another_text_does_not_come_back(page: list[str], edit: str) -> None:
    """What a person has written, or doubted, while the source said something else stays fuzzy."""
    text = f"{page[-1]} besides"
    file = polib.pofile(update(translated(*page), *page[:-1], text))
    entry = file.find(text)
    assert entry.fuzzy
    if edit == "msgstr":
        entry.msgstr = "Another"
    else:
        entry.tcomment = "note"
    back = entries(update(str(file), *page))[page[-1]]
    assert (back.fuzzy, back.msgstr) == (True, entry.msgstr)


def test_a_flag_that_a_person_has_set_stays() -> None:
    """Fuzzy without `#|` is a person's doubt: change and change back do not take it away."""
    before = update(f'{HEADER}#, fuzzy\nmsgid "a b c"\nmsgstr "T"\n', "a b c")
    now = update(update(before, "a b c d"), "a b c")
    assert entries(now)["a b c"].fuzzy


def test_a_flag_of_another_program_stays() -> None:
    """`#|` that says what msgid says, written by others, goes; whether it is right nobody knows."""
    text = f'{HEADER}#, fuzzy\n#| msgid "a"\nmsgid "a"\nmsgstr "T"\n'
    entry = entries(update(text, "a"))["a"]
    assert (entry.fuzzy, entry.previous_msgid) == (True, None)


def test_no_copy_is_left_behind() -> None:
    """A rewritten text that is taken back leaves nothing obsolete that only repeats the living."""
    now = update(update(translated("a", "old words", "z"), "a", "new text", "z"), "a", "old words")
    assert obsolete(now) == {"z": "T z"}


# A text that moves


@settings(max_examples=60)
@given(st.lists(st.integers(0, 99), min_size=3, max_size=8, unique=True), st.data())
def test_a_rewritten_text_inherits_whatever_moves(numbers: list[int], data: st.DataObject) -> None:
    """When one paragraph moves up and another is rewritten, that one has its old translation."""
    page = [f"w{number}" for number in numbers]
    moved = data.draw(st.integers(1, len(page) - 1))
    changed = data.draw(st.integers(0, len(page) - 1).filter(lambda at: at != moved))
    new = [text if at != changed else "entirely other" for at, text in enumerate(page)]
    text = new.pop(moved)
    new.insert(data.draw(st.integers(0, moved - 1)), text)
    entry = entries(update(translated(*page), *new))["entirely other"]
    assert (entry.msgstr, entry.previous_msgid) == (f"T {page[changed]}", page[changed])


def test_a_rewritten_text_inherits_within_a_moved_part() -> None:
    """A whole part moves up, and the middle of it is rewritten."""
    now = update(translated(*"abcdef"), "d", "quite new", "f", "a", "b", "c")
    assert entries(now)["quite new"].msgstr == "T e"


# A change that is none


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('The "gas" -- all', "The “gas” – all"),
        ("one two", "one  two"),
        ("It is 30 % more...", "It is 30% more…"),
        ("A [map]({filename}a.md), B", "A [map]({filename}b/a.md), B"),
        ("A [law][1] and[^x] more", "A [law][law-1991] and[^y] more"),
    ],
)
def test_a_change_that_is_none_costs_no_review(old: str, new: str) -> None:
    """The message stays translated and reviewed, under its new text, with its notes."""
    now = update(translated("a", old, "z"), "a", new, "z")
    entry = entries(now)[new]
    assert (entry.fuzzy, entry.msgstr, is_reviewed(entry)) == (False, f"T {new}"
        if "](" in old or "][" in old else f"T {old}", True)  # fmt: skip
    assert entry.tcomment.startswith("note\n")
    assert not obsolete(now)
    assert update(now, "a", old, "z") == translated("a", old, "z")


def test_a_void_mark_stays_void() -> None:
    """A review mark that was not right before is not right after."""
    text = translated("a [b]({filename}x.md)").replace("T a", "Other a")
    now = update(text, "a [b]({filename}y.md)")
    assert not is_reviewed(entries(now)["a [b]({filename}y.md)"])


def test_a_renamed_page_costs_no_paragraph() -> None:
    """Three paragraphs that link to a page stay translated when it is renamed."""
    old = [f"See [this]({{filename}}one.md) for {word}." for word in ("gas", "water", "roads")]
    new = [text.replace("one.md", "two.md") for text in old]
    found = entries(update(translated(*old), *new))
    assert not any(one.fuzzy for one in found.values())
    assert all("{filename}two.md" in one.msgstr for one in found.values())


# The same text


def test_a_text_that_another_page_has_is_translated() -> None:
    """A cell of a table that a second page repeats is translated there, without its review."""
    now = update_all(one=(translated("Gas", "end"), ["Gas", "end"]), two=("", ["Gas"]))
    entry = entries(now["two"])["Gas"]
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("T Gas", False, "note")
    assert not is_reviewed(entry)
    assert now["one"] == translated("Gas", "end")


@pytest.mark.parametrize("here", [True, False], ids=["on its page", "on another"])
def test_a_text_with_another_context_is_fuzzy(here: bool) -> None:
    """A heading like the title, or a summary like the first paragraph, waits for a look."""
    messages: list[Message] = [("title", "Safe city")]
    old = translated(*messages)
    if here:
        now = update(old, *messages, "Safe city")
    else:
        now = update_all(one=(old, messages), two=("", ["Safe city"]))["two"]
    entry = next(one for one in polib.pofile(now) if one.msgctxt is None)
    assert (entry.msgstr, entry.fuzzy) == ("T Safe city", True)
    assert entry.previous_msgctxt == "title"


def test_an_address_is_no_text() -> None:
    """A slug lends nothing, and takes nothing: it is an address."""
    old = translated(("slug", "city"))
    now = update_all(one=(old, [("slug", "city"), "city"]), two=("", [("slug", "city")]))
    assert not entries(now["one"])["city"].msgstr
    assert not entries(now["two"])["city"].msgstr


def test_a_plural_lends_nothing_to_a_singular() -> None:
    """Forms of a plural do not fit a text without one."""
    plural = '\nmsgid "day"\nmsgid_plural "days"\nmsgstr[0] "A"\nmsgstr[1] "B"\n'
    now = update_all(one=(HEADER + plural, [(None, "day", "days")]), two=("", ["day"]))
    assert not entries(now["two"])["day"].msgstr


def test_a_machines_text_does_not_slip_into_peoples_pages() -> None:
    """What nobody has reviewed of a machine's draft is no translation in people's catalogs."""
    human = HEADER.replace('"Language', '"X-Translation-Origin: human\\n"\n"Language')
    for reviewed, page in product((True, False), (["end"], ["Gas", "end"])):
        files = {"one": translated("Gas", "end", reviewed=reviewed), "two": human}
        for _ in range(2):
            files = update_all(one=(files["one"], page), two=(files["two"], ["Gas"]))
        entry = entries(files["two"])["Gas"]
        assert (bool(entry.msgstr) and not entry.fuzzy) is reviewed


def test_merged_paragraphs_carry_both_translations() -> None:
    """Of two paragraphs that become one, the second translation is a comment; undo parts them."""
    first, second = "Gas goes to the east.", "Nobody knows the price of it."
    before = translated("a", first, second, "z")
    now = update(before, "a", f"{first} {second}", "z")
    entry = entries(now)[f"{first} {second}"]
    assert entry.fuzzy
    assert {entry.msgstr, *entry.tcomment.split("\n")} in (
        {f"T {one}", f"joined: T {other}", *entry.tcomment.split("\n")}
        for one, other in ((first, second), (second, first))
    )
    assert update(now, "a", first, second, "z") == before
    done = now.replace("#, fuzzy\n", "")
    assert "joined: " not in update(done, "a", f"{first} {second}", "z")


# Work in the wrong place


def test_work_typed_into_msgid_is_kept() -> None:
    """A translation that stands as a msgid is obsolete, and still there after two updates."""
    text = update(HEADER, "Good day.", "Good night.")
    typed = text.replace('msgid "Good day."', 'msgid "Gowy gün, dostlarym."')
    now = update(update(typed, "Good day.", "Good night."), "Good day.", "Good night.")
    assert obsolete(now) == {"Gowy gün, dostlarym.": ""}
    assert not entries(now)["Good day."].msgstr


def test_an_anchor_tells_who_has_written_a_msgid() -> None:
    """A typed msgid does not fit its entry's anchor; a text that the source gave up does."""
    page = open_page(__file__, "one.po", b"", segments(["Good day.", "Good night."]), {})  # type: ignore[arg-type]
    page.url = "tk/one/"
    text = composed(page)
    typed = text.replace('msgid "Good day."', 'msgid "Gowy"')
    assert obsolete(update(typed, "Good day.")) == {"Gowy": ""}
    assert not obsolete(update(text, "Good evening."))


def test_a_mark_is_never_right_for_another_text() -> None:
    """The mark that a changed message keeps does not count for its new text, fuzzy or not."""
    mark = review_hash("old words here", "T old words here")
    now = update(translated("old words here"), "old words there")
    entry = entries(now)["old words there"]
    assert mark in entry.tcomment
    assert not is_reviewed(entry)


def test_a_plural_that_comes_and_goes_leaves_no_trace_of_itself() -> None:
    """Once the text is what it was, nothing says what it was before, and update is done."""
    day: Message = (None, "day", "days")
    there = update(translated("day"), day)
    back = update(there, "day")
    assert entries(back)["day"].previous_msgid is None
    assert update(back, "day") == back


# Empty entries


def emptied(catalog: str, msgid: str) -> str:
    """A catalog in which a person has deleted a translation."""
    file = polib.pofile(catalog)
    file.find(msgid).msgstr = ""
    return str(file)


def test_an_empty_entry_is_filled_once_its_text_is_translated_elsewhere() -> None:
    """Whoever translates a text on one page has translated it on all; the next update adds none."""
    for text in ("Safe city", "Safe\xa0city"):
        one, two = update("", "Safe city", "Other"), update("", text)
        now = update_all(one=(translated("Safe city"), ["Safe city"]), two=(two, [text]))
        entry = entries(now["two"])[text]
        assert (entry.msgstr, entry.fuzzy) == ("T Safe city", False)
        assert "filled: one" in entry.tcomment
        again = update_all(one=(now["one"], ["Safe city"]), two=(now["two"], [text]))
        assert again == now
        assert not entries(one)["Other"].msgstr


def test_an_empty_entry_with_another_context_is_filled_as_fuzzy() -> None:
    """A heading that is like a title waits for a look."""
    two = update("", ("title", "Safe city"))
    now = update_all(
        one=(translated("Safe city"), ["Safe city"]), two=(two, [("title", "Safe city")])
    )
    entry = entries(now["two"])["Safe city"]
    assert (entry.msgstr, entry.fuzzy) == ("T Safe city", True)


def test_what_a_person_empties_again_stays_empty() -> None:
    """Update fills an entry once: nobody plays against it."""
    pages: dict[str, tuple[str, Sequence[Message]]] = {
        "one": (translated("Safe city"), ["Safe city"]),
        "two": (update("", "Safe city"), ["Safe city"]),
    }
    for expected in ("T Safe city", "", ""):
        now = update_all(**pages)
        assert entries(now["two"])["Safe city"].msgstr == expected
        pages["one"] = now["one"], ["Safe city"]
        pages["two"] = emptied(now["two"], "Safe city"), ["Safe city"]


def test_a_reviewed_text_that_was_emptied_stays_empty() -> None:
    """Its mark tells that a person has been here."""
    two = f'{HEADER}# reviewed: 53b0a8f8 Aýna\nmsgid "Safe city"\nmsgstr ""\n'
    now = update_all(one=(translated("Safe city"), ["Safe city"]), two=(two, ["Safe city"]))
    assert not entries(now["two"])["Safe city"].msgstr


def test_a_machines_text_fills_no_empty_entry_of_people() -> None:
    """It comes in once it is reviewed."""
    machine = translated("Safe city", reviewed=False)
    human = update("", "Safe city").replace("\n\n", '\n"X-Translation-Origin: human\\n"\n\n', 1)
    assert polib.pofile(human).metadata["X-Translation-Origin"] == "human"
    now = update_all(one=(machine, ["Safe city"]), two=(human, ["Safe city"]))
    assert not entries(now["two"])["Safe city"].msgstr

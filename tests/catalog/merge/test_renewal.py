"""The merge behind `update`: whatever happens to the pages, nothing that people wrote is lost."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from pelican.settings import DEFAULT_CONFIG
from support import HEADER

from pelican.plugins.bilingual.catalog.catalog import domain_path, read_catalog, review_hash
from pelican.plugins.bilingual.catalog.merge import update as module
from pelican.plugins.bilingual.catalog.merge.matching import (
    CLOSE,
    index_words,
    likeness,
    match_words,
    word_counts,
)
from pelican.plugins.bilingual.project.files import write_text
from pelican.plugins.bilingual.project.read import read_project
from pelican.plugins.bilingual.source.segments import Segment

SETTINGS = {
    "SITENAME": "Site",
    "DEFAULT_LANG": "en",
    "BILINGUAL": {"languages": {"en": "English", "tk": "Türkmençe"}},
    "PAGINATION_PATTERNS": [],
}
Message = str | tuple[str | None, str] | tuple[None, str, str]
"""A msgid; with its msgctxt; with its plural."""
Entry = polib.POEntry
QUICK = settings(max_examples=60, suppress_health_check=list(HealthCheck))


class Pages:
    """Pages as lists of messages, and their catalogs on disk."""

    def __init__(self, root: Path, **pages: list[Message]) -> None:
        self.root = root
        self.pages: dict[str, list[Message]] = dict(pages)
        self.first_line = 1
        settings = DEFAULT_CONFIG | SETTINGS | {"PATH": str(root / "content")}
        self.project = read_project(settings, root / "pelicanconf.py")
        self.config = self.project.config

    def wanted(self) -> dict[str, list[tuple[str, Segment]]]:
        return {
            domain: [
                (f"content/{domain}.md", segment(message, line))
                for line, message in enumerate(messages, self.first_line)
            ]
            for domain, messages in self.pages.items()
        }

    def update(self, *only: str) -> list[str]:
        """Run `update`; the catalogs that it says have changed."""
        done = module.update(self.project, self.wanted(), only)
        return [name for name, changed in done if changed]

    def path(self, domain: str) -> Path:
        return domain_path(self.config.catalogs, "tk", domain)

    def text(self, domain: str) -> str:
        return self.path(domain).read_text("utf-8")

    def entries(self, domain: str) -> list[Entry]:
        """Living and obsolete entries as polib reads them."""
        path = self.path(domain)
        return list(polib.pofile(str(path))) if path.exists() else []

    def entry(self, domain: str, msgid: str, msgctxt: str | None = None) -> Entry:
        found = [
            one
            for one in self.entries(domain)
            if (one.msgctxt, one.msgid) == (msgctxt, msgid) and not one.obsolete
        ]
        assert len(found) == 1, f"{msgid} stands {len(found)} times in {domain}"
        return found[0]

    def obsolete(self, domain: str) -> dict[str, str]:
        return {one.msgid: one.msgstr for one in self.entries(domain) if one.obsolete}

    def translate(self, domain: str, entries: str) -> None:
        """Write a catalog by hand."""
        write_text(self.path(domain), HEADER + entries)

    def files(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.config.catalogs).as_posix(): path.read_bytes()
            for path in self.config.catalogs.rglob("*")
            if path.is_file()
        }


def segment(message: Message, line: int) -> Segment:
    if isinstance(message, str):
        return Segment(message, line)
    if len(message) == 3:
        return Segment(message[1], line, plural=message[2])
    return Segment(message[1], line, message[0])


def key(message: Message) -> tuple[str | None, str]:
    return (None, message) if isinstance(message, str) else (message[0], message[1])


def notes(entry: Entry) -> list[str]:
    """Translator comments, but for the hash by which update knows an untouched translation."""
    return [one for one in entry.tcomment.split("\n") if not one.startswith("translated: ")]


def po(**messages: str) -> str:
    """Entries of translated messages."""
    return "\n".join(f'msgid "{k}"\nmsgstr "{v}"\n' for k, v in messages.items())


@pytest.fixture
def one(tmp_path: Path) -> Pages:
    """A page of five messages, all translated."""
    pages = Pages(tmp_path, one=["first", "second", "third", "fourth", "fifth"])
    pages.translate("one", po(first="A", second="B", third="C", fourth="D", fifth="E"))
    pages.update()
    return pages


# Any sequence of edits

WORDS = [
    "gas",
    "water",
    "price",
    "city",
    "30%",
    "80%",
    "1,200",
    "[x](https://e.org/a)",
    "the",
    "of",
]
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
MESSAGES: st.SearchStrategy[Message] = st.one_of(
    SENTENCES,
    SENTENCES,
    st.tuples(st.sampled_from(["title", "slug", "summary"]), SENTENCES),
    st.tuples(st.none(), SENTENCES, SENTENCES),
)
NAMES = ("one", "two", "sub/three", "sub/çaý", "deep/er/five")


class Edits(RuleBasedStateMachine):
    """An author edits pages, translators fill catalogs, and `update` runs now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.site = Pages(self.root)
        self.ever: set[str] = set()
        self.fresh = False

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize(first=st.lists(MESSAGES, min_size=2), second=st.lists(MESSAGES))
    def begin(self, first: list[Message], second: list[Message]) -> None:
        self.site.pages = {"one": first, "two": second}
        self.update()
        self.translate(fuzzy=False)

    def page(self, data: st.DataObject) -> list[Message]:
        self.fresh = False
        return self.site.pages[data.draw(st.sampled_from(sorted(self.site.pages)))]

    @rule(data=st.data(), message=MESSAGES)
    def insert(self, data: st.DataObject, message: Message) -> None:
        page = self.page(data)
        page.insert(data.draw(st.integers(0, len(page))), message)

    @rule(data=st.data(), message=MESSAGES)
    def edit(self, data: st.DataObject, message: Message) -> None:
        """Rewrite a message, or change a word; a singular can become a plural."""
        page = self.page(data)
        if page:
            at = data.draw(st.integers(0, len(page) - 1))
            old = page[at]
            if data.draw(st.booleans()) and isinstance(old, str):
                message = f"{old} {data.draw(st.sampled_from(WORDS))}"
            elif data.draw(st.booleans()):
                plural = data.draw(SENTENCES)
                message = (None, key(old)[1], plural) if len(old) != 3 else key(old)
            page[at] = message

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        page = self.page(data)
        if page:
            page.pop(data.draw(st.integers(0, len(page) - 1)))

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        """Move a message within its page, or to another."""
        page, other = self.page(data), self.page(data)
        if page:
            message = page.pop(data.draw(st.integers(0, len(page) - 1)))
            other.insert(data.draw(st.integers(0, len(other))), message)

    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        page, other = self.page(data), self.page(data)
        if page:
            other.append(data.draw(st.sampled_from(page)))

    @rule(data=st.data())
    def rename(self, data: st.DataObject) -> None:
        """Rename a page; a file of that name is replaced."""
        self.fresh = False
        old = data.draw(st.sampled_from(sorted(self.site.pages)))
        messages = self.site.pages.pop(old)
        self.site.pages[data.draw(st.sampled_from(NAMES))] = messages

    @rule(name=st.sampled_from(NAMES))
    def add_page(self, name: str) -> None:
        self.fresh = False
        self.site.pages.setdefault(name, [])

    @precondition(lambda self: len(self.site.pages) > 1)
    @rule(data=st.data())
    def remove_page(self, data: st.DataObject) -> None:
        self.fresh = False
        del self.site.pages[data.draw(st.sampled_from(sorted(self.site.pages)))]

    @rule(fuzzy=st.booleans())
    def translate(self, fuzzy: bool) -> None:
        """Fill what is empty, with a comment and a review mark; confirm what is fuzzy."""
        for name in self.site.pages:
            path = self.site.path(name)
            if not path.exists():
                continue
            file = polib.pofile(str(path))
            for entry in file:
                if entry.obsolete:
                    continue
                if not entry.msgstr and not any(entry.msgstr_plural.values()):
                    self.fill(entry)
                elif not fuzzy and entry.fuzzy:
                    entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            file.save(str(path))
        self.fresh = False

    def fill(self, entry: Entry) -> None:
        text = f"T{len(self.ever)}"
        if entry.msgid_plural:
            entry.msgstr_plural = {0: text, 1: f"{text}b"}
            self.ever |= {text, f"{text}b"}
        else:
            entry.msgstr = text
            self.ever.add(text)
        entry.tcomment = f"note {text}\nreviewed: {review_hash(entry.msgid, text)} Aýna"
        entry.flags = [*entry.flags, "no-wrap"]

    @rule()
    def update(self) -> None:
        before = {name: self.site.entries(name) for name in self.site.pages}
        self.site.update()
        self.fresh = True
        for name, page in self.site.pages.items():
            self.check_kept(name, before[name])
            living = [one for one in self.site.entries(name) if not one.obsolete]
            order = list(dict.fromkeys(map(key, page)))
            assert [(one.msgctxt, one.msgid) for one in living] == order
            catalog = read_catalog(self.site.path(name), name)
            for one in living:
                if one.fuzzy or not (one.msgstr or one.msgstr_plural.get(0)):
                    assert catalog.translation((one.msgctxt, one.msgid)) is None

    def check_kept(self, name: str, before: list[Entry]) -> None:
        """Messages that are still on the page are as they were, in all that people wrote."""
        plurals = {key(m): m[2] if len(m) == 3 else "" for m in reversed(self.site.pages[name])}
        for old in before:
            if old.obsolete or plurals.get((old.msgctxt, old.msgid)) != old.msgid_plural:
                continue
            new = self.site.entry(name, old.msgid, old.msgctxt)
            if "filled: " in new.tcomment and "filled: " not in old.tcomment:
                assert not any((old.msgstr, *old.msgstr_plural.values()))
                continue
            assert (new.msgstr, new.msgstr_plural) == (old.msgstr, old.msgstr_plural)
            assert (new.flags, new.previous_msgid) == (old.flags, old.previous_msgid)
            lines = old.tcomment.split("\n")
            if not old.fuzzy:
                ours = ("changed: ", "joined: ", "translated: ")
                lines = [line for line in lines if not line.startswith(ours)]
            assert new.tcomment.split("\n") == lines

    @invariant()
    def nothing_is_lost(self) -> None:
        """Every translation that ever was stands in some catalog."""
        found: set[str] = set()
        for path in self.site.config.catalogs.rglob("*.po"):
            for entry in polib.pofile(str(path)):
                found |= {entry.msgstr, *entry.msgstr_plural.values()}
                found |= {
                    line.removeprefix("also: ")
                    for line in entry.tcomment.splitlines()
                    if line.startswith("also: ")
                }
        assert found >= self.ever

    @precondition(lambda self: self.fresh)
    @invariant()
    def again_changes_nothing(self) -> None:
        """Update is idempotent, byte for byte."""
        before = self.site.files()
        assert self.site.update() == []
        assert self.site.files() == before


class TestEdits(Edits.TestCase):  # type: ignore[misc]
    """No sequence of edits loses a translation, and updating twice is updating once."""

    settings = settings(
        max_examples=60,
        stateful_step_count=25,
        suppress_health_check=list(HealthCheck),
    )


@QUICK
@given(st.data(), st.permutations(["one", "two", "three"]))
def test_the_order_of_writing_makes_no_difference(data: st.DataObject, order: list[str]) -> None:
    """Updating pages one by one, in any order, ends in the same bytes as all at once."""
    before = {name: data.draw(st.lists(MESSAGES, max_size=6)) for name in order}
    pool = st.sampled_from([one for page in before.values() for one in page] or ["gas"])
    after = {name: data.draw(st.lists(st.one_of(pool, MESSAGES), max_size=6)) for name in order}
    results = []
    for steps in ([()], [(name,) for name in order]):
        with tempfile.TemporaryDirectory() as folder:
            site = Pages(Path(folder), **before)
            site.update()
            for name in before:
                file = polib.pofile(str(site.path(name)))
                for number, entry in enumerate(file):
                    if entry.msgid_plural:
                        entry.msgstr_plural = {0: f"{name}{number}", 1: f"{name}{number}b"}
                    else:
                        entry.msgstr = f"{name}{number}"
                file.save(str(site.path(name)))
            site.pages = dict(after)
            for step in steps:
                site.update(*step)
            results.append(site.files())
    assert results[0] == results[1]


# The same msgid


def test_obsolete_and_back(one: Pages) -> None:
    """A deleted message is obsolete with its comments, and comes back as it was."""
    mark = f"# by Aýna\n# reviewed: {review_hash('second', 'B')} Aýna 2026-11-23\n#, no-wrap\n"
    one.translate("one", po(first="A") + f'\n{mark}msgid "second"\nmsgstr "B"\n')
    one.pages["one"] = ["first", "second"]
    one.update()
    full = one.text("one")
    one.pages["one"] = ["first"]
    one.update()
    assert one.obsolete("one") == {"second": "B"}
    one.pages["one"] = ["first", "second"]
    one.update()
    assert one.text("one") == full
    assert read_catalog(one.path("one"), "one").messages[None, "second"].reviewed


def test_obsolete_messages_keep_what_they_were(one: Pages) -> None:
    """`#~|` lines of a fuzzy message that is obsolete last, and are `#|` when it returns."""
    one.pages["one"][2] = "entirely other"
    one.update()
    gone = one.pages["one"].pop(2)
    one.update()
    assert '#, fuzzy\n#~| msgid "third"\n#~ msgid "entirely other"\n' in one.text("one")
    one.first_line = 9
    assert one.update() == []
    one.pages["one"].insert(2, gone)
    one.update()
    assert one.entry("one", "entirely other").previous_msgid == "third"


def test_a_moved_paragraph_revives_on_the_other_page(one: Pages) -> None:
    """It is translated there, not fuzzy, with its comments; the old page keeps a copy."""
    one.translate("one", po(first="A", second="B") + '\n# by Aýna\nmsgid "third"\nmsgstr "C"\n')
    one.pages = {"one": ["first", "second"], "two": ["new", "third"]}
    one.update()
    entry = one.entry("two", "third")
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("C", False, "by Aýna")
    assert one.obsolete("one") == {"third": "C"}


def test_moved_and_reworded_in_its_old_place(tmp_path: Path) -> None:
    """A paragraph that moves and leaves a reworded one behind is translated on both pages."""
    site = Pages(tmp_path, one=["a", "clean water in the city", "z"])
    site.translate("one", po(a="A", z="Z") + '\nmsgid "clean water in the city"\nmsgstr "W"\n')
    site.update()
    site.pages = {"one": ["a", "clean water in the river", "z"], "two": ["clean water in the city"]}
    site.update("one")
    site.update()
    assert not site.entry("two", "clean water in the city").fuzzy
    assert site.entry("one", "clean water in the river").fuzzy


def test_contexts_are_kept_apart(tmp_path: Path) -> None:
    """Of one text in two contexts each has its translation, also when both are changed at once."""
    site = Pages(tmp_path, one=[("title", "Good day"), "Good day", "end"])
    site.translate(
        "one", 'msgctxt "title"\nmsgid "Good day"\nmsgstr "T"\n\n' + po(**{"Good day": "B"})
    )
    site.pages["one"] = [("title", "Good night"), "Good evening", "end"]
    site.update()
    assert site.entry("one", "Good night", "title").msgstr == "T"
    assert site.entry("one", "Good night", "title").previous_msgctxt == "title"
    assert site.entry("one", "Good evening").msgstr == "B"
    site.pages["one"] = ["Good evening", "end"]
    site.update()
    assert site.obsolete("one") == {"Good night": "T"}


def test_one_of_two_contexts_is_lost_with_its_own_translation(tmp_path: Path) -> None:
    """A reworded message takes nothing along that stood under the same msgid elsewhere."""
    site = Pages(tmp_path, one=[("title", "Good day"), "Good day"])
    site.translate(
        "one", 'msgctxt "title"\nmsgid "Good day"\nmsgstr "T"\n\n' + po(**{"Good day": "B"})
    )
    site.pages["one"] = ["Good day to you"]
    site.update()
    assert site.entry("one", "Good day to you").msgstr == "B"
    assert site.obsolete("one") == {"Good day": "T"}


@pytest.mark.parametrize("first", [True, False])
def test_an_obsolete_double_fills_or_is_noted(tmp_path: Path, first: bool) -> None:
    """Git can merge a message in twice, living and obsolete: no text is lost, none stands twice."""
    site = Pages(tmp_path, one=["a", "b"])
    dead = '#~ msgid "a"\n#~ msgstr "Old"\n\n#~ msgid "b"\n#~ msgstr "B"\n\n'
    alive = 'msgid "a"\nmsgstr "New"\n\nmsgid "b"\nmsgstr ""\n\n'
    site.translate("one", dead + alive if first else alive + dead)
    site.update()
    assert (site.entry("one", "a").msgstr, site.entry("one", "b").msgstr) == ("New", "B")
    assert site.entry("one", "a").tcomment == "also: Old"
    assert not site.obsolete("one")
    assert site.update() == []


def test_a_comment_without_translation_is_kept(one: Pages) -> None:
    """A translator's question on a message without translation does not vanish with it."""
    one.translate("one", po(first="A") + '\n# Which gas?\nmsgid "gas"\nmsgstr ""\n')
    one.update()
    assert "# Which gas?\n#~ msgid" in one.text("one")


# In its place


@QUICK
@given(
    st.lists(SENTENCES, min_size=3, max_size=9, unique=True),
    st.data(),
    st.text("abcdefgh .%0123456789", min_size=1).filter(str.strip),
)
def test_a_changed_segment_inherits_in_its_place(
    page: list[str], data: st.DataObject, text: str
) -> None:
    """Between unchanged neighbours the old translation stays, fuzzy, however much is rewritten."""
    at = data.draw(st.integers(0, len(page) - 1))
    text = f"new {text.strip()}"
    with tempfile.TemporaryDirectory() as folder:
        site = Pages(Path(folder), one=list[Message](page))
        site.update()
        file = polib.pofile(str(site.path("one")))
        for entry in file:
            entry.msgstr = f"T {entry.msgid}"
        file.save(str(site.path("one")))
        site.pages["one"][at] = text
        site.update()
        entry = site.entry("one", text)
        assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == (
            f"T {page[at]}",
            True,
            page[at],
        )
        site.pages["one"][at] = "once more"
        site.update()
        entry = site.entry("one", "once more")
        assert (entry.msgstr, entry.previous_msgid) == (f"T {page[at]}", page[at])


def test_an_unlike_text_keeps_the_old_one_too(one: Pages) -> None:
    """Where the new text shares few words, the old one is obsolete besides: it may return."""
    one.pages["one"][2] = "nothing in common"
    one.update()
    assert one.obsolete("one") == {"third": "C"}
    one.pages["one"].insert(0, "third")
    one.update()
    assert not one.entry("one", "third").fuzzy


def test_chained_changes_leave_no_chain(one: Pages) -> None:
    """A message that changes often is not kept in every wording."""
    for text in ("x y", "v w", "t u", "r s"):
        one.pages["one"][2] = text
        one.update()
    assert one.obsolete("one") == {"third": "C"}
    assert one.entry("one", "r s").previous_msgid == "third"


def test_several_changes_in_a_row_keep_their_order(one: Pages) -> None:
    """Three neighbours that change at once inherit in the order of the page."""
    one.pages["one"][1:4] = ["x", "y", "z"]
    one.update()
    assert [one.entry("one", text).msgstr for text in "xyz"] == ["B", "C", "D"]


def test_a_split_paragraph_gives_to_both_halves(tmp_path: Path) -> None:
    """Both halves have the translation of the whole, to be cut by a person."""
    whole = "one two three four five six"
    site = Pages(tmp_path, one=["a", whole, "z"])
    site.translate("one", f'msgid "a"\nmsgstr "A"\n\nmsgid "{whole}"\nmsgstr "W"\n')
    site.pages["one"] = ["a", "one two three", "four five six", "z"]
    site.update()
    assert [site.entry("one", text).msgstr for text in site.pages["one"][1:3]] == ["W", "W"]


def test_untranslated_text_gives_nothing(tmp_path: Path) -> None:
    """A message without translation leaves no fuzzy one behind."""
    site = Pages(tmp_path, one=["a", "b", "c"])
    site.update()
    site.pages["one"][1] = "x"
    site.update()
    assert not site.entry("one", "x").fuzzy
    assert not site.obsolete("one")


# Comments on what has changed


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("About 30% of gas", "About 80% of gas", ["30% → 80%"]),
        ("It costs $1,200.50 now", "It costs $900 now", ["$1,200.50 → $900"]),
        ("In 1991 and 1995", "In 1995 and 1992", ["1991 → 1992"]),
        ("A [map](https://e.org/a) here", "A [map](https://e.org/b) here",
         ["https://e.org/a → https://e.org/b"]),
        ("Some of it", "Some 5 of it", ["… → 5"]),
        ("Some 5 of it", "Some of it", ["5 → …"]),
        ("The same 5 words", "The very same 5 words", []),
    ],
)  # fmt: skip
def test_changed_figures_and_links_are_named(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    """A comment says which figure or link is another one, until the message is not fuzzy."""
    site = Pages(tmp_path, one=["a", old, "z"])
    site.translate("one", f'msgid "a"\nmsgstr "A"\n\n# note\nmsgid "{old}"\nmsgstr "T"\n')
    site.pages["one"][1] = new
    site.update()
    marks = [f"changed: {one}" for one in expected]
    assert notes(site.entry("one", new)) == ["note", *marks]
    site.update()
    text = site.text("one").replace("#, fuzzy\n", "").replace(f'#| msgid "{old}"\n', "")
    site.path("one").write_text(text, "utf-8")
    site.update()
    assert site.entry("one", new).tcomment == "note"


def test_a_long_mark_disappears_too(tmp_path: Path) -> None:
    """Comments are not wrapped: a long address stays in one line, and goes as a whole."""
    old, new = (f"See [it](https://example.org/{'long/' * 20}{n}) now" for n in "ab")
    site = Pages(tmp_path, one=["a", old])
    site.translate(
        "one", f'msgid "a"\nmsgstr "A"\n\n# {"word " * 40}end\nmsgid "{old}"\nmsgstr "T"\n'
    )
    site.pages["one"][1] = new
    site.update()
    assert site.text("one").count("\n# changed: https") == 1
    file = polib.pofile(str(site.path("one")), wrapwidth=0)
    for entry in file:
        entry.flags = []
    write_text(site.path("one"), f"{file}")
    site.update()
    assert "changed: " not in site.text("one")
    assert "→" not in site.text("one")


def test_chained_marks_compare_with_the_first(tmp_path: Path) -> None:
    """After 30% → 50% → 80% the translator reads 30% → 80%, and nothing of the way there."""
    site = Pages(tmp_path, one=["a", "About 30% of gas"])
    site.translate("one", po(a="A") + '\nmsgid "About 30% of gas"\nmsgstr "T"\n')
    for share in (50, 80):
        site.pages["one"][1] = f"About {share}% of gas"
        site.update()
    assert notes(site.entry("one", "About 80% of gas")) == ["changed: 30% → 80%"]


def test_a_review_ends_with_the_text(one: Pages) -> None:
    """What inherits is not reviewed, whatever the old mark said."""
    mark = f"# reviewed: {review_hash('third', 'C')} Aýna 2026-11-23\n"
    one.translate("one", po(first="A") + f'\n{mark}msgid "third"\nmsgstr "C"\n')
    one.pages["one"] = ["first", "third and more"]
    one.update()
    catalog = read_catalog(one.path("one"), "one")
    assert not catalog.messages[None, "third and more"].reviewed
    write_text(one.path("one"), one.text("one").replace("#, fuzzy\n", ""))
    catalog = read_catalog(one.path("one"), "one")
    assert not catalog.messages[None, "third and more"].reviewed


# Locations


def test_line_numbers_alone_write_nothing(one: Pages) -> None:
    """When a paragraph above only moves the lines, no catalog changes."""
    before = one.files()
    one.first_line = 1000
    assert one.update() == []
    assert one.files() == before


def test_many_places_wrap_and_still_write_nothing(tmp_path: Path) -> None:
    """Also when the longer numbers would wrap the line of locations otherwise."""
    site = Pages(tmp_path, **{"a page with spaces": ["same"]})
    site.pages["a page with spaces"] = ["same"] * 12
    site.update()
    assert "#: \u2068content/a page with spaces.md\u2069:1 " in site.text("a page with spaces")
    site.first_line = 99_995
    assert site.update() == []


def test_another_file_is_written(one: Pages) -> None:
    """A location that names another file is no noise."""
    one.pages = {"two": one.pages["one"]}
    one.update()
    assert "#: content/two.md:1\n" in one.text("two")


# Pages that are renamed


@pytest.mark.parametrize("name", ["two", "sub/folder/two", "söz/çaý iç"])
def test_a_renamed_page_keeps_its_catalog(one: Pages, name: str) -> None:
    """Headers, comments, obsolete messages: all is in the new place, the old file is gone."""
    one.translate("one", po(first="A", second="B") + '\n#~ msgid "o"\n#~ msgstr "O"\n')
    text = one.text("one").replace("Language: tk", 'X-Team: Aýna\\n"\n"Language: tk')
    one.path("one").write_text(f"# Team Türkmen\n{text}", "utf-8")
    one.pages = {name: ["first", "second", "new"]}
    assert one.update() == [f"translations/tk/LC_MESSAGES/{name}.po"]
    assert not one.path("one").exists()
    assert "# Team Türkmen\n" in one.text(name)
    assert "X-Team: Aýna" in one.text(name)
    assert one.obsolete(name) == {"o": "O"}
    assert [one.entry(name, text).msgstr for text in ("first", "second")] == ["A", "B"]


@pytest.mark.parametrize(("common", "adopted"), [(2, True), (1, False)])
def test_half_of_the_messages_make_a_renamed_page(
    tmp_path: Path, common: int, adopted: bool
) -> None:
    """A new page with half of a lost page's messages has its catalog; with less, copies."""
    site = Pages(tmp_path, one=["a", "b", "c", "d"])
    site.translate("one", po(a="A", b="B", c="C", d="D"))
    site.update()
    site.pages = {"two": [*"abcd"[:common], "quite", "new", "text", "here", "besides"]}
    site.update()
    assert site.path("one").exists() is not adopted
    assert site.entry("two", "a").msgstr == "A"
    kept = site.obsolete("two") if adopted else {e.msgid: e.msgstr for e in site.entries("one")}
    assert kept["d"] == "D"


def test_a_page_that_is_still_there_is_not_adopted(one: Pages) -> None:
    """A copy of a page has a catalog of its own; the first page keeps its own."""
    one.pages["two"] = list(one.pages["one"])
    before = one.files()
    one.update()
    assert before.items() <= one.files().items()


def test_two_pages_exchange_their_names(tmp_path: Path) -> None:
    """Each text has its translation in the other catalog."""
    site = Pages(tmp_path, one=["a", "b"], two=["c", "d"])
    site.translate("one", po(a="A", b="B"))
    site.translate("two", po(c="C", d="D"))
    site.pages = {"one": ["c", "d"], "two": ["a", "b"]}
    site.update()
    assert [site.entry("one", x).msgstr for x in "cd"] == ["C", "D"]
    assert [site.entry("two", x).msgstr for x in "ab"] == ["A", "B"]


# Plurals

DAYS = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "A"\nmsgstr[1] "B"\n'


def test_a_changed_plural_is_fuzzy(tmp_path: Path) -> None:
    """The forms stay; msgid and plural of before are named."""
    site = Pages(tmp_path, one=[(None, "%(n)s day", "%(n)s whole days")])
    site.translate("one", DAYS)
    site.update()
    entry = site.entry("one", "%(n)s day")
    assert (entry.msgid_plural, entry.msgstr_plural) == ("%(n)s whole days", {0: "A", 1: "B"})
    assert (entry.fuzzy, entry.previous_msgid_plural) == (True, "%(n)s days")


def test_a_reworded_plural_inherits_all_forms(tmp_path: Path) -> None:
    """Both forms are taken over in place, as fuzzy."""
    site = Pages(tmp_path, one=["a", (None, "%(n)s long day", "%(n)s long days")])
    site.translate("one", po(a="A") + "\n" + DAYS)
    site.update()
    entry = site.entry("one", "%(n)s long day")
    assert (entry.msgstr_plural, entry.fuzzy) == ({0: "A", 1: "B"}, True)
    assert (entry.previous_msgid, entry.previous_msgid_plural) == ("%(n)s day", "%(n)s days")


def test_a_plural_that_becomes_singular_notes_its_forms(tmp_path: Path) -> None:
    """One form is the fuzzy translation; the others are in a comment."""
    site = Pages(tmp_path, one=["%(n)s day"])
    site.translate("one", DAYS)
    site.update()
    entry = site.entry("one", "%(n)s day")
    assert (entry.msgstr, entry.fuzzy, entry.tcomment) == ("A", True, "also: B")


def test_a_singular_that_becomes_plural_has_all_forms(tmp_path: Path) -> None:
    """The translation stands in every form, as fuzzy."""
    site = Pages(tmp_path, one=[(None, "%(n)s day", "%(n)s days")])
    site.translate("one", 'msgid "%(n)s day"\nmsgstr "A"\n')
    site.update()
    entry = site.entry("one", "%(n)s day")
    assert (entry.msgstr, entry.msgstr_plural, entry.fuzzy) == ("", {0: "A", 1: "A"}, True)


# By words


@QUICK
@given(st.lists(SENTENCES, max_size=12), st.lists(SENTENCES, max_size=6))
def test_words_find_every_close_text(old: list[str], new: list[str]) -> None:
    """No pair that is close is left while both are free; each serves once."""
    olds, news = ([(None, text) for text in dict.fromkeys(texts)] for texts in (old, new))
    found = dict(match_words(index_words(olds), news))
    used = {match.old for match in found.values()}
    assert len(used) == len(found)
    for position, (_, text) in enumerate(news):
        for candidate, (_, other) in enumerate(olds):
            bags = word_counts(other), word_counts(text)
            if len(set(bags[1])) == bags[1].total() and likeness(*bags) >= CLOSE:
                assert position in found or candidate in used


def test_words_find_a_short_text_in_a_long_one() -> None:
    """A text that has grown threefold around common words is still found."""
    common = [(None, f"of the gas {n}") for n in "uvwxyz"]
    old = [*common, (None, "of the gas")]
    new = [(None, "rare scarce seldom few odd strange of the gas")]
    assert [match.old for _, match in match_words(index_words(old), new)] == [len(common)]


def test_an_entry_says_everything_once(tmp_path: Path) -> None:
    """Comments and locations stand once each, in the order that GNU's tools use."""
    site = Pages(tmp_path, one=["a"])
    site.translate("one", '# note\n#, no-wrap\nmsgid "a"\nmsgstr "A"\n')
    site.update()
    assert site.text("one").endswith(
        '\n# note\n#: content/one.md:1\n#, no-wrap\nmsgid "a"\nmsgstr "A"\n'
    )


def fuzzies(site: Pages, domain: str) -> Iterator[str]:
    return (one.msgid for one in site.entries(domain) if one.fuzzy)


def published(site: Pages, domain: str) -> Iterable[tuple[str | None, str]]:
    catalog = read_catalog(site.path(domain), domain)
    return [one for one in catalog.messages if catalog.translation(one)]


def test_fuzzy_is_not_published(one: Pages) -> None:
    """What inherits waits for a person: neither catalog nor `.mo` gives it out."""
    one.pages["one"][2] = "rewritten"
    one.update()
    assert list(fuzzies(one, "one")) == ["rewritten"]
    assert (None, "rewritten") not in published(one, "one")
    binary = read_catalog(one.path("one"), "one", runtime=True).gettext()
    assert binary.gettext("rewritten") == "rewritten"
    assert binary.gettext("first") == "A"

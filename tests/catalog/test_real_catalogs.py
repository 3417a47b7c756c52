"""Catalogs as the world writes them: those of Django and Sphinx, through every door that we have.

They come from the two sdists that `tests/examples.txt` pins by hash.
"""

from __future__ import annotations

import codecs
import functools
import io
import os
import random
import re
import subprocess
import tarfile
from collections import Counter
from pathlib import Path

import polib
import pytest
from babel.messages.pofile import PoFileError, read_po
from support import breaks_lines_as_we_do, examples_of, tool

from pelican.plugins.bilingual.catalog.merge.renewal import updated
from pelican.plugins.bilingual.catalog.po.file import parse
from pelican.plugins.bilingual.source.segments import Segment

SOURCES = {
    "django-*.tar.gz": r"django/(conf|contrib/admin)/locale/(\w+)/LC_MESSAGES/django\.po$",
    "sphinx-*.tar.gz": r"sphinx/locale/(\w+)/LC_MESSAGES/sphinx\.po$",
}
LANGUAGES = (
    "ar", "bg", "bn", "cs", "de", "el", "es", "et", "fa", "fi", "fr", "ga", "he", "hi", "hu", "hy",
    "ja", "ka", "kk", "ko", "lt", "mn", "pl", "pt_BR", "ru", "sl", "ta", "tk", "tr", "ug", "uk",
    "ur", "vi", "zh_Hans", "zh_CN",
)  # fmt: skip
BABEL_REFUSES = {
    "django/conf/locale/fr/LC_MESSAGES/django.po",
    "django/conf/locale/pt_BR/LC_MESSAGES/django.po",
    "django/contrib/admin/locale/es/LC_MESSAGES/django.po",
    "django/contrib/admin/locale/fr/LC_MESSAGES/django.po",
    "django/contrib/admin/locale/pt_BR/LC_MESSAGES/django.po",
}
"""Originals in which Babel counts more plural forms than the rule that it reads has."""
Said = dict[tuple[str | None, str], tuple[object, ...]]


@functools.cache
def catalogs() -> dict[str, bytes]:
    """The catalogs of all languages that are tested, by archive and path."""
    found = {}
    for pattern, path in SOURCES.items():
        with tarfile.open(examples_of(pattern)) as tar:
            for member in tar:
                match = re.search(path, member.name)
                file = tar.extractfile(member) if match else None
                if match and file and match.groups()[-1] in LANGUAGES:
                    found[member.name.partition("/")[2]] = file.read()
    return found


def page(data: bytes) -> list[Segment]:
    """The page that a catalog belongs to, with its hints."""
    return [
        Segment(one.msgid, line, one.msgctxt, one.comment, plural=one.msgid_plural or None)
        for line, one in enumerate(polib.pofile(data.decode()), 1)
        if not one.obsolete
    ]


@functools.cache
def _unedited(data: bytes) -> bytes:
    return renewed(data, page(data))


def renewed(data: bytes, segments: list[Segment] | None = None) -> bytes:
    """The catalog after `update`, on a page with all of its messages unless said otherwise."""
    if segments is None:
        return _unedited(data)
    return updated(data, "x.po", [("content/page.md", one) for one in segments], {}).encode()


def by_polib(data: bytes) -> Said:
    """Everything that people wrote, as polib reads it; it has no `#~|` lines."""
    return {
        (one.msgctxt, one.msgid): (
            one.msgid_plural,
            one.msgstr,
            tuple(one.msgstr_plural.items()),
            frozenset(one.flags),  # a set: msgcat writes them in an order of its own
            one.tcomment,
            bool(one.obsolete),
            None if one.obsolete else (one.previous_msgid, one.previous_msgctxt),
        )
        for one in polib.pofile(data.decode())
        if one.msgid and (not one.obsolete or one.msgstr or any(one.msgstr_plural.values()))
    }


def by_babel(data: bytes) -> Said:
    """The same as Babel reads it; it has no previous msgids, and numbers its own flags."""
    catalog = read_po(io.BytesIO(data), abort_invalid=True)
    both = [*catalog, *catalog.obsolete.values()]
    return {
        (one.context, one.id if isinstance(one.id, str) else one.id[0]): (
            one.id,
            one.string,
            frozenset(one.flags),
            tuple(one.user_comments),
        )
        for one in both
        if one.id and (one.string if isinstance(one.string, str) else any(one.string))
    }


def texts(data: bytes) -> Counter[str]:
    """All translations, living, fuzzy and obsolete."""
    found = Counter[str]()
    for one in polib.pofile(data.decode()):
        found.update(text for text in (one.msgstr, *one.msgstr_plural.values()) if text)
    return found


def has_text(said: Said, key: tuple[str | None, str]) -> bool:
    """Whether there is a translation of a message."""
    return key in said and (bool(said[key][1]) or any(text for _, text in said[key][2]))


def run(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([program, *arguments], capture_output=True, check=False)


def wrong(check: object, names: list[str] | None = None) -> dict[str, str]:
    """The catalogs for which a check finds something, with what it finds."""
    assert callable(check)
    chosen = catalogs().items() if names is None else [(one, catalogs()[one]) for one in names]
    return {name: found for name, data in chosen if (found := check(data))}


def difference(first: Said, second: Said) -> str:
    """How what a catalog says differs, but for what stood empty and has been filled in."""
    keys = [key for key in first.keys() | second.keys() if first.get(key) != second.get(key)]
    keys = [key for key in keys if "filled: " not in repr(second.get(key)) or has_text(first, key)]
    return "".join(f"{key}: {first.get(key)} != {second.get(key)}\n" for key in keys[:3])


def test_there_are_enough() -> None:
    """Catalogs in many languages and scripts, large ones among them."""
    names = catalogs()
    tags = {re.search(r"locale/(\w+)/", name)[1] for name in names}  # type: ignore[index]
    assert len(names) >= 40
    assert len(tags) >= 15
    assert {"ru", "ar", "tr", "ja", "kk", "tk"} <= tags
    assert max(len(page(data)) for data in names.values()) > 300


def test_polib_reads_what_people_wrote() -> None:
    """After an update polib reads what it read: texts, flags, comments, previous msgids."""
    assert not wrong(lambda data: difference(by_polib(data), by_polib(renewed(data))))


def test_babel_reads_what_people_wrote() -> None:
    """The same with Babel, for every original that it reads at all."""
    refused, different = set(), {}
    for name, data in catalogs().items():
        try:
            before = by_babel(data)
        except PoFileError:
            refused.add(name)
            continue
        if found := difference(before, by_babel(renewed(data))):
            different[name] = found
    assert not different
    assert refused == BABEL_REFUSES, "an exclusion is not needed any more, or one is"


def test_update_is_stable() -> None:
    """A second update gives the same bytes, and nothing is obsolete that was not."""

    def check(data: bytes) -> str:
        new = renewed(data)
        return "" if renewed(new, page(data)) == new else "not stable"

    assert not wrong(check)


def test_msgfmt_accepts_what_it_accepted(tmp_path: Path) -> None:
    """GNU's `msgfmt --check` finds no fault in a file that had none before."""
    msgfmt = tool("msgfmt", "gettext")

    def faults(data: bytes) -> str:
        path = tmp_path / "x.po"
        path.write_bytes(data)
        done = run(msgfmt, "--check", "-o", os.devnull, path)
        return done.stderr.decode() if done.returncode else ""

    passed = [name for name, data in catalogs().items() if not faults(data)]
    assert len(passed) >= 40, "too few of the originals pass to say anything"
    assert not wrong(lambda data: faults(renewed(data)), passed)


@pytest.mark.parametrize("name", ["msgcat", "msgmerge"])
def test_gnu_tools_lose_nothing(tmp_path: Path, name: str) -> None:
    """Through msgmerge with itself a file holds all that update keeps; msgcat changes no byte."""
    program, exact = tool(name, "gettext"), breaks_lines_as_we_do()
    path = tmp_path / "x.po"

    def check(data: bytes) -> str:
        new = renewed(data)
        path.write_bytes(new)
        if name == "msgcat":
            done = run(program, "-o", path, path)
        else:
            done = run(program, "--quiet", "--update", "--backup=none", "--previous", path, path)
        if done.returncode:
            return done.stderr.decode()
        back = path.read_bytes()
        if name == "msgcat" and back != new and exact:
            return "written otherwise"
        again = renewed(back, page(data))
        return difference(by_polib(new), by_polib(back)) or (
            "" if by_polib(again) == by_polib(new) else "another text after the next update"
        )

    originals = [name for name, data in catalogs().items() if accepted(data, tmp_path)]
    assert len(originals) >= 40
    assert not wrong(check, originals)


def accepted(data: bytes, folder: Path) -> bool:
    """Whether GNU's tools read the original at all."""
    path = folder / "original.po"
    path.write_bytes(data)
    return run(tool("msgcat", "gettext"), "-o", os.devnull, path).returncode == 0


def test_polib_loses_nothing() -> None:
    """A file that polib has saved is the same to the next update."""

    def check(data: bytes) -> str:
        new = renewed(data)
        saved = f"{polib.pofile(new.decode(), wrapwidth=78)}".encode()
        return difference(by_polib(new), by_polib(renewed(saved, page(data))))

    assert not wrong(check)


@pytest.mark.parametrize("part", range(3))
def test_edited_pages_lose_nothing(part: int) -> None:
    """Sentences go, come, move and change at random: every translation is still there."""
    names = sorted(catalogs())[part::3]

    def check(data: bytes) -> str:
        rng, current, segments = random.Random(part), data, page(data)
        for _ in range(3):
            segments = edited(segments, rng)
            current = renewed(current, segments)
            if renewed(current, segments) != current:
                return "not stable"
            if lost := texts(data).keys() - texts(current).keys():
                return f"lost: {sorted(lost)[:3]}"
        return ""

    assert not wrong(check, names)


def edited(segments: list[Segment], rng: random.Random) -> list[Segment]:
    """A page after a busy day."""
    result = []
    for line, one in enumerate(segments, 1):
        kind = rng.random()
        if kind < 0.1:
            continue
        if kind < 0.3:
            parts = one.msgid.split(" ")
            parts[rng.randrange(len(parts))] = rng.choice(["changed", "30%", "gas"])
            text = " ".join([*parts, str(rng.randrange(1000))])
            result.append(Segment(text, line, one.msgctxt, one.comment, plural=one.plural))
        else:
            result.append(one)
        if kind > 0.95:
            result.append(Segment(f"A new sentence {rng.randrange(10**6)}.", line))
    if result:
        result.append(result.pop(rng.randrange(len(result))))
    keys = {one.key: one for one in reversed(result)}
    return list({one.key: keys[one.key] for one in result}.values())


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8], ids=["plain", "BOM"])
def test_files_from_windows_say_the_same(newline: bytes, bom: bytes) -> None:
    """With CRLF, a byte order mark or both, the entries are the same, and so is the update."""

    def check(data: bytes) -> str:
        variant = bom + data.replace(b"\r\n", b"\n").replace(b"\n", newline)
        first, second = ([f"{one}" for one in parse(each, "x.po")] for each in (data, variant))
        if first != second:
            return "read otherwise"
        return "" if renewed(variant, page(data)) == renewed(data) else "written otherwise"

    assert not wrong(check)

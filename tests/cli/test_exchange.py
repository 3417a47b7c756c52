"""Catalogs and term lists go to other programs and back, through the real translate-toolkit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import Site
from translate.storage import tbx, tmx, xliff

from pelican.plugins.bilingual.catalog import exchange
from pelican.plugins.bilingual.catalog.catalog import entry_hash, is_reviewed
from pelican.plugins.bilingual.catalog.exchange import Unit
from pelican.plugins.bilingual.catalog.terms import Term, read_terms
from pelican.plugins.bilingual.cli.main import main

Capture = pytest.CaptureFixture[str]
BODY = "Good *day* & [all](https://e.org).  \nSecond <b>line</b>.\n\nThe vendor.\n\nNothing."
TERMS = (
    "source,translation,part_of_speech,note,status,reviewer\n"
    "vendor,öndüriji|satyjy,noun,who sells,reviewed,Aýna\n"
)


@pytest.fixture
def begun(site: Site) -> Site:
    """A page with one text that is reviewed, one that is fuzzy, and one that is empty."""
    site.page("one", BODY)
    site.write("translations/tk/terms.csv", TERMS)
    assert main(["update"]) == 0
    file = catalog(site)
    for entry in file:
        if entry.msgid.startswith("Good"):
            entry.msgstr = entry.msgid.replace("Good", "Gowy")
            entry.tcomment = f"reviewed: {entry_hash(entry)} Aýna 2026-11-23"
        elif entry.msgid == "The vendor.":
            entry.msgstr, entry.flags = "Satyjy.", ["fuzzy"]
    file.save()
    assert main(["update"]) == 0
    return site


def po(site: Site) -> Path:
    return site.root / "translations/tk/LC_MESSAGES/one.po"


def catalog(site: Site) -> polib.POFile:
    return polib.pofile(str(po(site)))


def entry(site: Site, beginning: str) -> polib.POEntry:
    return next(one for one in catalog(site) if one.msgid.startswith(beginning))


def exported(site: Site, kind: str = "xliff") -> Path:
    assert main(["export", "one", "--format", kind]) == 0
    names = {"xliff": "one.tk.xlf", "tmx": "tk.tmx", "tbx": "tk.tbx"}
    return site.root / "translations/exchange" / names[kind]


# XLIFF


def test_a_task_says_what_translators_need(begun: Site) -> None:
    """Source, target, state, and the notes of the catalog: terms, the page's address."""
    store = xliff.xlifffile.parsefile(str(exported(begun)))
    units = {one.source: one for one in store.units}
    states = {one.source[:4]: one.get_state_n() > one.S_NEEDS_REVIEW for one in store.units}
    assert (states["Good"], states["The "]) == (True, False)
    assert units["The vendor."].target == "Satyjy."
    assert "terms: vendor = öndüriji | satyjy" in units["The vendor."].getnotes("developer")
    assert (store.getsourcelanguage(), store.gettargetlanguage()) == ("en", "tk")


def test_there_and_back_is_no_change(begun: Site) -> None:
    """A task that nobody has touched changes nothing, to the byte; so does a second export."""
    before, file = po(begun).read_bytes(), exported(begun)
    first = file.read_bytes()
    assert main(["import", str(file)]) == 0
    assert po(begun).read_bytes() == before
    assert exported(begun).read_bytes() == first


def test_what_a_translator_writes_comes_back(begun: Site) -> None:
    """Another text replaces the one that was exported; its review is void, and a doubt is gone."""
    file = exported(begun)
    store = xliff.xlifffile.parsefile(str(file))
    for unit in store.units:
        if unit.source.startswith("Good"):
            unit.settarget(unit.source.replace("Good", "Oňat"), "tk")
        if unit.source in {"The vendor.", "Nothing."}:
            unit.settarget(f"T {unit.source}", "tk")
            unit.marktranslated()
            unit.getlanguageNode(lang=None, index=1).set("state", "translated")
    store.savefile(str(file))
    assert main(["import", str(file)]) == 0
    good = entry(begun, "Good")
    assert (good.msgstr[:4], good.fuzzy, is_reviewed(good)) == ("Oňat", False, False)
    assert "\\n" in repr(good.msgstr)  # the hard break
    vendor = entry(begun, "The vendor.")
    assert (vendor.msgstr, vendor.fuzzy) == ("T The vendor.", False)
    assert entry(begun, "Nothing.").msgstr == "T Nothing."
    after = po(begun).read_bytes()
    assert main(["update"]) == 0
    assert po(begun).read_bytes() == after


def test_what_has_changed_meanwhile_stays(begun: Site, capsys: Capture) -> None:
    """Nobody's text is lost: the file's is told with its line."""
    file = exported(begun)
    po(begun).write_text(po(begun).read_text("utf-8").replace("Satyjy.", "Öndüriji."), "utf-8")
    file.write_text(file.read_text("utf-8").replace("Satyjy.", "Dükançy."), "utf-8")
    capsys.readouterr()
    assert main(["import", str(file)]) == 0
    assert entry(begun, "The vendor.").msgstr == "Öndüriji."
    assert re.search(r"one\.tk\.xlf:\d+: the catalog says otherwise", capsys.readouterr().out)


def test_what_a_machine_has_written_is_in_doubt_among_people(begun: Site) -> None:
    """With `--machine`, a catalog that people translate gets it as fuzzy."""
    file = exported(begun)
    text = (
        po(begun)
        .read_text("utf-8")
        .replace('"Language: tk', '"X-Translation-Origin: human\\n"\n"Language: tk')
    )
    po(begun).write_text(text, "utf-8")
    store = xliff.xlifffile.parsefile(str(file))
    for unit in store.units:
        if unit.source == "Nothing.":
            unit.settarget("Hiç zat.", "tk")
            unit.getlanguageNode(lang=None, index=1).set("state", "translated")
    store.savefile(str(file))
    assert main(["import", "--machine", str(file)]) == 0
    assert (entry(begun, "Nothing.").msgstr, entry(begun, "Nothing.").fuzzy) == ("Hiç zat.", True)


def test_a_dry_run_writes_nothing(begun: Site, capsys: Capture) -> None:
    """It says what would be taken."""
    file, before = exported(begun), po(begun).read_bytes()
    file.write_text(file.read_text("utf-8").replace("Satyjy.", "Dükançy."), "utf-8")
    capsys.readouterr()
    assert main(["import", "--dry-run", str(file)]) == 0
    assert "1 messages taken" in capsys.readouterr().out
    assert po(begun).read_bytes() == before


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1).filter(str.strip)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(TEXT, TEXT, st.booleans()), max_size=4, unique_by=lambda one: one[0]))
def test_any_text_comes_back_from_xliff(rows: list[tuple[str, str, bool]]) -> None:
    """Whatever letters there are, and whether it is in doubt."""
    units = [Unit(a, b, f"m-{n}", fuzzy, exported="x") for n, (a, b, fuzzy) in enumerate(rows)]
    back = exchange.read(exchange.xliff(units, ("en", "tk"), "one"), "xliff", "one", ("en", "tk"))
    assert [(one.source, one.target, one.fuzzy) for one in back] == rows


# TMX


def test_a_memory_fills_what_is_missing_as_fuzzy(begun: Site) -> None:
    """What is there stays; a doubtful text is not exported."""
    file = exported(begun, "tmx")
    pairs = {one.source: one.target for one in tmx.tmxfile.parsefile(str(file)).units}
    assert [one[:4] for one in pairs] == ["Good"]
    begun.page("two", BODY)
    begun.write("memory.tmx", file.read_bytes())
    po(begun).write_text(re.sub(r'msgstr ""\n"Gowy.*\n.*\n', 'msgstr ""\n', po(begun).read_text()))
    assert main(["update"]) == 0
    assert main(["import", "memory.tmx"]) == 0
    assert entry(begun, "The vendor.").msgstr == "Satyjy."
    good = polib.pofile(str(po(begun).with_name("two.po"))).find(
        next(one.msgid for one in catalog(begun) if one.msgid.startswith("Good"))
    )
    assert (good.msgstr[:4], good.fuzzy) == ("Gowy", True)


def test_a_memory_of_another_program_is_read(begun: Site) -> None:
    """Its languages may have regions; texts that only look different are the same."""
    body = "".join(
        f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>'
        for tag, text in (("de", "Nichts."), ("en-US", "Nothing."), ("tk-TM", "Hiç zat."))
    )
    begun.write(
        "other.tmx",
        '<?xml version="1.0"?><tmx version="1.4"><header srclang="en-US"/>'
        f"<body><tu>{body}</tu></body></tmx>",
    )
    assert main(["import", "other.tmx"]) == 0
    assert (entry(begun, "Nothing.").msgstr, entry(begun, "Nothing.").fuzzy) == ("Hiç zat.", True)


# TBX


def test_a_glossary_goes_out_and_comes_back(begun: Site) -> None:
    """Alternatives, notes and parts of speech are in it; back in another site it is a proposal."""
    file = exported(begun, "tbx")
    (unit,) = tbx.tbxfile.parsefile(str(file)).units
    assert unit.source == "vendor"
    path = begun.root / "translations/tk/terms.csv"
    assert main(["import", str(file)]) == 0
    assert path.read_text("utf-8") == TERMS
    path.unlink()
    assert main(["import", str(file)]) == 0
    assert read_terms(path, "terms.csv") == [
        Term("vendor", ("öndüriji", "satyjy"), "noun", "who sells")
    ]


def test_new_terms_are_added_and_old_ones_stay(begun: Site, capsys: Capture) -> None:
    """A list that says otherwise is told."""
    entries = "".join(
        f'<termEntry><langSet xml:lang="en"><tig><term>{one}</term></tig></langSet>'
        f'<langSet xml:lang="tk"><tig><term>{other}</term></tig></langSet></termEntry>'
        for one, other in (("vendor", "dükançy"), ("data centre", "maglumat merkezi"))
    )
    begun.write("other.tbx", f'<martif type="TBX"><text><body>{entries}</body></text></martif>')
    capsys.readouterr()
    assert main(["import", "other.tbx"]) == 0
    assert "stays: vendor = dükançy" in capsys.readouterr().out
    text = (begun.root / "translations/tk/terms.csv").read_text("utf-8")
    assert text == f"{TERMS}data centre,maglumat merkezi,phrase,,proposed,\n"


# What is wrong


@pytest.mark.parametrize("name", ["x.xlf", "x.tmx", "x.tbx"])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0\1\2",
        b"<a/>",
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
    ],
    ids=["empty", "binary", "another root", "an entity"],
)
def test_a_file_of_another_kind_is_an_error(
    begun: Site, capsys: Capture, name: str, data: bytes
) -> None:
    """It is named, and nothing is written."""
    begun.write(name, data)
    before = po(begun).read_bytes()
    capsys.readouterr()
    assert main(["import", name, "--language", "tk"]) == 1
    assert capsys.readouterr().err.startswith(f"{name}: This is no ")
    assert po(begun).read_bytes() == before


def test_without_the_toolkit_it_says_what_to_install(begun: Site) -> None:
    """An extra that is missing is named by the command that installs it."""
    code = (
        "import sys; sys.modules['translate'] = None\n"
        "from pelican.plugins.bilingual.cli.main import main\n"
        "sys.exit(main(['export']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, "pelican-bilingual[exchange]" in done.stderr) == (1, True)


# Weblate


def test_every_page_is_a_component_of_weblate(site: Site) -> None:
    """Each with its catalogs, its template, and the flag by which links are compared."""
    site.page("one")
    site.write("content/pages/about.md", "Title: About\n\nText.")
    assert main(["update"]) == 0
    assert main(["extract"]) == 0
    assert main(["export", "--format", "weblate"]) == 0
    found = json.loads((site.root / "translations/exchange/weblate.json").read_text("utf-8"))
    assert [one["slug"] for one in found] == ["one", "pages-about"]
    for one in found:
        assert one["check_flags"] == "md-text"
        assert list(site.root.glob(one["filemask"]))
        assert (site.root / one["new_base"]).is_file()

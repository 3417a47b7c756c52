"""A catalog that is damaged, or behind its page, is found: in `check`, and counted in a build."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import HEADER, Site, findings, text_of

from pelican.plugins.bilingual.catalog.catalog import read_catalog
from pelican.plugins.bilingual.check.rules import ERROR, WARNING
from pelican.plugins.bilingual.check.step import CHECK, check_step, is_foreign
from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.language.cldr import gettext_plural, parse_locale
from pelican.plugins.bilingual.project.config import Language

BODY = "First.\n\nSecond.\n\nThird.\n\nFourth."
PO = "translations/tk/LC_MESSAGES/one.po"


@pytest.fixture
def one(site: Site) -> Site:
    """A page whose catalog is in step, and translated."""
    site.page("one", BODY, title="One")
    main(["update"])
    path = site.root / PO
    text = path.read_text("utf-8")
    for word in ("One", "First.", "Second.", "Third.", "Fourth."):
        text = text.replace(f'msgid "{word}"\nmsgstr ""', f'msgid "{word}"\nmsgstr "Söz."')
    path.write_text(text, "utf-8")
    assert not said()
    return site


def said(check: str = CHECK) -> list[tuple[str, int, str, str]]:
    """What `check` says of catalogs as wholes."""
    found = (one for one in findings(step=True) if one.check in (check, "syntax"))
    return [(one.path, one.line, one.severity, one.text) for one in found]


def spoil(site: Site, old: str, new: str, name: str = PO) -> int:
    """Replace a text of a catalog once; returns the line where it stood."""
    path = site.root / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_page_that_has_grown_is_one_warning(one: Site) -> None:
    """However many messages are new, and whatever else has gone; update mends it."""
    one.page("one", BODY.replace("Second.", "\n\n".join(f"New {n}." for n in range(50))), "One")
    path, line, severity, text = said()[0]
    assert (path, line, severity) == (PO, 1, WARNING)
    assert "lacks 50 of its page's 55 messages; the first is 'New 0.'" in text
    assert "bilingual update" in text
    assert [one[2] for one in said()] == [WARNING, WARNING]
    main(["update"])
    assert not said()


def test_a_page_that_is_new_is_one_warning_for_each_catalog(one: Site) -> None:
    """Not a line for each message."""
    one.page("two", BODY)
    assert [(path, line, severity) for path, line, severity, _ in said()] == [
        (PO.replace("one", "two"), 1, WARNING)
    ]
    main(["update"])
    assert not said()


def test_a_new_language_has_nothing_wrong(site: Site) -> None:
    """Right after `init`."""
    site.page("one", BODY)
    site.set('BILINGUAL["languages"]["ru"] = "Русский"')
    main(["update"])
    site.set('BILINGUAL["languages"]["uz"] = "Oʻzbekcha"')
    assert {path.split("/")[1] for path, *_ in said()} == {"uz"}
    main(["init", "uz"])
    assert not said()


def test_a_changed_msgid_is_named_by_its_line(one: Site) -> None:
    """A translator has typed into it: the text is not the page's any more."""
    line = spoil(one, 'msgid "Second."', 'msgid "Sekond."')
    (path, first, severity, text), (_, second, _, named) = said()
    assert (path, first, severity) == (PO, 1, WARNING)
    assert "lacks 1 of" in text
    assert line - 2 <= second <= line  # the entry begins with its comments
    assert "no message 'Sekond.'" in named


def test_many_unknown_messages_are_counted(one: Site) -> None:
    """Three are named."""
    one.page("one", "Other.", "Other title")
    texts = [text for *_, text in said()]
    assert len(texts) == 5
    assert texts[-1].startswith("The page lacks 2 more messages")


@pytest.mark.parametrize("left", range(1, 6))
def test_a_file_that_is_cut_at_an_entry_is_found(one: Site, left: int) -> None:
    """What is left is a good catalog: the line where it ends is named, and its history."""
    path = one.root / PO
    blocks = path.read_text("utf-8").rstrip().split("\n\n")
    path.write_text("\n\n".join(blocks[: left + 1]) + "\n", "utf-8")
    ((_, line, severity, text),) = said()
    assert severity == WARNING
    assert f"lacks the last {len(blocks) - 1 - left}" in text
    assert "history" in text
    assert line > 1


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.data())
def test_a_file_that_is_cut_anywhere_is_found(one: Site, data: st.DataObject) -> None:
    """At whatever letter, but behind the last one that says something."""
    path = one.root / PO
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[: data.draw(st.integers(0, len(whole.rstrip()) - 6))])
        assert said()
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize("text", ["", "\n\n", "# note\n", HEADER])
def test_an_emptied_file_is_an_error(one: Site, text: str) -> None:
    """Work is gone; the remedy is the history."""
    one.write(PO, text)
    ((_, line, severity, told),) = said()
    assert (line, severity) == (1, ERROR)
    assert "history" in told


def test_a_file_that_is_gone_is_a_warning(one: Site) -> None:
    """Of a page, and of the theme's strings."""
    for name in ("one", "site"):
        (one.root / PO.replace("one", name)).unlink()
    assert [(path, severity) for path, _, severity, _ in said()] == [
        (PO, WARNING),
        (PO.replace("one", "site"), WARNING),
    ]


@pytest.mark.parametrize(
    ("tag", "given", "foreign"),
    [
        *(
            ("tk", one, False)
            for one in ("tk", "tk_TM", "tk-TM", "TK", "tk_TM.UTF-8", "", "tk@latin")
        ),
        *(("tk", one, True) for one in ("ru", "en_US", "tr", "Turkmen", "t", "tkk")),
        *(("pt-BR", one, False) for one in ("pt_BR", "pt-BR", "pt")),
        *(("pt-BR", one, True) for one in ("pt_PT", "es_BR")),
        *(("zh-Hans", one, False) for one in ("zh_Hans", "zh_CN", "zh_Hans_CN")),
        ("zh-Hans", "zh_Hant", True),
        *(("uz", one, False) for one in ("uz_Latn", "uz@latin")),
        *(("uz", one, True) for one in ("uz_Cyrl", "uz@cyrillic", "uz-Arab-AF")),
        *(("zh-TW", one, False) for one in ("zh_Hant", "zh_Hant_TW")),
    ],
)
def test_another_language_is_known_by_its_header(
    tmp_path: Path, tag: str, given: str, foreign: bool
) -> None:
    """However tags are written; a script not named is the usual one, a region may be any."""
    path = tmp_path / "a.po"
    path.write_text(HEADER.replace("Language: tk", f"Language: {given}"), "utf-8")
    assert is_foreign(read_catalog(path, "a.po"), Language(tag, "X", parse_locale(tag))) is foreign


def test_a_catalog_of_another_language_is_not_published(one: Site) -> None:
    """Readers would take it for theirs; the header's line is named."""
    line = spoil(one, "Language: tk", "Language: ru")
    ((_, found, severity, text),) = said()
    assert (found, severity) == (line, ERROR)
    assert '"Language: tk\\n"' in text
    one.build()
    assert "Söz." not in text_of(one.html("tk/one"))


def test_a_deleted_header_is_an_error(one: Site) -> None:
    """It says who wrote the text."""
    path = one.root / PO
    path.write_text(path.read_text("utf-8").split("\n\n", 1)[1], "utf-8")
    ((_, line, severity, text),) = said()
    assert (line, severity) == (1, ERROR)
    assert "header is missing" in text


@pytest.mark.parametrize(
    ("rule", "agrees"),
    [
        ("nplurals=2; plural=n != 1;", True),
        ("nplurals=2; plural=(n == 1 ? 0 : 1);", True),
        ("nplurals=1; plural=0;", False),
        ("nplurals=2; plural=(n > 1);", False),
        ("nplurals=3; plural=n%3;", False),
        ("", False),
        ("nplurals=2; plural=(n !=", False),
    ],
)
def test_another_plural_rule_than_the_languages_is_a_warning(
    one: Site, rule: str, agrees: bool
) -> None:
    """However it is written; the right line is named."""
    line = spoil(one, "nplurals=2; plural=(n != 1);", rule)
    found = said()
    assert (not found) is agrees
    for _, at, severity, text in found:
        assert (at, severity) == (line, WARNING)
        assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"' in text


@pytest.mark.parametrize("tag", ["fa", "he", "pt-BR", "ru", "ar", "lv", "ja", "tr", "uz"])
def test_the_rules_of_gettext_are_no_other_rules(tag: str, tmp_path: Path) -> None:
    """Where gettext and CLDR differ, both are right."""
    language, path = Language(tag, "X", parse_locale(tag)), tmp_path / "a.po"
    rule = gettext_plural(language.locale)
    header = HEADER.replace("tk", language.folder).replace("nplurals=2; plural=(n != 1);", rule)
    path.write_text(f'{header}msgid "a"\nmsgstr ""\n', "utf-8")
    assert not list(check_step(read_catalog(path, "a.po"), [(None, "a")], language))


DAY = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'


@pytest.mark.parametrize(
    ("forms", "right"),
    [
        ('msgstr[0] "%(n)s gün"\nmsgstr[1] "%(n)s gün"\n', True),
        ('msgstr[0] "%(n)s gün"\n', False),
        ('msgstr[0] "%(n)s gün"\nmsgstr[1] ""\n', False),
        ('msgstr[0] "%(n)s gün"\nmsgstr[1] "%(n)s gün"\nmsgstr[2] "%(n)s gün"\n', False),
    ],
)
def test_a_plural_has_the_forms_of_its_language(site: Site, forms: str, right: bool) -> None:
    """One too few or too many is an error of the message."""
    site.catalog("site", DAY + forms)
    found = (
        said("plurals")[:1] if not right else [one for one in findings() if one.check == "plurals"]
    )
    assert bool(found) is not right
    for path, line, severity, text in found if not right else ():
        assert (path, line, severity) == (PO.replace("one", "site"), 9, ERROR)
        assert "of 2 plural forms; write msgstr[0] … msgstr[1]" in text


def test_a_build_counts_what_is_out_of_step(one: Site, caplog: pytest.LogCaptureFixture) -> None:
    """One line for each language, with the remedy; none for a site in order."""
    one.build()
    assert "bilingual update" not in caplog.text
    one.page("two", BODY)
    one.write(PO, "")
    one.build()
    (line,) = (record.getMessage() for record in caplog.records if "update" in record.getMessage())
    assert line.startswith("Türkmençe: of 3 catalogs 2 are missing, damaged or behind the source")
    assert "1 of them with errors" in line


def test_the_annotations_of_github_name_the_place(
    one: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """And the status is that of errors: 1 for an emptied file, 0 for one that lacks an update."""
    one.page("one", f"{BODY}\n\nFifth.", "One")
    capsys.readouterr()
    assert main(["check", "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith(f"::warning file={PO},line=")
    one.write(PO, "")
    assert main(["check", "--format", "github"]) == 1
    assert capsys.readouterr().out.startswith(f"::error file={PO},line=1,title=catalog::")


def test_only_the_pages_that_are_named_are_looked_at(one: Site) -> None:
    """`bilingual check two` says nothing of another page's catalog."""
    one.page("two", BODY)
    one.write(PO, "")
    assert {found.page for found in findings(only=["two"], step=True)} == {"two"}

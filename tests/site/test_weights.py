"""`bilingual weight`: what each built page weighs, for those who review a change."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import Site

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.finish.weight import kind_of, table, weigh
from pelican.plugins.bilingual.project.config import Config
from pelican.plugins.bilingual.project.read import read_config

ROW = re.compile(
    r"\| `(\S+)` \| (\w+) \| \**([\d,]+)\** \| ([\d,]+|–) \| (\d+%|–) \| (\d+\.\d\d) \|"
)


def config(**given: object) -> Config:
    languages = {"en": "English", "tk": "Türkmençe", "pt-BR": "Português"}
    settings = {"DEFAULT_LANG": "en", "BILINGUAL": {"languages": languages, **given}}
    return read_config(settings, Path("/nowhere/pelicanconf.py"))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "listing"),
        ("404.html", "listing"),
        ("status/index.html", "listing"),
        ("en/index.html", "listing"),
        ("pt-BR/index.html", "listing"),
        ("tk/topics/privacy/index.html", "listing"),
        ("en/about/index.html", "page"),
        ("pt-BR/about/index.html", "page"),
        ("en/drafts/later/index.html", "page"),
        ("en/drafts/pages/later/index.html", "page"),
        ("en-tk/about/index.html", "parallel"),
        ("en-pt-BR/about/index.html", "parallel"),
        ("de-fr/about/index.html", "listing"),
        ("pt-BR/search/index.html", "search"),
        ("pt-BR/search/12/index.html", "search"),
        ("fr/search/index.html", "listing"),
    ],
)
def test_the_kind_follows_from_the_address(path: str, kind: str) -> None:
    """As the press sees it when it weighs the page itself."""
    assert kind_of(path, config()) == kind


def test_the_heaviest_stands_first_and_what_is_over_its_budget_is_bold(tmp_path: Path) -> None:
    """Bytes are those of gzip; a kind without a budget has a dash."""
    for path, text in {"en/long": "ab " * 99 + "é", "en/short": "a", "en-tk/short": "b"}.items():
        (tmp_path / path).mkdir(parents=True)
        (tmp_path / path / "index.html").write_bytes(text.encode())
    long, short = weigh("ab " * 99 + "é"), weigh("a")
    lines = table(tmp_path, config(weight={"page": short + 1})).splitlines()
    assert lines[0] == "| page | kind | gzip -6 | budget | used | × bare text |"
    assert (
        lines[2]
        == f"| `en/long/` | page | **{long}** | {short + 1} | {long / (short + 1):.0%} | 1.00 |"
    )
    assert lines[3] == f"| `en-tk/short/` | parallel | {short} | – | – | 1.00 |"
    assert lines[4].startswith(f"| `en/short/` | page | {short} | {short + 1} | ")
    assert lines[5:] == ["", f"3 pages, 1 over budget, {long + 2 * short} bytes in all."]


def test_the_command_weighs_what_was_built(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    """Every page of the output has a row, with the budget of the settings."""
    site.page("about")
    site.set('BILINGUAL["weight"] = {"page": 9000, "listing": 8000}')
    site.build()
    capsys.readouterr()
    assert main(["weight"]) == 0
    printed = capsys.readouterr().out
    rows = {found[0]: found[1:] for found in ROW.findall(printed)}
    files = [file.relative_to(site.output).as_posix() for file in site.output.rglob("*.html")]
    assert set(rows) == {file.removesuffix("index.html") or "/" for file in files}
    assert rows["en/about/"][0:3:2] == ("page", "9,000")
    assert rows["en-tk/about/"][0:3:2] == ("parallel", "–")
    assert rows["/"][0:3:2] == ("listing", "8,000")
    assert f"{len(files)} pages, none over budget" in printed


def test_without_a_built_site_it_says_what_to_do(
    site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    """Status 1 and one sentence."""
    assert main(["weight"]) == 1
    assert "There is no built page. Build the site first: run pelican." in capsys.readouterr().err
    with pytest.raises(BilingualError):
        table(site.root / "nowhere", config())

"""The documents as a site: what we tell others to do, done here."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from pelican.settings import read_settings
from support import PROJECT, findings, parse_html

from pelican import Pelican

LEFT_OUT = {"design"}
"""Pictures for who changes the design."""


@pytest.fixture(scope="module")
def manual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that `make manual-site` builds."""
    output = tmp_path_factory.mktemp("manual") / "output"
    settings = {"OUTPUT_PATH": str(output)}
    Pelican(read_settings(str(PROJECT / "docs/pelicanconf.py"), override=settings)).run()
    return output


def test_every_document_stands_in_it(manual: Path) -> None:
    """In English, in Turkmen, and side by side; every page links to all others."""
    documents = {one.stem for one in (PROJECT / "docs").glob("*.md")} - LEFT_OUT
    assert len(documents) > 8
    for name in documents:
        for edition in ("en", "tk", "en-tk"):
            assert (manual / edition / name / "index.html").is_file(), name
    page = (manual / "en/writing/index.html").read_text("utf-8")
    assert documents <= set(re.findall(r"href=\"?\.\./\.\./en/([\w-]+)/", page))


def test_every_link_within_it_leads_to_a_file_and_a_place(manual: Path) -> None:
    """Pages and their fragments; what is on other sites is asked once a week."""
    pages = {one: parse_html(one.read_text("utf-8")) for one in manual.rglob("*.html")}
    ids = {one: {each.get("id") for each in tree.iter()} for one, tree in pages.items()}
    wrong = []
    for file, tree in pages.items():
        for link in (one.get("href") for one in tree.iter("a") if one.get("href")):
            if re.match(r"[a-z]+:", link or "") or file.name == "404.html":
                continue
            url, _, fragment = urljoin(file.as_uri(), link).partition("#")
            target = Path(unquote(url.removeprefix("file://")))
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (fragment and unquote(fragment) not in ids.get(target, ())):
                wrong.append(f"{file.relative_to(manual)}: {link}")
    assert wrong == []


def test_the_turkmen_manual_is_a_draft_and_nothing_in_it_is_wrong(manual: Path) -> None:
    """Its catalogs pass the checks that others' have to, and readers are told what they read."""
    begun = [one.stem for one in (PROJECT / "docs/translations/tk/LC_MESSAGES").glob("*.po")]
    assert {"site", "writing"} < {*begun}
    assert findings(PROJECT / "docs/pelicanconf.py", only=begun) == []
    page = (manual / "tk/writing/index.html").read_text("utf-8")
    assert "Maşyn" in page or "maşyn" in page
    assert "<html lang=tk>" in page

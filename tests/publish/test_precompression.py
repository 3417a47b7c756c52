"""Files that a server sends as they are, `.br` and `.gz`: what is in them, and which have none."""

from __future__ import annotations

import gzip
import random
import sys
import zipfile
from pathlib import Path

import brotli
import pytest
from support import Site, snapshot

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.project.cache import Cache
from pelican.plugins.bilingual.project.output.integrity import verify_copy
from pelican.plugins.bilingual.publish.precompression import LEAST, precompress

UNPACK = {"br": brotli.decompress, "gz": gzip.decompress}
TEXT = b"<p>One and the same sentence.</p>\n" * 100


@pytest.mark.parametrize("kind", UNPACK)
def test_each_text_file_has_one_beside_it(tmp_path: Path, kind: str) -> None:
    """It holds the same, and is smaller; what is no text, short or random has none."""
    files = {f"a/b.{end}": TEXT for end in ("css", "html", "js", "json", "svg", "txt", "xml")}
    noise = random.Random(1).randbytes(LEAST)
    others = {"a.png": TEXT, "b.html": TEXT[: LEAST - 1], "SHA256SUMS": TEXT, "c.txt": noise}
    (tmp_path / "a").mkdir()
    for name, data in (files | others).items():
        (tmp_path / name).write_bytes(data)
    precompress(tmp_path, kind, Cache())
    made = {name: data for name, data in snapshot(tmp_path).items() if name.endswith(f".{kind}")}
    assert made.keys() == {f"{name}.{kind}" for name in files}
    assert all(UNPACK[kind](data) == TEXT and len(data) < len(TEXT) for data in made.values())


def test_what_the_site_has_itself_stays(tmp_path: Path) -> None:
    """As it is: it may be made by a better program."""
    (tmp_path / "a.css").write_bytes(TEXT)
    (tmp_path / "a.css.gz").write_bytes(b"my own")
    precompress(tmp_path, "gz", Cache())
    assert (tmp_path / "a.css.gz").read_bytes() == b"my own"


def test_without_brotli_the_error_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And which setting asks for it."""
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(BilingualError, match=r"'precompressed'.*pelican-bilingual\[brotli\]"):
        precompress(tmp_path, "br", Cache())


def test_a_site_is_published_with_them(site: Site) -> None:
    """The sums list them, a copy with them is whole, and the next build's are the same bytes."""
    site.set("BILINGUAL['precompressed'] = ['gz', 'br']")
    site.set("BILINGUAL['copies'] = {'txt': 0}")
    site.page("one", "A sentence to be read. " * 200)
    site.build(BILINGUAL_FORMATS=True)
    first = snapshot(site.output)
    page = first["en/one/index.html"]
    for kind, unpack in UNPACK.items():
        assert unpack(first[f"en/one/index.html.{kind}"]) == page
        assert f"  en/one/index.html.{kind}\n" in first["SHA256SUMS"].decode()
    assert verify_copy(site.output, None)[0]
    with zipfile.ZipFile(site.output / "downloads/site.zip") as archive:
        assert not [one for one in archive.namelist() if one.endswith((".br", ".gz"))]
    site.set("BILINGUAL['cache'] = False")
    site.build(BILINGUAL_FORMATS=True)
    assert snapshot(site.output) == first


def test_they_go_with_the_setting_and_with_their_page(site: Site) -> None:
    """No build leaves an old one beside a new page; the preview makes none."""
    site.set("BILINGUAL['precompressed'] = ['gz']")
    site.page("one", "A sentence to be read. " * 200)
    site.page("two", "A sentence to be read. " * 200)
    site.build()
    assert (site.output / "en/two/index.html.gz").is_file()
    (site.root / "content/two.md").unlink()
    site.build()
    assert not (site.output / "en/two").exists()
    assert (site.output / "en/one/index.html.gz").is_file()
    site.build(BILINGUAL_PREVIEW=True)
    assert not list(site.output.rglob("*.gz"))

"""Sums and signatures over what is published, and the same bytes wherever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support import PROJECT, Site, tool

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.project.integrity import SUMS, compare, read_sums, sums
from pelican.plugins.bilingual.project.signature import sign, verify


def test_the_sums_are_those_of_sha256sum(flagship: Path) -> None:
    """`sha256sum --check` accepts the built site, and every file is in the list."""
    done = subprocess.run(
        [tool("sha256sum", "coreutils"), "--check", "--strict", "--quiet", SUMS],
        cwd=flagship,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    listed = set(read_sums((flagship / SUMS).read_text("utf-8"), SUMS))
    there = {one.relative_to(flagship).as_posix() for one in flagship.rglob("*") if one.is_file()}
    assert there - {SUMS} == listed


def test_what_was_changed_is_named(tmp_path: Path) -> None:
    """Altered, missing and added files are told apart."""
    for name in ("same", "altered", "gone", "folder/ýaňy"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(name, "utf-8")
    promised = read_sums(sums(tmp_path), SUMS)
    assert not compare(tmp_path, promised).any
    (tmp_path / "altered").write_text("otherwise")
    (tmp_path / "gone").unlink()
    (tmp_path / "folder/new").write_text("")
    found = compare(tmp_path, promised)
    assert (found.altered, found.missing, found.added) == (("altered",), ("gone",), ("folder/new",))


@pytest.mark.parametrize("line", ["no sum", f"{'0' * 64}  /etc/passwd", f"{'0' * 64}  a/../../b"])
def test_a_list_that_is_none_is_refused(line: str) -> None:
    """A line without a digest, or with a path that leaves the folder, is an error with its line."""
    with pytest.raises(BilingualError, match="digest") as caught:
        read_sums(f"{'0' * 64}  good\n{line}\n", SUMS)
    assert caught.value.where == f"{SUMS}:2"


def ssh_key(folder: Path) -> tuple[Path, Path]:
    program = tool("ssh-keygen", "openssh-client")
    subprocess.run([program, "-q", "-t", "ed25519", "-N", "", "-f", folder / "key"], check=True)
    return folder / "key", folder / "key.pub"


def minisign_key(folder: Path) -> tuple[Path, Path]:
    program = tool("minisign", "minisign")
    command = [program, "-G", "-W", "-s", folder / "key", "-p", folder / "key.pub"]
    subprocess.run(command, check=True, capture_output=True)
    return folder / "key", folder / "key.pub"


@pytest.mark.parametrize("make", [ssh_key, minisign_key])
def test_a_signature_holds_for_the_very_file(make: object, tmp_path: Path) -> None:
    """What was signed is accepted, what was changed or signed by another is not."""
    assert callable(make)
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    secret, public = make(tmp_path / "one")
    _, other = make(tmp_path / "two")
    file = tmp_path / SUMS
    file.write_text("text")
    sign(file, secret)
    sign(file, secret)  # a second time, over the first
    assert verify(file, public)
    assert not verify(file, other)
    file.write_text("text.")
    assert not verify(file, public)


@pytest.mark.parametrize("make", [ssh_key, minisign_key])
def test_a_site_is_signed_when_a_key_is_named(make: object, site: Site) -> None:
    """The setting `signing_key` puts a signature beside the sums; sums do not list it."""
    assert callable(make)
    secret, public = make(site.root)
    site.page("a")
    site.set(f'BILINGUAL["signing_key"] = "{secret}"')
    output = site.build()
    assert verify(output / SUMS, public)
    assert not compare(output, read_sums((output / SUMS).read_text("utf-8"), SUMS)).any


@pytest.mark.parametrize("text", [None, "no key"])
def test_a_missing_or_wrong_key_stops_the_build_at_once(text: str | None, site: Site) -> None:
    """The error names the key, and the last good output stays."""
    site.page("a")
    kept = (site.build() / "en/a/index.html").read_text("utf-8")
    if text:
        site.write("secret", text)
    site.set('BILINGUAL["signing_key"] = "secret"')
    with pytest.raises(BilingualError, match=r"key") as caught:
        site.build()
    assert caught.value.where == str(site.root / "secret")
    assert (site.output / "en/a/index.html").read_text("utf-8") == kept


def test_a_build_is_the_same_everywhere(tmp_path: Path) -> None:
    """Other folders, time zones, locales, hash seeds, file orders and clocks: the same bytes."""
    outputs = []
    for number, (zone, locale, seed) in enumerate(
        [("UTC", "C.UTF-8", "1"), ("Asia/Ashgabat", "en_US.UTF-8", "2")]
    ):
        root = tmp_path / f"a folder {number}" / ("deep" * number)
        root.mkdir(parents=True)
        parts = ["content", "theme", "translations", "pelicanconf.py"]
        for name in reversed(parts) if number else parts:
            source = PROJECT / name
            files = [one for one in source.rglob("*") if one.is_file()] or [source]
            for file in sorted(files, reverse=bool(number)):
                copy = root / file.relative_to(PROJECT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, copy)
                os.utime(copy, (1_000_000_000 * (number + 1),) * 2)
        output = root / "output"
        subprocess.run(
            [sys.executable, "-m", "pelican", "-o", output, "-e", 'SITEURL="https://example.org"'],
            cwd=root,
            env={**os.environ, "TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        outputs.append(read_sums((output / SUMS).read_text("utf-8"), SUMS))
    assert outputs[0] == outputs[1]
    assert len(outputs[0]) > 30

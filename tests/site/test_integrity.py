"""Sums and signatures over what is published, and the same bytes wherever it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from support import PROJECT, Site, tool

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.project.output.integrity import (
    SUMS,
    compare,
    line_of,
    read_sums,
    verify_copy,
    write_sums,
)
from pelican.plugins.bilingual.project.output.signature import sign, verify


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
    promised = read_sums(write_sums(tmp_path).read_text("utf-8"), SUMS)
    assert not compare(tmp_path, promised).any
    (tmp_path / "altered").write_text("otherwise")
    (tmp_path / "gone").unlink()
    (tmp_path / "folder/new").write_text("")
    found = compare(tmp_path, promised)
    assert (found.altered, found.missing, found.added) == (("altered",), ("gone",), ("folder/new",))


def copied(tmp_path: Path) -> Path:
    """A folder that is what its sums promise."""
    folder = tmp_path / "copy"
    (folder / "en").mkdir(parents=True)
    for name in ("index.html", "en/index.html"):
        (folder / name).write_text(name)
    write_sums(folder)
    assert verify_copy(folder, None)[0]
    return folder


def linked(folder: Path) -> None:
    (folder / "index.html").rename(folder.parent / "same")
    (folder / "index.html").symlink_to(folder.parent / "same")


def linked_folder(folder: Path) -> None:
    (folder / "en").rename(folder.parent / "same")
    (folder / "en").symlink_to(folder.parent / "same")


DAMAGE: dict[str, tuple[Callable[[Path], object], str]] = {
    "a link to the same bytes": (linked, "altered  index.html (a link)"),
    "a link to the same folder": (linked_folder, "added  en (a link)"),
    "a link to nowhere": (lambda one: (one / "x").symlink_to("no"), "added  x (a link)"),
    "a pipe": (lambda one: os.mkfifo(one / "x"), "added  x (a special file)"),
    "a socket": (lambda one: os.mknod(one / "x", 0o140600), "added  x (a special file)"),
    "an empty folder": (lambda one: (one / "x").mkdir(), "added  x (an empty folder)"),
    "a hidden file": (lambda one: (one / ".x").write_text(""), "added  .x"),
    "git's folder elsewhere": (lambda one: (one / "en/.git").mkdir(), "added  en/.git (an empty"),
    "git's folder as a link": (lambda one: (one / ".git").symlink_to("en"), "added  .git (a link)"),
    "a name like the list's": (lambda one: (one / f"{SUMS}.html").write_text(""), f"{SUMS}.html"),
    "a list further below": (lambda one: (one / "en" / SUMS).write_text(""), f"added  en/{SUMS}"),
    "a link as signature": (
        lambda one: (one / f"{SUMS}.sig").symlink_to(SUMS),
        f"added  {SUMS}.sig (a link)",
    ),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_whole_folder_is_compared(tmp_path: Path, damage: str) -> None:
    """Links, special files, hidden and empty things, and names like the list's own are seen."""
    folder = copied(tmp_path)
    make, expected = DAMAGE[damage]
    make(folder)
    whole, lines = verify_copy(folder, None)
    assert not whole
    assert expected in "\n".join(lines)


def test_a_file_that_cannot_be_read_is_named() -> None:
    """By a person whom the disk does not give it; the superuser becomes one, as it reads all."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = copied(Path(place))
        (folder / "en/index.html").chmod(0)
        person = os.geteuid()
        os.seteuid(person or 65534)
        try:
            whole, lines = verify_copy(folder, None)
        finally:
            os.seteuid(person)
    assert not whole
    assert "altered  en/index.html (cannot be read)" in lines


def test_a_list_that_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever keeps the list from being read, it is named, with a remedy."""
    folder = copied(tmp_path)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(BilingualError, match=r"cannot be read \(Permission denied\)"):
        verify_copy(folder, None)


def test_a_clone_of_the_site_is_whole(tmp_path: Path) -> None:
    """Git's folder at the root of a clone is no difference, and verify says that it is there."""
    folder = copied(tmp_path)
    (folder / ".git").mkdir()
    (folder / ".git/HEAD").write_text("ref")
    whole, lines = verify_copy(folder, None)
    assert whole
    assert lines[0] == ".git is not of the site, and was not compared."


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("two\nlines", r"two\nlines"),
        ("\x1b[2J", r"\x1b[2J"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u200fb", r"a\u200fb"),
        ("back\\nslash", r"back\\nslash"),
        ("\udcff", r"\udcff"),
        ("ýaňy", "ýaňy"),
    ],
)
def test_no_name_steers_the_terminal(
    tmp_path: Path, name: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name of a file is printed on one line, its control and direction characters spelled out."""
    folder = copied(tmp_path)
    (folder / name).write_text("")
    assert main(["verify", str(folder)]) == 1
    assert capsys.readouterr().out.split("\n")[0] == f"added  {shown}"


@settings(max_examples=100)
@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=20))
@example("..\n")
def test_any_name_is_promised_and_found(name: str) -> None:
    """Whatever a file is called, the list that is written for it is read as it was meant."""
    digest = "0" * 64
    assume(name != "..")
    assert read_sums(line_of(name, digest), SUMS) == {name: digest}


def test_the_sums_of_odd_names_are_those_of_sha256sum(tmp_path: Path) -> None:
    """Names with line ends and backslashes are written as `sha256sum` writes and reads them."""
    folder = copied(tmp_path)
    for name in ("two\nlines", "back\\slash", "\\n", "cr\rlf", "\u2028", "\udcff"):
        (folder / name).write_text(name, "utf-8", "surrogateescape")
    write_sums(folder)
    assert verify_copy(folder, None)[0]
    command = [tool("sha256sum", "coreutils"), "--check", "--strict", "--quiet", SUMS]
    assert subprocess.run(command, cwd=folder, check=False).returncode == 0


def test_a_path_promised_twice_is_an_error() -> None:
    """A second line for a path could hide the first: the list is refused."""
    with pytest.raises(BilingualError, match="digest") as caught:
        read_sums(f"{'0' * 64}  a\n{'1' * 64}  a\n", SUMS)
    assert caught.value.where == f"{SUMS}:2"


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
    """The error names the key and the setting, and the last good output stays."""
    site.page("a")
    kept = (site.build() / "en/a/index.html").read_text("utf-8")
    if text:
        site.write("secret", text)
    site.set('BILINGUAL["signing_key"] = "secret"')
    with pytest.raises(BilingualError, match=r"key") as caught:
        site.build()
    assert str(site.root / "secret") in caught.value.what
    assert caught.value.where.startswith("pelicanconf.py:")
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

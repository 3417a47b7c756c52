"""The output folder: built beside the old one, and put in its place when all is well."""

from __future__ import annotations

import errno
import filecmp
import os
import re
import shutil
import tempfile
import weakref
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from ...errors import BilingualError
from ..cache import Cache
from .folder import Files, State, contents, remove, state_of
from .integrity import OF_GIT, SUMS, UNLISTED, digest_of, promised_in, spelled_out

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})
"""Faults of the disk that the output is written to."""


_UNFINISHED, _REPLACED = ".unfinished", ".replaced"
"""End the names of folders beside the output: the one that is built, and the one it replaces."""
_SPARE = ".spare"
"""Ends the name of the output before the last one, in the cache's folder."""

Digests = Mapping[str, str]
"""Digests of files by their paths below the output."""
Outcome = tuple[set[str], Files]
"""The files that stay as they are, and those that were written, each with its digest."""


class Staging:
    """A new, empty folder next to the output; thrown away unless it is published.

    What the old output has already need not be written: `keep` it. The output that was replaced
    is a spare one for the build after the next, which has few files to change in it: there is
    no tree to be made, and none to be removed, which takes longer than most builds.
    """

    def __init__(self, output: Path, root: Path, cache: Cache | None = None) -> None:
        """`root` is the folder that the site is built from; `cache` knows what is in the output.

        Raises `BilingualError` when nothing can be written there, or sources would be lost.
        """
        self._output = output = output.resolve()  # of a link, the folder behind it is renewed
        try:
            _bring_back(output)
            self._written = _refuse_others(output, root)
            self.aside = _aside(output) if self._written is None else None
            """Where an output of Pelican goes that was written without the plugin."""
            output.parent.mkdir(parents=True, exist_ok=True)
            made = tempfile.mkdtemp(_UNFINISHED, f"{output.name}.", output.parent)
            self.path = Path(made)
            """Where the new output is built."""
            self._held = _hold(self.path)
            # Pelican has no signal for a run that failed: this also runs when it is forgotten.
            self.discard = weakref.finalize(self, _remove, self.path, self._held)
            """Throws the unfinished output away."""
            self.path.chmod(0o755)
        except OSError as error:
            raise cannot_write(output, error) from None
        self._cache = cache or Cache()
        self._key = self._cache.digest("output", str(output))
        known: tuple[Files, Files] | None = self._cache.get(self._key, tuple[Files, Files])
        self._known, self._in_spare = known or ({}, {})
        self._kept, self._files = set[str](), Files()
        self._held_too: int | None = None

    def keep(self, name: str, digest: str) -> bool:
        """Let a file of the old output be one of the new one; False if it has none like this."""
        known = self._known.get(name)
        if not known or known[0] != digest:
            return False
        try:
            now = state_of(os.lstat(self._output / name))
            if now[:-1] != known[1][:-1]:
                return False
            if now != known[1] and digest_of(self._output / name) != digest:  # as a link changes it
                return False
        except OSError:
            return False
        self._known[name] = digest, now
        self._kept.add(name)
        return True

    def note(self, name: str, digest: str) -> None:
        """Say what is in a file that was just written."""
        self._files[name] = digest, state_of(os.lstat(self.path / name))

    def hand_over(self) -> Outcome:
        """What this process has kept and written since; for the one that it was forked from."""
        handed = self._kept, self._files
        self._kept, self._files = set(), {}
        return handed

    def take_over(self, handed: Outcome) -> None:
        """Take what another process has kept and written as one's own."""
        kept, files = handed
        self._kept |= kept
        self._files |= files

    def publish(
        self,
        keep: Collection[str] = (),
        seal: Callable[[Path, Digests, Digests], None] = lambda *_: None,
    ) -> list[str]:
        """Put the new folder in the output's place.

        Before that, `seal` writes the sums of all in it: it is given the folder, the digests of
        what this build has made, and those of what it has found. What no build has written stays,
        and what `keep` names (Pelican's `OUTPUT_RETENTION`). The rest of what stays is returned,
        paths below the output, but for a clone's `.git`. What killed builds have left beside it
        goes.
        """
        old, stayed = self.aside or self.path.with_suffix(_REPLACED), list[str]()
        new, found = self.path, list[str]()
        try:
            new, there = self._whole()
            if self._output.exists():
                written = _seen(self._output) if self._written is None else self._written
                stayed, found = _carry_over(self._output, new, written, keep)
                there |= _states(new, found)
            digests = {name: self._digest(new, name, state) for name, state in there.items()}
            strange = {name: digests.pop(name) for name in found if name in digests}
            seal(new, digests, strange)
            if self._output.exists():
                self._output.replace(old)
            new.replace(self._output)
        except OSError as error:
            if old.exists():
                old.replace(self._output)
            _let_go(self._held_too)
            raise cannot_write(self._output, error) from None
        self.discard.detach()
        _let_go(self._held)
        _let_go(self._held_too)
        if not self.aside:
            self._put_by(old, {name: (digests[name], there[name]) for name in digests})
        for folder in _beside(self._output, _UNFINISHED, _REPLACED):
            descriptor = _hold(folder)
            if descriptor is not None:  # else another build is at work in it
                _remove(folder, descriptor)
        return sorted({one for one in stayed if Path(one).parts[0] not in {OF_GIT, *keep}})

    def _digest(self, new: Path, name: str, state: State) -> str:
        """The digest of a file of the new output: hashed, unless what was noted still holds."""
        if name in self._kept:
            return self._known[name][0]
        known = self._files.get(name)
        is_same = known and known[1][:-1] == state[:-1]  # it may have been moved since
        return known[0] if known and is_same else digest_of(new / name)

    def _whole(self) -> tuple[Path, dict[str, State]]:
        """The folder of all that the new output has, and the states of its files.

        That is the spare one, if there is one, else ours.
        """
        spare = self._spare_beside() if self._kept else None
        if spare is None:
            for name in sorted(self._kept):
                self._bring(name, self.path)
            return self.path, _states(self.path, [name for name, _ in contents(self.path)])
        written = [name for name, _ in contents(self.path) if name[-1] != "/"]
        wanted, missing, there = {*written, *self._kept}, {*self._kept}, dict[str, State]()
        for name, found in [*contents(spare)]:
            known, state = self._in_spare.get(name), state_of(found)
            if name in self._kept and known == (self._known[name][0], state):
                missing.remove(name)
                there[name] = state
            elif name not in wanted or name in self._kept:
                remove(spare, name)
        for name in sorted(missing):
            self._bring(name, spare)
        for name in written:
            (spare / name).parent.mkdir(parents=True, exist_ok=True)
            (self.path / name).replace(spare / name)
        return spare, there | _states(spare, [*missing, *written])

    def _bring(self, name: str, new: Path) -> None:
        """Give the new output a file of the old one, which remains whole."""
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        _link(self._output / name, new / name)
        digest, state = self._known[name]
        now = state_of(os.lstat(self._output / name))
        if now[:-1] != state[:-1]:  # the link itself is the last change of it
            raise BilingualError(
                "The file has changed while the site was built.",
                spelled_out(str(self._output / name)),
                "Build the site again.",
            )
        self._known[name] = digest, now

    def _spare_beside(self) -> Path | None:
        """The spare output, taken to the place where outputs are built; None if there is none."""
        spare = self._cache.beside(f"{self._output.name}{_SPARE}")
        if not self._in_spare or spare is None or not spare.is_dir() or spare.is_symlink():
            return None
        taken = Path(tempfile.mkdtemp(_UNFINISHED, f"{self._output.name}.", self._output.parent))
        try:
            spare.replace(taken)
        except OSError:  # another disk
            taken.rmdir()
            return None
        self._held_too = _hold(taken)
        return taken

    def _put_by(self, old: Path, files: Files) -> None:
        """Make the replaced output the spare one, and remember what is in both."""
        spare = self._cache.beside(f"{self._output.name}{_SPARE}") if self._key else None
        if spare is not None and self._known and old.exists():
            with suppress(OSError):  # another disk
                shutil.rmtree(spare, ignore_errors=True)
                old.replace(spare)
        shutil.rmtree(old, ignore_errors=True)
        self._cache.put(self._key, (files, self._known))


def _states(folder: Path, names: Iterable[str]) -> dict[str, State]:
    """What tells the states of these files from others; folders and broken links are none."""
    return {name: state_of(os.lstat(folder / name)) for name in names if (folder / name).is_file()}


def _carry_over(
    old: Path, new: Path, written: Collection[str], keep: Collection[str]
) -> tuple[list[str], list[str]]:
    """Put into the new output what stays of the old one, which remains whole meanwhile.

    Paths of it, a stranger's folder as a whole; and the files that were put there. `written` are
    the paths that a build has written. Raises `BilingualError` for a stranger's file in the place
    of a new one.
    """
    stay, added = list[str](), list[str]()
    names = (one.rstrip("/") for one, _ in contents(old))
    stayed = [Path(one) for one in names if one not in written or one.partition("/")[0] in keep]
    ours = {str(folder) for one in written if stayed for folder in Path(one).parents}
    for name in stayed:
        one, named = old / name, name.parts[0] in keep
        if not os.path.lexists(new / name):
            _add(one, old, new)
            added.append(name.as_posix())
            above = [str(one) for one in name.parents][-2::-1]
            stay.append(next((one for one in above if one not in ours), str(name)))
        elif not named and not _same(one, new / name):
            raise BilingualError(
                "The build has a file for this place, and no build has written the one here.",
                spelled_out(str(one)),
                "Move it away, or name it in OUTPUT_RETENTION if it may be replaced.",
            )
    return stay, added


def _same(one: Path, other: Path) -> bool:
    """Whether nothing is lost if the second takes the first one's place."""
    if one.is_symlink() or not one.is_file() or not other.is_file():
        return one.is_dir() and not one.is_symlink() and other.is_dir()
    return filecmp.cmp(one, other, shallow=False)


def _add(path: Path, old: Path, new: Path) -> None:
    """Add a file, a link or an empty folder to the new output, in folders as open as they were."""
    name = path.relative_to(old)
    is_folder = path.is_dir() and not path.is_symlink()
    for folder in [*reversed(name.parents), *([name] if is_folder else [])]:
        if not (new / folder).exists():
            (new / folder).mkdir()
            shutil.copystat(old / folder, new / folder)
    if not is_folder:
        _link(path, new / name)


def _link(path: Path, new: Path) -> None:
    try:
        os.link(path, new, follow_symlinks=False)
    except (OSError, NotImplementedError):  # a disk without links
        shutil.copy2(path, new, follow_symlinks=False)


def _beside(output: Path, *suffixes: str) -> list[Path]:
    """The folders of builds beside an output."""
    if not output.parent.is_dir():
        return []
    ends = "|".join(map(re.escape, suffixes))
    pattern = re.compile(rf"{re.escape(output.name)}\.[a-z0-9_]{{8}}(?:{ends})")
    return [
        one
        for one in sorted(output.parent.iterdir())
        if pattern.fullmatch(one.name) and one.is_dir() and not one.is_symlink()
    ]


def _bring_back(output: Path) -> None:
    """Undo the first half of an exchange whose build was killed between the halves."""
    if not output.exists():
        for folder in _beside(output, _REPLACED)[:1]:
            folder.replace(output)


def _hold(folder: Path) -> int | None:
    """A descriptor that holds a folder while its process lives; None if another one does."""
    if os.name != "posix":
        return None
    import fcntl  # noqa: PLC0415 # not on Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


def _remove(folder: Path, descriptor: int | None) -> None:
    """Remove a folder that this process holds."""
    shutil.rmtree(folder, ignore_errors=True)
    _let_go(descriptor)


def _let_go(descriptor: int | None) -> None:
    if descriptor is not None:
        os.close(descriptor)


def _seen(output: Path) -> frozenset[str]:
    """All paths in a folder but for those of hidden files and folders, as Git's."""
    paths = (one.relative_to(output) for one in output.rglob("*"))
    return frozenset(one.as_posix() for one in paths if not one.parts[0].startswith("."))


def _of_pelican(output: Path) -> bool:
    """Whether a folder is what Pelican writes by itself."""
    index = output / "index.html"
    if not index.is_file():
        return False
    return (output / "archives.html").is_file() or b"pelican" in index.read_bytes().lower()


def _aside(output: Path) -> Path:
    """The folder for an output that was written without the plugin; `BilingualError` if there."""
    aside = output.with_name(f"{output.name}.before")
    if os.path.lexists(aside):
        raise BilingualError(
            "The output was written by Pelican without this plugin, and would be put aside here.",
            str(aside),
            "Remove this folder, or the output.",
        )
    return aside


def _refuse_others(output: Path, root: Path) -> frozenset[str] | None:
    """What a build has written of the folder to be replaced: paths below it.

    None for an output that Pelican has written without the plugin. Raises `BilingualError` if the
    folder is not an output: whatever is in it would be lost.
    """
    if output.exists() and not output.is_dir():
        raise BilingualError("The output is a file.", str(output), "Name a folder in OUTPUT_PATH.")
    if root.resolve().is_relative_to(output):
        raise BilingualError(
            "The output would replace the folder that the site is built from.",
            str(output),
            "Name a folder below it in OUTPUT_PATH, such as output.",
        )
    try:
        written = UNLISTED | promised_in(output).keys()
    except BilingualError:  # somebody else's list
        written = UNLISTED
    entries = output.iterdir() if output.exists() else ()
    if "index.html" not in written and any(not one.name.startswith(".") for one in entries):
        if _of_pelican(output):
            return None
        raise BilingualError(
            "The output would replace a folder that holds something else than a site of ours:"
            f" no {SUMS} says which files a build has written.",
            str(output),
            "Name another folder in OUTPUT_PATH, or empty this one.",
        )
    return written


def cannot_write(path: Path | str, error: OSError) -> BilingualError:
    """What to tell people of a disk that is full, or that may not be written."""
    return BilingualError(
        f"The output cannot be written ({error.strerror or error}).",
        str(path),
        "Make room, or close what holds the folder, or name another one with --output.",
    )

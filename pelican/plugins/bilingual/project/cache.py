"""Results of earlier builds: the one place that makes their keys, and reads and writes `.cache/`.

A result is found by everything that it was made of: the inputs that its maker is given, and the
versions of all that worked on them. So nothing is ever stale, only unused. Whoever made the file
could put any text on any page: each record is sealed with a key that only this computer's user
has, and one that is not is not there. No record is code; `msgspec` reads them as what they are
said to be, or not at all.
"""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, tzinfo
from functools import cache, cached_property
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePath
from typing import Any, TypeVar, get_origin

import msgspec

from ..errors import BilingualError
from ..language.cldr import Locale
from ..language.text import Text

T = TypeVar("T")
Files = dict[str, tuple[tuple[int, ...], bytes]]
"""By stage and path: what told a file's state from others, and what was made of it."""
Handed = tuple[dict[bytes, bytes], set[bytes]]
"""New records, and the names of those that were used."""

FOLDER = ".cache"
"""Below the site's folder. It may be deleted at any time."""
ROOM = 64 * 1024 * 1024
"""Bytes that records may take which the last build had no use for."""
_HELD = 8 * 1024 * 1024
"""Bytes of new records that wait in memory."""
UNTOLD = frozenset({"OUTPUT_PATH", "BILINGUAL_RUN", "CACHE_PATH", "PLUGINS", "PLUGIN_PATHS"})
"""Settings that no result depends on."""
KEY = "BILINGUAL_CACHE_KEY"
"""The variable of the environment that holds a secret to seal records with."""
_LEAST = 32
"""Characters of such a secret."""
BUILDS, COMMANDS = "bilingual.sqlite", "commands.sqlite"
"""The files in it: each holds what one kind of run has use for."""
TICK, FINE_TICK = 2_000_000_000, 50_000_000
"""Nanoseconds within which two changes of a file may have the same time; where times are fine."""
_PACKAGE = Path(__file__).parents[1]
_LIBRARIES = (
    *("pelican", "markdown", "babel", "polib", "jinja2", "markupsafe", "pygments", "tinycss2"),
    *("python-dateutil", "msgspec", "typogrify", "smartypants", "chunspell"),
)
_SEAL = 32
_WEEK = 7 * 24 * 60 * 60
"""Seconds for which code is kept that nothing is added to."""


def digest_of(data: bytes) -> bytes:
    """A name for these bytes."""
    return blake2b(data, digest_size=_SEAL).digest()


def said_in(record: bytes) -> bytes:
    """A name for the value of a record, whatever name that is kept below."""
    return digest_of(record[_SEAL:])


class Cache:
    """What one run takes from earlier ones, and leaves for later ones.

    Without a `folder`, or where it cannot be used, everything is made anew.
    """

    def __init__(self, folder: Path | None = None, name: str = BUILDS) -> None:
        self._file, self._owner = folder and folder / name, os.getpid()
        self._process, self._inherited = self._owner, list[sqlite3.Connection]()
        self._database: sqlite3.Connection | None = None
        self._secret = _secret() if folder else b""
        if self._file and self._secret:
            self._database = _open(self._file)
        self._salt = _versions() if self._database else b""
        self._decoders: dict[Any, msgspec.msgpack.Decoder[Any]] = {}
        self._made: dict[bytes, bytes] = {}
        """Records that are not in the file yet, sealed."""
        self._held = 0
        self._used: set[bytes] = set()
        self._files: Files = {}
        """What was said of files, and is true of them still."""

    def digest(self, *inputs: object, names: Callable[[object], object] | None = None) -> bytes:
        """A name for these values; empty if one of them cannot be told from another like it.

        They are plain ones, dataclasses, texts, dates, paths and locales; what stands for others
        says `names`, or raises `TypeError`.
        """
        if self._database is None:
            return b""

        def hook(value: object) -> object:
            if isinstance(value, Text):
                return value.lang, str(value)
            if isinstance(value, str | PurePath | Locale | date | tzinfo):
                return str(value)
            return names(value) if names else _refused(value)

        try:
            try:
                data = msgspec.msgpack.encode(inputs, enc_hook=hook, order="deterministic")
            except TypeError:  # keys of a dictionary that are no texts: it has an order of its own
                data = msgspec.msgpack.encode(inputs, enc_hook=hook)
        except (TypeError, ValueError, RecursionError):
            return b""
        return blake2b(data, digest_size=_SEAL, key=self._salt).digest()

    def key(self, stage: str, inputs: Iterable[object]) -> bytes:
        """The name of what a stage makes of its inputs; an empty digest among them is unknown."""
        inputs = tuple(inputs)
        return b"" if b"" in inputs else self.digest(stage, *inputs)

    def below(self, key: bytes, name: str) -> bytes:
        """The key of a part of what is kept below another one."""
        return blake2b(name.encode(), digest_size=_SEAL, key=key).digest() if key else b""

    def memo(
        self,
        stage: str,
        inputs: Iterable[object],
        kind: Any,
        make: Callable[[], T],
    ) -> T:
        """What `make` makes, now or in an earlier run.

        `inputs` are all that it depends on, `kind` is its type, of dataclasses and plain values.
        """
        key = self.key(stage, inputs)
        if not key:
            return make()
        found: T | None = self.get(key, kind)
        if found is None:
            found = make()
            self.put(key, found)
        return found

    def of_file(self, stage: str, path: Path, make: Callable[[bytes], bytes] = digest_of) -> bytes:
        """What `make` makes of what a file holds, without opening one that is as it was.

        The system counts each change of a file, and no program can set that count back; Windows
        has no such count. Raises `OSError`.
        """
        now = _stamp(path) if self._database and os.name == "posix" else ()
        name = f"{stage} {path}"
        known = (self._files.get(name) or self._known_files.get(name)) if now else None
        if known and known[0] == now:
            self._files[name] = known
            return known[1]
        made = make(path.read_bytes())
        tick = FINE_TICK if now and now[-1] % 1_000_000 else TICK
        if now and now == _stamp(path) and now[-1] < time.time_ns() - tick:
            self._files[name] = now, made
        return made

    @cached_property
    def _known_files(self) -> Files:
        return self.get(self.digest("files"), Files) or {}

    def put(self, key: bytes, value: object) -> None:
        """Keep a value, if it is made of dataclasses and plain values; without a key it is not."""
        self.keep(key, self.record(key, value))

    def record(self, key: bytes, value: object) -> bytes:
        """A value as it is kept below this name; empty if it cannot be, or has no name."""
        if not key:
            return b""
        try:
            return self._sealed(key, _VALUES.encode(value))
        except (TypeError, ValueError, RecursionError):
            return b""

    def keep(self, key: bytes, record: bytes) -> None:
        """Keep a record, unless it is empty."""
        if record:
            self._made[key] = record
            self._held += len(record)
            self._write_some()

    def beside(self, name: str) -> Path | None:
        """A path for something else that may be lost at any time; None without a folder."""
        return self._file.with_name(name) if self._file and self._database is not None else None

    def code(self, *inputs: object) -> Path | None:
        """A folder for code that was made with these inputs; None without a safe one.

        It is no part of the site's: whoever can write to it can run code already.
        """
        name = self.digest("code", *inputs).hex()
        if not name or os.name != "posix":
            return None
        try:
            folder = _state() / "code" / name
            if not folder.is_dir():
                folder.mkdir(0o700, parents=True)
                for other in folder.parent.iterdir():  # of other versions, other settings
                    if other.stat().st_mtime < time.time() - _WEEK:
                        shutil.rmtree(other, ignore_errors=True)
        except (OSError, RuntimeError):
            return None
        return folder

    def hand_over(self) -> Handed:
        """What this process has made and used since; for the one that it was forked from."""
        handed = self._made, self._used
        self._made, self._held, self._used = {}, 0, set()
        return handed

    def take_over(self, handed: Handed) -> None:
        """Take what another process has made and used as one's own."""
        made, used = handed
        self._made |= made
        self._held += sum(map(len, made.values()))
        self._used |= used
        self._write_some()

    def __del__(self) -> None:
        """A run that found a fault has made results, too."""
        self.close()

    def close(self, whole: bool = False) -> None:
        """Keep what was made.

        After a run that has used all that is of use to the `whole` site, let go of the rest.
        """
        if self._database is None:
            return
        try:
            known = self._known_files if self._files else {}
            if self._files.items() - known.items():
                self.put(self.digest("files"), self._files if whole else {**known, **self._files})
            self._write()
            if whole:
                with suppress(sqlite3.Error, OSError):
                    self._make_room(self._database)
        finally:
            self._database.close()
            self._database = None

    def use(self, keys: Iterable[bytes]) -> None:
        """Say of records that they are of use, though this run reads none of them."""
        self._used.update(keys)

    def flush(self) -> None:
        """Put what was made into the file, where other processes find it."""
        if os.getpid() == self._owner and self._made:
            self._write()

    def _write_some(self) -> None:
        """Put records into the file before they fill the memory."""
        if self._held > _HELD:
            self.flush()

    def _write(self) -> None:
        """Put records into the file, all of them or none."""
        self._used |= self._made.keys()
        if self._database is not None:
            with suppress(sqlite3.Error, OSError), self._database:
                made = self._made.items()
                self._database.executemany("INSERT OR REPLACE INTO records VALUES (?, ?)", made)
        self._made, self._held = {}, 0

    def get(self, key: bytes, kind: Any) -> Any:
        """What an earlier run has put there, of this type; None without it."""
        return self.read(key, self.find(key), kind)

    def find(self, key: bytes) -> bytes:
        """The record that is kept below this name; empty without one."""
        if self._database is None or not key:
            return b""
        if self._process != os.getpid():  # a connection is of one process alone
            assert self._file
            self._inherited.append(self._database)  # open, as it was: it is the other one's
            self._process = os.getpid()
            self._database = _open(self._file)
        if key in self._made:
            return self._made[key]
        try:
            assert self._database
            row = self._database.execute("SELECT value FROM records WHERE key = ?", (key,))
            (sealed,) = row.fetchone() or (None,)
        except sqlite3.Error as error:
            if not _is_busy(error):  # it is cut off, or none of ours
                self._drop()
            return b""
        return sealed if isinstance(sealed, bytes) else b""

    def read(self, key: bytes, record: bytes, kind: Any) -> Any:
        """The value of a record that is kept below this name; None if it is none of ours."""
        if record[:_SEAL] != self._seal(key, record[_SEAL:]):
            return None
        self._used.add(key)
        if kind not in self._decoders:
            self._decoders[kind] = msgspec.msgpack.Decoder(kind, dec_hook=_special)
        try:
            return self._decoders[kind].decode(zlib.decompress(record[_SEAL:]))
        except (msgspec.MsgspecError, zlib.error, ValueError):
            return None

    def _sealed(self, key: bytes, data: bytes) -> bytes:
        packed = zlib.compress(data, 1)
        return self._seal(key, packed) + packed

    def _seal(self, key: bytes, data: bytes) -> bytes:
        return blake2b(key + data, digest_size=_SEAL, key=self._secret).digest()

    def _make_room(self, database: sqlite3.Connection) -> None:
        sizes = dict(database.execute("SELECT key, ifnull(length(value), 0) FROM records"))
        idle = [key for key in sizes if key not in self._used]
        if sum(sizes[key] for key in idle) > ROOM:
            with database:
                database.executemany("DELETE FROM records WHERE key = ?", ((one,) for one in idle))
            database.execute("VACUUM")

    def _drop(self) -> None:
        """Begin again: the file is none of ours, or damaged."""
        database, self._database = self._database, None
        if database:
            (_, _, file), *_ = [*database.execute("PRAGMA database_list")] or [(0, "", "")]
            database.close()
            if file:
                with suppress(OSError):
                    Path(file).unlink()


def _stamp(path: Path) -> tuple[int, ...]:
    """What tells a file's state from others; its time of change comes last."""
    found = path.stat()
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _open(file: Path) -> sqlite3.Connection | None:
    """The records of a file; None where there can be none."""
    folder = file.parent
    try:
        folder.mkdir(exist_ok=True)
        if folder.is_symlink() or file.is_symlink():
            return None
        if not (folder / ".gitignore").exists():
            (folder / ".gitignore").write_text("*\n")
        return _connect(file)
    except (OSError, sqlite3.Error):
        return None


def _connect(file: Path) -> sqlite3.Connection:
    for _ in range(2):
        database = sqlite3.connect(file, timeout=1, check_same_thread=False)
        try:
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA synchronous = OFF")  # what a lost disk leaves is not sealed
            database.execute(
                "CREATE TABLE IF NOT EXISTS records (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
            )
            database.execute("SELECT key, value FROM records LIMIT 0")
        except sqlite3.DatabaseError as error:
            database.close()
            if _is_busy(error):
                raise
            file.unlink()
        else:
            return database
    raise sqlite3.DatabaseError


def _is_busy(error: sqlite3.Error) -> bool:
    """Whether another build is at work on the file, or the disk gives no room."""
    busy = sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in busy


def _secret() -> bytes:
    """The key that seals records: this user's alone, made when it is first asked for.

    Where a folder `.cache/` travels, as between the runs of a workflow, it is made of the secret
    `KEY`. Raises `BilingualError` for one that could be guessed.
    """
    given = os.environ.get(KEY, "")
    if given:
        if len(given) < _LEAST:
            raise BilingualError(
                f"{KEY} has {len(given)} characters, and seals what pages are made of.",
                remedy=f"Give it {_LEAST} or more that nobody can guess: openssl rand -hex 32.",
            )
        return blake2b(given.encode("utf-8", "surrogateescape"), digest_size=_SEAL).digest()
    try:
        file = _state() / "cache.key"
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as new:
                new.write(os.urandom(_SEAL))
        secret = file.read_bytes()
    except (OSError, RuntimeError):
        return b""
    return secret if len(secret) == _SEAL else b""


def _state() -> Path:
    """The folder for what is this user's alone. Raises `RuntimeError` where there is no user."""
    given = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_STATE_HOME", "")
    return (Path(given) if given else Path.home() / ".local" / "state") / "pelican-bilingual"


@cache
def _versions() -> bytes:
    """A name for all code that works on results: this plugin's own, and the libraries'."""
    digest = blake2b(f"{sys.version} {platform.platform()}".encode(), digest_size=_SEAL)
    for name in _LIBRARIES:
        with suppress(PackageNotFoundError):
            digest.update(f"{name} {version(name)}".encode())
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in {".py", ".toml", ".html", ".js"}:
            digest.update(f"{path.relative_to(_PACKAGE)}".encode() + path.read_bytes())
    return digest.digest()


def _refused(value: object) -> object:
    raise TypeError(type(value).__name__)


def _special(kind: Any, value: Any) -> Any:
    """Types that are plain ones with manners of their own."""
    if get_origin(kind) is Counter and isinstance(value, dict):
        return Counter(value)
    raise TypeError


_VALUES = msgspec.msgpack.Encoder(enc_hook=_refused)

"""Catalogs: what a page's translation says, message by message."""

from __future__ import annotations

import gettext
import hashlib
import io
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from ..errors import CatalogError, raise_all
from ..language.characters import dangerous, decoded
from ..language.cldr import in_groups
from ..source.segments import Key, Segment
from .po.file import TAKE_PLURALS, Entry, File, line_of, living, parse, plural_forms

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What no published translation may hold."""
_REVIEWED = re.compile(r"^reviewed: (?P<hash>[0-9a-f]{8})\b", re.MULTILINE)
TRANSLATED = "translated: "
"""Begins the translator comment that `update` gives an entry which it makes fuzzy.

It holds a hash of what `#|` says and of the translation, and the day of that source, if known. As
long as the hash is right, nobody has touched the translation: it is one of what `#|` says.
"""
_ACCEPTED = re.compile(r"^noqa *: *\[?([\w-]+(?:[, \[\]]+[\w-]+)*)", re.MULTILINE | re.IGNORECASE)
"""`noqa: numbers, end (why)`: names of checks, then whatever a person says of it.

Capitals, and the brackets in which findings have the names, are as good.
"""
_BARE = re.compile(r"(?<!%)(?:%%)*%(?!%|\(\w+\)[a-z])")
"""A per cent sign that Python would take for a format, such as one of a huge width."""
_LONGEST_NAME = 100
_NO_NAME = re.compile(r"[<(,]|\S*@|\b\d{4}\b")
"""Where a translator's name ends: at an address or a year."""
ORIGIN = "X-Translation-Origin"
"""Header that says who has translated a catalog. Poedit, Weblate and the GNU tools keep headers
that they do not know."""
HUMAN, MACHINE = "human", "machine"
"""Its values. A catalog that does not say `human` is a machine's, until it is reviewed."""


@dataclass(frozen=True, slots=True)
class Message:
    """A msgid with its translation."""

    msgid: str
    msgstr: str
    fuzzy: bool
    reviewed: bool
    """A person vouches for this very pair of msgid and msgstr."""
    line: int
    """Line of the entry in its catalog, from 1; 0 for one that is not on disk."""
    previous: str = ""
    """For a fuzzy message, the msgid that its translation belongs to (`#|`)."""
    accepted: frozenset[str] = frozenset()
    """Names of the checks whose findings a translator comment accepts (`# noqa: numbers`)."""
    plural: str = ""
    """The msgid of the plural."""
    forms: tuple[str, ...] = ()
    """The translation in each plural form; `msgstr` is the first."""
    followed: date | None = None
    """For a fuzzy or stale message, the day of the source that `previous` is from, if known."""
    stale: bool = False
    """It translates `previous`, from which the msgid differs slightly: readers keep it, marked.

    Like a translated message it is not fuzzy, but nobody's review holds for it.
    """

    @property
    def translated(self) -> bool:
        """Somebody has written a text, and every plural form of it."""
        return all(self.forms or (self.msgstr,))

    @property
    def longest(self) -> int:
        """Letters that the translation may have in each form: no language needs more."""
        return 1000 + 3 * max(len(self.msgid), len(self.plural))

    @property
    def fits(self) -> bool:
        """Whether no form is longer than that."""
        return all(len(one) <= self.longest for one in (self.msgstr, *self.forms))

    @property
    def published(self) -> bool:
        """Translated and not fuzzy."""
        return self.translated and not self.fuzzy


@dataclass(frozen=True, slots=True)
class Catalog:
    """The messages of one domain in one language."""

    path: str
    """Path of the `.po` file, for messages to people."""
    messages: Mapping[Key, Message] = field(default_factory=dict)
    machine: bool = False
    """The text was drafted by a machine, or nobody says that people have translated it."""
    translators: tuple[str, ...] = ()
    """Names for readers, from the comment `# Translators:` at the head of the file."""
    hidden: tuple[str, ...] = ()
    """Those of the names that hold what nobody sees, or what turns the direction of writing."""
    fields: Mapping[str, str] | None = None
    """The fields of the header; empty for a file without one, None where there is no file."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """The lines of the fields that say the language and its plural forms."""
    binary: bytes = b""
    """The published messages as gettext's runtime reads them (`.mo`)."""

    def translation(self, key: Key) -> str | None:
        """The published msgstr; None when it is missing or fuzzy."""
        message = self.messages.get(key)
        return message.msgstr if message and message.published else None

    def look_up(self, segment: Segment) -> str | None:
        """The same for a segment of the source."""
        return self.translation(segment.key)

    def is_stale(self, key: Key) -> bool:
        """Whether readers see a translation of what the msgid was before."""
        message = self.messages.get(key)
        return message is not None and message.published and message.stale

    def followed(self, keys: Iterable[Key]) -> date | None:
        """The day of the source that the stale ones of these messages follow, if they agree."""
        days = {self.messages[key].followed for key in keys if self.is_stale(key)}
        return days.pop() if len(days) == 1 else None

    @property
    def fuzzy(self) -> set[Key]:
        """The messages that are in doubt, or must not be published."""
        return {key for key, message in self.messages.items() if message.fuzzy}

    def without(self, keys: Collection[Key]) -> Catalog:
        """A catalog in which these messages count as fuzzy."""
        doubted = {
            key: replace(self.messages[key], fuzzy=True)
            for key in keys
            if key in self.messages and not self.messages[key].fuzzy
        }
        return replace(self, messages={**self.messages, **doubted}) if doubted else self

    def gettext(self) -> gettext.NullTranslations:
        """The catalog for theme templates, plural forms included."""
        if not self.binary:
            return gettext.NullTranslations()
        return gettext.GNUTranslations(io.BytesIO(self.binary))


def origin(file: File) -> str:
    """Who has translated a catalog, by its header: `human`, `machine`, or what stands there."""
    return str(file.metadata.get(ORIGIN, "")).strip().lower()


def review_hash(msgid: str, msgstr: str) -> str:
    """What a `# reviewed:` comment records: a change to either side makes it void."""
    return hashlib.sha256(f"{msgid}\0{msgstr}".encode()).hexdigest()[:8]


def anchor(key: Key) -> str:
    """The `id` of a message on its page: the same in every language, as long as it stays."""
    context, msgid = key
    return f"m-{hashlib.sha256(chr(0).join((context or '', msgid)).encode()).hexdigest()[:8]}"


def forms(entry: Entry) -> tuple[str, ...]:
    """An entry's translation: one text, or one for each plural form."""
    plural = entry.msgstr_plural
    return tuple(plural[number] for number in sorted(plural)) if plural else (entry.msgstr,)


def entry_hash(entry: Entry, previous: bool = False) -> str:
    """An entry's `review_hash`, over all its plural forms; of its `previous` msgid if asked for."""
    now = entry.msgid, entry.msgid_plural
    texts = (entry.previous_msgid, entry.previous_msgid_plural) if previous else now
    return review_hash("\0".join(filter(None, texts)), "\0".join(forms(entry)))


def is_reviewed(entry: Entry) -> bool:
    """Whether a `# reviewed:` comment vouches for this very pair of texts."""
    marks = _REVIEWED.findall(entry.tcomment)
    return bool(marks) and entry_hash(entry) in marks


def certificate(entry: Entry) -> tuple[str, date | None]:
    """The hash in an entry's comment `translated:`, and the day; an empty one without a comment."""
    lines = [one for one in entry.tcomment.split("\n") if one.startswith(TRANSLATED)]
    found, _, day = (
        lines[-1].removeprefix(TRANSLATED).strip().partition(" ") if lines else ("",) * 3
    )
    with suppress(ValueError):
        return found, date.fromisoformat(day)
    return found, None


def read_catalog(
    path: Path,
    name: str,
    runtime: bool = False,
    refused: Collection[Key] = (),
    script: Callable[[str, str], str] | None = None,
    data: bytes | None = None,
    grace: Callable[[Entry], bool] = lambda _: False,
) -> Catalog:
    """Read a `.po` file, or its `data` if they are given; one that does not exist is empty.

    `name` is the path shown to people; `runtime` also compiles it for gettext; the messages
    that are `refused` count as fuzzy; `script` makes of a msgid and its msgstr what readers get;
    `grace` says of a fuzzy entry whether they keep it, as stale.
    Raises `CatalogError` with file and line for broken syntax or encoding, a message that is
    defined twice, or a published msgstr that holds a control character; several as a `BuildError`.
    """
    if data is None and not path.exists():
        return Catalog(name)
    try:
        data = path.read_bytes() if data is None else data
    except OSError as error:
        raise unreadable(name, error) from None
    file = parse(data, name)
    messages, faults = dict[Key, Message](), list[CatalogError]()
    for entry in living(file, name):
        is_refused = (entry.msgctxt, entry.msgid) in refused
        if is_refused:
            entry.flags.append("fuzzy")
        message = _message(entry)
        if message.fuzzy and message.translated and not is_refused and grace(entry):
            message = replace(message, fuzzy=False, stale=True)
        if script and message.published and message.fits and entry.msgctxt != "slug":
            message = _written(entry, message, script)
        messages[entry.msgctxt, entry.msgid] = message
        fault = _fault(entry, runtime) if message.published else None
        if fault:
            faults.append(CatalogError(fault[0], f"{name}:{message.line}", fault[1]))
    raise_all(faults)
    machine = bool(messages) and origin(file) != HUMAN
    binary = _binary(file, data, name) if runtime else b""
    names = _translators(file.header)
    hidden = tuple(name for name in names if any(dangerous(decoded(name))))
    seen = tuple(name for name in names if name not in hidden)
    lines = {name: line_of(data, name) for name in ("Language", "Plural-Forms")}
    return Catalog(name, messages, machine, seen, hidden, dict(file.metadata), lines, binary)


def unreadable(name: str, error: OSError) -> CatalogError:
    """What to tell people of a catalog that the disk does not give out."""
    why = f"The catalog cannot be read ({error.strerror or error})."
    return CatalogError(why, name, "Make it a readable file.")


def _translators(header: str) -> tuple[str, ...]:
    """The names below `Translators:`, one a line; addresses and years stay in the catalog."""
    _, _, lines = header.partition("Translators:\n")
    cut = (line[: 2 * _LONGEST_NAME] for line in lines.split("\n\n")[0].split("\n"))
    names = (_NO_NAME.split(line)[0].strip()[:_LONGEST_NAME] for line in cut)
    return tuple(dict.fromkeys(name for name in names if name))


def _fault(entry: Entry, runtime: bool) -> tuple[str, str] | None:
    """Why a translation cannot be published, and what to do about it."""
    for text in [entry.msgstr, *entry.msgstr_plural.values()]:
        if CONTROL.search(text):
            return "The translation holds a control character.", "Type the line again without it."
        if runtime and entry.msgctxt is None:
            if _BARE.search(text) and not _BARE.search(f"{entry.msgid} {entry.msgid_plural}"):
                return (
                    "The translation cannot be printed: a per cent sign by itself is written %%.",
                    "Compare it with the msgid.",
                )
            why = format_fault(filter(None, (entry.msgid, entry.msgid_plural)), text)
            if why:
                return f"The translation cannot be printed: {why}.", "Compare it with the msgid."
    return None


def _binary(file: File, data: bytes, name: str) -> bytes:
    binary: bytes = file.to_binary()
    why = plural_fault(binary, plural_forms(file))
    if why:
        raise CatalogError(
            f"Plural-Forms is not understood ({why}).",
            f"{name}:{line_of(data, 'Plural-Forms')}",
            TAKE_PLURALS,
        )
    return binary


def _message(entry: Entry) -> Message:
    msgstr = entry.msgstr or entry.msgstr_plural.get(0, "")
    reviewed = is_reviewed(entry)
    accepted = _ACCEPTED.findall(entry.tcomment)
    names = frozenset(name for names in accepted for name in re.findall(r"[\w-]+", names.lower()))
    line, previous = entry.linenum or 0, entry.previous_msgid or ""
    plurals = forms(entry) if entry.msgstr_plural else ()
    plural = entry.msgid_plural or ""
    _, day = certificate(entry) if entry.fuzzy else ("", None)
    return Message(
        entry.msgid, msgstr, entry.fuzzy, reviewed, line, previous, names, plural, plurals, day
    )


def _written(entry: Entry, message: Message, script: Callable[[str, str], str]) -> Message:
    """A message in its language's script; the entry, too, for what is compiled of it."""
    entry.msgstr = script(entry.msgid, entry.msgstr)
    for number, text in entry.msgstr_plural.items():
        entry.msgstr_plural[number] = script(entry.msgid_plural if number else entry.msgid, text)
    first, *_ = texts = forms(entry)
    return replace(message, msgstr=first, forms=texts if message.forms else ())


def domain_path(folder: Path, language: str, domain: str) -> Path:
    """Where a catalog lives: `<folder>/<language>/LC_MESSAGES/<domain>.po`."""
    return folder / language / "LC_MESSAGES" / f"{domain}.po"


def find_domains(folder: Path, language: str) -> Iterable[str]:
    """The domains of a language that are on disk, in order: `pages/about`, `site`."""
    root = folder / language / "LC_MESSAGES"
    return sorted(path.relative_to(root).with_suffix("").as_posix() for path in root.rglob("*.po"))


_NAMED = re.compile(r"%\((\w+)\)")


def plural_fault(binary: bytes, forms: int) -> str:
    """What is wrong with the `Plural-Forms` of a compiled catalog; empty if nothing is.

    `forms` is the number of forms that its header promises.
    """
    try:
        plural = gettext.GNUTranslations(io.BytesIO(binary)).plural  # type: ignore[attr-defined] # no stub has it
        highest = max(plural(number) for number in range(1000))
    except (ValueError, ArithmeticError) as error:
        return str(error)
    return "" if highest < forms else f"it names the form {highest}, nplurals allows {forms}"


@lru_cache(maxsize=64)
def plural_groups(rule: str) -> tuple[int, ...] | None:
    """How a `Plural-Forms` header groups numbers; None if it cannot be read."""
    found = re.search(r"plural\s*=\s*([^;]+)", rule)
    try:
        return in_groups(gettext.c2py(found[1].strip())) if found else None
    except (ValueError, ArithmeticError):
        return None


def format_fault(msgids: Iterable[str], msgstr: str) -> str:
    """What is wrong with the `%(name)s` of a translation; empty if nothing is.

    Jinja formats every theme string. A msgid that is no format itself is not checked.
    """
    msgids = list(msgids)
    values = dict.fromkeys(_NAMED.findall(" ".join(msgids)), "")
    try:
        for msgid in msgids:
            msgid % values
    except (ValueError, TypeError):
        return ""
    try:
        msgstr % values
    except KeyError as error:
        return f"the msgid has no %({error.args[0]})s"
    except (ValueError, TypeError):
        return "a per cent sign by itself is written %%"
    return ""

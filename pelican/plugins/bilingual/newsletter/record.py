"""What has been sent: a file that is committed with the site, so that nobody sends it again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ..errors import BilingualError
from ..project.files import ChangedError, save

FILE = "newsletters.json"
"""In the site's folder."""
BEGUN, SENT = "begun", "sent"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mail of an issue that was handed over, or was being handed over when something broke."""

    state: str
    """`begun`: whether its list has it is not known; `sent`: it has."""
    to: str
    """The list's address, or its number in listmonk."""
    id: str
    """The mail's `Message-ID`."""
    campaign: int = 0
    """The number of its campaign in listmonk."""


Entries = Mapping[str, Entry]
"""By the name of the mail: `tk`, `en-tk`."""


class Record:
    """The file of one site, read once and written whenever something has happened."""

    def __init__(self, root: Path) -> None:
        """Raises `BilingualError` for a file that says nothing that can be read."""
        self._path = root / FILE
        self._data = self._path.read_bytes() if self._path.is_file() else b""
        try:
            given = json.loads(self._data or b"{}")
            self._issues = {
                int(number): {name: Entry(**one) for name, one in those.items()}
                for number, those in given.items()
            }
        except (ValueError, TypeError, AttributeError):
            raise BilingualError(
                "What has been sent cannot be read.",
                FILE,
                "Restore the file from Git: without it an issue may be sent twice.",
            ) from None

    def of(self, number: int) -> Entries:
        """What is known of an issue."""
        return dict(self._issues.get(number, {}))

    def note(self, number: int, name: str, entry: Entry | None) -> None:
        """Keep what has happened to a mail, on disk at once; with None, that nothing has.

        Raises `BilingualError` where another program has written meanwhile.
        """
        those = self._issues.setdefault(number, {})
        if those.get(name) == entry:
            return
        those.pop(name, None)
        if entry:
            those[name] = entry
        told = {
            str(one): {each: asdict(entry) for each, entry in sorted(entries.items())}
            for one, entries in sorted(self._issues.items())
            if entries
        }
        text = f"{json.dumps(told, indent=2, ensure_ascii=False)}\n"
        try:
            save(self._path, FILE, text, self._data)
        except ChangedError:
            raise BilingualError(
                "Another program has sent something meanwhile.", FILE, "Look at it, and try again."
            ) from None
        self._data = text.encode()

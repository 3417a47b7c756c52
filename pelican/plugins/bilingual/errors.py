"""What can be wrong with the input, said in one sentence that names the place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, or a part of one, that can be said in other languages; as a text it is English.

    Catalogs have its `msgid`, in which `%(name)s` stands for the value of that name.
    """

    msgid: str
    values: tuple[tuple[str, Phrase | str | int], ...] = ()

    def __str__(self) -> str:
        return self.msgid % {name: str(value) for name, value in self.values}


def phrase(msgid: str, /, **values: Phrase | str | int) -> Phrase:
    """A phrase; `msgid` is written out where this is called, so that catalogs can be made of it."""
    return Phrase(msgid, tuple(values.items()))


class BilingualError(Exception):
    """Input that cannot be built: what is wrong, where, and how to mend it.

    `where` is `path` or `path:line`, relative to the project where possible.
    """

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.what}{remedy}".replace("\n", " ")  # input may be quoted in it


class SettingsError(BilingualError):
    """The `BILINGUAL` setting is not what it should be."""


class CatalogError(BilingualError):
    """A `.po` file cannot be read, or holds a message that cannot be published."""


class ContentError(BilingualError):
    """A source page cannot be published."""


class BuildError(BilingualError):
    """Several errors found in one build, reported together."""

    def __init__(self, errors: Iterable[BilingualError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(map(str, self.errors)))

    def __str__(self) -> str:
        return self.what


def raise_all(errors: Sequence[BilingualError]) -> None:
    """Raise errors, if there are any: the single one itself, or all of them as one."""
    if len(errors) == 1:
        raise errors[0]
    if errors:
        raise BuildError(errors)


class Notes:
    """Errors that are kept until all of a kind are found, so that one run reports them together."""

    def __init__(self) -> None:
        self._errors: list[BilingualError] = []
        self._said: set[str] = set()

    def note(self, error: BilingualError) -> None:
        """Keep an error, once."""
        if isinstance(error, BuildError):
            for one in error.errors:
                self.note(one)
        elif str(error) not in self._said:
            self._said.add(str(error))
            self._errors.append(error)

    def take(self) -> list[BilingualError]:
        """The errors that were noted; they count as dealt with."""
        errors, self._errors = self._errors, []
        return errors

    def withdraw(self) -> list[BilingualError]:
        """The errors that were noted, as if they had not been: somebody else notes them."""
        errors = self.take()
        self._said -= {str(one) for one in errors}
        return errors

    def raise_noted(self) -> None:
        """Raise what was noted, if anything."""
        raise_all(self.take())

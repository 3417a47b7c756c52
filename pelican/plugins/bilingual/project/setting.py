"""A key of `BILINGUAL`: what it must be, what holds without it, and how it is read."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..errors import SettingsError

SETTING = "BILINGUAL"
PREVIEW = "BILINGUAL_PREVIEW"
"""The setting that `bilingual serve` gives to its builds."""
SINCE = "BILINGUAL_SINCE"
"""The setting by which `bilingual changes` names the revision that a preview compares with."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The row of a key: reading, errors and README's table are made of it."""

    default: Any
    """What holds without the key, of the type that is asked for; a bare type if it must be set."""
    must: str
    """What the value must be, in words; the remedy of an error."""
    means: str
    """What the key does, in Markdown."""
    read: Callable[[Any, Reading], Any] = lambda value, _: value
    """From a value of the right type to the one that `Config` keeps. Raises `SettingsError`."""

    @property
    def kind(self) -> type:
        """The type that a value must have."""
        return self.default if isinstance(self.default, type) else type(self.default)


@dataclass(frozen=True, slots=True)
class Reading:
    """A key that is being read from a settings file."""

    key: str
    setting: Setting
    settings: Mapping[str, Any]
    """Pelican's settings, `BILINGUAL` among them."""
    file: Path
    """The settings file, absolute."""

    def value(self) -> Any:
        """What `Config` keeps. Raises `SettingsError`."""
        given = self.settings[SETTING]
        value = given.get(self.key, self.setting.default)
        if not isinstance(value, self.setting.kind):
            raise self.wrong(f"is {value!r}" if self.key in given else "is missing")
        return self.setting.read(value, self)

    def path(self, value: str) -> Path:
        """A path, absolute: a relative one starts from the folder of the settings file."""
        return self.file.parent / os.path.expanduser(value)  # noqa: PTH111 # raises nothing

    def wrong(self, what: str, remedy: str = "") -> SettingsError:
        """The error that says what is wrong with the value."""
        return SettingsError(
            f"{SETTING}[{self.key!r}] {what}.",
            place(self.file, self.key),
            remedy or f"It must be {self.setting.must}.",
        )


def row(default: Any, must: str, means: str, *read: Callable[[Any, Reading], Any]) -> Any:
    """The field of a dataclass that keeps the value of a key, and its row."""
    return field(metadata={SETTING: Setting(default, must, means, *read)})


def rows(config: type) -> dict[str, Setting]:
    """The row of each key that a dataclass keeps, in its order."""
    return {one.name: one.metadata[SETTING] for one in fields(config) if SETTING in one.metadata}


def place(file: Path, key: object = None, setting: str = SETTING) -> str:
    """Where a key of `BILINGUAL` is set last, `pelicanconf.py:12`; the file where none is seen.

    A key that is not there has the line of `BILINGUAL`. Another `setting` of Pelican's has its own.
    """
    lines = []
    for statement in ast.parse(file.read_bytes()).body if file.is_file() else ():
        nodes = list(ast.walk(statement))  # outer ones first, so that the key precedes its like
        names = [one for one in nodes if isinstance(one, ast.Name) and one.id == setting]
        keys = [one for one in nodes if isinstance(one, ast.Constant) and one.value == key]
        lines += [(bool(keys), one.lineno) for one in (keys or names)[:1] if names]
    return f"{file.name}:{max(lines)[1]}" if lines else file.name

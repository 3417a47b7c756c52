"""What a build reads, watched for changes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from pelican.settings import read_settings
from watchfiles import awatch

from ..project.files import UNFINISHED
from ..project.read import read_config
from ..project.theme import theme_of

_EACH = 300
"""Milliseconds after which the settings file, and which folders there are, are looked at."""


def watched(settings_path: Path) -> list[Path]:
    """The folders that a build reads, with all that is below them; absolute.

    Raises `SettingsError` for a wrong `BILINGUAL`, and what the settings file raises.
    """
    settings = read_settings(str(settings_path))
    catalogs = read_config(settings, settings_path).catalogs
    folders = (settings["PATH"], theme_of(settings), *settings["THEME_TEMPLATES_OVERRIDES"])
    return [Path(path).absolute() for path in (*folders, catalogs)]


async def follow(settings_path: Path, changed: Callable[[frozenset[str]], None]) -> None:
    """Call `changed` with paths after every change, for ever, and with none where all may have.

    The settings may name other folders by then.
    """
    folders: list[Path] = []
    while True:
        try:
            folders = watched(settings_path)
        except (Exception, SystemExit):  # noqa: BLE001 # the build says what is wrong with them
            folders = folders or [settings_path.parent]
        known = _settled(settings_path, folders)
        if not known[1]:
            await asyncio.sleep(_EACH / 1000)
        else:
            changes = awatch(*known[1], rust_timeout=_EACH, yield_on_timeout=True)
            async for found in changes:
                if paths := frozenset(one for _, one in found if not one.endswith(UNFINISHED)):
                    changed(paths)
                if _settled(settings_path, folders) != known:
                    break
            await changes.aclose()
        if _settled(settings_path, folders) != known:
            changed(frozenset())


def _settled(settings_path: Path, folders: list[Path]) -> tuple[int, list[Path]]:
    """When the settings file was saved, and which of the folders there are."""
    saved = settings_path.stat().st_mtime_ns if settings_path.exists() else 0
    return saved, [one for one in folders if one.is_dir()]

"""The `BILINGUAL` setting, read once into frozen values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..errors import SettingsError
from ..language.cldr import UnknownLocaleError, parse_locale
from ..language.profile import DEFAULT, DERIVED
from .config import KINDS, LISTS, Budget, Config, Language, Newsletter
from .files import domain_of, shown
from .urls import is_address

SETTING = "BILINGUAL"
FORMATS = "BILINGUAL_FORMATS"
"""The setting that `make formats` and `make publish` give to their builds."""
PREVIEW = "BILINGUAL_PREVIEW"
"""The setting that `bilingual serve` gives to its builds."""
_NOT_TEXT = frozenset(
    {"author", "authors", "category", "date", "lang", "modified", "save_as", "status", "tags"}
    | {"template", "translation", "url"}
)
"""Metadata whose values Pelican acts on. Topics are translated in the catalog `site`."""
_FIELDS = ["title", "slug", "summary", *LISTS, "image_alt"]
KEYS: dict[str, tuple[type, str]] = {
    "languages": (dict, "a dictionary of language tag to the language's own name"),
    "catalogs": (str, "a folder's path"),
    "fields": (list, "a list of metadata names"),
    "parallel": (bool, "True or False"),
    "newsletter": (dict, "a dictionary with a 'form' or a 'mailto'"),
    "weight": (dict, "a dictionary of 'page', 'parallel', 'search' and 'listing' to bytes"),
    "threshold": (float, "a share from 0.0 to 1.0"),
    "mirrors": (list, "a list of http:// or https:// addresses"),
    "domain": (str, "a domain such as 'explainers.example.org'"),
    "index_files": (bool, "True or False"),
    "signing_key": (str, "the path of a key of minisign or OpenSSH"),
    "neutral": (str, "the title that every page shall have"),
    "glossary": (str, "the path of a page below the content"),
    "search": (bool, "True or False"),
    "spelling": (dict, "a dictionary of language tag to a dictionary's folder"),
    "edit_url": (str, "a URL with {path} in it"),
}


@dataclass(frozen=True, slots=True)
class Project:
    """A site: Pelican's settings, the folder that they stand in, and what they tell the plugin."""

    settings: Mapping[str, Any]
    file: Path
    """The settings file, absolute. Relative paths start from its folder."""
    config: Config

    @property
    def root(self) -> Path:
        """The site's folder."""
        return self.file.parent

    @property
    def content(self) -> Path:
        """The folder of the source pages, Pelican's `PATH`."""
        return Path(self.settings["PATH"])

    def shown(self, path: Path | str) -> str:
        """A path as messages and catalogs name it: relative to the site's folder, with slashes."""
        return shown(path, self.root)

    def domain_of(self, path: Path | str) -> str:
        """The domain of a source page, from its path: `pages/about`."""
        return domain_of(shown(path, self.content))


def read_project(settings: Mapping[str, Any], file: Path) -> Project:
    """A site by its settings and their file. Raises `SettingsError` as `read_config` does."""
    return Project(settings, file, read_config(settings, file.parent))


def read_config(settings: Mapping[str, Any], root: Path) -> Config:
    """Read `BILINGUAL` from Pelican's settings.

    `root` is the folder that relative paths start from. Raises `SettingsError` for a
    key that does not exist, a value of the wrong type, or an unknown language.
    """
    given = settings.get(SETTING)
    if not isinstance(given, Mapping):
        raise SettingsError(
            f"{SETTING} is missing or not a dictionary.",
            remedy=f"Set {SETTING} = {{'languages': {{'en': 'English', 'tk': 'Türkmençe'}}}}.",
        )
    for key, value in given.items():
        if key not in KEYS:
            raise SettingsError(
                f"{SETTING} has no key {key!r}.", remedy=f"It knows: {', '.join(KEYS)}."
            )
        kind, words = KEYS[key]
        if not isinstance(value, kind):
            raise SettingsError(f"{SETTING}[{key!r}] is {value!r}.", remedy=f"It must be {words}.")
    _siteurl(settings.get("SITEURL"))
    source_tag = str(settings.get("DEFAULT_LANG", DEFAULT))
    languages = _languages(given.get("languages", {}), source_tag)
    source = next((one for one in languages if one.tag == source_tag), None)
    if source is None:
        raise SettingsError(
            f"{SETTING}['languages'] lacks {source_tag!r}, the language of DEFAULT_LANG.",
            remedy="Add it with its own name.",
        )
    catalogs = root / given.get("catalogs", "translations")
    if catalogs.exists() and not catalogs.is_dir():
        raise SettingsError(
            f"{SETTING}['catalogs'] is {catalogs}, a file.", remedy="Name a folder."
        )
    return Config(
        source=source,
        targets=tuple(one for one in languages if one is not source and not one.base),
        languages=languages,
        catalogs=catalogs,
        fields=_fields(given.get("fields", _FIELDS)),
        parallel=given.get("parallel", True),
        newsletter=read_newsletter(given.get("newsletter", {}), f"{SETTING}['newsletter']"),
        search=given.get("search", True),
        spelling=_spelling(given.get("spelling", {}), languages, root),
        weight=_weight(given.get("weight", {})),
        threshold=_threshold(given.get("threshold", 0.8)),
        mirrors=_mirrors(given.get("mirrors", [])),
        domain=_domain(given.get("domain", "")),
        index_files=given.get("index_files", False),
        signing_key=given.get("signing_key", ""),
        neutral=given.get("neutral", ""),
        glossary=given.get("glossary", ""),
        edit_url=_edit_url(given.get("edit_url", "")),
        formats=bool(settings.get(FORMATS)),
        preview=bool(settings.get(PREVIEW)),
    )


def _languages(given: Mapping[Any, Any], source: str) -> tuple[Language, ...]:
    languages = []
    for tag, name in given.items():
        if not (isinstance(tag, str) and isinstance(name, str) and tag and name):
            raise SettingsError(
                f"{SETTING}['languages'] has the entry {tag!r}: {name!r}.",
                remedy="Each entry is a language tag and the language's own name.",
            )
        try:
            locale = parse_locale(tag)
        except UnknownLocaleError:
            raise SettingsError(
                f"{SETTING}['languages'] has {tag!r}, a language that CLDR does not know.",
                remedy="Use a BCP 47 tag such as 'tk', 'ru' or 'pt-BR'.",
            ) from None
        base = DERIVED.get(tag, "")
        if base and (source in (tag, base) or base not in given):
            raise SettingsError(
                f"{SETTING}['languages'] has {tag!r}, which is made of the catalogs of {base!r}.",
                remedy=f"Add {base!r} to it, too, as a language that is translated into.",
            )
        near = next((one for one in DERIVED if one.lower() == tag.lower()), tag)
        if near != tag:
            raise SettingsError(
                f"{SETTING}['languages'] has {tag!r}.", remedy=f"Write it as {near!r}."
            )
        languages.append(Language(tag, name, locale, base))
    return tuple(languages)


def _fields(given: list[Any]) -> tuple[str, ...]:
    if not all(isinstance(name, str) and name == name.lower() for name in given):
        raise SettingsError(
            f"{SETTING}['fields'] is {given!r}.", remedy="It lists lower-case metadata names."
        )
    wrong = sorted(_NOT_TEXT.intersection(given))
    if wrong:
        raise SettingsError(
            f"{SETTING}['fields'] names {', '.join(wrong)}, which cannot be translated.",
            remedy="It lists metadata that readers see as text.",
        )
    return tuple(given)


def _spelling(
    given: Mapping[Any, Any], languages: tuple[Language, ...], root: Path
) -> dict[str, Path]:
    tags = [one.tag for one in languages]
    for tag, folder in given.items():
        if tag not in tags or not isinstance(folder, str):
            raise SettingsError(
                f"{SETTING}['spelling'] has the entry {tag!r}: {folder!r}.",
                remedy="Each entry is a tag of 'languages' and the folder of Hunspell's files.",
            )
    return {tag: root / folder for tag, folder in given.items()}


def _threshold(given: float) -> float:
    if not 0 <= given <= 1:
        raise SettingsError(
            f"{SETTING}['threshold'] is {given}.", remedy="It is a share from 0.0 to 1.0."
        )
    return given


def _mirrors(given: list[Any]) -> tuple[str, ...]:
    wrong = [one for one in given if not is_address(str(one))]
    if wrong:
        raise SettingsError(
            f"{SETTING}['mirrors'] has {wrong[0]!r}.",
            remedy="It lists http:// or https:// addresses.",
        )
    return tuple(given)


def _domain(given: str) -> str:
    if given and not re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", given):
        raise SettingsError(
            f"{SETTING}['domain'] is {given!r}.", remedy="Write it as 'explainers.example.org'."
        )
    return given


def _siteurl(given: object) -> None:
    if given and not is_address(str(given)):
        raise SettingsError(
            f"SITEURL is {given!r}.",
            remedy="Write the site's whole address, 'https://example.org/site', or leave it empty.",
        )


def _weight(given: Mapping[Any, Any]) -> Budget:
    for kind, size in given.items():
        if kind not in KINDS or not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise SettingsError(
                f"{SETTING}['weight'] has the entry {kind!r}: {size!r}.",
                remedy=f"Each entry is one of {', '.join(KINDS)} and a number of bytes.",
            )
    return Budget(**given)


def _edit_url(given: str) -> str:
    rest = given.replace("{path}", "")
    if given and (not given.startswith("https://") or rest == given or "{" in rest):
        raise SettingsError(
            f"{SETTING}['edit_url'] is {given!r}.",
            remedy="It is an https:// URL with {path} where the catalog's path belongs.",
        )
    return given


_FORM_KEYS: dict[str, type] = {"action": str, "email": str, "hidden": dict}


def read_newsletter(given: Mapping[str, Any], where: str) -> Newsletter:
    """Read the setting; `where` names it in messages. Raises `SettingsError`."""
    unknown = set(given) - {"form", "mailto"}
    if unknown or len(given) > 1:
        raise SettingsError(
            f"{where} has {', '.join(map(repr, given))}.",
            remedy="It takes either 'form' or 'mailto'.",
        )
    if "mailto" in given:
        address = given["mailto"]
        if not isinstance(address, str) or "@" not in address:
            raise SettingsError(f"{where}['mailto'] is {address!r}.", remedy="Give an address.")
        return Newsletter(mailto=address)
    if "form" not in given:
        return Newsletter()
    form = given["form"]
    if not isinstance(form, Mapping) or not str(form.get("action", "")).startswith("https://"):
        raise SettingsError(f"{where}['form'] has no 'action'.", remedy="Give an https:// URL.")
    for key, value in form.items():
        if not isinstance(value, _FORM_KEYS.get(key, ())):
            raise SettingsError(
                f"{where}['form'] has {key!r}: {value!r}.",
                remedy="It takes 'action' and 'email' (text) and 'hidden' (a dictionary).",
            )
    hidden = tuple((str(key), str(value)) for key, value in form.get("hidden", {}).items())
    return Newsletter(form["action"], form.get("email", "email"), hidden)

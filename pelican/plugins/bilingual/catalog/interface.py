"""The theme's words in many languages: catalogs that come with the plugin, and lend to a site's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path

from ..language.cldr import near_tags
from ..language.profile import THEME_LANGUAGE
from ..project.files import DOMAIN
from ..project.theme import carried
from ..source.segments import Key, Segment
from .catalog import HUMAN, MACHINE, ORIGIN, domain_path, origin
from .merge.renewal import Located, Page
from .po.file import Entry, File, is_translated, living, new_entry, parse, plural_forms, written
from .site import MENU, SETTING, TOPIC

FROM_PLUGIN = "the plugin"
"""Where what is lent is from, in the comment that says so."""
OWN = frozenset({SETTING, MENU, TOPIC})
"""Contexts of what each site says of itself; the rest are the theme's words."""


def interface_path(folder: str) -> Path | None:
    """The catalog of a language's folder, or of the language without its region; None without."""
    for tag in near_tags(folder.replace("_", "-")):
        path = domain_path(carried("translations"), tag.replace("-", "_"), DOMAIN)
        if path.is_file():
            return path
    return None


def theme_words(located: Iterable[Located]) -> list[Located]:
    """Of the messages of the `site` domain those of the theme: what the source's catalog has."""
    return [one for one in located if one[1].msgctxt not in OWN]


def lend(page: Page, folder: str) -> None:
    """Fill in what a site's catalog lacks of the theme's words, as `msgmerge --compendium` does.

    A catalog in which nothing is translated takes over that a machine has drafted them; in another
    they are fuzzy, so that a person who answers for the catalog sees to them. English has them.
    """
    empty = [key for key in page.wanting if key[0] not in OWN]
    if folder.partition("_")[0] == THEME_LANGUAGE:
        for key in empty:
            page.found[key] = _itself(page.wanted[key][0][1], plural_forms(page.file))
        return
    path = interface_path(folder)
    if path is None or path == page.path:
        return
    file = parse(path.read_bytes(), path.name)
    known: dict[Key, Entry] = {(one.msgctxt, one.msgid): one for one in file if not one.obsolete}
    drafted = origin(file) != HUMAN
    fresh = not any(is_translated(one) for one in page.living)
    lent = 0
    for key in empty:
        entry = known.get(key)
        if entry and _fits(entry, page.wanted[key][0][1].plural, file, page.file):
            copied = deepcopy(entry)
            copied.flags = ["fuzzy"] if drafted and not fresh else []
            page.fill(key, copied, FROM_PLUGIN)
            lent += 1
    if lent and drafted and fresh:
        page.file.metadata[ORIGIN] = MACHINE


def drafted(data: bytes, name: str, texts: Mapping[Key, str]) -> str:
    """The text of a catalog with drafts for what it lacks, which says that a machine made them."""
    file = parse(data, name)
    entries = living(file, name)
    for entry in entries:
        text = texts.get((entry.msgctxt, entry.msgid))
        if text and not is_translated(entry):
            entry.msgstr = text
            file.metadata[ORIGIN] = MACHINE
    return written(file, entries, [one for one in file if one.obsolete])


def _itself(segment: Segment, forms: int) -> Entry:
    """A message that is its own translation."""
    entry = new_entry(segment, forms)
    if segment.plural:
        entry.msgstr_plural = {
            one: segment.plural if one else segment.msgid for one in range(forms)
        }
    else:
        entry.msgstr = segment.msgid
    return entry


def _fits(entry: Entry, plural: str | None, lender: File, borrower: File) -> bool:
    """Whether an entry's translation is one, for the same plural, in as many forms."""
    same = (entry.msgid_plural or None) == (plural or None)
    forms = not plural or plural_forms(lender) == plural_forms(borrower)
    return same and forms and is_translated(entry) and not entry.fuzzy

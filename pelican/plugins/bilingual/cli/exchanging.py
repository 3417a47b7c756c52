"""Catalogs and term lists as files of other programs, and back: `export`, and part of `import`."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from ..catalog.catalog import CONTROL, anchor, domain_path, entry_hash, is_reviewed, unreadable
from ..catalog.exchange import (
    SUFFIXES,
    TBX,
    TMX,
    XLIFF,
    Unit,
    read,
    read_terms_of,
    target_language,
    tbx,
    tmx,
    xliff,
)
from ..catalog.merge.carry import essence
from ..catalog.merge.renewal import Located, Page, forget_changes
from ..catalog.merge.update import FOLDER as TEMPLATES
from ..catalog.merge.update import catalog_data, catalog_paths, header, merged, tell, write
from ..catalog.po.file import Entry, is_translated, living, new_entry, parse, plural_forms
from ..catalog.terms import COLUMNS, PROPOSED, TermIndex, term_of, terms_file, terms_of
from ..errors import BilingualError, Notes
from ..project.config import Language
from ..project.files import DOMAIN, save
from ..project.read import Project

FOLDER: Final = "exchange"
"""Where files are written, below the catalogs."""
_ENDINGS = {kind: ending for ending, kind in reversed(SUFFIXES.items())}
Domains = Mapping[str, list[Located]]


def export(
    project: Project, domains: Domains, language: Language, kind: str, folder: Path
) -> Iterator[tuple[str, bool]]:
    """Write the messages of these domains, or the terms, of a language; yields path and change.

    XLIFF is a task, one file a page: `safe-city.tk.xlf`. TMX and TBX are one file: `tk.tmx`.
    """
    tags = project.config.source.tag, language.tag
    if kind == XLIFF:
        for domain in domains:
            data = xliff(_task(project, domains[domain], language, domain), tags, domain)
            yield _written(project, folder / f"{domain}.{language.tag}{_ENDINGS[kind]}", data)
        return
    data = tbx(terms_of(project, language), tags) if kind == TBX else b""
    if kind == TMX:
        data = tmx(_memory(project, domains, language), tags)
    yield _written(project, folder / f"{language.tag}{_ENDINGS[kind]}", data)


def export_components(project: Project, domains: Domains, folder: Path) -> tuple[str, bool]:
    """Write `weblate.json`, a component of Weblate for each page; gives path and change.

    Its add-on *Component discovery* gives components no flags, and without `md-text` Weblate does
    not compare links. The component `site` is made by hand: the others share its repository.
    """
    within = project.shown(project.config.catalogs)
    components = [
        {
            "name": domain,
            "slug": domain.replace("/", "-"),
            "filemask": f"{within}/*/LC_MESSAGES/{domain}.po",
            "new_base": f"{within}/{TEMPLATES}/{domain}.pot",
            "file_format": "po",
            "new_lang": "add",
            "check_flags": "md-text",
            "allow_translation_propagation": False,
        }
        for domain in domains
        if domain != DOMAIN
    ]
    text = json.dumps(components, ensure_ascii=False, indent=2)
    return _written(project, folder / "weblate.json", f"{text}\n".encode())


def _written(project: Project, path: Path, data: bytes) -> tuple[str, bool]:
    name = project.shown(path)
    return name, save(path, name, data.decode())


def _entries(project: Project, language: Language, domain: str) -> dict[str, Entry]:
    """The entries of a catalog with one form, by their anchors."""
    path = domain_path(project.config.catalogs, language.folder, domain)
    name = project.shown(path)
    if not path.is_file():
        raise BilingualError("There is no such catalog.", name, "Run bilingual update.")
    found = living(parse(_data(path, name), name), name)
    return {anchor((one.msgctxt, one.msgid)): one for one in found if not one.msgid_plural}


def _data(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None


def _task(
    project: Project, located: Iterable[Located], language: Language, domain: str
) -> Iterator[Unit]:
    entries = _entries(project, language, domain)
    for id_ in dict.fromkeys(anchor(segment.key) for _, segment in located):
        if id_ in entries:
            one = entries[id_]
            notes = tuple(filter(None, [one.msgctxt, *one.comment.split("\n")]))
            yield Unit(
                one.msgid, one.msgstr, id_, one.fuzzy, is_reviewed(one), notes, entry_hash(one)
            )


def _memory(project: Project, domains: Domains, language: Language) -> Iterator[Unit]:
    """What is certainly translated, each pair once."""
    pairs = dict.fromkeys(
        (one.msgid, one.msgstr)
        for domain in domains
        for one in _entries(project, language, domain).values()
        if is_translated(one) and not one.fuzzy and one.msgctxt != "slug"
    )
    return (Unit(*pair) for pair in pairs)


def language_of(project: Project, file: Path) -> str | None:
    """The language that a file says it is in, as the site writes it; None if it does not say."""
    if SUFFIXES[file.suffix.lower()] != XLIFF:
        return None
    name = project.shown(file)
    return project.config.written(target_language(_data(file, name), name)) or None


def take(
    project: Project,
    domains: Domains,
    language: Language,
    file: Path,
    notes: Notes,
    dry: bool = False,
    machine: bool = False,
) -> Iterator[str]:
    """Take what such a file says in a language into its catalogs; yields what to tell people.

    A task that was exported here changes what has not changed since. A memory fills in what is not
    translated, as fuzzy; a glossary adds terms, as proposals. What is there already stays. What a
    `machine` has translated is fuzzy in the catalogs of people.
    """
    name, kind = project.shown(file), SUFFIXES[file.suffix.lower()]
    data, tags = _data(file, name), (project.config.source.tag, language.tag)
    if kind == TBX:
        yield from _take_terms(project, language, data, name, dry)
        return
    units, terms = read(data, kind, name, tags), TermIndex(terms_of(project, language))
    fields = header(language, str(project.settings["SITENAME"]))
    paths = catalog_paths(project.config.catalogs, language.folder, domains)
    pages = merged(paths, catalog_data(paths), project.root, domains, fields, notes)
    done = Counter[str]()
    if kind == XLIFF:
        yield from _do_task(pages, units, name, done, machine)
    else:
        _remember(pages, units, name, done)
    yield f"{name}: {done.total()} messages taken, of {len(units)}"
    for domain, page in pages.items() if not dry else ():
        if domain in done:
            tell(page, domain, language, project, terms)
            if write(page):
                yield f"updated  {page.name}"


def _do_task(
    pages: Mapping[str, Page],
    units: Iterable[Unit],
    name: str,
    done: Counter[str],
    machine: bool,
) -> Iterator[str]:
    places: dict[str, list[tuple[str, Page]]] = {}
    for domain, page in pages.items():
        for key in page.wanted:
            places.setdefault(anchor(key), []).append((domain, page))
    for unit in (one for one in units if one.target):
        where = f"{name}:{unit.line}"
        known = places.get(unit.id, ())
        for domain, page in known:
            key = next(key for key in page.wanted if anchor(key) == unit.id)
            segment = page.wanted[key][0][1]
            entry = page.found.get(key) or new_entry(segment, plural_forms(page.file))
            if entry.msgid_plural or (entry.msgstr, entry.fuzzy) == (unit.target, unit.fuzzy):
                continue
            if entry.msgstr and unit.exported != entry_hash(entry):
                yield f"{where}: the catalog says otherwise, and stays: {unit.source[:40]}"
            elif unit.source != key[1] or CONTROL.search(unit.target):
                yield f"{where}: the source is another one: {unit.source[:40]}"
            else:
                _change(entry, unit, unit.fuzzy or (machine and page.human))
                page.found[key] = entry
                done[domain] += 1
        if not known:
            yield f"{where}: no message for: {unit.source[:40]}"


def _change(entry: Entry, unit: Unit, fuzzy: bool) -> None:
    entry.msgstr = unit.target
    entry.flags = [one for one in entry.flags if one != "fuzzy"]
    if fuzzy:
        entry.flags.append("fuzzy")
    else:
        entry.previous_msgctxt = entry.previous_msgid = None
        forget_changes(entry)


def _remember(
    pages: Mapping[str, Page], units: Iterable[Unit], name: str, done: Counter[str]
) -> None:
    known: dict[str, str] = {}
    for unit in units:
        if unit.target and not CONTROL.search(unit.target):
            known.setdefault(essence(unit.source), unit.target)
    for domain, page in pages.items():
        for key in page.wanting if known else ():
            text, (_, segment) = known.get(essence(key[1])), page.wanted[key][0]
            if text and not segment.plural and key[0] != "slug":
                entry = new_entry(segment, plural_forms(page.file))
                entry.msgstr, entry.flags = text, ["fuzzy"]
                page.fill(key, entry, name)
                done[domain] += 1


def _take_terms(
    project: Project, language: Language, data: bytes, name: str, dry: bool
) -> Iterator[str]:
    path = terms_file(project, language)
    shown, old = project.shown(path), _data(path, project.shown(path)) if path.is_file() else b""
    known = {one.source.casefold(): one for one in terms_of(project, language)}
    found = read_terms_of(data, name, (project.config.source.tag, language.tag))
    new = [one for one in found if one.source.casefold() not in known]
    for one in found:
        here = known.get(one.source.casefold(), one)
        if here.translations != one.translations:
            said = " | ".join(one.translations)
            yield f"{name}: the list says otherwise, and stays: {one.source} = {said}"
    yield f"{name}: {len(new)} terms taken, of {len(found)}"
    if not new or dry:
        return
    text = old.decode("utf-8-sig")
    columns = next(csv.reader(io.StringIO(text, newline=""))) if text else list(COLUMNS)
    rows = io.StringIO(newline="")
    writer = csv.DictWriter(rows, columns, restval="", lineterminator="\n")
    if not text:
        writer.writeheader()
    for one in new:
        texts = one.source, "|".join(one.translations), one.part, one.note, PROPOSED, ""
        row = dict(zip(COLUMNS, texts, strict=True))
        term_of(row, name)  # what the file says may be no term
        writer.writerow(row)
    whole = f"{text.rstrip()}\n{rows.getvalue()}" if text else rows.getvalue()
    if save(path, shown, whole, old):
        yield f"updated  {shown}"

"""Bring every catalog up to the source, and lose nothing that people wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ...errors import BilingualError, Notes
from ...language.cldr import (
    UnknownLocaleError,
    gettext_plural,
    own_name,
    parse_locale,
    similar_tags,
)
from ...language.profile import DERIVED
from ...project.cache import Cache
from ...project.config import Config, Language
from ...project.files import (
    DOMAIN,
    ChangedError,
    move,
    read_source,
    remove_unfinished,
    save,
    shown,
)
from ...project.read import Project
from ...project.setting import SETTING
from ...project.urls import as_slug, is_address, language_settings
from ...source.front_matter import value_of
from ...source.pages import Pages
from ...source.segments import Key, Segment
from ..catalog import HUMAN, ORIGIN, domain_path, find_domains, unreadable
from ..interface import interface_path, lend, theme_words
from ..po.file import Entry, File, header_fields, new_entry, new_file, plural_forms, written
from ..site import site_segments
from ..terms import Term, TermIndex, terms_of, used_terms
from .renewal import (
    Located,
    Page,
    adopt_renamed,
    composed,
    keep_meaning,
    merge_all,
    open_page,
    remarks,
)


def wanted(project: Project, pages: Pages, notes: Notes) -> dict[str, list[Located]]:
    """All messages of the site by domain, in the order of the page.

    Pages that cannot be read are noted, and left out.
    """
    found = pages.all(notes)
    for error in pages.twice():
        notes.note(error)
    backlink = pages.parser.backlink_title
    documents = [one.document for one in found if one.public]
    categories = [
        (project.category_of(project.root / one.document.path, one.document.metadata), one.document)
        for one in found
        if one.public and one.kind == "article" and project.config.keeps_addresses
    ]
    given = project.settings, project.file, documents, categories, backlink, pages.cache
    domains = {DOMAIN: list(site_segments(*given))}
    for one in found:
        domains[one.domain] = [(one.document.path, each) for each in one.document.segments]
    return domains


_ATTEMPTS = 3
"""How often a language is read again because somebody has saved a catalog meanwhile."""


def update(
    project: Project,
    domains: Mapping[str, list[Located]],
    only: Iterable[str] = (),
    notes: Notes | None = None,
    words: Notes | None = None,
    pages: Pages | None = None,
    same_meaning: bool = False,
) -> Iterator[tuple[str, bool]]:
    """Update the catalogs of all target languages; yields each path and whether it changed.

    `domains` are all messages of the site; `only` names domains, all of them if empty; `pages` tell
    which of them files of their own translate: they get no catalog. Where an earlier run, by the
    pages' cache, has found nothing to do, nothing is done. One that cannot be read is noted in
    `notes`, without which it is raised at the end, and does not stop the others; a disk that cannot
    be written does. `words` gets what people should know besides. With `same_meaning` the texts of
    the domains in `only` were mended, and say the same.
    """
    errors, said = notes or Notes(), words or Notes()
    config = project.config
    for language in config.catalogued:
        remove_unfinished(config.catalogs / language.folder)
        its = domains
        if language is config.source:
            its = {DOMAIN: theme_words(domains.get(DOMAIN, ()))}
        files = pages.in_files(language.tag) if pages else ()
        its = {one: those for one, those in its.items() if one not in files}
        given = set(only) or set(domains), errors, said, pages, same_meaning
        yield from _update(project, language, its, *given)
    if notes is None:
        errors.raise_noted()


def _update(
    project: Project,
    language: Language,
    domains: Mapping[str, list[Located]],
    chosen: set[str],
    errors: Notes,
    said: Notes,
    pages: Pages | None,
    same_meaning: bool,
) -> Iterator[tuple[str, bool]]:
    """Update the catalogs of a language; those that are saved meanwhile are read once more."""
    fields, config = header(language, str(project.settings["SITENAME"])), project.config
    try:
        terms = terms_of(project, language)
    except BilingualError as broken:
        errors.note(broken)
        return
    paths, index = catalog_paths(config.catalogs, language.folder, domains), TermIndex(terms)
    cache, wrong, calm = pages.cache if pages else Cache(), Notes(), chosen >= domains.keys()
    for attempt in range(1, _ATTEMPTS + 1):
        data = catalog_data(paths, cache)
        given = project, language, domains, data, pages, terms
        key = b"" if same_meaning or attempt > 1 else _state(*given)
        if cache.get(key, bool):
            names = (shown(paths[one], project.root) for one in domains if one in chosen)
            yield from ((name, False) for name in names)
            return
        merging = merged(paths, data, project.root, domains, fields, wrong)
        if DOMAIN in merging:
            lend(merging[DOMAIN], language.folder)
        for domain in [one for one in merging if one in chosen]:
            page = merging[domain]
            tell(page, domain, language, project, index)
            words = [*(keep_meaning(page) if same_meaning else ())]
            words += remarks(page)  # what is written is as it should be, and says nothing
            try:
                changed = write(page)
            except ChangedError:
                calm = False
                if attempt == _ATTEMPTS:
                    errors.note(_saved_meanwhile(page.name))
                continue
            for one in words:
                said.note(one)
            calm = calm and not changed and not words
            yield page.name, changed
            chosen = chosen - {domain}
        found = wrong.take()
        for error in found:
            errors.note(error)
        if calm and not found:
            cache.put(key, True)
        if chosen.isdisjoint(merging):
            break


def _state(
    project: Project,
    language: Language,
    domains: Mapping[str, list[Located]],
    data: Mapping[str, bytes | OSError],
    pages: Pages | None,
    terms: list[Term],
) -> bytes:
    """A name for all that an update of a language depends on; empty if not known."""
    if not pages or not pages.given or any(isinstance(one, OSError) for one in data.values()):
        return b""
    sources = [pages.key(one) for one in pages.all()]  # a catalog says of which day its text is
    if b"" in sources:
        return b""
    lent = interface_path(language.folder)
    said = {
        domain: [(path, replace(one, place=None)) for path, one in located]
        for domain, located in domains.items()
    }
    inputs = (
        pages.given,
        language,
        lent and lent.read_bytes(),
        list(said.items()),
        data,
        terms,
        sources,
    )
    return pages.cache.digest("settled", *inputs)


def _saved_meanwhile(name: str) -> BilingualError:
    return BilingualError(
        "The catalog is being saved by another program; it is left as that program wrote it.",
        name,
        "Run bilingual update again.",
    )


TERMS = "terms: "
"""Begins the extracted comment with the terms of an entry: `lock-in = baglanyp galma; …`."""


def tell(page: Page, domain: str, language: Language, project: Project, terms: TermIndex) -> None:
    """Give a catalog what its comments and its header say of its page."""
    page.url, page.base = address_of(page, language, project), site_address(project.settings)
    if domain != DOMAIN and page.wanted:
        source = project.root / next(iter(page.wanted.values()))[0][0]
        page.hint = lambda key: hint(key, terms, project.config.source.tag)
        page.day = lambda: day_of(project, source)


def hint(key: Key, terms: TermIndex, tag: str) -> str:
    """The terms that a message, its source in the language `tag`, uses: for its translators."""
    used = used_terms(key[1], terms.near(key[1]), tag) if key[0] != "slug" else []
    told = "; ".join(f"{one.source} = {' | '.join(one.translations)}" for one in used)
    return f"{TERMS}{told}" if used else ""


def day_of(project: Project, source: Path) -> str:
    """The day of a source's text by its front matter, or its file's name; empty if it has none."""
    text = read_source(source, project.shown(source)) if source.is_file() else ""
    by_disk = project.settings.get("DEFAULT_DATE") == "fs"
    named = "" if by_disk else str(project.metadata_of(source).get("date", ""))
    given = value_of(text, "modified") or value_of(text, "date") or named
    found = re.match(r"\d{4}-\d\d-\d\d\b", given)
    return found[0] if found else ""


def site_address(settings: Mapping[str, Any]) -> str:
    """The site's address with a slash, if the settings have an absolute one; else nothing."""
    given = str(settings.get("SITEURL") or "").rstrip("/")
    return f"{given}/" if is_address(given) else ""


def address_of(page: Page, language: Language, project: Project) -> str:
    """Where a translation can be looked at: entries name it, with their anchor in the preview."""
    keys = {key[0]: key for key in page.wanted if key[0] in ("slug", "title")}
    if not keys:
        return ""
    tag, config = language.tag, project.config
    pattern = "{lang}/{slug}/"
    if config.keeps_addresses:
        path = Path(next(iter(page.wanted.values()))[0][0]).as_posix()
        within = Path(project.shown(project.content))
        pages = [(within / one).as_posix() for one in project.settings["PAGE_PATHS"]]
        kind = "PAGE" if path.startswith(tuple(f"{one}/" for one in pages)) else "ARTICLE"
        pattern = language_settings(project.settings, tag, config.home(tag))[f"{kind}_URL"]
    entry = page.found.get(keys["slug"]) if "slug" in keys else None
    given = entry.msgstr if entry and not entry.fuzzy else ""
    slug = as_slug(given, language.tag) or keys.get("slug", ("", ""))[1]
    if not slug:  # as Pelican makes it
        path, title = page.wanted[keys["title"]][0]
        file = project.root / path
        slug = project.metadata_of(file).get("slug") or project.slug_of(title.msgid, file)
    try:
        return pattern.format(lang=tag, slug=slug)
    except (KeyError, IndexError):  # its day, its category: the build alone knows them
        return ""


def catalog_paths(catalogs: Path, folder: str, domains: Iterable[str]) -> dict[str, Path]:
    """The files of a language's catalogs: those of these domains, then all that are on disk."""
    names = dict.fromkeys([*domains, *find_domains(catalogs, folder)])
    return {one: domain_path(catalogs, folder, one) for one in names}


def catalog_data(
    paths: Mapping[str, Path], cache: Cache | None = None
) -> dict[str, bytes | OSError]:
    """What is in each file, empty where there is none; or why it cannot be read."""
    found, cache = dict[str, bytes | OSError](), cache or Cache()
    for domain, path in paths.items():
        try:
            found[domain] = cache.of_file("data", path, bytes) if path.exists() else b""
        except OSError as error:
            found[domain] = error
    return found


def merged(
    paths: Mapping[str, Path],
    data: Mapping[str, bytes | OSError],
    root: Path,
    domains: Mapping[str, list[Located]],
    fields: Mapping[str, str],
    errors: Notes,
) -> dict[str, Page]:
    """One language's catalogs, brought up to the source in memory; without those in `errors`.

    Catalogs without a page lend their messages: the page may have been renamed, or cut up.
    """
    pages = {}
    for domain, path in paths.items():
        name, known = shown(path, root), data[domain]
        try:
            if isinstance(known, OSError):
                raise unreadable(name, known)
            pages[domain] = open_page(path, name, known, domains.get(domain, ()), fields)
        except BilingualError as error:
            errors.note(error)
    new = [page for domain, page in pages.items() if domain in domains and not page.data]
    adopt_renamed(new, [page for domain, page in pages.items() if domain not in domains])
    if len(pages) == len(paths) and all(page.human for page in pages.values() if page.data):
        for page in new:
            page.file.metadata.setdefault(ORIGIN, HUMAN)
    merge_all(list(pages.values()))
    return {domain: pages[domain] for domain in domains if domain in pages}


def write(page: Page) -> bool:
    """Write a catalog that was brought up to its page; False when it is as it was.

    Raises as `project.files.save` does.
    """
    text = composed(page)
    if page.renamed:  # in one step: whoever is killed here goes on with the old text next time
        move(page.renamed, page.path, page.name, page.data)
    return save(page.path, page.name, text, page.data) or page.renamed is not None


def header(language: Language, project: str) -> dict[str, str]:
    """The header of a new catalog."""
    plural = gettext_plural(language.locale)
    return header_fields(project, plural) | {
        "Language-Team": language.name,
        "Language": language.folder,
    }


def named_language(given: str) -> Language:
    """The language that a tag names, by its own name; `BilingualError` with close tags for none."""
    tag = normal_tag(given)
    try:
        locale = parse_locale(tag)
    except UnknownLocaleError:
        locale = None
    if locale is None or locale.language != tag.partition("-")[0]:  # `rus` is spelled `ru`
        close = [locale.language] if locale else similar_tags(given)
        known = f"Close tags: {', '.join(close)}."
        raise BilingualError(
            f"CLDR knows no language {given!r}.",
            remedy=known if close else "Use a BCP 47 tag such as 'tk', 'ru' or 'pt-BR'.",
        )
    return Language(tag, own_name(tag), locale, DERIVED.get(tag, ""))


def new_language(given: str, config: Config) -> Language:
    """The language that a tag names, as the settings have it or as CLDR does.

    Raises `BilingualError` for an unknown tag (with close ones), for the source language, and
    for one that has catalogs already.
    """
    named = named_language(given)
    tag, language = named.tag, config.language(named.tag) or named
    if language == config.source:
        raise BilingualError(
            f"{language.name} is the source language.", remedy="It needs no catalogs."
        )
    if tag in DERIVED:
        raise BilingualError(
            f"{tag} is made of the catalogs of {DERIVED[tag]!r} and needs none.",
            remedy=f"Add it to {SETTING}['languages'] with its own name.",
        )
    if any(find_domains(config.catalogs, language.folder)):
        raise BilingualError(
            f"There are catalogs of {language.name} already.",
            shown(config.catalogs / language.folder, Path.cwd()),
            f"With {settings_line(language)} in {SETTING}['languages'], bilingual update"
            " completes them.",
        )
    return language


def normal_tag(given: str) -> str:
    """A BCP 47 tag in its usual letters: `pt_br` is `pt-BR`."""
    first, *others = re.split("[-_]", given.strip())
    shapes = {2: str.upper, 4: str.title}
    return "-".join([first.lower(), *(shapes.get(len(one), str)(one) for one in others)])


def new_catalogs(
    domains: Mapping[str, Iterable[Located]],
    language: Language,
    project: Project,
    now: datetime,
) -> Iterator[tuple[Path, str]]:
    """Path and text of each catalog, as update would leave it; their headers' date is `now`."""
    fields = header(language, str(project.settings["SITENAME"]))
    fields[ORIGIN] = HUMAN
    fields["PO-Revision-Date"] = now.strftime("%Y-%m-%d %H:%M%z")
    terms = TermIndex(terms_of(project, language))
    for domain, located in domains.items():
        path = domain_path(project.config.catalogs, language.folder, domain)
        page = open_page(path, path.name, b"", located, fields)
        tell(page, domain, language, project, terms)
        if domain == DOMAIN:
            lend(page, language.folder)
        yield path, composed(page)


def write_all(texts: Iterable[tuple[Path, str]]) -> Iterator[Path]:
    """Write files; yields each path."""
    for path, text in texts:
        save(path, path.name, text)
        yield path


def settings_line(language: Language) -> str:
    """The entry of `BILINGUAL['languages']`."""
    return f'"{language.tag}": "{language.name}",'


FOLDER = "templates"
"""Where templates are written, below the catalogs."""


def template(located: Iterable[Located], project: str, plural: str) -> str:
    """The text of one template: the page's messages in order, with comments and locations.

    `plural` is the source language's Plural-Forms: msgfmt refuses xgettext's placeholder, and
    msginit and Weblate put the target's in its place.
    """
    file = new_file(_header(project, plural))
    file.metadata_is_fuzzy = True  # as xgettext marks what is to be filled in
    messages: dict[tuple[str | None, str], list[tuple[str, Segment]]] = {}
    for path, segment in located:
        messages.setdefault(segment.key, []).append((path, segment))
    return written(file, _entries(file, messages.values()), ())


def _entries(file: File, messages: Iterable[list[Located]]) -> Iterator[Entry]:
    for located in messages:
        entry = new_entry(located[0][1], plural_forms(file))
        entry.occurrences = list(dict.fromkeys((path, str(one.line)) for path, one in located))
        entry.comment = "\n".join(dict.fromkeys(one.comment for _, one in located if one.comment))
        yield entry


def _header(project: str, plural: str) -> dict[str, str]:
    return header_fields(project, plural) | {
        "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
        "Language-Team": "LANGUAGE <LL@li.org>",
    }


def extract(
    domains: Mapping[str, Iterable[Located]], config: Config, project: str, folder: Path
) -> Iterator[tuple[Path, bool]]:
    """Write `<folder>/<domain>.pot` for each domain; yields the path and whether it changed."""
    plural = gettext_plural(config.source.locale)
    for domain, located in domains.items():
        path = folder / f"{domain}.pot"
        yield path, save(path, path.name, template(located, project, plural))

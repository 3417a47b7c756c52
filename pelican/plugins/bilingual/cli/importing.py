"""Translations in files of their own, taken into catalogs: what `bilingual import` does."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..catalog.adoption import Adopted, Adoption, TooLongError, adopt, fill
from ..catalog.alignment import LARGEST
from ..catalog.catalog import HUMAN, MACHINE, ORIGIN, Catalog
from ..catalog.interface import lend
from ..catalog.merge.renewal import Located, Page, composed
from ..catalog.merge.update import catalog_data, catalog_paths, header, merged, tell, write
from ..catalog.po.file import is_translated
from ..catalog.site import TOPIC
from ..catalog.terms import TermIndex, terms_of
from ..check.kept import Judgement
from ..check.published import Publication
from ..check.rules import ERROR
from ..errors import BilingualError, Notes
from ..project.config import LISTS, Language
from ..project.files import DOMAIN, SUFFIXES, move
from ..project.read import Project
from ..project.urls import SUBSITES, language_settings
from ..source.document import Document
from ..source.front_matter import names_in
from ..source.pages import SourcePage
from ..source.segments import Key
from ..source.translation import Source
from .terminal import progress

KEPT: Final = "imported"
"""The folder below a language's catalogs where files go whose text the catalogs have."""
_DOUBTS = frozenset({"numbers"})
"""Warnings of a check by which two texts may not be each other's translation."""
_OWN = frozenset({"lang", "translation", "tags", "slug", "title"})
"""Metadata that has been dealt with."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """A source page, and a file that translates it."""

    source: SourcePage
    file: Path
    document: Document
    """The file's."""

    @property
    def domain(self) -> str:
        """Of the catalog that the file's text belongs to."""
        return self.source.domain


@dataclass(slots=True)
class Import:
    """Files that translate pages into a language, on their way into its catalogs."""

    publication: Publication
    domains: Mapping[str, list[Located]]
    language: Language
    pairs: Sequence[Pair]
    machine: bool = False
    """A machine has translated the files."""
    done: dict[str, Adoption] = field(default_factory=dict)

    def run(self, dry: bool, errors: Notes) -> Iterator[str]:
        """Bring the files' texts into catalogs; yields what to tell people, a line each.

        A catalog is written before its file is moved: who is killed in between begins again and
        loses nothing. With `dry`, nothing is written.
        """
        pages = self._catalogs(errors)
        with progress(self.pairs, "Comparing", len(self.pairs)) as pairs:
            for pair in pairs:
                try:
                    if pair.domain in pages:
                        self.done[pair.domain] = self._adopted(pair)
                except TooLongError:
                    errors.note(_too_long(pair))
        taken = {one: pages[one] for one in self.done if self.done[one].messages}
        for domain, page in taken.items():
            self._say_origin(page, self.done[domain])
            fill(page, self.done[domain])
        topics = self._fill_topics(pages[DOMAIN]) if DOMAIN in pages else {}
        if topics:
            taken[DOMAIN] = pages[DOMAIN]
        self._judge(taken, errors)
        for pair in self.pairs:
            if pair.domain in self.done:
                yield from self._report(pair, pages[pair.domain])
        yield from self._moved(taken)
        for name, text in topics.items():
            yield f"The topic {text} is {name} in {self.language.name}, at the source's address."
        for domain, page in taken.items() if not dry else ():
            if write(page):
                yield f"updated  {page.name}"
            for pair in self.pairs:
                if pair.domain == domain and (kept := self._keep(pair)):
                    yield f"moved    {pair.document.path} to {kept}"

    @property
    def _project(self) -> Project:
        return self.publication.project

    def _catalogs(self, errors: Notes) -> dict[str, Page]:
        """The language's catalogs, brought up to the source; of pages in files only these."""
        project, language = self._project, self.language
        files = self.publication.pages.in_files(language.tag)
        wanted = {one.domain for one in self.pairs}
        known = {*(self._project.domain_of(one.file) for one in self.pairs)}
        its = {
            one: located
            for one, located in self.domains.items()
            if one in wanted or (one not in files and one not in known)
        }
        fields = header(language, str(project.settings["SITENAME"]))
        catalogs = project.config.catalogs
        paths = catalog_paths(catalogs, language.folder, its)
        pages = merged(paths, catalog_data(paths), project.root, its, fields, errors)
        if DOMAIN in pages:
            lend(pages[DOMAIN], language.folder)
        return pages

    def _adopted(self, pair: Pair) -> Adoption:
        source, parser = pair.source.document, self.publication.pages.parser
        locales = self._project.config.source.locale, self.language.locale
        rows = zip((source, pair.document), locales, strict=True)
        anchors = [parser.render(one.body, Source(locale)).anchors for one, locale in rows]
        same = {
            one.file.resolve(): self._project.root / one.source.document.path for one in self.pairs
        }
        here, there = (self._project.root / source.path).parent, pair.file.parent

        def alike(one: str, other: str) -> bool:
            if _plain_path(one, self._project.config.source) == _plain_path(other, self.language):
                return True
            ours, theirs = self._leads(one, here), self._leads(other, there)
            return bool(ours and theirs) and ours in (theirs, (same.get(theirs[0]), theirs[1]))  # type: ignore[index]

        return adopt(source, pair.document, (anchors[0], anchors[1]), alike)

    def _leads(self, link: str, folder: Path) -> tuple[Path, str] | None:
        """The file that a link of Pelican's names, and what stands behind it."""
        found = re.fullmatch(r"[{|](?:filename|static|attach)[|}]([^?#]*)(.*)", link)
        if not found:
            return None
        start = self._project.content if found[1].startswith("/") else folder
        return Path(posixpath.normpath(start / found[1].lstrip("/"))).resolve(), found[2]

    def _say_origin(self, page: Page, adoption: Adoption) -> None:
        """Say in the header who has translated, of a catalog that nobody has begun."""
        begun = any(is_translated(one) for one in (*page.living, *page.obsolete))
        if not begun:
            page.file.metadata[ORIGIN] = MACHINE if self.machine else HUMAN
        elif self.machine and page.human:
            for key, one in adoption.messages.items():
                adoption.messages[key] = Adopted(one.text, True, one.line)

    def _fill_topics(self, site: Page) -> dict[str, str]:
        """Give topics the names that the files have for them, in the same places."""
        votes: dict[str, Counter[str]] = {}
        for pair in self.pairs:
            ours = names_in(pair.source.document.metadata.get("tags", []))
            theirs = names_in(pair.document.metadata.get("tags", []))
            for one, other in zip(ours, theirs, strict=False) if len(ours) == len(theirs) else ():
                votes.setdefault(one, Counter())[other] += 1
        adoption = Adoption()
        for name, texts in votes.items():
            text, count = texts.most_common(1)[0]
            agreed = len(texts) == 1 and (count > 1 or sum(map(len, votes.values())) == 1)
            key: Key = (TOPIC, name)
            if not self._is_begun(site, key):
                adoption.messages[key] = Adopted(text, not agreed and text != name, 0)
        fill(site, adoption)
        return {name: one.text for (_, name), one in adoption.messages.items()}

    def _is_begun(self, page: Page, key: Key) -> bool:
        return key not in page.wanted or (key in page.found and is_translated(page.found[key]))

    def _judge(self, pages: dict[str, Page], errors: Notes) -> None:
        """Make fuzzy what readers would not be shown, and what does not have the same figures.

        A catalog that nobody could read again is noted, and left out.
        """
        terms = TermIndex(terms_of(self._project, self.language))
        for domain, page in pages.items():
            tell(page, domain, self.language, self._project, terms)
        unsaved = {page.path: composed(page).encode() for page in pages.values()}
        found: list[tuple[Catalog, Judgement]] = []
        judge = Publication(
            self._project,
            notes := Notes(),
            lambda catalog, problems: found.append((catalog, problems)),
            self.publication.pages,
            unsaved,
        )
        for pair in self.pairs:
            if pair.domain in pages:
                judge.of(pair.source, self.language)
        for error in notes.take():
            errors.note(error)
            for domain in [one for one in pages if error.where.startswith(f"{pages[one].name}:")]:
                del pages[domain]
        names = {page.name: page for page in pages.values()}
        for catalog, problems in found:
            bad = {
                id(message)
                for message, one in problems
                if one.severity == ERROR or one.check in _DOUBTS
            }
            its = names[catalog.path].found if catalog.path in names else {}
            for key, message in catalog.messages.items():
                if id(message) in bad and key in its:
                    its[key].flags = ["fuzzy"]

    def _report(self, pair: Pair, page: Page) -> Iterator[str]:
        adoption, path = self.done[pair.domain], pair.document.path
        if not adoption.messages:
            yield f"{path}: nothing of it was found in {pair.source.document.path}; it stays."
            return
        entries = [page.found.get(one) for one in page.wanted if one[0] != "slug"]
        done = [one for one in entries if one and is_translated(one)]
        fuzzy = sum(bool(one.fuzzy) for one in done)
        yield f"{path}: {len(done)} of {len(entries)} messages, {fuzzy} of them fuzzy → {page.name}"
        said = [(one.line, "no message for", one.msgid) for _, one in adoption.left]
        said += [(one.line, "still the source's own", one.msgid) for one in adoption.same]
        said += [
            (one.line, "the catalog says otherwise, and stays", one.text)
            for one, _ in adoption.differ
        ]
        lines = pair.document.lines
        said += [
            (lines.get(name, 1), f"{name.title()} differs, and is the source's from now on", text)
            for name, text in self._metadata(pair)
        ]
        for line, what, text in sorted(said):
            yield f"{path}:{line}: {what}: {text[:_SHOWN]}{'…' * (len(text) > _SHOWN)}"

    def _moved(self, taken: Collection[str]) -> Iterator[str]:
        """Where pages are from now on that were elsewhere as files, by the site's settings."""
        project, tag = self._project, self.language.tag
        settings, config = project.settings, project.config
        if not config.keeps_addresses or SUBSITES in settings:
            return
        its = language_settings(settings, tag, config.home(tag))
        moved = (one for one in self.pairs if one.domain in taken and self._is_page(one))
        for kind in sorted({one.source.kind.upper() for one in moved}):
            before, file = (str(settings[f"{kind}_LANG_{end}"]) for end in ("URL", "SAVE_AS"))
            old, new = (one.replace("{lang}", tag) for one in (before, str(its[f"{kind}_URL"])))
            if old != new:
                yield (
                    f"What was at {old} is at {new} from now on. To keep it where it was, set"
                    f" {kind}_LANG_URL = {before!r} and {kind}_LANG_SAVE_AS = {file!r}."
                )

    def _is_page(self, pair: Pair) -> bool:
        return pair.file.resolve().is_relative_to(self._project.content.resolve())

    def _metadata(self, pair: Pair) -> Iterator[tuple[str, str]]:
        """The file's metadata that no catalog has, where it is not the source's."""
        ours, config = pair.source.document.metadata, self._project.config
        known = {*_OWN, *config.fields, *LISTS}
        for name, values in pair.document.metadata.items():
            if name not in known and values != ours.get(name):
                yield name, ", ".join(values)
        if self._is_page(pair):  # what the names of the files say
            theirs = self._project.metadata_of(pair.file)
            its = self._project.metadata_of(self._project.root / pair.source.document.path)
            for name in sorted(theirs.keys() - pair.document.metadata.keys() - known):
                if theirs[name] != its.get(name) and name != "category":
                    yield name, str(theirs[name])
        file = self.publication.pages.in_files(self.language.tag).get(pair.domain)
        has_slug = any(one.msgctxt == "slug" for one in pair.source.document.plain)
        if file and file.slug != pair.source.slug and not has_slug:
            yield "slug", file.slug

    def _keep(self, pair: Pair) -> str:
        """Move a file that was a page to where its text is kept; its new name, or nothing."""
        project = self._project
        if not self._is_page(pair):
            return ""
        folder = project.config.catalogs / self.language.folder / KEPT
        new = folder / project.shown(pair.file)
        if new.exists():
            raise BilingualError(
                "The file is to be kept here, and another one is here already.",
                project.shown(new),
                "Move that one away; the catalog has the text of both.",
            )
        move(pair.file, new, project.shown(new), pair.file.read_bytes())
        return project.shown(new)


def _plain_path(link: str, language: Language) -> str:
    """A path of the site without the folder of its language: `/es/about/` is `/about/`."""
    return re.sub(rf"^/{re.escape(language.tag)}(?=/)", "", link, flags=re.IGNORECASE)


def _too_long(pair: Pair) -> BilingualError:
    return BilingualError(
        f"The file, or its source, has more than {LARGEST:,} paragraphs.",
        pair.document.path,
        "Part both at the same place, and import the parts.",
    )


def pairs_of(publication: Publication, language: Language, only: Collection[str]) -> list[Pair]:
    """The pages of a site that files translate into a language; all, or those of some domains."""
    pages = publication.pages
    sources = {one.domain: one for one in pages.all()}
    return [
        Pair(sources[domain], publication.project.root / one.document.path, one.document)
        for domain, one in pages.in_files(language.tag).items()
        if not only or domain in only
    ]


def pairs_in(
    publication: Publication, language: Language, folder: Path, only: Collection[str], errors: Notes
) -> list[Pair]:
    """The files of a folder with the pages that they translate: those of the same names.

    A name may end in its language (`x.es.md`), and the source's pages may stand in a folder of
    their language (`en/x.md`). What has no page, or cannot be read, is noted.
    """
    project = publication.project
    if not folder.is_dir():
        raise BilingualError("There is no such folder.", str(folder), "Name one with --from.")
    source = project.config.source.tag
    known: dict[str, list[SourcePage]] = {}
    for page in publication.pages.all():
        if not (project.root / page.document.path).resolve().is_relative_to(folder.resolve()):
            names = {page.domain, _plain(page.domain, source)}
            names |= {one.partition("/")[2] for one in names if "/" in one}
            for name in names:
                known.setdefault(name, []).append(page)
    found: dict[str, Pair] = {}
    for file in _files(folder):
        name = _plain(file.relative_to(folder).with_suffix("").as_posix(), language.tag)
        those = [
            one for one in known.get(name, ()) if name in (one.domain, _plain(one.domain, source))
        ]
        those = those or known.get(name, [])
        if len(those) != 1 or those[0].domain in found:
            which = ", ".join(one.document.path for one in those) or "no page"
            errors.note(
                BilingualError(
                    f"The file may translate {which}: its name does not say.",
                    project.shown(file),
                    "Give it the name of one page; it stays as it is.",
                )
            )
        elif not only or those[0].domain in only:
            try:
                document = publication.pages.document(file, language)
                found[those[0].domain] = Pair(those[0], file, document)
            except BilingualError as error:
                errors.note(error)
    return [*found.values()]


def _files(folder: Path) -> Iterable[Path]:
    return sorted(one for one in folder.rglob("*") if one.suffix in SUFFIXES and one.is_file())


def _plain(name: str, tag: str) -> str:
    """A name without the language that it ends in: `x.es`, `x_es`, `x-es`."""
    return re.sub(rf"[._-]{re.escape(tag)}$", "", name, flags=re.IGNORECASE)

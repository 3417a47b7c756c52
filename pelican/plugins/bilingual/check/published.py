"""What is published of a site's translations: the messages that no check refuses.

One judge for the build, which warns and falls back to the source's text, and for `check`, which
reports.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from xml.etree.ElementTree import Element

from ..catalog.catalog import Catalog, read_catalog
from ..catalog.coverage import Coverage, coverage
from ..catalog.former import Former
from ..catalog.merge.renewal import Located
from ..catalog.merge.update import wanted
from ..catalog.note import note
from ..catalog.site import NOT_TRANSLATED
from ..catalog.store import Store
from ..catalog.terms import terms_file
from ..errors import BilingualError, Notes, Phrase, phrase
from ..project.cache import Cache, said_in
from ..project.config import Language
from ..project.files import DOMAIN, NEWSLETTERS
from ..project.history import file_at
from ..project.processes import is_shared, shared
from ..project.read import Project
from ..project.urls import as_slug
from ..source.document import Pieces
from ..source.notes.footnotes import Title
from ..source.notes.glossary import beginning, read_meanings, vocabulary
from ..source.pages import Pages, SourcePage
from ..source.segments import Key, Segment
from ..source.translation import Note, Parallel, Target
from .kept import Body, Judged, Judgement, Kept, Made, Said, Told, Translated
from .page import check_page, check_site, check_sizes
from .rules import ERROR, Problem, check_slug
from .slugs import Address, refused
from .step import check_step, is_foreign
from .words import LinedProblem


class Publication:
    """A site's pages and catalogs as readers get them, each made and judged once."""

    def __init__(
        self,
        project: Project,
        notes: Notes,
        warn: Callable[[Catalog, Judgement], None],
        pages: Pages | None = None,
        unsaved: Mapping[Path, bytes] = MappingProxyType({}),
        cache: Cache | None = None,
        piecemeal: bool = False,
    ) -> None:
        """What cannot be read is noted in `notes`; `warn` is told once of what is wrong.

        `pages` are the source pages, if they are parsed already; catalogs that are `unsaved` are
        taken as given; `cache` has what earlier runs have made: whole pages, or, `piecemeal`,
        sources, catalogs and verdicts, of which nothing is rendered that has been judged.
        """
        self.project, self.notes, self._warn = project, notes, warn
        self.pages = pages or Pages(project, cache, piecemeal)
        self.store = Store(project, notes, unsaved, self.pages.cache, keeps=piecemeal)
        self._piecemeal, self._made_of = piecemeal, b""
        self._sites: dict[str, Catalog] = {}
        self._judged: dict[tuple[str, str], Judged] = {}
        self._published: dict[tuple[str, str], Catalog] = {}
        self._parallels: dict[tuple[str, str], Pieces] = {}
        self._told: dict[tuple[str, str], Told] = {}
        self._slugs: dict[str, dict[str, Problem]] = {}
        self.lightly = False
        """Whether the texts of pages are read when they are asked for."""
        self._is_ahead = False
        self._names: dict[str, bytes] = {}
        """By path, as Pelican has it: no `Path` is made for each question."""
        self._outlines: dict[str, bytes] = {}
        self._last: tuple[bytes, Body | None] = b"", None
        self._former: dict[tuple[str, str], Former | None] = {}
        title = self._backlink(project.config.source)
        if title:
            self.pages.parser.call_backlinks(title)

    def site(self, language: Language) -> Catalog:
        """The catalog of theme strings, site settings and topic names, as it is published."""
        config = self.project.config
        if language is config.source and language not in config.catalogued:
            return Catalog("")
        if language.tag not in self._sites:
            self._sites[language.tag] = self._site(language)
        return self._sites[language.tag]

    def of(self, page: SourcePage, language: Language) -> tuple[Catalog, Pieces]:
        """A page's catalog without the messages that must not be published, and the page."""
        return self.catalog(page, language), self._judge(page, language)[1]

    def catalog(self, page: SourcePage, language: Language) -> Catalog:
        """The same without the page: what is not rendered yet need not be."""
        key = language.tag, page.domain
        if key not in self._published:
            catalog, said = self._verdict(page, language)
            for one, problems in said:
                self._warn(one, problems)
            base = self.project.config.language(language.base)
            if base:
                catalog = catalog.without(self.catalog(page, base).fuzzy)
            slugs = self._check_slug(page, language, catalog)
            self._published[key] = catalog.without(self._refuse(catalog, slugs))
        return self._published[key]

    def coverage(self, page: SourcePage, language: Language) -> tuple[Coverage, date | None]:
        """How much of a page is published in a language, and since when parts of it are stale.

        That is the day of the source which the stale messages follow, if they agree.
        """
        told = self._told.get((language.tag, page.domain))
        if told:
            return told.coverage, told.followed
        return _counted(page, self.catalog(page, language))

    def judged(self, page: SourcePage, language: Language) -> Judged:
        """The same as far as no other page has to do with it: quick, for a text being written."""
        return self._judge(page, language)

    def parallel(self, page: SourcePage, language: Language) -> Pieces:
        """A page in the source language and another one, side by side."""
        key = language.tag, page.domain
        if key not in self._parallels:
            self._parallels[key] = self._pair(page, language)
        return self._parallels[key]

    def forget(self, path: Path, domain: str, language: Language) -> None:
        """Leave what was made of a page in a language, to be made anew of what is on disk."""
        self.pages.forget(path)
        self.store.forget(language, domain)
        key = language.tag, domain
        for made in (self._judged, self._published, self._parallels, self._told):
            made.pop(key, None)

    def read_ahead(self) -> None:
        """Read, judge and render every page in several processes, where that helps."""
        if self._is_ahead:
            return
        self._is_ahead = True
        self.learn_words()
        paths, wanted, cache = self.pages.paths, self.project.config.processes, self.pages.cache
        for language in self.project.config.translations:
            self.site(language)
        facts = self._facts()
        keys = {path: self._key(path, facts) for path in paths}
        self._names = {str(path): key for path, key in keys.items()}
        kept = dict[Path, Kept | None]()
        for path, key in keys.items():
            record = cache.find(key)
            kept[path] = cache.read(key, record, Kept)
            self._outlines[str(path)] = said_in(record) if kept[path] else b""
        missing = [path for path, one in kept.items() if one is None]
        if not facts and not is_shared(len(missing), wanted):
            return

        def work(number: int) -> Made | dict[bytes, bytes]:
            path = missing[number]
            made = self._make(path)
            return self._records(path, made, facts) if made.keeps else made

        answers = shared(work, len(missing), wanted)
        for path in paths:
            known, new = kept.pop(path), None
            if known is None:
                new = next(answers)
            if isinstance(new, dict):
                for key, record in new.items():
                    cache.keep(key, record)
                record = new[keys[path]]
                known = cache.read(keys[path], record, Kept)
                self._outlines[str(path)] = said_in(record)
            if known:
                cache.use(cache.below(keys[path], name) for name in known.texts)
                text = None if self.lightly else partial(self.text, path)
                self._take(path, known.made(text))
            elif isinstance(new, Made):
                self._take(path, new)

    def _records(self, path: Path, made: Made, facts: bytes) -> Made | dict[bytes, bytes]:
        """What is kept of a page, by its keys; the page itself if it is not."""
        key, cache = self._names[str(path)], self.pages.cache
        if not key or key != self._key(path, facts):  # it was saved meanwhile
            return made
        found = {key: cache.record(key, Kept.of(made))}
        for name, text in made.texts.items():
            own = cache.below(key, name)
            found[own] = cache.record(own, text)
        return found if all(found.values()) else made

    def text(self, path: Path, name: str) -> Body:
        """A text of a page by its name, which `name_of_text` gives.

        Raises `BilingualError` where it is gone, and its file has changed.
        """
        cache, key = self.pages.cache, self._names[str(path)]
        own = cache.below(key, name)
        if own != self._last[0]:  # a page asks for it several times
            self._last = own, cache.get(own, Body)
        if self._last[1] is not None:
            return self._last[1]
        # The cache is gone, or another build had no use for it.
        again = Publication(self.project, Notes(), lambda *_: None)
        again.learn_words()
        texts = again._make(path).texts
        if name not in texts or key != self._key(path, self._facts()):
            raise BilingualError(
                "The file has changed while the site was built.",
                self.project.shown(path),
                "Build the site again.",
            )
        return texts[name]

    def name_of(self, path: str) -> bytes:
        """What stands for all that a source file becomes by itself; empty if it is not known."""
        return self._names.get(path, b"")

    def outline_of(self, path: str) -> bytes:
        """What stands for that without its texts; empty if it is not known."""
        return self._outlines.get(path, b"")

    def _take(self, path: Path, one: Made) -> None:
        self.pages.take(path, one.page, one.source)
        languages = {one.tag: one for one in self.project.config.translations}
        for tag, (judged, parallel, catalog, told, errors) in one.languages.items():
            assert isinstance(one.page, SourcePage)
            key = tag, one.page.domain
            self._judged[key], self._told[key] = judged, told
            if parallel:
                self._parallels[key] = parallel
            self.store.give(languages[tag], one.page.domain, catalog, errors)
            for error in errors:
                self.notes.note(error)

    def _facts(self) -> bytes:
        """A name for all that pages are made of besides their own files; empty if not known."""
        project, pages = self.project, self.pages
        facts = pages.facts()
        strings = [
            (one.tag, self._backlink(one), self.site(one).translation((None, NOT_TRANSLATED)))
            for one in (project.config.source, *project.config.translations)
        ]
        try:
            lists = [self.store.exceptions(one) for one in project.config.translations if one.base]
            files = [terms_file(project, one) for one in project.config.translations]
            terms = [one.read_bytes() if one.is_file() else b"" for one in files]
        except (BilingualError, OSError):
            return b""
        return pages.cache.digest(facts, strings, lists, terms) if facts else b""

    def _key(self, path: Path, facts: bytes) -> bytes:
        """A name for all that one page is made of; empty if not known."""
        if not facts:
            return b""
        try:
            domain = self.project.domain_of(path)
            catalogs = [self.store.sum(one, domain) for one in self.project.config.translations]
            return self.pages.cache.digest("made", facts, self.pages.inputs(path), catalogs)
        except (BilingualError, OSError):
            return b""

    def _make(self, path: Path) -> Made:
        """Everything that a source file becomes, and nothing that another one has to do with."""
        try:
            page = self.pages.read(path)
        except BilingualError as error:
            return Made(error)
        source, languages = self.pages.pieces(page), dict[str, Translated]()
        config = self.project.config
        for language in config.translations if self.pages.is_translated(page) else ():
            catalog, pieces, said = self._judge(page, language)
            parallel = (
                self._pair(page, language).judged() if self.is_paired(page, language) else None
            )
            own = self.store.catalog(language, page.domain)
            keys = dict.fromkeys(one.key for one in page.document.segments)
            told = Told(*_counted(page, catalog), list(check_step(own, keys, language)))
            if not self._needs_all:
                catalog, own = (_in_front(page, one) for one in (catalog, own))
            judged = catalog, pieces.judged(), said
            languages[language.tag] = judged, parallel, own, told, self.notes.withdraw()
        for language in config.translations:
            self.store.forget(language, page.domain)
            self._judged.pop((language.tag, page.domain), None)
        self.pages.forget(path)
        document = page.document.rendered(whole=self._needs_all)
        return Made(replace(page, document=document), source.judged(), languages)

    @property
    def _needs_all(self) -> bool:
        """Whether anybody looks at the messages of a text once it is rendered."""
        config = self.project.config
        return config.preview or bool(config.since) or any(one.base for one in config.translations)

    def is_paired(self, page: SourcePage, language: Language) -> bool:
        """Whether there is a parallel page of a page."""
        return self.project.config.parallel and not language.base and page.public

    def learn_words(self) -> None:
        """Give the source pages the glossary in every language, as far as it is published."""
        self._learn_words()
        if self._piecemeal:
            self._made_of = self._facts()

    def _learn_words(self) -> None:
        pages = self.pages
        if not pages.glossary or len(pages.words) > 1:
            return
        entries = read_meanings(pages.glossary.document)
        for language in self.project.config.translations:
            tag = language.tag
            file = pages.in_files(tag).get(pages.glossary.domain)
            if file:  # its terms are other ones than the source's: nobody has put them together
                try:
                    pages.words[tag] = vocabulary(
                        read_meanings(pages.whole(file).document, beginning(tag)), tag
                    )
                except BilingualError as error:
                    self.notes.note(error)
            else:
                catalog, _, _ = self._judge(pages.glossary, language)
                stale = {one for one in catalog.messages if catalog.is_stale(one)}
                pages.words[tag] = vocabulary(entries, tag, catalog.without(stale).look_up)

    def steps(
        self, language: Language, only: Collection[str] = ()
    ) -> Iterator[tuple[str, Catalog, list[LinedProblem]]]:
        """The catalogs of a language as wholes: domain, catalog, and what is wrong with it.

        Those of the domains in `only`, all of them if it is empty.
        """
        files = self.pages.in_files(language.tag)
        for domain, located in self._wanted.items():
            if domain in files or (only and domain not in only):
                continue
            catalog, told = self.store.catalog(language, domain), (language.tag, domain)
            if self.store.is_broken(language, domain):
                continue
            if told in self._told:
                yield domain, catalog, self._told[told].faults
            else:
                keys = dict.fromkeys(segment.key for _, segment in located)
                yield domain, catalog, list(check_step(catalog, keys, language))

    def out_of_step(self, language: Language) -> str:
        """How many catalogs of a language are damaged or behind the source; empty for none."""
        faults = [faults for _, _, faults in self.steps(language)]
        behind = sum(map(bool, faults))
        wrong = sum(any(each.severity == ERROR for _, each in one) for one in faults)
        if not behind:
            return ""
        errors = f", {wrong} of them with errors" if wrong else ""
        text = f"{language.name}: of {len(faults)} catalogs {behind} are missing, damaged or behind"
        return f"{text} the source{errors}. Run bilingual update; bilingual check says more."

    @cached_property
    def _wanted(self) -> dict[str, list[Located]]:
        """The messages of each domain, in order."""
        return wanted(self.project, self.pages, Notes())  # who reads pages tells of them

    def _site(self, language: Language) -> Catalog:
        catalog = self.store.catalog(language, DOMAIN)
        base = self.project.config.language(language.base)
        keys = set[Key]()
        if base:  # what is wrong in both scripts has been said
            keys = self.site(base).fuzzy - catalog.fuzzy
            catalog = catalog.without(keys)
        if is_foreign(catalog, language):
            keys = {*catalog.messages}
        else:
            large = self._refuse(catalog, list(check_sizes(catalog)))
            catalog = catalog.without(large)
            keys |= large | self._refuse(catalog, list(check_site(catalog)))
        return self.store.without(language, DOMAIN, keys) if keys else catalog

    def _judge(self, page: SourcePage, language: Language) -> Judged:
        """A page and its catalog as far as other pages have nothing to do with it."""
        key = language.tag, page.domain
        if key not in self._judged:
            self._judged[key] = self._make_judged(page, language)
        return self._judged[key]

    def _verdict(self, page: SourcePage, language: Language) -> tuple[Catalog, Said]:
        """The same without the page; what an earlier run has judged is not rendered again."""
        if not self._made_of:
            catalog, _, said = self._judge(page, language)
            return catalog, said
        base = self.project.config.language(language.base)
        keys = [self.store.key(one, page.domain) for one in (language, base) if one]
        inputs = self._made_of, self.pages.key(page), *keys, language.tag
        catalog = self._own(page, language)

        def judge() -> list[tuple[Key, Problem]]:
            found = list[tuple[Key, Problem]]()
            for one, problems in self._judge(page, language)[2]:
                keys = {id(message): key for key, message in one.messages.items()}
                found += ((keys[id(message)], problem) for message, problem in problems)
            return found

        verdict = self.pages.cache.memo("verdict", inputs, list[tuple[Key, Problem]], judge)
        problems = [(catalog.messages[key], problem) for key, problem in verdict]
        refused = _refused(catalog, problems)
        return catalog.without(refused), [(catalog, problems)] if problems else []

    def _own(self, page: SourcePage, language: Language) -> Catalog:
        """A page's catalog as far as it is judged at all."""
        catalog = self.store.catalog(language, page.domain)
        base = self.project.config.language(language.base)
        if base:  # what is wrong in both scripts has been said
            catalog = catalog.without(self._verdict(page, base)[0].fuzzy)
        if is_foreign(catalog, language):
            catalog = catalog.without(catalog.messages)
        if any(map(catalog.is_stale, catalog.messages)):
            catalog = catalog.without(_unmarked(self.pages.whole(page), catalog))
        return catalog

    def _make_judged(self, page: SourcePage, language: Language) -> Judged:
        page, catalog = self.pages.whole(page), self._own(page, language)
        said: Said = []
        if problems := list(check_sizes(catalog)):
            said.append((catalog, problems))
            catalog = catalog.without(_refused(catalog, problems))
        pieces = self._render(page, language, catalog)
        locales = self.project.config.source.locale, language.locale
        source = self.pages.pieces(page)
        if problems := list(check_page(page.document, source, pieces, catalog, locales)):
            said.append((catalog, problems))
            keys = _refused(catalog, problems)
            catalog = catalog.without(keys)
            if keys or self.project.config.preview:
                pieces = self._render(page, language, catalog, said)
        if any(map(catalog.is_stale, catalog.messages)):  # as it is printed
            pieces = self._render(page, language, catalog, said, catalog.is_stale)
        return catalog, pieces, said

    def _refuse(self, catalog: Catalog, problems: Judgement) -> set[Key]:
        """Tell what is wrong, and give the keys of the messages that are not published."""
        if problems:
            self._warn(catalog, problems)
        return _refused(catalog, problems)

    def _check_slug(self, page: SourcePage, language: Language, catalog: Catalog) -> Judgement:
        segment = slug_of(page)
        text = catalog.look_up(segment) if segment else None
        if not segment or text in (None, segment.msgid) or self.project.config.neutral:
            return []
        assert text
        problems = list(check_slug(text, language.tag))
        if not problems:
            taken = self._taken(language).get(page.domain)
            problems = [taken] if taken else []
        return [(catalog.messages[segment.key], one) for one in problems]

    def _taken(self, language: Language) -> dict[str, Problem]:
        """The pages whose slug in a language is that of another page, by domain."""
        if language.tag not in self._slugs:
            searched = self.project.config.search
            reserved = {"search": phrase("the search page")} if searched else {}
            if any(one.is_issue for one in self.pages.all()):
                reserved[NEWSLETTERS] = phrase("the list of newsletters")
            self._slugs[language.tag] = refused(self._addresses(language), reserved)
        return self._slugs[language.tag]

    def _addresses(self, language: Language) -> Iterator[Address]:
        for page in self.pages.all():
            shape = str(self.project.settings.get(f"{page.address_kind}_SAVE_AS", ""))
            segment = slug_of(page)
            if "{date" in shape:  # the same slug on another day is another address
                continue
            file = self.pages.in_files(language.tag).get(page.domain)
            if file:
                yield Address(page.domain, shape, file.slug, file.slug)
                continue
            catalog = self.store.catalog(language, page.domain)
            text = (catalog.look_up(segment) if segment else None) or page.slug
            valid = text != page.slug and not any(check_slug(text, language.tag))
            given = (as_slug(text, language.tag) if valid else None) or page.slug
            former = frozenset(page.former_slugs(language.tag)) - {given, page.slug}
            yield Address(page.domain, shape, page.slug, given, former)

    def _render(
        self,
        page: SourcePage,
        language: Language,
        catalog: Catalog,
        said: Iterable[tuple[Catalog, Judgement]] = (),
        is_stale: Callable[[Key], bool] = lambda _: False,
    ) -> Pieces:
        config = self.project.config
        target = Target(
            catalog.look_up,
            config.source.tag,
            self.pages.pieces(page).body.anchors,
            self.backlink(language),
            language.locale,
            is_stale,
            self.marks(page, language, catalog, said),
        )
        explain = self.pages.explainer(page, language)
        return self.pages.parser.render_page(page.document, target, explain)

    def former(self, page: SourcePage, language: Language) -> Former | None:
        """The page in the revision that the build compares with; None without, or if it is new."""
        project, since = self.project, self.project.config.since
        path = self.store.path(language, page.domain)
        key = language.tag, page.domain
        if since and not language.base and key not in self._former:
            text = file_at(project.root, since, page.document.path)
            then = file_at(project.root, since, project.shown(path))
            try:
                source = self.pages.parser.parse(text, page.document.path, project.config.fields)
                script = self.store.script(language)
                catalog = read_catalog(path, path.name, script=script, data=then.encode())
                keys = dict.fromkeys(one.key for one in source.segments)
                self._former[key] = Former(keys, catalog) if text else None
            except BilingualError:  # it was broken then, and says nothing
                self._former[key] = None
        return self._former.get(key)

    def marks(
        self,
        page: SourcePage,
        language: Language,
        catalog: Catalog,
        said: Iterable[tuple[Catalog, Judgement]] | None = None,
    ) -> Note | None:
        """In the preview: what marks a page's texts, with what the check has `said` of each.

        Without that, it marks those alone that have changed.
        """
        former, link = self.former(page, language), self.project.config.edit_link(catalog.path)
        if not self.project.config.preview:
            return None
        keys, told = {one.key for one in page.document.segments}, dict[int, list[Phrase | str]]()
        for _, problems in said or ():
            for message, problem in problems:
                told.setdefault(message.line, []).append(problem.said)

        def mark(one: Segment) -> Element | None:
            change = former.change(one, keys, catalog) if former else None
            message = catalog.messages.get(one.key)
            texts = told.get(message.line, ()) if message else ()
            return note(one, catalog, link, change, texts) if change or said is not None else None

        return mark

    def _pair(self, page: SourcePage, language: Language) -> Pieces:
        first = self.project.config.source
        catalog, _, _ = self._judge(page, language)
        translate = Parallel(
            catalog.look_up,
            first.tag,
            language.tag,
            self.site(language).translation((None, NOT_TRANSLATED)) or "—",
            self.pages.pieces(page).body.anchors,
            (first.locale, language.locale),
            self.backlink(language),
            self.project.config.target_first,
            catalog.is_stale,
            self.marks(page, language, catalog),
        )
        explain = self.pages.explainer(page, first)
        return self.pages.parser.render_page(self.pages.whole(page).document, translate, explain)

    def backlink(self, language: Language) -> Title | None:
        """What links back from footnotes are called in a language; None without a translation."""
        text = self._backlink(language)
        return (lambda number: text.replace("{}", str(number))) if text else None

    def _backlink(self, language: Language) -> str | None:
        title = self.pages.parser.backlink_title
        return self.site(language).translation((None, title)) if title else None


def _counted(page: SourcePage, catalog: Catalog) -> tuple[Coverage, date | None]:
    keys = [one.key for one in page.document.segments]
    found = coverage(keys, catalog)
    return found, catalog.followed(keys) if found.stale else None


def _in_front(page: SourcePage, catalog: Catalog) -> Catalog:
    """A catalog with the messages of the front matter alone: the title's, the address's."""
    keys = {one.key for one in page.document.plain}
    kept = {key: one for key, one in catalog.messages.items() if key in keys}
    return replace(catalog, messages=kept)


def _refused(catalog: Catalog, problems: Judgement) -> set[Key]:
    """The keys of the messages that are not published."""
    bad = {id(message) for message, problem in problems if problem.severity == ERROR}
    return (
        {key for key, message in catalog.messages.items() if id(message) in bad} if bad else set()
    )


def _unmarked(page: SourcePage, catalog: Catalog) -> set[Key]:
    """The keys of stale messages that also stand where no element can be marked: in attributes."""
    return {
        one.key
        for one in page.document.segments
        if catalog.is_stale(one.key) and (one.place is None or one.place.quote)
    }


def slug_of(page: SourcePage) -> Segment | None:
    """The segment of a page's address, if translators are asked for it."""
    return next((one for one in page.document.plain if one.msgctxt == "slug"), None)

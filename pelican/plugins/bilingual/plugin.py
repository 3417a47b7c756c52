"""Joins the plugin to Pelican; the only importer of `pelican.signals`."""

from __future__ import annotations

import atexit
import gc
import logging
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any
from weakref import ref

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.log import console
from pelican.urlwrappers import Category

from pelican.plugins import signals  # type: ignore[attr-defined] # Pelican carries no types

from .catalog.store import doubled
from .errors import BilingualError, ContentError, SettingsError
from .language.characters import printable
from .language.cldr import Locale
from .language.profile import filters
from .project.cache import FOLDER, Cache
from .project.files import SUFFIXES
from .project.output.integrity import SUMS, spelled_out
from .project.output.signature import check_key
from .project.output.staging import NO_ROOM, Staging, cannot_write
from .project.output.standstill import Said, Standstill
from .project.read import read_project
from .project.setting import SETTING, place
from .project.theme import set_theme
from .project.urls import SUBSITES, NeutralUrl, absolute, set_subsites, set_urls
from .publish.facts import of_settings
from .publish.generator import EditionsGenerator
from .publish.release import static_files
from .publish.run import KEY, Run
from .publish.writer import EditionWriter
from .site.build import Build, log_warning
from .site.core import guard, pages_by_path, settings_file
from .site.given import share
from .site.links import (
    attach_files,
    check_addresses,
    check_links,
    links_to_drafts,
    redirects,
)
from .site.reader import BilingualReader
from .site.topics import at_the_source
from .site.versioner import Versioner

logger = logging.getLogger(__name__)
SELDOM = 500_000, 50, 100
"""When Python looks for garbage in a build: what a site is made of is none until it is written."""


def in_words(record: logging.LogRecord) -> bool:
    """Log filter: errors that say by themselves what is wrong come without a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        error = cannot_write(str(error.filename or "output"), error)
    if isinstance(error, BilingualError):
        record.msg, record.args, record.exc_info = "%s", (printable(str(error)),), None
    return True


def refused(record: logging.LogRecord) -> bool:
    """Log filter: what the core refuses to publish is an error of the build, said once."""
    content = next((one for one in record.args or () if isinstance(one, Content)), None)
    if record.levelno != logging.ERROR or content is None or KEY not in content.settings:
        return True
    build = _run(content.settings).build
    build.doubt(ContentError(record.getMessage(), build.project.shown(content.source_path)))
    return False


def register() -> None:
    """Be asked when a site's settings are known; called once by Pelican."""
    atexit.register(gc.freeze)  # the system takes a site's memory back quicker, as a whole
    signals.initialized.connect(join)


def join(pelican: Any) -> None:
    """Take part in a site that has `BILINGUAL`; leave every other alone."""
    site = SETTING in pelican.settings
    for signal, receiver in (
        (signals.get_generators, begin),
        (signals.readers_init, add_readers),
        (signals.article_generator_pretaxonomy, add_article_versions),
        (signals.article_generator_finalized, settle_topics),
        (signals.page_generator_finalized, add_page_versions),
        (signals.all_generators_finalized, check),
        (signals.get_writer, writer),
        (signals.feed_generated, identify_feed),
        (signals.finalized, publish),
    ):
        (signal.connect if site else signal.disconnect)(receiver)
    if site:
        logging.getLogger("pelican.contents").addFilter(refused)
        logging.getLogger("pelican").addFilter(in_words)
        prepare(pelican)
    else:
        # Pelican loads every plugin that is installed where PLUGINS says nothing.
        level = logging.WARNING if pelican.settings.get("PLUGINS") else logging.INFO
        hint = f"Set {SETTING} = {{'languages': {{'en': 'English', 'tk': 'Türkmençe'}}}}."
        logger.log(level, "bilingual does nothing without its languages. %s", hint)


def _run(settings: Mapping[str, Any]) -> Run:
    run: Run = settings[KEY]
    return run


def prepare(pelican: Any) -> None:
    """Settle the URLs and the theme; settings given on the command line are known by now."""
    project = read_project(pelican.settings, settings_file(pelican.settings))
    config = project.config
    guard(pelican, lambda run: _run_if_changed(pelican, run))
    set_theme(pelican.settings)
    pelican.theme = pelican.settings["THEME"]  # read before plugins are asked
    _know_filters(pelican.settings, config.source.locale)
    kept = [] if config.keeps_addresses else set_urls(pelican.settings, config.source.tag)
    if kept:
        logger.warning(
            "%s: With 'addresses': 'editions' these lists are in %s alone. With 'addresses': 'site'"
            " each language has all lists.",
            ", ".join(kept),
            config.source.name,
        )
    if config.keeps_addresses and SUBSITES in pelican.settings:
        set_subsites(pelican.settings)
    if config.neutral:
        pelican.settings["TAG_URL"] = NeutralUrl(pelican.settings["TAG_URL"])
    if config.signing_key:
        try:
            check_key(config.signing_key)
        except BilingualError as error:
            raise SettingsError(
                f"{SETTING}['signing_key'] names {config.signing_key}. {error.what}",
                place(project.file, "signing_key"),
                error.remedy,
            ) from None
    _settle(pelican.settings)


def _settle(settings: dict[str, Any]) -> None:
    """Say which of Pelican's settings cannot hold for every language, and why."""
    if settings["CACHE_CONTENT"] or settings["LOAD_CONTENT_CACHE"]:
        settings["CACHE_CONTENT"] = settings["LOAD_CONTENT_CACHE"] = False
        logger.warning(
            "CACHE_CONTENT and LOAD_CONTENT_CACHE are taken for False: Pelican's cache does not see"
            " when a catalog has changed."
        )
    if settings["TYPOGRIFY"]:
        logger.warning(
            "TYPOGRIFY changes the source language alone: it knows English quotation marks only."
            " Translations keep the characters that translators write."
        )
    # Dates are written in the language of the page, whatever locales the system has.
    settings["DATE_FORMATS"] = {
        lang: form[-1] if isinstance(form, tuple) else form
        for lang, form in settings["DATE_FORMATS"].items()
    }


def _run_if_changed(pelican: Any, run: Callable[[], None]) -> None:
    """Do a run, unless the site is as the last one has left it: then say again what that said."""
    settings = pelican.settings
    project = read_project(settings, settings_file(settings))
    config, given = project.config, settings["THEME_TEMPLATES_OVERRIDES"]
    sources = [project.file, project.content, config.catalogs, Path(settings["THEME"])]
    sources += [project.root / one for one in (*given, ".git/config", ".git/HEAD")]
    sources += [config.signing_key] if config.signing_key else []
    cache = Cache(project.root / FOLDER if config.cache else None)
    told = of_settings(settings, len(pelican.plugins) == 1, cache)
    facts = told, cache.digest(config, date.today()), b"" if config.since else b"x"
    still = Standstill(cache, sources, Path(settings["OUTPUT_PATH"]), *facts)
    if still.said is not None:
        for name, level, text in still.said:
            logging.getLogger(name).log(level, "%s", text)
        console.print("Done: Nothing has changed since the last build.")
        return
    warnings = Warnings()
    logging.getLogger("pelican").addHandler(warnings)
    often = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        run()
    finally:
        gc.set_threshold(*often)
        logging.getLogger("pelican").removeHandler(warnings)
        if KEY in settings:  # a run that found a fault has made results, too
            _run(settings).build.cache.close()
    still.note(warnings.said)


class Warnings(logging.Handler):
    """Keeps what the next build would have to say, too."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[Said] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a record."""
        self.said.append((record.name, record.levelno, record.getMessage()))


def _know_filters(settings: dict[str, Any], locale: Locale) -> None:
    """Let the core, too, compile templates that use our filters; it prints none of them."""
    settings["JINJA_FILTERS"] = {**filters(locale), **settings["JINJA_FILTERS"]}
    environment = settings["JINJA_ENVIRONMENT"]
    extensions = dict.fromkeys([*environment.get("extensions", ()), "jinja2.ext.i18n"])
    settings["JINJA_ENVIRONMENT"] = {**environment, "extensions": list(extensions)}


def begin(pelican: Any) -> type[EditionsGenerator]:
    """Start a run, the first or one of autoreload's: fresh state, and output kept apart."""
    build = Build(pelican.settings)
    staging = Staging(Path(pelican.settings["OUTPUT_PATH"]), build.project.root, build.cache)
    alone = len(pelican.plugins) == 1
    changed = pelican.settings["TYPOGRIFY"] or not alone or _has_listeners()
    build.publication.lightly = not changed and not build.config.preview
    pelican.settings[KEY] = Run(build, staging, alone)
    pelican.output_path = str(staging.path)
    return EditionsGenerator


def _has_listeners() -> bool:
    """Whether anybody else is told of pages, as code of the site's settings may be."""
    every = [one for one in vars(signals).values() if isinstance(one, signals.Signal)]
    found = (receiver for one in every for receiver in one.receivers.values())
    told = (one() if isinstance(one, ref) else one for one in found)
    return any(not getattr(one, "__module__", "").startswith("pelican.") for one in told if one)


def add_readers(readers: Any) -> None:
    """Read Markdown with the block stage and the inline stage apart."""
    build = _run(readers.settings).build
    for suffix in SUFFIXES:
        readers.reader_classes[suffix[1:]] = lambda settings: BilingualReader(settings, build)


def add_article_versions(generator: ArticlesGenerator) -> None:
    """Make every article's versions before Pelican sorts them into topics."""
    settings = generator.settings
    for sources, translations in (
        (generator.articles, generator.translations),
        (generator.hidden_articles, generator.hidden_translations),
        (generator.drafts, generator.drafts_translations),
    ):
        for article in (*sources, *translations):
            if not hasattr(article, "category"):  # the core and themes take it for granted
                category = Category(settings["DEFAULT_CATEGORY"], settings)
                article.category = article.metadata["category"] = category
        _add_versions(generator, sources, translations)


def add_page_versions(generator: PagesGenerator) -> None:
    """Make every page's versions."""
    for sources, translations in (
        (generator.pages, generator.translations),
        (generator.hidden_pages, generator.hidden_translations),
        (generator.draft_pages, generator.draft_translations),
    ):
        _add_versions(generator, sources, translations)


def _add_versions(generator: Any, sources: Iterable[Content], translations: list[Content]) -> None:
    run = _run(generator.settings)
    versioner = Versioner(run.build, generator.context)
    known = {*map(id, sources), *map(id, translations)}
    for content in (*sources, *translations):
        if hasattr(content, "bilingual"):
            continue  # it is a file of a page that is made
        versions = versioner.make(content)
        made = (one.pelican for one in versions.languages.values())
        new = [one for one in made if id(one) not in known]
        translations.extend(new)
        known.update(map(id, new))
        versions.made += (
            (one, dict(vars(one.pelican)))
            for one in (*versions.languages.values(), *versions.parallels.values())
        )
        run.versions.append(versions)


def settle_topics(generator: ArticlesGenerator) -> None:
    """Leave the core the source's lists; none where editions write them, in their own places."""
    build = _run(generator.settings).build
    kept = build.config.keeps_addresses
    generator.tags = at_the_source(generator.tags, build) if kept else {}


def check(generators: list[Any]) -> None:
    """Find what must not be published, before anything is written."""
    context, run = generators[0].context, _run(generators[0].settings)
    build = run.build
    for one in run.versions:
        share(one)
        attach_files(one)
        if not build.config.preview:  # which makes versions anew
            one.made.clear()
    build.notes.raise_noted()
    folder = Path(context["PATH"])
    for path in sorted(path for path, one in pages_by_path(context).items() if one is None):
        where = build.project.shown(folder / path)
        error = BilingualError("Pelican could not read the page, as it says above.", where)
        build.doubt(error)
    pages = [
        (version.url, version)
        for one in run.versions
        for version in (*one.languages.values(), *one.parallels.values())
    ]
    pages += [(one.url, one.version) for each in run.versions for one in redirects(each, build)]
    for error in chain(check_addresses(pages, build), doubled(build.project, build.pages)):
        build.notes.note(error)
    links = (check_links(one, context, build) for one in run.versions)
    for error in chain.from_iterable(links):
        build.doubt(error)
    for one in run.versions:
        for error in links_to_drafts(one, context, build):
            log_warning(error)
    (editions,) = (one for one in generators if isinstance(one, EditionsGenerator))
    editions.gather(generators)
    build.notes.raise_noted()
    if build.config.formats and not build.config.preview:
        editions.surroundings.release.write_copies(static_files(context))
    for language in build.config.targets:
        out_of_step = build.publication.out_of_step(language)
        if out_of_step:
            log_warning(out_of_step)
    if build.config.parallel and (alone := _unpaired(run)):
        log_warning(alone)
    for path in build.store.unused():
        log_warning(
            f"{path}: there is no page for this catalog. Rename it after its page, or delete it."
        )


def _unpaired(run: Run) -> str:
    """How many pages have no parallel page, as a file of their own translates them."""
    count = sum(
        version.file is not None and version.lang != one.page.lang
        for one in run.versions
        for version in one.languages.values()
        if one.page
    )
    if not count:
        return ""
    return (
        f"Translations in files of their own, which have no parallel page: {count}."
        " bilingual import makes catalogs of them, and so parallel pages."
    )


def writer(pelican: Any) -> type[EditionWriter]:
    """Write every page in its own language."""
    return EditionWriter


def identify_feed(context: dict[str, Any], feed: Any) -> None:
    """Give a feed its language and an id of its own."""
    language = context.get("language")
    if language is None:
        return
    siteurl = context["SITEURL"] if "://" in context["SITEURL"] else ""
    feed.feed["language"] = language.tag
    feed.feed["id"] = absolute(siteurl, context["feed_url"]) or _urn(context["feed_url"])
    if not siteurl:
        for item in feed.items:
            item["unique_id"] = _urn(item["link"])


def _urn(url: str) -> str:
    """An id for what has no address yet."""
    return uuid.uuid5(uuid.NAMESPACE_URL, url).urn


def publish(pelican: Any) -> None:
    """Everything is written: let the new output take the old one's place.

    Raises what was found wrong while pages were written; then the old output stays.
    """
    run: Run = pelican.settings[KEY]
    if not run.build.config.preview:  # which can print its pages again
        del pelican.settings[KEY]
    run.build.notes.raise_noted()
    seal = run.surroundings.release.finish() if run.surroundings else lambda *_: None
    pelican.output_path = pelican.settings["OUTPUT_PATH"]
    kept = run.staging.publish(pelican.settings["OUTPUT_RETENTION"], seal)
    run.build.cache.close(whole=True)
    if run.staging.aside:
        logger.warning(
            "%s: What stood here was a site of Pelican without this plugin. It is now %s: remove it"
            " when nothing in it is missed.",
            run.build.project.shown(Path(pelican.output_path)),
            run.build.project.shown(run.staging.aside),
        )
    for name in kept:
        logger.warning(
            "%s: No build has written this, so it stays, and %s says so. Name it in"
            " OUTPUT_RETENTION, or remove it.",
            spelled_out(run.build.project.shown(Path(pelican.output_path) / name)),
            SUMS,
        )

"""Joins the plugin to Pelican; the only importer of `pelican.signals`."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.contents import Content
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.urlwrappers import Category

from pelican.plugins import signals  # type: ignore[attr-defined] # Pelican carries no types

from .errors import BilingualError, ContentError
from .language.cldr import Locale
from .language.profile import filters
from .project.files import SUFFIXES
from .project.signature import check_key
from .project.staging import NO_ROOM, Staging, cannot_write
from .project.urls import NeutralUrl, absolute, set_urls
from .publish.generator import EditionsGenerator
from .publish.release import Release, static_files
from .publish.writer import EditionWriter
from .site.links import check_addresses, check_links, redirects
from .site.reader import ATTRIBUTE, BilingualReader
from .site.run import KEY, Build
from .site.versions import Versioner, Versions

logger = logging.getLogger(__name__)
_STAGING = "BILINGUAL_STAGING"
_RELEASE = "BILINGUAL_RELEASE"


def one_line(record: logging.LogRecord) -> bool:
    """Log filter: errors that say by themselves what is wrong come without a traceback."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        error = cannot_write(str(error.filename or "output"), error)
    if isinstance(error, BilingualError):
        record.msg, record.args, record.exc_info = "%s", (str(error),), None
    return True


def refused(record: logging.LogRecord) -> bool:
    """Log filter: what the core refuses to publish is an error of the build, said once."""
    content = next((one for one in record.args or () if isinstance(one, Content)), None)
    if record.levelno != logging.ERROR or content is None or KEY not in content.settings:
        return True
    build: Build = content.settings[KEY]
    build.notes.note(ContentError(record.getMessage(), build.project.shown(content.source_path)))
    return False


def register() -> None:
    """Connect to Pelican's signals; called once by Pelican."""
    logging.getLogger("pelican.contents").addFilter(refused)
    logging.getLogger("pelican").addFilter(one_line)
    signals.initialized.connect(prepare)
    signals.get_generators.connect(begin)
    signals.readers_init.connect(add_readers)
    signals.article_generator_pretaxonomy.connect(add_article_versions)
    signals.article_generator_finalized.connect(leave_topics_to_editions)
    signals.page_generator_finalized.connect(add_page_versions)
    signals.all_generators_finalized.connect(check)
    signals.get_writer.connect(writer)
    signals.feed_generated.connect(identify_feed)
    signals.finalized.connect(publish)


def prepare(pelican: Any) -> None:
    """Settle the URLs; settings given on the command line are known by now."""
    set_urls(pelican.settings)
    pelican.settings[KEY] = build = Build(pelican.settings)
    _know_filters(pelican.settings, build.config.source.locale)
    if build.config.neutral:
        pelican.settings["TAG_URL"] = NeutralUrl(pelican.settings["TAG_URL"])
    if build.config.signing_key:
        check_key(Path(build.config.signing_key).expanduser())


def _know_filters(settings: dict[str, Any], locale: Locale) -> None:
    """Let the core, too, compile templates that use our filters; it prints none of them."""
    settings["JINJA_FILTERS"] = {**filters(locale), **settings["JINJA_FILTERS"]}
    environment = settings["JINJA_ENVIRONMENT"]
    extensions = dict.fromkeys([*environment.get("extensions", ()), "jinja2.ext.i18n"])
    settings["JINJA_ENVIRONMENT"] = {**environment, "extensions": list(extensions)}


def begin(pelican: Any) -> type[EditionsGenerator]:
    """Start a run, the first or one of autoreload's: fresh state, and output kept apart."""
    pelican.settings[KEY] = Build(pelican.settings)
    pelican.settings[_STAGING] = staging = Staging(Path(pelican.settings["OUTPUT_PATH"]))
    pelican.output_path = str(staging.path)
    return EditionsGenerator


def add_readers(readers: Any) -> None:
    """Read Markdown with the block stage and the inline stage apart."""
    build = readers.settings[KEY]
    for suffix in SUFFIXES:
        readers.reader_classes[suffix[1:]] = lambda settings: BilingualReader(settings, build)


def add_article_versions(generator: ArticlesGenerator) -> None:
    """Make every article's versions before Pelican sorts them into topics."""
    for sources, translations in (
        (generator.articles, generator.translations),
        (generator.hidden_articles, generator.hidden_translations),
        (generator.drafts, generator.drafts_translations),
    ):
        _add_versions(generator, sources, translations)
    for draft in (*generator.drafts, *generator.drafts_translations):
        if not hasattr(draft, "category"):  # the core takes it for granted
            draft.category = Category(generator.settings["DEFAULT_CATEGORY"], generator.settings)


def add_page_versions(generator: PagesGenerator) -> None:
    """Make every page's versions."""
    for sources, translations in (
        (generator.pages, generator.translations),
        (generator.hidden_pages, generator.hidden_translations),
        (generator.draft_pages, generator.draft_translations),
    ):
        _add_versions(generator, sources, translations)


def _add_versions(generator: Any, sources: Iterable[Content], translations: list[Content]) -> None:
    build: Build = generator.settings[KEY]
    versioner = Versioner(build, generator.context, generator.settings)
    everything = generator.context.setdefault("bilingual_versions", [])
    made: list[Content] = []
    for content in (*sources, *translations):
        if ATTRIBUTE in content.metadata and content.lang == build.config.source.tag:
            versions = versioner.make(content)
            made += [v for v in versions.languages.values() if v is not content]
        else:
            versions = versioner.leave(content)
        everything.append(versions)
    translations.extend(made)


def leave_topics_to_editions(generator: ArticlesGenerator) -> None:
    """Topics are written per language; the core would write the source's a second time."""
    generator.tags = {}


def check(generators: list[Any]) -> None:
    """Find what must not be published, before anything is written."""
    context = generators[0].context
    build: Build = generators[0].settings[KEY]
    build.notes.raise_noted()
    folder = Path(context["PATH"])
    for path in sorted(path for path, one in context["generated_content"].items() if one is None):
        where = build.project.shown(folder / path)
        build.notes.note(
            BilingualError("Pelican could not read the page, as it says above.", where)
        )
    versions: list[Versions] = context["bilingual_versions"]
    pages = [
        (content.url, content)
        for one in versions
        for content in (*one.languages.values(), *one.parallels.values())
    ]
    pages += [(one.url, one.content) for each in versions for one in redirects(each, build)]
    errors: list[Iterable[BilingualError]] = [check_addresses(pages, build)]
    errors += [check_links(one, context, build) for one in versions if one.page]
    for error in chain.from_iterable(errors):
        build.notes.note(error)
    editions = context["bilingual"]
    editions.gather(generators[0].settings[_STAGING].path)
    generators[0].settings[_RELEASE] = editions.release
    build.notes.raise_noted()
    if build.config.formats and not build.config.preview:
        editions.release.write_copies(static_files(context))
    for path in build.store.unused():
        logger.warning(
            "%s: there is no page for this catalog. Rename it after its page, or delete it.", path
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
    pelican.settings[KEY].notes.raise_noted()
    staging: Staging = pelican.settings.pop(_STAGING)
    release: Release = pelican.settings.pop(_RELEASE)
    if not release.config.preview:
        release.finish()
    pelican.output_path = pelican.settings["OUTPUT_PATH"]
    staging.publish(pelican.settings["OUTPUT_RETENTION"])

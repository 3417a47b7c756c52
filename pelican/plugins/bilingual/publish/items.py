"""The page of one article, or of one page of Pelican's: in all runs, and by itself in a preview."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from ..errors import BuildError
from ..project.cache import Cache
from ..project.files import write_text
from ..project.output.folder import contents
from ..project.output.staging import Staging
from ..site.core import settle_address
from ..site.edition import Edition
from ..site.given import share
from ..site.links import attach_files
from ..site.versioner import Versioner
from ..site.versions import Version, Versions
from .run import Run
from .writer import EditionWriter


def settle(version: Version, editions: Mapping[str, Edition]) -> None:
    """Its address changes no more; of its topics it names those that have a page.

    A topic has one where a listed article has it: not one that drafts alone name.
    """
    edition = editions.get(version.lang)
    listed = edition.listed if edition else {}
    version.pelican.tags = [topic for topic in version.tags if topic.slug in listed]
    settle_address(version.pelican)


def write_item(writer: Any, run: Run, item: Version, kind: str) -> None:
    """Write an `article` or a `page`, as the core does; of two languages with their template."""
    assert run.surroundings
    content, settings = item.pelican, run.surroundings.settings
    names = ["parallel.html", f"{kind}.html"] if item.pair else [f"{content.template}.html"]
    edition = run.surroundings.editions.get(item.lang, run.surroundings.source)
    template = edition.templates.get(*names)
    given: dict[str, Any] = {"url": item.url, kind: content}
    if kind == "article":
        given |= {"category": content.category, "blog": True}
    writer.write_file(content.save_as, template, run.context, settings["RELATIVE_URLS"], **given)


class Items:
    """The pages of a run that is over: each can be written again when its catalog has changed."""

    def __init__(self, run: Run, settings: dict[str, Any]) -> None:
        """`settings` are Pelican's, with the run among them."""
        self._run, self._settings = run, settings
        run.build.cache = Cache()  # the run's own is closed
        self._versioner = Versioner(run.build, run.context)
        self._by_domain = {
            one.page.domain: one
            for one in run.versions
            if one.page and one.page is not run.build.pages.glossary
        }

    def write(self, catalogs: Collection[Path]) -> bool:
        """Write the pages of these catalogs into the output, whole ones in the old ones' places.

        Whether that was possible: other pages, another address, and all that is no page's catalog
        need a build. Raises `BuildError` for what cannot be published.
        """
        build, found = self._run.build, dict[tuple[str, str], Versions]()
        for path in catalogs:
            tags = [
                (one.tag, domain)
                for one in build.config.translations
                if (domain := build.store.domain(one, path)) in self._by_domain
            ]
            if not tags:
                return False
            found |= {(tag, domain): self._by_domain[domain] for tag, domain in tags}
        made = [one for (tag, _), versions in found.items() for one in self._renewed(versions, tag)]
        if errors := build.notes.withdraw():
            raise BuildError(errors)
        return all(made) and self._print([one for one in made if one])

    def _renewed(self, versions: Versions, tag: str) -> Iterator[Version | None]:
        """A page made anew in a language, and side by side; None where a build has to do it."""
        before, pair = versions.languages[tag], versions.parallels.get(tag)
        language = before.languages[0]
        if before.file:
            yield None
            return
        self._versioner.renew(versions, language)
        new = [one for one in (versions.languages[tag], versions.parallels.get(tag)) if one]
        gone = [one for one in (before, pair) if one]
        versions.made = [one for one in versions.made if one[0] not in gone]
        versions.made += ((one, dict(vars(one.pelican))) for one in new)
        share(versions)
        attach_files(versions)
        assert self._run.surroundings
        for one in new:
            settle(one, self._run.surroundings.editions)
        yield from new if [one.url for one in new] == [one.url for one in gone] else [None]

    def _print(self, items: Collection[Version]) -> bool:
        run, output = self._run, Path(self._settings["OUTPUT_PATH"])
        with tempfile.TemporaryDirectory() as folder:
            run.staging = staging = Staging(Path(folder) / output.name, run.build.project.root)
            writer = EditionWriter(str(staging.path), self._settings)
            writer.put_off()
            for item in items:
                assert item.versions.page
                run.context["localsiteurl"] = self._settings["SITEURL"]
                write_item(writer, run, item, item.versions.page.kind)
                if not (output / item.pelican.save_as).is_file():
                    return False
            for name, _ in contents(staging.path):
                if name[-1] != "/":  # a figure's data goes with its page
                    write_text(output / name, (staging.path / name).read_bytes().decode())
            staging.discard()
        return True

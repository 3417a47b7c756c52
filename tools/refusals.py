"""How many messages of people's own translations the judge refuses: which may be, is read.

`PYTHONPATH=. .venv/bin/python tools/refusals.py FOLDER …` takes checkouts of books whose Markdown
is translated through gettext catalogs, `po/<language>.po`, as mdbook-i18n-helpers makes them:
google/comprehensive-rust, rust-lang/rust-by-example. Each translated message that is not fuzzy is
judged as a page of one paragraph. Code blocks, lists and the like, which are no message of ours,
are counted apart. `--sample 40` prints so many of the refused messages, chosen by `--seed`,
`--check NAME` those of one check; `--warnings` counts and samples warnings in place of errors.
"""

from __future__ import annotations

import random
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pelican.plugins.bilingual.catalog.catalog import Catalog, Message, read_catalog
from pelican.plugins.bilingual.check.page import check_page, check_wording
from pelican.plugins.bilingual.check.rules import ERROR, WARNING, Problem
from pelican.plugins.bilingual.language.cldr import Locale, parse_locale
from pelican.plugins.bilingual.source.document import Document, Pieces
from pelican.plugins.bilingual.source.parser import Parser
from pelican.plugins.bilingual.source.translation import Source, Target

SOURCE = "en"
EXTENSIONS = ("extra", "smarty", "toc", "admonition", "sane_lists")
"""The Markdown of a site as docs/ describes it."""
PARSER = Parser({"extensions": [*EXTENSIONS]})

Judged = tuple[str, Message, list[Problem]]
"""The language, the message, and what is wrong with it."""


@cache
def page(msgid: str) -> tuple[Document, Pieces] | None:
    """A message as a page, and the page in the source's language; None for what is no paragraph."""
    document = PARSER.parse(msgid, "message.md")
    segments = document.segments
    if len(segments) != 1 or segments[0].msgid != msgid or len(document.body.root) != 1:
        return None
    return document, PARSER.render_page(document, Source())


def judged(message: Message, locale: Locale, tag: str) -> list[Problem] | None:
    """What is wrong with a message; None for one that is no paragraph."""
    made = page(message.msgid)
    if not made:
        return None
    document, source = made
    catalog = Catalog("", {(None, message.msgid): message})
    target = PARSER.render_page(document, Target(catalog.look_up, SOURCE))
    locales = parse_locale(SOURCE), locale
    found = [one for _, one in check_page(document, source, target, catalog, locales)]
    wording = check_wording(catalog, [(None, message.msgid)], tags=(SOURCE, tag))
    return [*found, *(one for _, one in wording)]


def messages(folder: Path) -> Iterator[tuple[str, Message, list[Problem] | None]]:
    """The published messages of all catalogs of a book, judged."""
    for path in sorted(folder.glob("po/*.po")):
        tag = path.stem.replace("_", "-")
        locale = parse_locale(tag)
        for message in read_catalog(path, str(path)).messages.values():
            if message.published and message.msgid:
                yield tag, message, judged(message, locale, tag)


def report(folder: Path, options: Namespace) -> None:
    """Print the figures of one book."""
    severity = WARNING if options.warnings else ERROR
    total, others = 0, 0
    checks, languages, bad = Counter[str](), Counter[str](), list[Judged]()
    for tag, message, problems in messages(folder):
        others += problems is None
        total += problems is not None
        wrong = [one for one in problems or () if one.severity == severity]
        names = {one.check for one in wrong}
        checks.update(names)
        if wrong:
            languages[tag] += 1
        if wrong and (not options.check or options.check in names):
            bad.append((tag, message, wrong))
    refused = languages.total()
    print(f"{folder.name}: {total} messages, {refused} with {severity}s ({refused / total:.2%});")
    print(f"  {others} more are no paragraphs")
    print("  by check: ", ", ".join(f"{name} {count}" for name, count in checks.most_common()))
    print("  by language: ", ", ".join(f"{name} {n}" for name, n in languages.most_common()))
    random.seed(options.seed)
    for tag, message, wrong in random.sample(bad, min(options.sample, len(bad))):
        print(f"\n[{tag}:{message.line}] {message.msgid}\n  => {message.msgstr}")
        for one in wrong:
            print(f"  {one.severity}: {one.text} [{one.check}]")


def main() -> None:
    """Read the arguments, and report on each book."""
    parser = ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("folder", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--check", default="")
    parser.add_argument("--warnings", action="store_true")
    options = parser.parse_args()
    for folder in options.folder:
        report(folder, options)


if __name__ == "__main__":
    main()

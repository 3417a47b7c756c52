"""What the command line can be: one table, of which the parsers and their help are made."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

STATUS = "Exit status: 0 done, 1 wrong input or errors found, 2 wrong usage."
_PAGE = ("page", "PAGE", "a domain (safe-city, pages/about), a content path or a catalog path")
Argument: TypeAlias = Callable[[ArgumentParser], object]
"""Lets a parser take an argument."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, its help, and what runs it."""

    name: str
    run: str
    """The function of `commands` that gets the options, and gives the exit status."""
    summary: str
    """For the list of all commands."""
    description: str
    examples: tuple[str, ...]
    arguments: tuple[Argument, ...] = ()


_COMPLETED = {
    "FILE": {"bash": "_shtab_compgen_files", "zsh": "_files", "tcsh": "f"},
    "DIR": {"bash": "_shtab_compgen_dirs", "zsh": "_files -/", "tcsh": "d"},
}
"""What a shell completes an argument with, as shtab asks parsers for it."""


def _takes(names: str, metavar: str, text: str, **details: Any) -> Argument:
    def add(to: ArgumentParser) -> None:
        action: Any = to.add_argument(*names.split(), metavar=metavar, help=text, **details)
        if metavar in _COMPLETED:
            action.complete = _COMPLETED[metavar]

    return add


def _flag(name: str, text: str) -> Argument:
    return lambda to: to.add_argument(name, action="store_true", help=text)


def _settings(default: str) -> Argument:
    return _takes("-s --settings", "FILE", "Pelican's settings file", default=default)


def _choice(names: str, metavar: str, *values: str) -> Argument:
    text = f"{', '.join(values[:-1])} or {values[-1]}"
    return _takes(names, metavar, text, choices=values, default=values[0])


COMMANDS = (
    Command(
        "new",
        "new_site",
        "make a site, ready to write in and to publish",
        "Make a site in an empty folder: settings, an example of every kind of text, catalogs for\n"
        "each language, locked requirements, and what its host needs to check and publish it.\n"
        "In a folder that was made so, bring the machinery up to this release; what you have\n"
        "changed stays.",
        ("new my-site --languages en,uz --name 'My explainers'", "new ."),
        (
            _takes("folder", "DIR", "the site's folder"),
            _takes("--languages", "TAGS", "BCP 47 tags, the one that you write in first"),
            _takes("--name", "NAME", "the site's name"),
            _choice("--host", "HOST", "github", "gitlab", "codeberg", "none"),
        ),
    ),
    Command(
        "init",
        "start_language",
        "start a language",
        "Make all catalogs of a language, empty, and print the settings line to add.\n"
        "A language that has catalogs is left alone.",
        ("init ru",),
        (_takes("language", "LANG", "BCP 47 tag: ru, uz, pt-BR"),),
    ),
    Command(
        "extract",
        "write_templates",
        "write the templates (.pot) for tools that want them",
        "Write one template for each page, for Weblate, Poedit or msginit.",
        ("extract", "extract --output /tmp/templates"),
        (_takes("-o --output", "DIR", "folder; else 'templates' below the catalogs"),),
    ),
    Command(
        "update",
        "update_catalogs",
        "bring every catalog up to the source",
        "Bring the catalogs of all pages, or of these, up to the source. No translation is\n"
        "lost: what has changed becomes fuzzy, what has gone becomes obsolete. Who has only\n"
        "mended the wording of a page says so: every language stays translated, and reviewed.",
        ("update", "update safe-city pages/about", "update --same-meaning safe-city"),
        (
            _takes(*_PAGE, nargs="*"),
            _flag("--same-meaning", "the texts of these pages say what they said before"),
        ),
    ),
    Command(
        "export",
        "export_files",
        "write tasks, memories and glossaries for other programs",
        "Write what a language has as XLIFF 1.1 (a task for a translator's program, one file a\n"
        "page), as TMX (a memory of what is translated) or as TBX (the terms of terms.csv).\n"
        "These need the extra 'exchange'; 'bilingual import' takes them back. With 'weblate',\n"
        "write the components of a project there, one for each page.",
        ("export safe-city -l tk", "export --format tmx -l tk --output /tmp"),
        (
            _takes(*_PAGE, nargs="*"),
            _choice("--format", "FORMAT", "xliff", "tmx", "tbx", "weblate"),
            _takes("-l --language", "TAG", "needed with several languages"),
            _takes("-o --output", "DIR", "folder; else 'exchange' below the catalogs"),
        ),
    ),
    Command(
        "import",
        "import_files",
        "take translations in files of their own into catalogs",
        "Lay the files that translate pages (x.es.md, or 'Lang: es') beside their sources, block\n"
        "by block, and write what they say into the catalogs; what is in doubt as fuzzy. What\n"
        "has no message is told with its line, and kept. A file that was a page of the site is\n"
        "moved to 'imported' below the language's catalogs. XLIFF that was exported changes what\n"
        "has not changed since; TMX fills in what is missing, as fuzzy; TBX adds proposed terms.",
        (
            "import --dry-run",
            "import safe-city",
            "import --from docs.es --language es",
            "import safe-city.tk.xlf",
        ),
        (
            _takes(
                "page",
                "PAGE",
                "a page, as elsewhere, or a file",
                nargs="*",
            ),
            _takes("--from", "DIR", "a folder of files named as their sources are", dest="folder"),
            _takes("-l --language", "TAG", "the language of the files; else each of the site's"),
            _flag("--machine", "a machine has translated them: their catalogs say so"),
            _flag("--dry-run", "only say what would be done"),
        ),
    ),
    Command(
        "review",
        "review_page",
        "go through a page's messages and mark them reviewed",
        "Show each message of a page that nobody has reviewed yet. Keys: r marks it\n"
        "reviewed, e edits it, s skips it, u makes it fuzzy, b goes back, q stops.\n"
        "Each decision is on disk at once.",
        ("review safe-city", 'review safe-city --language tk --name "Aýna"'),
        (
            _takes(*_PAGE),
            _takes("-l --language", "TAG", "needed with several languages"),
            _takes("-n --name", "NAME", "who reviews; else git's user.name"),
        ),
    ),
    Command(
        "check",
        "check_catalogs",
        "find what is wrong in the catalogs",
        "Check all translations, or those of these pages: links, numbers, terms, spelling.\n"
        "Errors end it with status 1.",
        ("check", "check safe-city --format github"),
        (_takes(*_PAGE, nargs="*"), _choice("--format", "FORMAT", "text", "github", "json")),
    ),
    Command(
        "stats",
        "print_stats",
        "how much is translated, by page and language",
        "Coverage in messages and words, the reviewed share, how many messages are stale (readers\n"
        "see a translation of a slightly different source), and the text that has waited longest\n"
        "for its translators, by git's history of the source.",
        ("stats", "stats --format json"),
        (_choice("--format", "FORMAT", "table", "json"),),
    ),
    Command(
        "weight",
        "print_weights",
        "what each built page weighs",
        "A Markdown table of the pages in the output folder, the heaviest first: their bytes\n"
        "under gzip, the budget of their kind, and how many times their bare text that is: words,\n"
        "and addresses of other sites. Build the site first.",
        ("weight",),
    ),
    Command(
        "changes",
        "print_changes",
        "what has changed since a revision, marked on its pages",
        "Build the preview, mark on each page what has changed since a revision of Git, and print\n"
        "the changed pages as a Markdown table. In its folder, changes.html leads to them.",
        ("changes main", "changes HEAD^1"),
        (_takes("revision", "REV", "a commit, a branch or a tag"),),
    ),
    Command(
        "newsletter",
        "run_newsletter",
        "draft, look at and send issues of the newsletter",
        "new    Draft an issue from what has happened since the last one, by git's history: a\n"
        "       page in content/newsletters/ with its catalogs. Where there is nothing to tell,\n"
        "       nothing is made.\n"
        "build  Build the site, and write an issue's mails beside the output folder (.eml).\n"
        "send   Send an issue to the lists that the settings name: over SMTP, with SMTP_HOST,\n"
        "       SMTP_PORT, SMTP_USER and SMTP_PASSWORD of the environment, or by listmonk, with\n"
        "       LISTMONK_URL, LISTMONK_USER and LISTMONK_PASSWORD. No list gets an issue twice:\n"
        "       newsletters.json, which belongs to the site, says which have it.\n"
        "SITEURL, the site's address, may stand in the environment, too.",
        (
            "newsletter new",
            "newsletter build 3",
            "newsletter send 3 --test me@example.org",
            "newsletter send 3",
        ),
        (
            _takes("action", "ACTION", "new, build or send", choices=("new", "build", "send")),
            _takes("number", "NUMBER", "the issue; else the newest", type=int, nargs="?"),
            _takes("--since", "REV", "new: what has happened since this revision of Git"),
            _takes("--test", "ADDRESS", "send: a copy to this address, and to no list"),
            _flag("--dry-run", "send: only write the mails that would be sent (.eml)"),
            _flag("--force", "send: even if too little of it is translated"),
        ),
    ),
    Command(
        "verify",
        "verify_folder",
        "whether a copy of the site is whole",
        "Compare a folder with its SHA256SUMS: what was altered, missing or added. With the\n"
        "publisher's public key (minisign or OpenSSH) it also says whether the list is theirs.\n"
        "Works offline. Differences end it with status 1.",
        ("verify output", "verify /media/stick/site --key publisher.pub"),
        (
            _takes("folder", "DIR", "the folder that holds the site"),
            _takes("--key", "FILE", "the publisher's public key"),
        ),
    ),
    Command(
        "serve",
        "serve_preview",
        "build, serve on this computer, rebuild on every change",
        "Build the site, serve it on 127.0.0.1, rebuild on every change, and reload the pages\n"
        "that are open. They say what is wrong if a build fails. A text's mark (✎) opens it for\n"
        "writing, and saves it in its catalog; 'Done' shows what has been changed, and commits it\n"
        "to Git. No other computer is answered.",
        ("serve --port 8001",),
        (_takes("-p --port", "PORT", "8000 if not given", type=int, default=8000),),
    ),
)


def parser() -> ArgumentParser:
    """Gives options whose `run` names what runs the command."""
    top = ArgumentParser(
        prog="bilingual",
        description="Catalogs of a site in several languages.",
        epilog="Example:\n  bilingual update\n\n"
        f"'bilingual COMMAND --help' explains each command.\n{STATUS}",
        formatter_class=RawDescriptionHelpFormatter,
    )
    _settings("pelicanconf.py")(top)
    several = top.add_subparsers(required=True, metavar="COMMAND")
    for command in COMMANDS:
        lines = "\n".join(f"  bilingual {one}" for one in command.examples)
        made = several.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            epilog=f"Example{'s' * (len(command.examples) > 1)}:\n{lines}\n\n{STATUS}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=command.run)
        for argument in (_settings(SUPPRESS), *command.arguments):
            argument(made)
    return top

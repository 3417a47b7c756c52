"""What translators have done once a source had changed: measured on the history of catalogs.

    PYTHONPATH=. .venv/bin/python tools/grace_report.py REPOSITORY [REVISION]

Every version of every `.po` file is read, oldest first. A pair is the msgid that a translation
had, and the one it had as fuzzy in the next version; with it goes what the translation was once
somebody had seen to it. Pairs are told apart as `update` and the build do.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from pelican.plugins.bilingual.catalog.merge.carry import carried
from pelican.plugins.bilingual.catalog.merge.grace import is_slight

Messages = dict[str, tuple[str, bool]]
"""From a msgid to its msgstr, and whether that is fuzzy."""
Change = tuple[str, str]
_ENTRY = re.compile(r'^(msgid|msgstr) ((?:"(?:\\.|[^"\\])*"\s*)+)', re.MULTILINE)
_SIGNS = {"n": "\n", "t": "\t"}


def versions(repository: str, revision: str) -> Iterator[tuple[str, str]]:
    """Path and text of each version of each catalog, in the order of the history."""
    shape = "--first-parent -m --reverse --raw --no-abbrev --no-renames --format="
    log = _git(repository, "log", *shape.split(), revision, "--", "*.po").decode()
    for line in filter(None, log.stdout.split("\n")):
        fields, _, path = line.partition("\t")
        name = fields.split()[3]
        if set(name) != {"0"}:
            data = _git(repository, "cat-file", "blob", name)
            yield path, data.decode("utf-8", "replace")


def _git(repository: str, *arguments: str) -> bytes:
    return subprocess.run(
        ["git", "-C", repository, *arguments], check=True, capture_output=True
    ).stdout


def messages(text: str) -> Messages:
    """The messages of a catalog that have one form."""
    found: Messages = {}
    for block in text.replace("\r\n", "\n").split("\n\n"):
        given = {name: _plain(value) for name, value in _ENTRY.findall(block)}
        if given.get("msgid") and given.get("msgstr"):
            found[given["msgid"]] = given["msgstr"], bool(re.search(r"^#,.*fuzzy", block, re.M))
    return found


def _plain(value: str) -> str:
    text = "".join(re.findall(r'"((?:\\.|[^"\\])*)"', value))
    return re.sub(r"\\(.)", lambda found: _SIGNS.get(found[1], found[1]), text)


def seen_to(repository: str, revision: str) -> Iterator[tuple[Change, str, str]]:
    """Each change of a msgid that somebody has seen to: the translation before and after."""
    known: dict[str, Messages] = {}
    waiting: dict[str, dict[str, tuple[str, str]]] = {}
    for path, text in versions(repository, revision):
        old, new = known.get(path, {}), messages(text)
        gone = {
            said: msgid for msgid, (said, fuzzy) in old.items() if not fuzzy and msgid not in new
        }
        its = waiting.setdefault(path, {})
        for msgid, (said, fuzzy) in new.items():
            if fuzzy and msgid not in old and said in gone:
                its[msgid] = gone[said], said
            elif not fuzzy and msgid in its:
                before, was = its.pop(msgid)
                yield (before, msgid), was, said
        known[path] = new


def kind(change: Change, tag: str) -> str:
    """How a change is taken."""
    if carried(*change, "") is not None:
        return "says the same"
    return "slight" if is_slight(*change, tag) else "of weight"


def main(repository: str, revision: str = "HEAD", tag: str = "en") -> None:
    kept, changes = Counter[tuple[str, bool]](), dict[Change, str]()
    for change, was, now in seen_to(repository, revision):
        name = changes.setdefault(change, kind(change, tag))
        words = (re.findall(r"\w+", one.lower()) for one in (was, now))
        kept[name, len({*map(tuple, words)}) == 1] += 1
    for name, count in Counter(changes.values()).items():
        same, other = kept[name, True], kept[name, False]
        print(f"{name}: {count} changes; of {same + other} translations {same} kept their words")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Whether a catalog is whole, and in step with its page and its language.

What `bilingual update` mends without a loss is a warning; what would show readers something wrong,
or what means that work is gone, is an error.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from itertools import islice

from ..catalog.catalog import Catalog, Message, plural_groups
from ..language.characters import dangerous, decoded
from ..language.cldr import gettext_plural, plural_rule, usual_script
from ..project.config import Language
from ..source.segments import Key
from .rules import ERROR, WARNING, Problem
from .words import LinedProblem

CHECK = "catalog"
"""The name of the findings in a catalog as a whole."""
_SHOWN = 3
"""Messages without a place on the page that are named one by one."""
_HISTORY = "take the file from the project's history"


def check_step(
    catalog: Catalog, wanted: Collection[Key], language: Language
) -> Iterator[LinedProblem]:
    """What is wrong with a catalog of a language as a whole; `wanted` are its page's messages."""
    if catalog.fields is None:
        text = f"There is no such catalog of {language.name} yet; bilingual update makes it."
        yield 1, Problem(WARNING, CHECK, text)
    elif not catalog.messages:
        text = f"The catalog is empty, and its page has {len(wanted)} messages; {_HISTORY},"
        yield 1, Problem(ERROR, CHECK, f"{text} or have bilingual update make it anew.")
    else:
        yield from _in_header(catalog, language)
        for name in catalog.hidden:
            text = (
                f"The translator's name {name!r} holds {', '.join(_codes(name))}; no page shows it."
            )
            yield 1, Problem(ERROR, CHECK, text)
        yield from _in_messages(catalog, wanted)


_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "arabic": "Arab", "devanagari": "Deva"}
"""Scripts as gettext names them, behind an @."""


def is_foreign(catalog: Catalog, language: Language) -> bool:
    """Whether a catalog says that it is in another language."""
    given = (catalog.fields or {}).get("Language", "")
    first = _subtags(given)
    second = _subtags(language.folder) | {"script": usual_script(language.locale).lower()}
    return bool(given.strip()) and any(one != second.get(kind, one) for kind, one in first.items())


def _subtags(tag: str) -> dict[str, str]:
    """The language, script and region of a tag as gettext or BCP 47 write it."""
    first, *others = re.split("[-_@.]", tag.strip())
    kinds = {2: "region", 3: "region", 4: "script"}
    others = [_SCRIPTS.get(one.lower(), one) for one in others]
    named = {kinds[len(one)]: one.lower() for one in others if len(one) in kinds}
    return named | {"language": first.lower()}


def _in_header(catalog: Catalog, language: Language) -> Iterator[LinedProblem]:
    fields, right = catalog.fields or {}, gettext_plural(language.locale)
    given, rule = fields.get("Language", "").strip(), fields.get("Plural-Forms", "")
    place, line = catalog.lines.get("Language", 1), f'"Language: {language.folder}\\n"'
    if not fields:
        text = "The header is missing: it says the language, the encoding and who wrote the text."
        yield 1, Problem(ERROR, CHECK, f"{text} bilingual update puts it back.")
    elif is_foreign(catalog, language):
        text = f"The header says that this is {given[:40]!r}, and the folder is for {language.name}"
        remedy = f"readers see the source text. Move the file, or write {line}."
        yield place, Problem(ERROR, CHECK, f"{text}: {remedy}")
    elif not given:
        yield place, Problem(WARNING, CHECK, f"The header names no language; write {line}.")
    if fields and not _agrees(rule, language):
        text = f"The plural rule is {rule[:80]!r}, not that of {language.name}"
        problem = Problem(WARNING, CHECK, f'{text}; write "Plural-Forms: {right}\\n".')
        yield catalog.lines.get("Plural-Forms", 1), problem


def _agrees(rule: str, language: Language) -> bool:
    """Whether a rule groups numbers as gettext's or CLDR's rule for the language does."""
    groups = plural_groups(rule)
    known = (plural_groups(gettext_plural(language.locale)), plural_rule(language.locale))
    return groups is not None and groups in known


def _in_messages(catalog: Catalog, wanted: Collection[Key]) -> Iterator[LinedProblem]:
    missing = [key for key in wanted if key not in catalog.messages]
    known = frozenset(wanted)
    unknown = [one for key, one in catalog.messages.items() if key not in known]
    if missing:
        last = missing == [*wanted][-len(missing) :] and not unknown
        which = f"the last {len(missing)}" if last else str(len(missing))
        text = f"The catalog lacks {which} of its page's {len(wanted)} messages"
        cut = f" If the file was cut off, {_HISTORY} first." if last else ""
        named = f"the first is {_shown(missing[0][1])}"
        end = max(one.line for one in catalog.messages.values())
        problem = Problem(WARNING, CHECK, f"{text}; {named}. Run bilingual update.{cut}")
        yield end if last else 1, problem
    yield from _without_place(unknown)


def _without_place(unknown: list[Message]) -> Iterator[LinedProblem]:
    for message in islice(unknown, _SHOWN):
        text = f"The page has no message {_shown(message.msgid)}: its msgid was changed, here or in"
        remedy = "Leave a msgid as the source has it; bilingual update keeps the translation."
        yield message.line, Problem(WARNING, CHECK, f"{text} the source. {remedy}")
    if len(unknown) > _SHOWN:
        text = f"The page lacks {len(unknown) - _SHOWN} more messages of the catalog."
        yield unknown[_SHOWN].line, Problem(WARNING, CHECK, f"{text} Run bilingual update.")


def _codes(text: str) -> Iterator[str]:
    for one in dict.fromkeys(dangerous(decoded(text))):
        yield f"U+{ord(one):04X} ({unicodedata.name(one, 'control character')})"


def _shown(msgid: str) -> str:
    return repr(msgid if len(msgid) <= 40 else f"{msgid[:40]}…")

"""Theme strings as gettext's runtime sees them: what in a catalog would stop it half-way."""

from __future__ import annotations

import gettext
import io
import re
from collections.abc import Iterable

_NAMED = re.compile(r"%\((\w+)\)")


def plural_fault(binary: bytes, forms: int) -> str:
    """What is wrong with the `Plural-Forms` of a compiled catalog; empty if nothing is.

    `forms` is the number of forms that its header promises.
    """
    try:
        plural = gettext.GNUTranslations(io.BytesIO(binary)).plural  # type: ignore[attr-defined] # no stub has it
        highest = max(plural(number) for number in range(1000))
    except (ValueError, ArithmeticError) as error:
        return str(error)
    return "" if highest < forms else f"it names the form {highest}, nplurals allows {forms}"


def format_fault(msgids: Iterable[str], msgstr: str) -> str:
    """What is wrong with the `%(name)s` of a translation; empty if nothing is.

    Jinja formats every theme string. A msgid that is no format itself is not checked.
    """
    msgids = list(msgids)
    values = dict.fromkeys(_NAMED.findall(" ".join(msgids)), "")
    try:
        for msgid in msgids:
            msgid % values
    except (ValueError, TypeError):
        return ""
    try:
        msgstr % values
    except KeyError as error:
        return f"the msgid has no %({error.args[0]})s"
    except (ValueError, TypeError):
        return "a per cent sign by itself is written %%"
    return ""

"""Characters that a translation must not bring along, plain or as entities."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

_DANGEROUS = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but not tab and newline
    "\u2028\u2029\ufeff"  # ends of lines in other formats, byte order mark
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates of a direction
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated and interlinear format characters
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # surrogates, private use
    "\ufdd0-\ufdef\ufffe\uffff"  # never characters; XML refuses them
    + "".join(chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF))
    + "\U000e0000-\U000e007f"  # tags: text that nobody sees
    "]"
)
"""Not among them: marks that only join, part or direct what stands beside them, as Persian,
Arabic, Hebrew, Khmer and Thai need (ZWNJ, ZWJ, LRM, RLM, ALM, ZWSP), and soft hyphens."""
_UNSEEN = frozenset(("Zs", "Zl", "Zp", "Cc", "Cf", "Mn", "Mc", "Me"))
"""Categories of characters that show nothing by themselves."""
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that no font shows."""
_COMMAND = re.compile(r"(?<=:):|(?<=#)#(?=\[)")
_NUMERIC = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|([0-9]{1,7}));?")
_ROUNDS = 3
"""How often a text is decoded, as some templates do it before the browser does."""


def dangerous(text: str) -> Iterator[str]:
    """Control characters, marks that turn the direction of writing, and what nobody sees."""
    if text.isprintable():  # what nobody sees is none of it
        return iter(())
    return (found[0] for found in _DANGEROUS.finditer(text))


def blank(text: str) -> bool:
    """Whether nobody sees anything of a text: spaces, line breaks, invisible characters."""
    return all(one in _FILLERS or unicodedata.category(one) in _UNSEEN for one in text)


def printable(text: str) -> str:
    """Text that can steer neither a terminal nor a program that reads what is printed.

    What is dangerous is spelled out as JSON does it, and so is what GitHub's runner takes for a
    command of the workflow: `::` where a line begins, even one that was folded, and `##[`.
    """
    return _COMMAND.sub(_spelled, _DANGEROUS.sub(_spelled, text))


def one_line(text: str) -> str:
    """The same for what has to stay on its line."""
    return printable(text.replace("\n", " ").replace("\t", " "))


def _spelled(found: re.Match[str]) -> str:
    code = found[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[at : at + 4]}" for at in range(0, len(code), 4))


def decoded(text: str) -> str:
    """A text without entities, whatever number of times it is encoded."""
    for _ in range(_ROUNDS):
        if "&" not in text:
            break
        text = unescape(_NUMERIC.sub(_character, text))
    return text


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    return chr(code) if code <= 0x10FFFF else "\ufffd"

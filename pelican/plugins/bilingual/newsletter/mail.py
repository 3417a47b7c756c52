"""A mail as bytes: the same for the same issue, whenever and wherever it is made."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from ..errors import BilingualError
from .letter import LARGEST, Letter

_LONGEST_SUBJECT = 300
_UNSEEN = ("Cc", "Cf", "Zl", "Zp")
"""Categories of characters that a header must not have: breaks, controls, turns of direction."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What stands around an issue's texts."""

    name: str
    """The mail's: its languages, `tk` or `en-tk`."""
    number: int
    day: datetime
    where: str
    """The issue's file, for messages."""
    host: str
    """The site's, or the sender's: what makes identifiers the site's own."""
    sender: str
    to: str
    unsubscribe: str = ""
    is_test: bool = False
    """A copy for its makers: it is another mail, so that no client takes the real one for it."""


def identifier(letter: Letter, envelope: Envelope) -> str:
    """The `Message-ID`: of number, host, languages and what the mail says."""
    said = "\0".join((letter.subject, letter.html, letter.text, envelope.day.isoformat()))
    digest = hashlib.sha256(said.encode()).hexdigest()[:16]
    test = ".test" if envelope.is_test else ""
    return f"<newsletter-{envelope.number}.{envelope.name}.{digest}{test}@{envelope.host}>"


def message(letter: Letter, envelope: Envelope) -> bytes:
    """The mail as SMTP takes it. Raises `BilingualError` for what no mail may have."""
    _check(letter, envelope)
    made = EmailMessage(SMTP)
    made["From"] = _named(envelope.sender)
    made["To"] = envelope.to
    made["Subject"] = letter.subject
    made["Date"] = format_datetime(envelope.day)
    made["Message-ID"] = identifier(letter, envelope)
    if not envelope.is_test:
        made["List-Id"] = f"<{list_id(envelope.to)}>"
        if envelope.unsubscribe:
            web = envelope.unsubscribe.startswith("https://")
            address = envelope.unsubscribe if web else f"mailto:{envelope.unsubscribe}"
            made["List-Unsubscribe"] = f"<{address}>"
            if web:
                made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(letter.text, cte="quoted-printable")
    made.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    made["Content-Language"] = ", ".join(letter.tags)  # the parts take what was there before
    digest = hashlib.sha256(made["Message-ID"].encode()).hexdigest()[:24]
    made.set_boundary(f"=_{digest}")
    return made.as_bytes()


def list_id(address: str) -> str:
    """The name of a list in `List-Id`, as RFC 2919 has it: `news.lists.example.org`."""
    return re.sub(r"[^\w.-]", "-", address.replace("@", "."), flags=re.ASCII)


def _named(sender: str) -> Address:
    name, address = parseaddr(sender)
    user, _, host = address.rpartition("@")
    return Address(name, user, host)


def _check(letter: Letter, envelope: Envelope) -> None:
    for one in (letter.subject, envelope.to, envelope.sender, envelope.unsubscribe):
        if any(unicodedata.category(each) in _UNSEEN for each in one):
            raise BilingualError(
                f"A line of the mail's head would be {one!r}, which holds a line break or a"
                " character that nobody sees.",
                envelope.where,
                "Take it out of the title, or of its translation.",
            )
    if len(letter.subject) > _LONGEST_SUBJECT:
        raise BilingualError(
            f"The subject of the mail would have {len(letter.subject)} characters.",
            envelope.where,
            f"Shorten the title, or its translation: {_LONGEST_SUBJECT} is the most.",
        )
    size = len(letter.html.encode())
    if size > LARGEST:
        raise BilingualError(
            f"The mail {envelope.name} has {size} bytes of HTML, more than {LARGEST}.",
            envelope.where,
            "Shorten the issue: a page of its own can have the rest.",
        )

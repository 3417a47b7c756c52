"""Sites with a newsletter, for tests."""

from __future__ import annotations

import socket
import subprocess
from collections.abc import Mapping
from contextlib import closing
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

from support import PROJECT, Site, project, tool

from pelican.plugins.bilingual.newsletter.reading import Issue, read_issues

TURKMEN = "Ýaňy gelen täzelikler: şäher, ýüz, çöl, žurnal"
WORDS = (
    ("New explainers", "Täze makalalar"),
    ("Corrections", "Düzedişler"),
    ("Updated explainers", "Üýtgedilen makalalar"),
    ("Reviewed translations", "Barlanan terjimeler"),
    ("Newsletter %(number)s, %(date)s", "Täzelikler %(number)s, %(date)s"),
    ("Newsletters", "Täzelikler"),
)
SENDING = {
    "from": "Ýaz <news@example.org>",
    "lists": {"en-tk": "habarlar@lists.example.org"},
    "unsubscribe": {"en-tk": "habarlar+unsubscribe@lists.example.org"},
}


def themed(site: Site, **newsletter: object) -> Site:
    """A site with this repository's theme, an explainer and a page."""
    site.set(f"THEME = {str(PROJECT / 'theme')!r}\nTHEME_STATIC_PATHS = []")
    site.set(f'BILINGUAL["newsletter"] = {newsletter!r}\nBILINGUAL["first"] = "target"')
    site.set('SITEURL = "https://example.org/site"')
    site.write(
        "content/one.md",
        "Title: One [a] *b*\nDate: 2026-01-02\nSlug: one\nSummary: See [two](two.md).\n\n"
        "The *whole* text[^n] of one.\n\n![A map]({static}map.png)\n\n[^n]: A note.",
    )
    site.write("content/map.png", b"")
    site.write("content/two.md", "Title: Two\nDate: 2026-01-03\nSlug: two\n\nThe text of two.")
    site.write("content/pages/about.md", "Title: About\nSlug: about\n\nText.")
    words = "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in WORDS)
    site.catalog("site", words)
    site.catalog(
        "one",
        'msgctxt "title"\nmsgid "One [a] *b*"\nmsgstr "Bir"\n\n'
        'msgid "The *whole* text[^n] of one."\nmsgstr "Biriň *bütin* teksti[^n]."\n',
    )
    return site


def with_issue(site: Site, number: int = 1, title: str = "Täze habar {}", text: str = "") -> Site:
    """The same with an issue of the newsletter, translated but for what `text` says."""
    site.write(
        f"content/newsletters/{number}.md",
        f"Title: News {number}\nSlug: newsletter-{number}\nDate: 2026-01-0{number + 3}\n"
        f"Number: {number}\n\nRead [one]({{filename}}/one.md).\n\n{text}",
    )
    site.catalog(
        f"newsletters/{number}",
        f'msgctxt "title"\nmsgid "News {number}"\nmsgstr "{title.format(number)}"\n\n'
        'msgid "Read [one]({filename}/one.md)."\n'
        f'msgstr "{TURKMEN}: [bir]({{filename}}/one.md)."\n',
    )
    return site


def issue(site: Site, number: int = 1) -> Issue:
    """An issue as it would be sent."""
    del site
    return read_issues(project(), [number])[number]


def parsed(data: bytes) -> EmailMessage:
    """A mail, by a parser that forgives nothing."""
    found = message_from_bytes(data, policy=SMTP.clone(raise_on_defect=True))
    assert isinstance(found, EmailMessage)
    return found


def text_of(mail: EmailMessage, kind: str = "plain") -> str:
    """One of a mail's two texts."""
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def commit(site: Site, message: str = "A change") -> None:
    """Put a site as it is into Git."""
    git = tool("git", "git")
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "--quiet"], ["add", "-A"], [*name, "commit", "-qm", message]):
        subprocess.run([git, *command], cwd=site.root, check=True, capture_output=True)


def free_port() -> int:
    """A port of this computer on which nobody listens."""
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment(port: int, **more: str) -> Mapping[str, str]:
    """The variables that name a server on this computer."""
    return {"SMTP_HOST": "localhost", "SMTP_PORT": str(port), **more}

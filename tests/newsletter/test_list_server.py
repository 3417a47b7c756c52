"""A list on a real list server, from the first mail of a reader to the last."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from issues import SENDING, TURKMEN, environment, parsed, text_of, themed, with_issue
from list_server import DOMAIN, list_server
from support import PROJECT, Site

from pelican.plugins.bilingual.cli.main import main

READER = "aýna@readers.example.org".replace("ý", "y")
NAME = "habarlar"
LIST = f"{NAME}@{DOMAIN}"


def about(word: str):  # type: ignore[no-untyped-def]
    """Whether the subject of a mail has a word in it."""
    return lambda mail: word in str(mail["Subject"])


def test_a_reader_subscribes_reads_and_leaves(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """By mail, in Turkmen; the issue arrives whole, and after that no other one."""
    with_issue(themed(site, **SENDING))
    with list_server(NAME, PROJECT / "docs/mlmmj/tk") as server:
        for name, value in environment(server.port).items():
            monkeypatch.setenv(name, value)
        server.send(READER, f"{NAME}+subscribe@{DOMAIN}", "Ýazylmak isleýärin")
        asked = server.received(about("ýazylýandygyňyzy tassyklaň"))
        assert "şu hata jogap bermek" in " ".join(asked.get_content().split())
        assert server.subscribers(NAME) == []
        server.send(READER, str(asked["Reply-To"]), "Re: hawa")
        server.received(about("hoş geldiňiz"))
        assert server.subscribers(NAME) == [READER]

        assert main(["newsletter", "send", "1"]) == 0
        arrived = server.received(about("Täze habar 1 / News 1"))
        assert as_sent(arrived) == as_sent(parsed(dry_run(site)))
        assert arrived["To"] == LIST
        assert arrived["List-Id"] == f"<{LIST.replace('@', '.')}>"
        assert arrived["List-Unsubscribe"] == f"<mailto:{NAME}+unsubscribe@{DOMAIN}>"
        for kind in ("plain", "html"):
            assert TURKMEN in " ".join(text_of(arrived, kind).split())
        assert main(["newsletter", "send", "1"]) == 1  # it has been sent

        way_out = str(arrived["List-Unsubscribe"]).removeprefix("<mailto:").removesuffix(">")
        server.send(READER, way_out, "Çykmak isleýärin")
        asked = server.received(about("çykýandygyňyzy tassyklaň"))
        server.send(READER, str(asked["Reply-To"]), "Re: hawa")
        server.received(about("sag boluň"))
        assert server.subscribers(NAME) == []
        with_issue(site, 2, "Ikinji habar {}")
        assert main(["newsletter", "send", "2"]) == 0
        server.received(about("sag boluň"))
        assert not [one for one in server.mails() if about("Ikinji")(one)]


def dry_run(site: Site) -> bytes:
    """The mail as the command writes it."""
    assert main(["newsletter", "send", "1", "--dry-run"]) == 0
    return (site.root / "output.mail/1/en-tk.eml").read_bytes()


def as_sent(mail: EmailMessage) -> list[str]:
    """What no server on the way may change."""
    names = ("Subject", "Message-ID", "Date", "From", "Content-Language")
    texts = text_of(mail).splitlines() + text_of(mail, "html").splitlines()
    return [*(str(mail[one]) for one in names), *texts]

"""Sending over SMTP: once to each list, whatever a server does."""

from __future__ import annotations

import asyncio
import json
import ssl
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from issues import SENDING, environment, free_port, issue, parsed, text_of, themed, with_issue
from support import Site, project, tool

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.newsletter.record import FILE
from pelican.plugins.bilingual.newsletter.sending import send, trial
from pelican.plugins.bilingual.newsletter.smtp import BrokenError, Server, deliver, server_of

TWO = {**SENDING, "lists": {"tk": "habarlar@lists.example.org", "en": "news@lists.example.org"}}


class Inbox:
    """A server's behaviour: keeps what it takes, and can be told to fail."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], EmailMessage]] = []
        self.refused: set[str] = set()
        self.breaks: Callable[[Any], None] | None = None
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802 # aiosmtpd's name
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 5.1.1 No such list ☃".encode("ascii", "replace").decode()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.mails.append((envelope.rcpt_tos, parsed(envelope.original_content)))
        if self.breaks:
            self.breaks(server)
            await asyncio.sleep(0)
        return self.answer

    @property
    def to(self) -> list[str]:
        return [one for addresses, _ in self.mails for one in addresses]


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def port(inbox: Inbox) -> Iterator[int]:
    """Where a server without TLS listens, on this computer."""
    yield from served(inbox)


def served(inbox: Inbox, **options: Any) -> Iterator[int]:
    port = free_port()
    controller = Controller(inbox, hostname="127.0.0.1", port=port, ready_timeout=60, **options)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


@pytest.fixture
def issued(site: Site) -> Site:
    return with_issue(themed(site, **TWO))


def state(site: Site) -> dict[str, Any]:
    known: dict[str, Any] = json.loads((site.root / FILE).read_text("utf-8"))
    return known


def test_each_list_gets_its_mail_once(issued: Site, inbox: Inbox, port: int) -> None:
    """In its language; a second time is refused, and says who has it."""
    found = issue(issued)
    lines = list(send(project(), found, environment=environment(port)))
    assert lines == [
        "tk: sent to habarlar@lists.example.org",
        "en: sent to news@lists.example.org",
    ]
    assert inbox.to == ["habarlar@lists.example.org", "news@lists.example.org"]
    assert "Täze habar 1" in text_of(inbox.mails[0][1])
    assert {one["state"] for one in state(issued)["1"].values()} == {"sent"}
    with pytest.raises(BilingualError, match="Issue 1 has been sent to habarlar@"):
        list(send(project(), found, environment=environment(port)))
    assert len(inbox.mails) == 2


def test_a_list_that_is_refused_can_be_sent_to_later(issued: Site, inbox: Inbox, port: int) -> None:
    """The others have it; the next time it alone gets it."""
    found, server = issue(issued), environment(port)
    inbox.refused = {"habarlar@lists.example.org"}
    with pytest.raises(BilingualError, match=r"does not take the mail to habarlar.*550 5\.1\.1"):
        list(send(project(), found, environment=server))
    assert inbox.to == ["news@lists.example.org"]
    assert set(state(issued)["1"]) == {"en"}
    inbox.refused.clear()
    lines = list(send(project(), found, environment=server))
    assert lines == [
        "tk: sent to habarlar@lists.example.org",
        "en: news@lists.example.org has it already",
    ]
    assert len(inbox.mails) == 2


def test_a_connection_that_breaks_can_be_resumed(issued: Site, inbox: Inbox, port: int) -> None:
    """Nobody knows whether the mail has arrived: it is sent again as the very same mail."""
    found, server = issue(issued), environment(port)
    inbox.breaks = lambda one: one.transport.abort()
    with pytest.raises(BilingualError, match="whether it has arrived is not known"):
        list(send(project(), found, environment=server))
    assert {one["state"] for one in state(issued)["1"].values()} == {"begun"}
    first = [mail["Message-ID"] for _, mail in inbox.mails]
    inbox.breaks = None
    list(send(project(), found, environment=server))
    assert [mail["Message-ID"] for _, mail in inbox.mails[-2:]] == first
    assert {one["state"] for one in state(issued)["1"].values()} == {"sent"}


def test_an_issue_that_has_changed_is_not_resumed(issued: Site, inbox: Inbox, port: int) -> None:
    """Some would get two different ones; --force sends it all the same."""
    server = environment(port)
    inbox.breaks = lambda one: one.transport.abort()
    with pytest.raises(BilingualError):
        list(send(project(), issue(issued), environment=server))
    inbox.breaks = None
    with_issue(issued, title="Başga habar {}")
    changed = issue(issued)
    with pytest.raises(BilingualError, match="has changed since"):
        list(send(project(), changed, environment=server))
    assert len(list(send(project(), changed, force=True, environment=server))) == 2


def test_a_mail_that_is_refused_as_a_whole_was_not_sent(
    issued: Site, inbox: Inbox, port: int
) -> None:
    """The server's words, and no state that says anything else."""
    inbox.answer = "554 5.7.1 Too much of it"
    with pytest.raises(BilingualError, match=r"554 5\.7\.1 Too much of it"):
        list(send(project(), issue(issued), environment=environment(port)))
    assert not state(issued)


def test_a_test_reaches_one_address_and_leaves_no_trace(
    issued: Site, inbox: Inbox, port: int
) -> None:
    """As other mails than the real ones: no program takes those for known."""
    found, server = issue(issued), environment(port)
    assert len(list(trial(project(), found, "me@example.org", server))) == 2
    assert inbox.to == ["me@example.org"] * 2
    assert not (issued.root / FILE).exists()
    list(send(project(), found, environment=server))
    ids = [mail["Message-ID"] for _, mail in inbox.mails]
    assert len(set(ids)) == 4


@pytest.mark.parametrize("address", ["me", "a@b, c@d", "a@b.org\nRCPT TO:<c@d.org>", ""])
def test_a_test_goes_to_one_address(issued: Site, inbox: Inbox, port: int, address: str) -> None:
    """Not to a word, not to two, not to a command of the protocol."""
    with pytest.raises(BilingualError, match="is no address"):
        list(trial(project(), issue(issued), address, environment(port)))
    assert not inbox.mails


def test_what_is_not_translated_enough_is_not_sent(
    issued: Site,
    inbox: Inbox,
    port: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Below the threshold of the site, without --force; the command says how much it is."""
    for name, value in environment(port).items():
        monkeypatch.setenv(name, value)
    with_issue(issued, text="\n\n".join(f"Sentence {one} here." for one in "abcdefgh"))
    assert main(["newsletter", "send", "1"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("content/newsletters/1.md: Issue 1 is translated to 20% in 'tk'")
    assert not inbox.mails
    assert main(["newsletter", "send", "1", "--force"]) == 0
    assert len(inbox.mails) == 2


def test_a_dry_run_writes_what_would_be_sent(
    issued: Site, inbox: Inbox, port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the folder beside the output; nothing is sent, nothing noted."""
    del port
    assert main(["newsletter", "send", "--dry-run"]) == 0
    assert "output.mail/1/tk.eml: Täze habar 1" in capsys.readouterr().out
    files = sorted((issued.root / "output.mail/1").iterdir())
    assert [one.name for one in files] == ["en.eml", "tk.eml"]
    assert parsed(files[1].read_bytes())["To"] == "habarlar@lists.example.org"
    assert not inbox.mails
    assert not (issued.root / FILE).exists()
    left = {one.name for one in issued.root.iterdir()}
    assert left == {"content", "translations", "pelicanconf.py", "output.mail", ".cache"}


@pytest.mark.parametrize(
    ("newsletter", "said"),
    [({}, "whom an issue is from"), ({"lists": TWO["lists"]}, "whom an issue is from")],
)
def test_without_a_list_nothing_is_sent(
    site: Site, newsletter: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line of the settings."""
    with_issue(themed(site, **newsletter))
    assert main(["newsletter", "send"]) == 1
    message = capsys.readouterr().err
    assert message.startswith("pelicanconf.py:")
    assert said in message


def test_a_record_that_cannot_be_read_stops_everything(
    issued: Site, inbox: Inbox, port: int
) -> None:
    """Else an issue would be sent twice."""
    for text in ("", "[]", '{"1": {"tk": {"state": "sent"}}}', "\xff"):
        (issued.root / FILE).write_text(text or "{", "latin-1")
        with pytest.raises(BilingualError, match="cannot be read"):
            list(send(project(), issue(issued), environment=environment(port)))
    assert not inbox.mails


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of `localhost` that nobody vouches for but itself, and its key."""
    import subprocess

    folder = tmp_path_factory.mktemp("certificate")
    cert, key = folder / "cert.pem", folder / "key.pem"
    command = [tool("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([*command, "-out", cert, "-keyout", key], check=True, capture_output=True)
    return cert, key


def tls(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_a_certificate_that_does_not_verify_ends_it(
    inbox: Inbox, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before a password or a mail is said; one that verifies, under its own name, is used."""
    for port in served(inbox, tls_context=tls(certificate), require_starttls=True):
        with pytest.raises(BilingualError, match="certificate does not verify"):
            deliver(Server("localhost", port, "me", "secret"), "a@e.org", "b@e.org", b"A: b\r\n")
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        with pytest.raises(BilingualError, match="certificate does not verify"):
            deliver(Server("127.0.0.1", port), "a@e.org", "b@e.org", b"A: b\r\n")
        assert not inbox.mails
        deliver(Server("localhost", port), "a@e.org", "b@e.org", b"A: b\r\n\r\nc\r\n")
        assert inbox.to == ["b@e.org"]


def test_a_server_elsewhere_that_does_not_encrypt_gets_nothing(
    inbox: Inbox, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only one on this computer may do without."""
    import socket

    known = socket.create_connection
    monkeypatch.setattr(
        socket, "create_connection", lambda _, *more, **named: known(("127.0.0.1", port), *more)
    )
    with pytest.raises(BilingualError, match="does not encrypt"):
        deliver(Server("mail.example.org", port, "me", "x"), "a@e.org", "b@e.org", b"A: b\r\n")
    assert not inbox.mails


def test_a_wrong_password_is_told_without_it(
    inbox: Inbox, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server's words, and what to check."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    refuse = {"authenticator": lambda *_: AuthResult(success=False, handled=False)}
    for port in served(inbox, tls_context=tls(certificate), auth_required=True, **refuse):
        with pytest.raises(BilingualError, match="does not know the user: 535") as caught:
            deliver(Server("localhost", port, "me", "secret"), "a@e.org", "b@e.org", b"A: b\r\n")
    assert "secret" not in str(caught.value) + repr(Server("h", 1, "me", "secret"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Set SMTP_HOST"),
        ({"SMTP_HOST": "h", "SMTP_PORT": "x"}, "SMTP_PORT is 'x'"),
        ({"SMTP_HOST": "h", "SMTP_PORT": "70000"}, "SMTP_PORT is '70000'"),
    ],
)
def test_the_environment_has_to_name_a_server(given: dict[str, str], said: str) -> None:
    with pytest.raises(BilingualError, match=said):
        server_of(given)


def test_a_server_that_is_not_there_is_one_line() -> None:
    """Not a traceback; nothing was on its way."""
    with pytest.raises(BilingualError, match="cannot be used") as caught:
        deliver(Server("localhost", 1), "a@e.org", "b@e.org", b"")
    assert not isinstance(caught.value, BrokenError)

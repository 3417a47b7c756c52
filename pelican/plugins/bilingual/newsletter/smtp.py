"""Mails on their way, over SMTP: what the environment says of a server, and one delivery."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from ..errors import BilingualError

_IMPLICIT_TLS, _SUBMISSION = 465, 587
_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_TIMEOUT = 60
"""Seconds."""
AGAIN = "Run the command again: what has arrived is not sent twice."


class BrokenError(BilingualError):
    """The connection broke after the mail was on its way: nobody knows whether it has arrived."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that takes mails."""

    host: str
    port: int = _SUBMISSION
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def shown(self) -> str:
        """The server as messages name it."""
        return f"{self.host}:{self.port}"


def server_of(environment: Mapping[str, str]) -> Server:
    """The server that `SMTP_HOST`, `SMTP_PORT`, `SMTP_USER` and `SMTP_PASSWORD` say.

    Raises `BilingualError` without a host, and for a port that is none.
    """
    host, port = environment.get("SMTP_HOST", ""), environment.get("SMTP_PORT") or str(_SUBMISSION)
    if not host:
        raise BilingualError(
            "Nobody has said which server takes the mails.",
            remedy="Set SMTP_HOST, and SMTP_PORT, SMTP_USER and SMTP_PASSWORD, in the environment.",
        )
    if not port.isascii() or not port.isdigit() or not 0 < int(port) < 65536:
        raise BilingualError(f"SMTP_PORT is {port!r}.", remedy="It is a number: 587 or 465.")
    user, password = (environment.get(f"SMTP_{one}", "") for one in ("USER", "PASSWORD"))
    return Server(host, int(port), user, password)


def deliver(
    server: Server,
    sender: str,
    to: str,
    data: bytes,
    begun: Callable[[], None] = lambda: None,
) -> None:
    """Hand a mail over; `begun` is called when the server is ready to take it.

    The connection is encrypted and the server's certificate verified; only one on this computer
    may do without. Raises `BilingualError` where the mail was certainly not taken, and
    `BrokenError` where nobody knows.
    """
    with _told(server):
        connection = _connected(server)
    try:
        with _told(server):
            connection.ehlo_or_helo_if_needed()
            if server.user:
                connection.login(server.user, server.password)
            _accept(server, to, *connection.mail(sender))
            _accept(server, to, *connection.rcpt(to))
        begun()
        try:
            code, answer = connection.data(data)
        except smtplib.SMTPDataError as error:
            code, answer = error.smtp_code, _bytes(error.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            raise BrokenError(
                f"The connection broke while the mail to {to} was on its way ({_why(error)}):"
                " whether it has arrived is not known.",
                server.shown,
                AGAIN,
            ) from None
        _accept(server, to, code, answer)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            connection.quit()
        connection.close()


def _connected(server: Server) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.port == _IMPLICIT_TLS:
        return smtplib.SMTP_SSL(server.host, server.port, timeout=_TIMEOUT, context=context)
    connection = smtplib.SMTP(server.host, server.port, timeout=_TIMEOUT)
    try:
        connection.ehlo_or_helo_if_needed()
        if connection.has_extn("starttls"):
            connection.starttls(context=context)
        elif server.host not in _LOCAL:
            raise BilingualError(
                "The server does not encrypt.",
                server.shown,
                "Name a port where it does: 465 or 587. Nothing was sent.",
            )
    except BaseException:
        connection.close()
        raise
    return connection


def _accept(server: Server, to: str, code: int, answer: bytes) -> None:
    if code not in (250, 251):
        raise BilingualError(
            f"The server does not take the mail to {to}: {code} {_said(answer)}.",
            server.shown,
            "Nothing was sent to it; its keeper knows more.",
        )


@contextmanager
def _told(server: Server) -> Iterator[None]:
    """Say what is wrong before a mail is on its way."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise BilingualError(
            f"The server's certificate does not verify ({error.verify_message}).",
            server.shown,
            "Name the host as its certificate does. Nothing was sent.",
        ) from None
    except smtplib.SMTPAuthenticationError as error:
        raise BilingualError(
            f"The server does not know the user: {error.smtp_code} {_said(error.smtp_error)}.",
            server.shown,
            "Check SMTP_USER and SMTP_PASSWORD. Nothing was sent.",
        ) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        raise BilingualError(
            f"The server cannot be used ({_why(error)}).",
            server.shown,
            "Check SMTP_HOST and SMTP_PORT. Nothing was sent.",
        ) from None


def _why(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split()).rstrip(".")


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _said(answer: bytes | str) -> str:
    text = _bytes(answer).decode("utf-8", "replace")
    return " ".join(text.split()).rstrip(".")

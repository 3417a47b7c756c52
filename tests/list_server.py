"""A real list server for tests: mlmmj behind Postfix, on loopback, in a folder of its own."""

from __future__ import annotations

import getpass
import mailbox
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from issues import free_port
from support import missing, tool

DOMAIN = "lists.example.org"
DAEMONS = Path("/usr/lib/postfix/sbin")
TEXTS = Path("/usr/share/mlmmj/text.skel/en")
PATIENCE = 40
"""Seconds until a mail must have arrived."""

_MAIN = """\
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
daemon_directory = {daemons}
mail_owner = postfix
setgid_group = postdrop
maillog_file = {root}/log
maillog_file_prefixes = {root}
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
myhostname = mail.{domain}
mydestination =
alias_maps =
recipient_delimiter = +
relay_domains = {domain}
relay_recipient_maps =
transport_maps = regexp:{root}/transport
default_transport = error:no mail leaves this computer
virtual_mailbox_domains = readers.example.org
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = static:box/
virtual_minimum_uid = 1
virtual_uid_maps = static:{uid}
virtual_gid_maps = static:{gid}
mlmmj_destination_recipient_limit = 1
smtpd_relay_restrictions = permit_mynetworks, reject
"""
_MASTER = """\
127.0.0.1:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
mlmmj unix - n n - - pipe
  flags=ORhu user={user} argv={receive} -F -L {root}/lists/$nexthop/
"""


@dataclass(frozen=True, slots=True)
class ListServer:
    """A server that runs."""

    root: Path
    port: int

    def send(self, sender: str, to: str, subject: str) -> None:
        """Send a mail as a reader's phone does."""
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail.set_content("Salam!")
        with smtplib.SMTP("127.0.0.1", self.port) as connection:
            connection.send_message(mail)

    def received(self, wanted: Callable[[EmailMessage], bool]) -> EmailMessage:
        """The first mail of the readers' box for which this holds, once it is there."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for one in self.mails():
                if wanted(one):
                    return one
            time.sleep(0.1)
        said = [str(one["Subject"]) for one in self.mails()]
        log = self.root / "log"
        raise AssertionError(f"{said}\n{log.read_text('utf-8') if log.exists() else 'no log'}")

    def mails(self) -> list[EmailMessage]:
        """All that has arrived for readers."""
        folder = self.root / "mail" / "box"
        if not (folder / "new").is_dir():
            return []
        box = mailbox.Maildir(folder, create=False)
        return [_parsed(box.get_bytes(key)) for key in box.iterkeys()]

    def subscribers(self, name: str) -> list[str]:
        """The addresses that a list holds."""
        folder = self.root / "lists" / name / "subscribers.d"
        lines = (one.read_text().split() for one in folder.iterdir())
        return sorted(address for those in lines for address in those)


def _parsed(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


@contextmanager
def list_server(name: str, texts: Path) -> Iterator[ListServer]:
    """A server with one list that anybody may write to; `texts` are what it says, else English."""
    receive = tool("mlmmj-receive", "mlmmj")
    if not (DAEMONS / "master").is_file():
        missing("Postfix is missing: install postfix.")
    as_root = [] if os.geteuid() == 0 else [tool("sudo", "sudo"), "-n"]
    user = getpass.getuser() if as_root else "list"
    root = Path(tempfile.mkdtemp(prefix="lists-"))
    root.chmod(0o755)
    port = free_port()
    uid, gid = (
        subprocess.run(["id", which, user], capture_output=True, text=True, check=True).stdout
        for which in ("-u", "-g")
    )
    given = {"root": root, "daemons": DAEMONS, "domain": DOMAIN, "port": port}
    given |= {"user": user, "receive": receive, "uid": uid.strip(), "gid": gid.strip()}
    config = root / "etc"
    for folder in ("etc", "queue", "data", "mail"):
        (root / folder).mkdir()
    (config / "main.cf").write_text(_MAIN.format(**given))
    (config / "master.cf").write_text(_MASTER.format(**given))
    (root / "transport").write_text(f"/^{name}(\\+.*)?@{DOMAIN}$/ mlmmj:{name}\n")
    _make_list(root / "lists" / name, name, port, texts)
    if not as_root:
        for folder in (root / "lists", root / "mail"):
            subprocess.run(["chown", "-R", user, folder], check=True)
    subprocess.run([*as_root, "chown", "postfix", root / "data"], check=True)
    (root / "queue" / "pid").mkdir()
    _make_queue(root / "queue", as_root)
    command = [*as_root, str(DAEMONS / "master"), "-c", str(config), "-d"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(port, root)
            yield ListServer(root, port)
        finally:
            subprocess.run([*as_root, "kill", str(process.pid)], check=False)
            process.wait(timeout=20)
            subprocess.run([*as_root, "rm", "-rf", str(root)], check=True)


def _make_list(folder: Path, name: str, port: int, texts: Path) -> None:
    """What mlmmj-make-ml makes, without its questions."""
    for one in (
        *("incoming", "queue/discarded", "archive", "subconf", "unsubconf", "bounce", "control"),
        *("moderation", "subscribers.d", "digesters.d", "requeue", "nomailsubs.d"),
    ):
        (folder / one).mkdir(parents=True)
    (folder / "index").touch()
    shutil.copytree(TEXTS, folder / "text")
    shutil.copytree(texts, folder / "text", dirs_exist_ok=True)
    settings = {
        "listaddress": f"{name}@{DOMAIN}",
        "owner": "owner@readers.example.org",
        "relayhost": "127.0.0.1",
        "smtpport": str(port),
        "customheaders": f"List-Unsubscribe: <mailto:{name}+unsubscribe@{DOMAIN}>",
        "delheaders": "List-Unsubscribe:",
    }
    for file, text in settings.items():
        (folder / "control" / file).write_text(f"{text}\n")


def _make_queue(queue: Path, as_root: list[str]) -> None:
    """The folders of a queue, as Postfix makes them when it is installed."""
    private = "active bounce corrupt defer deferred flush hold incoming private saved trace"
    for one in private.split():
        (queue / one).mkdir(mode=0o700)
        subprocess.run([*as_root, "chown", "postfix", queue / one], check=True)
    for one, mode in (("maildrop", "1730"), ("public", "0710")):
        (queue / one).mkdir()
        subprocess.run([*as_root, "chown", "postfix:postdrop", queue / one], check=True)
        subprocess.run([*as_root, "chmod", mode, queue / one], check=True)
    subprocess.run([*as_root, "chown", "root", queue, queue / "pid"], check=True)


def _wait_for(port: int, root: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with closing(socket.socket()) as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    log = root / "log"
    raise AssertionError(log.read_text("utf-8") if log.exists() else "Postfix does not start.")

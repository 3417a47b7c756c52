"""docs/newsletter.md, as it is written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from issues import commit, free_port, themed
from list_server import _MAIN, _MASTER
from support import PROJECT, Site

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.newsletter.record import FILE

TEXT = (PROJECT / "docs/newsletter.md").read_text("utf-8")
LINES = [
    line
    for block in re.findall(r"^```console\n(.*?)^```$", TEXT, re.M | re.S)
    for line in block.splitlines()
]
COMMANDS = [one for one in LINES if one.startswith("bilingual ")]


@pytest.fixture
def port(site: Site) -> Iterator[int]:
    """A server that keeps what it is given."""
    box = Mailbox(site.root / "box")
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), ready_timeout=60)
    controller.start()
    yield controller.port
    controller.stop()


def test_each_command_runs_as_it_is_written(
    site: Site, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From a site without an issue to one that its lists have, with the settings that it shows."""
    themed(site)
    (settings,) = re.findall(r'^```python\n"newsletter": (.*?)^```$', TEXT, re.M | re.S)
    site.set(f'BILINGUAL["newsletter"] = {settings}\nSITEURL = ""')
    site.set('BILINGUAL["threshold"] = 0.2')
    main(["update"])
    commit(site)
    for line in LINES:
        if line.startswith(("export SMTP", "export SITEURL")):
            for word in shlex.split(line)[1:]:
                monkeypatch.setenv(*word.split("=", 1))
            if "SMTP" in line:  # the server of the document is nobody's
                monkeypatch.setenv("SMTP_HOST", "127.0.0.1")
                monkeypatch.setenv("SMTP_PORT", str(port))
                monkeypatch.delenv("SMTP_USER")
        elif line.startswith("bilingual "):
            assert main(shlex.split(line)[1:]) == 0, line
            commit(site)
    assert len(COMMANDS) >= 5
    assert len(list((site.root / "box/new").iterdir())) == 4  # two tests, two lists
    assert FILE in {one.name for one in site.root.iterdir()}


def test_the_list_server_is_the_one_that_is_tested() -> None:
    """What it says for Postfix's files is what the tests' server has."""
    for block in re.findall(r"^```text\n(.*?)^```$", TEXT, re.M | re.S):
        for line in block.strip().splitlines():
            setting = re.sub(r"user=\w+|argv=\S+|/var/spool/mlmmj|/etc/postfix", "…", line)
            ours = f"{_MAIN}{_MASTER}".replace("{domain}", "lists.example.org")
            ours = re.sub(r"user=\{user\}|argv=\S+|\{root\}/lists(?=/\$)|\{root\}", "…", ours)
            ours = ours.replace("…/transport", "…/lists")
            assert setting.strip() in ours, line

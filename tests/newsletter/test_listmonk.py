"""Issues as campaigns, with listmonk's real client, on a server that answers as listmonk's does."""

from __future__ import annotations

import base64
import json
import re
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from issues import SENDING, TURKMEN, issue, themed, with_issue
from support import Site, project

from pelican.plugins.bilingual.errors import BilingualError
from pelican.plugins.bilingual.newsletter.record import FILE
from pelican.plugins.bilingual.newsletter.sending import send, trial

REQUIRED = {"name": str, "subject": str, "lists": list, "type": str, "content_type": str}
STARTS = ("draft", "paused")
"""From which states a campaign can be started, by listmonk's documentation."""
CONDITION = r'if eq \(printf "%v" \.Subscriber\.Attribs\.lang\) "(\w+)"'
DAY = "2026-11-30T00:00:00.000000+05:00"


class Service:
    """What a listmonk knows."""

    def __init__(self) -> None:
        self.campaigns: dict[int, dict[str, Any]] = {}
        self.templates: list[dict[str, Any]] = []
        self.tested: list[tuple[int, list[str]]] = []
        self.breaks = ""
        """The path at which the next request gets no answer."""

    def answer(self, method: str, path: str, body: Any) -> tuple[int, Any]:
        """The status and the data of a request, by the published documentation of its API."""
        number = next(iter(map(int, re.findall(r"/campaigns/(\d+)", path))), 0)
        if path == "/api/health":
            return 200, True
        if path.startswith("/api/templates"):
            return self._templates(method, body)
        if method == "POST" and path == "/api/campaigns":
            return self._create(body)
        if number not in self.campaigns:
            return 400, "Campaign not found"
        return self._campaign(number, method, path, body)

    def _campaign(self, number: int, method: str, path: str, body: Any) -> tuple[int, Any]:
        known = self.campaigns[number]
        if path.endswith("/test"):
            self.tested.append((number, body["subscribers"]))
            return 200, True
        if method == "DELETE":
            del self.campaigns[number]
            return 200, True
        if path.endswith("/status"):
            if body["status"] == "running" and known["status"] not in STARTS:
                return 400, "Only paused campaigns and drafts can be started"
            known["status"] = body["status"]
        return 200, known

    def _templates(self, method: str, body: Any) -> tuple[int, Any]:
        if method == "POST":
            number = len(self.templates) + 2
            self.templates.append({"id": number, "created_at": DAY, "is_default": False, **body})
        return 200, self.templates

    def _create(self, body: Any) -> tuple[int, Any]:
        if not all(isinstance(body.get(one), kind) and body[one] for one, kind in REQUIRED.items()):
            return 400, "Invalid fields"
        number = len(self.campaigns) + 7
        own = {**body, "lists": [{"id": one, "name": "A list"} for one in body["lists"]]}
        own |= {"id": number, "status": "draft", "created_at": DAY, "uuid": "u", "media": []}
        self.campaigns[number] = {**own, "views": 0, "clicks": 0, "to_send": 0, "sent": 0}
        return 200, self.campaigns[number]


@pytest.fixture
def service() -> Service:
    return Service()


@pytest.fixture
def variables(service: Service) -> Iterator[dict[str, str]]:
    """The environment of somebody who may use it."""
    right = "Basic " + base64.b64encode(b"api:token").decode()

    class Handler(BaseHTTPRequestHandler):
        def handle_one_request(self) -> None:
            super().handle_one_request()

        def do(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length) or b"null")
            if service.breaks and self.path.endswith(service.breaks):
                service.breaks = ""
                self.close_connection = True
                return
            allowed = self.headers.get("Authorization") == right
            code, data = (
                service.answer(self.command, self.path, body) if allowed else (403, "Not allowed")
            )
            text = json.dumps({"data": data} if code == 200 else {"message": data}).encode()
            self.send_response(code)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = do_DELETE = do  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        yield {"LISTMONK_URL": url, "LISTMONK_USER": "api", "LISTMONK_PASSWORD": "token"}
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def issued(site: Site) -> Site:
    return with_issue(themed(site, **{**SENDING, "lists": {"en-tk": 3}}))


def test_a_campaign_gives_each_subscriber_their_language(
    issued: Site, service: Service, variables: dict[str, str]
) -> None:
    """By the attribute `lang`; who has none gets both. It starts, and never again."""
    found = issue(issued)
    assert list(send(project(), found, environment=variables)) == [
        "en-tk: sent to listmonk, list 3"
    ]
    (campaign,) = service.campaigns.values()
    assert campaign["status"] == "running"
    assert campaign["lists"] == [{"id": 3, "name": "A list"}]
    assert (campaign["type"], campaign["content_type"]) == ("regular", "html")
    for name, text in (("subject", "Täze habar 1"), ("body", TURKMEN), ("altbody", "Täze habar 1")):
        parts = re.split(r"\{\{ (?:else )?(?:if [^}]*|else|end) \}\}", campaign[name])
        before, turkmen, english, both, after = parts
        assert (before, after) == ("", "")
        assert text in turkmen
        assert text not in english
        assert text in both
        conditions = re.findall(
            r"if eq \(printf \"%v\" \.Subscriber\.Attribs\.lang\) \"(\w+)\"", campaign[name]
        )
        assert conditions == ["tk", "en"]
    assert "{{ UnsubscribeURL }}" in campaign["body"]
    assert "{{ UnsubscribeURL }}" in campaign["altbody"]
    with pytest.raises(BilingualError, match="has been sent to listmonk, list 3"):
        list(send(project(), found, environment=variables))
    assert len(service.campaigns) == 1


def test_its_template_adds_nothing(
    issued: Site, service: Service, variables: dict[str, str]
) -> None:
    """Listmonk's own has a picture that counts readers; ours is made once."""
    own = {"id": 1, "name": "Default", "created_at": DAY, "type": "campaign", "is_default": True}
    service.templates.append({**own, "body": '{{ template "content" . }}{{ TrackView }}'})
    list(send(project(), issue(issued), environment=variables))
    with_issue(issued, 2)
    list(send(project(), issue(issued, 2), environment=variables))
    assert len(service.templates) == 2
    (number,) = {one["template_id"] for one in service.campaigns.values()}
    (template,) = [one for one in service.templates if one["id"] == number]
    assert template["body"] == '{{ template "content" . }}'


def test_nothing_that_is_written_is_an_instruction(
    issued: Site, service: Service, variables: dict[str, str]
) -> None:
    """Braces stand as they are, and no link is counted."""
    text = "Say {{ .Subscriber.Email }} and <https://example.org/a@TrackLink>, `}}`."
    with_issue(issued, text=text)
    list(send(project(), issue(issued), force=True, environment=variables))
    (campaign,) = service.campaigns.values()
    for name in ("body", "altbody"):
        plain = re.sub(r'\{\{ "([{}@]+)" \}\}', "", campaign[name])
        found = {one.strip() for one in re.findall(r"\{\{(.*?)\}\}", plain)}
        known = {"UnsubscribeURL", "else", "end"}
        assert all(one in known or "Attribs.lang" in one for one in found), found
        assert "@TrackLink" not in campaign[name]
        assert '{{ "{{" }} .Subscriber.Email {{ "}}" }}' in campaign[name]


@pytest.mark.parametrize("path", ["/status", "/campaigns"])
def test_a_connection_that_breaks_is_resumed(
    issued: Site, service: Service, variables: dict[str, str], path: str
) -> None:
    """Whatever was made is used; no list gets two campaigns."""
    found = issue(issued)
    service.breaks = path
    with pytest.raises(BilingualError, match="listmonk refuses"):
        list(send(project(), found, environment=variables))
    assert not [one for one in service.campaigns.values() if one["status"] == "running"]
    list(send(project(), found, environment=variables))
    started = [one for one in service.campaigns.values() if one["status"] == "running"]
    assert len(started) == len(service.campaigns) == 1


def test_a_campaign_that_was_cancelled_is_not_started(
    issued: Site, service: Service, variables: dict[str, str]
) -> None:
    """A person has stopped it there."""
    found = issue(issued)
    service.breaks = "/status"
    with pytest.raises(BilingualError):
        list(send(project(), found, environment=variables))
    next(iter(service.campaigns.values()))["status"] = "cancelled"
    with pytest.raises(BilingualError, match="campaign 7 is cancelled"):
        list(send(project(), found, environment=variables))


def test_a_test_leaves_nothing_behind(
    issued: Site, service: Service, variables: dict[str, str]
) -> None:
    """One subscriber gets it; the campaign goes, and nothing is noted."""
    lines = list(trial(project(), issue(issued), "me@example.org", variables))
    assert lines == ["en-tk: a test to me@example.org"]
    assert service.tested == [(7, ["me@example.org"])]
    assert not service.campaigns
    assert not (issued.root / FILE).exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"LISTMONK_URL": ""}, "Set LISTMONK_URL"),
        ({"LISTMONK_URL": "http://lists.example.org"}, "Set LISTMONK_URL"),
        ({"LISTMONK_PASSWORD": "wrong"}, "does not know the user"),
        ({"LISTMONK_URL": "http://127.0.0.1:1"}, "does not answer"),
    ],
)
def test_who_is_not_known_sends_nothing(
    issued: Site, service: Service, variables: dict[str, str], changed: dict[str, str], said: str
) -> None:
    """One line, without the password; over http:// only on this computer."""
    with pytest.raises(BilingualError, match=said) as caught:
        list(send(project(), issue(issued), environment=variables | changed))
    assert "token" not in str(caught.value).replace("its token", "")
    assert not service.campaigns


def test_without_the_client_it_says_what_to_install(
    issued: Site, variables: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The extra, by name."""
    monkeypatch.setitem(sys.modules, "listmonk", None)
    with pytest.raises(BilingualError, match=r"pip install 'pelican-bilingual\[listmonk\]'"):
        list(send(project(), issue(issued), environment=variables))

"""A mail's HTML in the clients that people have."""

from __future__ import annotations

import json
import subprocess

import pytest
from issues import SENDING, issue, themed, with_issue
from support import Site, from_npm, tool

CLIENTS = (
    *("gmail.*", "outlook.*", "apple-mail.*", "yahoo.*", "aol.*", "samsung-email.*"),
    *("mail-ru.*", "thunderbird.*", "protonmail.*", "fastmail.*"),
)
SCRIPT = """
import {{ readFileSync }} from "node:fs";
import {{ caniemail }} from {module};
const given = {{ clients: {clients}, html: readFileSync(0, "utf8") }};
const found = [];
for (const [client, those] of caniemail(given).issues.errors) {{
  for (const one of those) found.push([client, one.title]);
}}
console.log(JSON.stringify(found));
"""
ANCHORS = "Local anchors"
"""The way to the other language: where a client does not jump, it stands below all the same."""
EVERYTHING = """\
## A heading

### Another

A *text* with **all** `that` a page may have[^n], <kbd>x</kbd> <s>y</s> H<sub>2</sub>O<sup>2</sup>.

- a
- b

1. c
2. d

> A quotation.

    code <b>

| a | b |
|---|--:|
| x | 1 |

term
:   definition

---

*[page]: an abbreviation

[^n]: A note.
"""


def unsupported(html: str) -> list[tuple[str, str]]:
    """What some client does not know of a mail, each with the client."""
    module = from_npm("caniemail/dist/index.js").as_uri()
    script = SCRIPT.format(module=json.dumps(module), clients=json.dumps(CLIENTS))
    command = [tool("node", "nodejs"), "--input-type=module", "--eval", script]
    done = subprocess.run(command, input=html, capture_output=True, text=True, check=True)
    return [(client, title) for client, title in json.loads(done.stdout)]


def test_the_checker_finds_what_clients_do_not_know() -> None:
    """Or it would say nothing of ours."""
    titles = {title for _, title in unsupported('<div style="display:grid">a</div><form></form>')}
    assert any("grid" in one for one in titles)
    assert any("form" in one for one in titles)


@pytest.mark.parametrize("name", ["tk", "en-tk"])
def test_a_mail_uses_nothing_that_a_common_client_does_not_know(site: Site, name: str) -> None:
    """Whatever Markdown can make; only the jump to the other language is not known everywhere."""
    with_issue(themed(site, **SENDING), text=EVERYTHING)
    html = issue(site).letters[name].html
    found = {title for _, title in unsupported(html)}
    assert found <= ({ANCHORS} if "-" in name else set())
    for word in ("definition", "an abbreviation", "A quotation", "A note", "Another"):
        assert word in html

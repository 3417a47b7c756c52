"""Asks every link of the built site that leads to another site: `python tests/links.py output`.

Prints Markdown. What is gone ends it with status 1; a site that only keeps robots out, or that is
busy, is listed and no more.
"""

from __future__ import annotations

import ssl
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from http.client import HTTPException
from pathlib import Path
from socket import gaierror
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urldefrag, urlsplit, urlunsplit
from urllib.request import Request, urlopen

GOOD, UNCLEAR, GONE = "good", "no clear answer", "gone"
TIMEOUT, TRIES, PAUSE, AT_ONCE = 20.0, 3, 2.0, 8
CLOSED = frozenset({401, 402, 403, 405, 406, 409, 451, 999})
"""What sites answer that keep robots out."""
BUSY = frozenset({408, 425, 429, *range(500, 600)})
"""What may be better in a moment."""
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; pelican-bilingual link check)",
    "Accept": "*/*",
}


@dataclass(frozen=True)
class Answer:
    """What became of a link."""

    verdict: str
    words: str
    """The status, or what went wrong."""
    again: bool = False
    """Time may help."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value.strip() for name, value in attrs if name == "href" and value]


def links(output: Path) -> dict[str, list[str]]:
    """Every external address, without fragment, with the pages that link to it."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in sorted(output.rglob("*.html")):
        parser = _Links()
        parser.feed(file.read_text("utf-8"))
        page = file.relative_to(output).as_posix()
        for link in dict.fromkeys(urldefrag(one).url for one in parser.found):
            if link.startswith(("http://", "https://")):
                found[link].append(page)
    return dict(found)


def ascii_url(url: str) -> str:
    """An address as it is sent: letters of other scripts are encoded."""
    parts = urlsplit(url)
    host = (parts.hostname or "").encode("idna").decode()
    place = f"{host}:{parts.port}" if parts.port else host
    path, query = (quote(one, safe="/%:@!$&'()*+,;=~?-._") for one in (parts.path, parts.query))
    return urlunsplit((parts.scheme, place, path, query, ""))


def ask(url: str, timeout: float = TIMEOUT, tries: int = TRIES, pause: float = PAUSE) -> Answer:
    """HEAD, and GET where that is not enough; again after a pause where time may help."""
    answer = Answer(GONE, "never asked")
    for attempt in range(tries):
        time.sleep(pause * attempt)
        for method in ("HEAD", "GET"):
            answer = _once(url, method, timeout)
            if answer.verdict == GOOD:
                return answer
        if not answer.again:
            break
    return answer


def _once(url: str, method: str, timeout: float) -> Answer:
    try:
        request = Request(ascii_url(url), headers=HEADERS, method=method)
        with urlopen(request, timeout=timeout) as response:
            return Answer(GOOD, str(response.status))
    except HTTPError as error:
        error.close()
        verdict = UNCLEAR if error.code in CLOSED | BUSY else GONE
        return Answer(verdict, f"status {error.code}", again=error.code in BUSY)
    except URLError as error:
        sure = isinstance(error.reason, gaierror | ssl.SSLCertVerificationError)
        return Answer(GONE if sure else UNCLEAR, str(error.reason), again=True)
    except (OSError, HTTPException) as error:
        return Answer(UNCLEAR, str(error) or type(error).__name__, again=True)
    except ValueError as error:
        return Answer(GONE, f"not an address: {error}")


def report(found: Mapping[str, list[str]], answers: Mapping[str, Answer]) -> Iterator[str]:
    """What is not good, as a Markdown table, and how much is."""
    bad = [url for url in found if answers[url].verdict != GOOD]
    yield "## Links to other sites\n"
    yield f"{len(found)} addresses, {len(found) - len(bad)} good."
    if bad:
        yield "\n| | address | answer | on |\n|---|---|---|---|"
    for url in sorted(bad, key=lambda one: (answers[one].verdict != GONE, one)):
        cells = (answers[url].verdict, f"<{url}>", answers[url].words, ", ".join(found[url]))
        yield f"| {' | '.join(one.replace('|', '%7C') for one in cells)} |"


def main(arguments: Iterable[str]) -> int:
    """Ask all links of the site in this folder."""
    (folder,) = arguments
    output = Path(folder)
    found = links(output)
    if not any(output.rglob("*.html")):
        print(f"{folder}: There is no built page. Build the site first.", file=sys.stderr)
        return 1
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(zip(found, pool.map(ask, found), strict=True))
    print("\n".join(report(found, answers)))
    return int(any(one.verdict == GONE for one in answers.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

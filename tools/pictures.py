"""Take the pictures of the built site that the documents show: `make pictures`.

Needs Chromium (Debian: `apt install chromium`), the built site in `output/`, its preview in
`output.preview/` and its first issue's mails in `output.mail/`. Writes docs/images/, and
docs/design.md, which shows every kind of page.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes
from email.policy import default
from itertools import product
from pathlib import Path
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

PAGE = "huawei-in-turkmenistan"
PHONE, DESKTOP = (360, 640), (1200, 800)
GUIDE = {
    "en": (f"output/en/{PAGE}", PHONE),
    "tk": (f"output/tk/{PAGE}", PHONE),
    "en-tk": (f"output/en-tk/{PAGE}", DESKTOP),
    "status": ("output/status", DESKTOP),
    "preview": ("output.preview/tk/safe-city", DESKTOP),
}
"""Pictures in README.md and TRANSLATIONS.md: name, page, window."""
EDITED = "tk/safe-city/"
"""The page whose editor is shown."""
DESIGN = {
    "The front door": {"front": ("", "")},
    "An edition": {"index-en": ("en", ""), "index-tk": ("tk", "")},
    "An explainer": {
        "article-en": (f"en/{PAGE}", ""),
        "article-tk": (f"tk/{PAGE}", ""),
        "article-en-tk": (f"en-tk/{PAGE}", ""),
    },
    "Its timeline": {
        "timeline-tk": (f"tk/{PAGE}", "#projects"),
        "timeline-en-tk": (f"en-tk/{PAGE}", "#projects"),
    },
    "Its figures": {
        "figures-en": (f"en/{PAGE}", "figure:last-of-type"),
        "figures-en-tk": (f"en-tk/{PAGE}", "figure:last-of-type"),
    },
    "Its end": {"end-en": (f"en/{PAGE}", ".end"), "end-en-tk": (f"en-tk/{PAGE}", ".end")},
    "A page": {"page-en": ("en/about", ""), "page-en-tk": ("en-tk/about", "")},
    "The glossary": {"glossary-tk": ("tk/sozluk", ""), "glossary-en-tk": ("en-tk/glossary", "")},
    "The search page": {"search-tk": ("tk/search", "")},
    "A topic": {"topic-tk": ("tk/topics/surveillance", "")},
    "The state of the translations": {"status": ("status", "")},
    "A page that does not exist": {"404": ("404.html", "")},
}
"""Every kind of page: by heading, names of pictures with the page and what is scrolled to."""
MAILS = {"mail-360": (360, 640), "mail-700": (700, 640)}
"""Pictures of the newsletter's first issue, in both languages: name, window."""
WINDOWS = {"phone": PHONE, "desktop": DESKTOP}
SCHEMES = ("light", "dark")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]
INTRODUCTION = """\
# How it looks

Every kind of page, on a phone and on a desktop, in the light and in the dark scheme. `make
pictures` takes them anew, so that a change of the design shows as a change of this page. What
the design wants to be: a printed pamphlet in the public interest, calm and exact; type does the
work, one carpet red marks links and the one bar that a figure is about, and two languages are
told apart by label, hairline and position, never by colour alone.
"""


def main() -> int:
    """Write the pictures and the page that shows them; returns the exit status."""
    root = Path(__file__).parent.parent
    chromium = shutil.which("chromium")
    if not chromium:
        print("Chromium is missing: install it (Debian: apt install chromium).", file=sys.stderr)
        return 1
    images = root / "docs" / "images"
    shutil.rmtree(images, ignore_errors=True)
    (images / "design").mkdir(parents=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (path, window) in GUIDE.items():
            page = _open(browser, root / path, window)
            page.screenshot(path=images / f"{name}.png")
            page.context.close()
        mail = _mail(root / "output.mail/1/en-tk.eml")
        for name, window in MAILS.items():
            page = _open(browser, mail, window)
            _save(page, images / f"{name}.webp")
            page.context.close()
        with _served(root) as url:
            page = browser.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
            page.goto(f"{url}{EDITED}")
            page.locator(".preview-bar").wait_for()
            page.locator(".message a").nth(3).press("Enter")
            page.locator(".preview-editor .elsewhere").wait_for(state="attached")
            page.locator(".preview-editor input").fill("Aýna Myradowa")
            page.locator(".preview-editor textarea").focus()
            page.wait_for_timeout(2000)  # until the check and the site in memory have answered
            page.locator(".preview-editor").evaluate("one => one.scrollIntoView({block: 'center'})")
            _save(page, images / "editor.webp", 60)
            page.close()
        for pages in DESIGN.values():
            for name, (path, place) in pages.items():
                for window, scheme in product(WINDOWS, SCHEMES):
                    page = _open(browser, root / "output" / path, WINDOWS[window], scheme)
                    if place:
                        page.locator(place).first.evaluate("one => one.scrollIntoView()")
                    _save(page, images / "design" / f"{name}-{window}-{scheme}.webp")
                    page.context.close()
        browser.close()
    (root / "docs" / "design.md").write_text("".join(_document()), "utf-8")
    return 0


def _mail(path: Path) -> Path:
    """The HTML of a mail, in a file beside it."""
    found = message_from_bytes(path.read_bytes(), policy=default).get_body(("html",))
    page = path.with_suffix(".html")
    page.write_text(found.get_content(), "utf-8")
    return page


def _open(browser: Browser, path: Path, window: tuple[int, int], scheme: str = "light") -> Page:
    width, height = window
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto((path if path.suffix else path / "index.html").as_uri())
    return page


@contextmanager
def _served(root: Path) -> Iterator[str]:
    """The preview with its editor, once a page of it has been built; its address."""
    port = "8138"
    line = [sys.executable, "-m", "pelican.plugins.bilingual", "serve", "--port", port]
    with subprocess.Popen(line, cwd=root) as server:
        try:
            url = f"http://127.0.0.1:{port}/"
            for _ in range(600):
                with suppress(OSError), urlopen(f"{url}{EDITED}", timeout=10) as page:
                    if re.search(rb"data-build=.?[0-9a-f]", page.read()):
                        break
                time.sleep(0.5)
            yield url
        finally:
            server.terminate()


def _save(page: Page, path: Path, quality: int = 30) -> None:
    """As WebP, which is a third of the bytes of PNG."""
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => setTimeout(drawn)))")
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": quality})
    path.write_bytes(base64.b64decode(taken["data"]))


def _document() -> Iterator[str]:
    yield INTRODUCTION
    for heading, pages in DESIGN.items():
        yield f"\n## {heading}\n"
        for name in pages:
            for window in WINDOWS:
                yield "\n| light | dark |\n|---|---|\n|"
                for scheme in SCHEMES:
                    file = f"images/design/{name}-{window}-{scheme}.webp"
                    yield f" ![{name}, {window}, {scheme}]({file}) |"
                yield "\n"


if __name__ == "__main__":
    sys.exit(main())

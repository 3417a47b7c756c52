"""Take the pictures of the built site that the documents show: `make pictures`.

Needs Chromium (Debian: `apt install chromium`), the built site in `output/` and its preview in
`output.preview/`.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PAGE = "huawei-in-turkmenistan"
PHONE, DESKTOP = (360, 640), (1200, 800)
PICTURES = {
    "en": (f"en/{PAGE}", PHONE),
    "tk": (f"tk/{PAGE}", PHONE),
    "en-tk": (f"en-tk/{PAGE}", DESKTOP),
    "status": ("status", DESKTOP),
    "preview": ("../output.preview/tk/safe-city", DESKTOP),
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"]


def main() -> int:
    """Write docs/images/*.png; returns the exit status."""
    root = Path(__file__).parent.parent
    chromium = shutil.which("chromium")
    if not chromium:
        print("Chromium is missing: install it (Debian: apt install chromium).", file=sys.stderr)
        return 1
    folder = root / "docs" / "images"
    folder.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for name, (path, (width, height)) in PICTURES.items():
            page = browser.new_page(viewport={"width": width, "height": height})
            page.goto((root / "output" / path / "index.html").as_uri())
            page.screenshot(path=folder / f"{name}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a release says of itself: where its repository is, and a README whose links hold anywhere.

hatchling asks this when it makes a release. The address follows from the remote that the release is
made from, as a site's does; without one that is known, links stay as they are.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from hatchling.metadata.plugin.interface import MetadataHookInterface

PROJECT = Path(__file__).parent.parent
PLUGIN = PROJECT / "pelican/plugins/bilingual"


def absolute(text: str, view: str, raw: str) -> str:
    """Markdown with its relative links made absolute: pages below `view`, pictures below `raw`.

    Both have `{path}` where a path from the top of the repository belongs.
    """
    bases = view.format(path=""), raw.format(path="")
    change = runpy.run_path(str(PLUGIN / "source/targets.py"))["with_targets"]
    return str(change(text, lambda target, picture: urljoin(bases[picture], target)))


class Metadata(MetadataHookInterface):
    """Gives `readme` and `urls`."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in what follows from the repository; a release links to what it was made of."""
        module = runpy.run_path(str(PLUGIN / "project/repository.py"))
        readme = (PROJECT / "README.md").read_text(encoding="utf-8")
        url = module["web_address"](module["git"](PROJECT, "remote", "get-url", "origin").strip())
        urls = {}
        if url:
            its = module["Repository"](url, f"v{metadata['version']}")
            readme = absolute(readme, its.view_url(), its.raw_url())
            urls = {
                "Homepage": url,
                "Documentation": its.view_url().format(path="docs"),
                "Source": url,
                "Issues": f"{url}/issues",
                "Changelog": its.view_url().format(path="CHANGELOG.md"),
            }
        metadata["readme"] = {"content-type": "text/markdown", "text": readme}
        metadata["urls"] = urls

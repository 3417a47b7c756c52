"""Takes addresses out of npm's lock files: `python tools/npm_lock.py tests translations`.

`.npmrc` leaves out where packages are downloaded from; npm still writes down whom to pay.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path


def without_addresses(lock: str) -> str:
    """The text of a lock file without its packages' `funding`."""
    data = json.loads(lock)
    for package in data["packages"].values():
        package.pop("funding", None)
    return f"{json.dumps(data, indent=2, ensure_ascii=False)}\n"


def main(folders: Iterable[str]) -> None:
    for folder in folders:
        path = Path(folder) / "package-lock.json"
        path.write_text(without_addresses(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Put each `--help` into docs/cli.md, the settings into README.md; tests compare them."""

from __future__ import annotations

import os
import re
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from unittest.mock import patch

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "cli.md"
README = PROJECT / "README.md"
_TABLE = re.compile(r"(?<=<!-- settings -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)
_BLOCK = re.compile(r"^(```text\n\$ bilingual (?:(\w+) )?--help\n)(.*?)^```$", re.M | re.S)
_BEFORE_313 = re.compile(r"(-\w) [A-Z]+, (?=--)")
"""`-s FILE, --settings FILE`, which Python 3.13 and later write as `-s, --settings FILE`."""


def help_of(*command: str) -> str:
    """What `bilingual COMMAND --help` prints in 80 columns."""
    from pelican.plugins.bilingual.cli.main import main  # after the path is set

    with patch.dict(os.environ, COLUMNS="80", NO_COLOR="1"), redirect_stdout(StringIO()) as shown:
        main([*command, "--help"])
    return shown.getvalue()


def folded(text: str) -> str:
    """A help as every Python writes it: white space folded, options in the newer way."""
    return " ".join(_BEFORE_313.sub(r"\1, ", text).split())


def renewed(page: str) -> str:
    """The page with every help as it is now; one that says the same is left alone."""

    def block(found: re.Match[str]) -> str:
        text = help_of(*filter(None, [found[2]]))
        return found[0] if folded(text) == folded(found[3]) else f"{found[1]}{text}```"

    return _BLOCK.sub(block, page)


def with_settings(page: str) -> str:
    """The page with the table of settings as they are now."""
    from pelican.plugins.bilingual.project.config import Config
    from pelican.plugins.bilingual.project.setting import rows

    lines = ["| `BILINGUAL` key | default | meaning |", "|---|---|---|"]
    for key, one in rows(Config).items():
        shown = repr(one.default).replace("'", '"')
        default = "–" if one.default is one.kind else f"`{shown}`"
        lines.append(f"| `{key}` | {default} | {one.means} |")
    return _TABLE.sub(lambda _: "\n".join(lines), page)


if __name__ == "__main__":
    sys.path.insert(0, str(PROJECT))
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    README.write_text(with_settings(README.read_text(encoding="utf-8")), encoding="utf-8")

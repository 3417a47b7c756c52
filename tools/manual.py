"""Put each `--help` into docs/cli.md, the settings into README.md; tests compare them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from pathlib import Path

PROJECT = Path(__file__).parent.parent
PAGE = PROJECT / "docs" / "cli.md"
README = PROJECT / "README.md"
_BLOCK = re.compile(
    r"^(```text\n\$ bilingual(?: (\w+))? --help\n).*?^```$", re.MULTILINE | re.DOTALL
)
_TABLE = re.compile(r"(?<=<!-- settings -->\n\n).*?(?=\n\n<!-- end -->)", re.DOTALL)


def helps() -> dict[str, str]:
    """The help of each command, in 80 columns; the empty name is the whole command's."""
    from pelican.plugins.bilingual.cli.main import parser  # after the path is set

    before = {name: os.environ.get(name) for name in ("COLUMNS", "NO_COLOR")}
    os.environ |= {"COLUMNS": "80", "NO_COLOR": "1"}
    try:
        top = parser()
        (commands,) = (a for a in top._actions if isinstance(a, argparse._SubParsersAction))
        return {"": top.format_help()} | {
            name: one.format_help() for name, one in commands.choices.items()
        }
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value


def renewed(page: str) -> str:
    """The page with every help as it is now."""
    texts = helps()
    return _BLOCK.sub(lambda found: f"{found[1]}{texts[found[2] or '']}```", page)


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

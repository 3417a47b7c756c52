"""An address as a QR code, for a phone that looks at a screen or at paper.

The only importer of segno.
"""

from __future__ import annotations

import io

from ..xhtml import missing, versions

SCALE = 6
"""Pixels a module: the code of a page's address is some 200 wide."""


def qr_code(address: str) -> bytes:
    """An address as SVG: black on white, whatever the colours around it are.

    Raises `BilingualError` where segno is missing.
    """
    try:
        import segno  # noqa: PLC0415 # an extra: sites without copies need none
    except ImportError:
        raise missing("segno") from None
    made = io.BytesIO()
    code = segno.make_qr(address, error="m")
    code.save(made, kind="svg", scale=SCALE, light="#fff", xmldecl=False, svgclass="", lineclass="")
    return made.getvalue()


def drawn_by() -> list[str]:
    """What else than its address makes a code."""
    return versions("segno")

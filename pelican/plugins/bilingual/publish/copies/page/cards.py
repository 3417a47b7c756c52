"""Preview images of pages, for messengers that show what a link leads to: nothing but text.

Drawn by WeasyPrint, as the PDF is, and turned into a picture by pypdfium2, which only this
module imports.
"""

from __future__ import annotations

import io
from typing import Any

from ....errors import BilingualError
from ..pdf import load_weasyprint

SIZE = (1200, 630)
"""Width and height in pixels, as Open Graph wants them."""
_COLOURS = 16
"""Enough for smooth letters in one ink on one paper."""


def card(html: str) -> bytes:
    """A picture (PNG) of a page of HTML that is as wide and high as `SIZE`, in CSS pixels.

    Raises `BilingualError` where the extra `formats` or a library is missing.
    """
    weasyprint = load_weasyprint()
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols={"data"})
    document = weasyprint.HTML(string=html, url_fetcher=fetcher).write_pdf()
    page = _pdfium().PdfDocument(document)[0]
    width, _ = page.get_size()
    image = page.render(scale=SIZE[0] / width).to_pil().convert("RGB").quantize(_COLOURS)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _pdfium() -> Any:
    try:
        import pypdfium2  # noqa: PLC0415 # an extra
    except ImportError:
        raise BilingualError(
            "Preview images need the package pypdfium2.",
            remedy="Install pelican-bilingual[formats].",
        ) from None
    return pypdfium2

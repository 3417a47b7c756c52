"""Files beside those of the site that a server sends as they are: `.br` and `.gz`.

The only importer of brotli.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

from ..errors import BilingualError
from ..finish.images import digest_of
from ..project.cache import Cache
from .copies.memo import memo_each
from .copies.xhtml import versions

LEAST = 1024
"""Bytes of the smallest file that is worth it: a smaller one is one packet anyway."""
_TEXTS = frozenset({".css", ".csv", ".html", ".js", ".json", ".svg", ".txt", ".xml"})


def precompress(folder: Path, kind: str, cache: Cache, processes: int = 0) -> None:
    """Write each text file of a finished site once more, as `br` or `gz`.

    What the site has there itself stays, and what would not be smaller is not written. The bytes
    follow from the file alone. Raises `BilingualError` where brotli is asked for and missing.
    """
    press = _press(kind)
    texts = (one for one in sorted(folder.rglob("*")) if one.suffix in _TEXTS and one.is_file())
    files = [(one, one.with_name(f"{one.name}.{kind}")) for one in texts]
    files = [(one, to) for one, to in files if one.stat().st_size >= LEAST and not to.exists()]
    inputs = [(kind, versions("brotli"), digest_of(one)) for one, _ in files]
    given = lambda at: press(files[at][0].read_bytes()), processes
    made = memo_each(cache, "precompressed", inputs, *given)
    for (path, to), data in zip(files, made, strict=True):
        if len(data) < path.stat().st_size:
            to.write_bytes(data)


def _press(kind: str) -> Callable[[bytes], bytes]:
    if kind == "gz":
        return lambda data: gzip.compress(data, 9, mtime=0)
    try:
        import brotli  # noqa: PLC0415 # an extra
    except ImportError:
        raise BilingualError(
            "Brotli is missing, which BILINGUAL['precompressed'] asks for.",
            remedy="Install the plugin's extra: pip install 'pelican-bilingual[brotli]'.",
        ) from None
    return lambda data: bytes(brotli.compress(data, mode=brotli.MODE_TEXT))

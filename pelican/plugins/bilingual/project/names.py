"""Pages as people name them on the command line: a domain, a content path or a catalog path."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path, PurePosixPath

from ..errors import BilingualError
from .files import domain_of

_CATALOGS = {".po", ".pot"}


def find_domains_named(
    names: Iterable[str], domains: Collection[str], content: Path, catalogs: Path
) -> list[str]:
    """The domains that these names mean, each once.

    `content` and `catalogs` are the folders that paths may lead into. Raises
    `BilingualError` with close names for one that means no page.
    """
    return list(dict.fromkeys(find_domain(name, domains, content, catalogs) for name in names))


def find_domain(name: str, domains: Collection[str], content: Path, catalogs: Path) -> str:
    """The domain that a name means; `BilingualError` with close names if there is none."""
    for domain in _meanings(name, content, catalogs):
        if domain in domains:
            return domain
    close = _close(name, domains)
    known = "Close names" if close else "There are"
    raise BilingualError(
        f"There is no page {name!r}.", remedy=f"{known}: {', '.join(close or _some(domains))}."
    )


def language_folder(name: str, catalogs: Path) -> str | None:
    """The language folder of a catalog path, `pt_BR`; None for any other name."""
    inner = _below(name, catalogs)
    known = inner is not None and inner.suffix == ".po" and len(inner.parts) > 2
    return inner.parts[0] if inner and known else None


def _meanings(name: str, content: Path, catalogs: Path) -> Iterable[str]:
    """The domains that a name could mean, the plainest first."""
    plain = name.replace("\\", "/").removeprefix("./")
    yield plain
    source, catalog = _below(name, content), _below(name, catalogs)
    if source is not None:
        yield domain_of(source.as_posix())
    if catalog is not None and catalog.suffix in _CATALOGS:
        inner = catalog.with_suffix("").parts
        yield "/".join(inner[2:] if catalog.suffix == ".po" else inner[1:])
    yield domain_of(plain)


def _below(name: str, folder: Path) -> PurePosixPath | None:
    """A path relative to a folder that it lies in."""
    path, start = Path(name).absolute(), folder.absolute()
    return PurePosixPath(path.relative_to(start)) if path.is_relative_to(start) else None


def _close(name: str, domains: Iterable[str]) -> list[str]:
    """Domains that look alike, as a whole or in their last part."""
    wanted = domain_of(name.replace("\\", "/")).lower()
    last = wanted.rpartition("/")[2]
    known: dict[str, str] = {}
    for domain in domains:
        known.setdefault(domain.lower(), domain)
        known.setdefault(domain.lower().rpartition("/")[2], domain)
    found = get_close_matches(wanted, known, n=5) + get_close_matches(last, known, n=5)
    return list(dict.fromkeys(known[one] for one in found))[:5]


def _some(domains: Collection[str]) -> list[str]:
    """The first names; all are too many on a large site."""
    return [*sorted(domains)[:8], *(["…"] if len(domains) > 8 else [])]

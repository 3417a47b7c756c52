"""The states of a site's explainers as Git has them."""

from __future__ import annotations

from collections.abc import Iterable

from ..catalog.catalog import Catalog, read_catalog
from ..catalog.catalog import domain_path as path_of
from ..errors import BilingualError
from ..project.history import commit_of, file_at
from ..project.read import Project
from ..source.pages import Pages, SourcePage
from .news import State

HEAD = "HEAD"


def commit(project: Project, revision: str, where: str = "") -> str:
    """The commit of a revision, as 40 or 64 hexadecimal digits.

    `where` is the line that names it. Raises `BilingualError` where Git knows none.
    """
    found = commit_of(project.root, revision)
    if found:
        return found
    if revision == HEAD:
        raise BilingualError(
            "An issue is drafted from Git's history, and there is none here.",
            project.shown(project.file),
            "Commit the site first, or write the issue by hand: docs/newsletter.md shows one.",
        )
    raise BilingualError(
        f"Git knows no revision {revision!r} here.",
        where,
        "Fetch the whole history (git fetch --unshallow), or say since when: --since REVISION.",
    )


def states(
    project: Project, pages: Pages, of: Iterable[SourcePage], revision: str
) -> dict[str, State]:
    """The public explainers among these pages as they were in a commit, by domain.

    What was broken then says nothing, and is left out.
    """
    found = {}
    for page in of:
        path = page.document.path
        text = file_at(project.root, revision, path)
        text = pages.settled(project.root / path, text)
        try:
            document = pages.parser.parse(text, path, project.config.fields) if text else None
        except BilingualError:
            continue
        if document and _status(document.metadata) == "published":
            catalogs = {
                one.tag: catalog
                for one in project.config.targets
                if (catalog := _catalog(project, one.folder, page.domain, revision))
            }
            found[page.domain] = State(page.domain, document, catalogs)
    return found


def _status(metadata: dict[str, list[str]]) -> str:
    return "".join(metadata.get("status", ())).strip().lower() or "published"


def _catalog(project: Project, folder: str, domain: str, revision: str) -> Catalog | None:
    path = path_of(project.config.catalogs, folder, domain)
    data = file_at(project.root, revision, project.shown(path))
    try:
        return read_catalog(path, path.name, data=data.encode()) if data else None
    except BilingualError:
        return None

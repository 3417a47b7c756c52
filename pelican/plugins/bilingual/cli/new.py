"""A new site in an empty folder, and a made site brought up to what is made today."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from importlib.util import find_spec
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..catalog.catalog import domain_path
from ..catalog.interface import drafted
from ..catalog.merge.update import named_language
from ..catalog.site import TOPIC
from ..errors import BilingualError
from ..language.cldr import near_tags
from ..language.profile import THEME_LANGUAGE
from ..project.config import Language
from ..project.files import DOMAIN, domain_of, write_text
from ..project.read import Project
from ..project.theme import PACKAGE, carried
from ..source.document import Document
from ..source.front_matter import names_in
from ..source.parser import Parser
from ..source.segments import Key

START = PACKAGE / "start"
"""What a new site begins as."""
_ENGLISH = START / "content" / THEME_LANGUAGE
"""The sample pages of a site whose language has none."""
MADE = ".bilingual-made"
"""What was made, as `sha256sum` writes it: how a later release knows what its owner has changed."""
WORKFLOWS = ("checks.yml", "publish.yml", "catalogs.yml", "newsletter.yml")
"""Of this project's own workflows, those that serve every site."""
_HOST_FILE = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "codeberg": ".woodpecker.yml",
    "none": "",
}
"""The file by which a made site tells its host."""
_NAME = "pelican-bilingual"


@dataclass(frozen=True, slots=True)
class Start:
    """What a new site shall be."""

    name: str
    languages: tuple[Language, ...]
    """The language that its pages are written in first."""
    host: str
    """`github`, `gitlab`, `codeberg` or `none`."""

    @property
    def source(self) -> Language:
        """The language that pages are written in."""
        return self.languages[0]

    @property
    def targets(self) -> tuple[Language, ...]:
        """The languages that pages are translated into."""
        return self.languages[1:]


def languages_named(text: str) -> tuple[Language, ...]:
    """The languages that a list of BCP 47 tags names: `en,uz`.

    Raises `BilingualError` for a tag that CLDR does not know, one that comes twice, fewer than two,
    and a language in another script without the one that it is made of.
    """
    found = tuple(named_language(one) for one in text.replace(",", " ").split())
    tags = [one.tag for one in found]
    if len(set(tags)) < max(2, len(tags)):
        raise BilingualError(
            f"{text!r} does not name two different languages.",
            remedy="Write the one that you write in first: 'en,uz', 'de,uk,ru'.",
        )
    for one in found:
        if one.base and one.base not in tags[1:]:
            raise BilingualError(
                f"{one.tag} is made of the catalogs of {one.base!r}.",
                remedy=f"Name {one.base!r} behind the first language, too.",
            )
    return found


def make(folder: Path, start: Start) -> Iterator[str]:
    """Write a new site; yields the path of each file.

    Raises `BilingualError` for a folder that holds anything but Git's own.
    """
    if folder.exists() and any(one.name != ".git" for one in folder.iterdir()):
        raise BilingualError(
            "There is something in this folder already.",
            str(folder),
            "Name a folder that is empty, or does not exist yet.",
        )
    made = machinery(start.host)
    for path, data in {**_owned(start), **made}.items():
        _put(folder / path, data)
        yield path
    write_text(folder / MADE, _sums(made))


def draft(project: Project, parser: Parser) -> None:
    """Fill a new site's catalogs with what its sample pages say in their languages, as drafts.

    All samples have the same segments in the same order.
    """

    def pages(folder: Path) -> dict[str, Document]:
        texts = {one: one.read_text(encoding="utf-8") for one in folder.rglob("*.md")}
        return {
            domain_of(one.relative_to(folder).as_posix()): parser.parse(
                text, one.name, project.config.fields
            )
            for one, text in texts.items()
        }

    source = pages(_sample(project.config.source.tag) or _ENGLISH)
    for language in project.config.targets:
        folder, topics = _sample(language.tag), dict[Key, str]()
        for domain, page in pages(folder).items() if folder else ():
            pairs = zip(source[domain].segments, page.segments, strict=True)
            _fill(project, language, domain, {one.key: same.msgid for one, same in pairs})
            names = (names_in(one.metadata.get("tags", ())) for one in (source[domain], page))
            topics |= {(TOPIC, one): same for one, same in zip(*names, strict=True)}
        _fill(project, language, DOMAIN, topics)


def _fill(project: Project, language: Language, domain: str, texts: Mapping[Key, str]) -> None:
    path = domain_path(project.config.catalogs, language.folder, domain)
    write_text(path, drafted(path.read_bytes(), project.shown(path), texts))


def _sample(tag: str) -> Path | None:
    """The folder of the sample pages in a language; None without."""
    return next(
        (START / "content" / one for one in near_tags(tag) if (START / "content" / one).is_dir()),
        None,
    )


def renew(folder: Path) -> Iterator[str]:
    """Bring what was made in a folder up to what is made today; yields a line for each change.

    A file that its owner has changed stays, and the new one is written beside it; one that the
    owner has deleted stays away.
    """
    before = dict(line.split("  ", 1)[::-1] for line in (folder / MADE).read_text().splitlines())
    host = next((one for one, file in _HOST_FILE.items() if file in before), "none")
    made = machinery(host)
    for path, data in made.items():
        file = folder / path
        now = file.read_bytes() if file.is_file() else None
        if now == data or (now is None and path in before):
            continue
        if now is None or _sum(now) == before.get(path):
            _put(file, data)
            yield f"renewed  {path}"
        else:
            _put(folder / f"{path}.new", data)
            yield f"kept     {path}: you have changed it; compare it with {path}.new"
    for path in sorted(before.keys() - made.keys()):
        if (folder / path).is_file() and _sum((folder / path).read_bytes()) == before[path]:
            (folder / path).unlink()
            yield f"removed  {path}"
    write_text(folder / MADE, _sums(made))


def _owned(start: Start) -> dict[str, bytes]:
    """What belongs to the owner from the first day, by path."""
    sample = _tree(_sample(start.source.tag) or _ENGLISH, start)
    return _tree(START / "site", start) | {f"content/{path}": sample[path] for path in sample}


def machinery(host: str) -> dict[str, bytes]:
    """What follows later releases, by path: how the site is installed, checked and published.

    Raises `BilingualError` where the plugin itself cannot be had as a wheel.
    """
    found = _tree(START / "hosts" / host, None)
    if host == "github":
        folder = carried("workflows", ".github/workflows")
        for name in WORKFLOWS:
            found[f".github/workflows/{name}"] = (folder / name).read_bytes()
    wheel, line = _plugin()
    locked = carried("requirements.txt").read_text(encoding="utf-8")
    return found | wheel | {"requirements.txt": f"{locked}{line}\n".encode()}


def _tree(folder: Path, start: Start | None) -> dict[str, bytes]:
    """The files of a folder by path; templates are filled in, `dot-` begins a hidden name."""
    environment = Environment(  # noqa: S701 # none of them is HTML
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["python"] = lambda text: json.dumps(text, ensure_ascii=False)
    found = {}
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        name = path.relative_to(folder).as_posix()
        target = name.removesuffix(".j2").replace("dot-", ".")
        if name.endswith(".j2"):
            found[target] = environment.get_template(name).render(start=start).encode()
        else:
            found[target] = path.read_bytes()
    return found


def _plugin() -> tuple[dict[str, bytes], str]:
    """The plugin as a site installs it: files to carry along, and the line of requirements.

    From the package index it is the release and its hash; from elsewhere the site carries its
    wheel, so that it depends on nobody's server.
    """
    installed = distribution(_NAME)
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    with tempfile.TemporaryDirectory() as folder:
        wheel = _wheel(installed, origin, Path(folder))
        data = wheel.read_bytes()
        digest = f"--hash=sha256:{_sum(data)}"
    if not origin:
        return {}, f"{_NAME}=={installed.version} {digest}"
    return {f"wheels/{wheel.name}": data}, f"./wheels/{wheel.name} {digest}"


def _wheel(installed: Distribution, origin: dict[str, dict[str, str]], folder: Path) -> Path:
    """The plugin's wheel, made or fetched by pip from where it was installed from."""
    url = str(origin.get("url", ""))
    version = origin.get("vcs_info")
    if version:
        url = f"{version['vcs']}+{url}@{version['commit_id']}"
    source = url or f"{_NAME}=={installed.version}"
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--wheel-dir", str(folder), source]
    if find_spec("hatchling"):  # else pip fetches it into an environment of its own
        command.append("--no-build-isolation")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 # pip itself
    wheels = [*folder.glob("*.whl")]
    if done.returncode or not wheels:
        why = (done.stderr.strip().splitlines() or ["pip has failed"])[-1]
        raise BilingualError(
            f"The plugin's wheel cannot be made ({why}).",
            source,
            "Install the plugin from its wheel, and try again.",
        )
    return wheels[0]


def _put(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)


def _sums(files: Mapping[str, bytes]) -> str:
    return "".join(f"{_sum(data)}  {path}\n" for path, data in files.items())


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

"""Where a site's repository stands on the web, and what its pages say of it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import Site, project, tool

from pelican.plugins.bilingual.project.repository import Repository, repository, web_address

HOSTS = ("github.com", "gitlab.com", "codeberg.org")
FORMS = (
    "https://{host}/you/my.site",
    "https://{host}/you/my.site.git/",
    "https://WWW.{host}/you/my.site.git",
    "https://{secret}@{host}/you/my.site.git",
    "https://you:{secret}@{host}:443/you/my.site",
    "ssh://git@{host}/you/my.site.git",
    "ssh://git@{host}:22/you/my.site.git",
    "git@{host}:you/my.site.git",
    "{host}:you/my.site",
    "git://{host}/you/my.site.git",
)
names = st.text("abcXYZ019-_.", min_size=1, max_size=12).filter(lambda one: one.strip("."))


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_remote_is_one_address_without_its_secret(form: str, host: str) -> None:
    """HTTPS, SSH or scp, with a token or without: the page of the repository, and nothing else."""
    remote = form.format(host=host, secret="ghp_TOKEN")
    assert web_address(remote) == f"https://{host}/you/my.site"


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(HOSTS), names, names)
def test_what_stands_before_the_host_stays_there(
    user: str, password: str, host: str, owner: str, name: str
) -> None:
    """Whatever a remote has for a name or a password, the address is made of host and path."""
    found = web_address(f"https://{user}:{password}@{host}/{owner}/{name}.git")
    assert found in ("", f"https://{host}/{owner}/{name}".removesuffix(".git"))


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/site.git",
        "../site",
        "https://git.example.org/you/site.git",
        "https://github.com.example.org/you/site",
        "https://example.org/github.com/you/site",
        "git@evil.example:github.com/you/site",
        "https://github.com/you",
        "https://github.com/you/site/tree/main",
        'https://github.com/you/"onclick=x',
        "https://[github.com/you/site",
        "C:\\Users\\you\\site",
    ],
)
def test_another_host_or_another_path_is_none(remote: str) -> None:
    """Nothing is guessed."""
    assert web_address(remote) == ""


def test_groups_in_groups_are_gitlabs() -> None:
    """A project there may lie deeper; elsewhere there is an owner and a name."""
    assert web_address("git@gitlab.com:a/b/c.git") == "https://gitlab.com/a/b/c"
    assert web_address("git@codeberg.org:a/b/c.git") == ""


def test_each_host_has_its_own_addresses_for_a_file() -> None:
    """To edit, to read, and its bytes; a branch's letters are those of an address."""
    one = Repository("https://github.com/you/site", "a#b", "my site/")
    assert one.edit_url() == "https://github.com/you/site/edit/a%23b/my%20site/{path}"
    two = Repository("https://gitlab.com/a/b/c", "main")
    assert two.view_url() == "https://gitlab.com/a/b/c/-/blob/main/{path}"
    three = Repository("https://codeberg.org/you/site", "main")
    assert three.edit_url() == "https://codeberg.org/you/site/_edit/main/{path}"
    assert three.raw_url() == "https://codeberg.org/you/site/raw/branch/main/{path}"


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder."""
    subprocess.run([tool("git", "git"), "-C", folder, *arguments], check=True, capture_output=True)


@pytest.fixture
def kept(site: Site) -> Site:
    """A site in a repository whose remote is on GitHub, with a token in it."""
    git(site.root, "init", "--initial-branch", "mine")
    git(site.root, "remote", "add", "origin", "https://x:ghp_TOKEN@github.com/you/site.git")
    site.page("one")
    site.catalog("one", 'msgid "Text."\nmsgstr "Tekst."\n')
    return site


def test_the_branch_is_the_default_one_wherever_it_is_known(kept: Site) -> None:
    """What is checked out counts last, so that one commit builds the same on every branch."""

    def branch(**environment: str) -> str:
        found = repository(kept.root, environment)
        return found.branch if found else ""

    assert branch() == "mine"
    assert branch(CI_DEFAULT_BRANCH="trunk") == "trunk"
    assert branch(GITHUB_BASE_REF="main", CI_DEFAULT_BRANCH="") == "main"
    git(kept.root, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/stable")
    assert branch(CI_DEFAULT_BRANCH="trunk") == "stable"


@pytest.mark.parametrize(
    ("folder", "page", "branch"),
    [
        ("CI_PROJECT_DIR", "CI_PROJECT_URL", "CI_DEFAULT_BRANCH"),
        ("CI_WORKSPACE", "CI_REPO_URL", "CI_REPO_DEFAULT_BRANCH"),
    ],
)
def test_ci_names_the_repository_where_git_is_missing(
    folder: str, page: str, branch: str, tmp_path: Path
) -> None:
    """Of its own clone only: another folder on the same computer is none of it."""
    said = {folder: str(tmp_path / "a"), page: "https://gitlab.com/a/b", branch: "trunk"}
    expected = "https://gitlab.com/a/b/-/edit/trunk/"
    for place, prefix in (("a", ""), ("a/sub", "sub/")):
        found = repository(tmp_path / place, said)
        assert found
        assert found.edit_url() == f"{expected}{prefix}{{path}}"
    assert repository(tmp_path / "b", said) is None
    assert repository(tmp_path / "a", said | {page: "https://git.example.org/a/b"}) is None
    assert repository(tmp_path / "a", said | {branch: ""}) is None


def test_a_page_leads_to_its_catalog_in_the_repository(
    kept: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without any setting; a setting wins, and an empty one says nothing."""
    for name in ("CI_DEFAULT_BRANCH", "CI_REPO_DEFAULT_BRANCH", "GITHUB_BASE_REF"):
        monkeypatch.delenv(name, raising=False)
    path = "translations/tk/LC_MESSAGES/one.po"
    link = f"https://github.com/you/site/edit/mine/{path}"
    kept.set("from pelican.plugins.bilingual.project.theme import carried")
    kept.set("THEME = str(carried('theme')); THEME_STATIC_PATHS = []")
    kept.build()
    assert link in [one.get("href") for one in kept.html("tk/one").iter("a")]
    assert all(b"ghp_TOKEN" not in one.read_bytes() for one in kept.output.rglob("*.*"))
    assert project().config.edit_link(path) == link
    kept.set('BILINGUAL["edit_url"] = "https://git.example.org/{path}"')
    assert project().config.edit_link("a b?.po") == "https://git.example.org/a%20b%3F.po"
    kept.set('BILINGUAL["edit_url"] = ""')
    assert project().config.edit_link(path) == ""


def test_a_neutral_site_names_no_repository_by_itself(kept: Site) -> None:
    """Who publishes without a name has not asked for one."""
    kept.set('BILINGUAL["neutral"] = "Notes"')
    assert project().config.edit_link("x.po") == ""


def test_the_preview_leads_to_an_editor_that_is_there(
    kept: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is none, as in a workflow, to the repository."""
    monkeypatch.setenv("PATH", f"{kept.root}:{Path(tool('git', 'git')).parent}")
    kept.set("BILINGUAL_PREVIEW = True")
    before = project().config.edit_link("x.po")
    kept.write("code", "#!/bin/sh\n").chmod(0o755)
    assert (bool(before), project().config.edit_link("x.po")) == (True, "")

"""A setting that cannot be: what, on which line of which file, and what to do."""

from __future__ import annotations

import pytest
from support import Site

from pelican.plugins.bilingual.cli.main import main
from pelican.plugins.bilingual.errors import SettingsError

WRONG = {
    "BILINGUAL = 3": "BILINGUAL is missing or not a dictionary",
    "BILINGUAL = {'langs': 1}": "BILINGUAL has no key 'langs'",
    "BILINGUAL['languages'] = {'en': 'E', 'tk': 1}": "'tk': 1",
    "BILINGUAL['languages'] = {'en': 'E', 'xx-yy-zz': 'X'}": "CLDR does not know",
    "DEFAULT_LANG = 'fr'": "lacks 'fr', the language of DEFAULT_LANG",
    "BILINGUAL['addresses'] = 'mine'": "'mine'",
    "BILINGUAL['catalogs'] = 'pelicanconf.py'": "a file",
    "BILINGUAL['fields'] = [['title']]": "[['title']]",
    "BILINGUAL['parallel'] = 'yes'": "'yes'",
    "BILINGUAL['glossary'] = 'pages/gone.md'": "which is no page of the site",
    "BILINGUAL['glossary'] = '../pelicanconf.py'": "which is no page of the site",
    "BILINGUAL['spelling'] = {'ru': 'x'}": "names 'ru', which is not among the 'languages'",
    "BILINGUAL['weight'] = {'page': '1'}": "'page': '1'",
    "BILINGUAL.update(neutral='x', addresses='site')": "Set 'addresses': 'editions', too.",
    "BILINGUAL['edit_url'] = 'https://x/{path}}'": "{path}}",
    "BILINGUAL['threshold'] = 2.0": "2.0",
    "BILINGUAL['mirrors'] = [None]": "None",
    "BILINGUAL['copies'] = {'mobi': 0}": "'mobi': 0",
    "BILINGUAL['copies'] = {'pdf': True}": "'pdf': True",
    "BILINGUAL['precompressed'] = ['zst']": "['zst']",
    "BILINGUAL['precompressed'] = [['br']]": "[['br']]",
    "BILINGUAL['domain'] = 'x'": "'x'",
    "BILINGUAL['signing_key'] = 3": "3",
    "BILINGUAL['newsletter'] = {'order': [['tk']]}": "[['tk']]",
    "SITEURL = 'nonsense'": "SITEURL is 'nonsense'",
    "DATE_FORMATS = None": "DATE_FORMATS is None",
    "DATE_FORMATS = {'tk': 5}": "{'tk': 5}",
    "FORMATTED_FIELDS = None": "FORMATTED_FIELDS is None",
    "TEMPLATE_PAGES = ['x']": "TEMPLATE_PAGES is ['x']",
    "MARKDOWN = {'extensions': ['no.such']}": "No module named 'no'",
    "MARKDOWN = {'extension_configs': {'toc': {'no_such': 1}}}": "no_such",
    "MARKDOWN = None": "MARKDOWN",
}
ONLY_BUILT = {
    "BILINGUAL['lead'] = 'gone.md'": "which is no article that the site lists",
    "BILINGUAL['lead'] = '.'": "which is no article that the site lists",
    "BILINGUAL['signing_key'] = 'gone.key'": "No such file",
    "BILINGUAL['signing_key'] = 'pelicanconf.py'": "no secret key",
}


@pytest.mark.parametrize("line", [*WRONG, *ONLY_BUILT])
def test_a_build_says_what_is_wrong_with_a_setting(site: Site, line: str) -> None:
    """The error names the setting's line and a remedy, in one sentence each."""
    site.page("one")
    site.set(line)
    with pytest.raises(SettingsError) as caught:
        site.build()
    _is_told(site, line, str(caught.value))
    assert caught.value.remedy
    assert not site.output.exists()


@pytest.mark.parametrize("line", WRONG)
def test_check_says_the_same(site: Site, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Before anything is built, and without a traceback."""
    site.page("one")
    site.set(line)
    assert main(["check"]) == 1
    _is_told(site, line, capsys.readouterr().err.strip())


def _is_told(site: Site, line: str, said: str) -> None:
    lines = (site.root / "pelicanconf.py").read_text("utf-8").splitlines()
    place, _, rest = said.partition(": ")
    file, _, number = place.partition(":")
    assert file == "pelicanconf.py"
    # What is missing from it has the line of BILINGUAL itself.
    assert lines[int(number) - 1] == line or "DEFAULT_LANG" in line
    assert {**WRONG, **ONLY_BUILT}[line] in rest
    assert "\n" not in said


@pytest.mark.parametrize("line", ["DEFAULT_LANG = 3", "THEME = 'gone'", "1 / 0", "SITEURL = 5"])
def test_settings_that_pelican_itself_cannot_read_are_told_by_commands(
    site: Site, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Settings are a program: whatever goes wrong in it is one sentence."""
    site.set(line)
    assert main(["check"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("pelicanconf.py")
    assert said.rstrip().endswith("Correct the settings; Pelican cannot read them.")
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "items", ["['x']", "[('One', 'Two', 'Three'), ('Group', (('A', '/a'),))]", "None", "3"]
)
def test_a_menu_of_another_shape_is_the_theme_s(site: Site, items: str) -> None:
    """What we do not understand of it is no error: another theme may."""
    site.page("one")
    site.write("mine/base.html", "{% block content %}{% endblock %}")
    site.set(f"MENUITEMS = {items}\nTHEME_TEMPLATES_OVERRIDES = ['mine']")
    site.build()
    assert main(["update"]) == 0

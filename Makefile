PYTHON ?= python3
BIN := .venv/bin
DEMO := demo-blog
# As many files of tests at a time as the machine has processors.
PYTEST := -m pytest -q -n auto --dist loadfile

# Velog's own renderer, a theme of Jekyll, a linter of workflows and one of pages, where there is
# Node.js to fetch them.
ORACLE := $(if $(shell command -v npm),tests/oracle/velog/node_modules/.installed)
WORKFLOWS := $(if $(shell command -v npm),tests/oracle/workflows/node_modules/.installed)
AXE := $(if $(shell command -v npm),tests/axe/node_modules/.installed)
THEMES := $(if $(shell command -v npm),tests/themes/node_modules/.installed)

# The oldest Python that pyproject.toml allows, and what ends with 0 on it and on newer ones.
OLDEST := $(shell sed -n 's/^requires-python = ">=\(.*\)"/\1/p' pyproject.toml)
IS_NEW := import sys; sys.exit(sys.version_info < tuple(map(int, "$(OLDEST)".split("."))))

# What an older Python or a broken run has left would be taken for a virtual environment.
$(shell test ! -e .venv || .venv/bin/python -c 'import pip; $(IS_NEW)' 2>/dev/null || rm -rf .venv)

.PHONY: help demo test fast lowest pythons parity bench long shapes fuzz faults mutants picture \
  settings check fix constraints

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: .venv/tool.stamp ## Make ./demo-blog, a Jekyll site with the sample blog in it
	@test -d $(DEMO) || $(BIN)/velog-to-jekyll new $(DEMO) --from tests/fixtures/sample-blog
	@echo
	@echo "Look at the posts in $(DEMO)/_posts and the images in $(DEMO)/assets/img/posts."
	@echo "With Jekyll installed, see the blog: jekyll serve --source $(DEMO) --destination $(DEMO)/_site"
	@echo
	@echo "The command is installed as $(BIN)/velog-to-jekyll. Next:"
	@echo "  $(BIN)/velog-to-jekyll sync --from tests/fixtures/sample-blog --site $(DEMO)"
	@echo "  $(BIN)/velog-to-jekyll check --site $(DEMO)"
	@echo "  $(BIN)/velog-to-jekyll --help"
	@command -v git >/dev/null || echo "Install git, too: sync needs it to merge your edits." >&2

test: check $(AXE) $(ORACLE) $(THEMES) $(WORKFLOWS) ## Check style and types, then run every test
	$(BIN)/python $(PYTEST)

fast: .venv/dev.stamp ## Run the tests that need no Ruby, Node.js or browser, in about a minute
	$(BIN)/python $(PYTEST) -m fast

lowest: .venv/dev.stamp ## Run the fast tests with the oldest packages that pyproject.toml allows
	$(BIN)/python tests/lowest.py > .venv/lowest.txt
	$(call fast_tests,$(BIN)/python,.venv/lowest,.venv/lowest.txt)

pythons: .venv/dev.stamp ## Run the fast tests on the oldest and the newest other Python of this machine
	@set -e; pythons="$$($(BIN)/python tests/pythons.py)"; for python in $$pythons; do \
	  $(call fast_tests,$$python,.venv/python,constraints.txt); done

# Runs the fast tests in a virtual environment of a Python's own, with some versions of packages.
define fast_tests
$(1) -m venv --clear $(2) && \
	  $(2)/bin/python -m pip install --quiet --disable-pip-version-check -c $(3) -e '.[dev]' && \
	  $(2)/bin/python $(PYTEST) -m fast || exit 1
endef

parity: .venv/dev.stamp $(ORACLE) ## Compare CORPUS, a folder of posts, on Velog and on Jekyll
	PYTHONPATH=tests $(BIN)/python -m oracle.parity $(CORPUS) --list
	PYTHONPATH=tests $(BIN)/python -m oracle.parity $(CORPUS) --list --exact
	PYTHONPATH=tests $(BIN)/python -m oracle.parity $(CORPUS) --splices 2000 --seed "$$(date)"
	PYTHONPATH=tests $(BIN)/python -m oracle.html_parity

bench: .venv/dev.stamp ## Time whole runs and conversion, each against a baseline of the same minute
	PYTHONPATH=tests CORPUS=$(CORPUS) $(BIN)/python benchmarks/whole_runs.py

long: .venv/dev.stamp ## Time posts of 300 KB that say one thing over and over, here and in kramdown
	PYTHONPATH=tests $(BIN)/python benchmarks/long_posts.py

shapes: .venv/dev.stamp ## Hold the time of 700 such posts to their length, drawn anew
	COST_SHAPES=700 $(BIN)/python -m pytest -q tests/test_cost.py

fuzz: .venv/dev.stamp ## Build 10,000 posts that try to get out of their page, drawn anew
	HOSTILE_POSTS=10000 $(BIN)/python -m pytest -q tests/test_hostile.py

faults: .venv/dev.stamp ## Make 1,000 runs while Velog and the line to it fail in several ways, drawn anew
	FAULTS_COUNT=1000 $(BIN)/python -m pytest -q tests/test_faults.py -k together

mutants: .venv/dev.stamp ## Plant 100 faults in copies of the code, and show those no test notices
	$(BIN)/python benchmarks/mutants.py

picture: .venv/dev.stamp ## Make the pictures in the READMEs: the site that `new` makes, a report
	$(BIN)/python tests/picture.py docs

settings: .venv/dev.stamp ## Write docs/settings.md from the table of settings, in both languages
	PYTHONPATH=tests $(BIN)/python tests/settings_reference.py

check: .venv/dev.stamp ## Check style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: .venv/dev.stamp ## Format the code and fix what ruff can fix
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

constraints: .venv/dev.stamp ## Pin the versions that are installed now; run with the oldest Python
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

# Debian's python3 comes without what makes virtual environments.
.venv/bin/python:
	@$(if $(shell $(PYTHON) -c '$(IS_NEW)' 2>/dev/null && echo new),,$(error velog-to-jekyll needs \
	  Python $(OLDEST) or newer, and $(PYTHON) is not: make $(MAKECMDGOALS) PYTHON=python$(OLDEST)))
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; test "$$(id -u)" = 0 && \
	  apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; } || { \
	  echo "Python cannot make a virtual environment. On Debian: sudo apt install python3-venv" >&2; \
	  exit 1; }

%/node_modules/.installed: %/package.json
	cd $* && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

# An editable install leaves out what other installs do: to compile the modules. Where Python may
# not keep what it compiles (PYTHONDONTWRITEBYTECODE), each start would do it again.
COMPILE := $(BIN)/python -m compileall -q migrator

.venv/tool.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	$(COMPILE)
	@touch $@

.venv/dev.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	$(COMPILE)
	@touch $@ .venv/tool.stamp

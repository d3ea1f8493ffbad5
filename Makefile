PYTHON ?= python3
BIN := .venv/bin
DEMO := demo-blog

# Velog's own renderer and a theme of Jekyll, where there is Node.js to fetch them.
ORACLE := $(if $(shell command -v npm),tests/oracle/velog/node_modules/.installed)
THEMES := $(if $(shell command -v npm),tests/themes/node_modules/.installed)

.PHONY: help demo test fast parity bench long mutants check fix constraints

help: ## Show what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: .venv/tool.stamp ## Migrate the sample blog into ./demo-blog, a small Jekyll site
	@test -d $(DEMO) || cp -r tests/fixtures/demo-site $(DEMO)
	@$(BIN)/velog-to-jekyll migrate --from tests/fixtures/sample-blog --site $(DEMO)
	@echo
	@echo "Look at the posts in $(DEMO)/_posts and the images in $(DEMO)/assets/img/posts."
	@echo "With Jekyll installed, see the blog: jekyll serve --source $(DEMO) --destination $(DEMO)/_site"

test: check $(ORACLE) $(THEMES) ## Check style and types, then run every test
	$(BIN)/python -m pytest -q

fast: .venv/dev.stamp ## Run the tests that need no Ruby, Node.js or browser, within a minute
	$(BIN)/python -m pytest -q -m fast

parity: .venv/dev.stamp $(ORACLE) ## Compare CORPUS, a folder of posts, on Velog and on Jekyll
	PYTHONPATH=tests $(BIN)/python -m oracle.parity $(CORPUS)

bench: .venv/dev.stamp ## Time converting CORPUS against markdown-it-py on the same posts
	$(BIN)/python benchmarks/convert.py $(CORPUS)

long: .venv/dev.stamp ## Time converting posts of 300 KB that say one thing over and over
	$(BIN)/python benchmarks/long_posts.py

mutants: .venv/dev.stamp ## Plant 100 faults in copies of the code, and show those no test notices
	$(BIN)/python benchmarks/mutants.py

check: .venv/dev.stamp ## Check style and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: .venv/dev.stamp ## Format the code and mend what ruff can mend
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

constraints: .venv/dev.stamp ## Pin the versions that are installed now; run with the oldest Python
	$(BIN)/python -m pip freeze --exclude-editable > constraints.txt

# Debian's python3 comes without what makes virtual environments.
.venv/bin/python:
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; test "$$(id -u)" = 0 && \
	  apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; } || { \
	  echo "Python cannot make a virtual environment. On Debian: sudo apt install python3-venv" >&2; \
	  exit 1; }

%/node_modules/.installed: %/package.json
	cd $* && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error
	@touch $@

.venv/tool.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/dev.stamp: pyproject.toml constraints.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@ .venv/tool.stamp

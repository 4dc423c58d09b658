# make demo    read an example story end to end
# make check   style, types, architecture, docs
# make test    all tests
# make docs    remake the generated pages
# make bench   speed, memory, growth, hostile files, the reader (QUICK=1 for a short round)
# make page    build the front end into the package (needs Node)
# make screenshots  every page of the reader as pictures in shots/ (needs Chromium)
# make size    the wheel, and an installation into an empty environment, against its limit
# make clean   remove what these made
# Everything is set up in .venv on the first call; PYTHON picks the interpreter (3.11 or newer).

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q
CHECKED := src tests benchmarks docs $(wildcard training)

.DEFAULT_GOAL := help
.PHONY: help demo check test docs bench page screenshots size clean

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

# The stamps hold what pyproject.toml asked for when the packages were installed; a change installs anew.
$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Diegesis needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/.installed: $(VENV)/.made pyproject.toml
	$(PIP) install -e '.[reader]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --group dev
	@touch $@

demo: $(VENV)/.installed
	@PATH="$(CURDIR)/$(BIN):$$PATH" bash examples/demo.sh examples/the_good_cups.txt demo

check: $(VENV)/.installed-dev
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/architecture tests/docs

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

docs: $(VENV)/.installed
	$(BIN)/python docs/generate.py
	$(BIN)/python -m diegesis.cli.reference > docs/cli.md.new && mv docs/cli.md.new docs/cli.md
	$(BIN)/python docs/cards.py
	$(BIN)/python docs/figures.py

bench: $(VENV)/.installed
	$(BIN)/python -m benchmarks.bench $(if $(QUICK),--quick) $(if $(MODEL),--model $(MODEL))

page:
	cd web && npm ci --no-audit --no-fund && npm run check && npm run build

screenshots: $(VENV)/.installed-dev
	$(BIN)/python -m tests.browser.screenshots --out shots

size: $(VENV)/.installed-dev
	$(BIN)/python -m benchmarks.installed

clean:
	rm -rf $(VENV) demo shots web/node_modules dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The two commands that matter: `make site` and `make test`. Both need no network once their requirements are installed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/python -m pip --disable-pip-version-check --quiet install
TEST_PACKAGES := chromium slapd ldap-utils glue-schema bdii openssl
LOCK := $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 \
	--generate-hashes --no-annotate --custom-compile-command 'make lock'

.PHONY: help site test check serve bench audit lock system-packages
.DEFAULT_GOAL := help

help: ## Say what can be made.
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST) | expand -t 14

site: $(VENV)/run ## Check the records and build the edition into site/.
	$(BIN)/pps check
	$(BIN)/pps build --history
	@echo "The edition is in $(CURDIR)/site. To read it: make serve, or python3 -m http.server --directory site"

test: $(VENV)/dev system-packages ## Run every test, with a real browser and a real directory server.
	$(BIN)/python -m pytest --numprocesses auto

check: $(VENV)/dev ## Lint, check the types, check the records.
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pps check

serve: $(VENV)/run ## Show the edition and rebuild it when a record or a template changes.
	$(BIN)/pps serve

bench: $(VENV)/bench ## Measure reading, checking and building on generated worlds.
	$(BIN)/python -m tests.bench

audit: $(VENV)/made ## Ask whether a pinned requirement has a known vulnerability; needs the network.
	$(INSTALL) --require-hashes --requirement requirements/audit.txt
	$(BIN)/pip-audit --require-hashes --disable-pip $(foreach file,$(wildcard requirements/*.txt),--requirement $(file))

lock: $(VENV)/dev ## Renew the pinned requirements from pyproject.toml.
	$(LOCK) pyproject.toml --group build --output-file requirements/run.txt
	$(LOCK) pyproject.toml --group dev --constraints requirements/run.txt --output-file requirements/dev.txt
	$(LOCK) pyproject.toml --group bench --constraints requirements/dev.txt --output-file requirements/bench.txt
	$(LOCK) --group audit --output-file requirements/audit.txt

system-packages:
	@requirements/system.sh $(TEST_PACKAGES)

# Stamps: what they stand for is done, and need not ask the network again.

$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "pps-bulletin needs Python 3.11 or later: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || PYTHON="$(PYTHON)" requirements/system.sh python3-venv
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/run: $(VENV)/made requirements/run.txt pyproject.toml hatch_build.py
	$(INSTALL) --require-hashes --requirement requirements/run.txt
	$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

$(VENV)/bench: $(VENV)/dev requirements/bench.txt
	$(INSTALL) --require-hashes --requirement requirements/bench.txt
	@touch $@

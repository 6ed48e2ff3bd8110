# Vierspan: two commands for a fresh machine, `make run` and `make test`; the others are for who builds it.
.DEFAULT_GOAL := help
.PHONY: help run test test-sqlite test-postgres check bench lock messages format setup clean

PYTHON ?= python3
BIN := .venv/bin
NPM := $(shell command -v npm 2>/dev/null || echo $(BIN)/npm)
PORT ?= 8000
ASSETS := vierspan/base/static/vendor/icons.svg
CATALOGUES := $(wildcard vierspan/*/locale/nl/LC_MESSAGES/django.po)

help: ## What one can do here
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

run: setup ## Install all, make the database, load the demo group, start the server
	@$(BIN)/vierspan start --demo --port $(PORT)

test: .venv/test setup ## The whole suite on SQLite and on a real PostgreSQL, with journeys in a real browser
	@$(BIN)/python -m tests.chromium
	$(MAKE) test-sqlite test-postgres

test-sqlite: ## The suite on SQLite
	$(BIN)/pytest -q -n 2 -m "not journey"
	$(BIN)/pytest -q -m journey

test-postgres: ## The suite on PostgreSQL, started from a wheel unless DATABASE_URL names one
	$(BIN)/python -m tests.postgres $(BIN)/pytest -q -n 2 -m "not journey"
	$(BIN)/python -m tests.postgres $(BIN)/pytest -q -m journey

check: .venv/check setup ## Format, lint, types, layers, templates, translations, migrations, deploy check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m tests.template_format
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/vierspan makemigrations --check --dry-run
	$(BIN)/python -m tests.gettext
	$(BIN)/python -m vierspan.base.messages --check
	VIERSPAN_BASE_URL=https://vierspan.example VIERSPAN_DATA_DIR=$$(mktemp -d) $(BIN)/vierspan check --deploy --fail-level WARNING

bench: .venv/test setup ## Measure, verify what was measured, and write docs/benchmarks.md
	$(BIN)/python -m bench

setup: .venv/run $(ASSETS) .venv/messages

.venv/pip:
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: requirements/run.txt pyproject.toml | .venv/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/test: requirements/test.txt | .venv/run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	@touch $@

.venv/check: requirements/check.txt | .venv/test
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/check.txt
	@touch $@

# The system's npm, or the one in a wheel where there is none.
$(BIN)/npm: | .venv/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt

$(ASSETS): package-lock.json vierspan/base/icons.txt vierspan/base/assets.py | .venv/run $(NPM)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	$(BIN)/python -m vierspan.base.assets

.venv/messages: $(CATALOGUES) | .venv/run
	$(BIN)/python -m vierspan.base.messages --compile
	@touch $@

messages: .venv/check ## Gather new sentences into the Dutch catalogues (needs GNU gettext)
	$(BIN)/python -m vierspan.base.messages

format: .venv/check ## Put the source in shape
	$(BIN)/ruff format . && $(BIN)/ruff check --fix . && $(BIN)/djangofmt vierspan

lock: | .venv/pip ## Resolve the dependencies anew, with hashes and without index addresses
	$(BIN)/pip install --quiet uv
	for part in run test check node peers-survey peers-rdmo; do env -u PIP_FIND_LINKS $(BIN)/uv pip compile --quiet --no-header --python-version 3.11 \
	  --universal --generate-hashes --no-emit-index-url $$(./requirements/groups $$part) -o requirements/$$part.txt; done

clean: ## Take away what was installed and built; data in var/ stays
	rm -rf .venv node_modules vierspan/base/static/vendor

# Everything that one does with this project. Each target does its own set-up; a second run is fast.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SOURCES := bot handlers integrations sandbox tests benchmarks
BACKLOG ?=

.DEFAULT_GOAL := help

.PHONY: help
help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

.PHONY: setup
setup: $(READY) ## Make .venv with everything pinned in it

$(READY): requirements-dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Taktgeber needs Python 3.11 or newer; name one with make PYTHON=…"; exit 1; }
	@echo "Setting up $(VENV); this takes a minute or two, once." >&2
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt >&2
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable . >&2
	@touch $@

.PHONY: demo
demo: $(READY) ## The bot in an imitation Slack and Jira; BACKLOG=file.csv takes a backlog of yours
	@exec $(BIN)/python -m sandbox $(if $(BACKLOG),--backlog $(BACKLOG)) $(DEMO_OPTIONS)

.PHONY: test
test: $(READY) ## All tests
	$(BIN)/python -m pytest -q -n auto --dist loadgroup

.PHONY: test-fast
test-fast: $(READY) ## All tests but journeys, kills and browsers
	$(BIN)/python -m pytest -q -n auto -m "not slow"

.PHONY: coverage
coverage: $(READY) ## All tests, with branch coverage
	$(BIN)/python -m pytest -q -n auto --dist loadgroup --cov --cov-report=term --cov-report=html

.PHONY: check
check: format-check lint types layers test-fast ## What must be green before every commit

.PHONY: format
format: $(READY) ## Format the code
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix --select I $(SOURCES)

.PHONY: format-check
format-check: $(READY)
	$(BIN)/ruff format --check $(SOURCES)

.PHONY: lint
lint: $(READY) ## ruff
	$(BIN)/ruff check $(SOURCES)

.PHONY: types
types: $(READY) ## mypy, strict
	$(BIN)/mypy

.PHONY: layers
layers: $(READY) ## import-linter: who may know whom
	$(BIN)/lint-imports

.PHONY: texts
texts: $(READY) ## Bring the German catalogues up to the texts in the code
	$(BIN)/pybabel -q extract -k say -k say_many:1,2 -k t -k many:1,2 --no-default-keywords --no-location --sort-output \
	  --project taktgeber --omit-header -o $(VENV)/taktgeber.pot bot handlers integrations
	$(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap --omit-header \
	  -i $(VENV)/taktgeber.pot -o bot/locales/de/LC_MESSAGES/taktgeber.po -l de

.PHONY: bench
bench: $(READY) ## Benchmarks: ratios in one run, printed as tables
	$(BIN)/python -m benchmarks $(BENCH_OPTIONS)

.PHONY: lock
lock: $(READY) ## Pin the dependencies anew from the ranges in pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --upgrade pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra sandbox -c requirements.txt pyproject.toml -o requirements-sandbox.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --all-extras -c requirements-sandbox.txt pyproject.toml -o requirements-dev.txt

.PHONY: clean
clean: ## Remove what the other targets made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*

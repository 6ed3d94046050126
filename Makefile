# Enishi's commands. `make` alone lists them.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.enishi-setup
PIP_VERSION := 26.3
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

# The interpreter the environment is made with; `make setup PYTHON=/path/to/python3.13` chooses another.
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	"$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && command -v "$$name" && break; done)

.PHONY: help
help: ## List these commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1 | \2/p' $(MAKEFILE_LIST) | column -t -s '|' 2>/dev/null \
		|| sed -n 's/^\([a-z-]*\):.*## /  make \1   /p' $(MAKEFILE_LIST)

.PHONY: run
run: setup ## Set up, start Neo4j, load the demonstration data, serve, print the address
	@exec $(BIN)/enishi serve --demo

.PHONY: setup
setup: $(STAMP) ## Make the environment in .venv from the lock file

$(STAMP): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Enishi needs Python 3.11 or later, and found none: $$(python3 --version 2>&1)." >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Enishi needs Python 3.11 or later, but $(PYTHON) is $$("$(PYTHON)" --version 2>&1)." >&2; exit 1; }
	@echo "1/3 Environment in $(VENV), with $$("$(PYTHON)" --version)"
	@$(BIN)/python -c '' 2>/dev/null || "$(PYTHON)" -m venv --clear $(VENV) \
		|| { echo "Python's venv module is not complete here; on Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PIP) install --quiet "pip==$(PIP_VERSION)"
	@echo "2/3 $$(grep -c == requirements.lock) pinned packages (the first time this takes a minute or two)"
	@$(PIP) install --require-hashes --requirement requirements.lock
	@echo "3/3 Enishi itself"
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

.PHONY: test
test: setup ## Run all tests, on a real Neo4j and in a real browser
	@$(BIN)/pytest --numprocesses 2 --dist loadfile

.PHONY: soak
soak: setup ## Run the long tests too, which draw many cases
	@$(BIN)/pytest --soak -m soak

.PHONY: bench
bench: setup ## Measure against the raw driver and a bare loop, on graphs that are gone afterwards
	@$(BIN)/python -m benchmarks.api_latency
	@$(BIN)/python -m benchmarks.import_rate
	@$(BIN)/python -m benchmarks.event_rate
	@$(BIN)/python -m benchmarks.key_person_scale

.PHONY: lint
lint: setup ## Check style, types and which way imports point
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

.PHONY: check
check: lint test ## Everything that must hold: lint, then test

.PHONY: format
format: setup ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: docs
docs: setup ## Write the reference pages anew from the code
	$(BIN)/python -m scripts.reference

.PHONY: lock
lock: setup ## Choose the newest allowed versions and write requirements.lock anew
	@$(BIN)/uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --upgrade --quiet \
		--custom-compile-command "make lock" --output-file requirements.lock

.PHONY: wheel
wheel: setup ## Build the wheel into dist/
	@$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

.PHONY: secrets
secrets: ## Write the secrets for docker compose into secrets/
	@"$(PYTHON)" scripts/make_secrets.py

.PHONY: clean
clean: ## Remove what was made here (the graph in ENISHI_HOME stays)
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

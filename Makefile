# `make demo` reads the example corpus; `make test` runs the whole suite. Each sets up all that it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO_CASE ?= demo-case

.PHONY: demo test check clean readme

$(BIN)/uv:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv

$(VENV)/.installed: pyproject.toml | $(BIN)/uv
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[web]'
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/uv pip install --quiet --python $(BIN)/python --editable '.[dev]'
	touch $@

demo: $(VENV)/.installed
	rm -rf $(DEMO_CASE)
	$(BIN)/allegedly read examples/news --case $(DEMO_CASE)
	$(BIN)/allegedly list --case $(DEMO_CASE)
	@echo "next: $(BIN)/allegedly serve --case $(DEMO_CASE)"

check: $(VENV)/.installed-dev
	$(BIN)/ruff format --check src tests bench
	$(BIN)/ruff check src tests bench
	$(BIN)/mypy
	$(BIN)/pyright
	$(BIN)/lint-imports

test: check
	$(BIN)/pytest

clean:
	rm -rf $(VENV) $(DEMO_CASE)

readme: $(VENV)/.installed-dev
	PYTHONPATH=tests/support $(BIN)/python tests/support/sessions.py README.md

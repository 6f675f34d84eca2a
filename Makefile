# The one door. `make demo` and `make test` are enough on a fresh machine: both set everything up first.
#   make test ARGS="-k caption"      passes ARGS on (also demo, app, fast, bench)
#   make test PYTHON=python3.12      chooses the Python that the set-up uses

BIN := .venv/bin
ARGS ?=
export PYTHON

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup demo test app check lint types contracts shell fast format lock bench clean

help: ## what there is
	@echo "Miwake: make WHAT, where WHAT is one of"
	@sed -n 's/^\([a-z]*\):.*## /  \1\t/p' Makefile | expand -t 14

setup: ## .venv with everything that is locked; quick when it is already there
	@packaging/setup.sh

demo: setup ## the whole loop on a sample project, and its report
	@packaging/qt_libraries.sh offer window
	@$(BIN)/miwake demo --out demo $(ARGS)

test: setup ## every test
	@packaging/qt_libraries.sh need tests
	@$(BIN)/python -m pytest $(ARGS)

app: setup ## the window
	@packaging/qt_libraries.sh need window
	@$(BIN)/miwake $(ARGS)

check: lint types contracts fast ## what every change must pass: form, types, import rules, fast tests

lint: setup
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup
	@$(BIN)/mypy

contracts: setup
	@$(BIN)/lint-imports --no-cache

fast: setup
	@packaging/qt_libraries.sh need tests
	@$(BIN)/python -m pytest -m "not slow" $(ARGS)

shell: ## the shell scripts' form; needs shellcheck
	@shellcheck packaging/*.sh .ci/run

format: setup ## writes the form that check asks for
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

lock: ## writes requirements.lock anew from pyproject.toml; needs uv
	@packaging/lock.sh

bench: setup ## what the README's figures come from
	@packaging/benchmarks.sh $(ARGS)

clean: ## removes what the tools leave behind; .venv stays
	@packaging/clean.sh

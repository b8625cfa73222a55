# 一号答. `make help` lists the commands.
PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help run test setup dev check format lock train gate evaluate bench clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## prepare what is missing, then serve on port 8000 until Ctrl-C
	@exec $(BIN)/yihaoda serve

test: dev ## prepare what is missing, then run every check and every test
	@$(BIN)/python scripts/check.py --tests

setup: ## create both environments, the embedding model and the web pages
	@$(PYTHON) scripts/bootstrap.py

dev: ## the same, with the tools that tests need
	@$(PYTHON) scripts/bootstrap.py --dev

check: dev ## format, lint, types, layers, web checks; no tests
	@$(BIN)/python scripts/check.py

format: dev ## format the code
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

train: setup ## train the dialogue model
	@$(BIN)/yihaoda train

gate: setup ## ask the frozen questions; fails when they are answered worse than accepted
	@$(BIN)/yihaoda gate --train

evaluate: dev ## measure on the development sets, write docs/evaluation.md
	@$(BIN)/python -m scripts.bench.evaluate

bench: dev ## measure speed and memory against the peers, write docs/performance.md
	@$(BIN)/python -m scripts.bench.run

lock: dev ## pin every version again from pyproject.toml
	@$(BIN)/python scripts/lock.py

clean: ## remove environments, built pages and data
	rm -rf .venv .venv-bot var api/static api/web/node_modules

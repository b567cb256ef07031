# One verb each; CI runs the same ones. «make help» lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
export PYTHONUNBUFFERED := 1
export OMP_NUM_THREADS := 1
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin

.PHONY: help setup run train test check format tools unit dialogues bench screenshots

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## everything the project needs, into .venv and vendor
	@scripts/setup
	@scripts/design-system

run: setup train ## set up, train if needed, serve on http://127.0.0.1:8000
	@$(BIN)/guide serve --host $(HOST) --port $(PORT)

train: setup ## train the model, if anything that it depends on has changed
	@$(BIN)/guide train

test: setup check train unit dialogues ## set up and run everything that CI runs

check: setup ## format, lint, strict types – also over the tests
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: setup ## put the code into shape
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

tools: setup
	@scripts/page-tools

unit: setup train tools ## units, properties, HTTP, browser
	@$(BIN)/pytest

dialogues: setup train ## the dialogues in tests/dialogues, on the trained model
	@$(BIN)/guide test

bench: setup train ## what benchmarks/ measures
	@for each in benchmarks/[a-z]*.py; do echo "== $$each"; PYTHONPATH=. $(BIN)/python $$each || exit 1; done

screenshots: setup train ## pictures of the page and of the staff bench, into docs/screenshots
	@$(BIN)/python -m tests.browser.screenshots
	@$(BIN)/python -m tests.browser.staff_screenshots

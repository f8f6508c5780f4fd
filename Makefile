# A newcomer needs two commands: `make run` and `make test`. Python 3.11 or newer is all they ask for.

PYTHON ?= $(shell .ci/find-python)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --quiet --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

ADDRESS ?= 127.0.0.1
PORT ?= 8000
TESTS ?= tests

.PHONY: help run demo test check fuzz format bench texts linear soak writers contract moving conformance screenshots \
	lock admin clean

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## /\1	/p' $(MAKEFILE_LIST) | expand -t 16

run: export TYMPAN_DATABASE_URL := sqlite:///var/tympan.sqlite3
run: export TYMPAN_UPLOADS_DIR := var/uploads
run: $(VENV)/installed admin ## serve a blog from var/ on 127.0.0.1:8000, made on the first run
	@mkdir -p var
	@test -e var/tympan.sqlite3 || $(BIN)/tympan init --url http://$(ADDRESS):$(PORT) \
		|| { rm -f var/tympan.sqlite3*; exit 1; }
	@$(BIN)/tympan serve --host $(ADDRESS) --port $(PORT)

demo: $(VENV)/installed-dev ## a blog where every log-in of readers can be clicked through; mails are shown here
	@$(BIN)/python -m tests.providers.demo --host $(ADDRESS) --port $(PORT)

test: $(VENV)/installed-dev admin ## run the tests; what needs a missing server is left out and named
	@$(BIN)/python -m pytest -n auto --dist worksteal $(TESTS)

check: $(VENV)/installed-dev ## lint, types, the direction of imports, a short fuzz
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --silent fuzz

fuzz: $(VENV)/installed-dev ## search for texts that break the content pipeline, for FUZZ_SECONDS (10)
	@mkdir -p var/fuzz
	@$(BIN)/python -m tests.fuzz > var/fuzz/log 2>&1 || { tail -n 40 var/fuzz/log; exit 1; }

format: $(VENV)/installed-dev ## format the code and mend what the linter can
	@$(BIN)/ruff check --fix --exit-zero .
	@$(BIN)/ruff format .

bench: $(VENV)/installed-dev ## measure against WordPress and a bare route, side by side
	@$(BIN)/python -m tests.bench

texts: $(VENV)/installed-dev ## measure the rendering of every recorded post against WordPress
	@$(BIN)/python -m tests.bench.texts

linear: $(VENV)/installed-dev ## show how the time of every text function grows with hostile input
	@$(BIN)/python -m tests.bench.linear

soak: $(VENV)/installed-dev ## watch the workers' memory over 60,000 requests
	@$(BIN)/python -m tests.bench.soak

writers: $(VENV)/installed-dev ## have 64 clients write for a minute on each database, and look whether all is there
	@$(BIN)/python -m tests.bench.writers

contract: $(VENV)/installed-dev ## ask the API what it says it answers, for three minutes on each database
	@$(BIN)/python -m tests.bench.contract

moving: $(VENV)/installed-dev ## import 50,000 posts with 200,000 comments, killed at three moments, too
	@$(BIN)/python -m tests.bench.moving

conformance: $(VENV)/installed-dev ## replay the recorded WordPress answers and renew the scoreboard
	@$(BIN)/python -m tests.conformance.scoreboard

screenshots: $(VENV)/installed-dev ## every kind of page in every theme into var/screenshots, and the picture of the README
	@$(BIN)/python -m tests.browser.screenshots var/screenshots docs/screenshot.png

lock: $(VENV)/installed-dev ## renew the locked dependencies
	@$(PIP) install uv
	@$(LOCK) --upgrade --extra dev pyproject.toml -o .ci/requirements-dev.txt
	@printf 'editables\nhatchling\nnodejs-wheel-binaries\n' | \
		$(LOCK) --upgrade --constraint .ci/requirements-dev.txt pyproject.toml - -o .ci/requirements.txt

# Node comes from the path, or from PyPI where there is none.
admin: $(BIN)/python ## build the admin's front end, where its sources are newer
	@$(BIN)/python engine/web/admin/build.py

clean: ## remove what was built; var/ with your site stays
	@rm -rf $(VENV) build dist engine/web/admin/app/dist engine/web/admin/app/node_modules .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@test -n "$(PYTHON)"
	@echo "Installing Tympan into $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

# Everything comes from the lock, by hash; Tympan itself is linked in place and builds with what the lock holds.
$(VENV)/installed: .ci/requirements.txt pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes --requirement .ci/requirements.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/installed-dev: .ci/requirements-dev.txt pyproject.toml | $(BIN)/python
	@$(PIP) install --require-hashes --requirement .ci/requirements-dev.txt
	@$(PIP) install --no-build-isolation --no-deps --editable .
	@touch $@ $(VENV)/installed

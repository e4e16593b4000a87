# All that is done to this project, from a fresh clone on. `make` alone lists it.
# Needs: Python 3.11 or later with pip, git, make; Node 18 or later for the pictures (without it the
# pages show tables in their place). Everything fetched goes into .tools, .venv and node_modules.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
UV ?= $(CURDIR)/.tools/bin/uv
BIN := .venv/bin
TEST_WORKERS ?= -n auto --maxprocesses 4 --dist loadfile

# uv and Node carry lists of authorities of their own; a machine that keeps a store keeps to it.
CERTIFICATES := $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(CERTIFICATES),)
export SSL_CERT_FILE ?= $(CERTIFICATES)
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif
export UV_PYTHON_DOWNLOADS := never
export UV_LINK_MODE := copy
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore
# Where nothing compiled may be kept, each of the many processes that tests start compiles it all.
unexport PYTHONDONTWRITEBYTECODE

# The set `dev` contains the set `server`: where tests were once set up, or are asked for now, the
# demo uses the same. Only someone who wants nothing but the site gets the small set.
READY := .venv/.$(if $(wildcard .venv/.dev)$(filter-out demo serve assets,$(MAKECMDGOALS)),dev,server)

CATALOGUES := $(wildcard src/pilotage_server/locale/*/LC_MESSAGES/*.po \
                         src/pilotage_server/*/locale/*/LC_MESSAGES/*.po)
MESSAGES := $(CATALOGUES:.po=.mo)
PICTURES := src/pilotage_server/static/vendor/echarts.min.js

help:  ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) assets  ## the example programme, compiled, issued and served (PORT=8766 where 8765 is taken)
	@PILOTAGE_HOME="$${PILOTAGE_HOME:-var/demo}" $(BIN)/pilotage serve --demo $(if $(PORT),--port $(PORT))

test: .venv/.dev assets  ## run the tests (T=tests/lint for some of them)
	@$(BIN)/pytest $(TEST_WORKERS) $(T)

serve: $(READY) assets  ## serve your own programme from var/
	@$(BIN)/pilotage serve $(if $(PORT),--port $(PORT))

setup: .venv/.dev  ## install what work on the code needs, into .venv

check: .venv/.dev assets  ## what CI runs: style, layers, types, tests
	@echo "== style";  $(BIN)/ruff check . && $(BIN)/ruff format --check .
	@echo "== layers"; $(BIN)/lint-imports
	@echo "== types";  $(BIN)/mypy
	@echo "== tests";  $(BIN)/pytest $(TEST_WORKERS)
	@echo "== the site's tests on PostgreSQL"; $(BIN)/python -m tools.postgres $(BIN)/pytest $(TEST_WORKERS) tests/server

accept: .venv/.dev  ## write what the cases now give into tests/cases; the diff is the review
	@PILOTAGE_ACCEPT=1 $(BIN)/pytest tests/test_cases.py
	@git diff --stat -- tests/cases

format: .venv/.dev  ## put the code into the house style
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .

docs: .venv/.dev  ## write the generated reference pages again
	@$(BIN)/python -m tools.reference

bench: .venv/.dev assets  ## the budgets, each beside its reference
	@for name in $(basename $(notdir $(wildcard benchmarks/*.py))); do \
	   echo "== $$name"; $(BIN)/python -m benchmarks.$$name; done

shots: .venv/.dev assets browser  ## pictures of the main pages (OUT=var/shots)
	@$(BIN)/python -m tools.screenshots $(or $(OUT),var/shots)

assets: $(MESSAGES) $(if $(shell command -v npm),$(PICTURES),no-pictures)  ## the picture library and the compiled languages

browser:  ## Chromium and a Chinese font from Debian, for the browser tests (root or sudo)
	@if command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then exit 0; fi; \
	 if [ "$$(id -u)" = 0 ]; then apt="apt-get"; else apt="sudo apt-get"; fi; \
	 $$apt update -qq && DEBIAN_FRONTEND=noninteractive $$apt install -y -qq --no-install-recommends \
	   chromium fonts-noto-cjk libatomic1 fontconfig >/dev/null

postgres:  ## PostgreSQL from Debian, for the site's tests on it (root or sudo)
	@if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi; \
	 if [ "$$(id -u)" = 0 ]; then apt="apt-get"; else apt="sudo apt-get"; fi; \
	 $$apt update -qq && DEBIAN_FRONTEND=noninteractive $$apt install -y -qq --no-install-recommends postgresql >/dev/null

lock: $(UV)  ## resolve the newest versions and write requirements/ and package-lock.json
	@lock="$(UV) pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	   --no-header --no-annotate --no-emit-index-url"; \
	 $$lock pyproject.toml requirements/build.in --extra server --extra postgres --extra dev -o requirements/dev.txt >/dev/null; \
	 $$lock pyproject.toml requirements/build.in --extra server -c requirements/dev.txt -o requirements/server.txt >/dev/null; \
	 echo uv | $$lock - -o requirements/uv.txt >/dev/null
	@npm install --package-lock-only --ignore-scripts --loglevel=error

wheel: .venv/.dev assets  ## build the wheel into dist/, pictures and languages inside
	@$(UV) build --quiet --wheel --no-build-isolation --python $(BIN)/python

clean:  ## remove all that was built or fetched (var/, your data, stays)
	@rm -rf .venv .tools node_modules dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .grimp_cache \
	   .hypothesis src/pilotage_server/static/vendor $(MESSAGES)
	@find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help demo test serve setup check accept format docs bench shots assets no-pictures browser postgres lock wheel clean

$(CURDIR)/.tools/bin/uv: requirements/uv.txt
	@echo "Fetching uv into .tools"
	@$(PYTHON) -m pip install --quiet --require-hashes --upgrade --target .tools -r requirements/uv.txt
	@touch $@

.venv/bin/python: | $(UV)
	@$(UV) venv --quiet --python $(PYTHON) .venv

# hatchling is in the sets, so the project is built with what is there: no second download. What
# someone added to .venv (an extra, an editor's tool) stays.
.venv/.server .venv/.dev: .venv/.%: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "Setting up .venv from requirements/$*.txt"
	@$(UV) pip install --quiet --python .venv --require-hashes -r requirements/$*.txt
	@$(UV) pip install --quiet --python .venv --offline --no-deps --no-build-isolation --editable .
	@touch $@

$(MESSAGES) &: $(CATALOGUES) tools/compile_messages.py | $(READY)
	@$(BIN)/python tools/compile_messages.py >/dev/null && touch $(MESSAGES)

$(PICTURES): package-lock.json tools/vendor.mjs
	@echo "Building the picture library"
	@npm ci --ignore-scripts --no-update-notifier --loglevel=error --fetch-retries=1 --fetch-retry-mintimeout=2000 >/dev/null \
	 && node tools/vendor.mjs \
	 || echo "The picture library could not be built; pages show tables in place of pictures."

no-pictures:
	@test -s $(PICTURES) || echo "Node is not here: pages show tables in place of pictures."
